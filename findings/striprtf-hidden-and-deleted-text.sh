#!/usr/bin/env bash
# striprtf 0.0.35: text that was deleted with tracked changes, and hidden text, come out as if they were said. Letters of a file
# written on a Macintosh (`\mac`) are read as Windows', and a character beyond U+FFFF becomes two halves that cannot be encoded.
#
# Why: only words that take a whole group away are on its list of what is no text; `\deleted`, `\v` and `\mac` are not looked at,
# and each `\u` is a character of its own.
# What it does to a transcript: words that a corrector took out, perhaps a name, are back; ø is ¿, and no name with it is found.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet striprtf==0.0.35
"$place/venv/bin/python" - <<'PY'
from striprtf.striprtf import rtf_to_text

deleted = rtf_to_text(r"{\rtf1\ansi P1: I live in {\deleted Drammen}{\revised the town}.}")
hidden = rtf_to_text(r"{\rtf1\ansi P1: Yes.{\v call back 12 3456}}")
mac = rtf_to_text(r"{\rtf1\mac P1: sm\'bfrbr\'bfd}")
emoji = rtf_to_text(r"{\rtf1\ansi \u-10179?\u-8704?}")
print([deleted, hidden, mac, emoji.encode("utf-16", "surrogatepass").decode("utf-16")])
assert "Drammen" in deleted
assert "call back" in hidden
assert "¿" in mac
try:
    emoji.encode()
except UnicodeEncodeError:
    print("the emoji cannot be encoded")
else:
    raise SystemExit("it can be encoded")
PY
