"""The findings list: what the gate refuses, word by word, with its cause and what settles it; before anything is approved."""

import contextlib
import io
import re
import stat
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from typer.testing import CliRunner

from ipstranscribe.cli import app
from ipstranscribe.documents.table_layout import TableRow
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Decision
from ipstranscribe.pseudonymize.entities.decisions import merge_decisions
from ipstranscribe.review.identifiers.decision_table import load_table
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.findings import OF_FOLDER, OF_RELEASE, remembered
from ipstranscribe.workflow.import_decisions import import_decisions
from ipstranscribe.workflow.next_step import next_step
from ipstranscribe.workflow.preflight import NotReady
from ipstranscribe.workflow.release import check
from ipstranscribe.workflow.remaining_originals import of_study
from ipstranscribe.workflow.review_identifiers import decisions_of, delete_tables
from ipstranscribe.workflow.run import run
from ipstranscribe.workflow.status import study_status
from ipstranscribe.workflow.withdraw import withdraw
from tests.studies import ROLE, WHEN, telling, transcript

SAID = {
    "P1": "Then Dag and Torvald drove me, dag after dag. I was 53 by then, and took bus 53 past house 53.",
    "P2": "Well, it went on dag for dag, and the lorry came every morning.",
}
TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
    "participants": "id,name,branch\nP1,Hanne Nordmo,working\nP2,Ola Lie,working\n",
    "people": "name,aliases,role,of\nTorvald Vik,Torvald,brother,\nDag Moe,Dag,uncle,P1\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of two interviews, run by rules, in which nothing is decided or approved."""
    folder = tmp_path_factory.mktemp("made")
    opened = telling(folder / "my study", TABLES, SAID)
    run(opened, rules_only=True, lexical=True)
    return folder


def decide(study: Study, *decisions: Decision) -> None:
    """Decide, and make everything anew."""
    storage.write(study.decisions, merge_decisions(decisions_of(study), decisions), private=True)
    run(study, rules_only=True, lexical=True)


def decision(form: str, verdict: str, **more: object) -> Decision:
    return Decision.model_validate({"form": form, "verdict": verdict, "by": ROLE, "when": WHEN} | more)


def rows(study: Study, name: str = OF_RELEASE) -> list[TableRow]:
    return [row.cells for row in load_table(study.findings(name, ".xlsx")).rows]


def causes(study: Study, name: str = OF_RELEASE) -> list[TableRow]:
    """The rows of causes; those of places have a number with a full stop."""
    return [row for row in rows(study, name) if "." not in row["number"]]


def places(study: Study, name: str = OF_RELEASE) -> list[TableRow]:
    return [row for row in rows(study, name) if "." in row["number"]]


Change = Callable[[Study], object]


def edited(name: str, old: str, new: str) -> Change:
    """A change of a text file of the study."""

    def change(study: Study) -> None:
        path = study.root / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return change


def decided(*decisions: Decision) -> Change:
    return lambda study: decide(study, *decisions)


def branch_of_p1(study: Study) -> None:
    """A branch of the guide and of P1 that is called after somebody."""
    question = '\n[[question]]\nid = "Q9"\nbranch = "with Torvald"\ntext = "How is it there?"\n'
    study.guide.write_text(study.guide.read_text(encoding="utf-8") + question, encoding="utf-8")
    edited("restricted/participants.csv", "Nordmo,working", "Nordmo,with Torvald")(study)


EVERYWHERE = "everywhere"


def has_row(found: list[TableRow], wanted: dict[str, str]) -> bool:
    """Whether a row is about this word and holds these texts."""
    mine = [row for row in found if row["written_form"] == wanted["word"]]
    texts = {name: told for name, told in wanted.items() if name != "word"}
    return any(all(told in row.get(name, "") for name, told in texts.items()) for row in mine)


