"""Units changed by hand: exported, edited as people edit workbooks, read back, and there after every rerun."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.export.units_xlsx import SHEET_COLUMNS as COLUMNS
from ipstranscribe.model import MadeBy, Speaker, Transcript, Turn, Unit, UnitDecisions, Units
from ipstranscribe.settings import ExportSettings
from ipstranscribe.study import approvals, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.export import export_interview
from ipstranscribe.workflow.import_units import import_units
from ipstranscribe.workflow.run import run as run_all
from tests.cli.test_cli import run
from tests.studies import ROLE, WHEN, exporting, founded, ready

GUIDE = """title = "Night work"
language = "en"
[[question]]
id = "Q1"
text = "How do night shifts affect your sleep?"
[[question]]
id = "Q2"
text = "What does your family think of the night shifts?"
[[question]]
id = "Q3"
text = "What could the factory change?"
branch = "welders"
"""
SLEEP = "I lie awake until noon, most days of the week. My bed is by the street, where the trams go by at night."
FAMILY = "They would rather have me at home. But they know that the nights pay for the house we live in now."
TALK = (
    ("I", "How do the night shifts affect your sleep?"),
    ("P1", SLEEP),
    ("I", "What does your family think of the night shifts?"),
    ("P1", FAMILY),
)


def stored(study: Study, talk: tuple[tuple[str, str], ...]) -> None:
    """Let this be the transcript of P1."""
    turns = tuple(Turn(id=f"P1-{n:03}", speaker=who, text=text) for n, (who, text) in enumerate(talk, 1))
    speakers = (Speaker(label="I", role="interviewer"), Speaker(label="P1", role="participant"))
    made = MadeBy(program="a test", inputs="")
    storage.write(
        study.transcript("P1"),
        Transcript(interview="P1", language="en", speakers=speakers, turns=turns, made_by=made),
        private=True,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One interview of two answers, split and exported; units are cut at every sentence."""
    folder = tmp_path_factory.mktemp("made")
    tables = {
        "interviews": "id,participant,recordings,language\nP1,P1,,en\n",
        "participants": "id,name,branch\nP1,Hanne Nordmo,nurses\n",
    }
    study = exporting(founded(folder / "study", tables), formats=("docx", "xlsx", "csv"))
    study.guide.write_text(GUIDE, encoding="utf-8")
    config = study.root / "study.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("min_words = 25", "min_words = 3"), encoding="utf-8")
    study = Study.open(study.root)
    stored(study, TALK)
    again(study)
    assert len(units(study)) >= 4
    return folder


def again(study: Study) -> int:
    """Everything that has changed is done; returns how many steps there were to do."""
    outcome = run_all(study, rules_only=True, lexical=True)
    assert not outcome.failures
    return outcome.done


def units(study: Study) -> dict[str, Unit]:
    return {unit.id: unit for unit in storage.read(study.units("P1"), Units).units}


def decided(study: Study) -> UnitDecisions:
    return storage.read(study.units_by_hand("P1"), UnitDecisions)


Edit = Callable[[Worksheet], None]


def put(unit: str, column: str, value: object) -> Edit:
    """Write into the row of a unit; a text may hold what is there as `{}`."""

    def edit(sheet: Worksheet) -> None:
        row = next(row for row in sheet.iter_rows(min_row=3) if row[COLUMNS.index("unit_id")].value == unit)
        cell = row[COLUMNS.index(column)]
        cell.value = value.replace("{}", str(cell.value)) if isinstance(value, str) else value

    return edit


def cut(unit: str, after: str, sign: str = " || ") -> Edit:
    """Cut the text of a unit after some of its words."""

    def edit(sheet: Worksheet) -> None:
        row = next(row for row in sheet.iter_rows(min_row=3) if row[COLUMNS.index("unit_id")].value == unit)
        cell = row[COLUMNS.index("text")]
        assert after in cell.value
        cell.value = cell.value.replace(after, after + sign)

    return edit


