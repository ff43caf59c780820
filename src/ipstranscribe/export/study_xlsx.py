"""The study workbook (Excel): a sheet of units per interview, one list of codes, framework matrix and coverage table."""

from itertools import chain
from typing import BinaryIO

from ipstranscribe.documents.excel import workbook_bytes
from ipstranscribe.documents.excel_places import cell_range, sheet_names
from ipstranscribe.export.content.study_document import StudyDocument
from ipstranscribe.export.framework_matrix import coverage, matrix, question_columns
from ipstranscribe.export.units_xlsx import codes, earlier, how_to, units
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.wording import wording_of


def write(document: StudyDocument, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the workbook. The same document gives the same bytes.

    An interview that is not ready has no sheet; matrix and coverage say why.
    """
    wording = wording_of(settings.document_language)
    ours = (wording.codes, wording.earlier_codes, wording.matrix, wording.coverage_sheet, wording.by_hand["title"])
    ready = [part.document for part in document.parts if part.document]
    names = sheet_names([*ours, *(one.transcript.interview for one in ready)])[len(ours) :]
    asked = cell_range(wording.coverage_sheet, question_columns(document), "2:2")
    tables = chain(
        (units(one, wording, name, asked) for one, name in zip(ready, names, strict=True)),
        (codes(document.header, wording, document.codes),),
        earlier(document.header, wording, document.codes, document.unit_ids),
        (matrix(document, wording), coverage(document, wording), how_to(document.header, wording)),
    )
    told = [document.header.project] if "project" in document.header.facts else []
    file.write(workbook_bytes(tables, " – ".join([*told, wording.units_title]), wording))
