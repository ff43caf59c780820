"""Stable unit ids: after a rerun, an id stays with the words to which it was given.

On the first run, ids are numbered in reading order. Later, old and new units are aligned by their words, in order, so that
ids never cross. The rules, all tested:

- a unit keeps its id while half of the letters of the shorter of the two are common, whatever comes before or after;
- of a unit that is cut, the largest part keeps the id, and the others get new ones;
- units that are joined get the id of the largest of them, and the other ids are gone;
- another wording of a replacement changes nothing (`[bank 1]` for `[employer 1]`), and in the same turn a unit whose every
  word changed keeps its id if it still reads alike (`Yeah.` for `Yes.`);
- a number is never given twice, and new units get the next free one, so ids need not be in order;
- a unit that becomes a leftover keeps its id; a leftover that becomes a unit gets a unit's.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ipstranscribe.model import Unit, Units
from ipstranscribe.split.units.found_again import KEPT, aligned_words
from ipstranscribe.text.alignment import common

UNIT, LEFTOVER = "MU", "LO"
_ID = re.compile(rf"-({UNIT}|{LEFTOVER})(\d+)\Z")


class UnitSpan(NamedTuple):
    """A segment of a turn that has an id or will get one."""

    turn: str
    text: str
    leftover: bool


class AssignedIds(NamedTuple):
    """The ids of the new segments, in their order, and the highest number given so far per id prefix (`MU`, `LO`)."""

    ids: tuple[str, ...]
    numbers: dict[str, int]


class _Word(NamedTuple):
    word: str
    of: int


class _Turn(NamedTuple):
    id: str
    words: tuple[_Word, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return (self.id, *(word.word for word in self.words))


def assign_ids(
    interview: str, before: Units | None, now: Sequence[UnitSpan], decided_on: Iterable[str] = ()
) -> AssignedIds:
    """Assign ids to the segments `now`, in reading order: the id of the unit `before` that each continues, else a new one.

    `decided_on` are further ids that must not be given again.
    """
    old = before.units if before else ()
    numbers = _highest([*(unit.id for unit in old), *decided_on], before.numbers if before else {})
    kept = _kept(old, now)
    ids = []
    for at, stretch in enumerate(now):
        if at in kept:
            ids.append(old[kept[at]].id)
            continue
        letters = LEFTOVER if stretch.leftover else UNIT
        numbers[letters] += 1
        ids.append(f"{interview}-{letters}{numbers[letters]:03d}")
    return AssignedIds(tuple(ids), numbers)


def _highest(ids: Iterable[str], given: dict[str, int]) -> dict[str, int]:
    highest = {UNIT: 0, LEFTOVER: 0} | given
    for match in filter(None, map(_ID.search, ids)):
        highest[match[1]] = max(highest[match[1]], int(match[2]))
    return highest


def _kept(old: Sequence[Unit], now: Sequence[UnitSpan]) -> dict[int, int]:
    """New position → old position of the segments that are the same; in order on both sides."""
    before = [UnitSpan(unit.turn, unit.text, _has_letters(unit, LEFTOVER)) for unit in old]
    kept: dict[int, int] = {}
    taken: set[int] = set()
    sizes = [[_size(stretch) for stretch in side] for side in (before, now)]
    for (was, at), letters in sorted(_shared(before, now).items(), key=lambda pair: (-pair[1], pair[0])):
        free = was not in taken and at not in kept and _may_be(before[was], now[at])
        if free and letters >= KEPT * min(sizes[0][was], sizes[1][at]):
            kept[at] = was
            taken.add(was)
    return kept | _reworded(before, now, kept)


def _has_letters(unit: Unit, letters: str) -> bool:
    match = _ID.search(unit.id)
    return bool(match and match[1] == letters)


def _may_be(was: UnitSpan, now: UnitSpan) -> bool:
    return now.leftover or not was.leftover


def _size(stretch: UnitSpan) -> int:
    return sum(len(word.word) for word in aligned_words(stretch.text))


def _shared(old: Sequence[UnitSpan], now: Sequence[UnitSpan]) -> Counter[tuple[int, int]]:
    """Number of letters that an old and a new segment have in common; turns that did not change are left out."""
    before, after = _turns(old), _turns(now)
    same = [*common([t.key for t in before], [t.key for t in after]), (len(before), len(after))]
    shared: Counter[tuple[int, int]] = Counter()
    a = b = 0
    for i, j in same:
        for left, right in ((before[a:i], after[b:j]), (before[i : i + 1], after[j : j + 1])):
            words = [[word for turn in side for word in turn.words] for side in (left, right)]
            for x, y in common([w.word for w in words[0]], [w.word for w in words[1]]):
                shared[words[0][x].of, words[1][y].of] += len(words[0][x].word)
        a, b = i + 1, j + 1
    return shared


def _turns(stretches: Sequence[UnitSpan]) -> list[_Turn]:
    """The segments grouped by turn, as words that each know their segment."""
    words: dict[str, list[_Word]] = {}
    for at, stretch in enumerate(stretches):
        words.setdefault(stretch.turn, []).extend(_Word(place.word, at) for place in aligned_words(stretch.text))
    return [_Turn(turn, tuple(said)) for turn, said in words.items()]


def _reworded(old: Sequence[UnitSpan], now: Sequence[UnitSpan], kept: dict[int, int]) -> dict[int, int]:
    """Further pairs in the same turn that share no word but still read alike."""
    from rapidfuzz.distance import Indel

    found: dict[int, int] = {}
    taken = set(kept.values())
    left: dict[str, list[int]] = {}
    for was in range(len(old)):
        if was not in taken:
            left.setdefault(old[was].turn, []).append(was)
    for at in range(len(now)):
        for was in left.get(now[at].turn, ()) if at not in kept else ():
            if was in found.values() or not _may_be(old[was], now[at]):
                continue
            if Indel.normalized_similarity(old[was].text, now[at].text) < KEPT:
                continue
            pairs = [*kept.items(), *found.items()]
            if not any((was < other) != (at < here) for here, other in pairs):
                found[at] = was
                break
    return found
