"""From which likeness a name on no list is a known name that was misheard, learnt with a guide left out.

    python benchmarks/misheard_links.py FOLDER [FOLDER …] [--precision 0.95] [--seeds 1 2 3] [--show]

FOLDERs hold annotated interviews (format: annotated.py), each one study, read as they are and distorted with each seed
(distortion.py), with and without tables. Looked at is every find that is surely a name and on no list, has no known form, and
sounds most like one known name: whether it is the same person or thing by annotation. A find that is annotated as nobody
counts as wrong. The threshold is the lowest from which, in the other guides' interviews, `--precision` of them are right.
Interviews are of one guide if their ids begin with the same letters.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

from annotated import Interview, Mention, Who, files, interviews
from distortion import distorted
from identifier_programs import run
from ipstranscribe.model import Entity
from ipstranscribe.pseudonymize.entities import linking
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.results import Pseudonymized
from met_names import Place, table

Asked = tuple[linking.Mention, linking.Likeness, str]
"""A find, and the id of the entity that it sounds most like."""


def main() -> None:
    """Print the threshold of each guide from the others, and how often it is right for that guide's interviews."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--precision", type=float, default=0.95)
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3])
    parser.add_argument("--show", action="store_true")
    told = parser.parse_args()
    found: list[Place] = []
    for folder in told.folders:
        stored = files(folder)
        texts = [
            interviews(stored),
            *(interviews([distorted(one, seed=seed) for one in stored]) for seed in told.seeds),
        ]
        found += [place for given in texts for tables in (True, False) for place in places(given, tables=tables)]
    print(table(found, told.precision))
    if told.show:
        for place in sorted(found, key=lambda place: -place.chance):
            print(f"{place.chance:.2f} {'right' if place.right else 'wrong'} {place.guide} {place.shown}")


def places(given: Sequence[Interview], *, tables: bool) -> Iterator[Place]:
    """Every such find in the interviews of one study."""
    asked: dict[tuple[str, str, int, int], Asked] = {}

    def closest(mention: linking.Mention, register: Register) -> tuple[linking.Likeness, Entity] | None:
        one = found(mention, register)
        if one and mention.found.certain and not linking.is_listed(mention.written):
            asked.setdefault(mention.place, (mention, one[0], one[1].id))
        return one

    found = linking.closest
    with mock.patch.object(linking, "closest", closest):
        result = run(given, tables=tables)
    annotated = {
        (one.name, f"{one.name}-{mention.turn}", at): mention
        for one in given
        for mention in one.mentions
        for at in range(mention.start, mention.end)
    }
    meant = _meant(result, annotated)
    names = {entity.id: entity.originals[0] for entity in result.key.entities}
    for mention, likeness, entity in asked.values():
        if entity in meant and likeness.mean >= linking.LIKELY:
            there = annotated.get((mention.interview, mention.turn.id, mention.found.char_start))
            shown = f"{mention.written} – {names[entity]}"
            guide = re.split(r"\d", mention.interview)[0]
            yield Place(guide, likeness.least, there is not None and there.who == meant[entity], shown)


def _meant(result: Pseudonymized, annotated: dict[tuple[str, str, int], Mention]) -> dict[str, Who | None]:
    """Whom most mentions of each entity mean by annotation; None for nobody."""
    who: dict[str, Counter[Who | None]] = defaultdict(Counter)
    for interview, identifiers in result.identifiers.items():
        for one in identifiers.identifiers:
            there = annotated.get((interview, one.turn, one.char_start))
            who[one.entity][there.who if there else None] += 1
    return {entity: told.most_common(1)[0][0] for entity, told in who.items()}


if __name__ == "__main__":
    main()
