"""Which occurrences of a known form a person has looked at and left: what the gate lets through."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from ipstranscribe.model import Decision, Decisions, Key
from ipstranscribe.text.phrase_index import FormIndex, words_of


def decisions_in_force(decisions: Decisions) -> list[Decision]:
    """The decisions that hold: the latest word on a written form of any entity ends all earlier ones on that form."""
    latest = {decision.form: at for at, decision in enumerate(decisions.decisions) if decision.entity is None}
    return [one for at, one in enumerate(decisions.decisions) if at >= latest.get(one.form, 0)]


@dataclass(frozen=True)
class RejectedInText:
    """Written forms that a person has decided to leave, as far as that reaches into one text.

    A decision on an entity that only one participant speaks of reaches no further than that participant's interviews.
    Who says that `Day` is a word has said it of `day` as well. What another decision replaces is never covered.
    """

    anywhere: frozenset[str]
    """Forms that may stand, whatever they could mean."""
    of_entity: frozenset[tuple[str, str]]
    """Forms that may stand as far as they would mean this entity."""
    longer: FormIndex[str]
    """Forms of several words: a name inside one was looked at together with it."""

    def covers(self, written: str, entity: str | None) -> bool:
        """Whether `written` may stand where it would mean `entity`."""
        return written in self.anywhere or (written, entity) in self.of_entity

    def stretches(self, text: str) -> list[tuple[int, int]]:
        """Where forms of several words stand that may stand."""
        return [
            (hit.char_start, hit.char_end)
            for hit in self.longer.find(text)
            if text[hit.char_start : hit.char_end] == hit.payload
        ]


@dataclass(frozen=True)
class RejectedForms:
    """What people decided to leave, by written form, and how far each decision reaches."""

    rejected: Mapping[str, list[Decision]]
    replaced: Mapping[str, list[Decision]]
    scopes: Mapping[str, str | None]

    @classmethod
    def of(cls, key: Key, decisions: Decisions) -> Self:
        """The coverage that the decisions of a study give."""
        rejected: dict[str, list[Decision]] = defaultdict(list)
        replaced: dict[str, list[Decision]] = defaultdict(list)
        for decision in decisions_in_force(decisions):
            (rejected if decision.verdict == "reject" else replaced)[decision.form].append(decision)
        return cls(dict(rejected), dict(replaced), {entity.id: entity.scope for entity in key.entities})

    def within(self, participant: str | None) -> RejectedInText:
        """What may stand in a text of `participant`; None for a text of several or of nobody known.

        There a decision that reaches one participant only covers no more than its own entity.
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
        """The participant whose interviews a decision reaches, None for all."""
        return self.scopes.get(decision.entity) if decision.entity else None

    def _reaches_all(self, decision: Decision) -> bool:
        known = decision.entity is None or decision.entity in self.scopes
        return known and self._reach(decision) is None
