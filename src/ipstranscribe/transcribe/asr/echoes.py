"""Echoes: words of a passage that repeat those before them and take no time, so that nobody said them.

A passage that loops is decoded again. One repetition compresses too little to be a loop; but no sound is left for it, so the
alignment puts all its words at one moment.
"""

from collections.abc import Sequence
from itertools import groupby

from ipstranscribe.transcribe.asr.engines import RecognizedWord

SHORTEST = 4
"""Words of the shortest echo, and of the shortest pattern that it repeats; "no, no, no" is talk."""

NO_TIME = 0.03
"""Seconds: a word that is shorter takes no time. Word times come in steps of .02."""


def without_echoes(words: Sequence[RecognizedWord]) -> tuple[RecognizedWord, ...]:
    """The words without echoes of what stands before them."""
    texts = [word.text.casefold().strip(".,?!…") for word in words]
    timeless = [word.end - word.start < NO_TIME for word in words]
    gone: set[int] = set()
    for length in range(SHORTEST, len(words)):
        repeated = (n for n in range(length, len(words)) if timeless[n] and texts[n] == texts[n - length])
        for _, run in groupby(enumerate(repeated), key=lambda pair: pair[1] - pair[0]):
            echo = [n for _, n in run]
            if len(echo) >= SHORTEST:
                gone.update(echo)
    return tuple(word for n, word in enumerate(words) if n not in gone)
