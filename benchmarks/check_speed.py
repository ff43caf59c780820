"""What `ipstranscribe check` costs on the documents of a large study: time and memory of the whole command.

    python benchmarks/check_speed.py [--interviews 100] [--words 9000] [--entities 2000] [--rounds 1] [--cores 4]

Nine thousand words are an interview of an hour. The text is made up from a vocabulary (texts.py), every interview is
exported in every format that there is, and the key holds people, employers, places and numbers whose names are no words
of the text: whatever is found is found for nothing. Study and documents are made in a temporary folder. The exit code is
that of a refusal, because the study has no interviews of its own. The peak is mostly what opening the key takes (scrypt).
"""

import argparse
import io
import os
import random
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from ipstranscribe.export import FORMATS, Document, Header, export
from ipstranscribe.model import (
    Category,
    Decisions,
    Entity,
    Guide,
    Key,
    MadeBy,
    PseudonymizedTranscript,
    PseudonymizedTurn,
    Question,
    Speaker,
    Unit,
    Units,
)
from ipstranscribe.release.gate import Gate, verdict
from ipstranscribe.settings import ExportSettings
from ipstranscribe.study import key as keys
from ipstranscribe.study import passphrases
from ipstranscribe.study.folder import Study
from programs import machine, measured, use_cores
from texts import name, talk

PASSPHRASE = "violet anchor timber moss"
MADE_BY = MadeBy(program="benchmark", inputs="")
SHARES: dict[Category, float] = {"person": 0.6, "organisation": 0.15, "place": 0.15, "phone": 0.1}
"""Categories of the entities, and which share of them each is."""


