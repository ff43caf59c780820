"""A study with recordings in which clicks stand for words, decided and approved."""

from pathlib import Path

import numpy as np

from ipstranscribe.audio.samples import RATE, Samples
from ipstranscribe.model import MadeBy, Speaker, Transcript, Turn, Word
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from tests import studies
from tests.transcribe.sound import noise, write

TABLES = {
    "interviews": 'id,participant,recordings,language\nP1,P1,P1.m4a,en\nP2,P2,P2.wav,en\nF1,"P3, P4",F1.wav,en\n',
    "participants": "id,name,consent\nP1,Hanne Nordmo,sound;coders\nP2,Roman Lie,coders\nP3,Ivar Bakke,sound;coders\n"
    "P4,Grete Solheim,coders\n",
}
LENGTH = 14.0
SAID = (
    "Then Hanne Nordmo came to work, and we talked about everything that had happened in those weeks until it was late."
)
NAME = (2.0, 3.0)
"""When the name in an answer is said."""


def transcript(interview: str, participant: str, said: str = SAID) -> Transcript:
    """A question and an answer, half a second for each word from 1.5 s on; a person has worked on it."""
    words, at = [], 0
    for number, text in enumerate(said.split()):
        start = 1.5 + 0.5 * number
        words.append(Word(char_start=at, char_end=at + len(text), start=start, end=start + 0.5, probability=0.9))
        at += len(text) + 1
    asked = "How was it?"
    question = Turn(
        id=f"{interview}-001", speaker="I", text=asked, start=0.2, end=1.2,
        words=(Word(char_start=0, char_end=len(asked), start=0.2, end=1.2, probability=0.9),),
    )  # fmt: skip
    answer = Turn(
        id=f"{interview}-002", speaker=participant, text=said, start=1.5, end=words[-1].end, words=tuple(words)
    )
    return Transcript(
        interview=interview,
        language="en",
        speakers=(Speaker(label="I", role="interviewer"), Speaker(label=participant, role="participant")),
        turns=(question, answer),
        made_by=MadeBy(program="a test", inputs=""),
        corrected=True,
    )


def sounding() -> Samples:
    """A sound with a click in the middle of every word, in which nobody speaks."""
    track = noise(LENGTH, 0.001)
    for number in range(len(SAID.split())):
        first = round((1.75 + 0.5 * number) * RATE)
        track[first : first + 320] = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(320) / RATE)
    return track


def made(folder: Path) -> Study:
    """The study, approved; its key lies beside it."""
    study = studies.founded(folder / "study", TABLES)
    place = study.restricted / "recordings"
    place.mkdir(exist_ok=True)
    write(place / "P1.m4a", sounding(), "aac", rate=44_100)
    write(place / "P2.wav", sounding(), "pcm_s16le")
    write(place / "F1.wav", sounding(), "pcm_s16le")
    for one, who in (("P1", "P1"), ("P2", "P2"), ("F1", "P3")):
        storage.write(study.transcript(one), transcript(one, who), private=True)
    study = studies.exporting(study, formats=("csv", "html", "xlsx", "qdpx"))
    studies.ready(study)
    return Study.open(study.root)


def allowing(study: Study, profile: str = "internal") -> Study:
    """The study with sound for the readers of a profile."""
    with (study.root / "study.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[profiles.{profile}]\nsound = true\n")
    return Study.open(study.root)