def edited(study: Study, *edits: Edit, name: str = "edited.xlsx") -> Path:
    """The exported workbook, as somebody sends it back."""
    book = openpyxl.load_workbook(study.exports / "P1_units.xlsx")
    for edit in edits:
        edit(book.worksheets[0])
    path = study.root.parent / name
    book.save(path)
    return path


def imported(study: Study, *edits: Edit, by: str = "coder A") -> list[str]:
    return import_units(study, edited(study, *edits), by, WHEN)


def exported(study: Study) -> dict[str, dict[str, object]]:
    """The rows of the workbook by unit."""
    sheet = openpyxl.load_workbook(io.BytesIO((study.exports / "P1_units.xlsx").read_bytes())).worksheets[0]
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in sheet.iter_rows(min_row=3, values_only=True)]
    return {str(row["unit_id"]): row for row in rows}


def refused(study: Study, *edits: Edit) -> str:
    """What is said of a table that cannot be read; nothing is stored, and no word of the talk is told."""
    with pytest.raises(UserError) as error:
        imported(study, *edits)
    assert not study.units_by_hand("P1").exists()
    assert error.value.code is ExitCode.REFUSED
    assert "tram" not in error.value.what
    return error.value.what


# --- what can be done ----------------------------------------------------------------------------------------------------


def test_tag(study: Study) -> None:
    """A changed question is the person's, and `how_tagged` says so in every export; so is none at all."""
    lines = imported(study, put("P1-MU001", "question", "q2"), put("P1-MU003", "question", "Untagged"))
    assert lines == ["P1: 2 decisions read (tag 2).", "P1: run `ipstranscribe run` to apply them."]
    again(study)
    found = units(study)
    assert [(found[u].question, found[u].how_tagged, found[u].confidence) for u in ("P1-MU001", "P1-MU003")] == [
        ("Q2", "by hand", 1.0),
        (None, "by hand", 1.0),
    ]
    assert exported(study)["P1-MU001"]["how_tagged"] == "by hand"


def test_join(study: Study) -> None:
    """Joined units have the id of the larger; the other id is gone and never comes back."""
    before = units(study)
    imported(study, put("P1-MU002", "decision", "Join"))
    again(study)
    after = units(study)
    joined = [unit for unit in after.values() if unit.turn == "P1-002"]
    assert [unit.text for unit in joined] == [SLEEP]
    larger = max(("P1-MU001", "P1-MU002"), key=lambda one: len(before[one].text))
    assert joined[0].id == larger
    assert "cut by hand" in joined[0].how_tagged
    assert set(before) - set(after) == {"P1-MU001", "P1-MU002"} - {larger}


@pytest.mark.parametrize("sign", [" || ", "||", " // ", "\n||\n"])
def test_cut(study: Study, sign: str) -> None:
    """The larger part keeps the id, the other gets the next free number; no other id changes."""
    before = units(study)
    imported(study, cut("P1-MU002", "My bed", sign))
    again(study)
    after = units(study)
    parts = [unit for unit in after.values() if unit.turn == "P1-002"][1:]
    assert [unit.text for unit in parts] == ["My bed", "is by the street, where the trams go by at night."]
    assert [unit.id for unit in parts] == [f"P1-MU{len(before) + 1:03}", "P1-MU002"]
    assert set(before) <= set(after)


def test_reject_and_restore(study: Study) -> None:
    """A rejected unit stays as a leftover with its reason and id, and can be a unit again."""
    imported(study, put("P1-MU002", "decision", "x: small talk"))
    again(study)
    assert (units(study)["P1-MU002"].kind, units(study)["P1-MU002"].how_tagged) == ("leftover", "by hand: small talk")
    imported(study, put("P1-MU002", "decision", "unit"))
    again(study)
    assert units(study)["P1-MU002"].kind == "unit"
    imported(study, put("P1-MU002", "decision", "withdraw"))
    again(study)
    assert "hand" not in units(study)["P1-MU002"].how_tagged
    assert [d.verdict for d in decided(study).decisions] == ["reject", "cut", "withdraw"]


