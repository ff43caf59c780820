"""Decisions that hold everywhere, followed by a run: whom a form means then, and in which interviews."""

import pytest

from ipstranscribe.model import Decision, Decisions, Entity, KnownPerson, Participant
from tests.pseudonymize.conftest import Pseudonymize, text_of, transcript

NAMES = {"P1": "Hanne Nordmo", "P2": "Simen Vik", "P3": "Liv Aas"}
PEOPLE = [Participant(id=one, name=name) for one, name in NAMES.items()]
DAG, MEANT = KnownPerson(name="Dag Nordmo", role="husband", of="P1"), "[P1's husband]"
TALKS = [
    transcript("P1", "Then Dag came home."),
    transcript("P2", "I went with Torvald. Dag had the key."),
    transcript("P3", "I know no Torvald of theirs."),
]


def same(form: str, entity: str | None) -> Decisions:
    """The form, found as this entity, means somebody who is known in the interview of P1 only."""
    one = Decision(form=form, verdict="merge", entity=entity, replacement=MEANT, by="coder", when="2026-01-01")
    return Decisions(decisions=(one,))


@pytest.mark.parametrize("form", ["Torvald", "Dag"])
def test_the_same_as_somebody_of_another_interview_is_followed_where_the_form_was_found(
    by_rules: Pseudonymize, form: str
) -> None:
    first = by_rules(TALKS, PEOPLE, [DAG])
    (found,) = (one for one in first.key.entities if form in one.originals and one.scope == "P2")
    decided = same(form, found.id)
    second = by_rules(TALKS, PEOPLE, [DAG], decided, first.key)
    assert text_of(second, "P2") == text_of(first, "P2").replace(found.replacement, MEANT)
    assert [text_of(second, one) for one in ("P1", "P3")] == [text_of(first, one) for one in ("P1", "P3")]
    assert meant(second.key.entities).scope == "P1 P2"
    assert by_rules(TALKS, PEOPLE, [DAG], decided, second.key) == second  # and a rerun changes nothing


def test_the_same_as_somebody_whoever_had_the_form_is_followed_in_every_interview(by_rules: Pseudonymize) -> None:
    result = by_rules(TALKS, PEOPLE, [DAG], same("Torvald", None))
    assert [MEANT in text_of(result, one) for one in NAMES] == [True, True, True]
    assert meant(result.key.entities).scope is None


def meant(entities: tuple[Entity, ...]) -> Entity:
    return next(one for one in entities if one.replacement == MEANT)
