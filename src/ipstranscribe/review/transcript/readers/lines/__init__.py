"""Reader of stamped and labelled lines, as people type them and programs write them: one grammar for all of them.

    line  =  [stamp …] [label] [sign] [stamp …] talk [stamp talk …] [stamp]

Every part may be missing, or stand alone on a line: `I: text`, `[00:01:02] Anna: text`, `Speaker 1  0:03` with the talk
below, `text #00:00:05-2#`. What is a label and what a stamp is not decided from a line but from the file:

1. `marks` finds whatever looks like a time; a mark is never cut in two.
2. `heads` lists each way in which a line could begin with a label, and `labels` finds at which place labels come again.
3. `stamps` decides which marks are stamps: those that run upwards, are written alike and stand at the same place. All
   others are talk, for instance clock times.
4. `turns` puts lines together. A line without label goes on with the turn before; stamps inside a turn become the times
   of its stretches (`RawTurn.words`).

Every word is in a turn, in a label or stamp, or in `left_out`. Stamps that run backwards are used as they are, and told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ipstranscribe.review.transcript.readers import LeftOut, ParsedTranscript
from ipstranscribe.review.transcript.readers.lines import heads, labels, stamps
from ipstranscribe.review.transcript.readers.lines.line import LabelledLine, Line, read_lines, without_numbers
from ipstranscribe.review.transcript.readers.lines.notes import is_note
from ipstranscribe.review.transcript.readers.lines.turns import Read, assemble

__all__ = ["LabelledLine", "labels_before_colon", "parse_lines"]


def parse_lines(lines: Iterable[LabelledLine], form: str) -> ParsedTranscript:
    """Parse `lines` to turns; `form` is the name of the format.

    Without any labels each line, or each stamp with the lines below it, is a turn of an unknown speaker. A line without label
    continues the turn before; those before the first turn are left out. Both are listed in the result.
    """
    numbered = read_lines(lines)
    with_notes, numbers = without_numbers(numbered)
    notes = {n for n, line in enumerate(with_notes) if not line.given and is_note(line.text)}
    talk = [line for n, line in enumerate(with_notes) if n not in notes]
    found = labels.find_labels(talk)
    sure = stamps.find_stamps(talk, found)
    reads = [Read(line, found.head_of(n, line, sure.of[n]), sure.of[n]) for n, line in enumerate(talk)]
    done = assemble(reads)
    left_out = [
        *done.left_out,
        *(LeftOut(with_notes[n].place, "note of the program", with_notes[n].text) for n in notes),
        *(LeftOut(place, "number of a line", text) for place, text in numbers),
    ]
    slips = {read.line.place for read in reads if read.head and read.head.at == heads.SLIP}
    return ParsedTranscript(
        form,
        tuple(done.said),
        left_out=tuple(sorted(left_out, key=lambda one: one.place)),
        joined=tuple(done.joined),
        doubtful=tuple(sorted(slips | {talk[n].place for n in sure.backwards})),
    )


def labels_before_colon(texts: Sequence[str]) -> list[tuple[str | None, str]]:
    """The label of each text and what is said after it, for cues and other pieces that have their times elsewhere.

    None where a text has no label. What stands before a colon again and again is a label, whatever it is made of.
    """
    cues = [replace(line, marks=()) for n, text in enumerate(texts) for line in _whole(text, n)]
    found = labels.find_labels([cue for cue in cues if cue.text])
    if found.main != heads.COLON:
        return [(None, text) for text in texts]
    place = iter(range(len(cues)))
    result: list[tuple[str | None, str]] = []
    for cue, text in zip(cues, texts, strict=True):
        head = found.head_of(next(place), cue, ()) if cue.text else None
        said_at = head.at == heads.COLON if head else False
        result.append((head.label, cue.text[head.begin :]) if head and said_at else (None, text))
    return result


def _whole(text: str, n: int) -> list[Line]:
    return read_lines([LabelledLine(" ".join(text.split()), n)]) or [Line("", n)]
