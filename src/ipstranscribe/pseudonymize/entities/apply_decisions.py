"""Application of people's decisions: to the register before a run (add, merge, split), and to each mention."""

from ipstranscribe.model import Decision, Decisions
from ipstranscribe.pseudonymize.entities.decisions import DecisionIndex, resolve_entity
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.results import DecisionLookup


def apply_to_register(decisions: Decisions, register: Register) -> Decisions:
    """Apply decisions to the register: forms are added, merged and split off. Returns the decisions as they then hold.

    A decision on an unknown entity holds for its written form, whatever the entity. A form that was merged or split off
    is accepted for the entity that it now means.
    """
    told: list[Decision] = []
    for decision in decisions.decisions:
        known = decision.entity in register.entities
        one = decision if known else decision.model_copy(update={"entity": None})
        if one.verdict == "merge":
            told.append(_merged(one, register))
        elif one.verdict == "split":
            told.append(_split(one, register))
        else:
            if one.verdict != "reject":
                register.add_decided(one.form, one.category or "other")
            told.append(one)
    return Decisions(decisions=tuple(told))


def _merged(decision: Decision, register: Register) -> Decision:
    """Merge: the form means the entity that `replacement` names; if there is none, it becomes a form of its own."""
    meant = resolve_entity(decision.replacement or "", {e.id: e.replacement for e in register.entities.values()})
    if meant is None:
        return _by_itself(decision, register)
    for entity in register.having(decision.form):
        if entity.id != meant and decision.entity in (None, entity.id):
            register.give_away(entity, decision.form)
    register.add_form(register.entities[meant], decision.form)
    return _accepted(decision, meant)


def _split(decision: Decision, register: Register) -> Decision:
    """Split: the form means another entity than `entity`; a new one if there is none."""
    source = register.entities.get(decision.entity or "")
    if source is None:
        return _by_itself(decision, register)
    others = [e for e in register.having(decision.form) if e.id != source.id and e.scope == source.scope]
    register.give_away(source, decision.form)
    own = others[0] if others else register.add(source.category, decision.form, source.scope)
    return _accepted(decision, own.id)


def _by_itself(decision: Decision, register: Register) -> Decision:
    register.add_decided(decision.form)
    return _accepted(decision, decision.entity)


def _accepted(decision: Decision, entity: str | None) -> Decision:
    return decision.model_copy(update={"verdict": "accept", "entity": entity, "replacement": None})


def decision_lookup(decisions: Decisions) -> DecisionLookup:
    """Index decisions for lookup by mention. A rejection of `Day` as a name also holds for `day`, but not vice versa."""
    standing = DecisionIndex(decisions)
    small: dict[tuple[str | None, str], Decision] = {}
    for decision in decisions.decisions:
        if decision.verdict == "reject":
            small.setdefault((decision.entity, decision.form.lower()), decision)

    def decided(mention: Mention) -> Decision | None:
        form, entity = mention.written, mention.entity
        said = standing.on(entity, form)
        if said is None and form.islower():
            return small.get((entity, form)) or small.get((None, form))
        return said

    return decided


def verdict_of(decision: Decision | None) -> str:
    """The verdict of a decision, empty if there is none."""
    return decision.verdict if decision else ""
