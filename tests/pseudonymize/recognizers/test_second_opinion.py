"""The second opinion on names and facts: the talk around a find decides, and nothing that is sure of itself is lost."""

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from ipstranscribe.model import Category, Decisions, Key, KnownPerson, Participant
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.pseudonymize.inputs import PriorKnowledge, SourceInterview
from ipstranscribe.pseudonymize.recognizers import Found, Recognizer, patterns, second_opinion, talk_model, trained
from ipstranscribe.pseudonymize.recognizers.names_in_talk import NamesInTalk
from ipstranscribe.pseudonymize.recognizers.second_opinion import FactsJudged, NamesJudged
from ipstranscribe.pseudonymize.recognizers.talk_model import TalkModel
from ipstranscribe.pseudonymize.stage import pseudonymize
from ipstranscribe.settings import PseudonymizeSettings
from ipstranscribe.weights.packaged_e5.word_odds import WordStates
from tests.pseudonymize.conftest import transcript

PLACES = [  # language, what is said, the word that is a name at the first place and none at the second
    ("en", "and then summer came in with her mother and i told her all of it", "summer"),
    ("en", "the autumn was bad enough but that summer was a long one", "summer"),
    ("nb", "det var stein som kjørte meg til sykehuset han er broren min", "stein"),
    ("nb", "jeg la stein i kanten av veien og så gikk vi inn igjen", "stein"),
    ("en", "i told will that he could have the van on saturday", "will"),
    ("en", "it will do no harm to wait another week or two", "will"),
]
NAMED, NOBODY = PLACES[::2], PLACES[1::2]
OVERLOOKED = [  # without capitals, a name that the recognizer leaves alone
    ("en", "my brother rupert works over at haldane engineering now", "rupert"),
    ("nb", "hun jobber på strandheim omsorgssenter nå og trives", "strandheim omsorgssenter"),
]


@pytest.fixture(scope="module")
def model() -> TalkModel:
    return talk_model.load()


@dataclass(frozen=True)
class Finds:
    """A recognizer that finds a word wherever it stands, certain of it or not."""

    word: str
    certain: bool
    category: Category = "person"
    name: str = "finds"

    def find(self, text: str) -> Iterator[Found]:
        at = text.find(self.word) if self.word else -1
        if at >= 0:
            yield Found(at, at + len(self.word), self.category, self.name, 0.9, certain=self.certain)


def judged(model: TalkModel, language: str, text: str, recognizer: Recognizer, *, asks: bool = False) -> list[Found]:
    return [*NamesJudged(recognizer, model, language, asks=asks).find(text)]


@pytest.mark.parametrize("certain", [True, False])
@pytest.mark.parametrize(("language", "text", "word"), NAMED)
def test_a_name_stays_as_it_was_found(model: TalkModel, language: str, text: str, word: str, certain: bool) -> None:
    finds = Finds(word, certain)
    assert judged(model, language, text, finds) == [*finds.find(text)]


@pytest.mark.parametrize(("language", "text", "word"), PLACES)
def test_what_a_recognizer_is_certain_of_stays_so(model: TalkModel, language: str, text: str, word: str) -> None:
    finds = Finds(word, certain=True)
    assert judged(model, language, text, finds) == [*finds.find(text)]


@pytest.mark.parametrize(("language", "text", "word"), NOBODY)
def test_a_guess_that_is_nobody_is_no_question(model: TalkModel, language: str, text: str, word: str) -> None:
    assert judged(model, language, text, Finds(word, certain=False)) == []


@pytest.mark.parametrize("text", ["vi fikk en annabel av dem", "Vi fikk en Kvistebo av dem"])
def test_a_guess_that_looks_like_a_name_stays(model: TalkModel, text: str) -> None:
    """Outside the vocabulary, and listed or with a capital: a later step takes it for certain."""
    finds = Finds(text.split()[3], certain=False)
    assert judged(model, "nb", text, finds) == [*finds.find(text)]


@pytest.mark.parametrize(("language", "text", "name"), OVERLOOKED)
def test_what_nobody_found_is_asked_about_in_small_letters(
    model: TalkModel, language: str, text: str, name: str
) -> None:
    nothing = Finds("", certain=False)
    asked = judged(model, language, text, nothing, asks=True)
    assert name in [text[one.char_start : one.char_end] for one in asked]
    assert not any(one.certain for one in asked)
    assert judged(model, language, text, nothing) == []
    assert judged(model, language, text.capitalize() + " Then Ida Moe came.", nothing, asks=True) == []


