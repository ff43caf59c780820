#!/usr/bin/env bash
# odfpy 1.4.1: the text of a paragraph (`odf.teletype.extractText`) holds what a comment and a footnote in it say, in the middle of the
# sentence and without a blank, and with the comment the name of its author and the time. odfdo 3.27.3 does the same with
# `text_recursive`; its `get_formatted_text` sets both apart.
#
# Why: in OpenDocument both are children of the paragraph, and its text is put together from everything below it.
# What it does to a transcript: a transcriber's remark becomes what the participant said, and her name stands in the talk under a
# heading that says nothing of it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --no-compile odfpy==1.4.1 odfdo==3.27.3
"$place/venv/bin/python" - "$place/interview.odt" <<'PY'
import sys

from odf import dc, office, teletype, text
from odf.opendocument import OpenDocumentText, load

import odfdo

AUTHOR, REMARK, NOTE = "Nora Aas", "ward six?", "She means Tuesday."
paragraph = text.P(text="I went to the ward")
comment = office.Annotation()
for part, said in ((dc.Creator(), AUTHOR), (dc.Date(), "2024-05-03T10:00:00"), (text.P(), REMARK)):
    part.addText(said)
    comment.addElement(part)
footnote = text.Note(noteclass="footnote")
footnote.addElement(text.NoteCitation(text="1"))
body = text.NoteBody()
body.addElement(text.P(text=NOTE))
footnote.addElement(body)
paragraph.addElement(comment)
paragraph.addText(" on Monday")
paragraph.addElement(footnote)
paragraph.addText(".")
document = OpenDocumentText()
document.text.addElement(paragraph)
document.save(sys.argv[1])

read = teletype.extractText(load(sys.argv[1]).getElementsByType(text.P)[0])
other = odfdo.Document(sys.argv[1])
print("odfpy:", read)
print("odfdo, text_recursive:", other.body.paragraphs[0].text_recursive)
print("odfdo, get_formatted_text:", other.get_formatted_text().splitlines()[0])
assert read == f"I went to the ward{AUTHOR}2024-05-03T10:00:00{REMARK} on Monday1{NOTE}."
assert AUTHOR in other.body.paragraphs[0].text_recursive
assert AUTHOR not in other.get_formatted_text()
PY
