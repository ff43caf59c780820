"""Application of people's decisions: to the register before a run (add, merge, split), and to each mention.

Decisions that hold everywhere change the register. Those on one interview or place leave it alone: `Rulings` finds the
mentions they are about, and what these mean instead.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ipstranscribe.model import Category, Decision, Decisions, DecisionScope, Entity, Occurrence, Turn, rejects
from ipstranscribe.model.scopes import reaches
from ipstranscribe.pseudonymize.entities.decisions import DecisionIndex, Ruling, resolve_entity
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.text.occurrences import occurrences


def apply_to_register(decisions: Decisions, register: Register) -> Decisions:
    """Apply decisions to the register: forms are added, merged and split off. Returns the decisions as they then hold.

    A decision on an unknown entity holds for its written form, whatever the entity. A form that was merged or split off
    is accepted for the entity that it now means.
    """
    told: list[Decision] = []
    for decision in decisions.decisions:
        known = decision.entity in register.entities
        one = decision if known else decision.model_copy(update={"entity": None})
        if one.scope is not None:
            told.append(one)
        elif one.verdict == "merge":
            told.append(_merged(one, register))
        elif one.verdict == "split":
            told.append(_split(one, register))
        else:
            if one.verdict != "reject":
                register.settle(one.entity or "", one.form)
                register.add_decided(one.form, one.category or "other")
            told.append(one)
    return Decisions(decisions=tuple(told))


def _merged(decision: Decision, register: Register) -> Decision:
    """Merge: the form means the entity that `replacement` names; if there is none, it becomes a form of its own.

    That entity is known from then on wherever the one was known that had the form: the search of a run goes by who is known.
    """
    meant = resolve_entity(decision.replacement or "", {e.id: e.replacement for e in register.entities.values()})
    if meant is None:
        return _by_itself(decision, register)
    for entity in register.having(decision.form):
        if entity.id != meant and decision.entity in (None, entity.id):
            register.give_away(entity, decision.form)
    source = register.entities.get(decision.entity or "")
    known = register.make_known(register.entities[meant], source.scope if source else None)
    register.add_form(known, decision.form)
    register.settle(meant, decision.form)
    return _accepted(decision, meant)


def _split(decision: Decision, register: Register) -> Decision:
    """Split: the form means another entity than `entity`; a new one if there is none."""
    source = register.entities.get(decision.entity or "")
    if source is None:
        return _by_itself(decision, register)
    others = [e for e in register.having(decision.form) if e.id != source.id and e.scope == source.scope]
    if decision.form.casefold() in source.local_forms:  # a shared name: neither of those who have it
        others = [e for e in others if e.originals[0].casefold() == decision.form.casefold()]
    register.give_away(source, decision.form)
    own = others[0] if others else register.add(source.category, decision.form, source.scope)
    return _accepted(decision, own.id)


def _by_itself(decision: Decision, register: Register) -> Decision:
    register.add_decided(decision.form)
    return _accepted(decision, decision.entity)


def _accepted(decision: Decision, entity: str | None) -> Decision:
    return decision.model_copy(update={"verdict": "accept", "entity": entity, "replacement": None})


@dataclass(frozen=True)
class GivenEntity:
    """The entity of a decision of narrow scope: what it gives the form to (`moves`), or what a form is that nothing found."""

    id: str
    category: Category
    moves: bool


def give_entities(
    decisions: Decisions, register: Register, participants: Mapping[str, str]
) -> dict[Decision, GivenEntity]:
    """The entity of every decision on one interview or place; adds to the register those that are not in it yet.

    `participants` are the scopes of the interviews. What a new entity is called by is searched for in no text.
    """
    given: dict[Decision, GivenEntity] = {}
    for decision in decisions.decisions:
        participant = participants.get(decision.interview or "")
        if participant is not None:
            moved = _moved_to(decision, register, participant)
            entity = moved or _own_entity(decision, register, participant)
            given[decision] = GivenEntity(entity.id, entity.category, moved is not None)
    return given


def _moved_to(decision: Decision, register: Register, participant: str) -> Entity | None:
    """The entity to which a decision gives its form; None if that stays what the program found."""
    if decision.verdict in ("accept", "reject"):
        return None
    source = register.entities.get(decision.entity or "")
    category = decision.category or (source.category if source else "other")
    if decision.verdict == "change":
        return register.local(category, decision.form, participant, decision.replacement or "")
    if decision.verdict == "merge":
        known = {e.id: e.replacement for e in register.entities.values()}
        if merged := resolve_entity(decision.replacement or "", known):
            return register.entities[merged]
    return register.local(category, decision.form, participant, apart_from=decision.entity or "")


def _own_entity(decision: Decision, register: Register, participant: str) -> Entity:
    """The entity of a form that may be found nowhere but by this decision."""
    if entity := register.entities.get(decision.entity or ""):
        return entity
    reaching = [e for e in register.entities.values() if reaches(e.scope, participant)]
    local = [e for e in reaching if decision.form in e.local_forms and not e.worded]
    having = local or [e for e in register.having(decision.form) if e in reaching]
    return having[0] if having else register.local(decision.category or "other", decision.form, participant)


class Rulings:
    """Lookup of the ruling on a mention, from the decisions as `apply_to_register` told them and their `give_entities`.

    A place beats the interview, the interview beats everywhere; within one scope the latest word counts. A rejection of
    `Day` as a name also holds for `day` (but not vice versa), except at one place. A rejected ordinary word is one for every
    entity that has no decision of its own (`model.rejections`); `entities` are those by id.
    """

    def __init__(
        self,
        decisions: Decisions,
        given: Mapping[Decision, GivenEntity],
        entities: Mapping[str, Entity] = MappingProxyType({}),
    ) -> None:
        self._given = given
        self._entities = entities
        self._rejected: dict[str, list[Decision]] = defaultdict(list)
        self._standing = DecisionIndex(decisions)
        self._small: dict[tuple[str | None, str, DecisionScope], Decision] = {}
        self._places: dict[tuple[str, str], list[Decision]] = defaultdict(list)
        self._interviews: dict[str, list[Decision]] = defaultdict(list)
        for decision in decisions.decisions:
            if isinstance(decision.scope, Occurrence):
                self._places[decision.scope.interview, decision.scope.turn].append(decision)
                continue
            if decision.scope is not None:
                self._interviews[decision.scope].append(decision)
            if decision.verdict == "reject":
                self._small.setdefault((decision.entity, decision.form.lower(), decision.scope), decision)
                for form in {decision.form, decision.form.lower()} if decision.scope is None else ():
                    self._rejected[form].append(decision)

    def __call__(self, mention: Mention) -> Ruling:
        """What people decided about `mention`."""
        form, entity, interview = mention.written, mention.entity, mention.interview
        if self._standing.narrow(form) and (narrow := self._narrow(mention)):
            return narrow
        said = self._standing.on(entity, form)
        if said is None and form.islower():
            asked = [(one, scope) for scope in (interview, None) for one in (entity, None)]
            said = next(filter(None, (self._small.get((one, form, scope)) for one, scope in asked)), None)
        return Ruling(said or self._of_the_word(mention))

    def _of_the_word(self, mention: Mention) -> Decision | None:
        """The latest rejection of the same word for another entity, if it holds for this one as well."""
        meant = self._entities.get(mention.entity)
        for one in reversed(self._rejected.get(mention.written, ()) if meant else ()):
            if meant and rejects(one, self._entities.get(one.entity or ""), meant):
                return one
        return None

    def _narrow(self, mention: Mention) -> Ruling | None:
        """The ruling of the narrower scopes, None if they say nothing."""
        form, interview, turn = mention.written, mention.interview, mention.turn
        if placed := self.placed(interview, turn.id, form):
            known = occurrences(interview, turn.id, turn.text, form)
            here = known.get(mention.found.char_start)
            own = self._standing.at(form, here) if here else ()
            if decision := self._on(mention, own):
                return Ruling(decision, here)
            lapsed = [d for d in placed if d.scope not in known.values()]
            if asked := (*lapsed, *own):  # decided on as somebody else
                return Ruling(None, here, asked[-1])
        decision = self._on(mention, self._standing.at(form, interview))
        return Ruling(decision, interview) if decision else None

    def _on(self, mention: Mention, decisions: Iterable[Decision]) -> Decision | None:
        """The first decision on the entity of the mention, or that gives the form to it."""
        return next((d for d in decisions if d.entity in (None, mention.entity) or self._gives(d, mention)), None)

    def _gives(self, decision: Decision, mention: Mention) -> bool:
        given = self.entity(decision)
        return given is not None and given.moves and given.id == mention.entity

    # Where decisions of narrow scope hold.

    def placed(self, interview: str, turn: str, form: str) -> list[Decision]:
        """The decisions on places of `form` in a turn, whether they still fit or not."""
        return [d for d in self._places.get((interview, turn), ()) if d.form == form]

    def in_turn(self, interview: str, turn: Turn) -> dict[str, dict[int, Decision]]:
        """Form → start → decision, where a form in this turn is decided on or asked about by its place.

        A decision that no longer fits stands at every occurrence without one of its own: nobody can tell which it meant.
        """
        found: dict[str, dict[int, Decision]] = {}
        for form in dict.fromkeys(d.form for d in self._places.get((interview, turn.id), ())):
            placed = self.placed(interview, turn.id, form)
            known = occurrences(interview, turn.id, turn.text, form)
            own = {start: d for start, here in known.items() for d in placed if d.scope == here}
            lapsed = [d for d in placed if d.scope not in known.values()]
            found[form] = {start: lapsed[-1] for start in known if lapsed} | own
        return found

    def in_interview(self, interview: str) -> Sequence[Decision]:
        """The decisions that hold in one interview."""
        return self._interviews.get(interview, ())

    def lapsed(self, interview: str, turns: Iterable[Turn]) -> list[Decision]:
        """The decisions on places of an interview that no longer fit, and leave something open.

        They leave nothing open where every occurrence in their turn has been decided on since.
        """
        text = {turn.id: turn.text for turn in turns}
        mine = [(turn, d) for (of, turn), placed in self._places.items() if of == interview for d in placed]
        return [d for turn, d in mine if self._is_open(d, set(self._known(interview, turn, text, d.form)))]

    @staticmethod
    def _known(interview: str, turn: str, text: dict[str, str], form: str) -> Iterable[Occurrence]:
        return occurrences(interview, turn, text.get(turn, ""), form).values()

    def _is_open(self, decision: Decision, known: set[Occurrence]) -> bool:
        if decision.scope in known:
            return False
        return not known or any(not self._standing.at(decision.form, here) for here in known)

    def entity(self, decision: Decision) -> GivenEntity | None:
        """The entity of a decision of narrow scope."""
        return self._given.get(decision)
