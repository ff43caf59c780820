"""Places: where a word that the gate refuses comes from, told by the words around it.

The gate looks through files. A person settles a finding where the word was said or written: in a turn, in a question of the
guide, in the study's title. One turn stands in a dozen files, so it is one place, with the files that show it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal, NamedTuple, get_args

from ipstranscribe.release.gate import A_FOLDER
from ipstranscribe.release.search.sighting import FileSighting, Sighting, around
from ipstranscribe.text.phrase_index import tokenize, words_of
from ipstranscribe.text.word_tree import WordToken

SourceKind = Literal["turn", "question", "branch", "title", "interview", "coder", "note", "coding", "log"]
"""What a document is made from that can hold a word: what the gate finds in files comes from one of these."""
PlaceKind = SourceKind | Literal["file name", "folder", "properties", "file", "unread"]
"""A place is a source, or else a part of a file: its name, its properties, its text; or a file that cannot be read."""
SOURCES: tuple[SourceKind, ...] = get_args(SourceKind)

_COMPARED = 8  # words on either side
_GENITIVE = re.compile(r"^s(?![^\W_])")
_FILE_NAME = "file name"
_PROPERTIES = re.compile(r"(?:^|→ )(?:docProps/|meta\.xml|customXml/)")


class SourceText(NamedTuple):
    """A text of which documents are made: `where` is the id of a turn or question, or what else names it."""

    kind: SourceKind
    interview: str
    where: str
    text: str


@dataclass(frozen=True)
class RefusedPlace:
    """A place at which the gate refuses a word, with the text around it and the files that show it.

    `char_start` is where the word stands in the source's text, -1 where the place is a part of a file. `number` is which time
    the word is written in that turn of the transcript, counted from 1; 0 if no decision can name this place.
    """

    kind: PlaceKind
    interview: str
    where: str = field(repr=False)
    word: str = field(repr=False)
    before: str = field(default="", repr=False)
    after: str = field(default="", repr=False)
    char_start: int = -1
    number: int = 0
    times: int = 1
    files: tuple[str, ...] = field(default=(), repr=False)

    @property
    def context(self) -> str:
        """The word in its surroundings: `… with »Torvald« to …`."""
        return f"{self.before}»{self.word}«{self.after}"


class _Spot(NamedTuple):
    """Where a word stands: the number of the source text, and that of its first token there."""

    source: int
    token: int


_Words = tuple[str, ...]
_Side = Literal["before", "after"]


class SourceIndex:
    """The source texts by the words that were found: which of them a sighting comes from."""

    def __init__(self, sources: Sequence[SourceText], found: Iterable[str]) -> None:
        """Index `sources` for the words that were `found`; all others are passed over."""
        self._sources = sources
        self._spots: dict[_Words, list[_Spot]] = defaultdict(list)
        self._beside: dict[tuple[_Words, _Side, str], list[_Spot]] = defaultdict(list)
        wanted: dict[str, set[_Words]] = defaultdict(set)
        for words in map(words_of, found):
            if words:
                wanted[words[0]].add(words)
        for number, source in enumerate(sources):
            tokens = tokenize(source.text)
            for at, token in enumerate(tokens):
                for first in {token.word, token.word.removesuffix("s")} & wanted.keys():
                    for words in wanted[first]:
                        if _stand_at(words, tokens, at):
                            self._add(words, _Spot(number, at), tokens)

    def _add(self, words: _Words, spot: _Spot, tokens: Sequence[WordToken]) -> None:
        end = spot.token + len(words)
        self._spots[words].append(spot)
        self._beside[words, "before", tokens[spot.token - 1].word if spot.token else ""].append(spot)
        self._beside[words, "after", tokens[end].word if end < len(tokens) else ""].append(spot)

    def places(self, sighting: Sighting, interviews: Set[str], file: str) -> Iterator[RefusedPlace]:
        """The places that a sighting in `file` can come from: those with most of its words around them, often one.

        `interviews` are those that the file is named after; where it is after some, it shows the talk of no other.
        """
        words = words_of(sighting.word)
        before, after = words_of(sighting.before), words_of(_GENITIVE.sub("", sighting.after))
        near = dict.fromkeys(
            (
                *self._beside.get((words, "before", before[-1] if before else ""), ()),
                *self._beside.get((words, "after", after[0] if after else ""), ()),
            )
        )
        scored = [(self._score(spot, words, before, after), spot) for spot in self._within(near, interviews)]
        best = max((score for score, _ in scored), default=0)
        likeliest = [spot for score, spot in scored if score == best]
        if not likeliest:
            likeliest = self._within(self._spots.get(words, ()), interviews)
            likeliest = likeliest if len(likeliest) == 1 else []
        yield from (self._place(spot, sighting.word, file) for spot in likeliest)

    def _within(self, spots: Iterable[_Spot], interviews: Set[str]) -> list[_Spot]:
        return [one for one in spots if not interviews or self._sources[one.source].interview in ("", *interviews)]

    def _score(self, spot: _Spot, words: _Words, before: _Words, after: _Words) -> int:
        """How many words around a spot are those of the sighting, counted from it."""
        tokens, end = tokenize(self._sources[spot.source].text), spot.token + len(words)
        left = [token.word for token in tokens[max(0, spot.token - _COMPARED) : spot.token]]
        right = [token.word for token in tokens[end : end + _COMPARED]]
        return _alike(left[::-1], before[::-1][:_COMPARED]) + _alike(right, after[:_COMPARED])

    def _place(self, spot: _Spot, word: str, file: str) -> RefusedPlace:
        source = self._sources[spot.source]
        tokens = tokenize(source.text)
        start, end = tokens[spot.token].start, tokens[spot.token + len(words_of(word)) - 1].end
        if source.text.startswith(word, start):  # without a genitive s
            end = start + len(word)
        before, after = around(source.text, start, end)
        return RefusedPlace(
            source.kind, source.interview, source.where, source.text[start:end], before, after, start, files=(file,)
        )


def _stand_at(words: _Words, tokens: Sequence[WordToken], at: int) -> bool:
    """Whether `words` stand at token `at`; the last one may have a genitive s."""
    here = [token.word for token in tokens[at : at + len(words)]]
    return tuple(here[:-1]) == words[:-1] and len(here) == len(words) and here[-1] in (words[-1], f"{words[-1]}s")


def _alike(these: Sequence[str], those: Sequence[str]) -> int:
    """How many words from the start are the same; one more where both end together."""
    count = 0
    for one, other in zip_longest(these, those):
        if one != other:
            return count
        count += 1
    return count + 1


def part_of_file(seen: FileSighting) -> RefusedPlace:
    """The place of a sighting that comes from no known source: the part of the file."""
    one, kind = seen.sighting, _kind_of_part(seen.part)
    where = seen.file if kind in ("file name", "folder") else f"{seen.file}: {seen.part}"
    return RefusedPlace(kind, "", where, one.word, one.before, one.after, files=(seen.file,))


def _kind_of_part(part: str) -> PlaceKind:
    if part == A_FOLDER:
        return "folder"
    if part == _FILE_NAME:
        return "file name"
    return "properties" if _PROPERTIES.search(part) else "file"


def joined(places: Iterable[RefusedPlace]) -> tuple[RefusedPlace, ...]:
    """Each place once, with all the files that show it, in the order of sources, interviews and turns."""
    files: dict[RefusedPlace, dict[str, None]] = {}
    times: Counter[RefusedPlace] = Counter()
    for one in places:
        bare = _bare(one)
        files.setdefault(bare, {}).update(dict.fromkeys(one.files))
        times[bare] += 1
    found = [
        RefusedPlace(
            p.kind, p.interview, p.where, p.word, p.before, p.after, p.char_start, p.number,
            times=times[p], files=tuple(shown),
        )
        for p, shown in files.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=place_order))


def _bare(one: RefusedPlace) -> RefusedPlace:
    return RefusedPlace(one.kind, one.interview, one.where, one.word, one.before, one.after, one.char_start, one.number)


def place_order(one: RefusedPlace) -> tuple[int, str, tuple[tuple[int, str], ...], int]:
    """The order in which places are listed: by kind, interview and id, numbers in ids as numbers."""
    kind = SOURCES.index(one.kind) if one.kind in SOURCES else len(SOURCES)
    parts = re.findall(r"\d+|\D+", one.where)
    return kind, one.interview, tuple((int(p), "") if p.isdigit() else (-1, p) for p in parts), one.char_start


def located(
    sightings: Sequence[FileSighting], sources: Sequence[SourceText], named: Mapping[str, Set[str]]
) -> Iterator[tuple[FileSighting, tuple[RefusedPlace, ...]]]:
    """Each sighting with the places it comes from; `named` maps file → the interviews that it is named after."""
    index = SourceIndex(sources, {one.sighting.word for one in sightings})
    for one in sightings:
        places = tuple(index.places(one.sighting, named.get(one.file, frozenset()), one.file))
        yield one, places or (part_of_file(one),)
