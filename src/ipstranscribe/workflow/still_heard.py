"""Known names in what is heard of a covered recording: every form that the gate looks for, and what sounds like a name."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from ipstranscribe.model import Decisions, Interview, Key, Turn
from ipstranscribe.pseudonymize.entities.known_forms import SearchedTurn
from ipstranscribe.pseudonymize.entities.misheard_forms import MisheardNames
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.release.search.decided import RejectedForms, RejectedInText
from ipstranscribe.release.search.known_forms import KnownForms

_AT_ONCE, _STEP = 40, 25
"""Words that are searched together, and after how many the next ones begin: a form may be fifteen words long."""

WordRange = tuple[int, int]
"""Numbers of the first word and of the one after the last."""


@dataclass(frozen=True)
class NamesToHear:
    """What must not be heard in an interview: forms of key, tables and decisions, and names that words may sound like.

    What people decided to leave in the interview passes, as it does at the gate.
    """

    known: KnownForms
    covered: RejectedInText
    misheard: MisheardNames
    scope: str

    @classmethod
    def of(cls, interview: Interview, key: Key, decisions: Decisions, roster: Roster, language: str) -> Self:
        """Those of an interview; `key` holds what the tables contain by now, `language` is that of replacements."""
        register = Register.start(key, roster, language)
        listed = [(one.category, one.forms[0], one.scope) for one in roster.known]
        vouched = frozenset(entity.id for row in listed if (entity := register.named(*row)))
        return cls(
            KnownForms.of(key, decisions),
            RejectedForms.of(key, decisions).within(interview.scope, interview.id),
            MisheardNames(register, vouched),
            interview.scope,
        )

    def heard_in(self, words: Sequence[str], language: str) -> list[WordRange]:
        """The words among those heard, in order, that hold or sound like a name; `language` is the one with rules."""
        plain = [unicodedata.normalize("NFC", word) for word in words]
        return sorted({*self._forms(plain), *self._alike(plain, language)})

    def _forms(self, words: Sequence[str]) -> Iterator[WordRange]:
        for first in range(0, max(len(words) - (_AT_ONCE - _STEP), 1), _STEP):
            yield from self._narrowed(words, first, min(first + _AT_ONCE, len(words)))

    def _narrowed(self, words: Sequence[str], first: int, last: int) -> Iterator[WordRange]:
        """Every smallest run of words in a range in which the gate finds a form, whatever it looks like."""
        if first >= last or not self._is_in(words, first, last):
            return
        start, end = first, last
        while end - start > 1 and self._is_in(words, start + 1, end):
            start += 1
        while end - start > 1 and self._is_in(words, start, end - 1):
            end -= 1
        yield start, end
        yield from self._narrowed(words, first, start)
        yield from self._narrowed(words, end, last)

    def _is_in(self, words: Sequence[str], first: int, last: int) -> bool:
        return bool(self.known.occurrences(" ".join(words[first:last]), self.covered))

    def _alike(self, words: Sequence[str], language: str) -> Iterator[WordRange]:
        """Words outside the vocabulary that sound like a name, as in an interview that is pseudonymized."""
        text, starts = " ".join(words), []
        at = 0
        for word in words:
            starts.append(at)
            at += len(word) + 1
        turn = Turn(id="heard-001", speaker="?", text=text)
        place = SearchedTurn("heard", self.scope, language, turn)
        for mention in self.misheard.search([place], ()):
            start, end = mention.found.char_start, mention.found.char_end
            if not self.covered.covers(text[start:end], mention.entity):
                inside = [n for n, word in enumerate(words) if starts[n] < end and start < starts[n] + len(word)]
                yield inside[0], inside[-1] + 1
