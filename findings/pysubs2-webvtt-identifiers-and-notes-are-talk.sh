#!/usr/bin/env bash
# pysubs2 1.8.1: the identifier of a WebVTT cue and a comment (`NOTE`) become the last words of the cue before, and stand in every
# file that is written from it. Identifiers that are numbers are taken out, so that a file whose cues are counted shows nothing.
#
# Why: all lines between two lines of times are the text of the first; only a number at their end is looked for. By the format an
# identifier is any text, such as the name of a turn.
# What it does to a transcript: "Fine." is "Fine. P1-013", and a corrector's remark about the participant is said by the
# participant.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet pysubs2==1.8.1 webvtt-py==0.6.0
"$place/venv/bin/python" - <<'PY'
import io

import pysubs2
import webvtt

FILE = """WEBVTT

{}
00:00:01.000 --> 00:00:03.000
How is work?

{}
00:00:04.000 --> 00:00:05.000
Fine.

NOTE ask her again, she hesitated

{}
00:00:06.000 --> 00:00:07.000
Yes.
"""
named, numbered = FILE.format("I-012", "P1-013", "P1-014"), FILE.format(1, 2, 3)
said = [cue.text for cue in webvtt.from_buffer(io.StringIO(named))]
read = [event.plaintext for event in pysubs2.SSAFile.from_string(named, format_="vtt")]
with_numbers = [event.plaintext for event in pysubs2.SSAFile.from_string(numbered, format_="vtt")]
print(f"webvtt-py: {said}\npysubs2:   {read}\nthe same with numbers for names: {with_numbers}")
assert said == ["How is work?", "Fine.", "Yes."]
assert read[0].split() == ["How", "is", "work?", "P1-013"] and "hesitated" in read[1] and read[1].endswith("P1-014")
assert with_numbers[0] == "How is work?" and "hesitated" in with_numbers[1]
PY
