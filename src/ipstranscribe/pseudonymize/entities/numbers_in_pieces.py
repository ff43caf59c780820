"""Numbers of somebody told piece by piece over turns: how the pieces are known, and joined.

Digits that are said one by one count nothing. They are a piece wherever a number of somebody is spoken of near by, or
where who says them goes on: `three one seven, and then …`. Pairs and threes are pieces where the number is asked for, or
after such a piece.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.entities.names_by_context import FoundInTurn
from ipstranscribe.pseudonymize.entities.numbers_spoken_of import TELEPHONE, NumberKind, SpokenOf, marks
from ipstranscribe.pseudonymize.entities.pieces_of_numbers import (
    Run,
    counts_something,
    goes_on,
    is_said_to_be_last,
    is_singly,
    is_spelled_before,
    stands_by_itself,
    trails_off,
    with_letters,
)
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.number_runs import (
    begins_sentence,
    ends_clause,
    joined_digits,
    number_runs,
)

NUMBERS = ("phone", "id")
_WHOLE, _MOST = 7, 24
"""Digits of a number that is told in pairs and threes."""
_BESIDE = 3
"""Other words of a turn that is hardly more than a number."""
_OVER, _LONG_TURN, _SHORT_TURN = 4, 30, 12
"""Turns without a piece, and words of one, after which nobody is telling the number any more; words of a short turn."""
_NEAR = 60
"""Characters between a piece and what speaks of it afterwards: `four four one seven, that's me staff number`."""
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class _Piece:
    turn: Turn
    run: Run
    singly: bool


@dataclass
class _Telling:
    """What is being told: of which kind, since when nothing of it was said, and the pieces so far."""

    kind: NumberKind = TELEPHONE
    direct: bool = False
    silent: int = _OVER
    pieces: list[_Piece] = field(default_factory=list)
    told: str = ""
    """Their digits."""

    @property
    def underway(self) -> bool:
        return self.silent < _OVER

    def hear(self, piece: _Piece) -> None:
        """Add a piece."""
        self.pieces.append(piece)
        self.told = _and(self.told, piece.run)
        self.silent = 0

    def wanted(self) -> Set[int]:
        """How many more digits would make it whole."""
        return {length - len(self.told) for length in self.kind.lengths}

    def hears(self, mark: SpokenOf) -> bool:
        """Whether another number begins where one is spoken of."""
        if mark.direct:
            only_mentioned = not (self.direct or self.pieces)
            return (
                not self.underway or mark.kind is not self.kind or only_mentioned or len(self.told) in self.kind.lengths
            )
        return not self.underway or not (self.direct or self.pieces)


def in_pieces(found: Sequence[FoundInTurn], turns: Sequence[Turn], spoken: str) -> Iterator[FoundInTurn]:
    """The pieces of numbers of somebody, told before or after they were spoken of, and said back in between."""
    other, known = _certain(found)
    runs = [[run for run in number_runs(turn.text, spoken) if not _taken(run, other[turn.id])] for turn in turns]
    spoken_of = [marks(turn.text, here) for turn, here in zip(turns, runs, strict=True)]
    now = _Telling()
    for turn, here, places, coming in zip(
        turns, runs, spoken_of, [*spoken_of[1:], []], strict=False
    ):  # perhaps no turn
        now.silent += 1
        events: list[SpokenOf | Run] = [*places, *here]
        after = {one[0].start: other for one, other in pairwise(here)}
        for one in sorted(events, key=_start):
            if another := _begun(now, one, turn.text, places, coming):
                yield from _whole(now, known)
                now = another
            if isinstance(one, SpokenOf):
                now.silent = 0
            elif now.underway and _is_piece(turn, one, after.get(one[0].start), now):
                now.hear(_Piece(turn, one, is_singly(one, turn.text)))
        if now.silent and _words(turn.text) > _LONG_TURN:
            now.silent = _OVER
    yield from _whole(now, known)


def _certain(found: Sequence[FoundInTurn]) -> tuple[defaultdict[str, list[Found]], defaultdict[str, list[Found]]]:
    """What is certain in each turn: other things, and numbers. A number word that is taken for a name is a number."""
    other, known = defaultdict[str, list[Found]](list), defaultdict[str, list[Found]](list)
    for turn, one in found:
        if one.certain and one.category not in NAMES:
            (known if one.category in NUMBERS else other)[turn.id].append(one)
    return other, known


def told_once(runs: Iterable[Run]) -> str:
    """The digits of the pieces of a number, without what is only said back."""
    told = ""
    for run in runs:
        told = _and(told, run)
    return told


def _and(told: str, run: Run) -> str:
    """The digits told so far with those of a run that are new; of what is longer than any number no more is kept."""
    digits = joined_digits(run)
    return told if digits in told or len(told) > _MOST else told + digits


@lru_cache(maxsize=1)
def _words(text: str) -> int:
    return len(_WORD.findall(text))


def _start(one: SpokenOf | Run) -> int:
    return one.start if isinstance(one, SpokenOf) else one[0].start


def _taken(run: Run, others: Sequence[Found]) -> bool:
    """Whether a number is, or lies in, what is certainly something else."""
    return any(
        one.char_start == run[0].start or (one.char_start <= run[0].start and run[-1].end <= one.char_end)
        for one in others
    )


def _begun(
    now: _Telling, one: SpokenOf | Run, text: str, here: Sequence[SpokenOf], coming: Sequence[SpokenOf]
) -> _Telling | None:
    """The number that begins with a place in a turn, where one is spoken of `here`; None if the one before goes on.

    Digits said one by one begin one that is spoken of just after, or in the `coming` turn, or that go on.
    """
    if isinstance(one, SpokenOf):
        return _Telling(one.kind, one.direct, silent=0) if now.hears(one) else None
    if now.underway or not is_singly(one, text):
        return None
    after = [mark for mark in here if 0 <= mark.start - one[-1].end <= _NEAR] or coming
    if after:
        return _Telling(after[0].kind, silent=0)
    return _Telling(silent=0) if trails_off(text, one[-1].end) else None


def _is_piece(turn: Turn, run: Run, following: Run | None, now: _Telling) -> bool:
    """Whether a number of a turn may be a piece of the one that is told: no quantity, no date, no digit among words."""
    text, digits = turn.text, joined_digits(run)
    if counts_something(run, text):
        return False
    if is_singly(run, text):
        return True
    if not (now.direct or now.pieces):
        return False
    if is_said_to_be_last(text, run) or is_spelled_before(text, run):
        return True
    words = _words(text)
    few = 2 if words > _SHORT_TURN else 1
    year = now.kind is not TELEPHONE and bool(_YEAR.fullmatch(digits))
    return (
        (len(digits) > few and not year)
        or words <= _BESIDE + 1
        or stands_by_itself(text, run, now.wanted())
        or (bool(now.pieces) and (_is_begun_with(text, run, following) or _follows(turn, run, now.pieces[-1])))
    )


def _is_begun_with(text: str, run: Run, following: Run | None) -> bool:
    """Whether more is told after a number that is a sentence: `Seven, that is. And then oh nine` begins with one."""
    alone = begins_sentence(text, run[0].start) and ends_clause(text, run[-1].end)
    return alone and following is not None and goes_on(text, run[-1].end, following[0].start)


def _follows(turn: Turn, run: Run, piece: _Piece) -> bool:
    """Whether two digits or more follow a piece in its turn, with nothing else said between."""
    return len(joined_digits(run)) > 1 and piece.turn is turn and goes_on(turn.text, piece.run[-1].end, run[0].start)


def _whole(told: _Telling, known: defaultdict[str, list[Found]]) -> Iterator[FoundInTurn]:
    """The pieces as finds if they make such a number, or part of one that counts nothing: certain as far as it is whole."""
    kind, pieces, digits = told.kind, told.pieces, len(told.told)
    if not (any(piece.singly for piece in pieces) or (_several(pieces, kind) and _WHOLE <= digits <= _MOST)):
        return
    whole = _as_far_as_whole(pieces, kind)
    for at, piece in enumerate(pieces):
        start, end = with_letters(piece.turn.text, piece.run[0].start), piece.run[-1].end
        before = known[piece.turn.id]
        if at < whole or not any(one.char_start <= piece.run[0].start and end <= one.char_end for one in before):
            confidence = 0.85 if at < whole else 0.4
            yield piece.turn, Found(start, end, kind.category, "phone", confidence, certain=at < whole)


def _as_far_as_whole(pieces: Sequence[_Piece], kind: NumberKind) -> int:
    """How many pieces make a whole number, the most there are: what is told after it may be a house or an hour."""
    told, whole = "", 0
    for count, piece in enumerate(pieces, 1):
        told = _and(told, piece.run)
        if len(told) > max(kind.lengths, default=0):
            break
        if len(told) in kind.lengths and _several(pieces[:count], kind):
            whole = count
    return whole


def _several(pieces: Sequence[_Piece], kind: NumberKind) -> bool:
    """Whether there are as many pieces, or turns with pieces, as such a number is told in."""
    return (len(pieces) if kind.in_one_turn else len({piece.turn.id for piece in pieces})) > 1
