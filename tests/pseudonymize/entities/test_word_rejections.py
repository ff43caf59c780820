"""A word that was rejected in one row is an ordinary word in the whole study, for the search and the gate alike."""

import pytest

from ipstranscribe.model import Decision, Decisions, KnownPerson, Participant
from ipstranscribe.pseudonymize.results import Pseudonymized
from ipstranscribe.release.gate import Gate
from tests.pseudonymize.conftest import Pseudonymize, text_of, transcript

PEOPLE = [Participant(id="P1", name="Hanne Nordmo"), Participant(id="P2", name="Simen Lie")]
INTERVIEWS = {"P1": "P1", "P2": "P2"}


def row_of(result: Pseudonymized, form: str, interview: str) -> str:
    """The entity of the row that shows a form in an interview."""
    return next(s.entity for s in result.suggestions if s.form == form and interview in s.interviews)


def rejected(form: str, entity: str | None, scope: str | None = None) -> Decisions:
    one = Decision(form=form, verdict="reject", entity=entity, scope=scope, by="investigator", when="now")
    return Decisions(decisions=(one,))


def found(result: Pseudonymized, decisions: Decisions, interview: str, text: str) -> bool:
    """Whether the gate refuses a text of an interview."""
    return bool(Gate.of(result.key, decisions, INTERVIEWS).search_file(f"{interview}_t.txt", text.encode()).findings)


WORDS = [
    ("We met at the Mariner then.", "The Mariner was full.", "Mariner", "en"),
    ("Vi tok Sjøormen hjem.", "Så kom Sjøormen igjen.", "Sjøormen", "nb"),
]


@pytest.mark.parametrize(("one", "other", "word", "language"), WORDS)
def test_a_word_rejected_in_one_row_stays_in_every_interview(
    by_rules: Pseudonymize, one: str, other: str, word: str, language: str
) -> None:
    """An unexplained word has a row for each participant; one decision serves them all."""
    said = [transcript("P1", one, language=language), transcript("P2", other, language=language)]
    first = by_rules(said, PEOPLE)
    assert word not in text_of(first, "P1") + text_of(first, "P2")
    decisions = rejected(word, row_of(first, word, "P1"))
    after = by_rules(said, PEOPLE, decisions=decisions, key=first.key)
    assert (text_of(after, "P1"), text_of(after, "P2")) == (one, other)
    assert not any(s.state == "suggested" for s in after.suggestions)
    assert not found(after, decisions, "P1", one)
    assert not found(after, decisions, "P2", other)
    scoped = rejected(word, row_of(first, word, "P1"), "P1")
    narrow = by_rules(said, PEOPLE, decisions=scoped, key=first.key)
    assert (text_of(narrow, "P1"), word in text_of(narrow, "P2")) == (one, False)
    assert found(narrow, scoped, "P2", other)


def test_a_row_of_its_own_decides_otherwise(by_rules: Pseudonymize) -> None:
    """What is a word in one interview may be the name of a boat in another."""
    said = [transcript("P1", "We met at the Mariner then."), transcript("P2", "The Mariner was full.")]
    first = by_rules(said, PEOPLE)
    accepted = Decision(form="Mariner", verdict="accept", entity=row_of(first, "Mariner", "P2"), by="x", when="now")
    both = Decisions(decisions=(*rejected("Mariner", row_of(first, "Mariner", "P1")).decisions, accepted))
    after = by_rules(said, PEOPLE, decisions=both, key=first.key)
    assert "Mariner" in text_of(after, "P1")
    assert "Mariner" not in text_of(after, "P2")
    assert found(after, both, "P2", "The Mariner was full.")


def test_a_person_who_was_left_does_not_uncover_a_namesake(by_rules: Pseudonymize) -> None:
    """Kari of one interview may be on television; the sister of another one's participant is not."""
    sister = KnownPerson(name="Kari", role="sister", of="P2")
    said = [transcript("P1", "I saw Kari on the news."), transcript("P2", "Then Kari came."), transcript("P3", "Kari!")]
    first = by_rules(said, PEOPLE, [sister])
    decisions = rejected("Kari", row_of(first, "Kari", "P1"))
    after = by_rules(said, PEOPLE, [sister], decisions, first.key)
    assert text_of(after, "P1") == "I saw Kari on the news."
    assert "Kari" not in text_of(after, "P2") + text_of(after, "P3")
    assert found(after, decisions, "P2", "Then Kari came.")
    assert not found(after, decisions, "P1", "I saw Kari on the news.")


def test_a_form_rejected_in_a_row_of_both_interviews_is_refused_in_neither(by_rules: Pseudonymize) -> None:
    """The word `dag` of an interview without Dag stands in the row of the other one's husband."""
    husband = KnownPerson(name="Dag Vik", role="husband", of="P1")
    said = [
        transcript("P1", "Så kom Dag. Det er dag igjen.", language="nb"),
        transcript("P2", "Det ble dag til slutt.", language="nb"),
    ]
    first = by_rules(said, PEOPLE, [husband])
    decisions = rejected("dag", row_of(first, "dag", "P1"))
    after = by_rules(said, PEOPLE, [husband], decisions, first.key)
    assert not any(s.state == "suggested" for s in after.suggestions)
    assert not found(after, decisions, "P2", "Det ble dag til slutt.")
    assert not found(after, decisions, "P1", "Det er dag igjen.")
    assert found(after, decisions, "P1", "Så kom Dag.")


@pytest.mark.parametrize("form", ["four", "4", "K"])
def test_a_number_and_a_letter_that_were_decided_on_are_looked_for_nowhere(by_rules: Pseudonymize, form: str) -> None:
    """An age that was accepted is that age; who works two weeks on, four off, is not four years old."""
    said = [transcript("P1", f"My son is {form}. Two weeks on, {form} off.")]
    one = Decision(form=form, verdict="accept", by="x", when="now")
    after = by_rules(said, PEOPLE, decisions=Decisions(decisions=(one,)))
    assert text_of(after).endswith(f"Two weeks on, {form} off.")
    assert not found(after, Decisions(decisions=(one,)), "P1", f"Two weeks on, {form} off.")
