"""What can still be heard in a silenced copy, and when."""

import wave
from pathlib import Path

import numpy as np
import pytest

from ipstranscribe.audio.silencing import MARGIN, kept_stretches, write_silenced

STRETCHES = [
    # what is kept, what is silenced, what stays audible
    ([], [(0.0, 5.0)], []),
    ([(1.0, 2.0)], [], [(1.0 - MARGIN, 2.0 + MARGIN)]),
    ([(1.0, 2.0)], [(2.0, 3.0)], [(1.0 - MARGIN, 2.0 - MARGIN)]),
    ([(1.0, 5.0)], [(2.0, 3.0)], [(1.0 - MARGIN, 2.0 - MARGIN), (3.0 + MARGIN, 5.0 + MARGIN)]),
    ([(2.1, 2.9)], [(2.0, 3.0)], []),
    ([(0.0, 1.0), (1.2, 2.0)], [], [(0.0, 2.0 + MARGIN)]),
]


@pytest.mark.parametrize(("kept", "silenced", "audible"), STRETCHES)
def test_nothing_of_what_is_silenced_stays_audible(
    kept: list[tuple[float, float]], silenced: list[tuple[float, float]], audible: list[tuple[float, float]]
) -> None:
    """Where both speak, both are silent; where nobody is known to speak, it is silent."""
    assert [time for one in kept_stretches(kept, silenced) for time in one] == pytest.approx(
        [t for a in audible for t in a]
    )


def test_a_copy_is_as_long_as_its_recording_and_silent_elsewhere(tmp_path: Path) -> None:
    """All times stay as they were."""
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes((np.full(48_000, 8_000, "<i2")).tobytes())
    write_silenced(tmp_path / "a.wav", tmp_path / "b.wav", [(1.0, 1.5)])
    with wave.open(str(tmp_path / "b.wav"), "rb") as file:
        heard = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    assert len(heard) == 48_000
    assert not heard[:16_000].any()
    assert (np.abs(heard[16_000:24_000] - 8_000) < 3).all()
    assert not heard[24_000:].any()
