"""Export of interviews to documents that coders can open.

A new format is one new file and one line in `FORMATS`; a format for a single program is a line in `PROGRAMS`.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO, NamedTuple, TypeVar

from ipstranscribe.choices import FormatName, ProgramName
from ipstranscribe.export import (
    by_question_docx,
    coverage_csv,
    interview_json,
    qdpx,
    study_xlsx,
    transcript_docx,
    transcript_html,
    transcript_subtitles,
    transcript_txt,
    units_csv,
    units_docx,
    units_xlsx,
)
from ipstranscribe.export.content.document import Document, Header, Status
from ipstranscribe.export.content.study_document import STUDY, StudyDocument, StudyPart
from ipstranscribe.export.dialects import atlasti, dedoose, maxqda, nvivo, qualcoder, taguette
from ipstranscribe.settings import ExportSettings

__all__ = [
    "AGREED_FOLDER",
    "FORMATS",
    "PROGRAMS",
    "Document",
    "Format",
    "Header",
    "Status",
    "StudyDocument",
    "StudyFormat",
    "StudyPart",
    "agreed_copy",
    "export",
    "export_study",
    "study_files",
]


D = TypeVar("D", Document, StudyDocument)


class Format(NamedTuple):
    """A file per interview: its name, with `{id}` for the interview's id, and its writer."""

    name: str
    write: Callable[[Document, ExportSettings, BinaryIO], None]


class StudyFormat(NamedTuple):
    """A file for the whole study. Its name, or that of its folder, never starts with an interview's id."""

    name: str
    write: Callable[[StudyDocument, ExportSettings, BinaryIO], None]


Kit = tuple[Format | StudyFormat, ...]

FORMATS: Mapping[FormatName, Kit] = {
    "docx": (
        Format("{id}_units.docx", units_docx.write),
        Format("{id}_transcript_pseudonymized.docx", transcript_docx.write),
        Format("{id}_by_question.docx", by_question_docx.write),
    ),
    "xlsx": (Format("{id}_units.xlsx", units_xlsx.write), StudyFormat(f"{STUDY} units.xlsx", study_xlsx.write)),
    "csv": (Format("{id}_units.csv", units_csv.write), StudyFormat(f"{STUDY} coverage.csv", coverage_csv.write)),
    "tsv": (
        Format("{id}_units.tsv", units_csv.write_tsv),
        StudyFormat(f"{STUDY} coverage.tsv", coverage_csv.write_tsv),
    ),
    "json": (Format("{id}_interview.json", interview_json.write),),
    "jsonl": (Format("{id}_units.jsonl", interview_json.write_units),),
    "txt": (Format("{id}_transcript.txt", transcript_txt.write),),
    "vtt": (Format("{id}_transcript.vtt", transcript_subtitles.write_vtt),),
    "srt": (Format("{id}_transcript.srt", transcript_subtitles.write_srt),),
    "html": (Format("{id}_transcript.html", transcript_html.write),),
    "qdpx": (StudyFormat(f"{STUDY}.qdpx", qdpx.writer(qdpx.GENERAL)),),
}
"""The files that each format of the settings writes."""

PROGRAMS: Mapping[ProgramName, Kit] = {
    "nvivo": (
        Format("nvivo/{id}.docx", by_question_docx.write_nvivo),
        StudyFormat(f"nvivo/{STUDY} classification.txt", nvivo.write),
        StudyFormat(f"nvivo/{STUDY}.qdpx", qdpx.writer(qdpx.NVIVO)),
    ),
    "maxqda": (
        Format("maxqda/{id}.txt", maxqda.write),
        StudyFormat(f"maxqda/{STUDY}.txt", maxqda.write_study),
        StudyFormat(f"maxqda/{STUDY}.qdpx", qdpx.writer(qdpx.MAXQDA)),
    ),
    "atlasti": (
        Format("atlasti/{id}.txt", atlasti.write),
        StudyFormat(f"atlasti/{STUDY}.qdpx", qdpx.writer(qdpx.ATLASTI)),
    ),
    "qualcoder": (
        Format("qualcoder/{id}.txt", qualcoder.write),
        StudyFormat(f"qualcoder/{STUDY}.qdpx", qdpx.writer(qdpx.QUALCODER)),
    ),
    "taguette": (Format("taguette/{id}.html", taguette.write),),
    "dedoose": (
        Format("dedoose/{id}.txt", dedoose.write),
        StudyFormat(f"dedoose/{STUDY} descriptors.csv", dedoose.write_descriptors),
    ),
}
"""The files for each program of the settings, in a folder named after it."""


def export(document: Document, settings: ExportSettings) -> dict[str, bytes]:
    """Export one interview: file name → content. The same input gives the same bytes.

    Raises UserError when the document language has no wording.
    """
    interview = document.transcript.interview
    return {
        one.name.format(id=interview): _written(one.write, document, settings)
        for one in _chosen(settings)
        if isinstance(one, Format)
    }


def export_study(document: StudyDocument, settings: ExportSettings) -> dict[str, bytes]:
    """Export the documents for the whole study: file name → content. The same input gives the same bytes."""
    return dict(study_files(document, settings))


def study_files(document: StudyDocument, settings: ExportSettings) -> Iterator[tuple[str, bytes]]:
    """The same one by one, each made when it is asked for."""
    chosen = (one for one in _chosen(settings) if isinstance(one, StudyFormat))
    return ((one.name, _written(one.write, document, settings)) for one in chosen)


AGREED_FOLDER = "agreed coding/"
"""The folder of the agreed coding. Ids have no blanks, so that no interview's id can match it."""


def agreed_copy(documents: Iterable[Document], whole: StudyDocument, settings: ExportSettings) -> dict[str, bytes]:
    """Export the agreed coding that the documents hold: file name → content, in `AGREED_FOLDER`.

    These are the tables of units and the project files of the settings; the project by the standard is always there.
    """
    wanted = {one.name: one for one in (*_chosen(settings), *FORMATS["qdpx"]) if _shows_codes(one.name)}.values()
    files = {
        one.name.format(id=document.transcript.interview): _written(one.write, document, settings)
        for document in documents
        for one in wanted
        if isinstance(one, Format)
    }
    files |= {one.name: _written(one.write, whole, settings) for one in wanted if isinstance(one, StudyFormat)}
    return {AGREED_FOLDER + name: content for name, content in files.items()}


def _shows_codes(name: str) -> bool:
    stem, _, suffix = name.rpartition(".")
    return suffix == "qdpx" or (suffix in ("xlsx", "csv", "tsv") and stem.endswith("units"))


def _chosen(settings: ExportSettings) -> Iterable[Format | StudyFormat]:
    """Every file of the chosen formats and programs, each once."""
    kits = [FORMATS[name] for name in settings.formats] + [PROGRAMS[name] for name in settings.programs]
    return {one.name: one for kit in kits for one in kit}.values()


def _written(write: Callable[[D, ExportSettings, BinaryIO], None], document: D, settings: ExportSettings) -> bytes:
    content = io.BytesIO()
    write(document, settings, content)
    return content.getvalue()