FOUND: dict[str, tuple[Change, dict[str, str], list[str]]] = {
    "a word rejected in one interview and found in the other": (
        decided(decision("dag", "reject", scope="P1")),
        {"word": "dag", "why": "It was rejected, but not for here", "settle": "reject it everywhere",
         "decided": "dag: stays, P1"},
        ["P2, turn P2-002 #1", "P2, turn P2-002 #2"],
    ),
    "a word that is known and that nobody has decided on": (
        lambda study: None,
        {"word": "dag", "why": "written form of somebody", "settle": "An ordinary word", "decided": ""},
        ["P1, turn P1-002 #1", "P1, turn P1-002 #2", "P2, turn P2-002 #1", "P2, turn P2-002 #2"],
    ),
    "a question of the guide": (
        edited("guide.toml", 'text = "', 'text = "When Torvald drove you: '),
        {"word": "Torvald", "why": "written form of somebody", "settle": "Change the text of question Q1 in guide.toml"},
        ["guide.toml, question Q1"],
    ),
    "the name of a branch of the guide": (
        branch_of_p1,
        {"word": "Torvald", "why": "written form", "settle": "Change the name of the branch"},
        ["branch: guide.toml, Q9", "branch: restricted/participants, P1"],
    ),
    "the title of the study": (
        lambda study: [
            edited("study.toml", 'title = "Back to work"', 'title = "Back to work with Torvald"')(study),
            edited("study.toml", "'csv'", "'docx'")(study),
        ],
        {"word": "Torvald", "why": "written form", "settle": "Change `title` in study.toml"},
        ["title in study.toml"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "cause", "where"), FOUND.values(), ids=FOUND.keys())
def test_each_cause_is_a_row_with_what_settles_it_and_its_places_below(
    study: Study, change: Change, cause: dict[str, str], where: list[str]
) -> None:
    change(study)
    opened = Study.open(study.root)
    with contextlib.suppress(NotReady):  # what the study wrote itself is refused before anything is made
        run(opened, rules_only=True, lexical=True)
    assert not check(opened, None).passes
    assert has_row(causes(opened), cause)
    numbers = {row["number"] for row in causes(opened) if row["written_form"] == cause["word"]}
    assert {row["where"] for row in places(opened) if row["number"].split(".")[0] in numbers} >= set(where)


def docx(text: str, author: str = "") -> bytes:
    document, out = Document(), io.BytesIO()
    document.core_properties.author = author
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


IN_A_FOLDER: dict[str, tuple[str, bytes, dict[str, str]]] = {
    "the name of a file": (
        "Torvald_notes.txt", b"nothing", {"word": "Torvald", "where": "in the name of a file", "settle": "Rename the file"},
    ),
    "the name of a folder": (
        "for Torvald/notes.txt", b"nothing", {"word": "Torvald", "settle": "Rename the folder"},
    ),
    "a property of a Word document": (
        "notes.docx", docx("nothing", "Torvald Vik"), {"word": "Torvald Vik", "settle": "Take it out of the file"},
    ),
    "the text of a Word document": (
        "notes.docx", docx("then Torvald came"), {"word": "Torvald", "settle": "Look into notes.docx: word/document.xml"},
    ),
    "other letters": (
        "notes.txt", b"then DAG came", {"word": "DAG", "why": "rejected in other letters"},
    ),
    "the words of a turn": (
        "quotes.txt", b"P2 said: Well, it went on dag for dag, and", {"word": "dag", "where": "P2: places"},
    ),
    "a number that nobody knows": (
        "notes.txt", b"ring 04878441327", {"word": "04878441327", "why": "looks like a phone number"},
    ),
    "a picture": (
        "photo.png", b"\x89PNG", {"word": "", "why": "cannot be looked into: a picture", "settle": "Leave photo.png out"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "cause"), IN_A_FOLDER.values(), ids=IN_A_FOLDER.keys())
def test_what_is_found_in_a_folder_is_told_by_its_file(
    study: Study, tmp_path: Path, name: str, content: bytes, cause: dict[str, str]
) -> None:
    if cause["word"] == "DAG":
        decide(study, decision("dag", "reject"))
    storage.write_bytes(tmp_path / "out" / name, content)
    judged = check(study, tmp_path / "out")
    assert not judged.passes
    assert judged.found.workbook == study.findings(OF_FOLDER, ".xlsx")
    assert has_row(causes(study, OF_FOLDER), cause)


# --- decisions come back ----------------------------------------------------------------------------------------------


def settle(study: Study, number: str, verdict: str, **cells: str) -> None:
    """Fill in a row of the workbook as a person does, read it back and run."""
    path = study.findings(OF_RELEASE, ".xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[2]]
    (row,) = (row for row in sheet.iter_rows(min_row=3) if row[0].value == number)
    for name, value in {"Decision": verdict, **cells}.items():
        row[heads.index(name)].value = value
    book.save(path)
    import_decisions(study, path, ROLE, WHEN)
    run(study, rules_only=True, lexical=True)


SETTLED: dict[str, list[tuple[str, str, str]]] = {
    "the word everywhere": [("1", "reject", "")],
    "the word in each interview": [("1", "reject", "P1"), ("1", "reject", "P2")],
    "each place": [("1.1", "reject", ""), ("1.2", "reject", ""), ("1.3", "reject", ""), ("1.4", "reject", "")],
    "the word as a name": [("1", "accept", "")],
    "one interview as a name, the other not": [("1", "accept", "P1"), ("1", "reject", "P2")],
}


@pytest.mark.parametrize("filled", SETTLED.values(), ids=SETTLED.keys())
def test_what_is_decided_in_the_list_settles_it(study: Study, filled: list[tuple[str, str, str]]) -> None:
    """`dag` is a known name of somebody of P1 only, and an ordinary word in both interviews."""
    check(study, None)
    path = study.findings(OF_RELEASE, ".xlsx")
    for at, (number, verdict, scope) in enumerate(filled):
        book = filled_in(path, number, verdict, scope)
        book.save(path.with_name(f"filled_{at}.xlsx"))
    for at in range(len(filled)):
        assert import_decisions(study, path.with_name(f"filled_{at}.xlsx"), ROLE, WHEN) == 1
    run(study, rules_only=True, lexical=True)
    assert not check(study, None).verdict.findings
    assert not path.exists()


def filled_in(path: Path, number: str, verdict: str, scope: str = "") -> openpyxl.Workbook:
    """The workbook with one row filled in, as a person does."""
    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book.worksheets[0][2]]
    (row,) = (row for row in book.worksheets[0].iter_rows(min_row=3) if row[0].value == number)
    row[heads.index("Decision")].value = verdict
    if scope:
        row[heads.index("Holds where")].value = scope
    return book


def test_one_place_of_several_leaves_the_others(study: Study) -> None:
    check(study, None)
    path = study.findings(OF_RELEASE, ".xlsx")
    filled_in(path, "1.1", "reject").save(path)
    import_decisions(study, path, ROLE, WHEN)
    run(study, rules_only=True, lexical=True)
    check(study, None)
    assert [row["scope"] for row in places(study)] == ["P1-002 #2", "P2-002 #1", "P2-002 #2"]


def test_what_somebody_else_has_decided_since_is_not_undone(study: Study) -> None:
    check(study, None)
    path = study.findings(OF_RELEASE, ".xlsx")
    filled_in(path, "1", "reject").save(path)
    decide_only(study, decision("dag", "accept", by="another"))
    with pytest.raises(UserError, match="somebody else") as refused:
        import_decisions(study, path, ROLE, WHEN)
    assert refused.value.code is ExitCode.REFUSED


def decide_only(study: Study, *decisions: Decision) -> None:
    storage.write(study.decisions, merge_decisions(decisions_of(study), decisions), private=True)


def test_a_place_outside_of_the_talk_cannot_be_decided_on(study: Study) -> None:
    edited("guide.toml", 'text = "', 'text = "When Torvald drove you: ')(study)
    check(study, None)
    path = study.findings(OF_RELEASE, ".xlsx")
    number, *_ = [row["number"] for row in places(study) if row["where"].startswith("guide.toml")]
    filled_in(path, number, "reject").save(path)
    with pytest.raises(UserError, match=r"row [0-9]+: the scope is no interview") as refused:
        import_decisions(study, path, ROLE, WHEN)
    assert "Torvald" not in f"{refused.value.what}{refused.value.fix}"


# --- who sees what, and how long it stays -----------------------------------------------------------------------------


def shown(*words: str | Path) -> str:
    """Everything that a command shows."""
    return str(CliRunner().invoke(app, [str(word) for word in words]).output)


@pytest.mark.parametrize("command", ["check", "status", "run", "release"])
def test_the_screen_and_the_log_have_counts_and_no_word(study: Study, command: str) -> None:
    check(study, None)
    study.findings_count.unlink() if command == "run" else None
    more = {"run": ("--rules-only", "--lexical"), "release": ("--by", ROLE)}.get(command, ())
    told = shown(command, *more, "--study", study.root)
    kept = study.findings_count.read_text(encoding="utf-8")
    kept += study.log.read_text(encoding="utf-8") if study.log.exists() else ""
    assert not re.search("dag|torvald|hanne|moe", f"{told}{kept}".replace(str(study.root), ""), re.IGNORECASE)
    if command != "release":
        assert "findings.html" in "".join(told.split())
        assert "findings.xlsx" in "".join(told.split())


def test_the_list_is_its_owners_alone_and_goes_with_the_tables_of_identifiers(study: Study) -> None:
    check(study, None)
    files = [study.findings(OF_RELEASE, suffix) for suffix in (".xlsx", ".html")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert {one.where for one in of_study(study)} >= {path.relative_to(study.root).as_posix() for path in files}
    delete_tables(study)
    assert not any(path.exists() for path in files)


def test_a_withdrawal_takes_the_list_and_its_counts_away(study: Study) -> None:
    check(study, None)
    withdraw(study, "P2", by=ROLE, when=WHEN)
    assert not list(study.restricted.rglob("findings*"))


def test_a_list_with_decisions_that_were_not_read_back_is_kept(study: Study) -> None:
    check(study, None)
    path = study.findings(OF_RELEASE, ".xlsx")
    assert check(study, None).found.kept == ()
    filled_in(path, "1", "reject").save(path)
    with pytest.raises(UserError) as refused:
        delete_tables(study)
    assert refused.value.code is ExitCode.REFUSED
    (copy,) = check(study, None).found.kept
    import_decisions(study, path.with_name(copy), ROLE, WHEN)
    assert decisions_of(study).decisions[0].form == "dag"


# --- before anything is approved --------------------------------------------------------------------------------------


def test_findings_are_met_before_anything_is_approved(study: Study) -> None:
    judged = check(study, None)
    assert judged.found.causes == 1
    assert judged.found.places == 4
    assert any("not approved" in reason.what for reason in judged.reasons)
    assert judged.unsearched == ()


def test_a_run_and_the_status_tell_of_them_until_something_changes(study: Study) -> None:
    found = remembered(study)
    assert found is not None
    assert (found.causes, found.places) == (1, 4)
    assert study_status(study).refused == found
    edited("guide.toml", 'text = "', 'text = "Now: ')(study)
    assert remembered(study) is None
    assert "not asked since something changed" in " ".join(shown("status", "--study", study.root).split())


def test_the_next_step_is_to_settle_them_before_approving(study: Study) -> None:
    status = study_status(study)
    step = next_step(study, status)
    assert "transcript" in step.what  # reading the transcripts comes first: what is corrected there changes the rest
    storage.write(study.transcript("P3"), transcript("P3", "P3", "Yes."), private=True)


def test_an_interview_without_text_is_named_and_not_searched(study: Study) -> None:
    edited("restricted/interviews.csv", "P2,P2,\n", "P2,P2,\nP3,P1,\n")(study)
    assert check(Study.open(study.root), None).unsearched == ("P3",)


def test_nothing_found_says_what_was_searched(study: Study) -> None:
    decide(study, decision("dag", "reject"))
    told = " ".join(shown("check", "--study", study.root).split())
    assert re.search(r"No known identifier found. Searched: \d+ files, for \d+ written forms of \d+ people", told)
    assert "This is not a guarantee" in told
