"""Ages that answer a question, over the turns of an interview."""

import pytest

from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.ages_in_dialogue import answered
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.ages import Ages

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
    "asked as your age": ("en", ("And your age?", "Fifty-two."), ["Fifty-two"]),
    "asked openly, told alone": ("nb", ("Og du er?", "Trettien. Snart eldst her."), ["Trettien"]),
    "asked openly in English": ("en", ("Okay. And you are?", "67."), ["67"]),
    "in years": ("nb", ("Hvor mange år er du?", "Åttito, tenk."), ["Åttito"]),
    "asked openly, of something else": ("nb", ("Og du er?", "To barn har jeg."), []),
    "how many there are": ("en", ("And you are?", "Two of us."), []),
    "a small number alone": ("en", ("And you are?", "Seven."), []),
    "far in the answer": ("nb", ("Og du er?", "Her med mor mi, tjue."), []),
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


GUESSES = {
    "corrected": ("en", ("What are you, thirty?", "Thirty-four!"), "thirty", ["Thirty-four"]),
    "corrected in Norwegian": ("nb", ("Hva er du, førti da?", "Nei, femtién."), "førti", ["femtién"]),
    "with a word before": ("en", ("So he's nineteen?", "No, twenty."), "nineteen", ["twenty"]),
    "not the last word of the turn": ("en", ("She was thirty when it began, I think.", "Forty."), "thirty", []),
    "answered with something else": ("en", ("You are fifty?", "Twenty miles from here."), "fifty", []),
    "answered with small talk": ("nb", ("Du er femti?", "Ja, det er jeg."), "femti", []),
}


@pytest.mark.parametrize(("language", "said", "guess", "ages"), GUESSES.values(), ids=GUESSES)
def test_what_corrects_a_guess_is_asked_about(
    language: str, said: tuple[str, ...], guess: str, ages: list[str]
) -> None:
    turns = _turns(said)
    at = said[0].index(guess)
    before = [(turns[0], Found(at, at + len(guess), "age", Ages.name, 0.5, certain=False))]
    assert [turn.text[one.char_start : one.char_end] for turn, one in answered(before, turns, language)] == ages


def _turns(said: tuple[str, ...]) -> list[Turn]:
    return [Turn(id=f"P1-{number:03d}", speaker="IP"[number % 2], text=text) for number, text in enumerate(said)]
