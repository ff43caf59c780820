"""Generalisation of identifiers in replacements: `[place 2: town in Eastern Norway]`, `[age 3: 30–39]`.

Only a numbered replacement (`[place 2]`) is generalised, and it keeps its number, so that different entities stay
different and nothing is renumbered. Uncertain ones stay as they are. Why these levels: docs/decisions/0014.
"""

import re
import secrets
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from ipstranscribe import languages
from ipstranscribe.model import Entity, Key
from ipstranscribe.model.scopes import owners
from ipstranscribe.pseudonymize.lexicon import places
from ipstranscribe.pseudonymize.recognizers import spoken_numbers
from ipstranscribe.pseudonymize.redaction import spoken_dates
from ipstranscribe.settings import GeneralisationLevels
from ipstranscribe.text.phrase_index import words_of

_NUMBERED = re.compile(r"\[([^\[\]:]*\D) (\d+)\]")

_NEAR = frozenset({"NO", "SE", "DK", "FI", "IS", "GB", "IE"})
"""Countries whose small towns are accepted by name."""

SHIFT_WEEKS = (4, 26)
"""Least and most weeks of a date shift, earlier or later."""

_BANDS = (0, 3, 6, 13, 18, 30, 40, 50, 60, 70, 80, 90)
"""First years of the age bands; the last band is open."""


def generalized_replacement(entity: Entity, levels: GeneralisationLevels, language: str, shift_days: int = 0) -> str:
    """The generalised replacement of `entity` in brackets, by `levels`, in the document language (en, nb, nn).

    `shift_days` is the participant's date shift, used if the level says so; 0 leaves dates numbered. A replacement that
    is not numbered (a participant's id, a role, a person's wording) is returned unchanged.
    """
    numbered = _NUMBERED.fullmatch(entity.replacement)
    said = _in_general(entity, levels, language, shift_days) if numbered else None
    if not numbered or not said or numbered[1].casefold() == said.casefold():
        return entity.replacement
    return f"[{numbered[1]} {numbered[2]}: {said}]"


def shift_of(key: Key, scope: str) -> int:
    """The days by which dates are moved in an interview of this scope; those who were interviewed together share them."""
    return next((key.shifts[one] for one in owners(scope) if one in key.shifts), 0)


def with_shifts(key: Key, scopes: Iterable[str]) -> Key:
    """The key with a shift for every participant of `scopes`: one drawn before stays, a new one is that of the partners."""
    shifts = dict(key.shifts)
    groups = [owners(scope) for scope in scopes]
    for _ in groups:  # a chain of joint interviews is one group: each pass hands a shift on
        for group in groups:
            if known := [shifts[one] for one in group if one in shifts]:
                shifts = {**dict.fromkeys(group, known[0]), **shifts}
    for group in groups:
        if not any(one in shifts for one in group):
            reached = _together(group, groups)
            shifts |= dict.fromkeys(reached, new_shift())
    return key.model_copy(update={"shifts": shifts})


def _together(group: Sequence[str], groups: Sequence[Sequence[str]]) -> list[str]:
    """Everybody who was interviewed with one of `group`, or with one of those."""
    found = dict.fromkeys(group)
    for _ in groups:
        for other in groups:
            if not found.keys().isdisjoint(other):
                found |= dict.fromkeys(other)
    return list(found)


def new_shift() -> int:
    """Draw a random date shift for one participant, in days; whole weeks keep the weekday."""
    fewest, most = SHIFT_WEEKS
    return 7 * secrets.choice((-1, 1)) * (fewest + secrets.randbelow(most - fewest + 1))


def _in_general(entity: Entity, levels: GeneralisationLevels, language: str, shift_days: int) -> str | None:
    if entity.category == "place" and levels.place != "number":
        return _first(_place(form, levels.place, language) for form in entity.forms)
    if entity.category == "age" and levels.age == "band":
        return _first(map(age_band, entity.forms))
    if entity.category == "date" and levels.date != "number":
        return _first(_date(form, levels.date, language, shift_days) for form in entity.forms)
    if entity.category == "organisation" and levels.organisation == "sector":
        return _first(organisation_sector(form, language) for form in entity.forms)
    return None


def _first(said: Iterable[str | None]) -> str | None:
    return next(filter(None, said), None)


# Places.


