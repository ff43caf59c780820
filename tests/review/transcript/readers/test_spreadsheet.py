"""Transcripts in tables, as programs export them and people type them."""

import io
from datetime import time, timedelta

import openpyxl
import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.review.transcript.readers import spreadsheet
from tests.review.transcript.readers.reading import left_out, said

TALK = [("I", "How, then?"), ("P1", "Fine; 8:15 I ate."), ("I", "And?"), ("P1", "Well.")]
TABLES = [
    ('Speaker,Time,Text\nI,0:05,"How, then?"\nP1,0:12,Fine; 8:15 I ate.\nI,1:03,And?\nP1,1:12,Well.', "utf-8"),
    ("sep=;\nTid;Taler;Tekst\n0:05;I;How, then?\n0:12;P1;\"Fine; 8:15 I ate.\"\n1:03;I;And?\n1:12;P1;Well.", "cp1252"),
    ("0:05;I;How, then?\n0:12;P1;\"Fine; 8:15 I ate.\"\n1:03;I;And?\n1:12;P1;Well.", "utf-8-sig"),
    ("Start\tSpeaker\tText\n5\tI\tHow, then?\n12\tP1\tFine; 8:15 I ate.\n63\tI\tAnd?\n72\tP1\tWell.", "utf-16"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "encoding"), TABLES)
def test_text_tables_are_read_with_any_delimiter(text: str, encoding: str) -> None:
    """With a header in any order, or without."""
    parsed = spreadsheet.read(text.encode(encoding))
    assert said(parsed) == TALK
    assert [one.start for one in parsed.said] == [5, 12, 63, 72]


def test_quotation_marks_of_tab_separated_text_are_text() -> None:
    """Programs that write tabs do not quote."""
    parsed = spreadsheet.read(b'Speaker\tText\nI\t"How" then?\nP1\tSaid "fine\nI\tAnd?\nP1\tWell.')
    assert said(parsed)[:2] == [("I", '"How" then?'), ("P1", 'Said "fine')]


def test_a_cell_that_was_kept_from_being_a_formula_is_read() -> None:
    """As our own tables have it."""
    assert said(spreadsheet.read(b"Speaker,Text\nI,How?\nP1,'- no\nI,And?\nP1,Well."))[1] == ("P1", "- no")


ODD = [
    (
        b'"I: How are you?"\n"P1: Fine, thanks."\n"I: And?"\n"P1: Well."',
        [("I", "How are you?"), ("P1", "Fine, thanks.")],
    ),
    (b"Time;Text\n0:05;I: How?\n0:09;P1: Fine; yes; no\n0:19;I: And?", [("I", "How?"), ("P1", "Fine; yes; no")]),
    (b"Interviewer,Participant\nHow?,\n,Fine.\nAnd?,\n,Well.", [("Interviewer", "How?"), ("Participant", "Fine.")]),
]


@pytest.mark.parametrize(("data", "expected"), ODD)
def test_tables_as_people_make_them_are_read(data: bytes, expected: list[object]) -> None:
    """A single column with labels in it, talk with the delimiter in it, a column for each speaker."""
    assert said(spreadsheet.read(data))[:2] == expected


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Study", "P3"])
    sheet = book.create_sheet("Talk")
    sheet.append(["Interview 4"])
    sheet.append(["Tid", "Hvem", "Hva", "Kode"])
    for moment, (label, text) in zip((time(0, 0, 5), timedelta(seconds=12), "0:01:03", 72 / 86400), TALK, strict=True):
        sheet.append([moment, label, text, "x" if label == "P1" else None])
    sheet["A6"].number_format = "[h]:mm:ss"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_by_its_sheet_of_talk() -> None:
    """Times in any type of cell; other sheets and columns are told."""
    parsed = spreadsheet.read(workbook())
    assert said(parsed) == TALK
    assert [one.start for one in parsed.said] == [5, 12, 63, 72]
    assert left_out(parsed) == [
        (1, "before the first turn", "Interview 4"), (2, "heading of a table", "Tid\tHvem\tHva\tKode"),
        (4, "further column", "x"), (6, "further column", "x"), (1, "further sheet", "Study\tP3"),
    ]  # fmt: skip


def test_a_cell_whose_value_is_not_in_the_file_is_refused() -> None:
    """Its words would be missing; the message names the cell."""
    book = openpyxl.Workbook()
    for row in (["Speaker", "Text"], ["I", "How?"], ["P1", '="Fi"&"ne"']):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(UserError, match="row 3, column B"):
        spreadsheet.read(out.getvalue())


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"a,b\n1,2\n3,4", b"\x00\x01\x02", b'Speaker,Text\nI,"How'])
def test_other_files_are_refused(data: bytes) -> None:
    """Damaged, without talk, no text; the message says which column is missing, and quotes nothing."""
    with pytest.raises(UserError) as error:
        spreadsheet.read(data)
    assert error.value.fix
