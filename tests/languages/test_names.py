"""Languages are named as people name them: by code, with a region, in English or Norwegian, or by three letters."""

import pytest
from pydantic import ValidationError

from ipstranscribe.languages.names import code_of, is_heard
from ipstranscribe.settings import TranscribeSettings

NAMES = [
    *(
        (name, "nb")
        for name in ("no", "nb", "nor", "nob", "nb-NO", "nb_NO.UTF-8", "Norwegian", "norsk", "bokmål", "BOKMAAL")
    ),
    *((name, "nn") for name in ("nn", "nno", "nn-NO", "nynorsk", "Norsk (nynorsk)", "Norwegian Nynorsk")),
    *((name, "en") for name in ("en", "eng", "en-GB", "en_US", "English", "engelsk", "English (UK)")),
    *(("Tysk", "de"), ("Deutsch", "de"), ("pol", "pl"), ("Somali", "so"), ("tigrinja", "ti"), ("ＥＮ", "en")),
    *((name, None) for name in ("", "klingon", "x", "bokmål!", "en?", "my own", "Norge", "nw")),
]


@pytest.mark.parametrize(("name", "code"), NAMES)
def test_a_language_is_found_by_what_people_call_it(name: str, code: str | None) -> None:
    assert code_of(name) == code


@pytest.mark.parametrize(
    ("given", "meant"), [("bokmål", "nb"), ("en-GB", "en"), ("German", "de"), ("auto", None), ("", None), (None, None)]
)
def test_settings_hold_codes_whatever_was_written(given: str | None, meant: str | None) -> None:
    assert TranscribeSettings(language=given).language == meant


def test_an_unknown_language_is_refused_with_examples_and_not_quoted() -> None:
    with pytest.raises(ValidationError) as refused:
        TranscribeSettings(language="Hanne")
    assert "for example en (English)" in str(refused.value)
    assert "Hanne" not in str(refused.value)


def test_some_languages_can_be_imported_and_not_transcribed() -> None:
    assert is_heard("so")
    assert not is_heard("ti")
    assert code_of("samisk") == "se"
