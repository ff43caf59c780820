"""What a fact is recalled by elsewhere, and ages that answer a question: over the turns of an interview."""

import pytest

from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.ages_in_dialogue import answered
from ipstranscribe.pseudonymize.entities.fact_allusions import alluded
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.ages import Ages
from ipstranscribe.pseudonymize.recognizers.facts import IdentifyingFacts

ALLUSIONS = {
    "a rare word of five letters with an article": (
        "en",
        ("I was on TV with an otter in the font.", "Mind that otter.", "An otter eats fish.", "Otters swim."),
        ["that otter", "An otter"],
    ),
    "a short word without one recalls nothing": (
        "en",
        ("I was on TV with an otter in the font.", "We saw otter tracks."),
        [],
    ),
    "a frequent word recalls nothing": ("en", ("I was on TV with a horse in church.", "I had that horse."), []),
    "a rare Norwegian word": (
        "nb",
        ("Jeg har vært på tv med en oter i døpefonten.", "Folk spør om den oteren, og om en oter til."),
        ["en oter"],
    ),
    "what stands after det is no word for a thing": (
        "nb",
        ("Det sto i avisa at jeg fødte på ferja.", "Så lenge den ferja går.", "det ferja"),
        ["den ferja"],
    ),
}


@pytest.mark.parametrize(("language", "said", "recalled"), ALLUSIONS.values(), ids=ALLUSIONS)
def test_a_rare_word_of_a_fact_recalls_it(language: str, said: tuple[str, ...], recalled: list[str]) -> None:
    turns = _turns(said)
    told = [(turn, one) for turn in turns for one in IdentifyingFacts(language).find(turn.text)]
    found = list(alluded(told, turns, language))
    assert [turn.text[one.char_start : one.char_end] for turn, one in found] == recalled
    assert not any(one.certain for _, one in found)


ANSWERS = {
    "a number alone": ("en", ("How old were you?", "Forty-nine, maybe."), ["Forty-nine"]),
    "with words before it": ("en", ("And how old is she now, your daughter?", "She'll be, um, 12."), ["12"]),
    "asked for as an age": ("en", ("At what age did it start?", "Nineteen."), ["Nineteen"]),
    "in Norwegian": ("nb", ("Hvor gammel var du da?", "49 kanskje"), ["49"]),
    "in dialect": ("nb", ("kor gammel va du", "åtti"), ["åtti"]),
    "what else is asked": ("en", ("How long were you there?", "Forty-nine days."), []),
    "of a thing": ("en", ("How old is the house?", "Ninety."), []),
    "asked earlier in the turn": (
        "en",
        ("How old were you? And then what did you do? Tell me about the job.", "Two jobs."),
        [],
    ),
    "a number far into the answer": (
        "en",
        ("How old were you?", "I would have to think about that for a bit, we moved house on the tenth."),
        [],
    ),
    "a year": ("nb", ("Hvor gammel var du?", "Det var i 1984."), []),
}


@pytest.mark.parametrize(("language", "said", "ages"), ANSWERS.values(), ids=ANSWERS)
def test_a_number_that_answers_a_question_for_an_age_is_asked_about(
    language: str, said: tuple[str, ...], ages: list[str]
) -> None:
    found = list(answered([], _turns(said), language))
    assert [turn.text[one.char_start : one.char_end] for turn, one in found] == ages
    assert not any(one.certain for _, one in found)


def test_an_age_that_was_found_is_not_found_twice() -> None:
    turns = _turns(("How old were you?", "I was 49."))
    before = [(turns[1], Found(6, 8, "age", Ages.name, 0.9, certain=True))]
    assert not list(answered(before, turns, "en"))


def test_a_number_that_the_asker_goes_on_with_is_no_answer() -> None:
    asking, more = (Turn(id=f"P1-{n}", speaker="I", text=text) for n, text in enumerate(("How old were you?", "Six?")))
    assert not list(answered([], [asking, more], "en"))


def _turns(said: tuple[str, ...]) -> list[Turn]:
    return [Turn(id=f"P1-{number:03d}", speaker="IP"[number % 2], text=text) for number, text in enumerate(said)]
