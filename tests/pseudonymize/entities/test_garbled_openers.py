"""In a garbled transcript a strange word at the beginning of a sentence is a question; elsewhere it stays what it was."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.garbled_openers import doubted, is_garbled
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.names_in_talk import NamesInTalk
from ipstranscribe.pseudonymize.recognizers.organisations import Organisations
from tests.lanes import examples

GARBLED = "så vor jeg hjemmen og de skulde jå færtigt me plinkene sø jeg gjikk unna me dem. "
"""Words as a weak recognizer writes them; invented."""
CLEAN = "så var jeg hjemme og det skulle jo være ferdig med planene så jeg gikk unna med dem. "

CASES = {
    "a strange word in a garbled transcript": (GARBLED, "Ugnå var det fint.", "Ugnå", False),
    "with another behind it in small letters": (GARBLED, "Sjefdn muner var der.", "Sjefdn muner", False),
    "in a transcript of people": (CLEAN, "Ugnå var det fint.", "Ugnå", True),
    "inside a sentence": (GARBLED, "Der var Ugnå også.", "Ugnå", True),
    "that has a capital inside another sentence": (GARBLED, "Ugnå kom. Jeg så Ugnå.", "Ugnå", True),
    "a listed name": (GARBLED, "Ingrid var der.", "Ingrid", True),
    "a place": (GARBLED, "Drammen var fin.", "Drammen", True),
    "with a second capital": (GARBLED, "Ugnå Brømset kom.", "Ugnå Brømset", True),
}


@pytest.mark.parametrize(("around", "said", "name", "certain"), CASES.values(), ids=CASES)
def test_only_what_alone_begins_a_sentence_of_garbled_text_is_asked_about(
    around: str, said: str, name: str, *, certain: bool
) -> None:
    turns = _turns(around * 5, said)
    found = _named(said, name)
    assert list(doubted([(turns[1], found)], turns, "nb")) == [(turns[1], replace(found, certain=certain))]


def test_what_a_word_for_the_kind_tells_stays_certain() -> None:
    turns = _turns(GARBLED * 5, "Ugnå barnehage ringte.")
    found = replace(_named("Ugnå barnehage ringte.", "Ugnå barnehage"), found_by=Organisations.name)
    assert list(doubted([(turns[1], found)], turns, "nb")) == [(turns[1], found)]


@pytest.mark.parametrize(
    ("language", "text", "garbled"),
    [
        ("nb", GARBLED * 5, True),
        ("nb", CLEAN * 5, False),
        ("nb", GARBLED, False),  # too little to tell
        ("nb", "hain va itj hjæm da æ kom, så æ vart ståan uta dør og vænta ei stund te ho mor kom att " * 4, False),
        ("en", "so i went hom an the docter sayed it wos becaus of mi nees an mi bak wich wer bad " * 4, True),
        (
            "en",
            "so i went home and the doctor said it was because of my knees and my back, which were bad. " * 4,
            False,
        ),
    ],
)
def test_dialect_and_talk_are_not_garbled(language: str, text: str, *, garbled: bool) -> None:
    assert is_garbled(_turns(text), language) is garbled


@examples(100)
@given(st.lists(st.sampled_from(["Ugnå", "Øgso", "Ingrid", "kom", "Drammen", "."]), min_size=1, max_size=8))
def test_nothing_is_lost_and_nothing_becomes_certain(words: list[str]) -> None:
    said = " ".join(words)
    turns = _turns(GARBLED * 5, said)
    finds = [
        (turns[1], Found(at, at + len(word), "person", NamesInTalk.name, 0.9, certain=word != "Øgso"))
        for word in set(words)
        if (at := said.find(word)) >= 0 and word[0].isupper()
    ]
    after = list(doubted(finds, turns, "nb"))
    assert [(turn, replace(one, certain=True)) for turn, one in after] == [
        (t, replace(o, certain=True)) for t, o in finds
    ]
    assert all(before.certain or not one.certain for (_, before), (_, one) in zip(finds, after, strict=True))


def _named(said: str, name: str) -> Found:
    start = said.index(name)
    return Found(start, start + len(name), "person", NamesInTalk.name, 0.9, certain=True)


def _turns(*said: str) -> list[Turn]:
    return [Turn(id=f"P1-{number:03d}", speaker="P1", text=text) for number, text in enumerate(said)]