def main() -> None:
    """Make the study, export it, and print what looking through it takes."""
    options = _options()
    cores = use_cores(options.cores)
    os.environ[passphrases.PASSPHRASE] = PASSPHRASE
    with tempfile.TemporaryDirectory(prefix="benchmark-") as work:
        study, folder = Path(work) / "study", Path(work) / "documents"
        _found(study, options.entities)
        written = _export(folder, options.interviews, options.words)
        print(
            f"{machine(cores)}; {options.interviews} interviews of {options.words} words, {options.entities} entities\n"
        )
        print("| files | number | MB | MB of text and XML |\n|---|---|---|---|")
        for kind, size in written.items():
            print(f"| {kind} | {size.files} | {size.packed / 1e6:.1f} | {size.unfolded / 1e6:.1f} |")
        print(f"\nfound for nothing in the documents of one interview: {_found_for_nothing(study, folder)}", flush=True)
        command = [sys.executable, "-m", "ipstranscribe", "check", str(folder), "--study", str(study)]
        costs = [measured(command) for _ in range(options.rounds)]
        keys.path(Study.open(study)).unlink()
    megabytes = sum(size.unfolded for size in written.values()) / 1e6
    wall = median(cost.wall for _, cost in costs)
    cpu, peak = median(cost.cpu for _, cost in costs), max(cost.peak for _, cost in costs)
    print("\n| exit code | wall s | CPU s | peak MB of a process | MB/s |\n|---|---|---|---|---|")
    print(f"| {costs[0][0]} | {wall:.1f} | {cpu:.1f} | {peak:.0f} | {megabytes / wall:.1f} |")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interviews", type=int, default=100)
    parser.add_argument("--words", type=int, default=9000)
    parser.add_argument("--entities", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--cores", type=int, default=0, help="use only so many cores (Linux)")
    return parser.parse_args()


# --- the study --------------------------------------------------------------------------------------------------------


def _found(folder: Path, entities: int) -> None:
    """A study without interviews, with a key of so many entities."""
    code, _ = measured([sys.executable, "-m", "ipstranscribe", "init", str(folder)])
    if code:
        raise SystemExit("The study could not be made.")
    study = Study.open(folder)
    keys.save(study, Key(study=study.config.id, entities=tuple(_entities(entities))), PASSPHRASE)


def _entities(count: int) -> Iterator[Entity]:
    chance = random.Random(1)
    kinds = [category for category, share in SHARES.items() for _ in range(round(count * share))]
    for number, category in enumerate(kinds, 1):
        replacement = f"[{category} {number}]"
        yield Entity(id=f"E{number:04}", category=category, replacement=replacement, forms=_forms(category, chance))


def _forms(category: Category, chance: random.Random) -> tuple[str, ...]:
    if category == "phone":
        return (f"{chance.randint(400, 999)} {chance.randint(10, 99)} {chance.randint(100, 999)}",)
    if category == "person":
        given, surname = name(chance), name(chance)
        return (f"{given} {surname}", given, surname)
    return (name(chance),)


# --- its documents ----------------------------------------------------------------------------------------------------


class Size(NamedTuple):
    """How many files, and their bytes, as they are and unfolded."""

    files: int = 0
    packed: int = 0
    unfolded: int = 0


def _export(folder: Path, interviews: int, words: int) -> dict[str, Size]:
    """Write the documents of all interviews; their sizes by format."""
    sizes: dict[str, Size] = {}
    settings = ExportSettings.model_validate({"formats": tuple(FORMATS)})
    folder.mkdir()
    for number in range(1, interviews + 1):
        for file, content in export(_document(f"P{number}", words), settings).items():
            (folder / file).write_bytes(content)
            kind = file.split("_", 1)[1]
            files, packed, unfolded = sizes.get(kind, Size())
            sizes[kind] = Size(files + 1, packed + len(content), unfolded + _unfolded(content))
    return sizes


def _unfolded(content: bytes) -> int:
    package = io.BytesIO(content)
    if not zipfile.is_zipfile(package):
        return len(content)
    with zipfile.ZipFile(package) as archive:
        return sum(member.file_size for member in archive.infolist())


def _found_for_nothing(study: Path, folder: Path) -> int:
    gate = Gate.of(keys.load(Study.open(study), PASSPHRASE), Decisions())
    first = [gate.search_file(path.name, path.read_bytes()) for path in sorted(folder.glob("P1_*"))]
    return sum(finding.times for finding in verdict(gate, first).findings)


def _document(interview: str, words: int) -> Document:
    """An interview in turns of a question and an answer, every answer one unit."""
    turns: list[PseudonymizedTurn] = []
    units: list[Unit] = []
    for number, said in enumerate(talk(words, interview), 1):
        speaker = interview if number % 2 == 0 else "I"
        turn = PseudonymizedTurn(id=f"{interview}-{number:03}", speaker=speaker, text=said, start=number * 12.0)
        turns.append(turn)
        if speaker == interview:
            units.append(_unit(turn, len(units) + 1, interview))
    transcript = PseudonymizedTranscript(
        interview=interview,
        language="en",
        duration=3600.0,
        speakers=(Speaker(label="I", role="interviewer"), Speaker(label=interview, role="participant")),
        turns=tuple(turns),
        made_by=MADE_BY,
    )
    questions = (Question(id="Q1", text="How has the support been for you?"),)
    return Document(
        transcript=transcript,
        units=Units(interview=interview, asked=(), units=tuple(units), made_by=MADE_BY),
        guide=Guide(title="Job support", language="en", questions=questions),
        header=Header(project="A large study", status="reviewed", made_by="a benchmark"),
    )


def _unit(turn: PseudonymizedTurn, number: int, interview: str) -> Unit:
    return Unit(
        id=f"{interview}-MU{number:03}",
        turn=turn.id,
        char_start=0,
        char_end=len(turn.text),
        text=turn.text,
        kind="unit",
        question="Q1" if number % 3 else None,
        how_tagged="asked",
        confidence=0.9,
        context=f"{interview}-{int(turn.id.rsplit('-', 1)[1]) - 1:03}",
        start=turn.start,
    )


if __name__ == "__main__":
    main()
