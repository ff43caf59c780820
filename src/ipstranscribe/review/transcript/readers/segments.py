"""Segments of talk on a timeline (ELAN, Praat, EXMARaLDA, CHAT, Transcriber) become turns: sorted by time, then joined.

A segment is a `RawTurn` that is mostly smaller than a turn: an utterance, an intonation phrase, a word. Segments of one
speaker in a row are one turn, in which each keeps its times.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ipstranscribe.review.transcript.readers import ParsedTranscript, RawTurn, TimedWord
from ipstranscribe.review.transcript.readers.lines import labels_before_colon

PAUSE = 1.0
"""Seconds between two words of which nobody is named, from which a new turn begins."""

_WORDS = 1.5
"""Mean number of words of a segment up to which a file is cut into words, not into utterances."""


LONGEST = 10_000_000.0
"""Seconds beyond which a time is a fault of the file: almost four months."""


def seconds_in_file(value: str) -> float:
    """The seconds that a number in a file stands for, to the millisecond, none below 0; raises ValueError for no number."""
    seconds = float(value)
    if not -LONGEST < seconds < LONGEST:  # neither infinite nor no number
        raise ValueError
    return round(max(seconds, 0.0), 3)


def parse_segments(segments: Iterable[RawTurn], form: str) -> ParsedTranscript:
    """Sort and join segments, which must be in order inside each speaker; empty ones hold nothing and are passed over.

    A segment without times stays behind the one before it; one that ends before it starts ends at its start, and is
    told. Where no segment has a label, labels are looked for before a colon in the texts.
    """
    filled = [replace(one, text=" ".join(one.text.split())) for one in segments]
    found = [one for one in filled if one.text]
    doubtful = tuple(sorted({one.place for one in found if _is_backwards(one)}))
    ordered = _by_time([replace(one, end=one.start) if _is_backwards(one) else one for one in found])
    if not any(one.label for one in ordered):
        ordered = _labelled(ordered)
    return ParsedTranscript(form, tuple(_turns(ordered)), doubtful=doubtful)


def _is_backwards(one: RawTurn) -> bool:
    return one.start is not None and one.end is not None and one.end < one.start


def _by_time(segments: Sequence[RawTurn]) -> list[RawTurn]:
    keys: list[float] = []
    for one in segments:
        keys.append(one.start if one.start is not None else (keys[-1] if keys else 0.0))
    return [one for _, one in sorted(zip(keys, segments, strict=True), key=lambda pair: pair[0])]


def _labelled(segments: Sequence[RawTurn]) -> list[RawTurn]:
    """Take labels out of the texts, if there are any; a segment without one goes on with the speaker before."""
    label: str | None = None
    result = []
    for one, (named, text) in zip(segments, labels_before_colon([one.text for one in segments]), strict=True):
        label = named or label
        result.append(replace(one, text=text, label=label))
    return [one for one in result if one.text]


def _turns(segments: Sequence[RawTurn]) -> Iterator[RawTurn]:
    labelled = any(one.label for one in segments)
    in_words = sum(len(one.text.split()) for one in segments) <= _WORDS * len(segments)
    run: list[RawTurn] = []
    for before, one in pairwise([None, *segments]):
        assert one is not None  # noqa: S101 - only the first `before` is
        goes_on = before and (one.label == before.label if labelled else in_words and not _is_pause(before, one))
        if run and not goes_on:
            yield _joined(run)
            run = []
        run.append(one)
    if run:
        yield _joined(run)


def _is_pause(before: RawTurn, after: RawTurn) -> bool:
    return before.end is not None and after.start is not None and after.start - before.end >= PAUSE


def _joined(run: Sequence[RawTurn]) -> RawTurn:
    ends = [one.end for one in run if one.end is not None]
    return replace(
        run[0],
        text=" ".join(one.text for one in run),
        start=next((one.start for one in run if one.start is not None), None),
        end=max(ends, default=None),
        words=tuple(word for one in run for word in _timed(one)),
    )


def _timed(one: RawTurn) -> tuple[TimedWord, ...]:
    if one.words or one.start is None or one.end is None:
        return one.words
    return (TimedWord(one.text, one.start, one.end),)
