"""What the search for identifiers costs: words per second beside Presidio, and by length and number of people.

    python benchmarks/identifier_speed.py FOLDER [--rounds 5] [--interviews 1 10 30 100] [--words 5000] [--rules-only]
        [--renewed 0 40 10 1] [--language en] [--cores 2] [--presidio PYTHON --presidio-model en_core_web_lg]

FOLDER holds annotated interviews (format: annotated.py); those in one language are strung together to interviews of
`--words` words. Each has people of its own: the words of every annotated person's name are changed for other names,
alike within the interview. By length, so do the entities grow. By people, ten interviews of `--words` words have new
people every so many turns (`--renewed`, 0: never), so that only the number of entities grows.

A run is a process: `words/s` is of the search alone, `wall` and `peak` are of the whole process with loading. The
programs take turns and the medians of the rounds are shown, with the slowest and fastest; other rows are one run.
"""

import argparse
import json
import random
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import median

from annotated import Interview, Json, files, interviews
from identifier_programs import Peer, our_command, peer_command, write_texts
from ipstranscribe.pseudonymize.lexicon import vocabulary
from programs import Cost, machine, measured, use_cores

NAME = re.compile(r"[^\W\d_]{2,}")
TEN = 10
"""Interviews in the table by people."""
HEAD = "| words | entities | search s | words/s | wall s | peak MB |\n|---|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Run:
    """What one process took: seconds of the search without loading, by the clock and of the processor, and how many entities
    it told apart.
    """

    cost: Cost
    seconds: float
    processor: float
    entities: int


