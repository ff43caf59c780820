"""What the lists of places know: kind, country, part of the country; and which of two of one name is meant."""

import unicodedata

import pytest

from ipstranscribe.pseudonymize.lexicon import places
from ipstranscribe.pseudonymize.lexicon.places import NamedPlace

KNOWN = [
    ("Lørenskog", "town", "NO", "Eastern"),
    ("lørenskogs", "town", "NO", "Eastern"),
    ("Nesodden kommune", "municipality", "NO", "Eastern"),
    ("Grünerløkka", "neighbourhood", "NO", "Eastern"),
    ("Ås", "town", "NO", "Eastern"),
    ("Mandal", "town", "NO", "Southern"),
    ("Åsane", "neighbourhood", "NO", "Western"),
    ("Førde", "town", "NO", "Western"),
    ("Byåsen", "neighbourhood", "NO", "Central"),
    ("Mo i Rana", "town", "NO", "Northern"),
    ("Kautokeino", "small town", "NO", "Northern"),
    ("Guovdageaidnu", "municipality", "NO", "Northern"),
    ("Valdres", "valley", "NO", "Eastern"),
    ("tromso", "town", "NO", "Northern"),
    ("Kraków", "city", "PL", ""),
    ("krakow", "city", "PL", ""),
    ("Gøteborg", "city", "SE", ""),
    ("Galway's", "town", "IE", ""),
    ("Paris", "city", "FR", ""),
    ("St. Petersburg", "city", "RU", ""),
    ("Aurskog Høland", "municipality", "NO", "Eastern"),
    ("Stoke-on-Trent", "city", "GB", ""),
]


@pytest.mark.parametrize(("name", "kind", "country", "part"), KNOWN)
def test_a_place_is_known_in_any_case_and_in_the_genitive(name: str, kind: str, country: str, part: str) -> None:
    for written in (name, name.upper(), unicodedata.normalize("NFD", name)):
        place = places.lookup(written, "nb")
        assert place is not None
        assert (place.kind, place.country, place.part_of_norway) == (kind, country, part)


@pytest.mark.parametrize(
    "name", ["", "s", "Norway", "Norge", "Poland", "Østlandet", "Ingvild", "Lørenskogen", "Os lo", "xyz"]
)
def test_countries_parts_of_norway_and_other_words_are_no_places(name: str) -> None:
    assert places.lookup(name, "nb") is None


@pytest.mark.parametrize(
    ("name", "language", "country"),
    [
        ("Lund", "nb", "NO"),
        ("Halden", "en", "NO"),
        ("Fana", "nn", "NO"),
        ("Fana", "en", "NO"),
        ("Saga", "nb", "JP"),
        ("Nes", "en", "NO"),
        ("Hamar", "en", "NO"),
        ("Lom", "nb", "NO"),
        ("Lom", "en", "BG"),
        ("Springfield", "nb", "US"),
    ],
)
def test_of_two_places_the_norwegian_is_meant_unless_an_english_text_speaks_of_a_city(
    name: str, language: str, country: str
) -> None:
    place = places.lookup(name, language)
    assert place is not None
    assert place.country == country


def test_every_norwegian_municipality_is_listed_in_its_county() -> None:
    listed = {(name, area) for _, (name, kind, _, area) in places._written("norway.txt") if kind == "municipality"}
    assert len(listed) == 357
    assert sum(area == "Innlandet" for _, area in listed) == 46


@pytest.mark.parametrize("file", ["norway.txt", "elsewhere.txt"])
def test_every_list_has_a_known_kind_and_a_known_part_of_its_country(file: str) -> None:
    for spelling, row in places._written(file):
        place = NamedPlace(*row)
        assert place.kind in places.KINDS
        assert bool(place.part_of_norway) == (place.country == "NO")
        assert spelling == unicodedata.normalize("NFC", spelling).strip()


def test_names_are_casefolded_whole_and_long_enough() -> None:
    names = places.names()
    assert {"grünerløkka", "mo i rana", "aurskog høland", "st petersburg", "tromso", "kraków", "new york"} <= names
    assert not {"ås", "bø", "Oslo", "norge"} & names
    assert all(name == name.casefold() and len(name) >= places.SHORTEST_NAME for name in names)


@pytest.mark.parametrize("name", sorted(places.names())[::500])
def test_every_name_is_found_again(name: str) -> None:
    assert isinstance(places.lookup(name, "en"), NamedPlace)
