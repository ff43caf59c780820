"""The fast engine: faster-whisper (CTranslate2) with weights rounded to 8-bit integers, on the processor."""

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.transcribe.audio import Samples
from ipstranscribe.transcribe.engines import (
    BEAM,
    GUARDS,
    LADDER,
    LOWEST_LOG_PROBABILITY,
    Engine,
    HeardWord,
    Passage,
    whole_words,
)

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

NEEDED = ("model.bin", "config.json", "tokenizer.json")
"""Without `tokenizer.json` the library would go and look for one on the network."""


def open(model: Path, threads: int) -> Engine:  # noqa: A001 - the name every engine has
    """Load the CTranslate2 model folder `model`. Raises UserError if it is not one."""
    missing = [name for name in NEEDED if not (model / name).is_file()]
    if missing:
        raise UserError(
            f"{model.name} is not a whole model for the engine `fast`: {', '.join(missing)} missing.",
            "Run `ipstranscribe models verify`.",
            ExitCode.MISSING_MODEL,
        )
    from faster_whisper import WhisperModel

    try:
        return FastEngine(WhisperModel(str(model), device="cpu", compute_type="int8", cpu_threads=threads))
    except (RuntimeError, ValueError):  # what CTranslate2 raises for weights it cannot read
        raise UserError(
            f"{model.name} cannot be loaded: its files are damaged.",
            "Run `ipstranscribe models verify`.",
            ExitCode.MISSING_MODEL,
        ) from None


class FastEngine:
    """See `Engine`."""

    def __init__(self, model: "WhisperModel") -> None:
        self._model = model

    @property
    def multilingual(self) -> bool:
        """Whether the model knows other languages than English."""
        return bool(self._model.model.is_multilingual)

    @property
    def versions(self) -> dict[str, str]:
        """Library and version, for the record."""
        return {name: version(name) for name in ("faster-whisper", "ctranslate2")}

    def languages(self, window: Samples) -> dict[str, float]:
        """Probability of each language that may be spoken in `window`."""
        if not self.multilingual:
            return {"en": 1.0}
        return dict(self._model.detect_language(window)[2])

    def decode(self, windows: Iterable[Samples], language: str) -> Iterator[tuple[Passage, ...]]:
        """The passages of each window, in the order of the windows, each given as soon as it is ready."""
        for window in windows:
            yield self._decode(window, language)

    def _decode(self, window: Samples, language: str) -> tuple[Passage, ...]:
        import ctranslate2

        ctranslate2.set_random_seed(0)  # temperatures above 0 draw at random; the same window must give the same words
        segments, _ = self._model.transcribe(
            window,
            language=language,
            beam_size=BEAM,
            temperature=LADDER,
            log_prob_threshold=LOWEST_LOG_PROBABILITY,
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=False,
            **GUARDS,
        )
        return tuple(
            Passage(
                whole_words((HeardWord(w.word, w.start, w.end, w.probability) for w in segment.words or ()), language),
                segment.avg_logprob,
                segment.compression_ratio,
                segment.no_speech_prob,
                segment.temperature or 0.0,
            )
            for segment in segments
        )
