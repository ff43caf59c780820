"""Approvals on a study as a user keeps it: the code on what was looked at, and what has changed since."""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Approvals, Identifiers, Transcript, Units
from ipstranscribe.study import approvals, review_content, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.approve import approve
from ipstranscribe.workflow.release import release
from ipstranscribe.workflow.remaining_originals import of_study
from ipstranscribe.workflow.run import run as run_all
from ipstranscribe.workflow.withdraw import remove_originals, withdraw
from ipstranscribe.workflow.word_draft import DraftMarks, draft, is_draft_of, keep_edited_draft
from tests.cli.test_cli import run
from tests.studies import ROLE, WHEN, exporting, founded, ready, transcript

SAID = "Then Hanne Nordmo came. It was a good day for all of us, and I went home with a light heart."
CODE = r"(?:[B-DF-HJ-NP-TV-XZ][2-9]){3}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews, all of it approved; exported as every format that carries a code, and two that do not."""
    folder = tmp_path_factory.mktemp("made")
    tables = {
        "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
        "participants": "id,name\nP1,Hanne Nordmo\nP2,Ola Lie\n",
    }
    study = exporting(founded(folder / "study", tables), formats=("docx", "xlsx", "html", "txt", "json", "csv"))
    for one, said in (("P1", SAID), ("P2", "It was fine.")):
        value = transcript(one, one, said)
        storage.write(study.transcript(one), value, private=True)
        storage.write_bytes(study.draft(one), draft(value, study, study.interview(one)), private=True)
    ready(study)
    return folder


def configured(study: Study, old: str, new: str) -> Study:
    path = study.root / "study.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return Study.open(study.root)


def states(study: Study) -> dict[str, str]:
    given = approvals.read(study)
    return {what: approvals.state(study, "P1", what, given) for what in approvals.STAGES}


def stale(study: Study) -> set[str]:
    return {what for what, state in states(study).items() if state == "stale"}


def again(study: Study) -> Study:
    assert not run_all(study, rules_only=True, lexical=True).failures
    return study


def answered(study: Study, text: str) -> None:
    """Let this be the answer of P1 in the stored transcript."""
    stored = storage.read(study.transcript("P1"), Transcript)
    asked, said = stored.turns
    turns = (asked, said.model_copy(update={"text": text}))
    storage.write(study.transcript("P1"), stored.model_copy(update={"turns": turns}), private=True)


def given_by_an_earlier_version(study: Study) -> None:
    """Let the approvals be those of the old form, with nothing kept."""
    old = [
        a.model_copy(update={"content": approvals.stored_checksum(study, a.interview, a.what)})
        for a in approvals.read(study).approvals
    ]
    storage.write(study.approvals, Approvals(approvals=tuple(old)), private=True)
    for path in (study.work / "approved").iterdir():
        path.unlink()


# --- what makes them stale ---------------------------------------------------------------------------------------------


def guide_text(study: Study) -> Study:
    text = study.guide.read_text(encoding="utf-8")
    study.guide.write_text(text.replace("Tell me about", "Please tell me about", 1), encoding="utf-8")
    return again(study)


