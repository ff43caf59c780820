"""EXMARaLDA's transcriptions: one timeline for all tiers, and events that end inside words."""

import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.review.transcript.readers import exmaralda
from tests.review.transcript.readers.reading import left_out, said, times


def document(tiers: str, points: list[float | None]) -> bytes:
    line = "".join(f'<tli id="T{n}"' + (f' time="{t}"/>' if t is not None else "/>") for n, t in enumerate(points))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><basic-transcription><head><speakertable>'
        '<speaker id="S0"><abbreviation>INT</abbreviation></speaker>'
        '<speaker id="S1"><abbreviation>KAR</abbreviation></speaker>'
        f"</speakertable></head><basic-body><common-timeline>{line}</common-timeline>{tiers}</basic-body></basic-transcription>"
    ).encode()


def tier(speaker: str, *events: tuple[int, int, str], kind: str = "t") -> str:
    inside = "".join(f'<event start="T{a}" end="T{b}">{text}</event>' for a, b, text in events)
    return f'<tier speaker="{speaker}" category="v" type="{kind}" display-name="{speaker} [v]">{inside}</tier>'


def test_words_that_an_event_cuts_are_whole() -> None:
    """The overlap begins inside the word, and comes after it."""
    tiers = tier("S0", (0, 1, "Hvordan går det på job"), (1, 2, "ben? "), (2, 3, "Fint? ")) + tier("S1", (1, 2, "Mhm "))
    parsed = exmaralda.read(document(tiers, [0, 2, 3, 4]))
    assert said(parsed) == [("INT", "Hvordan går det på jobben?"), ("KAR", "Mhm"), ("INT", "Fint?")]
    assert times(parsed) == [(0, 3), (2, 3), (3, 4)]


def test_events_without_spaces_are_whole_words() -> None:
    """Where nobody typed the spaces of the convention, none are missing."""
    parsed = exmaralda.read(document(tier("S0", (0, 1, "Hvordan"), (1, 2, "går"), (2, 3, "det?")), [0, 1, 2, 3]))
    assert said(parsed) == [("INT", "Hvordan går det?")]


@pytest.mark.parametrize(
    ("points", "expected"), [([1, None, None, 4], [(1, 2), (2, 3), (3, 4)]), ([None] * 4, [(None, None)] * 3)]
)
def test_the_timeline_need_not_have_times(points: list[float | None], expected: list[object]) -> None:
    """Points between two times lie evenly; without any the order of the timeline holds."""
    tiers = tier("S0", (0, 1, "En? "), (2, 3, "Tre? ")) + tier("S1", (1, 2, "To. "))
    parsed = exmaralda.read(document(tiers, points))
    assert said(parsed) == [("INT", "En?"), ("KAR", "To."), ("INT", "Tre?")]
    assert times(parsed) == expected


def test_descriptions_and_annotations_are_told() -> None:
    tiers = (
        tier("S0", (0, 1, "Hei "), kind="t")
        + tier("S0", (0, 1, "nikker"), kind="d")
        + tier("S0", (0, 1, "Hello"), kind="a")
    )
    parsed = exmaralda.read(document(tiers, [0, 1]))
    assert said(parsed) == [("INT", "Hei")]
    assert left_out(parsed) == [(2, "further tier", "nikker"), (3, "further tier", "Hello")]


def test_a_speaker_without_abbreviation_has_the_name_of_the_tier() -> None:
    assert said(exmaralda.read(document(tier("Anna", (0, 1, "Hei")), [0, 1]))) == [("Anna", "Hei")]


@pytest.mark.parametrize(
    "data",
    [
        b"<basic-transcription>",
        b"<Trans/>",
        document(tier("S0", (0, 9, "Hei")), [0, 1]),
        document("", [0]).replace(b'"0"', b'"x"'),
    ],
)
def test_other_files_are_refused(data: bytes) -> None:
    """Damaged, another kind of XML, an event off the timeline."""
    with pytest.raises(UserError):
        exmaralda.read(data)
