"""The record of the key: another key, an older one and one that lacks what the study uses are not taken for the study's own.

Each case says what happened to study and key since they were last used together, and what the next use does.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ipstranscribe import events
from ipstranscribe.cli import app
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Entity, Key, KeyRecord
from ipstranscribe.study import key as keys
from ipstranscribe.study import key_record, passphrases, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.pseudonymize import pseudonymize_study
from tests.listening import Collector
from tests.studies import TEST_PASSPHRASE as SECRET
from tests.studies import founded, transcript


def entity(number: int, form: str) -> Entity:
    return Entity(id=f"E{number:04}", category="person", replacement=f"[person {number}]", forms=(form,))


FIRST, SECOND = entity(1, "Solfrid"), entity(2, "Torbjørg")


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A study whose key was stored twice, the second time with one more entity."""
    root = tmp_path / "study"
    (root / "restricted").mkdir(parents=True)
    (root / "restricted" / "interviews.csv").write_text("id,participant,recordings\n", encoding="utf-8")
    (root / "study.toml").write_text('id = "test-study"\ntitle = "T"\nkey = "../k.key.age"\n', encoding="utf-8")
    opened = Study.open(root)
    keys.save(opened, Key(study="test-study", entities=(FIRST,)), SECRET)
    shutil.copy(keys.path(opened), tmp_path / "backup.key.age")
    shutil.copy(opened.key_record, tmp_path / "backup.record.json")
    loaded = keys.load(opened, SECRET)
    keys.save(opened, loaded.model_copy(update={"entities": (FIRST, SECOND)}), SECRET)
    return opened


def loaded(study: Study) -> tuple[Key | None, str, str]:
    """The key, the error, and what was told."""
    listener = Collector()
    with events.listening(listener):
        try:
            key = keys.load(study, SECRET)
        except UserError as error:
            assert error.code is ExitCode.KEY
            assert "key adopt" in error.fix
            return None, error.what, ""
    return key, "", " ".join(notice.text for notice in listener.notices)


def older_key(study: Study) -> None:
    shutil.copy(study.root.parent / "backup.key.age", keys.path(study))


def another_key(study: Study) -> None:
    keys.path(study).unlink()
    study.key_record.rename(study.root.parent / "kept.json")
    for entities in ((), (FIRST,), (FIRST, SECOND)):
        made = keys.load(study, SECRET) if keys.path(study).exists() else Key(study="test-study")
        keys.save(study, made.model_copy(update={"entities": entities}), SECRET)
    (study.root.parent / "kept.json").rename(study.key_record)


def older_study(study: Study) -> None:
    shutil.copy(study.root.parent / "backup.record.json", study.key_record)


def killed_before_the_key_was_written(study: Study) -> None:
    with pytest.raises(KeyboardInterrupt), key_record.replacing(study, keys.load(study, SECRET)):
        raise KeyboardInterrupt


def killed_after_the_key_was_written(study: Study) -> None:
    before = storage.read(study.key_record, KeyRecord)
    keys.save(study, keys.load(study, SECRET), SECRET)
    storage.write(study.key_record, before.model_copy(update={"pending": before.generation + 1}))


def nothing(study: Study) -> None:
    """Nothing happened."""


HAPPENED: dict[str, tuple[Callable[[Study], None], str, str]] = {
    "nothing": (nothing, "", ""),
    "the key was restored from a backup": (older_key, "older than the study", ""),
    "the key is another one": (another_key, "not the key", ""),
    "the study was restored from a backup": (older_study, "", "newer than this study knows"),
    "the program was killed before the key was written": (killed_before_the_key_was_written, "", ""),
    "the program was killed after the key was written": (killed_after_the_key_was_written, "", ""),
}


@pytest.mark.parametrize(("happen", "refused", "told"), HAPPENED.values(), ids=HAPPENED.keys())
def test_a_key_that_does_not_fit_the_study_is_refused_and_one_that_is_newer_is_told_of(
    study: Study, happen: Callable[[Study], None], refused: str, told: str
) -> None:
    happen(study)
    key, error, said = loaded(study)
    assert (refused in error) if refused else key is not None
    assert bool(refused) == (key is None)
    assert told in said
    assert bool(told) == bool(said)


@pytest.mark.parametrize("happen", [older_study, killed_after_the_key_was_written])
def test_what_was_told_is_told_once(study: Study, happen: Callable[[Study], None]) -> None:
    happen(study)
    loaded(study)
    assert loaded(study)[1:] == ("", "")


def test_a_key_of_an_earlier_version_has_no_generation_and_is_taken_as_it_is(study: Study) -> None:
    """Until it is stored for the first time; then it is known."""
    from tests.study import age_file

    bare = Key(study="test-study", entities=(FIRST,))
    assert b"generation" not in storage.to_bytes(bare)
    keys.path(study).write_bytes(age_file.sealed(storage.to_bytes(bare), SECRET))
    study.key_record.unlink()
    assert loaded(study) == (bare, "", "")
    keys.save(study, bare, SECRET)
    key = keys.load(study, SECRET)
    assert (bool(key.id), key.generation) == (True, 1)
    keys.path(study).write_bytes(age_file.sealed(storage.to_bytes(bare), SECRET))
    assert "not the key" in loaded(study)[1]


