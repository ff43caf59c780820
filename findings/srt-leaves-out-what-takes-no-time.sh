#!/usr/bin/env bash
# srt 3.5.3: `compose` leaves out every cue whose end is its start, and numbers the others anew, so that the file shows no hole.
# Only the logger `srt` says so, on the level INFO, which nobody sees. pysubs2 1.8.1 writes them all.
#
# Why: with `reindex=True`, the default, what cannot be seen on a screen is taken for of no use. A remark at a point in time (a
# laugh) has no length, and a short word can lose its own where times are rounded.
# What it does to a transcript: an answer of one word is gone after a file has been read and written once.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet srt==3.5.3 pysubs2==1.8.1
"$place/venv/bin/python" - <<'PY'
import pysubs2
import srt

FILE = """1
00:00:01,000 --> 00:00:03,000
Would you do it again?

2
00:00:03,400 --> 00:00:03,400
No.

3
00:00:04,000 --> 00:00:06,000
Thank you for your time.
"""
cues = list(srt.parse(FILE))
usual, as_they_are = srt.compose(cues), srt.compose(cues, reindex=False)
other = pysubs2.SSAFile.from_string(FILE).to_string("srt")
print(f"read {len(cues)}, written by srt {len(list(srt.parse(usual)))}, with reindex=False {len(list(srt.parse(as_they_are)))}")
print(f"written by pysubs2 {len(list(srt.parse(other)))}")
assert len(cues) == 3 and "No." not in usual and "\n2\n00:00:04,000" in usual
assert "No." in as_they_are and "No." in other
PY
