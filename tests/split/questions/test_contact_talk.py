"""How somebody is reached and how a name is written answers no question of the guide; numbers of other kinds do."""

import pytest

from ipstranscribe.languages import RECORDS
from ipstranscribe.split.questions.contact_talk import AnsweringUnit, are_contact_talk
from ipstranscribe.split.questions.cues import cues_of
from tests.split.talk import split_lexically

UNITS = [
    ("en", "What number can I reach you on?", "Oh one six, nine four nine.", True),
    ("en", "Where shall I post the voucher?", "Forty-one, the end one.", True),
    ("en", "Lovely.", "It's [phone number 1], but ring after six.", True),
    ("en", "Anything else?", "No. Or write to heron dot lamb at example dot org.", True),
    ("en", "Brough, was it?", "No, V, A, double U, G, H. Everybody gets it wrong.", True),
    ("en", "How is your blood pressure now?", "One forty over ninety.", False),
    ("en", "What did the scales say?", "Ninety, then eighty-four, then seventy-nine, then sixty.", False),
    ("en", "Do you ring anybody on a bad day?", "I ring my sister, most days, and she never picks up.", False),
    ("en", "Who wrote the transcript?", "I don't know.", False),
    ("en", "How was the first week?", "We moved to [address 1] that week, so I hardly slept.", False),
    ("nb", "Hvilket nummer kan jeg ringe?", "Null seks, tretti, førti.", True),
    ("nb", "Fint.", "Skriv til [e-postadresse 1], så svarer jeg.", True),
    ("nb", "Skal jeg sende deg gavekortet?", "Ja, nummer elleve, det gule.", True),
    ("nb", "Hvordan var det med medisinen?", "Først ti, så tjue, så førti milligram.", False),
    ("nn", "Er det noko meir?", "Nei. Eller oteren krøllalfa example punktum org.", True),
    ("nb", "Hvem ringte du?", "Jeg ringte ingen. Jeg satt i bilen.", False),
    ("xx", "?", "1 2 3 4 5 6 7 8", False),
    ("en", "", "", False),
]


@pytest.mark.parametrize(("language", "asked", "text", "expected"), UNITS)
def test_what_tells_how_somebody_is_reached(language: str, asked: str, text: str, expected: bool) -> None:
    assert are_contact_talk([AnsweringUnit("t1", text, asked)], cues_of(language), language) == [expected]


def test_a_number_goes_on_after_it_was_said_back_and_ends_with_the_next_question() -> None:
    units = [
        AnsweringUnit("t2", "Oh double seven double oh, have you got that?", "And your number?"),
        AnsweringUnit("t4", "Nine hundred. One four six.", "Yes, double oh."),
        AnsweringUnit(
            "t6", "Ten, and then twenty, and then forty.", "How many of the pills did they give you in the end?"
        ),
    ]
    assert are_contact_talk(units, cues_of("en"), "en") == [True, True, False]


def test_a_long_answer_is_no_contact_talk_although_a_number_is_in_it() -> None:
    told = "I rang [phone number 1] every single morning " + "and nobody there ever picked up the phone for me " * 5
    assert are_contact_talk([AnsweringUnit("t1", told, "And then?")], cues_of("en"), "en") == [False]


@pytest.mark.parametrize("spoken", [record for record in RECORDS if cues_of(record).returns])
def test_every_language_that_knows_returning_knows_how_people_are_reached(spoken: str) -> None:
    assert cues_of(spoken).contact


def test_a_telephone_number_stands_under_no_question_and_nothing_is_lost() -> None:
    talk = [
        ("I", "How do the night shifts affect your sleep?"),
        ("P", "My sleep is ruined. I lie there with the curtains taped to the wall and listen to the tram."),
        ("I", "Before I forget, what number can I reach you on?"),
        ("P", "Oh one six, nine four nine."),
        ("I", "And what does your family think of the night shifts?"),
        ("P", "My family thinks that I should have stopped years ago, my husband says so every evening."),
    ]
    sleep, number, *_ = [unit for unit in split_lexically(talk).units if unit.kind == "unit"]
    assert sleep.question is not None
    assert (number.text, number.question, number.how_tagged) == ("Oh one six, nine four nine.", None, "contact details")
