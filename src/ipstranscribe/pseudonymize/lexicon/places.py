"""Gazetteer: the kind, country and region of a place by its name. Sources: data/places/SOURCES.md."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ipstranscribe.languages import country
from ipstranscribe.pseudonymize.lexicon import vocabulary
from ipstranscribe.text.phrase_index import words_of

SETTLEMENTS = ("village", "small town", "town", "city")
"""Kinds of settlement by inhabitants: fewer than 2,000, 10,000, 100,000, and more."""
_MUNICIPALITIES = ("municipality", "former municipality")
KINDS = (
    *SETTLEMENTS, *_MUNICIPALITIES, "neighbourhood", "island", "valley", "mountain", "lake", "fjord",
    "district", "county", "state",
)  # fmt: skip
_LIGHT = ("village", "small town", "valley", "mountain", "lake", "fjord")
_HEAVY = ("city", "county", "state")
"""Kinds with the highest prior; `_LIGHT` has the lowest, other kinds lie between. It decides between namesakes."""

_PARTS_OF_NORWAY = {
    "Eastern": ("Oslo", "Akershus", "Østfold", "Buskerud", "Innlandet", "Vestfold", "Telemark"),
    "Southern": ("Agder",),
    "Western": ("Rogaland", "Vestland", "Møre og Romsdal"),
    "Central": ("Trøndelag",),
    "Northern": ("Nordland", "Troms", "Finnmark", "Svalbard"),
}
_PART_OF_COUNTY = {county: part for part, counties in _PARTS_OF_NORWAY.items() for county in counties}

PlaceRow = tuple[str, str, str, str]
"""The fields of a `NamedPlace`, which is only built on lookup, since there are tens of thousands."""

SHORTEST_NAME = 3
"""Fewest letters of the names in `names`; `lookup` knows `Ås` and `Bø` as well."""
_SHORTEST_PLAIN = 5  # letters; shorter names without their accents are too often other words
_HEAD = re.compile(r"\[(?:([A-Z]{2})(?: (\D+?))?|(\D+?)) / ([a-z ]+)\]")
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_GENERIC = re.compile(r"\s(?:kommune|sentrum|by|bydel|fylke|city|town|county|borough)$", re.IGNORECASE)
_GENITIVE = re.compile(r"(?:['’]s?|(?<=[^s])s)$", re.IGNORECASE)


class NamedPlace(NamedTuple):
    """A place. `country` is an ISO 3166-1 code; `area` is a Norwegian county, a nation of the UK, a US state, or empty."""

    name: str
    kind: str
    country: str
    area: str = ""

    @property
    def part_of_norway(self) -> str:
        """`Eastern`, `Southern`, `Western`, `Central` or `Northern`; empty for a place abroad."""
        return _PART_OF_COUNTY[self.area] if self.country == "NO" else ""


def lookup(name: str, language: str) -> NamedPlace | None:
    """Look up the place called `name` (any case, genitive or not), None if no list has it.

    Among namesakes the one in the country of `language` wins; without one there the larger kind, and the Norwegian if
    equal.
    """
    home = country(language)
    for key in _keys(name):
        if home not in ("", "NO") and (row := _in_country(home).get(key)):
            return NamedPlace(*row)
        norwegian, foreign = (
            NamedPlace(*row) if (row := known.get(key)) else None for known in (_norwegian(), _foreign())
        )
        if norwegian and foreign and home != "NO" and _weight(foreign) > _weight(norwegian):
            return foreign
        if norwegian or foreign:
            return norwegian or foreign
    return None


@cache
def names() -> frozenset[str]:
    """All names as casefolded words joined by spaces, also without accents; some are ordinary words (`nice`)."""
    return frozenset(name for name in (*_norwegian(), *_foreign()) if len(name) >= SHORTEST_NAME)


def is_listed_name_or_place(word: str) -> bool:
    """Whether a casefolded word is on the lists of given names, surnames or places."""
    return vocabulary.is_listed_name(word) or word in names()


def _keys(name: str) -> Iterator[str]:
    """Keys under which `name` may be listed, the likeliest first."""
    written = unicodedata.normalize("NFC", name).strip()
    for shorter in (written, _GENITIVE.sub("", written), _GENERIC.sub("", written)):
        yield _key(shorter)


def _key(name: str) -> str:
    return name.casefold() if name.isalpha() else " ".join(words_of(name))  # most are one word: much faster


def _weight(place: NamedPlace) -> int:
    return (place.kind in _HEAVY) - (place.kind in _LIGHT)


@cache
def _norwegian() -> dict[str, PlaceRow]:
    listed = sorted(_written("norway.txt"), key=lambda row: row[1][1] in _MUNICIPALITIES)  # towns go by their size
    return _by_name((*listed, *_settlements(norwegian=True)))


@cache
def _foreign() -> dict[str, PlaceRow]:
    return _by_name((*_written("elsewhere.txt"), *_settlements(norwegian=False)))


@cache
def _in_country(home: str) -> dict[str, PlaceRow]:
    rows = (*_written("elsewhere.txt"), *_settlements(norwegian=False))
    return _by_name((name, row) for name, row in rows if row[2] == home)


def _by_name(rows: Iterable[tuple[str, PlaceRow]]) -> dict[str, PlaceRow]:
    """Places by casefolded name; the first one wins. Names stripped of accents come after all others."""
    found: dict[str, PlaceRow] = {}
    accented: list[tuple[str, PlaceRow]] = []
    for name, row in rows:
        key = _key(name)
        found.setdefault(key, row)
        if not key.isascii() and len(key) >= _SHORTEST_PLAIN:
            accented.append((key, row))
    for key, row in accented:
        found.setdefault(_without_accents(key), row)
    return found


def _without_accents(key: str) -> str:
    apart = unicodedata.normalize("NFD", key.translate(_PLAIN))
    return "".join(c for c in apart if not unicodedata.combining(c))


def _written(file: str) -> Iterator[tuple[str, PlaceRow]]:
    """The manual lists: every spelling with its place."""
    country, area, kind = "", "", ""
    for line in lines(file):
        if head := _HEAD.fullmatch(line):
            country, area, kind = head[1] or "NO", head[2] or head[3] or "", head[4]
            continue
        for spellings in filter(None, map(str.strip, line.split(","))):
            first, *others = spellings.split("|")
            yield from ((spelling, (first, kind, country, area)) for spelling in (first, *others))


def _settlements(*, norwegian: bool) -> Iterator[tuple[str, PlaceRow]]:
    for line in lines("settlements.tsv"):
        name, kind, country, area = line.split("\t")
        if (country == "NO") == norwegian:
            yield name, (name, kind, country, area)


@cache
def lines(file: str) -> tuple[str, ...]:
    """The lines of `data/places/FILE` without comments."""
    source = files(__package__).joinpath("data", "places", file)
    return tuple(line for line in source.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
