"""Workbooks: what a cell holds, what is offered in it, and how tables look."""

import io
from typing import Any

import openpyxl
import pytest

from ipstranscribe.documents.excel import LONGEST_LIST, Choice, SheetTable, room, workbook_bytes
from ipstranscribe.documents.text_width import widest_word
from ipstranscribe.text.wording import wording_of

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


TABLE = SheetTable(
    title="Names",
    mark="RESTRICTED",
    head=("name", "kind"),
    widths=[20, 10],
    rows=[("=1+1", "code"), ("", "12"), ("word " * 400, "")],
    printed=2,
    frozen="B3",
    choices={1: Choice(["code", "word"], hint="Choose one.")},
    filled_in=[1],
    waits='$B3=""',
    spare=5,
)


def sheet_of(table: SheetTable) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes([table], "x", wording_of("en")))).active


def test_a_table_is_text_to_write_into_with_choices_also_below() -> None:
    sheet = sheet_of(TABLE)
    assert [[cell.value for cell in row][:2] for row in sheet.iter_rows(max_row=4)] == [
        ["RESTRICTED", None], ["name", "kind"], ["=1+1", "code"], [None, "12"],
    ]  # fmt: skip
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert {sheet.column_dimensions[letter].number_format for letter in "AB"} == {"@"}
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("B3", "A2:B5", "$2:$2")
    [offered] = sheet.data_validations.dataValidation
    assert (str(offered.sqref), offered.formula1, offered.showErrorMessage) == ("B3:B10", '"code,word"', False)
    assert offered.prompt == "Choose one."


def test_what_waits_and_what_is_to_be_filled_in_can_be_seen() -> None:
    """The rows by a rule, so that the colour goes when somebody has decided."""
    sheet = sheet_of(TABLE)
    ((places, (rule,)),) = ((str(one.sqref), one.rules) for one in sheet.conditional_formatting)
    assert (places, rule.formula) == ("A3:B5", ['$B3=""'])
    assert sheet["A2"].fill.fgColor.rgb != sheet["B2"].fill.fgColor.rgb


def test_rows_are_as_high_as_their_lines_up_to_the_tallest() -> None:
    """LibreOffice shows what fits into the height in the file."""
    heights = [sheet_of(TABLE).row_dimensions[number].height for number in (2, 3, 4, 5)]
    assert heights == [15, 15, 15, 409]


WORDS = [("00:00:56", 9), ("P1-MU001", 9), ("Interview-12-MU001", 9), ("Spørsmål", 4), ("arbeidsevnevurderingen", 12)]


@pytest.mark.parametrize(("word", "asked"), WORDS)
def test_no_column_breaks_a_word_in_a_wide_font(word: str, asked: int) -> None:
    """Whether it stands in a cell or above, where the arrow of the filter needs room, too; other columns are as asked."""
    for head, rows in (((word, "x"), []), (("x", "x"), [(word, "")])):
        sheet = sheet_of(SheetTable("t", "", head, [asked, 30], rows, 2, "A3"))
        assert room(sheet.column_dimensions["A"].width) >= widest_word(word, bold=not rows) - 0.1
        assert sheet.column_dimensions["B"].width == 30


def test_one_endless_word_does_not_make_an_endless_column() -> None:
    sheet = sheet_of(SheetTable("t", "", ("x",), [10], [("x" * 5_000,)], 1, "A3"))
    assert sheet.column_dimensions["A"].width == 40


def test_a_cell_links_a_file_beside_the_workbook_and_keeps_its_text() -> None:
    sheet = sheet_of(TABLE._replace(links={(1, 1): "P1_sound/P1-MU001.ogg"}))
    linked = {cell.coordinate: cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert linked == {"B4": "P1_sound/P1-MU001.ogg"}
    assert (sheet["B4"].value, sheet["B4"].font.underline, sheet["B3"].font.underline) == ("12", "single", None)
