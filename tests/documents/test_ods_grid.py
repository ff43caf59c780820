"""Spreadsheets of LibreOffice: stored values, repeated and merged cells, comments; and rows taken out of them."""

import io
import zipfile
from pathlib import Path

import pytest

from ipstranscribe.documents import ods_grid, tables
from ipstranscribe.documents.table_layout import TableColumns
from ipstranscribe.errors import UserError

NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
HEAD = "<table:table-row><table:table-cell><text:p>name</text:p></table:table-cell><table:table-cell><text:p>role</text:p></table:table-cell></table:table-row>"  # noqa: E501


def saved(path: Path, *sheets: str) -> Path:
    """A spreadsheet with these sheets, each the XML of its rows."""
    body = "".join(f"<table:table>{rows}</table:table>" for rows in sheets)
    content = f"<office:document-content {NAMESPACES} {CALC}><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"  # noqa: E501
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr("Thumbnails/thumbnail.png", b"a picture of Kari")
    path.write_bytes(out.getvalue())
    return path


def cell(inside: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def text(said: str, attributes: str = "") -> str:
    return cell(f"<text:p>{said}</text:p>", attributes)


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


COVERED = "<table:covered-table-cell/>"
VALUES = {
    "text": (text("Kari"), "Kari"),
    "blanks, a tab, a line break": (
        cell("<text:p>a<text:s text:c='2'/>b<text:tab/>c<text:line-break/>d</text:p>"), "a  b\tc\nd",
    ),
    "two paragraphs": (cell("<text:p>a</text:p><text:p>b</text:p>"), "a\nb"),
    "parts in other letters": (cell("<text:p>K<text:span>a</text:span>r<text:a>i</text:a></text:p>"), "Kari"),
    "a comment is not text": (
        cell("<office:annotation><text:p>Ola</text:p></office:annotation><text:p>Kari</text:p>"), "Kari",
    ),
    "a whole number": (text("3,00", 'office:value-type="float" office:value="3"'), "3"),
    "a post code": (text("0150", 'office:value-type="float" office:value="150"'), "0150"),
    "a share": (text("45 %", 'office:value-type="percentage" office:value="0.45"'), "45%"),
    "a day as Norwegians see it": (text("8.10.24", 'office:value-type="date" office:date-value="2024-10-08"'), "2024-10-08"),
    "a day and a time": (
        text("x", 'office:value-type="date" office:date-value="2024-10-08T14:30:00"'), "2024-10-08 14:30",
    ),
    "a time of day": (text("14:30", 'office:value-type="time" office:time-value="PT14H30M00S"'), "14:30"),
    "a length of time": (text("1:30", 'office:value-type="time" office:time-value="PT00H01M30S"'), "0:01:30"),
    "a truth value in Norwegian": (text("SANN", 'office:value-type="boolean" office:boolean-value="true"'), "TRUE"),
    "a formula with its value": (text("4", 'table:formula="of:=2+2" office:value-type="float" office:value="4"'), "4"),
}  # fmt: skip


@pytest.mark.parametrize(("written", "value"), VALUES.values(), ids=VALUES)
def test_a_cell_is_read_by_its_stored_value(tmp_path: Path, written: str, value: str) -> None:
    path = saved(tmp_path / "people.ods", row(text("x"), written))
    (sheet,) = ods_grid.read(path.read_bytes(), path.name)
    assert sheet.rows == (("x", value),)


FAULTS = {
    "a formula that was never worked out": 'table:formula="of:=2+2"',
    "an error": 'table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"',
}


@pytest.mark.parametrize("attributes", FAULTS.values(), ids=FAULTS)
def test_a_cell_without_a_value_is_refused_with_its_place(tmp_path: Path, attributes: str) -> None:
    path = saved(tmp_path / "people.ods", HEAD + row(cell("", attributes), text("boss")))
    with pytest.raises(UserError, match=r"people\.ods, row 2, column 1"):
        tables.read(path, ("name", "role"))


def test_repeated_and_empty_rows_and_cells_have_their_numbers(tmp_path: Path) -> None:
    rows = (
        HEAD
        + row(cell("", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="3"')
        + row(text("Kari", 'table:number-columns-repeated="2"'), attributes='table:number-rows-repeated="2"')
        + row(cell("", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048570"')
    )
    table = tables.load(saved(tmp_path / "people.ods", rows), TableColumns(("name", "role")))
    assert [(one.number, one.cells) for one in table.rows] == [
        (5, {"name": "Kari", "role": "Kari"}), (6, {"name": "Kari", "role": "Kari"}),
    ]  # fmt: skip


def test_rows_in_groups_and_headings_are_rows(tmp_path: Path) -> None:
    grouped = f"<table:table-header-rows>{HEAD}</table:table-header-rows><table:table-row-group>{row(text('Kari'), text('x'))}</table:table-row-group>"  # noqa: E501
    assert tables.read(saved(tmp_path / "people.ods", grouped), ("name",)) == [{"name": "Kari", "role": "x"}]


MERGED = (
    HEAD
    + row(text("Kari"), text("sister", 'table:number-rows-spanned="3" table:number-columns-spanned="1"'))
    + row(text("Ola"), COVERED)
    + row(cell(""), COVERED)
    + row(text("Per"), text("boss"))
)


def test_a_merged_cell_has_its_value_in_every_row_that_holds_something(tmp_path: Path) -> None:
    rows = tables.read(saved(tmp_path / "people.ods", MERGED), ("name", "role"))
    assert [(one["name"], one["role"]) for one in rows] == [("Kari", "sister"), ("Ola", "sister"), ("Per", "boss")]


def test_taking_rows_out_leaves_merged_values_and_no_trace(tmp_path: Path) -> None:
    path = saved(tmp_path / "people.ods", MERGED)
    left = tables.without_rows(path, lambda one: one["name"] == "Kari")
    assert left is not None
    path.write_bytes(left)
    rows = tables.read(path, ("name", "role"))
    assert [(one["name"], one["role"]) for one in rows] == [("Ola", "sister"), ("Per", "boss")]
    with zipfile.ZipFile(path) as package:
        assert not any(b"Kari" in package.read(part) for part in package.namelist())


def test_taking_one_of_equal_rows_out_leaves_the_others(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "people.ods", HEAD + row(text("Kari"), text("x"), attributes='table:number-rows-repeated="3"')
    )
    assert b'number-rows-repeated="2"' in zipfile.ZipFile(
        io.BytesIO(ods_grid.without(path.read_bytes(), {1: [3]}))
    ).read("content.xml")


def test_what_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not a readable OpenDocument spreadsheet"):
        tables.read(saved(tmp_path / "people.ods"), ("name",))
