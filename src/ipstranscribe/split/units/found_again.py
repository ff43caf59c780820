"""Relocation of text spans: finds a span of an earlier text in a later version, so that decisions on it stay valid."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ipstranscribe.text.alignment import bare_word, common

_WORD = re.compile(r"\[[^][]{1,60}\]\S*|\S+")
KEPT = 0.5
"""Minimum share of letters in common for two spans to count as the same one, edited."""
NEARLY_ALL = 0.8
"""The same share for a span in another turn: turns are renumbered when a recording is transcribed again."""
_FEWEST_WORDS = 4
"""Minimum number of words of a span to be searched for in other turns: fewer words occur again and again."""


class AlignedWord(NamedTuple):
    """A word in comparable form (`bare_word`) with its position in the text; a replacement is one word."""

    word: str
    start: int
    end: int


class Where(NamedTuple):
    """A span of a turn in code points, end exclusive."""

    turn: str
    start: int
    end: int

    def touches(self, other: "Where") -> bool:
        """Whether both spans have a character in common."""
        return self.turn == other.turn and self.start < other.end and other.start < self.end


def aligned_words(text: str) -> list[AlignedWord]:
    """The words of a text with their positions."""
    return [AlignedWord(bare_word(m.group()), *m.span()) for m in _WORD.finditer(text)]


def relocate_span(stretch: Where, said: str, turns: dict[str, str]) -> Where | None:
    """Relocate a span of a turn with the text `said` in `turns` (id → current text); None unless the place is certain.

    Most of its letters must still be in its turn; or else all of its words, or nearly all, in exactly one other turn.
    """
    now = turns.get(stretch.turn)
    if now == said:
        return stretch
    edited = _edited(stretch, said, now, KEPT) if now is not None else None
    return edited or _elsewhere(stretch, said, turns)


def _elsewhere(stretch: Where, said: str, turns: dict[str, str]) -> Where | None:
    text = said[stretch.start : stretch.end]
    if len(text.split()) < _FEWEST_WORDS:
        return None
    found = [Where(turn, *m.span()) for turn, now in turns.items() for m in re.finditer(re.escape(text), now)]
    if not found:
        other = (_edited(stretch._replace(turn=turn), said, now, NEARLY_ALL) for turn, now in turns.items())
        found = [where for where in other if where]
    return found[0] if len(found) == 1 else None


def _edited(stretch: Where, said: str, now: str, share: float) -> Where | None:
    """The span's place after its turn was edited; None if less than `share` of its letters are kept."""
    before, after = aligned_words(said), aligned_words(now)
    inside = [at for at, word in enumerate(before) if word.start < stretch.end and word.end > stretch.start]
    went = dict(common([p.word for p in before], [p.word for p in after]))
    kept = [at for at in inside if at in went]
    if not kept:
        return None
    first, last = _edges(inside, went, len(before), len(after))
    size = max(_letters(before[inside[0] : inside[-1] + 1]), _letters(after[first : last + 1]))
    if _letters([before[at] for at in kept]) < share * size:
        return None
    return Where(stretch.turn, after[first].start, after[last].end)


def _edges(inside: list[int], went: dict[int, int], before: int, after: int) -> tuple[int, int]:
    """The first and last word of a span in the later text; a changed first or last word is included."""
    kept = [at for at in inside if at in went]
    first, last = went[kept[0]], went[kept[-1]]
    if inside[0] not in went:
        first = 0 if inside[0] == 0 else went.get(inside[0] - 1, first - 1) + 1
    if inside[-1] not in went:
        last = after - 1 if inside[-1] == before - 1 else went.get(inside[-1] + 1, last + 1) - 1
    return first, last


def _letters(words: Sequence[AlignedWord]) -> int:
    return sum(len(word.word) for word in words)
