"""The measures of the benchmarks: what each counts, and what it does not."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

import identifier_measures as found
from annotated import Interview, Json, Mention, interviews
from distortion import NAMES, RULES, distorted
from identifier_measures import Span
from measures import Said, figures
from sounds import recordings

ASKED = Said("I", 0, 4, "How did you find the work, and who helped you?")
ANSWER = Said("P", 4, 10, "Well, erm, my brother knew the baker, so I started there in the spring.")
SAID = [ASKED, ANSWER]


@pytest.mark.parametrize(
    ("heard", "measure", "value"),
    [
        pytest.param(SAID, "wer", 0.0, id="the same words"),
        pytest.param([ASKED, Said("P", 4, 10, ANSWER.text.replace("erm, ", ""))], "wer", 0.0, id="a filler less"),
        pytest.param([ASKED, Said("P", 4, 10, ANSWER.text + " [laughter]")], "wer", 0.0, id="a note in brackets"),
        pytest.param(SAID, "holes", 0.0, id="nothing missing"),
        pytest.param([ASKED], "holes", 13 / 23, id="an answer missing"),
        pytest.param(
            [ASKED, Said("P", 4, 10, ANSWER.text.replace("my brother", ""))], "holes", 0.0, id="two words missing"
        ),
        pytest.param(
            [*SAID, Said("P", 10, 12, "thank you for watching this")], "inventions", 5 / 23, id="five words added"
        ),
        pytest.param([*SAID, Said("P", 10, 12, "thank you")], "inventions", 0.0, id="two words added"),
        pytest.param([Said("0", 0, 4, ASKED.text), Said("1", 4, 10, ANSWER.text)], "speakers", 1.0, id="other names"),
        pytest.param([Said("0", 0, 4, ASKED.text), Said("0", 4, 10, ANSWER.text)], "speakers", 13 / 23, id="one voice"),
        pytest.param(SAID, "der", 0.0, id="the same borders"),
        pytest.param([Said("I", 0, 4.2, ASKED.text), Said("P", 4.2, 10, ANSWER.text)], "der", 0.02, id="a late border"),
        pytest.param(
            [Said("I", 0, 4.2, ASKED.text), Said("P", 4.2, 10, ANSWER.text)], "der_collar", 0.0, id="within the collar"
        ),
        pytest.param(SAID, "out_of_time", 0, id="in order of time"),
        pytest.param([ANSWER, ASKED], "out_of_time", 1, id="a question after its answer"),
        pytest.param([ANSWER, ASKED], "wer", 20 / 23, id="words count as they stand, not as they are timed"),
        pytest.param([Said("P", 0, 9, "a b c", ((0, 1), (8, 9), (4, 5)))], "out_of_time", 1, id="inside a turn"),
    ],
)
def test_what_a_measure_counts(heard: list[Said], measure: str, value: float) -> None:
    """Each measure counts its own kind of error and no other."""
    assert getattr(figures(SAID, heard), measure) == pytest.approx(value)


@pytest.mark.parametrize(
    ("said", "heard", "language", "wer", "alike"),
    [
        ("for 8 years", "for eight years", "en", 1 / 3, 0.0),
        ("on the 26 of May", "on the twenty-six of May", "en", 2 / 5, 0.0),
        ("six eight four", "6 8 4", "en", 1.0, 0.0),
        ("6 out of 10", "600", "en", 1.0, 1.0),
        ("i 37 år", "i trettisju år", "nb", 1 / 3, 0.0),
        ("for 8 years", "for nine years", "en", 1 / 3, 1 / 3),
        ("for 8 years", "for eight years", None, 1 / 3, None),
    ],
)
def test_a_number_in_digits_is_the_number_in_words(
    said: str, heard: str, language: str | None, wer: float, alike: float | None
) -> None:
    measured = figures([Said("P", 0, 1, said)], [Said("P", 0, 1, heard)], language)
    assert (measured.wer, measured.wer_numbers) == (
        pytest.approx(wer),
        alike if alike is None else pytest.approx(alike),
    )


def test_another_spelling_and_a_filler_are_no_error_of_words() -> None:
    said, heard = Said("P", 0, 1, "OK, uhm, it hurts."), Said("P", 0, 1, "Okay, it hurts.")
    assert figures([said], [heard]).wer == 0.0


def test_a_reference_may_be_text_without_times(tmp_path: Path) -> None:
    text = "D: How was\nit?\n\nP: Well: good. \n\nD; And now?\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    turns = recordings([f"a.wav:{tmp_path / 'a.txt'}:en"])[0].turns()
    assert [(turn.speaker, turn.text) for turn in turns] == [
        ("D", "How was it?"),
        ("P", "Well: good."),
        ("D", "And now?"),
    ]
    scored = figures(
        turns, [Said("I", 0, 1, "How was it?"), Said("P1", 1, 2, "Well, good."), Said("I", 2, 3, "And now?")]
    )
    assert (scored.wer, scored.speakers, scored.der, scored.der_collar) == (0.0, 1.0, None, None)


@pytest.mark.parametrize(
    ("given", "sound", "reference", "language"),
    [
        ("a.wav", "a.wav", None, None),
        ("a.wav:a.json", "a.wav", "a.json", None),
        ("a.wav:a.json:nb", "a.wav", "a.json", "nb"),
        (r"C:\a.wav:D:\a.json:nb", r"C:\a.wav", r"D:\a.json", "nb"),
    ],
)
def test_files_are_named_with_their_reference(
    given: str, sound: str, reference: str | None, language: str | None
) -> None:
    """The colon of a Windows drive does not part a file from its reference."""
    (found,) = recordings([given])
    assert (str(found.sound), found.reference and str(found.reference), found.language) == (sound, reference, language)


# --- identifiers ------------------------------------------------------------------------------------------------------

TEXT = "Doctor Anna Berg met Nils's sister Eva in Moss."
ANNA, NILS, EVA, MOSS = (7, 16), (21, 25), (35, 38), (42, 46)


def talk(name: str = "P1", everywhere: bool = False) -> Interview:
    """One turn about three persons and a place; with `everywhere`, their labels mean the same in all interviews."""
    spans = [("person", ANNA), ("person", NILS), ("person", EVA), ("place", MOSS)]
    mentions = tuple(
        Mention(0, *span, kind, kind == "person", ("" if everywhere else name, f"E{number}"))
        for number, (kind, span) in enumerate(spans)
    )
    return Interview(name, "en", None, "", (), (), ("P",), (TEXT,), mentions)


def spans(*places: tuple[int, int]) -> list[Span]:
    """Spans, each of an entity of its own."""
    return [Span(0, *place, f"R{number}") for number, place in enumerate(places)]


@pytest.mark.parametrize(
    ("places", "recall", "precision"),
    [
        pytest.param([ANNA, NILS, EVA, MOSS], 1.0, 1.0, id="all"),
        pytest.param([ANNA, NILS], 0.5, 1.0, id="half"),
        pytest.param([], 0.0, None, id="nothing"),
        pytest.param([(7, 11)], 0.0, 1.0, id="a first name alone masks no whole name"),
        pytest.param([(7, 11), (12, 16)], 0.25, 1.0, id="two spans together mask a name"),
        pytest.param([(7, 10), NILS], 0.25, 1.0, id="a piece of a word is nothing"),
        pytest.param([(0, 16)], 0.25, 1.0, id="a title beside a name"),
        pytest.param([(21, 27)], 0.25, 1.0, id="a genitive beside a name"),
        pytest.param([EVA, (17, 20)], 0.25, 0.5, id="a word that is nobody's"),
        pytest.param([(28, 34)], 0.0, None, id="a title alone, beside a name"),
    ],
)
def test_what_masks_an_identifier(places: list[tuple[int, int]], recall: float, precision: float | None) -> None:
    """A mention is masked word by word; what is replaced for nothing lowers precision."""
    judged = found.judge(talk(), spans(*places))
    assert (found.recall(judged.outcomes).of_mentions, found.precision([judged])) == (recall, precision)


def test_a_genitive_may_be_left_over_but_no_other_ending() -> None:
    """`Annas` is masked with or without its s; `Annas` is not masked by its first three letters."""
    interview = Interview(
        "P1", "nb", None, "", (), (), ("P",), ("Annas bok",), (Mention(0, 0, 5, "person", True, ("", "A")),)
    )
    masked = [found.judge(interview, spans((0, end))).outcomes[0].masked for end in (5, 4, 3)]
    assert masked == [True, True, False]


def test_an_entity_is_masked_if_all_its_mentions_are() -> None:
    """One mention that is left gives everybody away."""
    both = (Mention(0, 0, 4, "person", True, ("P1", "E1")), Mention(0, 9, 13, "person", True, ("P1", "E1")))
    interview = Interview("P1", "en", None, "", (), (), ("P",), ("Anna and Anna",), both)
    recall = found.recall(found.judge(interview, spans((0, 4))).outcomes)
    assert (recall.of_mentions, recall.of_entities) == (0.5, 0.0)


@pytest.mark.parametrize(
    ("entities", "within", "across", "consistent"),
    [
        pytest.param([["A", "B", "C"], ["A", "B", "C"]], 0, 0, 1.0, id="everybody apart"),
        pytest.param([["A", "A", "C"], ["A", "B", "C"]], 1, 0, 2 / 3, id="two are one in one interview"),
        pytest.param([["A", "B", "C"], ["D", "B", "C"]], 0, 0, 2 / 3, id="one is two"),
    ],
)
def test_who_is_taken_for_whom(entities: list[list[str]], within: int, across: int, consistent: float) -> None:
    """Two persons with one replacement are merged; a person with two replacements is not consistent."""
    outcomes = [
        outcome
        for name, used in zip(("P1", "P2"), entities, strict=True)
        for outcome in found.judge(
            talk(name, everywhere=True),
            [Span(0, *place, entity) for place, entity in zip((ANNA, NILS, EVA), used, strict=True)],
        ).outcomes
    ]
    mixed = found.mixed(outcomes)
    assert (mixed.merged_within, mixed.merged_across, mixed.consistent) == (within, across, consistent)


def test_persons_of_two_interviews_can_be_merged_across() -> None:
    """One replacement for persons who never meet in an interview is a merge across, each such pair once."""
    outcomes = [o for name in ("P1", "P2") for o in found.judge(talk(name), spans(ANNA, NILS, EVA)).outcomes]
    mixed = found.mixed(outcomes)
    assert (mixed.merged_within, mixed.within, mixed.merged_across, mixed.across) == (0, 6, 3, 9)


def test_a_span_over_two_persons_tells_nothing_of_who_is_who() -> None:
    """`Nils's sister Eva` under one span masks both and merges nobody."""
    judged = found.judge(talk(), spans((21, 38)))
    assert found.recall(judged.outcomes).masked == 2
    assert found.mixed(judged.outcomes).merged_within == 0


def test_alike_questions_are_one_question() -> None:
    """A person answers once for an entity in a written form; what was replaced without asking is not asked."""
    asked = [Span(0, *ANNA, "A", automatic=False), Span(0, *ANNA, "A", automatic=False), Span(0, *EVA, "B")]
    assert len(set(found.questions(talk(), asked))) == 1


# --- distortion -------------------------------------------------------------------------------------------------------

WORDS = st.text(alphabet="abehilnorstvæåÅDØ'’,.!-12é", min_size=1, max_size=9)


@st.composite
def annotated(draw: st.DrawFn) -> Json:
    """An interview of one turn in which some stretches of words are annotated."""
    text, marks = "", []
    for word in draw(st.lists(WORDS, min_size=1, max_size=12)):
        text += " " if text else ""
        if draw(st.booleans()) and any(c.isalnum() for c in word):
            kind = draw(st.sampled_from(["person", "place", "org", "age"]))
            marks.append(
                {"start": len(text), "end": len(text) + len(word), "type": kind, "direct": True, "entity": "E1"}
            )
        text += word
    return {"id": "P1", "language": "nb", "turns": [{"speaker": "P", "text": text, "identifiers": marks}]}


@given(annotated(), st.integers(0, 99), st.sampled_from([0.0, 0.5, 1.0]))
def test_distortion_moves_every_annotation_along(interview: Json, seed: int, share: float) -> None:
    """Small letters, no punctuation; every annotation is there, in order, and nothing outside the names changes."""
    (plain,), (turn,) = (distorted(interview, seed=seed, share=part)["turns"] for part in (0.0, share))
    text = turn["text"]
    assert text == text.lower() == " ".join(text.split())
    assert not set(text) & set(",.!-")
    assert len(turn["identifiers"]) == len(interview["turns"][0]["identifiers"])
    assert _outside(turn) == _outside(plain)
    for before, after in zip(plain["identifiers"], turn["identifiers"], strict=True):
        old, new = plain["text"][before["start"] : before["end"]], text[after["start"] : after["end"]]
        assert new == new.strip() != ""
        assert new == old or (after["type"] in NAMES and share > 0)
        assert abs(len(new) - len(old)) <= 1
    assert distorted(interview, seed=seed, share=share)["turns"] == [turn]
    assert interviews([distorted(interview, seed=seed, share=share)])[0].texts == (text,)


def _outside(turn: Json) -> list[str]:
    edges = [0, *(edge for one in turn["identifiers"] for edge in (one["start"], one["end"])), len(turn["text"])]
    return [turn["text"][start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


@pytest.mark.parametrize(
    ("name", "heard"),
    [
        ("anna", {"ana"}), ("helen", {"hellen", "helenn"}), ("silje", {"selje"}), ("erik", {"eric"}), ("martha", {"marta"}),
        ("vera", {"wera", "fera"}), ("sarah", {"sara"}), ("sara", {"sarah"}), ("odin", {"odi"}), ("torstein", {"tor stein"}),
        ("liv berg", {"livberg"}), ("liv", set()), ("per", set()), ("22", set()),
    ],
)  # fmt: skip
def test_how_names_are_misheard(name: str, heard: set[str]) -> None:
    """Each rule changes a name in one place; names of up to three letters stay as they are."""
    every = {changed for rule in RULES for changed in rule(name)}
    assert heard <= every
    assert bool(every) == bool(heard)


def test_a_share_of_the_names_is_misheard() -> None:
    """With probability 0 no name is changed, with 1 every one that a rule fits, with a half about a half."""
    text = " ".join(["Torstein"] * 400)
    marks = [{"start": 9 * n, "end": 9 * n + 8, "type": "person", "direct": True, "entity": "E1"} for n in range(400)]
    interview = {"id": "P1", "language": "nb", "turns": [{"speaker": "P", "text": text, "identifiers": marks}]}
    heard = [distorted(interview, share=share)["turns"][0] for share in (0.0, 0.5, 1.0)]
    changed = [sum(t["text"][m["start"] : m["end"]] != "torstein" for m in t["identifiers"]) for t in heard]
    assert changed[0] == 0
    assert 150 < changed[1] < 250
    assert changed[2] == 400
