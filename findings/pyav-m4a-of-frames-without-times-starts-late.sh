#!/usr/bin/env bash
# PyAV 18.1.0: AAC in m4a that is written from frames without `pts` has no edit list, and everything in it is heard 1024 samples
# late: 64 ms at 16 kHz, 23 ms at 44.1 kHz. No warning. With `pts = 0` on the first frame it is heard in time.
#
# Why: without times the encoder's packets begin at 0, not at -1024, so that the muxer has nothing to skip.
# What it does to a test: a file that was meant to have a click at one second has it 64 ms later, in every player.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat > "$place/late.py" <<'PY'
import sys

import av
import numpy as np


def heard_at(pts):
    path, rate = f"{sys.argv[1]}/click.m4a", 16_000
    track = np.zeros((1, 2 * rate), np.float32)
    track[0, rate : rate + 160] = 0.9
    with av.open(path, "w") as container:
        stream = container.add_stream("aac", rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(track, format="fltp", layout="mono")
        frame.sample_rate, frame.pts = rate, pts
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with av.open(path) as container:
        played = np.concatenate([one.to_ndarray()[0] for one in container.decode(audio=0)])
    return round((np.abs(played) > 0.2).argmax() / rate * 1000)


without, timed = heard_at(None), heard_at(0)
print(f"a click at 1000 ms: frames without pts {without} ms, with pts {timed} ms")
sys.exit(not (without > 1050 and abs(timed - 1000) < 5))
PY
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet av==18.1.0 numpy
"$place/env/bin/python" "$place/late.py" "$place"
