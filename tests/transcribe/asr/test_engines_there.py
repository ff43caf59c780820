"""An engine whose packages are not installed, as in the lean installation, is refused before a model is looked for."""

import sys
from pathlib import Path

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.transcribe.asr import engines
from ipstranscribe.weights import openai_checkpoint


def without(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    there = engines.find_spec
    monkeypatch.setattr(engines, "find_spec", lambda name: None if name == package else there(name))


def test_an_engine_that_is_not_installed_is_refused_and_the_other_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert engines.absent() == []
    without("torch", monkeypatch)
    with pytest.raises(UserError, match="openai-whisper is absent") as refused:
        engines.open_engine("openai", tmp_path, 1)
    assert refused.value.code == ExitCode.MISSING_MODEL
    assert "engine `fast`" in refused.value.fix
    assert [error.what for error in engines.absent()] == [refused.value.what]


def test_every_engine_says_what_it_needs() -> None:
    assert set(engines.ENGINES) == set(engines.PACKAGES) == set(engines.DISTRIBUTIONS)


def test_a_model_for_an_engine_that_is_not_here_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(UserError, match="openai-whisper is absent") as refused:
        openai_checkpoint.convert(tmp_path, tmp_path / "model.pt")
    assert refused.value.code == ExitCode.MISSING_MODEL
