"""One piece of the talk: stored words beside what stands on the page, aligned and timed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ipstranscribe.model import Turn
from ipstranscribe.review.transcript.alignment import Alignment, NewWord, StoredWord, align
from ipstranscribe.review.transcript.editing import PageTurn, tokens
from ipstranscribe.review.transcript.retime import TimeSpan
from ipstranscribe.review.transcript.turn_words import placed_words, timed_turn, written_turn


class TimedTurn(NamedTuple):
    """A turn as the page shows it, and as it is stored: with plain blanks, None for one that holds no word any more."""

    shown: Turn
    stored: Turn | None


class TurnBlock(NamedTuple):
    """Stored turns, and what became of them: a turn that kept its id, those split off from it, and those merged into it.

    Turns before the first that kept its id are not `anchored`. `same`: one turn, which nobody has touched.
    """

    first: int
    last: int
    turns: tuple[PageTurn, ...]
    anchored: bool = True
    same: bool = False


class PageWord(NamedTuple):
    """A word of the page: its span in the turn, its text, and whether a person confirmed it."""

    start: int
    end: int
    text: str
    sure: bool


@lru_cache(maxsize=4096)
def page_words(turn: PageTurn) -> tuple[PageWord, ...]:
    """The words of a turn on the page."""
    return tuple(
        PageWord(m.start(), m.end(), m[0], any(a < m.end() and m.start() < b for a, b in turn.sure))
        for m in tokens(turn.text)
    )


class TalkPiece:
    """What one piece is made of: stored words, the words of the page, and which of both belong together.

    `new` and `stored` may begin and end with a kept word beside the piece, which is in no turn of it (number -1).
    """

    def __init__(self) -> None:
        self.turns: list[PageTurn] = []
        self.stored: list[StoredWord] = []
        self.new: list[NewWord] = []
        self.said: list[tuple[range, tuple[PageWord, ...]]] = []
        self._segments: list[tuple[range, range]] = []

    def add_context(self, word: StoredWord) -> None:
        """A kept word beside the piece: between it and the next one, times are interpolated."""
        self._segments.append((_next(self.stored, 1), _next(self.new, 1)))
        self.stored.append(word)
        self.new.append(NewWord(-1, word.shown or word.text))

    def add(self, block: TurnBlock, stored: Sequence[StoredWord]) -> None:
        """A block with its stored words."""
        old = _next(self.stored, len(stored))
        self.stored += stored
        begin = len(self.new)
        for turn in block.turns:
            words = page_words(turn)
            self.said.append((_next(self.new, len(words)), words))
            self.new += [NewWord(len(self.turns), word.text) for word in words]
            self.turns.append(turn)
        if block.anchored:
            self._segments.append((old, range(begin, len(self.new))))

    def aligned(self) -> Alignment:
        """The words aligned; those that a person confirmed come from words that were shown as unclear."""
        alignment = align(self.stored, self.new, self._segments)
        sure = (
            number for numbers, words in self.said for number, word in zip(numbers, words, strict=True) if word.sure
        )
        for number in sure:
            origin = alignment.origin[number]
            if origin is not None:
                self.stored[origin] = replace(self.stored[origin], unclear=True)
        return alignment

    def timed(self, number: int, alignment: Alignment, times: Mapping[int, TimeSpan], before: Turn | None) -> TimedTurn:
        """Turn `number` as it is shown and stored; `before` is the stored turn of its id."""
        turn, (numbers, words) = self.turns[number], self.said[number]
        placed = placed_words(alignment, times, numbers)
        stored = None
        if words or (before and not before.text.strip()):
            stored = written_turn(alignment, placed, turn.id, turn.speaker, before)
        if stored and stored.text == turn.text:
            return TimedTurn(stored, stored)
        text = Turn.model_construct(id=turn.id, speaker=turn.speaker, text=turn.text)
        return TimedTurn(timed_turn(alignment, placed, [word.start for word in words], text, before), stored)


def _next(there: Sequence[object], count: int) -> range:
    return range(len(there), len(there) + count)
