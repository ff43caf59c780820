"""Every record of a language is complete, and a new one is one record: every room finds its words there."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import _lru_cache_wrapper as cached
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest

from ipstranscribe import languages
from ipstranscribe.documents.word import _spelling
from ipstranscribe.guide.question_signs import language_of
from ipstranscribe.languages import RECORDS, record
from ipstranscribe.languages.record import (
    COLUMNS,
    CUES,
    DISFLUENCIES,
    FLOOR,
    GUIDE,
    POSSESSIVES,
    SPELLED,
    DateWords,
    Language,
    NonSpeechSound,
    NumberWords,
)
from ipstranscribe.model import Category, ConsentScope
from ipstranscribe.pseudonymize.recognizers import kinship, names_model, patterns, spoken_numbers
from ipstranscribe.pseudonymize.recognizers.number_nouns import NOUNS
from ipstranscribe.pseudonymize.redaction import labels, spoken_dates
from ipstranscribe.review.identifiers.decision_table import VERDICTS
from ipstranscribe.split.questions import cues
from ipstranscribe.text import conventions
from ipstranscribe.text.wording import wording_of
from ipstranscribe.transcribe.asr.number_words import is_number_word

MAY_BE_EMPTY = {
    *("builds_on", "close_units", "day_sign", "weights", "bundled", "like", "surname_ends", "patterns", "concepts"),
    *("possessives", "floor", "hundreds", "thousands", "country", "dialect", "sometimes", "older_joints"),
}
"""What a language need not have; docs/adding-a-language.md says what happens without."""

LISTS: dict[str, Mapping[str, str]] = {
    "cues": CUES, "disfluencies": DISFLUENCIES, "guide": GUIDE, "columns": COLUMNS,
    "possessives": POSSESSIVES, "floor": FLOOR,
}  # fmt: skip
"""Tables of a record whose lists are named beside it, each with what it is for."""
WORD_LISTS = (
    *("function_words", "not_names", "names_that_are_words", "words_before_a_word", "words_before_a_name"),
    *("words_after_a_name", "common_occupations", "rare_occupations", "not_occupations"),
)
VOCABULARY = ("words_{}.txt.xz", "frequent_{}.txt.xz", "spoken_{}.txt")

each = pytest.mark.parametrize("language", RECORDS.values(), ids=RECORDS)


def empty_fields(value: Any, name: str = "") -> Iterator[str]:
    """The fields of a record that are empty, those inside its parts too."""
    if is_dataclass(value):
        for field in fields(value):
            yield from empty_fields(getattr(value, field.name), field.name)
    elif not isinstance(value, bool) and not value and name not in MAY_BE_EMPTY:
        yield name


def missing(language: Language) -> list[str]:
    """What a record lacks, a line each: empty fields, lists with what they are for, files of word lists, a neighbour."""
    found = [f"the field {name} is empty" for name in empty_fields(language)]
    for table, lists in LISTS.items():
        given = getattr(language, table)
        if given or table not in MAY_BE_EMPTY:
            found += [f"{table} has no list {name}: {what}" for name, what in lists.items() if name not in given]
    if language.rules == language.code:
        data = files("ipstranscribe.pseudonymize.lexicon") / "data"
        wanted = [data / "lists" / f"{name}_{language.code}.txt" for name in WORD_LISTS]
        wanted += [data / "vocabulary" / name.format(language.code) for name in VOCABULARY]
        found += [f"there is no file {path.name}" for path in wanted if not path.is_file()]
        if language.code not in NOUNS and not language.like:
            found.append("no recognizer was written for it, and it is like no language for which they were")
    return found


@each
def test_nothing_is_missing_of_a_record(language: Language) -> None:
    assert missing(language) == []


def test_what_is_missing_is_named_with_what_it_is_for() -> None:
    danish = RECORDS["da"]
    cues = {name: words for name, words in danish.cues.items() if name != "closes"}
    half = replace(danish, code="xx", rules="xx", like="", spelling="", cues=cues)
    told = missing(half)
    assert "the field spelling is empty" in told
    assert "cues has no list closes: the end of the interview" in told
    assert "there is no file words_xx.txt.xz" in told
    assert "there is no file function_words_xx.txt" in told
    assert "no recognizer was written for it, and it is like no language for which they were" in told
    assert len(told) == 3 + len(WORD_LISTS) + len(VOCABULARY)


def test_the_recipe_tells_of_every_field() -> None:
    recipe = (Path(__file__).parents[2] / "docs" / "adding-a-language.md").read_text(encoding="utf-8")
    assert [field.name for field in fields(Language) if f"`{field.name}`" not in recipe] == []
    assert [name for name in WORD_LISTS if f"`{name}`" not in recipe] == []


@each
def test_every_list_that_is_read_is_there(language: Language) -> None:
    english = RECORDS["en"]
    assert set(language.cues) == set(CUES)
    assert set(language.disfluencies) == set(DISFLUENCIES)
    assert set(language.guide) == set(GUIDE)
    assert set(language.spelled) <= set(SPELLED)
    assert set(language.columns) == set(COLUMNS)
    assert set(language.consent) == set(get_args(ConsentScope))
    assert set(language.verdicts) == set(VERDICTS)
    assert set(language.replacements.labels) == set(get_args(Category))
    assert set(language.kinship) == set(english.kinship)
    assert set(language.sounds) == set(english.sounds)
    assert all(language.kinship.values())
    assert all(language.verdicts.values())


@each
def test_numbers_and_dates_are_counted_rightly(language: Language) -> None:
    numbers, dates = language.numbers, language.dates
    assert [len(words) for words in (numbers.units, numbers.teens, numbers.tens)] == [10, 10, 8]
    assert (len(dates.months), len(dates.ordinals)) == (12, 20)
    assert numbers.recognized > {*numbers.teens, *numbers.tens}
    assert set(range(100)) == {int(digits) for digits in spoken_numbers.number_words(language.code).values()}


@each
def test_a_record_stands_under_its_code_and_leads_to_rules(language: Language) -> None:
    assert RECORDS[language.code] is language
    assert language.rules in languages.RULES
    assert language.builds_on in ("", *RECORDS)
    assert patterns(language.code)
    if language.documents:
        assert wording_of(language.code)


def test_no_word_of_a_table_means_two_decisions() -> None:
    said: dict[str, str] = {}
    for language in RECORDS.values():
        for verdict, words in language.verdicts.items():
            for word in words:
                assert said.setdefault(word, verdict) == verdict


# --- a new language --------------------------------------------------------------------------------------------------------

ENGLISH = RECORDS["en"]
MADE_UP = Language(
    code="xx",
    name="a made-up language",
    builds_on="",
    rules="en",
    documents=True,
    whisper="yy",
    spelling="xx-XX",
    numbers=NumberWords(
        units=tuple(f"u{one}" for one in "abcdefghij"),
        teens=tuple(f"t{one}" for one in "abcdefghij"),
        tens=tuple(f"z{one}" for one in "cdefghij"),
        also={"nada": 0},
        joints=("-a-",),
        close_units={},
        recognized=frozenset({"ub", "uc"}),
    ),
    dates=DateWords(tuple(f"month{one}" for one in "abcdefghijkl"), ("prim",), {}, {}, "!"),
    replacements=replace(
        ENGLISH.replacements,
        labels={one: f"x-{one}" for one in get_args(Category)},
        owned="{role} de {of}",
    ),
    names_models=replace(
        ENGLISH.names_models, packages=("no_such_package",), weights="no-such-folder", fix="Make one."
    ),
    kinship={"husband": ("viro",)},
    verdicts={one: (f"x{one}",) for one in VERDICTS},
    everywhere="xeverywhere",
    sounds={"laughs": NonSpeechSound("ridas", ("rido",))},
    disfluencies={**dict.fromkeys(DISFLUENCIES, ()), "fillers": ("ehu",)},
    cues={**dict.fromkeys(CUES, ()), "joins": ("kaj",)},
    guide={**dict.fromkeys(GUIDE, ()), "questions": ("kio",), "small": ("kio", "estas", "la")},
    spelled={**dict.fromkeys(SPELLED, ()), "words": ("ĉu",)},
    columns={**dict.fromkeys(COLUMNS, ()), "name": ("nomo",)},
    consent={**dict.fromkeys(get_args(ConsentScope), ()), "archive": ("arkivo",)},
)


def caches() -> list[Any]:
    """Everything that remembers words of a language."""
    rooms = (kinship, spoken_numbers, spoken_dates, cues, conventions)
    return [one for room in rooms for one in vars(room).values() if isinstance(one, cached)]


@pytest.fixture
def _plugged_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The made-up language, added as a line of the table of records would."""
    monkeypatch.setitem(languages.RECORDS, "xx", MADE_UP)
    monkeypatch.setitem(languages._FROM_WHISPER, "yy", "xx")
    for one in caches():
        one.cache_clear()
    yield
    for one in caches():
        one.cache_clear()


