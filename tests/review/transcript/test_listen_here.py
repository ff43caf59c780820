"""The list of places to listen to: near-duplicates are one place, and its words are shown."""

import re

import pytest

from ipstranscribe.model import Concern, MadeBy, Speaker, Transcript, Turn, Word
from ipstranscribe.review.transcript.listen_here import places_to_listen
from ipstranscribe.text import conventions

TEXT = "we drove out to the old mill on a wet day and then we walked"
"""One word a second, from second 10; each takes .9 s."""

Told = tuple[float, float, str, str | None, str]
"""Start, end, kind, turn and reason of a concern."""


def transcript(*told: Told, text: str = TEXT) -> Transcript:
    words = tuple(
        Word(char_start=m.start(), char_end=m.end(), start=10 + n, end=10.9 + n)
        for n, m in enumerate(re.finditer(r"\S+", text))
    )
    return Transcript(
        interview="P1",
        language="en",
        speakers=(Speaker(label="P1", role="participant"),),
        turns=(
            Turn(id="P1-001", speaker="P1", text=text, start=10, end=10 + len(words), words=words),
            Turn(id="P1-002", speaker="P1", text="And no times here."),
        ),
        concerns=tuple(
            Concern.model_validate({"start": a, "end": b, "kind": kind, "turn": turn, "why": why})
            for a, b, kind, turn, why in told
        ),
        made_by=MadeBy(program="a test", inputs=""),
    )


def rows(value: Transcript) -> list[tuple[float, float, str, tuple[str, ...]]]:
    """Start, end, words and reasons of each place."""
    shown = conventions.show_all(value, conventions.get_convention("verbatim"), ())
    return [(p.concern.start, p.concern.end, p.said, p.reasons) for p in places_to_listen(value, shown)]


UNSURE, LOOP, HOLE = "low_confidence", "loop", "speech_without_words"
ONE = "P1-001"
CASES: dict[str, tuple[list[Told], list[tuple[float, float, str, tuple[str, ...]]]]] = {
    "overlapping": (
        [(12, 13.9, UNSURE, ONE, "a"), (13, 14.9, UNSURE, ONE, "b")],
        [(12, 14.9, "out to the", ("a", "b"))],
    ),
    "one within another": (
        [(12, 15.9, UNSURE, ONE, "a"), (13, 13.9, UNSURE, ONE, "a")],
        [(12, 15.9, "out to the old", ("a",))],
    ),
    "touching in the text, a pause between": (
        [(12, 12.9, UNSURE, ONE, "a"), (13.4, 13.9, UNSURE, ONE, "a")],
        [(12, 13.9, "out to", ("a",))],
    ),
    "a chain of three": (
        [(12, 12.9, UNSURE, ONE, "a"), (14, 14.9, UNSURE, ONE, "c"), (12.5, 14.1, UNSURE, ONE, "b")],
        [(12, 14.9, "out to the", ("a", "b", "c"))],
    ),
    "a word between": (
        [(12, 12.9, UNSURE, ONE, "a"), (14, 14.9, UNSURE, ONE, "a")],
        [(12, 12.9, "out", ("a",)), (14, 14.9, "the", ("a",))],
    ),
    "of two kinds": (
        [(12, 13.9, UNSURE, ONE, "a"), (12, 13.9, LOOP, ONE, "b")],
        [(12, 13.9, "out to", ("b",)), (12, 13.9, "out to", ("a",))],
    ),
    "outside turns": (
        [(40, 43, HOLE, None, "a"), (42, 45, HOLE, None, "b")],
        [(40, 43, "", ("a",)), (42, 45, "", ("b",))],
    ),
    "in a turn without times": ([(1, 2, UNSURE, "P1-002", "a")], [(1, 2, "And no times here.", ("a",))]),
    "where no word is": ([(60, 63, HOLE, ONE, "a")], [(60, 63, "", ("a",))]),
}


@pytest.mark.parametrize(("concerns", "expected"), CASES.values(), ids=CASES.keys())
def test_near_duplicates_are_one_place(
    concerns: list[Told], expected: list[tuple[float, float, str, tuple[str, ...]]]
) -> None:
    assert rows(transcript(*concerns)) == expected
    assert rows(transcript(*reversed(concerns))) == expected


def test_a_long_place_shows_its_first_and_its_last_words() -> None:
    text = " ".join(f"w{n:02}" for n in range(90))
    ((_, _, said, _),) = rows(transcript((10, 200, UNSURE, ONE, "a"), text=text))
    first, last = said.split(" … ")
    assert text.startswith(first)
    assert text.endswith(last)
    assert len(said) < 100
