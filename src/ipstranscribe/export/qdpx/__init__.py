"""REFI-QDA project export (`.qdpx`): the interviews of a study, coded by speaker and by question.

A package of `project.qde`, which the schema beside this file describes, a text of every interview that is ready, and its
sound, where readers may hear it (`audio`).
`GENERAL` follows the standard; the others list how a program differs. Positions count Unicode code points from 0, end
exclusive (REFI-QDA 1.5, 10.2). The same study gives the same bytes.
"""

import io
from collections.abc import Callable
from typing import BinaryIO

from ipstranscribe.documents.package import pack
from ipstranscribe.export.content.study_document import StudyDocument
from ipstranscribe.export.qdpx.project import Project, QdpxProfile
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.wording import wording_of

GENERAL = QdpxProfile()
QUALCODER = QdpxProfile(cases_by_code=True, variables_once=True)
MAXQDA = QdpxProfile(line_end="\r\n")
NVIVO = ATLASTI = GENERAL
"""No known difference from the standard."""


def project_bytes(document: StudyDocument, settings: ExportSettings) -> bytes:
    """A project file by the standard."""
    file = io.BytesIO()
    writer(GENERAL)(document, settings, file)
    return file.getvalue()


def writer(profile: QdpxProfile) -> Callable[[StudyDocument, ExportSettings, BinaryIO], None]:
    """Make the writer of the project file for a program."""

    def write(document: StudyDocument, settings: ExportSettings, file: BinaryIO) -> None:
        project = Project(document, wording_of(settings.document_language), profile)
        pack(project.members(), file)

    return write
