"""Where a word that the gate refuses comes from: told by the words around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.release.findings.places import RefusedPlace, SourceIndex, SourceText, joined, located, part_of_file
from ipstranscribe.release.search.sighting import FileSighting, Sighting, around

SOURCES = (
    SourceText("turn", "P1", "P1-002", "Then Dag drove me to work, and later Dag came again."),
    SourceText("turn", "P1", "P1-004", "Dag."),
    SourceText("turn", "P2", "P2-002", "It went on day for day. Dag's lorry was old."),
    SourceText("turn", "P2", "P2-010", "Then Dag drove me to work, they say."),
    SourceText("question", "", "Q1", "How did Dag help you?"),
    SourceText("title", "", "study.toml", "With Anna Dag at work"),
    SourceText("turn", "P3", "P3-001", "Dags lastebil, og Dag."),
)


def sighting(text: str, word: str, nth: int = 0) -> Sighting:
    """The sighting of the `nth` time that a word stands in a text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(word, start + 1)
    return Sighting("person", (), word, word, *around(text, start, start + len(word)))


PLACES: dict[str, tuple[str, str, int, set[str], list[tuple[str, int]]]] = {
    "the whole turn in a cell": (SOURCES[0].text, "Dag", 0, {"P1"}, [("P1-002", 5)]),
    "the second time in it": (SOURCES[0].text, "Dag", 1, {"P1"}, [("P1-002", 37)]),
    "a row of a table": (f"P1-MU001,{SOURCES[0].text},Q1,,,", "Dag", 1, {"P1"}, [("P1-002", 37)]),
    "a stretch of it": ("and later Dag came", "Dag", 0, {"P1"}, [("P1-002", 37)]),
    "the same words in two interviews, in a file of one": ("Then Dag drove me", "Dag", 0, {"P2"}, [("P2-010", 5)]),
    "the same words in a file of all": ("Then Dag drove me", "Dag", 0, set(), [("P1-002", 5), ("P2-010", 5)]),
    "what follows tells them apart": ("Then Dag drove me to work, they", "Dag", 0, set(), [("P2-010", 5)]),
    "a genitive": ("day for day. Dag's lorry", "Dag", 0, {"P2"}, [("P2-002", 24)]),
    "a Norwegian genitive": ("P3: Dags lastebil, og", "Dag", 0, {"P3"}, [("P3-001", 0)]),
    "a turn of the word alone": ("Dag.", "Dag", 0, {"P1"}, [("P1-004", 0)]),
    "a question in the file of an interview": ("Q1 How did Dag help you?", "Dag", 0, {"P1"}, [("Q1", 8)]),
    "a name of two words in the title": ("Project\tWith Anna Dag at work", "Anna Dag", 0, set(), [("study.toml", 5)]),
    "words that stand nowhere": ("quite another Dag here", "Dag", 0, set(), []),
    "another name": ("Then Nordmo drove", "Nordmo", 0, set(), []),
}


@pytest.mark.parametrize(("text", "word", "nth", "named", "where"), PLACES.values(), ids=PLACES.keys())
def test_a_word_comes_from_where_the_words_around_it_are_the_same(
    text: str, word: str, nth: int, named: set[str], where: list[tuple[str, int]]
) -> None:
    found = SourceIndex(SOURCES, [word]).places(sighting(text, word, nth), named, "a.csv")
    assert [(one.where, one.char_start) for one in found] == where


PARTS = {
    "file name": "file name",
    "the name of a folder": "folder",
    "docProps/core.xml": "properties",
    "inner.docx → docProps/app.xml": "properties",
    "meta.xml": "properties",
    "word/document.xml": "file",
    "word/comments.xml, attribute": "file",
    "text": "file",
}


@pytest.mark.parametrize(("part", "kind"), PARTS.items())
def test_what_comes_from_no_source_is_a_part_of_its_file(part: str, kind: str) -> None:
    assert part_of_file(FileSighting("a.docx", part, Sighting("person", (), "Dag"))).kind == kind


def test_a_place_that_many_files_show_is_one() -> None:
    seen = [FileSighting(file, "text", sighting(SOURCES[0].text, "Dag")) for file in ("a.csv", "b.csv", "c.csv")]
    places = joined(place for _, of_it in located(seen, SOURCES, {}) for place in of_it)
    assert [(one.where, one.times, one.files) for one in places] == [("P1-002", 3, ("a.csv", "b.csv", "c.csv"))]


def test_places_stand_in_the_order_of_interviews_and_numbers() -> None:
    ids = ["P1-002", "P1-010", "P1-100", "P1-9"]
    places = joined(RefusedPlace("turn", "P1", one, "Dag") for one in ids)
    assert [one.where for one in places] == ["P1-002", "P1-9", "P1-010", "P1-100"]


@given(st.text("ab .,", max_size=40), st.text("ab .,", max_size=40))
def test_a_text_is_found_in_itself(before: str, after: str) -> None:
    text = f"{before} Dag {after}"
    source = SourceText("turn", "P1", "P1-001", text)
    found = list(SourceIndex([source], ["Dag"]).places(sighting(text, "Dag"), {"P1"}, "a.csv"))
    assert [one.char_start for one in found] == [text.index("Dag")]


@given(st.text(max_size=300), st.text(max_size=300))
def test_words_around_are_whole_and_nothing_of_the_word_is_shown_by_its_repr(before: str, after: str) -> None:
    text = f"{before} Nordmo {after}"
    start = len(before) + 1
    left, right = around(text, start, start + 6)
    words = set(text.split())
    for one in (*left.removeprefix("…").split()[1:], *right.removesuffix("…").split()[:-1]):
        assert one in words
    assert "Nordmo" not in repr(
        FileSighting("Nordmo.txt", "Nordmo", Sighting("person", (), "Nordmo", "Nordmo", left, right))
    )
