"""TextGrids, in the ways in which Praat and other programs write them."""

from collections.abc import Callable

import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.review.transcript.readers import textgrid
from tests.review.transcript.readers.reading import left_out, said, times

Interval = tuple[float, float, str]


HEAD = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n'


def long_form(**tiers: list[Interval]) -> str:
    """As Praat's "Save as text file" writes it."""
    text = f"{HEAD}xmin = 0 \nxmax = 9 \ntiers? <exists> \nsize = {len(tiers)} \nitem []: \n"
    for n, (name, intervals) in enumerate(tiers.items(), 1):
        text += f'    item [{n}]:\n        class = "IntervalTier" \n        name = "{name}" \n'
        text += f"        xmin = 0 \n        xmax = 9 \n        intervals: size = {len(intervals)} \n"
        for m, (start, end, label) in enumerate(intervals, 1):
            text += f"        intervals [{m}]:\n            xmin = {start} \n            xmax = {end} \n"
            text += f"            text = {quoted(label)} \n"
    return text


def short_form(**tiers: list[Interval]) -> str:
    """As "Save as short text file" writes it."""
    text = f"{HEAD}0\n9\n<exists>\n{len(tiers)}\n"
    for name, intervals in tiers.items():
        text += f'"IntervalTier"\n"{name}"\n0\n9\n{len(intervals)}\n'
        text += "".join(f"{start}\n{end}\n{quoted(label)}\n" for start, end, label in intervals)
    return text


def quoted(label: str) -> str:
    doubled = label.replace('"', '""')
    return f'"{doubled}"'


TALK = {
    "Intervjuer": [(0, 2.5, 'Hvordan går "det"? item [1]: x'), (2.5, 9, "")],
    "P1": [(2.0, 4.0, "Æsj ! text = 1"), (4, 7, "ny\nlinje")],
}
EXPECTED = [("Intervjuer", 'Hvordan går "det"? item [1]: x'), ("P1", "Æsj ! text = 1 ny linje")]


@pytest.mark.parametrize("form", [long_form, short_form])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig", "cp1252"])
def test_both_forms_are_read_in_every_encoding(form: Callable[..., str], encoding: str) -> None:
    """Tiers are speakers; what looks like the format inside a text is text."""
    parsed = textgrid.read(form(**TALK).encode(encoding))
    assert said(parsed) == EXPECTED
    assert times(parsed) == [(0, 2.5), (2, 7)]


def test_line_ends_of_other_systems_are_read() -> None:
    assert said(textgrid.read(long_form(**TALK).replace("\n", "\r\n").encode())) == EXPECTED


def test_a_quotation_mark_that_was_not_doubled_is_read() -> None:
    """As some aligners write it."""
    text = short_form(P1=[(0, 1, "XX")]).replace("XX", 'han sa "ja" til meg')
    assert said(textgrid.read(text.encode())) == [("P1", 'han sa "ja" til meg')]


def test_names_of_letters_become_letters() -> None:
    r"""Praat writes `\o/` where it saves ASCII only; elsewhere that may be a raised pair of arms."""
    assert said(textgrid.read(short_form(P1=[(0, 1, r"bl\aob\aer, \o/l")]).encode())) == [("P1", "blåbær, øl")]
    assert said(textgrid.read(short_form(P1=[(0, 1, r"hå \o/")]).encode())) == [("P1", r"hå \o/")]


TIERS = [
    ({"Anna": [(0, 1, "Hei")], "kommentar": [(0, 1, "støy")]}, [("Anna", "Hei")], [(2, "further tier", "støy")]),
    ({"Anna": [(0, 1, "Hei")], "Anna - phones": [(0, 1, "h æ i")]}, [("Anna", "Hei")], [(2, "further tier", "h æ i")]),
    ({"Anna - words": [(0, 1, "Hei"), (1, 2, "du")], "Ola - words": [(2, 3, "ja")]}, [("Anna", "Hei du"), ("Ola", "ja")], []),
    ({"words": [(0, 1, "Hei"), (1, 1.2, "sil"), (1.2, 2, "du")]}, [(None, "Hei du")], []),
    ({"transcript": [(0, 1, "I: Hei du"), (1, 2, "P1: Ja da du")]}, [("I", "Hei du"), ("P1", "Ja da du")], []),
    ({"Track 1": [(0, 1, "Hei")], "Track 2": [(1, 2, "Ja")]}, [("Track 1", "Hei"), ("Track 2", "Ja")], []),
    ({"speaker": [(0, 1, "A"), (1, 2, "O")], "text": [(0, 1, "Hei"), (1, 2, "Ja")]}, [("A", "Hei"), ("O", "Ja")], []),
    ({"notes": [(0, 1, "Hei"), (1, 2, "du")]}, [("notes", "Hei du")], []),
    ({"1": [(0, 1, "Hei")], "2": [(1, 2, "Ja")]}, [("1", "Hei"), ("2", "Ja")], []),
]  # fmt: skip


@pytest.mark.parametrize(("tiers", "expected", "further"), TIERS)
def test_tiers_are_talk_unless_they_describe(
    tiers: dict[str, list[Interval]], expected: object, further: object
) -> None:
    """What is no talk is told; where nothing else is there, it is talk."""
    parsed = textgrid.read(short_form(**tiers).encode())
    assert said(parsed) == expected
    assert left_out(parsed) == further


def test_words_of_an_aligner_time_the_utterance() -> None:
    """They are not said twice."""
    tiers = {"Anna": [(0, 2, "Hei, du!")], "Anna-words": [(0, 0.5, "hei"), (0.5, 2, "du")]}
    parsed = textgrid.read(short_form(**tiers).encode())
    assert said(parsed) == [("Anna", "Hei, du!")]
    assert [(word.text, word.end) for word in parsed.said[0].words] == [("hei", 0.5), ("du", 2)]


def points(*marks: tuple[float, str]) -> str:
    return f'"TextTier"\n"bell"\n0\n9\n{len(marks)}\n' + "".join(f'{time}\n"{mark}"\n' for time, mark in marks)


def test_points_are_talk_only_if_there_is_nothing_else() -> None:
    both = short_form(P1=[(0, 1, "Hei")]).replace("<exists>\n1\n", "<exists>\n2\n") + points((1, "pling"))
    assert left_out(textgrid.read(both.encode())) == [(2, "further tier", "pling")]
    alone = short_form().replace("<exists>\n0\n", "<exists>\n1\n") + points((1, "hei"), (3, "du"))
    assert said(textgrid.read(alone.encode())) == [("bell", "hei du")]


@pytest.mark.parametrize(
    "data",
    [
        b"ooBinaryFile\x08TextGrid\x00\x00",
        b'"Praat chronological TextGrid text file"\n0 9\n',
        b'File type = "ooTextFile"\nObject class = "PitchTier"\n0\n9\n',
        short_form(**TALK)[:-30].encode(),
        b"I: How are you?",
        b"\xff\xfe\x00",
    ],
)
def test_other_files_are_refused(data: bytes) -> None:
    """Cut off, another object, another way of saving; the message quotes nothing."""
    with pytest.raises(UserError) as error:
        textgrid.read(data)
    assert "How" not in error.value.what
