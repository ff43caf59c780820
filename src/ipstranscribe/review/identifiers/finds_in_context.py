"""Finds in context: each identifier at its place in the talk, as the decisions that hold now leave it.

What the last run found is stored; what was decided since is laid over it by the same rulings and in the same order as a run
does it (`apply_decisions.Rulings`, `apply_scoped`, `resolve_overlaps`). The key is not needed, so a run can know more: the
number of a new code, or that a form stands for somebody in another spelling.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, NamedTuple

from ipstranscribe.model import Category, Decision, Decisions, Entity, Identifier, Occurrence
from ipstranscribe.pseudonymize.entities.apply_decisions import GivenEntity, Rulings
from ipstranscribe.pseudonymize.entities.decisions import DecisionIndex, Ruling, resolve_entity
from ipstranscribe.pseudonymize.entities.given_replacements import bracketed
from ipstranscribe.pseudonymize.entities.known_forms import SearchedTurn
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.entities.overlaps import resolve_overlaps
from ipstranscribe.pseudonymize.entities.scoped_decisions import BY_DECISION, apply_scoped
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.review.identifiers.searched_talk import SearchedTalk
from ipstranscribe.text.phrase_index import FormIndex
from ipstranscribe.text.small_numbers import furthest_reach

FindState = Literal["suggested", "automatic", "rejected"]
BY_GATE = "gate"
"""`found_by` of a place that only the gate has found."""
_SOMEBODY_NEW = "new"
"""The entity of what was given to somebody else, until a run gives it a code."""


@dataclass(frozen=True)
class Find:
    """An identifier at its place (span of a turn's text, in characters), and what was decided about it.

    `replacement` is what stands for it, empty where only a run can tell. `decided` is the decision that holds here.
    """

    interview: str
    turn: str
    start: int
    end: int
    form: str
    category: Category
    entity: str
    replacement: str
    state: FindState
    masked: bool
    found_by: str
    confidence: float
    decided: Decision | None = None

    @property
    def key(self) -> str:
        """What names this place on the page."""
        return f"{self.turn}:{self.start}:{self.end}"

    @property
    def row(self) -> tuple[str, str]:
        """Entity and form: the row of the table of identifiers to which it belongs."""
        return self.entity, self.form


class FindEffect(NamedTuple):
    """What a change of decisions does: the number of places that are left otherwise, and the interviews they are in."""

    places: int
    interviews: tuple[str, ...]


class FindsInContext:
    """The finds of searched interviews as `decisions` leave them; `entities` are those of the study by id.

    `refused` are places by interview and turn that the gate refused (`found_by` is `BY_GATE`); where nothing else was found,
    they wait for a decision.
    """

    def __init__(
        self,
        talks: Mapping[str, SearchedTalk],
        entities: Mapping[str, Entity],
        decisions: Decisions,
        refused: Mapping[tuple[str, str], Sequence[Mention]] = MappingProxyType({}),
    ) -> None:
        self.talks, self.entities, self.decisions, self._refused = talks, entities, decisions, refused
        self._known: dict[tuple[str, str], list[Find]] = {}
        self._compared: tuple[FindsInContext, list[Decision]] | None = None
        self._wording = {one.id: one.replacement for one in entities.values()}
        narrow = {d: self._given(d) for d in decisions.decisions if d.scope is not None}
        self._rulings = Rulings(decisions, narrow, entities)
        self._standing = DecisionIndex(decisions)
        self._reworded, self._added = dict[str, str](), FormIndex[Decision]()
        for one in decisions.decisions:
            if one.scope is None:
                self._take(one)

    def _take(self, decision: Decision) -> None:
        """Note what a decision that holds everywhere does beside its own form."""
        if decision.verdict == "change" and decision.replacement:
            for entity in self._meant(decision):
                self._reworded[entity] = bracketed(decision.replacement)
        if decision.verdict in ("accept", "change") and decision.entity not in self.entities:
            self._added.add(decision.form, decision)

    def _meant(self, decision: Decision) -> Iterable[str]:
        if decision.entity in self.entities:
            return (str(decision.entity),)
        return (one.id for one in self.entities.values() if decision.form in one.originals)

    def _given(self, decision: Decision) -> GivenEntity:
        """The entity that a decision on an interview or place gives its form to, as far as a run has made it."""
        source = self.entities.get(decision.entity or "")
        category = source.category if source else decision.category or "other"
        moves = decision.verdict not in ("accept", "reject")
        entity = (self._moved_to(decision) if moves else decision.entity) or _SOMEBODY_NEW
        known = self.entities.get(entity)
        return GivenEntity(entity, known.category if known else category, moves)

    def _moved_to(self, decision: Decision) -> str | None:
        if decision.verdict == "merge":
            return resolve_entity(decision.replacement or "", self._wording)
        talk = self.talks.get(decision.interview or "")
        there = [one.entity for mention, one in _found(talk, decision) if mention.written == decision.form]
        others = dict.fromkeys(entity for entity in there if entity != decision.entity)
        worded = bracketed(decision.replacement) if decision.verdict == "change" and decision.replacement else None
        return next((one for one in others if worded in (None, self._wording.get(one))), None)

    def decided(self, decisions: Decisions) -> "FindsInContext":
        """The same interviews by other decisions; what these cannot touch is not worked out anew."""
        after = FindsInContext(self.talks, self.entities, decisions, self._refused)
        touched = {(of, turn) for of in dict.fromkeys(of for of, _ in self._known) for turn in self.touched(after, of)}
        after._known = {place: finds for place, finds in self._known.items() if place not in touched}
        return after

    # The finds.

    def of(self, interview: str) -> list[Find]:
        """The finds of an interview, in the order of the talk."""
        return [find for turn in self.talks[interview].turns for find in self.in_turn(interview, turn)]

    def in_turn(self, interview: str, turn: str) -> list[Find]:
        """The finds of a turn in their order."""
        if (interview, turn) not in self._known:
            self._known[interview, turn] = self._worked_out(interview, turn)
        return self._known[interview, turn]

    def waiting(self, interview: str) -> int:
        """The number of places of an interview that a run left to decide on, and nobody has decided on since."""
        return sum(self._rulings(one).decision is None for one in self.talks[interview].suggested)

    def _worked_out(self, interview: str, turn: str) -> list[Find]:
        talk = self.talks[interview]
        searched = SearchedTurn(interview, talk.scope, talk.language, talk.turns[turn])
        stored = {mention.place: one for mention, one in talk.found.get(turn, ())}
        mentions = [mention for mention, _ in talk.found.get(turn, ())]
        mentions = apply_scoped(mentions, [searched], self._rulings)
        there = {mention.place for mention in mentions}
        mentions += [one for one in self._newly_said(searched) if one.place not in there]
        mentions += [
            one for one in self._refused.get((interview, turn), ()) if not any(_overlap(one, m) for m in mentions)
        ]
        chosen = resolve_overlaps(mentions, rejected=lambda one: self._rulings(one).verdict == "reject")
        return [find for one in chosen if (find := self._find(one, stored.get(one.place)))]

    def _newly_said(self, searched: SearchedTurn) -> Iterator[Mention]:
        """Where a form stands that a person added for every interview."""
        for hit in self._added.find(searched.turn.text):
            category = hit.payload.category or "other"
            reach = furthest_reach(category, hit.payload.form)
            written = searched.turn.text[hit.char_start : hit.char_end]
            if reach == "everywhere" or (reach == "capitals" and written[:1].isupper()):
                found = Found(hit.char_start, hit.char_end, category, BY_DECISION, 0.5, certain=True)
                yield Mention(searched.interview, searched.scope, searched.turn, found, _SOMEBODY_NEW)

    def _find(self, mention: Mention, stored: Identifier | None) -> Find | None:
        ruling = self._rulings(mention)
        if stored and stored.found_by == BY_DECISION and not (ruling.decision or ruling.lapsed):
            return None  # what made it one was taken back
        state, masked = _state(ruling, stored)
        if mention.found.found_by == BY_GATE and ruling.decision is None:
            state, masked = "suggested", False
        entity = "" if mention.entity == _SOMEBODY_NEW else mention.entity
        decided = ruling.decision or self._moved(mention) or self._said_otherwise(mention)
        return Find(
            mention.interview, mention.turn.id, mention.found.char_start, mention.found.char_end, mention.written,
            mention.found.category, entity, self._replacement(mention, decided), state, masked,
            mention.found.found_by, mention.found.confidence, decided,
        )  # fmt: skip

    def _moved(self, mention: Mention) -> Decision | None:
        """The decision by which a form came to mean the entity of a mention, where a run has followed it."""
        for one in reversed(self._standing.at(mention.written, None)):
            into = one.verdict == "merge" and resolve_entity(one.replacement or "", self._wording) == mention.entity
            if into or (one.verdict == "split" and one.entity not in (None, mention.entity)):
                return one
        return None

    def _said_otherwise(self, mention: Mention) -> Decision | None:
        """The decision that added a form, where it was typed otherwise than it stands here."""
        if mention.entity != _SOMEBODY_NEW:
            return None
        return next((hit.payload for hit in self._added.find(mention.written)), None)

    def _replacement(self, mention: Mention, decided: Decision | None) -> str:
        verdict = decided.verdict if decided else ""
        if decided and verdict == "change" and decided.replacement:
            return bracketed(decided.replacement)
        meant = mention.entity
        if decided and verdict == "merge":
            meant = resolve_entity(decided.replacement or "", self._wording) or meant
        elif decided and verdict == "split" and decided.entity == meant:
            meant = _SOMEBODY_NEW
        talk = self.talks[mention.interview]
        return self._reworded.get(meant) or talk.wording.get(meant) or self._wording.get(meant, "")

    # What a change of decisions does.

    def touched(self, other: "FindsInContext", interview: str) -> list[str]:
        """The turns of an interview in which anything may be otherwise by the decisions of `other`, in order."""
        talk, turns = self.talks[interview], set[str]()
        for one in self._differing(other):
            if one.interview not in (None, interview):
                continue
            if isinstance(one.scope, Occurrence):
                turns.add(one.scope.turn)
                continue
            turns.update(talk.turns_with(one.form))
            if one.scope is None and one.verdict == "change":
                turns.update(turn for entity in self._meant(one) for turn in talk.with_entity.get(entity, ()))
        return [turn for turn in talk.turns if turn in turns]

    def _differing(self, other: "FindsInContext") -> list[Decision]:
        """The decisions that only one of the two has. Most are the same values in both, which is told at once."""
        if self._compared is None or self._compared[0] is not other:
            mine, theirs = ({id(one): one for one in of.decisions.decisions} for of in (self, other))
            differing = [one for one in (*mine.values(), *theirs.values()) if (id(one) in mine) != (id(one) in theirs)]
            self._compared = other, differing
        return self._compared[1]

    def effect(self, other: "FindsInContext") -> FindEffect:
        """What would be left otherwise by the decisions of `other`."""
        counts = {}
        for interview in self.talks:
            places = 0
            for turn in self.touched(other, interview):
                before, after = ({one.key: _left(one) for one in of.in_turn(interview, turn)} for of in (self, other))
                places += sum(before.get(key) != after.get(key) for key in {**before, **after})
            if places:
                counts[interview] = places
        return FindEffect(sum(counts.values()), tuple(counts))


def _found(talk: SearchedTalk | None, decision: Decision) -> Iterator[tuple[Mention, Identifier]]:
    """What was found where a decision of narrow scope holds."""
    if talk is None:
        return
    place = decision.scope if isinstance(decision.scope, Occurrence) else None
    for turn in [place.turn] if place else talk.found:
        yield from talk.found.get(turn, ())


def _overlap(one: Mention, other: Mention) -> bool:
    return one.found.char_start < other.found.char_end and other.found.char_start < one.found.char_end


def _state(ruling: Ruling, stored: Identifier | None) -> tuple[FindState, bool]:
    """What a find is, and whether it is replaced."""
    if ruling.decision is not None:
        return ("rejected", False) if ruling.verdict == "reject" else ("automatic", True)
    if ruling.lapsed is not None:
        return "suggested", ruling.lapsed.verdict != "reject" or (stored is not None and stored.masked)
    if stored is None:
        return "automatic", True
    return ("suggested", False) if stored.state == "rejected" else (stored.state, stored.masked)


def _left(find: Find) -> Find:
    """A find as it is compared: when and by whom it was decided makes no difference."""
    decided = find.decided and find.decided.model_copy(update={"by": "", "when": "", "scope": None})
    return replace(find, decided=decided)
