"""Every kind of place that a person should listen to is reported, and ordinary talk is not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.audio.recording import Damage
from ipstranscribe.model import Concern
from ipstranscribe.transcribe.asr.engines import Passage, RecognizedWord
from ipstranscribe.transcribe.coverage import Recognized, find_concerns
from ipstranscribe.transcribe.diarization.attribution import Attribution, Voices
from ipstranscribe.transcribe.diarization.voices import FRAME
from ipstranscribe.transcribe.turns import make_turns
from ipstranscribe.transcribe.voice_activity import SpeechSegment

ONE_OF_TWO = Voices(np.tile(np.array([[1.0, 0.0]], np.float32), (6000, 1)))


def said(text: str, start: float = 0.0, probability: float = 0.9) -> list[RecognizedWord]:
    """The words of `text`, each half a second long."""
    return [RecognizedWord(w, start + n / 2, start + n / 2 + 0.5, probability) for n, w in enumerate(text.split())]


def concerns(
    words: list[RecognizedWord],
    speech: list[tuple[float, float]],
    *,
    log_probability: float = -0.2,
    margin: float = 0.9,
    voices: Voices = ONE_OF_TWO,
    damages: tuple[Damage, ...] = (),
) -> tuple[Concern, ...]:
    passage = Passage(tuple(words), log_probability, 0.0)
    heard = Recognized(words, [passage], [Attribution(0, margin) for _ in words])
    turns = make_turns("P1", words, ["P1"] * len(words))
    return find_concerns(heard, [SpeechSegment(*pair) for pair in speech], voices, damages, turns)


def kinds(found: tuple[Concern, ...]) -> list[str]:
    return [concern.kind for concern in found]


PLAIN = said("I went to the clinic and then they asked me about work.")


def test_talk_that_is_covered_and_probable_raises_no_concern() -> None:
    assert concerns(PLAIN, [(0, 6)]) == ()


HOLES = [
    # speech, where words are missing
    ([(0, 6), (20, 23)], [(20, 23)]),
    ([(0, 6), (20, 20.8)], []),  # shorter than a second
    ([(0, 10)], [(6.4, 10)]),  # the rest of a stretch that begins with words
    ([(0, 7)], []),  # words reach a little further than their times say
]


@pytest.mark.parametrize(("speech", "holes"), HOLES)
def test_speech_without_words(speech: list[tuple[float, float]], holes: list[tuple[float, float]]) -> None:
    found = concerns(PLAIN, speech)
    assert [(c.start, c.end) for c in found] == holes
    assert set(kinds(found)) <= {"speech_without_words"}


@given(st.lists(st.floats(1.5, 20), min_size=1, max_size=6), st.lists(st.booleans(), min_size=6, max_size=6))
def test_every_long_enough_stretch_without_words_is_inside_a_concern(lengths: list[float], silent: list[bool]) -> None:
    at, speech, words, unheard = 0.0, [], [], []
    for length, quiet in zip(lengths, silent, strict=False):
        speech.append((at, at + length))
        if quiet:
            unheard.append((at, at + length))
        else:
            words += [RecognizedWord("so", at + n / 2, at + n / 2 + 0.5, 0.9) for n in range(int(length * 2))]
        at += length + 3
    holes = [c for c in concerns(words, speech) if c.kind == "speech_without_words"]
    assert all(any(c.start <= a + 0.01 and b - 0.01 <= c.end for c in holes) for a, b in unheard)


LOOPS = [
    ("no no no no no no no", True),
    ("no no no no", False),  # people do say that
    ("thank you. Thank you. thank you. Thank you.", True),
    ("and then I went and then I went home", False),
    ("a b c d e f a b c d e f a b c d e f a b c d e f", True),
]


@pytest.mark.parametrize(("text", "loops"), LOOPS)
def test_words_that_come_again_and_again(text: str, loops: bool) -> None:
    assert ("loop" in kinds(concerns(said(text), [(0, 15)]))) == loops


def test_a_passage_that_compresses_too_well_is_a_loop() -> None:
    words = said("he said that " * 20)
    assert Passage(tuple(words), -0.2, 0.0).compression > 2.4
    assert kinds(concerns(words, [(0, 30)])) == ["loop"]


def test_a_passage_that_is_improbable_as_a_whole() -> None:
    assert kinds(concerns(PLAIN, [(0, 6)], log_probability=-1.2)) == ["low_confidence"]


@pytest.mark.parametrize(("count", "reported"), [(1, False), (2, False), (3, True)])
def test_several_improbable_words_in_a_row(count: int, reported: bool) -> None:
    words = [*PLAIN, *said("x " * count, start=6, probability=0.2), *said("and so on", start=6 + count / 2)]
    found = concerns(words, [(0, words[-1].end)])
    assert kinds(found) == (["low_confidence"] if reported else [])


@pytest.mark.parametrize(
    ("text", "probability", "reported"),
    [("600", 0.3, True), ("2021-40-7716,", 0.4, True), ("600", 0.6, False), ("six", 0.3, False), ("pain", 0.3, False)],
)
def test_a_number_in_digits_that_was_hard_to_hear(text: str, probability: float, *, reported: bool) -> None:
    words = [*PLAIN, *said(text, start=6, probability=probability), *said("and so on", start=6.5)]
    found = concerns(words, [(0, words[-1].end)])
    assert [(c.start, c.kind) for c in found] == ([(6.0, "low_confidence")] if reported else [])


def test_words_where_nobody_speaks() -> None:
    found = concerns([*PLAIN, *said("Thanks for watching!", start=40)], [(0, 6)])
    assert [(c.kind, c.start, c.end, c.turn) for c in found] == [("text_without_speech", 40.0, 41.5, "P1-001")]


def test_words_that_could_be_anybodys() -> None:
    assert kinds(concerns(PLAIN, [(0, 6)], margin=0.1)) == ["uncertain_speaker"]
    one = Voices(np.ones((600, 1), np.float32))
    assert kinds(concerns(PLAIN, [(0, 6)], margin=0.1, voices=one)) == []


def test_two_people_at_once() -> None:
    activity = ONE_OF_TWO.activity.copy()
    activity[round(2 / FRAME) : round(3 / FRAME)] = 1
    (found,) = concerns(PLAIN, [(0, 6)], voices=Voices(activity))
    assert (found.kind, found.start, found.end) == ("overlap", pytest.approx(2, abs=0.05), pytest.approx(3, abs=0.05))


def test_a_damaged_recording_is_reported_where_it_breaks_off() -> None:
    (found,) = concerns(PLAIN, [(0, 6)], damages=(Damage(60.0, "Recording 1 breaks off."),))
    assert (found.start, found.turn, found.why) == (60.0, None, "Recording 1 breaks off.")


def test_neighbours_are_one_concern_all_are_in_order_and_none_quotes_the_talk() -> None:
    words = [*said("Zebra zebra", start=30), *said("Zebra", start=32), *said("Zebra", start=50)]
    found = concerns(words, [(0, 6)])
    assert [(c.start, c.end) for c in found] == [(0, 6), (30.0, 32.5), (50.0, 50.5)]
    assert not any("ebra" in c.why for c in found)


def test_a_respelling_is_a_concern_of_its_own_with_what_was_heard_and_what_is_written() -> None:
    """Neighbours are not merged, as other concerns are, and `why` quotes neither."""
    said = [
        RecognizedWord("Klara", 1.0, 1.4, 0.9, "Clarra"),
        RecognizedWord("and", 1.4, 1.5, 0.9),
        RecognizedWord("Engvild,", 1.5, 2.0, 0.9, "Engvild", "Ingvild"),
    ]
    turns = make_turns("P1", said, ["I"] * 3)
    heard = Recognized(said, [Passage(tuple(said), -0.3, 0.0)], [Attribution(0, 1.0)] * 3)
    concerns = find_concerns(heard, [SpeechSegment(0.9, 2.1)], Voices.single(), [], turns)
    assert [(c.kind, c.heard, c.written, c.turn) for c in concerns] == [
        ("respelling", "Clarra", "Klara", "P1-001"),
        ("similar_term", "Engvild", "Ingvild", "P1-001"),
    ]
    assert not any(name in concern.why for concern in concerns for name in ("Clarra", "Klara", "Engvild", "Ingvild"))
