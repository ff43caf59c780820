"""An address told over several turns is found in those in which it is told, and nothing else is after the question."""

import pytest

from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.addresses_in_dialogue import told_between
from ipstranscribe.pseudonymize.recognizers import patterns

TALK = {
    "the street, then the number, and back": (
        "en",
        (
            "And your address for the voucher?",
            "It's Larkspur Road.",
            "Larkspur Road, and what number?",
            "Nineteen",
            "Nineteen.",
        ),
        ["!Larkspur Road", "!Larkspur Road", "Nineteen", "Nineteen"],
    ),
    "a number by its word right after the question": ("en", ("Where do you live?", "Number nine."), ["nine"]),
    "a house told by the way to it": (
        "en",
        ("Whereabouts are you?", "It's the second gate after the old chapel, you'll see it."),
        ["the second gate after the old chapel"],
    ),
    "in Norwegian, the postcode last": (
        "nb",
        ("Hva er adressen din?", "Det er Svartdalsveien", "ja", "nummer sju", "sju", "og så er det 7350"),
        ["!Svartdalsveien", "sju", "sju", "7350"],
    ),
    "a Norwegian house by the way to it": (
        "nb",
        (
            "Hvor bor du hen?",
            "Det er det røde huset ovenfor meieriet",
            "akkurat",
            "rett forbi bensinstasjonen",
            "ja",
            "tolv b",
        ),
        ["det røde huset ovenfor meieriet", "rett forbi bensinstasjonen", "tolv b"],
    ),
    "a number that opens a longer turn": (
        "en",
        (
            "Where shall I send it?",
            "Larkspur Lane. You'll need the number too.",
            "Yes.",
            "Thirty-one, blue door. My sister has thirty-three next door.",
        ),
        ["!Larkspur Lane", "Thirty-one"],
    ),
    "without marks, once the number was spoken of": (
        "en",
        (
            "where shall i send it",
            "larkspur lane you'll need the number too",
            "larkspur lane yes",
            "thirty one blue door and mind the dog he is quite harmless",
        ),
        ["larkspur lane", "larkspur lane", "thirty one"],
    ),
    "a number with a letter after the street is said back, and the one next door": (
        "nb",
        (
            "hvor er det vi sender det",
            "nøstekroa oppe i lia",
            "nøstekroa ja",
            "16 b. svigermor hadde 16 a men der er det hybler nå",
            "og postnummeret",
            "syttifem nittini",
        ),
        ["16 b", "16 a", "syttifem nittini"],
    ),
    "a house that is corrected, and the way to it": (
        "nb",
        (
            "Og pakken, hvor skal den?",
            "Hjem. Svartdalsbakken fire, nei, fire B, for den andre er stabburet. Det siste før grinda, grønt med hvit dør.",
        ),
        ["fire B", "Det siste før grinda", "grønt med hvit dør"],
    ),
    "a house of ours by its number, in nynorsk": (
        "nb",
        ("Kven skal eg sende det til?", "Til meg. Vi e nummer tolv. Da grøne huset øvst, attmed naustet."),
        ["nummer tolv", "Da grøne huset øvst, attmed naustet"],
    ),
    "where somebody is, by the number and the way": (
        "en",
        (
            "Is that the one behind the chapel?",
            "That's it, we're number fourteen. The end one, with the green shutters.",
        ),
        ["number fourteen", "The end one, with the green shutters"],
    ),
    "letters that are words": (
        "en",
        ("What's your address?", "Larkspur Road. I take it twice, two a day, and one at night."),
        ["!Larkspur Road"],
    ),
    "counts after an address": (
        "en",
        (
            "What's your address?",
            "Larkspur Road.",
            "And who lives there?",
            "Four of us, and we had seven hens until the fox came.",
        ),
        ["!Larkspur Road"],
    ),
    "the house before a name that is no street word": (
        "en",
        ("What's the address?", "Twelve Ffordd-y-Bryn. You can't miss it."),
        ["Twelve Ffordd-y-Bryn"],
    ),
    "where a letter should go, in Norwegian": (
        "nb",
        (
            "Gavekortet, hvor skal det?",
            "Til Svartdalsveien",
            "Svartdalsveien, ja?",
            "trettito B. Den gule, men ring helst først.",
        ),
        ["!Svartdalsveien", "!Svartdalsveien", "trettito B"],
    ),
    "a number in a sentence of its own, and what stands outside": (
        "en",
        ("What's the best place to post it?", "It's Larkspur Road. Thirty-eight, the one with the bird table."),
        ["!Larkspur Road", "Thirty-eight", "the one with the bird table"],
    ),
    "the same in Norwegian": (
        "nb",
        ("Hvor skal jeg sende den?", "Det er Svartdalsveien. Trettiåtte, den med flaggstanga."),
        ["!Svartdalsveien", "Trettiåtte", "den med flaggstanga"],
    ),
    "a number that is corrected": (
        "en",
        ("I have Larkspur Road for your address.", "That's it. Only it's not fifteen, it's fifty."),
        ["!Larkspur Road", "fifteen", "fifty"],
    ),
    "a postcode in halves": ("en", ("And the postcode?", "L D five, wait, four x y."), ["L D five", "four x y"]),
    "a house told where only a home was spoken of": (
        "nb",
        ("Og huset, er det dyrt?", "Nei. Det er det siste før brua, hvitt med rød port."),
        ["det siste før brua", "hvitt med rød port"],
    ),
    "what is told of other things at home": (
        "en",
        ("And at home?", "The house is fine. It's the last one with the nurse. It's the one with the beard."),
        [],
    ),
    "that thing about something": ("nb", ("Og hjemme?", "Det er det med pengene. Vi er tre."), []),
    "a count and a name after the question": (
        "en",
        ("Where do you live?", "Two. Two Mondays ago I moved, I mean, three weeks before."),
        [],
    ),
    "years where somebody lives": (
        "nb",
        ("Hvor bor du?", "I byen", "Hvor lenge?", "Femten år", "ja", "to barn har jeg"),
        [],
    ),
    "who lives there": (
        "en",
        ("Where do you live?", "With my sister.", "How so?", "She has two kids.", "Mhm", "nine months now"),
        [],
    ),
    "no address spoken of": (
        "en",
        ("How was the walk?", "The second gate after the old chapel was shut.", "And?", "Nineteen."),
        [],
    ),
    "a road that is none": ("nb", ("Hva er adressen?", "Den står ved hovedveien, jeg vet ikke."), []),
}


@pytest.mark.parametrize("case", TALK)
def test_an_address_told_between_two(case: str) -> None:
    """A mark stands before what is replaced without asking."""
    language, texts, expected = TALK[case]
    turns = [Turn(id=f"P1-{n}", speaker="IP"[n % 2], text=text, start=None, end=None) for n, text in enumerate(texts)]
    alone = [
        (turn, found)
        for turn in turns
        for one in patterns(language)
        if one.name == "address"
        for found in one.find(turn.text)
    ]
    told = told_between(alone, turns, language)
    assert [f"{'!' if one.certain else ''}{turn.text[one.char_start : one.char_end]}" for turn, one in told] == expected