def test_a_study_without_a_record_refuses_a_key_without_what_its_texts_use(study: Study, tmp_path: Path) -> None:
    """As after an update of the program, with an older key from a backup."""
    people, interviews = "id,name,branch\nP1,Solfrid Myrestuen,\n", "id,participant,recordings\nP1,P1,\n"
    made = founded(tmp_path / "other", {"participants": people, "interviews": interviews})
    said = transcript("P1", "P1", "Solfrid Myrestuen went home.")
    storage.write(made.transcript("P1"), said, private=True)
    pseudonymize_study(made, rules_only=True)
    made.key_record.unlink()
    key = keys.load(made, SECRET)
    made.key_record.unlink()
    keys.path(made).unlink()
    keys.save(made, Key(study=key.study), SECRET)
    made.key_record.unlink()
    with pytest.raises(UserError, match=r"lacks \d+ entries"):
        keys.load(made, SECRET)


# --- two at a time ------------------------------------------------------------------------------------------------------


def test_two_copies_of_a_study_do_not_lose_each_others_entries(study: Study, tmp_path: Path) -> None:
    shutil.copytree(study.root, tmp_path / "copy")
    other = Study.open(tmp_path / "copy")
    ours, theirs = keys.load(study, SECRET), keys.load(other, SECRET)
    third = entity(3, "Ragnvald")
    keys.save(other, theirs.model_copy(update={"entities": (*theirs.entities, third)}), SECRET)
    with pytest.raises(UserError, match="written meanwhile") as caught:
        keys.save(study, ours, SECRET)
    assert caught.value.code is ExitCode.KEY
    key, _, said = loaded(study)
    assert key is not None
    assert third in key.entities
    assert "newer than this study knows" in said


def run(study: Study, *words: str) -> tuple[int, str]:
    environment = {passphrases.PASSPHRASE: SECRET, "COLUMNS": "200"}
    result = CliRunner().invoke(app, [*words, "--study", str(study.root)], env=environment)
    return result.exit_code, result.output


def test_a_key_that_a_copy_needs_is_not_destroyed_by_mistake(study: Study, tmp_path: Path) -> None:
    shutil.copytree(study.root, tmp_path / "copy")
    other = Study.open(tmp_path / "copy")
    assert "is a copy of a study" in loaded(other)[2]
    code, shown = run(study, "key", "destroy", "--by", "investigator", "--yes")
    assert (code, str(other.root) in shown, keys.path(study).exists()) == (ExitCode.REFUSED, True, True)
    assert str(other.root) in run(study, "key", "where")[1]
    shutil.rmtree(other.root)
    assert run(study, "key", "destroy", "--by", "investigator", "--yes")[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir() if "key.age" in path.name) == [
        ".k.key.age.lock",
        "backup.key.age",
    ]
    assert not study.key_record.exists()


def test_a_key_can_be_destroyed_though_a_copy_needs_it_when_a_person_says_so(study: Study, tmp_path: Path) -> None:
    shutil.copytree(study.root, tmp_path / "copy")
    loaded(Study.open(tmp_path / "copy"))
    assert run(study, "key", "destroy", "--by", "investigator", "--yes", "--copies-too")[0] == 0
    assert not keys.path(study).exists()


def test_a_study_that_was_moved_says_so_once_and_goes_on(study: Study, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    moved = Study.open(study.root.rename(tmp_path / "archive" / "study").parent / "study")
    moved = Study(moved.root, moved.config.model_copy(update={"key": str(tmp_path / "k.key.age")}))
    assert "was moved" in loaded(moved)[2]
    assert loaded(moved)[1:] == ("", "")


@pytest.mark.parametrize("content", [b"", b"{", b'{"a": 1}', b"[3, null]", b"\xff\xfe"])
def test_a_damaged_note_of_folders_is_no_obstacle(study: Study, content: bytes) -> None:
    note = keys.path(study).with_name(".k.key.age.folders")
    assert json.loads(note.read_bytes()) == [str(study.root)]
    note.write_bytes(content)
    assert loaded(study)[0] is not None


def test_a_lost_passphrase_is_no_dead_end(study: Study) -> None:
    """The old key is moved aside, and a new one takes its place."""
    keys.path(study).rename(keys.path(study).with_name("lost.key.age"))
    keys.save(study, Key(study="test-study"), SECRET)
    key, error, said = loaded(study)
    assert (key is not None, error, said) == (True, "", "")


# --- the newest key is lost ---------------------------------------------------------------------------------------------


def test_a_lost_key_is_no_dead_end(study: Study) -> None:
    older_key(study)
    assert run(study, "key", "adopt", "--by", "investigator")[0] == ExitCode.REFUSED
    assert loaded(study)[0] is None
    before = key_record.adopted(study)
    assert run(study, "key", "adopt", "--by", "investigator", "--yes")[0] == 0
    key, error, _ = loaded(study)
    assert (key is not None, error) == (True, "")
    assert key_record.adopted(study) != before, "what was pseudonymized is done anew"
    assert "key adopted" in study.log.read_text(encoding="utf-8")
