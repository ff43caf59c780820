"""An engine that hears what it is told, so that the stage can be tested without a model."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ipstranscribe.transcribe.engines import HeardWord, Passage
from ipstranscribe.transcribe.sound import RATE, Samples


def chatter(seconds: float) -> list[HeardWord]:
    """A word each half second; every tenth ends a question."""
    return [HeardWord("so?" if n % 10 == 9 else "so", n / 2, n / 2 + 0.4, 0.9) for n in range(int(seconds * 2))]


class ScriptedEngine:
    """See `Engine`. `hear` gives the words of a window of so many seconds; `answers` are given in turn."""

    def __init__(
        self,
        hear: Callable[[float], list[HeardWord]] = chatter,
        answers: Sequence[dict[str, float]] = ({"en": 1.0},),
        *,
        multilingual: bool = True,
    ) -> None:
        self.hear, self.answers, self.multilingual = hear, answers, multilingual
        self.asked = 0
        self.languages_decoded: list[str] = []

    @property
    def versions(self) -> dict[str, str]:
        return {"script": "1"}

    def languages(self, window: Samples) -> dict[str, float]:
        self.asked += 1
        return dict(self.answers[(self.asked - 1) % len(self.answers)])

    def decode(self, windows: Iterable[Samples], language: str) -> Iterator[tuple[Passage, ...]]:
        for window in windows:
            self.languages_decoded.append(language)
            yield (Passage(tuple(self.hear(len(window) / RATE)), -0.2, 1.3, 0.0, 0.0),)
