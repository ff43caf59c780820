"""Word tree: many written forms told apart word by word, so that a place costs what stands there, however many are known.

A study of a thousand interviews knows thousands of clauses that begin alike (`I'm the only woman who …`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

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

    def enter(self, words: Iterable[Spellings], number: int, payload: Payload) -> None:
        """Enter a form, word by word, with its payload under a number."""
        here = self
        for spellings in words:
            here = here._then(spellings)
        here.ends.append((number, payload))

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
        every = self._standing(tokens, at, readings, certain=True, respelt=False)
        found = [one for one in every if one.respelt == (readings is not None)]
        end = tokens[at].end
        return sorted(found, key=lambda one: (one.end < end, not one.certain, one.number)) if len(found) > 1 else found

    def _standing(
        self,
        tokens: Sequence[WordToken],
        at: int,
        readings: Callable[[str], Spellings] | None,
        *,
        certain: bool,
        respelt: bool,
    ) -> Iterator[Standing[Payload]]:
        token = tokens[at]
        met: set[int] = set()
        for short, stem in enumerate(stems(token.word)):
            read = {stem: True, **readings(stem)} if readings else {stem: True}
            for branch in (one for word in read for one in self.after.get(word, ())):
                if id(branch) in met:
                    continue
                met.add(id(branch))
                sure = certain and max(
                    read[word] and branch.spellings[word] for word in read if word in branch.spellings
                )
                other = respelt or stem != next(iter(branch.spellings))
                for number, payload in branch.ends:
                    yield Standing(number, payload, token.end - short, sure, other)
                goes_on = branch.after and not short and at + 1 < len(tokens)
                if goes_on and tokens[at + 1].start - token.end <= _MAX_JOINT:
                    yield from branch._standing(tokens, at + 1, readings, certain=sure, respelt=other)


def stems(word: str) -> tuple[str, ...]:
    """A word, and if it ends in a genitive s, the word without it."""
    genitive = word.endswith("s") and len(word) > _MIN_STEM and word not in _NO_GENITIVE
    return (word, word[:-1]) if genitive else (word,)