def main() -> None:
    """Print the three tables."""
    options = _options()
    cores = use_cores(options.cores)
    stored = [one for one in files(options.folder) if one["language"] == options.language]
    print(f"{machine(cores)}; language {options.language}\n")
    side_by_side(study(stored, 1, options.words), options)
    by_length(stored, options)
    by_people(stored, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--interviews", nargs="+", type=int, default=[1, 10, 30, 100])
    parser.add_argument("--renewed", nargs="+", type=int, default=[0, 40, 10, 1], metavar="TURNS")
    parser.add_argument("--words", type=int, default=5000)
    parser.add_argument("--rules-only", action="store_true", help="by length and people: without a names model")
    parser.add_argument("--language", default="en")
    parser.add_argument("--cores", type=int, default=0, help="use only so many cores (Linux)")
    parser.add_argument("--presidio", type=Path, metavar="PYTHON", help="the Python of an environment with Presidio")
    parser.add_argument("--presidio-model", default="en_core_web_lg", metavar="NAME")
    return parser.parse_args()


def side_by_side(given: Sequence[Json], options: argparse.Namespace) -> None:
    """A row for every program on the same interviews."""
    words = _words(given)
    programs: dict[str, Callable[[], Run]] = {
        "ours": lambda: ours(given),
        "ours, rules alone": lambda: ours(given, rules_only=True),
    }
    if options.presidio:
        peer = Peer(options.presidio, options.presidio_model)
        programs["Presidio"] = lambda: presidio(interviews(given), peer)
    runs: dict[str, list[Run]] = {name: [] for name in programs}
    for _ in range(options.rounds):
        for name, start in programs.items():
            runs[name].append(start())
    print(f"{words} words, {options.rounds} rounds\n")
    print("| program | words/s | slowest to fastest | words/s of processor time | wall s | peak MB |")
    print("|---|---|---|---|---|---|")
    for name, took in runs.items():
        speeds = sorted(words / run.seconds for run in took)
        wall, peak = median(run.cost.wall for run in took), median(run.cost.peak for run in took)
        spread = f"{speeds[0]:.0f} to {speeds[-1]:.0f}"
        busy = words / median(run.processor for run in took)
        print(f"| {name} | {median(speeds):.0f} | {spread} | {busy:.0f} | {wall:.1f} | {peak:.0f} |")


def by_length(stored: Sequence[Json], options: argparse.Namespace) -> None:
    """A row for every number of interviews."""
    print(f"\n| interviews {HEAD}")
    for count in options.interviews:
        _row(str(count), study(stored, count, options.words), options)


def by_people(stored: Sequence[Json], options: argparse.Namespace) -> None:
    """A row for every number of turns after which there are new people."""
    print(f"\n| new people every … turns {HEAD}")
    for turns in options.renewed:
        _row(str(turns or "never"), study(stored, TEN, options.words, renewed=turns), options)


def _row(name: str, given: Sequence[Json], options: argparse.Namespace) -> None:
    run, words = ours(given, rules_only=options.rules_only), _words(given)
    figures = f"{run.entities} | {run.seconds:.1f} | {words / run.seconds:.0f} | {run.cost.wall:.1f}"
    print(f"| {name} | {words} | {figures} | {run.cost.peak:.0f} |", flush=True)


# --- studies of any size ----------------------------------------------------------------------------------------------


def study(stored: Sequence[Json], count: int, words: int, renewed: int = 0) -> list[Json]:
    """`count` interviews of about `words` words with people of their own, new ones every `renewed` turns."""
    return [
        {
            "id": f"T{number}",
            "language": stored[0]["language"],
            "turns": list(_renamed(_turns(stored, words), random.Random(number), renewed)),
        }
        for number in range(count)
    ]


def _turns(stored: Sequence[Json], words: int) -> Iterator[Json]:
    """The turns of the interviews, again and again, until there are `words` words."""
    left = words
    for turn in (turn for one in cycle(stored) for turn in one["turns"]):
        if left <= 0:
            return
        yield turn
        left -= len(turn["text"].split())


def _renamed(turns: Iterator[Json], chance: random.Random, renewed: int) -> Iterator[Json]:
    """The turns with other people's names: first names for first names, alike for the same word. No annotation is left."""
    given, surnames = sorted(vocabulary.given_names()), sorted(vocabulary.surnames())
    new: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        word = match.group()
        key = word.casefold()
        if key not in new:
            new[key] = chance.choice(given if vocabulary.is_given_name(key) else surnames)
        return new[key].capitalize() if word[0].isupper() else new[key]

    for number, turn in enumerate(turns):
        if renewed and number % renewed == 0:
            new.clear()
        pieces, at = [], 0
        for one in sorted(turn["identifiers"], key=lambda one: int(one["start"])):
            name = turn["text"][one["start"] : one["end"]]
            pieces += [turn["text"][at : one["start"]], NAME.sub(other, name) if one["type"] == "person" else name]
            at = one["end"]
        yield {"speaker": turn["speaker"], "text": "".join([*pieces, turn["text"][at:]]), "identifiers": []}


def _words(given: Sequence[Json]) -> int:
    return sum(len(turn["text"].split()) for one in given for turn in one["turns"])


# --- runs -------------------------------------------------------------------------------------------------------------


def ours(given: Sequence[Json], *, rules_only: bool = False) -> Run:
    """Our stage on a study, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        source, out = Path(folder) / "interviews.json", Path(folder) / "took.json"
        source.write_text(json.dumps(given), encoding="utf-8")
        return _run(our_command(source, out, rules_only=rules_only), out)


def presidio(given: Sequence[Interview], peer: Peer) -> Run:
    """Presidio on the turns of a study, in a process of its own. It tells nobody apart."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        texts, out = Path(folder) / "texts.json", Path(folder) / "took.json"
        write_texts(given, texts)
        return _run(peer_command(peer, texts, out), out)


def _run(command: list[str], out: Path) -> Run:
    code, cost = measured(command)
    if code:
        raise SystemExit(f"A program failed with exit code {code}.")
    took = json.loads(out.read_text(encoding="utf-8"))
    return Run(cost, took["seconds"], took["processor"], took.get("entities", 0))


if __name__ == "__main__":
    main()
