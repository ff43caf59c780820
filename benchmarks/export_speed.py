"""Time and memory of exporting a large study: the real command over a real study folder, each run a process.

    python benchmarks/export_speed.py [--interviews 100] [--words 9000] [--cores 4] [--formats docx xlsx …]
        [--programs nvivo …] [--coders A B C] [--each]

Nine thousand words are an interview of an hour. The invented interviews in `interviews/` are put one after the other until
they are long enough; words have times. They are pseudonymized by rules and split by shared words first, which is not timed.
`--each` times every format and program by itself as well; a run writes into an empty `exports/`.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import get_args

from interviews import INTERVIEWS, Annotated, read
from ipstranscribe.choices import FormatName, ProgramName
from ipstranscribe.model import MadeBy, Recording, Speaker, Transcript, Turn, Word
from ipstranscribe.study import key as keys
from ipstranscribe.study import passphrases, storage
from ipstranscribe.study.folder import Study
from programs import machine, measured, use_cores
from texts import name

PER_WORD = 0.4
"""Seconds: 150 words a minute."""
PROGRAM = [sys.executable, "-m", "ipstranscribe"]


def main() -> None:
    """Make the study and print a row for each run."""
    options = _options()
    cores = use_cores(options.cores)
    os.environ[passphrases.PASSPHRASE] = "violet anchor timber moss"
    with tempfile.TemporaryDirectory(prefix="benchmark-") as work:
        study = founded(Path(work) / "study", options.interviews, options.words)
        print(f"{machine(cores)}; {options.interviews} interviews of {options.words} words; one run\n")
        print("| what | exit code | wall s | CPU s | peak MB | files | MB |\n|---|---|---|---|---|---|---|")
        everything = [*_given("--format", options.formats), *_given("--program", options.programs)]
        if options.coders:
            everything += ["--for-coders", ",".join(options.coders)]
        _timed("all of them", everything, study)
        if options.each:
            for name in options.formats:
                _timed(name, ["--format", name], study)
            for name in options.programs:
                _timed(f"{name}, with csv", ["--format", "csv", "--program", name], study)
        keys.path(study).unlink()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interviews", type=int, default=100)
    parser.add_argument("--words", type=int, default=9000)
    parser.add_argument("--cores", type=int, default=0, help="use only so many cores (Linux)")
    parser.add_argument("--formats", nargs="+", default=get_args(FormatName), metavar="NAME")
    parser.add_argument("--programs", nargs="*", default=get_args(ProgramName), metavar="NAME")
    parser.add_argument("--coders", nargs="*", default=(), metavar="ID")
    parser.add_argument("--each", action="store_true")
    return parser.parse_args()


def _given(option: str, names: Sequence[str]) -> list[str]:
    return [part for name in names for part in (option, name)]


def _timed(what: str, options: Sequence[str], study: Study) -> None:
    shutil.rmtree(study.exports, ignore_errors=True)
    code, cost = measured([*PROGRAM, "export", "--study", str(study.root), *options])
    sizes = [path.stat().st_size for path in study.exports.rglob("*") if path.is_file()]
    figures = f"{cost.wall:.1f} | {cost.cpu:.1f} | {cost.peak:.0f} | {len(sizes)} | {sum(sizes) / 1e6:.1f}"
    print(f"| {what} | {code} | {figures} |", flush=True)


# --- the study --------------------------------------------------------------------------------------------------------


def founded(root: Path, interviews: int, words: int) -> Study:
    """A study of long interviews, pseudonymized and split."""
    _must(["init", str(root)])
    shutil.copy(INTERVIEWS / "ips.toml", root / "guide.toml")
    ids = [f"P{number}" for number in range(1, interviews + 1)]
    chance = random.Random(1)
    tables = {
        "interviews": ["id,participant,recordings", *(f"{one},{one}," for one in ids)],
        "participants": ["id,name,branch", *(f"{one},{name(chance)} {name(chance)},working" for one in ids)],
    }
    for table, rows in tables.items():
        (root / "restricted" / f"{table}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    study = Study.open(root)
    parts = [one for one in map(read, sorted(INTERVIEWS.glob("H[1-4].txt"))) if one.language == "en"]
    for number, interview in enumerate(ids):
        storage.write(
            study.transcript(interview), _long(interview, words, islice(cycle(parts), number, None)), private=True
        )
    _must(["pseudonymize", "--rules-only", "--study", str(root)])
    _must(["split", "--lexical", "--study", str(root)])
    return study


def _must(arguments: list[str]) -> None:
    code, _ = measured([*PROGRAM, *arguments])
    if code:
        raise SystemExit("The study could not be made.")


def _long(interview: str, words: int, parts: Iterator[Annotated]) -> Transcript:
    turns: list[Turn] = []
    said = 0
    while said < words:
        for turn in next(parts).turns:
            speaker = "I" if turn.speaker == "I" else interview
            turns.append(_turn(f"{interview}-{len(turns) + 1:04d}", speaker, turn.text, said * PER_WORD))
            said += len(turns[-1].words)
    return Transcript(
        interview=interview,
        language="en",
        recordings=(Recording(file="talk.wav", sha256="0", duration=said * PER_WORD),),
        speakers=(Speaker(label="I", role="interviewer"), Speaker(label=interview, role="participant")),
        turns=tuple(turns),
        made_by=MadeBy(program="benchmark", inputs=""),
    )


def _turn(turn: str, speaker: str, text: str, start: float) -> Turn:
    words: list[Word] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        begin = start + len(words) * PER_WORD
        words.append(
            Word(char_start=at, char_end=at + len(word), start=begin, end=begin + PER_WORD * 0.9, probability=0.9)
        )
        at += len(word)
    return Turn(id=turn, speaker=speaker, text=text, start=words[0].start, end=words[-1].end, words=tuple(words))


if __name__ == "__main__":
    main()
