"""Speech that a first hearing leaves out is recovered and stands where it was said: holes anywhere, several in a window."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.audio.recording import LEVEL_FRAME, Audio
from ipstranscribe.audio.samples import RATE
from ipstranscribe.model import Cast, Transcript
from ipstranscribe.settings import TranscribeSettings
from ipstranscribe.transcribe import stage
from ipstranscribe.transcribe.asr.recognizer import SpeechRecognizer
from ipstranscribe.transcribe.asr.word_order import in_time
from ipstranscribe.transcribe.voice_activity import FRAME, find_speech, pack_windows
from tests.conftest import REAL_MISPLACED
from tests.transcribe.ruler import RulerEngine, Spoken, ruler


def heard(talk: list[Spoken]) -> list[str]:
    """The words of the talk as the recognizer gives them."""
    seconds = talk[-1].end + 1
    speaking = np.ones(int(seconds / FRAME), np.float32)
    speech = find_speech(speaking, seconds)
    recognizer = SpeechRecognizer(RulerEngine(talk), ruler(seconds), speaking, speech, "en")
    passages = [p for batch in recognizer.batches(pack_windows(speech, seconds), 0) for p in batch]
    words = [word for passage in in_time(passages) for word in passage.words]
    assert all(a.start <= b.start for a, b in pairwise(words))
    return [word.text for word in words]


@st.composite
def talks(draw: st.DrawFn) -> list[Spoken]:
    """Talk of up to a minute: words with short pauses, and runs of them that are left out at first."""
    talk: list[Spoken] = []
    at, left_out = 0.5, False
    for number in range(draw(st.integers(20, 80))):
        left_out = draw(st.sampled_from([left_out] * 5 + [not left_out]))
        length, pause = draw(st.sampled_from([0.2, 0.35, 0.6])), draw(st.sampled_from([0.0, 0.05, 0.2, 0.3]))
        late = draw(st.sampled_from([0.0, 0.0, 0.15, -0.15]))
        talk.append(Spoken(str(number), at, at + length, left_out=left_out, late=late))
        at = round(at + length + pause, 2)
    return talk


@given(talks())
def test_recovered_words_stand_in_the_order_in_which_they_were_said(talk: list[Spoken]) -> None:
    numbers = [int(word) for word in heard(talk)]
    assert numbers == sorted(numbers)
    # a word whose time is off may be heard on both sides of a border between windows
    assert any(word.late for word in talk) or len(set(numbers)) == len(numbers)
    assert {int(word.text) for word in talk if not word.left_out} <= set(numbers)


# An interview of quick exchanges, and two people with a microphone each.


def exchanges(left_out: set[int]) -> list[Spoken]:
    """Twelve short questions with answers, half a second between them; the questions in `left_out` are missed at first."""
    talk, at = [], 1.0
    for number in range(12):
        for speaker, count in ((0, 6), (1, 16)):
            for n in range(count):
                mark = "?" if (speaker, n) == (0, count - 1) else "." if n == count - 1 else ""
                text = f"{'qa'[speaker]}{number}w{n}{mark}"
                talk.append(Spoken(text, at, at + 0.28, speaker, left_out=not speaker and number in left_out))
                at = round(at + 0.3, 2)
            at = round(at + 0.5, 2)
    return talk


def transcript(talk: list[Spoken], monkeypatch: pytest.MonkeyPatch) -> Transcript:
    """The whole stage on a recording with a channel for each speaker."""
    seconds = talk[-1].end + 1
    levels = np.full((int(seconds * RATE / LEVEL_FRAME), 2), 1e-4, np.float32)
    for word in talk:
        first, last = (int(moment * RATE / LEVEL_FRAME) for moment in (word.start - 0.05, word.end + 0.05))
        levels[first:last, word.speaker] = 0.1
    speaking = np.zeros(int(seconds / FRAME), np.float32)
    for word in talk:
        speaking[int(word.start / FRAME) : int(word.end / FRAME) + 1] = 1
    monkeypatch.setattr(stage, "speech_probability", lambda sound: speaking)
    audio = Audio(ruler(seconds), levels=levels)
    return stage.transcribe(
        audio, lambda: RulerEngine(talk), TranscribeSettings(language="en"), stage.Job("P1", Cast.of("P1"))
    )


def said(talk: list[Spoken]) -> list[str]:
    """What each speaker says without a break."""
    texts: list[tuple[int, str]] = []
    for word in talk:
        if texts and texts[-1][0] == word.speaker:
            texts[-1] = (word.speaker, f"{texts[-1][1]} {word.text}")
        else:
            texts.append((word.speaker, word.text))
    return [text for _, text in texts]


@pytest.mark.parametrize("left_out", [set(), {3}, {0, 4, 5, 11}, set(range(12))])
def test_a_question_that_was_recovered_stands_before_its_answer(
    left_out: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = exchanges(left_out)
    result = transcript(talk, monkeypatch)
    assert [turn.text for turn in result.turns] == said(talk)
    assert {speaker.role for speaker in result.speakers} == {"interviewer", "participant"}


def test_a_turn_out_of_time_fails_here_and_is_a_concern_for_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "in_time", list)
    talk = exchanges({3})
    with pytest.raises(AssertionError, match="out of time"):
        transcript(talk, monkeypatch)
    monkeypatch.setattr(stage, "_misplaced", REAL_MISPLACED)
    assert any("report this" in concern.why for concern in transcript(talk, monkeypatch).concerns)
