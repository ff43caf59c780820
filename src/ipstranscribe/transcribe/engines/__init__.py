"""Engines turn sound into words. This module says what an engine is and which there are.

To add one, write a module with a function `open(model: Path, threads: int) -> Engine` and give it a line in `ENGINES`.
What an engine must keep to:

- it hears one window at a time, at most 30 seconds, and knows nothing of what was said before. Text it is told makes
  Whisper repeat itself, and an interrupted run could not go on with the same result;
- its guards are on: a window whose text loops or is improbable is decoded again before it is given back;
- the same window gives the same words, whatever was decoded before;
- it imports its library inside its functions, reads local files only, and never touches the network.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from ipstranscribe.errors import UserError
from ipstranscribe.transcribe.audio import Samples


@dataclass(frozen=True)
class HeardWord:
    """A word as the engine heard it: `text` without spaces around it, seconds from the start of the window."""

    text: str
    start: float
    end: float
    probability: float


_UNSPACED = frozenset({"zh", "ja", "th", "lo", "my", "yue"})
"""Whisper's codes of languages that are written without spaces between words."""


def whole_words(pieces: Iterable[HeardWord], language: str) -> tuple[HeardWord, ...]:
    """Words as they are written, from pieces whose text begins with a space where a new word begins.

    Whisper times `o` and `'clock`, or `1` and `-2`, apart; a piece without a space goes on with the word before it.
    """
    words: list[HeardWord] = []
    for piece in pieces:
        text = piece.text.strip()
        if words and text and not piece.text[0].isspace() and language not in _UNSPACED:
            before = words.pop()
            probability = min(before.probability, piece.probability)
            words.append(HeardWord(before.text + text, before.start, max(before.end, piece.end), probability))
        elif text:
            words.append(HeardWord(text, piece.start, piece.end, piece.probability))
    return tuple(words)


@dataclass(frozen=True)
class Passage:
    """Words that were decoded together, and the figures that tell whether to trust them.

    `log_probability` is the mean over tokens, `compression` the ratio by which zlib shrinks the text (loops shrink
    well), `no_speech` the probability that nobody spoke, `temperature` 0 unless a guard made the engine try again.
    """

    words: tuple[HeardWord, ...]
    log_probability: float
    compression: float
    no_speech: float
    temperature: float


class Engine(Protocol):
    """Sound to words. Languages are Whisper's codes (`en`, `no`, `nn`)."""

    @property
    def multilingual(self) -> bool:
        """Whether the model knows other languages than English."""

    @property
    def versions(self) -> dict[str, str]:
        """Library and version, for the record."""

    def languages(self, window: Samples) -> dict[str, float]:
        """Probability of each language that may be spoken in `window`."""

    def decode(self, windows: Iterable[Samples], language: str) -> Iterator[tuple[Passage, ...]]:
        """The passages of each window, in the order of the windows, each given as soon as it is ready."""


Opener = Callable[[Path, int], Engine]

ENGINES: dict[str, str] = {
    "fast": "ipstranscribe.transcribe.engines.fast",
    "openai": "ipstranscribe.transcribe.engines.openai",
}
"""Name of the engine (`--engine`) and the module that opens it, which is imported only when it is used."""

LADDER = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Temperatures tried one after the other while a guard fails; openai-whisper's default."""

GUARDS = {"compression_ratio_threshold": 2.4, "no_speech_threshold": 0.6}
"""openai-whisper's defaults; both engines have them under these names."""

LOWEST_LOG_PROBABILITY = -1.0
BEAM = 5


def open_engine(name: str, model: Path, threads: int) -> Engine:
    """Load `model` with the engine called `name`; `threads` 0 leaves their number to the engine.

    Raises UserError for an engine that there is not, or a model that is not of its kind.
    """
    if name not in ENGINES:
        raise UserError(f"There is no engine called {name}.", f"Choose one of: {', '.join(ENGINES)}.")
    opener: Opener = import_module(ENGINES[name]).open
    return opener(model, threads)
