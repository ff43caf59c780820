#!/usr/bin/env bash
# nltk 3.10.4: if a coder gave a unit two codes, written as two rows, `AnnotationTask` counts both for alpha and pi, and the first
# alone for observed agreement and S. Which of them is first is the order of the rows. One more row takes alpha from .44 to .00.
# No warning.
#
# Why: alpha takes all labels of a unit for those of different coders, so that a coder disagrees with himself; other figures ask
# for "the" label of a coder and take the first that is found. A set of codes is one label, written as a frozenset in one row.
# What it does to a study: a code that was added to a unit, which is no disagreement, lowers one coefficient and not the other.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet nltk==3.10.4
"$place/venv/bin/python" - <<'PY'
from nltk.metrics.agreement import AnnotationTask

CODES = [("A", "u1", "pain"), ("B", "u1", "pain"), ("A", "u2", "pain"), ("B", "u2", "work"), ("A", "u3", "work"), ("B", "u3", "work")]


def figures(rows):
    task = AnnotationTask(rows)
    return tuple(round(float(one), 2) for one in (task.alpha(), task.pi(), task.avg_Ao(), task.S()))


once = figures(CODES)
after = figures([*CODES, ("A", "u1", "work")])
before = figures([("A", "u1", "work"), *CODES])
for what, found in (("one code a unit", once), ("a second code, behind", after), ("a second code, before", before)):
    print(f"{what}: alpha {found[0]:.2f}, pi {found[1]:.2f}, observed {found[2]:.2f}, S {found[3]:.2f}")
assert once[0] == 0.44 and after[0] == before[0] == 0.0
assert once[2:] == after[2:] != before[2:]
PY
