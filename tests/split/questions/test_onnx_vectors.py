"""Encoders in ONNX: the rows that the published recipe gives, whatever else is encoded.

The graph is a stand-in. What real weights gave is in docs/benchmarks.md.
"""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.split.questions.onnx_vectors import OnnxVectors
from tests.split.questions.encoder_stand_in import expected, write_encoder

WORDS = {
    "query": [0.1, 0.3, 0.0], "passage": [0.3, 0.1, 0.0], ":": [0.05, 0.0, 0.05],
    "sleep": [1.0, 0.0, 0.2], "family": [0.0, 1.0, 0.1], "hospital": [0.2, -0.1, 1.0],
}  # fmt: skip
E5 = ("query: ", "passage: ")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_encoder(tmp_path_factory.mktemp("encoder"), WORDS)


@pytest.fixture(scope="module")
def vectors(folder: Path) -> OnnxVectors:
    return OnnxVectors(folder, "a stand-in", ("", ""), 1.0)


TEXTS = ["sleep", "sleep family", "hospital sleep family", "what about sleep", "family " * 40]


@pytest.mark.parametrize("text", TEXTS)
def test_a_row_is_the_mean_of_its_tokens_at_length_one(vectors: OnnxVectors, text: str) -> None:
    (row,) = vectors.spoken([text])
    assert np.allclose(row, expected(WORDS, text), atol=1e-6)
    assert np.linalg.norm(row) == pytest.approx(1, abs=1e-6)


@given(st.lists(st.lists(st.sampled_from([*WORDS, "nobody"]), max_size=12).map(" ".join), min_size=1, max_size=12))
def test_a_row_does_not_depend_on_what_else_is_encoded(vectors: OnnxVectors, texts: list[str]) -> None:
    """Alone, among shorter and longer ones, and in any order; nothing is taken from what is kept."""
    encode = vectors._encode_anew
    each = np.concatenate([encode([text], True) for text in texts])
    assert np.allclose(encode(texts, True), each, atol=1e-6)
    assert np.allclose(encode(texts[::-1], True)[::-1], each, atol=1e-6)


def test_more_texts_of_one_length_than_are_computed_at_once(vectors: OnnxVectors) -> None:
    texts = [f"family {'nobody ' * 500}{number}" for number in range(9)]
    rows = vectors.spoken(texts)
    assert np.allclose(rows, rows[0], atol=1e-6)
    assert rows.shape == (9, 3)


def test_talk_and_guide_are_read_after_the_words_that_the_model_was_trained_with(folder: Path) -> None:
    e5 = OnnxVectors(folder, "", E5, 1.0)
    assert np.allclose(e5.spoken(["sleep"])[0], expected(WORDS, "query : sleep"), atol=1e-6)
    assert np.allclose(e5.written(["sleep"])[0], expected(WORDS, "passage : sleep"), atol=1e-6)


def test_five_hundred_and_twelve_tokens_are_read(vectors: OnnxVectors) -> None:
    """The publisher's own cut and padding, both at 128, do not hold."""
    long = "sleep " * 509 + "family " * 300
    assert np.allclose(vectors.spoken([long])[0], expected(WORDS, "sleep " * 509 + "family"), atol=1e-6)


@pytest.mark.parametrize("text", ["", " ", "\0", "word " * 2000, "🙂", "sleep\0family"])
def test_any_text_has_a_vector(vectors: OnnxVectors, text: str) -> None:
    assert np.isfinite(vectors.spoken([text])).all()


def test_no_text_no_row(vectors: OnnxVectors) -> None:
    assert vectors.spoken([]).shape == (0, 3)


def test_a_model_that_asks_for_kinds_of_tokens_gets_them(tmp_path: Path) -> None:
    """As multilingual-e5-small does."""
    asking = write_encoder(tmp_path, WORDS, ("input_ids", "attention_mask", "token_type_ids"))
    (row,) = OnnxVectors(asking, "", ("", ""), 1.0).spoken(["sleep family"])
    assert np.allclose(row, expected(WORDS, "sleep family"), atol=1e-6)


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json"])
@pytest.mark.parametrize("content", [b"", b"not a model", None])
def test_a_damaged_model_is_an_error_that_names_the_fix(tmp_path: Path, file: str, content: bytes | None) -> None:
    folder = write_encoder(tmp_path / "multilingual-e5-small", WORDS)
    (folder / file).unlink() if content is None else (folder / file).write_bytes(content)
    with pytest.raises(UserError) as error:
        OnnxVectors(folder, "", E5, 1.0)
    assert error.value.code == ExitCode.MISSING_MODEL
    assert "models fetch multilingual-e5-small" in error.value.fix