def test_add(study: Study) -> None:
    """A leftover becomes a unit with a unit's id, and takes a question if one is given."""
    stored(
        study, (*TALK, ("I", "Thank you so much, I'll switch this off now."), ("P1", "You are welcome, and thanks."))
    )
    again(study)
    leftover = next(unit for unit in units(study).values() if unit.kind == "leftover")
    imported(study, put(leftover.id, "question", "Q1"))
    again(study)
    added = next(unit for unit in units(study).values() if unit.text == leftover.text)
    assert (added.kind, added.question, added.how_tagged) == ("unit", "Q1", "by hand")
    assert added.id.startswith("P1-MU")


def test_several_at_once_and_a_rerun_does_nothing(study: Study) -> None:
    """A join, a cut and a tag in one table; afterwards nothing is left to do, and the same table says nothing new."""
    edits = (cut("P1-MU001", "until noon,"), put("P1-MU002", "decision", "join"), put("P1-MU003", "question", "Q1"))
    imported(study, *edits)
    table = edited(study, *edits)
    again(study)
    assert [unit.text for unit in units(study).values()][:2] == [
        "I lie awake until noon,",
        "most days of the week. My bed is by the street, where the trams go by at night.",
    ]
    before = study.units("P1").read_bytes()
    assert again(study) == 0
    told = import_units(study, table, "coder A", WHEN)
    assert told[0] == "P1: 0 decisions read."
    assert again(study) == 0
    assert study.units("P1").read_bytes() == before


# --- what Excel and people do to tables ----------------------------------------------------------------------------------


def reordered(sheet: Worksheet) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    for number, row in enumerate(reversed(rows), 3):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value


def blanks(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_row=3):
        cell = row[COLUMNS.index("text")]
        cell.value = str(cell.value).replace(" ", "\u00a0").replace(",", ",\r\n") + "\u200b "


def only(unit: str) -> Edit:
    def edit(sheet: Worksheet) -> None:
        for number in range(sheet.max_row, 2, -1):
            if sheet.cell(number, COLUMNS.index("unit_id") + 1).value != unit:
                sheet.delete_rows(number)

    return edit


def filtered(sheet: Worksheet) -> None:
    for number in range(3, sheet.max_row):
        sheet.row_dimensions[number].hidden = True


def coded(sheet: Worksheet) -> None:
    sheet.insert_rows(1)
    for row in sheet.iter_rows(min_row=4):
        row[COLUMNS.index("code")].value = "=1+1"
        row[COLUMNS.index("note")].value = 3


@pytest.mark.parametrize("habit", [reordered, blanks, only("P1-MU002"), filtered, coded])
def test_habits_change_nothing_but_what_was_asked(study: Study, habit: Edit) -> None:
    """Sorting, filtering, deleting rows, blanks of other kinds, formulas and numbers in the coder's own columns."""
    imported(study, put("P1-MU002", "question", "Q2"), habit)
    assert [(d.unit, d.verdict, d.question) for d in decided(study).decisions] == [("P1-MU002", "tag", "Q2")]


def test_an_unchanged_table_and_an_emptied_question_decide_nothing(study: Study) -> None:
    assert imported(study) == ["P1: 0 decisions read."]
    imported(study, put("P1-MU001", "question", None))
    assert not study.units_by_hand("P1").exists()


def test_the_same_in_csv(study: Study) -> None:
    """Whoever works with csv can send that back."""
    table = study.exports / "P1_units.csv"
    text = table.read_text(encoding="utf-8-sig").replace("until noon,", "until noon, ||")
    other = study.root.parent / "P1_units.csv"
    other.write_text(text, encoding="utf-8-sig", newline="")
    assert import_units(study, other, "coder A", WHEN)[0] == "P1: 2 decisions read (cut 2)."


