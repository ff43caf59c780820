"""What a recording costs by its length: time should grow with it, memory should not.

    python benchmarks/length.py [AUDIO ...] [--minutes 5 20 60 180] [--programs ours fw-batched] [--model whisper-base]
        [--language en] [--cores 2]

The recordings (the English sample interviews if none are given) are joined one after the other, again and again, until
the length is reached; each length is one file and each run one process.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

from programs import PROGRAMS, Job, machine, run, use_cores
from sounds import RATE, Sound, read, recordings, write


def main() -> None:
    """Print a row for each length and program."""
    options = _options()
    cores = use_cores(options.cores)
    given = recordings(options.files, options.language)
    talk = [read(recording.sound) for recording in given if options.files or recording.language == options.language]
    print(f"{options.model}; {machine(cores)}; one run\n")
    print("| minutes | program | wall s | × real time | CPU s | peak MB |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        for minutes in options.minutes:
            sound = Path(folder) / "talk.wav"
            seconds = write(sound, joined(talk, minutes * 60))
            for name in options.programs:
                outcome = run(name, Job(sound, options.model, options.language, cores))
                wall, cpu, peak = outcome.cost.wall, outcome.cost.cpu, outcome.cost.peak
                failed = f" failed with {outcome.code}" if outcome.code else ""
                print(
                    f"| {minutes:g} | {name}{failed} | {wall:.1f} | {wall / seconds:.3f} | {cpu:.1f} | {peak:.0f} |",
                    flush=True,
                )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="AUDIO")
    parser.add_argument("--minutes", nargs="+", type=float, default=[5, 20, 60, 180])
    parser.add_argument("--programs", nargs="+", default=["ours"], choices=PROGRAMS, metavar="NAME")
    parser.add_argument("--model", default="whisper-base", metavar="NAME")
    parser.add_argument("--language", default="en")
    parser.add_argument("--cores", type=int, default=0, help="use only so many cores (Linux)")
    return parser.parse_args()


def joined(talk: Sequence[Sound], seconds: float) -> Iterator[Sound]:
    """The recordings in turn, until there are `seconds` of them; the last one is cut."""
    left = int(seconds * RATE)
    for part in cycle(talk):
        if left <= 0:
            return
        yield part[:left]
        left -= len(part)


if __name__ == "__main__":
    main()
