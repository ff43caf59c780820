"""Figures of agreement beside those of other programs, on ratings and cuts drawn by chance.

    PEER_ENV/python benchmarks/agreement_peers.py peers FILE [--unitized FOLDER]
    python -m benchmarks.agreement_peers compare FILE

`peers` draws 300 tables of ratings (two to five coders, two to six categories, a third of them with gaps) and asks
krippendorff (GPL) and irrCAC, which rounds to five digits; with the folder of zeljkobekcic/KrippendorffUnitizedAlpha it
draws 400 texts that two to four coders cut, and asks for uα, and for |uα as the uα of texts with one code. `compare` works
all of it out and prints the largest difference. The others need an environment of their own. Nothing of theirs is here.
"""

import argparse
import json
import random
import sys
import warnings
from pathlib import Path
from typing import Any

TABLES, TEXTS = 300, 400


def main() -> None:
    """Ask the others, or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("peers", "compare"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--unitized", type=Path)
    options = parser.parse_args()
    if options.what == "compare":
        compare(json.loads(options.file.read_text(encoding="utf-8")))
        return
    found = {"tables": tables(), "texts": texts(options.unitized) if options.unitized else []}
    options.file.write_text(json.dumps(found), encoding="utf-8")


def tables() -> list[dict[str, Any]]:
    """Ratings, and what the others say of them."""
    warnings.simplefilter("ignore")
    chance, found = random.Random(11), []
    for _ in range(TABLES):
        rows = _ratings(chance)
        paired = [row for row in rows if sum(one is not None for one in row) > 1]
        if len({one for row in paired for one in row} - {None}) > 1:  # of one category nothing can be said
            found.append(_told_of(rows))
    return found


def _told_of(rows: list[list[int | None]]) -> dict[str, Any]:
    import krippendorff
    import numpy as np
    import pandas as pd
    from irrCAC.raw import CAC

    numbers = np.array([[np.nan if one is None else one for one in row] for row in rows], dtype=float).T
    cac = CAC(pd.DataFrame([[None if one is None else chr(97 + one) for one in row] for row in rows]))
    told = {name: getattr(cac, name)()["est"]["coefficient_value"] for name in ("gwet", "fleiss", "krippendorff")}
    alpha = krippendorff.alpha(reliability_data=numbers, level_of_measurement="nominal")
    return {"rows": rows, "alpha": float(alpha), **told}


def _ratings(chance: random.Random) -> list[list[int | None]]:
    coders, units, kinds = chance.randint(2, 5), chance.randint(4, 40), chance.randint(2, 6)
    agree, gaps = chance.random(), chance.choice([0, 0, 0.2])

    def one(true: int) -> int | None:
        if chance.random() < gaps:
            return None
        return true if chance.random() < agree else chance.randrange(kinds)

    return [[one(true) for _ in range(coders)] for true in (chance.randrange(kinds) for _ in range(units))]


def texts(folder: Path) -> list[dict[str, Any]]:
    """Texts that coders cut, each into passages and gaps without anything between, and what the other says of them."""
    sys.path.insert(0, str(folder))
    from krippendorff_unitized_alpha.krippendorffs_unitized_alpha import EMPTY_TAG, KrippendorffUnitizedAlpha, Segment

    def alpha(cut: dict[str, list[tuple[str, int, int]]], one: str = "") -> float:
        data = {
            coder: [Segment((one or kind) if kind else EMPTY_TAG, start, end) for kind, start, end in parts]
            for coder, parts in cut.items()
        }
        return float(KrippendorffUnitizedAlpha(data).result)

    chance, found = random.Random(5), []
    for _ in range(TEXTS):
        length = chance.randint(20, 200)
        cut = {coder: _parts(length, chance) for coder in "ABCD"[: chance.randint(2, 4)]}
        found.append({"length": length, "cut": cut, "u_alpha": alpha(cut), "binary_u_alpha": alpha(cut, "k")})
    return found


def _parts(length: int, chance: random.Random) -> list[tuple[str, int, int]]:
    """Passages with a code, and gaps, which have none; never two gaps beside each other."""
    at, parts = 0, []
    while at < length:
        end = min(length, at + chance.randint(1, 25))
        kinds = ["x", "y", "z"] + ([""] if not parts or parts[-1][0] else [])
        parts.append((chance.choice(kinds), at, end))
        at = end
    return parts


def compare(peers: dict[str, list[dict[str, Any]]]) -> None:
    """Print the largest difference of each figure."""
    from ipstranscribe.coding.agreement import passages, units
    from ipstranscribe.coding.agreement.figures import figure

    print("| figure | beside | n | largest difference | not defined here |")
    print("|---|---|---|---|---|")
    asked = {
        "alpha": ("krippendorff", units.nominal_alpha),
        "krippendorff": ("irrCAC", units.nominal_alpha),
        "gwet": ("irrCAC", units.gwets_ac1),
        "fleiss": ("irrCAC", units.fleiss_kappa),
    }
    for name, (peer, measure) in asked.items():
        pairs = [(figure(measure(_table(one)), 0, resamples=0).value, one[name]) for one in peers["tables"]]
        row(name, peer, pairs)
    for name in ("u_alpha", "binary_u_alpha") if peers["texts"] else ():
        measure = getattr(passages, name)
        pairs = [(figure(measure(_cut(one)), 0, resamples=0).value, one[name]) for one in peers["texts"]]
        row(name, "KrippendorffUnitizedAlpha", pairs)


def row(name: str, peer: str, pairs: list[tuple[float | None, float]]) -> None:
    """Print how far ours are from theirs."""
    both = [abs(ours - theirs) for ours, theirs in pairs if ours is not None]
    print(f"| {name} | {peer} | {len(both)} | {max(both):.1e} | {len(pairs) - len(both)} |", flush=True)


def _table(one: dict[str, Any]) -> Any:
    from ipstranscribe.coding.agreement.units import CodedUnit, rating_table

    def given(ratings: list[int | None]) -> dict[str, frozenset[str]]:
        return {f"C{n}": frozenset([str(kind)]) for n, kind in enumerate(ratings) if kind is not None}

    return rating_table([CodedUnit("P1", str(at), given(ratings)) for at, ratings in enumerate(one["rows"])])


def _cut(one: dict[str, Any]) -> Any:
    from ipstranscribe.coding.agreement.passages import CodedPassage, CodedText, passage_table

    marked = {
        coder: [CodedPassage(start, end, kind) for kind, start, end in parts if kind]
        for coder, parts in one["cut"].items()
    }
    return passage_table([CodedText("P1", one["length"], marked)])


if __name__ == "__main__":
    main()