def test_the_same_in_the_workbook_of_the_study(study: Study) -> None:
    """Whoever codes all interviews in one workbook can send that back: every sheet of units is read."""
    book = openpyxl.load_workbook(study.exports / "all interviews units.xlsx")
    put("P1-MU002", "question", "Q2")(book["P1"])
    book.move_sheet("P1", offset=4)
    path = study.root.parent / "all interviews units.xlsx"
    book.save(path)
    assert import_units(study, path, "coder A", WHEN)[0] == "P1: 1 decisions read (tag 1)."


def test_the_same_in_tsv(study: Study) -> None:
    """The columns are found by their names, whatever stands between them."""
    export_interview(study, study.interviews[0], ExportSettings(formats=("tsv",)))
    text = (study.exports / "P1_units.tsv").read_text(encoding="utf-8-sig").replace("until noon,", "until noon, ||")
    other = study.root.parent / "P1_units.tsv"
    other.write_text(text, encoding="utf-8-sig", newline="")
    assert import_units(study, other, "coder A", WHEN)[0] == "P1: 2 decisions read (cut 2)."


def test_the_same_in_norwegian(study: Study) -> None:
    """Columns, decisions and the sheet that explains them are in the language of the documents."""
    config = study.root / "study.toml"
    text = config.read_text(encoding="utf-8").replace('document_language = "en"', 'document_language = "nb"')
    config.write_text(text, encoding="utf-8")
    other = Study.open(study.root)
    assert other.config.document_language == "nb"
    again(other)
    edits = (put("P1-MU002", "decision", "Slå sammen"), put("P1-MU003", "question", "Ikke knyttet til spørsmål"))
    assert imported(other, *edits, put("P1-MU004", "decision", "Avvis: småprat"))[0].startswith("P1: 3 decisions read")


REFUSED = {
    "altered text": (put("P1-MU002", "text", "{} And more."), "the text was changed"),
    "emptied text": (put("P1-MU002", "text", None), "the text was changed"),
    "an unknown decision": (put("P1-MU002", "decision", "perhaps"), "not understood"),
    "an unknown question": (put("P1-MU002", "question", "Q9"), "there are: Q1, Q2"),
    "a question of another branch": (put("P1-MU002", "question", "Q3"), "there are: Q1, Q2"),
    "the first of its turn": (put("P1-MU003", "decision", "join"), "first of its turn"),
    "a cut in a word": (cut("P1-MU002", "tra", "||"), "inside a word"),
    "a cut at the end": (put("P1-MU002", "text", "{} ||"), "beginning or the end"),
    "rejected and tagged": (
        lambda sheet: (put("P1-MU002", "decision", "x")(sheet), put("P1-MU002", "question", "Q2")(sheet)),
        "something else",
    ),
    "what it remembers": (
        lambda sheet: (put("P1-MU002", "decision", "x")(sheet), put("P1-MU002", "as_exported", None)(sheet)),
        "hidden last column",
    ),
}


@pytest.mark.parametrize(("edit", "told"), REFUSED.values(), ids=REFUSED)
def test_a_row_that_cannot_be_read_is_named_and_nothing_is_stored(study: Study, edit: Edit, told: str) -> None:
    """By its number and unit, without its text; the good rows are not read, either."""
    said = refused(study, put("P1-MU001", "question", "Q2"), edit)
    assert told in said
    assert "row " in said
    assert "P1-MU00" in said


def test_another_file_is_said_to_be_no_table_of_units(study: Study, tmp_path: Path) -> None:
    with pytest.raises(UserError) as error:
        import_units(study, study.restricted / "participants.csv", "coder A", WHEN)
    assert error.value.code is ExitCode.WRONG_FILE


# --- two coders, and tables that were overtaken --------------------------------------------------------------------------


