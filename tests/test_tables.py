"""The tables that people keep, as Excel and others write them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ipstranscribe import tables
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
