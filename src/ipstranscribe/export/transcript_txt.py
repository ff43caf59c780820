"""The transcript as plain text: a header, then every turn with its time and label. UTF-8, one line feed per line."""

from typing import BinaryIO

from ipstranscribe.export.content.document import Document
from ipstranscribe.export.content.running_text import opening, running_text, speaker_prefix
from ipstranscribe.model import PseudonymizedTurn
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.time_codes import clock
from ipstranscribe.text.wording import wording_of


def write(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the transcript by the study's convention, with an empty line between two turns."""
    file.write(content(document, settings))


def content(document: Document, settings: ExportSettings) -> bytes:
    """The content of that file."""
    wording = wording_of(settings.document_language)
    return running_text(document, timed_label, opening(document, wording)).text.encode("utf-8")


def timed_label(turn: PseudonymizedTurn) -> str:
    """The label of a turn, after its start time if known: `00:01:00 P1: `."""
    return f"{clock(turn.start)} {speaker_prefix(turn)}".lstrip()
