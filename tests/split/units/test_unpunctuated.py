"""Where talk turns that a recognizer wrote without capitals and punctuation."""

import re
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.split.questions.cues import cues_of
from ipstranscribe.split.units.cutter import Cutter
from ipstranscribe.split.units.starts import WordKinds, start_scores
from ipstranscribe.split.units.unpunctuated import WordCutter, border_chances, is_unpunctuated
from ipstranscribe.split.words import protected_spans

SLEEP = (
    "i sleep badly after the nights it takes me two hours to fall asleep and then i wake up at noon because the children "
    "come home i have bought black curtains"
)
HUSBAND = (
    "and my husband he has got used to it by now he cooks and he takes the little one to football and he never complains "
    "about any of it"
)
MONEY = "and the other thing is the money without it we could never have bought the house and we would still be renting"
SPOKEN = st.lists(
    st.sampled_from(
        ["um", "and", "then", "but", "so", "work", "[employer", "1]", "(pause)", "og", "så", "mannen", "\n"]
    ),
    max_size=150,
).map(" ".join)


def units(text: str, min_words: int = 25, pauses: tuple[int, ...] = ()) -> list[str]:
    return [text[start:end] for start, end in WordCutter(cues_of("en"), min_words).spans(text, pauses)]


def starts(text: str) -> list[int]:
    return [start for start, _ in WordCutter(cues_of("en"), 25).spans(text)]


@pytest.mark.parametrize(
    ("text", "unpunctuated"),
    [
        (SLEEP, True),
        (SLEEP[:40], True),
        ("I sleep badly. It takes me hours.", False),
        ("I sleep badly, it takes me hours and hours …", False),
        (f"{SLEEP} {HUSBAND}.", True),
        (f"{SLEEP}. {HUSBAND}.", True),
        (
            "I sleep badly after the nights, it takes me two hours to fall asleep, and then I wake up at noon again.",
            False,
        ),
        ("i was there for a year. and then i left it. i never went back to the place again after that. no", False),
        ("", False),
    ],
)
def test_a_turn_is_unpunctuated_if_its_sentences_could_not_be_so_long(text: str, unpunctuated: bool) -> None:
    """One full stop in sixty words tells no sentences, nor do two and no other mark; a short turn needs only one."""
    assert is_unpunctuated(text) == unpunctuated


def test_units_are_cut_where_the_talk_turns() -> None:
    """A unit begins at most three words from where the other thing does, and few begin elsewhere."""
    begins = np.cumsum([len(unit.split()) for unit in units(f"{SLEEP} {HUSBAND} {MONEY}")])[:-1]
    assert np.abs(begins - len(f"{SLEEP} {HUSBAND}".split())).min() <= 3
    assert len(begins) <= 3


@pytest.mark.parametrize("after", ["noon", "curtains", "by now", "to it", "any of it"])
def test_a_unit_begins_at_a_sentence_end_that_is_near(after: str) -> None:
    """Among few sentence ends, the one by which the talk turns is not passed by a word or two."""
    text = f"{SLEEP} {HUSBAND} {MONEY}".replace(after, f"{after}.", 1)
    place = text.index(f"{after}.") + len(after) + 2
    assert not [unit for unit in starts(text) if 0 < len(text[min(unit, place) : max(unit, place)].split()) <= 3]


def test_the_cutter_gives_it_what_has_no_punctuation() -> None:
    """The same units, whichever is asked."""
    text = f"{SLEEP} {HUSBAND} {MONEY}"
    assert Cutter(cues_of("en"), 25).spans(text) == WordCutter(cues_of("en"), 25).spans(text)


@given(SPOKEN, st.sampled_from(["en", "nb", "xx"]), st.integers(1, 60))
def test_nothing_is_lost_and_no_replacement_is_cut(text: str, language: str, min_words: int) -> None:
    """Units are in order, leave out white space alone, and begin outside brackets."""
    spans = WordCutter(cues_of(language), min_words).spans(text)
    outside = re.sub(r"\S", "", text)
    kept = "".join(text[start:end] for start, end in spans)
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)
    assert len(outside) >= len(text) - len(kept)
    assert not [at for at, _ in spans for start, end in protected_spans(text) if start < at < end]


@pytest.mark.parametrize(("min_words", "least", "most"), [(8, 4, 14), (25, 2, 4), (500, 1, 2)])
def test_length_is_a_setting(min_words: int, least: int, most: int) -> None:
    """The longer units should be, the fewer there are."""
    assert least <= len(units(f"{SLEEP} {HUSBAND} {MONEY}", min_words)) <= most


def test_a_silence_makes_a_border_likelier() -> None:
    """Before the same word, with and without."""
    cutter, words = WordCutter(cues_of("en"), 25), f"{SLEEP} {HUSBAND}".split()
    at = len(SLEEP.split())
    plain, silent = (cutter.boundary_features(words, pauses)["start"] for pauses in ((), (at,)))
    assert silent[at] > plain[at]
    assert np.array_equal(np.delete(silent, at), np.delete(plain, at))


def test_chances_are_those_of_all_segmentations() -> None:
    """Of six words, against every segmentation added up one by one."""
    turning = np.array([0.0, -1.0, 0.5, -np.inf, 2.0, 0.3])
    lengths = np.array([-1.0, 0.2, 0.4, 0.0, -0.5, -2.0])
    total, having = 0.0, np.zeros(6)
    for count in range(6):
        for inner in combinations(range(1, 6), count):
            firsts = [0, *inner, 6]
            score = np.exp(sum(turning[list(inner)]) + sum(lengths[b - a - 1] for a, b in pairwise(firsts)))
            total += score
            having[list(inner)] += score
    assert np.allclose(border_chances(turning, lengths), having / total)


def test_an_hour_without_punctuation_is_no_burden() -> None:
    """Nothing of it is lost, and units stay short."""
    text = " ".join([f"{SLEEP} {HUSBAND} {MONEY}"] * 60)
    found = units(text)
    assert " ".join(found) == text
    assert max(len(unit.split()) for unit in found) < 300


@pytest.mark.parametrize(
    ("language", "text", "begins", "goes_on"),
    [
        ("en", "we bought the house and then i got ill so i stayed at home", "so", "house"),
        ("en", "she rang me every week i think it helped", "i", "week"),
        ("nb", "vi bodde i huset i mange år men så ble jeg syk", "men", "huset"),
    ],
)
def test_sentences_begin_with_what_begins_sentences(language: str, text: str, begins: str, goes_on: str) -> None:
    """The last of a word counts."""
    words = text.split()
    scores = dict(zip(words, start_scores(words, WordKinds(cues_of(language))), strict=True))
    assert scores[begins] > scores[goes_on]
