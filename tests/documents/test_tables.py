"""The tables that people keep, as Excel and others write them."""

import csv
import io
import tempfile
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ipstranscribe.documents import grid, tables
from ipstranscribe.documents.table_layout import Table, TableColumns, TableRow, UnreadSheet
from ipstranscribe.errors import UserError
from tests.lanes import examples

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


# --- csv as people's programs write it --------------------------------------------------------------------------------------

PEOPLE = TableColumns(
    ("name", "role"), {"navn": "name", "alias": "aliases", "aliases": "aliases"}, frozenset({"aliases"})
)
FORMS = {
    "a first line that names the delimiter": "sep=;\nname;role\nLi, Kari;boss\n",
    "tabs, named": "sep=\t\nname\trole\nLi, Kari\tboss\n",
    "a first line that names the wrong one": "sep=,\nname;role\nLi, Kari;boss\n",
    "bars": "name|role\nLi, Kari|boss\n",
    "a comma in a heading": '"name";"role";"note, more"\n"Li, Kari";"boss";""\n',
    "a title with more commas than the header": "People, staff, others, as of May\n\nname;role\nLi, Kari;boss\n",
    "lines that end as on an old Mac": "name;role\rLi, Kari;boss\r",
    "a header in another language": "NAVN;Role\nLi, Kari;boss\n",
    "blank lines": "\n\nname;role\n\n\nLi, Kari;boss\n\n",
    "empty columns at the end": "name;role;;;\nLi, Kari;boss;;;\n",
    "two tables, one under the other": "\ufeffname;role\nLi, Kari;boss\n\ufeffname;role\n",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_a_csv_table_is_read_as_programs_write_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "people.csv").write_text(text, encoding="utf-8", newline="")
    rows = tables.load(tmp_path / "people.csv", PEOPLE).rows
    assert [(row.cells["name"], row.cells["role"]) for row in rows] == [("Li, Kari", "boss")]


