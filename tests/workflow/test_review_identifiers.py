"""The tables of identifiers and `reidentify`, as a user meets them."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ipstranscribe.cli import app
from ipstranscribe.documents import tables
from ipstranscribe.documents.table_layout import TableRow
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Decisions, MadeBy, PseudonymizedTranscript, Speaker, Transcript, Turn
from ipstranscribe.review.identifiers.decision_table import COLUMNS
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.import_decisions import unfound_additions
from ipstranscribe.workflow.review_identifiers import (
    decisions_of,
    keep_filled,
    write_tables,
)

NAME = "Hanne Nordmo"
SAID = {"P1": f"Then {NAME} drove with Torvald to Kvistebo.", "P2": "Ring 91 23 45 67, said Gunnhild."}


def run(*words: str | Path) -> tuple[int, str]:
    """Exit code and everything that was shown."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.output


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A study of two interviews, pseudonymized by rules, that keeps its key beside itself."""
    root = tmp_path / "my-study"
    assert run("init", root)[0] == 0
    config = root / "study.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("# key =", "key ="), encoding="utf-8")
    (root / "restricted" / "interviews.csv").write_text("id,participant,recordings\nP1,P1,\nP2,P2,\n")
    (root / "restricted" / "participants.csv").write_text(f"id,name\nP1,{NAME}\nP2,Ola Lie\n")
    (root / "restricted" / "people.csv").write_text("name,aliases,role,of\nTorvald Vik,,husband,P1\n")
    made_by = MadeBy(program="test", inputs="")
    for one, text in SAID.items():
        speakers = (Speaker(label=one, role="participant"),)
        turns = (Turn(id=f"{one}-001", speaker=one, text=text),)
        storage.write(
            Study.open(root).transcript(one),
            Transcript(interview=one, language="en", speakers=speakers, turns=turns, made_by=made_by),
            private=True,
        )
    assert run("pseudonymize", "--rules-only", "--study", root)[0] == 0
    return Study.open(root)


def table(study: Study) -> list[TableRow]:
    return tables.read(study.review_table(".csv"), COLUMNS)


def fill(study: Study, form: str, **cells: str) -> None:
    filled = [row | cells if row["written_form"] == form else row for row in table(study)]
    study.review_table(".csv").write_bytes(tables.to_csv(COLUMNS, filled))


# --- the tables -------------------------------------------------------------------------------------------------------


def test_deleted_tables_are_written_again_as_they_were_to_the_byte(study: Study) -> None:
    before = {suffix: study.review_table(suffix).read_bytes() for suffix in (".xlsx", ".csv")}
    code, shown = run("identifiers", "delete", "--study", study.root)
    assert (code, "identifiers.csv, identifiers.xlsx" in shown) == (0, True)
    for suffix, content in before.items():
        assert not study.review_table(suffix).exists()
        assert run("identifiers", "write", "--format", suffix[1:], "--study", study.root)[0] == 0
        assert study.review_table(suffix).read_bytes() == content


def test_a_table_of_one_interview_lies_beside_the_whole_and_goes_with_it(study: Study) -> None:
    assert run("identifiers", "write", "P2", "--format", "csv", "--study", study.root)[0] == 0
    own = study.review_table(".csv").with_stem("identifiers_P2")
    assert {row["interviews"] for row in tables.read(own, COLUMNS)} == {"P2"}
    assert run("identifiers", "delete", "--study", study.root)[0] == 0
    assert not own.exists()
    assert study.identifiers("P1").exists()


def test_a_table_is_never_written_where_things_are_handed_on(study: Study, tmp_path: Path) -> None:
    for place in ("shared/t.xlsx", "exports/t.xlsx", "t.xlsx"):
        code, _ = run("identifiers", "write", "--to", study.root / place, "--study", study.root)
        assert code == ExitCode.CANNOT_WRITE
        assert not (study.root / place).exists()
    assert run("identifiers", "write", "--to", tmp_path / "t.xlsx", "--study", study.root)[0] == 0
    assert run("identifiers", "write", "--format", "ods", "--study", study.root)[0] == ExitCode.USAGE


def test_counts_show_kinds_and_states_and_no_name(study: Study) -> None:
    code, shown = run("identifiers", "list", "--study", study.root)
    assert code == 0
    assert "person" in shown
    assert "automatic" in shown
    assert not any(name in shown for name in ("Hanne", "Torvald", "Gunnhild", "Kvistebo"))


def test_a_table_with_decisions_that_were_not_read_back_is_kept(study: Study) -> None:
    path = study.review_table(".csv")
    assert keep_filled(path, decisions_of(study)) is None
    fill(study, "Kvistebo", decision="change", replacement="the village")
    filled = path.read_bytes()
    assert run("identifiers", "delete", "--study", study.root)[0] == ExitCode.REFUSED
    assert path.read_bytes() == filled
    (copy,) = write_tables(study, ())
    assert path.with_name(copy).read_bytes() == filled
    assert write_tables(study, ()) == []
    assert run("import", "decisions", path.with_name(copy), "--by", "x", "--study", study.root)[0] == 0
    assert run("identifiers", "delete", "--study", study.root)[0] == 0
    assert not list(path.parent.glob("identifiers*"))


def test_a_table_that_cannot_be_read_is_kept_and_deleted_only_when_told_to(study: Study) -> None:
    path = study.review_table(".xlsx")
    path.write_bytes(b"half a workbook")
    assert run("identifiers", "delete", "--study", study.root)[0] == ExitCode.REFUSED
    copy = keep_filled(path, Decisions())
    assert copy is not None
    assert path.with_name(copy).read_bytes() == b"half a workbook"
    assert run("identifiers", "delete", "--filled", "--study", study.root)[0] == 0
    assert not list(path.parent.glob("identifiers*"))


def test_a_table_held_open_by_excel_says_to_close_it(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses the rename; the refusal is played."""
    before = study.review_table(".xlsx").read_bytes()

    def refuse(self: Path, to: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UserError) as caught:
        write_tables(study, ())
    assert caught.value.code is ExitCode.CANNOT_WRITE
    assert "Close the file in Word or Excel" in caught.value.fix
    assert study.review_table(".xlsx").read_bytes() == before


