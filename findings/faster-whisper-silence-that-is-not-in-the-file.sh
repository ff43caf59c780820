#!/usr/bin/env bash
# faster-whisper 1.2.1: `decode_audio` puts the sound of a file together without looking at its times. Where a recorder left out
# ten seconds and wrote so into the file, all that follows comes ten seconds early; the length is shorter than the player's.
#
# Why: frames are resampled one after another, and their `pts` are dropped. Recorders that stop at silence, calls with lost
# packets and cut recordings can have such files: Matroska, WebM and m4a keep a time for every packet and need none for what is
# missing.
# What it does to a transcript: every time after the first gap is wrong, a listener hears other words there, and nothing is said
# about it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat > "$place/gap.py" <<'PY'
import sys
from fractions import Fraction

import av
import numpy as np
from faster_whisper.audio import decode_audio

RATE, FRAME = 16_000, 1024


def recording(path, codec, layout):
    """Four seconds of sound with a click at the third; ten seconds are missing after the second."""
    track = np.zeros((1, 4 * RATE), np.int16 if layout == "s16" else np.float32)
    track[0, 3 * RATE : 3 * RATE + 160] = 29_000 if layout == "s16" else 0.9
    with av.open(path, "w") as container:
        stream = container.add_stream(codec, rate=RATE, layout="mono")
        for start in range(0, track.shape[1], FRAME):
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(track[:, start : start + FRAME]), format=layout, layout="mono")
            frame.sample_rate, frame.time_base = RATE, Fraction(1, RATE)
            frame.pts = start + (10 * RATE if start >= 2 * RATE else 0)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


seen = []
for name, codec, layout in (("pause.m4a", "aac", "fltp"), ("pause.mka", "pcm_s16le", "s16")):
    path = f"{sys.argv[1]}/{name}"
    recording(path, codec, layout)
    with av.open(path) as container:
        frames = list(container.decode(audio=0))
        loud = next(one for one in frames if np.abs(one.to_ndarray().astype(float)).max() > (0.2 if layout == "fltp" else 6_000))
        length = container.duration / av.time_base
    sound = decode_audio(path)
    seen.append((length, loud.time, len(sound) / RATE, float(np.abs(sound).argmax() / RATE)))
    length, click, decoded, heard = seen[-1]
    print(f"{name}: the file has {length:.0f} s and the click at {click:.0f}; decoded {decoded:.0f} s, the click at {heard:.0f}")
sys.exit(not all(length > 13.9 and click > 12.8 and decoded < 4.1 and abs(heard - 3) < 0.1 for length, click, decoded, heard in seen))
PY
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet faster-whisper==1.2.1 av==18.1.0
"$place/env/bin/python" "$place/gap.py" "$place"
