"""Own texts: what the study wrote itself (guide questions, branches, titles), and what was therefore judged where it stands.

A name in a question is met before the work begins, once, and not in fifty files of a release.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import Self

from ipstranscribe.release.search.rejected_places import CLEARED, is_bounded, places_of, spellings

_CUT = 20  # characters; a text that is cut to fit is known by its beginning, if that is as long
_SHORTEST = 2  # words; a text of fewer counts as a whole line or cell only
_EDGES = " \t\"|<>,;'"


@dataclass(frozen=True)
class OwnTexts:
    """The own texts in which a search finds anything, the longest first."""

    texts: tuple[str, ...] = ()

    @classmethod
    def of(cls, texts: Iterable[str], finds: Callable[[str], bool]) -> Self:
        """Keep those of `texts` in which `finds` sees something; the others need no care."""
        told = {line.strip() for text in texts for line in (text, *text.splitlines())}
        return cls(tuple(sorted((one for one in told if one and finds(one)), key=lambda one: (-len(one), one))))

    def cleared(self, text: str) -> str:
        """`text` without its own texts: whole ones, and long ones that are cut at their end."""
        for own in self.texts:
            for written in dict.fromkeys(spellings(own)):
                text = _without(text, written)
        return text


def _without(text: str, own: str) -> str:
    if len(own.split()) < _SHORTEST:
        lines = text.splitlines(keepends=True)
        return "".join(line.replace(own, CLEARED) if line.strip().strip(_EDGES) == own else line for line in lines)
    head = own[:_CUT]
    for at in reversed(list(places_of(head, text))):
        end = at + _alike(own, text[at : at + len(own)])
        if end - at >= min(len(own), _CUT) and is_bounded(text, at, end):
            text = text[:at] + CLEARED + text[end:]
    return text


def _alike(one: str, other: str) -> int:
    """How many signs two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
