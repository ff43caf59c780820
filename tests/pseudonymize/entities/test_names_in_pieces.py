"""Known names that were heard as several words, and the words of a fact that stand again."""

import pytest

from ipstranscribe.model import Decisions, Key, KnownPerson, Participant
from ipstranscribe.pseudonymize.entities.names_in_pieces import skeleton
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.pseudonymize.inputs import PriorKnowledge, SourceInterview
from ipstranscribe.pseudonymize.recognizers import patterns
from ipstranscribe.pseudonymize.results import Pseudonymized
from ipstranscribe.pseudonymize.stage import pseudonymize
from ipstranscribe.settings import PseudonymizeSettings
from tests.pseudonymize.conftest import text_of, transcript


def run(text: str, language: str, *names: str) -> Pseudonymized:
    """Pseudonymize the turns of `text` (a bar between them) by rules; the participant knows people of these `names`."""
    source = SourceInterview(transcript("P1", *text.split(" | "), language=language), "P1", None, patterns(language))
    people = tuple(KnownPerson(name=name, role="friend", of="P1") for name in names)
    roster = Roster.of((), (Participant(id="P1", name="Hanne Nordmo"),), people)
    wanted = PseudonymizeSettings(rules_only=True, document_language=language)
    return pseudonymize([source], PriorKnowledge(roster, Key(study="test"), Decisions()), wanted, "", lambda _: None)


PIECES = [
    ("en", "then my friend sand deep came by", "Sandeep Rao", "sand deep"),
    ("en", "she rang bren dan and said so", "Brendan Moe", "bren dan"),
    ("en", "it was ma li ka who drove", "Malika Berg", "ma li ka"),
    ("nb", "så kom tor kild på besøk", "Torkild Moe", "tor kild"),
    ("nb", "det var snorre berg som sa det", "Snorreberg", "snorre berg"),
]
NO_PIECES = [
    ("en", "the boss was on the bus", "Tobias Renandal"),
    ("en", "i danced, and me the cook", "Merete Lund"),
    ("en", "we had to run for it", "Torunn Moe"),
    ("nb", "vil du ha kaffe", "Senait Woldu"),
    ("nb", "har ein ku, er han her", "Eirin Moe"),
]


@pytest.mark.parametrize(("language", "said", "name", "pieces"), PIECES)
def test_a_listed_name_in_pieces_goes(language: str, said: str, name: str, pieces: str) -> None:
    assert pieces not in text_of(run(said, language, name))


@pytest.mark.parametrize(("language", "said", "name"), NO_PIECES)
def test_small_words_beside_each_other_are_no_name(language: str, said: str, name: str) -> None:
    assert text_of(run(said, language, name)) == said


@pytest.mark.parametrize(("one", "other"), [("whenkey", "venky"), ("cartick", "karthik"), ("eskill", "eskil")])
def test_vowels_are_all_alike(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


ALLUSIONS = [
    ("en", "We sat there. | My car went through the window of the haberdashery. | It was the haberdashery again.", 2),
    ("nb", "Vi bor her. | Bilen kjørte gjennom vinduet på brusfabrikken. | Så var det brusfabrikken.", 2),
]


@pytest.mark.parametrize(("language", "said", "times"), ALLUSIONS)
def test_the_rare_words_of_a_fact_are_asked_about_elsewhere(language: str, said: str, times: int) -> None:
    facts = [one for one in run(said, language).identifiers["P1"].identifiers if one.category == "fact"]
    assert len(facts) == times
    assert {one.state for one in facts} == {"suggested"}


def test_frequent_words_of_a_fact_recall_nothing() -> None:
    said = "I grew up in a lighthouse with my mother. | My mother was kind, and the house was cold."
    facts = [one for one in run(said, "en").identifiers["P1"].identifiers if one.category == "fact"]
    assert [one.turn for one in facts] == ["P1-001"]
