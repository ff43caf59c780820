"""Turn segmentation: consecutive words of one speaker become a turn."""

import unicodedata
from collections.abc import Sequence
from itertools import accumulate, groupby

from ipstranscribe.model import Turn, Word
from ipstranscribe.transcribe.asr.engines import RecognizedWord


def out_of_time(turns: Sequence[Turn]) -> list[Turn]:
    """The turns with a word that begins before a word ahead of it, in this turn or an earlier one."""
    found, reached = [], float("-inf")
    for turn in turns:
        starts = [word.start for word in turn.words] or ([] if turn.start is None else [turn.start])
        if any(start < before for start, before in zip(starts, accumulate([reached, *starts], max), strict=False)):
            found.append(turn)
        reached = max([reached, *starts])
    return found


def make_turns(interview: str, words: Sequence[RecognizedWord], labels: Sequence[str]) -> tuple[Turn, ...]:
    """Make the turns of `interview` from its words, in order, and the label of each word's speaker.

    A turn lasts until somebody else speaks, however long that takes. Its text is the words joined by single spaces;
    times of `words` are seconds of the interview.
    """
    pairs = zip(labels, words, strict=True)
    runs = [(label, [word for _, word in run]) for label, run in groupby(pairs, key=lambda pair: pair[0])]
    return tuple(_turn(f"{interview}-{n:03d}", label, run) for n, (label, run) in enumerate(runs, start=1))


def _turn(number: str, speaker: str, heard: Sequence[RecognizedWord]) -> Turn:
    words: list[Word] = []
    texts = [" ".join(unicodedata.normalize("NFC", word.text).split()) for word in heard]
    at = 0
    for word, text in zip(heard, texts, strict=True):
        words.append(
            Word(
                char_start=at,
                char_end=at + len(text),
                start=round(word.start, 2),
                end=round(word.end, 2),
                probability=round(min(max(word.probability, 0.0), 1.0), 3),
            )
        )
        at += len(text) + 1
    return Turn(
        id=number,
        speaker=speaker,
        text=" ".join(texts),
        start=min(word.start for word in words),
        end=max(word.end for word in words),
        words=tuple(words),
    )
