"""Export: one interview as documents that coders can open. A new format is one new file and one line in `FORMATS`."""

import io
from collections.abc import Callable
from typing import BinaryIO, NamedTuple

from ipstranscribe.export import csv, docx, reading, xlsx
from ipstranscribe.export.document import Coverage, Document, Header, Status, coverage
from ipstranscribe.settings import ExportSettings

__all__ = ["FORMATS", "Coverage", "Document", "Format", "Header", "Status", "coverage", "export"]


class Format(NamedTuple):
    """A file of a format: its name after the interview's id, and the function that writes it."""

    name: str
    write: Callable[[Document, ExportSettings, BinaryIO], None]


FORMATS: dict[str, tuple[Format, ...]] = {
    "docx": (Format("units.docx", docx.write), Format("transcript_pseudonymized.docx", reading.write)),
    "xlsx": (Format("units.xlsx", xlsx.write),),
    "csv": (Format("units.csv", csv.write),),
}
"""What each format of the settings writes."""


def export(document: Document, settings: ExportSettings) -> dict[str, bytes]:
    """The documents of an interview: file name → content. The same input gives the same bytes.

    Raises UserError when the document language has no wording.
    """
    files: dict[str, bytes] = {}
    for name in settings.formats:
        for file_format in FORMATS[name]:
            content = io.BytesIO()
            file_format.write(document, settings, content)
            files[f"{document.transcript.interview}_{file_format.name}"] = content.getvalue()
    return files
