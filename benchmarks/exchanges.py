"""Quick exchanges: short questions and short answers, .3 to 1 s apart, as recognizers lose them and put them elsewhere.

    python benchmarks/exchanges.py [AUDIO:REFERENCE.json[:LANGUAGE] ...] [--programs ours fw-batched] [--model whisper-base]
        [--count 24] [--question 4.5] [--answer 13] [--seed 1] [--cores 2] [--keep FOLDER]

Of each recording (the samples if none are given) the interviewer's turns up to `--question` seconds and the participant's up
to `--answer` seconds are cut out and put together anew, in an order and with pauses drawn by chance: so sentences return. The
measures are those of `measures.py`; *out of time* counts turns that stand behind what was said after them.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from measures import Said, figures
from programs import PROGRAMS, Job, machine, run, use_cores
from sounds import RATE, Recording, Sound, cut, read, recordings, write

PAUSES = (0.3, 1.0)
"""Shortest and longest pause between two turns, in seconds."""


def main() -> None:
    """Print a row for each recording and program."""
    options = _options()
    cores = use_cores(options.cores)
    print(f"{options.model}; {machine(cores)}; seed {options.seed}; one run\n")
    print("| recording | program | turns | WER | cpWER | right speaker | holes | out of time |")
    print(f"|{'---|' * 8}")
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        for recording in recordings(options.files):
            parts, expected = exchanges(recording, options)
            path = (options.keep or Path(folder)) / f"{recording.name}_exchanges.wav"
            write(path, parts)
            if options.keep:
                turns = [{"speaker": t.speaker, "start": t.start, "end": t.end, "text": t.text} for t in expected]
                path.with_suffix(".json").write_text(json.dumps(turns, ensure_ascii=False, indent=1), encoding="utf-8")
            for name in options.programs:
                heard = run(name, Job(path, options.model, recording.language, cores)).turns
                print(
                    f"| {' | '.join((recording.name, name, str(len(expected)), *_cells(expected, heard)))} |",
                    flush=True,
                )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="AUDIO:REFERENCE.json[:LANGUAGE]")
    parser.add_argument("--programs", nargs="+", default=["ours"], choices=PROGRAMS, metavar="NAME")
    parser.add_argument("--model", default="whisper-base", metavar="NAME")
    parser.add_argument("--count", type=int, default=24, help="exchanges: a question and its answer each")
    parser.add_argument("--question", type=float, default=4.5, metavar="SECONDS")
    parser.add_argument("--answer", type=float, default=13, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cores", type=int, default=0, help="use only so many cores (Linux)")
    parser.add_argument("--keep", type=Path, help="keep sound and reference in this folder")
    return parser.parse_args()


def exchanges(recording: Recording, options: argparse.Namespace) -> tuple[list[Sound], list[Said]]:
    """The sound, in parts, and its turns."""
    chance = random.Random(options.seed)
    sound, turns = read(recording.sound), recording.turns()
    first = turns[0].speaker
    asked = [turn for turn in turns if turn.speaker == first and turn.end - turn.start <= options.question]
    told = [turn for turn in turns if turn.speaker != first and turn.end - turn.start <= options.answer]
    parts: list[Sound] = []
    expected: list[Said] = []
    at = 0.0
    for turn in (chosen for _ in range(options.count) for chosen in (chance.choice(asked), chance.choice(told))):
        pause = np.zeros(int(chance.uniform(*PAUSES) * RATE), np.float32)
        voice = cut(sound, turn.start, turn.end)
        parts += [pause, voice]
        start = at + len(pause) / RATE
        at = start + len(voice) / RATE
        expected.append(Said(turn.speaker, round(start, 3), round(at, 3), turn.text))
    return parts, expected


def _cells(expected: list[Said], heard: Iterable[Said]) -> Iterable[str]:
    turns = list(heard)
    if not turns:
        return ("failed", *"––––")
    scores = figures(expected, turns)
    shares = (scores.wer, scores.cpwer, scores.speakers, scores.holes)
    return (*("–" if share is None else f"{share:.3f}" for share in shares), str(scores.out_of_time))


if __name__ == "__main__":
    main()
