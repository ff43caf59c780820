"""Which language is spoken: asked of several windows, decided once, and kept for the whole interview."""

from collections.abc import Sequence

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.settings import TranscribeSettings
from ipstranscribe.transcribe.engines import Engine
from ipstranscribe.transcribe.sound import Sound
from ipstranscribe.transcribe.speech import Window

ASKED = 5
"""Windows that are asked, spread over the interview: the first minute is often small talk or noise."""

CERTAIN = 0.5
"""Mean probability below which the language found is reported as doubtful."""

TO_WHISPER = {"nb": "no"}
FROM_WHISPER = {"no": "nb"}
"""Whisper calls bokmål `no`, which documents and readers call `nb`."""


def choose_language(
    engine: Engine, windows: Sequence[Window], sound: Sound, settings: TranscribeSettings
) -> tuple[str, bool]:
    """The language of the interview (`en`, `nb`, …) and whether it is certain. Raises UserError if the model lacks it."""
    if settings.language:
        if not engine.multilingual and settings.language != "en":
            raise UserError(
                f"The model {settings.model} knows English only, but the language is {settings.language}.",
                "Choose another model (`ipstranscribe models`).",
                ExitCode.USAGE,
            )
        return settings.language, True
    step = max(1, len(windows) // ASKED)
    answers = [engine.languages(window.cut(sound)) for window in windows[::step][:ASKED]]
    mean: dict[str, float] = {}
    for answer in answers:
        for language, probability in answer.items():
            mean[language] = mean.get(language, 0.0) + probability / len(answers)
    best = max(mean, key=lambda language: mean[language])
    return FROM_WHISPER.get(best, best), mean[best] >= CERTAIN


def for_whisper(language: str) -> str:
    """`language` as Whisper's own code."""
    return TO_WHISPER.get(language, language)
