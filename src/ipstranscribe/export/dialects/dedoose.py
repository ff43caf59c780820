"""Dedoose: a text per interview, and a table of descriptors.

Rules, from its user guide: texts are imported as files, and a descriptor set describes cases in fields ("Working with
media", "Working with descriptors"). It has no automatic coding: the text is as plain as can be.
"""

from typing import BinaryIO

from ipstranscribe.export.content.document import Document
from ipstranscribe.export.content.running_text import opening, running_text, speaker_prefix
from ipstranscribe.export.content.study_document import StudyDocument
from ipstranscribe.export.dialects import cases
from ipstranscribe.export.dialects.maxqda import windows_text
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.wording import wording_of


def write(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the interview, a paragraph per turn."""
    file.write(
        windows_text(
            running_text(document, speaker_prefix, opening(document, wording_of(settings.document_language))).text
        )
    )


def write_descriptors(document: StudyDocument, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the descriptor table: a header line, then a line per interview, named like its file."""
    file.write(cases.table(document, wording_of(settings.document_language), ","))
