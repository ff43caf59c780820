"""Text as documents show it, in pieces that say which stretch of the stored text they show: offsets lead both ways."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from ipstranscribe.model import Value


class ShownPiece(NamedTuple):
    """A piece of shown text.

    With a span it shows that span of the stored text, perhaps in other characters (`(word?)` for `word`); without one
    it is an added mark, such as `(4 s) `.
    """

    text: str
    char_start: int | None = None
    char_end: int | None = None


class Shown(Value):
    """A turn, or a part of one, as documents show it. Stored text that lies in no piece is hidden.

    Offsets map one to one where a piece shows the stored text as it is; a piece in other characters maps to its span as
    a whole.
    """

    pieces: tuple[ShownPiece, ...]

    @cached_property
    def text(self) -> str:
        """The shown text."""
        return "".join(piece.text for piece in self.pieces)

    def span(self, char_start: int, char_end: int) -> tuple[int, int] | None:
        """Map a span of the stored text to the shown text; None if all of it is hidden."""
        found: list[int] = []
        for at, text, start, end in self._placed():
            a, b = max(char_start, start), min(char_end, end)
            if a < b:
                same = len(text) == end - start
                found += [at + a - start, at + b - start] if same else [at, at + len(text)]
        return (found[0], found[-1]) if found else None

    def source(self, start: int, end: int) -> tuple[int, int] | None:
        """Map a span of the shown text to the stored text; None if it is all added marks."""
        found: list[int] = []
        for at, text, char_start, char_end in self._placed():
            a, b = max(start, at), min(end, at + len(text))
            if a < b:
                same = len(text) == char_end - char_start
                found += [char_start + a - at, char_start + b - at] if same else [char_start, char_end]
        return (found[0], found[-1]) if found else None

    def cut(self, char_start: int, char_end: int) -> "Shown":
        """The part that shows a span of the stored text, with the marks inside and before it.

        Spaces before something hidden at the end are left out as well.
        """
        kept: list[ShownPiece] = []
        for piece in self.pieces:
            if piece.char_start is None or piece.char_end is None:
                kept.append(piece)
            elif piece.char_start >= char_end:
                break
            elif piece.char_end <= char_start:
                kept.clear()
            else:
                if piece.char_start < char_start:  # marks before it belong to what comes before the span
                    kept.clear()
                kept.append(_clipped(piece, char_start, char_end))
        while kept and (kept[-1].char_start is None or (kept[-1].char_end != char_end and not kept[-1].text.strip())):
            kept.pop()
        if kept and kept[-1].char_end != char_end and kept[-1].text[-1].isspace():
            text, start, _ = kept.pop()
            kept.append(ShownPiece(text.rstrip(), start, (start or 0) + len(text.rstrip())))
        return Shown(pieces=tuple(kept))

    def passage(self, char_start: int, char_end: int, stored: str) -> str:
        """The text of a span as documents print it; where nothing with words would remain, `stored`, its stored text."""
        text = self.cut(char_start, char_end).text
        return text if re.search(r"\w", text) else stored

    def place(self, char_start: int, char_end: int) -> tuple[int, int] | None:
        """The span in the shown text of what `cut` gives, marks included; None if it is empty or only spaces."""
        cut, span = self.cut(char_start, char_end), self.span(char_start, char_end)
        if span is None or not cut.text.strip():
            return None
        marks = sum(len(piece.text) for piece in takewhile(lambda piece: piece.char_start is None, cut.pieces))
        start = span[0] - marks
        return start, start + len(cut.text)

    def _placed(self) -> Iterator[tuple[int, str, int, int]]:
        """For each piece with a span: its start in the shown text, its text, and the span."""
        at = 0
        for text, char_start, char_end in self.pieces:
            if char_start is not None and char_end is not None:
                yield at, text, char_start, char_end
            at += len(text)


def _clipped(piece: ShownPiece, char_start: int, char_end: int) -> ShownPiece:
    text, start, end = piece.text, piece.char_start or 0, piece.char_end or 0
    if len(text) != end - start:
        return piece
    a, b = max(start, char_start), min(end, char_end)
    return ShownPiece(text[a - start : b - start], a, b)
