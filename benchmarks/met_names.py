"""From which probability a word that is a name elsewhere in its interview is one here, learnt with a guide left out.

    python benchmarks/met_names.py FOLDER [FOLDER …] [--precision 0.95] [--show]

FOLDERs hold annotated interviews (format: annotated.py), read as they are and distorted (distortion.py). Looked at is every
ordinary word that is also a given name and that is met as one in its interview: it is in the tables, or the reader of names
in talk is sure of it once. The threshold is the lowest from which, in the other guides' interviews, `--precision` of those
words are names. Interviews are of one guide if their ids begin with the same letters (`AST1`, `AST2`).
"""

import argparse
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotated import Interview, files, interviews
from distortion import distorted
from ipstranscribe.languages import rules_for
from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities import names_by_context
from ipstranscribe.pseudonymize.recognizers.names_in_talk import NamesInTalk
from ipstranscribe.pseudonymize.recognizers.talk_network import read


@dataclass(frozen=True)
class Place:
    """A place that is decided on: the probability or likeness of what is supposed, whether that is right, and the words."""

    guide: str
    chance: float
    right: bool
    shown: str


def main() -> None:
    """Print the threshold of each guide from the others, and what it does to that guide's interviews."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--precision", type=float, default=0.95)
    parser.add_argument("--show", action="store_true")
    told = parser.parse_args()
    stored = [one for folder in told.folders for one in files(folder)]
    given = [*interviews(stored), *interviews([distorted(one, seed=1) for one in stored])]
    found = [place for one in given for place in places(one)]
    print(table(found, told.precision))
    if told.show:
        for place in sorted(found, key=lambda place: -place.chance):
            print(f"{place.chance:.2f} {'name' if place.right else '–':5} {place.guide} {place.shown}")


def table(found: Sequence[Place], precision: float) -> str:
    """A row for each guide: the threshold that the other guides' places give, and what it finds in this one's."""
    lines = [
        "| left out | places, names | threshold from the others | names found | of them right |",
        "|---|---|---|---|---|",
    ]
    for guide in dict.fromkeys(place.guide for place in found):
        here, others = ([p for p in found if (p.guide == guide) == same] for same in (True, False))
        lines.append(_row(guide, here, threshold(others, precision)))
    return "\n".join([*lines, _row("none", found, threshold(found, precision))])


def _row(guide: str, here: Sequence[Place], least: float) -> str:
    named = [place for place in here if place.chance >= least]
    names, right = sum(p.right for p in here), sum(p.right for p in named)
    shares = f"{right / names if names else 1:.2f} | {right / len(named) if named else 1:.2f}"
    return f"| {guide} | {len(here)}, {names} | {least:.2f} | {shares} |"


def threshold(found: Iterable[Place], precision: float) -> float:
    """The lowest probability from which so many of the places are names; 1 if there is none."""
    best, right = 1.0, 0
    for number, place in enumerate(sorted(found, key=lambda place: (-place.chance, place.right)), 1):
        right += place.right
        if right >= precision * number:
            best = place.chance
    return best


def places(interview: Interview) -> Iterator[Place]:
    """Every place of the words that are met as names in an interview."""
    language = rules_for(interview.language)
    reader = NamesInTalk(language)
    turns = [Turn(id=str(n), speaker="P1", text=text) for n, text in enumerate(interview.texts)]
    tabled = " ".join((interview.participant, *interview.aliases, *interview.knows))
    met = names_by_context.met([(turn, one) for turn in turns for one in reader.find(turn.text)], (tabled,), language)
    for number, text in enumerate(interview.texts):
        seen = read(text, language)
        for word, chance in zip(seen.words, 1 - seen.tags[:, 0], strict=True):
            if word.low in met:
                right = any(m.turn == number and m.start <= word.start < m.end for m in interview.mentions)
                shown = f"{text[max(0, word.start - 20) : word.start]}»{text[word.start : word.end]}«{text[word.end :][:20]}"
                yield Place(re.split(r"\d", interview.name)[0], float(chance), right, shown)


if __name__ == "__main__":
    main()
