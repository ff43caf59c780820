"""A quotation as it is looked for: runs of words, and the gaps that an author left between them.

There are two kinds of gaps: an omission (`[...]`, `…`) stands for any talk of the same interview, in order; a bracket
(`[my boss]`) for a few words that the author replaced or added.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ipstranscribe.quotes.talk_words import words_of

QuotationGap = Literal["omission", "bracket"]

_OMITTED = re.compile(r"[\[(]\s*(?:\.\s?){2,}\s*[\])]|[\[(]\s*…\s*[\])]|\.{3,}|(?:\. ){2,}\.|…|[\[(]\s*-{2,3}\s*[\])]")
_BRACKET = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True)
class Pattern:
    """What is looked for: runs of words, and the gaps between them (one fewer). `bracketed`: a bracket, also at an edge."""

    runs: tuple[tuple[str, ...], ...]
    gaps: tuple[QuotationGap, ...] = ()
    bracketed: bool = False

    @classmethod
    def of(cls, text: str) -> "Pattern":
        """The pattern of a quotation. Gaps at its edges stand for nothing."""
        runs: list[tuple[str, ...]] = []
        gaps: list[QuotationGap] = []
        reached, gap = 0, None
        for start, end, kind in _gaps(text):
            gap = _added(runs, gaps, words_of(text[reached:start]), gap) or kind
            reached = end
        _added(runs, gaps, words_of(text[reached:]), gap)
        return cls(tuple(runs), tuple(gaps), any(kind == "bracket" for *_, kind in _gaps(text)))

    @property
    def words(self) -> tuple[str, ...]:
        """All words in order."""
        return tuple(word for run in self.runs for word in run)


def _gaps(text: str) -> Iterator[tuple[int, int, QuotationGap]]:
    """Omissions and brackets of a quotation, in order. A replacement as the study writes it is a bracket as well."""
    found: list[tuple[int, int, QuotationGap]] = [(*match.span(), "omission") for match in _OMITTED.finditer(text)]
    taken = [(start, end) for start, end, _ in found]
    for match in _BRACKET.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append((*match.span(), "bracket"))
    return iter(sorted(found))


def _added(
    runs: list[tuple[str, ...]], gaps: list[QuotationGap], words: tuple[str, ...], gap: QuotationGap | None
) -> QuotationGap | None:
    """Add a run of words with the gap before it; returns the gap that is still open, None once it is used."""
    if not words:
        return gap
    if runs:
        gaps.append(gap or "bracket")
    runs.append(words)
    return None
