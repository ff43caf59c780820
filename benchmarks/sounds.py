"""Recordings, references and sound files of the benchmarks."""

import json
import math
import re
import wave
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from measures import Said

SAMPLES = Path(__file__).parents[1] / "sample_audio"
LANGUAGES = {"P1": "en", "P2": "en", "P3": "nb"}
"""Languages of the sample interviews."""

RATE = 16_000
"""Samples a second."""

Sound = npt.NDArray[np.float32]
"""Shape [samples], mono, -1 to 1, `RATE` samples a second."""


@dataclass(frozen=True)
class Recording:
    """A sound file, where what was said is written down, and its language (None: to be found out)."""

    sound: Path
    reference: Path | None
    language: str | None

    @property
    def name(self) -> str:
        """How tables call it."""
        return self.sound.stem

    def turns(self) -> list[Said]:
        """The turns of the reference: a list of `{"speaker", "start", "end", "text"}`, times in seconds. In a text file each
        turn begins a line with a letter for who speaks and a colon; its times are not a number.
        """
        if self.reference is None:
            raise SystemExit(f"{self.name} has no reference: give AUDIO:REFERENCE.json")
        text = self.reference.read_text(encoding="utf-8")
        if self.reference.suffix == ".txt":
            said = re.findall(r"^([A-Z]) ?[:;](.*(?:\n(?![A-Z] ?[:;]).*)*)", text, re.MULTILINE)
            return [Said(speaker, math.nan, math.nan, " ".join(words.split())) for speaker, words in said]
        turns = json.loads(text)
        return [Said(turn["speaker"], turn["start"], turn["end"], turn["text"]) for turn in turns]


def recordings(given: Iterable[str], language: str | None = None) -> list[Recording]:
    """`AUDIO[:REFERENCE.json[:LANGUAGE]]`, or the sample interviews where nothing is given."""
    return [_recording(text, language) for text in given] or list(_samples())


def _recording(text: str, language: str | None) -> Recording:
    parts = re.split(r"(?<!^[A-Za-z])(?<!:[A-Za-z]):", text)  # not at the colon of a Windows drive
    sound, reference, own = (*parts, "", "")[:3]
    return Recording(Path(sound), Path(reference) if reference else None, own or language)


def _samples() -> Iterable[Recording]:
    for sound in sorted((SAMPLES / "study" / "restricted" / "recordings").iterdir()):
        yield Recording(sound, SAMPLES / "expected" / f"{sound.stem}.json", LANGUAGES[sound.stem])


def read(path: Path) -> Sound:
    """Decode any sound file."""
    import av

    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    with av.open(str(path), metadata_errors="ignore") as container:
        frames = [piece for frame in container.decode(audio=0) for piece in resampler.resample(frame)]
        frames += resampler.resample(None)
    return np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames]).astype(np.float32, copy=False)


def write(path: Path, parts: Iterable[Sound]) -> float:
    """Write `parts` one after the other as a wav file of 16 bits, and return its length in seconds."""
    samples = 0
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", "not compressed"))
        for part in parts:
            file.writeframes((np.clip(part, -1, 1) * 32767).astype("<i2").tobytes())
            samples += len(part)
    return samples / RATE


def cut(sound: Sound, start: float, end: float) -> Sound:
    """The stretch from `start` to `end`, in seconds."""
    return sound[int(start * RATE) : int(end * RATE)]
