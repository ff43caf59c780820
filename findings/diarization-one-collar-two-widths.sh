#!/usr/bin/env bash
# pyannote.metrics 4.2.0 and spy-der 0.4.1, both asked for the diarization error with a collar of .25 s: pyannote.metrics leaves out an eighth
# of a second before and after each border, spy-der (as NIST's md-eval, from which the number comes) a quarter before and a quarter after.
# Speakers that change .2 s late are an error for one and none for the other; pyannote.metrics asked for .5 s agrees with spy-der asked for .25.
#
# Why: the one takes the collar for the whole, half on each side, and says so in its docstring; the other for each side.
# What it does to figures: two papers with "collar .25" do not compare, and the stricter figure is the one that seems to be worse.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --no-compile pyannote.metrics==4.2.0 spy-der==0.4.1
"$place/venv/bin/python" - <<'PY'
import spyder
from pyannote.core import Annotation, Segment
from pyannote.metrics.diarization import DiarizationErrorRate


def by_pyannote(reference, found, collar):
    turns = [Annotation(), Annotation()]
    for annotation, spoken in zip(turns, (reference, found)):
        for speaker, start, end in spoken:
            annotation[Segment(start, end)] = speaker
    return DiarizationErrorRate(collar=collar)(*turns)


REFERENCE = [("I", 0.0, 10.0), ("P1", 10.0, 20.0)]
LATE = [("I", 0.0, 10.2), ("P1", 10.2, 20.0)]
for collar in (0.0, 0.25, 0.5):
    one, other = by_pyannote(REFERENCE, LATE, collar), spyder.DER(REFERENCE, LATE, collar=collar).der
    print(f"collar {collar}: pyannote.metrics {one:.4f}, spy-der {other:.4f}")
assert abs(by_pyannote(REFERENCE, LATE, 0.0) - spyder.DER(REFERENCE, LATE, collar=0.0).der) < 1e-6
assert by_pyannote(REFERENCE, LATE, 0.25) > 0 == spyder.DER(REFERENCE, LATE, collar=0.25).der
assert by_pyannote(REFERENCE, LATE, 0.5) == 0
PY
