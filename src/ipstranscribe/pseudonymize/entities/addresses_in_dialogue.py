"""Addresses that are told over several turns: the street, then the number, the postcode last, and what the other says back.

A recognizer reads one turn. `Number nine.` is a house after *where do you live?*, `the gate after the chapel` a way to it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import pairwise

from ipstranscribe.languages import patterns_of, rules_for
from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.addresses_spoken_of import (
    ABOUT,
    AND_NO_MORE,
    ASKED,
    AT_HOME,
    HALVES,
    IT_IS,
    JUST_BEFORE,
    NO_STREET,
    PLACE,
    POSTCODE,
    STREET,
    WAY,
)
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.entities.names_by_context import FoundInTurn
from ipstranscribe.pseudonymize.lexicon import vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.addresses import Addresses
from ipstranscribe.pseudonymize.recognizers.houses_told import houses_told, letter_told
from ipstranscribe.pseudonymize.recognizers.number_runs import (
    DigitGroup,
    begins_sentence,
    begins_turn,
    ends_clause,
    number_runs,
)
from ipstranscribe.pseudonymize.recognizers.quantities import unit_follows
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern

_HOUSE = re.compile(r"\b(?:number|house|nummer|nr\.?|husnummer(?:et)?|flat|apartment|leilighet)\s$", re.IGNORECASE)
_NUMBER = {
    "en": re.compile(r"\b(?:number|postcode|zip)\b", re.IGNORECASE),
    "nb": re.compile(r"(?:nummer|\bnr)(?:et)?\b", re.IGNORECASE),
}
"""The number of a house is awaited: *you'll want the number*."""
_AFTER_LETTER = {
    "en": re.compile(r"(?:\s?[A-F]|\s[b-f]|(?<=\d)[a-f])(?!\w)"),
    "nb": re.compile(r"(?:\s?[A-Fa-df]|(?<=\d)e)(?!\w)"),
}
"""The letter of a house; `two a day` and `sju e nok` have none."""
_WORDS = re.compile(r"\w+")
_NAMED = re.compile(r"(?:,|\si|\sin)?(?:\s[A-ZÆØÅ][\w'’]+(?:-[\w'’]+)*){1,3}")
"""What stands behind the number of a house: `Twelve Ffordd-y-Bryn`."""
_STOP = re.compile(r"[.?!]")
_SILENT, _FEW = 2, 5
"""Turns without a piece after which nobody is telling an address any more, and words beside a number that stands alone."""
_LONGEST = 5  # digits of a house or a postcode


def told_between(found: Sequence[FoundInTurn], turns: Sequence[Turn], language: str) -> Iterator[FoundInTurn]:
    """The pieces of addresses in turns after one in which an address was spoken of, or a part of it was told.

    Streets with a capital are certain; numbers, ways and what is written small are questions.
    """
    rules = rules_for(language)
    spoken = patterns_of(rules)
    others = [(turn, one) for turn, one in found if one.certain and one.category not in NAMES]
    taken = {(turn.id, at) for turn, one in others for at in range(one.char_start, one.char_end)}
    told = {turn.id for turn, one in found if one.category == "address"}
    telling = _Telling(spoken)
    for turn in turns:
        asked = telling.hear(turn.text)
        if not asked and turn.id not in told and not telling.underway:
            if telling.home:
                yield from ((turn, one) for one in _at_home(turn, rules) if not _overlaps(one, turn.id, taken))
            continue
        pieces = _longest(one for one in _pieces(turn, rules, telling) if not _overlaps(one, turn.id, taken))
        yield from ((turn, one) for one in pieces)
        telling.note(told=bool(pieces) or turn.id in told)


def _longest(pieces: Iterable[Found]) -> list[Found]:
    """The pieces in the order they were found, without those that lie in a longer one; of two alike the first."""
    kept: list[Found] = []
    for one in sorted(pieces, key=lambda piece: piece.char_start - piece.char_end):
        if not any(one.char_start < other.char_end and other.char_start < one.char_end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda piece: piece.char_start)


