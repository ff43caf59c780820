"""Numbers that two people tell between them: the answer to *what's your number?*, and what the other says back.

A recognizer reads one turn. `Forty, eighteen.` is a telephone number after that question, and `forty eighteen, yes?` after
that answer.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ipstranscribe.languages import rules_for
from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.names_by_context import FoundInTurn
from ipstranscribe.pseudonymize.entities.numbers_in_pieces import NUMBERS, in_pieces, told_once
from ipstranscribe.pseudonymize.entities.pieces_of_numbers import is_saying
from ipstranscribe.pseudonymize.recognizers import Found, Recognizer
from ipstranscribe.pseudonymize.recognizers.guard import run_recognizer
from ipstranscribe.pseudonymize.recognizers.number_runs import DigitGroup, joined_digits, number_runs
from ipstranscribe.pseudonymize.recognizers.phones import Phones, asks_for_number

_TAIL = 70
"""Characters at the end of a turn that are read with the next one."""
_SAID_BACK = 3
"""Turns after a number in which its digits are said back; in the one before as well."""
_FEWEST = 3
"""Digits that are known again."""
_TURNS_DICTATED, _WHOLE, _BESIDE = 3, 7, 3
"""Of a number told piece by piece over turns: turns and digits at least, and other words at most in each turn."""
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[.?!]\s+")


def told_between(
    found: Sequence[FoundInTurn], turns: Sequence[Turn], recognizers: Sequence[Recognizer], language: str
) -> Iterator[FoundInTurn]:
    """The numbers in answers that are numbers because of the question, then the digits of found numbers said back near by."""
    spoken = rules_for(language)
    told: dict[tuple[str, int, int], FoundInTurn] = {}
    searches = (
        _answered(turns, recognizers, spoken),
        in_pieces(found, turns, spoken),
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
        if one.category in NUMBERS and one.certain:
            said.setdefault(turn.id, []).append(one)
    for at, turn in enumerate(turns):
        near = [other for other in turns[max(0, at - _SAID_BACK) : at + 2] if other.id in said]
        if not near:
            continue
        told = [other.text[one.char_start : one.char_end].casefold() for other in near for one in said[other.id]]
        digits = [joined_digits(run) for text in told for run in number_runs(text, spoken)]
        for run in number_runs(turn.text, spoken):
            start, end = run[0].start, run[-1].end
            inside = any(one.char_start <= start and end <= one.char_end for one in said.get(turn.id, ()))
            known = len(joined_digits(run)) >= _FEWEST and any(joined_digits(run) in number for number in digits)
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
        runs = [run for run in number_runs(turn.text, spoken) if not is_saying(run, turn.text)] if turn else []
        if turn and runs and len(_WORD.findall(turn.text)) <= _BESIDE + sum(_words(run, turn.text) for run in runs):
            said += [(turn, run) for run in runs]
            continue
        if len({one.id for one, _ in said}) >= _TURNS_DICTATED and len(told_once(run for _, run in said)) >= _WHOLE:
            for one, run in said:
                yield one, Found(run[0].start, run[-1].end, "phone", "phone", 0.4, certain=False)
        said = []


def _words(run: Sequence[DigitGroup], text: str) -> int:
    return len(_WORD.findall(text[run[0].start : run[-1].end]))