# --- decisions come back ------------------------------------------------------------------------------------------------


def decided(study: Study) -> dict[str, str]:
    return {d.form: d.verdict for d in decisions_of(study).decisions}


def test_decisions_are_read_hold_after_a_rerun_and_can_be_withdrawn(study: Study) -> None:
    fill(study, "Kvistebo", decision="endre", replacement="the village")
    assert run("import", "decisions", study.review_table(".csv"), "--by", "x", "--study", study.root)[0] == 0
    assert decided(study) == {"Kvistebo": "change"}
    assert run("pseudonymize", "--rules-only", "--study", study.root)[0] == 0
    assert "[the village]" in study.pseudonymized("P1").read_text(encoding="utf-8")
    fill(study, "Kvistebo", decision="angre")
    assert run("import", "decisions", study.review_table(".csv"), "--by", "x", "--study", study.root)[0] == 0
    assert decided(study) == {}


@pytest.mark.parametrize(("named", "code"), [("[P1's husband]", 0), ("P1", 0), ("[P1's aunt]", 3), ("E0099", 3)])
def test_a_merge_is_with_somebody_whom_the_study_knows(study: Study, named: str, code: int) -> None:
    """The replacement of somebody in the people table is known even where no interview mentions them."""
    fill(study, "Kvistebo", decision="merge", replacement=named)
    before = study.decisions.exists()
    got, shown = run("import", "decisions", study.review_table(".csv"), "--by", "x", "--study", study.root)
    assert (got, "row" in shown) == (code, code != 0)
    assert "Kvistebo" not in shown
    assert study.decisions.exists() == (before or code == 0)


