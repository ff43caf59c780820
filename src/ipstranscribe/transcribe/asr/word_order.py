"""Word order: what was recovered from a hole stands between its neighbours, word by word, in order of time.

Words of one passage keep the order in which they were decoded: their text is more reliable than their times, so times
that go back are moved on, never words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ipstranscribe.transcribe.asr.engines import Passage, RecognizedWord


def in_time(passages: Iterable[Passage]) -> list[Passage]:
    """The passages in order of time; one inside which another lies is cut there. No word is lost.

    Words that begin together stay as they were given.
    """
    words = [(word, passage) for passage in passages for word in _moving_on(passage.words)]
    words.sort(key=lambda pair: pair[0].start)
    return [
        replace(run[0][1], words=tuple(word for word, _ in run))
        for run in (list(group) for _, group in groupby(words, key=lambda pair: id(pair[1])))
    ]


def _moving_on(words: Iterable[RecognizedWord]) -> Iterator[RecognizedWord]:
    """The words in the same order, none beginning before the one ahead of it, and none ending before it begins."""
    reached = float("-inf")
    for word in words:
        reached = max(reached, word.start)
        yield replace(word, start=reached, end=max(word.end, reached))


def between(word: RecognizedWord, neighbours: Sequence[RecognizedWord]) -> RecognizedWord:
    """The word limited to the time between its neighbours; its middle must lie in none of them."""
    middle = (word.start + word.end) / 2
    start = max([word.start, *(other.end for other in neighbours if other.end <= middle)])
    end = min([word.end, *(other.start for other in neighbours if other.start >= middle)])
    return replace(word, start=start, end=end)
