"""Workbooks to code in: what they offer, and the one that holds every interview of the study."""

import io
from typing import Any

import openpyxl
import pytest

from ipstranscribe.export import Document, export_study
from ipstranscribe.export.content.study_document import STUDY
from ipstranscribe.export.units_xlsx import SHEET_COLUMNS
from ipstranscribe.model import Guide, Question
from ipstranscribe.review.units.worksheet import read
from ipstranscribe.settings import ExportSettings
from tests.export.export_sample import GUIDE, UNITS, document, exported, saying, whole, workbook


def _study(*documents: Document, language: str = "en") -> bytes:
    return export_study(whole(*documents), ExportSettings(document_language=language))[f"{STUDY} units.xlsx"]


def _named(interview: str) -> Document:
    """The sample under another id."""
    one = document()
    parts = {"transcript": one.transcript, "units": one.units}
    renamed = {name: part.model_copy(update={"interview": interview}) for name, part in parts.items()}
    return one.model_copy(update=renamed)


def _offered(sheet: Any) -> dict[str, Any]:
    """Column → what is offered in its cells."""
    rules = {next(iter(one.sqref.ranges)).min_col: one for one in sheet.data_validations.dataValidation}
    return {SHEET_COLUMNS[column - 1]: rule for column, rule in rules.items()}


def test_what_can_be_chosen() -> None:
    """Questions of the participant's branch, the coder's own codes and subgroups, and decisions; for every row."""
    sheet = workbook(exported("units.xlsx"))["Units"]
    offered = _offered(sheet)
    assert {name: rule.formula1 for name, rule in offered.items()} == {
        "question": '"Q1,Q2,Q3,Q5,Q6,Untagged"',
        "code": "code_list",
        "subgroup": "subgroup_list",
        "decision": '"join,reject,unit,withdraw"',
    }
    assert {str(rule.sqref) for rule in offered.values()} == {"F3:F8", "K3:K8", "L3:L8", "O3:O8"}


def test_another_question_is_asked_about_and_another_code_is_not() -> None:
    """A typed id that the guide does not have is most likely a slip; a new code is how coding goes."""
    offered = _offered(workbook(exported("units.xlsx", document_language="nb"))["Enheter"])
    assert {name: rule.showErrorMessage for name, rule in offered.items()} == {
        "question": True, "code": False, "subgroup": False, "decision": False,
    }  # fmt: skip
    assert offered["question"].errorStyle == "warning"
    assert "Intervjuguiden" in offered["question"].error


def test_the_codes_sheet_is_empty_and_offered_from_the_first_code_to_the_last() -> None:
    """For the coders to fill in: text whatever they write, with room for more than is drawn."""
    book = workbook(exported("units.xlsx"))
    sheet = book["Codes"]
    _mark, head, *rows = sheet.iter_rows(values_only=True)
    assert head == ("Code", "Subgroup", "Definition")
    assert {cell for row in rows for cell in row} == {None}
    assert sheet["A3"].number_format == sheet.column_dimensions["A"].number_format == "@"
    column = "'Codes'!$B$3:$B$1000"
    assert book.defined_names["subgroup_list"].attr_text == (
        f"'Codes'!$B$3:INDEX({column},MAX(1,SUMPRODUCT(MAX(({column}<>\"\")*ROW({column})))-2))"
    )


def test_a_guide_of_many_questions_is_offered_from_the_coverage_sheet() -> None:
    """Excel takes 255 characters in a cell's own list."""
    many = tuple(Question(id=f"Question-{n}", text="What?") for n in range(1, 50))
    guide = Guide(title="G", language="en", questions=(*GUIDE.questions, *many))
    one = document().model_copy(update={"guide": guide})
    book = workbook(exported("units.xlsx", one))
    assert _offered(book["Units"])["question"].formula1 == "'Coverage'!$A$3:$A$58"
    assert (book["Coverage"]["A3"].value, book["Coverage"]["A58"].value) == ("Q1", "Untagged")
    both = openpyxl.load_workbook(io.BytesIO(_study(one)))
    assert _offered(both["P1"])["question"].formula1 == "'Coverage'!$C$2:$BF$2"
    assert (both["Coverage"]["C2"].value, both["Coverage"]["BF2"].value) == ("Q1", "Untagged")


def test_the_study_workbook_has_a_sheet_for_every_interview_and_one_list_of_codes() -> None:
    """Each as in the workbook of the interview alone; then codes, matrix and coverage; last, how to change units."""
    book = openpyxl.load_workbook(io.BytesIO(_study(document(), saying("=1+1"))))
    assert book.sheetnames == ["P1", "P9", "Codes", "Framework matrix", "Coverage", "How to change units"]
    alone = workbook(exported("units.xlsx"))["Units"]
    assert list(book["P1"].iter_rows(values_only=True)) == list(alone.iter_rows(values_only=True))
    for sheet in (book["P1"], book["P9"]):
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("C3", "$2:$2")
        assert _offered(sheet)["code"].formula1 == "code_list"
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_an_interview_may_be_called_like_a_sheet_of_ours() -> None:
    """It gets another name; the list of codes is still found."""
    book = openpyxl.load_workbook(io.BytesIO(_study(_named("codes"))))
    assert book.sheetnames[:2] == ["codes 2", "Codes"]
    assert "'Codes'!" in book.defined_names["code_list"].attr_text


@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_sheet_of_units_is_read_back(tmp_path: Any, language: str) -> None:
    """As the workbook of one interview is; the other sheets are no tables of units."""
    path = tmp_path / "returned.xlsx"
    path.write_bytes(_study(document(), saying("word " * 9_000 + "end"), _named("P2"), language=language))
    rows = read(path)
    assert [(row.interview, row.unit) for row in rows] == [
        *(("P1", unit) for unit, *_ in UNITS), ("P9", "P9-MU001"), *(("P2", unit) for unit, *_ in UNITS),
    ]  # fmt: skip
    assert [row.number for row in rows if row.interview == "P2"] == [3, 4, 5, 6, 7, 8]
    assert next(row for row in rows if row.interview == "P9").text == "word " * 9_000 + "end"
