#!/usr/bin/env bash
# pyannote.database 5.1.3: a speaker of an RTTM file who is called "NA", and one who is called "None", are read as the number `nan`,
# and are one speaker. No warning.
#
# Why: the file is read as a table by pandas, for which such words are missing values, also in a column that is asked for as `str`.
# What it does to an evaluation: initials are used as labels. Nora Aas's turns carry no name, `labels()` holds a float between
# strings, and two such speakers are counted as one, so that a diarization that mixed them up has no error.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --no-compile pyannote.database==5.1.3 pyannote.core==5.0.0
"$place/venv/bin/python" - "$place/interview.rttm" <<'PY'
import sys

from pyannote.database.util import load_rttm

TURNS = [("NA", 0.0), ("KB", 4.0), ("None", 8.0), ("NA", 12.0)]
with open(sys.argv[1], "w") as file:
    for speaker, start in TURNS:
        file.write(f"SPEAKER interview 1 {start} 4.0 <NA> <NA> {speaker} <NA> <NA>\n")
read = load_rttm(sys.argv[1])["interview"]
written, labels = {speaker for speaker, _ in TURNS}, {str(label) for label in read.labels()}
print(f"written {sorted(written)}, read {sorted(labels)}, time of nan {read.label_duration(next(x for x in read.labels() if x != 'KB'))} s")
assert len(written) == 3 and labels == {"nan", "KB"}
PY
