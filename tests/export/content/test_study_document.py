"""Documents that hold all interviews: the coverage table and the framework matrix."""

import csv
import io
import unicodedata

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.export import Document, Header, StudyDocument, StudyPart, export_study
from ipstranscribe.export.content import study_document
from ipstranscribe.export.content.study_document import STUDY
from ipstranscribe.settings import ExportSettings
from ipstranscribe.study.file_names import interviews_of
from ipstranscribe.text.wording import visible, wording_of
from tests.export.export_sample import GUIDE, document, plain, saying
from tests.lanes import examples

COVERAGE, WORKBOOK = f"{STUDY} coverage.csv", f"{STUDY} units.xlsx"


def _part(interview: str, **what: object) -> StudyPart:
    return StudyPart(interview=interview, participants=(interview,), **what)


def whole(*documents: Document, **header: object) -> StudyDocument:
    """The sample, an interview that is out of date and one that is not split."""
    parts = [_part(one.transcript.interview, branch="not_working", document=one) for one in documents]
    return StudyDocument(
        parts=(*parts, _part("P8", branch="working", ready="stale"), _part("P9", ready="not_split")),
        guide=documents[0].guide,
        header=Header(project="Back to work", status="draft", made_by="a test", **header),
    )


def coverage_rows(study: StudyDocument, **changes: object) -> list[dict[str, str]]:
    raw = export_study(study, ExportSettings(**changes))[COVERAGE]
    assert raw.startswith(b"\xef\xbb\xbf")
    delimiter = {"tab": "\t"}.get(changes.get("delimiter", ","), changes.get("delimiter", ","))
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def sheets(study: StudyDocument, language: str = "en") -> list[list[list[object]]]:
    """The cells of the matrix and of the coverage sheet."""
    wording = wording_of(language)
    raw = export_study(study, ExportSettings(document_language=language))[WORKBOOK]
    book = openpyxl.load_workbook(io.BytesIO(raw))
    named = (book[wording.matrix], book[wording.coverage_sheet])
    return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in named]


@pytest.mark.parametrize("delimiter", [",", ";", "tab"])
def test_the_csv_has_a_row_for_every_interview_and_question(delimiter: str) -> None:
    rows = coverage_rows(whole(document()), delimiter=delimiter)
    assert len(rows) == 3 * (len(GUIDE.questions) + 2)
    assert rows[1] == {
        "interview": "P1", "branch": "not_working", "question": "Q2", "text": GUIDE.questions[1].text,
        "question_branch": "all", "coverage": "Not asked, answered all the same", "asked": "0", "units": "1", "words": "8",
        "status": "DRAFT – not reviewed", "coder": "",
    }  # fmt: skip
    unknown = [row for row in rows if row["interview"] in ("P8", "P9")]
    assert {row["coverage"] for row in unknown if row["text"]} == {
        "Not known: units are out of date", "Not known: not split yet",
    }  # fmt: skip
    assert {(row["asked"], row["units"], row["words"]) for row in unknown} == {("", "", "")}


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_labels_are_in_the_document_language(language: str) -> None:
    wording = wording_of(language)
    matrix, coverage = sheets(whole(document()), language)
    assert matrix[0][0] == wording.draft
    assert matrix[1][0] == wording.columns["interview"]
    assert matrix[1][-2:] == [wording.untagged, wording.leftovers]
    assert wording.coverage["not_split"] in coverage[-1]


def test_readers_who_are_not_told_the_branch_do_not_see_it() -> None:
    told, hidden = whole(document()), whole(document(), facts=("project",))
    assert sheets(told)[0][1][1] == "Branch of the guide"
    assert sheets(hidden)[0][1][1].startswith("Q1")
    assert {row["branch"] for row in coverage_rows(hidden)} == {""}


def test_readers_who_are_not_told_the_project_do_not_see_it() -> None:
    """The title of a workbook is in its properties, where nobody looks for it."""
    for study, named in ((whole(document()), True), (whole(document(), facts=()), False)):
        files = export_study(study, ExportSettings())
        title = openpyxl.load_workbook(io.BytesIO(files[f"{STUDY} units.xlsx"])).properties.title
        assert ("Back to work" in title) is named


