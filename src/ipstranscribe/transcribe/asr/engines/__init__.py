"""Engines turn sound into words. This module says what an engine is and which there are.

To add one, write a module with a function `open(model: Path, threads: int) -> Engine` and give it a line in `ENGINES`.
What an engine must keep to:

- it hears windows of at most 30 seconds, one like the other, and knows nothing of what was said before. Text it is told
  makes Whisper repeat itself, and an interrupted run could not go on with the same result;
- it makes one attempt and gives back what came out, with the figures that tell whether to trust it. What is done about
  a bad window is the same for all engines: see `recognizing.py`;
- the same windows and the same attempt give the same words: nothing is drawn at random;
- it imports its library inside its functions, reads local files only, and never touches the network.
"""

import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from ipstranscribe.audio.samples import Samples
from ipstranscribe.errors import UserError


@dataclass(frozen=True)
class RecognizedWord:
    """A word as the engine heard it: `text` without spaces around it, seconds from the start of the window."""

    text: str
    start: float
    end: float
    probability: float


@dataclass(frozen=True)
class Passage:
    """Words that were decoded together, and the figures that tell whether to trust them.

    `log_probability` is the mean over tokens, `no_speech` the probability that nobody spoke.
    """

    words: tuple[RecognizedWord, ...]
    log_probability: float
    no_speech: float

    @property
    def compression(self) -> float:
        """The ratio by which zlib shrinks the text, openai-whisper's measure of repetition: loops shrink well."""
        text = " ".join(word.text for word in self.words).encode()
        return len(text) / len(zlib.compress(text)) if text else 0.0


@dataclass(frozen=True)
class Attempt:
    """How windows are decoded: how many hypotheses are kept, and whether small numbers may come as digits."""

    beam: int
    digits: bool


class Engine(Protocol):
    """Sound to words. Languages are Whisper's codes (`en`, `no`, `nn`)."""

    @property
    def multilingual(self) -> bool:
        """Whether the model knows other languages than English."""

    @property
    def versions(self) -> dict[str, str]:
        """Library and version, for the record."""

    @property
    def workers(self) -> int:
        """How many calls of `decode` may run at the same time."""

    def languages(self, window: Samples) -> dict[str, float]:
        """Probability of each language that may be spoken in `window`."""

    def decode(self, windows: Sequence[Samples], language: str, attempt: Attempt) -> list[Passage]:
        """What was said in each window. May be called from several threads."""

    def likelihoods(self, window: Samples, texts: Sequence[str], language: str) -> list[float]:
        """How well each text fits what is said in `window`: the sum of its tokens' log probabilities."""

    def is_common(self, word: str) -> bool:
        """Whether the model has a token of its own for `word`; names and rare words are put together of several."""


Opener = Callable[[Path, int], Engine]

ENGINES: dict[str, str] = {
    "fast": "ipstranscribe.transcribe.asr.engines.fast",
    "openai": "ipstranscribe.transcribe.asr.engines.openai",
}
"""Name of the engine (`--engine`) and the module that opens it, which is imported only when it is used."""

SMALL_NUMBER = re.compile(r"[ Ġ]?\d|[ Ġ]\d\d|[ Ġ]?%")
"""Tokens that must not come where numbers below a hundred are written as they are spoken ("twenty-six per cent"). Longer
ones stay digits (years, telephone numbers): spelled out, they make small models loop. `Ġ` is Whisper's raw space."""


def open_engine(name: str, model: Path, threads: int) -> Engine:
    """Load `model` with the engine called `name`; `threads` 0 uses the processor's cores.

    Raises UserError for an engine that there is not, or a model that is not of its kind.
    """
    if name not in ENGINES:
        raise UserError(f"There is no engine called {name}.", f"Choose one of: {', '.join(ENGINES)}.")
    opener: Opener = import_module(ENGINES[name]).open
    return opener(model, threads)