def test_of_two_coders_the_later_wins_where_both_decided_and_both_are_recorded(study: Study) -> None:
    """Cells that the second left alone take nothing of the first back."""
    first = edited(study, put("P1-MU001", "question", "Q2"), put("P1-MU003", "question", "Q1"), name="a.xlsx")
    second = edited(study, put("P1-MU001", "decision", "x"), name="b.xlsx")
    import_units(study, first, "coder A", WHEN)
    told = import_units(study, second, "coder B", WHEN)
    assert "P1: another coder had decided otherwise on P1-MU001. Both are recorded; the later one holds." in told
    again(study)
    found = units(study)
    assert found["P1-MU001"].kind == "leftover"
    assert (found["P1-MU003"].question, found["P1-MU003"].how_tagged) == ("Q1", "by hand")
    assert [(d.by, d.unit) for d in decided(study).decisions] == [
        *(("coder A", "P1-MU001"), ("coder A", "P1-MU003"), ("coder B", "P1-MU001")),
    ]


def test_whoever_overrules_another_coder_is_told(study: Study) -> None:
    """Not for the same decision, nor for one's own."""
    overruling = "another coder had decided otherwise"

    def told(by: str, *edits: Edit) -> bool:
        return any(overruling in line for line in imported(study, *edits, by=by))

    assert not told("coder A", put("P1-MU001", "question", "Q2"), put("P1-MU004", "decision", "x"))
    assert not told("coder B", put("P1-MU001", "question", "Q2"), put("P1-MU003", "question", "Q1"))
    assert not told("coder B", put("P1-MU003", "question", "Untagged"))
    assert told("coder A", put("P1-MU001", "decision", "withdraw"))
    assert told("coder B", put("P1-MU004", "decision", "unit"))


def test_a_stale_table_is_read_where_its_text_still_stands_and_refused_where_not(study: Study) -> None:
    """Joined since: the words are still there once. Corrected since: the row is refused."""
    old = edited(study, put("P1-MU002", "decision", "x"), name="old.xlsx")
    other = edited(study, put("P1-MU004", "decision", "x"), name="other.xlsx")
    imported(study, put("P1-MU002", "decision", "join"))
    again(study)
    assert import_units(study, old, "coder B", WHEN)[0] == "P1: 1 decisions read (reject 1)."
    stored(study, (*TALK[:3], ("P1", FAMILY.replace("pay for", "paid for"))))
    again(study)
    with pytest.raises(UserError, match="changed since the table was exported"):
        import_units(study, other, "coder B", WHEN)


# --- reruns --------------------------------------------------------------------------------------------------------------


def test_decisions_survive_a_corrected_transcript_another_guide_and_other_settings(study: Study) -> None:
    """End to end: exported, edited, imported, the transcript corrected, run again; the export shows the decisions."""
    imported(
        study,
        put("P1-MU002", "decision", "join"),
        put("P1-MU003", "question", "Q1"),
        put("P1-MU004", "decision", "reject: about money"),
    )
    again(study)
    before = units(study)
    corrected = (
        ("I", "Before we begin, did you find the way?"),
        ("P1", "Yes, I did, right by the door of the house."),
        ("I", TALK[0][1]),
        ("P1", SLEEP.replace("the trams go by", "the trams and cars go by")),
        *TALK[2:],
    )
    stored(study, corrected)
    config = study.root / "study.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("min_words = 3", "min_words = 40"), encoding="utf-8")
    study.guide.write_text(GUIDE.replace("How do night shifts affect your sleep", "How do you sleep"), encoding="utf-8")
    again(Study.open(study.root))
    rows = exported(study)
    by_text = {str(row["text"]): row for row in rows.values()}
    joined = by_text[corrected[3][1]]
    assert "cut by hand" in str(joined["how_tagged"])
    assert joined["unit_id"] in before
    assert (rows["P1-MU003"]["question"], rows["P1-MU003"]["how_tagged"]) == ("Q1", "by hand")
    assert (rows["P1-MU004"]["kind"], rows["P1-MU004"]["how_tagged"]) == ("leftover", "by hand: about money")
    assert storage.read(study.units("P1"), Units).unplaced == ()


