"""Word timestamps: Whisper's aligned tokens become words with times, the same way for every engine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ipstranscribe.transcribe.asr.engines import RecognizedWord

SLACK = 0.5
"""Seconds by which a word may reach beyond its segment, as Whisper's timestamp tokens delimit it. The alignment
stretches the last word before a pause over the pause; half a second is what both Whisper libraries allow."""

_STEP = 0.02
"""Seconds between two timestamp tokens."""

_UNSPACED = frozenset({"zh", "ja", "th", "lo", "my", "yue"})
"""Whisper's codes of languages that are written without spaces between words."""


@dataclass(frozen=True)
class AlignedPiece:
    """A subword as the aligner times it, with the space before it, of so many `tokens`; seconds of the window."""

    text: str
    tokens: int
    start: float
    end: float
    probability: float


def clamp_to_segments(
    pieces: Iterable[AlignedPiece], tokens: Sequence[int], first_timestamp: int
) -> list[RecognizedWord]:
    """Limit the times of each piece to its segment, give or take `SLACK`. `tokens` include the timestamp tokens."""
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
    """Start and end of each text token's segment, in seconds of the window; the end is infinite without a timestamp."""
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
    """Join subwords into written words; a piece that begins with a space begins a new word.

    Whisper times `o` and `'clock`, or `1` and `-2`, separately; a piece without a space continues the word before it.
    The probability of a punctuation mark does not count for the word.
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
