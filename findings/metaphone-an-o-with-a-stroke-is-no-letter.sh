#!/usr/bin/env bash
# Metaphone 0.6 (Double Metaphone) and jellyfish 1.2.1 (`metaphone`): a name that begins with Ø sounds like what is left without it. Øystein
# is Stein, Øyvind is Vind, Øse is Se. With Å it is not so: Åse is not Se.
#
# Why: Å loses its ring and is an A; Ø has no mark that could be taken off, is no letter of the table and is passed over.
# What it does to a search for names as they were heard: two men of one interview are one, and one who was written Oystein (his passport
# says so) is found by neither.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --no-compile Metaphone==0.6 jellyfish==1.2.1
"$place/venv/bin/python" - <<'PY'
import jellyfish
from metaphone import doublemetaphone

SAME = {"Øystein": "Stein", "Øyvind": "Vind", "Øse": "Se"}
for one, other in SAME.items():
    print(one, doublemetaphone(one), other, doublemetaphone(other), jellyfish.metaphone(one), jellyfish.metaphone(other))
    assert doublemetaphone(one) == doublemetaphone(other) and jellyfish.metaphone(one) == jellyfish.metaphone(other)
print("Oystein", doublemetaphone("Oystein"))
assert doublemetaphone("Oystein") != doublemetaphone("Øystein")
assert doublemetaphone("Åse") != doublemetaphone("Se") and jellyfish.metaphone("Åse") != jellyfish.metaphone("Se")
PY
