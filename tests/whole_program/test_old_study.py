"""A study that version 0.1.0 finished (`old_study/README.md`) is found as it was left: valid, up to date, released alike."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from ipstranscribe.errors import ExitCode
from ipstranscribe.release.extract.unpack import unpack
from ipstranscribe.study import key as keys
from ipstranscribe.study import passphrases, storage
from ipstranscribe.study.folder import Study
from tests.conftest import model

OLD = Path(__file__).parent / "old_study"
SECRET = "an old study"
VERSION = "0.1.0"
YOUNGER = {
    "corrections",
    "review-content",
    "step-inputs",
    "listened-places",
    "key-record",
    "handover-manifest",
    "condensation",
}
YOUNGER |= {"codings", "consensus", "code-merges", "deposit", "recognized-turns", "sound-record"}
"""Kinds of stored values that this version did not know."""
INTERVIEWS = ("P1", "P2", "P3")
pytestmark = pytest.mark.models

PROGRAM = """
import runpy, socket, sys
def refuse(*_, **__): raise OSError("no network")
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
socket.getaddrinfo = socket.create_connection = refuse
import ipstranscribe
ipstranscribe.__version__ = sys.argv.pop(1)
runpy.run_module("ipstranscribe", run_name="__main__", alter_sys=True)
"""
"""The program without a network. Documents name the version that made them, so it takes itself for the old one."""


def run(study: Path, *words: str | Path) -> tuple[int, str]:
    """Exit code of a command and everything that it showed."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, VERSION, *map(str, words), "--study", str(study)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, passphrases.PASSPHRASE: SECRET, "COLUMNS": "200", "PYTHONUTF8": "1"},
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def copied(to: Path) -> Path:
    """The old study and its key in the folder `to`, closed to others as the program had left it."""
    shutil.copytree(OLD, to, dirs_exist_ok=True)
    restricted = to / "study" / "restricted"
    for path in (restricted, *restricted.rglob("*")):
        path.chmod(path.stat().st_mode & 0o700)
    return (to / "study").resolve()


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy for tests that change nothing."""
    model("whisper-base")
    model("spacy-en-sm")
    return copied(tmp_path_factory.mktemp("old"))


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A copy to change."""
    return copied(tmp_path / "old")


def files(study: Path) -> dict[str, bytes]:
    """Every file by its path, but those of locks, which say nothing."""
    there = (path for path in sorted(study.rglob("*")) if path.is_file() and not path.name.endswith(".lock"))
    return {path.relative_to(study).as_posix(): path.read_bytes() for path in there}


def times(study: Path) -> dict[str, int]:
    """When each of these files was written."""
    return {name: (study / name).stat().st_mtime_ns for name in files(study)}


def lines(shown: str) -> list[list[str]]:
    """What is shown as words, without the rules and widths of tables, which are another library's."""
    return [words for line in shown.splitlines() if (words := line.replace("─", " ").split())]


def states(study: Path) -> dict[str, set[str]]:
    """What `status` says of the transcript, identifiers and units of each interview."""
    code, shown = run(study, "status")
    assert code == 0, shown
    words = {"missing", "draft", "stale", "reviewed"}
    rows = [line for line in lines(shown) if line[0] in INTERVIEWS and words & set(line)]
    return {row[0]: words & set(row) for row in rows}


# --- as it was left --------------------------------------------------------------------------------------------------------


def test_every_stored_value_is_read_and_would_be_written_the_same(old: Path) -> None:
    kinds = {name: kind for kind, name in reversed(storage.KINDS.items())}  # the whole value of a kind stands first
    seen = set()
    for path in (
        path for path in old.rglob("*.json") if path.parts[-2] not in ("exports", "shared", "coder A", "coder B")
    ):
        raw = path.read_bytes()
        kind = kinds[json.loads(raw)["kind"]]
        assert storage.to_bytes(storage.from_bytes(raw, kind, path.name)) == raw, path.name
        seen.add(storage.KINDS[kind])
    assert seen == set(kinds) - {"key"} - YOUNGER


def test_the_key_opens_and_knows_the_same(old: Path) -> None:
    study = Study.open(old)
    assert keys.path(study) == old.with_name("old-study.key.age")
    assert storage.to_bytes(keys.load(study, SECRET)) == (OLD / "key.json").read_bytes()


def test_every_state_is_as_it_was_and_every_approval_holds(old: Path) -> None:
    shown = "".join(run(old, *words)[1] for words in (("status",), ("status", *INTERVIEWS, "--all")))
    shown = shown.replace(str(old / "shared"), "STUDY/shared")
    shown = "".join(line for line in shown.splitlines(keepends=True) if not line.startswith("The gate: "))  # not then
    assert lines(shown) == lines((OLD / "status.txt").read_text(encoding="utf-8"))
    assert states(old) == {interview: {"reviewed"} for interview in INTERVIEWS}


DOCUMENTS = re.compile(
    r"(exports|shared)/(coder [AB]/)?(P\d_\w+\.(docx|html)|(P\d_units|all interviews units)\.xlsx|manifest\.sha256)"
)
"""Documents with the look of this version (docs/documents.md), and the checksums of coders' folders."""


