"""Decisions on identifiers: the suggestions a person is asked about, and the merge and lookup of their decisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ipstranscribe.model import Category, Decision, Decisions, DecisionScope, Occurrence


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A row of the decision table: one entity in one written form. Contains originals.

    What is decided or asked about in one interview or place alone is a row of its own, with that `scope`; `stated` is the
    decision that holds there. `shared` says that several people of an interview have this name: it is replaced, and whose it
    is, is asked without holding up anything.
    """

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
    scope: DecisionScope = None
    stated: Decision | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """What people decided about one mention: the decision that holds, if any, and the scope by which it is asked about.

    `lapsed` is a decision on a place in this turn that no longer fits its text: the mention is undecided, whatever wider
    decisions say.
    """

    decision: Decision | None = None
    scope: DecisionScope = None
    lapsed: Decision | None = None

    @property
    def verdict(self) -> str:
        """The verdict, empty if there is none."""
        return self.decision.verdict if self.decision else ""


@dataclass(frozen=True)
class WithdrawnDecision:
    """Withdrawal of a person's decision on a written form in one scope. `entity` None means any entity."""

    form: str
    entity: str | None = None
    scope: DecisionScope = None

    def ends(self, decision: Decision) -> bool:
        """Whether `decision` is withdrawn. A merge or split counts for any entity, since it gave the form to another one.

        A place is the same one whatever its anchor: what no longer fits can be withdrawn.
        """
        mine = self.entity is None or decision.entity in (None, self.entity)
        there = scope_key(decision.scope) == scope_key(self.scope)
        return decision.form == self.form and there and (mine or decision.verdict in ("merge", "split"))


def scope_key(scope: DecisionScope) -> tuple[str, str, int]:
    """Interview, turn and number of a scope, as far as it has them; also the order of rows."""
    if isinstance(scope, Occurrence):
        return scope.interview, scope.turn, scope.number
    return scope or "", "", 0


class DecisionIndex:
    """Index of decisions by written form and scope, the latest first, for many fast lookups."""

    def __init__(self, decisions: Decisions) -> None:
        self._held: dict[tuple[str, DecisionScope], list[Decision]] = {}
        self._narrow: dict[str, list[Decision]] = {}
        for decision in reversed(decisions.decisions):
            self._held.setdefault((decision.form, decision.scope), []).append(decision)
            if decision.scope is not None:
                self._narrow.setdefault(decision.form, []).append(decision)

    def on(self, entity: str, form: str, scopes: Sequence[DecisionScope] = (None,)) -> Decision | None:
        """The decision that holds for this entity in this written form; narrower scopes first, then the latest word."""
        held = (d for scope in scopes for d in self.at(form, scope))
        return next((d for d in held if d.entity in (None, entity)), None)

    def at(self, form: str, scope: DecisionScope) -> Sequence[Decision]:
        """The decisions on a form in exactly this scope."""
        return self._held.get((form, scope), ())

    def narrow(self, form: str) -> Sequence[Decision]:
        """The decisions on a form that do not hold everywhere."""
        return self._narrow.get(form, ())


def merge_decisions(old: Decisions, new: Iterable[Decision | WithdrawnDecision]) -> Decisions:
    """Merge `new` decisions into `old`; one on the same form and entity in the same scope replaces the earlier one.

    A place with another anchor is another scope: a decision that no longer fits is withdrawn, never covered up.
    """
    by_key = {(d.form, d.entity, d.scope): d for d in old.decisions}
    for decision in new:
        if isinstance(decision, WithdrawnDecision):
            by_key = {key: d for key, d in by_key.items() if not decision.ends(d)}
        else:
            key = decision.form, decision.entity, decision.scope
            by_key.pop(key, None)
            by_key[key] = decision
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
