"""Reader of Excel workbooks: the cells of each worksheet as texts, as the file stores them; nothing is worked out.

Dates are ISO, whole numbers have no point, percentages their sign. Cells merged downwards have their value in every row.
Hidden and struck-out cells are read like others. A formula gives its stored value.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from ipstranscribe.documents import safe_zip
from ipstranscribe.documents.grid import CellPlace, Grid, RowLimit, SheetCells

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A character that XML cannot hold, as Excel writes it (ECMA-376, 22.9.2.19)."""
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)", re.IGNORECASE)
_ZEROS = re.compile(r"0+$")

NO_VALUE = "a formula without a stored value"
ERROR = "an error value"


def read(raw: bytes, name: str) -> list[Grid]:
    """Read the worksheets of a workbook, in their order; raises Unsafe, and UserError beyond the size limit."""
    safe_zip.check(raw)
    parts = {
        one.name.lstrip("/").casefold(): one.data
        for one in safe_zip.members(raw)
        if one.name.lower().endswith((".xml", ".rels"))
    }
    book = _Workbook.of(parts)
    limit = RowLimit(name)
    return [
        _sheet(parts[path], book, limit).grid(number) for number, path in enumerate(book.sheets, 1) if path in parts
    ]


# The parts of the package.


@dataclass(frozen=True)
class _Workbook:
    """What the cells of all sheets need: `formats` are the number formats by style, `sheets` the parts in their order."""

    sheets: tuple[str, ...]
    strings: tuple[str, ...]
    formats: tuple[str, ...]
    since_1904: bool

    @classmethod
    def of(cls, parts: Mapping[str, bytes]) -> "_Workbook":
        main = next((to for kind, to in _related(parts, "_rels/.rels", "").values() if kind == "officeDocument"), "")
        main = main if main in parts else "xl/workbook.xml"
        if main not in parts:
            raise safe_zip.Unsafe("a part of it is missing")
        root = safe_zip.xml(parts[main])
        folder, _, file = main.rpartition("/")
        related = _related(parts, f"{folder}/_rels/{file}.rels".lstrip("/"), folder)
        sheets = [related.get(_attribute(one, "id"), ("", "")) for one in _all(root, "sheet")]
        by_kind = dict(related.values())
        found = tuple(to for kind, to in sheets if kind == "worksheet")
        if not found:
            raise safe_zip.Unsafe("it has no sheet")
        properties = next(_all(root, "workbookPr"), None)
        return cls(
            found,
            _shared_strings(parts.get(by_kind.get("sharedStrings", ""))),
            _formats(parts.get(by_kind.get("styles", ""))),
            properties is not None and properties.get("date1904") in ("1", "true"),
        )


def _related(parts: Mapping[str, bytes], path: str, folder: str) -> dict[str, tuple[str, str]]:
    """Relationships of a part: id → kind and the part it leads to."""
    if path.casefold() not in parts:
        return {}
    found = {}
    for one in _all(safe_zip.xml(parts[path.casefold()]), "Relationship"):
        target = one.get("Target", "")
        to = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], _resolved(to).casefold())
    return found


def _resolved(path: str) -> str:
    steps: list[str] = []
    for step in path.split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step not in (".", ""):
            steps.append(step)
    return "/".join(steps)


def _shared_strings(data: bytes | None) -> tuple[str, ...]:
    return tuple(_rich_text(one) for one in _all(safe_zip.xml(data), "si")) if data else ()


def _rich_text(element: Any) -> str:
    """The text of an element, without readings of Asian script, which stand beside it."""
    texts = [
        one.text or ""
        for one in _all(element, "t")
        if not any(_local(above) == "rPh" for above in one.iterancestors() if above is not element)
    ]
    return _unescaped("".join(texts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")


def _formats(data: bytes | None) -> tuple[str, ...]:
    """The number format of each cell style."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    if not data:
        return ()
    root = safe_zip.xml(data)
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in _all(root, "numFmt")}
    of_cells = next(_all(root, "cellXfs"), None)
    ids = [one.get("numFmtId", "0") for one in of_cells if _local(one) == "xf"] if of_cells is not None else []
    return tuple(own.get(one) or BUILTIN_FORMATS.get(int(one), "General") for one in ids)


def _all(root: Any, name: str) -> Iterator[Any]:
    """The elements of a name below `root`, whatever version of the format names them."""
    return (one for one in root.iter() if _local(one) == name)


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    """An attribute with a namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name and "}" in key), "")


# A sheet.


def _sheet(data: bytes, book: _Workbook, limit: RowLimit) -> SheetCells:
    """The cells of a sheet. It is read as a stream, because a few bytes can claim a million rows."""
    from lxml import etree

    sheet, at = SheetCells(limit), CellPlace(0, 0)
    events = etree.iterparse(
        io.BytesIO(data), events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True
    )
    try:
        for event, element in events:
            kind = _local(element)
            if event == "start" and kind == "row":
                at = CellPlace(int(element.get("r", at.row + 1)), 0)
                limit.check(at)
            elif event == "end" and kind == "c":
                at = _place(element.get("r"), at)
                _put(sheet, at, element, book)
            elif event == "end" and kind == "mergeCell":
                _merge(sheet, element.get("ref", ""))
            if event == "end" and kind in ("row", "mergeCell"):
                element.clear()
    except (etree.XMLSyntaxError, ValueError):
        raise safe_zip.Unsafe("a part of it is not XML") from None
    return sheet


