"""A run of which nothing has changed since the last finished one: what it leaves out, and when it looks again."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from ipstranscribe.study import once, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import finished_run, split
from ipstranscribe.workflow.run import RunOutcome, run
from ipstranscribe.workflow.run_choices import RunChoices
from tests.studies import copied, telling

TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,P1.wav\nP2,P2,\n",
    "participants": "id,name\nP1,Hanne Nordmo\nP2,Roman Lie\n",
}
SAID = {"P1": "Then Hanne Nordmo came, and we left.", "P2": "Roman Lie came as well."}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    study = telling(folder / "study", TABLES, SAID)
    stored = storage.read(study.transcript("P1"), storage.model.Transcript)
    storage.write(study.transcript("P1"), stored.model_copy(update={"corrected": True}), private=True)
    (study.restricted / "recordings" / "P1.wav").write_bytes(b"any sound")
    return folder


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Study:
    one = copied(made, tmp_path)
    assert not again(one).failures
    return one


def again(study: Study, *, verify: bool = False) -> RunOutcome:
    return run(Study.open(study.root), rules_only=True, lexical=True, verify=verify)


def is_looked_through(study: Study, monkeypatch: pytest.MonkeyPatch, *, verify: bool = False) -> bool:
    """Whether a run goes through the steps of the interviews."""
    looked: list[str] = []
    whole = split.split
    monkeypatch.setattr(split, "split", lambda *args, **named: looked.append("") or whole(*args, **named))
    assert not again(study, verify=verify).failures
    return bool(looked)


def test_a_finished_study_is_not_looked_through(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = finished_run.closing_of(study), again(study)
    assert second.up_to_date
    assert second.closing == first
    assert not is_looked_through(study, monkeypatch)
    assert is_looked_through(study, monkeypatch, verify=True)


def later(path: Path) -> None:
    found = path.stat()
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns + 1))


CHANGES: dict[str, Callable[[Study], object]] = {
    "the guide": lambda s: s.guide.write_text(s.guide.read_text("utf-8") + "\n", "utf-8"),
    "a table": lambda s: (s.restricted / "people.csv").write_text("name,role,of\nKari Moe,sister,P1\n", "utf-8"),
    "a working copy": lambda s: next(s.exports.glob("*.csv")).write_text("typed", "utf-8"),
    "a working copy is gone": lambda s: next(s.exports.glob("*.csv")).unlink(),
    "a stored text": lambda s: s.pseudonymized("P2").unlink(),
    "a recording, by its time": lambda s: later(s.restricted / "recordings" / "P1.wav"),
    "a recording, by its size": lambda s: (s.restricted / "recordings" / "P1.wav").write_bytes(b"another one"),
    "a recording more": lambda s: (s.restricted / "recordings" / "P2.wav").write_bytes(b"more"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_is_looked_at(change: str, study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_looked_through(study, monkeypatch)
    CHANGES[change](study)
    assert is_looked_through(study, monkeypatch)


def test_folders_on_another_disk_are_looked_at_through_their_links(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (study.restricted / "recordings", study.exports):
        elsewhere = tmp_path / "another disk" / folder.name
        elsewhere.parent.mkdir(exist_ok=True)
        folder.rename(elsewhere)
        folder.symlink_to(elsewhere, target_is_directory=True)
        (elsewhere / "back").symlink_to(study.root, target_is_directory=True)
    assert not again(study).failures
    assert not is_looked_through(study, monkeypatch)
    later(study.restricted / "recordings" / "P1.wav")
    assert is_looked_through(study, monkeypatch)
    assert not is_looked_through(study, monkeypatch)
    next(study.exports.glob("*.csv")).unlink()
    assert is_looked_through(study, monkeypatch)


def test_other_choices_are_another_run(study: Study) -> None:
    choices = RunChoices(rules_only=True, lexical=True)
    assert finished_run.recall(study, finished_run.state_of(study, choices))
    assert not finished_run.recall(study, finished_run.state_of(study, RunChoices(rules_only=True, rules_of="en")))


def test_a_recording_of_the_same_size_and_time_is_only_seen_by_verify(study: Study) -> None:
    path = study.restricted / "recordings" / "P1.wav"
    before = finished_run.state_of(study, RunChoices())
    found = path.stat()
    path.write_bytes(b"ANY SOUND")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert finished_run.state_of(study, RunChoices()).fingerprint == before.fingerprint


def test_what_somebody_else_writes_meanwhile_is_not_taken_for_done(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.pseudonymized("P2").unlink()
    whole = split.split

    def meanwhile(*args: object, **named: object) -> bool:
        study.guide.write_text(study.guide.read_text("utf-8") + "\n", "utf-8")
        return whole(*args, **named)

    with monkeypatch.context() as patched:
        patched.setattr(split, "split", meanwhile)
        again(study)
    assert is_looked_through(study, monkeypatch)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
def test_the_record_is_its_owners_alone(study: Study) -> None:
    assert study.step_inputs(finished_run.NAME).stat().st_mode & 0o077 == 0


def read_by(state: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose content is read for a state."""
    read: list[str] = []
    whole = finished_run._sum
    with monkeypatch.context() as watched:
        watched.setattr(finished_run, "_sum", lambda path: read.append(path.name) or whole(path))
        state()
    return read


def test_a_run_reads_no_file_twice_for_its_state(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "SETTLED", 0)
    sums: list[Mapping[str, str]] = []
    whole = finished_run.state_of

    def state_of(*given: Any) -> finished_run.StudyState:
        state = whole(*given)
        sums.append(state.files)
        return state

    monkeypatch.setattr(finished_run, "state_of", state_of)
    study.guide.write_text(study.guide.read_text("utf-8") + "\n", "utf-8")
    read = read_by(lambda: again(study), monkeypatch)
    unchanged = [Path(name).name for name, one in sums[0].items() if all(later.get(name) == one for later in sums)]
    names = [one for one in unchanged if unchanged.count(one) == 1 and not one.endswith(".wav")]
    assert len(sums) > 2
    assert len(names) > 5
    assert {read.count(one) for one in names} == {1}


@pytest.mark.parametrize("settled", [0, 3600 * 10**9])
def test_a_file_is_known_by_its_looks_once_it_has_settled(
    settled: int, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "SETTLED", settled)
    choices = RunChoices()
    before = finished_run.state_of(study, choices)
    path, found = study.guide, study.guide.stat()
    read = read_by(lambda: finished_run.state_of(study, choices, before), monkeypatch)
    assert (path.name in read) is bool(settled)
    content = path.read_bytes()
    path.write_bytes(content.replace(b"t", b"T"))  # of the same size, and its time is put back
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert finished_run.state_of(study, choices, before).files != before.files
