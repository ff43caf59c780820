"""The sentence model and what is seen from the middle."""

import numpy as np
import pytest

from ipstranscribe.split.questions.packaged_vectors import E5Vectors
from ipstranscribe.split.questions.vectors import centred, common_mean


def test_meaning_crosses_languages(e5: E5Vectors) -> None:
    """A Norwegian question lies nearest to the English one that says the same."""
    written = e5.written(["How do you sleep?", "What does your family say?", "What should the hospital change?"])
    spoken = e5.spoken(["Hva synes familien din?", "Får du sove?", "Hva burde sykehuset gjøre annerledes?"])
    assert (spoken @ written.T).argmax(axis=1).tolist() == [1, 0, 2]


def test_the_same_text_gives_the_same_vector(e5: E5Vectors) -> None:
    """Alone or among others, a text has one vector of length 1."""
    alone, among = e5.spoken(["Why?"]), e5.spoken(["Why?", "Because of the long nights."])
    assert np.allclose(alone[0], among[0], atol=1e-5)
    assert np.linalg.norm(alone[0]) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("text", ["", " ", "\0", "word " * 2000, "🙂"])
def test_any_text_has_a_vector(e5: E5Vectors, text: str) -> None:
    """Nothing, a NUL, a text longer than the model reads: all have numbers."""
    assert np.isfinite(e5.spoken([text])).all()


def test_seen_from_the_middle_directions_have_length_one() -> None:
    """What all texts share is gone; a text in the middle itself points nowhere and breaks nothing."""
    rows = np.array([[1.0, 1.0], [1.0, 3.0], [1.0, 2.0]], dtype=np.float32)
    apart = centred(common_mean(rows, rows), rows)
    assert apart[:2].tolist() == [[0.0, -1.0], [0.0, 1.0]]
    assert np.isfinite(apart[2]).all()
