"""The units as csv, tsv and as a workbook."""

import csv
import io

import pytest

from ipstranscribe.documents.excel import room
from ipstranscribe.documents.text_width import line_count
from ipstranscribe.export.content.unit_base import text_fingerprint
from ipstranscribe.export.content.unit_table import COLUMNS
from ipstranscribe.export.units_csv import escape_formula
from ipstranscribe.export.units_xlsx import LINES, SHEET_COLUMNS
from tests.export.export_sample import GUIDE, UNITS, document, exported, part, plain, saying, workbook


def _records(separator: str = ",", **settings: str) -> list[dict[str, str]]:
    text = exported("units.csv", **settings).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


@pytest.mark.parametrize(("setting", "delimiter"), [(",", ","), (";", ";"), ("tab", "\t")])
def test_csv_is_read_with_its_delimiter(setting: str, delimiter: str) -> None:
    """One record per unit and leftover, in order; the same whatever stands between the cells."""
    records = _records(delimiter, delimiter=setting)
    assert [(r["unit_id"], plain(r["text"])) for r in records] == [(unit, text) for unit, _, text, *_ in UNITS]


def test_tsv_is_the_csv_with_tabs_whatever_the_settings_say() -> None:
    """The same rows and the same care; the setting of the delimiter is that of csv."""
    content = exported("units.tsv", formats=("tsv",), delimiter=";")
    assert content == exported("units.csv", delimiter="tab")
    assert content.count(b"\t") >= (len(COLUMNS) - 1) * (len(UNITS) + 1)


def test_csv_says_what_is_known_of_a_unit() -> None:
    """All columns, by the program's own names; the coder's are empty, and the status is in every row."""
    record = _records()[2]
    assert list(record) == list(COLUMNS)
    assert record == {  # what a row remembers: its text, no unit above it in the turn, its question
        "interview": "P1",
        "unit_id": "P1-MU003",
        "start": "00:04:03",
        "speaker": "P1",
        "kind": "unit",
        "question": "Q2",
        "context": "How has the job support been for you?",
        "text": "And I think it belongs in the treatment.",
        "condensate": "",
        "code": "",
        "subgroup": "",
        "note": "",
        "coder": "",
        "turn": "P1-004",
        "end": "00:04:11",
        "how_tagged": "carried on",
        "confidence": "0.75",
        "continues": "P1-MU002",
        "status": "DRAFT – not reviewed",
        "decision": "",
        "as_exported": f"{text_fingerprint(UNITS[2][2])} - Q2",
    }


def test_csv_begins_with_a_byte_order_mark() -> None:
    """Excel reads UTF-8 only with one, and only one."""
    content = exported("units.csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\xef\xbb\xbf") == 1


def test_untagged_units_and_leftovers_are_told_apart() -> None:
    """An untagged unit reads `untagged`; a leftover has no question because it is not a unit."""
    kinds = {r["unit_id"]: (r["kind"], r["question"]) for r in _records()}
    assert kinds["P1-MU006"] == ("unit", "Untagged")
    assert kinds["P1-MU004"] == ("leftover", "")


FORMULAS = [
    ("=1+1", "'=1+1"),
    ("+ two", "'+ two"),
    ("-pain", "'-pain"),
    ("@home", "'@home"),
    ("\tx", "'\tx"),
    ("\rx", "'\rx"),
    ("  =1+1", "'  =1+1"),
    ("'=1+1", "''=1+1"),
    ("＝1+1", "'＝1+1"),
    ("'cause I could", "'cause I could"),
    ("a = b", "a = b"),
    ("– yes", "– yes"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "cell"), FORMULAS)
def test_csv_cells_are_never_formulas(text: str, cell: str) -> None:
    """An apostrophe goes before what a spreadsheet program may run, before nothing else, and comes off again."""
    assert escape_formula(text) == cell
    assert plain(cell) == text


def test_workbook_has_no_formula_and_text_is_typed_as_text() -> None:
    """Cells are inline text or numbers; `=` in front does not make a formula, nor does `#N/A` make an error."""
    for source in (document(), saying("=1+1"), saying("#N/A")):
        for sheet in workbook(exported("units.xlsx", source)):
            cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
            assert {cell.data_type for cell in cells} <= {"s", "n"}
            assert not [cell for cell in cells if cell.data_type == "n" and isinstance(cell.value, str)]


