"""The whole stage: from the sound of an interview to a transcript."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ipstranscribe import __version__
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Concern, MadeBy, Progress, Speaker, Transcript
from ipstranscribe.settings import TranscribeSettings
from ipstranscribe.transcribe.audio import Audio, Samples, louder
from ipstranscribe.transcribe.coverage import Heard, listen_here
from ipstranscribe.transcribe.engines import Engine, Passage
from ipstranscribe.transcribe.interviewer import Guess, find_interviewer
from ipstranscribe.transcribe.language import choose_language, for_whisper
from ipstranscribe.transcribe.speakers import Attribution, attribute, tell_apart
from ipstranscribe.transcribe.speech import Window, find_speech, pack, speech_probability
from ipstranscribe.transcribe.turns import make_turns

DECODING = 0.8
"""Share of the time that decoding takes; the rest is telling speakers apart."""

CLEAR_SPEECH = 0.5
"""Probability of speech from which on missing words are reported."""


def transcribe(  # noqa: PLR0913 - everything that one interview is made from, by keyword
    audio: Audio,
    engine: Engine,
    settings: TranscribeSettings,
    *,
    interview: str,
    participant: str,
    on_progress: Progress,
    guide_wording: Sequence[str] = (),
    inputs: str = "",
) -> Transcript:
    """Transcribe one interview.

    `interview` numbers the turns, `participant` labels the one who is interviewed, `guide_wording` helps to recognise
    who asks, `inputs` is the fingerprint of all that went in. Raises UserError (NOTHING_SAID) if there is no speech.
    """
    samples = louder(audio.samples)
    probability = speech_probability(samples)
    windows = pack(find_speech(probability, audio.duration), audio.duration)
    if not windows:
        raise _nothing_said()
    language, certain = choose_language(engine, windows, samples, settings)
    passages = list(_decoded(samples, windows, engine, for_whisper(language), on_progress))
    words = [word for passage in passages for word in passage.words]
    if not words:
        raise _nothing_said()
    voices = tell_apart(samples, settings.speakers, lambda share: on_progress(DECODING + (1 - DECODING) * share))
    heard = Heard(words, passages, attribute(words, voices))
    guess = find_interviewer(_talk(heard), guide_wording)
    speakers = _labels(heard.speakers, guess.interviewer, participant)
    turns = make_turns(interview, words, [speakers[who.speaker].label for who in heard.speakers])
    clear_speech = find_speech(probability, audio.duration, CLEAR_SPEECH)
    return Transcript(
        interview=interview,
        language=language,
        recordings=audio.recordings,
        speakers=tuple({speaker.label: speaker for speaker in speakers.values()}.values()),
        turns=turns,
        concerns=(
            *_about_the_whole(audio.duration, guess, certain=certain, expected=settings.speakers),
            *listen_here(heard, clear_speech, voices, audio.damages, turns),
        ),
        made_by=MadeBy(program=f"ipstranscribe {__version__}", inputs=inputs, settings=_record(engine, settings)),
    )


def _decoded(
    samples: Samples, windows: Sequence[Window], engine: Engine, language: str, on_progress: Progress
) -> Iterator[Passage]:
    """Every passage that was heard, at its place in the interview."""
    done, whole = 0.0, sum(window.duration for window in windows)
    heard = engine.decode((window.cut(samples) for window in windows), language)
    for window, passages in zip(windows, heard, strict=True):
        yield from (_in_place(passage, window) for passage in passages)
        done += window.duration
        on_progress(DECODING * done / whole)


def _in_place(passage: Passage, window: Window) -> Passage:
    spans = [window.span(word.start, word.end) for word in passage.words]
    words = [replace(word, start=start, end=end) for word, (start, end) in zip(passage.words, spans, strict=True)]
    return replace(passage, words=tuple(words))


def _talk(heard: Heard) -> list[tuple[int, str]]:
    """Speaker and text of each turn, before anybody has a label."""
    numbers = [str(who.speaker) for who in heard.speakers]
    return [(int(turn.speaker), turn.text) for turn in make_turns("", heard.words, numbers)]


def _labels(attributions: Sequence[Attribution], interviewer: int | None, participant: str) -> dict[int, Speaker]:
    """A label for each voice: `I`, the participant's id for who else says most, `?` for the others."""
    voices = [who.speaker for who in attributions]
    by_talk = sorted(set(voices) - {interviewer}, key=lambda voice: -voices.count(voice))
    labels = dict.fromkeys(by_talk, Speaker(label="?", role="unsure"))
    labels[by_talk[0]] = Speaker(label=participant, role="participant")
    if interviewer is not None:
        labels[interviewer] = Speaker(label="I", role="interviewer")
    return labels


def _about_the_whole(duration: float, guess: Guess, *, certain: bool, expected: int) -> Iterator[Concern]:
    def concern(kind: str, why: str) -> Concern:
        return Concern.model_validate({"kind": kind, "start": 0.0, "end": round(duration, 2), "why": why})

    if not certain:
        yield concern("low_confidence", "The language was hard to recognise; name it with --language and run again.")
    if guess.interviewer is None and expected != 1:
        yield concern("uncertain_speaker", "Only one voice was found in the whole recording.")
    elif guess.interviewer is not None and not guess.clear:
        yield concern("uncertain_speaker", "It is not clear who is the interviewer; the labels may be swapped.")


def _record(engine: Engine, settings: TranscribeSettings) -> dict[str, str]:
    chosen = {"engine": settings.engine, "model": settings.model, "speakers": str(settings.speakers)}
    return {**chosen, "language": settings.language or "detected", **engine.versions}


def _nothing_said() -> UserError:
    return UserError(
        "No speech was found in the recording.",
        "Play it: is it the right file, and is the sound loud enough?",
        ExitCode.NOTHING_SAID,
    )
