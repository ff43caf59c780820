"""Export: interviews as documents that coders can open. A new format is one new file and one line in `FORMATS`, or in
`STUDY_FORMATS` for one that holds all interviews.
"""

import io
from collections.abc import Callable
from typing import BinaryIO, NamedTuple

from ipstranscribe.export import coverage_csv, csv, docx, matrix, reading, xlsx
from ipstranscribe.export.document import Coverage, Document, Header, Status, coverage
from ipstranscribe.export.study import STUDY, Part, StudyDocument
from ipstranscribe.settings import ExportSettings

__all__ = [
    "FORMATS",
    "STUDY_FORMATS",
    "Coverage",
    "Document",
    "Format",
    "Header",
    "Part",
    "Status",
    "StudyDocument",
    "StudyFormat",
    "coverage",
    "export",
    "export_study",
]


class Format(NamedTuple):
    """A file of a format: its name after the interview's id, and the function that writes it."""

    name: str
    write: Callable[[Document, ExportSettings, BinaryIO], None]


FORMATS: dict[str, tuple[Format, ...]] = {
    "docx": (Format("units.docx", docx.write), Format("transcript_pseudonymized.docx", reading.write)),
    "xlsx": (Format("units.xlsx", xlsx.write),),
    "csv": (Format("units.csv", csv.write),),
}
"""What each format of the settings writes of an interview."""


class StudyFormat(NamedTuple):
    """A file that holds all interviews: its name after `STUDY`, and the function that writes it."""

    name: str
    write: Callable[[StudyDocument, ExportSettings, BinaryIO], None]


STUDY_FORMATS: dict[str, tuple[StudyFormat, ...]] = {
    "xlsx": (StudyFormat("matrix.xlsx", matrix.write),),
    "csv": (StudyFormat("coverage.csv", coverage_csv.write),),
}
"""What each format of the settings writes of the whole study."""


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


def export_study(document: StudyDocument, settings: ExportSettings) -> dict[str, bytes]:
    """The documents that hold all interviews of a study: file name → content. The same input gives the same bytes."""
    files: dict[str, bytes] = {}
    for name in settings.formats:
        for file_format in STUDY_FORMATS.get(name, ()):
            content = io.BytesIO()
            file_format.write(document, settings, content)
            files[f"{STUDY} {file_format.name}"] = content.getvalue()
    return files
