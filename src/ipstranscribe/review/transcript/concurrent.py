"""Three-way merge of transcripts: the corrections that two people made of one draft are both kept, or named as conflicts."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from ipstranscribe.model import Concern, Speaker, Transcript, Turn, Word
from ipstranscribe.review.transcript.alignment import StoredWord, stored_words, whole_text
from ipstranscribe.text.alignment import common, trimmed_word
from ipstranscribe.text.three_way import V, merge_or_first, merge_sequences, merge_values
from ipstranscribe.text.wording import visible

T = TypeVar("T")

_Turns = Mapping[str, Turn]
"""The turns of a version by id, in order."""


@dataclass(frozen=True)
class ConcurrentMerge:
    """A three-way merge. With `conflicts`, the ids of turns that both changed differently, nothing is merged."""

    transcript: Transcript
    conflicts: tuple[str, ...] = ()


def merge_concurrent(base: Transcript, mine: Transcript, theirs: Transcript) -> ConcurrentMerge:
    """Merge two corrected versions of `base`, by turn id, and by word inside a turn that both changed.

    It makes no difference which of the two is called `mine`, but for what is nobody's correction: provenance, recordings.
    Conflicts are: words, speaker or place of a turn changed differently; a turn deleted by one and changed by the other;
    words that one moved to a neighbouring turn and the other took away; a turn given to a label that the other renamed.
    """
    if _same(base, theirs):
        return ConcurrentMerge(mine)
    state = _State(base, mine, theirs)
    turns = state.turns()
    state.find_moved()
    state.find_renamed()
    speakers = list(state.speakers())
    if state.conflicts:
        return ConcurrentMerge(mine, tuple(sorted(state.conflicts, key=_number)))
    said = {turn.speaker for turn in turns}
    merged = {
        "turns": turns,
        "speakers": tuple(speaker for speaker in speakers if speaker.label in said),
        "concerns": tuple(_concerns(base, mine, theirs, {turn.id for turn in turns})),
        "corrected": True,
    }
    return ConcurrentMerge(Transcript.model_validate({**dict(mine), **merged}))


def _same(one: Transcript, other: Transcript) -> bool:
    """Whether two versions have the same turns, speakers and concerns."""
    return (one.turns, one.speakers, one.concerns) == (other.turns, other.speakers, other.concerns)


@dataclass
class _State:
    """The three versions of one merge, and the ids of turns in conflict so far."""

    base: Transcript
    mine: Transcript
    theirs: Transcript
    conflicts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.old, *versions = ({t.id: t for t in one.turns} for one in (self.base, self.mine, self.theirs))
        self.versions: tuple[_Turns, _Turns] = (versions[0], versions[1])

    def turns(self) -> tuple[Turn, ...]:
        """The merged turns in order. Conflicts are noted, also of turns that have lost their place."""
        order = self._order()
        found = [turn for identity in order if (turn := self._turn(identity))]
        lost = {*self.old, *self.versions[0], *self.versions[1]} - {*order}
        self.conflicts |= {identity for identity in lost if self._turn(identity)}
        return tuple(found)

    def _order(self) -> list[str]:
        """The ids of turns that have a place, in order, once each."""
        ids = [list(turns) for turns in (self.old, *self.versions)]
        merged = merge_sequences(*ids)
        for start, end in merged.conflicts:  # both moved these turns, or added others after the one before
            self.conflicts |= {*(ids[0][start:end] or ids[0][max(start - 1, 0) :][:1])}
        found = [next(one[at] for one, at in zip(ids, item, strict=True) if at is not None) for item in merged.items]
        self.conflicts |= {identity for identity in found if found.count(identity) > 1}
        return list(dict.fromkeys(found))

    def _turn(self, identity: str) -> Turn | None:
        """The merged turn; None if it is deleted, or in conflict, which is noted."""
        base, mine, theirs = (turns.get(identity) for turns in (self.old, *self.versions))
        turn, certain = merge_values(base, mine, theirs)
        if certain:
            return turn
        merged = None
        if base and mine and theirs:
            speaker, certain = merge_values(base.speaker, mine.speaker, theirs.speaker)
            merged = _merged_words(base, mine, theirs) if certain else None
            merged = merged.model_copy(update={"speaker": speaker}) if merged else None
        elif mine and theirs and (mine.text, mine.speaker) == (theirs.text, theirs.speaker):
            merged = min(mine, theirs, key=repr)  # added by both
        if merged is None:
            self.conflicts.add(identity)
        return merged if merged and merged.text.strip() else None

    # Changes that meet in another place than where they were made.

    def find_moved(self) -> None:
        """Note turns of which both took away words that only one of them put into a neighbouring turn."""
        for identity, turn in self.old.items():
            one, other = (_taken_away(turn, version.get(identity)) for version in self.versions)
            both = {trimmed_word(turn.text.split()[at]) for at in one & other}
            if both and any(both & words for words in self._put_nearby(identity)):
                self.conflicts.add(identity)

    def _put_nearby(self, identity: str) -> Iterator[set[str]]:
        """The words that one version, and not the other, put into each turn beside this one."""
        for mine, other in (self.versions, self.versions[::-1]):
            for near in _near(identity, list(self.old), mine):
                base = self.old.get(near)
                yield _added(base, mine.get(near)) - _added(base, other.get(near))

    def find_renamed(self) -> None:
        """Note turns given to a label that the other version renamed everywhere: it means somebody else there."""
        for mine, other in (self.versions, self.versions[::-1]):
            renamed = _renamed(self.old, other) - _renamed(self.old, mine)
            for identity, turn in mine.items():
                before = self.old.get(identity)
                if turn.speaker in renamed and (before is None or before.speaker != turn.speaker):
                    self.conflicts.add(identity)

    def speakers(self) -> Iterator[Speaker]:
        """The speakers of all versions: those of the base first, then the others by label."""
        base, mine, theirs = ({s.label: s for s in one.speakers} for one in (self.base, self.mine, self.theirs))
        for label in (*base, *sorted({*mine, *theirs} - {*base})):
            known = [one for one in (mine.get(label), theirs.get(label), base.get(label)) if one]
            speaker, certain = merge_values(base.get(label, known[0]), known[0], known[1 % len(known)])
            if not certain or (label not in base and known[0] != known[-1]):  # the same label for two roles
                self.conflicts |= {t.id for one in self.versions for t in one.values() if t.speaker == label}
            yield speaker


def _number(identity: str) -> tuple[int, str]:
    """Sort key that puts `P1-999` before `P1-1000`, and `P1-014a` after `P1-014`."""
    return len(identity.rstrip("abcdefghijklmnopqrstuvwxyz")), identity


# The words of a turn that both changed.


def _merged_words(base: Turn, mine: Turn, theirs: Turn) -> Turn | None:
    """The turn with the words of both; None if the same words were changed differently."""
    contents = [(turn.text, turn.start, turn.end, turn.words) for turn in (base, mine, theirs)]
    if merge_values(*contents)[1] or mine.text == theirs.text:
        return mine if merge_or_first(*contents) == contents[1] else theirs
    words = [stored_words(turn, whole_text) for turn in (base, mine, theirs)]
    merged = merge_sequences(*([word.text for word in of_turn] for of_turn in words))
    if merged.conflicts:
        return None
    text = ""
    timed: list[Word] = []
    for item in merged.items:
        versions = [None if at is None else of_turn[at] for of_turn, at in zip(words, item, strict=True)]
        text += _agreed(versions, _space) if text else ""
        timed += (_moved(time, len(text)) for time in _agreed(versions, _times))
        text += next(word.text for word in versions if word)
    times = [(turn.start, turn.end) for turn in (base, mine, theirs)]
    start, end = merge_or_first(*times)
    if timed:
        start, end = min(word.start for word in timed), max(word.end for word in timed)
    return Turn(id=base.id, speaker=mine.speaker, text=text, start=start, end=end, words=tuple(timed))


def _agreed(versions: Sequence[T | None], value_of: Callable[[T], V]) -> V:
    """What holds of a word or a concern in the versions that have it: the change of the one that changed it."""
    base, *others = versions
    there = [value_of(one) for one in others if one]
    return merge_or_first(value_of(base), there[0], there[-1]) if base else min(there, key=repr)


def _space(word: StoredWord) -> str:
    """The white space before a word."""
    before = visible(word.turn.text[: word.start])
    return re.sub(r".*\S", "", before, flags=re.DOTALL) or " "


def _times(word: StoredWord) -> tuple[Word, ...]:
    return tuple(_moved(time, -word.start) for time in word.times)


def _moved(word: Word, by: int) -> Word:
    return word.model_copy(update={"char_start": word.char_start + by, "char_end": word.char_end + by})


# What one version changed.


def _taken_away(base: Turn, version: Turn | None) -> set[int]:
    """The positions of words of a turn that a version does not have there."""
    before, after = base.text.split(), version.text.split() if version else []
    return set(range(len(before))) - {at for at, _ in common(before, after)}


def _added(base: Turn | None, version: Turn | None) -> set[str]:
    """The words that a version put into a turn, without case and punctuation."""
    before, after = ([trimmed_word(word) for word in turn.text.split()] if turn else [] for turn in (base, version))
    kept = {at for _, at in common(before, after)}
    return {word for at, word in enumerate(after) if at not in kept}


def _near(identity: str, old: Sequence[str], version: _Turns) -> list[str]:
    """The turns of a version beside a turn of the base: the one before, the one after, and new ones between them."""
    at, order = old.index(identity), list(version)
    before = next((one for one in reversed(old[:at]) if one in version), None)
    after = next((one for one in old[at + 1 :] if one in version), None)
    start = order.index(before) if before else 0
    end = order.index(after) + 1 if after else len(order)
    return [one for one in order[start:end] if one != identity]


def _renamed(old: _Turns, version: _Turns) -> set[str]:
    """The labels of the base that none of their turns in a version has any more."""
    kept = [(old[identity].speaker, turn.speaker) for identity, turn in version.items() if identity in old]
    return {before for before, _ in kept} - {before for before, now in kept if before == now}


# Concerns.


def _concerns(base: Transcript, mine: Transcript, theirs: Transcript, turns: set[str]) -> Iterator[Concern]:
    """The concerns that neither has settled, and those that one of them has raised."""
    old, one, other = (_numbered(version.concerns) for version in (base, mine, theirs))
    for key in (*old, *sorted({*one, *other} - {*old}, key=lambda key: (key[1:], key[0]))):
        if key in old and not (key in one and key in other):
            continue
        turn = _agreed([version.get(key) for version in (old, one, other)], lambda concern: concern.turn)
        if turn is None or turn in turns:
            yield (one.get(key) or other[key]).model_copy(update={"turn": turn})


def _numbered(concerns: Sequence[Concern]) -> dict[tuple[int, float, float, str, str], Concern]:
    """Concerns by what they are about, wherever their words have moved to; equal ones are numbered."""
    found: dict[tuple[int, float, float, str, str], Concern] = {}
    for concern in concerns:
        number = 0
        while (key := (number, concern.start, concern.end, concern.kind, concern.why)) in found:
            number += 1
        found[key] = concern
    return found
