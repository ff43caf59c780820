"""Numbers that two people tell between them: the answer to *what's your number?*, and what the other says back.

A recognizer reads one turn. `Forty, eighteen.` is a telephone number after that question, and `forty eighteen, yes?` after
that answer.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from ipstranscribe.languages import rules_for
from ipstranscribe.model import Category, Turn
from ipstranscribe.pseudonymize.entities.names_by_context import FoundInTurn
from ipstranscribe.pseudonymize.recognizers import Found, Recognizer
from ipstranscribe.pseudonymize.recognizers.guard import run_recognizer
from ipstranscribe.pseudonymize.recognizers.number_runs import DigitGroup, begins_turn, ends_clause, number_runs
from ipstranscribe.pseudonymize.recognizers.phones import Phones, asks_for_number
from ipstranscribe.pseudonymize.recognizers.quantities import unit_follows

_TAIL = 70
"""Characters at the end of a turn that are read with the next one."""
_SAID_BACK = 3
"""Turns after a number in which its digits are said back; in the one before as well."""
_FEWEST = 3
"""Digits that are known again."""
_TURNS_DICTATED, _WHOLE, _BESIDE = 3, 7, 3
"""Of a number told piece by piece over turns: turns and digits at least, and other words at most in each turn."""
_TOLD = ("phone", "id")
_LONGEST_GROUP = 4
_SILENT, _LONG_TURN, _SHORT_TURN = 3, 30, 12
"""Turns without a piece, and words of one, after which nobody is telling the number any more; words of a short turn."""
_LENGTHS = frozenset({8, 10, 11, 12})
"""Digits of whole telephone numbers in Norway, America, Britain, and with the code of a country."""
_OF_SOMEBODY = re.compile(
    r"\b(?:(?:tele)?phone|mobile|cell|landline|contact|my|your|his|her|their|mum's|dad's|best|right)\s(?:\w+\s){0,2}?number\b(?!\sof\b|\sone\b)"
    r"|\b(?:my|your|his|her|the)\s(?:mobile|landline|phone)\b(?:\s(?:is|as\swell|too|then)|[,.?:])"
    r"|\b(?:telefon|mobil|tlf)\.?-?(?:nummer\w*|nr)\b|\b(?:nummer(?:et)?|nr)\s(?:ditt|mitt|hans|hennes|til|hennar)\b|\b(?:ditt|mitt)\s(?:\w+\s)?nummer\b"
    r"|\b(?:nå|ringe|ringje)\s(?:deg|dykk|dere|meg|ho|hun|han)\spå\b|\b(?:reach|ring|call|text|get)\s(?:you|me|him|her)\s(?:on|at)\b",
    re.IGNORECASE,
)
"""Somebody's telephone number is spoken of, by whom it may be told in the turns that follow."""
_OF_SOMEBODY_BRIEFLY = re.compile(
    r"\b(?:phone|telephone|mobile|landline|telefon(?:en)?|fasttelefon(?:en)?|mobil(?:en)?)\b", re.IGNORECASE
)
"""The same in a short turn: *and a phone, if I need one?*"""
_OF_IDENTITY = re.compile(
    r"\b(?:nhs|hospital|patient|personal|national|national\sinsurance|social\ssecurity|passport|case|journal|record|member|chart)\s(?:number|no\.?)\b"
    r"|\b(?:fødsels|person|pasient|pass|saks?|journal|medlems|kunde)-?(?:nummer(?:et)?|nr\.?)(?!\w)",
    re.IGNORECASE,
)
"""A number that stands for one person is spoken of."""
_IDENTITY_LENGTHS = frozenset({9, 10, 11})
"""Digits of whole numbers of persons: national insurance, health services, Norwegian identity numbers."""
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[.?!]\s+")


@dataclass(frozen=True)
class _NumberKind:
    """A kind of number that is told in pieces: what speaks of it, also `briefly`, and the digits of a whole one."""

    category: Category
    spoken_of: re.Pattern[str]
    lengths: frozenset[int]
    briefly: re.Pattern[str] | None = None
    in_one_turn: bool = False
    """Whether pieces in the turn in which it is spoken of are enough."""

    def spoken_of_until(self, text: str) -> int | None:
        """Where in a turn it was spoken of last; None if it was not."""
        words = self.spoken_of
        if not words.search(text) and self.briefly and len(_WORD.findall(text)) <= _SHORT_TURN:
            words = self.briefly
        return max((match.end() for match in words.finditer(text)), default=None)


