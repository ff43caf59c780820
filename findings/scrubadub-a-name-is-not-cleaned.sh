#!/usr/bin/env bash
# scrubadub 2.0.1, as its first example calls it (`scrubadub.clean`): names of people and places stay in the text, so do an address and a
# British telephone number; two people's e-mail addresses become the same word.
#
# Why: what finds names needs a model or a list and is not among the detectors that are on; telephone numbers are read as those of the
# locale, which is en_US until another is asked for.
# What it does to an interview: what comes out looks treated, {{EMAIL}} says so, and everybody in it can be read.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --no-compile scrubadub==2.0.1
"$place/venv/bin/python" - <<'PY'
import scrubadub

TALK = "My name is Nora Aas, I live at 14 High Street in Leeds. Call 0113 496 0123. I am nora@example.org, he is knut@example.org."
cleaned = scrubadub.clean(TALK)
british = scrubadub.Scrubber(locale="en_GB").clean(TALK)
print(cleaned)
print("en_GB:", british)
assert cleaned == TALK.replace("nora@example.org", "{{EMAIL}}").replace("knut@example.org", "{{EMAIL}}")
assert "Nora Aas" in british and "0113" not in british
PY
