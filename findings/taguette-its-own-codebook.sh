#!/usr/bin/env bash
# Taguette 1.5.2: of two files in which it hands on a codebook neither brings it whole. Its CSV, read in again, turns "Søvn" into
# "SÃ¸vn", while "Årsak" and "Søvn" in one file come back as they were. Its REFI-QDA file (.qdc) has no descriptions.
#
# Why: what it writes is UTF-8, and what it reads is guessed by chardet, which guesses wrongly where few letters tell; the file
# for REFI-QDA has a guid and a name for each code, though the format has a `Description`.
# What it does to a study: a coder who starts from an exported codebook has another code than the one who exported it, and their
# units do not agree; what a code means stays behind.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet taguette==1.5.2 chardet==5.2.0
"$place/venv/bin/python" - "$place" <<'PY'
import io
import sys
from dataclasses import dataclass

from taguette.export import codebook_csv, codebook_xml
from taguette.import_codebook import list_tags_csv


@dataclass
class Tag:
    path: str
    description: str = ""
    highlights_count: int = 0
    documents_count: int = 0


def again(*names):
    codebook_csv([Tag(name) for name in names], f"{sys.argv[1]}/codebook.csv")
    with open(f"{sys.argv[1]}/codebook.csv", "rb") as file:
        return [tag["path"] for tag in list_tags_csv(file)]


one, two = again("Søvn"), again("Årsak", "Søvn")
print(f"written Søvn, read {one}; written Årsak and Søvn, read {two}")
file = io.BytesIO()
codebook_xml([Tag("Sleep", "how the nights are since the job began")], file)
print(f"the REFI-QDA file has the name {b'Sleep' in file.getvalue()}, the description {b'nights' in file.getvalue()}")
assert one != ["Søvn"] and two == ["Årsak", "Søvn"]
assert b"Sleep" in file.getvalue() and b"nights" not in file.getvalue()
PY
