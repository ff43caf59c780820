"""How replacements say in general terms what they stand for; and that they say nothing that is not certain."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.languages import LANGUAGES
from ipstranscribe.model import Category, Entity
from ipstranscribe.pseudonymize.lexicon import places
from ipstranscribe.pseudonymize.redaction import generalize, spoken_dates
from ipstranscribe.pseudonymize.redaction.generalize import age_band, generalized_replacement, organisation_sector
from ipstranscribe.pseudonymize.redaction.spoken_dates import PartialDate
from ipstranscribe.settings import GeneralisationLevels, Profiles

KINDS = GeneralisationLevels(place="kind", age="band", date="month", organisation="sector")
COARSE = GeneralisationLevels(place="region", age="band", date="year", organisation="sector")
SHIFTED = GeneralisationLevels(date="shifted")


def entity(category: Category, replacement: str, *forms: str) -> Entity:
    return Entity(id="E0001", category=category, replacement=replacement, forms=forms)


WORDED: list[tuple[Category, str, str, GeneralisationLevels, str, str]] = [
    ("place", "[place 2]", "Lørenskog", KINDS, "en", "[place 2: town in Eastern Norway]"),
    ("place", "[place 2]", "Lørenskog", COARSE, "en", "[place 2: Eastern Norway]"),
    ("place", "[sted 2]", "Lørenskog", KINDS, "nb", "[sted 2: by på Østlandet]"),
    ("place", "[stad 2]", "Lørenskog", KINDS, "nn", "[stad 2: by på Austlandet]"),
    ("place", "[sted 2]", "Byåsen", COARSE, "nb", "[sted 2: Trøndelag]"),
    ("place", "[place 1]", "Nesodden", KINDS, "en", "[place 1: municipality in Eastern Norway]"),
    ("place", "[place 3]", "Kraków", KINDS, "en", "[place 3: city in Poland]"),
    ("place", "[sted 3]", "kraków", KINDS, "nb", "[sted 3: storby i Polen]"),
    ("place", "[sted 3]", "Manila", KINDS, "nb", "[sted 3: storby på Filippinene]"),
    ("place", "[place 4]", "Leith", KINDS, "en", "[place 4: neighbourhood in Scotland]"),
    ("place", "[place 4]", "Cleveland", KINDS, "en", "[place 4: city in Ohio]"),
    ("place", "[place 4]", "Ohio", KINDS, "en", "[place 4: state in the USA]"),
    ("place", "[place 4]", "Funafuti", COARSE, "en", "[place 4]"),
    ("place", "[home town 1]", "Ålesund", KINDS, "en", "[home town 1: town in Western Norway]"),
    ("age", "[age 1]", "forty-three", KINDS, "en", "[age 1: 40–49]"),
    ("age", "[alder 1]", "førtitre", COARSE, "nb", "[alder 1: 40–49]"),
    ("date", "[date 1]", "14 October 2018", KINDS, "en", "[date 1: October 2018]"),
    ("date", "[date 1]", "14 October 2018", COARSE, "en", "[date 1: 2018]"),
    ("date", "[date 1]", "the fourteenth of March", KINDS, "en", "[date 1: March]"),
    ("date", "[dato 1]", "den fjortende mars", KINDS, "nb", "[dato 1: mars]"),
    ("organisation", "[employer 1]", "Furubakken barnehage", KINDS, "en", "[employer 1: kindergarten]"),
    ("organisation", "[verksemd 2]", "Furubarnehagen", KINDS, "nn", "[verksemd 2: barnehage]"),
]


@pytest.mark.parametrize(("category", "replacement", "form", "levels", "language", "expected"), WORDED)
def test_a_numbered_replacement_keeps_its_number_and_says_the_kind(
    category: Category, replacement: str, form: str, levels: GeneralisationLevels, language: str, expected: str
) -> None:
    assert generalized_replacement(entity(category, replacement, form), levels, language) == expected


UNTOUCHED: list[tuple[Category, str, str]] = [
    ("person", "[P1]", "Oslo Hansen"),
    ("person", "[person 2]", "Lørenskog"),
    ("person", "[P1's husband]", "Dag"),
    ("organisation", "[the kindergarten by the lake]", "Furubarnehagen"),
    ("organisation", "[kindergarten 1]", "Furubarnehagen"),
    ("organisation", "[employer 1]", "Hansen og Sønner"),
    ("place", "[a town]", "Lørenskog"),
    ("place", "[place 2: town in Eastern Norway]", "Lørenskog"),
    ("place", "[place 2]", "Plassen bak låven"),
    ("age", "[age 1]", "old enough"),
    ("date", "[date 1]", "last Tuesday"),
    ("address", "[address 1]", "Storgata 1, Lørenskog"),
    ("occupation", "[occupation 1]", "deep-sea diver"),
    ("fact", "[identifying detail 1]", "the only woman in Lørenskog who flew"),
    ("other", "[name 1]", "Lørenskog"),
]


@pytest.mark.parametrize(("category", "replacement", "form"), UNTOUCHED)
def test_what_is_no_number_or_cannot_be_said_stays_as_it_is(category: Category, replacement: str, form: str) -> None:
    for levels in (KINDS, COARSE):
        assert generalized_replacement(entity(category, replacement, form), levels, "en") == replacement


@pytest.mark.parametrize(("category", "replacement", "form", "levels", "language", "expected"), WORDED)
def test_the_internal_profile_numbers_and_says_nothing(
    category: Category, replacement: str, form: str, levels: GeneralisationLevels, language: str, expected: str
) -> None:
    assert (
        generalized_replacement(entity(category, replacement, form), Profiles().internal, language, 28) == replacement
    )


def test_the_first_form_that_tells_is_taken() -> None:
    told = entity("date", "[date 1]", "that day", "14 October 2018")
    assert generalized_replacement(told, KINDS, "en") == "[date 1: October 2018]"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_and_country_has_words_that_read_in_place(language: str) -> None:
    kinds = generalize._words("kinds", language)
    assert set(kinds) == set(places.KINDS)
    known = [places.NamedPlace(*row) for row in (*places._foreign().values(), *places._norwegian().values())]
    everywhere = {(place.country, place.area): place for place in known}
    prepositions = ("in ",) if language == "en" else ("i ", "på ")
    for place in everywhere.values():
        region = generalize._region(place, language)
        assert region.startswith(prepositions) or region == "abroad"


# --- ages -------------------------------------------------------------------------------------------------------------

AGES = [
    ("37", "30–39"),
    ("thirty-seven", "30–39"),
    ("Førtitre", "40–49"),
    ("43-åring", "40–49"),
    ("en førtitreåring", "40–49"),
    ("fifties", "50–59"),
    ("late thirties", "30–39"),
    ("femtiåra", "50–59"),
    ("50-årene", "50–59"),
    ("twenties", "18–29"),
    ("seven or eight", "6–12"),
    ("eight months", "0–2"),
    ("åtte måneder", "0–2"),
    ("two", "0–2"),
    ("four and a half", "3–5"),
    ("sixteen", "13–17"),
    ("18", "18–29"),
    ("89", "80–89"),
    ("ninety-one", "90+"),
    ("hundre og to", "90+"),
    ("thirty-nine or forty", None),
    ("tre og førti", "40–49"),
    ("00s", "0–2"),
    ("", None),
    ("old", None),
]


@pytest.mark.parametrize(("form", "band"), AGES)
def test_an_age_becomes_a_band(form: str, band: str | None) -> None:
    assert age_band(form) == band


@given(st.integers(0, 120))
def test_every_age_lies_in_its_band(years: int) -> None:
    band = age_band(str(years))
    assert band is not None
    low, _, high = band.partition("–")
    assert int(low.rstrip("+")) <= years <= int(high or 120)


# --- dates ------------------------------------------------------------------------------------------------------------

DATES = [
    ("14 March 2019", "en", (14, 3, 2019)),
    ("March 14th, 2019", "en", (14, 3, 2019)),
    ("the fourteenth of March", "en", (14, 3, None)),
    ("march twenty third, twenty eighteen", "en", (23, 3, 2018)),
    ("May the first", "en", (1, 5, None)),
    ("nineteen ninety-four", "en", (None, None, 1994)),
    ("nineteen oh five", "en", (None, None, 1905)),
    ("January two thousand and eight", "en", (None, 1, 2008)),
    ("14. mars 2019", "nb", (14, 3, 2019)),
    ("den fjortende mars", "nb", (14, 3, None)),
    ("tjuefyrste mai", "nn", (21, 5, None)),
    ("den fjerde i tolvte 2018", "nb", (4, 12, 2018)),
    ("oktober nittenåttifire", "nb", (None, 10, 1984)),
    ("første mai totusenogti", "nb", (1, 5, 2010)),
    ("mars tjueatten", "nb", (None, 3, 2018)),
    ("2019-03-14", "en", (14, 3, 2019)),
    ("14.03.2019", "en", (14, 3, 2019)),
    ("3/14/2019", "en", (14, 3, 2019)),
    ("3/4/2019", "nb", (3, 4, 2019)),
    # what can mean two things, or is in no calendar, is left open
    ("3/4/2019", "en", (None, None, 2019)),
    ("14.03.19", "nb", (14, 3, None)),
    ("12–15 March 2019", "en", (None, 3, 2019)),
    ("March or April 2018", "en", (None, None, 2018)),
    ("31 February 2019", "en", (None, 2, 2019)),
    ("29 February 2019", "en", (None, 2, 2019)),
    ("29 February", "en", (29, 2, None)),
    ("Christmas Eve 2018", "en", (None, None, 2018)),
]


@pytest.mark.parametrize(("text", "language", "said"), DATES)
def test_a_date_is_read_as_far_as_it_was_said(
    text: str, language: str, said: tuple[int | None, int | None, int | None]
) -> None:
    assert spoken_dates.parse_date(text, language) == PartialDate(*said)


@pytest.mark.parametrize("text", ["", "last Tuesday", "the 14th", "twenty five", "14:30", "the first", "tirsdag"])
def test_what_has_neither_month_nor_year_is_no_date(text: str) -> None:
    assert spoken_dates.parse_date(text, "en") is None


SHIFTS = [
    ("14 March 2019", 28, "en", "[date 1: 11 April 2019, shifted]"),
    ("14 March 2019", -77, "nb", "[date 1: 27. desember 2018, forskjøvet]"),
    ("14 March 2019", -77, "nn", "[date 1: 27. desember 2018, forskoven]"),
    ("14 March", 28, "en", "[date 1: 11 April, shifted]"),
    ("October 2018", 28, "en", "[date 1: November 2018, shifted]"),
    ("29 February", 7, "en", "[date 1: 7 March, shifted]"),
    ("2018", 28, "en", "[date 1]"),
    ("last Tuesday", 28, "en", "[date 1]"),
    ("14 March 2019", 0, "en", "[date 1]"),
]


@pytest.mark.parametrize(("form", "days", "language", "expected"), SHIFTS)
def test_a_shifted_date_says_that_it_is_shifted(form: str, days: int, language: str, expected: str) -> None:
    assert generalized_replacement(entity("date", "[date 1]", form), SHIFTED, language, days) == expected


@given(st.dates(date(1930, 1, 1), date(2029, 12, 31)), st.dates(date(1930, 1, 1), date(2029, 12, 31)))
def test_shifting_keeps_the_days_between_two_dates_and_the_weekday(one: date, other: date) -> None:
    shift = generalize.new_shift()
    moved = [PartialDate(d.day, d.month, d.year).shifted(shift) for d in (one, other)]
    first, second = (date(m.year or 0, m.month or 0, m.day or 0) for m in moved if m)
    assert second - first == other - one
    assert first.weekday() == one.weekday()
    assert first != one


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(LANGUAGES))
def test_a_date_reads_as_it_was_worded(day: date, language: str) -> None:
    said = PartialDate(day.day, day.month, day.year)
    assert spoken_dates.parse_date(said.worded(language), language) == said


def test_shifts_are_whole_weeks_either_way_and_never_none() -> None:
    shifts = {generalize.new_shift() for _ in range(500)}
    fewest, most = generalize.SHIFT_WEEKS
    assert all(shift % 7 == 0 and 7 * fewest <= abs(shift) <= 7 * most for shift in shifts)
    assert min(shifts) < 0 < max(shifts)


# --- organisations ----------------------------------------------------------------------------------------------------

SECTORS = [
    ("Furubakken barnehage", "kindergarten"),
    ("furubarnehagen", "kindergarten"),
    ("Greenfield Primary School", "school"),
    ("Nordlys videregående skole", "school"),
    ("Universitetet i Sørvik", "university or college"),
    ("Sørvik universitetssykehus", "hospital"),
    ("Redwood Care Home", "care home or home care"),
    ("Bakkely sykehjem", "care home or home care"),
    ("Sørvik legesenter", "health service"),
    ("NAV Sørvik", "labour and welfare office"),
    ("Sørvik kommune", "public authority"),
    ("Sørvik Sparebank", "bank, insurance or accounting"),
    ("Miller's Building Supplies", "building supplies"),
    ("Sørvik Byggvare AS", "building supplies"),
    ("Brekke Bygg", "construction or trades"),
    ("Sørvik Boligbyggelag", "property or housing"),
    ("Sørvik Hotell", "hotel or restaurant"),
    ("Sørvik museum", "museum, library or theatre"),
    ("Hansen Transport", "transport"),
    ("Sørvik Gartneri", "farming, gardening or forestry"),
    ("Ytre Oppdrett AS", "fishing or fish farming"),
    ("North Sea Drilling", "oil, gas or energy"),
    ("Brekke Software", "IT or telecommunications"),
    ("Sørvik politistasjon", "police, prison or fire service"),
    ("Sørvik menighet", "faith community"),
    ("Sørvik Tidende", "media"),
    ("Sørvik IL", "club, association or charity"),
    ("Hansen og Sønner", None),
    ("Kirkenes", None),
    ("Churchill & Co", None),
    ("Sørvik Båtbyggeri", None),
    ("Skanska", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "expected"), SECTORS)
def test_a_name_that_tells_the_sector_is_generalised_to_it(name: str, expected: str | None) -> None:
    assert organisation_sector(name, "en") == expected


def test_every_sector_has_words_in_every_language() -> None:
    for candidate in generalize._content()["sectors"]:
        assert candidate["en"]
        assert candidate["nb"]
        words = [*candidate.get("stems", ()), *candidate.get("words", ()), *candidate.get("phrases", ())]
        assert words
        assert all(word == word.casefold() for word in words)
