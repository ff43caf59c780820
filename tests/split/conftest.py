"""The real sentence model, loaded once."""

import pytest

from ipstranscribe.split.questions.packaged_vectors import E5Vectors


@pytest.fixture(scope="session")
def e5() -> E5Vectors:
    """multilingual-e5-small with its real weights."""
    return E5Vectors()
