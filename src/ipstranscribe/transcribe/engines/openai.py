"""The reference engine: openai-whisper with full-precision weights. Slower; the fast one is held against it."""

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
    from whisper import Whisper


def open(model: Path, threads: int) -> Engine:  # noqa: A001 - the name every engine has
    """Load an openai-whisper checkpoint: a `.pt` file, or a folder that holds one. Raises UserError if it is not one."""
    checkpoint = model if model.is_file() else next(iter(sorted(model.glob("*.pt"))), None)
    if checkpoint is None:
        raise UserError(
            f"{model.name} holds no checkpoint (.pt) for the engine `openai`.",
            "Run `ipstranscribe models` to see which models this engine has.",
            ExitCode.MISSING_MODEL,
        )
    import torch

    if threads:
        torch.set_num_threads(threads)
    return OpenaiEngine(_load(checkpoint))


def _load(checkpoint: Path) -> "Whisper":
    """Build the model from a file, never by name: by name the library would fetch it."""
    import pickle

    import torch
    from whisper.model import ModelDimensions, Whisper

    try:
        saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
        model = Whisper(ModelDimensions(**saved["dims"]))
        model.load_state_dict(saved["model_state_dict"])
    except (RuntimeError, KeyError, TypeError, EOFError, pickle.UnpicklingError):
        raise UserError(
            f"{checkpoint.name} cannot be loaded: it is damaged, or not a Whisper checkpoint.",
            "Run `ipstranscribe models verify`.",
            ExitCode.MISSING_MODEL,
        ) from None
    if heads := saved.get("alignment_heads"):
        mask = torch.zeros(model.dims.n_text_layer, model.dims.n_text_head, dtype=torch.bool)
        for layer, head in heads:
            mask[layer, head] = True
        model.register_buffer("alignment_heads", mask.to_sparse(), persistent=False)
    return model.eval()


class OpenaiEngine:
    """See `Engine`."""

    def __init__(self, model: "Whisper") -> None:
        self._model = model

    @property
    def multilingual(self) -> bool:
        """Whether the model knows other languages than English."""
        return bool(self._model.is_multilingual)

    @property
    def versions(self) -> dict[str, str]:
        """Library and version, for the record."""
        return {name: version(name) for name in ("openai-whisper", "torch")}

    def languages(self, window: Samples) -> dict[str, float]:
        """Probability of each language that may be spoken in `window`."""
        if not self.multilingual:
            return {"en": 1.0}
        from whisper.audio import N_SAMPLES, log_mel_spectrogram, pad_or_trim

        mel = log_mel_spectrogram(pad_or_trim(window, N_SAMPLES), self._model.dims.n_mels)
        return dict(self._model.detect_language(mel)[1])

    def decode(self, windows: Iterable[Samples], language: str) -> Iterator[tuple[Passage, ...]]:
        """The passages of each window, in the order of the windows, each given as soon as it is ready."""
        for window in windows:
            yield self._decode(window, language)

    def _decode(self, window: Samples, language: str) -> tuple[Passage, ...]:
        import torch

        torch.manual_seed(0)  # temperatures above 0 draw at random; the same window must give the same words
        result = self._model.transcribe(
            window,
            language=language,
            beam_size=BEAM,
            best_of=BEAM,
            temperature=LADDER,
            logprob_threshold=LOWEST_LOG_PROBABILITY,
            condition_on_previous_text=False,
            word_timestamps=True,
            fp16=False,
            **GUARDS,
        )
        return tuple(
            Passage(
                whole_words(
                    (
                        HeardWord(w["word"], float(w["start"]), float(w["end"]), float(w["probability"]))
                        for w in segment["words"]
                    ),
                    language,
                ),
                segment["avg_logprob"],
                segment["compression_ratio"],
                segment["no_speech_prob"],
                segment["temperature"],
            )
            for segment in result["segments"]
        )
