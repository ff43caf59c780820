"""A decision for one place or one interview changes what is said there, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import Decision, Decisions, DecisionScope, Key, KnownPerson, Occurrence, Participant
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.pseudonymize.inputs import PriorKnowledge, SourceInterview
from ipstranscribe.pseudonymize.recognizers import patterns
from ipstranscribe.pseudonymize.results import Pseudonymized
from ipstranscribe.pseudonymize.stage import pseudonymize
from ipstranscribe.settings import PseudonymizeSettings
from ipstranscribe.text.occurrences import occurrences
from tests.lanes import examples
from tests.pseudonymize.conftest import Pseudonymize, text_of, transcript

HANNE, SIMEN = Participant(id="P1", name="Hanne Nordmo"), Participant(id="P2", name="Simen Lie")
DAG = KnownPerson(name="Dag Lie", aliases=("Dag",), role="husband", of="P1")
SAID = "Well, the four of us know the place. It is two weeks on, four off."
INSERTED = "Well, four times the four of us know the place. It is two weeks on, four off."


def place(text: str, form: str = "four", number: int = 1, turn: str = "P1-001") -> Occurrence:
    """The place in this text of P1."""
    return next(o for o in occurrences("P1", turn, text, form).values() if o.number == number)


def told(form: str, verdict: str, scope: DecisionScope = None, **more: str) -> Decision:
    return Decision.model_validate(
        {"form": form, "verdict": verdict, "scope": scope, "by": "investigator", "when": "now"} | more
    )


def decisions(*all_of_them: Decision) -> Decisions:
    return Decisions(decisions=all_of_them)


def asked(result: Pseudonymized) -> list[tuple[str, DecisionScope]]:
    return [(s.form, s.scope) for s in result.suggestions if s.state == "suggested"]


ONE = told("four", "accept", place(SAID))


# --- one place --------------------------------------------------------------------------------------------------------


def test_a_word_is_replaced_at_the_place_that_was_decided_on_and_nowhere_else(by_rules: Pseudonymize) -> None:
    both = [transcript("P1", SAID, "Then four more."), transcript("P2", SAID)]
    result = by_rules(both, [HANNE, SIMEN], decisions=decisions(ONE))
    first, second = text_of(result).split(" | ")
    assert first == "Well, the [name 1] of us know the place. It is two weeks on, four off."
    assert second == "Then four more."
    assert text_of(result, "P2") == SAID
    assert result.transcripts["P1"].pending == 0
    (entity,) = (e for e in result.key.entities if "four" in e.originals)
    assert entity.forms == ()


def test_a_rerun_changes_nothing(by_rules: Pseudonymize) -> None:
    given = decisions(ONE, told("off", "change", place(SAID, "off"), replacement="shift"))
    first = by_rules([transcript("P1", SAID)], [HANNE], decisions=given)
    again = by_rules([transcript("P1", SAID)], [HANNE], decisions=given, key=first.key)
    assert text_of(first) == "Well, the [name 1] of us know the place. It is two weeks on, four [shift]."
    assert again == first


@examples(30)
@given(st.lists(st.sampled_from(["crew", "we", "on", "then", "off"]), min_size=1, max_size=12), st.data())
def test_a_place_is_one_occurrence_whatever_stands_around_it(words: list[str], data: st.DataObject) -> None:
    text = " ".join([*words, "crew"])
    start, here = data.draw(st.sampled_from(sorted(occurrences("P1", "P1-001", text, "crew").items())))
    source = SourceInterview(transcript("P1", text), "P1", "working", patterns("en"))
    known = PriorKnowledge(Roster.of((), (HANNE,), ()), Key(study="s"), decisions(told("crew", "accept", here)))
    result = pseudonymize([source], known, PseudonymizeSettings(rules_only=True), "inputs", lambda share: None)
    assert text_of(result) == f"{text[:start]}[name 1]{text[start + 4 :]}"


EDITED = {
    "as it was": (SAID, True),
    "edited elsewhere": (SAID.replace("two weeks", "three long weeks"), True),
    "other signs and capitals between the words": (SAID.replace("Well, the four", "Well – The ... four"), True),
    "the same form after it": (SAID + " Four, four.", True),
    "a word of the anchor": (SAID.replace("of us", "of you"), False),
    "a word put into the anchor": (SAID.replace("the four", "the whole four"), False),
    "the same form before it": (INSERTED, False),
    "the form itself": (SAID.replace("the four", "the five"), False),
    "all of it": ("Nothing of the kind.", False),
}


@pytest.mark.parametrize(("text", "holds"), EDITED.values(), ids=EDITED.keys())
def test_through_an_edited_transcript_it_holds_at_its_place_or_is_asked_about(
    by_rules: Pseudonymize, text: str, *, holds: bool
) -> None:
    result = by_rules([transcript("P1", text)], [HANNE], decisions=decisions(ONE))
    pending = result.transcripts["P1"].pending
    assert (pending == 0) == holds
    assert len(asked(result)) == pending
    assert ("[name 1] of us" in text_of(result)) or not holds
    states = [i.state for i in result.identifiers["P1"].identifiers]
    assert states == ["automatic"] if holds else set(states) <= {"suggested"}


def test_a_place_is_never_moved_whatever_its_number_says(by_rules: Pseudonymize) -> None:
    """All that it could mean is hidden and asked about, also against a wider decision, until each is decided on."""
    wide = told("four", "reject")
    result = by_rules([transcript("P1", INSERTED)], [HANNE], decisions=decisions(ONE, wide))
    assert asked(result) == [("four", place(INSERTED, number=n)) for n in (1, 2, 3)]
    assert "four" not in text_of(result)
    given = [told("four", verdict, place(INSERTED, number=n)) for n, verdict in enumerate(["reject", "accept"], 1)]
    result = by_rules([transcript("P1", INSERTED)], [HANNE], decisions=decisions(ONE, wide, *given))
    assert result.transcripts["P1"].pending == 1
    given.append(told("four", "reject", place(INSERTED, number=3)))
    result = by_rules([transcript("P1", INSERTED)], [HANNE], decisions=decisions(ONE, wide, *given))
    assert result.transcripts["P1"].pending == 0
    assert text_of(result) == "Well, four times the [name 1] of us know the place. It is two weeks on, four off."


@pytest.mark.parametrize("turns", [("Nothing.",), ()], ids=["no such form", "no such turn"])
def test_a_place_that_is_gone_waits_for_somebody_to_withdraw_it(by_rules: Pseudonymize, turns: tuple[str, ...]) -> None:
    result = by_rules([transcript("P1", *turns)], [HANNE], decisions=decisions(ONE))
    (row,) = result.suggestions
    assert (row.form, row.scope, row.times, row.state) == ("four", ONE.scope, 0, "suggested")
    assert "well the »four« of us know" in row.context
    assert result.transcripts["P1"].pending == 1


def test_a_rejection_at_a_place_that_no_longer_fits_hides_the_name_again(by_rules: Pseudonymize) -> None:
    said = "So Dag came. And Dag left."
    one = told("Dag", "reject", place(said, "Dag"))
    held = by_rules([transcript("P1", said)], [HANNE], [DAG], decisions(one))
    assert text_of(held) == "So Dag came. And [P1's husband] left."
    edited = by_rules([transcript("P1", said.replace("came", "never came"))], [HANNE], [DAG], decisions(one))
    assert "Dag" not in text_of(edited)
    assert edited.transcripts["P1"].pending == 2


def test_a_place_that_was_decided_on_as_somebody_else_is_asked_about(by_rules: Pseudonymize) -> None:
    """E0001 is the participant. What was said of her says nothing of the husband, nor does a wider decision."""
    said = "So Dag came."
    given = decisions(told("Dag", "accept", place(said, "Dag"), entity="E0001"), told("Dag", "reject"))
    result = by_rules([transcript("P1", said)], [HANNE], [DAG], given)
    assert asked(result) == [("Dag", place(said, "Dag"))]
    assert text_of(result) == "So [P1's husband] came."


# --- what it means ----------------------------------------------------------------------------------------------------

MEANT = {
    "change": (told("Dag", "change", replacement="the boat"), "So [the boat] came. And [P1's husband] left."),
    "merge": (told("Dag", "merge", replacement="[P1]"), "So [P1] came. And [P1's husband] left."),
    "merge with nobody": (told("Dag", "merge", replacement="[x]"), "So [name 1] came. And [P1's husband] left."),
    "split": (told("Dag", "split", entity="E0003"), "So [person 1] came. And [P1's husband] left."),
    "reject": (told("Dag", "reject"), "So Dag came. And [P1's husband] left."),
}


@pytest.mark.parametrize(("decision", "expected"), MEANT.values(), ids=MEANT.keys())
def test_every_verdict_is_done_at_the_place_alone(by_rules: Pseudonymize, decision: Decision, expected: str) -> None:
    said = "So Dag came. And Dag left."
    one = decision.model_copy(update={"scope": place(said, "Dag")})
    both = [transcript("P1", said), transcript("P1b", said)]
    first = by_rules(both, [HANNE, SIMEN], [DAG], decisions(one))
    assert text_of(first) == expected
    assert "Dag" not in text_of(first, "P1b")
    assert by_rules(both, [HANNE, SIMEN], [DAG], decisions(one), first.key) == first
    (row,) = (s for s in first.suggestions if s.scope is not None)
    assert (row.stated, row.form, row.times) == (one, "Dag", 1)


# --- one interview, and which counts ------------------------------------------------------------------------------------


def test_what_is_decided_for_an_interview_holds_in_it_alone(by_rules: Pseudonymize) -> None:
    both = [transcript("P1", "then four came. Four's dog", "four"), transcript("P2", "then four came")]
    result = by_rules(both, [HANNE, SIMEN], decisions=decisions(told("four", "accept", "P1")))
    assert text_of(result) == "then [name 1] came. [name 1]'s dog | [name 1]"
    assert text_of(result, "P2") == "then four came"
    assert not any("four" in e.forms for e in result.key.entities)


def test_a_name_that_is_rejected_in_one_interview_is_replaced_in_the_others(by_rules: Pseudonymize) -> None:
    both = [transcript("P1", "We saw Kvistebo."), transcript("P2", "We saw Kvistebo.")]
    result = by_rules(both, [HANNE, SIMEN], decisions=decisions(told("Kvistebo", "reject", "P2")))
    assert "Kvistebo" not in text_of(result, "P1")
    assert text_of(result, "P2") == "We saw Kvistebo."


HERE = place("So Dag came.", "Dag")
WIDE, IN_P1, AT = (told("Dag", "accept"), told("Dag", "accept", "P1"), told("Dag", "accept", HERE))
NOT_WIDE, NOT_IN_P1, NOT_AT = (told("Dag", "reject"), told("Dag", "reject", "P1"), told("Dag", "reject", HERE))
ELSEWHERE = told("Dag", "reject", "P2")
PRECEDENCE = [
    ((WIDE, NOT_IN_P1), False),
    ((NOT_IN_P1, WIDE), False),
    ((IN_P1, NOT_AT), False),
    ((NOT_AT, IN_P1), False),
    ((AT, NOT_IN_P1, NOT_WIDE), True),
    ((NOT_WIDE, IN_P1), True),
    ((NOT_AT, AT), True),
    ((AT, NOT_AT), False),
    ((WIDE, NOT_WIDE), False),
    ((WIDE, ELSEWHERE), True),
]


@pytest.mark.parametrize(("given", "replaced"), PRECEDENCE)
def test_the_narrower_scope_counts_and_within_one_the_later_word(
    by_rules: Pseudonymize, given: tuple[Decision, ...], *, replaced: bool
) -> None:
    result = by_rules([transcript("P1", "So Dag came.")], [HANNE], [DAG], decisions(*given))
    assert text_of(result) == ("So [P1's husband] came." if replaced else "So Dag came.")


def test_a_decision_without_a_scope_is_stored_as_it_always_was_and_means_everywhere(by_rules: Pseudonymize) -> None:
    old = {"form": "Dag", "verdict": "reject", "entity": None, "replacement": None, "category": None}
    old |= {"by": "investigator", "when": "now"}
    decision = Decision.model_validate(old)
    assert decision.model_dump(mode="json") == old
    both = [transcript("P1", "So Dag came."), transcript("P2", "So Dag came.")]
    result = by_rules(both, [HANNE, SIMEN], [DAG], decisions(decision))
    assert [text_of(result, i) for i in ("P1", "P2")] == ["So Dag came."] * 2
    assert "local_forms" not in Key(study="x", entities=result.key.entities).model_dump_json()


def test_a_scope_survives_being_stored() -> None:
    for decision in (WIDE, IN_P1, AT):
        assert Decision.model_validate_json(decision.model_dump_json()) == decision