def new_look(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """The documents that are written otherwise now; each says every word that it said, and there are no others."""
    kept = (
        "restricted/work/inputs/",
        "restricted/work/key.json",
        "restricted/work/findings_count.json",
    )  # records only
    records = {name for name in after if name.startswith(kept)}
    assert before.keys() == after.keys() - records
    changed = {name for name in before if before[name] != after[name]}
    for name in changed:
        if name.endswith(("docx", "xlsx", "html")):
            said, now = (
                {word for piece in unpack(name, files[name]) for word in re.findall(r"[^\W\d_]{3,}", piece.text)}
                for files in (before, after)
            )
            assert said <= now, name
    return changed


def test_a_whole_run_writes_only_documents_anew_and_only_once(mine: Path) -> None:
    """What was decided, approved and made of it stays; the documents get the look of this version."""
    before = files(mine)
    code, shown = run(mine, "run")
    assert code == 0, shown
    changed = new_look(before, files(mine))
    assert {name for name in changed if not DOCUMENTS.fullmatch(name)} == set()
    assert not [name for name in changed if name.startswith("shared/")]
    assert states(mine) == {interview: {"reviewed"} for interview in INTERVIEWS}
    before, written = files(mine), times(mine)
    code, shown = run(mine, "run")
    assert code == 0, shown
    assert "Everything is up to date." in shown
    assert (files(mine), times(mine)) == (before, written)
    restricted = mine / "restricted"
    open_ones = [path.name for path in (restricted, *restricted.rglob("*")) if path.stat().st_mode & 0o077]
    assert os.name != "posix" or not open_ones


def test_the_gate_finds_nothing(old: Path) -> None:
    code, shown = run(old, "check")
    assert code == 0, shown
    assert "No known identifier found" in shown


def test_a_second_release_is_the_same_but_for_the_log_and_the_look(mine: Path) -> None:
    """The log tells of both releases, and the manifest holds the checksum of the log. Nothing else knows the time."""
    before = files(mine)
    code, shown = run(mine, "release", "--by", "investigator")
    assert code == 0, shown
    after = files(mine)
    changed = {"restricted/log.csv", "shared/log.csv", "shared/manifest.sha256"}
    looks = {name for name in new_look(before, after) if DOCUMENTS.fullmatch(name)}
    assert {name for name in before if before[name] != after[name]} == changed | looks
    assert after["shared/log.csv"].startswith(before["shared/log.csv"])
    assert after["shared/log.csv"].count(b"\n") == before["shared/log.csv"].count(b"\n") + 1
    sums = [f["shared/manifest.sha256"].decode().splitlines() for f in (before, after)]
    again = {line for line in sums[0] if line not in sums[1]}
    assert {line.split("  ", 1)[1] for line in again} == {
        "log.csv", *(name.removeprefix("shared/") for name in looks - changed),
    }  # fmt: skip


def test_a_recording_need_not_be_transcribed_again(mine: Path) -> None:
    """Without approvals it is the fingerprint that says so: of recording, model, settings, guide and names."""
    (mine / "restricted" / "work" / "approvals.json").unlink()
    code, shown = run(mine, "transcribe")
    assert code == 0, shown
    assert lines(shown) == [
        ["P1:", "up", "to", "date"],
        *lines("P2: corrected by a person, left as it is (--overwrite makes it anew)"),
        *lines("P3: has no recording, left as it is"),
    ]


# --- and not so when something has changed ---------------------------------------------------------------------------------


def test_a_correction_makes_the_approvals_of_its_interview_stale(mine: Path, tmp_path: Path) -> None:
    shared = files(mine / "shared")
    draft = Document(str(mine / "restricted" / "transcripts" / "P3_transcript_draft.docx"))
    for text in (run for paragraph in draft.paragraphs for run in paragraph.runs):
        text.text = text.text.replace("biblioteket", "kafeen")
    draft.save(str(tmp_path / "P3.docx"))
    code, shown = run(mine, "import", "transcript", "P3", tmp_path / "P3.docx")
    assert code == 0, shown
    assert states(mine) == {"P1": {"reviewed"}, "P2": {"reviewed"}, "P3": {"stale"}}
    code, shown = run(mine, "release", "--by", "investigator")
    assert code == ExitCode.REFUSED
    assert "P3 is not approved: transcript, identifiers, units." in shown
    assert "Something has changed since the documents were made" in shown
    assert files(mine / "shared") == shared


def test_a_decision_that_is_taken_back_has_to_be_applied(mine: Path, tmp_path: Path) -> None:
    """Nothing that was approved has changed yet, but what was made of the decisions has."""
    (tmp_path / "d.csv").write_text("decision,written_form\nwithdraw,Norge\n", encoding="utf-8")
    assert run(mine, "import", "decisions", tmp_path / "d.csv", "--by", "investigator")[0] == 0
    code, shown = run(mine, "release", "--by", "investigator")
    assert code == ExitCode.REFUSED
    assert "is not approved" not in shown
    assert "Something has changed since the documents were made" in shown


def test_another_recording_would_be_transcribed(mine: Path) -> None:
    """So that the test above can fail: sound that cannot be read is what the program now meets."""
    (mine / "restricted" / "work" / "approvals.json").unlink()
    (mine / "restricted" / "recordings" / "P1.ogg").write_bytes(b"another")
    code, shown = run(mine, "transcribe", "P1")
    assert code != 0
    assert "up to date" not in shown