class _Telling:
    """How far two people are in telling an address, turn by turn; `spoken` is whose patterns read them."""

    def __init__(self, spoken: str) -> None:
        self._spoken = spoken
        self._asked = self._number = self._silent = _SILENT
        self._said: Set[str] = frozenset()
        self._street, self._new = False, True
        self._homes = self._postcode = _SILENT
        self.alone = self.number = self.opening = self.postcode = self.home = False
        """Whether a number is a piece: by itself; said to be one; if a turn begins with it, whatever follows; with letters.
        And whether a home is spoken of."""

    @property
    def underway(self) -> bool:
        """Whether the next turn may hold a piece."""
        return self._silent < _SILENT

    def hear(self, text: str) -> bool:
        """Whether an address is asked for in the turn that follows; what it may hold is known from then on.

        A few words that say the turn before again are no turn of their own.
        """
        words = frozenset(word.casefold() for word in _WORDS.findall(text))
        self._new = len(words) > _FEW or self._said.isdisjoint(words)
        self._said = words if self._new else self._said
        self._asked += self._new
        self._number += self._new
        asked = bool(ASKED[self._spoken].search(text))
        self.alone = self._street or self._asked <= _SILENT
        self.number = self.alone or asked
        self.opening = self.alone and self._number <= _SILENT
        self._asked = 0 if asked else self._asked
        self._postcode = 0 if POSTCODE.search(text) else self._postcode + self._new
        self.postcode = self._postcode < _SILENT
        self._homes = 0 if AT_HOME[self._spoken].search(text) else self._homes + self._new
        self.home = self._homes < _SILENT
        self._number = 0 if _NUMBER[self._spoken].search(text) else self._number
        return asked

    def note(self, *, told: bool) -> None:
        """Whether the turn told something of an address."""
        self._silent = 0 if told or self._asked == 0 else self._silent + self._new
        self._street = told or (self._street and self.underway)


def _pieces(turn: Turn, rules: str, telling: _Telling) -> Iterator[Found]:
    text, spoken = turn.text, patterns_of(rules)
    for match in STREET[spoken].finditer(text):
        start = _after_small_words(match, rules)
        if start < match.end() and not NO_STREET.fullmatch(text[start : match.end()]):
            capital = text[start].isupper()
            beside = _beside(rules).match(text, match.end())
            end = beside.end() if beside and not unit_follows(text, beside.end()) else match.end()
            yield Found(start, end, "address", Addresses.name, 0.85 if capital else 0.5, certain=capital)
    for match in WAY[spoken].finditer(text):
        yield Found(
            match.start(), match.start() + len(match.group().rstrip()), "address", Addresses.name, 0.5, certain=False
        )
    for told in houses_told(text, rules):
        yield Found(told.start, told.end, "address", Addresses.name, 0.5, certain=False)
    if telling.postcode:
        yield from (
            Found(*half.span(), "address", Addresses.name, 0.5, certain=False) for half in HALVES.finditer(text)
        )
    if not telling.number:
        return
    words, opened = len(_WORDS.findall(text)), False
    for run in _apart(number_runs(text, rules), text):
        start, end = run[0].start, run[-1].end
        digits = "".join(group.digits for group in run)
        if len(digits) > _LONGEST or any(group.quantity for group in run) or unit_follows(text, end):
            continue
        letter = _AFTER_LETTER[spoken].match(text, end) or letter_told(text, end, rules)
        end = letter.end() if letter else end
        lettered = letter is not None and (
            letter.group()[-1].isupper() or " " in letter.group().strip() or text[start].isdigit()
        )
        named = lettered or _HOUSE.search(text, max(0, start - 12), start)
        complete = letter is not None or ends_clause(text, end) or bool(AND_NO_MORE.match(text, end))
        opens = begins_turn(text, start) and (telling.opening or complete)
        next_door = opened and complete
        opened = opened or opens
        few = words - len(_WORDS.findall(text[start:end])) <= _FEW
        told_here = complete and (begins_sentence(text, start) or _is_that(text, start, spoken))
        by_itself = telling.alone and (opens or next_door or few or told_here)
        house = _house(text, start, end, rules) if digits != "1" else None
        if house or (digits.strip("0") not in ("", "1") and (named or by_itself)):
            yield Found(start, house.end() if house else end, "address", Addresses.name, 0.5, certain=False)


