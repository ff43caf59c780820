"""Rejected forms: the written forms that a person decided are no identifiers, and that the gate therefore lets pass."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from ipstranscribe.model import Decision, Decisions, Key
from ipstranscribe.text.phrase_index import FormIndex, words_of


def decisions_in_force(decisions: Decisions) -> list[Decision]:
    """The decisions in force: a later decision on a written form of any entity replaces all earlier ones on that form."""
    latest = {decision.form: at for at, decision in enumerate(decisions.decisions) if decision.entity is None}
    return [one for at, one in enumerate(decisions.decisions) if at >= latest.get(one.form, 0)]


@dataclass(frozen=True)
class RejectedInText:
    """The rejected forms that apply to one text.

    A decision on an entity that only one participant mentions applies to that participant's interviews only. A rejection
    of `Day` also covers `day`. A form that another decision replaces is never covered.
    """

    anywhere: frozenset[str]
    """Forms that pass for every entity."""
    of_entity: frozenset[tuple[str, str]]
    """Forms that pass only for this entity."""
    longer: FormIndex[str]
    """Rejected forms of several words: a name inside one passes together with it."""

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
    scopes: Mapping[str, str | None]

    @classmethod
    def of(cls, key: Key, decisions: Decisions) -> Self:
        """Collect the rejected forms from the decisions of a study."""
        rejected: dict[str, list[Decision]] = defaultdict(list)
        replaced: dict[str, list[Decision]] = defaultdict(list)
        for decision in decisions_in_force(decisions):
            (rejected if decision.verdict == "reject" else replaced)[decision.form].append(decision)
        return cls(dict(rejected), dict(replaced), {entity.id: entity.scope for entity in key.entities})

    def within(self, participant: str | None) -> RejectedInText:
        """The rejected forms for a text of `participant`; None for a text of several or unknown participants.

        In such a text, a decision whose scope is one participant covers its own entity only.
        """
        anywhere, of_entity, longer = set(), set(), FormIndex[str]()
        for form, decision in ((f, d) for f, all_of_it in self.rejected.items() for d in all_of_it):
            if self._is_replaced(form, participant):
                continue
            forms = {form} if self._is_replaced(form.lower(), participant) else {form, form.lower()}
            if self._reaches_all(decision) or (participant and self._reach(decision) == participant):
                anywhere |= forms
                if len(words_of(form)) > 1:
                    longer.add(form, form)
            elif decision.entity and not participant:
                of_entity |= {(one, decision.entity) for one in forms}
        return RejectedInText(frozenset(anywhere), frozenset(of_entity), longer)

    def _is_replaced(self, form: str, participant: str | None) -> bool:
        reaches = map(self._reach, self.replaced.get(form, ()))
        return any(participant is None or reach in (None, participant) for reach in reaches)

    def _reach(self, decision: Decision) -> str | None:
        """The scope of a decision: the participant to whose interviews it applies, None for all."""
        return self.scopes.get(decision.entity) if decision.entity else None

    def _reaches_all(self, decision: Decision) -> bool:
        known = decision.entity is None or decision.entity in self.scopes
        return known and self._reach(decision) is None
