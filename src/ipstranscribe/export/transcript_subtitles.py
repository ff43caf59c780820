"""Subtitles of the interview, to read along with the recording: WebVTT and SubRip (`.srt`).

A cue is as much as can be read at once, cut at words with times; a stretch that has one time for several words (an
imported subtitle) is cut if it is too long for a cue, and its time in proportion. A turn that has a time but no word times
is one cue. A turn without any time cannot be shown: the file names it. WebVTT: https://www.w3.org/TR/webvtt1/; SubRip has no
standard and no escape for characters that a player reads as markup, so these are written in full width.
"""

import html
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO, NamedTuple

from ipstranscribe.export.content.document import Document, shared_facts
from ipstranscribe.export.content.running_text import one_line
from ipstranscribe.model import PseudonymizedTurn
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.shown import Shown
from ipstranscribe.text.time_codes import cue_clock
from ipstranscribe.text.wording import Wording, wording_of

LONGEST = 84
"""Maximum characters of a cue: two lines of 42 (Netflix, Timed Text Style Guide)."""
SLOWEST = 7.0
"""Maximum seconds of a cue, from the same guide."""
_UNEVEN = 16
"""Characters by which a cue may exceed the even length within its turn: one word more, or the end of a sentence."""
_PAUSE = 1.5
"""Seconds of silence after which a new cue starts: a reader must not see words that are said much later."""
_SENTENCE_ENDS = (".", "?", "!", "…")
_UNKNOWN = 1000
"""Milliseconds of a cue whose end is unknown."""
_STATUS_SHOWN = 3000
"""Milliseconds for which a `.srt` file, which has no comments, shows its status mark."""
_PARTS = re.compile(r"(?:\[[^\]\n]*\]|\S)+")
"""Words, with replacements such as `[employer 1]` whole."""
_TIME_SAID = re.compile(r"(\d:\d\d):(?=\d\d[.,]\d)")
"""Text that some SubRip readers (pysubs2) take for a cue's time anywhere in a line."""
_IN_SUBRIP = str.maketrans({"<": "＜", ">": "＞", "{": "｛", "}": "｝"})


class Cue(NamedTuple):
    """A subtitle cue, on screen from `start` to `end` in milliseconds; `turn` is its turn's id."""

    start: int
    end: int
    turn: str
    speaker: str
    text: str


class _Mark(NamedTuple):
    """A word with times: its start in the shown text, and when it was said, in seconds."""

    at: int
    start: float
    end: float


