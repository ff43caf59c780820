"""Listening again: the words that can be heard in a sound, without speakers and without a checkpoint."""

from collections.abc import Callable, Sequence

from ipstranscribe.audio.intervals import Interval
from ipstranscribe.audio.samples import Sound
from ipstranscribe.languages import for_whisper
from ipstranscribe.model import Progress
from ipstranscribe.transcribe.asr.batching import batches_of
from ipstranscribe.transcribe.asr.engines import Engine, Passage, RecognizedWord
from ipstranscribe.transcribe.asr.recognizer import SpeechRecognizer
from ipstranscribe.transcribe.asr.word_order import in_time
from ipstranscribe.transcribe.stage import CLEAR_SPEECH
from ipstranscribe.transcribe.voice_activity import find_speech, pack_windows, speech_probability


def clear_speech(sound: Sound) -> list[Interval]:
    """The stretches in which somebody clearly speaks."""
    found = find_speech(speech_probability(sound), sound.duration, CLEAR_SPEECH)
    return [(one.start, one.end) for one in found]


def words_heard(
    sound: Sound, load: Callable[[], Engine], language: str, progress: Progress
) -> Sequence[RecognizedWord]:
    """The words of `sound` in order of time, as heard: nothing is spelt as the study spells it. None if nobody speaks.

    Decoded as a transcription decodes, doubtful windows and speech without words again. The engine is asked for only if
    somebody speaks.
    """
    probability = speech_probability(sound)
    windows = pack_windows(find_speech(probability, sound.duration), sound.duration)
    if not windows:
        return []
    speech, engine = find_speech(probability, sound.duration, CLEAR_SPEECH), load()
    recognizer = SpeechRecognizer(engine, sound, probability, speech, for_whisper(language))
    passages: list[Passage] = []
    count = len(list(batches_of(windows, engine.device.batch)))
    for done, batch in enumerate(recognizer.batches(windows, 0), 1):
        passages += batch
        progress(done / count)
    return [word for passage in in_time(passages) for word in passage.words]
