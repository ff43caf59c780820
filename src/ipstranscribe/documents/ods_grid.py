"""Reader of OpenDocument spreadsheets (LibreOffice): the cells of each sheet as texts, by their stored values.

What is shown depends on the language of the program that saved the file, so typed values are read, not what is shown.
Comments are no text of a cell. Cells merged downwards have their value in every row.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from datetime import timedelta
from typing import Any

from ipstranscribe.documents import safe_zip
from ipstranscribe.documents.grid import MAX_COLUMNS, CellPlace, Grid, RowLimit, SheetCells, column_name
from ipstranscribe.documents.xlsx_grid import ERROR, NO_VALUE, duration, plain

_CONTENT = "content.xml"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC_EXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_NOT_TEXT = (f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_TEXT}note", f"{_TEXT}ruby-text")
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?$")
"""A length of time as XML Schema writes it."""
_ERROR_TEXT = re.compile(r"#[A-ZÆØÅ/0]+[!?]?|Err:\d+", re.IGNORECASE)


def read(raw: bytes, name: str) -> list[Grid]:
    """Read the sheets of a spreadsheet, in their order; raises Unsafe, and UserError beyond the size limit."""
    safe_zip.check(raw)
    tables = _tables(safe_zip.xml(safe_zip.part(raw, _CONTENT)))
    if not tables:
        raise safe_zip.Unsafe("it has no sheet")
    limit = RowLimit(name)
    return [_sheet(table, limit).grid(number) for number, table in enumerate(tables, 1)]


def commented(raw: bytes) -> Iterator[str]:
    """The names of the cells that have a comment (`H4`), sheet by sheet."""
    safe_zip.check(raw)
    for table in _tables(safe_zip.xml(safe_zip.part(raw, _CONTENT))):
        number = 0
        for row in _rows(table):
            column = 0
            for cell in (one for one in row if one.tag in _CELLS):
                if any(one.tag == f"{_OFFICE}annotation" for one in cell):
                    yield f"{column_name(column + 1)}{number + 1}"
                column += _repeated(cell, "columns")
            number += _repeated(row, "rows")


def _tables(root: Any) -> list[Any]:
    return [table for sheet in root.iter(f"{_OFFICE}spreadsheet") for table in sheet if table.tag == f"{_TABLE}table"]


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a sheet, those in groups too."""
    for one in table:
        if one.tag == f"{_TABLE}table-row":
            yield one
        elif one.tag in (f"{_TABLE}table-row-group", f"{_TABLE}table-header-rows", f"{_TABLE}table-rows"):
            yield from _rows(one)


def _repeated(element: Any, what: str) -> int:
    told = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(told) if told.isdigit() else 1


def _sheet(table: Any, limit: RowLimit) -> SheetCells:
    sheet, number = SheetCells(limit), 0
    for row in _rows(table):
        times = _repeated(row, "rows")
        if any(_holds(cell) for cell in row):
            limit.check(CellPlace(number + times, 1))
            for again in range(1, times + 1):
                _put_row(sheet, number + again, row)
        number += times
    return sheet


def _holds(cell: Any) -> bool:
    return cell.tag in _CELLS and bool(_fault(cell) or _value(cell))


def _put_row(sheet: SheetCells, number: int, row: Any) -> None:
    column = 0
    for cell in (one for one in row if one.tag in _CELLS):
        times = _repeated(cell, "columns")
        fault, text = _fault(cell), _value(cell)
        for again in range(1, times + 1) if fault or text else ():
            place = CellPlace(number, column + again)
            sheet.put(place, text if not fault else "")
            if fault:
                sheet.faults[place] = fault
            spanned = cell.get(f"{_TABLE}number-rows-spanned", "1")
            if spanned.isdigit() and int(spanned) > 1:
                sheet.merged.append((place, number + int(spanned) - 1))
        column += times


def _fault(cell: Any) -> str:
    """What stands in a cell instead of a value; empty if it has one."""
    if cell.get(f"{_CALC_EXT}value-type") == "error":
        return ERROR
    if cell.get(f"{_TABLE}formula") is None:
        return ""
    if cell.get(f"{_OFFICE}value-type") is None and not _shown(cell):
        return NO_VALUE
    return ERROR if _ERROR_TEXT.fullmatch(_shown(cell)) else ""


def _value(cell: Any) -> str:
    """The text of a cell by its stored value."""
    kind, shown = cell.get(f"{_OFFICE}value-type", ""), _shown(cell)
    stored = cell.get(f"{_OFFICE}value", "")
    if kind in ("float", "currency") and stored:
        number = plain(float(stored))
        return shown if shown.isdigit() and shown.lstrip("0") == number else number  # leading zeros
    if kind == "percentage" and stored:
        return f"{plain(float(stored) * 100)}%"
    if kind == "date":
        return _date(cell.get(f"{_OFFICE}date-value", "")) or shown
    if kind == "time":
        return _time(cell.get(f"{_OFFICE}time-value", ""), shown)
    if kind == "boolean":
        return "TRUE" if cell.get(f"{_OFFICE}boolean-value") == "true" else "FALSE"
    return shown or cell.get(f"{_OFFICE}string-value", "")


