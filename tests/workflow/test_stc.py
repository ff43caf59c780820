"""Systematic Text Condensation: what people write in the workbook comes back, is merged, kept, and told where it is open."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import CodedStretch, Coding, CodingLog, Units
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.coded_study import codings_of
from ipstranscribe.workflow.run import run
from ipstranscribe.workflow.stc import import_stc, write_stc
from ipstranscribe.workflow.withdraw import withdraw
from tests.studies import ROLE, WHEN, copied, telling

TABLES = {
    "interviews": "id,participant,recordings,language\nP1,P1,,en\nP2,P2,,en\n",
    "participants": "id,name,branch\nP1,Kari Moen,working\nP2,Hanne Nordmo,working\n",
}
SAID = {
    "P1": "The people there are kind and they asked me what I needed before I had to say a word about it myself.",
    "P2": "I get up at eight and walk the dog whatever the weather is like, and the pain is not the first thing any more.",
}
ASKED, PAIN = "Somebody who asks", "Pain at work"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("stc")
    run(telling(root / "study", TABLES, SAID), rules_only=True, lexical=True)
    return root


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Study:
    study = copied(made, tmp_path / "copy")
    write_stc(study)
    return study


def header(sheet: Worksheet) -> tuple[int, list[str]]:
    """The row of the header, and its cells."""
    rows = (
        (n, ["" if cell.value is None else str(cell.value) for cell in row])
        for n, row in enumerate(sheet.iter_rows(), 1)
    )
    return next((n, row) for n, row in rows if sum(map(bool, row)) > 1)


def edited(path: Path, *changes: tuple[str, int, str, str], to: Path | None = None) -> Path:
    """Write into cells of the workbook: sheet, row below the header, heading of the column, text."""
    book = openpyxl.load_workbook(path)
    for name, row, column, text in changes:
        sheet = book[name]
        at, head = header(sheet)
        sheet.cell(at + row, head.index(column) + 1).value = text or None
    book.save(to or path)
    return to or path


def cells(path: Path, name: str) -> list[dict[str, str]]:
    sheet = openpyxl.load_workbook(path)[name]
    at, head = header(sheet)
    rows = [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows(min_row=at + 1)]
    return [dict(zip(head, row, strict=True)) for row in rows if any(row)]


SORTED = (
    ("Themes", 1, "Theme", "Being asked"),
    ("Code groups", 1, "Code group", ASKED),
    ("Code groups", 1, "Theme", "Being asked"),
    ("Units", 1, "Code group", ASKED),
    ("Units", 1, "Subgroup", "early"),
)


def read_back(study: Study, *changes: tuple[str, int, str, str]) -> None:
    edited(study.stc_workbook, *changes)
    import_stc(study, None, ROLE, WHEN)


def test_what_is_sorted_comes_back_and_has_a_sheet_of_its_own(study: Study) -> None:
    read_back(study, *SORTED)
    (condensate, unit) = cells(study.stc_workbook, "Group 1")
    assert (condensate["Kind"], condensate["Subgroup"], condensate["Condensate"]) == ("condensate", "early", "")
    assert unit["Text"] == cells(study.stc_workbook, "Units")[0]["Text"]


def test_a_condensate_is_kept_and_stands_in_the_analytic_text_beside_what_was_said(study: Study) -> None:
    read_back(study, *SORTED)
    read_back(study, ("Group 1", 1, "Condensate", "They ask me, and I need not explain."))
    assert cells(study.stc_workbook, "Group 1")[0]["Condensate"] == "They ask me, and I need not explain."
    import docx

    written = docx.Document(str(study.analytic_text))
    paragraphs = [one.text for one in written.paragraphs]
    assert (
        paragraphs.index(ASKED)
        < paragraphs.index("early")
        < paragraphs.index("Condensate: They ask me, and I need not explain.")
    )
    row = [cell.text for cell in written.tables[1].rows[1].cells]
    assert (row[0], row[1]) == ("P1", "P1-MU001")


def test_the_program_never_writes_a_condensate(study: Study) -> None:
    read_back(study, *SORTED)
    assert [row["Condensate"] for row in cells(study.stc_workbook, "Group 1")] == ["", ""]


def test_a_code_group_typed_beside_a_unit_is_one(study: Study) -> None:
    read_back(study, ("Units", 2, "Code group", PAIN))
    assert [row["Code group"] for row in cells(study.stc_workbook, "Code groups")] == [PAIN]


def test_what_is_open_is_listed(study: Study) -> None:
    read_back(study, *SORTED, ("Code groups", 2, "Code group", PAIN))
    read_back(study, ("Group 2", 1, "Condensate", "It hurts less."))
    kinds = [(row["Kind"], row["Unit"]) for row in cells(study.stc_workbook, "Open")]
    assert ("unit in no code group", "P2-MU001") in kinds
    assert ("subgroup without condensate", "") in kinds
    assert ("condensate without units", "") in kinds


def test_participants_are_counted_by_code_group(study: Study) -> None:
    read_back(study, *SORTED)
    counted = {row["Participant"]: row[ASKED] for row in cells(study.stc_workbook, "Participants")}
    assert (counted["P1"], counted["P2"], counted["all"]) == ("1", "0", "1")


def test_who_coded_what_stands_beside_where_it_was_sorted(study: Study) -> None:
    assert "Coded by" not in openpyxl.load_workbook(study.stc_workbook).sheetnames
    for coder, code, group in (("A", "asked first", "Kind people"), ("B", "asked", "Kind people"), ("B", "trust", "")):
        unit = storage.read(study.units("P1"), Units).units[0]
        place = {"turn": unit.turn, "char_start": unit.char_start, "char_end": unit.char_end, "text": unit.text}
        given = codings_of(study, "P1", coder).in_force
        stretches = (*(given.stretches if given else ()), CodedStretch(code=code, group=group, unit=unit.id, **place))
        coding = Coding(id="1", when=WHEN, stretches=stretches)
        log = CodingLog(interview="P1", coder=coder, codings=(coding,))
        storage.write(study.codings("P1", coder), log, private=True)
    write_stc(study)
    read_back(study, *SORTED)
    (row,) = cells(study.stc_workbook, "Coded by")
    assert (row["Unit"], row["Code group"]) == ("P1-MU001", ASKED)
    assert row["Coders: Kind people"] == "A: asked first\nB: asked"
    assert row["Coders: trust"] == "B: trust"


def test_two_people_who_worked_on_copies_are_merged(study: Study, tmp_path: Path) -> None:
    first = edited(study.stc_workbook, *SORTED, to=tmp_path / "first.xlsx")
    second = edited(study.stc_workbook, ("Units", 2, "Code group", PAIN), to=tmp_path / "second.xlsx")
    import_stc(study, first, ROLE, WHEN)
    done = import_stc(study, second, ROLE, WHEN)
    assert done.merged
    assert [row["Code group"] for row in cells(study.stc_workbook, "Units")][:2] == [ASKED, PAIN]


def test_where_both_changed_the_same_nothing_is_read_and_no_word_is_told(study: Study, tmp_path: Path) -> None:
    first = edited(study.stc_workbook, *SORTED, to=tmp_path / "first.xlsx")
    second = edited(study.stc_workbook, ("Units", 1, "Code group", PAIN), to=tmp_path / "second.xlsx")
    import_stc(study, first, ROLE, WHEN)
    before = study.stc.read_bytes()
    with pytest.raises(UserError, match="unit P1-MU001") as error:
        import_stc(study, second, ROLE, WHEN)
    assert error.value.code == ExitCode.REFUSED
    assert PAIN not in f"{error.value.what} {error.value.fix}"
    assert study.stc.read_bytes() == before


def test_a_workbook_with_work_in_it_is_kept_when_it_is_written_anew(study: Study) -> None:
    edited(study.stc_workbook, *SORTED)
    done = write_stc(study)
    assert done.kept_copy is not None
    kept = study.stc_workbook.with_name(done.kept_copy)
    assert cells(kept, "Units")[0]["Code group"] == ASKED
    assert write_stc(study).kept_copy is None


WRONG: list[tuple[str, tuple[tuple[str, int, str, str], ...], str]] = [
    ("a subgroup of nothing", (("Units", 1, "Subgroup", "early"),), "without a code group"),
    ("a theme without a name", (("Themes", 1, "What it is about", "asking"),), "is empty"),
    ("a code group twice", (("Code groups", 1, "Code group", PAIN), ("Code groups", 2, "Code group", PAIN)), "twice"),
    ("a unit twice", (("Units", 2, "Unit", "P1-MU001"), ("Units", 2, "Interview", "P1")), "twice"),
    ("a row without its unit", (("Units", 1, "Unit", ""), ("Units", 1, "Note", "look")), "names no unit"),
]


@pytest.mark.parametrize(("changes", "told"), [one[1:] for one in WRONG], ids=[one[0] for one in WRONG])
def test_what_cannot_be_understood_is_refused_with_its_row(
    study: Study, changes: tuple[tuple[str, int, str, str], ...], told: str
) -> None:
    edited(study.stc_workbook, *changes)
    with pytest.raises(UserError, match=told) as error:
        import_stc(study, None, ROLE, WHEN)
    assert "row" in error.value.what
    assert not study.stc.exists()


ON_A_GROUPS_SHEET = [
    (("Group 1", 2, "Subgroup", "late"), "another subgroup"),
    (("Group 1", 2, "Condensate", "mine"), "beside a unit"),
]


@pytest.mark.parametrize(("change", "told"), ON_A_GROUPS_SHEET)
def test_a_groups_sheet_is_no_place_to_sort(study: Study, change: tuple[str, int, str, str], told: str) -> None:
    read_back(study, *SORTED)
    edited(study.stc_workbook, change)
    with pytest.raises(UserError, match=told):
        import_stc(study, None, ROLE, WHEN)


def test_another_file_is_refused(study: Study, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("id,participant\nP1,P1\n", encoding="utf-8")
    with pytest.raises(UserError) as error:
        import_stc(study, other, ROLE, WHEN)
    assert error.value.code == ExitCode.WRONG_FILE


def test_who_withdraws_is_in_nothing_of_it(study: Study) -> None:
    read_back(study, *SORTED, ("Units", 2, "Code group", PAIN))
    withdraw(study, "P1", by=ROLE, when=WHEN)
    assert not study.stc_workbook.exists()
    assert not study.analytic_text.exists()
    assert b"P1" not in study.stc.read_bytes()
    opened = Study.open(study.root)
    assert {row["Interview"] for row in cells(write_stc(opened).files[0], "Units")} == {"P2"}


def test_condensates_stay_when_somebody_withdraws_and_are_counted(study: Study) -> None:
    read_back(study, *SORTED)
    read_back(study, ("Group 1", 1, "Condensate", "They ask me, and I need not explain."))
    told = withdraw(study, "P1", by=ROLE, when=WHEN).notes
    assert any("Condensates" in one and "1" in one for one in told)
    assert "They ask me" in study.stc.read_text(encoding="utf-8")


def test_a_withdrawal_waits_for_work_that_was_not_read_back(study: Study) -> None:
    edited(study.stc_workbook, *SORTED)
    with pytest.raises(UserError, match="not read back"):
        withdraw(study, "P1", by=ROLE, when=WHEN)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_workbook_is_read_in_every_language(made: Path, tmp_path: Path, language: str) -> None:
    copy = copied(made, tmp_path / "copy")
    settings = copy.root / "study.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace('document_language = "en"', f'document_language = "{language}"'),
        encoding="utf-8",
    )
    study = Study.open(copy.root)
    assert study.config.document_language == language
    write_stc(study)
    head = {"nb": ("Enheter", "Kodegruppe"), "nn": ("Einingar", "Kodegruppe")}[language]
    edited(study.stc_workbook, (head[0], 1, head[1], PAIN))
    assert import_stc(study, None, ROLE, WHEN).state.groups[0].name == PAIN
