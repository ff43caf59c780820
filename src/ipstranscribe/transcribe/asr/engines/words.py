"""From Whisper's tokens and their alignment with the sound to words with times, the same for every engine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ipstranscribe.transcribe.asr.engines import RecognizedWord

SLACK = 0.5
"""Seconds by which a word may reach out of the segment that Whisper's own timestamps put it in. The alignment spreads
the last word before a pause over the pause; half a second is what both Whisper libraries allow."""

_STEP = 0.02
"""Seconds between two timestamp tokens."""

_UNSPACED = frozenset({"zh", "ja", "th", "lo", "my", "yue"})
"""Whisper's codes of languages that are written without spaces between words."""


@dataclass(frozen=True)
class AlignedPiece:
    """A piece of text as the aligner gives it, with the space before it, of so many `tokens`; seconds of the window."""

    text: str
    tokens: int
    start: float
    end: float
    probability: float


def clamp_to_segments(
    pieces: Iterable[AlignedPiece], tokens: Sequence[int], first_timestamp: int
) -> list[RecognizedWord]:
    """The pieces, each kept within reach of its segment. `tokens` are all that were decoded, timestamps among them."""
    segments = _segments(tokens, first_timestamp)
    words, at = [], 0
    for piece in pieces:
        start, end = segments[min(at, len(segments) - 1)]
        begin = min(max(piece.start, start - SLACK, 0.0), end + SLACK)
        words.append(
            RecognizedWord(
                piece.text, begin, max(begin, min(piece.end, end + SLACK)), min(float(piece.probability), 1.0)
            )
        )
        at += piece.tokens
    return words


def _segments(tokens: Sequence[int], first_timestamp: int) -> list[tuple[float, float]]:
    """Start and end of the segment of each text token, in seconds of the window; the end is open without a timestamp."""
    segments: list[tuple[float, float]] = []
    start, waiting = 0.0, 0
    for token in tokens:
        if token < first_timestamp:
            waiting += 1
            continue
        moment = (token - first_timestamp) * _STEP
        segments += [(start, moment)] * waiting
        start, waiting = moment, 0
    return [*segments, *[(start, float("inf"))] * max(waiting, 0 if segments else 1)]


def join_subwords(pieces: Iterable[RecognizedWord], language: str) -> tuple[RecognizedWord, ...]:
    """Words as they are written, from pieces whose text begins with a space where a new word begins.

    Whisper times `o` and `'clock`, or `1` and `-2`, apart; a piece without a space goes on with the word before it. How
    sure it is of a comma says nothing about the word.
    """
    words: list[RecognizedWord] = []
    for piece in pieces:
        text = piece.text.strip()
        if words and text and not piece.text[0].isspace() and language not in _UNSPACED:
            before = words.pop()
            said = any(map(str.isalnum, text))
            probability = min(before.probability, piece.probability) if said else before.probability
            words.append(RecognizedWord(before.text + text, before.start, max(before.end, piece.end), probability))
        elif text:
            words.append(RecognizedWord(text, piece.start, piece.end, piece.probability))
    return tuple(words)
