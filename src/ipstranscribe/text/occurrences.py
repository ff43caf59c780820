"""Occurrences of a written form in a turn, with their anchors: number in the turn and three words on either side."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from ipstranscribe.model import Occurrence

ANCHOR = 3
"""Words on either side of an occurrence."""
_CONTEXT = 60  # characters either side that a person sees
_LONGEST_WORD = 40  # characters more, so that the words at both ends are whole
_WORD = re.compile(r"[^\W_]+")


def starts(text: str, form: str) -> list[int]:
    """Where `form` begins in `text`, in this case and as whole words; a genitive s may follow."""
    before = r"(?<!\w)" if form[:1].isalnum() else ""
    after = r"(?=s?(?!\w))" if form[-1:].isalnum() else ""
    return [match.start() for match in re.finditer(f"{before}{re.escape(form)}{after}", text)] if form else []


def occurrences(interview: str, turn: str, text: str, form: str) -> dict[int, Occurrence]:
    """Every occurrence of `form` in the `text` of a turn, by its start."""
    return {
        start: Occurrence(
            interview=interview,
            turn=turn,
            number=number,
            before=words_before(text[:start]),
            after=words_after(text[start + len(form) :]),
        )
        for number, start in enumerate(starts(text, form), 1)
    }


def words_around(text: str, start: int, end: int) -> str:
    """A stretch of a text as people are shown it: `… and »Dag« came …`, from whole word to whole word."""
    first, last = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    for _ in range(_LONGEST_WORD):
        first -= first > 0 and not text[first - 1].isspace()
        last += last < len(text) and not text[last].isspace()
    cut_before, cut_after = "…" if first else "", "…" if last < len(text) else ""
    shown = f"{cut_before}{text[first:start]}»{text[start:end]}«{text[end:last]}{cut_after}"
    return shown.replace("\n", " ")


def words_before(text: str) -> tuple[str, ...]:
    """The last words of `text`, as an anchor holds them; read from the end, for a long turn has many occurrences."""
    length = _LONGEST_WORD * ANCHOR
    while length < len(text):
        found = tuple(_words(text[-length:]))
        if len(found) > ANCHOR:  # the first may have been cut
            return found[-ANCHOR:]
        length *= 2
    return tuple(_words(text))[-ANCHOR:]


def words_after(text: str) -> tuple[str, ...]:
    """The first words of `text`, as an anchor holds them."""
    return tuple(islice(_words(text), ANCHOR))


def _words(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        yield unicodedata.normalize("NFC", match.group().casefold())
