"""Word tree: many written forms told apart word by word, so that a place costs what stands there, however many are known.

A study of a thousand interviews knows thousands of clauses that begin alike (`I'm the only woman who …`).
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

Payload = TypeVar("Payload")

Spellings = Mapping[str, bool]
"""How a word may be written, its own spelling first; True for those that are certain."""
_MAX_JOINT = 3  # characters between the words of one form: `Liv-Torunn`, `Anna  Berg`, `anna. berg`
_MIN_STEM = 2  # a genitive s is taken off words longer than this
_NO_GENITIVE = frozenset(
    {
        *("was", "is", "has", "his", "as", "us", "its", "yes", "this", "thus", "does", "goes", "ours", "hers", "yours"),
        *("theirs", "less", "plus", "hans", "deres", "hennes", "oss", "ellers", "dess", "ses", "finnes", "synes"),
    }
)
"""Words that end in s, so frequent that they are no genitive of a name: `was` of `Wa`, Norwegian `hans` of `Han`."""


class WordToken(NamedTuple):
    """A casefolded word of a text, with its offsets."""

    word: str
    start: int
    end: int


class Standing(NamedTuple, Generic[Payload]):
    """A form that stands at a word: the number under which it was entered, and the end without a genitive s.

    `certain` unless a word is a spelling that is not; `respelt` if a word is not as the form has it.
    """

    number: int
    payload: Payload
    end: int
    certain: bool
    respelt: bool


@dataclass(slots=True)
class WordTree(Generic[Payload]):
    """The forms whose words so far lead here: those that end here, and the words that may come after."""

    spellings: Spellings = field(default_factory=dict)
    ends: list[tuple[int, Payload]] = field(default_factory=list)
    after: dict[str, list["WordTree[Payload]"]] = field(default_factory=dict)
    fewest: int = sys.maxsize
    """Fewest further words of a form that goes on from here: where a text is shorter, nothing is looked for."""

    def enter(self, words: Sequence[Spellings], number: int, payload: Payload) -> None:
        """Enter a form, word by word, with its payload under a number."""
        here = self
        for at, spellings in enumerate(words):
            here.fewest = min(here.fewest, len(words) - at)
            here = here._then(spellings)
        here.ends.append((number, payload))

    def __reduce__(self) -> tuple[Any, ...]:
        """As its forms: pickle would go as deep as the longest has words, and may not."""
        return _grown, (tuple(self._entered()),)

    def _entered(self) -> Iterator[tuple[tuple[Spellings, ...], int, Payload]]:
        waiting: list[tuple[WordTree[Payload], Any]] = [(self, None)]
        while waiting:
            tree, way = waiting.pop()
            for number, payload in tree.ends:
                words, back = [], way
                while back:
                    spellings, back = back
                    words.append(spellings)
                yield tuple(reversed(words)), number, payload
            branches = {id(one): one for same in tree.after.values() for one in same}
            waiting += [(branch, (branch.spellings, way)) for branch in branches.values()]

    def _then(self, spellings: Spellings) -> "WordTree[Payload]":
        for branch in self.after.get(next(iter(spellings)), ()):
            if branch.spellings == spellings and next(iter(branch.spellings)) == next(iter(spellings)):
                return branch
        branch = WordTree[Payload](spellings)
        for spelling in spellings:
            self.after.setdefault(spelling, []).append(branch)
        return branch

    def standing(
        self, tokens: Sequence[WordToken], at: int, readings: Callable[[str], Spellings] | None = None
    ) -> list[Standing[Payload]]:
        """The forms at the token `at`, the likelier ones first, else in the order of their numbers.

        A last word may have a genitive s; what is written as it stands comes before what is so without the s.
        With `readings` (what a word may be a spelling of), only forms that are written in other letters here.
        """
        end = tokens[at].end
        found = [one for one in self._standing(tokens, at, readings) if one.respelt == (readings is not None)]
        return sorted(found, key=lambda one: (one.end < end, not one.certain, one.number)) if len(found) > 1 else found

    def _standing(
        self, tokens: Sequence[WordToken], at: int, readings: Callable[[str], Spellings] | None
    ) -> Iterator[Standing[Payload]]:
        """The same in any order, as written and in other letters. Word by word: a form may have thousands of words."""
        reached: list[tuple[WordTree[Payload], bool, bool]] = [(self, True, False)]
        for number in range(at, len(tokens)):
            token, further = tokens[number], []
            if number > at and token.start - tokens[number - 1].end > _MAX_JOINT:
                return
            for tree, certain, respelt in reached:
                for short, branch, is_sure, is_other in tree._next(token.word, readings):
                    sure, other = certain and is_sure, respelt or is_other
                    for entered, payload in branch.ends:
                        yield Standing(entered, payload, token.end - short, sure, other)
                    if number + branch.fewest < len(tokens) and not short:
                        further.append((branch, sure, other))
            if not further:
                return
            reached = further

    def _next(
        self, word: str, readings: Callable[[str], Spellings] | None
    ) -> Iterator[tuple[bool, "WordTree[Payload]", bool, bool]]:
        """Where a word leads: whether without a genitive s, the tree, whether that is certain, and in other letters."""
        met: set[int] = set()
        for short, stem in enumerate(stems(word)):
            read = {stem: True, **readings(stem)} if readings else {stem: True}
            for branch in (one for reading in read for one in self.after.get(reading, ())):
                if id(branch) not in met:
                    met.add(id(branch))
                    sure = max(read[one] and branch.spellings[one] for one in read if one in branch.spellings)
                    yield bool(short), branch, sure, stem != next(iter(branch.spellings))


def _grown(entered: Sequence[tuple[Sequence[Spellings], int, Payload]]) -> WordTree[Payload]:
    tree = WordTree[Payload]()
    for words, number, payload in entered:
        tree.enter(words, number, payload)
    return tree


def stems(word: str) -> tuple[str, ...]:
    """A word, and if it ends in a genitive s, the word without it."""
    genitive = word.endswith("s") and len(word) > _MIN_STEM and word not in _NO_GENITIVE
    return (word, word[:-1]) if genitive else (word,)