def _date(stored: str) -> str:
    day, _, clock = stored.partition("T")
    clock = clock.partition(".")[0].removesuffix(":00")
    return f"{day} {clock}" if clock not in ("", "00:00", "00") else day


def _time(stored: str, shown: str) -> str:
    """A time of day if it is shown as one (`14:30`), else a length of time."""
    found = _DURATION.fullmatch(stored)
    if not found:
        return shown
    days, hours, minutes, seconds = (int(found[part] or 0) for part in (2, 3, 4, 5))
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if re.fullmatch(r"\d\d:\d\d", shown) and not found[1] and length < timedelta(days=1):
        return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
    return duration(-length if found[1] else length)


def _shown(cell: Any) -> str:
    """The paragraphs of a cell, without comments."""
    return "\n".join(_text(one) for one in cell if one.tag in (f"{_TEXT}p", f"{_TEXT}h")).replace("\r", "\n")


def _text(element: Any) -> str:
    parts = [element.text or ""]
    for one in element:
        if one.tag == f"{_TEXT}s":
            parts.append(" " * _count(one))
        elif one.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif one.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif isinstance(one.tag, str) and one.tag not in _NOT_TEXT:
            parts.append(_text(one))
        parts.append(one.tail or "")
    return "".join(parts)


def _count(blanks: Any) -> int:
    told = blanks.get(f"{_TEXT}c", "1")
    return int(told) if told.isdigit() and int(told) < 1000 else 1


# Writing.


def without(raw: bytes, unwanted: Mapping[int, Collection[int]]) -> bytes:
    """The spreadsheet without some rows: `unwanted` is the number of a sheet → numbers of rows.

    Cells merged downwards are taken apart. The picture of the first page, and changes that the program recorded, go too:
    they show what was there.
    """
    root = safe_zip.xml(safe_zip.part(raw, _CONTENT))
    tables = _tables(root)
    for number, rows in unwanted.items():
        _separate(tables[number - 1])
        _delete(tables[number - 1], rows)
    for recorded in list(root.iter(f"{_TABLE}tracked-changes")):
        recorded.getparent().remove(recorded)
    return _repacked(raw, root)


def _separate(table: Any) -> None:
    """Take merged cells apart: every row that holds something gets a copy of the value."""
    waiting: dict[int, tuple[Any, int]] = {}
    for row in _rows(table):
        column, filled = 0, any(_holds(cell) for cell in row)
        _expand(row)
        for cell in [one for one in row if one.tag in _CELLS]:
            times = _repeated(cell, "columns")
            above, left = waiting.pop(column, (None, 0))
            if above is not None and left > 1:
                waiting[column] = (above, left - 1)
            if above is not None and filled and not _holds(cell):
                copy = deepcopy(above)
                copy.tail = None
                row.replace(cell, copy)
                cell = copy  # noqa: PLW2901
            spanned = cell.attrib.pop(f"{_TABLE}number-rows-spanned", "1")
            cell.attrib.pop(f"{_TABLE}number-columns-spanned", None)
            cell.tag = _CELLS[0]
            if spanned.isdigit() and int(spanned) > 1:
                waiting[column] = (cell, int(spanned) - 1)
            column += times


def _expand(row: Any) -> None:
    """Write equal cells under merged ones each by itself."""
    for cell in [one for one in row if one.tag == _CELLS[1]]:
        times = _repeated(cell, "columns")
        cell.attrib.pop(f"{_TABLE}number-columns-repeated", None)
        for _ in range(1, min(times, MAX_COLUMNS)):
            cell.addnext(deepcopy(cell))


def _delete(table: Any, rows: Collection[int]) -> None:
    number = 0
    for row in list(_rows(table)):
        times = _repeated(row, "rows")
        gone = sum(number < one <= number + times for one in rows)
        number += times
        if gone == times:
            row.getparent().remove(row)
        elif gone:
            row.set(f"{_TABLE}number-rows-repeated", str(times - gone))


def _repacked(raw: bytes, root: Any) -> bytes:
    """The package with other content; its first part is stored unpacked, as the format asks."""
    from lxml import etree

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.startswith("Thumbnails/"):
                continue
            if info.filename == _CONTENT:
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            if info.filename == "META-INF/manifest.xml":
                data = re.sub(rb"<manifest:file-entry[^>]*Thumbnails/[^>]*/>", b"", data)
            stored = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(info.filename, data, stored)
    return out.getvalue()
