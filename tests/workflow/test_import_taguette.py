"""Codes come back from Taguette: its project with places in bytes, and its table of highlights, which has words alone."""

import sqlite3
from pathlib import Path

import openpyxl
import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.coded_study import codings_of
from ipstranscribe.workflow.import_codes import import_codes
from ipstranscribe.workflow.returned_files import ReturnOptions
from ipstranscribe.workflow.run import run as run_all
from tests.coding import simulated_taguette as simulated
from tests.coding.simulated_taguette import Marked
from tests.studies import HANNE_AND_OLA, WHEN, exporting, telling

SAID = {
    "P1": "I lie awake until noon 🌙 most days of the week. My bed is <not> by the street & the trams go by at night. "
    "Café mornings help me. My sister says that I should move out.",
    "P2": "The mornings were hard, and nobody at work understood why. It took me long to get going. Then Ola Lie was "
    "back again, and nobody at work said a word.",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews, exported for Taguette."""
    folder = tmp_path_factory.mktemp("made")
    study = exporting(telling(folder / "study", HANNE_AND_OLA, SAID), formats=("csv",), programs=("taguette",))
    assert not run_all(study, rules_only=True, lexical=True).failures
    return folder


def page(study: Study, interview: str) -> str:
    (path,) = study.exports.rglob(f"taguette/{interview}.html")
    return simulated.kept(path.read_text(encoding="utf-8"))


def timed(contents: str) -> str:
    """The page of an interview with times, which stand between label and talk."""
    return contents.replace("</strong> ", "</strong> <em>00:00:07</em> ")


def pages(study: Study) -> dict[str, str]:
    return {f"{one} talk": page(study, one) for one in SAID}


def read(study: Study, file: Path, *, earlier: bool = False) -> str:
    return "\n".join(import_codes(study, [file], "A", WHEN, ReturnOptions(earlier=earlier)))


def given(study: Study, interview: str) -> list[tuple[str, str]]:
    """What holds: code and coded words."""
    coding = codings_of(study, interview, "A").in_force
    return [(one.code, one.text) for one in coding.stretches] if coding else []


# --- the project ---------------------------------------------------------------


def test_every_highlight_comes_back_where_it_was(study: Study, tmp_path: Path) -> None:
    """n out, n back, none moved: behind signs of several bytes, escaped signs, times and headings."""
    marks = [
        Marked("P1 talk", "awake until", "noon 🌙", ("sleep", "nights.long")),
        Marked("P1 talk", "<not>", "street & the", ("place",)),
        Marked("P1 talk", "Café", "Café", ("place",)),
        Marked("P2 talk", "back again", "back again", ("sleep",)),
    ]
    told = read(study, simulated.project(pages(study), marks, tmp_path / "p.sqlite3", about="what it means"))
    assert given(study, "P1") == [
        ("sleep", "awake until noon 🌙"),
        ("nights.long", "awake until noon 🌙"),
        ("place", "<not> by the street & the"),
        ("place", "Café"),
    ]
    assert given(study, "P2") == [("sleep", "back again")]
    coding = codings_of(study, "P1", "A").in_force
    assert coding is not None
    assert not coding.unplaced
    assert not coding.changed
    assert {(one.code, one.definition) for one in coding.codebook} >= {("sleep", "what it means")}
    assert "recounted" not in told


def test_a_highlight_over_turns_is_one_in_each_and_labels_and_times_are_no_part(study: Study, tmp_path: Path) -> None:
    contents = timed(page(study, "P1"))
    first = simulated.text_of(contents).index("I:")
    asked = simulated.text_of(contents)[first:]
    marks = [Marked("P1", asked[:12], "I lie awake", ("opening",))]
    read(study, simulated.project({"P1": contents}, marks, tmp_path / "p.sqlite3"))
    coded = given(study, "P1")
    assert coded[-1] == ("opening", "I lie awake")
    assert len(coded) == 2
    assert not any(sign in words for _, words in coded for sign in ("I:", "P1:", "00:"))


def test_a_highlight_whose_words_are_not_at_its_place_has_none(study: Study, tmp_path: Path) -> None:
    marks = [
        Marked("P1", "My sister", "My sister", ("family",), snippet="other words"),
        Marked("P1", "Café", "Café", ("place",)),
    ]
    told = read(study, simulated.project({"P1": page(study, "P1")}, marks, tmp_path / "p.sqlite3"))
    assert given(study, "P1") == [("place", "Café")]
    coding = codings_of(study, "P1", "A").in_force
    assert coding is not None
    assert [one.code for one in coding.unplaced] == ["family"]
    assert "1 codes have no place" in told


def test_a_text_that_is_not_ours_is_refused_with_the_place(study: Study, tmp_path: Path) -> None:
    altered = {"P1": page(study, "P1").replace("awake", "asleep")}
    path = simulated.project(altered, [Marked("P1", "trams", "trams", ("noise",))], tmp_path / "p.sqlite3")
    with pytest.raises(UserError) as refused:
        read(study, path)
    assert refused.value.code == ExitCode.REFUSED
    assert "P1: turn P1-002, from sign 8 on." in refused.value.what
    assert "asleep" not in refused.value.what
    told = read(study, path, earlier=True)
    assert given(study, "P1") == [("noise", "trams")]
    assert "changed since the file was exported: P1-002." in told


def test_the_name_of_a_user_is_nowhere(study: Study, tmp_path: Path) -> None:
    read(study, simulated.project({"P1": page(study, "P1")}, [Marked("P1", "Café", "Café", ("x",))], tmp_path / "p.db"))
    kept = b"".join(path.read_bytes() for path in study.root.rglob("*") if path.is_file())
    assert b"Sigrid" not in kept
    assert b"sigrid" not in kept


def _changed(path: Path, *statements: str) -> Path:
    database = sqlite3.connect(path)
    for one in statements:
        database.execute(one)
    database.commit()
    database.close()
    return path


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS highlight_id, i AS tag_id FROM n"
STRANGE = {
    "no database": lambda path: path.write_bytes(b"not a database, but longer than the head of one" * 40),
    "nothing": lambda path: path.write_bytes(b""),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "another program's": lambda path: _changed(path, "DROP TABLE highlights"),
    "a column is missing": lambda path: _changed(path, "ALTER TABLE highlights RENAME COLUMN snippet TO other"),
    "places that are no numbers": lambda path: _changed(path, "UPDATE highlights SET start_offset = 'x'"),
    "contents that are no text": lambda path: _changed(path, "UPDATE documents SET contents = x'ff00'"),
    "a table that computes": lambda path: _changed(
        path, "DROP TABLE highlight_tags", f"CREATE VIEW highlight_tags AS {ENDLESS}"
    ),
    "several projects": lambda path: _changed(
        path,
        "INSERT INTO documents SELECT 9, name, filename, 2, contents FROM documents",
        "INSERT INTO highlights SELECT 9, 9, start_offset, end_offset, snippet FROM highlights",
    ),
}


@pytest.mark.parametrize("what", STRANGE)
def test_what_is_no_project_is_refused(study: Study, tmp_path: Path, what: str) -> None:
    path = simulated.project({"P1": page(study, "P1")}, [Marked("P1", "Café", "Café", ("x",))], tmp_path / "p.sqlite3")
    STRANGE[what](path)
    with pytest.raises(UserError) as refused:
        read(study, path)
    assert refused.value.code == ExitCode.WRONG_FILE
    assert not study.coding.exists()


def test_a_project_on_other_texts_is_refused(study: Study, tmp_path: Path) -> None:
    other = {"P1b": "<p><strong>X:</strong> Nothing of this was said here.</p>"}
    path = simulated.project(other, [Marked("P1b", "Nothing", "was", ("x",))], tmp_path / "p.sqlite3")
    with pytest.raises(UserError, match="holds no text of this study"):
        read(study, path)


# --- the table of highlights ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["P1", "P1.html", "the first one"])
def test_words_that_stand_once_are_placed_by_them(study: Study, tmp_path: Path, name: str) -> None:
    rows = [
        (name, "sleep", "awake until noon 🌙"),
        (name, "place", "by the street & the trams"),
        (name, "place", "Café"),
    ]
    told = read(study, simulated.highlights(rows, tmp_path / "all_tags.csv"))
    assert given(study, "P1") == [
        ("sleep", "awake until noon 🌙"),
        ("place", "by the street & the trams"),
        ("place", "Café"),
    ]
    assert "no place" not in told


def test_words_that_stand_several_times_or_nowhere_are_told_and_kept(study: Study, tmp_path: Path) -> None:
    rows = [
        ("P2", "others", "nobody at work"),
        ("P2", "others", "nobody at work understood"),
        ("P2", "self", "words that nobody said"),
    ]
    told = read(study, simulated.highlights(rows, tmp_path / "all_tags.csv"))
    assert given(study, "P2") == [("others", "nobody at work understood")]
    coding = codings_of(study, "P2", "A").in_force
    assert coding is not None
    assert [one.code for one in coding.unplaced] == ["others", "self"]
    assert "of 3 highlights, the words of 1 stand in the text several times and those of 1 nowhere" in told
    assert "nobody" not in told


def test_a_highlight_over_turns_has_the_label_and_time_in_its_words(study: Study, tmp_path: Path) -> None:
    whole = simulated.text_of(page(study, "P1"))
    start = whole.index("P1:")
    rows = [("P1", "opening", " ".join(whole[start : whole.index("awake")].split()))]
    read(study, simulated.highlights(rows, tmp_path / "all_tags.csv"))
    assert given(study, "P1") == [("opening", "I lie")]


def test_replacements_in_the_words_of_other_readers(study: Study, tmp_path: Path) -> None:
    assert "[P2]" in page(study, "P2")
    rows = [("P2", "return", "Then [a man] was back")]
    read(study, simulated.highlights(rows, tmp_path / "all_tags.csv"))
    ((code, words),) = given(study, "P2")
    assert code == "return"
    assert words.startswith("Then [")
    assert words.endswith("] was back")


def test_the_workbook_and_a_cell_that_it_lost(study: Study, tmp_path: Path) -> None:
    """Taguette writes words that begin with an equals sign as a formula, whose value is 0."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("id", "document", "tag", "content"), ("1", "P1", "place", "Café"), ("2", "P1", "sum", "0")):
        sheet.append(row)
    book.save(tmp_path / "all_tags.xlsx")
    told = read(study, tmp_path / "all_tags.xlsx")
    assert given(study, "P1") == [("place", "Café")]
    assert "those of 1 nowhere" in told
