"""The way into `shared/`: whole or not at all, for the readers that were named, with its manifest and its log."""

import hashlib
import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import openpyxl
import pytest
from docx import Document

from ipstranscribe import __version__
from ipstranscribe.choices import FormatName
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Decision, Key, Occurrence
from ipstranscribe.pseudonymize.entities.decisions import merge_decisions
from ipstranscribe.release import sandbox
from ipstranscribe.release.extract.unpack import unpack
from ipstranscribe.release.search.rejected_places import ShownText
from ipstranscribe.study import approvals, atomic_folder, audit_log, storage
from ipstranscribe.study import key as keys
from ipstranscribe.study.folder import Study
from ipstranscribe.text.occurrences import occurrences
from ipstranscribe.text.wording import wording_of
from ipstranscribe.workflow.approve import approve
from ipstranscribe.workflow.check import Refused
from ipstranscribe.workflow.gate_search import FolderFiles, gate_verdict
from ipstranscribe.workflow.release import Reworded, check, release
from ipstranscribe.workflow.review_identifiers import decisions_of
from ipstranscribe.workflow.run import run
from tests.studies import ROLE, TEST_PASSPHRASE, WHEN, exporting, in_everything, ready, telling, transcript

SAID = {
    "P1": "Then Hanne Nordmo took the train from Lillehammer. It was the fourteenth of March 2019, in times new roman.",
    "P2": "Well, Lillehammer is where I was born. Dag came, dag for dag.",
}
TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
    "participants": "id,name,town\nP1,Hanne Nordmo,Lillehammer\nP2,Roman Lie,\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews, pseudonymized by rules, with everything decided and approved."""
    folder = tmp_path_factory.mktemp("made")
    opened = telling(folder / "my study æ", TABLES, SAID)
    ready(opened)
    return folder


def shared(study: Study) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in study.shared.iterdir()} if study.shared.exists() else {}


@pytest.mark.processes
def test_a_release_has_every_document_a_manifest_and_a_log(study: Study) -> None:
    study = exporting(study, formats=("docx", "xlsx", "csv"))
    judgement = release(study, ROLE, WHEN)
    files = shared(study)
    assert judgement.passes
    assert judgement.verdict.files == len(files)
    whole = {"all interviews coverage.csv", "all interviews units.xlsx"}
    assert {name.split("_")[0] for name in files} == {"P1", "P2", "log.csv", "manifest.sha256", *whole}
    listed = dict(reversed(line.split("  ")) for line in files["manifest.sha256"].decode().splitlines())
    assert listed == {n: hashlib.sha256(data).hexdigest() for n, data in files.items() if n != "manifest.sha256"}
    assert files["log.csv"] == audit_log.to_csv(audit_log.read(study))
    last = audit_log.read(study)[-1]
    assert (last.when, last.about, last.by) == (WHEN, "P1 P2", ROLE)
    assert last.what.startswith("released for internal")
    assert last.program == f"ipstranscribe {__version__}"
    assert not any(name in files["log.csv"].decode() for name in ("Hanne", "Lillehammer", "Roman"))


def test_the_same_release_twice_differs_in_nothing_but_its_log(study: Study) -> None:
    release(study, ROLE, WHEN)
    first = shared(study)
    release(study, ROLE, WHEN)
    assert {n for n, data in shared(study).items() if data != first[n]} == {"log.csv", "manifest.sha256"}


def test_another_profile_shows_first_what_it_words_otherwise(study: Study) -> None:
    with pytest.raises(Reworded) as shown:
        release(study, ROLE, WHEN, "archive")
    (change,) = [c for c in shown.value.changes if "Eastern Norway" in c.after]
    assert (change.times, change.interviews) == (2, ("P1", "P2"))
    assert "Lillehammer" not in repr(shown.value.changes)
    assert shown.value.code == ExitCode.REFUSED
    assert not study.shared.exists()
    release(study, ROLE, WHEN, "archive", accept_wording=True)
    text = shared(study)["P1_units.csv"].decode("utf-8-sig")
    assert change.after in text
    assert "[date 1: 2019]" in text
    assert audit_log.read(study)[-1].what.startswith("released for archive")
    assert release(study, ROLE, WHEN).passes
    assert change.after not in shared(study)["P1_units.csv"].decode("utf-8-sig")


