"""Language identification: decided once from several windows, and kept for the whole interview."""

from collections.abc import Sequence

from ipstranscribe.audio.samples import Sound
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.languages import from_whisper
from ipstranscribe.languages.names import is_heard
from ipstranscribe.settings import TranscribeSettings
from ipstranscribe.transcribe.asr.engines import Engine
from ipstranscribe.transcribe.voice_activity import Window

SAMPLED_WINDOWS = 5
"""Number of windows used, spread over the interview: the first minute is often small talk or noise."""

LOWEST_CERTAIN = 0.5
"""Mean probability below which the detected language is reported as uncertain."""

EXCLUDED_LANGUAGES = frozenset({"la", "sa"})
"""Latin and Sanskrit are never chosen: Whisper mistakes accents for them, and nobody is interviewed in them."""


def choose_language(
    engine: Engine, windows: Sequence[Window], sound: Sound, settings: TranscribeSettings, likely: Sequence[str] = ()
) -> tuple[str, bool]:
    """The language of the interview (`en`, `nb`, …), from the settings or detected, and whether it is certain.

    The probabilities of bokmål and nynorsk are added up against other languages, since they sound alike. If no language
    is certain, one that is `likely` in this study is taken. Raises UserError if the model lacks the language of the
    settings.
    """
    if settings.language:
        if not is_heard(settings.language):
            raise UserError(
                f"Whisper does not know the language {settings.language}; recordings in it cannot be transcribed here.",
                "Transcribe it by hand, and read it with `ipstranscribe import transcript`.",
            )
        if not engine.multilingual and settings.language != "en":
            raise UserError(
                f"The model {settings.model} knows English only, but the language is {settings.language}.",
                "Choose another model (`ipstranscribe models`).",
                ExitCode.USAGE,
            )
        return settings.language, True
    step = max(1, len(windows) // SAMPLED_WINDOWS)
    mean = _mean([engine.languages(window.cut(sound)) for window in windows[::step][:SAMPLED_WINDOWS]])
    pooled = {language: share + (mean.get("nn", 0.0) if language == "nb" else 0.0) for language, share in mean.items()}
    best = max(pooled, key=lambda language: pooled[language])
    certain = pooled[best] >= LOWEST_CERTAIN
    if not certain and (known := [language for language in likely if language in pooled]):
        best = max(known, key=lambda language: pooled[language])
    return "nn" if best == "nb" and mean.get("nn", 0.0) > mean["nb"] else best, certain


def _mean(answers: Sequence[dict[str, float]]) -> dict[str, float]:
    """Mean probability of each language, without `EXCLUDED_LANGUAGES`."""
    mean: dict[str, float] = {}
    for answer in answers:
        for code, probability in answer.items():
            if code not in EXCLUDED_LANGUAGES:
                language = from_whisper(code)
                mean[language] = mean.get(language, 0.0) + probability / len(answers)
    return mean