_TELEPHONE = _NumberKind("phone", _OF_SOMEBODY, _LENGTHS, _OF_SOMEBODY_BRIEFLY)
_IDENTITY = _NumberKind("id", _OF_IDENTITY, _IDENTITY_LENGTHS, in_one_turn=True)


def told_between(
    found: Sequence[FoundInTurn], turns: Sequence[Turn], recognizers: Sequence[Recognizer], language: str
) -> Iterator[FoundInTurn]:
    """The numbers in answers that are numbers because of the question, then the digits of found numbers said back near by."""
    spoken = rules_for(language)
    told: dict[tuple[str, int, int], FoundInTurn] = {}
    searches = (
        _answered(turns, recognizers, spoken),
        _in_pieces(found, turns, spoken, _TELEPHONE),
        _in_pieces(found, turns, spoken, _IDENTITY),
        _dictated(turns, spoken),
    )
    for search in searches:
        for turn, one in search:
            told.setdefault((turn.id, one.char_start, one.char_end), (turn, one))
    answers = [one for one in told.values() if one not in found]
    yield from answers
    yield from _said_back((*found, *answers), turns, spoken)


def _said_back(found: Sequence[FoundInTurn], turns: Sequence[Turn], spoken: str) -> Iterator[FoundInTurn]:
    """The digits of a number that was found, or its words, where they stand again near by."""
    said: dict[str, list[Found]] = {}
    for turn, one in found:
        if one.category in _TOLD and one.certain:
            said.setdefault(turn.id, []).append(one)
    for at, turn in enumerate(turns):
        near = [other for other in turns[max(0, at - _SAID_BACK) : at + 2] if other.id in said]
        if not near:
            continue
        told = [other.text[one.char_start : one.char_end].casefold() for other in near for one in said[other.id]]
        digits = [_joined(run) for text in told for run in number_runs(text, spoken)]
        for run in number_runs(turn.text, spoken):
            start, end = run[0].start, run[-1].end
            inside = any(one.char_start <= start and end <= one.char_end for one in said.get(turn.id, ()))
            known = len(_joined(run)) >= _FEWEST and any(_joined(run) in number for number in digits)
            word_for_word = len(run) > 1 and any(turn.text[start:end].casefold() in text for text in told)
            if not inside and (known or word_for_word):
                yield turn, Found(start, end, "phone", "phone", 0.85, certain=True)


def _answered(turns: Sequence[Turn], recognizers: Sequence[Recognizer], spoken: str) -> Iterator[FoundInTurn]:
    """The numbers of answers, read with the end of the question. Each turn was searched by itself, and its search ended."""
    phones = [one for one in recognizers if one.name == Phones.name]
    for before, turn in pairwise(turns):
        last = before.text[-_TAIL:]
        if before.speaker == turn.speaker or not asks_for_number(last) or not number_runs(turn.text, spoken):
            continue
        tail = _SENTENCE.sub(", ", last).rstrip(" .?!") + ", "
        read = turn.model_copy(update={"text": tail + turn.text})
        for recognizer in phones:
            for one in run_recognizer(recognizer, read):
                if one.char_start >= len(tail):
                    start, end = one.char_start - len(tail), one.char_end - len(tail)
                    yield turn, Found(start, end, one.category, one.found_by, one.confidence, certain=one.certain)


def _dictated(turns: Sequence[Turn], spoken: str) -> Iterator[FoundInTurn]:
    """Numbers told piece by piece in turns that hold hardly anything else, new or said back; a person is asked."""
    said: list[tuple[Turn, Sequence[DigitGroup]]] = []
    for turn in (*turns, None):
        runs = number_runs(turn.text, spoken) if turn else ()
        if turn and runs and len(_WORD.findall(turn.text)) <= _BESIDE + sum(_words(run, turn.text) for run in runs):
            said += [(turn, run) for run in runs]
            continue
        if len({one.id for one, _ in said}) >= _TURNS_DICTATED and len(_told_once(said)) >= _WHOLE:
            for one, run in said:
                yield one, Found(run[0].start, run[-1].end, "phone", "phone", 0.4, certain=False)
        said = []