def test_the_archive_is_not_told_branch_and_length(study: Study) -> None:
    study = exporting(study, formats=("docx",))
    words = wording_of("en")
    for profile, told in (("archive", False), ("coders", True)):
        release(study, ROLE, WHEN, profile, accept_wording=True)
        table = Document(str(study.shared / "P1_units.docx")).tables[0]
        names = {row.cells[0].text for row in table.rows}
        assert (words.branch in names, words.duration in names) == (told, told)
        assert {words.project, words.interview, words.convention, words.status} <= names


SPOILT = {
    "an approval that is missing": lambda study: storage.write(study.approvals, _without(study, "P2"), private=True),
    "a transcript that has changed": lambda study: storage.write(
        study.transcript("P1"), transcript("P1", "P1", "So Hanne went."), private=True
    ),
    "a table that has changed": lambda study: (study.restricted / "people.csv").write_text(
        "name,aliases,role,of\nTove Lie,,boss,P1\n", encoding="utf-8"
    ),
    "an interview that is not transcribed": lambda study: (study.restricted / "interviews.csv").write_text(
        "id,participant,recordings\nP1,P1,\nP2,P2,\nP3,P1,\n", encoding="utf-8"
    ),
    "no interviews": lambda study: (study.restricted / "interviews.csv").write_text("id,participant,recordings\n"),
}


def _without(study: Study, interview: str) -> approvals.Approvals:
    given = approvals.read(study).approvals
    return approvals.Approvals(approvals=tuple(a for a in given if (a.interview, a.what) != (interview, "units")))


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_nothing_leaves_and_no_check_passes_while(study: Study, spoil: object) -> None:
    release(study, ROLE, WHEN)
    before = shared(study)
    spoil(study)
    opened = Study.open(study.root)
    with pytest.raises(Refused) as refused:
        release(opened, ROLE, WHEN)
    assert refused.value.code == ExitCode.REFUSED
    assert shared(study) == before
    judged = check(opened, study.shared)
    assert judged.reasons
    assert not judged.passes
    assert not check(opened, None).passes


def test_a_suggestion_that_nobody_has_decided_on_closes_the_gate(study: Study) -> None:
    said = transcript("P2", "P2", "Well, I was the only woman who drove a milk lorry in the valley.")
    storage.write(study.transcript("P2"), said, private=True)
    run(study, rules_only=True, lexical=True)
    reasons = [reason.what for reason in check(study, study.exports).reasons]
    assert any("P2 has" in what and "nobody has decided" in what for what in reasons)


def test_without_the_key_nothing_is_checked_or_released(study: Study) -> None:
    keys.path(study).unlink()
    for attempt in (lambda: check(study, study.exports), lambda: release(study, ROLE, WHEN)):
        with pytest.raises(UserError) as refused:
            attempt()
        assert refused.value.code == ExitCode.KEY
    assert not study.shared.exists()


def test_a_check_without_folder_looks_through_what_a_release_would_write(study: Study) -> None:
    judged = check(study, None)
    assert judged.passes
    assert judged.verdict.files
    assert not study.shared.exists()


@pytest.mark.parametrize("where", ["Hanne Nordmo", "for the archive/hanne_nordmo", "NordmoHanne/empty"])
def test_the_name_of_a_folder_is_looked_at_even_of_an_empty_one(study: Study, tmp_path: Path, where: str) -> None:
    (tmp_path / "out" / where).mkdir(parents=True)
    for folder in (tmp_path / "out", tmp_path / "out" / where.split("/", maxsplit=1)[0]):
        judged = check(study, folder)
        assert any(finding.file == "a folder" for finding in judged.verdict.findings)
        assert "ordmo" not in repr(judged.verdict.findings)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are always text")
