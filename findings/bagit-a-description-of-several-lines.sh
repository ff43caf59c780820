#!/usr/bin/env bash
# bagit 1.8.1: a value of bag-info.txt that has line breaks is written with the lines glued together, without a blank:
# "interviews\nabout work" is "interviewsabout work". No warning, and the bag is valid, because the checksum is that of the glued
# text.
#
# Why: line breaks are taken out and nothing is put in their place; the format lets a value go on in an indented line.
# What it does to a deposit: a description with paragraphs has words that nobody finds, a list of names of files is one name.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet bagit==1.8.1
"$place/venv/bin/python" - "$place/bag" <<'PY'
import os
import sys

import bagit

WRITTEN = "Eight interviews\nabout work\n\nSee README"
os.mkdir(sys.argv[1])
with open(f"{sys.argv[1]}/P1.txt", "w") as file:
    file.write("I: How is work?\n")
bagit.make_bag(sys.argv[1], {"External-Description": WRITTEN}, checksums=["sha256"])
bag = bagit.Bag(sys.argv[1])
read = bag.info["External-Description"]
print(f"written {WRITTEN!r}, read {read!r}, valid {bag.is_valid()}")
assert read == WRITTEN.replace("\n", "") and bag.is_valid()
PY
