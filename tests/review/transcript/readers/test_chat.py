"""CHAT: main lines are talk, with their codes; headers and dependent lines are told."""

import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.review.transcript.readers import chat
from tests.review.transcript.readers.reading import left_out, said, times

WHOLE = """@UTF8
@Begin
@Participants:\tINV Investigator, PAR Participant
*INV:\thow are you ? \x150_1500\x15
%mor:\tadv|how cop|be pro|you ?
*PAR:\t&=laughs fine [//] better (.) than
\tlast week . \x151600_4000\x15
%com:\tpoints at the door
*PAR:\txxx .
@End
"""


def test_main_lines_become_turns() -> None:
    """Continued by a tab; bullets are times in milliseconds."""
    parsed = chat.read(WHOLE.encode())
    assert said(parsed) == [("INV", "how are you ?"), ("PAR", "&=laughs fine [//] better (.) than last week . xxx .")]
    assert times(parsed) == [(0, 1.5), (1.6, 4)]
    assert [(place, why) for place, why, _ in left_out(parsed)] == [
        *((n, "heading of the file") for n in (1, 2, 3)), (5, "further tier"), (8, "comment"), (10, "heading of the file"),
    ]  # fmt: skip


BULLETS = [
    ("*A:\tone \x15100_200\x15 two \x15300_400\x15", [(0.1, 0.2, "one"), (0.3, 0.4, "two")]),
    ('*A:\tone \x15%snd:"a.wav"_100_200\x15', [(0.1, 0.2, "one")]),
    ("*A:\tone •100_200•", [(0.1, 0.2, "one")]),
    ("*A: one", []),
]


@pytest.mark.parametrize(("line", "expected"), BULLETS)
def test_bullets_of_all_times_are_read(line: str, expected: list[object]) -> None:
    """Several in an utterance, with the name of the recording, or as CLAN shows them."""
    parsed = chat.read(line.encode())
    assert [(word.start, word.end, word.text) for word in parsed.said[0].words] == expected
    assert "\x15" not in parsed.said[0].text


def test_a_line_that_goes_on_without_a_tab_is_not_lost() -> None:
    """Editors take tabs away."""
    assert said(chat.read(b"*A:\tone\ntwo\n\nthree\n*B:\tfour")) == [("A", "one two three"), ("B", "four")]


@pytest.mark.parametrize("data", [b"@UTF8\n@Begin\n@End", b"I: How are you?", b"\xff\xfe\x00"])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(UserError) as error:
        chat.read(data)
    assert "How" not in error.value.what
