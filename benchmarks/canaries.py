"""What the gate finds of two hundred invented identifiers, in every place of a file that can hold text; and what for nothing.

    python benchmarks/canaries.py [--places docx] [--list] [--skip-variants] [--command 25]
        [--study FOLDER] [--texts FOLDER]
    python benchmarks/canaries.py --generated [--list]

Every identifier is planted alone in every place, and in every way of writing it in the places that show text as it is
(planted/). A file in which the gate finds no identifier counts as missed, even if it is refused for another
reason. `--command` also plants so many identifiers per place in a folder, every file beside all others, and
looks through them with `ipstranscribe check`.

`--generated` tries what nobody thought up (planted/generated): places out of the schemas of file formats, spellings out of
the tables of Unicode. A trick is found, refused (the file cannot be looked into) or gets past.

Clean texts are looked through as well: the sentences of texts.py, the `shared` folder of a finished study (`--study`) and
any text files (`--texts`). What is refused there is no identifier, unless a word of the text is a form of the key (`may`,
`hope`): those are counted apart.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ipstranscribe.model import Decision, Decisions
from ipstranscribe.release.gate import Gate
from ipstranscribe.study import key as keys
from ipstranscribe.study import passphrases
from ipstranscribe.study.folder import Study
from planted import (
    CARRIERS,
    CARRIERS_REFUSED,
    IDENTIFIERS,
    REPLACEMENT,
    VARIANTS,
    Carrier,
    Files,
    Identifier,
    escapes,
    gate_of,
    key_of,
    leaks,
    places_for,
)
from planted.generated import GENERATED, Outcome, Trick
from texts import interview

WORDS = ("names that are words", "two letters")
"""Kinds of names that also stand in texts as words."""
LONG = 9_000
"""Words of an hour's interview."""


class Canary(NamedTuple):
    """An identifier and where it was planted; `group` is the row of the table."""

    group: str
    place: str
    identifier: Identifier
    text: str


def main() -> None:
    """Print the tables."""
    options = _options()
    if options.generated:
        _generated(names=options.list)
        return
    start = time.perf_counter()
    places = {place: carrier for place, carrier in _carriers().items() if options.places in place}
    _report("places", list(_looked(_everywhere(places), places)), options)
    if not options.skip_variants:
        _report("ways of writing", list(_looked(_in_every_way(), CARRIERS)), options)
    print(f"\n{time.perf_counter() - start:.0f} s in one process\n")
    _clean(options)
    if options.command:
        _by_command(places, options.command)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", default="", metavar="WORD", help="only places whose name holds this")
    parser.add_argument("--generated", action="store_true", help="only what schemas and tables make")
    parser.add_argument("--list", action="store_true", help="name what was missed")
    parser.add_argument("--skip-variants", action="store_true", help="identifiers as they are, alone")
    parser.add_argument(
        "--command", type=int, default=0, metavar="N", help="look through a folder with N of them per place"
    )
    parser.add_argument("--study", type=Path, help="a finished study whose shared folder is clean")
    parser.add_argument("--texts", type=Path, help="a folder of text files without identifiers of ours")
    return parser.parse_args()


def _carriers() -> dict[str, Carrier]:
    return CARRIERS | CARRIERS_REFUSED


# --- planting and looking ---------------------------------------------------------------------------------------------


def _everywhere(places: Mapping[str, Carrier]) -> Iterator[Canary]:
    for place in places:
        for one in IDENTIFIERS:
            yield Canary(place, place, one, one.text)


def _in_every_way() -> Iterator[Canary]:
    for name, write in VARIANTS.items():
        for one in IDENTIFIERS:
            text = write(one)
            if text is not None:
                yield from (Canary(name, place, one, text) for place in places_for(name))


def _looked(canaries: Iterable[Canary], places: Mapping[str, Carrier]) -> Iterator[tuple[Canary, bool]]:
    """Every canary, and whether it was found: alone in its file, by a gate that knows nothing else."""
    for canary in canaries:
        if places[canary.place](canary.text):
            yield canary, not escapes(places[canary.place], canary.identifier, canary.text)


# --- tables -----------------------------------------------------------------------------------------------------------


def _report(what: str, looked: list[tuple[Canary, bool]], options: argparse.Namespace) -> None:
    """By group of places or ways, by kind, and what was missed."""
    found = sum(there for _, there in looked)
    print(f"\n## By {what}\n\nplanted {len(looked)}, found {found}, missed {len(looked) - found}\n")
    _table(what, looked, lambda canary: canary.group)
    _table("kind", looked, lambda canary: canary.identifier.kind)
    if options.list:
        for canary, there in looked:
            if not there:
                print(f"missed: {canary.group} | {canary.place} | {canary.identifier.kind} | {canary.text!r}")


def _table(head: str, looked: list[tuple[Canary, bool]], by: Callable[[Canary], str]) -> None:
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for canary, there in looked:
        row = by(canary)
        planted[row] += 1
        found[row] += there
    print(f"| {head} | planted | found | missed |\n|---|---|---|---|")
    for row, count in planted.items():
        print(f"| {row} | {count} | {found[row]} | {count - found[row]} |")
    print()


