"""Rows that are made when they are asked for are those of a list, and are written alike."""

from ipstranscribe.documents.excel import SheetTable, workbook_bytes
from ipstranscribe.documents.lazy_rows import LazyRows
from ipstranscribe.text.wording import wording_of

NUMBERS = ["1", "22", "=3", ""]


def cells(one: str) -> tuple[str, str]:
    return one, f"number {one}"


def test_they_are_made_when_they_are_asked_for() -> None:
    made: list[str] = []
    rows = LazyRows(NUMBERS, lambda one: made.append(one) or one)
    assert len(rows) == 4
    assert made == []
    assert rows[1] == "22"
    assert list(rows[2:]) == ["=3", ""]
    assert list(rows) == NUMBERS
    assert made == ["22", "=3", "", *NUMBERS]


def test_a_workbook_of_them_is_the_same() -> None:
    def written(rows: object) -> bytes:
        table = SheetTable("t", "mark", ("a", "b"), (5, 5), rows, 2, "A3")  # type: ignore[arg-type]
        return workbook_bytes([table], "t", wording_of("en"))

    assert written(LazyRows(NUMBERS, cells)) == written([cells(one) for one in NUMBERS])
