"""Fixed texts: our own words in documents, which name nobody at their fixed place, and are words like others elsewhere.

Labels, names of styles, fonts and columns stand in every document whatever is exported: "Times New Roman", although a
participant is called Roman. The same word in a cell, a paragraph or a property is what somebody wrote.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from ipstranscribe.release.extract.pieces import WHOLE, LocatedText
from ipstranscribe.release.extract.unpack import unpack


@dataclass(frozen=True)
class FixedTexts:
    """The texts of empty documents: (kind, part, text) → the spots where it stands (see `pieces.ExactPlace`).

    `lines` are those of plain text: (kind, line) → the last number under which it stands. Documents that show less than the
    empty one have the same lines earlier.
    """

    texts: Mapping[tuple[str, str, str], frozenset[str]] = field(default_factory=dict)
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[tuple[str, bytes]]) -> Self:
        """Collect the texts of empty documents: pairs of file name and content."""
        texts: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        lines: dict[tuple[str, str], int] = {}
        for piece in (piece for name, data in documents for piece in unpack(name, data)):
            kind, part, spots = piece.place
            if WHOLE not in spots:
                texts[kind, part, piece.text] |= spots
                continue
            for number, line in enumerate(piece.text.splitlines()):
                if bare := line.strip():
                    lines[kind, bare] = max(number, lines.get((kind, bare), 0))
        return cls({key: frozenset(spots) for key, spots in texts.items()}, lines)

    def without(self, piece: LocatedText) -> str:
        """The text of `piece` without what is fixed at its place."""
        kind, part, spots = piece.place
        if WHOLE in spots:
            return self._without_lines(kind, piece.text)
        fixed = self.texts.get((kind, part, piece.text))
        return "" if fixed is not None and spots <= fixed else piece.text

    def _without_lines(self, kind: str, text: str) -> str:
        lines = text.splitlines(keepends=True)
        ours = [number <= self.lines.get((kind, line.strip()), -1) for number, line in enumerate(lines)]
        return "".join("\n" if fixed else line for fixed, line in zip(ours, lines, strict=True)) if any(ours) else text