def write_vtt(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write WebVTT: comments with the status mark and the header block, then cues, each with its speaker as voice."""
    wording = wording_of(settings.document_language)
    told = [document.header.mark(wording), *(f"{name} – {value}" for name, value in shared_facts(document, wording))]
    blocks = ["WEBVTT", *(f"NOTE {_remark(line)}" for line in (*told, *_missing(document, wording)))]
    of_turn: Counter[str] = Counter()
    for cue in cues(document):
        of_turn[cue.turn] += 1
        voice, text = (html.escape(part, quote=False) for part in (cue.speaker, cue.text))
        blocks.append(f"{_remark(cue.turn)}/{of_turn[cue.turn]}\n{_times(cue, '.')}\n<v {voice}>{text}")
    file.write(("\n\n".join(blocks) + "\n").encode("utf-8"))


def write_srt(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write SubRip: the first cue shows the status mark, the others start with the speaker's label."""
    wording = wording_of(settings.document_language)
    first = " – ".join((document.header.mark(wording), document.transcript.interview, *_missing(document, wording)))
    shown = [Cue(0, _STATUS_SHOWN, "", "", first), *cues(document)]
    blocks = [f"{number}\n{_times(cue, ',')}\n{_subrip(cue)}" for number, cue in enumerate(shown, 1)]
    file.write(("\n\n".join(blocks) + "\n").encode("utf-8"))


def cues(document: Document) -> list[Cue]:
    """The cues of all turns with times, in the order of appearance; none has a negative or zero length."""
    found = [cue for turn in document.transcript.turns for cue in _cues(turn, document.shown(turn))]
    return sorted(found, key=lambda cue: cue.start)


def untimed_turns(document: Document) -> list[str]:
    """Ids of turns without any time, which subtitles cannot show."""
    return [turn.id for turn in document.transcript.turns if turn.start is None and not turn.words]


def _missing(document: Document, wording: Wording) -> list[str]:
    turns = untimed_turns(document)
    return [f"{wording.without_times} – {', '.join(turns)}"] if turns else []


def _cues(turn: PseudonymizedTurn, shown: Shown) -> Iterator[Cue]:
    text = one_line(shown.text)
    marks = _marks(turn, shown)
    if not marks:
        if turn.start is None:
            return
        marks = [_Mark(0, turn.start, turn.start if turn.end is None else turn.end)]
    begins = [0, *_cuts(text, marks), len(text)]
    last = 0
    for start, end in pairwise(begins):
        inside = [mark for mark in marks if start <= mark.at < end] or marks[:1]
        last = max(last, round(inside[0].start * 1000))
        until = round(max(mark.end for mark in inside) * 1000)
        until = until if until > last else last + _UNKNOWN
        if said := text[start:end].strip():
            yield Cue(last, until, turn.id, one_line(turn.speaker), said)


def _marks(turn: PseudonymizedTurn, shown: Shown) -> list[_Mark]:
    """Every shown word with its time, in the order of the text; words that the convention hides are left out."""
    places = ((shown.span(word.char_start, word.char_end), word) for word in turn.words)
    marks = (
        (_Mark(place[0], word.start, word.end), shown.text[place[0] : place[1]]) for place, word in places if place
    )
    return [part for mark, text in marks for part in _cut_stretch(mark, text)]


def _cut_stretch(mark: _Mark, text: str) -> Iterator[_Mark]:
    """A mark for every word of a stretch that is too long for a cue, its time cut in proportion to the characters.

    A replacement stays whole. What fits into a cue, and what has no known end, stays one mark.
    """
    lasts = mark.end - mark.start
    if lasts <= 0 or (len(text) <= LONGEST and lasts <= SLOWEST):
        yield mark
        return
    starts = [match.start() for match in _PARTS.finditer(text)] or [0]
    times = [mark.start, *(mark.start + lasts * at / len(text) for at in starts[1:]), mark.end]
    for at, (start, end) in zip(starts, pairwise(times), strict=True):
        yield _Mark(mark.at + at, start, end)


def _cuts(text: str, marks: list[_Mark]) -> Iterator[int]:
    """Positions where a new cue starts: before the cue would be too long, at a pause, or at a new sentence once it is
    half full.
    """
    begin, room = marks[0], _room(len(text))
    ends = [*(mark.at for mark in marks[1:]), len(text)]
    for (before, mark), after in zip(pairwise(marks), ends[1:], strict=True):
        full = len(text[begin.at : after].rstrip()) > room or mark.end - begin.start > SLOWEST
        sentence = text[begin.at : mark.at].rstrip().endswith(_SENTENCE_ENDS) and mark.at - begin.at > LONGEST / 2
        if (full or sentence or mark.start - before.end > _PAUSE) and mark.at > begin.at:
            yield mark.at
            begin, room = mark, _room(len(text) - mark.at)


def _room(left: int) -> int:
    """Maximum length of the next cue, given the characters left, so that the last cue is not a word or two."""
    return min(LONGEST, left // math.ceil(max(left, 1) / LONGEST) + _UNEVEN)


def _subrip(cue: Cue) -> str:
    said = f"{cue.speaker}: {cue.text}" if cue.speaker else cue.text
    return _TIME_SAID.sub("\\1：", one_line(said).translate(_IN_SUBRIP))


def _times(cue: Cue, point: str) -> str:
    return f"{cue_clock(cue.start, point)} --> {cue_clock(cue.end, point)}"


def _remark(text: str) -> str:
    """A line of a comment or an identifier, which must not hold the arrow `-->`."""
    return one_line(text).replace("-->", "--＞")
