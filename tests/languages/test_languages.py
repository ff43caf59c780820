"""Which language serves which, everywhere that words of a language are looked up."""

from collections.abc import Callable

import pytest

from ipstranscribe import languages
from ipstranscribe.documents.word import Manuscript, Page
from ipstranscribe.errors import UserError
from ipstranscribe.languages import for_whisper, from_whisper
from ipstranscribe.pseudonymize.recognizers import patterns
from ipstranscribe.pseudonymize.redaction import generalize, spoken_dates
from ipstranscribe.split.questions.cues import Cues, cues_of
from ipstranscribe.text.wording import wording_of
from ipstranscribe.transcribe.asr.number_words import is_number_word

ASKED = ("en", "nb", "nn", "no", "de", "")


@pytest.mark.parametrize(
    ("answer", "answers"),
    [
        (languages.base, ("en", "nb", "nb", "nb", "de", "")),
        (languages.with_base, (("en",), ("nb",), ("nb", "nn"), ("nb", "no"), ("de",), ("",))),
        (languages.is_norwegian, (False, True, True, True, False, False)),
        (lambda one: languages.find(one) and languages.rules_for(one), ("en", "nb", "nb", "nb", None, None)),
        (languages.labels_for, ("en", "nb", "nn", "nb", "en", "en")),
        (for_whisper, ("en", "no", "nn", "no", "de", "")),
        (from_whisper, ("en", "nb", "nn", "nb", "de", "")),
        (lambda one: languages.entry({"en": 1, "nb": 2, "nn": 3}, one), (1, 2, 3, 2, 2, 2)),
        (lambda one: languages.entry({"en": 1, "nb": 2}, one), (1, 2, 2, 2, 2, 2)),
        (lambda one: is_number_word("three", one), (True, False, False, False, False, False)),
        (lambda one: is_number_word("tre", one), (False, False, True, True, False, False)),
        (lambda one: cues_of(one) == Cues(), (False, False, False, False, True, True)),
        (lambda one: cues_of(one) == cues_of("nb"), (False, True, False, True, False, False)),
        (lambda one: cues_of("nb").past <= cues_of(one).past, (False, True, True, True, False, False)),
        (
            lambda one: generalize.organisation_sector("Byen skole", one),
            ("school", "skole", "skule", "skole", "skole", "skole"),
        ),
        (
            spoken_dates.PartialDate(3, 3, 2018).worded,
            ("3 March 2018", "3. mars 2018", "3. mars 2018", "3. mars 2018", "3 March 2018", "3 March 2018"),
        ),
        (
            lambda one: spoken_dates.parse_date("3/4/2019", one),
            (
                spoken_dates.PartialDate(year=2019),
                *[spoken_dates.PartialDate(3, 4, 2019)] * 3,
                *[spoken_dates.PartialDate(year=2019)] * 2,
            ),
        ),
        (
            lambda one: Manuscript(Page("", "", one, wording_of("en")))._document.core_properties.language,
            ("en-GB", "nb-NO", "nn-NO", "nb-NO", "de", ""),
        ),
    ],
)
def test_every_language_is_served_by_the_same(answer: Callable[[str], object], answers: tuple[object, ...]) -> None:
    assert tuple(map(answer, ASKED)) == answers


@pytest.mark.parametrize("language", ["de", "", "sv"])
def test_a_language_without_a_record_is_given_no_rules(language: str) -> None:
    with pytest.raises(UserError, match="There are no rules for the language") as error:
        languages.rules_for(language)
    assert error.value.fix == (
        "There are rules for en (English), nb (Norwegian bokmål), nn (Norwegian nynorsk), da (Danish)."
    )
    with pytest.raises(UserError, match="There are no rules for the language"):
        patterns(language)


def test_documents_are_in_four_languages_and_rules_in_three() -> None:
    assert languages.LANGUAGES == ("en", "nb", "nn", "da")
    assert languages.RULES == ("en", "nb", "da")
    assert [languages.patterns_of(one) for one in languages.LANGUAGES] == ["en", "nb", "nb", "nb"]


@pytest.mark.parametrize(("language", "code"), [("nb", "no"), ("nn", "nn"), ("en", "en")])
def test_whisper_has_its_own_code_for_bokmaal(language: str, code: str) -> None:
    assert for_whisper(language) == code
