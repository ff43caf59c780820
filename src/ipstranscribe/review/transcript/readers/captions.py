"""What a cue shows: its text without markup, the times inside it, its voices, and captions that repeat the cue before.

Rolling captions (YouTube, live captions on television) show the last line again above the new one; whisper's word
highlighting shows a whole sentence once for each word. That is known by the form, over the whole file: what a person says
twice stays.
"""

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ipstranscribe.review.transcript.readers import LeftOut, TimedWord
from ipstranscribe.review.transcript.readers.cues import RawCue
from ipstranscribe.review.transcript.readers.json_records import label_value, text_value
from ipstranscribe.text.time_codes import CUE_TIME, seconds_of

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>", re.IGNORECASE)
_INSIDE = re.compile(rf"<({CUE_TIME})>")
_NAMES = "b|c|i|u|s|v|ruby|rt|lang|font|em|strong|span|div|p"
_TAG = re.compile(rf"</?(?:{_NAMES})(?:[.\s][^<>]*)?/?>|\{{\\[^{{}}]*\}}|\{{/?[bius]\}}", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>|\\[Nh]", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_UNDERLINED = re.compile(r"<u>(.*?)</u>", re.IGNORECASE)

_TOUCHING = 0.1
"""Seconds between two cues that follow each other without a break."""
_FLASH = 0.05
"""Seconds of a cue that only repeats the one before: YouTube writes 10 ms."""
_TWICE = 2


@dataclass(frozen=True)
class CaptionLine:
    """A line of a cue as it is read: text without markup, the voice that speaks it, and words with times of their own.

    `underlined` is the one part of it that is underlined.
    """

    text: str
    voice: str | None = None
    words: tuple[TimedWord, ...] = ()
    underlined: str | None = None


@dataclass(frozen=True)
class ShownCue:
    """A cue as it is read: its number, times in seconds, and lines with text."""

    place: int
    start: float
    end: float
    lines: tuple[CaptionLine, ...]

    @property
    def texts(self) -> list[str]:
        """The text of its lines."""
        return [line.text for line in self.lines]

    @property
    def words(self) -> tuple[TimedWord, ...]:
        """The words of it that have times of their own."""
        return tuple(word for line in self.lines for word in line.words)


def read_caption(cue: RawCue) -> ShownCue:
    """Read the lines of a cue: markup goes, a voice holds until the next one in the cue."""
    lines = _record(cue) or _lines(cue)
    return ShownCue(cue.place, cue.start, cue.end, tuple(line for line in lines if line.text))


def _record(cue: RawCue) -> list[CaptionLine]:
    """The line of a cue that is a JSON record with `spokenText`, as Teams gives it to programs; else none."""
    text = " ".join(cue.lines).strip()
    if not (text.startswith("{") and "spokenText" in text):
        return []
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return []
    said, voice = record.get("spokenText"), record.get("speakerName")
    if not isinstance(said, str):
        return []
    return [CaptionLine(text_value(said, cue.place), label_value(voice, cue.place))]


def _lines(cue: RawCue) -> Iterator[CaptionLine]:
    voice: str | None = None
    start = cue.start
    for line in cue.lines:
        before, *voices = _VOICE.split(line)
        parts = [(voice, before), *zip(voices[::2], voices[1::2], strict=True)]
        for name, part in parts:
            voice = _plain(name) or None if name else None
            found = _line(part, voice, start, cue.end)
            start = found.words[-1].start if found.words else start
            yield found


def _line(part: str, voice: str | None, start: float, end: float) -> CaptionLine:
    first, *rest = _INSIDE.split(part)
    times = [start, *(seconds_of(time, 3) for time in rest[::2])]
    texts = [_plain(text) for text in (first, *rest[1::2])]
    timed = [
        TimedWord(text, begins, max(begins, until))
        for text, begins, until in zip(texts, times, [*times[1:], end], strict=True)
        if text
    ]
    marked = _UNDERLINED.findall(part)
    underlined = _plain(marked[0]) if len(marked) == 1 else None
    return CaptionLine(_plain(_INSIDE.sub("", part)), voice, tuple(timed) if rest else (), underlined)


def _plain(text: str) -> str:
    text = _TAG.sub("", _BREAK.sub(" ", text))
    return " ".join(_ENTITY.sub(lambda found: html.unescape(found[0]), text).split())


def without_repeats(captions: Sequence[ShownCue]) -> tuple[list[ShownCue], list[LeftOut]]:
    """The captions without what each repeats of the one before, and what was left out."""
    left_out: list[LeftOut] = []
    shown = list(_without_highlighting(captions, left_out))
    rolling, growing = _habits(shown)
    found: list[ShownCue] = []
    for before, caption in zip([None, *shown], shown, strict=False):
        repeated = _repeated(before, caption) if before and rolling else 0
        if before and growing and not repeated and _grows(before, caption):
            found[-1] = _longer(found[-1], before, caption)
            left_out += [LeftOut(caption.place, "repeated caption", text) for text in before.texts]
            continue
        left_out += [LeftOut(caption.place, "repeated caption", text) for text in caption.texts[:repeated]]
        found.append(replace(caption, lines=caption.lines[repeated:]))
    return found, left_out


def _touch(before: ShownCue, after: ShownCue) -> bool:
    return abs(after.start - before.end) <= _TOUCHING


def _repeated(before: ShownCue, caption: ShownCue) -> int:
    """How many lines at the top of a caption are the last ones of the caption before.

    At least one line of a caption is new, unless it is shown for a moment only; a line with times of its own is new.
    """
    if not _touch(before, caption):
        return 0
    most = len(caption.lines) - (caption.end - caption.start > _FLASH)
    untimed = next((n for n, line in enumerate(caption.lines) if line.words), len(caption.lines))
    for count in range(min(most, untimed, len(before.lines)), 0, -1):
        if caption.texts[:count] == before.texts[-count:]:
            return count
    return 0


def _habits(captions: Sequence[ShownCue]) -> tuple[bool, bool]:
    """Whether the captions of a file roll, and whether they grow word by word: most of those that could do so.

    A line with word times below one that is repeated is enough to know that they roll.
    """
    pairs = [(a, b) for a, b in pairwise(captions) if a.lines and b.lines and _touch(a, b)]
    repeats = [b for a, b in pairs if _repeated(a, b)]
    grown = [b for a, b in pairs if not _repeated(a, b) and _grows(a, b)]
    able = [b for a, b in pairs if b not in grown and (len(b.lines) > 1 or b.end - b.start <= _FLASH)]
    timed = any(one.words for one in captions) and any(_timed_below(one) for one in repeats)
    rolling = timed or (len(repeats) >= _TWICE and len(repeats) * 2 > len(able))
    return rolling, len(grown) > _TWICE and len(grown) * 3 >= (len(pairs) - len(repeats)) * 2


def _timed_below(caption: ShownCue) -> bool:
    return caption.end - caption.start <= _FLASH or any(line.words for line in caption.lines[1:])


def _grows(before: ShownCue, caption: ShownCue) -> bool:
    """Whether a caption shows all of the one before, and goes on with it: on its last line, or on a new one."""
    count = len(before.lines)
    if not 0 < count <= len(caption.lines) or not _touch(before, caption) or caption.words:
        return False
    if caption.texts[: count - 1] != before.texts[:-1]:
        return False
    whole = caption.texts[count - 1] == before.texts[-1] and len(caption.lines) > count
    return whole or caption.texts[count - 1].startswith(before.texts[-1] + " ")


def _longer(found: ShownCue, before: ShownCue, caption: ShownCue) -> ShownCue:
    """The caption `found` with what a later one adds to it, and the time of each part."""
    *lines, last = (_timed(line, found) for line in found.lines)
    count = len(before.lines)
    if added := caption.texts[count - 1].removeprefix(before.texts[-1]).strip():
        words = (*last.words, TimedWord(added, caption.start, caption.end))
        last = replace(last, text=f"{last.text} {added}", words=words)
    more = (_timed(line, caption) for line in caption.lines[count:])
    return replace(found, end=caption.end, lines=(*lines, last, *more))


def _timed(line: CaptionLine, caption: ShownCue) -> CaptionLine:
    return line if line.words else replace(line, words=(TimedWord(line.text, caption.start, caption.end),))


def _without_highlighting(captions: Sequence[ShownCue], left_out: list[LeftOut]) -> Iterator[ShownCue]:
    """One caption for a sentence that is shown once for each of its words, with the times of these words."""
    run: list[ShownCue] = []
    for caption in captions:
        if run and not _goes_on(run, caption):
            yield _unhighlighted(run, left_out)
            run = []
        run.append(caption)
    if run:
        yield _unhighlighted(run, left_out)


def _underlined(caption: ShownCue) -> list[str]:
    return [line.underlined for line in caption.lines if line.underlined]


def _goes_on(run: Sequence[ShownCue], caption: ShownCue) -> bool:
    """Whether a caption shows the sentence of a run again, with a later word underlined, or none between two words."""
    before = run[-1]
    if caption.texts != before.texts or not _touch(before, caption):
        return False
    shown = [word for one in (*run, caption) for word in _underlined(one)]
    return (len(shown) > 1 and _in_order(" ".join(caption.texts), shown)) or _waits(run, caption)


def _waits(run: Sequence[ShownCue], caption: ShownCue) -> bool:
    """Whether of two captions with the same text just one has a word underlined."""
    return bool(_underlined(run[-1])) != bool(_underlined(caption))


def _in_order(text: str, words: Sequence[str]) -> bool:
    at = 0
    for word in words:
        found = text.find(word, at)
        if found < 0:
            return False
        at = found + len(word)
    return True


def _unhighlighted(run: Sequence[ShownCue], left_out: list[LeftOut]) -> ShownCue:
    first, *more = run
    if not more:
        return first
    left_out += [LeftOut(one.place, "repeated caption", text) for one in more for text in one.texts]
    words = [TimedWord(word, one.start, one.end) for one in run for word in _underlined(one)]
    whole = " ".join(first.texts)
    if " ".join(word.text for word in words) != whole:
        return replace(first, end=more[-1].end)
    return replace(first, end=more[-1].end, lines=(CaptionLine(whole, first.lines[0].voice, tuple(words)),))
