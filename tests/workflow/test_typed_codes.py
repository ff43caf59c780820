"""Codes that coders type into exported tables go on in the next ones: nothing that people typed stays behind or is lost."""

from pathlib import Path

import openpyxl
import pytest

from ipstranscribe import events
from ipstranscribe.documents import tables
from ipstranscribe.model import Units
from ipstranscribe.review.units.typed import typed_codes
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.export import export_interview, export_whole
from ipstranscribe.workflow.run import run as run_all
from ipstranscribe.workflow.withdraw import withdraw
from tests.cli.test_cli import run
from tests.listening import Collector
from tests.studies import HANNE_AND_OLA, ROLE, WHEN, exporting, telling

SAID = {
    "P1": "It was a good day for all of us, and I went home with a light heart every single evening of that winter.",
    "P2": "The mornings were hard, and nobody at work understood why it took me so long to get going after that.",
}
TYPED = {"condensate": "I felt light.", "code": "relief", "subgroup": "evenings", "note": "ask again"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews, exported as workbooks and csv, for everybody and for a coder."""
    folder = tmp_path_factory.mktemp("made")
    study = exporting(telling(folder / "study", HANNE_AND_OLA, SAID), formats=("xlsx", "csv"), coders=("A",))
    assert not run_all(study, rules_only=True, lexical=True).failures
    return folder


def unit(study: Study, interview: str) -> str:
    return storage.read(study.units(interview), Units).units[0].id


def typed(path: Path, unit_id: str, cells: dict[str, str]) -> None:
    """Type into the row of a unit, whatever language the workbook has, and save it as Excel does."""
    book = openpyxl.load_workbook(path)
    headings = {"Kode": "code", "Code": "code", "Subgroup": "subgroup", "Note": "note"}
    headings |= {"Condensed meaning unit": "condensate", "Decision on the unit": "decision", "Question": "question"}
    for sheet in book.worksheets:
        named = {headings.get(str(cell.value)): cell.column for cell in sheet[2]}
        for row in range(3, sheet.max_row + 1):
            if sheet.cell(row, 2).value == unit_id and "As exported" in [cell.value for cell in sheet[2]]:
                for name, text in cells.items():
                    sheet.cell(row, named[name]).value = text
    book.save(path)


def renamed(study: Study, interview: str) -> None:
    """The unit is no more: another one, with the next number, has its words."""
    stored = storage.read(study.units(interview), Units)
    first = stored.units[0]
    new = first.model_copy(update={"id": f"{interview}-MU099"})
    storage.write(study.units(interview), stored.model_copy(update={"units": (new, *stored.units[1:])}))


def cells(path: Path, interview: str, unit_id: str) -> dict[str, str]:
    found = typed_codes(path).of(interview).get(unit_id)
    return dict(found.cells) if found else {}


@pytest.mark.parametrize("name", ["P1_units.xlsx", "coder A/P1_units.xlsx", "all interviews units.xlsx"])
def test_what_was_typed_stands_beside_the_same_unit_in_the_next_workbook(study: Study, name: str) -> None:
    one = unit(study, "P1")
    typed(study.exports / name, one, TYPED)
    nb = study.export_settings().model_copy(update={"document_language": "nb"})
    for settings in (nb, None, None):
        export_interview(study, study.interviews[0], settings)
        export_whole(study, settings)
        assert cells(study.exports / name, "P1", one) == TYPED
    others = [path for path in study.exports.rglob("*units.xlsx") if path != study.exports / name]
    assert not any(typed_codes(path).anything for path in others)


def test_exporting_again_with_codes_writes_nothing(study: Study) -> None:
    typed(study.exports / "P1_units.xlsx", unit(study, "P1"), TYPED)
    assert export_interview(study, study.interviews[0])
    assert not export_interview(study, study.interviews[0])


def test_codes_of_a_unit_that_is_no_more_are_kept_on_a_sheet_of_their_own_and_come_back_with_it(study: Study) -> None:
    """Without the words of the unit: these may have been replaced since."""
    path, one = study.exports / "P1_units.xlsx", unit(study, "P1")
    typed(path, one, TYPED)
    before = storage.read(study.units("P1"), Units)
    renamed(study, "P1")
    for _ in range(2):
        export_interview(study, study.interviews[0])
    book = openpyxl.load_workbook(path)
    kept = [[cell.value for cell in row] for row in book["Codes of earlier units"].iter_rows(min_row=3)]
    assert [row[:2] for row in kept] == [["P1", one]]
    assert set(TYPED.values()) <= set(kept[0])
    assert not any("light heart" in str(cell) for cell in kept[0])
    assert book.worksheets[0].cell(3, 2).value == "P1-MU099"
    storage.write(study.units("P1"), before)
    export_interview(study, study.interviews[0])
    assert "Codes of earlier units" not in openpyxl.load_workbook(path).sheetnames
    assert cells(path, "P1", one) == TYPED


def test_the_list_of_codes_goes_on_as_well(study: Study) -> None:
    path = study.exports / "all interviews units.xlsx"
    book = openpyxl.load_workbook(path)
    for column, text in enumerate(("relief", "evenings", "what got lighter"), 1):
        book["Codes"].cell(3, column).value = text
    book.save(path)
    renamed(study, "P1")
    export_whole(study)
    assert typed_codes(path).listed == (("relief", "evenings", "what got lighter"),)


def test_a_decision_that_was_not_read_back_goes_on_while_the_unit_is_as_it_was(study: Study) -> None:
    path, one = study.exports / "P1_units.xlsx", unit(study, "P1")
    typed(path, one, {"decision": "reject: small talk", **TYPED})
    export_interview(study, study.interviews[0])
    assert typed_codes(path).of("P1")[one].asked == {"decision": "reject: small talk"}
    assert run("import", "units", path, "--by", "coder", "--study", study.root)[0] == 0
    assert not run_all(study, rules_only=True, lexical=True).failures
    assert not any(each.asked for each in typed_codes(path).units)
    assert typed_codes(path).of("P1")[one].cells == TYPED


def test_codes_typed_into_csv_are_not_overwritten_any_more(study: Study) -> None:
    path, one = study.exports / "P1_units.csv", unit(study, "P1")
    rows = tables.read(path, ("unit_id",))
    filled = [row | ({"code": "=relief", "note": "- ask"} if row["unit_id"] == one else {}) for row in rows]
    path.write_bytes(tables.to_csv(tuple(rows[0]), filled))
    export_interview(study, study.interviews[0])
    assert cells(path, "P1", one) == {"code": "=relief", "note": "- ask"}
    renamed(study, "P1")
    export_interview(study, study.interviews[0])
    (kept,) = study.exports.glob("P1_units_edited_*.csv")
    assert cells(kept, "P1", one) == {"code": "=relief", "note": "- ask"}


def test_a_workbook_that_cannot_be_read_is_kept_and_said(study: Study) -> None:
    path = study.exports / "P1_units.xlsx"
    path.write_bytes(b"half a workbook")
    listener = Collector()
    with events.listening(listener):
        export_interview(study, study.interviews[0])
    (kept,) = study.exports.glob("P1_units_edited_*.xlsx")
    assert kept.read_bytes() == b"half a workbook"
    assert any(kept.name in notice.text for notice in listener.notices)


def test_who_withdraws_takes_no_codes_of_others_along(study: Study) -> None:
    path, of = study.exports / "all interviews units.xlsx", {one: unit(study, one) for one in SAID}
    for one in SAID:
        typed(path, of[one], {**TYPED, "code": f"code {one}"})
    export_whole(study)
    withdraw(study, "P1", by=ROLE, when=WHEN)
    left = typed_codes(path)
    assert [one.interview for one in left.units] == ["P2"]
    again = Study.open(study.root)
    export_whole(again)
    assert cells(path, "P2", of["P2"]) == {**TYPED, "code": "code P2"}
    assert "Codes of earlier units" not in openpyxl.load_workbook(path).sheetnames
