"""Numbers of somebody told piece by piece over turns: how the pieces are known, and joined.

Digits that are said one by one count nothing. They are a piece wherever a number of somebody is spoken of near by, or
where who says them goes on: `three one seven, and then …`. Pairs and threes are pieces where the number is asked for, or
after such a piece.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.names_by_context import FoundInTurn
from ipstranscribe.pseudonymize.entities.numbers_spoken_of import TELEPHONE, Mark, NumberKind, marks
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.number_runs import (
    DigitGroup,
    begins_sentence,
    begins_turn,
    digits_said_singly,
    ends_clause,
    joined_digits,
    number_runs,
)
from ipstranscribe.pseudonymize.recognizers.phones import EMERGENCY, counts, with_sign
from ipstranscribe.pseudonymize.recognizers.quantities import unit_follows

NUMBERS = ("phone", "id")
_WHOLE, _MOST = 7, 24
"""Digits of a number that is told in pairs and threes."""
_FEWEST_SINGLY = 3
"""Digits said one by one that count nothing."""
_BESIDE = 3
"""Other words of a turn that is hardly more than a number."""
_SILENT, _LONG_TURN, _SHORT_TURN = 3, 30, 12
"""Turns without a piece, and words of one, after which nobody is telling the number any more; words of a short turn."""
_LONGEST_GROUP = 4
_NEAR = 60
"""Characters between a piece and what speaks of it afterwards: `four four one seven, that's me staff number`."""
_BEFORE = 30
"""Characters before a number that say what it counts."""
_NEXT = 30
"""Characters between two pieces in one turn, if only words of somebody who goes on or stops stand there."""
_WORD = re.compile(r"\w+")
_GOES_ON = re.compile(
    r"(?:[\s,.…–—-]|\b(?:and|then|so|no|not|wait|hang|hold|on|sorry|um|uh|er|erm|yes|that\sis|og|så|nei|ikke|ikkje|vent|litt|"
    r"eh|øh|ja|altså|deretter|da|då)\b)+",
    re.IGNORECASE,
)
_AND_THEN = re.compile(r"[\s,.…–—-]{0,4}\b(?:and\sthen|then|and|og\sså|og\sso|so|så)\b", re.IGNORECASE)
_TRAILS_OFF = re.compile(r"[\s,.…–—-]{0,4}\b(?:and\sthen|and|og\sså|og\sso)\b[\s,.…–—-]*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!…]")
_LISTED = re.compile(r",|\b(?:and|og)\b", re.IGNORECASE)
_EXCLAMATIONS = frozenset({"oh", "o"})
_LETTER = re.compile(r"['’]s\b")
"""After what is no nought but a letter: `two o's`."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIME = re.compile(r"[1-9]0[1-9]")
_TIME_BEFORE = re.compile(r"\b(?:at|by|till?|until|before|after|around|the|kl|klokk[ae]n?|før|etter)\s$", re.IGNORECASE)
_HOUR_BEFORE = re.compile(
    r"\b(?:before|after|until|till|between|around|about|før|etter|til|mellom|rundt|cirka|ca)\s$", re.IGNORECASE
)
_SCORE_BEFORE = re.compile(r"\bout\sof\s$", re.IGNORECASE)
_SCORE_AFTER = re.compile(r"\s(?:out\sof|av)\s", re.IGNORECASE)
_NUMBERED_BEFORE = re.compile(
    r"\b(?:bus(?:es)?|tram|train|route|line|flight|ward|bay|bed|room|page|pages|chapter|channel|platform|gate|size|step|verse|"
    r"buss(?:en)?|trikk(?:en)?|linje|rute|tog(?:et)?|avdeling|post|rom|seng|side|sidene|kapittel|kanal|spor|salme|vers|størrelse)"
    r"(?:\s(?:number|numbers|no|nummer|nr))?[\s,.]{1,2}(?:the\s)?$",
    re.IGNORECASE,
)
_LETTERS_BEFORE = re.compile(
    r"(?<![\w'’])(?:(?:(?!(?:I|A|OK|TV)\b)[A-ZÆØÅ]{1,3}[\s,.-]{1,2}){1,4}|(?:[a-zæøå][\s,]{1,2}){2,4})$"
)
_LETTERS = 20
"""Characters before a number that are searched for its letters."""

Run = Sequence[DigitGroup]


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
    silent: int = _SILENT
    pieces: list[_Piece] = field(default_factory=list)

    @property
    def underway(self) -> bool:
        return self.silent < _SILENT

    def told(self) -> str:
        """The digits of the pieces."""
        return told_once(piece.run for piece in self.pieces)

    def wanted(self) -> Set[int]:
        """How many more digits would make it whole."""
        return {length - len(self.told()) for length in self.kind.lengths} if self.underway else set()

    def hears(self, mark: Mark) -> bool:
        """Whether another number begins where one is spoken of."""
        if mark.direct:
            return not self.underway or mark.kind is not self.kind or len(self.told()) in self.kind.lengths
        return not self.underway or not (self.direct or self.pieces)


