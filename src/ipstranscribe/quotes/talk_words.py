"""The talk of an interview as a row of words, and a passage of it."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

from ipstranscribe.model import PseudonymizedTranscript, PseudonymizedTurn, SaidTurn, TalkText
from ipstranscribe.text import conventions

_TOKEN = re.compile(r"\[[^\[\]]*\]|\w+(?:[’'‘´`]\w+)*")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘´`"), "'")


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


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without case and signs; a replacement (`[person 1]`) is one word."""
    return tuple(map(_word, _TOKEN.findall(text)))


def _word(text: str) -> str:
    return text.casefold().translate(_APOSTROPHES)


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
