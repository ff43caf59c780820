"""The head of a line: every way in which its beginning could be a speaker label, with the stamps beside the label."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ipstranscribe.review.transcript.readers.lines.line import Line
from ipstranscribe.review.transcript.readers.lines.marks import TimeMark

COLON, BESIDE, BEFORE, BRACKET, BOLD, ALONE, SLIP = "colon", "beside", "before", "bracket", "bold", "alone", "slip"
"""Where a label stands: before a colon or tab; alone on a line with a stamp beside; before a stamp that the talk follows;
in brackets; in bold letters; alone on a line; where a colon was meant, and another key or none was struck. A label before
another sign (`I - …`, `Q. …`) stands at a place named by it."""

LONGEST = 80
"""Characters that a label has at most: a long name, pronouns and an organisation."""

_BLANK = re.compile(r"[\s*_•·]*")
_AFTER_STAMP = re.compile(r"(?:[\s:：|*_•·]|[-–—](?=[\s\d\[]|[^\W\d_]))*")
_LABEL = rf"(?P<label>[^:：\t\n]{{1,{LONGEST}}}?)"
_COLON = re.compile(rf"{_LABEL}[*_\s]*(?:(?<!\d)[:：](?!//)|[:：](?!\d|//)|\t)")
_COLON_AFTER_STAMP = re.compile(r"[*_ ]*(?:[:：]|\t)")
_AFTER_COLON = re.compile(r"[\s:：*_]*")
_IN_BRACKETS = re.compile(r"(?:\[(?P<a>[^\[\]\n]{1,60})\]|\((?P<b>[^()\n]{1,60})\)|<(?P<c>[^<>\n]{1,60})>)\s*")
_SIGN = re.compile(
    r"(?P<label>[^\s:][^:\t\n.;>|)]{0,40}?)(?P<sign>\s{3,}|\s?[>|)]{1,2}\s|\s[-–—]{1,2}\s|[-–—.;]\s)\s*(?=\S)"
)
_WRONG_KEY = re.compile(rf"""{_LABEL}\s?[;"]\s+(?=\S)""")
_NO_KEY = re.compile(r"(?P<label>[^\W\d_aeiouyæøåäöAEIOUYÆØÅÄÖ]|[^\W\d_]\d{1,2})(?:\s|\.\s)\s*")
"""A label that no language has as a word (`I` and `Å` are words), before a capital letter."""

_EDGES = " \t\u00a0:：|–—-•·*_,"


@dataclass(frozen=True)
class Head:
    """A head that a line may have: the `label` at a place, the stamps beside it, and where the talk begins."""

    at: str
    label: str
    begin: int
    stamps: tuple[TimeMark, ...] = ()
    first: bool = False
    """Whether a stamp stands before the label."""
    enclosed: int = 0
    """How many of the stamps, from the first, stand before the label or between it and its colon: no talk can stand there."""


def leading_stamps(text: str, marks: Sequence[TimeMark], begin: int = 0) -> tuple[tuple[TimeMark, ...], int]:
    """The marks at `begin` one after the other, and where the text after them begins."""
    found: list[TimeMark] = []
    while True:
        blank = _BLANK.match(text, begin)
        at = blank.end() if blank else begin
        n = bisect_left(marks, at, key=_begin)
        if n == len(marks) or marks[n].begin != at:
            return tuple(found), begin
        mark = marks[n]
        found.append(mark)
        after = _AFTER_STAMP.match(text, mark.stop)
        begin = after.end() if after else mark.stop


def _begin(mark: TimeMark) -> int:
    return mark.begin


def possible_heads(line: Line, marks: Sequence[TimeMark]) -> Iterator[Head]:
    """Every head that the line may have, if `marks` are its stamps; the likeliest place first."""
    text = line.text
    lead, begin = leading_stamps(text, marks)
    n = bisect_left(marks, begin, key=_begin)
    next_mark = marks[n] if n < len(marks) else None
    limit = next_mark.begin if next_mark else len(text)
    colon = _COLON.match(text, begin, limit)
    if colon:
        after = _AFTER_COLON.match(text, colon.end(), limit)
        stamps, rest = leading_stamps(text, marks, after.end() if after else colon.end())
        yield Head(COLON, tidy(colon["label"]), rest, (*lead, *stamps), bool(lead), len(lead))
    region = tidy(text[begin:limit])
    if region and next_mark and not colon and len(region) <= LONGEST:
        yield from _before_stamp(line, marks, region, limit, lead)
    if region and not next_mark and len(region) <= LONGEST:
        if lead:
            yield Head(BESIDE, region, len(text), lead, first=True, enclosed=len(lead))
        else:
            yield Head(ALONE, region, len(text))
    if not colon:
        yield from _other(line, marks, begin, limit, lead)
    slip = _WRONG_KEY.match(text, begin, limit) or _NO_KEY.match(text, begin, limit)
    if slip and (slip.re is _WRONG_KEY or text[slip.end() : slip.end() + 1].isupper()):
        yield Head(SLIP, tidy(slip["label"]), slip.end(), lead, bool(lead), len(lead))


def tidy(label: str) -> str:
    """A label without the signs around it: `[Kari] -` is `Kari`, `Kari (she/her)` stays."""
    plain = " ".join(label.split()).strip(_EDGES)
    while plain[:1] + plain[-1:] in ("[]", "()", "<>", "{}") and len(plain) > 2:
        plain = plain[1:-1].strip(_EDGES)
    return plain


def _before_stamp(
    line: Line, marks: Sequence[TimeMark], label: str, limit: int, lead: tuple[TimeMark, ...]
) -> Iterator[Head]:
    """A label with its stamp behind it: `Kari (00:05): …`, `Kari 00:05` alone, `Kari [00:05] …`."""
    stamps, rest = leading_stamps(line.text, marks, limit)
    if not stamps:
        return
    first = bool(lead)
    if _COLON_AFTER_STAMP.match(line.text, stamps[-1].stop):
        more, rest = leading_stamps(line.text, marks, rest)
        yield Head(COLON, label, rest, (*lead, *stamps, *more), first, len(lead) + len(stamps))
    elif rest >= len(line.text):
        yield Head(BESIDE, label, rest, (*lead, *stamps), first, len(lead) + len(stamps))
    else:
        yield Head(BEFORE, label, rest, (*lead, *stamps), first, len(lead))


def _other(line: Line, marks: Sequence[TimeMark], begin: int, limit: int, lead: tuple[TimeMark, ...]) -> Iterator[Head]:
    """A label in brackets, in bold letters, or before another sign than a colon."""
    first = bool(lead)
    bracket = _IN_BRACKETS.match(line.text, begin, limit)
    if bracket and bracket.end() < len(line.text):
        stamps, rest = leading_stamps(line.text, marks, bracket.end())
        yield Head(BRACKET, tidy(bracket[0]), rest, (*lead, *stamps), first, len(lead))
    if begin < line.bold < limit and (label := tidy(line.text[begin : line.bold])):
        rest = len(line.text) - len(line.text[line.bold :].lstrip(_EDGES))
        stamps, rest = leading_stamps(line.text, marks, rest)
        yield Head(BOLD, label, rest, (*lead, *stamps), first, len(lead))
    sign = _SIGN.match(line.text, begin, limit)
    if sign and (label := tidy(sign["label"])):
        stamps, rest = leading_stamps(line.text, marks, sign.end())
        yield Head(sign["sign"].strip()[:1] or "gap", label, rest, (*lead, *stamps), first, len(lead))
