"""A name of the tables is found in other letters; an ordinary word that it then equals is a person's to decide."""

import unicodedata

import pytest

from ipstranscribe.model import Key, Participant, Turn
from ipstranscribe.pseudonymize.entities.known_forms import Confirmed, SearchedTurn, find_hits, resolve_hits
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.text.letters import spellings
from ipstranscribe.text.phrase_index import clear_cache
from tests.lanes import EXHAUSTIVE
from tests.pseudonymize.conftest import Pseudonymize, text_of, transcript

_EMPTY = Key(study="s")
LATIN = [
    chr(code)
    for code in range(0x80, 0xAB70)
    if chr(code).isalpha() and "LATIN" in unicodedata.name(chr(code), "").split()
][:: 1 if EXHAUSTIVE else 12]


def mentions(name: str, text: str, language: str = "nb") -> list[tuple[str, bool]]:
    """What is found of a participant of this name in a turn: the words, and whether it is certain."""
    roster = Roster.of((), (Participant(id="P1", name=name),), ())
    register = Register.start(_EMPTY, roster, "en")
    turn = Turn(id="P1-001", speaker="P1", text=text, words=())
    hits = find_hits([SearchedTurn("P1", "P1", language, turn)], register)
    found = resolve_hits(hits, register, Confirmed(frozenset(register.entities))).mentions
    clear_cache()
    return [(text[m.found.char_start : m.found.char_end], m.found.certain) for m in found]


@pytest.mark.parametrize("letter", LATIN, ids=lambda one: f"{ord(one):04X}")
def test_a_name_is_found_in_capitals_and_without_its_special_letter(letter: str) -> None:
    """For every Latin letter of Unicode."""
    name = unicodedata.normalize("NFC", f"Qv{letter}zyk")
    written = (name, name.upper(), name.upper().lower(), *spellings(name), *(s.capitalize() for s in spellings(name)))
    missed = [one for one in written if not mentions(name, f"da kom {unicodedata.normalize('NFC', one)} inn")]
    assert missed == []


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Bjørn", "da kom Bjorn inn", [("Bjorn", True)]),
        ("Işık", "da kom isik inn", [("isik", True)]),
        ("Ħanna", "da kom HANNA inn", [("HANNA", True)]),
        ("Haakon", "da kom Håkon inn", [("Håkon", True)]),
        ("Brød", "og så Brod inn", [("Brod", True)]),
        ("Pål", "det var en pal der", []),
        ("Høl", "da sa Hol nei", [("Hol", False)]),
        ("Tor", "Tør du det? Da Tør du", []),
        ("Ås", "As if", []),
    ],
)
def test_a_spelling_that_is_a_word_counts_with_a_capital_and_is_decided_on(
    name: str, text: str, found: list[tuple[str, bool]]
) -> None:
    assert mentions(name, text) == found


def test_a_respelt_name_is_replaced_by_the_same_code(by_rules: Pseudonymize) -> None:
    said = [transcript("P1", "Then Isik came, and ISIK left.")]
    assert text_of(by_rules(said, [Participant(id="P1", name="Işık Əliyev")]), "P1") == "Then [P1] came, and [P1] left."
