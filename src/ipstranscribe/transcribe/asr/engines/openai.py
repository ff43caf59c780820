"""Speech recognition with openai-whisper at full precision: the slower reference for the fast engine."""

from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from ipstranscribe.audio.samples import Samples
from ipstranscribe.choices import DeviceName
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.transcribe.asr.engines import SMALL_NUMBER, Attempt, Engine, Passage, RecognizedWord
from ipstranscribe.transcribe.asr.engines.devices import Device, chosen_device
from ipstranscribe.transcribe.asr.engines.words import AlignedPiece, clamp_to_segments, join_subwords

if TYPE_CHECKING:
    from torch import Tensor
    from whisper import Whisper
    from whisper.tokenizer import Tokenizer


def open(model: Path, threads: int, wanted: DeviceName) -> Engine:  # noqa: A001 - the name every engine has
    """Load an openai-whisper checkpoint: a `.pt` file, or a folder that holds one.

    Raises UserError if it is not one, or the device is not there.
    """
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
    cuda = wanted != "cpu" and torch.cuda.is_available()
    device = chosen_device(wanted, cuda=cuda, cuda_types=("float16", "float32"), cpu_type="float32")
    return OpenaiEngine(_load(checkpoint).to(device.name), device)


def _load(checkpoint: Path) -> "Whisper":
    """Build the model from a file, never by name: by name the library would download it."""
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
    """The openai-whisper engine; see `Engine`."""

    workers = 1
    """One: the library uses all threads for one batch."""

    shortens = False

    def __init__(self, model: "Whisper", device: Device) -> None:
        self._model = model
        self.device = Device(device.name, device.compute)  # the library decodes window by window: no larger batches

    @property
    def multilingual(self) -> bool:
        """Whether the model knows other languages than English."""
        return bool(self._model.is_multilingual)

    @property
    def versions(self) -> dict[str, str]:
        """Library name → version, recorded in the transcript."""
        return {name: version(name) for name in ("openai-whisper", "torch")}

    def languages(self, window: Samples) -> dict[str, float]:
        """Language detection: the probability of each language in `window`."""
        if not self.multilingual:
            return {"en": 1.0}
        from whisper.audio import N_SAMPLES, log_mel_spectrogram, pad_or_trim

        mel = log_mel_spectrogram(pad_or_trim(window, N_SAMPLES), self._model.dims.n_mels).to(self._model.device)
        return dict(self._model.detect_language(mel)[1])

    def decode(self, windows: Sequence[Samples], language: str, attempt: Attempt) -> list[Passage]:
        """Decode each window into a passage, one by one: the library's beam search takes one window only."""
        return [self._decode(window, language, attempt) for window in windows]

    def _decode(self, window: Samples, language: str, attempt: Attempt) -> Passage:
        from whisper.audio import N_SAMPLES, log_mel_spectrogram, pad_or_trim
        from whisper.decoding import DecodingOptions

        spectrogram = log_mel_spectrogram(pad_or_trim(window, N_SAMPLES), self._model.dims.n_mels).to(
            self._model.device
        )
        options = DecodingOptions(
            language=language,
            beam_size=attempt.beam if attempt.beam > 1 else None,
            suppress_tokens=[-1] if attempt.digits else [-1, *self._small_numbers],
            without_timestamps=not attempt.timed,
            fp16=self.device.compute == "float16",
        )
        result = self._model.decode(spectrogram, options)
        words = self._words(window, spectrogram, result.tokens, self._tokenizer(language))
        return Passage(words, result.avg_logprob, result.no_speech_prob)

    def likelihoods(self, window: Samples, texts: Sequence[str], language: str) -> list[float]:
        """Log likelihood of each text given the sound of `window`: the sum of its tokens' log probabilities."""
        import torch
        from whisper.audio import N_SAMPLES, log_mel_spectrogram, pad_or_trim

        tokenizer = self._tokenizer(language)
        start = [*tokenizer.sot_sequence, tokenizer.no_timestamps]
        spectrogram = log_mel_spectrogram(pad_or_trim(window, N_SAMPLES), self._model.dims.n_mels).to(
            self._model.device
        )
        fits = []
        with torch.no_grad():
            heard = self._model.embed_audio(spectrogram[None])
            for text in texts:
                tokens = tokenizer.encode(f" {text}")
                given = torch.tensor([[*start, *tokens]], device=self._model.device)
                logits = self._model.logits(given, heard)[0, len(start) - 1 : -1]
                chosen = logits[:, : tokenizer.eot].log_softmax(dim=-1)[range(len(tokens)), tokens]
                fits.append(float(chosen.sum()))
        return fits

    def is_common(self, word: str) -> bool:
        """Whether `word` is a single token of the model."""
        return any(len(self._tokenizer("en").encode(f" {form}")) == 1 for form in {word, word.lower()})

    def _tokenizer(self, language: str) -> "Tokenizer":
        from whisper.tokenizer import get_tokenizer

        return get_tokenizer(
            self.multilingual, num_languages=self._model.num_languages, language=language, task="transcribe"
        )

    def _words(
        self, window: Samples, spectrogram: "Tensor", tokens: list[int], tokenizer: "Tokenizer"
    ) -> tuple[RecognizedWord, ...]:
        from whisper.audio import HOP_LENGTH
        from whisper.timing import find_alignment

        text = [token for token in tokens if token < tokenizer.eot]
        if not text:
            return ()
        timings = find_alignment(self._model, tokenizer, text, spectrogram, -(-len(window) // HOP_LENGTH))
        pieces = [AlignedPiece(t.word, len(t.tokens), t.start, t.end, t.probability) for t in timings]
        return join_subwords(clamp_to_segments(pieces, tokens, tokenizer.timestamp_begin), str(tokenizer.language))

    @cached_property
    def _small_numbers(self) -> list[int]:
        from whisper.tokenizer import get_tokenizer

        tokenizer = get_tokenizer(self.multilingual)
        return [token for token in range(tokenizer.eot) if SMALL_NUMBER.fullmatch(tokenizer.decode([token]))]