CHANGES: dict[str, tuple[Callable[[Study], Study], set[str]]] = {
    "the title": (lambda s: configured(s, 'title = "Back to work"', 'title = "Working again"'), {"units"}),
    "the convention": (
        lambda s: configured(s, 'convention = "verbatim"', 'convention = "intelligent"'),
        {"transcript", "identifiers", "units"},
    ),
    "the profile": (
        lambda s: configured(s, 'profile = "internal"', 'profile = "archive"'), {"identifiers", "units"},
    ),
    "a question of the guide": (guide_text, {"units"}),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_what_every_page_would_show_makes_the_approvals_concerned_stale(study: Study, what: str) -> None:
    assert stale(study) == set()
    change, concerned = CHANGES[what]
    changed = change(study)
    assert stale(changed) == concerned
    with pytest.raises(UserError, match="P1 is not approved"):
        release(changed, ROLE, WHEN)


def test_a_version_that_shows_the_same_keeps_them(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program and model, other confidences, and files written otherwise."""
    for path, kind, name in (
        (study.identifiers("P1"), Identifiers, "identifiers"),
        (study.units("P1"), Units, "units"),
    ):
        value = storage.read(path, kind)
        items = tuple(one.model_copy(update={"confidence": 0.123}) for one in getattr(value, name))
        provenance = value.made_by.model_copy(update={"program": "ipstranscribe 99"})
        storage.write(path, value.model_copy(update={name: items, "made_by": provenance}))
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert states(study) == dict.fromkeys(approvals.STAGES, "reviewed")


def test_approvals_of_an_earlier_version_hold_and_are_judged_as_they_were(study: Study) -> None:
    exported = {path: path.read_bytes() for path in study.exports.rglob("*") if path.is_file()}
    given_by_an_earlier_version(study)
    assert states(study) == dict.fromkeys(approvals.STAGES, "reviewed")
    assert run_all(study, rules_only=True, lexical=True).done == 0
    assert {path: path.read_bytes() for path in study.exports.rglob("*") if path.is_file()} == exported
    titled = configured(study, "Back to work", "Working again")
    assert stale(titled) == set()
    answered(titled, SAID.replace("good", "bad"))
    assert stale(titled) == {"transcript", "identifiers", "units"}


def test_what_is_approved_again_is_judged_anew(study: Study) -> None:
    given_by_an_earlier_version(study)
    approve(study, "P1", "units", by=ROLE, when=WHEN)
    assert study.approved("P1", "units").exists()
    latest = approvals.latest(approvals.read(study), "P1", "units")
    assert latest is not None
    assert latest.content.startswith(review_content.FORM)
    assert stale(configured(study, "Back to work", "Working again")) == {"units"}


# --- the code on what was looked at --------------------------------------------------------------------------------------


def texts(path: Path) -> str:
    """What a reader finds: of Word the text of header blocks, of Excel that of all cells."""
    if path.suffix == ".docx":
        cells = (c.text for t in Document(io.BytesIO(path.read_bytes())).tables for r in t.rows for c in r.cells)
        return "\n".join(cells)
    if path.suffix == ".xlsx":
        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
        return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    return path.read_text(encoding="utf-8-sig")


SHOWS = {
    "restricted/transcripts/P1_transcript_draft.docx": ["transcript"],
    "exports/P1_transcript_pseudonymized.docx": ["identifiers"],
    "exports/P1_transcript.txt": ["identifiers"],
    "exports/P1_transcript.html": ["identifiers", "units"],
    "exports/P1_units.docx": ["units"],
    "exports/P1_by_question.docx": ["units"],
    "exports/P1_units.xlsx": ["units"],
    "exports/all interviews units.xlsx": ["units"],
    "exports/P1_units.csv": [],
    "exports/P1_interview.json": [],
}


def test_every_draft_shows_the_code_of_what_can_be_reviewed_by_it_and_approve_takes_it(study: Study) -> None:
    answered(study, SAID.replace("good", "bad"))
    storage.write_bytes(
        study.draft("P1"), draft(storage.read(study.transcript("P1"), Transcript), study, study.interview("P1"))
    )
    again(study)
    codes = approvals.review_codes(study, "P1")
    for name, steps in SHOWS.items():
        shown = set(re.findall(rf"(?:transcript|identifiers|units) {CODE}", texts(study.root / name)))
        others = {one for one in shown if one.split()[1] not in codes.values()}
        assert shown - others == {f"{what} {codes[what]}" for what in steps}, name
        assert not others or name.startswith("exports/all"), name
    code, told = run("status", "P1", "--study", study.root)
    assert (code, all(f"{what} {codes[what]}" in " ".join(told.split()) for what in approvals.STAGES)) == (0, True), (
        told
    )
    for what in approvals.STAGES:
        words = ["approve", "P1", what, "--code", codes[what].lower(), "--by", ROLE, "--study", study.root]
        assert run(*words)[0] == 0, what
    assert states(study) == dict.fromkeys(approvals.STAGES, "reviewed")
    assert run("status", "P1", "--study", study.root)[1].count("review code") == 0


def test_what_is_reviewed_or_released_shows_no_code(study: Study) -> None:
    again(study)
    release(study, ROLE, WHEN)
    for folder in (study.exports, study.shared):
        for path in (path for path in folder.rglob("*") if path.is_file()):
            assert not re.search(rf"(?:identifiers|units) {CODE}", texts(path)), path.name


def test_a_code_of_something_else_is_refused_and_nothing_is_recorded(study: Study) -> None:
    looked_at = approvals.review_codes(study, "P1")
    answered(study, SAID.replace("good", "bad"))
    again(study)
    codes = approvals.review_codes(study, "P1")
    before = {path: path.read_bytes() for path in study.root.rglob("*") if path.is_file() and path.suffix != ".lock"}
    for what, code in [*looked_at.items(), ("units", codes["identifiers"]), ("units", ""), ("units", "good")]:
        exit_code, shown = run("approve", "P1", what, "--code", code, "--by", ROLE, "--study", study.root)
        assert exit_code == ExitCode.REFUSED, (what, code)
        assert "something else is there now" in " ".join(shown.split())
        assert not any(one in shown for one in codes.values())
    after = {path: path.read_bytes() for path in study.root.rglob("*") if path.is_file() and path.suffix != ".lock"}
    assert after == before


@pytest.mark.parametrize("words", [["all"], ["identifiers", "--accept-pending"]])
def test_a_code_stands_for_one_step_as_it_is(study: Study, words: list[str]) -> None:
    code = approvals.review_codes(study, "P1")["identifiers"]
    exit_code, _ = run("approve", "P1", *words, "--code", code, "--by", ROLE, "--study", study.root)
    assert exit_code == ExitCode.USAGE


def test_a_draft_of_an_earlier_version_has_no_code_and_counts_as_unchanged(study: Study) -> None:
    interview, value = study.interview("P1"), storage.read(study.transcript("P1"), Transcript)
    old = draft(value, study, interview, DraftMarks(code=False, base=False))
    assert old != draft(value, study, interview)
    for content in (old, draft(value, study, interview)):
        storage.write_bytes(study.draft("P1"), content, private=True)
        assert keep_edited_draft(study, interview) is None
    assert not is_draft_of(b"another", value, study, interview)


# --- what has changed since ----------------------------------------------------------------------------------------------


def page(study: Study, what: str) -> str:
    """The page of changes, which has one row for each place below its head."""
    return (study.reports / f"P1_{what}_changed.md").read_text(encoding="utf-8")


def places(study: Study, what: str) -> list[list[str]]:
    rows = [line.strip("|").split("|") for line in page(study, what).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def test_a_stale_approval_says_what_has_changed_and_nothing_else(study: Study) -> None:
    answered(study, SAID.replace("good", "bad"))
    again(study)
    code, shown = run("status", "P1", "--changes", "--study", study.root)
    assert code == 0, shown
    seen = " ".join(shown.split())
    assert all(f"P1: {what}, places that changed since the approval: " in seen for what in approvals.STAGES)
    assert "bad day" not in shown
    assert "P1_units_changed.docx" in shown.replace("\n", "")
    assert places(study, "transcript") == [
        ["Turn P1-002", f"P1: {SAID}", f"P1: {SAID.replace('good', 'bad')}"]
    ]  # of the raw transcript: what was really said
    assert [row[0] for row in places(study, "identifiers")] == ["Turn P1-002"]
    assert {row[0].split()[0] for row in places(study, "units")} == {"Unit"}
    assert "How was it to be back" not in page(study, "transcript")
    assert "Hanne" not in page(study, "identifiers") + page(study, "units")
    assert approvals.review_codes(study, "P1")["units"] in page(study, "units")
    document = Document(str(study.reports / "P1_units_changed.docx"))
    assert "RESTRICTED" in "".join(p.text for p in document.sections[0].header.paragraphs)
    if os.name == "posix":
        kept = [study.approved("P1", "units"), study.approved("P1", "units").parent]
        assert not any(path.stat().st_mode & 0o077 for path in (*kept, *study.reports.iterdir()))


@pytest.mark.parametrize(
    ("language", "where", "before"), [("en", "Title", "Back to work"), ("nb", "Tittel", "Back to work")]
)
def test_the_page_is_in_the_document_language(study: Study, language: str, where: str, before: str) -> None:
    again(configured(study, 'document_language = "en"', f'document_language = "{language}"'))
    for what in approvals.STAGES:
        approve(Study.open(study.root), "P1", what, by=ROLE, when=WHEN)
    configured(study, 'title = "Back to work"', 'title = "Working again"')
    assert run("status", "--changes", "--study", study.root)[0] == 0
    assert [where, before, "Working again"] in places(study, "units")


def test_an_approval_that_holds_or_kept_nothing_writes_no_page(study: Study) -> None:
    code, shown = run("status", "P1", "--changes", "--study", study.root)
    assert (code, "no approval is stale" in shown) == (0, True)
    given_by_an_earlier_version(study)
    answered(study, SAID.replace("good", "bad"))
    code, shown = run("status", "P1", "--changes", "--study", study.root)
    assert (code, "kept nothing to compare" in " ".join(shown.split())) == (0, True), shown
    assert not study.reports.exists()


def test_what_was_kept_for_another_approval_is_not_compared(study: Study) -> None:
    """The program stopped between the two files: what is kept is not what the approval in force is about."""
    kept = storage.read(study.approved("P1", "units"), storage.model.ReviewContent)
    storage.write(study.approved("P1", "units"), kept.model_copy(update={"strings": kept.strings[1:]}), private=True)
    titled = configured(study, "Back to work", "Working again")
    assert stale(titled) == {"units"}
    assert approvals.changes(titled, "P1", "units", approvals.read(titled)) is None


def test_what_is_kept_counts_as_an_original_and_goes_with_whoever_withdraws(study: Study) -> None:
    answered(study, SAID.replace("good", "bad"))
    again(study)
    run("status", "--changes", "--study", study.root)
    listed = {original.where: original.what for original in of_study(study)}
    assert listed["restricted/work/approved/P1_transcript.json"] == "text as it was approved"
    assert listed["restricted/reports/P1_transcript_changed.docx"] == "report on an interview"
    withdraw(Study.open(study.root), "P1", by=ROLE, when=WHEN)
    assert not [p for folder in (study.work / "approved", study.reports) for p in folder.iterdir() if "P1" in p.name]
    assert study.approved("P2", "transcript").exists()
    remove_originals(Study.open(study.root), "P1", by=ROLE, when=WHEN)
    assert study.approved("P2", "transcript").exists()
