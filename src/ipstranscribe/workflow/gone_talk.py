"""Talk of somebody who has withdrawn, taken out of every stored value of an interview in which others stay."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from ipstranscribe.model import (
    Branch,
    CodingLog,
    ConsensusLog,
    Decisions,
    Identifiers,
    Occurrence,
    PseudonymizedTranscript,
    Speaker,
    Transcript,
    UnitDecisions,
    Units,
)
from ipstranscribe.release.search.known_forms import UNSPACED
from ipstranscribe.text.phrase_index import FormIndex

V = TypeVar("V", Transcript, PseudonymizedTranscript)


class GoneTalk(NamedTuple):
    """What goes: the ids of turns, and the ids of the participants who have withdrawn."""

    turns: frozenset[str]
    people: frozenset[str]

    def is_gone(self, turn: str, speaker: str) -> bool:
        """Whether a turn goes, by its id or by who says it."""
        return turn in self.turns or speaker in self.people


def turns_of(transcript: Transcript, participant: str) -> tuple[str, ...]:
    """The ids of the turns of a participant."""
    return tuple(turn.id for turn in transcript.turns if turn.speaker == participant)


def unsure_turns(transcript: Transcript) -> tuple[str, ...]:
    """The ids of the turns of which nobody knows who says them."""
    unsure = {speaker.label for speaker in transcript.speakers if speaker.role == "unsure"}
    return tuple(turn.id for turn in transcript.turns if turn.speaker in unsure and turn.text.strip())


def of_transcript(transcript: Transcript, gone: GoneTalk) -> Transcript:
    """The transcript without it, and without concerns that are about it: they may hold words."""
    kept = _kept(transcript, gone)
    there = {turn.id for turn in kept.turns}
    concerns = tuple(one for one in kept.concerns if one.turn is None or one.turn in there)
    return kept.model_copy(update={"concerns": concerns, "corrected": True})


def of_pseudonymized(text: PseudonymizedTranscript, gone: GoneTalk) -> PseudonymizedTranscript:
    """The pseudonymized text without it."""
    kept = _kept(text, gone)
    return kept.model_copy(update={"branches": _branches(kept.branches, gone)})


def of_identifiers(found: Identifiers, gone: GoneTalk) -> Identifiers:
    """The identifiers without those in it."""
    return found.model_copy(update={"identifiers": tuple(i for i in found.identifiers if i.turn not in gone.turns)})


def of_units(units: Units, gone: GoneTalk) -> Units:
    """The units without those of it. No number is given again."""
    kept = tuple(unit for unit in units.units if unit.turn not in gone.turns)
    there = {unit.id for unit in kept}
    tied = tuple(
        unit.model_copy(update={"continues": unit.continues if unit.continues in there else None}) for unit in kept
    )
    unplaced = tuple(one for one in units.unplaced if one in there)
    return units.model_copy(update={"units": tied, "unplaced": unplaced, "branches": _branches(units.branches, gone)})


def of_codings(log: CodingLog, gone: GoneTalk) -> CodingLog:
    """What a coder returned without codes and notes on that talk, and without notes that are about no place: they may be."""
    codings = tuple(
        one.model_copy(
            update={
                "stretches": tuple(stretch for stretch in one.stretches if stretch.turn not in gone.turns),
                "notes": tuple(note for note in one.notes if note.turn and note.turn not in gone.turns),
            }
        )
        for one in log.codings
    )
    return log.model_copy(update={"codings": codings})


def of_consensus(log: ConsensusLog, gone: GoneTalk) -> ConsensusLog:
    """What was agreed on without decisions on that talk."""
    kept = tuple(decision for decision in log.decisions if decision.turn not in gone.turns)
    return log.model_copy(update={"decisions": kept})


def of_unit_decisions(decided: UnitDecisions, gone: GoneTalk) -> UnitDecisions:
    """The decisions on units without those on it: they hold the whole turn."""
    return decided.model_copy(update={"decisions": tuple(d for d in decided.decisions if d.turn not in gone.turns)})


def of_decisions(decided: Decisions, gone: GoneTalk) -> Decisions:
    """The decisions on identifiers without those on a place in it: they hold the words around."""
    return Decisions(
        decisions=tuple(
            d for d in decided.decisions if not (isinstance(d.scope, Occurrence) and d.scope.turn in gone.turns)
        )
    )


def forms_in(texts: Iterable[str], forms: Collection[str]) -> set[str]:
    """The `forms` that occur in `texts` as whole words: `Ola` does not occur in "cola"."""
    index = FormIndex[str]()
    for form in forms:
        index.add(form, form)
    found: set[str] = set()
    for text in texts:
        found |= {hit.payload for hit in index.find(text)}
        found |= {form for form in forms if UNSPACED.search(form) and form in text}
    return found


def mentions_of(text: PseudonymizedTranscript, participant: str) -> tuple[str, ...]:
    """The turns that mention a participant, or somebody of theirs (`[P2's sister]`), by the replacements in them."""
    about = re.compile(rf"\[{re.escape(participant)}(?:(?:['’]?s|['’])? [^\]]*)?\]")
    return tuple(turn.id for turn in text.turns if about.search(turn.text))


def answers_to(transcript: Transcript, gone: GoneTalk) -> tuple[str, ...]:
    """The turns that come right after talk that goes."""
    return tuple(_after(transcript, gone))


def _after(transcript: Transcript, gone: GoneTalk) -> Iterator[str]:
    before = False
    for turn in transcript.turns:
        goes = gone.is_gone(turn.id, turn.speaker)
        if before and not goes:
            yield turn.id
        before = goes


def _kept(text: V, gone: GoneTalk) -> V:
    turns = tuple(turn for turn in text.turns if not gone.is_gone(turn.id, turn.speaker))
    said = {turn.speaker for turn in turns}
    speakers: tuple[Speaker, ...] = tuple(one for one in text.speakers if one.label in said)
    return text.model_copy(update={"turns": turns, "speakers": speakers})


def _branches(branches: Mapping[str, Branch | None], gone: GoneTalk) -> dict[str, Branch | None]:
    left = {label: branch for label, branch in branches.items() if label not in gone.people}
    return left if len(left) > 1 else {}


def without(people: Collection[str], turns: Collection[str]) -> GoneTalk:
    """What goes, from ids in any collection."""
    return GoneTalk(frozenset(turns), frozenset(people))
