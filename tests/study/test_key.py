"""The key: sealed so that others can open it, never where things are shared, never lost."""

import os
from pathlib import Path

import pyrage
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from typer.testing import CliRunner

from ipstranscribe.cli import app
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Entity, Key
from ipstranscribe.study import key as keys
from ipstranscribe.study import passphrases, storage
from ipstranscribe.study.config import StudyConfig
from ipstranscribe.study.folder import Study
from tests.lanes import examples
from tests.study import age_file
from tests.study.keyring_stand_in import Keyring

NAME = "Hanne Nordmo"
SECRET = "correct horse"
KEY = Key(study="test-study", entities=(Entity(id="E0001", category="person", replacement="[P1]", forms=(NAME,)),))
SEALED = age_file.sealed(storage.to_bytes(KEY), SECRET)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A study that keeps its key beside itself."""
    root = tmp_path / "study"
    (root / "restricted").mkdir(parents=True)
    (root / "study.toml").write_text('id = "test-study"\ntitle = "T"\nkey = "../k.key.age"\n', encoding="utf-8")
    return Study.open(root)


@pytest.fixture
def with_key(study: Study) -> Study:
    """The same with a key that opens quickly."""
    keys.path(study).write_bytes(SEALED)
    return study


def run(study: Study, *words: str | Path, **environment: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, [*map(str, words), "--study", str(study.root)], env=environment)
    return result.exit_code, result.output


def keyed(study: Study, place: str) -> Study:
    return Study(study.root, study.config.model_copy(update={"key": place}))


# --- the format -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("real_seals")
def test_the_library_and_the_specification_agree_on_what_a_key_is(study: Study) -> None:
    """A key written from the specification opens; one that the program wrote opens without the program."""
    assert keys.unseal(SEALED, study, SECRET) == KEY
    keys.save(study, KEY, SECRET)
    sealed = keys.path(study).read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert NAME.encode() not in sealed
    assert storage.from_bytes(pyrage.passphrase.decrypt(sealed, SECRET), Key, "it").entities == KEY.entities
    assert os.name != "posix" or keys.path(study).stat().st_mode & 0o077 == 0


# --- damage -----------------------------------------------------------------------------------------------------------


def refused(study: Study, sealed: bytes, secret: str = SECRET) -> UserError:
    with pytest.raises(UserError) as caught:
        keys.unseal(sealed, study, secret)
    error = caught.value
    assert error.code is ExitCode.KEY
    assert NAME not in f"{error.what}{error.fix}"
    assert secret not in f"{error.what}{error.fix}"
    return error


@pytest.mark.parametrize("length", range(0, len(SEALED)))
def test_a_key_cut_off_anywhere_is_said_not_to_open(with_key: Study, length: int) -> None:
    refused(with_key, SEALED[:length])


@examples(300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(SEALED) - 1), flip=st.integers(1, 255))
def test_a_key_with_any_byte_changed_is_said_not_to_open(with_key: Study, at: int, flip: int) -> None:
    """A work factor of another number of digits would only take longer: it is refused as well, by its checksum."""
    refused(with_key, SEALED[:at] + bytes([SEALED[at] ^ flip]) + SEALED[at + 1 :])


@examples(100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_any_other_file_is_said_not_to_open(with_key: Study, content: bytes) -> None:
    refused(with_key, content)


INSIDE = {
    "nothing": b"",
    "no JSON": b"hello",
    "another kind": b'{"kind": "units", "version": 1, "data": {}}',
    "a newer version": b'{"kind": "key", "version": 99, "data": {}}',
    "no entities": b'{"kind": "key", "version": 1, "data": {"study": 3}}',
    "another study": storage.to_bytes(Key(study="other-study")),
}


@pytest.mark.parametrize("inside", INSIDE.values(), ids=INSIDE.keys())
def test_what_opens_and_is_not_the_key_of_this_study_is_refused_and_not_to_be_deleted(
    study: Study, inside: bytes
) -> None:
    assert "Delete" not in refused(study, age_file.sealed(inside, SECRET)).fix


def test_a_wrong_passphrase_changes_nothing(with_key: Study) -> None:
    refused(with_key, SEALED, "another horse")
    for command in (("key", "passphrase"), ("key", "copy", with_key.root.parent / "backup")):
        environment = {passphrases.PASSPHRASE: "another horse", passphrases.NEW_PASSPHRASE: "a third horse"}
        assert run(with_key, *command, **environment)[0] == ExitCode.KEY
    assert keys.path(with_key).read_bytes() == SEALED
    assert not (with_key.root.parent / "backup").exists()


def test_a_key_that_is_gone_or_a_folder_is_told_apart(study: Study) -> None:
    with pytest.raises(UserError, match="is not there") as caught:
        keys.load(study, SECRET)
    assert caught.value.code is ExitCode.KEY
    keys.path(study).mkdir()
    with pytest.raises(UserError, match="cannot be read") as caught:
        keys.load(study, SECRET)
    assert caught.value.code is ExitCode.KEY


# --- places -----------------------------------------------------------------------------------------------------------

REFUSED = [
    "shared/x.age", "SHARED/x.age", "./restricted/../shared/x.age", "exports/x.age", "x.age", "units/deep/x.age",
    "../study/shared/x.age", "../Study/Shared/x.age", "../elsewhere/shared/x.age", "../STUDY/x.age", "study.toml/../x.age",
]  # fmt: skip
ALLOWED = ["../x.age", "restricted/x.age", "restricted/keys/x.age", "restricted/../../x.age", "../sharedness/x.age"]


@pytest.mark.parametrize("place", REFUSED)
def test_a_key_is_never_where_things_are_handed_on(study: Study, place: str) -> None:
    with pytest.raises(UserError) as caught:
        keys.path(keyed(study, place))
    assert caught.value.code is ExitCode.KEY


@pytest.mark.parametrize("place", ALLOWED)
def test_a_key_may_be_outside_the_study_or_under_restricted(study: Study, place: str) -> None:
    assert keys.path(keyed(study, place)).name == "x.age"


def test_links_do_not_hide_a_place_that_is_handed_on(study: Study, tmp_path: Path) -> None:
    (study.root / "shared").mkdir()
    outside = tmp_path / "outside"
    outside.mkdir()
    try:
        (study.restricted / "keys").symlink_to(study.root / "shared")
        (tmp_path / "way").symlink_to(study.root)
        (study.root / "exports").symlink_to(outside)
    except OSError:
        pytest.skip("this system lets nobody make links")
    for place in ("restricted/keys/x.age", "../way/shared/x.age", "../way/x.age", str(outside / "x.age")):
        with pytest.raises(UserError):
            keys.path(keyed(study, place))
    assert keys.path(keyed(study, "../way/restricted/x.age")) == study.restricted / "x.age"


def test_the_shared_folder_of_another_study_is_refused(study: Study, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "shared" / "deep").mkdir(parents=True)
    (other / "study.toml").write_text("")
    with pytest.raises(UserError):
        keys.path(keyed(study, "../other/shared/deep/x.age"))


# --- another passphrase ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("real_seals")
def test_the_passphrase_can_be_changed_and_the_keyring_follows(with_key: Study, keyring: Keyring) -> None:
    passphrases.remember(with_key, SECRET)
    environment = {passphrases.PASSPHRASE: SECRET, passphrases.NEW_PASSPHRASE: "a better horse"}
    assert run(with_key, "key", "passphrase", **environment)[0] == 0
    assert keys.load(with_key, "a better horse") == KEY
    assert passphrases.from_keyring(with_key) == "a better horse"
    assert sorted(p.name for p in with_key.root.parent.iterdir()) == [".k.key.age.folders", "k.key.age", "study"]


@pytest.mark.parametrize("broken", [b"", b"age-encryption.org/v1\n"])
def test_a_new_seal_that_does_not_open_leaves_the_old_key(
    with_key: Study, broken: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyrage.passphrase, "encrypt", lambda content, secret: broken)
    with pytest.raises(UserError):
        keys.change_passphrase(with_key, SECRET, "a better horse")
    assert keys.path(with_key).read_bytes() == SEALED
    assert sorted(p.name for p in with_key.root.parent.iterdir()) == [".k.key.age.folders", "k.key.age", "study"]


# --- where it is, and a backup ----------------------------------------------------------------------------------------


def test_where_the_key_is_can_be_asked_without_a_passphrase(with_key: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(passphrases.PASSPHRASE, raising=False)
    code, shown = run(with_key, "key", "where")
    assert code == 0
    assert f"{keys.path(with_key)}\n{len(SEALED)} bytes" in shown
    keys.path(with_key).unlink()
    assert "not there" in run(with_key, "key", "where")[1]


def test_a_backup_is_the_sealed_key_and_never_overwrites(with_key: Study, tmp_path: Path) -> None:
    for to, lies in (("backup.age", "backup.age"), ("stick", "stick/k.key.age")):
        (tmp_path / "stick").mkdir(exist_ok=True)
        assert run(with_key, "key", "copy", tmp_path / to, **{passphrases.PASSPHRASE: SECRET})[0] == 0
        assert (tmp_path / lies).read_bytes() == SEALED
        assert (
            run(with_key, "key", "copy", tmp_path / to, **{passphrases.PASSPHRASE: SECRET})[0] == ExitCode.CANNOT_WRITE
        )


@pytest.mark.parametrize("place", ["shared/x.age", "x.age", "exports"])
def test_a_backup_is_never_handed_on(with_key: Study, place: str) -> None:
    (with_key.root / "exports").mkdir()
    assert run(with_key, "key", "copy", with_key.root / place, **{passphrases.PASSPHRASE: SECRET})[0] == ExitCode.KEY
    assert not list(with_key.root.rglob("*.age"))


def test_a_study_config_may_leave_the_place_open() -> None:
    """Then it is the user's data folder, which is outside every study."""
    study = Study(Path("study").resolve(), StudyConfig(id="test-study", title="T"))
    assert keys.path(study).parts[-2:] == ("keys", "test-study.key.age")
