"""Reader of Praat's TextGrid: long and short text files, interval tiers and point tiers.

Praat reads such a file as a row of strings, numbers and flags, whatever stands between them (manual: "TextGrid file
formats"), and so does this reader. A point tier is talk only if there is no other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ipstranscribe.documents import encoding
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.review.transcript.readers import ParsedTranscript, RawTurn, wrong_format_error
from ipstranscribe.review.transcript.readers.segments import seconds_in_file
from ipstranscribe.review.transcript.readers.tiers import Tier, parse_tiers

_KIND = "a TextGrid in a text file of Praat"
_NUMBER = r"(?<!\S)[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?(?!\S)"
_STRICT = re.compile(rf'"((?:[^"]|"")*)"|({_NUMBER})|<(\w+)>|![^\n]*')
_TO_LINE_END = re.compile(rf'"((?:""|[^"]|"(?![ \t]*(?:\r?\n|$)))*)"|({_NUMBER})|<(\w+)>|![^\n]*')
"""The same for programs that do not double quotation marks inside a text: it ends with its line."""

_SIGNS = {"ae": "æ", "Ae": "Æ", "o/": "ø", "O/": "Ø", "ao": "å", "Ao": "Å", "ss": "ß", "c,": "ç", "Th": "Þ", "dh": "ð"}
_ACCENTS = {'"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303"}
_BACKSLASHED = re.compile(r"\\(ae|Ae|o/|O/|ao|Ao|ss|c,|Th|dh|[A-Za-z][\"'`^~])")
"""Praat's names of letters in files that are ASCII only (manual: "Special symbols")."""


class _Malformed(ValueError):
    pass


@dataclass
class _Tokens:
    """The strings, numbers and flags of a file, read one after the other."""

    rest: Iterator[str | float | None]

    def text(self) -> str:
        token = next(self.rest, None)
        if not isinstance(token, str):
            raise _Malformed
        return token

    def number(self) -> float:
        token = next(self.rest, None)
        if not isinstance(token, float):
            raise _Malformed
        return token


def read(data: bytes) -> ParsedTranscript:
    """Parse a .TextGrid file; `place` counts intervals, in what is left out it counts tiers."""
    if data.startswith(b"ooBinaryFile") or b"chronological" in data[:100]:
        raise UserError(
            "The TextGrid was saved as a binary or chronological file.",
            "Open it in Praat, save it with Save as text file, and import that.",
            ExitCode.BAD_INPUT,
        )
    try:
        text = encoding.decode(data)
    except encoding.NotText as error:
        raise wrong_format_error(_KIND, str(error)) from None
    if text.isascii():
        text = _BACKSLASHED.sub(_letter, text)
    for pattern in (_STRICT, _TO_LINE_END):
        try:
            tiers = _tiers(_Tokens(_tokens(text, pattern)))
        except _Malformed:
            continue
        return _parsed(tiers)
    raise wrong_format_error(_KIND, "its tiers cannot be found")


def _letter(found: re.Match[str]) -> str:
    name = found[1]
    return _SIGNS.get(name) or name[0] + _ACCENTS[name[1]]


def _tokens(text: str, pattern: re.Pattern[str]) -> Iterator[str | float | None]:
    for found in pattern.finditer(text):
        if found[1] is not None:
            yield found[1].replace('""', '"')
        elif found[2] is not None:
            yield _number(found[2])
        elif found[3] is not None:
            yield None


def _number(written: str) -> float:
    try:
        return seconds_in_file(written)
    except ValueError:
        raise _Malformed from None


def _tiers(tokens: _Tokens) -> list[tuple[bool, Tier]]:
    """The tiers, each with whether it consists of points."""
    if tokens.text() != "ooTextFile" or tokens.text() != "TextGrid":
        raise _Malformed
    tokens.number(), tokens.number()  # the start and end of the whole
    next(tokens.rest, None)  # whether there are tiers
    tiers = [_tier(tokens, place) for place in range(1, int(tokens.number()) + 1)]
    if next(tokens.rest, tokens) is not tokens:  # a text was cut in two
        raise _Malformed
    return tiers


def _tier(tokens: _Tokens, place: int) -> tuple[bool, Tier]:
    kind, name = tokens.text(), tokens.text()
    if kind not in ("IntervalTier", "TextTier"):
        raise _Malformed
    tokens.number(), tokens.number()
    points = kind == "TextTier"
    segments = []
    for _ in range(int(tokens.number())):
        start = tokens.number()
        end = start if points else tokens.number()
        segments.append(RawTurn(tokens.text(), place, start=start, end=end))
    return points, Tier(name, place, tuple(segments))


def _parsed(tiers: list[tuple[bool, Tier]]) -> ParsedTranscript:
    intervals = any(any(one.text.strip() for one in tier.segments) for points, tier in tiers if not points)
    return parse_tiers(
        [Tier(t.name, t.place, t.segments, describes=points and intervals) for points, t in tiers], "Praat TextGrid"
    )
