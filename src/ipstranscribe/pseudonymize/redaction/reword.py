"""Rewording of replacements in an approved text for other readers: `[place 2]` becomes `[place 2: Eastern Norway]`.

The text between replacements stays as it was approved; units are moved to their new offsets.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ipstranscribe.model import Entity, Key, PseudonymizedTranscript, PseudonymizedTurn, Units
from ipstranscribe.pseudonymize.redaction import generalize
from ipstranscribe.pseudonymize.redaction.replace import WordingEdit, remap_offset, remap_words
from ipstranscribe.settings import GeneralisationLevels


@dataclass(frozen=True)
class WordingChange:
    """A replacement with another wording for other readers: how often, and in which interviews."""

    before: str
    after: str
    times: int
    interviews: tuple[str, ...]


@dataclass(frozen=True)
class ReplacementWordings:
    """The replacements of a key, generalised by `levels`: worked out for those that a text has, not for thousands more."""

    key: Key
    levels: GeneralisationLevels
    language: str

    @cached_property
    def _entities(self) -> Mapping[str, Entity]:
        return {entity.id: entity for entity in self.key.entities}

    def of(self, transcript: PseudonymizedTranscript, participant: str) -> dict[str, str]:
        """Entity id → its replacement in a text of the scope `participant`."""
        shift = generalize.shift_of(self.key, participant)
        named = dict.fromkeys(one.entity for turn in transcript.turns for one in turn.replacements)
        known = (self._entities[entity] for entity in named if entity in self._entities)
        return {
            e.id: e.replacement
            if e.worded
            else generalize.generalized_replacement(e, self.levels, self.language, shift)
            for e in known
        }


def reword_replacements(
    transcript: PseudonymizedTranscript, units: Units, wording: Mapping[str, str]
) -> tuple[PseudonymizedTranscript, Units]:
    """Reword the replacements of a transcript and its units by `wording` (entity id → replacement)."""
    edits = {turn.id: _edits(turn, wording) for turn in transcript.turns}
    turns = {turn.id: _turn(turn, edits[turn.id], wording) for turn in transcript.turns}
    moved = []
    for unit in units.units:
        start = remap_offset(unit.char_start, edits[unit.turn], at_end=False)
        end = remap_offset(unit.char_end, edits[unit.turn], at_end=True)
        text = turns[unit.turn].text[start:end]
        moved.append(unit.model_copy(update={"char_start": start, "char_end": end, "text": text}))
    return (
        transcript.model_copy(update={"turns": tuple(turns.values())}),
        units.model_copy(update={"units": tuple(moved)}),
    )


def wording_changes(transcripts: Sequence[tuple[PseudonymizedTranscript, Mapping[str, str]]]) -> list[WordingChange]:
    """The changes that rewording `transcripts`, each with its wording, would make; in order of first mention."""
    times: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], dict[str, None]] = {}
    for transcript, wording in transcripts:
        for turn in transcript.turns:
            for edit, new in _pairs(turn, wording):
                both = (turn.text[edit.old_start : edit.old_end], new)
                times[both] += 1
                where.setdefault(both, {})[transcript.interview] = None
    return [WordingChange(*both, times[both], tuple(interviews)) for both, interviews in where.items()]


def _pairs(turn: PseudonymizedTurn, wording: Mapping[str, str]) -> list[tuple[WordingEdit, str]]:
    """The edits that reword the replacements of a turn, with the new text."""
    found: list[tuple[WordingEdit, str]] = []
    grown = 0
    for one in turn.replacements:
        old = turn.text[one.char_start : one.char_end]
        new = wording.get(one.entity, old)
        if new != old:
            start = one.char_start + grown
            found.append((WordingEdit(one.char_start, one.char_end, start, start + len(new)), new))
            grown += len(new) - len(old)
    return found


def _edits(turn: PseudonymizedTurn, wording: Mapping[str, str]) -> list[WordingEdit]:
    return [edit for edit, _ in _pairs(turn, wording)]


def _turn(turn: PseudonymizedTurn, edits: Sequence[WordingEdit], wording: Mapping[str, str]) -> PseudonymizedTurn:
    pieces, at = [], 0
    for edit, new in _pairs(turn, wording):
        pieces += [turn.text[at : edit.old_start], new]
        at = edit.old_end
    replacements = tuple(
        one.model_copy(
            update={
                "char_start": remap_offset(one.char_start, edits, at_end=False),
                "char_end": remap_offset(one.char_end, edits, at_end=True),
            }
        )
        for one in turn.replacements
    )
    return turn.model_copy(
        update={
            "text": "".join([*pieces, turn.text[at:]]),
            "words": remap_words(turn.words, edits),
            "replacements": replacements,
        }
    )