def in_pieces(found: Sequence[FoundInTurn], turns: Sequence[Turn], spoken: str) -> Iterator[FoundInTurn]:
    """The pieces of numbers of somebody, told before or after they were spoken of, and said back in between."""
    certain = [(turn.id, one) for turn, one in found if one.certain]
    other = {
        turn_id: [one for at, one in certain if at == turn_id and one.category not in NUMBERS] for turn_id, _ in certain
    }
    known = {
        turn_id: [one for at, one in certain if at == turn_id and one.category in NUMBERS] for turn_id, _ in certain
    }
    runs = [number_runs(turn.text, spoken) for turn in turns]
    spoken_of = [marks(turn.text, here) for turn, here in zip(turns, runs, strict=True)]
    now = _Telling()
    for at, turn in enumerate(turns):
        free = [run for run in runs[at] if not _taken(run, other.get(turn.id, ()))]
        coming = spoken_of[at + 1] if at + 1 < len(turns) else []
        pieces = 0
        events: list[Mark | Run] = [*spoken_of[at], *free]
        for one in sorted(events, key=_start):
            if isinstance(one, Mark):
                if now.hears(one):
                    yield from _whole(now, known)
                    now = _Telling(one.kind, one.direct)
                now.silent = 0
                continue
            if not now.underway and (kind := _begun(turn, one, spoken_of[at], coming)):
                yield from _whole(now, known)
                now = _Telling(kind, silent=0)
            if now.underway and _is_piece(turn, one, free, now):
                now.pieces.append(_Piece(turn, one, _is_singly(one, turn.text)))
                now.silent, pieces = 0, pieces + 1
        if not pieces and not spoken_of[at]:
            long = len(_WORD.findall(turn.text)) > _LONG_TURN
            now.silent = _SILENT if long else now.silent + 1
        if not now.underway:
            yield from _whole(now, known)
            now = _Telling()
    yield from _whole(now, known)


def told_once(runs: Iterable[Run]) -> str:
    """The digits of the pieces of a number, without what is only said back."""
    told = ""
    for run in runs:
        told += "" if joined_digits(run) in told else joined_digits(run)
    return told


def _start(one: Mark | Run) -> int:
    return one.start if isinstance(one, Mark) else one[0].start


def _taken(run: Run, others: Sequence[Found]) -> bool:
    """Whether a number is, or lies in, what is certainly something else."""
    return any(
        one.char_start == run[0].start or (one.char_start <= run[0].start and run[-1].end <= one.char_end)
        for one in others
    )


def _begun(turn: Turn, run: Run, here: Sequence[Mark], coming: Sequence[Mark]) -> NumberKind | None:
    """The kind of number that begins here though none was spoken of before: one is just after, or the digits go on."""
    if not _is_singly(run, turn.text):
        return None
    after = [mark for mark in here if 0 <= mark.start - run[-1].end <= _NEAR] or coming
    if after:
        return after[0].kind
    return TELEPHONE if _TRAILS_OFF.match(turn.text, run[-1].end) else None


def _is_piece(turn: Turn, run: Run, runs: Sequence[Run], now: _Telling) -> bool:
    """Whether a number of a turn may be a piece of the one that is told: no quantity, no date, no digit among words."""
    text, digits = turn.text, joined_digits(run)
    if _counts_something(run, text):
        return False
    if _is_singly(run, text):
        return True
    if not (now.direct or now.pieces):
        return False
    words = len(_WORD.findall(text))
    few = 2 if words > _SHORT_TURN else 1
    year = now.kind is not TELEPHONE and bool(_YEAR.fullmatch(digits))
    return (
        (len(digits) > few and not year)
        or words <= _BESIDE + 1
        or _by_itself(text, run, now.wanted())
        or (bool(now.pieces) and (_is_begun_with(text, run, runs) or _follows(turn, run, now.pieces[-1])))
    )


def _counts_something(run: Run, text: str) -> bool:
    """Whether a number is a quantity, an exclamation, a score, an hour, everybody's number, or that of a bus or a page."""
    digits, start, end = joined_digits(run), run[0].start, run[-1].end
    return (
        any(group.quantity or len(group.digits) > _LONGEST_GROUP for group in run)
        or digits in EMERGENCY
        or text[start:end].casefold() in _EXCLAMATIONS
        or unit_follows(text, end)
        or any(after.match(text, end) for after in (_LETTER, _SCORE_AFTER))
        or any(before.search(text, max(0, start - _BEFORE), start) for before in (_NUMBERED_BEFORE, _SCORE_BEFORE))
        or (len(digits) <= 2 and bool(_HOUR_BEFORE.search(text, max(0, start - _BEFORE), start)))
    )


