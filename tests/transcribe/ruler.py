"""Talk of which every word's place is known: the samples are their own numbers, so an engine hears where it is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ipstranscribe.audio.samples import RATE, Samples, Sound
from ipstranscribe.transcribe.asr.engines import Attempt, Passage, RecognizedWord
from tests.transcribe.engine import ScriptedEngine
from tests.transcribe.sound import sound_of


@dataclass(frozen=True)
class Spoken:
    """A word of the talk: when it is said, by whom, and whether an engine that hears much at once leaves it out.

    `late` are the seconds by which its reported times are off.
    """

    text: str
    start: float
    end: float
    speaker: int = 0
    left_out: bool = False
    late: float = 0.0


def ruler(seconds: float) -> Sound:
    """A sound whose samples are their numbers."""
    return sound_of(np.arange(round(seconds * RATE), dtype=np.float32))


class RulerEngine(ScriptedEngine):
    """Hears the words of `talk` that lie in a window; in windows of more than `much` seconds some are left out."""

    def __init__(self, talk: Sequence[Spoken], much: float = 11.0, workers: int = 2) -> None:
        super().__init__(workers=workers)
        self.talk, self.much = talk, much

    def decode(self, windows: Sequence[Samples], language: str, attempt: Attempt) -> list[Passage]:
        return [Passage(tuple(self._heard(window)), -0.2, 0.0) for window in windows]

    def _heard(self, window: Samples) -> list[RecognizedWord]:
        """The words whose middle lies in the window, as far as they do."""
        seconds, found = len(window) / RATE, []
        for word in self.talk:
            middle = round((word.start + word.end) / 2 * RATE)
            at = int(np.searchsorted(window, middle))
            there = at < len(window) and int(window[at]) == middle
            if there and not (word.left_out and seconds > self.much):
                start, end = (at / RATE + side * (word.end - word.start) / 2 + word.late for side in (-1, 1))
                found.append(RecognizedWord(word.text, max(start, 0.0), min(end, seconds), 0.9))
        return found
