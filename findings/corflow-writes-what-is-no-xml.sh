#!/usr/bin/env bash
# corflow 3.4.3: of the formats that it writes from an ELAN file, TEI is never XML, EXMARaLDA and Transcriber are none as soon as
# somebody said `&` or `<`, and its own readers cannot open them. In a TextGrid every pause is an interval with the text "_",
# which comes back as talk.
#
# Why: the files are put together as text: `profileDesc` is not closed in TEI, and only ELAN and TEI have their signs escaped.
# Praat itself leaves a pause empty.
# What it does to a transcript: a collection of interviews that was converted for an archive cannot be read there; by way of
# Praat, each silence of a speaker has become a turn.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet corflow==3.4.3 pympi-ling==1.71
"$place/venv/bin/python" - "$place" <<'PY'
import os
import sys
import xml.etree.ElementTree as ElementTree

from corflow import fromElan, fromPraat, toElan, toExmaralda, toPraat, toTEI, toTranscriber
from pympi import Elan

os.chdir(sys.argv[1])


def interview(said):
    eaf = Elan.Eaf()
    eaf.add_tier("P1")
    eaf.remove_tier("default")
    eaf.add_annotation("P1", 0, 2000, said)
    eaf.add_annotation("P1", 5000, 7000, "and then")
    eaf.to_file("interview.eaf")
    return fromElan.fromElan("interview.eaf")


def is_xml(write, name, said):
    write(name, interview(said))
    try:
        ElementTree.parse(name)
    except ElementTree.ParseError:
        return False
    return True


WRITERS = {"eaf": toElan.toElan, "tei": toTEI.toTEI, "exb": toExmaralda.toExmaralda, "trs": toTranscriber.toTranscriber}
found = {kind: tuple(is_xml(write, f"o.{kind}", said) for said in ("rest and work", "R&D")) for kind, write in WRITERS.items()}
for kind, (plain, sign) in found.items():
    print(f"{kind}: XML {plain}, with an & {sign}")
toPraat.toPraat("o.TextGrid", interview("rest and work"))
talk = [segment.content for tier in fromPraat.fromPraat("o.TextGrid") for segment in tier]
print(f"by way of a TextGrid: {talk}")
assert found == {"eaf": (True, True), "tei": (False, False), "exb": (True, False), "trs": (True, False)}
assert talk == ["rest and work", "_", "and then"]
PY
