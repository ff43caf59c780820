#!/usr/bin/env bash
# pympi-ling 1.71: in ELAN a sentence can be divided into words whose borders have no time of their own. `to_textgrid` leaves all
# of these words out, also the first and the last, which have a time at one end, and makes an empty tier. No warning. `to_file`
# writes the words, but not that a word was chosen from a controlled vocabulary (`CVE_REF`).
#
# Why: such a border is a TIME_SLOT without TIME_VALUE, for which the library has `None`, and what cannot be placed is passed
# over. `CVE_REF` is not among the attributes that it keeps.
# What it does to a transcript: what was divided by hand is not in Praat; a code that is renamed in its vocabulary keeps the old
# name in a file that a script has opened and saved.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat > "$place/divided.py" <<'PY'
import sys

from pympi import Elan

WORD = """<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{n}" CVE_REF="entry{n}" TIME_SLOT_REF1="ts{n}" TIME_SLOT_REF2="ts{after}">
<ANNOTATION_VALUE>{word}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"""
ENTRY = '<CV_ENTRY_ML CVE_ID="entry{n}"><CVE_VALUE LANG_REF="und">{word}</CVE_VALUE></CV_ENTRY_ML>'
FILE = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2024-05-03T10:00:00+01:00" FORMAT="3.0" VERSION="3.0"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">
<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>
<TIME_ORDER><TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="ts2"/><TIME_SLOT TIME_SLOT_ID="ts3"/>
<TIME_SLOT TIME_SLOT_ID="ts4" TIME_VALUE="3000"/></TIME_ORDER>
<TIER LINGUISTIC_TYPE_REF="talk" TIER_ID="P1">
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a0" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts4">
<ANNOTATION_VALUE>back at work</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
<TIER LINGUISTIC_TYPE_REF="words" PARENT_REF="P1" TIER_ID="words">WORDS</TIER>
<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="talk" TIME_ALIGNABLE="true"/>
<LINGUISTIC_TYPE CONSTRAINTS="Time_Subdivision" CONTROLLED_VOCABULARY_REF="cv" GRAPHIC_REFERENCES="false"
 LINGUISTIC_TYPE_ID="words" TIME_ALIGNABLE="true"/>
<LANGUAGE LANG_DEF="" LANG_ID="und" LANG_LABEL="undetermined (und)"/>
<CONSTRAINT DESCRIPTION="" STEREOTYPE="Time_Subdivision"/>
<CONTROLLED_VOCABULARY CV_ID="cv"><DESCRIPTION LANG_REF="und"/>ENTRIES</CONTROLLED_VOCABULARY>
</ANNOTATION_DOCUMENT>
"""
SAID = ("back", "at", "work")
words = "".join(WORD.format(n=n, after=n + 1, word=word) for n, word in enumerate(SAID, 1))
entries = "".join(ENTRY.format(n=n, word=word) for n, word in enumerate(SAID, 1))
path = f"{sys.argv[1]}/divided.eaf"
with open(path, "w") as file:
    file.write(FILE.replace("WORDS", words).replace("ENTRIES", entries))

eaf = Elan.Eaf(path)
read = eaf.get_annotation_data_for_tier("words")
praat = {tier.name: [text for _, _, text in tier.get_intervals() if text] for tier in eaf.to_textgrid().get_tiers()}
eaf.to_file(path)
with open(path) as file:
    again = file.read()
print(f"read {read}\nin the TextGrid {praat}")
print(f"written again: {again.count('<CVE_VALUE')} entries of the vocabulary, {again.count('CVE_REF=')} words that refer to one")
sys.exit(not (len(read) == 3 and praat == {"P1": ["back at work"], "words": []} and again.count("<CVE_VALUE") == 3 and "CVE_REF=" not in again))
PY
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet pympi-ling==1.71
"$place/env/bin/python" "$place/divided.py" "$place"