def test_a_table_of_before_does_not_take_back_what_somebody_else_decided(study: Study, tmp_path: Path) -> None:
    """Two people have the same table, with a decision in it that one of them changes; the other decides on something else."""
    assert (
        run("import", "decisions", filled(study, tmp_path, Kvistebo="reject"), "--by", "x", "--study", study.root)[0]
        == 0
    )
    assert run("pseudonymize", "--rules-only", "--study", study.root)[0] == 0
    one, other = filled(study, tmp_path, Kvistebo="accept"), filled(study, tmp_path, Gunnhild="reject", name="b.csv")
    assert run("import", "decisions", one, "--by", "x", "--study", study.root)[0] == 0
    assert run("import", "decisions", other, "--by", "y", "--study", study.root)[0] == 0
    assert decided(study) == {"Kvistebo": "accept", "Gunnhild": "reject"}
    assert {d.form: d.by for d in decisions_of(study).decisions} == {"Kvistebo": "x", "Gunnhild": "y"}


def test_a_decision_against_one_that_the_table_does_not_show_is_refused(study: Study, tmp_path: Path) -> None:
    """With all of the table, named by the number of the row."""
    one = filled(study, tmp_path, Kvistebo="accept")
    other = filled(study, tmp_path, Kvistebo="reject", Gunnhild="reject", name="b.csv")
    assert run("import", "decisions", one, "--by", "x", "--study", study.root)[0] == 0
    before = study.decisions.read_bytes()
    code, shown = run("import", "decisions", other, "--by", "y", "--study", study.root)
    number = next(n for n, row in enumerate(tables.read(other, COLUMNS), 2) if row["written_form"] == "Kvistebo")
    assert (code, f"row {number}:" in shown) == (ExitCode.REFUSED, True)
    assert not {"Kvistebo", "Gunnhild"} & set(shown.replace(",", " ").split())
    assert study.decisions.read_bytes() == before
    assert (
        run("import", "decisions", other, "--by", "x", "--study", study.root)[0] == 0
    )  # whoever decided may change it


def filled(study: Study, folder: Path, *, name: str = "a.csv", **verdicts: str) -> Path:
    """A copy of the table with verdicts on some forms."""
    rows = [row | {"decision": verdicts.get(row["written_form"], row["decision"])} for row in table(study)]
    path = folder / name
    path.write_bytes(tables.to_csv(COLUMNS, rows))
    return path


def text_of(study: Study) -> str:
    return storage.read(study.pseudonymized("P1"), PseudonymizedTranscript).turns[0].text


def rerun_with(study: Study, **cells: str) -> str:
    """What P1's turn reads after `Kvistebo` was decided on in the table, the table read back and the study run."""
    fill(study, "Kvistebo", **cells)
    assert run("import", "decisions", study.review_table(".csv"), "--by", "x", "--study", study.root)[0] == 0
    assert run("pseudonymize", "--rules-only", "--study", study.root)[0] == 0
    return text_of(study)


def test_a_merge_joins_a_form_to_somebody_and_withdrawing_it_parts_them_again(study: Study) -> None:
    before = text_of(study)
    merged = rerun_with(study, decision="slå sammen", replacement="[P1's husband]")
    assert merged == "Then [P1] drove with [P1's husband] to [P1's husband]."
    row = next(row for row in table(study) if row["written_form"] == "Kvistebo")
    assert row["note"].startswith("merge (E")
    assert rerun_with(study, decision="withdraw") == before


# --- in one interview, at one place -----------------------------------------------------------------------------------


def import_rows(study: Study, *rows: dict[str, str]) -> tuple[int, str]:
    """Exit code and output of reading back the table with these rows appended, and of a run if it was read."""
    study.review_table(".csv").write_bytes(tables.to_csv(COLUMNS, [*table(study), *rows]))
    code, shown = run("import", "decisions", study.review_table(".csv"), "--by", "x", "--study", study.root)
    return (code, shown) if code else run("pseudonymize", "--rules-only", "--study", study.root)


