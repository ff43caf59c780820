"""What speaks of a number of somebody, so that it may be told in the turns around: kinds of numbers, and words for them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.recognizers.number_nouns import NUMBER_OF_SOMEBODY
from ipstranscribe.pseudonymize.recognizers.number_runs import DigitGroup, joined_digits

_SHORT_TURN = 12
"""Words of a turn in which a telephone is asked for in passing."""
_JUST_BEFORE, _FEWEST = 25, 3
"""Characters between a word for a telephone and its digits, and digits at least: `og telefonen, den er sekstiåtte fire`."""
_SENTENCE_END = re.compile(r"[.?!]")
_WORD = re.compile(r"\w+")
_SOMEBODY = (
    r"\b(?:(?:tele)?phone|mobile|cell|landline|contact|my|your|his|her|their|mum's|dad's|best|right)\s(?:\w+\s){0,2}?number\b(?!\sof\b|\sone\b)"
    r"|\b(?:my|your|his|her|the)\s(?:mobile|landline|phone)\b(?:\s(?:is|as\swell|too|then)|[,.?:])"
    r"|\b(?:telefon|mobil|tlf)\.?-?(?:nummer\w*|nr)\b|\b(?:nummer(?:et)?|nr)\s(?:ditt|mitt|hans|hennes|til|hennar)\b|\b(?:ditt|mitt)\s(?:\w+\s)?nummer\b"
    r"|\b(?:nå|ringe|ringje)\s(?:deg|dykk|dere|meg|ho|hun|han)\spå\b|\b(?:reach|ring|call|text|get)\s(?:you|me|him|her)\s(?:on|at)\b"
)
_ASKED_FOR = (
    r"|\b(?:is\sthere|have\syou\sgot|you\sgot|do\syou\shave)\s(?:a|any)\s(?:\w+\s)?number\b(?!\sof\b)"
    r"|\ba\snumber(?:\?|,?\s(?:in\scase|i\scan|we\scan|for\syou|to\s(?:ring|call|reach|get)))"
    r"|\b(?:can|could|may|should|shall)\s(?:i|we)\s(?:ring|call|phone|text)\b"
    r"|\b(?:kan|kunne|får|skal|tør)\s(?:jeg|eg|æ|vi|me)\s(?:\w+\s)?ring(?:e|je|a)?\b"
    r"|\b(?:har|fins|finst|finnes)\s(?:du|det|dere|dykk|da)\s(?:et|eit|noe|noko)\s(?:telefon|mobil)?nummer\b"
    r"|\b(?:et|eit)\snummer(?:\?|,?\s(?:i\stilfelle|jeg\skan|eg\skan|vi\skan|å\sringe|til\sdeg))"
)
_BRIEFLY = re.compile(
    r"\b(?:phone|telephone|mobile|landline|telefon(?:en)?|fasttelefon(?:en)?|mobil(?:en)?)\b", re.IGNORECASE
)
"""A telephone, in a short turn (*and a phone, if I need one?*) or just before its digits."""
_OF_IDENTITY = re.compile(
    r"\b(?:nhs|hospital|patient|personal|national|national\sinsurance|social\ssecurity|passport|case|journal|record|member|chart)\s(?:number|no\.?)\b"
    rf"|\b(?:fødsels|person|pasient|pass|saks?|journal|medlems|kunde)-?(?:nummer(?:et)?|nr\.?)(?!\w)|{NUMBER_OF_SOMEBODY}",
    re.IGNORECASE,
)
_TELEPHONE_MENTIONED = re.compile(
    rf"{_BRIEFLY.pattern}|\b(?:ring|call|text)\s(?:me|us|her|him|my)\b|\b(?:ring|ringe|ringje)\b", re.IGNORECASE
)
_GIVEN_MENTIONED = re.compile(
    r"\b(?<!bus )(?<!tram )(?<!room )(?<!ward )(?<!page )(?<!house )(?<!train )(?<!a )number\b"
    r"(?!s?\s(?:of|on\sa|on\sthe|from\sone|between|one|(?:are|do|did)\s\w+\s(?:take|taking|get|getting))\b)"
    r"|\b(?:card|badge|membership|union|policy|account|licen[cs]e|passport|reference|by\sheart|digits?|read\s(?:it|that|them)\sout)\b"
    r"|\b(?<!buss )(?<!side )(?<!rom )nummer(?:et)?\b(?!\s(?:på\sen|på\sskala|en|to|éin)\b)"
    r"|\b\w*kort(?:et)\b|\b(?:medlems?\w*|fagforening\w*|fagforeining\w*|forbundet|polisen?|kontoen|passet|siffer|sifrene|sifra|utenat|utanat)\b"
    r"|\b(?:lese|lesa|les)\s(?:det\s|da\s)?opp\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NumberKind:
    """A kind of number that is told in pieces: what speaks of it, and the digits of a whole one."""

    category: Category
    spoken_of: re.Pattern[str]
    """Speaks of it in any case: pairs and threes may be its pieces."""
    mentioned: re.Pattern[str]
    """May speak of it: only digits said one by one are its pieces."""
    lengths: frozenset[int] = frozenset()
    briefly: re.Pattern[str] | None = None
    in_one_turn: bool = False
    """Whether pieces in one turn are enough."""


TELEPHONE = NumberKind(
    "phone",
    re.compile(_SOMEBODY + _ASKED_FOR, re.IGNORECASE),
    _TELEPHONE_MENTIONED,
    frozenset({8, 10, 11, 12}),  # Norway, America, Britain, and with the code of a country
    _BRIEFLY,
)
IDENTITY = NumberKind(
    "id",
    _OF_IDENTITY,
    re.compile(r"(?!)"),
    frozenset({9, 10, 11}),  # national insurance, health services, Norwegian identity numbers
    in_one_turn=True,
)
GIVEN = NumberKind("id", re.compile(r"(?!)"), _GIVEN_MENTIONED, in_one_turn=True)
"""Numbers of cards and members, of which no length is right or wrong."""
_KINDS = (TELEPHONE, IDENTITY, GIVEN)


@dataclass(frozen=True, order=True)
class SpokenOf:
    """A place in a turn at which a number is spoken of; `direct` if in any case."""

    start: int
    end: int
    direct: bool
    kind: NumberKind = field(compare=False)


def marks(text: str, runs: Sequence[Sequence[DigitGroup]]) -> list[SpokenOf]:
    """Where a turn with these numbers speaks of a number of somebody, in order; of two in one place the sure one."""
    taken = bytearray(len(text))
    own: list[SpokenOf] = []
    for mark in sorted(_marks(text, runs), key=lambda mark: (not mark.direct, mark.start)):
        if not any(taken[mark.start : mark.end]):
            own.append(mark)
            taken[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
    return sorted(own)


def _marks(text: str, runs: Sequence[Sequence[DigitGroup]]) -> Iterator[SpokenOf]:
    short = len(_WORD.findall(text)) <= _SHORT_TURN
    starts = [run[0].start for run in runs]
    for kind in _KINDS:
        yield from (SpokenOf(*match.span(), True, kind) for match in kind.spoken_of.finditer(text))
        for match in kind.briefly.finditer(text) if kind.briefly else ():
            if short or any(_just_after(text, match.end(), run) for run in _next(starts, match.end(), runs)):
                yield SpokenOf(*match.span(), True, kind)
        yield from (SpokenOf(*match.span(), False, kind) for match in kind.mentioned.finditer(text))


def _next(starts: Sequence[int], at: int, runs: Sequence[Sequence[DigitGroup]]) -> Sequence[Sequence[DigitGroup]]:
    first = bisect_left(starts, at)
    return runs[first : first + 1]


def _just_after(text: str, end: int, run: Sequence[DigitGroup]) -> bool:
    near = run[0].start - end <= _JUST_BEFORE and not _SENTENCE_END.search(text, end, run[0].start)
    return near and len(joined_digits(run)) >= _FEWEST and not any(group.quantity for group in run)
