"""Working copies in `exports/`: written where something is new, without losing what coders typed into those before."""

import io
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from ipstranscribe import __version__, events
from ipstranscribe.choices import FormatName
from ipstranscribe.documents.package import is_repacked
from ipstranscribe.errors import UserError
from ipstranscribe.export import Document, Header, StudyDocument, coder_packs, export, export_study, units_xlsx
from ipstranscribe.review.units.typed import typed_codes
from ipstranscribe.settings import ExportSettings
from ipstranscribe.study import file_names, storage
from ipstranscribe.study.folder import Study

_TABLES_OF_UNITS: Mapping[str, FormatName] = {".xlsx": "xlsx", ".csv": "csv", ".tsv": "tsv"}
_WHERE_GONE: Mapping[FormatName, str] = {
    "xlsx": ' on the sheet "Codes of earlier units"',
    "csv": " in the earlier table",
    "tsv": " in the earlier table",
}
_WORKED_IN = (".docx", ".xlsx", ".qdpx")
"""Suffixes of documents for which it can be detected that another program has saved them."""


class TypedInto(NamedTuple):
    """How a table of units is written with what coders typed into the one before: settings, and the document of a coder."""

    settings: ExportSettings
    document: Callable[[str], Document | StudyDocument]

    def rewritten(self, path: Path, name: str, content: bytes) -> tuple[bytes, str]:
        """`content` with the codes in the table at `path`, if it is one and holds any, and what to tell of it."""
        kind = _TABLES_OF_UNITS.get("".join(Path(name).suffixes))
        if kind is None or not Path(name).stem.endswith("units"):
            return content, ""
        try:
            codes = typed_codes(path)
        except UserError:
            return content, ""  # nothing that can be read; what a person saved is kept
        if not codes.anything:
            return content, ""
        folder, _, bare = name.rpartition("/")
        coder = next((one for one in self.settings.coders if coder_packs.coder_folder(one) == f"{folder}/"), "")
        wanted = self.settings.model_copy(update={"formats": (kind,), "programs": ()})
        document = self.document(coder).with_codes(codes)
        files = export(document, wanted) if isinstance(document, Document) else export_study(document, wanted)
        gone = sum(1 for _ in codes.gone(document.unit_ids))
        return files[bare], f"codes of {len(codes.units) - gone} units are in the new one" + (
            f"; {gone} units are no more, and what was typed there is kept{_WHERE_GONE[kind]}" if gone else ""
        )


def put(study: Study, files: Iterable[tuple[str, bytes]], typed: TypedInto | None = None) -> bool:
    """Write what is new of `files` (name, content), with the codes that coders typed into the tables that it replaces.

    Where `typed` is None, nobody types into them.
    """
    written = False
    for name, content in files:
        path = study.exports / name
        there = path.read_bytes() if path.exists() else None
        told = ""
        if typed and there is not None and there != content:
            content, told = typed.rewritten(path, name, content)  # noqa: PLW2901 - the same file, with codes
        if there != content:
            if there is not None:
                _keep_edited(path, there, told)
            storage.write_bytes(path, content)
            written = True
    return written


def _keep_edited(path: Path, content: bytes, told: str) -> None:
    """Keep a copy of a document edited in place, once per content: comments, colours and further sheets are nowhere else.

    Of a table in text it is kept where units with codes are no more: it has no sheet of its own for them.
    """
    lost = path.suffix in (".csv", ".tsv") and _WHERE_GONE["csv"] in told
    if lost or (path.suffix in _WORKED_IN and not is_repacked(content)):
        kept = file_names.kept_copy(path, "edited", content)
        storage.write_bytes(kept, content)
        what = f"{told}. As it was, it" if told else "what was written in it"
        events.notice(f"{path.name} was edited; {what} is kept in {kept.name}.")


def keep_typed(study: Study, path: Path, without: Collection[str]) -> bool:
    """Leave at `path`, a workbook of all interviews, only what coders typed `without` these; whether there is any."""
    try:
        codes = typed_codes(path).without(without)
    except UserError:
        return False
    if not codes.units:
        return False
    content = io.BytesIO()
    header = Header(project=study.config.title, status="draft", made_by=f"ipstranscribe {__version__}")
    units_xlsx.write_kept(header, codes, study.export_settings(), content)
    storage.write_bytes(path, content.getvalue())
    return True
