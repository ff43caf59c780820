"""Make the lists of drugs and of shops of `pseudonymize/lexicon/data/vocabulary` from their sources.

Run ``python training/public_names.py SOURCES``, a folder with the wheel of drug-named-entity-recognition and the packed
npm package name-suggestion-index (SOURCES.md beside the lists). Words only; what is a word, a name or a place elsewhere is
left out, so that nobody is taken for a drug.
"""

import argparse
import bz2
import io
import json
import pickle
import re
import tarfile
import zipfile
from pathlib import Path
from typing import Any

from lexicon import write

from ipstranscribe.pseudonymize.lexicon import places, vocabulary

_WORD = re.compile(r"[a-zæøåäöéèüñç]{5,}")
_PHRASE = re.compile(r"[a-zæøåäöéèüñç0-9&'+ -]+")
_THERE = frozenset({"001", "150", "154", "021", "gb", "ie", "no", "dk", "se", "us", "ca", "au", "nz"})
"""Where people live who speak English or Norwegian: codes of countries and regions (UN M49, ISO 3166-1)."""
_PLACES_OF_WORK = frozenset({"office", "landuse", "emergency", "club", "healthcare", "craft", "man_made"})
"""Kinds whose names are employers more often than shops."""


def main() -> None:
    """Write both lists and say how long they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path)
    sources: Path = parser.parse_args().sources
    write("drugs", drugs(next(sources.glob("drug_named_entity_recognition-*.whl"))))
    write("shops", shops(next(sources.glob("name-suggestion-index-*.tgz"))))


class _Plain(pickle.Unpickler):
    """Reads a pickle of plain values and nothing that could run."""

    def find_class(self, module: str, name: str) -> Any:
        """Refuse every class but the set."""
        if (module, name) == ("builtins", "set"):
            return set
        raise pickle.UnpicklingError(name)


def drugs(wheel: Path) -> set[str]:
    """Names of one word of the drugs of DrugBank's open vocabulary that MedlinePlus or the NHS tells patients about."""
    with zipfile.ZipFile(wheel) as whole:
        packed = whole.read("drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2")
    known = _Plain(io.BytesIO(bz2.decompress(packed))).load()
    described = {
        name
        for name, facts in known["drug_canonical_to_data"].items()
        if facts.get("drugbank_id") and (facts.get("medline_plus_id") or facts.get("nhs_url"))
    }
    spelled = known["drug_variant_to_canonical"].items()
    names = {variant.casefold() for variant, meant in spelled if not described.isdisjoint(meant)}
    return {name for name in names if _WORD.fullmatch(name) and not _is_a_name(name)}


def shops(package: Path) -> set[str]:
    """Names of chains that people go to in these countries; none that could be a person's, with a given name first."""
    with tarfile.open(package) as whole:
        file = whole.extractfile("package/dist/json/nsi.min.json")
        trees = json.load(file)["nsi"] if file else {}
    found = set()
    for path, tree in trees.items():
        kind = path.split("/")[:2]
        if kind[0] != "brands" or kind[1] in _PLACES_OF_WORK:
            continue
        for item in tree["items"]:
            if _THERE.isdisjoint(str(one).lower() for one in item.get("locationSet", {}).get("include", ())):
                continue
            names = (item["displayName"], item["tags"].get("brand", ""))
            found |= {re.sub(r"\s*\(.*?\)", "", name).casefold().replace("’", "'").strip() for name in names}
    return {name for name in found if _is_a_shop_alone(name)}


def _is_a_shop_alone(name: str) -> bool:
    words = name.split()
    if len(words) == 1:
        stem = re.sub(r"['’]?s$", "", name)
        return bool(_WORD.fullmatch(name)) and not (_is_something_else(name) or _is_something_else(stem))
    first = vocabulary.is_given_name(words[0]) if words else True
    return bool(_PHRASE.fullmatch(name)) and not first and " ".join(words) not in places.names()


def _is_something_else(word: str) -> bool:
    ordinary = any(vocabulary.is_ordinary(word, language) for language in ("en", "nb"))
    return ordinary or _is_a_name(word)


def _is_a_name(word: str) -> bool:
    return word in vocabulary.given_names() or word in vocabulary.surnames() or word in places.names()


if __name__ == "__main__":
    main()