def test_a_decision_without_a_place_is_told_until_somebody_takes_it_back(study: Study) -> None:
    """By `split` and `status`: how many and on which unit, never the text."""
    imported(study, put("P1-MU001", "question", "Q2"))
    again(study)
    stored(study, (TALK[0], ("P1", "Quite another answer was given to that."), *TALK[2:]))
    again(study)
    assert storage.read(study.units("P1"), Units).unplaced == ("P1-MU001",)
    for words in (["split", "--lexical"], ["status"]):
        code, shown = run(*words, "--study", study.root)
        assert code == 0
        assert "no place any more: 1 (P1-MU001)" in " ".join(shown.split())
        assert "awake" not in shown

    def appended(sheet: Worksheet) -> None:
        sheet.append(["P1", "P1-MU001", *[None] * (COLUMNS.index("decision") - 2), "withdraw"])

    imported(study, appended)
    again(study)
    assert storage.read(study.units("P1"), Units).unplaced == ()
    assert len(decided(study).decisions) == 2


def test_a_question_that_is_gone_from_the_guide_is_not_guessed(study: Study) -> None:
    """The unit stays untagged and says why; when the question is back, so is the tag."""
    imported(study, put("P1-MU001", "question", "Q2"))
    again(study)
    study.guide.write_text(GUIDE.replace('"Q2"', '"Q7"'), encoding="utf-8")
    again(study)
    found = storage.read(study.units("P1"), Units)
    assert (found.units[0].question, found.units[0].how_tagged) == (None, "by hand: Q2 is not asked here")
    assert found.unplaced == ("P1-MU001",)
    study.guide.write_text(GUIDE, encoding="utf-8")
    again(study)
    assert units(study)["P1-MU001"].question == "Q2"


def test_an_approval_of_units_is_stale_when_a_decision_changes_them(study: Study) -> None:
    ready(study)
    assert approvals.state(study, "P1", "units", approvals.read(study)) == "reviewed"
    imported(study, put("P1-MU001", "question", "Q2"))
    code, shown = run("approve", "P1", "units", "--by", ROLE, "--study", study.root)
    assert code == ExitCode.REFUSED, shown
    again(study)
    assert approvals.state(study, "P1", "units", approvals.read(study)) == "stale"


def test_whoever_stops_in_the_middle_leaves_the_old_decisions_or_the_new(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fails while decisions are stored: what there was is still there, and no file is half-written."""
    imported(study, put("P1-MU001", "question", "Q2"))
    before = study.units_by_hand("P1").read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(UserError):
        imported(study, put("P1-MU003", "question", "Q1"))
    monkeypatch.undo()
    assert study.units_by_hand("P1").read_bytes() == before
    assert [p.name for p in study.units_by_hand("P1").parent.iterdir()] == ["P1_units_by_hand.json"]


def test_the_command_says_what_it_read(study: Study) -> None:
    table = edited(study, put("P1-MU001", "question", "Q2"))
    code, shown = run("import", "units", table, "--by", "coder A", "--study", study.root)
    assert (code, "1 decisions read" in shown) == (0, True), shown


def test_the_workbook_says_how_and_offers_what_can_be_chosen(study: Study) -> None:
    """A sheet of its own; lists in the cells; the column that remembers is hidden."""
    book = openpyxl.load_workbook(study.exports / "P1_units.xlsx")
    sheet, how = book.worksheets[0], book.worksheets[-1]
    assert "||" in " ".join(str(cell.value) for row in how.iter_rows() for cell in row)
    assert [one.formula1 for one in sheet.data_validations.dataValidation] == [
        '"Q1,Q2,Untagged"',
        "code_list",
        "subgroup_list",
        '"join,reject,unit,withdraw"',
    ]
    letter = openpyxl.utils.get_column_letter(COLUMNS.index("as_exported") + 1)
    assert sheet.column_dimensions[letter].hidden


def test_who_withdraws_takes_the_decisions_along(study: Study) -> None:
    """They hold what was said."""
    imported(study, put("P1-MU001", "question", "Q2"))
    code, shown = run("withdraw", "P1", "--by", ROLE, "--study", study.root)
    assert (code, study.units_by_hand("P1").exists()) == (0, False), shown
