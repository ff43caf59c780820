"""The tables that people keep, as Excel and others write them."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ipstranscribe.documents import grid, tables
from ipstranscribe.errors import UserError

WRITTEN = {
    "plain": b"id,name\nP1,K\xc3\xa5re\n",
    "with BOM and CRLF": b"\xef\xbb\xbfid,name\r\nP1,K\xc3\xa5re\r\n",
    "Norwegian Excel": b"id;name\r\nP1;K\xe5re\r\n",
    "tabs, capitals, spaces": "ID\t Name \nP1\tKåre \n\n".encode(),
}


@pytest.mark.parametrize("raw", WRITTEN.values(), ids=WRITTEN.keys())
def test_a_table_is_read_however_it_was_saved(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "people.csv").write_bytes(raw)
    assert tables.read(tmp_path / "people.csv", ("id", "name")) == [{"id": "P1", "name": "Kåre"}]


def test_a_workbook_is_read_like_a_csv(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["id", "name", "age"])
    book.active.append(["P1", "Kåre", 51])
    book.save(tmp_path / "people.xlsx")
    assert tables.read(tables.find(tmp_path, "people"), ("id",)) == [{"id": "P1", "name": "Kåre", "age": "51"}]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,nam\nP1,x\n")
    with pytest.raises(UserError, match=r"people\.csv has no column 'name'"):
        tables.read(tmp_path / "people.csv", ("id", "name"))


def test_a_table_kept_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "people.csv").touch()
    (tmp_path / "people.xlsx").touch()
    with pytest.raises(UserError, match="both"):
        tables.find(tmp_path, "people")


def saved(path: Path, sheet: str) -> Path:
    """A workbook whose first sheet is this XML, in `path`."""
    whole, out = io.BytesIO(), io.BytesIO()
    Workbook().save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            of_sheet = name == "xl/worksheets/sheet1.xml"
            new.writestr(name, f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>' if of_sheet else old.read(name))
    path.write_bytes(out.getvalue())
    return path


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>name</t></is></c></row>'
CELLS = {
    "a formula gives what was stored with it": ('<c r="A2" t="str"><f>1+1</f><v>P1</v></c>', "P1"),
    "text that looks like a formula": ('<c r="A2" t="inlineStr"><is><t>=1+1</t></is></c>', "=1+1"),
    "a truth value": ('<c r="A2" t="b"><v>1</v></c>', "TRUE"),
    "two colours": ('<c r="A2" t="inlineStr"><is><r><t>P</t></r><r><t>1</t></r></is></c>', "P1"),
}


WITHOUT_VALUE = {
    "a formula": ('<c r="A2"><f>1+1</f></c><c r="B2"><v>3</v></c>', "a formula without a stored value"),
    "one that would start a program": (
        "<c r='A2'><f>cmd|'/c calc'!A0</f></c><c r='B2'><v>3</v></c>", "a formula without a stored value",
    ),
    "an error": ('<c r="A2" t="e"><v>#REF!</v></c>', "an error value"),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "what"), WITHOUT_VALUE.values(), ids=WITHOUT_VALUE.keys())
def test_a_cell_whose_value_is_not_in_the_file_is_refused_with_its_place(tmp_path: Path, cells: str, what: str) -> None:
    path = saved(tmp_path / "people.xlsx", f'<sheetData>{HEAD}<row r="2">{cells}</row></sheetData>')
    with pytest.raises(UserError, match=f"row 2, column 1 .A.: there is {what}"):
        tables.read(path, ("id", "name"))


@pytest.mark.parametrize(("cells", "value"), CELLS.values(), ids=CELLS.keys())
def test_a_cell_gives_what_is_stored_in_it_and_nothing_is_worked_out(tmp_path: Path, cells: str, value: str) -> None:
    path = saved(tmp_path / "people.xlsx", f'<sheetData>{HEAD}<row r="2">{cells}</row></sheetData>')
    (row,) = tables.read(path, ("id", "name"))
    assert row["id"] == value


ONE = '<row r="2"><c r="A2" t="inlineStr"><is><t>P1</t></is></c></row>'
LARGE = {
    "a million empty rows": "".join(f'<row r="{n}"/>' for n in range(2, 1_000_001)),
    "a row far below": f'{ONE}<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
    "a row that no program has": f'{ONE}<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
    "a cell far to the right": '<row r="2"><c r="XFD2"><v>1</v></c></row>',
}


@pytest.mark.parametrize("rows", LARGE.values(), ids=LARGE.keys())
def test_a_sheet_without_end_is_refused_and_the_limit_is_said(tmp_path: Path, rows: str) -> None:
    path = saved(tmp_path / "people.xlsx", f"<sheetData>{HEAD}{rows}</sheetData>")
    with pytest.raises(UserError, match="more than 100000 rows or 1000 columns"):
        tables.read(path, ("id", "name"))


def test_all_sheets_are_read_where_they_are_asked_for(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["id"])
    book.create_sheet("More").append(["P1"])
    book.save(tmp_path / "people.xlsx")
    assert [sheet.rows for sheet in tables.sheets(tmp_path / "people.xlsx")] == [(("id",),), (("P1",),)]
    (tmp_path / "people.csv").write_text("id\nP1\n")
    assert [sheet.rows for sheet in tables.sheets(tmp_path / "people.csv")] == [(("id",), ("P1",))]


def test_the_limit_of_rows_holds_for_all_sheets_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few bytes can claim thousands of sheets, each as long as one may be."""
    monkeypatch.setattr(grid, "MAX_ROWS", 5)
    book = Workbook()
    for sheet in (book.active, book.create_sheet("More")):
        for number in range(3):
            sheet.append([number])
    book.save(tmp_path / "people.xlsx")
    with pytest.raises(UserError, match="more than 5 rows"):
        tables.sheets(tmp_path / "people.xlsx")