def test_a_name_that_is_no_text_is_refused(study: Study, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (Path(os.fsdecode(os.fsencode(tmp_path / "out") + b"/Bj\xf8rn.txt"))).touch()
    with pytest.raises(UserError) as refused:
        check(study, tmp_path / "out")
    assert refused.value.code == ExitCode.REFUSED


def test_a_name_that_is_also_the_name_of_a_font_stops_no_release_but_in_the_text_it_does(study: Study) -> None:
    """P2 is called Roman, and every Word file names Times New Roman; what P1 says of it is another matter."""
    table = study.restricted / "identifiers" / "identifiers.csv"
    assert "roman" in table.read_text(encoding="utf-8-sig")  # asked about, and accepted: it is replaced
    assert release(study, ROLE, WHEN).passes
    assert "new roman" not in shared(study)["P1_units.csv"].decode("utf-8-sig")


@pytest.mark.parametrize("name", ["Anna Kind", "Condensate Moe", "Åge Text", "Program Moe"])
def test_a_name_that_is_also_the_name_of_a_column_stops_no_release_but_in_the_text_it_does(
    study: Study, tmp_path: Path, name: str
) -> None:
    """The first lines of our tables are the same in every study; the same words below them are another matter."""
    people = study.restricted / "people.csv"
    people.write_text(f"name,aliases,role,of\n{name},,colleague,\n", encoding="utf-8")
    opened = Study.open(study.root)
    ready(opened)
    release(opened, ROLE, WHEN)
    for file in ("P1_units.csv", "log.csv"):
        content = shared(opened)[file]
        storage.write_bytes(tmp_path / "out" / file, content + f"{name}\r\n".encode())
        assert [f.times for f in check(opened, tmp_path / "out").verdict.findings if f.file == file] == [1]


@pytest.mark.processes
def test_a_search_that_breaks_off_or_does_not_end_lets_nothing_pass(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "_serve", _dies)
    with pytest.raises(Refused) as refused:
        release(study, ROLE, WHEN)
    assert {f.what for f in refused.value.judgement.verdict.findings} == {"the search broke off"}
    assert "try again" in refused.value.fix
    assert "Decide" not in refused.value.fix
    assert not study.shared.exists()


def test_a_name_given_as_a_role_closes_the_gate_until_the_log_is_put_right(study: Study) -> None:
    """As the role of a release it does not get into the log; one that got there is taken out by hand."""
    with pytest.raises(Refused) as refused:
        release(study, "Hanne Nordmo", WHEN)
    assert "Give --by a role" in refused.value.fix
    assert release(study, ROLE, WHEN).passes
    audit_log.record(study, "units approved", ["P1"], by="Hanne Nordmo", when=WHEN)
    with pytest.raises(Refused) as again:
        release(study, ROLE, WHEN)
    assert "restricted/log.csv" in again.value.fix
    assert "Decide" not in again.value.fix
    log = study.restricted / "log.csv"
    log.write_text(log.read_text(encoding="utf-8-sig").replace("Hanne Nordmo", ROLE), encoding="utf-8")
    assert release(study, ROLE, WHEN).passes


TOLD = {
    "a name": ({"notes.txt": b"Hanne came"}, ["Decide"]),
    "a picture": ({"notes.png": b"\x89PNG"}, ["cannot be looked into"]),
    "a damaged document": ({"notes.docx": b"PK\x03\x04"}, ["cannot be looked into"]),
    "a log that names somebody": ({"log.csv": b"when,by\nnow,Hanne\n"}, ["Give --by a role"]),
    "all of it": (
        {"log.csv": b"when,by\nnow,Hanne\n", "notes.txt": b"Hanne", "notes.png": b""},
        ["Decide", "Give --by a role", "cannot be looked into"],
    ),
    "nothing": ({"notes.txt": b"fine"}, []),
}


@pytest.mark.parametrize(("files", "told"), TOLD.values(), ids=TOLD.keys())
def test_what_to_do_is_told_by_what_was_found(
    study: Study, tmp_path: Path, files: dict[str, bytes], told: list[str]
) -> None:
    for name, content in files.items():
        storage.write_bytes(tmp_path / "out" / name, content)
    fixes = check(study, tmp_path / "out").fixes
    assert len(fixes) == len(told)
    for fix, words in zip(fixes, told, strict=True):
        assert words in fix


def _dies(pipe: object, work: object) -> None:
    sys.exit(3)


def test_killed_at_twenty_moments_shared_is_the_old_one_or_the_new_one(study: Study) -> None:
    """A real process is killed: before anything is written, while it is written, and after."""
    release(study, ROLE, WHEN)
    at_work = 0
    for moment in range(20):
        before = shared(study)
        command = [sys.executable, "-m", "ipstranscribe", "release", "--by", ROLE, "--study", str(study.root)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in _while_alive(process):
            if moment < 2 or list(study.root.glob(".shared-*")):
                break
        time.sleep((moment % 7) * 0.4 if moment < 2 else (moment - 2) * 0.002)
        process.kill()
        process.wait()
        at_work += bool(list(study.root.glob(".shared-*")))
        now = shared(study)
        listed = dict(reversed(line.split("  ")) for line in now["manifest.sha256"].decode().splitlines())
        assert listed == {n: hashlib.sha256(d).hexdigest() for n, d in now.items() if n != "manifest.sha256"}
        assert now == before or now["log.csv"].count(b"released") > before["log.csv"].count(b"released")
    assert at_work > 3  # some were killed while they wrote
    atomic_folder.recover(study.shared)
    assert not list(study.root.glob(".shared-*"))


def _while_alive(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    while process.poll() is None:
        yield
        time.sleep(0.0005)


def test_the_key_of_these_tests_opens_like_any_other(study: Study) -> None:
    assert isinstance(keys.load(study, TEST_PASSPHRASE), Key)


def test_what_is_decided_for_one_participant_stands_in_the_files_that_hold_all(
    with_two_dags: Study, tmp_path: Path
) -> None:
    """`Dag` is no name in P2, where somebody is called so in P1; in a file of both each one's words are judged alone."""
    opened = exporting(with_two_dags, formats=("xlsx", "csv"))
    release(opened, ROLE, WHEN)
    assert "Dag came" in shared(opened)["P2_units.csv"].decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(shared(opened)["all interviews units.xlsx"]))
    assert any("Dag came" in str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert check(opened, opened.shared).verdict.findings == ()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "all interviews notes.txt").write_text("Then Dag came.", encoding="utf-8")
    assert check(opened, tmp_path / "out").verdict.findings


TALK_NEEDED = {
    "nothing is seen": ({"all interviews.txt": "She went home.", "P1_units.txt": "Fine."}, False),
    "something in a file of one interview": ({"P1_notes.txt": "Hanne Nordmo came."}, False),
    "something in a file of several": ({"notes.txt": "Hanne Nordmo came."}, True),
}


@pytest.mark.parametrize(("files", "read"), TALK_NEEDED.values(), ids=TALK_NEEDED)
def test_the_talk_of_the_study_is_read_only_for_a_file_that_it_could_let_pass(
    study: Study, files: dict[str, str], read: bool
) -> None:
    asked: list[str] = []

    def talk() -> Iterator[ShownText]:
        asked.append("read")
        yield ShownText("P1", "P1-001", "She went home.")

    key = keys.load(study, TEST_PASSPHRASE)
    found = gate_verdict(study, {name: text.encode() for name, text in files.items()}, key, talk())
    assert bool(asked) is read
    assert bool(found.findings) is any("Hanne" in text for text in files.values())


@pytest.fixture
def with_two_dags(study: Study) -> Study:
    """Somebody called Dag is spoken of in both interviews; in P2 the word was rejected as a name."""
    people = study.restricted / "people.csv"
    people.write_text("name,aliases,role,of\nDag Lie,Dag,brother,P1\nDag Moe,Dag,uncle,P2\n", encoding="utf-8")
    opened = Study.open(study.root)
    ready(opened)
    of_p2 = [e.id for e in keys.load(opened, TEST_PASSPHRASE).entities if e.scope == "P2" and "Dag" in e.forms]
    rejected = [Decision(form=form, verdict="reject", entity=of_p2[0], by=ROLE, when=WHEN) for form in ("Dag", "dag")]
    storage.write(opened.decisions, merge_decisions(decisions_of(opened), rejected), private=True)
    ready(opened)
    return opened


def test_every_format_and_program_passes_the_gate_and_holds_no_name(with_two_dags: Study) -> None:
    """What is decided for P2 lets P2's words pass in project files and texts of all interviews, too."""
    opened = in_everything(with_two_dags, ("A", "B"))
    ready(opened)
    assert release(opened, ROLE, WHEN).passes
    told = [piece.text for name, data in FolderFiles(opened.shared).items() for piece in unpack(name, data)]
    assert any("Dag came" in text for text in told)
    assert len(told) > 1000
    for name in ("Hanne", "Nordmo", "Lillehammer"):
        assert not any(name in text for text in told)


BOTH = "We lived by the Dag river then, for years. Later Dag came, and he stayed with us."


@pytest.fixture
def with_a_place(study: Study) -> Study:
    """`Dag` is a river at one place in P2, and an uncle at the next."""
    people = study.restricted / "people.csv"
    people.write_text("name,aliases,role,of\nDag Moe,Dag,uncle,P2\n", encoding="utf-8")
    storage.write(study.transcript("P2"), transcript("P2", "P2", BOTH), private=True)
    opened = Study.open(study.root)
    river = next(iter(occurrences("P2", "P2-002", BOTH, "Dag").values()))
    left = Decision(form="Dag", verdict="reject", scope=river, by=ROLE, when=WHEN)
    storage.write(opened.decisions, merge_decisions(decisions_of(opened), [left]), private=True)
    ready(opened)
    return opened


def test_what_is_left_at_one_place_stands_there_in_every_format_and_nowhere_else(
    with_a_place: Study, tmp_path: Path
) -> None:
    opened = exporting(with_a_place, formats=get_args(FormatName))
    assert not run(opened, rules_only=True, lexical=True).failures
    assert release(opened, ROLE, WHEN).passes
    told = [piece.text for name, data in FolderFiles(opened.shared).items() for piece in unpack(name, data)]
    assert sum("the Dag river" in text for text in told) > 10
    assert not any("Dag came" in text for text in told)
    assert check(opened, opened.shared).verdict.findings == ()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "P2_notes.txt").write_text("Then Dag came.", encoding="utf-8")
    assert check(opened, tmp_path / "out").verdict.findings


def test_a_turn_that_was_edited_at_a_decided_place_is_not_released_before_somebody_decides_anew(
    with_a_place: Study,
) -> None:
    edited = BOTH.replace("the Dag river", "the old Dag river")
    storage.write(with_a_place.transcript("P2"), transcript("P2", "P2", edited), private=True)
    run(with_a_place, rules_only=True, lexical=True)
    assert "Dag" not in with_a_place.pseudonymized("P2").read_text(encoding="utf-8")
    with pytest.raises(UserError, match="2 suggestions"):
        approve(with_a_place, "P2", "identifiers", by=ROLE, when=WHEN)
    with pytest.raises(Refused):
        release(with_a_place, ROLE, WHEN)
    approve(with_a_place, "P2", "identifiers", by=ROLE, when=WHEN, accept_pending=True)
    assert {d.scope.number for d in decisions_of(with_a_place).decisions if isinstance(d.scope, Occurrence)} == {1, 2}


LONG = "we walked along the water, and " * 60


def test_what_is_left_at_one_place_also_stands_in_the_parts_of_a_long_text(study: Study) -> None:
    """A unit taller than a row of Excel goes on in rows below, and what led to a unit is shortened beside it."""
    people = study.restricted / "people.csv"
    people.write_text("name,aliases,role,of\nDag Moe,Dag,uncle,P2\n", encoding="utf-8")
    asked, said = f"By the Dag river {LONG}then what?", f"Well, {LONG}then the Dag river came, {LONG}that was it."
    talk = transcript("P2", "P2", said)
    question = talk.turns[0].model_copy(update={"text": asked})
    talk = talk.model_copy(update={"turns": (question, *talk.turns[1:])})
    storage.write(study.transcript("P2"), talk, private=True)
    opened = exporting(Study.open(study.root), formats=("xlsx", "docx"))
    rivers = [next(iter(occurrences("P2", turn.id, turn.text, "Dag").values())) for turn in talk.turns]
    left = [Decision(form="Dag", verdict="reject", scope=river, by=ROLE, when=WHEN) for river in rivers]
    storage.write(opened.decisions, merge_decisions(decisions_of(opened), left), private=True)
    ready(opened)
    assert release(opened, ROLE, WHEN).passes
    sheet = openpyxl.load_workbook(opened.shared / "P2_units.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=3, values_only=True) for cell in row if "Dag" in str(cell)]
    assert {cell.endswith(" …") for cell in cells} == {True, False}
