"""Windows are decoded in batches; what fails is decoded again, what is missing is looked for, nothing else is touched."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from ipstranscribe.audio.samples import RATE
from ipstranscribe.transcribe.asr.batching import batches_of
from ipstranscribe.transcribe.asr.engines import Attempt, Passage, RecognizedWord
from ipstranscribe.transcribe.asr.engines.devices import BATCH
from ipstranscribe.transcribe.asr.guards import is_loop, is_reliable, is_silence
from ipstranscribe.transcribe.asr.recognizer import SHORTEST_SPLIT, SpeechRecognizer
from ipstranscribe.transcribe.coverage import speech_without_words
from ipstranscribe.transcribe.voice_activity import FRAME, SpeechSegment, Window
from tests.transcribe.engine import ScriptedEngine, chatter
from tests.transcribe.sound import sound_of

SOUND = sound_of(np.zeros(120 * RATE, np.float32))
SPEAKING = np.ones(int(120 / FRAME), np.float32)
WINDOWS = [Window((SpeechSegment(n * 12.0, n * 12.0 + 11.0),)) for n in range(9)]
SPEECH = [piece for window in WINDOWS for piece in window.pieces]
LOOP = [RecognizedWord("again", n / 10, n / 10 + 0.1, 0.9) for n in range(100)]


def recognizer(engine: ScriptedEngine, *, digits: bool = False) -> SpeechRecognizer:
    return SpeechRecognizer(engine, SOUND, SPEAKING, SPEECH, "en", digits)


def heard(engine: ScriptedEngine, finished: int = 0) -> list[list[Passage]]:
    return list(recognizer(engine).batches(WINDOWS, finished))


def words(batches: list[list[Passage]]) -> list[RecognizedWord]:
    return [word for batch in batches for passage in batch for word in passage.words]


def test_every_window_is_decoded_once_in_batches_and_its_words_are_at_their_place() -> None:
    engine = ScriptedEngine()
    said = words(heard(engine))
    assert [len(lengths) for lengths, _ in engine.calls] == [1, 2, 1, 2, 1, 2]
    assert len(said) == 9 * len(chatter(11))
    assert all(a.start <= b.start for a, b in pairwise(said))
    assert speech_without_words(said, SPEECH) == []


@pytest.mark.parametrize("workers", [2, 4, 16])
def test_more_workers_give_the_same_in_the_same_order(workers: int) -> None:
    assert heard(ScriptedEngine(workers=workers)) == heard(ScriptedEngine())


@pytest.mark.parametrize("finished", [1, 2, 4])
def test_it_goes_on_after_so_many_finished_batches(finished: int) -> None:
    engine = ScriptedEngine()
    assert heard(engine, finished) == heard(ScriptedEngine())[finished:]
    assert sum(len(lengths) for lengths, _ in engine.calls) == sum(
        map(len, list(batches_of(WINDOWS, BATCH))[finished:])
    )


def test_only_the_window_that_fails_is_decoded_again_with_digits_allowed() -> None:
    failing = iter([False, False, True, True])
    engine = ScriptedEngine(sure=lambda seconds, attempt: -1.5 if not attempt.digits and next(failing, False) else -0.2)
    assert len(words(heard(engine))) == 9 * len(chatter(11))
    again = [(lengths, attempt.digits) for lengths, attempt in engine.calls if attempt.digits]
    assert again == [([pytest.approx(11)], True)]


DRINK = ("do", "you", "drink", "at", "all")
ECHO = [RecognizedWord(word, 3.0, 3.0, 0.9) for word in DRINK * 2]


@pytest.mark.parametrize("bad", [LOOP, [*chatter(11), *ECHO]], ids=["a loop", "an echo"])
@pytest.mark.parametrize("digits", [False, True])
def test_a_window_that_loops_is_filled_up_at_first_where_that_was_saved(
    bad: list[RecognizedWord], *, digits: bool
) -> None:
    engine = ScriptedEngine(shortens=True)
    decode = engine.decode
    engine.decode = lambda windows, language, attempt: [  # type: ignore[method-assign]
        passage if attempt.filled else replace(passage, words=tuple(bad))
        for passage in decode(windows, language, attempt)
    ]
    said = words(list(recognizer(engine, digits=digits).batches(WINDOWS[:1], 0)))
    assert [word.text for word in said] == [word.text for word in chatter(11)]
    assert [attempt for _, attempt in engine.calls] == [
        Attempt(5, digits, timed=False),
        Attempt(5, digits),
        Attempt(5, digits, filled=True),
    ]


def test_what_still_fails_then_is_decoded_with_digits_and_filled_up_as_well() -> None:
    engine = ScriptedEngine(sure=lambda seconds, attempt: -0.2 if attempt.digits else -1.5, shortens=True)
    list(recognizer(engine).batches(WINDOWS[:1], 0))
    assert [(attempt.timed, attempt.digits, attempt.filled) for _, attempt in engine.calls] == [
        (False, False, False),
        (True, False, False),
        (True, False, True),
        (True, True, True),
    ]


def cut_short(said: Sequence[RecognizedWord], last: float) -> tuple[RecognizedWord, ...]:
    """Words that stop after four seconds; the last lasts until `last`, or stops there as well."""
    kept = [word for word in said if word.end <= 4.0]
    return (*kept[:-1], replace(kept[-1], end=last))


@pytest.mark.parametrize("last", [4.0, 6.5, 11.0], ids=["at the end", "hidden in part", "hidden by a stretched word"])
def test_what_is_left_out_without_times_is_decoded_with_them(last: float) -> None:
    engine = ScriptedEngine(batch=4)
    decode = engine.decode
    engine.decode = lambda windows, language, attempt: [  # type: ignore[method-assign]
        passage if attempt.timed or n else replace(passage, words=cut_short(passage.words, last))
        for n, passage in enumerate(decode(windows, language, attempt))
    ]
    said = words(list(recognizer(engine).batches(WINDOWS[:8], 0)))
    assert said == words(heard(ScriptedEngine()))[: len(said)]
    assert [(len(lengths), attempt) for lengths, attempt in engine.calls] == 2 * [
        (4, Attempt(5, digits=False, timed=False)),
        (1, Attempt(5, digits=False)),
    ]


@pytest.mark.parametrize(
    ("word", "limited"),
    [
        ((1.0, 3.5), (1.0, 2.1)),
        ((2.5, 4.5), (3.9, 4.5)),
        ((1.95, 4.4), (3.9, 4.4)),
        ((1.0, 1.4), (1.0, 1.4)),
        ((2.5, 3.5), (2.5, 3.5)),
        ((6.5, 7.5), (6.5, 7.5)),
    ],
    ids=[
        "stretched over the pause behind it",
        "begun in the pause before it",
        "begun at the end of speech",
        "inside speech",
        "in a pause",
        "after all speech",
    ],
)
def test_a_word_does_not_last_over_a_pause(word: tuple[float, float], limited: tuple[float, float]) -> None:
    engine = ScriptedEngine(lambda seconds: [RecognizedWord("mine", *word, 0.9)])
    window, speech = Window((SpeechSegment(0.0, 8.0),)), [SpeechSegment(0.0, 2.0), SpeechSegment(4.0, 6.0)]
    (said,) = SpeechRecognizer(engine, SOUND, SPEAKING, speech, "en").batches([window], 0)
    assert (said[0].words[0].start, said[0].words[0].end) == pytest.approx(limited)


def test_an_echo_that_no_attempt_is_without_is_left_out() -> None:
    spoken = [RecognizedWord(word, n / 2, n / 2 + 0.3, 0.9) for n, word in enumerate(DRINK)]
    engine = ScriptedEngine(lambda seconds: [*spoken, *ECHO])
    short = Window((SpeechSegment(0.0, 2.5),))
    (said,) = SpeechRecognizer(engine, SOUND, SPEAKING, short.pieces, "en").batches([short], 0)
    assert tuple(word.text for word in words([said])) == DRINK


def test_a_window_that_loops_is_cut_in_two_until_it_does_not() -> None:
    engine = ScriptedEngine(lambda seconds: LOOP if seconds > 8 else chatter(seconds))
    said = words(heard(engine))
    assert not any(word.text == "again" for word in said)
    assert speech_without_words(said, SPEECH) == []


def test_a_window_that_always_fails_keeps_its_most_probable_words() -> None:
    engine = ScriptedEngine(sure=lambda seconds, attempt: -1.2 if attempt.digits else -1.5)
    passages = [passage for batch in heard(engine) for passage in batch]
    assert {passage.log_probability for passage in passages} == {-1.2}
    assert min(min(lengths) for lengths, _ in engine.calls) > SHORTEST_SPLIT / 4
    assert speech_without_words(words([passages]), SPEECH) == []


def test_where_digits_are_wanted_they_are_allowed_at_once() -> None:
    engine = ScriptedEngine()
    list(recognizer(engine, digits=True).batches(WINDOWS, 0))
    assert {attempt for _, attempt in engine.calls} == {Attempt(5, digits=True, timed=False)}


def test_speech_without_words_is_heard_once_more_and_no_word_comes_twice() -> None:
    engine = ScriptedEngine(lambda seconds: chatter(seconds)[:8] if seconds > 10 else chatter(seconds))
    said = words(heard(engine))
    assert speech_without_words(said, SPEECH) == []
    assert not any(a.start < (b.start + b.end) / 2 < a.end for a, b in pairwise(said))


def test_speech_for_which_there_are_no_words_stays_a_hole() -> None:
    def deaf(seconds: float) -> list[RecognizedWord]:
        return chatter(seconds)[:8] if seconds > 10.9 else []

    holes = speech_without_words(words(heard(ScriptedEngine(deaf))), SPEECH)
    assert len(holes) == 9
    assert all(hole.duration > 5 for hole in holes)


def test_words_that_are_invented_in_silence_are_left_out() -> None:
    engine = ScriptedEngine()
    decode = engine.decode
    engine.decode = lambda *given: [Passage(p.words, -1.3, 0.9) for p in decode(*given)]  # type: ignore[method-assign]
    assert words(heard(engine)) == []


def test_an_error_of_the_engine_comes_out_and_what_has_not_begun_does_not_begin() -> None:
    def broken(seconds: float) -> list[RecognizedWord]:
        raise RuntimeError

    engine = ScriptedEngine(broken, workers=2)
    with pytest.raises(RuntimeError):
        heard(engine)
    assert len(engine.calls) < len(list(batches_of(WINDOWS, BATCH)))


def test_who_stops_listening_stops_the_work() -> None:
    engine = ScriptedEngine(workers=1)
    batches = recognizer(engine).batches(WINDOWS, 0)
    next(batches)
    batches.close()
    assert len(engine.calls) <= 3


def passage(text: str, log_probability: float = -0.3, no_speech: float = 0.1) -> Passage:
    said = [RecognizedWord(word, n / 3, n / 3 + 0.3, 0.9) for n, word in enumerate(text.split())]
    return Passage(tuple(said), log_probability, no_speech)


ORDINARY = "I went to the clinic and then they asked me about work, which nobody had done"
GUARDS: list[tuple[Passage, float, Callable[[Passage, float], bool], bool]] = [
    (passage(ORDINARY), 10, is_reliable, True),
    (passage(ORDINARY, -1.2), 10, is_reliable, False),
    (passage(ORDINARY, -1.2, 0.9), 10, is_reliable, True),  # silence is a result
    (passage("and then " * 40), 20, is_reliable, False),
    (passage("no no no no"), 3, is_reliable, True),
    (passage(""), 10, is_reliable, True),
    (passage(ORDINARY), 1.5, is_loop, True),  # sixteen words in a second and a half
    (passage("yes I do"), 0.2, is_loop, False),  # three words prove nothing
    (Passage((*passage(ORDINARY).words, *ECHO), -0.3, 0.1), 10, is_reliable, False),
]


@pytest.mark.parametrize(("given", "seconds", "guard", "verdict"), GUARDS)
def test_guards(given: Passage, seconds: float, guard: Callable[[Passage, float], bool], *, verdict: bool) -> None:
    assert guard(given, seconds) is verdict


def test_silence_needs_both_an_improbable_text_and_nobody_speaking() -> None:
    assert is_silence(passage(ORDINARY, -1.2, 0.9))
    assert not is_silence(passage(ORDINARY, -0.3, 0.9))
    assert not is_silence(passage(ORDINARY, -1.2, 0.2))
