"""The interviewer is recognised by asking, by the guide's words and by talking less."""

import pytest

from ipstranscribe.transcribe.diarization.interviewer import find_interviewer

GUIDE = ("How do you experience the job support as part of the treatment?", "Is there anything you want to add?")

LONG = "I came because of my back and expected tablets, and then they asked what I missed the most. " * 3

TALK = {
    "English": [(0, "How did you sleep?"), (1, LONG), (0, "I see. And what happened then?"), (1, LONG)],
    "Norwegian": [
        (0, "Hvordan har det vært?"),
        (1, "Det har gått bra. Jeg er i jobb nå, og det er godt."),
        (0, "Fortell."),
    ],
    "Nynorsk without marks": [
        (0, "korleis har du det no"),
        (1, "Det går betre. Eg er i arbeid, og det er godt for meg."),
    ],
    "a participant who asks back": [(0, "What was hard?"), (1, f"Do you mean at work? {LONG}"), (0, "Yes, at work.")],
    "an interviewer who talks more": [
        (0, f"As I said, this is about your own experience. {LONG} What would you say?"),
        (1, "It was fine."),
        (0, "How often did you two meet? Was that enough?"),
        (1, "Every week."),
        (0, "And who asked for it, you or the boss?"),
        (1, "The boss did."),
    ],
    "one question mark, heard wrongly in an answer": [
        *[
            (0, "The work, please."),
            (1, LONG),
            (0, "And the boss."),
            (1, LONG),
            (0, "And the days at home."),
            (1, LONG),
        ],
        *[(0, "Then the last one."), (1, f"Anything to add? {LONG}"), (0, "Thank you."), (1, "Thank you.")],
    ],
    "the participant speaks first": [(1, f"Hello. {LONG}"), (0, "Good. What was it like?"), (1, LONG)],
}


@pytest.mark.parametrize("case", TALK)
def test_who_asks_is_the_interviewer(case: str) -> None:
    assert find_interviewer(TALK[case]).interviewer == 0


def test_the_wording_of_the_guide_decides_where_nobody_seems_to_ask() -> None:
    talk = [
        (0, "Experience of the job support as part of the treatment."),
        (1, "It was fine, mostly, I would say so."),
    ]
    assert find_interviewer(talk, GUIDE).interviewer == 0
    assert find_interviewer([(1 - speaker, text) for speaker, text in talk], GUIDE).interviewer == 1


def test_an_even_talk_without_questions_is_not_clear() -> None:
    assert not find_interviewer([(0, "We went there together."), (1, "We came home the same day.")]).clear
    assert find_interviewer(TALK["English"]).clear
    assert not find_interviewer(TALK["one question mark, heard wrongly in an answer"]).clear


@pytest.mark.parametrize("talk", [[], [(0, "What is this?")]], ids=["nobody", "one"])
def test_one_speaker_has_no_interviewer(talk: list[tuple[int, str]]) -> None:
    assert find_interviewer(talk).interviewer is None