def test_a_workbook_without_a_sheet_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "people.xlsx", "")
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    start, end = (parts["xl/workbook.xml"].index(tag) for tag in (b"<sheets>", b"</sheets>"))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"][: start + 8] + parts["xl/workbook.xml"][end:]
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    with pytest.raises(UserError, match="not a readable Excel workbook"):
        tables.sheets(path)


@pytest.mark.parametrize("size", ["A1:XFD1048576", "A1", "B7:A1"])
def test_what_a_sheet_says_of_its_size_does_not_matter(tmp_path: Path, size: str) -> None:
    path = saved(tmp_path / "people.xlsx", f'<dimension ref="{size}"/><sheetData>{HEAD}{ONE}</sheetData>')
    assert tables.read(path, ("id", "name")) == [{"id": "P1", "name": ""}]


def test_a_broken_date_is_no_reason_to_quote_a_cell(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    """The library warns of some cells with what stands in them."""
    book = Workbook()
    book.active.append(["id", "name"])
    book.active.append(["P1", 99999999999])
    book.active["B2"].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "people.xlsx")
    assert tables.read(tmp_path / "people.xlsx", ("id",))[0]["id"] == "P1"
    assert not list(recwarn)


@pytest.mark.parametrize("name", ["people.xlsx", "people.csv"])
def test_what_is_no_table_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b'id,name\n"P1,never closed')
    with pytest.raises(UserError):
        tables.read(tmp_path / name, ("id", "name"))


CELL = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(str.strip)


@given(st.lists(st.tuples(CELL, CELL).filter(any), max_size=5))
def test_a_cell_that_looks_like_a_formula_stays_text_and_comes_back(cells: list[tuple[str, str]]) -> None:
    raw = tables.to_csv(("a", "b"), [{"a": a, "b": b} for a, b in cells])
    lines = raw.decode("utf-8-sig").splitlines()
    assert not any(line.startswith(("=", "+", "-", "@")) for line in lines)
    assert all(tables.from_text_cell(tables._as_text(a)) == a or a.startswith("'") for a, _ in cells)
