#!/usr/bin/env bash
# segeval 2.0.11: for an answer that two people both left whole, `boundary_similarity` and `segmentation_similarity` raise ValueError ("max()
# arg is an empty sequence"). If one of them cut it there is a figure, and `pk` and `window_diff` say that they agree.
#
# Why: the kinds of borders are counted from those that are there, and with none the largest of nothing is asked for.
# What it does to an evaluation: short answers, most of an interview, cannot be scored one by one; who leaves them out leaves out most of
# what people agree on.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --no-compile segeval==2.0.11
"$place/venv/bin/python" - <<'PY'
import segeval

ANSWERS = {"both left it whole": ((10,), (10,)), "one cut it": ((5, 5), (10,)), "both cut it": ((5, 5), (4, 6))}
MEASURES = ("boundary_similarity", "segmentation_similarity", "pk", "window_diff")
seen = {}
for name, (one, other) in ANSWERS.items():
    for measure in MEASURES:
        try:
            seen[name, measure] = float(getattr(segeval, measure)(one, other))
        except ValueError as error:
            seen[name, measure] = type(error).__name__
    print(name, {measure: seen[name, measure] for measure in MEASURES})
assert seen["both left it whole", "boundary_similarity"] == seen["both left it whole", "segmentation_similarity"] == "ValueError"
assert seen["both left it whole", "pk"] == seen["both left it whole", "window_diff"] == 0
assert all(isinstance(seen["both cut it", measure], float) for measure in MEASURES)
PY
