"""Signs at the edges of words: the dash of another voice is no part of a name, the hyphen of a double name is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.pseudonymize.lexicon.edge_signs import bared
from tests.lanes import examples

TALK = {
    "the dash of another voice": ("Okay, good. -We can. -Right.", "Okay, good. –We can. –Right."),
    "two dashes": ("--Yeah. no --There", "––Yeah. no ––There"),
    "glued to the sentence before": ("It was good.-We can (laughs)-There", "It was good. We can (laughs) There"),
    "a word that breaks off": ("We- we went. Th-, there", "We– we went. Th–, there"),
    "behind brackets and quotation marks": ("(-It) [-Wait] «-Nei» “-Oh”", "(–It) [–Wait] «–Nei» “–Oh”"),
    "stress": ("*Yeah* and **No**, /really/", " Yeah  and   No  ,  really "),
    "underlined": ("_Oh_ I see", " Oh  I see"),
    "quiet, fast and drawn out": ("°ja° =så= ~hm~ |nei|", " ja   så   hm   nei "),
    "after a name": ("Smith-Jones- she said, -Anne-Berit", "Smith-Jones– she said, –Anne-Berit"),
}  # fmt: skip
STAYS = {
    "double names": "Anne-Berit Smith-Jones met Jean-Pierre and J-P.",
    "two people": "Kari/Ola and Mona/NAV decided.",
    "halves of compounds": "dag- og nattevakt, pre- and post-natal, barne- eller ungdomsskole",
    "a dash between blanks": "She came - and went.",
    "quotation marks, brackets and stops": "(laughs) “No” ... 'cause «ja»… [sic]",
    "addresses": "https://example.org/ www.example.org/-kari anne-@example.org @-kari",
    "user names": "kari_ _ola jo_lysgaard -jo_l",
    "folders": "/home/kari",
    "codes and numbers": "-5 #A-77812 L4- B-12/ 2024-",
    "nothing to do": "It is what it is.",
}


@pytest.mark.parametrize("name", TALK)
def test_signs_at_the_edges_are_taken_off(name: str) -> None:
    written, read = TALK[name]
    assert bared(written) == read


@pytest.mark.parametrize("name", STAYS)
def test_signs_inside_words_and_of_what_is_no_word_stay(name: str) -> None:
    assert bared(STAYS[name]) == STAYS[name]


@examples(300)
@given(st.text(st.sampled_from("aBø-/*_°~= .,([\"'\n1@"), max_size=40))
def test_every_letter_and_digit_stays_where_it_is(text: str) -> None:
    bare = bared(text)
    assert len(bare) == len(text)
    changed = {(a, b) for a, b in zip(text, bare, strict=True) if a != b}
    assert all(not a.isalnum() and b in " –" for a, b in changed)
