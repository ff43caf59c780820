"""The column `scope` of the decision table: everywhere, an interview, or a place such as `P1-014 #2`, written and read."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ipstranscribe.errors import UserError
from ipstranscribe.languages import RECORDS
from ipstranscribe.model import DecisionScope, Occurrence
from ipstranscribe.text.occurrences import occurrences, words_after, words_before

_EVERYWHERE = {code: language.everywhere for code, language in RECORDS.items()}
"""Language → its word for a decision that holds everywhere."""
OWN_TEXTS = "guide.toml"
"""The scope of what the study wrote itself: guide and titles."""
_OWN_TEXTS = frozenset({OWN_TEXTS, "study.toml", "guide", "intervjuguide", "guiden"})
_PLACE = re.compile(r"(?P<turn>.+?)(?: ?# ?(?P<number>[0-9]{1,6}))?")
_NAMED = 8  # interviews that a message names
_CUT = 55  # characters; a context of that length may begin or end inside a word


def scope_text(scope: DecisionScope, language: str = "en") -> str:
    """A scope as the table of `language` (en, nb, nn) shows it."""
    if isinstance(scope, Occurrence):
        return f"{scope.turn} #{scope.number}"
    return scope or _EVERYWHERE[language]


def is_everywhere(said: str) -> bool:
    """Whether a cell means everywhere. Tables without the column do."""
    return said.strip().casefold() in ("", *_EVERYWHERE.values())


def names_scope(said: str, scope: DecisionScope) -> bool:
    """Whether a cell names `scope`; a turn alone names every place in it."""
    cell = " ".join(said.casefold().split())
    if is_everywhere(cell) or scope is None:
        return is_everywhere(cell) and scope is None
    turn = scope.turn.casefold() if isinstance(scope, Occurrence) else ""
    return cell.replace(" ", "") == scope_text(scope).casefold().replace(" ", "") or cell == turn


@dataclass(frozen=True)
class StudyTurns:
    """What a scope can name: the ids of the interviews, and the texts of the turns of one by their ids."""

    interviews: Sequence[str]
    turns: Callable[[str], Mapping[str, str]]

    def scope(self, said: str, form: str, context: str, *, withdrawn: bool = False) -> DecisionScope:
        """The scope that a cell names; raises UserError, which quotes no cell, if there is no such interview or place.

        A place that is `withdrawn` may be there no more. `context` is that of the row: where the program wrote it about
        this place, the words on either side must still be the same.
        """
        if is_everywhere(said):
            return None
        cell = " ".join(said.split())
        for interview in self.interviews:
            if cell.casefold() == interview.casefold():
                return interview
        if cell.casefold() in _OWN_TEXTS:
            return OWN_TEXTS
        match = _PLACE.fullmatch(cell)
        if match is None:
            raise self._unknown()
        number = int(match["number"]) if match["number"] else None
        interview, turn, text = self._turn(match["turn"], withdrawn=withdrawn)
        there = {one.number: one for one in occurrences(interview, turn, text, form).values()}
        if withdrawn and (number or not there):
            return Occurrence(interview=interview, turn=turn, number=max(number or 1, 1))
        return _one_of(there, number, turn, context, form)

    def _turn(self, said: str, *, withdrawn: bool) -> tuple[str, str, str]:
        """The interview, id and text of the turn that is meant; an empty text for one that is gone."""
        start = said.casefold()
        of = [i for i in self.interviews if start.startswith(f"{i.casefold()}-")]
        for interview in of:
            turns = self.turns(interview)
            for turn, text in turns.items():
                if turn.casefold() == start:
                    return interview, turn, text
        if of and withdrawn:
            return of[-1], f"{of[-1]}{said[len(of[-1]) :]}", ""
        if not of:
            raise self._unknown()
        ids = list(self.turns(of[-1]))
        right = f"They are {ids[0]} to {ids[-1]}." if ids else "It has none yet."
        raise UserError(f"the scope names a turn that {of[-1]} does not have.", right)

    def _unknown(self) -> UserError:
        known = ", ".join(self.interviews[:_NAMED]) + (", …" if len(self.interviews) > _NAMED else "")
        return UserError(
            "the scope is no interview and no turn of the study.",
            f"Write `{_EVERYWHERE['en']}`, an interview ({known}), a turn and which time it stands there, like P1-014 #2, or "
            f"`{OWN_TEXTS}` for what the study wrote itself.",
        )


def _one_of(there: Mapping[int, Occurrence], number: int | None, turn: str, context: str, form: str) -> Occurrence:
    if not there:
        raise UserError(
            f"{turn} does not hold the written form.", "Name the turn that does, in capitals as they stand."
        )
    if number not in there and (number is not None or len(there) > 1):
        times = f"{len(there)} times" if len(there) > 1 else "once"
        raise UserError(f"{turn} holds the written form {times}.", f"Write `{turn} #1`{_up_to(turn, len(there))}.")
    place = there[number or 1]
    if not context_fits(context, form, place):
        raise UserError(
            f"{turn} has changed since the table was written.",
            "Run `ipstranscribe run` and decide in the new table; withdraw there what holds no longer.",
        )
    return place


def _up_to(turn: str, last: int) -> str:
    return f" to `{turn} #{last}`" if last > 1 else ""


def context_fits(context: str, form: str, place: Occurrence) -> bool:
    """Whether the context of a row has the words around `place`; a context of another place says nothing about it."""
    where, _, words = context.partition("] ")
    if where.casefold() != f"[{scope_text(place)}".casefold():
        return True
    before, marked, after = words.partition(f"»{form}«")
    fits_before = _fits(words_before(before)[::-1], place.before[::-1], cut=len(before) >= _CUT, end=str.endswith)
    return bool(marked) and fits_before and _fits(words_after(after), place.after, cut=len(after) >= _CUT)


def _fits(
    shown: Sequence[str],
    anchor: Sequence[str],
    *,
    cut: bool,
    end: Callable[[str, str], bool] = str.startswith,
) -> bool:
    """Whether the words of a context, nearest first, are those of an anchor; the farthest may be cut."""
    if not cut or not shown:
        return tuple(shown) == tuple(anchor)
    whole, last = len(shown) - 1, shown[-1]
    near = tuple(shown[:whole]) == tuple(anchor[:whole])
    return near and len(anchor) > whole and end(anchor[whole], last)