def _apart(runs: Iterable[Sequence[DigitGroup]], text: str) -> Iterator[Sequence[DigitGroup]]:
    """The numbers of each run that no sentence ends between: `It's eleven. Eleven, Elm Road.` tells two."""
    for run in runs:
        ends = [at for at in range(1, len(run)) if _STOP.search(text, run[at - 1].end, run[at].start)]
        if ends and len({group.digits for group in run}) == 1 and not ends_clause(text, run[-1].end):
            ends = []  # begun again: `Two. Two weeks ago`
        yield from (run[start:end] for start, end in pairwise([0, *ends, len(run)]))


def _is_that(text: str, start: int, spoken: str) -> bool:
    """Whether *it's* or *it isn't* stands before `start`."""
    return bool(IT_IS[spoken].search(text, max(0, start - JUST_BEFORE), start))


def _at_home(turn: Turn, rules: str) -> Iterator[Found]:
    """The houses that a turn about a home tells by the way to them or by their looks: `it's the last one before …`."""
    text, spoken = turn.text, patterns_of(rules)
    places = [match.span() for match in WAY[spoken].finditer(text)]
    places += [(one.start, one.end) for one in houses_told(text, rules) if not ABOUT.match(text, one.start)]
    last = 0
    for start, end in sorted(places):
        goes_on = last and text[last:start] == ", "
        if (goes_on or _is_that(text, start, spoken)) and PLACE.search(text, start, end):
            last = end
            yield Found(start, start + len(text[start:end].rstrip()), "address", Addresses.name, 0.4, certain=False)


def _house(text: str, start: int, end: int, rules: str) -> re.Match[str] | None:
    """The name behind the number of a house that begins a turn, or what is told in it; none if it is a word."""
    if not (begins_sentence(text, start) or _is_that(text, start, patterns_of(rules))):
        return None
    house = None if _STOP.search(text, start, end) else _NAMED.match(text, end)
    words = _WORDS.findall(house.group()) if house else []
    first = next((word.casefold() for word in words if word[0].isupper()), "")
    nobody = vocabulary.is_common(first, rules) or first in word_lists.never_names(rules)
    return house if house and not nobody else None


@cache
def _beside(rules: str) -> re.Pattern[str]:
    """The number of a house behind its street."""
    number = rf"(?:\d{{1,4}}|{number_pattern(rules)})(?:\s?[a-fA-F](?!\w))?"
    return re.compile(rf",?\s(?:number\s|nummer\s|nr\.?\s)?{number}(?![\w-])", re.IGNORECASE)


def _after_small_words(match: re.Match[str], rules: str) -> int:
    """Where a street begins, after words of grammar: `In Elm Road`; its end if nothing is left."""
    start = match.start()
    words = match.group().split()
    for word in words[:-1]:
        bare = word.casefold()
        if bare not in word_lists.read(f"function_words_{rules}") and not vocabulary.is_common(bare, rules):
            return start
        start += len(word) + 1
    whole = len(words) == 1 or (patterns_of(rules) == "nb" and words[-1][0].isupper())  # `Til Svartdalsveien`
    return start if whole else match.end()


def _overlaps(found: Found, turn: str, taken: Set[tuple[str, int]]) -> bool:
    return any((turn, at) in taken for at in range(found.char_start, found.char_end))
