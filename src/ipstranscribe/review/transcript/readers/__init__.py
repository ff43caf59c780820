"""Readers of transcript files, one module per format: bytes of a file in, a parsed transcript out.

A reader interprets nothing: labels stay as the file has them, and `foreign` decides whom they stand for. A new format
is one new module and one line in `read`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Transcript

MAX_FILE = 200_000_000
"""Largest file in bytes that is read; a transcript of ten hours with word times has some ten million."""


@dataclass(frozen=True)
class TimedWord:
    """A word with its times in seconds; `probability` is 0 to 1, None if the file has none."""

    text: str
    start: float
    end: float
    probability: float | None = None


@dataclass(frozen=True)
class RawTurn:
    """A turn as a file has it.

    `label` is its speaker label, None if there is none; `place` is the number of its line, paragraph or cue, from 1.
    """

    text: str
    place: int
    label: str | None = None
    start: float | None = None
    end: float | None = None
    words: tuple[TimedWord, ...] = ()


@dataclass(frozen=True)
class DraftParagraph:
    """A paragraph of a Word file: its text and the bookmarks that begin in it, as offset in the text and name."""

    text: str
    place: int
    bookmarks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class ParsedTranscript:
    """A parsed transcript file. `format` is the name of its format in the record of the transcript.

    `left_out` are the places before the first turn (title, date), `joined` those without a label that were joined to
    the turn before. `paragraphs` are those of a Word file; `transcript` is set if the file is a stored transcript of
    ours.
    """

    format: str
    said: tuple[RawTurn, ...] = ()
    language: str | None = None
    left_out: tuple[int, ...] = ()
    joined: tuple[int, ...] = ()
    paragraphs: tuple[DraftParagraph, ...] = ()
    transcript: Transcript | None = None


class TranscriptReader(Protocol):
    """A reader of one format. Raises UserError, which quotes nothing, for a file in another format."""

    def __call__(self, data: bytes) -> ParsedTranscript:
        """Parse the bytes of a file."""


def read(path: Path) -> ParsedTranscript:
    """Read a transcript file by the reader for its extension; raises UserError if it cannot be read or is empty."""
    from ipstranscribe.review.transcript.readers import json_, plain, subtitles, word

    readers: dict[str, TranscriptReader] = {
        ".docx": word.read,
        ".txt": plain.read,
        ".vtt": subtitles.read_vtt,
        ".srt": subtitles.read_srt,
        ".json": json_.read,
    }
    suffix = path.suffix.lower()
    if suffix not in readers:
        raise UserError(
            f"A transcript cannot be read from {suffix or 'a file without ending'}.",
            f"Save it as one of: {', '.join(readers)}.",
        )
    return readers[suffix](_bytes(path))


def wrong_format_error(kind: str, why: str) -> UserError:
    """The error for a file that is not in the format of its extension."""
    return UserError(
        f"The file is not {kind}: {why}.", "Save it again in the program it came from.", ExitCode.BAD_INPUT
    )


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():  # a named pipe would block
            raise UserError("That is no file.", "Name the file itself.")
        if path.stat().st_size > MAX_FILE:
            raise UserError("The file is larger than any transcript.", "Choose another file.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UserError("There is no such file.", "Check the path.") from None
    except OSError as error:
        raise UserError(f"The file cannot be read ({error.strerror}).", "Close other programs that hold it.") from None
    if not data.strip():
        raise UserError("The file is empty.", "Choose another file.")
    return data