def _place(form: str, level: str, language: str) -> str | None:
    place = places.lookup(form, language)
    if place is None or (place.country not in _NEAR and place.kind in places.SETTLEMENTS[:-1]):
        return None  # more likely something nearby with the name of a small town far away
    kind, region = _words("kinds", language)[place.kind], _region(place, language)
    if level == "region":
        return re.sub(r"^(?:in|i|på) ", "", region)
    return f"{kind} {region}"


def _region(place: places.NamedPlace, language: str) -> str:
    """The region of a place: `in Eastern Norway`, `på Østlandet`, `in Ohio`, `in Poland`; for small countries `abroad`."""
    if place.country == "US" and place.area:
        return f"{'in' if language == 'en' else 'i'} {place.area}"
    for key in (place.part_of_norway, place.area, place.country):
        if key in _regions():
            return languages.worded(_regions()[key], language)
    return str(_words("abroad", language))


@cache
def _regions() -> dict[str, dict[str, str]]:
    rows = (line.split("\t") for line in places.lines("regions.tsv"))
    return {key: {"en": f"in {en}", "nb": nb, "nn": nn, "da": da} for key, en, nb, nn, da in rows}


# Ages.

_DECADE = re.compile(r"\b(?:([1-9])0(?:-?år(?:a|ene|ane)|['’]?s)|([^\W\d]+?)(?:ies|-?år(?:a|ene|ane)))\b")
_LESS_THAN_A_YEAR = re.compile(r"\b(?:months?|weeks?|days?|måned\w*|månad\w*|uke\w*|veke\w*|dag(?:er|ar))\b")
_MORE_THAN_NINETY = re.compile(r"\b(?:a|one|ett|eitt)?\s?hundre")


def age_band(form: str) -> str | None:
    """The age band: `30–39` for `thirty-seven`, `37` or `trettiåra`; narrower for children; None if not one age is said."""
    form = form.casefold()
    if _LESS_THAN_A_YEAR.search(form):
        return _band(0)
    bands = {_band(years) for years in _ages(form)}
    return bands.pop() if len(bands) == 1 else None


def _ages(form: str) -> list[int]:
    """All ages in `form`, in digits or else in words; a decade (`fifties`) as its first year."""
    if decade := _DECADE.search(form):
        tens = 10 * int(decade[1] or 0) or _spoken(f"{decade[2]}y") or _spoken(decade[2])
        return [tens] if tens else []
    digits = [int(found) for found in re.findall(r"\d+", form)]
    if digits or _MORE_THAN_NINETY.search(form):
        return digits or [100]
    expression = "|".join(spoken_numbers.number_pattern(language) for language in languages.RULES)
    said = [_spoken(found) for found in re.findall(rf"\b({expression})(?:\b|(?=år))", form)]
    several = [years for years in said if years is not None and years > 1]  # `en førtiåring` is not one year old
    return several or [years for years in said if years is not None]


def _spoken(words: str) -> int | None:
    """The value of a number in the words of any language."""
    return spoken_numbers.value_in_any(words)


def _band(years: int) -> str:
    for start, after in pairwise(_BANDS):
        if start <= years < after:
            return f"{start}–{after - 1}"
    return f"{_BANDS[-1]}+"


# Dates.


def _date(form: str, level: str, language: str, shift_days: int) -> str | None:
    said = spoken_dates.parse_date(form, language)
    if said is None:
        return None
    if level == "shifted":
        moved = said.shifted(shift_days) if shift_days else None
        return f"{moved.worded(language)}, {_words('shifted', language)}" if moved else None
    month = said.month if level == "month" else None
    return spoken_dates.PartialDate(month=month, year=said.year).worded(language) or None


# Organisations.


def organisation_sector(form: str, language: str) -> str | None:
    """The sector of an organisation by its name (`Furubakken barnehage`: kindergarten), None if the name does not show it."""
    words = words_of(form)
    for candidate in _content()["sectors"]:
        whole = any(word in candidate.get("words", ()) for word in words)
        part = any(stem in word for stem in candidate.get("stems", ()) for word in words)
        phrase = any(f" {phrase} " in f" {' '.join(words)} " for phrase in candidate.get("phrases", ()))
        if whole or part or phrase:
            return str(languages.entry(candidate, language))
    return None


def _words(table: str, language: str) -> Any:
    return languages.entry(_content()[table], language)


@cache
def _content() -> dict[str, Any]:
    source = files(__package__).joinpath("generalize.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
