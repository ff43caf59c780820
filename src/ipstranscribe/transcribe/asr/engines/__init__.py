"""Speech recognition engines: their interface, and the table of those there are.

To add one, write a module with a function `open(model: Path, threads: int, wanted: DeviceName) -> Engine` and give it a
line in `ENGINES`.
What an engine must keep to:

- it decodes windows of at most 30 seconds independently, without the text before them as a prompt. With such a prompt
  Whisper repeats itself, and an interrupted run could not continue with the same result;
- it makes one attempt and returns the result with the figures that tell whether to trust it. How a bad window is
  decoded again is the same for all engines: see `recognizer.py`;
- it is deterministic: the same windows and the same attempt give the same words;
- it imports its library inside its functions, reads local files only, and never touches the network.
"""

import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from ipstranscribe.audio.samples import Samples
from ipstranscribe.choices import DeviceName
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.transcribe.asr.engines.devices import Device


@dataclass(frozen=True)
class RecognizedWord:
    """A recognized word: `text` without spaces around it, times in seconds from the start of the window.

    `heard` is what was recognized, where `text` is a term of the study that was written in its place; or, where the study
    has a `similar` term, what was heard from this word on and stands as it was heard.
    """

    text: str
    start: float
    end: float
    probability: float
    heard: str = ""
    similar: str = ""


@dataclass(frozen=True)
class Passage:
    """A decoded passage: its words, and the figures that tell whether to trust them.

    `log_probability` is the mean over tokens, `no_speech` the probability that nobody spoke.
    """

    words: tuple[RecognizedWord, ...]
    log_probability: float
    no_speech: float

    @property
    def compression(self) -> float:
        """Compression ratio of the text under zlib, openai-whisper's measure of repetition: loops compress well."""
        text = " ".join(word.text for word in self.words).encode()
        return len(text) / len(zlib.compress(text)) if text else 0.0


@dataclass(frozen=True)
class Attempt:
    """Decoding options: beam size, whether numbers below a hundred may be written as digits, whether Whisper writes times
    between the sentences (without them it is quicker, and now and then leaves out the rest of a window), and whether a
    window is filled up with silence to Whisper's thirty seconds by an engine that otherwise saves the time for it.
    """

    beam: int
    digits: bool
    timed: bool = True
    filled: bool = False


class Engine(Protocol):
    """A speech recognition engine. Languages are Whisper's codes (`en`, `no`, `nn`)."""

    @property
    def multilingual(self) -> bool:
        """Whether the model knows other languages than English."""

    @property
    def versions(self) -> dict[str, str]:
        """Library name → version, recorded in the transcript."""

    @property
    def device(self) -> Device:
        """What it computes on."""

    @property
    def workers(self) -> int:
        """How many calls of `decode` may run at the same time."""

    @property
    def shortens(self) -> bool:
        """Whether windows are filled up to thirty seconds only if an attempt asks for it."""

    def languages(self, window: Samples) -> dict[str, float]:
        """Language detection: the probability of each language in `window`."""

    def decode(self, windows: Sequence[Samples], language: str, attempt: Attempt) -> list[Passage]:
        """Decode each window into a passage. May be called from several threads."""

    def likelihoods(self, window: Samples, texts: Sequence[str], language: str) -> list[float]:
        """Log likelihood of each text given the sound of `window`: the sum of its tokens' log probabilities."""

    def is_common(self, word: str) -> bool:
        """Whether `word` is a single token of the model; names and rare words consist of several."""


Opener = Callable[[Path, int, DeviceName], Engine]

ENGINES: dict[str, str] = {
    "fast": "ipstranscribe.transcribe.asr.engines.fast",
    "openai": "ipstranscribe.transcribe.asr.engines.openai",
}
"""Engine name (`--engine`) → the module that opens it, imported only when it is used."""

PACKAGES: dict[str, tuple[str, ...]] = {"fast": ("faster_whisper", "ctranslate2"), "openai": ("whisper", "torch")}
"""Engine name → the packages that it computes with."""

DISTRIBUTIONS = {"fast": "faster-whisper", "openai": "openai-whisper"}
"""Engine name → what is installed to have it."""

SMALL_NUMBER = re.compile(r"[ Ġ]?\d|[ Ġ]\d\d|[ Ġ]?%")
"""Tokens that are suppressed where numbers below a hundred are written as words ("twenty-six per cent"). Longer numbers
stay digits (years, telephone numbers): spelled out, they make small models loop. `Ġ` is Whisper's raw space."""


def open_engine(name: str, model: Path, threads: int, device: DeviceName = "auto") -> Engine:
    """Load `model` with the engine called `name` on `device`; `threads` 0 uses the processor's cores.

    Raises UserError for an unknown engine, a model that is not of its kind, or CUDA where there is none.
    """
    if name not in ENGINES:
        raise UserError(f"There is no engine called {name}.", f"Choose one of: {', '.join(ENGINES)}.")
    refuse_if_absent(name)
    opener: Opener = import_module(ENGINES[name]).open
    return opener(model, threads, device)


def absent() -> list[UserError]:
    """The refusals of the engines that are not installed here."""
    refused = []
    for name in ENGINES:
        try:
            refuse_if_absent(name)
        except UserError as error:
            refused.append(error)
    return refused


def refuse_if_absent(name: str) -> None:
    """Raise UserError (MISSING_MODEL) where a package of the engine `name` is not installed; loads nothing."""
    if all(find_spec(package) for package in PACKAGES[name]):
        return
    others = [one for one in ENGINES if one != name and all(find_spec(package) for package in PACKAGES[one])]
    instead = f", or use the engine `{others[0]}`" if others else ""
    raise UserError(
        f"The engine `{name}` is not installed here: {DISTRIBUTIONS[name]} is absent.",
        f"Install {DISTRIBUTIONS[name]} beside the program{instead}. The lean installation leaves out `openai`.",
        ExitCode.MISSING_MODEL,
    )