def test_formula_like_text_stays_text_when_a_coder_edits_it() -> None:
    """Excel keeps a cell as text on editing if it carries the quote prefix; empty coding cells are formatted as text."""
    sheet = workbook(exported("units.xlsx"))["Units"]
    row = next(row for row in sheet.iter_rows(min_row=3) if row[1].value == "P1-MU005")
    assert row[SHEET_COLUMNS.index("text")].quotePrefix
    assert not row[SHEET_COLUMNS.index("context")].quotePrefix
    assert {row[SHEET_COLUMNS.index(name)].number_format for name in ("condensate", "code", "subgroup", "note")} == {
        "@"
    }


def test_units_sheet_has_the_mark_the_headings_and_every_unit() -> None:
    """First line the mark, second the headings, frozen and filtered; the coding columns are empty."""
    sheet = workbook(exported("units.xlsx"))["Units"]
    mark, head, *rows = sheet.iter_rows(values_only=True)
    assert mark[0] == "DRAFT – not reviewed"
    assert head[5:8] == ("Question", "The question", "Interviewer said")
    assert head[8:13] == ("Meaning unit", "Condensed meaning unit", "Code", "Subgroup", "Note")
    assert [(row[1], row[8]) for row in rows] == [(unit, text) for unit, _, text, *_ in UNITS]
    assert {row[9:13] for row in rows} == {(None, None, None, None)}
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C3", "A2:V8")


def test_the_rows_of_a_coders_copy_say_whose_it_is() -> None:
    """So that tables of several coders can be put below each other; the first line and the printed page say it, too."""
    source = document()
    copy = source.model_copy(update={"header": source.header.model_copy(update={"coder": "B"})})
    text = exported("units.csv", copy).decode("utf-8-sig")
    assert {row["coder"] for row in csv.DictReader(io.StringIO(text, newline=""))} == {"B"}
    for sheet in workbook(exported("units.xlsx", copy)):
        assert sheet["A1"].value == sheet.oddHeader.center.text == "DRAFT – not reviewed · Coder B"


def test_coverage_sheet_counts_every_unit_once() -> None:
    """A row per question, then the untagged and the left-over; together they are all units."""
    _mark, head, *rows = workbook(exported("units.xlsx"))["Coverage"].iter_rows(values_only=True)
    assert head[0] == "Question"
    assert [(row[0], row[5]) for row in rows] == [
        *(("Q1", 2), ("Q2", 1), ("Q3", 0), ("Q4", 0), ("Q5", 1), ("Q6", 0)),
        *(("Untagged", 1), ("Leftovers", 1)),
    ]
    assert rows[3][3] == "Not applicable, for another branch of the guide"


def test_rows_grow_when_a_coder_writes_more() -> None:
    """Heights are estimates for programs that do not compute them, never marked as set by the user."""
    xml = part(exported("units.xlsx"), "xl/worksheets/sheet1.xml")
    assert ' ht="' in xml
    assert "customHeight" not in xml


def test_a_text_longer_than_a_cell_goes_on_in_the_row_below() -> None:
    """The tallest row of Excel shows 27 lines; what is below would be neither seen nor printed."""
    text = "I could not say. " * 3000
    _mark, _head, *rows = (
        workbook(exported("units.xlsx", saying(text.strip()))).worksheets[0].iter_rows(values_only=True)
    )
    at = SHEET_COLUMNS.index("text")
    assert "".join(row[at] for row in rows) == text.strip()
    assert {row[1] for row in rows} == {"P9-MU001"}
    assert max(line_count(row[at], room(54)) for row in rows) == LINES


def test_what_is_beside_a_unit_is_shortened_visibly_and_stands_elsewhere_in_full() -> None:
    """A long question would make every row that tall; the coverage sheet has all of it."""
    question = GUIDE.questions[0].model_copy(update={"text": "How was it, and why, " * 30 + "would you say?"})
    one = document().model_copy(
        update={"guide": GUIDE.model_copy(update={"questions": (question, *GUIDE.questions[1:])})}
    )
    book = workbook(exported("units.xlsx", one))
    beside = book["Units"].cell(3, SHEET_COLUMNS.index("question_text") + 1).value
    assert beside.endswith(" …")
    assert question.text.startswith(beside.removesuffix(" …"))
    assert book["Coverage"]["B3"].value == question.text
    assert book["Units"].cell(5, SHEET_COLUMNS.index("question_text") + 1).value == GUIDE.questions[1].text
