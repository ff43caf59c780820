"""Subtitles as turns: who speaks in a cue, and which cues are one turn, as WebVTT and SubRip have them.

Each cue stays a stretch of its turn with its own times. A speaker is named by a voice tag or before a colon; dashes and `>>`
say only that somebody else speaks.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ipstranscribe.review.transcript.readers import ParsedTranscript, RawTurn, TimedWord, wrong_format_error
from ipstranscribe.review.transcript.readers.captions import CaptionLine, ShownCue, read_caption, without_repeats
from ipstranscribe.review.transcript.readers.cues import find_cues
from ipstranscribe.review.transcript.readers.lines import labels_before_colon

_DASH = re.compile(r"[-‐‑‒–—―−]\s*(?=[^\s\-‐‑‒–—―−>])")
_CHANGE = re.compile(r"(?:^|(?<=\s))>{2,3}(?=\s|\w|$)\s*")


@dataclass(frozen=True)
class _Piece:
    """A part of a cue that one person says: a line of it, or a part of a line.

    `changed` says that somebody else speaks than before, whoever it is; `marked` that `>>` says so.
    """

    place: int
    text: str
    start: float
    end: float
    label: str | None = None
    words: tuple[TimedWord, ...] = ()
    changed: bool = False
    marked: bool = False


def parse_cues(lines: Sequence[str], form: str) -> ParsedTranscript:
    """Parse the lines of a subtitle file; raises UserError if it has no line of times. `place` counts cues."""
    file = find_cues(lines, web=form == "WebVTT")
    if not file.cues:
        raise wrong_format_error(form, "it has no line of times")
    captions, repeated = without_repeats([read_caption(cue) for cue in file.cues])
    pieces = [piece for caption in captions for piece in _pieces(caption)]
    if not any(piece.label for piece in pieces):
        pieces = _labelled(pieces)
    turns = list(_turns(pieces))
    return ParsedTranscript(
        form,
        tuple(_turn(turn) for turn in turns),
        language=file.language,
        left_out=(*file.left_out, *repeated),
        joined=tuple(_joined(turns)),
        doubtful=file.doubtful,
        unit="cue",
    )


def _pieces(caption: ShownCue) -> Iterator[_Piece]:
    """The parts of a caption: its lines, cut at `>>`. With two dashes, each line that has one is another speaker's."""
    dashes = sum(bool(_DASH.match(line.text)) for line in caption.lines)
    for line in caption.lines:
        dash = _DASH.match(line.text) if dashes > 1 else None
        for start, end, marked in _cuts(line.text, dash.end() if dash else 0):
            if text := line.text[start:end].strip():
                words, changed = tuple(_words_in(line, start, end)), marked or dash is not None
                yield _Piece(caption.place, text, caption.start, caption.end, line.voice, words, changed, marked)
                dash = None


def _cuts(text: str, at: int) -> Iterator[tuple[int, int, bool]]:
    """Spans of a line from `at` on, parted at `>>`, and whether that stands before them."""
    marked = False
    for mark in _CHANGE.finditer(text, at):
        yield at, mark.start(), marked
        at, marked = mark.end(), True
    yield at, len(text), marked


def _words_in(line: CaptionLine, start: int, end: int) -> Iterator[TimedWord]:
    """The timed words of a line between two offsets; one that lies only partly there is cut."""
    at = 0
    for word in line.words:
        begins = line.text.find(word.text, at)
        if begins < 0:
            continue
        at = begins + len(word.text)
        if text := line.text[max(begins, start) : min(at, end)].strip():
            yield replace(word, text=text)


def _labelled(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces with the labels that stand before a colon taken out of their text.

    Which they are is told by the beginnings of cues; a line inside a cue has one if it begins so, or if lines do so again
    and again.
    """
    lines = labels_before_colon([piece.text for piece in pieces])
    cues = [list(cue) for _, cue in groupby(enumerate(pieces), _Beginnings())]
    whole = labels_before_colon([" ".join(piece.text for _, piece in cue) for cue in cues])
    known = {label for label, _ in whole if label}
    found: list[_Piece] = []
    for cue, (label, said) in zip(cues, whole, strict=True):
        (first, piece), *more = cue
        if label is None:
            found.append(_named(piece, *lines[first]))
        else:
            rest = " ".join(one.text for _, one in more)
            alone = said.endswith(rest) and piece.text.endswith(said.removesuffix(rest).strip())
            found.append(
                _named(piece, label, said.removesuffix(rest).strip() if alone else _prefix(piece.text, [label])[1])
            )
        found += [_named(one, *(lines[n] if lines[n][0] else _prefix(one.text, known))) for n, one in more]
    return found


class _Beginnings:
    """Numbers the beginnings of cues, and of what another speaker says in one: a key to group pieces by."""

    def __init__(self) -> None:
        self._number, self._place = 0, 0

    def __call__(self, numbered: tuple[int, _Piece]) -> int:
        piece = numbered[1]
        self._number += piece.changed or piece.place != self._place
        self._place = piece.place
        return self._number


def _prefix(text: str, labels: Collection[str]) -> tuple[str | None, str]:
    """The one of `labels` that a text begins with before a colon, and what is said after it."""
    before, colon, after = text.partition(":")
    return (before.strip(), after.strip()) if colon and before.strip() in labels else (None, text)


def _named(piece: _Piece, label: str | None, said: str) -> _Piece:
    """`piece` with a label, and what is said after it: the end of its text."""
    if label is None:
        return piece
    at = len(piece.text) - len(said)
    words = tuple(_words_in(CaptionLine(piece.text, words=piece.words), at, len(piece.text)))
    return replace(piece, label=label, text=said, words=words)


def _turns(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces of each turn.

    Where speakers have labels, or their change is marked, a piece without either goes on with the turn before; else every
    cue is a turn.
    """
    labelled = any(piece.label for piece in pieces)
    marked = any(piece.marked for piece in pieces)
    turn: list[_Piece] = []
    for piece in pieces:
        new = piece.label not in (None, _label(turn)) or (piece.changed and piece.label is None)
        if turn and (new or not (labelled or marked or turn[-1].place == piece.place)):
            yield turn
            turn = []
        unknown = "?" if labelled and piece.changed and not piece.label else piece.label
        turn.append(replace(piece, label=unknown))
    if turn:
        yield turn


def _label(turn: Sequence[_Piece]) -> str | None:
    return next((piece.label for piece in turn if piece.label), None)


def _turn(pieces: Sequence[_Piece]) -> RawTurn:
    words = tuple(word for _, cue in groupby(pieces, lambda piece: piece.place) for word in _timed(list(cue)))
    return RawTurn(
        " ".join(piece.text for piece in pieces if piece.text),
        pieces[0].place,
        _label(pieces),
        pieces[0].start,
        max(piece.end for piece in pieces),
        words,
    )


def _timed(cue: Sequence[_Piece]) -> Iterator[TimedWord]:
    """The words of a cue with their times; without word times the whole cue is one stretch."""
    texts = [piece for piece in cue if piece.text]
    if not any(piece.words for piece in texts):
        if texts:
            yield TimedWord(" ".join(piece.text for piece in texts), cue[0].start, cue[0].end)
        return
    for piece in texts:
        yield from piece.words or (TimedWord(piece.text, piece.start, piece.end),)


def _joined(turns: Sequence[Sequence[_Piece]]) -> Iterator[int]:
    """The cues without a label of their own that went to the turn before, in a file with labels."""
    for turn in turns:
        if _label(turn) is not None:
            named = {piece.place for piece in turn if piece.label}
            yield from dict.fromkeys(piece.place for piece in turn if piece.place not in named)
