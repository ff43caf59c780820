"""Long numbers, and letters with numbers, are found in words and come back in digits; years, amounts and ages stay."""

import pytest

from ipstranscribe.transcribe.asr.engines import Attempt, Passage, RecognizedWord
from ipstranscribe.transcribe.asr.long_numbers import long_numbers, with_digits
from ipstranscribe.transcribe.asr.recognizer import SpeechRecognizer
from tests.transcribe.asr.test_recognizer import SOUND, SPEAKING, SPEECH, WINDOWS
from tests.transcribe.engine import ScriptedEngine

FOUND = [
    ("my number is one hundred forty eight thousand nine hundred twelve, thirty-four", "en",
     "one hundred forty eight thousand nine hundred twelve, thirty-four"),
    ("call six, eight, four, four, one, seven, oh nine. She", "en", "six, eight, four, four, one, seven, oh nine."),
    ("it is five four, three zero, double nine, one two now", "en", "five four, three zero, double nine, one two"),
    ("the number 148 thousand nine hundred and twelve is", "en", "148 thousand nine hundred and twelve"),
    ("oh four, eighty-seven, eighty-four, and then", "en", "oh four, eighty-seven, eighty-four,"),
    ("the scale EQ five D was", "en", "EQ five D"),
    ("the form M, seventy nine was", "en", "M, seventy nine"),
    ("det er seks åtte, ni en, null fire, trettisju ja", "no", "seks åtte, ni en, null fire, trettisju"),
    ("på en to, tre null, fem fem, null en hvis", "no", "en to, tre null, fem fem, null en"),
    ("saken hundre og førtiåtte tusen ni hundre og tolv ble", "no", "hundre og førtiåtte tusen ni hundre og tolv"),
    ("nummeret tolvtusenfirehundreogtrettito ble", "no", "tolvtusenfirehundreogtrettito"),
    ("ring fire åtte null null tjueseks", "nn", "fire åtte null null tjueseks"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "number"), FOUND)
def test_a_long_number_in_words_is_found(text: str, language: str, number: str) -> None:
    words = text.split()
    assert [" ".join(words[a:b]) for a, b in long_numbers(words, language)] == [number]


LEFT = [
    ("I was twenty-six when we moved, and forty when", "en"),
    ("in nineteen ninety eight we", "en"),
    ("about two hundred thousand people", "en"),
    ("it cost fifteen thousand a year", "en"),
    ("a million times", "en"),
    ("two or three, maybe four or five", "en"),
    ("I have a boy of seven. Nine years ago, eleven", "en"),
    ("one by one", "en"),
    ("my number is 684 41 709", "en"),  # in digits already
    ("I forty", "en"),
    ("NAV and the GP said", "en"),
    ("I saw my GP, two weeks ago", "en"),
    ("it was at NAV. Two of them", "en"),
    ("for to hundre tusen kroner", "no"),
    ("i nitten nittiåtte var jeg", "no"),
    ("en eller to av dem", "no"),
    ("eins zwei drei vier fünf sechs", "de"),  # numbers of this language are not known
    ("", "en"),
]


@pytest.mark.parametrize(("text", "language"), LEFT)
def test_years_amounts_ages_and_what_is_in_digits_stay(text: str, language: str) -> None:
    assert long_numbers(text.split(), language) == []


def timed(text: str) -> tuple[RecognizedWord, ...]:
    return tuple(RecognizedWord(word, n / 2, n / 2 + 0.4, 0.9) for n, word in enumerate(text.split()))


SPLICED = [
    ("I know it, six eight four four one seven oh nine. She said twenty-six",
     "I know it, 684 41 709. She said 26", "I know it, 684 41 709. She said twenty-six"),
    ("six eight four four one seven oh nine", "684 41 709", "684 41 709"),
    ("it is six eight four four one", "it is six eight four four one", "it is six eight four four one"),  # no digits
    ("it is six eight four four one now", "something else altogether 68441 here", "it is six eight four four one now"),
    ("with EQ five D twice", "with EQ-5D twice", "with EQ-5D twice"),
    ("call five five five one two or six six six three four", "call 555 12 or 666 34", "call 555 12 or 666 34"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "again", "result"), SPLICED)
def test_the_number_alone_is_taken_from_the_attempt_with_digits(first: str, again: str, result: str) -> None:
    words = timed(first)
    places = long_numbers(first.split(), "en")
    assert " ".join(word.text for word in with_digits(words, timed(again), places)) == result


class Spelling(ScriptedEngine):
    """Says the same number in every window, in words unless digits are allowed."""

    def decode(self, windows: object, language: str, attempt: Attempt) -> list[Passage]:
        assert isinstance(windows, list)
        self.calls.append(([len(window) for window in windows], attempt))
        text = (
            "ask for 684 41 709 and nine"
            if attempt.digits
            else "ask for six eight four four one seven oh nine and nine"
        )
        return [Passage(tuple(RecognizedWord(w, n, n + 0.9, 0.9) for n, w in enumerate(text.split())), -0.2, 0.0)
                for _ in windows]  # fmt: skip


def test_the_recognizer_decodes_such_a_window_once_more_with_digits() -> None:
    engine = Spelling()
    recognizer = SpeechRecognizer(engine, SOUND, SPEAKING, SPEECH, "en")
    (passage, *_), *_ = recognizer.batches(WINDOWS[:1], 0)
    assert " ".join(word.text for word in passage.words).startswith("ask for 684 41 709 and nine")
    assert [attempt.digits for _, attempt in engine.calls][:2] == [False, True]


def test_where_digits_are_wanted_nothing_is_decoded_again() -> None:
    engine = Spelling()
    list(SpeechRecognizer(engine, SOUND, SPEAKING, [], "en", digits=True).batches(WINDOWS[:1], 0))
    assert len(engine.calls) == 1
