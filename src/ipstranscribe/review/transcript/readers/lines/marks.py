"""Time marks: whatever looks like a time in a line, with its value. Which of them are stamps, `stamps` decides.

A mark is taken as a whole, with its brackets and its end if it is a range, so that no stamp is ever cut in two. What is
no mark: a time with am, pm, a date or a unit beside it (`8:15 am`, `6:30-toget`), and a time inside a remark of the
transcriber, as in `(unclear 00:03:12)`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ipstranscribe.text.time_codes import CLOCK, DOTTED, FRAMES, SHORT_CLOCK, UNITS, seconds_in

Form = Literal["frames", "long", "short", "dotted", "units", "seconds"]
"""How a time is written: `00:00:05:12`, `0:00:05`, `0:05`, `00.00.05`, `1 minute 5 seconds`, `5.2s`."""

_FORMS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    ("units", re.compile(UNITS)),
    ("frames", re.compile(FRAMES)),
    ("long", re.compile(CLOCK)),
    ("short", re.compile(SHORT_CLOCK)),
    ("dotted", re.compile(DOTTED)),
)
_TIME = f"(?:{UNITS}|{FRAMES}|{CLOCK}|{SHORT_CLOCK}|{DOTTED})"
_SECONDS = r"\d{1,6}(?:\.\d{1,9})?[ ]?s?"
_TO = r"\s{0,3}(?:-{1,3}>|[-–—−→~]|(?:to|til|bis)\b)\s{0,3}"
_NAMED = r"(?:(?:TC|T|Time|Tid|Timestamp|Tidskode|Time ?code)\s?:?\s{0,3}|@\s?)?"
_NAMED_ALONE = r"(?:^(?:TC|Timestamp|Tidskode|Time ?code)\s?:?\s+)?"
_RANGE = rf"{_TIME}(?:{_TO}{_TIME})?"
_OPEN, _CLOSE = "[(<{", "])>}"
_BRACKETED = "|".join(
    rf"{re.escape(a)}\s{{0,3}}{_NAMED}(?:{_RANGE}|{_SECONDS}{_TO}{_SECONDS})\s{{0,3}}{re.escape(b)}"
    for a, b in zip(_OPEN, _CLOSE, strict=True)
)
_MARK = re.compile(
    rf"(?P<hash>#\s?{_TIME}(?:-\d{{1,3}})?\s?#(?:{_TO}#\s?{_TIME}(?:-\d{{1,3}})?\s?#)?)"
    rf"|(?P<bracketed>(?:{_BRACKETED})(?:{_TO}(?:{_BRACKETED}))?)"
    rf"|(?<![\w:/#+,.-])(?P<bare>{_NAMED_ALONE}{_RANGE}(?:\s{{0,3}}{SHORT_CLOCK}(?=\s*$))?)(?![\w/%#]|[:.,]\d|[-–][^\W\d])"
    r"(?!\s?(?:[ap]\.?\s?m\b|o.clock|uhr\b))",
    re.IGNORECASE,
)
_TENTH = re.compile(r"-(\d{1,3})\s?#")
_ARROW = re.compile(r"-{1,3}>|→")
_TWO = re.compile(
    rf"(?P<first>{_TIME}|{_SECONDS})(?:[\])>}}#]?{_TO}[\[(<{{#]?(?P<last>{_TIME}|{_SECONDS}))?", re.IGNORECASE
)

_REMARK = 80
"""Characters that a remark has at most on either side of a time in it."""


@dataclass(frozen=True)
class TimeMark:
    """A time or range in a line, at `begin` to `stop` (characters): `start` and `end` in seconds, `end` None if no range.

    `bracket` is what it stands in: `[`, `(`, `<`, `{`, `#`, or nothing. `arrow` is whether it is a range with an arrow.
    """

    begin: int
    stop: int
    start: float
    end: float | None
    form: Form
    bracket: str = ""
    arrow: bool = False

    @property
    def unmistakable(self) -> bool:
        """Whether nobody says or writes such a time but to mark a place of a recording."""
        return self.bracket == "#" or self.arrow or self.form in ("frames", "seconds")

    @property
    def strong(self) -> bool:
        """Whether it can hardly be a time of the day: with hours and seconds, or in square or angle brackets."""
        return (
            self.unmistakable
            or (self.form in ("long", "short") and self.bracket in ("[", "<", "{"))
            or self.form == "long"
        )

    @property
    def kind(self) -> tuple[str, str]:
        """What marks that are written alike have in common."""
        return self.bracket, self.form


def find_marks(text: str) -> tuple[TimeMark, ...]:
    """All time marks of a line, in order."""
    return tuple(_marks(text))


def _marks(text: str) -> Iterator[TimeMark]:
    for found in _MARK.finditer(text):
        if found["bare"] and _in_a_remark(text, found.start(), found.end()):
            continue
        whole = found[0]
        tenths = _TENTH.findall(whole) if found["hash"] else []
        times = _TWO.search(_TENTH.sub("#", whole) if found["hash"] else whole)
        if times is None:
            continue
        start = _with_tenth(seconds_in(times["first"]), tenths[:1])
        end = _with_tenth(seconds_in(times["last"]), tenths[1:]) if times["last"] else None
        if end is not None and end < start:
            end = None
        bracket = "#" if found["hash"] else whole[0] if found["bracketed"] else ""
        yield TimeMark(
            found.start(), found.end(), start, end, _form(times["first"]), bracket, bool(_ARROW.search(whole))
        )


def _form(time: str) -> Form:
    return next((name for name, pattern in _FORMS if pattern.fullmatch(time)), "seconds")


def _with_tenth(seconds: float, tenths: list[str]) -> float:
    return round(seconds + sum(float(f"0.{tenth}") for tenth in tenths), 3)


def _in_a_remark(text: str, begin: int, stop: int) -> bool:
    """Whether brackets are open around a place, so that the time belongs to other words in them."""
    since, until = max(0, begin - _REMARK), stop + _REMARK
    return any(
        text.rfind(a, since, begin) > text.rfind(b, since, begin) and text.find(b, stop, until) >= 0
        for a, b in ("()", "[]", "<>")
    )
