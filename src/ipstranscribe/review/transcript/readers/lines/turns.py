"""The turns of a file, when it is known what its labels and stamps are.

A file is stretches of talk with stamps between them: a stretch begins at the stamp before it and ends at the one after
it. A stamp at the end of a line ends what stands before it (f4), one at the beginning begins what follows. Of stamps alone on
a line the whole file says which it is: they end the talk before if the file begins with talk and ends with a stamp, or
if empty lines tie them to what stands above.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ipstranscribe.review.transcript.readers import LeftOut, RawTurn, TimedWord
from ipstranscribe.review.transcript.readers.lines import heads
from ipstranscribe.review.transcript.readers.lines.heads import Head
from ipstranscribe.review.transcript.readers.lines.line import Line
from ipstranscribe.review.transcript.readers.lines.marks import TimeMark

LINES_A_STAMP = 3
"""Lines of talk without label that one stamp can head; where there are more, each line is a turn."""

TIME_OF_DAY, DAY = 3 * 3600.0, 24 * 3600.0
"""Seconds from which on the first stamp is a time of the day: no recording begins so late. And those of a day."""


@dataclass
class _Stretch:
    """Talk between two stamps. `exact` is whether its end was given for it, and is not just where the next one begins."""

    parts: list[str] = field(default_factory=list)
    start: float | None = None
    end: float | None = None
    exact: bool = False

    @property
    def text(self) -> str:
        return " ".join(part for part in self.parts if part)


@dataclass
class _Turn:
    place: int
    label: str | None
    since: float | None
    """The last stamp before it: the earliest that it can begin."""
    stretches: list[_Stretch] = field(default_factory=list)

    @property
    def said(self) -> bool:
        return any(one.text for one in self.stretches)

    def finished(self) -> RawTurn:
        kept = [one for one in self.stretches if one.text]
        start = kept[0].start if kept else next((one.start for one in self.stretches), None)
        words = tuple(self._words(kept)) if len(kept) > 1 else ()
        end = kept[-1].end if kept and kept[-1].exact else None
        if words and end is None and kept[-1].end is not None:
            end = words[-1].end
        if start is not None and end is not None and end < start:
            end = None
        text = " ".join(one.text for one in kept)
        return RawTurn(text, self.place, self.label, start, end, words)

    def _words(self, kept: Sequence[_Stretch]) -> Iterator[TimedWord]:
        if not any(one.start is not None for one in kept[1:]):
            return
        for one, after in zip(kept, [*kept[1:], None], strict=True):
            start = one.start if one.start is not None else self.since or 0.0
            end = one.end if one.end is not None else after.start if after else None
            yield TimedWord(one.text, start, max(start, end if end is not None else start))


@dataclass(frozen=True)
class Read:
    """A line that was understood: its head if it opens a turn, its stamps, whether it is only stamps."""

    line: Line
    head: Head | None
    stamps: tuple[TimeMark, ...]

    @property
    def is_time(self) -> bool:
        """Whether the line is only a time."""
        given = self.line.given is not None
        return (
            not given
            and bool(self.stamps)
            and heads.leading_stamps(self.line.text, self.stamps)[1] >= len(self.line.text)
        )


@dataclass
class Assembled:
    """The turns of a file, the places that were joined to the turn before, and what stands before the first turn."""

    said: list[RawTurn]
    joined: list[int]
    left_out: list[LeftOut]


def assemble(reads: Sequence[Read]) -> Assembled:
    """Put lines together to turns."""
    labelled = any(read.head for read in reads) or any(read.line.given and read.line.given.labelled for read in reads)
    closing = _times_close(reads, labelled=labelled)
    writer = _Writer(closing, _Opening.LABEL if labelled else _opening(reads, closing=closing))
    for read in reads:
        writer.line(read)
    said = _from_the_start([turn.finished() for turn in writer.turns])
    if said and said[0].start is None and said[0].end is not None:
        said[0] = replace(said[0], start=0.0)  # stamps end the talk before them, so nothing else says when it begins
    return Assembled(said, list(dict.fromkeys(writer.joined)), writer.left_out)


def _from_the_start(said: list[RawTurn]) -> list[RawTurn]:
    """Turns with times of the day (Zoom's captions) counted from the first of them: times are times from the start."""
    first = next((turn.start for turn in said if turn.start is not None), 0.0)
    if first < TIME_OF_DAY:
        return said
    return [_earlier(turn, first) for turn in said]


def _earlier(turn: RawTurn, by: float) -> RawTurn:
    def moved(time: float) -> float:
        past_midnight = DAY if time < by - DAY / 2 else 0.0
        return round(max(time - by + past_midnight, 0.0), 3)

    return replace(
        turn,
        start=None if turn.start is None else moved(turn.start),
        end=None if turn.end is None else moved(turn.end),
        words=tuple(replace(word, start=moved(word.start), end=moved(word.end)) for word in turn.words),
    )


class _Opening:
    """What opens a turn: a label, a stamp, or every line."""

    LABEL, STAMP, LINE = "label", "stamp", "line"


def _opening(reads: Sequence[Read], *, closing: bool) -> str:
    """What opens the turns of a file without labels."""
    talk = sum(not read.is_time for read in reads)
    stamped = sum(read.is_time or bool(heads.leading_stamps(read.line.text, read.stamps)[0]) for read in reads)
    return _Opening.STAMP if stamped and not closing and talk <= LINES_A_STAMP * stamped else _Opening.LINE


def _times_close(reads: Sequence[Read], *, labelled: bool) -> bool:
    """Whether stamps alone on a line end what stands before them."""
    times = [n for n, read in enumerate(reads) if read.is_time]
    if not times:
        return False
    ties = [(not reads[n].line.apart and n > 0, n + 1 < len(reads) and not reads[n + 1].line.apart) for n in times]
    above = sum(up and not down for up, down in ties)
    below = sum(down and not up for up, down in ties)
    if above != below:
        return above > below
    talk = next((n for n, read in enumerate(reads) if (read.head if labelled else not read.is_time)), len(reads))
    if talk > times[0]:
        return False
    ends = reads[-1].is_time
    turns = sum(bool(read.head) for read in reads)
    many = len(times) >= 0.8 * turns and bool(turns)
    return ends or (reads[times[0]].stamps[0].bracket == "#" and (many or not labelled))


def _together(stamps: Sequence[TimeMark]) -> TimeMark:
    """Stamps one behind the other as one: the first is the start, a later one the end."""
    first = stamps[0]
    ends = (one.end if one.end is not None else one.start for one in stamps)
    end = next((end for end in ends if end > first.start), None)
    return replace(first, end=end)


@dataclass
class _Writer:
    """Reads line after line into turns."""

    closing: bool
    opening: str
    turns: list[_Turn] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    pending: TimeMark | None = None
    """A stamp after which nothing was said yet."""
    given: tuple[float, float | None] | None = None
    """The same from a column of a table: start and end."""
    last: float | None = None
    """The stamp read last."""

    def line(self, read: Read) -> None:
        """Take in one line."""
        if read.is_time:
            for stamp in read.stamps:
                self._stamp(stamp, closes=self.closing)
            return
        text, stamps = read.line.text, read.stamps
        lead, begin = heads.leading_stamps(text, stamps)
        given = read.line.given
        if read.head:
            lead, begin = read.head.stamps, read.head.begin
        opens = self._opens(read, lead)
        if not opens and self.opening == _Opening.LABEL and not self.turns:
            self.left_out.append(LeftOut(read.line.place, "before the first turn", text))
            return
        if opens:
            self._open(read)
        elif self.turns and self.turns[-1].said and read.line.place != self.turns[-1].place:
            self.joined.append(read.line.place)
        if given and given.start is not None:
            self.pending, self.given, self.last = None, (given.start, given.end), given.start
        if lead:
            self._stamp(_together(lead), closes=False)
        used = {stamp.begin for stamp in lead}
        self._talk(text, [one for one in stamps if one.begin not in used], begin)

    def _opens(self, read: Read, lead: Sequence[TimeMark]) -> bool:
        if self.opening == _Opening.LABEL:
            return read.head is not None or (read.line.given is not None and not self.turns)
        if self.opening == _Opening.LINE or not self.turns or read.line.given:
            return True
        return bool(lead) or self.pending is not None

    def _open(self, read: Read) -> None:
        label = read.head.label if read.head else None
        if self.turns and not self.turns[-1].said and self.turns[-1].label == label and label is not None:
            return  # some programs write name and time twice
        self.turns.append(_Turn(read.line.place, label, self.last))

    def _talk(self, text: str, stamps: Sequence[TimeMark], begin: int) -> None:
        for n, stamp in enumerate(stamps, 1):
            self._say(text[begin : stamp.begin])
            self._stamp(stamp, closes=n == len(stamps) and not text[stamp.stop :].strip(" .,;:*_"))
            begin = stamp.stop
        self._say(text[begin:] if not stamps or text[begin:].strip(" .,;:*_") else "")

    def _say(self, text: str) -> None:
        text = text.strip()
        turn = self.turns[-1]
        if self.given or self.pending or not turn.stretches:
            start, end = self.given or (self.pending and (self.pending.start, self.pending.end)) or (None, None)
            if not text and start is None:
                return
            stretch = _Stretch(start=start, end=end, exact=end is not None)
            if turn.stretches and not turn.stretches[-1].text:
                turn.stretches[-1] = stretch
            else:
                turn.stretches.append(stretch)
            if text:
                self.pending = self.given = None
        if text:
            turn.stretches[-1].parts.append(text)

    def _stamp(self, stamp: TimeMark, *, closes: bool) -> None:
        stretch = self._before()
        if stretch and stretch.text and not stretch.exact and self.pending is None:
            if closes and stamp.end is not None:
                stretch.start, stretch.end, stretch.exact = stamp.start, stamp.end, True
            elif stretch.start is None or stamp.start >= stretch.start:
                stretch.end, stretch.exact = stamp.start, closes
        self.pending, self.given, self.last = stamp, None, stamp.start
        if closes and stamp.end is not None:  # a range at the end says nothing of what follows
            self.pending = None

    def _before(self) -> _Stretch | None:
        """The stretch of talk that a stamp stands behind: in this turn, or in the one before if this has not begun."""
        for turn in self.turns[:-3:-1]:
            if turn.stretches:
                return turn.stretches[-1]
        return None
