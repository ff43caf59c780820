"""What one correction costs in a large study: the real command `run`, after a turn of one interview was changed.

    python benchmarks/correction_speed.py [--interviews 100] [--words 9000] [--cores 4] [--study FOLDER] [--first]

The study is that of `export_speed.py`, brought to an end by a run first. Then a turn of the first interview gets a sentence
more, without a name and with the name of somebody new, and `run --rules-only --lexical` is started. Told are seconds of
processor and of the clock until the table of units of that interview has changed in `exports/`, until the workbook of all
interviews has, and until the end, with a look ahead at a release. `--study` takes one that was made before. `--first` ends
each run as soon as the table is there, and takes it that a run has finished the study before.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from export_speed import PROGRAM, founded
from ipstranscribe.model import Transcript
from ipstranscribe.study import key as keys
from ipstranscribe.study import passphrases, storage
from ipstranscribe.study.folder import Study
from programs import machine, measured, use_cores

MORE = {
    "a sentence": " And that was quite something.",
    "somebody new": " And then I met Gunvor Hjelmeland there, Gunvor said so.",
}
OFTEN = 0.1
"""Seconds between two looks at the files."""


def main() -> None:
    """Make the study and print a row for each correction."""
    options = _options()
    cores = use_cores(options.cores)
    os.environ[passphrases.PASSPHRASE] = "violet anchor timber moss"
    with tempfile.TemporaryDirectory(prefix="benchmark-") as work:
        study = (
            Study.open(options.study)
            if options.study
            else founded(Path(work) / "study", options.interviews, options.words)
        )
        run = [*PROGRAM, "run", "--rules-only", "--lexical", "--study", str(study.root)]
        if not options.first:
            measured(run)
        print(f"{machine(cores)}; {len(study.interviews)} interviews; one run each: CPU s (s by the clock)\n")
        print("| correction | in exports/ | in the workbook of all | end | peak MB |\n|---|---|---|---|---|")
        for what, more in MORE.items():
            _correct(study, more)
            print(f"| {what} | {' | '.join(_timed(study, run, first=options.first))} |", flush=True)
        if not options.study:
            keys.path(study).unlink()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interviews", type=int, default=100)
    parser.add_argument("--words", type=int, default=9000)
    parser.add_argument("--cores", type=int, default=0, help="use only so many cores (Linux)")
    parser.add_argument("--study", type=Path, metavar="FOLDER")
    parser.add_argument("--first", action="store_true", help="end each run when the interview's own table is there")
    return parser.parse_args()


def _correct(study: Study, more: str) -> None:
    path = study.transcript(study.interviews[0].id)
    stored = storage.read(path, Transcript)
    turns = list(stored.turns)
    at = next(
        number for number, turn in enumerate(turns) if number > 20 and turn.speaker != "I" and len(turn.text) > 100
    )
    turns[at] = turns[at].model_copy(update={"text": turns[at].text + more})
    storage.write(path, stored.model_copy(update={"turns": tuple(turns)}), private=True)


def _timed(study: Study, run: list[str], *, first: bool) -> list[str]:
    """The cells of a row. Processor seconds on the way are those of the process alone (Linux)."""
    watched = {
        "own": study.exports / f"{study.interviews[0].id}_units.csv",
        "all": study.exports / "all interviews units.xlsx",
    }
    before = {name: _state(path) for name, path in watched.items()}
    seen: dict[str, str] = {}
    begun, spent = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        for name, path in watched.items():
            if name not in seen and _state(path) != before[name]:
                seen[name] = f"{_cpu(process.pid):.1f} ({time.monotonic() - begun:.0f})"
                if first:
                    process.terminate()
        time.sleep(OFTEN)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - spent.ru_utime - spent.ru_stime
    end = "–" if first else f"{cpu:.1f} ({time.monotonic() - begun:.0f})"
    return [seen.get("own", "–"), seen.get("all", "–"), end, f"{after.ru_maxrss / 1024:.0f}"]


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
