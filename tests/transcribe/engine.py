"""An engine that hears what it is told, so that the stage can be tested without a model."""

from collections.abc import Callable, Sequence

from ipstranscribe.audio.samples import RATE, Samples
from ipstranscribe.transcribe.asr.engines import Attempt, Passage, RecognizedWord
from ipstranscribe.transcribe.asr.engines.devices import BATCH, Device


def chatter(seconds: float) -> list[RecognizedWord]:
    """A word each half second, no two alike for long; every tenth ends a question."""
    said = [f"{chr(97 + n * n * 7 % 26)}{n * n * 37 % 997}" for n in range(int(seconds * 2))]
    return [RecognizedWord(w + "?" * (n % 10 == 9), n / 2, n / 2 + 0.4, 0.9) for n, w in enumerate(said)]


class ScriptedEngine:
    """See `Engine`. `hear` gives the words of a window of so many seconds; `answers` are given in turn.

    `calls` are the windows of each call of `decode` in seconds, and how they were attempted.
    """

    def __init__(
        self,
        hear: Callable[[float], list[RecognizedWord]] = chatter,
        answers: Sequence[dict[str, float]] = ({"en": 1.0},),
        *,
        multilingual: bool = True,
        workers: int = 1,
        batch: int = BATCH,
        sure: Callable[[float, Attempt], float] = lambda seconds, attempt: -0.2,
        shortens: bool = False,
    ) -> None:
        self.shortens = shortens
        self.hear, self.answers, self.multilingual, self.workers, self.sure = hear, answers, multilingual, workers, sure
        self.asked = 0
        self.device = Device("cpu", "script", batch)
        self.languages_decoded: list[str] = []
        self.calls: list[tuple[list[float], Attempt]] = []

    @property
    def versions(self) -> dict[str, str]:
        return {"script": "1"}

    def languages(self, window: Samples) -> dict[str, float]:
        self.asked += 1
        return dict(self.answers[(self.asked - 1) % len(self.answers)])

    def decode(self, windows: Sequence[Samples], language: str, attempt: Attempt) -> list[Passage]:
        lengths = [len(window) / RATE for window in windows]
        self.calls.append((lengths, attempt))
        self.languages_decoded += [language] * len(windows)
        return [Passage(tuple(self.hear(seconds)), self.sure(seconds, attempt), 0.0) for seconds in lengths]

    def likelihoods(self, window: Samples, texts: Sequence[str], language: str) -> list[float]:
        return [0.0 for _ in texts]

    def is_common(self, word: str) -> bool:
        return word.islower()
