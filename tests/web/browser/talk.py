"""Made-up interviews with times and sound: every word takes 0.4 seconds, and the sound is a tone that rises word by word."""

import hashlib
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ipstranscribe.model import Concern, MadeBy, Recording, Speaker, Transcript, Turn, Word
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from tests.studies import founded

WORD, PAUSE = 0.4, 0.8  # seconds
RATE = 8000
HOSTILE = "<img src=x onerror=document.title='gone'> & </li><script>document.title='gone'</script>"
BEYOND = "She wrote \U0001f600 and \U00020000 on the door."
"""Letters beyond U+FFFF: two units of JavaScript each."""
SAID = (
    ("I", "How was it to come back to the harbour?"),
    ("T", "Everybody at the Mariner knew me, and Hanne Nordmo had kept my cup."),
    ("I", BEYOND),
    ("T", f"He said {HOSTILE} to the Mariner."),
    ("I", "What did you do then?"),
    ("T", "We went down to the boats. The Mariner was closed that day."),
    ("I", "And afterwards?"),
    ("T", "Nothing much, we were tired."),
)
DOUBTFUL = ("Mariner", "Nordmo")


def interview_with_sound(interview: str, said: Sequence[tuple[str, str]], sound: Path) -> Transcript:
    """A transcript of what was `said` (label, text), with the times of its words in the file `sound`."""
    turns, time = [], 0.5
    for number, (speaker, text) in enumerate(said, 1):
        words, at, start = [], 0, time
        for word in text.split(" "):
            probability = 0.3 if word.strip(".,") in DOUBTFUL else 0.95
            end = round(time + WORD, 2)
            words.append(
                Word(char_start=at, char_end=at + len(word), start=round(time, 2), end=end, probability=probability)
            )
            at, time = at + len(word) + 1, end
        turns.append(
            Turn(
                id=f"{interview}-{number:03}",
                speaker=speaker,
                text=text,
                start=round(start, 2),
                end=time,
                words=tuple(words),
            )
        )
        time = round(time + PAUSE, 2)
    content = sound.read_bytes()
    return Transcript(
        interview=interview,
        language="en",
        recordings=(Recording(file=sound.name, sha256=hashlib.sha256(content).hexdigest(), duration=length(sound)),),
        speakers=(Speaker(label="I", role="interviewer"), Speaker(label="T", role="participant")),
        turns=tuple(turns),
        concerns=tuple(_doubts(turns)),
        made_by=MadeBy(program="a test", inputs=""),
    )


def _doubts(turns: Sequence[Turn]) -> list[Concern]:
    """A doubt about each word that is doubtful, and one place of the last turn with speech and no words."""
    found = [
        Concern(kind="low_confidence", start=w.start, end=w.end, turn=t.id, why="The recognizer is not sure.")
        for t in turns
        for w in t.words
        if w.probability == 0.3
    ]
    last = turns[-1]
    assert last.end is not None
    unheard = Concern(kind="speech_without_words", start=last.end, end=last.end + 0.5, why="Speech without words.")
    return [*found[:3], unheard]


def tone(path: Path, seconds: float) -> Path:
    """A sound file with a tone, which goes up every word."""
    times = np.arange(int(seconds * RATE)) / RATE
    pitch = 200 + 20 * np.floor(times / WORD) % 400
    samples = (6000 * np.sin(2 * np.pi * pitch * times)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return path


def length(path: Path) -> float:
    """The length of a sound file in seconds."""
    with wave.open(str(path), "rb") as file:
        return file.getnframes() / file.getframerate()


def study_with_sound(
    root: Path, interviews: Sequence[str], said: Sequence[tuple[str, str]] = SAID, seconds: float = 40
) -> Study:
    """A study in which each of `interviews` was said the same way, with its sound."""
    rows = "".join(f"{one},{one},{one}.wav,en\n" for one in interviews)
    people = "".join(f"{one},Kari Moen {number},\n" for number, one in enumerate(interviews))
    tables = {"interviews": f"id,participant,recordings,language\n{rows}", "participants": f"id,name,branch\n{people}"}
    study = founded(root, tables)
    folder = study.restricted / "recordings"
    folder.mkdir(exist_ok=True)
    first = tone(folder / f"{interviews[0]}.wav", seconds)
    for one in interviews:
        sound = folder / f"{one}.wav"
        if sound != first:
            sound.write_bytes(first.read_bytes())
        storage.write(study.transcript(one), interview_with_sound(one, said, sound), private=True)
    return study
