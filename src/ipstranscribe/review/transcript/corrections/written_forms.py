"""Written forms of one term: the words of a text without the signs around them, so that two spellings can be compared."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"\S+")
_PARTS = re.compile(r"^([\W_]*)(.*?)((?:['’]s)?[\W_]*)$", re.DOTALL)
_INNER = re.compile(r"[-‐‑–.·_/]+")
_HYPHENS = re.compile(r"[-‐‑–]*")
_ENDS = re.compile(r"[.?!…]")
_GENITIVES = ("'s", "’s")
_OPENED = "([{<"


class FormWord(NamedTuple):
    """A word of a text: its span with the signs around it, the span of its core, and what stands before and after it.

    The core is the word without punctuation and without an English genitive. `opens` says that it begins a sentence.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    core: str
    before: str
    after: str
    opens: bool

    @property
    def is_genitive(self) -> bool:
        """Whether an English genitive was taken off."""
        return self.after[:2] in _GENITIVES

    @property
    def is_mark(self) -> bool:
        """Whether it stands in brackets, which hold what a transcriber says, not what was said."""
        return any(sign in self.before for sign in _OPENED)


def form_words(text: str) -> tuple[FormWord, ...]:
    """The words of a text in order."""
    found: list[FormWord] = []
    opens = True
    for match in _TOKEN.finditer(text):
        parts = _PARTS.match(match[0])
        before, core, after = (parts[1], parts[2], parts[3]) if parts else ("", match[0], "")
        start = match.start() + len(before)
        found.append(FormWord(*match.span(), start, start + len(core), core, before, after, opens))
        opens = bool(_ENDS.search(after or (before if not core else ""))) or (opens and not core)
    return tuple(found)


@lru_cache(maxsize=50_000)
def letters(form: str) -> str:
    """What makes two spellings of a form the same: its letters and figures, whatever case, hyphens, dots or blanks."""
    return _INNER.sub("", "".join(form.split())).casefold().replace("’", "'")


def bare_letters(form: str) -> str:
    """The letters of a form without the signs around its words (`Solberg,`)."""
    return letters(phrase(form_words(form)))


def are_one(words: Sequence[FormWord]) -> bool:
    """Whether consecutive words may be one form: none is empty or in brackets, and no sign stands between them."""
    inner = all(_HYPHENS.fullmatch(word.after) or word.after in _GENITIVES for word in words[:-1])
    inner = inner and not any(word.before for word in words[1:])
    return bool(words) and inner and all(word.core and not word.is_mark for word in words)


def phrase(words: Sequence[FormWord]) -> str:
    """The cores of consecutive words, with blanks between them; a genitive inside belongs to it ("Lauren's cog")."""
    said = [word.core + (word.after if word.after in _GENITIVES else "") for word in words[:-1]]
    return " ".join((*said, *(word.core for word in words[-1:])))


def stretches(words: Sequence[FormWord], most: int) -> Iterator[tuple[int, int]]:
    """Every stretch (first, last exclusive) of up to `most` consecutive words that may be one form."""
    for first in range(len(words)):
        for last in range(first + 1, min(first + most, len(words)) + 1):
            if not are_one(words[first:last]):
                break
            yield first, last
