"""Our transcripts beside those of other programs with the same weights, in one run: words, speakers, time, memory.

    python benchmarks/transcription.py [AUDIO:REFERENCE.json[:LANGUAGE] ...] [--models whisper-base whisper-tiny.en]
        [--programs ours fw-batched] [--repeat 3] [--cores 2] [--json FIGURES.json] [--keep FOLDER]

Without files, the sample interviews are used. A reference is a list of turns `{"speaker", "start", "end", "text"}`. The
programs are listed in `programs.py`, the measures explained in `measures.py`. Each run is a process of its own, timed from
its start to its end; *start-up* is what it takes to load libraries and model alone. With `--repeat`, the programs take
turns (A B C A B C), so that a busy machine hinders all of them, and times and memory are medians. The ratio is the
wall time divided by that of faster-whisper's batched pipeline. A program that does not tell speakers apart has no figures of
speakers.
"""

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from measures import Figures, figures
from programs import DEFAULT, PROGRAMS, Cost, Job, Outcome, machine, run, start_up, use_cores
from sounds import RATE, Recording, read, recordings

YARDSTICK = "fw-batched"
HEADER = (
    "recording | program | WER | numbers alike | with fillers | cpWER | right speaker | DER 0 / .25 | holes | inventions "
    "| out of time | wall s | × real time | ratio | CPU s | peak MB"
)


@dataclass(frozen=True)
class Row:
    """All runs of one program on one recording; `figures` are of the first, None if it failed."""

    model: str
    recording: str
    seconds: float
    program: str
    figures: Figures | None
    costs: tuple[Cost, ...]
    texts: int
    """How many different transcripts the runs gave: 1 if the program is deterministic."""

    def cost(self, what: str) -> float:
        """Median of `wall`, `cpu` or `peak`."""
        return float(median(getattr(cost, what) for cost in self.costs))


def main() -> None:
    """Print a table for each model."""
    options = _options()
    cores = use_cores(options.cores)
    rows = []
    for model in options.models:
        print(f"\n{model}; {machine(cores)}; runs: {options.repeat}\n")
        starts = {name: start_up(name, model, cores) for name in options.programs}
        print("Start-up: " + ", ".join(f"{name} {seconds:.1f} s" for name, seconds in starts.items()) + "\n")
        print(f"| {HEADER} |\n|{'---|' * (HEADER.count('|') + 1)}")
        for recording in recordings(options.files, options.language):
            if not model.endswith(".en") or recording.language in (None, "en"):
                rows += _compare(recording, model, cores, options)
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="AUDIO:REFERENCE.json[:LANGUAGE]")
    parser.add_argument("--models", nargs="+", default=["whisper-base"], metavar="NAME")
    parser.add_argument("--programs", nargs="+", default=list(DEFAULT), choices=PROGRAMS, metavar="NAME")
    parser.add_argument("--language", help="of all files; found out if not given (samples: as they are)")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--cores", type=int, default=0, help="use only so many cores (Linux)")
    parser.add_argument("--json", type=Path, help="write the figures of every run here")
    parser.add_argument("--keep", type=Path, help="keep the transcripts in this folder, as turns with word times")
    return parser.parse_args()


def _compare(recording: Recording, model: str, cores: int, options: argparse.Namespace) -> list[Row]:
    """Run all programs on one recording, taking turns, and print their rows."""
    job = Job(recording.sound, model, recording.language, cores)
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    for _ in range(options.repeat):
        for name in options.programs:
            outcomes[name].append(run(name, job))
    seconds = len(read(recording.sound)) / RATE
    rows = [_row(name, job, recording, seconds, runs) for name, runs in outcomes.items()]
    if options.keep:
        _keep(options.keep, f"{recording.name}.{model}", outcomes)
    yardstick = next((row.cost("wall") for row in rows if row.program == YARDSTICK), math.nan)
    for row in rows:
        print(f"| {' | '.join(_cells(row, yardstick))} |", flush=True)
    return rows


def _row(name: str, job: Job, recording: Recording, seconds: float, runs: Sequence[Outcome]) -> Row:
    ok = [outcome for outcome in runs if not outcome.code]
    scored = figures(recording.turns(), ok[0].turns, recording.language) if len(ok) == len(runs) else None
    texts = len({tuple((turn.speaker, turn.text) for turn in outcome.turns) for outcome in ok})
    return Row(job.model, recording.name, seconds, name, scored, tuple(outcome.cost for outcome in runs), texts)


def _keep(folder: Path, name: str, outcomes: dict[str, list[Outcome]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for program, (first, *_) in outcomes.items():
        turns = [asdict(turn) for turn in first.turns]
        path = folder / f"{name}.{program}.json"
        path.write_text(json.dumps({"turns": turns}, ensure_ascii=False, indent=1), encoding="utf-8")


def _cells(row: Row, yardstick: float) -> Iterable[str]:
    wall = row.cost("wall")
    yield from (row.recording, row.program)
    if row.figures is None:
        yield from ("failed", *("–" for _ in range(8)))
    else:
        yield from _scores(row.figures, speakers=PROGRAMS[row.program].speakers)
    yield from (f"{wall:.1f}", f"{wall / row.seconds:.3f}", _number(wall / yardstick, 2))
    yield from (_number(row.cost("cpu"), 1), _number(row.cost("peak"), 0))


def _scores(scores: Figures, *, speakers: bool) -> Iterable[str]:
    yield from map(_number, (scores.wer, scores.wer_numbers, scores.wer_with_fillers))
    if speakers:
        yield from map(_number, (scores.cpwer, scores.speakers))
        yield f"{_number(scores.der)} / {_number(scores.der_collar)}"
    else:
        yield from ("–", "–", "–")
    yield from map(_number, (scores.holes, scores.inventions))
    yield str(scores.out_of_time)


def _number(value: float | None, digits: int = 3) -> str:
    return "–" if value is None or math.isnan(value) else f"{value:.{digits}f}"


if __name__ == "__main__":
    main()