def test_the_matrix_shows_units_with_their_ids_under_their_questions() -> None:
    head, first, *rest = sheets(whole(document()))[0][1:]
    assert head[2] == 'Q1. Your experiences with the "job support"?'
    assert first[:3] == [
        "P1", "not_working",
        "P1-MU001\nAt first I was sceptical.\n\nP1-MU002\nBut [job specialist] had time for me.",
    ]  # fmt: skip
    assert first[3].startswith("(Not asked, answered all the same)\n\nP1-MU003\n")
    assert first[4:6] == ["(Asked, without an answer)", "(Not applicable, for another branch of the guide)"]
    assert first[7:] == ["(Not asked)", "P1-MU006\nIt rained that week.", "1 unit, 1 word"]
    assert [row[2] for row in rest] == ["(Not known: units are out of date)", "(Not known: not split yet)"]


@examples(25)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80), min_size=1, max_size=60))
def test_no_word_is_lost_however_long_a_cell_gets(texts: list[str]) -> None:
    """No cell is longer than Excel holds, none is taken for a formula, and all pieces together are the text."""
    said = unicodedata.normalize("NFC", visible(f"={' '.join(texts)} {'word ' * 200}").strip())
    one = saying(said)
    rows = sheets(whole(one))[0][2:]
    column = "".join(str(row[2] or "") for row in rows if row[0] == one.transcript.interview)
    unit = next(unit for unit in one.units.units if unit.kind == "unit")
    shown = "".join(visible(one.said(unit)).split())
    assert shown in "".join(column.split()).replace("_x005F_", "_")
    assert all(len(str(cell or "").encode("utf-16-le")) <= 2 * 32_767 for row in rows for cell in row)


def test_a_long_answer_goes_on_in_the_row_below_under_the_same_interview() -> None:
    one = saying("word " * 9_000)
    rows = [row for row in sheets(whole(one))[0][2:] if row[0] == one.transcript.interview]
    assert len(rows) > 1
    assert sum(str(row[2] or "").split().count("word") for row in rows) == 9_000


def test_the_same_study_gives_the_same_bytes_and_only_the_formats_asked_for() -> None:
    study = whole(document())
    assert export_study(study, ExportSettings()) == export_study(study, ExportSettings())
    assert list(export_study(study, ExportSettings(formats=("csv",)))) == [COVERAGE]
    assert list(export_study(study, ExportSettings(formats=("docx",)))) == []


@given(st.from_regex(r"^\w[\w-]{0,30}$", fullmatch=True))
def test_no_id_of_an_interview_claims_a_file_of_all(identity: str) -> None:
    assert not interviews_of(COVERAGE, [identity, "all", "P1"])
    assert not interviews_of(WORKBOOK, [identity, "all", "interviews"])


def test_text_that_looks_like_a_formula_stays_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export_study(whole(document()), ExportSettings())[WORKBOOK]))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    question = GUIDE.questions[0].model_copy(update={"text": "=1+1"})
    guide = GUIDE.model_copy(update={"questions": (question, *GUIDE.questions[1:])})
    rows = coverage_rows(whole(document().model_copy(update={"guide": guide})))
    assert (rows[0]["text"], plain(rows[0]["text"])) == ("'=1+1", "=1+1")


def test_the_coverage_of_a_study_is_not_worked_out_for_every_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work grows with the interviews, and not with their square."""
    times: list[int] = []
    once = study_document.coverage_table
    monkeypatch.setattr(study_document, "coverage_table", lambda *told: times.append(1) or once(*told))
    counts = []
    for more in (1, 20):
        parts = tuple(_part(f"P{number}", document=document()) for number in range(1, more + 1))
        coverage_rows(whole(document()).model_copy(update={"parts": parts}), formats=["csv"])
        counts.append(len(times))
        times.clear()
    assert counts[0] == counts[1] <= 4
