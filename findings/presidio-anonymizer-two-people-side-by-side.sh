#!/usr/bin/env bash
# presidio-anonymizer 2.2.366: two people who are named one after the other, with nothing but blanks between them, are one person.
# An operator that gives everybody a replacement is asked once, for "Kari Ola". With a comma or a line end between them they are
# two.
#
# Why: results of one kind with only blanks between them are joined before the operators are called, which suits first names and
# surnames that were found apart. How many blanks does not matter. `merge_entities_with_spaces=False` leaves them as they were.
# What it does to a transcript: in speech names follow each other without a comma. Two people get one pseudonym, which neither has
# elsewhere, and who is who cannot be told any more; a mapping from names to replacements has no such name.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet presidio-anonymizer==2.2.366
"$place/venv/bin/python" - <<'PY'
from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

CODES = {"Kari": "[P1]", "Ola": "[P2]"}
replace = {"DEFAULT": OperatorConfig("custom", {"lambda": lambda name: CODES.get(name, "[?]")})}


def replaced(text, **options):
    found = [RecognizerResult("PERSON", text.index(name), text.index(name) + len(name), 0.9) for name in CODES]
    return AnonymizerEngine().anonymize(text, found, replace, **options).text


texts = ("I asked Kari, Ola, and left.", "I asked Kari Ola and left.", "I asked Kari    Ola and left.", "I asked Kari\nOla and left.")
seen = [replaced(text) for text in texts]
for text, result in zip(texts, seen, strict=True):
    print(f"{text!r} -> {result!r}")
assert seen[0] == "I asked [P1], [P2], and left." and seen[3] == "I asked [P1]\n[P2] and left."
assert seen[1] == seen[2] == "I asked [?] and left."
assert replaced(texts[1], merge_entities_with_spaces=False) == "I asked [P1] [P2] and left."
PY