def _place(reference: str | None, before: CellPlace) -> CellPlace:
    """The place of a cell; a cell without a reference stands beside the one before."""
    found = _REFERENCE.fullmatch(reference or "")
    return CellPlace(int(found[2]), _column(found[1])) if found else CellPlace(before.row, before.column + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _merge(sheet: SheetCells, reference: str) -> None:
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if start and end and int(end[2]) > int(start[2]):
        sheet.merged.append((CellPlace(int(start[2]), _column(start[1])), int(end[2])))


def _put(sheet: SheetCells, at: CellPlace, cell: Any, book: _Workbook) -> None:
    kind = cell.get("t", "n")
    formula, value = (next((one for one in cell if _local(one) == name), None) for name in ("f", "v"))
    stored = value.text if value is not None else None
    if kind == "e":
        sheet.limit.check(at)
        sheet.faults[at] = ERROR
    elif formula is not None and not stored and kind != "str":
        sheet.limit.check(at)
        sheet.faults[at] = NO_VALUE
    else:
        sheet.put(at, _text(kind, stored or "", cell, book))


def _text(kind: str, stored: str, cell: Any, book: _Workbook) -> str:
    if kind == "inlineStr":
        return "".join(_rich_text(one) for one in cell if _local(one) == "is")
    if kind == "s":
        return book.strings[int(stored)] if stored.isdigit() and int(stored) < len(book.strings) else ""
    if kind == "str":
        return _unescaped(stored)
    if kind == "b":
        return "TRUE" if stored in ("1", "true") else "FALSE"
    if kind == "d":
        return _iso(datetime.fromisoformat(stored))
    style = int(cell.get("s", 0))
    return _number(stored, book.formats[style] if style < len(book.formats) else "General", book.since_1904)


# Numbers.


def _number(stored: str, form: str, since_1904: bool) -> str:
    """A number as text, by its format: a date, a time, a length of time, a percentage, leading zeros, or plain."""
    from openpyxl.styles.numbers import is_date_format, is_timedelta_format

    try:
        value = float(stored)
    except ValueError:
        return stored
    if is_timedelta_format(form):
        return duration(timedelta(days=value))
    if is_date_format(form):
        return _date(value, form, since_1904) or plain(value)
    if form.partition(";")[0].rstrip('"').endswith("%"):
        return f"{plain(value * 100)}%"
    if _ZEROS.fullmatch(form):
        return plain(value).zfill(len(form))
    return plain(value)


def _date(value: float, form: str, since_1904: bool) -> str:
    from openpyxl.styles.numbers import is_datetime
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

    try:
        when = from_excel(value, CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900)
    except (ValueError, OverflowError, TypeError):
        return ""
    if isinstance(when, time):  # less than a day
        return _clock(when) if is_datetime(form) == "time" else plain(value)
    return _iso(when)


def _iso(when: datetime) -> str:
    return when.date().isoformat() if when.time() == time() else f"{when.date().isoformat()} {_clock(when.time())}"


def _clock(when: time) -> str:
    return when.isoformat("seconds" if when.second else "minutes")


def duration(length: timedelta) -> str:
    """A length of time as hours, minutes and seconds: `1:30:00`."""
    seconds = round(abs(length.total_seconds()))
    sign = "-" if length < timedelta() else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def plain(value: float) -> str:
    """A number with the 15 digits that spreadsheet programs show, never with an exponent."""
    return format(Decimal(f"{value:.15g}").normalize() + 0, "f")


# Writing.


def without(raw: bytes, unwanted: Mapping[int, Collection[int]]) -> bytes:
    """The workbook without some rows: `unwanted` is the number of a sheet → numbers of rows.

    Merged cells of these sheets are taken apart, each row with the value; formulas become their stored values, which the
    library would else lose.
    """
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(raw), data_only=True)
    for number, rows in unwanted.items():
        sheet = book.worksheets[number - 1]
        for merged in list(sheet.merged_cells.ranges):
            value = sheet.cell(merged.min_row, merged.min_col).value
            sheet.unmerge_cells(merged.coord)
            for row in range(merged.min_row + 1, merged.max_row + 1):
                if any(cell.value is not None for cell in sheet[row]):
                    sheet.cell(row, merged.min_col).value = value
        for row in sorted(rows, reverse=True):
            sheet.delete_rows(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


DAMAGED = (zipfile.BadZipFile, LookupError, ValueError, TypeError, OverflowError, EOFError, OSError, SyntaxError)
"""Exceptions of libraries for a damaged workbook."""
