"""What a piece of a number of somebody looks like in its turn: what it is said with, and what counts something instead."""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from ipstranscribe.pseudonymize.recognizers.number_runs import (
    DigitGroup,
    begins_sentence,
    begins_turn,
    digits_said_singly,
    ends_clause,
    joined_digits,
)
from ipstranscribe.pseudonymize.recognizers.phones import EMERGENCY, counts, with_sign
from ipstranscribe.pseudonymize.recognizers.quantities import unit_follows

_FEWEST_SINGLY = 3
"""Digits said one by one that count nothing."""
_LONGEST_GROUP = 4
_BEFORE = 30
"""Characters before a number that say what it counts."""
_NEXT = 30
"""Characters between two pieces in one turn, if only words of somebody who goes on or stops stand there."""
_GOES_ON = re.compile(
    r"(?:[\s,.…–—-]|\b(?:and|then|so|no|not|wait|hang|hold|on|sorry|um|uh|er|erm|yes|that\sis|og|så|nei|ikke|ikkje|vent|litt|"
    r"eh|øh|ja|altså|deretter|da|då)\b)+",
    re.IGNORECASE,
)
_AND_THEN = re.compile(r"[\s,.…–—-]{0,4}\b(?:and\sthen|then|and|og\sså|og\sso|so|så)\b", re.IGNORECASE)
_TRAILS_OFF = re.compile(r"[\s,.…–—-]{0,4}\b(?:and\sthen|and|og\sså|og\sso)\b[\s,.…–—-]*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!…]")
_LISTED = re.compile(r",|\b(?:and|og)\b", re.IGNORECASE)
_SAYING = re.compile(
    r"oh?(?!\s?\w)|oh,|(?:tusen|hundre|thousand)\s(?:takk|thanks)\b"
    r"|(?:one|en|ein|et|eit|ett)\s(?:moment|sec|second|thing|more|last|stund|ting|gong|gang|øyeblikk|augeblink|augneblink)\b",
    re.IGNORECASE,
)
"""What sounds like a number and is none: *oh!*, *tusen takk*, *one moment*."""
_THAT_ONE = re.compile(r"\b(?:that|this|which|the|any|every|another|other|last)\s$", re.IGNORECASE)
_LETTER = re.compile(r"['’]s\b")
"""After what is no nought but a letter: `two o's`."""
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
_SPELLED_BEFORE = re.compile(r"(?<![\w'’])[A-ZÆØÅ](?:[\s,.-]{1,2}[A-ZÆØÅ]){0,3}(?<![IA])[\s,.-]{1,2}$")
_LAST = re.compile(
    r"\b(?:last\s(?:two|three|four|five|bit|digits?|numbers?|ones?)|(?:de|dei|dem)\s(?:(?:to|tre|fire|fem)\ssiste|siste(?:\s(?:to|tre|fire|fem))?)|"
    r"siste\s(?:to|tre|fire|fem|siffer\w*))\b[^.!]{0,16}$",
    re.IGNORECASE,
)
_LAST_AFTER = re.compile(
    r"[\s,.!…–—-]{1,4}(?:that(?:['’]s|\sis|\swas)|those\sare|they['’]re|it\sends|(?:det|da)\s(?:er|e|var|va)|sånn\sslutter\sdet)"
    r"(?:\s(?:the\slast\b|(?:de|dei|dem)\s(?:to\s|tre\s|fire\s)?siste\b)|$)",
    re.IGNORECASE,
)
_LETTERS = 20
"""Characters before a number that are searched for its letters."""

Run = Sequence[DigitGroup]
"""Numbers that nothing stands between but signs and fillers: what `number_runs` gives."""


def counts_something(run: Run, text: str) -> bool:
    """Whether a number is a quantity, a saying, a score, an hour, everybody's number, or that of a bus or a page."""
    digits, start, end = joined_digits(run), run[0].start, run[-1].end
    return (
        any(group.quantity or len(group.digits) > _LONGEST_GROUP for group in run)
        or digits in EMERGENCY
        or is_saying(run, text)
        or unit_follows(text, end)
        or any(after.match(text, end) for after in (_LETTER, _SCORE_AFTER))
        or any(before.search(text, max(0, start - _BEFORE), start) for before in (_NUMBERED_BEFORE, _SCORE_BEFORE))
        or (len(digits) <= 2 and bool(_HOUR_BEFORE.search(text, max(0, start - _BEFORE), start)))
    )


def is_saying(run: Run, text: str) -> bool:
    """Whether what sounds like a number is none."""
    start, end = run[0].start, run[-1].end
    one = text[start:end].casefold() == "one" and _THAT_ONE.search(text, max(0, start - _BEFORE), start)
    return len(run) == 1 and bool(one or _SAYING.match(text, start))


def is_singly(run: Run, text: str) -> bool:
    """Whether three digits or more are said one by one: nobody counting, no list of scores, no hour."""
    digits = joined_digits(run)
    if digits_said_singly(run, text) < _FEWEST_SINGLY or counts_something(run, text):
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


def stands_by_itself(text: str, run: Run, wanted: Set[int]) -> bool:
    """Whether a sentence begins with a number of two digits or more, or with a nought, that its clause ends with.

    Or it begins one and has the digits that are `wanted`; without marks in the text, where nothing says where a sentence
    ends, it begins the turn, and goes on or has these.
    """
    digits, end = joined_digits(run), run[-1].end
    if len(digits) < 2:
        return False
    opens, whole = begins_sentence(text, run[0].start), len(digits) in wanted
    if (opens and whole) or (ends_clause(text, end) and (opens or digits[0] == "0")):
        return True
    return begins_turn(text, run[0].start) and (whole or bool(_AND_THEN.match(text, end)))


def goes_on(text: str, end: int, start: int) -> bool:
    """Whether only words of somebody who goes on, or stops to think, stand between two numbers."""
    return 0 <= start - end <= _NEXT and bool(_GOES_ON.fullmatch(text, end, start))


def is_said_to_be_last(text: str, run: Run) -> bool:
    """Whether two digits or more are said to be the end of a number: `and the last two are five one`."""
    start, end = run[0].start, run[-1].end
    last = _LAST.search(text, max(0, start - _BEFORE), start) or _LAST_AFTER.match(text, end)
    return len(joined_digits(run)) > 1 and bool(last)


def is_spelled_before(text: str, run: Run) -> bool:
    """Whether letters are spelled right before two digits or more: `W R, double four`."""
    return len(joined_digits(run)) > 1 and bool(_SPELLED_BEFORE.search(text, 0, run[0].start))


def trails_off(text: str, end: int) -> bool:
    """Whether a turn ends after a number with *and then*."""
    return bool(_TRAILS_OFF.match(text, end))


def with_letters(text: str, start: int) -> int:
    """The start of a number with its sign, or the letters before its digits: `SK, four four one`."""
    letters = _LETTERS_BEFORE.search(text, max(0, start - _LETTERS), start)
    return letters.start() if letters else with_sign(text, start)
