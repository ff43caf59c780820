"""Names of the study stand where something like them was heard, and nowhere else."""

import pytest

from ipstranscribe.audio.samples import RATE
from ipstranscribe.transcribe.asr.engines import Passage, RecognizedWord
from ipstranscribe.transcribe.asr.vocabulary import LARGEST_LOSS, correct_terms, find_candidates
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


@pytest.mark.parametrize(("text", "terms"), FOUND)
def test_places_where_a_term_may_have_been_heard(text: str, terms: list[str]) -> None:
    assert sorted({c.term for c in find_candidates(said(text), TERMS, str.islower)}) == terms


class Judge(ScriptedEngine):
    """Holds texts with one of `fitting` for as probable as what was heard, and any other for hardly possible."""

    def __init__(self, *fitting: str) -> None:
        super().__init__()
        self.fitting = fitting

    def likelihoods(self, window: object, texts: object, language: str) -> list[float]:
        assert isinstance(texts, list)
        fits = [0.9 if any(term in text for term in self.fitting) else 2.0 for text in texts]
        return [-10.0 - LARGEST_LOSS * fit * bool(number) for number, fit in enumerate(fits)]


SPELLED = [
    ("then I met Engvild, and she", ["Ingvild"], "then I met Ingvild, and she"),
    ("then I met Engvild, and she", [], "then I met Engvild, and she"),
    ("met in Vild's plan", ["Ingvild"], "met Ingvild's plan"),
    ("Engvild of Kavistibo.", ["Ingvild", "Kvistebo"], "Ingvild of Kvistebo."),
]


@pytest.mark.parametrize(("heard", "fitting", "text"), SPELLED)
def test_a_term_stands_only_where_it_fits_the_sound(heard: str, fitting: list[str], text: str) -> None:
    passage = Passage(said(heard), -0.3, 0.0)
    result = correct_terms(passage, noise(5.0), TERMS, Judge(*fitting), "en")
    assert " ".join(word.text for word in result.words) == text
    assert (result.words[0].start, result.words[-1].end) == (passage.words[0].start, passage.words[-1].end)
    assert len(noise(5.0)) == 5 * RATE


def test_a_term_takes_the_time_of_the_words_it_stands_for() -> None:
    result = correct_terms(Passage(said("met in Vild again"), -0.3, 0.0), noise(5.0), TERMS, Judge("Ingvild"), "en")
    name = result.words[1]
    assert (name.text, name.start, name.end) == ("Ingvild", 0.5, 1.5)