def _is_singly(run: Run, text: str) -> bool:
    """Whether three digits or more are said one by one: nobody counting, no list of scores, no hour."""
    digits = joined_digits(run)
    if digits_said_singly(run, text) < _FEWEST_SINGLY or _counts_something(run, text):
        return False
    if any(part[0].digits != "0" and counts(part[:3]) for part in _sentences(run, text)):
        return False
    gaps = [text[one.end : other.start] for one, other in pairwise(run)]
    if "0" not in digits and digits_said_singly(run, text) == len(run) and all(map(_LISTED.search, gaps)):
        return False
    return not (_TIME.fullmatch(digits) and _TIME_BEFORE.search(text, max(0, run[0].start - _BEFORE), run[0].start))


def _sentences(run: Run, text: str) -> Iterator[Run]:
    """The stretches of a run that no sentence ends in."""
    ends = [at for at in range(1, len(run)) if _SENTENCE_END.search(text, run[at - 1].end, run[at].start)]
    return (run[start:end] for start, end in pairwise([0, *ends, len(run)]))


def _by_itself(text: str, run: Run, wanted: Set[int]) -> bool:
    """Whether a sentence begins with a number of two digits or more, or with a nought, that its clause ends with.

    Without marks in the text nothing says where a sentence ends; there it begins the turn, and goes on or has the digits
    that are `wanted`.
    """
    digits, end = joined_digits(run), run[-1].end
    if len(digits) < 2:
        return False
    if ends_clause(text, end) and (begins_sentence(text, run[0].start) or digits[0] == "0"):
        return True
    return begins_turn(text, run[0].start) and (len(digits) in wanted or bool(_AND_THEN.match(text, end)))


def _is_begun_with(text: str, run: Run, runs: Sequence[Run]) -> bool:
    """Whether more is told after a number that is a sentence: `Seven, that is. And then oh nine` begins with one."""
    if not (begins_sentence(text, run[0].start) and ends_clause(text, run[-1].end)):
        return False
    return any(_goes_on(text, run[-1].end, other[0].start) for other in runs)


def _follows(turn: Turn, run: Run, piece: _Piece) -> bool:
    """Whether two digits or more follow a piece in its turn, with nothing else said between."""
    return len(joined_digits(run)) > 1 and piece.turn is turn and _goes_on(turn.text, piece.run[-1].end, run[0].start)


def _goes_on(text: str, end: int, start: int) -> bool:
    return 0 <= start - end <= _NEXT and bool(_GOES_ON.fullmatch(text, end, start))


def _whole(told: _Telling, known: dict[str, list[Found]]) -> Iterator[FoundInTurn]:
    """The pieces as finds if they make such a number, or part of one that counts nothing: certain as far as it is whole."""
    kind, pieces, digits = told.kind, told.pieces, len(told.told())
    if not (any(piece.singly for piece in pieces) or (_several(pieces, kind) and _WHOLE <= digits <= _MOST)):
        return
    whole = _as_far_as_whole(pieces, kind)
    for at, piece in enumerate(pieces):
        start, end = _with_letters(piece.turn.text, piece.run[0].start), piece.run[-1].end
        before = known.get(piece.turn.id, ())
        if at < whole or not any(one.char_start <= piece.run[0].start and end <= one.char_end for one in before):
            confidence = 0.85 if at < whole else 0.4
            yield piece.turn, Found(start, end, kind.category, "phone", confidence, certain=at < whole)


def _as_far_as_whole(pieces: Sequence[_Piece], kind: NumberKind) -> int:
    """How many pieces make a whole number, the most there are: what is told after it may be a house or an hour."""
    for count in range(len(pieces), 1, -1):
        if _several(pieces[:count], kind) and len(told_once(piece.run for piece in pieces[:count])) in kind.lengths:
            return count
    return 0


def _several(pieces: Sequence[_Piece], kind: NumberKind) -> bool:
    """Whether there are as many pieces, or turns with pieces, as such a number is told in."""
    return (len(pieces) if kind.in_one_turn else len({piece.turn.id for piece in pieces})) > 1


def _with_letters(text: str, start: int) -> int:
    """The start of a number with its sign, or the letters before its digits: `SK, four four one`."""
    letters = _LETTERS_BEFORE.search(text, max(0, start - _LETTERS), start)
    return letters.start() if letters else with_sign(text, start)
