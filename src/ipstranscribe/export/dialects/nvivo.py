"""NVivo: the classification sheet that turns interviews into cases with attributes. The documents are the heading copies.

Rules, from NVivo's help ("Classification sheets", for Windows and for macOS): both read tab-separated text (csv only
macOS does); the first line names the attributes, the first column the cases, as the documents are named.
"""

from typing import BinaryIO

from ipstranscribe.export.content.study_document import StudyDocument
from ipstranscribe.export.dialects import cases
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.wording import wording_of


def write(document: StudyDocument, settings: ExportSettings, file: BinaryIO) -> None:
    """Write a line per interview, tab-separated, in UTF-8 with a byte order mark."""
    file.write(cases.table(document, wording_of(settings.document_language), "\t"))
