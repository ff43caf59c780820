#!/usr/bin/env bash
# lxml 6: the parser of web pages leaves out everything that is nested deeper than 256 elements, and raises nothing. A page in which
# each passage is nested in the one before (editors and converters make such pages) loses its end without a word.
#
# Why: libxml2 stops at its limit of depth; lxml recovers from errors in web pages by default, and what stopped it is only in
# `parser.error_log`, as FATAL.
# What it does to a transcript: the interview ends in the middle. Look at the log, and refuse.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet "lxml>=6,<7"
"$place/venv/bin/python" - <<'PY'
from lxml import etree

page = "".join(f"<div>passage {n} " for n in range(400))
parser = etree.HTMLParser()
text = "".join(etree.fromstring(page, parser).itertext())
kept = text.count("passage")
print(f"lxml {'.'.join(map(str, etree.LXML_VERSION[:3]))}: {kept} of 400 passages, no exception; log: {parser.error_log[-1].type_name}")
assert kept < 400
assert any(error.level_name == "FATAL" for error in parser.error_log)
PY
