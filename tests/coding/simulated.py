"""Files as coders send them back, made from what was exported as people and their programs make them."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.text.run import Run
from lxml import etree

from ipstranscribe.export.units_xlsx import SHEET_COLUMNS
from ipstranscribe.model import Units
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study

NS = "urn:QDA-XML:project:1.0"


def unit_ids(study: Study, interview: str) -> list[str]:
    """The ids of units, leftovers apart."""
    return [unit.id for unit in storage.read(study.units(interview), Units).units if unit.kind == "unit"]


def typed_xlsx(
    path: Path, rows: Mapping[str, Mapping[str, str]], listed: list[tuple[str, str, str]] | None = None
) -> Path:
    """Type into rows of the workbook at `path`, by unit and column, and into its list of codes."""
    book = openpyxl.load_workbook(path)
    left = {(unit, name): text for unit, cells in rows.items() for name, text in cells.items()}
    for sheet in book.worksheets:
        for row in range(3, sheet.max_row + 1):
            unit = str(sheet.cell(row, SHEET_COLUMNS.index("unit_id") + 1).value)
            for name in [name for one, name in left if one == unit] if sheet.max_column == len(SHEET_COLUMNS) else []:
                sheet.cell(row, SHEET_COLUMNS.index(name) + 1).value = left.pop((unit, name))
    for number, entry in enumerate(listed or [], 3):
        for column, text in enumerate(entry, 1):
            book["Codes"].cell(number, column).value = text
    assert not left, left
    book.save(path)
    return path


def commented_docx(
    path: Path, comments: Mapping[str, tuple[str, str]], cells: Mapping[str, Mapping[str, str]] | None = None
) -> Path:
    """Comment on words of a document (words → who, what), and type into the table of units by heading."""
    document = docx.Document(str(path))
    texts = [*document.paragraphs, *(p for t in document.tables for r in t.rows for c in r.cells for p in c.paragraphs)]
    for words, (author, text) in comments.items():
        paragraph = next(p for p in texts if words in p.text)
        run = next(run for run in paragraph.runs if words in run.text)
        before, _, after = run.text.partition(words)
        run.text = before
        middle = run._r.makeelement(run._r.tag)
        last = run._r.makeelement(run._r.tag)
        run._r.addnext(middle)
        middle.addnext(last)

        marked = Run(middle, run._parent)
        marked.text = words
        Run(last, run._parent).text = after
        document.add_comment([marked], text=text, author=author, initials="x")
    for table in document.tables:
        head = [cell.text for cell in table.rows[0].cells]
        for row in table.rows[1:]:
            for heading, text in (cells or {}).get(row.cells[0].text, {}).items():
                row.cells[head.index(heading)].text = text
    document.save(str(path))
    return path


def project(path: Path, change: Callable[[Any, dict[str, bytes]], None], to: Path) -> Path:
    """A project file with its tree and its texts changed."""
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(members["project.qde"])
    change(root, members)
    members["project.qde"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)
    to.write_bytes(out.getvalue())
    return to


def source_of(root: Any, interview: str) -> Any:
    return next(one for one in root.iter(f"{{{NS}}}TextSource") if one.get("name") == interview)


def text_of(root: Any, members: dict[str, bytes], interview: str) -> str:
    return members[member_of(root, interview)].decode("utf-8")


def member_of(root: Any, interview: str) -> str:
    return "sources/" + source_of(root, interview).get("plainTextPath").removeprefix("internal://")


def add_code(root: Any, name: str, guid: str, *, group: str = "", about: str = "") -> str:
    """A code of the coder's own, in a group if that is given."""
    codes = next(root.iter(f"{{{NS}}}Codes"))
    if group:
        above = next((one for one in codes if one.get("name") == group), None)
        if above is None:
            above = etree.SubElement(codes, f"{{{NS}}}Code", guid=f"group-{group}", name=group, isCodable="false")
        codes = above
    code = etree.SubElement(codes, f"{{{NS}}}Code", guid=guid, name=name, isCodable="true")
    if about:
        etree.SubElement(code, f"{{{NS}}}Description").text = about
    return guid


def add_coding(root: Any, interview: str, code: str, span: tuple[int, int], *, user: str = "", note: str = "") -> None:
    """A coding on a place of a text, by places as they stand in the file."""
    source = source_of(root, interview)
    made = {"creatingUser": user} if user else {}
    selection = etree.Element(
        f"{{{NS}}}PlainTextSelection",
        guid=f"sel-{code}-{span[0]}-{span[1]}",
        startPosition=str(span[0]),
        endPosition=str(span[1]),
        **made,
    )
    if note:
        etree.SubElement(selection, f"{{{NS}}}Description").text = note
    coding = etree.SubElement(selection, f"{{{NS}}}Coding", guid=f"cod-{code}-{span[0]}", **made)
    etree.SubElement(coding, f"{{{NS}}}CodeRef", targetGUID=code)
    last = [one for one in source if one.tag == f"{{{NS}}}PlainTextSelection"]
    (last[-1].addnext if last else source.append)(selection)
