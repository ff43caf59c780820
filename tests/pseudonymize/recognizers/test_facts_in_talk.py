"""Identifying facts by the trained model: what it tells, what it leaves alone, and that how it is asked changes nothing."""

import pickle
import time
import tomllib

import pytest

from ipstranscribe.pseudonymize.recognizers import guard, talk_model, trained
from ipstranscribe.pseudonymize.recognizers.facts_in_talk import FactsInTalk
from ipstranscribe.split.units.unpunctuated import bare_words
from tests.conftest import CASE_FILES
from tests.pseudonymize.recognizers.test_guard import turn

TALKS = tomllib.loads((CASE_FILES / "facts_in_talk.toml").read_text(encoding="utf-8"))
TOLD = [(language, said) for language, talks in TALKS.items() for said in talks["told"]]
MISSED = [(language, said) for language, talks in TALKS.items() for said in talks["missed"]]
COMMON = [(language, said) for language, talks in TALKS.items() for said in talks["common"]]


@pytest.fixture(scope="module")
def facts() -> FactsInTalk:
    return FactsInTalk(talk_model.load())


def apart(marked: str) -> tuple[str, list[str]]:
    """What was said, and the words of the fact that stands in brackets."""
    before, fact, after = marked.replace("[", "]").split("]")
    return before + fact + after, [word.strip(".,") for word in fact.split()]


def odds(text: str) -> float:
    return float(talk_model.load().odds(text).fact.max())


def found_in(facts: FactsInTalk, text: str) -> str:
    return " … ".join(text[one.char_start : one.char_end] for one in facts.find(text))


@pytest.mark.parametrize(("language", "said"), TOLD)
def test_a_detail_told_in_passing_is_found(facts: FactsInTalk, language: str, said: str) -> None:
    text, words = apart(said)
    found = found_in(facts, text)
    assert sum(word in found for word in words) >= 0.7 * len(words), found
    assert len(found.split()) <= len(words) + 8, found


@pytest.mark.parametrize(("language", "said"), MISSED)
def test_others_are_missed_yet_and_likelier_than_what_is_common(facts: FactsInTalk, language: str, said: str) -> None:
    text = apart(said)[0]
    assert found_in(facts, text) == ""
    assert odds(text) > max(odds(other) for _, other in COMMON)


@pytest.mark.parametrize(("language", "said"), COMMON)
def test_what_is_true_of_thousands_is_left_alone(facts: FactsInTalk, language: str, said: str) -> None:
    assert found_in(facts, said) == ""


def test_without_capitals_and_punctuation_most_are_found(facts: FactsInTalk) -> None:
    """As speech recognizers write; of what is common nothing is asked about."""
    told = [" ".join(bare_words(apart(said)[0])) for _, said in TOLD]
    common = [" ".join(bare_words(said)) for _, said in COMMON]
    assert sum(bool(found_in(facts, text)) for text in told) >= 0.6 * len(told)
    assert sum(bool(found_in(facts, text)) for text in common) == 0


def test_nothing_is_replaced_unasked_and_the_likeliest_are_asked_about_first(facts: FactsInTalk) -> None:
    finds = [found for _, said in TOLD for found in facts.find(apart(said)[0])]
    assert {(found.category, found.certain) for found in finds} == {("fact", False)}
    assert all(0.5 < found.confidence < 1 for found in finds)


def test_finds_begin_and_end_with_a_letter_or_digit(facts: FactsInTalk) -> None:
    for _, said in TOLD:
        text = "»" + apart(said)[0].replace(" ", "  ") + "«"
        for found in facts.find(text):
            assert text[found.char_start].isalnum()
            assert text[found.char_end - 1].isalnum()


@pytest.mark.parametrize("text", ["", " ", "…", "– –", "Mm.", "\n\t"])
def test_a_turn_without_a_fact_has_none(facts: FactsInTalk, text: str) -> None:
    assert list(facts.find(text)) == []


def test_what_is_read_ahead_is_found_as_if_it_were_not(facts: FactsInTalk) -> None:
    texts = [apart(said)[0] for _, said in TOLD]
    alone = [list(facts.find(text)) for text in texts]
    guard.read_ahead((facts,), [turn(text) for text in texts])
    assert [list(facts.find(text)) for text in texts] == alone
    guard.read_ahead((facts,), [turn(text) for text in texts])
    guard.read_ahead((facts,), ())  # forgotten
    assert [list(facts.find(text)) for text in texts] == alone


def test_it_goes_to_another_process_by_name(facts: FactsInTalk) -> None:
    sent = pickle.dumps(facts)
    assert len(sent) < 300
    assert pickle.loads(sent)._model is talk_model.load()


@pytest.mark.parametrize("piece", ["the only ", "won ", "å", "the bull got in "])
def test_a_very_long_turn_is_searched_to_its_end(facts: FactsInTalk, piece: str) -> None:
    text, begun = piece * 3000, time.monotonic()
    assert all(found.char_end <= len(text) for found in facts.find(text))
    assert time.monotonic() - begun < guard.LIMIT


def test_without_the_package_patterns_alone_find_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert FactsInTalk.name in [one.name for one in trained.recognizers("en", "en")]
    (found_names, found_facts) = trained.names("en")
    assert found_facts == trained.found_by_talk()
    monkeypatch.setattr(trained, "PACKAGE", "not_installed")
    assert trained.names("en") == (found_names,)
    assert FactsInTalk.name not in [one.name for one in trained.recognizers("en", "en")]
    assert trained.found_by_talk() == ""
