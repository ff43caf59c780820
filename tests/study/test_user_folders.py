"""The user's folders are told by the environment; nobody is asked for them."""

import os
import pwd
from pathlib import Path

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import key, user_folders
from ipstranscribe.study.safe_places import checked_place
from ipstranscribe.study.synced_folders import service_of
from ipstranscribe.weights import registry
from tests.studies import founded

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no HOME")
TABLES = {"interviews": "id,participant,recordings\n", "participants": "id,name\n", "people": "name,aliases,role,of\n"}


@pytest.fixture
def nobody_to_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that says nothing of a home, and whose service for names must not be asked.

    `tmp_path` comes first: pytest asks who the user is to name its folder.
    """
    assert tmp_path.exists()
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "IPSTRANSCRIBE_MODELS"):
        monkeypatch.delenv(variable, raising=False)

    def asked(*_: object) -> None:
        raise AssertionError("the service for names was asked")

    for name in ("getpwuid", "getpwnam", "getpwall"):
        monkeypatch.setattr(pwd, name, asked)


@posix
@pytest.mark.usefixtures("nobody_to_ask")
def test_without_a_home_the_key_and_the_models_have_no_place(tmp_path: Path) -> None:
    study = founded(tmp_path / "study", TABLES)
    by_default = type(study)(study.root, study.config.model_copy(update={"key": ""}))
    for find, code in ((lambda: key.path(by_default), ExitCode.KEY), (registry.models_folder, ExitCode.MISSING_MODEL)):
        with pytest.raises(UserError, match="HOME is not set") as refused:
            find()
        assert refused.value.code == code
    assert key.path(study) == (tmp_path / "study.key.age").resolve()
    assert service_of(tmp_path) == ""


@posix
@pytest.mark.usefixtures("nobody_to_ask")
@pytest.mark.parametrize("chosen", ["~/keys/a.age", "~", "~kari/a.age", "~root"])
def test_a_home_that_is_not_told_is_not_looked_up(tmp_path: Path, chosen: str) -> None:
    study = founded(tmp_path / "study", TABLES)
    with pytest.raises(UserError) as refused:
        checked_place(study, Path(chosen), "The copy would lie")
    assert refused.value.code == ExitCode.KEY


@posix
def test_a_home_that_is_told_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert user_folders.expanded(Path("~/keys/a.age"), ExitCode.KEY) == tmp_path / "keys" / "a.age"
    assert user_folders.expanded(Path("keys/~a.age"), ExitCode.KEY) == Path("keys/~a.age")
    assert user_folders.data("", ExitCode.KEY).is_relative_to(tmp_path)