def test_what_stands_over_the_header_and_repeats_it_is_told_by_row(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("Staff\n\nname,role\nKari,boss\nname,role\nOla,boss\n")
    table = tables.load(tmp_path / "people.csv", PEOPLE)
    assert (table.above, table.repeated) == (((1, 1),), ((1, 5),))
    assert [(row.number, row.cells["name"]) for row in table.rows] == [(4, "Kari"), (6, "Ola")]


def test_several_columns_of_other_names_are_one_list(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name,alias 1,alias 2,role\nKari,Kaja,Kalle,boss\n")
    (row,) = tables.load(tmp_path / "people.csv", PEOPLE).rows
    assert row.cells["aliases"] == "Kaja;Kalle"


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name,name,role\nKari,Li,boss\n")
    with pytest.raises(UserError, match="columns 1 and 2"):
        tables.load(tmp_path / "people.csv", PEOPLE)


BROKEN = {
    "never closed": ('name,role\n"Kari,boss\nOla,boss\n', "row 2"),
    "closed inside of a cell": ('name,role\nKari,boss\n"Ola" Li,boss\n', "row 3"),
}


@pytest.mark.parametrize(("text", "where"), BROKEN.values(), ids=BROKEN)
def test_a_stray_quotation_mark_is_refused_with_its_row(tmp_path: Path, text: str, where: str) -> None:
    (tmp_path / "people.csv").write_text(text)
    with pytest.raises(UserError, match=f"people.csv, {where}: a quotation mark") as error:
        tables.load(tmp_path / "people.csv", PEOPLE)
    assert "Kari" not in str(error.value) + error.value.fix


def test_a_cell_that_swallowed_the_rows_after_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text('name,role\n"Kari,boss\nOla",boss\n')
    assert tables.load(tmp_path / "people.csv", PEOPLE).swallowed == (2, 1)
    (tmp_path / "people.csv").write_text('name;alias;role\nKari;"Kaja;\nKalle";boss\n')
    assert tables.load(tmp_path / "people.csv", PEOPLE).swallowed is None


MISNAMED = {
    "people.csv": (b"PK\x03\x04rest", "is a workbook, and no csv table"),
    "people.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old version of Excel"),
    "people.ods": (b"name,role\n", "is no workbook"),
}


@pytest.mark.parametrize(("name", "raw", "what"), [(name, *said) for name, said in MISNAMED.items()], ids=MISNAMED)
def test_a_table_of_another_kind_than_its_name_says_is_refused(
    tmp_path: Path, name: str, raw: bytes, what: str
) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(UserError, match=what):
        tables.load(tmp_path / name, PEOPLE)


# --- workbooks ------------------------------------------------------------------------------------------------------------

TYPED = {
    "a day": (date(2024, 10, 8), "yyyy-mm-dd", "2024-10-08"),
    "a day as Norwegians write it": (date(2024, 10, 8), "dd.mm.yyyy", "2024-10-08"),
    "a day and a time": (datetime(2024, 10, 8, 14, 30), "dd.mm.yyyy hh:mm", "2024-10-08 14:30"),
    "a time": (time(14, 30), "hh:mm", "14:30"),
    "a length of time": (timedelta(hours=30, minutes=5), "[h]:mm:ss", "30:05:00"),
    "a whole number": (3.0, "0.00", "3"),
    "a broken number": (0.1 + 0.2, "General", "0.3"),
    "a long number": (4712345678, "General", "4712345678"),
    "a share": (0.45, "0%", "45%"),
    "a post code": (150, "0000", "0150"),
    "a truth value": (True, "General", "TRUE"),
    "two lines": ("a\nb", "General", "a\nb"),
    "a carriage return that XML cannot hold": ("a_x000D_\nb", "General", "a\nb"),
}


@pytest.mark.parametrize(("value", "form", "text"), TYPED.values(), ids=TYPED)
def test_a_typed_cell_is_read_by_its_value(tmp_path: Path, value: object, form: str, text: str) -> None:
    book = Workbook()
    book.active.append(["name", "role", "x"])
    book.active.append(["Kari", "boss", value])
    book.active["C2"].number_format = form
    book.save(tmp_path / "people.xlsx")
    (row,) = tables.load(tmp_path / "people.xlsx", PEOPLE).rows
    assert row.cells["x"] == text


def merged_book(path: Path) -> Path:
    book = Workbook()
    for row in (
        ["role", "name", "of"],
        ["sister", "Kari", "P1"],
        [None, "Ola", "P2"],
        [None, "Per", "P1"],
        ["boss", "Åse", ""],
    ):
        book.active.append(row)
    book.active.merge_cells("A2:A4")
    book.active.merge_cells("A5:A900")
    book.save(path)
    return path


def test_a_merged_cell_has_its_value_in_every_row_that_holds_something(tmp_path: Path) -> None:
    rows = tables.load(merged_book(tmp_path / "people.xlsx"), PEOPLE).rows
    assert [(row.cells["name"], row.cells["role"]) for row in rows] == [
        ("Kari", "sister"), ("Ola", "sister"), ("Per", "sister"), ("Åse", "boss"),
    ]  # fmt: skip


def test_every_sheet_with_the_header_is_read_and_another_one_is_told_by_number(tmp_path: Path) -> None:
    book = Workbook()
    sheets: list[list[list[str]]] = [
        [["read me first"]], [["name", "role"], ["Kari", "boss"]], [["role", "navn"], ["boss", "Ola"]], [["name"], ["Per"]],
    ]  # fmt: skip
    for rows in sheets:
        sheet = book.create_sheet(f"Kari {len(book.worksheets)}")
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(tmp_path / "people.xlsx")
    table = tables.load(tmp_path / "people.xlsx", PEOPLE)
    assert [(row.sheet, row.cells["name"]) for row in table.rows] == [(2, "Kari"), (3, "Ola")]
    assert table.unread == (UnreadSheet(1, alike=False), UnreadSheet(4, alike=True))
    assert table.where(table.rows[1], "role") == "people.xlsx, sheet 3, row 2, column role (A)"


# --- rows taken out -------------------------------------------------------------------------------------------------------


def of_p1(row: TableRow) -> bool:
    return row["of"] == "P1"


WITHOUT = {
    "a first line with the delimiter": "sep=;\r\nname;role;of\r\nKari;x;P1\r\nOla;y;P2\r\n",
    "a title, a blank line, two lines in a cell": 'Staff\n\nname,role,of\n"Kari\nLi",x,P1\n\n"Ola\nLi",y,P2\n',
    "a second header": "name,role,of\nOla,y,P2\nname,role,of\nKari,x,P1\n",
}


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("text", WITHOUT.values(), ids=WITHOUT)
def test_taking_rows_out_of_a_csv_table_leaves_every_other_byte(tmp_path: Path, text: str, codec: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(text.replace("Kari", "Bjørg").encode(codec))
    columns = TableColumns(("name", "role"))
    left = tables.without_rows(path, of_p1, columns)
    gone = next(row for row in csv_rows(text) if "Kari" in row)
    assert left == text.replace(gone, "").encode(codec)
    path.write_bytes(left)
    assert tables.without_rows(path, of_p1, columns) is None


def test_rows_that_no_longer_tell_the_code_page_become_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("name,role,of\nBjørg,x,P1\nNådl,y,P2\n".encode("mac_roman"))
    left = tables.without_rows(path, of_p1, TableColumns(("name", "role")))
    assert left == "name,role,of\nNådl,y,P2\n".encode("utf-8-sig")


def csv_rows(text: str) -> list[str]:
    """The rows of these texts with their line ends; a line inside of a cell begins with a surname."""
    lines = text.splitlines(keepends=True)
    joined = [a + (b if b.startswith("Li") else "") for a, b in zip(lines, [*lines[1:], ""], strict=True)]
    return [line for line in joined if not line.startswith("Li")]


def test_taking_rows_out_of_a_workbook_leaves_merged_values_and_no_trace(tmp_path: Path) -> None:
    path = merged_book(tmp_path / "people.xlsx")
    left = tables.without_rows(path, of_p1, TableColumns(("name", "role")))
    assert left is not None
    path.write_bytes(left)
    rows = tables.load(path, PEOPLE).rows
    assert [(row.cells["name"], row.cells["role"]) for row in rows] == [("Ola", "sister"), ("Åse", "boss")]
    with zipfile.ZipFile(path) as package:
        assert not any(name in package.read(part) for part in package.namelist() for name in (b"Kari", b"Per<"))


# --- every cell is accounted for ------------------------------------------------------------------------------------------

WORDS = st.text(alphabet="abcøæÅé ,;|\"'-\n\t", max_size=8).map(str.strip)
HEADINGS = st.lists(st.sampled_from(["name", "role", "x", "y", ""]), min_size=2, max_size=6, unique=True).filter(
    lambda names: {"name", "role"} <= set(names)
)


@st.composite
def written_tables(draw: st.DrawFn) -> tuple[list[list[str]], str]:
    """A title perhaps, a header, and rows of any width; and the delimiter."""
    rows = [draw(HEADINGS)]
    rows += draw(st.lists(st.lists(WORDS, max_size=7), max_size=4))
    if draw(st.booleans()):
        rows.insert(0, [draw(WORDS)])
    return rows, draw(st.sampled_from(";,\t|"))


def is_accounted_for(grid_rows: list[list[str]], table: Table) -> bool:
    """Whether every filled cell is in a row's value, in the header, or told by its row."""
    values = {row.number: set(row.cells.values()) for row in table.rows}
    told = {number for _, number in (*table.above, *table.repeated)}
    places = {(place.row, place.column) for _, place in table.unheaded}
    header = next(
        number for number, row in enumerate(grid_rows, 1) if {"name", "role"} <= {cell.lower() for cell in row}
    )
    return all(
        number in told or number == header or (number, column) in places or cell in values.get(number, ())
        for number, row in enumerate(grid_rows, 1)
        for column, cell in enumerate(row, 1)
        if cell
    )


@examples(300)
@given(written_tables(), st.sampled_from(["utf-8-sig", "utf-16", "utf-8"]))
def test_every_cell_of_a_csv_table_is_in_a_row_or_told(written: tuple[list[list[str]], str], codec: str) -> None:
    rows, delimiter = written
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "people.csv")
        path.write_bytes(out.getvalue().encode(codec))
        table = tables.load(path, TableColumns(("name", "role")))
    read = [[cell.strip() for cell in row] for row in rows]
    assert is_accounted_for(read, table)


@examples(100)
@given(written_tables())
def test_every_cell_of_a_workbook_is_in_a_row_or_told(written: tuple[list[list[str]], str]) -> None:
    book = Workbook()
    for row in written[0]:
        book.active.append([cell or None for cell in row])
    with tempfile.TemporaryDirectory() as folder:
        book.save(Path(folder, "people.xlsx"))
        table = tables.load(Path(folder, "people.xlsx"), TableColumns(("name", "role")))
    assert is_accounted_for(written[0], table)
