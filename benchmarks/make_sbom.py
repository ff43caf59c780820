"""The software bill of materials (CycloneDX 1.6, JSON) and the page of licences, from what is installed. `make sbom` runs it.

    python benchmarks/make_sbom.py OUT.cdx.json docs/licences.md [WHEEL]

It follows the dependencies of ipstranscribe, with the extras that `make` installs, through the installed packages. It ends
with an error where a package that the program imports is under a licence that would bind the program (GPL, AGPL).
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROGRAM, EXTRAS = "ipstranscribe", ("meaning", "review")
_BINDING = re.compile(r"(?<![L\w])A?GPL|(?<!Lesser )General Public License|Affero", re.IGNORECASE)
# Packages whose metadata name no licence, or too loosely, read in the licence file that they ship.
_READ: dict[str, str] = {"pyrage": "MIT", "tiktoken": "MIT"}
OURS = {
    "src/ipstranscribe/export/qdpx/LICENSE-REFI-QDA.txt": "the schema of REFI-QDA",
    "src/ipstranscribe/transcribe/diarization/data": "the models that tell voices apart",
    "src/ipstranscribe/pseudonymize": "lists of names and words, and the trained recognizer",
}


class Package(NamedTuple):
    """An installed package: its name, version, licence as its metadata have it, and the packages that it needs."""

    name: str
    version: str
    licence: str
    needs: tuple[str, ...]


def installed(start: str = PROGRAM, extras: tuple[str, ...] = EXTRAS) -> dict[str, Package]:
    """The closure of what is needed and installed, by normalised name; without `start` itself."""
    found: dict[str, Package] = {}
    waiting = [(start, frozenset(extras))]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        try:
            about = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # for another system, or an extra that is not installed
            continue
        needed = list(_needs(about, wanted))
        waiting += needed
        key = canonicalize_name(name)
        before = found[key].needs if key in found else ()
        needs = tuple(sorted({*before, *(one for one, _ in needed)}))
        found[key] = Package(about.metadata["Name"], about.version, licence_of(about), needs)
    return found


def _needs(about: metadata.Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in about.requires or ():
        one = Requirement(line)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in (*extras, "")):
            yield canonicalize_name(one.name), frozenset(one.extras)


def licence_of(about: metadata.Distribution) -> str:
    """The licence: the SPDX expression if there is one, else a short text, else the classifiers."""
    fields = about.metadata
    if stated := fields.get("License-Expression"):
        return str(stated)
    classified = [
        one.rpartition(" :: ")[2] for one in fields.get_all("Classifier") or () if one.startswith("License ::")
    ]
    classified = [one for one in classified if one != "OSI Approved"]
    text = (fields.get("License") or "").strip()
    short = text if text and len(text) <= 60 and "\n" not in text else ""
    return short or "; ".join(classified) or _READ.get(canonicalize_name(fields["Name"]), "not stated")


def binding(packages: dict[str, Package]) -> list[str]:
    """The packages whose licence would bind a program that imports them: GPL or AGPL, and no other to choose."""
    return [one.name for one in packages.values() if _BINDING.search(one.licence) and " OR " not in one.licence]


def sbom(packages: dict[str, Package], version: str, wheel: Path | None) -> dict[str, Any]:
    """The bill of materials; the same installation gives the same bytes."""
    program = packages[PROGRAM]
    component = {"type": "application", "bom-ref": PROGRAM, "name": PROGRAM, "version": version, **_licences("MIT")}
    if wheel:
        component["hashes"] = [{"alg": "SHA-256", "content": _sha256(wheel)}]
    others = [one for key, one in sorted(packages.items()) if key != PROGRAM]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": component},
        "components": [
            {
                "type": "library",
                "bom-ref": canonicalize_name(one.name),
                "name": one.name,
                "version": one.version,
                "purl": f"pkg:pypi/{canonicalize_name(one.name)}@{one.version}",
                **_licences(one.licence),
            }
            for one in others
        ],
        "dependencies": [
            {"ref": canonicalize_name(one.name), "dependsOn": [need for need in one.needs if need in packages]}
            for one in (program, *others)
        ],
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _licences(told: str) -> dict[str, Any]:
    return {} if told == "not stated" else {"licenses": [{"license": {"name": told}}]}


_PAGE = """# Licences

Written by `make sbom` (`benchmarks/make_sbom.py`) from what is installed; a licence that would bind the program (GPL, AGPL)
stops it. The same list as CycloneDX, with the checksum of the wheel: `dist/ipstranscribe.cdx.json`.

ipstranscribe itself is under the MIT licence (`LICENSE`).

## What ships with it

Each with its notice beside it:

{ours}

## What it needs ({number} packages, as the packages state it)

| package | version | licence |
|---|---|---|
{rows}

A licence is that of the package's own metadata. What a package bundles (PyAV: the FFmpeg libraries; onnxruntime, torch:
others' code) is told in the licence files inside it, which this list does not open. python-stdnum is under the LGPL: it is
imported as it is, and not changed.
"""


def page(packages: dict[str, Package]) -> str:
    """The page of licences."""
    rows = [
        f"| {one.name} | {one.version} | {one.licence} |" for key, one in sorted(packages.items()) if key != PROGRAM
    ]
    ours = "\n".join(f"- {what}: `{path}`" for path, what in OURS.items())
    return _PAGE.format(ours=ours, number=len(rows), rows="\n".join(rows))


def main(out: Path, licences: Path, wheel: Path | None = None) -> int:
    """Write both; returns how many packages have a licence that would bind the program."""
    packages = installed()
    if wrong := binding(packages):
        print("Licences that would bind the program:", ", ".join(wrong))
        return len(wrong)
    version = packages[PROGRAM].version
    out.write_text(json.dumps(sbom(packages, version, wheel), indent=1) + "\n", encoding="utf-8")
    licences.write_text(page(packages), encoding="utf-8")
    if wheel:
        sums = (f"{_sha256(path)}  {path.name}\n" for path in (wheel, out))
        (out.parent / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    unknown = [one.name for one in packages.values() if one.licence == "not stated"]
    print(f"{len(packages) - 1} packages. Licence not stated: {', '.join(unknown) or 'none'}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*map(Path, sys.argv[1:4])))
