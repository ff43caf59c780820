"""Transcripts made elsewhere: one small file per format, each from the bytes of a file to what it says.

A reader decides nothing: labels stay as the file has them, and what they stand for is decided in `foreign`. A new format
is one new file and one line in `READERS`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Transcript

MAX_FILE = 200_000_000
"""Bytes of a file that may be a transcript; a talk of ten hours with every word's times has some ten million."""


@dataclass(frozen=True)
class TimedWord:
    """A word as the file times it, in seconds; `probability` is 0 to 1, None if the file has none."""

    text: str
    start: float
    end: float
    probability: float | None = None


@dataclass(frozen=True)
class RawTurn:
    """A stretch of talk as a file has it.

    `label` is what stands for the speaker, None where nothing does; `place` counts lines, paragraphs or cues from 1.
    """

    text: str
    place: int
    label: str | None = None
    start: float | None = None
    end: float | None = None
    words: tuple[TimedWord, ...] = ()


@dataclass(frozen=True)
class DraftParagraph:
    """A paragraph of a Word file: its text and the bookmarks that begin in it, each with its place in the text."""

    text: str
    place: int
    bookmarks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class ParsedTranscript:
    """What a file holds. `format` names its format in the record of the transcript.

    `left_out` are the places before anybody speaks (title, date), `joined` those that went to the turn before for want
    of a label. `paragraphs` are those of a Word file; `transcript` is there if the file is one of ours.
    """

    format: str
    said: tuple[RawTurn, ...] = ()
    language: str | None = None
    left_out: tuple[int, ...] = ()
    joined: tuple[int, ...] = ()
    paragraphs: tuple[DraftParagraph, ...] = ()
    transcript: Transcript | None = None


class TranscriptReader(Protocol):
    """Reads one format. Raises UserError, which quotes nothing, for a file that is not in it."""

    def __call__(self, data: bytes) -> ParsedTranscript:
        """What the file of these bytes says."""


def read(path: Path) -> ParsedTranscript:
    """What the transcript in `path` says, by its ending; raises UserError if it cannot be read or says nothing."""
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
    """What to tell the user about a file that is not what its ending says."""
    return UserError(
        f"The file is not {kind}: {why}.", "Save it again in the program it came from.", ExitCode.BAD_INPUT
    )


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():  # a pipe would keep us waiting
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
