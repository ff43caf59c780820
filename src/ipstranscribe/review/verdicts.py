"""Verdict words: what people write into a column `decision`, in any language, and the one parser of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from ipstranscribe.languages import LANGUAGES

_Verdict = TypeVar("_Verdict", bound=str)


class UnknownVerdictError(LookupError):
    """A cell holds no word for a verdict; the message quotes nothing of it."""


class VerdictWords(Generic[_Verdict]):
    """The verdicts of one kind of table with their words. Case and repeated blanks in a cell make no difference."""

    def __init__(self, words: Mapping[_Verdict, Sequence[str]]) -> None:
        """Take the words of each verdict in the order of `LANGUAGES`, then synonyms; the program's own name is one."""
        self._words = words
        self._meant: dict[str, _Verdict] = {}
        for verdict, said in words.items():
            for word in (str(verdict), *said):
                self._meant.setdefault(_plain(word), verdict)

    def __iter__(self) -> Iterator[_Verdict]:
        """The verdicts, in order."""
        return iter(self._words)

    def word(self, verdict: _Verdict, language: str) -> str:
        """The word for a verdict that a table in `language` offers."""
        return self._words[verdict][LANGUAGES.index(language)]

    def read(self, cell: str) -> _Verdict | None:
        """The verdict that a cell means; None if it is empty. Raises UnknownVerdictError for another word."""
        said = _plain(cell)
        if not said:
            return None
        if said not in self._meant:
            raise UnknownVerdictError("not a word for a verdict")
        return self._meant[said]


def _plain(cell: str) -> str:
    return " ".join(cell.casefold().split())
