"""Names of the study stand where something like them was heard, and nowhere else."""

from collections.abc import Sequence
from functools import partial

import pytest

from ipstranscribe.audio.samples import Samples
from ipstranscribe.model import Cast
from ipstranscribe.settings import TranscribeSettings
from ipstranscribe.transcribe.asr.engines import Passage, RecognizedWord
from ipstranscribe.transcribe.asr.vocabulary import Speller, WordKind, find_candidates
from ipstranscribe.transcribe.stage import Job, _kind_of
from tests.transcribe.engine import ScriptedEngine
from tests.transcribe.sound import noise

TERMS = ["Ingvild", "Skarvelmo", "Kvistebo", "Liv", "NAV", "Ås"]


def said(text: str) -> tuple[RecognizedWord, ...]:
    return tuple(RecognizedWord(word, n / 2, n / 2 + 0.5, 0.4) for n, word in enumerate(text.split()))


FOUND = [
    ("then I met Engvild there", ["Ingvild"]),
    ("and Ingvil's plan was good", ["Ingvild"]),
    ("met in Vild and", ["Ingvild"]),
    ("the kindergarten, Kavistibo, where I", ["Kvistebo"]),
    ("in Skar Velmo was there", ["Skarvelmo"]),
    ("Vildscar Velmo was there", []),  # too little alike
    ("I met Ingvild there", []),  # is written so already
    ("and i was in the evening", []),  # common words only
    ("I met in. Vild came", []),  # two sentences
    ("we were at home", []),
]


def kind_of(word: str) -> WordKind:
    """Small letters are everyday words here; some names are known."""
    if word.casefold() in {"klaus", "liv-anne", "tomas", "ingrid"}:
        return "name"
    return "word" if word.islower() else "unknown"


@pytest.mark.parametrize(("text", "terms"), FOUND)
def test_places_where_a_term_may_have_been_heard(text: str, terms: list[str]) -> None:
    assert sorted({c.term for c in find_candidates(said(text), TERMS, kind_of)}) == terms


LEFT_ALONE = [
    ("then Klaus came", "Klara"),  # another name that was heard right
    ("then Klaus's brother came", "Klara"),
    ("met Tomas, and", "Thomas"),
    ("and Ingrid said", "Ingvild Ingri Ingred"),
    ("it was clear to me", "Clara Clea"),  # an everyday word
    ("to Liv-Anne", "Livanne"),
    ("in Tomas town", "Tomastown"),  # a name is never a part of a term
]


@pytest.mark.parametrize(("text", "terms"), LEFT_ALONE)
def test_a_name_or_an_everyday_word_is_left_as_it_was_heard(text: str, terms: str) -> None:
    assert list(find_candidates(said(text), terms.split(), kind_of)) == []


class Judge(ScriptedEngine):
    """Texts with one of `fitting` fit the sound `better` than what was heard by so much, others worse."""

    def __init__(self, *fitting: str, better: float = 0.1) -> None:
        super().__init__()
        self.fitting, self.better = fitting, better

    def likelihoods(self, window: Samples, texts: Sequence[str], language: str) -> list[float]:
        fits = [self.better if any(term in text for term in self.fitting) else -20.0 for text in texts]
        return [-10.0 + fit * bool(number) for number, fit in enumerate(fits)]


def spelled(heard: str, engine: Judge) -> Passage:
    return Speller(TERMS, engine, "en", kind_of).corrected(Passage(said(heard), -0.3, 0.0), noise(5.0))


SPELLED = [
    ("then I met Engvild, and she", ["Ingvild"], "then I met Ingvild, and she"),
    ("then I met Engvild, and she", [], "then I met Engvild, and she"),
    ("met in Vild's plan", ["Ingvild"], "met Ingvild's plan"),
    ("Engvild of Kavistibo.", ["Ingvild", "Kvistebo"], "Ingvild of Kvistebo."),
]


@pytest.mark.parametrize(("heard", "fitting", "text"), SPELLED)
def test_a_term_stands_only_where_it_fits_the_sound(heard: str, fitting: list[str], text: str) -> None:
    result, before = spelled(heard, Judge(*fitting)), said(heard)
    assert " ".join(word.text for word in result.words) == text
    assert (result.words[0].start, result.words[-1].end) == (before[0].start, before[-1].end)


@pytest.mark.parametrize(("better", "similar"), [(0.0, "Ingvild"), (-0.1, "Ingvild"), (-7.9, "Ingvild"), (-8.1, "")])
def test_a_term_that_fits_no_better_than_what_was_heard_is_proposed_at_most(better: float, similar: str) -> None:
    words = spelled("then I met Engvild again", Judge("Ingvild", better=better)).words
    assert " ".join(word.text for word in words) == "then I met Engvild again"
    assert [word.similar for word in words] == ["", "", "", similar, ""]
    assert words[3].heard == ("Engvild" if similar else "")


def test_what_was_heard_is_kept_beside_what_is_written() -> None:
    words = spelled("with “in Vild’s” plan, and Kavistibo.", Judge("Ingvild", "Kvistebo")).words
    assert [(word.text, word.heard) for word in words if word.heard] == [
        ("“Ingvild’s”", "in Vild"),
        ("Kvistebo.", "Kavistibo"),
    ]


def test_a_term_takes_the_time_of_the_words_it_stands_for() -> None:
    name = spelled("met in Vild again", Judge("Ingvild")).words[1]
    assert (name.text, name.start, name.end) == ("Ingvild", 0.5, 1.5)


def test_without_lists_a_word_of_the_model_is_an_everyday_word() -> None:
    """The model's own vocabulary serves languages without lists."""
    speller = Speller(["Clare"], Judge("Clare"), "de")
    assert speller.corrected(Passage(said("it was clear"), -0.3, 0.0), noise(5.0)).words == said("it was clear")


@pytest.mark.parametrize(("as_heard", "text"), [((), "Ingvild"), (("engvild",), "Engvild"), (("Klaus",), "Ingvild")])
def test_what_the_study_wants_as_it_was_heard_is_never_respelled(as_heard: tuple[str, ...], text: str) -> None:
    settings = TranscribeSettings(vocabulary=("Ingvild",), as_heard=as_heard)
    kinds = partial(_kind_of, settings, Job("P1", Cast.of("P1")), "en")
    speller = Speller(settings.vocabulary, Judge("Ingvild"), "en", kinds)
    (word,) = speller.corrected(Passage(said("Engvild"), -0.3, 0.0), noise(5.0)).words
    assert word.text == text
