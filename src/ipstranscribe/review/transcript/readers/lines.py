"""Speaker labels in typed text: `I: text`, `[00:01:02] Anna: text`, `Speaker 1  0:03` with the text below."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ipstranscribe.review.transcript.readers import LeftOut, ParsedTranscript, RawTurn
from ipstranscribe.review.transcript.speaker_labels import is_anonymous_label, known_role
from ipstranscribe.text.time_codes import TYPED_TIME, seconds_of

_LABEL = r"(?P<label>\?|[\[(]?\w[^:\t\n?!,;]{0,39}?)"


def _time(name: str) -> str:
    """A pattern for a time, or a range of which the start counts, in brackets or not."""
    return rf"(?:[\[(<]\s*)?(?P<{name}>{TYPED_TIME})\s*(?:[-–>]+\s*{TYPED_TIME}\s*)?[\])>]?"


_OPENING = re.compile(
    rf"\s*(?:{_time('before')}[\s:–-]*)?{_LABEL}\s*"
    rf"(?:{_time('after')}\s*(?::|\t|\n|$)|:(?=\D|$)|\t)(?:\s*{_time('last')}(?=\s))?[ \t:]*",
)
_LEADING_TIME = re.compile(rf"\s*{_time('time')}(?=\s|$)\s*")
_NAMELIKE = re.compile(r"(?:[^\W\d_][\w.'’-]*|\d+)(?: (?:[^\W_][\w.'’-]*)){0,2}")
_TWICE = 2


@dataclass(frozen=True)
class LabelledLine:
    """A line or paragraph and its number in the file."""

    text: str
    place: int


@dataclass(frozen=True)
class _Opened:
    place: int
    whole: str
    label: str | None
    start: float | None
    rest: str


def parse_lines(lines: Iterable[LabelledLine], form: str) -> ParsedTranscript:
    """Parse `lines` to turns. A word before a colon is a label if it is a known one, or looks like a name and is repeated.

    Without any labels each line is a turn of an unknown speaker. A line without label continues the turn before; those
    before the first turn are left out. Both are listed in the result.
    """
    opened = [_opened(line) for line in lines if line.text.strip()]
    wanted = _labels(opened)
    said: list[RawTurn] = []
    left_out: list[LeftOut] = []
    joined: list[int] = []
    for line in opened:
        if line.label in wanted:
            said.append(RawTurn(line.rest, line.place, line.label, line.start))
        elif not wanted:
            said.append(_unlabelled(line))
        elif not said:
            left_out.append(LeftOut(line.place, "before the first turn", line.whole))
        else:
            if said[-1].text:
                joined.append(line.place)
            said[-1] = _longer(said[-1], _unlabelled(line))
    return ParsedTranscript(form, tuple(said), left_out=tuple(left_out), joined=tuple(joined))


def _opened(line: LabelledLine) -> _Opened:
    found = _OPENING.match(line.text)
    if not found:
        return _Opened(line.place, line.text.strip(), None, None, line.text.strip())
    time = found["before"] or found["after"] or found["last"]
    rest = line.text[found.end() :].strip()
    start = seconds_of(time, 3) if time else None
    return _Opened(line.place, line.text.strip(), found["label"].strip(" []()"), start, rest)


def _labels(lines: Sequence[_Opened]) -> set[str]:
    """The speaker labels of a file, without headings that look like labels (`Date: …`, `Interviewer: …` at the top)."""
    uses = Counter(line.label for line in lines if line.label)
    wanted = {label for label, n in uses.items() if _is_known(label) or (n >= _TWICE and _NAMELIKE.fullmatch(label))}
    often = {known_role(label) for label in wanted if uses[label] >= _TWICE} - {None}
    for line in lines:  # until the talk begins
        if line.label and uses[line.label] >= _TWICE and line.label in wanted:
            break
        if line.label and known_role(line.label) in often:
            wanted.discard(line.label)
    return wanted


def _is_known(label: str) -> bool:
    return label == "?" or known_role(label) is not None or is_anonymous_label(label)


def _unlabelled(line: _Opened) -> RawTurn:
    found = _LEADING_TIME.match(line.whole)
    if not found:
        return RawTurn(line.whole, line.place)
    return RawTurn(line.whole[found.end() :], line.place, start=seconds_of(found["time"], 3))


def _longer(said: RawTurn, more: RawTurn) -> RawTurn:
    text = " ".join(part for part in (said.text, more.text) if part)
    start = said.start if said.start is not None or said.text else more.start
    return RawTurn(text, said.place, said.label, start)
