"""Readers of transcript files, one module per format: bytes of a file in, a parsed transcript out.

A reader interprets nothing: labels stay as the file has them, and `foreign` decides whom they stand for. A new format
is one new module and one line in `FORMATS`; help and errors are made from that table. Every word of a file is in a turn,
in a label or time that was understood, or in `left_out`: a reader drops nothing without saying so.
"""

from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, cast

from ipstranscribe.documents import encoding
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Transcript
from ipstranscribe.review.transcript.readers.unread import UNREAD

MAX_FILE = 200_000_000
"""Largest file in bytes that is read; a transcript of ten hours with word times has some ten million."""


@dataclass(frozen=True)
class TimedWord:
    """A word with its times in seconds; `probability` is 0 to 1, None if the file has none.

    Where a file gives times for stretches of words only (a subtitle, a passage between two stamps), a stretch is one.
    """

    text: str
    start: float
    end: float
    probability: float | None = None


@dataclass(frozen=True)
class RawTurn:
    """A turn as a file has it.

    `label` is its speaker label, None if there is none; `place` is the number of its line, paragraph or cue, from 1.
    `unsure` are the times in seconds, start and end, in which the file has several speakers for one passage.
    """

    text: str
    place: int
    label: str | None = None
    start: float | None = None
    end: float | None = None
    words: tuple[TimedWord, ...] = ()
    unsure: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class DraftParagraph:
    """A paragraph of a Word file: its text and the bookmarks that begin in it, as offset in the text and name."""

    text: str
    place: int
    bookmarks: tuple[tuple[int, str], ...] = ()


WhyLeftOut = Literal[
    "before the first turn",
    "note of the program",
    "comment",
    "repeated caption",
    "identifier of a cue",
    "heading of a table",
    "further column",
    "number of a line",
    "footnote",
    "endnote",
    "page header or footer",
    "further tier",
    "further sheet",
    "heading of the file",
    "hidden text",
    "deleted text",
    "drawing or chart",
    "embedded document",
]
"""Why something in a file is no talk; shown to the user."""


@dataclass(frozen=True)
class LeftOut:
    """Something in a file that is no talk: its place, and why. Its text is never shown, stored or logged."""

    place: int
    why: WhyLeftOut
    text: str = field(default="", repr=False)


@dataclass(frozen=True)
class ParsedTranscript:
    """A parsed transcript file. `format` is the name of its format in the record of the transcript.

    `left_out` is what is no talk, `joined` are the places without a label that were joined to the turn before.
    `doubtful` are places that were read in spite of a fault in the file, such as a cue that ends before it starts.
    `unit` is what the places of the file count, in one word. `paragraphs` are those of a Word file; `transcript` is set if
    the file is a stored transcript of ours.
    """

    format: str
    said: tuple[RawTurn, ...] = ()
    language: str | None = None
    left_out: tuple[LeftOut, ...] = ()
    joined: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()
    unit: str = "place"
    paragraphs: tuple[DraftParagraph, ...] = ()
    transcript: Transcript | None = None


class TranscriptReader(Protocol):
    """A reader of one format. Raises UserError, which quotes nothing, for a file in another format."""

    def __call__(self, data: bytes) -> ParsedTranscript:
        """Parse the bytes of a file."""


class TranscriptFormat(NamedTuple):
    """A format: file ending, name, programs that write it, and the module here that has `read`."""

    suffix: str
    name: str
    programs: str
    module: str


FORMATS = (
    TranscriptFormat(".docx", "Word", "Word, our own draft", "word"),
    TranscriptFormat(".txt", "text", "any editor", "plain"),
    TranscriptFormat(".vtt", "WebVTT", "Zoom, Teams, YouTube", "webvtt"),
    TranscriptFormat(".srt", "SubRip", "subtitle programs", "subrip"),
    TranscriptFormat(".json", "JSON", "Whisper, WhisperX, whisper.cpp, services", "json_"),
    TranscriptFormat(".jsonl", "JSON Lines", "one turn a line", "json_"),
    TranscriptFormat(".rtf", "RTF", "f4, f5, MAXQDA, Word, TextEdit", "rtf"),
    TranscriptFormat(".odt", "OpenDocument", "LibreOffice", "open_document"),
    TranscriptFormat(".fodt", "OpenDocument, flat", "LibreOffice", "open_document"),
    TranscriptFormat(".html", "web page", "noScribe, oTranscribe, Trint", "web_page"),
    TranscriptFormat(".htm", "web page", "any browser", "web_page"),
    TranscriptFormat(".otr", "oTranscribe", "oTranscribe", "otranscribe"),
    TranscriptFormat(".csv", "csv", "Descript, Sonix, Otter", "spreadsheet"),
    TranscriptFormat(".tsv", "csv", "Whisper, ELAN", "spreadsheet"),
    TranscriptFormat(".xlsx", "spreadsheet", "Excel, NVivo", "spreadsheet"),
    TranscriptFormat(".ods", "spreadsheet", "LibreOffice", "spreadsheet"),
    TranscriptFormat(".eaf", "ELAN", "ELAN", "elan"),
    TranscriptFormat(".textgrid", "Praat TextGrid", "Praat, aligners", "textgrid"),
    TranscriptFormat(".exb", "EXMARaLDA", "EXMARaLDA Partitur-Editor", "exmaralda"),
    TranscriptFormat(".cha", "CHAT", "CLAN, TalkBank", "chat"),
    TranscriptFormat(".trs", "Transcriber", "Transcriber", "transcriber"),
    TranscriptFormat(".ttml", "Timed Text", "subtitle programs", "timed_text"),
    TranscriptFormat(".dfxp", "Timed Text", "subtitle programs", "timed_text"),
    TranscriptFormat(".sbv", "SBV", "YouTube", "youtube"),
    TranscriptFormat(".md", "Markdown", "oTranscribe, any editor", "markdown"),
)
"""The formats of transcripts that can be read. A file ending occurs once."""


def suffixes() -> str:
    """The file endings that can be read, for help and messages: `.docx, .txt, … or .md`."""
    *most, last = (one.suffix for one in FORMATS)
    return f"{', '.join(most)} or {last}"


def read(path: Path) -> ParsedTranscript:
    """Read a transcript file by the reader for its extension; raises UserError if it cannot be read or is empty."""
    suffix = path.suffix.lower()
    found = next((one for one in FORMATS if one.suffix == suffix), None)
    if found is None:
        raise UserError(
            f"A transcript cannot be read from {suffix or 'a file without ending'}.",
            UNREAD.get(suffix) or f"Save it as one of: {suffixes()}.",
        )
    reader = cast("TranscriptReader", import_module(f"{__name__}.{found.module}").read)
    return reader(_bytes(path))


def text_lines(data: bytes) -> list[str]:
    """The lines of a text file in any usual encoding, NFC; raises UserError if it is not text."""
    try:
        return encoding.decode_lines(data)
    except encoding.NotText as error:
        raise wrong_format_error("text", str(error)) from None


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
