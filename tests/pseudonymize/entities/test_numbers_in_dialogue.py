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
    "asked for, told in twos and said back each time": (
        "en",
        (
            "What's the best number to reach you on?",
            "It's oh two",
            "oh two",
            "four one, nine",
            "four one nine",
            "and 6 0 1 2 7.",
        ),
        ["oh two", "oh two", "four one, nine", "four one nine", "6 0 1 2 7"],
    ),
    "the same in Norwegian": (
        "nb",
        ("Hvilket telefonnummer har du?", "Eh, førti", "førti", "null to", "null to, ja", "sekstitre, åtti."),
        ["førti", "førti", "null to", "null to", "sekstitre, åtti"],
    ),
    "asked for in passing, without a question mark": (
        "nb",
        (
            "og telefon i tilfelle det blir snø",
            "det er mobilen. ni null fem null",
            "90 50",
            "to en",
            "21",
            "førtito. men ring etter maten",
        ),
        ["ni null fem null", "90 50", "to en", "21", "førtito"],
    ),
    "its last piece without a mark behind it": (
        "nb",
        (
            "og mobilen din",
            "ni null fem null to en",
            "21",
            "førtito men ring helst litt etter maten for da sitter jeg inne ved vinduet og hviler meg",
        ),
        ["21", "førtito"],
    ),
    "a count that would not make it whole": (
        "nb",
        (
            "og mobilen din",
            "ni null fem null",
            "90 50",
            "førtiåtte hester hadde vi der oppe på setra den sommeren som jeg husker så godt ennå",
        ),
        ["ni null fem null", "90 50"],  # of a number that is not told to its end
    ),
    "an identity number told in pieces in one turn": (
        "nb",
        (
            "Gikk det greit å ringe?",
            "Nei, jeg måtte si fødselsnummeret, altså tolv åttifire 55, og så tre null sju, og hun bare ja, og så 442.",
        ),
        ["442"],  # what stands before it is found by itself
    ),
    "an identity number told over two turns": (
        "en",
        (
            "And what did they ask you?",
            "They wanted my NHS number, would you believe. So I'm going nine nine nine, one two three, and she stops me.",
            "She stopped you?",
            "Four five, six seven. I know it by heart.",
        ),
        ["Four five, six seven"],
    ),
    "other numbers after an identity number": (
        "en",
        (
            "And then?",
            "I gave my hospital number and waited 14 weeks for 2 appointments, in room 12.",
            "Two?",
            "In 2019, yes.",
        ),
        [],
    ),
    "counts in a short turn with a telephone": (
        "en",
        (
            "Was it by phone?",
            "Twice by phone.",
            "And in person?",
            "14 times.",
            "14?",
            "About 14, and 3 at the other ward.",
        ),
        [],
    ),
    "an exclamation while a number is told": (
        "en",
        (
            "And a phone number?",
            "Oh seven seven double oh, nine hundred",
            "Nine hundred",
            "four one six",
            "Right.",
            "Oh, you need not write it.",
        ),
        ["Nine hundred", "four one six"],
    ),
    "counts after a number": (
        "en",
        ("Did you have the right number of tablets?", "I had 14", "14?", "28 the next month", "28", "and 56 after."),
        [],
    ),
    "ages after a number": (
        "nb",
        ("Hva er nummeret ditt på skalaen?", "sju", "sju", "åtte", "og i går?", "fem, seks"),
        [],
    ),
    "somebody else's talk in between": (
        "en",
        (
            "What's your number?",
            "Oh, I never know it, ask my sister, she has it on the fridge, she rings me every day at ten.",
            "And how was the stay?",
            "Long, I counted the days, and there was a lady who sang.",
            "How many?",
            "41",
            "41?",
            "and 18 nights at home",
        ),
        [],
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
