"""The transcription stage: from the audio of an interview to its transcript, by recognition and diarization."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from ipstranscribe import __version__
from ipstranscribe.audio.recording import Audio
from ipstranscribe.audio.samples import Sound
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.languages import for_whisper
from ipstranscribe.model import Cast, Concern, MadeBy, Progress, Transcript, Turn
from ipstranscribe.settings import TranscribeSettings
from ipstranscribe.transcribe.asr.batching import batches_of
from ipstranscribe.transcribe.asr.checkpoint import Checkpoint
from ipstranscribe.transcribe.asr.engines import Engine, Passage
from ipstranscribe.transcribe.asr.language import choose_language
from ipstranscribe.transcribe.asr.recognizer import SpeechRecognizer
from ipstranscribe.transcribe.asr.vocabulary import Speller, WordKind
from ipstranscribe.transcribe.asr.word_order import in_time
from ipstranscribe.transcribe.coverage import Recognized, find_concerns, speech_coverage
from ipstranscribe.transcribe.diarization.attribution import Voices, attribute_words, diarize
from ipstranscribe.transcribe.diarization.channels import voices_by_channel
from ipstranscribe.transcribe.diarization.interviewer import InterviewerGuess, find_interviewer
from ipstranscribe.transcribe.diarization.named_voices import NamedVoices, name_voices
from ipstranscribe.transcribe.turns import make_turns, out_of_time
from ipstranscribe.transcribe.voice_activity import Probability, find_speech, limit_to, pack_windows, speech_probability

CLEAR_SPEECH = 0.5
"""Probability of speech from which on speech without words is decoded again and reported."""


@dataclass(frozen=True)
class Job:
    """One transcription job: the interview and what is known about it.

    `interview` is the prefix of turn ids, `cast` who may be heard, `guide_wording` helps to find the interviewer,
    `inputs` is the fingerprint of all inputs, `weights` the checksum of the model.
    `likely_languages` are taken where the language is uncertain; `names` are single words that may be said.
    `kind_of` says what a heard word of a language is: a name or an everyday word is never respelled.
    `checkpoint` keeps decoded batches; `on_batch` gets all passages so far, `on_progress` the share of the decoding
    that is done.
    """

    interview: str
    cast: Cast
    guide_wording: Sequence[str] = ()
    inputs: str = ""
    weights: str = ""
    likely_languages: Sequence[str] = ()
    names: Sequence[str] = ()
    kind_of: Callable[[str, str], WordKind] = lambda word, language: "unknown"
    checkpoint: Checkpoint = field(default_factory=Checkpoint)
    on_batch: Callable[[Sequence[Passage]], None] = lambda passages: None
    on_progress: Progress = lambda share: None


def transcribe(audio: Audio, load: Callable[[], Engine], settings: TranscribeSettings, job: Job) -> Transcript:
    """Transcribe one interview. Raises UserError (NOTHING_SAID) if there is no speech.

    The engine is asked for once, while voices are told apart already: a model takes as long to load as a minute to decode.
    """
    with _aside(
        lambda: limit_to(speech_probability(audio.sound), settings.start, settings.stop),
        lambda speech, stop: _voices(audio, speech, settings, stop),
    ) as (speech_later, voices_later):
        engine, probability = load(), speech_later.result()
        passages, certain = _decoded(audio.sound, probability, engine, settings, job)
        voices = voices_later.result()
    words = [word for passage in in_time(passages) for word in passage.words]
    if not words:
        raise _nothing_said()
    heard = Recognized(words, passages, attribute_words(words, voices))
    guess = find_interviewer(_talk(heard), job.guide_wording)
    named = name_voices(_talk(heard), guess.interviewer, job.cast)
    speakers = named.speakers
    turns = make_turns(job.interview, words, [speakers[who.speaker].label for who in heard.speakers])
    speech = find_speech(probability, audio.duration, CLEAR_SPEECH)
    return Transcript(
        interview=job.interview,
        language=job.checkpoint.language,
        recordings=audio.recordings,
        speakers=tuple({speaker.label: speaker for speaker in speakers.values()}.values()),
        turns=turns,
        concerns=(
            *_about_the_whole(audio.duration, guess, certain=certain, expected=settings.speakers),
            *_about_voices(audio.duration, named),
            *find_concerns(heard, speech, voices, audio.damages, turns),
            *map(_misplaced, out_of_time(turns)),
        ),
        coverage=speech_coverage(words, speech),
        made_by=MadeBy(
            program=f"ipstranscribe {__version__}", inputs=job.inputs, settings=_record(engine, settings, job.weights)
        ),
    )


def _decoded(
    sound: Sound, probability: Probability, engine: Engine, settings: TranscribeSettings, job: Job
) -> tuple[list[Passage], bool]:
    """Every decoded passage, and whether the language is certain."""
    windows = pack_windows(find_speech(probability, sound.duration), sound.duration)
    if not windows:
        raise _nothing_said()
    checkpoint = job.checkpoint
    if not checkpoint.language or checkpoint.batch != engine.device.batch:
        language, certain = choose_language(engine, windows, sound, settings, job.likely_languages)
        checkpoint.begin(language, certain=certain, batch=engine.device.batch)
    language = for_whisper(checkpoint.language)
    recognizer = SpeechRecognizer(
        engine,
        sound,
        probability,
        find_speech(probability, sound.duration, CLEAR_SPEECH),
        language,
        digits=settings.numbers == "digits",
        speller=Speller(
            (*settings.vocabulary, *job.names), engine, language, partial(_kind_of, settings, job, checkpoint.language)
        ),
    )
    count = len(list(batches_of(windows, engine.device.batch)))
    for batch in recognizer.batches(windows, len(checkpoint.batches)):
        checkpoint.add(batch)
        job.on_batch(checkpoint.passages)
        job.on_progress(len(checkpoint.batches) / count)
    return checkpoint.passages, checkpoint.certain


def _kind_of(settings: TranscribeSettings, job: Job, language: str, word: str) -> WordKind:
    """What a heard word is; what the study wants written as heard counts as a name."""
    as_heard = {kept.casefold() for kept in settings.as_heard}
    return "name" if word.casefold() in as_heard else job.kind_of(word, language)


@contextmanager
def _aside(
    listen: Callable[[], Probability], tell_apart: "Callable[[Future[Probability], threading.Event], Voices]"
) -> "Iterator[tuple[Future[Probability], Future[Voices]]]":
    """Run both in background threads; the second gets the result of the first to come.

    Its stop event is set when the block ends or fails.
    """
    stop = threading.Event()
    with ThreadPoolExecutor(2, "voices") as pool:
        speech = pool.submit(listen)
        try:
            yield speech, pool.submit(tell_apart, speech, stop)
        finally:
            stop.set()


def _voices(audio: Audio, speech: "Future[Probability]", settings: TranscribeSettings, stop: threading.Event) -> Voices:
    """Diarization: by channel if each speaker has one, else by voice.

    Segmentation needs no speech probability, so it begins while that is still to come.
    """

    def check(share: float) -> None:
        if stop.is_set():
            raise InterruptedError

    if settings.speakers == 1:
        return Voices.single()
    several_channels = audio.levels.shape[1] > 1 and settings.speakers in (0, 2)
    if several_channels and (by_channel := voices_by_channel(audio.levels, speech.result())):
        return by_channel
    return diarize(audio.sound, settings.speakers, check, lambda: find_speech(speech.result(), audio.duration))


def _talk(heard: Recognized) -> list[tuple[int, str]]:
    """Speaker number and text of each turn, before labels are assigned."""
    numbers = [str(who.speaker) for who in heard.speakers]
    return [(int(turn.speaker), turn.text) for turn in make_turns("", heard.words, numbers)]


def _about_the_whole(duration: float, guess: InterviewerGuess, *, certain: bool, expected: int) -> Iterator[Concern]:
    def concern(kind: str, why: str) -> Concern:
        return Concern.model_validate({"kind": kind, "start": 0.0, "end": round(duration, 2), "why": why})

    if not certain:
        yield concern("low_confidence", "The language was hard to recognise; name it with --language and run again.")
    if guess.interviewer is None and expected != 1:
        yield concern("uncertain_speaker", "Only one voice was found in the whole recording.")
    elif guess.interviewer is not None and not guess.clear:
        yield concern("uncertain_speaker", "It is not clear who is the interviewer; the labels may be swapped.")


def _about_voices(duration: float, named: NamedVoices) -> Iterator[Concern]:
    """What is not sure of who is who where several were interviewed together."""
    for why in named.doubts:
        yield Concern(kind="uncertain_speaker", start=0.0, end=round(duration, 2), why=why)


def _misplaced(turn: Turn) -> Concern:
    """The concern that a turn stands out of order of time: a fault of this program, which tests turn into a failure."""
    why = "This turn was said before words that stand above it. Please report this as a fault of the program."
    return Concern(kind="uncertain_speaker", start=turn.start or 0.0, end=turn.end or 0.0, turn=turn.id, why=why)


def _record(engine: Engine, settings: TranscribeSettings, weights: str) -> dict[str, str]:
    """Settings and versions that the header of the draft shows as the recognizer."""
    chosen = {
        "engine": settings.engine,
        "model": settings.model,
        "weights": f"sha256 {weights[:16]}" if weights else "",
        "device": str(engine.device),
        "language": settings.language or "detected",
        "speakers": str(settings.speakers or "counted"),
        "numbers": settings.numbers,
        "start": "" if settings.start is None else f"{settings.start:g} s",
        "stop": "" if settings.stop is None else f"{settings.stop:g} s",
    }
    return {**{name: value for name, value in chosen.items() if value}, **engine.versions}


def _nothing_said() -> UserError:
    return UserError(
        "No speech was found in the recording.",
        "Play it: is it the right file, and is the sound loud enough?",
        ExitCode.NOTHING_SAID,
    )
