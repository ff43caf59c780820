"""A number that two people tell between them is found in the turns in which it is told."""

import pytest

from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.numbers_in_dialogue import told_between
from ipstranscribe.pseudonymize.recognizers import patterns

TALK = {
    "the answer to a question": (
        "en",
        ("What's your number then?", "Forty one, eighteen, no wait, eleven, twelve."),
        ["Forty one, eighteen", "eleven, twelve"],
    ),
    "said back in part": (
        "en",
        (
            "Can I ring you?",
            "Yes, my number is oh seven seven, oh nine hundred, three one four.",
            "Three one four, lovely.",
        ),
        ["Three one four"],
    ),
    "the answer in Norwegian": (
        "nb",
        ("Hva er telefonnummeret ditt?", "Førtien atten, og så, vent litt, elleve tolv."),
        ["Førtien atten", "elleve tolv"],
    ),
    "said back word for word": (
        "nb",
        ("Hva er telefonnummeret ditt?", "Det er førtien, atten, elleve, tolv.", "Elleve, tolv, ja."),
        ["Elleve, tolv"],
    ),
    "dictated piece by piece": (
        "en",
        ("So that's oh seven seven double oh.", "Nine hundred.", "Nine hundred, yes.", "Two six six."),
        ["oh seven seven double oh", "Nine hundred", "Nine hundred", "Two six six"],
    ),
    "dictated in Norwegian": (
        "nb",
        ("Så det var nitti åtte?", "Nitti åtte, ja, og så førti.", "Førti.", "Og så elleve ti."),
        ["nitti åtte", "Nitti åtte", "førti", "Førti", "elleve ti"],
    ),
    "a scale asked for": ("en", ("From one to ten?", "Seven.", "Seven.", "Eight on bad days."), []),
    "an age after another question": ("en", ("How old are you?", "Forty one, and eighteen when we met."), []),
    "counts after a telephone": ("en", ("Did you ring them?", "Ten or eleven times."), []),
    "the same words far away": (
        "en",
        (
            *("Your number?", "My number is oh seven seven, oh nine hundred, three one four.", "Thanks.", "Yes."),
            *("And the ward?", "Fine.", "How many beds?", "Three, one, four, it varied."),
        ),
        [],
    ),
}


@pytest.mark.parametrize("case", TALK)
def test_a_number_told_between_two(case: str) -> None:
    language, texts, expected = TALK[case]
    turns = [Turn(id=f"P1:{n}", speaker="IP"[n % 2], text=text, start=None, end=None) for n, text in enumerate(texts)]
    recognizers = patterns(language)
    alone = [
        (turn, found) for turn in turns for one in recognizers if one.name == "phone" for found in one.find(turn.text)
    ]
    found = [
        turn.text[one.char_start : one.char_end] for turn, one in told_between(alone, turns, recognizers, language)
    ]
    before = [turn.text[one.char_start : one.char_end] for turn, one in alone]
    assert [text for text in found if text not in before] == expected
