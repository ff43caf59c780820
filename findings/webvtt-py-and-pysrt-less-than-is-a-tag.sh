#!/usr/bin/env bash
# webvtt-py 0.6.0 and pysrt 1.1.2: in a SubRip file all between a `<` and the next `>` is left out, though no tag begins with a
# blank or a digit. "under < 5 is fine, over > 8 is not" is "under 8 is not". srt 3.5.3 and pysubs2 1.8.1 keep it.
#
# Why: both take out `<.*?>` to get `text` and `text_without_tags`. What was written is still in `raw_text` and `text`.
# What it does to a transcript: laboratory values and scales of pain lose their middle, and what is left is a sentence that says
# the opposite.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet webvtt-py==0.6.0 pysrt==1.1.2 srt==3.5.3 pysubs2==1.8.1
"$place/venv/bin/python" - <<'PY'
import io

import pysrt
import pysubs2
import srt
import webvtt

SAID = "Under < 5 is fine, it says, and over > 8 is not."
FILE = f"1\n00:00:01,000 --> 00:00:03,000\n{SAID}\n"
read = {
    "webvtt-py": webvtt.from_buffer(io.StringIO(FILE), format="srt")[0].text,
    "pysrt": pysrt.from_string(FILE)[0].text_without_tags,
    "srt": next(srt.parse(FILE)).content,
    "pysubs2": pysubs2.SSAFile.from_string(FILE)[0].plaintext,
}
for library, text in read.items():
    print(f"{library}: {text}")
assert read["srt"] == read["pysubs2"] == SAID
assert read["webvtt-py"].split() == read["pysrt"].split() == "Under 8 is not.".split()
PY
