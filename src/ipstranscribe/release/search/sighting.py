"""A sighting: one occurrence that the gate refuses, with the word as found. It holds what must not be shown on a screen."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_AROUND = 70  # characters either side; further to the end of the word that begins or ends there
_LONGEST_WORD = 40
_BREAKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Sighting:
    """An occurrence of something known: `what` it counts as, and the `entities` that it may mean, the likeliest first.

    `word` is as it was found, `form` the known form or the form decided on that it matches (empty for a number that only
    looks like one), `before` and `after` are the text around it in whole words. None of these four is in its `repr`.
    """

    what: str
    entities: tuple[str, ...] = ()
    word: str = field(default="", repr=False)
    form: str = field(default="", repr=False)
    before: str = field(default="", repr=False)
    after: str = field(default="", repr=False)


@dataclass(frozen=True)
class FileSighting:
    """A sighting in a part of a file; the name of the file as it is, which may itself be what must not be shown."""

    file: str = field(repr=False)
    part: str = field(repr=False)
    sighting: Sighting


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The text before and after a span, from whole word to whole word, on one line; `…` stands where it was cut."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    for _ in range(_LONGEST_WORD):
        first -= first > 0 and not text[first - 1].isspace()
        last += last < len(text) and not text[last].isspace()
    before, after = (_BREAKS.sub(" ", part) for part in (text[first:start], text[end:last]))
    return ("…" if first else "") + before, after + ("…" if last < len(text) else "")


def further(found: Sequence[Sighting], seen: Iterable[Sighting]) -> list[Sighting]:
    """Those of `found` in another view of a text that are not among the `seen`: an occurrence counts once, whatever the view.

    Of each `what` there are as many as `found` has more than `seen`; words that were not seen go first.
    """
    known = list(seen)
    more = Counter(one.what for one in found)
    more.subtract(one.what for one in known)
    words = Counter((one.what, one.word) for one in known)
    left: list[Sighting] = []
    for one in found:
        if words[one.what, one.word] > 0:
            words[one.what, one.word] -= 1
        elif more[one.what] > 0:
            more[one.what] -= 1
            left.append(one)
    return left