def say(study: Study, text: str) -> None:
    """Edit the one turn of P1, and run."""
    stored = storage.read(study.transcript("P1"), Transcript)
    turns = (stored.turns[0].model_copy(update={"text": text}),)
    storage.write(study.transcript("P1"), stored.model_copy(update={"turns": turns}), private=True)
    assert run("pseudonymize", "--rules-only", "--study", study.root)[0] == 0


def is_written_alike(study: Study) -> bool:
    """Whether the table is the same when it is written anew from what is stored."""
    before = study.review_table(".csv").read_bytes()
    assert run("identifiers", "write", "--format", "csv", "--study", study.root)[0] == 0
    return study.review_table(".csv").read_bytes() == before


def pending(study: Study) -> int:
    return storage.read(study.pseudonymized("P1"), PseudonymizedTranscript).pending


def row_at(study: Study, scope: str) -> TableRow:
    (row,) = (row for row in table(study) if row["scope"] == scope)
    return row


def test_a_place_is_decided_on_in_the_table_asked_about_when_it_was_edited_and_withdrawn(study: Study) -> None:
    before, open_ones = text_of(study), pending(study)
    assert import_rows(study, {"written_form": "drove", "scope": "P1-001", "decision": "accept"})[0] == 0
    assert re.sub(r"\[name \d] with", "drove with", text_of(study)) == before
    assert (row_at(study, "P1-001 #1")["decision"], pending(study)) == ("accept", open_ones)
    assert row_at(study, "P1-001 #1")["context"].startswith("[P1-001 #1] Then")
    assert is_written_alike(study)
    say(study, SAID["P1"].replace("with Torvald", "fast with Torvald"))
    row = row_at(study, "P1-001 #1")
    assert (row["decision"], row["state"], pending(study)) == ("", "suggested", open_ones + 1)
    assert "drove" not in text_of(study)
    assert is_written_alike(study)
    assert import_rows(study, row | {"decision": "withdraw"})[0] == 0
    assert "drove" in text_of(study)
    assert pending(study) == open_ones


def test_a_place_that_is_gone_stays_in_the_table_until_it_is_withdrawn(study: Study) -> None:
    import_rows(study, {"written_form": "drove", "scope": "P1-001", "decision": "accept"})
    open_ones = pending(study)
    say(study, SAID["P1"].replace("drove", "went"))
    row = row_at(study, "P1-001 #1")
    assert (row["times"], row["state"], pending(study)) == ("0", "suggested", open_ones + 1)
    assert is_written_alike(study)
    assert import_rows(study, row | {"decision": "accept"})[0] != 0
    study.review_table(".csv").unlink()
    run("identifiers", "write", "--format", "csv", "--study", study.root)
    assert import_rows(study, row | {"decision": "withdraw"})[0] == 0
    assert pending(study) == open_ones


def test_a_name_is_left_in_one_interview_and_the_row_comes_back(study: Study) -> None:
    row = next(row for row in table(study) if row["written_form"] == "Kvistebo")
    assert import_rows(study, row | {"decision": "avvis", "scope": "P1"})[0] == 0
    assert "Kvistebo" in text_of(study)
    assert row_at(study, "P1")["decision"] == "reject"
    stored = [(d.form, d.verdict, d.scope) for d in decisions_of(study).decisions]
    assert import_rows(study)[0] == 0
    assert [(d.form, d.verdict, d.scope) for d in decisions_of(study).decisions] == stored


def test_a_place_that_there_is_not_is_refused_and_nothing_is_read(study: Study) -> None:
    code, shown = import_rows(study, {"written_form": "drove", "scope": "P1-009", "decision": "accept"})
    assert code != 0
    assert "P1-001 to P1-001" in shown
    assert "drove" not in shown
    assert not study.decisions.exists()


