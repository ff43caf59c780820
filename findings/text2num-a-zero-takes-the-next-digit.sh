#!/usr/bin/env bash
# text2num 3.1.0: digits that are told one by one become numbers one by one, but a zero takes the digit after it with it. "zero one one three"
# is "01 1 3"; "oh" is no zero, "double four" is "double 4", and "nineteen eighty four" is "19 84".
#
# Why: a zero at the beginning is kept for what is written with it (01, 007), and is joined to what follows.
# What it does to a transcript: the telephone number 0113 496 0123 stands in it as "01 1 3 4 9 6 01 2 3", ten digits in nine pieces, and a search
# for telephone numbers that allows one digit in a group or groups of two to four finds none.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --no-compile text2num==3.1.0
"$place/venv/bin/python" - <<'PY'
from text_to_num import alpha2digit

SAID = {
    "zero one one three": "01 1 3",
    "four oh seven": "4 oh 7",
    "double four nine": "double 4 9",
    "nineteen eighty four": "19 84",
}
for said, written in SAID.items():
    print(f"{said} -> {alpha2digit(said, 'en')}")
    assert alpha2digit(said, "en") == written
number = alpha2digit("zero one one three four nine six zero one two three", "en")
print(number)
assert number.split() == ["01", "1", "3", "4", "9", "6", "01", "2", "3"]
PY
