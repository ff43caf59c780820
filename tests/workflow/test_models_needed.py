"""Without a name, `models fetch` brings what study.toml and the interviews need, and nothing that is here already."""

from pathlib import Path

import pytest

from ipstranscribe.pseudonymize.recognizers import names_model
from ipstranscribe.study.folder import Study
from ipstranscribe.weights import registry
from ipstranscribe.weights.fetch import import_folder
from ipstranscribe.workflow.init import create_study
from ipstranscribe.workflow.models_needed import better_models, models_needed


@pytest.fixture(autouse=True)
def empty_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No model is here, and no package of spaCy."""
    monkeypatch.setenv("IPSTRANSCRIBE_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(names_model, "_installed", lambda package: False, raising=False)


def study(
    tmp_path: Path, language: str = "en", model: str = "whisper-base", engine: str = "fast", rows: str = ""
) -> Study:
    root = tmp_path / "study"
    create_study(root, "Work", language)
    config = (root / "study.toml").read_text(encoding="utf-8")
    config = config.replace('model = "whisper-base"', f'model = "{model}"').replace(
        'engine = "fast"', f'engine = "{engine}"'
    )
    (root / "study.toml").write_text(config, encoding="utf-8")
    if rows:
        head = "id,participant,recordings,language\n"
        (root / "restricted" / "interviews.csv").write_text(head + rows, encoding="utf-8")
        (root / "restricted" / "participants.csv").write_text("id,name\nP1,Kari Vik\nP2,Ola Vik\n", encoding="utf-8")
    return Study.open(root)


NEEDED = [
    ({}, ["whisper-base", "spacy-en-sm"]),
    ({"language": "nb"}, ["whisper-base"]),
    ({"language": "nb", "model": "nb-whisper-large"}, ["nb-whisper-large"]),
    ({"model": "turbo"}, ["whisper-large-v3-turbo", "spacy-en-sm"]),
    ({"engine": "openai"}, ["whisper-base", "whisper-base-openai", "spacy-en-sm"]),
    ({"language": "nb", "rows": "P1,P1,a.wav,en\nP2,P2,b.wav,nb\n"}, ["whisper-base", "spacy-en-sm"]),
]


@pytest.mark.parametrize(("given", "names"), NEEDED)
def test_what_a_study_needs(tmp_path: Path, given: dict[str, str], names: list[str]) -> None:
    assert models_needed(study(tmp_path, **given)) == names


def test_what_is_here_and_whole_is_not_needed_and_what_is_damaged_is(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "model.bin").write_bytes(b"weights")
    import_folder("ours", tmp_path / "stick")
    mine = study(tmp_path, "nb", "ours")
    assert models_needed(mine) == []
    (registry.model_folder("ours") / "model.bin").write_bytes(b"other")
    assert models_needed(mine) == ["ours"]


MEANT = [
    ({"language": "nb"}, True),
    ({"language": "nn"}, True),
    ({"language": "nb", "model": "nb-whisper-medium"}, False),
    ({"language": "en"}, False),
    ({"language": "en", "rows": "P1,P1,a.wav,nb\nP2,P2,b.wav,en\n"}, True),
    ({"language": "nb", "rows": "P1,P1,a.wav,en\n"}, False),
]


@pytest.mark.parametrize(("given", "told"), MEANT)
def test_a_norwegian_study_is_told_which_models_are_meant_for_it(
    tmp_path: Path, given: dict[str, str], *, told: bool
) -> None:
    assert better_models(study(tmp_path, **given)) == (registry.meant_for("nb") if told else [])
