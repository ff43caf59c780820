"""Names that answer a question for one, in text without capitals."""

import pytest

from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.introductions import introduced
from ipstranscribe.pseudonymize.recognizers import Found

ANSWERS = [
    ("en", "right so and you are", "tirzah vonn i'm from the project", ["tirzah vonn"]),
    ("en", "can you just say your name for me", "yeah it's jorvik pell okay", ["jorvik pell"]),
    ("en", "what's your name", "um dervla", ["dervla"]),
    ("en", "what should i call you", "call me zebbie please", ["zebbie"]),
    ("en", "and your husband is it ozwin", "yes", ["ozwin"]),
    ("en", "and the keyworker what's her name marenka", "no that's the other one", ["marenka"]),
    ("en", "and your name", "kezzy but with two z's", ["kezzy"]),
    ("en", "who are you today then", "wimmy as always", ["wimmy"]),
    ("en", "and you are", "really tired i think today", []),
    ("en", "what's your name", "it's fine we can do that", []),
    ("en", "and your husband is it okay", "yes", []),
    ("en", "and your sister is it cancer", "yes", []),
    ("en", "so how was the week", "tirzah vonn came by", []),
    ("en", "and you are", "Happy with it, I suppose.", []),
    ("en", "and your boss is it the money", "yes", []),
    ("en", "and you are", "nineteen stone and proud", []),
    ("nb", "og hva heter du", "eh jeg heter tyrild kvamshaug og jeg bor her", ["tyrild kvamshaug"]),
    ("nb", "og du er", "jannika fra prosjektet", ["jannika"]),
    ("nb", "kan du si navnet ditt", "ja det er oddbjarne", ["oddbjarne"]),
    ("nb", "ka heite du", "snefrida", ["snefrida"]),
    ("nb", "hva kan jeg kalle deg", "bare kall meg tussi", ["tussi"]),
    ("nb", "og mannen din heter han ragnvard", "ja", ["ragnvard"]),
    ("nb", "saksbehandleren hva het hun marjolein", "nei", ["marjolein"]),
    ("nb", "og dattera di er det ingolda", "ja", ["ingolda"]),
    ("nb", "og du er", "fornøyd med det ja", []),
    ("nb", "og du er", "sånn passe egentlig", []),
    ("nb", "og sjefen din er det greit", "ja", []),
    ("nb", "hva heter du", "ja det kan du spørre om", []),
    ("nb", "og mannen din er det hjertet", "ja", []),
    ("nb", "hvordan går det", "snefrida kom innom", []),
    ("nb", "og du er", "Fornøyd, egentlig. Marit også.", []),
    ("nb", "og legen er det alvorlig", "nei", []),
]


@pytest.mark.parametrize(("language", "asked", "answer", "names"), ANSWERS)
def test_a_name_that_was_asked_for_is_a_question(language: str, asked: str, answer: str, names: list[str]) -> None:
    found = list(introduced([], _turns(asked, answer), language))
    assert [turn.text[one.char_start : one.char_end] for turn, one in found] == names
    assert not any(one.certain for _, one in found)


def test_a_name_that_was_found_is_not_found_twice() -> None:
    turns = _turns("and you are", "tirzah vonn")
    before = [(turns[1], Found(0, 6, "person", "name list", 0.9, certain=True))]
    assert not list(introduced(before, turns, "en"))


def test_who_asks_does_not_answer() -> None:
    asking, more = (Turn(id=f"P1-{n}", speaker="I", text=text) for n, text in enumerate(("and you are", "tirzah")))
    assert not list(introduced([], [asking, more], "en"))


def _turns(*said: str) -> list[Turn]:
    return [Turn(id=f"P1-{number:03d}", speaker="IP"[number % 2], text=text) for number, text in enumerate(said)]
