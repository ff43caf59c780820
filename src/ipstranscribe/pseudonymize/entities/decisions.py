"""Decisions on identifiers: the suggestions a person is asked about, and the merge and lookup of their decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ipstranscribe.model import Category, Decision, Decisions


@dataclass(frozen=True)
class Suggestion:
    """A row of the decision table: one entity in one written form. Contains originals."""

    form: str
    entity: str
    category: Category
    state: str
    proposed: str
    times: int
    interviews: tuple[str, ...]
    found_by: str
    confidence: float
    may_be: tuple[str, ...]
    context: str


@dataclass(frozen=True)
class WithdrawnDecision:
    """Withdrawal of a person's decision on a written form. `entity` None means any entity."""

    form: str
    entity: str | None = None

    def ends(self, decision: Decision) -> bool:
        """Whether `decision` is withdrawn. A merge or split counts for any entity, since it gave the form to another one."""
        mine = self.entity is None or decision.entity in (None, self.entity)
        return decision.form == self.form and (mine or decision.verdict in ("merge", "split"))


class DecisionIndex:
    """Index of decisions by written form, the latest first, for many fast lookups."""

    def __init__(self, decisions: Decisions) -> None:
        self._of_form: dict[str, list[Decision]] = {}
        for decision in reversed(decisions.decisions):
            self._of_form.setdefault(decision.form, []).append(decision)

    def on(self, entity: str, form: str) -> Decision | None:
        """The decision that holds for this entity in this written form; the latest word counts."""
        return next((d for d in self._of_form.get(form, ()) if d.entity in (None, entity)), None)


def merge_decisions(old: Decisions, new: Iterable[Decision | WithdrawnDecision]) -> Decisions:
    """Merge `new` decisions into `old`; one on the same form and entity replaces the earlier one."""
    by_key = {(d.form, d.entity): d for d in old.decisions}
    for decision in new:
        if isinstance(decision, WithdrawnDecision):
            by_key = {key: d for key, d in by_key.items() if not decision.ends(d)}
        else:
            by_key.pop((decision.form, decision.entity), None)
            by_key[(decision.form, decision.entity)] = decision
    return Decisions(decisions=tuple(by_key.values()))


def resolve_entity(replacement: str, entities: Mapping[str, str]) -> str | None:
    """Resolve an id or replacement to the id of one of `entities` (id → replacement); None for none or several.

    The generalisation after a colon may be left out.
    """
    bare = replacement.strip("[] ")
    if not bare:
        return None
    exact = [i for i, known in entities.items() if bare in (i, known.strip("[] "))]
    meant = exact or [i for i, known in entities.items() if bare == known.strip("[] ").split(":", 1)[0]]
    return meant[0] if len(meant) == 1 else None
