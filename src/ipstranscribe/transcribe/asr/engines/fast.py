"""Speech recognition with CTranslate2: on the CPU with weights quantized to 8-bit integers, on a graphics card in 16 bits.

faster-whisper loads the model, features and tokenizer; the batches are ours, since its own batched pipeline accepts
thresholds for bad windows and never acts on them (docs/decisions/0009-windows.md).
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ipstranscribe import system
from ipstranscribe.audio.samples import RATE, Samples
from ipstranscribe.choices import DeviceName
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.transcribe.asr.engines import SMALL_NUMBER, Attempt, Engine, Passage
from ipstranscribe.transcribe.asr.engines.devices import Device, chosen_device, without_libraries
from ipstranscribe.transcribe.asr.engines.words import AlignedPiece, clamp_to_segments, join_subwords

if TYPE_CHECKING:
    from ctranslate2 import StorageView
    from faster_whisper import WhisperModel
    from faster_whisper.tokenizer import Tokenizer

NEEDED = ("model.bin", "config.json", "tokenizer.json")
"""Files of a complete model. Without `tokenizer.json` the library would try to download one."""

MOST_WORKERS = 4
"""Most batches decoded in parallel. Two workers of one thread each are faster than one of two (docs/benchmarks.md)."""

SMALL_MODEL, SMALL_MODEL_BATCH = 600e6, 4
"""Bytes of weights below which the processor takes batches of so many windows (Whisper small and smaller). The decoder's
weights are read from memory once for each step of a batch; a larger model needs too much memory for more than two."""

SILENCE_AFTER = 1.0
"""Seconds of silence appended to a window at first; without it the model does not notice the end, and loops."""

_HOP = 160
"""Hop length: samples from one frame of features to the next."""

_MOST_FRAMES = 3000

_IMPOSSIBLE = 1e-9
"""Smallest token probability that is told apart from zero."""


def open(model: Path, threads: int, wanted: DeviceName) -> Engine:  # noqa: A001 - the name every engine has
    """Load the CTranslate2 model folder `model`. Raises UserError if it is not one, or the device is not there."""
    missing = [name for name in NEEDED if not (model / name).is_file()]
    if missing:
        raise UserError(
            f"{model.name} is not a whole model for the engine `fast`: {', '.join(missing)} missing.",
            "Run `ipstranscribe models verify`.",
            ExitCode.MISSING_MODEL,
        )
    device = _device(wanted)
    engine = _load(model, threads, device)
    if device.name == "cuda" and not engine.computes():
        if wanted == "cuda":
            raise without_libraries("CTranslate2")
        return _load(model, threads, _device("cpu"))
    return engine


def _device(wanted: DeviceName) -> Device:
    import ctranslate2

    cuda = wanted != "cpu" and ctranslate2.get_cuda_device_count() > 0
    types = ctranslate2.get_supported_compute_types("cuda") if cuda else ()
    return chosen_device(wanted, cuda=cuda, cuda_types=types, cpu_type="int8")


def _load(model: Path, threads: int, device: Device) -> "FastEngine":
    from faster_whisper import WhisperModel
    from faster_whisper.feature_extractor import FeatureExtractor

    if device.name == "cpu" and (model / "model.bin").stat().st_size < SMALL_MODEL:
        device = replace(device, batch=SMALL_MODEL_BATCH)
    cores = threads or system.cores()
    workers = min(cores, MOST_WORKERS) if device.name == "cpu" else 1  # a card is busy with one batch
    try:
        loaded = WhisperModel(
            str(model),
            device=device.name,
            compute_type=device.compute,
            cpu_threads=cores // workers,
            num_workers=workers,
        )
    except (RuntimeError, ValueError):  # what CTranslate2 raises for weights it cannot read
        raise UserError(
            f"{model.name} cannot be loaded: its files are damaged.",
            "Run `ipstranscribe models verify`.",
            ExitCode.MISSING_MODEL,
        ) from None
    if (
        loaded.feature_extractor.mel_filters.shape[0] != loaded.model.n_mels
    ):  # a folder without preprocessor_config.json
        loaded.feature_extractor = FeatureExtractor(feature_size=loaded.model.n_mels)
    return FastEngine(loaded, workers, device)


class FastEngine:
    """The CTranslate2 engine; see `Engine`."""

    shortens = True

    def __init__(self, model: "WhisperModel", workers: int, device: Device) -> None:
        self._model = model
        self.workers = workers
        self.device = device

    def computes(self) -> bool:
        """Whether the device really computes: libraries of a graphics card are loaded no sooner than they are needed."""
        try:
            self._encoded([np.zeros(RATE, np.float32)])
        except RuntimeError:  # what CTranslate2 raises for a library that it cannot load
            return False
        return True

    @property
    def multilingual(self) -> bool:
        """Whether the model knows other languages than English."""
        return bool(self._model.model.is_multilingual)

    @property
    def versions(self) -> dict[str, str]:
        """Library name → version, recorded in the transcript."""
        return {name: version(name) for name in ("faster-whisper", "ctranslate2")}

    def languages(self, window: Samples) -> dict[str, float]:
        """Language detection: the probability of each language in `window`."""
        if not self.multilingual:
            return {"en": 1.0}
        return dict(self._model.detect_language(window)[2])

    def decode(self, windows: Sequence[Samples], language: str, attempt: Attempt) -> list[Passage]:
        """Decode each window into a passage."""
        tokenizer = _tokenizer(self._model, language)
        encoded = self._encoded(windows, filled=attempt.filled)
        prompt = [*tokenizer.sot_sequence, *(() if attempt.timed else (tokenizer.no_timestamps,))]
        results = self._model.model.generate(
            encoded,
            [prompt] * len(windows),
            beam_size=attempt.beam,
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=self._left_out(tokenizer, digits=attempt.digits),
        )
        tokens = [list(result.sequences_ids[0]) for result in results]
        texts = [[token for token in one if token < tokenizer.eot] for one in tokens]
        aligned = self._model.find_alignment(tokenizer, texts, encoded, [_frames(window) for window in windows])
        return [
            Passage(
                join_subwords(clamp_to_segments(_pieces(pieces), one, tokenizer.timestamp_begin), language),
                # the score is a mean over the text tokens; the end-of-text token was decoded as well
                result.scores[0] * len(one) / (len(one) + 1),
                result.no_speech_prob,
            )
            for result, one, pieces in zip(results, tokens, aligned, strict=True)
        ]

    def likelihoods(self, window: Samples, texts: Sequence[str], language: str) -> list[float]:
        """Log likelihood of each text given the sound of `window`: the sum of its tokens' log probabilities."""
        from faster_whisper.transcribe import get_ctranslate2_storage

        tokenizer = _tokenizer(self._model, language)
        tokens = [tokenizer.encode(f" {text}") for text in texts]
        heard = get_ctranslate2_storage(np.repeat(np.array(self._encoded([window])), len(texts), axis=0))
        aligned = self._model.model.align(heard, tokenizer.sot_sequence, tokens, [_frames(window)] * len(texts))
        return [float(np.log(np.maximum(one.text_token_probs, _IMPOSSIBLE)).sum()) for one in aligned]

    def is_common(self, word: str) -> bool:
        """Whether `word` is a single token of the model."""
        return any(
            len(self._model.hf_tokenizer.encode(f" {form}", add_special_tokens=False)) == 1
            for form in {word, word.lower()}
        )

    def _encoded(self, windows: Sequence[Samples], *, filled: bool = False) -> "StorageView":
        from faster_whisper.transcribe import get_ctranslate2_storage

        # The encoder's cost grows faster than its input, so it is padded to the longest window and not to 30 seconds.
        needed = max(map(_frames, windows)) + round(SILENCE_AFTER * RATE / _HOP)
        frames = _MOST_FRAMES if filled else min(_MOST_FRAMES, needed)
        features = np.stack([self._features(window, frames + frames % 2) for window in windows])
        if self.device.name == "cuda":
            return self._model.model.encode(get_ctranslate2_storage(features))
        # One by one: attention over several windows does not fit into a processor's cache, and takes a quarter longer.
        encoded = [np.array(self._model.model.encode(get_ctranslate2_storage(one[None]))) for one in features]
        return get_ctranslate2_storage(np.concatenate(encoded))

    def _features(self, window: Samples, frames: int) -> npt.NDArray[np.float32]:
        """Log mel spectrogram of the window, padded with silence: shape [mels, frames]."""
        filled = np.pad(window, (0, max(0, frames * _HOP - len(window))))
        features: npt.NDArray[np.float32] = self._model.feature_extractor(filled)[:, :frames]
        return features

    def _left_out(self, tokenizer: "Tokenizer", *, digits: bool) -> list[int]:
        """Suppressed tokens: those that are not speech, and small numbers unless digits are allowed."""
        from faster_whisper.transcribe import get_suppressed_tokens

        return [*get_suppressed_tokens(tokenizer, [-1]), *(() if digits else self._small_numbers)]

    @cached_property
    def _small_numbers(self) -> tuple[int, ...]:
        vocabulary = self._model.hf_tokenizer.get_vocab()
        return tuple(number for text, number in vocabulary.items() if SMALL_NUMBER.fullmatch(text))


def _frames(window: Samples) -> int:
    return min(_MOST_FRAMES, -(-len(window) // _HOP))


@cache
def _tokenizer(model: "WhisperModel", language: str) -> "Tokenizer":
    from faster_whisper.tokenizer import Tokenizer

    return Tokenizer(model.hf_tokenizer, model.model.is_multilingual, "transcribe", language)


def _pieces(words: Sequence[dict[str, object]]) -> list[AlignedPiece]:
    return [
        AlignedPiece(str(w["word"]), len(w["tokens"]), float(w["start"]), float(w["end"]), float(w["probability"]))  # type: ignore[arg-type]
        for w in words
    ]