def _in_pieces(
    found: Sequence[FoundInTurn], turns: Sequence[Turn], spoken: str, kind: _NumberKind
) -> Iterator[FoundInTurn]:
    """The pieces of a number of somebody, told in several turns after it was spoken of, and said back in between."""
    other = {(turn.id, one.char_start) for turn, one in found if one.certain and one.category not in _TOLD}
    pieces: list[tuple[Turn, Sequence[DigitGroup]]] = []
    silent = _SILENT
    for turn in (*turns, None):
        since = kind.spoken_of_until(turn.text) if turn else None
        underway = silent < _SILENT
        wanted = frozenset(length - len(_told_once(pieces)) for length in kind.lengths) if underway else None
        here = _pieces(turn, spoken, other, wanted) if turn and (since is not None or underway) else []
        if kind.in_one_turn and since is not None and not pieces:
            here = [run for run in here if run[0].start >= since]
        talk = len(_WORD.findall(turn.text)) - sum(_words(run, turn.text) for run in here) if turn else 0
        over = turn is None or (not here and (since is not None or silent + 1 >= _SILENT or talk > _LONG_TURN))
        if over:
            yield from _whole(pieces, kind)
            pieces = []
        pieces += [(turn, run) for run in here if turn]
        silent = 0 if here or since is not None else _SILENT if over else silent + 1


def _pieces(
    turn: Turn, spoken: str, other: Set[tuple[str, int]], wanted: Set[int] | None
) -> list[Sequence[DigitGroup]]:
    """The numbers of a turn that may be pieces of a longer one: no quantity, no date, no digit alone among words.

    Where a number is under way, `wanted` are the digits that would make it whole; one that the turn begins with is a piece.
    """
    words = len(_WORD.findall(turn.text))
    return [
        run
        for run in number_runs(turn.text, spoken)
        if not any(group.quantity or len(group.digits) > _LONGEST_GROUP for group in run)
        and (
            len(_joined(run)) > _digits_of_a_count(words)
            or words <= _BESIDE + 1
            or (wanted is not None and _opens(turn.text, run, wanted))
        )
        and not unit_follows(turn.text, run[-1].end)
        and (turn.id, run[0].start) not in other
    ]


def _opens(text: str, run: Sequence[DigitGroup], wanted: Set[int]) -> bool:
    """Whether a turn begins with a number of two digits or more (an *oh* is a zero too) that its sentence ends with.

    Without marks in the text nothing says where a sentence ends; there it has the digits that are `wanted`.
    """
    digits = len(_joined(run))
    whole = ends_clause(text, run[-1].end) or digits in wanted
    return digits > 1 and begins_turn(text, run[0].start) and whole


def _digits_of_a_count(words: int) -> int:
    """Digits that a number may have which counts something, in a turn of so many words."""
    return 2 if words > _SHORT_TURN else 1


def _whole(pieces: Sequence[tuple[Turn, Sequence[DigitGroup]]], kind: _NumberKind) -> Iterator[FoundInTurn]:
    """The pieces as finds if they make such a number: certain if it is a whole one."""
    new = _told_once(pieces)
    told = len(pieces) if kind.in_one_turn else len({turn.id for turn, _ in pieces})
    if told > 1 and _WHOLE <= len(new) <= 2 * max(kind.lengths):
        certain = len(new) in kind.lengths
        for turn, run in pieces:
            by = Found(run[0].start, run[-1].end, kind.category, "phone", 0.85 if certain else 0.4, certain=certain)
            yield turn, by


def _told_once(pieces: Sequence[tuple[Turn, Sequence[DigitGroup]]]) -> str:
    """The digits of the pieces, without what is only said back."""
    told = ""
    for _, run in pieces:
        told += "" if _joined(run) in told else _joined(run)
    return told


def _words(run: Sequence[DigitGroup], text: str) -> int:
    return len(_WORD.findall(text[run[0].start : run[-1].end]))


def _joined(run: Sequence[DigitGroup]) -> str:
    return "".join(group.digits for group in run)
