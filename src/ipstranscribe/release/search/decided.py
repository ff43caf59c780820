"""Rejected forms: the written forms that a person decided are no identifiers, and that the gate therefore lets pass."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from ipstranscribe.model import Decision, Decisions, Entity, Key, is_about_the_word, rejects
from ipstranscribe.model.scopes import reaches
from ipstranscribe.text.phrase_index import FormIndex, words_of


def decisions_in_force(decisions: Decisions) -> list[Decision]:
    """The decisions in force: a later decision on a form of any entity replaces all earlier ones on it in that scope."""
    latest = {(one.form, one.scope): at for at, one in enumerate(decisions.decisions) if one.entity is None}
    return [one for at, one in enumerate(decisions.decisions) if at >= latest.get((one.form, one.scope), 0)]


@dataclass(frozen=True)
class RejectedInText:
    """The rejected forms that apply to one text.

    A rejected ordinary word passes everywhere (`model.rejections`), the name of a person whom only one participant mentions
    in that participant's interviews; a decision for an interview applies to that interview, one for a place to nothing
    here (see `RejectedPlaces`). A rejection of `Day` also covers `day`. A form that another decision replaces is never
    covered.
    """

    anywhere: frozenset[str]
    """Forms that pass for every entity."""
    of_entity: frozenset[tuple[str, str]]
    """Forms that pass only for this entity."""
    longer: FormIndex[str]
    """Rejected forms of several words: a name inside one passes together with it."""
    interview: str | None = None
    """The interview that the text is from, None if it is not known or more than one."""

    def concerns(self, interview: str | None) -> bool:
        """Whether a decision for `interview` (None: for all) can be about this text."""
        return None in (interview, self.interview) or interview == self.interview

    def covers(self, written: str, entity: str | None) -> bool:
        """Whether `written` passes where it would mean `entity`."""
        return written in self.anywhere or (written, entity) in self.of_entity

    def stretches(self, text: str) -> list[tuple[int, int]]:
        """The spans of rejected forms of several words."""
        return [
            (hit.char_start, hit.char_end)
            for hit in self.longer.find(text)
            if text[hit.char_start : hit.char_end] == hit.payload
        ]


@dataclass(frozen=True)
class RejectedForms:
    """All rejected and replaced forms of a study, with the scope of each decision."""

    rejected: Mapping[str, list[Decision]]
    replaced: Mapping[str, list[Decision]]
    entities: Mapping[str, Entity]
    having: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Casefolded form → the entities that have it."""

    @classmethod
    def of(cls, key: Key, decisions: Decisions) -> Self:
        """Collect the rejected forms from the decisions of a study."""
        rejected: dict[str, list[Decision]] = defaultdict(list)
        replaced: dict[str, list[Decision]] = defaultdict(list)
        for decision in decisions_in_force(decisions):
            (rejected if decision.verdict == "reject" else replaced)[decision.form].append(decision)
        having: dict[str, set[str]] = defaultdict(set)
        for entity in key.entities:
            for form in entity.originals:
                having[form.casefold()].add(entity.id)
        entities = {entity.id: entity for entity in key.entities}
        return cls(dict(rejected), dict(replaced), entities, {form: frozenset(ids) for form, ids in having.items()})

    def within(self, participant: str | None, interview: str | None = None) -> RejectedInText:
        """The rejected forms for a text of the scope `participant`; None for a text of several or unknown participants.

        In such a text, a decision on an entity of one participant covers that entity only. `interview` is that of the text,
        None for several or an unknown one: no decision for one interview covers anything then.
        """
        anywhere, of_entity, longer = set(), set(), FormIndex[str]()
        for form, decision in ((f, d) for f, all_of_it in self.rejected.items() for d in all_of_it):
            if decision.scope is not None and decision.scope != interview:
                continue
            if self._is_replaced(form, participant, interview, decision):
                continue
            small = self._is_replaced(form.lower(), participant, interview, decision)
            forms = {form} if small else {form, form.lower()}
            if self._passes_for_all(decision, participant):
                anywhere |= forms
                if len(words_of(form)) > 1:
                    longer.add(form, form)
            else:
                of_entity |= {(one, meant) for one in forms for meant in self._rejected_for(decision, participant)}
        return RejectedInText(frozenset(anywhere), frozenset(of_entity), longer, interview)

    def _passes_for_all(self, decision: Decision, participant: str | None) -> bool:
        """Whether a rejected form passes in a text of `participant`, whoever is meant."""
        if self._reaches_all(decision) or (participant and reaches(self._reach(decision), participant)):
            return True
        decided = self.entities.get(decision.entity or "")
        wide = decided and (decision.scope is not None or is_about_the_word(decision, decided))
        return bool(wide) and all(rejects(decision, decided, one) for one in self._having(decision.form, participant))

    def _rejected_for(self, decision: Decision, participant: str | None) -> frozenset[str]:
        """The entities for which alone a rejected form passes in a text of `participant`."""
        decided = self.entities.get(decision.entity or "")
        if participant and not (decided and is_about_the_word(decision, decided)):
            return frozenset()
        others = (one for one in self._having(decision.form, None) if rejects(decision, decided, one))
        return frozenset({decision.entity or "", *(one.id for one in others)})

    def _having(self, form: str, participant: str | None) -> list[Entity]:
        """The entities with a form that a text of `participant` can mean; None: of anybody."""
        having = (self.entities[one] for one in sorted(self.having.get(form.casefold(), ())))
        return [one for one in having if participant is None or reaches(one.scope, participant)]

    def _is_replaced(self, form: str, participant: str | None, interview: str | None, rejected: Decision) -> bool:
        """Whether a decision that can be about the text replaces `form` there, although another one `rejected` it."""
        for decision in self.replaced.get(form, ()):
            here = participant is None or reaches(self._reach(decision), participant)
            there = None in (interview, decision.interview) or decision.interview == interview
            if here and there and not self._overrules(rejected, decision):
                return True
        return False

    def _overrules(self, rejected: Decision, wide: Decision) -> bool:
        """Whether a rejection for one interview leaves nothing that the `wide` decision for all of them replaces there."""
        if rejected.scope is None or wide.scope is not None:
            return False
        only = self.having.get(rejected.form.casefold(), frozenset()) <= {rejected.entity}
        return rejected.entity in (None, wide.entity) or (wide.entity is None and only)

    def _reach(self, decision: Decision) -> str | None:
        """The scope of a decision: the participant to whose interviews it applies, None for all."""
        known = self.entities.get(decision.entity or "")
        return known.scope if known else None

    def _reaches_all(self, decision: Decision) -> bool:
        known = decision.entity is None or decision.entity in self.entities
        return known and self._reach(decision) is None
