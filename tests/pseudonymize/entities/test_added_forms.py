"""Forms that a person adds, typed otherwise than they stand: the replacement is followed all the same."""

import pytest

from ipstranscribe.model import Decision, Decisions
from tests.pseudonymize.conftest import Pseudonymize, text_of, transcript


def added(form: str, scope: str | None = None, verdict: str = "change") -> Decisions:
    one = {"form": form, "verdict": verdict, "replacement": "[the firm]", "scope": scope, "by": "coder", "when": "now"}
    return Decisions(decisions=(Decision.model_validate(one),))


FOLLOWED = [
    ("nb", "Jeg var på Kvern & Sønn da. Ja.", "kvern & sønn.", "Jeg var på [the firm] da. Ja."),
    ("nb", "Det var hos Kvern & Sønn. Ja.", "Kvern & Sønn.", "Det var hos [the firm]. Ja."),
    ("nb", "Det var hos Kvern & Sønn. Ja.", "«Kvern & Sønn»", "Det var hos [the firm]. Ja."),
    ("nb", "Ring 901 23 456 da.", "90123456", "Ring [the firm] da."),
    ("nb", "Vi var på kverna, vi.", "Kverna", "Vi var på [the firm], vi."),
    ("nb", "Så kom Dag. Vi tar det dag for dag.", "DAG", "Så kom [the firm]. Vi tar det dag for dag."),
    ("en", "The Blue Room was full.", "blue room", "The [the firm] was full."),
    ("en", "The blue room, the Blue Room's door.", "Blue room.", "The [the firm], the [the firm]'s door."),
    ("en", "And K. M. said so.", "k m", "And [the firm] said so."),
    ("en", "And K. M. said so.", "K. M.", "And [the firm] said so."),
]
LEFT = [
    ("nb", "Vi gikk i kvernhuset.", "Kvern"),
    ("en", "The blue rooms were full.", "Blue Room Ltd."),
    ("en", "Ring 901 23 45.", "90123456"),
]


@pytest.mark.parametrize("found_before", [False, True], ids=["added first", "found before"])
@pytest.mark.parametrize(("language", "said", "typed", "written"), FOLLOWED)
def test_a_form_typed_in_other_capitals_or_with_another_end_is_the_one_that_stands_there(
    by_rules: Pseudonymize, language: str, said: str, typed: str, written: str, found_before: bool
) -> None:
    talk = [transcript("P1", said, language=language)]
    key = by_rules(talk).key if found_before else None
    result = by_rules(talk, decisions=added(typed), key=key)
    assert text_of(result) == written
    assert by_rules(talk, decisions=added(typed), key=result.key).suggestions == result.suggestions


@pytest.mark.parametrize(("language", "said", "typed"), LEFT)
def test_what_is_another_form_is_left(by_rules: Pseudonymize, language: str, said: str, typed: str) -> None:
    assert "firm" not in text_of(by_rules([transcript("P1", said, language=language)], decisions=added(typed)))


def test_a_form_added_in_one_interview_is_followed_there_alone(by_rules: Pseudonymize) -> None:
    said = "Jeg var på Kvern & Sønn da."
    talks = [transcript(one, said, language="nb") for one in ("P1", "P2")]
    result = by_rules(talks, decisions=added("kvern & sønn.", scope="P1"))
    assert text_of(result, "P1") == "Jeg var på [the firm] da."
    assert "firm" not in text_of(result, "P2")


def test_the_way_that_was_typed_is_decided_on_where_it_stands_too(by_rules: Pseudonymize) -> None:
    talk = [transcript("P1", "Så kom Kverna. Vi tok den gamle kverna.", language="nb")]
    rows = {one.form: one.state for one in by_rules(talk, decisions=added("Kverna")).suggestions}
    assert rows == {"Kverna": "automatic", "kverna": "suggested"}


def test_a_rejection_is_not_widened(by_rules: Pseudonymize) -> None:
    talk = [transcript("P1", "Then Torvald came.")]
    plain = by_rules(talk)
    (found,) = plain.key.entities
    assert text_of(by_rules(talk, decisions=added("TORVALD.", verdict="reject"))) == text_of(plain)
    assert found.replacement in text_of(plain)


def test_the_form_is_found_in_a_talk_that_came_later(by_rules: Pseudonymize) -> None:
    first = by_rules([transcript("P1", "We met there.")], decisions=added("blue room."))
    later = [transcript("P1", "We met there."), transcript("P2", "It is the Blue Room again.")]
    assert text_of(by_rules(later, decisions=added("blue room."), key=first.key), "P2") == "It is the [the firm] again."