# --- what schemas and tables make -------------------------------------------------------------------------------------


def _generated(*, names: bool) -> None:
    """By group and kind; `names` tells every trick that gets past."""
    for group, every in GENERATED.items():
        start, outcomes, escaped = time.perf_counter(), defaultdict[str, Counter[Outcome]](Counter), list[Trick]()
        for trick in every():
            outcome = trick.outcome()
            outcomes[trick.kind][outcome] += 1
            escaped += [trick] if outcome == "escapes" else []
        print(f"\n## {group}\n\n| kind | tried | found | refused | gets past |\n|---|---|---|---|---|")
        outcomes["all"] = sum(outcomes.values(), Counter[Outcome]())
        for kind, of_it in outcomes.items():
            print(f"| {kind} | {of_it.total()} | {of_it['found']} | {of_it['refused']} | {of_it['escapes']} |")
        print(f"\n{time.perf_counter() - start:.0f} s in one process")
        for trick in escaped if names else ():
            print(f"gets past: {trick.kind} | {trick.name}")


# --- clean texts ------------------------------------------------------------------------------------------------------


def _clean(options: argparse.Namespace) -> None:
    """What is refused of texts that hold no identifier."""
    names = tuple(one for one in IDENTIFIERS if one.kind not in WORDS)
    gates = {
        "refused, nothing decided": gate_of(),
        "with the words of the key decided on": Gate.of(key_of(), _words_decided()),
        "without names that are words": gate_of(*names),
    }
    print(f"## Clean\n\n| texts | files | words | {' | '.join(gates)} |\n|---|---|---|{'---|' * len(gates)}")
    for name, files in _clean_files(options):
        words = sum(len(data.split()) for data in files.values())
        refused = (sum(f.times for f in leaks(files, one)) for one in gates.values())
        print(f"| {name} | {len(files)} | {words} | {' | '.join(map(str, refused))} |")


def _clean_files(options: argparse.Namespace) -> Iterator[tuple[str, Files]]:
    for language in ("en", "nb"):
        yield (
            f"long interviews ({language})",
            {f"P{n}.txt": interview(language, LONG, seed=n).encode() for n in range(1, 6)},
        )
    every = {f"{n:03}/{name}": data for n, c in enumerate(CARRIERS.values()) for name, data in c(REPLACEMENT).items()}
    yield "a replacement in every place", every
    if options.study:
        yield "the shared folder of a study", _below(options.study / "shared")
    if options.texts:
        yield "texts", _below(options.texts)


def _below(folder: Path) -> Files:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def _words_decided() -> Decisions:
    """What a person who meets these words in texts decides: `dag` and, at the start of a sentence, `Dag` are words."""
    forms = {
        written
        for entity in key_of(tuple(one for one in IDENTIFIERS if one.kind in WORDS)).entities
        for form in entity.forms
        for written in (form, form.lower())
    }
    return Decisions(
        decisions=tuple(Decision(form=form, verdict="reject", by="investigator", when="now") for form in sorted(forms))
    )


# --- the command ------------------------------------------------------------------------------------------------------


def _by_command(places: Mapping[str, Carrier], count: int) -> None:
    """Look through one folder of everything with the real command."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as work:
        study, folder = Path(work) / "study", Path(work) / "planted"
        environment = os.environ | {passphrases.PASSPHRASE: "canaries", "COLUMNS": "400"}
        program = [sys.executable, "-m", "ipstranscribe"]
        subprocess.run([*program, "init", str(study)], env=environment, check=True, capture_output=True)
        opened = Study.open(study)
        keys.save(opened, key_of().model_copy(update={"study": opened.config.id}), "canaries")
        planted = _plant(places, count, folder)
        start = time.perf_counter()
        command = [*program, "check", str(folder), "--study", str(study)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
        seconds = time.perf_counter() - start
        found = _named(done.stdout, planted)
        keys.path(opened).unlink()
    missed = sorted(set(planted) - found)
    print(f"\n## `ipstranscribe check` over {len(planted)} files: exit code {done.returncode}, {seconds:.0f} s\n")
    print(f"found in {len(found)} files, missed in {len(missed)}")
    for name in missed:
        print(f"missed: {name}")


def _plant(places: Mapping[str, Carrier], count: int, folder: Path) -> list[str]:
    """Write the files, `count` per place with another set of identifiers each time; their names in alphabetical order."""
    for number, (place, carrier) in enumerate(places.items()):
        for at in range(count):
            identifier = IDENTIFIERS[(number * count + at) % len(IDENTIFIERS)]
            for name, data in carrier(identifier.text).items():
                path = folder / f"{number:03}-{re.sub(r'[^a-z0-9]+', '-', place.lower())}-{at:03}" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _named(shown: str, planted: list[str]) -> set[str]:
    """The files of which the command says that an identifier is in them."""
    told = [line for line in shown.splitlines() if "cannot be looked into" not in line]
    numbers = {int(n) for line in told for n in re.findall(r"file (\d+) in alphabetical order", line)}
    by_number = {planted[number - 1] for number in numbers}
    starts = {line.split("  ")[0].strip() for line in told}
    return by_number | {name for name in planted if name in starts}


if __name__ == "__main__":
    main()
