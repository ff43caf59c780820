"""Passages: where the words of a quotation stand in the transcripts, word for word, shortened, or nearly.

A quotation is a row of words with two kinds of gaps: an omission (`[...]`, `…`) stands for any talk of the same interview, in
order; a bracket (`[my boss]`) for a few words that the author replaced or added. Words are compared without case and signs.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Literal, NamedTuple

from ipstranscribe.model import PseudonymizedTranscript, PseudonymizedTurn, SaidTurn, TalkText
from ipstranscribe.text import conventions
from ipstranscribe.text.alignment import common

QuotationGap = Literal["omission", "bracket"]

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

_TOKEN = re.compile(r"\[[^\[\]]*\]|\w+(?:[’'‘´`]\w+)*")
_OMITTED = re.compile(r"[\[(]\s*(?:\.\s?){2,}\s*[\])]|[\[(]\s*…\s*[\])]|\.{3,}|(?:\. ){2,}\.|…|[\[(]\s*-{2,3}\s*[\])]")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘´`"), "'")
_BRACKET = re.compile(r"\[[^\[\]]*\]")


class TalkPlace(NamedTuple):
    """A stretch of an interview's talk: the first and last turn, and where it begins and ends in them."""

    interview: str
    first: str
    last: str
    start: int
    end: int


@dataclass(frozen=True)
class QuotedPassage:
    """A passage found for a quotation: its place, who speaks in it, and its text. `share` is that of words in common.

    `fillers` says that fillers and false starts were left out of it.
    """

    place: TalkPlace
    speakers: tuple[str, ...]
    text: str
    share: float = 1.0
    fillers: bool = False


@dataclass(frozen=True)
class Pattern:
    """What is looked for: runs of words, and the gaps between them (one fewer). `bracketed`: a bracket, also at an edge."""

    runs: tuple[tuple[str, ...], ...]
    gaps: tuple[QuotationGap, ...] = ()
    bracketed: bool = False

    @classmethod
    def of(cls, text: str) -> "Pattern":
        """The pattern of a quotation. Gaps at its edges stand for nothing."""
        runs: list[tuple[str, ...]] = []
        gaps: list[QuotationGap] = []
        reached, gap = 0, None
        for start, end, kind in _gaps(text):
            gap = _added(runs, gaps, words_of(text[reached:start]), gap) or kind
            reached = end
        _added(runs, gaps, words_of(text[reached:]), gap)
        return cls(tuple(runs), tuple(gaps), any(kind == "bracket" for *_, kind in _gaps(text)))

    @property
    def words(self) -> tuple[str, ...]:
        """All words in order."""
        return tuple(word for run in self.runs for word in run)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without case and signs; a replacement (`[person 1]`) is one word."""
    return tuple(map(_word, _TOKEN.findall(text)))


def _word(text: str) -> str:
    return text.casefold().translate(_APOSTROPHES)


def _gaps(text: str) -> Iterator[tuple[int, int, QuotationGap]]:
    """Omissions and brackets of a quotation, in order. A replacement as the study writes it is a bracket as well."""
    found: list[tuple[int, int, QuotationGap]] = [(*match.span(), "omission") for match in _OMITTED.finditer(text)]
    taken = [(start, end) for start, end, _ in found]
    for match in _BRACKET.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append((*match.span(), "bracket"))
    return iter(sorted(found))


def _added(
    runs: list[tuple[str, ...]], gaps: list[QuotationGap], words: tuple[str, ...], gap: QuotationGap | None
) -> QuotationGap | None:
    """Add a run of words with the gap before it; returns the gap that is still open, None once it is used."""
    if not words:
        return gap
    if runs:
        gaps.append(gap or "bracket")
    runs.append(words)
    return None


# The talk.


class _Said(NamedTuple):
    """A word of an interview: the number of its turn, its offsets there."""

    turn: int
    start: int
    end: int


@dataclass(frozen=True)
class TalkWords:
    """The talk of an interview as a row of words; `first` are the numbers of each turn's first word, and one behind the last.

    `gone` are the spans of fillers and false starts that were left out, by turn; None where nothing was.
    """

    transcript: PseudonymizedTranscript | TalkText
    words: list[str]
    first: list[int]
    gone: Mapping[int, list[tuple[int, int]]] | None = None

    @classmethod
    def of(cls, transcript: PseudonymizedTranscript | TalkText) -> "TalkWords":
        """All that was said."""
        words: list[str] = []
        first = [0]
        for turn in transcript.turns:
            words += words_of(turn.text)
            first.append(len(words))
        return cls(transcript, words, first)

    @classmethod
    def fluent(cls, transcript: PseudonymizedTranscript | TalkText, near: Collection[int]) -> "TalkWords":
        """What was said in the turns of these numbers, without fillers and false starts."""
        gone = {number: list(_disfluent(transcript, number)) for number in near}
        words: list[str] = []
        first = [0]
        turns: Sequence[PseudonymizedTurn | SaidTurn] = transcript.turns
        for number, turn in enumerate(turns):
            words += (_word(match.group()) for match in _kept(turn.text, gone[number])) if number in gone else ()
            first.append(len(words))
        return cls(transcript, words, first, gone)

    def turn_of(self, word: int) -> int:
        """The number of the turn in which a word stands."""
        return bisect_right(self.first, word) - 1

    def passage(self, first: int, last: int, share: float = 1.0) -> QuotedPassage:
        """The passage from word `first` to word `last`, both included."""
        a, b, turns = self._where(first), self._where(last), self.transcript.turns
        if a.turn == b.turn:
            text = turns[a.turn].text[a.start : b.end]
        else:
            between = (turn.text for turn in turns[a.turn + 1 : b.turn])
            text = " / ".join((turns[a.turn].text[a.start :], *between, turns[b.turn].text[: b.end]))
        spoken = (turn.speaker for turn in turns[a.turn : b.turn + 1])
        place = TalkPlace(self.transcript.interview, turns[a.turn].id, turns[b.turn].id, a.start, b.end)
        return QuotedPassage(place, tuple(dict.fromkeys(spoken)), text, share, self.gone is not None)

    def _where(self, word: int) -> _Said:
        turn = self.turn_of(word)
        gone = self.gone.get(turn, []) if self.gone else []
        match = next(islice(_kept(self.transcript.turns[turn].text, gone), word - self.first[turn], None))
        return _Said(turn, *match.span())


def _kept(text: str, gone: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """The words of a text that do not begin in a span that is left out."""
    return (m for m in _TOKEN.finditer(text) if not any(start <= m.start() < end for start, end in gone))


def _disfluent(transcript: PseudonymizedTranscript | TalkText, number: int) -> Iterator[tuple[int, int]]:
    """The spans of a turn that intelligent verbatim leaves out. Times of words say nothing about that."""
    clean = next(one for one in conventions.conventions().values() if one.leaves_out)
    turns: Sequence[PseudonymizedTurn | SaidTurn] = transcript.turns
    said = turns[number]
    turn = PseudonymizedTurn(id=said.id, speaker=said.speaker, text=said.text, replacements=said.replacements)
    pieces = conventions.show(turn, clean, transcript.rules or transcript.language).pieces
    kept = [(p.char_start, p.char_end) for p in pieces if p.char_start is not None and p.char_end is not None]
    for (_, before), (after, _) in pairwise([(0, 0), *kept, (len(turn.text), len(turn.text))]):
        if after > before:
            yield before, after


# The search.


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