def test_what_was_found_is_not_asked_about_twice(model: TalkModel) -> None:
    language, text, name = OVERLOOKED[0]
    spans = [(one.char_start, one.char_end) for one in judged(model, language, text, Finds(name, True), asks=True)]
    assert len({at for span in spans for at in range(*span)}) == sum(end - start for start, end in spans)


@pytest.mark.parametrize("text", ["", " ", "…", "– –", "Mm.", "\n\t", "«»"])
def test_a_turn_without_a_word_has_nothing(model: TalkModel, text: str) -> None:
    assert judged(model, "en", text, Finds("", certain=False), asks=True) == []


def test_of_facts_a_guess_goes_that_the_talk_contradicts_and_no_other(model: TalkModel) -> None:
    common = "If it was on paper I think somebody would have read it by now."
    told = "We had the helicopter come down in the bottom field for my father, and it was in all the papers."
    for text, stays in ((common, False), (told, True)):
        for certain in (True, False):
            finds = Finds(text[:-1], certain, "fact")
            assert [*FactsJudged(finds, model).find(text)] == ([*finds.find(text)] if stays or certain else [])


def test_names_by_rules_and_models_are_judged_and_facts_by_patterns() -> None:
    judged_names = {one.name for one in trained.recognizers("en", "en") if isinstance(one, NamesJudged)}
    assert {"name list", NamesInTalk.name} < judged_names
    assert len(judged_names) == 3
    assert [one.name for one in trained.recognizers("nb", "nb") if isinstance(one, FactsJudged)] == ["rare fact"]
    assert second_opinion.judge_among(patterns("en")) is None


def test_without_the_package_nobody_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trained, "PACKAGE", "not_installed")
    alone = trained.recognizers("en", "en")
    assert second_opinion.judge_among(alone) is None
    assert [type(one) for one in alone[:-1]] == [type(one) for one in patterns("en")]


def test_they_go_to_another_process_with_the_model_by_name() -> None:
    sent = pickle.dumps(NamesJudged(NamesInTalk("en"), talk_model.load(), "en", asks=True))
    _, text, name = OVERLOOKED[0]
    assert name in [text[one.char_start : one.char_end] for one in pickle.loads(sent).find(text)]


def test_the_states_of_a_word_are_those_of_its_first_and_last_piece() -> None:
    states = WordStates("facts").of(["ja", "", "minoritetsspråklighetsutredningen"])
    assert states.shape == (3, 2, 384)
    assert np.array_equal(states[0, 0], states[0, 1])
    assert np.isnan(states[1]).all()
    assert not np.allclose(states[2, 0], states[2, 1])


def masked(said: Iterable[str], *, judges: bool = True) -> list[str]:
    """What stands for each turn of an interview in which Joy Quill is known, and everything is judged or nothing."""
    recognizers = trained.recognizers("en", "en")
    if not judges:
        recognizers = tuple(one for one in recognizers if not isinstance(one, NamesJudged | FactsJudged))
    source = SourceInterview(transcript("P1", *said), "P1", None, recognizers)
    people = (KnownPerson(name="Joy Quill", role="daughter", of="P1"),)
    prior = PriorKnowledge(
        Roster.of((), (Participant(id="P1", name="Ada Quill"),), people), Key(study="t"), Decisions()
    )
    result = pseudonymize([source], prior, PseudonymizeSettings(), "", lambda share: None)
    return [turn.text for turn in result.transcripts["P1"].turns]


SAID = ["that's what joy thinks anyway and i left it", "there was no joy in it for a year or more"]


def test_somebody_known_whose_name_is_a_word_is_masked_where_the_talk_says_so() -> None:
    """In small letters, also beside a word that is stressed in capitals; elsewhere the word stays a word."""
    assert masked(SAID, judges=False) == SAID
    for name, word in (SAID, [SAID[0] + " REALLY", SAID[1]]):
        shown = masked([name, word])
        assert "joy" not in shown[0]
        assert shown[1] == word


@pytest.mark.parametrize(
    "said", ["vi fikk en annabel av dem og så ble det bra", "jeg fikk en tanveer av dem til slutt"]
)
def test_a_name_that_was_replaced_is_replaced_whatever_the_talk_says(said: str) -> None:
    source = SourceInterview(transcript("P1", said, language="nb"), "P1", None, trained.recognizers("nb", "nb"))
    prior = PriorKnowledge(Roster.of((), (), ()), Key(study="t"), Decisions())
    (turn,) = pseudonymize([source], prior, PseudonymizeSettings(), "", lambda share: None).transcripts["P1"].turns
    assert turn.text == said.replace(said.split()[3], "[person 1]")
