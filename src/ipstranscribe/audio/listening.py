"""The copy for listening: one file that every browser seeks in exactly, on the time line of the transcript.

Players are seconds off in a recorder's own mp3, and some cannot play its format at all. The copy is m4a (AAC), written to a
real file with its index in front; docs/decisions/0047 has what was measured.
"""

from pathlib import Path

import numpy as np

from ipstranscribe.audio.samples import RATE, Sound
from ipstranscribe.model import Progress

BITS_PER_SECOND = 48_000
"""About 22 MB for an hour; speech at 16 kHz needs no more."""

_BLOCK = 10.0
"""Seconds that are encoded at a time."""


def write_listening_copy(sound: Sound, target: Path, progress: Progress) -> None:
    """Write `sound` as mono m4a to `target`, which must have the mode it is to have; raises OSError.

    What is heard at a second of the copy is what the samples have there: the delay of the encoder is in its edit list.
    """
    import av

    with av.open(str(target), "w", format="ipod", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream("aac", rate=RATE, layout="mono")
        stream.bit_rate = BITS_PER_SECOND
        done = 0
        for samples in sound.blocks(_BLOCK):
            block = np.clip(samples, -1, 1)[None]
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="mono")
            frame.sample_rate = RATE
            frame.pts = done
            container.mux(stream.encode(frame))
            done += len(samples)
            progress(done / sound.length)
        container.mux(stream.encode(None))