# --- reidentify -------------------------------------------------------------------------------------------------------


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "quote.txt"
    file.write_text("So [P1] and [P1's husband] [laughs].", encoding="utf-8")
    return file


def test_originals_go_under_restricted_and_counts_to_the_screen(study: Study, document: Path) -> None:
    code, shown = run("reidentify", document, "--study", study.root)
    assert (code, "2 put back, 1 in brackets" in shown, NAME in shown) == (0, True, False)
    written = study.restricted / "reidentified" / "quote.txt"
    assert written.read_text(encoding="utf-8") == f"So {NAME} and Torvald Vik [laughs]."
    assert document.read_text(encoding="utf-8").startswith("So [P1]")
    assert run("reidentify", document, "--study", study.root)[0] == 0


def test_originals_are_shown_only_when_told_to(study: Study, document: Path) -> None:
    code, shown = run("reidentify", document, "--show", "--study", study.root)
    assert (code, f"So {NAME} and" in shown) == (0, True)
    assert not (study.restricted / "reidentified").exists()
    assert "Torvald" not in run("reidentify", "--entity", "[P1's husband]", "--study", study.root)[1]
    assert "Torvald Vik" in run("reidentify", "--entity", "[P1's husband]", "--show", "--study", study.root)[1]
    assert run("reidentify", "--entity", "[P9]", "--study", study.root)[0] == ExitCode.BAD_INPUT


@pytest.mark.parametrize("place", ["shared", "exports", ".", "shared/deep"])
def test_originals_never_go_where_things_are_handed_on(study: Study, document: Path, place: str) -> None:
    assert run("reidentify", document, "--to", study.root / place, "--study", study.root)[0] == ExitCode.REFUSED
    assert not list((study.root / place).glob("quote*"))


def test_nothing_is_overwritten_and_nothing_half_done(study: Study, document: Path, tmp_path: Path) -> None:
    before = document.read_bytes()
    assert run("reidentify", document, "--to", tmp_path, "--study", study.root)[0] == ExitCode.CANNOT_WRITE
    assert document.read_bytes() == before
    assert run("reidentify", document, tmp_path / "gone.txt", "--study", study.root)[0] == ExitCode.BAD_INPUT
    assert not (study.restricted / "reidentified").exists()


def test_without_the_key_nothing_is_put_back(study: Study, document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPSTRANSCRIBE_PASSPHRASE", "another horse")
    for words in (["reidentify", document], ["identifiers", "write"], ["reidentify", "--entity", "[P1]"]):
        assert run(*words, "--study", study.root)[0] == ExitCode.KEY
    for words in (
        ["reidentify"],
        ["reidentify", document, "--entity", "x"],
        ["reidentify", document, "--to", "x", "--show"],
    ):
        assert run(*words, "--study", study.root)[0] == ExitCode.USAGE


ADDED = [
    ("Gunhild", "", 1),  # spelt otherwise in the text
    ("gunnhild", "", 0),
    ("Gunnhild", "P2", 0),
    ("91", "", 1),  # a number below a hundred is looked for nowhere
    ("91", "P2-001", 0),
]


@pytest.mark.parametrize(("form", "scope", "said"), ADDED)
def test_an_added_form_that_changes_nothing_is_said_by_its_row(
    study: Study, tmp_path: Path, form: str, scope: str, said: int
) -> None:
    """Whoever adds a form that stands nowhere learns of it, without the form on the screen."""
    mine = tmp_path / "mine.csv"
    mine.write_text(f"decision,written_form,scope\nadd,{form},{scope}\nreject,Nowhere,\n", encoding="utf-8")
    lines = unfound_additions(study, mine)
    assert len(lines) == said
    assert all("mine.csv, row 2" in line and form not in line for line in lines)
