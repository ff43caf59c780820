"""Export as a whole: names, marks, languages, the same bytes again, and any text at all."""

import csv
import hashlib
import io
import os
import re
import subprocess
import sys
import unicodedata
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipstranscribe.errors import UserError
from ipstranscribe.export import FORMATS, Format, export
from ipstranscribe.export.units_xlsx import SHEET_COLUMNS
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.wording import visible, wording_of
from tests.conftest import ROOT
from tests.export.export_sample import document, exported, part, plain, saying, word_document, workbook
from tests.lanes import examples

WORD = ["P1_units.docx", "P1_transcript_pseudonymized.docx", "P1_by_question.docx"]
NAMES = [*WORD, "P1_units.xlsx", "P1_units.csv"]


def test_files_are_named_by_interview_and_content() -> None:
    """The names are those that the study's people know."""
    assert list(export(document(), ExportSettings())) == NAMES


@pytest.mark.parametrize("name", FORMATS)
def test_only_the_formats_asked_for_are_written(name: str) -> None:
    """One format of the settings gives the files of its row in the table, and no others."""
    mine = [one.name.format(id="P1") for one in FORMATS[name] if isinstance(one, Format)]
    assert list(export(document(), ExportSettings(formats=(name,)))) == mine


def test_a_language_without_wording_is_refused() -> None:
    """The document language is the user's to correct."""
    with pytest.raises(UserError, match="language"):
        export(document(), ExportSettings(document_language="xx"))


MARKS = [
    ("draft", "en", "DRAFT – not reviewed"),
    ("reviewed", "en", "WORKING COPY – reviewed, not released"),
    ("released", "en", "Pseudonymized – still personal data"),
    ("draft", "nb", "UTKAST – ikke gjennomgått"),
    ("released", "nn", "Pseudonymisert – framleis personopplysningar"),
]


@pytest.mark.parametrize(("status", "language", "mark"), MARKS)
def test_every_page_and_sheet_says_what_it_is(status: str, language: str, mark: str) -> None:
    """Word: header of every page. Excel: first line and printed header of every sheet. csv: a column."""
    source = document(status)
    for name in WORD:
        sections = word_document(exported(name, source, document_language=language)).sections
        assert [s.header.paragraphs[0].text.split("\t")[0] for s in sections] == [mark]
        assert not any(s.different_first_page_header_footer for s in sections)
    for sheet in workbook(exported("units.xlsx", source, document_language=language)):
        assert sheet["A1"].value == mark
        assert sheet.oddHeader.center.text == mark
    text = exported("units.csv", source, document_language=language).decode("utf-8-sig")
    assert {r["status"] for r in csv.DictReader(io.StringIO(text, newline=""))} == {mark}


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_labels_are_in_the_document_language(language: str) -> None:
    """Headings of tables and sheets follow the document language, also where the interview is in another one."""
    wording = wording_of(language)
    table = word_document(exported("units.docx", document_language=language)).tables[2]
    assert table.rows[0].cells[4].text == wording.columns["text"]
    book = workbook(exported("units.xlsx", document_language=language))
    assert book.sheetnames == [wording.units, wording.codes, wording.coverage_sheet, wording.by_hand["title"]]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_interview_gives_the_same_bytes(name: str) -> None:
    """Also in another process with another order of hashes; no part carries the time of writing."""
    program = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]); from tests.export.export_sample import exported;"
        "print(hashlib.sha256(exported(sys.argv[2])).hexdigest())"
    )
    command = [sys.executable, "-c", program, str(ROOT), name]
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": os.pathsep.join(sys.path)}
    there = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()
    assert hashlib.sha256(exported(name)).hexdigest() == there


@pytest.mark.parametrize("name", NAMES[:4])
def test_properties_name_no_person_and_no_time(name: str) -> None:
    """Author, last editor and company are empty; all times are one constant."""
    content = exported(name)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}
    core = part(content, "docProps/core.xml")
    assert not re.search(r"<(dc:creator|cp:lastModifiedBy)>[^<]", core)
    assert set(re.findall(r">(\d{4}-[^<]*)<", core)) == {"2000-01-01T00:00:00Z"}


SPECIAL = "=+-@'\"\t\r\n_x0041F\x00\x07\x1b\x7f\x85\u2028\ufffe\uffffæøå é\u0301😀👩\u200d👧 אבג مرحبا <&>#N/A;,"
any_text = st.one_of(
    st.text(min_size=1, max_size=200),
    st.text(st.sampled_from(SPECIAL), min_size=1, max_size=60),
    st.sampled_from(["=cmd|' /C calc'!A0", "_x0041_", "_x005F_x0041_", "#REF!", "1e5", "TRUE", "\n", " x "]),
).map(lambda text: unicodedata.normalize("NFC", text))


@examples(60)
@given(any_text)
@example("word " * 2000)
def test_any_text_comes_back_from_every_format(text: str) -> None:
    """Whatever a transcript can hold, every document opens and gives it back, unwritable characters made visible."""
    files = export(saying(text), ExportSettings())
    shown = visible(text)
    assert word_document(files["P9_units.docx"]).tables[2].rows[2].cells[4].text == shown
    copy = word_document(files["P9_transcript_pseudonymized.docx"])
    assert next(p.text for p in copy.paragraphs if p.style.name == "Turn") == f"P9:\t\t{shown}"
    sheet, at = workbook(files["P9_units.xlsx"]).worksheets[0], SHEET_COLUMNS.index("text")
    pieces = (row[at] for row in sheet.iter_rows(min_row=3, values_only=True))
    assert "".join(map(_as_excel_reads, filter(None, pieces))) == shown
    record = next(csv.DictReader(io.StringIO(files["P9_units.csv"].decode("utf-8-sig"), newline="")))
    assert plain(record["text"]) == shown


def _as_excel_reads(value: str) -> str:
    """Resolve `_xHHHH_` as Excel does (ECMA-376, ST_Xstring); openpyxl leaves it in inline text."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), value)


def test_importing_export_loads_no_heavy_library() -> None:
    """`--help` stays fast: python-docx and openpyxl are loaded when a document is written."""
    program = (
        "import sys, ipstranscribe.export, ipstranscribe.review.transcript.draft;"
        "print({'docx', 'openpyxl', 'lxml'} & {*sys.modules})"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
