#!/usr/bin/env bash
# python-docx 1.2.0, mammoth 1.13.0, docx2python 3.7.1 and docx2txt 0.9 read four texts out of one Word file. Each leaves out
# words or signs that another keeps, and none of them leaves out nothing; only mammoth has a list of what it did not know.
#
# Why: a run is text only where a reader looks for one. Word wraps names that it recognised in `smartTag` (files up to 2007, and
# all that was saved from them), inserted signs in `sym`, references in `fldSimple`; what was inserted with tracked changes is in
# `ins`.
# What it does to a transcript: with python-docx a name is not found because it is not there, "not" is missing from the sentence
# that a corrector mended, and the sign in "≥ 50" is gone; others lose a hyphen or a reference.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet python-docx==1.2.0 mammoth==1.13.0 docx2python==3.7.1 docx2txt==0.9
"$place/venv/bin/python" - "$place/draft.docx" <<'PY'
import html
import re
import sys

import docx
import docx2txt
import mammoth
from docx.oxml import parse_xml
from docx2python import docx2python

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
TAGS = "urn:schemas-microsoft-com:office:smarttags"
PLACES = {
    "smart tag": (f"<w:smartTag w:uri='{TAGS}' w:element='PersonName'>" + RUN.format("Anna") + "</w:smartTag>", "Anna"),
    "sign": ("<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>", "≥"),
    "field": ("<w:fldSimple w:instr='REF q1'>" + RUN.format("question 1") + "</w:fldSimple>", "question 1"),
    "insertion": ("<w:ins w:id='1' w:author='B'>" + RUN.format("not") + "</w:ins>", "not"),
    "hyphen": ("<w:r><w:t>twenty</w:t><w:noBreakHyphen/><w:t>one</w:t></w:r>", "twenty-one"),
}
path = sys.argv[1]
document = docx.Document()
for place, (inner, _) in PLACES.items():
    paragraph = f"<w:p {SPACE}>{RUN.format(f'{place}: ')}{inner}{RUN.format(' end')}</w:p>"
    document.element.body.insert(len(document.element.body) - 1, parse_xml(paragraph))
document.save(path)

with open(path, "rb") as file, docx2python(path) as other:
    texts = {
        "python-docx": "\n".join(one.text for one in docx.Document(path).paragraphs),
        "mammoth": mammoth.extract_raw_text(file).value,
        "docx2python": re.sub("<[^>]*>", "", other.text),
        "docx2txt": docx2txt.process(path),
    }
missing = {}
for reader, text in texts.items():
    plain = html.unescape(text).replace("\u2011", "-")
    texts[reader] = " ".join(plain.split())
    missing[reader] = [place for place, (_, said) in PLACES.items() if f"{place}: {said} end" not in plain]
    print(f"{reader} loses: {', '.join(missing[reader])}")
assert len(set(texts.values())) == 4
assert missing["python-docx"] == ["smart tag", "sign", "field", "insertion"]
assert missing["mammoth"] == ["field"]
assert missing["docx2python"] == missing["docx2txt"] == ["sign", "hyphen"]
PY
