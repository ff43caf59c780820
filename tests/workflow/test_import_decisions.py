"""`ipstranscribe import decisions` of several tables in one call, and tables that were read before."""

from pathlib import Path

import pytest

from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode
from ipstranscribe.review.identifiers.decision_table import COLUMNS
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.pseudonymize import pseudonymize_study
from ipstranscribe.workflow.review_identifiers import decisions_of
from tests.cli.test_cli import run
from tests.studies import telling

SAID = {"P1": "Then Hanne Nordmo drove with Torvald to Kvistebo.", "P2": "Ring 91 23 45 67, said Gunnhild Aas."}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews, pseudonymized by rules."""
    folder = tmp_path_factory.mktemp("made")
    rows = {
        "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
        "participants": "id,name\nP1,Hanne Nordmo\nP2,Ola Lie\n",
        "people": "name,aliases,role,of\nTorvald Vik,Torvald,husband,P1\n",
    }
    study = telling(folder / "study", rows, SAID)
    pseudonymize_study(study, rules_only=True)
    return folder


def decided(study: Study, name: str, **verdicts: str) -> Path:
    """A copy of the table, outside the study, in which these forms (with _ for a blank) are decided on."""
    rows = tables.read(study.review_table(".csv"), COLUMNS)
    said = {form.replace("_", " "): verdict for form, verdict in verdicts.items()}
    assert said.keys() <= {row["written_form"] for row in rows}
    path = study.root.parent / name
    filled = [row | {"decision": said.get(row["written_form"], row["decision"])} for row in rows]
    path.write_bytes(tables.to_csv(COLUMNS, filled))
    return path


def imported(study: Study, *files: Path, by: str = "coder-1") -> tuple[int, str]:
    return run("import", "decisions", *files, "--by", by, "--study", study.root)


def held(study: Study) -> dict[str, str]:
    return {one.form: one.verdict for one in decisions_of(study).decisions}


def test_several_tables_are_read_in_one_call(study: Study) -> None:
    first, second = decided(study, "a.csv", Torvald="reject"), decided(study, "b.csv", Kvistebo="accept")
    code, shown = imported(study, first, second)
    assert (code, "a.csv: 1 decisions read." in shown, "b.csv: 1 decisions read." in shown) == (0, True, True)
    assert held(study) == {"Torvald": "reject", "Kvistebo": "accept"}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_tables_that_contradict_each_other_are_named_by_row_and_not_read_in_whatever_order(
    study: Study, order: tuple[int, ...]
) -> None:
    files = (
        decided(study, "a.csv", Torvald="reject", Kvistebo="accept"),
        decided(study, "b.csv", Torvald="accept"),
        decided(study, "c.csv", Hanne_Nordmo="accept"),
    )
    code, shown = imported(study, *(files[at] for at in order))
    assert code == ExitCode.INCOMPLETE
    assert "b.csv, row" in shown
    assert "a.csv, row" in shown
    assert "Torvald" not in shown
    assert held(study) == {"Hanne Nordmo": "accept"}


def test_each_table_is_compared_with_what_was_decided_before_the_call(study: Study) -> None:
    """The second person's copy undoes what another role decided meanwhile; the first one's does not."""
    old = decided(study, "old.csv", Torvald="accept")
    assert imported(study, decided(study, "x.csv", Torvald="reject"), by="investigator")[0] == 0
    fine = decided(study, "fine.csv", Kvistebo="reject")
    code, shown = imported(study, fine, old)
    assert (code, "old.csv" in shown) == (ExitCode.INCOMPLETE, True)
    assert held(study) == {"Torvald": "reject", "Kvistebo": "reject"}


def test_one_bad_table_does_not_stop_the_others(study: Study) -> None:
    bad = study.root.parent / "bad.xlsx"
    bad.write_bytes(b"half a workbook")
    missing = study.root.parent / "gone.csv"
    code, shown = imported(study, bad, missing, decided(study, "a.csv", Torvald="reject"))
    assert (code, "bad.xlsx: " in shown, "gone.csv: " in shown) == (ExitCode.INCOMPLETE, True, True)
    assert held(study) == {"Torvald": "reject"}
    assert imported(study, bad, missing)[0] == ExitCode.BAD_INPUT


def test_a_table_that_was_read_counts_as_read_whatever_is_decided_afterwards(study: Study) -> None:
    """It lies in the study, another one came back after it, and the decision in it holds no longer."""
    first = decided(study, "a.csv", Torvald="accept")
    second = decided(study, "b.csv", Torvald="reject")
    study.review_table(".csv").write_bytes(first.read_bytes())
    assert imported(study, study.review_table(".csv"))[0] == 0
    assert imported(study, second)[0] == 0
    assert run("withdraw", "P2", "--by", "investigator", "--study", study.root)[0] == 0
    assert not study.review_table(".csv").exists()


def test_a_table_that_was_edited_after_it_was_read_still_stops_a_withdrawal(study: Study) -> None:
    first = decided(study, "a.csv", Torvald="accept")
    assert imported(study, first)[0] == 0
    study.review_table(".csv").write_bytes(decided(study, "c.csv", Torvald="accept", Kvistebo="reject").read_bytes())
    code, shown = run("withdraw", "P2", "--by", "investigator", "--study", study.root)
    assert (code, "not read back" in shown) == (ExitCode.REFUSED, True)
