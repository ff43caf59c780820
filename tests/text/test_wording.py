"""Words as documents show them."""

import re
import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.errors import UserError
from ipstranscribe.export.units_xlsx import SHEET_COLUMNS
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.review.transcript.corrections import rewrite
from ipstranscribe.text.wording import visible, wording_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language: str) -> None:
    """A label that is missing would be a hole in somebody's document."""
    wording = wording_of(language)
    assert set(wording.columns) == set(SHEET_COLUMNS)
    assert all(value.strip() for value in wording.model_dump().values() if isinstance(value, str))
    assert wording.page_of.format(page=2, pages=5).split()[1::2] == ["2", "5"]


def test_no_language_has_words_of_its_own() -> None:
    """Every entry of the table is given in exactly the document languages."""
    table = tomllib.loads((resources.files("ipstranscribe.text") / "wording.toml").read_text(encoding="utf-8"))
    entries = [e for v in table.values() for e in (v.values() if isinstance(next(iter(v.values())), dict) else [v])]
    assert {tuple(entry) for entry in entries} == {LANGUAGES}


def test_every_reason_to_listen_is_told_in_the_language_of_the_document() -> None:
    """They are stored in English, as the source of the transcription says them."""
    room = resources.files("ipstranscribe.transcribe")
    sources = [(room / name).read_text(encoding="utf-8") for name in ("coverage.py", "stage.py")]
    said = [one for source in sources for one in re.findall(r'oncern\(\s*"\w+",[^"\n]*"([A-Z][^"]+\.)"', source)]
    said += [one for source in sources for one in re.findall(r'_over\([^"]*"\w+", "([^"]+)"', source)]
    said += [one for source in sources for one in re.findall(r'why = "([^"]+)"', source)]
    said.append(rewrite.WHY)
    assert len(said) >= 14
    for language in ("nb", "nn"):
        assert not [one for one in said if wording_of(language).told(one) == one]
    assert wording_of("nb").told("Something else.") == "Something else."


def test_other_languages_are_refused() -> None:
    """With the languages there are."""
    with pytest.raises(UserError) as refusal:
        wording_of("fr")
    assert "en, nb, nn" in refusal.value.fix


SHOWN = [("a\x07b", "a␇b"), ("\r\n", "␍\n"), ("tab\tæ😀", "tab\tæ😀"), ("\x7f\ufffe\uffff", "␡��"), ("\x00", "␀")]


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_characters_documents_cannot_hold_are_made_visible(text: str, shown: str) -> None:
    """They are neither dropped nor do they break the document."""
    assert visible(text) == shown


@given(st.text())
def test_positions_in_the_text_stay(text: str) -> None:
    """One character for one, and what is visible stays as it is."""
    assert len(visible(text)) == len(text)
    assert visible(visible(text)) == visible(text)
