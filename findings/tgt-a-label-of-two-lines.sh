#!/usr/bin/env bash
# tgt 1.5: a TextGrid of Praat in which one label has a line break cannot be read: IndexError, with no word of which label. textgrid (TextGrid
# 1.6.1) and praatio 6.2.2 read it. Without the line break tgt reads it, and leaves out intervals without a label unless it is asked for them.
#
# Why: the long form is read line by line and one line is taken for one value; Praat writes a label's line break as it is, inside the quotes.
# What it does to transcripts: a transcriber who pressed Enter in a long answer has a file that Praat opens and this refuses.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --no-compile tgt==1.5 numpy TextGrid==1.6.1 praatio==6.2.2
"$place/venv/bin/python" - "$place/interview.TextGrid" <<'PY'
import sys
from pathlib import Path

import textgrid
import tgt
from praatio import textgrid as praatio

LABELS = ["It began in the spring,\nI think.", "", "He said no."]
grid = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0 \nxmax = 6 \ntiers? <exists> \nsize = 1 \nitem []: \n'
grid += '    item [1]:\n        class = "IntervalTier" \n        name = "P1" \n        xmin = 0 \n        xmax = 6 \n        intervals: size = 3 \n'
for number, label in enumerate(LABELS):
    grid += f"        intervals [{number + 1}]:\n            xmin = {2 * number} \n            xmax = {2 * number + 2} \n"
    grid += f'            text = "{label}" \n'
file = Path(sys.argv[1])
file.write_text(grid)
others = [one.mark for one in textgrid.TextGrid.fromFile(str(file))[0]]
assert others == LABELS == [one.label for one in praatio.openTextgrid(str(file), includeEmptyIntervals=True).getTier("P1").entries]
try:
    tgt.io.read_textgrid(str(file))
    raise SystemExit("tgt reads it now")
except IndexError as error:
    print("two lines:", type(error).__name__, error)
file.write_text(grid.replace(",\nI", ", I"))
read = [one.text for one in tgt.io.read_textgrid(str(file)).tiers[0]]
print("one line:", read)
assert len(read) == 2 and len(tgt.io.read_textgrid(str(file), include_empty_intervals=True).tiers[0]) == 3
PY
