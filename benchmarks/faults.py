"""Kills the transcription of a recording at random moments and starts it again, until it has finished.

    python benchmarks/faults.py [AUDIO] [--kills 20] [--seed 1] [--model whisper-base] [--language en] [--cores 2]

One uninterrupted run comes first. Then rounds in fresh folders: the process is started, killed (SIGKILL, with all that
it started; on Windows: ended) after a random time, at most that of the uninterrupted run, and started again with the same
command, until it finishes; rounds go on until all kills are spent. Three things are looked at:

- whether each round's transcript has the same turns, speakers and times as the uninterrupted run's;
- whether work was kept: of the file of finished windows (`passages.jsonl`), what was there at a kill must stand
  unchanged, byte for byte, at the head of what the next process leaves;
- whether work was done twice: the file must end with as many lines as the uninterrupted run's.

The file is read while the process runs, because it may be tidied away at the end. The exit code is 1 if anything failed.
"""

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from measures import Said
from programs import Job, machine, our_command, our_turns, use_cores
from sounds import recordings

CHECKPOINT = "passages.jsonl"
LOOK_EVERY = 0.02
"""Seconds between two looks at the checkpoint."""


@dataclass
class Round:
    """A recording in a folder of its own, transcribed by as many processes as it takes."""

    sound: Path
    command: list[str]
    kept: list[bytes] = field(default_factory=list)
    """Whole lines of the checkpoint as last seen."""
    at_kills: list[int] = field(default_factory=list)
    """Lines of the checkpoint after each kill."""
    rewritten: int = 0
    """Lines that had been finished and were lost or changed."""
    failures: list[int] = field(default_factory=list)
    """Exit codes of processes that ended by themselves without success."""

    @property
    def turns(self) -> tuple[Said, ...]:
        """What the finished transcript says; nothing if it is not there."""
        path = self.sound.with_name(f"{self.sound.stem}_transcript.json")
        return our_turns(path)[0] if path.exists() else ()

    def attempt(self, limit: float) -> bool:
        """Start a process and kill it after `limit` seconds; whether it had ended before."""
        start = time.monotonic()
        process = subprocess.Popen(
            self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        while process.poll() is None and time.monotonic() - start < limit:
            time.sleep(LOOK_EVERY)
            self._look()
        ended = process.poll() is not None
        if not ended:
            kill(process)
            self.at_kills.append(self._look())
        elif process.returncode:
            self.failures.append(process.returncode)
        return ended

    def _look(self) -> int:
        """Read the checkpoint: lines seen before must still be its head. Gives the number of whole lines."""
        found = next(iter(self.sound.parent.rglob(CHECKPOINT)), None)
        raw = b""
        with contextlib.suppress(OSError):  # tidied away between finding and reading
            raw = found.read_bytes() if found else b""
        lines = raw.split(b"\n")[:-1]  # what follows the last line break was cut off by a kill
        if lines:
            self.rewritten += sum(old != new for old, new in zip(self.kept, lines, strict=False))
            self.rewritten += max(len(self.kept) - len(lines), 0)
            self.kept = lines
        return len(lines)


def main() -> None:
    """Print a row for each round and say what failed."""
    options = _options()
    cores = use_cores(options.cores)
    recording = recordings([options.file] if options.file else [])[0]
    job = Job(recording.sound, options.model, options.language)
    print(f"{recording.name}, {options.model}; {machine(cores)}; seed {options.seed}\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        whole, seconds = _uninterrupted(job, Path(folder))
        print(f"Uninterrupted: {seconds:.1f} s, {len(whole.turns)} turns, {len(whole.kept)} lines of {CHECKPOINT}\n")
        print("| round | kills | lines at the kills | lines at the end | rewritten | exit codes | same transcript |")
        print("|---|---|---|---|---|---|---|")
        rounds = _rounds(job, Path(folder), seconds, options.kills, random.Random(options.seed))
        passed = [_report(number, done, whole) for number, done in enumerate(rounds, start=1)]
    if not whole.kept:
        print(f"\nNo {CHECKPOINT} was seen: nothing was kept between the processes, or it lies elsewhere.")
    sys.exit(0 if all(passed) and whole.kept else 1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", metavar="AUDIO")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model", default="whisper-base", metavar="NAME")
    parser.add_argument("--language", default="en")
    parser.add_argument("--cores", type=int, default=0, help="use only so many cores (Linux)")
    return parser.parse_args()


def _fresh(job: Job, folder: Path) -> Round:
    """A copy of the recording in a folder of its own."""
    folder.mkdir()
    sound = Path(shutil.copy(job.sound, folder))
    return Round(sound, our_command(Job(sound, job.model, job.language)))


def _uninterrupted(job: Job, folder: Path) -> tuple[Round, float]:
    whole, start = _fresh(job, folder / "whole"), time.monotonic()
    whole.attempt(float("inf"))
    if not whole.turns:
        raise SystemExit(f"The uninterrupted run failed with {whole.failures}.")
    return whole, time.monotonic() - start


def _rounds(job: Job, folder: Path, seconds: float, kills: int, chance: random.Random) -> Iterator[Round]:
    """Rounds until all kills are spent; the last process of the last one is left to finish."""
    number = 0
    while kills > 0:
        number += 1
        current = _fresh(job, folder / f"round{number}")
        while not current.attempt(chance.uniform(0, seconds) if kills > 0 else float("inf")):
            kills -= 1
        yield current


def _report(number: int, done: Round, whole: Round) -> bool:
    same = done.turns == whole.turns
    at_kills = " ".join(map(str, done.at_kills)) or "–"
    codes = " ".join(map(str, done.failures)) or "0"
    cells = (number, len(done.at_kills), at_kills, len(done.kept), done.rewritten, codes, "yes" if same else "NO")
    print(f"| {' | '.join(map(str, cells))} |", flush=True)
    return same and not done.rewritten and not done.failures and len(done.kept) == len(whole.kept)


def kill(process: "subprocess.Popen[bytes]") -> None:
    """End a process at once, and all that it started, as a power cut does."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


if __name__ == "__main__":
    main()
