#!/usr/bin/env bash
# irrCAC 0.4.4: a scale from 1 to 10 that was read as text gives other coefficients than the same scale as numbers: with quadratic
# weights an alpha of .56 instead of .99. No warning. With the identity weights both are the same, so that the first check passes.
#
# Why: weights go by the place of a category in the sorted list, and as text "10" stands between "1" and "2". A table whose column
# holds one remark among its numbers, or is read with `dtype=str`, has such text. `categories` in their order mends it.
# What it does to a study: coders who are one step apart now and then are said to disagree.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --no-compile irrCAC==0.4.4
"$place/venv/bin/python" - <<'PY'
import pandas as pd
from irrCAC.raw import CAC

first = [1, 10, 2, 9, 3, 8, 4, 7, 5, 6, 10, 9, 1, 2, 8]
second = [1, 9, 2, 10, 3, 8, 5, 7, 5, 6, 10, 9, 2, 2, 8]
numbers = pd.DataFrame({"A": first, "B": second})
scale = [str(step) for step in range(1, 11)]


def alpha(ratings, weights, categories=None):
    return float(CAC(ratings, weights=weights, categories=categories).krippendorff()["est"]["coefficient_value"])


found = {}
for weights in ("identity", "linear", "quadratic"):
    found[weights] = (alpha(numbers, weights), alpha(numbers.astype(str), weights), alpha(numbers.astype(str), weights, scale))
    print(f"{weights}: numbers {found[weights][0]}, text {found[weights][1]}, text with its categories {found[weights][2]}")
assert found["identity"][0] == found["identity"][1]
assert all(found[one][0] > found[one][1] + 0.2 and found[one][0] == found[one][2] for one in ("linear", "quadratic"))
PY
