"""Finds in context: what is worked out anew after a decision is all that it can have touched."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import Decision, Decisions, DecisionScope
from ipstranscribe.pseudonymize.entities.decisions import WithdrawnDecision, merge_decisions
from ipstranscribe.review.identifiers.finds_in_context import Find, FindsInContext
from ipstranscribe.text.occurrences import occurrences
from ipstranscribe.workflow.searched_talks import SearchedTalks
from tests.lanes import examples
from tests.web.many_finds import NAMES, study_with_finds

WORDS = (*(NAMES[at] for at in (4, 7, 10, 14, 21)), "water", "late", "came by", "So")
ENTITIES = (None, "E0002", "E0003", "E0004", "E0006", "E0999")
VERDICTS = ("accept", "change", "reject", "merge", "split", "withdraw")


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> FindsInContext:
    """Three short interviews, and nothing decided."""
    study, talks = study_with_finds(tmp_path_factory.mktemp("finds") / "study", 3, 8), SearchedTalks()
    talks.refresh(study)
    return FindsInContext(talks.talks, talks.entities(study), Decisions())


@st.composite
def decided(draw: st.DrawFn) -> dict[str, Any]:
    """A decision; `at` chooses the place where it is about one."""
    far = draw(st.sampled_from(("everywhere", "P1", "P3", "place")))
    form, entity = draw(st.sampled_from(WORDS)), draw(st.sampled_from(ENTITIES))
    verdict = draw(st.sampled_from(VERDICTS))
    replacement = draw(st.sampled_from(("a name", "[person 2]")))
    return {
        "form": form,
        "entity": entity,
        "verdict": verdict,
        "replacement": replacement,
        "far": far,
        "at": draw(st.integers(1, 8)),
    }


def made(one: dict[str, Any], finds: FindsInContext, number: int) -> Decision | WithdrawnDecision | None:
    """The decision, None where its place is not there."""
    scope: DecisionScope = None if one["far"] == "everywhere" else one["far"]
    if scope == "place":
        turn = f"P2-{one['at']:03}"
        there = occurrences("P2", turn, finds.talks["P2"].turns[turn].text, one["form"])
        if not there:
            return None
        scope = next(iter(there.values()))
    if one["verdict"] == "withdraw":
        return WithdrawnDecision(one["form"], one["entity"], scope)
    worded = one["replacement"] if one["verdict"] in ("change", "merge") else None
    return Decision(
        form=one["form"], verdict=one["verdict"], entity=one["entity"], replacement=worded, scope=scope, by="coder",
        when=str(number),
    )  # fmt: skip


def everything(finds: FindsInContext) -> dict[str, list[Find]]:
    return {interview: finds.of(interview) for interview in finds.talks}


@examples(100)
@given(steps=st.lists(decided(), min_size=1, max_size=6))
def test_after_any_decisions_the_finds_are_those_of_a_new_look(
    looked: FindsInContext, steps: Sequence[dict[str, Any]]
) -> None:
    finds = looked
    everything(finds)
    for number, step in enumerate(steps):
        if (decision := made(step, finds, number)) is None:
            continue
        decisions = merge_decisions(finds.decisions, [decision])
        fresh = FindsInContext(looked.talks, looked.entities, decisions)
        after = finds.decided(decisions)
        assert everything(after) == everything(fresh)
        before, now = everything(finds), everything(after)
        told = finds.effect(after)
        assert bool(told.places) == (bare(before) != bare(now))
        finds = after


def bare(finds: dict[str, list[Find]]) -> list[tuple[object, ...]]:
    """What a person sees of the finds: where, what stands there, and what was decided."""
    return [
        (
            one.key,
            one.form,
            one.category,
            one.entity,
            one.replacement,
            one.state,
            one.masked,
            one.found_by,
            one.confidence,
        )
        + ((one.decided.verdict, one.decided.entity, one.decided.replacement, one.decided.form) if one.decided else ())
        for of_it in finds.values()
        for one in of_it
    ]


@examples(100)
@given(steps=st.lists(decided(), max_size=6))
def test_finds_lie_in_their_turns_in_order_and_never_over_each_other(
    looked: FindsInContext, steps: Sequence[dict[str, Any]]
) -> None:
    decisions = Decisions()
    for number, step in enumerate(steps):
        if (decision := made(step, looked, number)) is not None:
            decisions = merge_decisions(decisions, [decision])
    finds = looked.decided(decisions)
    for interview, talk in looked.talks.items():
        for turn in talk.turns.values():
            there = finds.in_turn(interview, turn.id)
            assert all(turn.text[one.start : one.end] == one.form for one in there)
            assert all(one.end <= other.start for one, other in pairwise(there))
            assert all(one.masked == (one.state == "automatic") or one.state == "suggested" for one in there)
