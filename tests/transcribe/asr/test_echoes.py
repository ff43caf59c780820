"""Words that repeat those before them and take no time were said by nobody; what takes time was said, however often."""

import pytest

from ipstranscribe.transcribe.asr.echoes import NO_TIME, SHORTEST, without_echoes
from ipstranscribe.transcribe.asr.engines import RecognizedWord

ASKED = "So has anything like this happened in your family before?"


def spoken(*texts: str, seconds: float = 0.3) -> list[RecognizedWord]:
    """The words of `texts`, one after the other; a text in capitals takes no time."""
    words, at = [], 0.0
    for text in texts:
        for word in text.split():
            end = at if text.isupper() else at + seconds
            words.append(RecognizedWord(word.lower(), at, end, 0.9))
            at = end
    return words


def left(*texts: str, seconds: float = 0.3) -> str:
    return " ".join(word.text for word in without_echoes(spoken(*texts, seconds=seconds)))


@pytest.mark.parametrize(
    "echo",
    [
        ASKED.upper(),
        f"{ASKED} {ASKED}".upper(),
        ASKED.upper().replace("?", "."),
        " ".join(ASKED.upper().split()[:SHORTEST]),
    ],
    ids=["once", "twice", "with another mark", "its beginning"],
)
def test_an_echo_goes_and_what_follows_stays(echo: str) -> None:
    assert left(ASKED, echo, "no, never.") == f"{ASKED} No, never.".lower()


@pytest.mark.parametrize(
    "texts",
    [
        (ASKED, ASKED),
        (ASKED, "SO HAS IT"),
        (ASKED, "AND WHAT HAPPENED THEN"),
        ("no,", "NO, NO, NO, NO, NO,"),
        ("and then,", "AND THEN, AND THEN,"),
        (),
    ],
    ids=["said twice", "too short", "other words", "one word", "a pattern of two", "no words"],
)
def test_all_else_stays(texts: tuple[str, ...]) -> None:
    assert left(*texts) == " ".join(texts).lower()


def test_words_that_are_short_but_take_time_were_said() -> None:
    assert left(ASKED, ASKED, seconds=NO_TIME) == f"{ASKED} {ASKED}".lower()
