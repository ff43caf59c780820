"""Passages: where the words of a quotation stand in the transcripts, word for word, shortened, or nearly.

Words are compared without case and signs.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ipstranscribe.quotes.pattern import Pattern
from ipstranscribe.quotes.talk_words import QuotedPassage, TalkWords
from ipstranscribe.text.alignment import common

LONGEST_OMISSION = 600
"""Words that an omission may stand for: some four minutes of talk. What lies further apart is two quotations."""
LONGEST_BRACKET = 12
"""Words that a bracket may stand for."""
CLOSE = 0.7
"""Share of words in common, in order, from which a passage is close to a quotation: below it, people talk alike by chance."""
_MOST_CLOSE = 8
"""Likely places of a quotation that are compared with it."""
_BLOCK = 4
"""Words by which two places may differ and be counted as the same: fillers lie between them."""
_ANCHOR = 3
"""Words in a row by which a passage is looked for: fewer are said everywhere."""


class FoundPassages(NamedTuple):
    """The passages of a quotation, all that have every word, else the closest ones, the best first; and where it may stand:
    the numbers of interview and turn.
    """

    passages: list[QuotedPassage]
    likely: frozenset[tuple[int, int]] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether every word was found."""
        return bool(self.passages) and self.passages[0].share == 1


def find_passages(texts: Sequence[str], talks: Sequence[TalkWords]) -> list[FoundPassages]:
    """The passages of each quotation. `talks` are searched in one go, whatever the number of quotations."""
    patterns = [Pattern.of(text) for text in texts]
    whole: list[list[QuotedPassage]] = [[] for _ in texts]
    near: list[Counter[tuple[int, int]]] = [Counter() for _ in texts]
    index = _anchors(patterns)
    for number, talk in enumerate(talks):
        for size, wanted in index.items():
            for at, gram in enumerate(zip(*(talk.words[n:] for n in range(size)), strict=False)):
                for quotation, run, offset, before in wanted.get(gram, ()):
                    near[quotation][number, max(0, at - before) // _BLOCK] += 1
                    if offset == 0 and (span := _fit(patterns[quotation], talk.words, run, at)):
                        whole[quotation].append(talk.passage(*span))
    found = []
    for pattern, passages, places in zip(patterns, whole, near, strict=True):
        likely = frozenset(
            (number, min(talks[number].turn_of(block * _BLOCK), len(talks[number].transcript.turns) - 1))
            for (number, block), _ in places.most_common(_MOST_CLOSE)
        )
        found.append(FoundPassages(_distinct(passages) or _close(pattern.words, places, talks), likely))
    return found


_Anchors = dict[tuple[str, ...], list[tuple[int, int, int, int]]]
"""Words in a row → (quotation, run, offset in the run, words before it) of each place where they stand in a quotation."""


def _anchors(patterns: Sequence[Pattern]) -> dict[int, _Anchors]:
    found: dict[int, _Anchors] = defaultdict(lambda: defaultdict(list))
    for number, pattern in enumerate(patterns):
        size = min(_ANCHOR, max(map(len, pattern.runs), default=0))
        before = 0
        for run, words in enumerate(pattern.runs):
            for offset in range(len(words) - size + 1 if size else 0):
                found[size][words[offset : offset + size]].append((number, run, offset, before + offset))
            before += len(words)
    return found


def _fit(pattern: Pattern, words: Sequence[str], run: int, at: int) -> tuple[int, int] | None:
    """First and last word of a passage that fits, with `run` beginning at word `at`; None if there is none."""
    here = pattern.runs[run]
    if tuple(words[at : at + len(here)]) != here:
        return None
    first, last = at, at + len(here) - 1
    for gap, one in zip(pattern.gaps[run:], pattern.runs[run + 1 :], strict=True):
        longest = LONGEST_OMISSION if gap == "omission" else LONGEST_BRACKET
        found = next(_starts(one, words, range(last + 1, last + 2 + longest)), None)
        if found is None:
            return None
        last = found + len(one) - 1
    for gap, one in zip(reversed(pattern.gaps[:run]), reversed(pattern.runs[:run]), strict=True):
        longest = LONGEST_OMISSION if gap == "omission" else LONGEST_BRACKET
        latest = first - len(one)
        found = next(_starts(one, words, range(latest, max(-1, latest - longest - 1), -1)), None)
        if found is None:
            return None
        first = found
    return first, last


def _starts(run: tuple[str, ...], words: Sequence[str], places: Iterable[int]) -> Iterator[int]:
    return (
        at for at in places if 0 <= at < len(words) and words[at] == run[0] and tuple(words[at : at + len(run)]) == run
    )


def _distinct(passages: Sequence[QuotedPassage]) -> list[QuotedPassage]:
    return list({passage.place: passage for passage in passages}.values())


def _close(words: tuple[str, ...], near: Counter[tuple[int, int]], talks: Sequence[TalkWords]) -> list[QuotedPassage]:
    """The closest passages among the likeliest places, the best first."""
    found = []
    for (number, block), _ in near.most_common(_MOST_CLOSE):
        said = talks[number].words
        begin = max(0, block * _BLOCK - len(words) // 2)
        window = said[begin : (block + 1) * _BLOCK + len(words) + max(8, len(words) // 2)]
        pairs = list(common(words, window))
        if not pairs:
            continue
        first, last = pairs[0][1], pairs[-1][1]
        share = 2 * len(pairs) / (len(words) + last - first + 1)
        if share >= CLOSE:
            found.append(talks[number].passage(begin + first, begin + last, round(share, 3)))
    return sorted(_distinct(found), key=lambda one: -one.share)
