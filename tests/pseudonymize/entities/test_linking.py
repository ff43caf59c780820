"""Misheard, split, shared and merged names: who is meant, and when a person is asked."""

import pytest

from ipstranscribe.model import Decision, Decisions, KnownPerson, Participant
from ipstranscribe.pseudonymize.entities.phonetics import PhoneticIndex
from tests.pseudonymize.conftest import Pseudonymize, text_of, transcript

HANNE = Participant(id="P1", name="Hanne Nordmo", aliases=("Hanne",))
SPECIALIST = KnownPerson(name="Ingvild Tvetersund", role="employment specialist")
CODE = "[employment specialist]"


MISHEARD = [
    ("then tvetersun called me", f"then {CODE} called me"),
    ("then tveter sund called me", f"then {CODE} called me"),
    ("then ingvild tvetersunn called me", f"then {CODE} called me"),
    ("then ingvild tveter sund called me", f"then {CODE} called me"),
    ("it was invild's idea", f"it was {CODE}'s idea"),
    ("we went invading and the tether sank", "we went invading and the tether sank"),
]


@pytest.mark.parametrize(("said", "written"), MISHEARD)
def test_a_misspelt_name_of_the_tables_is_found_in_text_without_capitals(
    by_rules: Pseudonymize, said: str, written: str
) -> None:
    assert text_of(by_rules([transcript("P1", said)], [HANNE], [SPECIALIST])) == written


def test_a_mishearing_of_a_split_name_does_not_make_its_pieces_names(by_rules: Pseudonymize) -> None:
    said = transcript("P1", "then tveter sund called me, and sund is a town")
    first = by_rules([said], [HANNE], [SPECIALIST])
    again = by_rules([said], [HANNE], [SPECIALIST], key=first.key)
    assert text_of(again).endswith("is a town")
    assert f"and {CODE}" not in text_of(again)


def likeness(word: str, name: str) -> float:
    """How much two words sound alike, 0 for the shortest, which are not compared."""
    known = PhoneticIndex()
    known.add([name], "E0001")
    return known.like(word, least=0.01).get("E0001", 0.0)


SOUNDS = [
    ("ingvild", "ingvil", 1.0),  # a d nobody says
    ("thorbjørn", "torbjørn", 1.0),
    ("erik", "eric", 1.0),
    ("marit", "marita", 0.84),
    ("hanne", "hanna", 0.84),
    ("kari", "jens", 0.3),
    ("kari", "ole", 0.3),
]


@pytest.mark.parametrize(("one", "other", "most"), SOUNDS)
def test_how_much_two_names_sound_alike(one: str, other: str, most: float) -> None:
    assert likeness(one, other) == likeness(other, one) <= most
    assert (likeness(one, other) == 1.0) == (most == 1.0)


def test_a_name_that_others_have_is_never_merged_by_its_sound_alone(by_rules: Pseudonymize) -> None:
    sister = KnownPerson(name="Marit", role="sister", of="P1")
    result = by_rules([transcript("P1", "I asked Marit and then I asked Marita.")], [HANNE], [sister])
    assert "[P1's sister] and then I asked [P1's sister]" not in text_of(result)
    assert "Marita" not in text_of(result)


def of(form: str, verdict: str, entity: str | None = None, replacement: str | None = None) -> Decisions:
    given = {"form": form, "verdict": verdict, "entity": entity, "replacement": replacement, "by": "pi", "when": "now"}
    return Decisions(decisions=(Decision.model_validate(given),))


def test_a_person_merges_a_nickname_into_somebody(by_rules: Pseudonymize) -> None:
    said = [transcript("P1", "I saw Bjørnis there. So Bjørnis and Ingvild talked.")]
    first = by_rules(said, [HANNE], [SPECIALIST])
    nickname = next(s for s in first.suggestions if s.form == "Bjørnis")
    merged = of("Bjørnis", "merge", nickname.entity, "employment specialist")
    for key in (first.key, by_rules(said, [HANNE], [SPECIALIST], merged, first.key).key):
        again = by_rules(said, [HANNE], [SPECIALIST], merged, key)
        assert text_of(again) == f"I saw {CODE} there. So {CODE} and {CODE} talked."
        assert again.transcripts["P1"].pending == 0


def test_a_person_splits_off_somebody_of_the_same_name(by_rules: Pseudonymize) -> None:
    said = [transcript("P1", "I saw Ingvild. Then Tvetersund said no.")]
    first = by_rules(said, [HANNE], [SPECIALIST])
    assert text_of(first).count(CODE) == 2
    entity = next(s for s in first.suggestions if s.form == "Tvetersund").entity
    split = of("Tvetersund", "split", entity)
    once = by_rules(said, [HANNE], [SPECIALIST], split, first.key)
    assert text_of(once).count(CODE) == 1
    assert "Tvetersund" not in text_of(once)
    twice = by_rules(said, [HANNE], [SPECIALIST], split, once.key)
    assert text_of(twice) == text_of(once)
    assert twice.key == once.key


def test_a_merge_into_nobody_masks_the_form(by_rules: Pseudonymize) -> None:
    result = by_rules([transcript("P1", "then zorblatt came")], decisions=of("zorblatt", "merge", None, "[nobody]"))
    assert "zorblatt" not in text_of(result)


def test_a_form_that_no_mention_was_chosen_for_stays_out_of_the_key(by_rules: Pseudonymize) -> None:
    result = by_rules([transcript("P1", "then tveter sund called me")], [HANNE], [SPECIALIST])
    known = {form.casefold() for entity in result.key.entities for form in entity.forms}
    assert not known & {"tveter", "sund"}


ROLES = [
    ("My husband Torvald left.", "My husband [P1's husband] left."),
    ("It was my boss, Grete, who said so.", "It was my boss, [P1's boss], who said so."),
    ("Marit, the physio, was kind.", "[physio], the physio, was kind."),
    ("His husband Torvald left.", "His husband [person 1] left."),
]


@pytest.mark.parametrize(("said", "written"), ROLES)
def test_somebody_is_called_what_the_talk_calls_them(by_rules: Pseudonymize, said: str, written: str) -> None:
    assert text_of(by_rules([transcript("P1", said)], [HANNE])) == written


def test_a_relative_of_the_same_name_as_somebody_all_know_is_asked_about(by_rules: Pseudonymize) -> None:
    said = [transcript("P1", "I asked my sister Ingvild."), transcript("P2", "I asked Ingvild.")]
    people = [HANNE, Participant(id="P2", name="Simen Lie")]
    first = by_rules(said, people, [SPECIALIST])
    assert text_of(first, "P1") == "I asked my sister [P1's sister]."
    assert text_of(first, "P2") == "I asked [employment specialist]."
    assert {(s.form, s.interviews) for s in first.suggestions if s.state == "suggested"} == {("Ingvild", ("P1",))}
    assert by_rules(said, people, [SPECIALIST], key=first.key).key == first.key