@pytest.mark.usefixtures("_plugged_in")
def test_a_made_up_record_serves_every_room() -> None:
    assert (languages.for_whisper("xx"), languages.from_whisper("yy"), _spelling("xx")) == ("yy", "xx", "xx-XX")
    assert (is_number_word("ub-uc", "yy"), is_number_word("two", "yy")) == (True, False)
    assert (spoken_numbers.number_value("zd-a-uf", "xx"), spoken_numbers.number_value("nada", "xx")) == (35, 0)
    assert spoken_dates.PartialDate(3, 2, 2018).worded("xx") == "3! monthb 2018"
    assert spoken_dates.parse_date("prim monthc 2018", "xx") == spoken_dates.PartialDate(1, 3, 2018)
    assert labels.numbered_replacement("place", 2, "xx") == "[x-place 2]"
    assert labels.role_replacement("viro", "P1", "xx") == "[viro de P1]"
    assert kinship.relation("my husband, Dag", 12, 15, "en", "xx") == kinship.Relation("viro", "speaker", True)
    assert cues.cues_of("xx").joins == (("kaj",),)
    assert conventions._lists("xx").fillers == {"ehu"}
    assert conventions._sound_names("xx")["laughter"] == conventions._sound_names("xx")["rido"] == "ridas"
    assert language_of(["kio estas la tempo"]) == "xx"
    with pytest.raises(Exception, match="no model that finds names in the language xx"):
        names_model.locate("xx")
    assert [one.name for one in patterns("xx")] == [one.name for one in patterns("en")]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        *(("EN", "en"), ("en_GB", "en"), ("nb-NO", "nb"), ("no", "nb"), ("nn", "nn"), ("english", "en")),
        *(("Norsk (bokmål)", "nb"), ("Nynorsk", "nn"), ("nob", "nb"), ("NORWEGIAN", "nb"), ("norsk nynorsk", "nn")),
    ],
)
def test_a_record_is_found_by_name_by_region_and_by_whispers_code(asked: str, code: str) -> None:
    assert record(asked).code == code


@pytest.mark.parametrize("asked", ["de", "", "German", "n"])
def test_there_is_no_record_for_any_other_language(asked: str) -> None:
    assert languages.find(asked) is None
