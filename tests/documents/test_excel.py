"""Workbooks: what a cell holds, what is offered in it, and how plain tables look."""

import io

import openpyxl
import pytest

from ipstranscribe.documents.excel import LONGEST_LIST, Choice, PlainTable, plain_workbook_bytes

CHOICES = [
    ("what fits is listed", ["Q1", "Q2"], '"Q1,Q2"'),
    ("the longest list", ["x" * LONGEST_LIST], f'"{"x" * LONGEST_LIST}"'),
    ("a longer one stands on a sheet", ["x" * LONGEST_LIST, "y"], "cells"),
    ("a comma would part it", ["a,b", "c"], "cells"),
    ("a quote would end it", ['a"b', "c"], "cells"),
    ("nothing to list", [], "cells"),
]


@pytest.mark.parametrize(("listed", "formula"), [case[1:] for case in CHOICES], ids=[case[0] for case in CHOICES])
def test_how_choices_are_offered(listed: list[str], formula: str) -> None:
    assert Choice(listed, "cells").formula == formula
    assert Choice().formula is None


TABLE = PlainTable(
    title="Names",
    rows=[("name", "kind"), ("=1+1", "code"), ("", "12")],
    widths=[20, 10],
    lines=[1, 2, 100],
    frozen="B2",
    choices={1: Choice(["code", "word"])},
    spare=5,
)


def test_a_plain_table_is_text_to_write_into() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(plain_workbook_bytes([TABLE]))).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["name", "kind"],
        ["=1+1", "code"],
        [None, "12"],
    ]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert [[cell.font.bold for cell in row] for row in sheet.iter_rows()] == [[True] * 2, [False] * 2, [False] * 2]
    assert [sheet.row_dimensions[number].height for number in (1, 2, 3)] == [15, 30, 409]
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [20, 10]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("B2", "A1:B3", "$1:$1")
    [offered] = sheet.data_validations.dataValidation
    assert (str(offered.sqref), offered.formula1, offered.showErrorMessage) == ("B2:B8", '"code,word"', False)


def test_a_plain_table_that_is_only_read_has_its_first_column_bold() -> None:
    told = PlainTable("How to", [("a", "b"), ("c", "d")], widths=[5, 50], lines=[1, 1], bold="first column")
    sheet = openpyxl.load_workbook(io.BytesIO(plain_workbook_bytes([told]))).active
    assert [[cell.font.bold for cell in row] for row in sheet.iter_rows()] == [[True, False]] * 2
    assert {cell.number_format for row in sheet.iter_rows() for cell in row} == {"General"}
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == (None, None)
