"""Numbers in words, which the recognizer holds for improbable although it heard them."""

import pytest

from ipstranscribe.transcribe.asr.number_words import is_number_word

CASES = [
    ("twenty-six", "en", True),
    ("Fourteenth,", "en", True),
    ("o’clock.", "en", True),
    ("tjueseks", "no", True),
    ("åtti", "nn", True),
    ("femogtyve", "no", False),  # an older way of counting that is not known
    ("sixpence", "en", False),
    ("someone", "en", False),
    ("tjueseks", "en", False),
    ("Tor", "no", False),
    ("…", "en", False),
    ("six", "de", False),
]


@pytest.mark.parametrize(("word", "language", "number"), CASES)
def test_a_number_in_words_is_known(word: str, language: str, *, number: bool) -> None:
    assert is_number_word(word, language) is number
