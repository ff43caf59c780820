"""What is found of annotated identifiers, what is asked, and what is replaced for nothing; beside Presidio on request.

    python benchmarks/identifiers.py FOLDER [--list] [--rules-only] [--only no-tables distorted]
        [--presidio PYTHON --presidio-model en_core_web_lg]

FOLDER holds annotated interviews (format: annotated.py); they are one study. It is run with and without the tables of
known people, on the texts as they are and as speech recognition might write them (distortion.py). Pairs of figures are
**automatic / with suggestions**: what is replaced without asking, and what the working copy replaces until a person has
answered. Measures: identifier_measures.py. Presidio has no suggestions, reads English only and gets no tables.

`--list` names what was missed and what was replaced for nothing. It shows the texts: only for invented interviews.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from annotated import Interview, files, interviews
from distortion import distorted
from identifier_measures import Judged, Outcome, Span, judge, mixed, precision, questions, recall, share
from identifier_programs import Peer, Spans, ours, presidio

CONTEXT = 40
"""Characters on both sides that `--list` shows."""
Chosen = Callable[[Outcome], bool]


@dataclass(frozen=True)
class Read:
    """An interview and what was found in it: without asking, and with what is suggested."""

    interview: Interview
    spans: Sequence[Span]
    automatic: Judged
    suggested: Judged


def main() -> None:
    """Print the tables of every condition."""
    options = _options()
    stored = files(options.folder)
    misheard = [distorted(one, seed=options.seed) for one in stored]
    texts = {"plain": interviews(stored), "distorted": interviews(misheard)}
    for text, given in texts.items():
        for tables in (True, False):
            condition = {text, "tables" if tables else "no-tables"}
            if not set(options.only) <= condition:
                continue
            print(f"\n## {'With' if tables else 'Without'} tables, {'as given' if text == 'plain' else 'distorted'}\n")
            found = read(given, ours(given, tables=tables, rules_only=options.rules_only))
            print("\n\n".join([by_interview(found), by_kind(found), who_is_who(found)]))
            if options.presidio and not tables:
                print("\n" + beside_presidio(given, Peer(options.presidio, options.presidio_model)))
            if options.list:
                print("\n" + "\n".join(chain.from_iterable(map(faults, found))))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--rules-only", action="store_true", help="without a names model")
    parser.add_argument(
        "--only", nargs="+", default=[], choices=["plain", "distorted", "tables", "no-tables"], metavar="CONDITION"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the distortion")
    parser.add_argument("--presidio", type=Path, metavar="PYTHON", help="the Python of an environment with Presidio")
    parser.add_argument("--presidio-model", default="en_core_web_lg", metavar="NAME")
    return parser.parse_args()


def read(given: Iterable[Interview], spans: Spans) -> list[Read]:
    """Hold what was found in each interview against its annotation."""
    return [
        Read(one, of_one, judge(one, [s for s in of_one if s.automatic]), judge(one, [s for s in of_one if s.masked]))
        for one, of_one in zip(given, spans, strict=True)
    ]


# --- tables -----------------------------------------------------------------------------------------------------------


def by_interview(found: Sequence[Read]) -> str:
    """A row for every interview, for each language, and for all."""
    rows = [(one.interview.name, [one]) for one in found]
    rows += [(name, part) for name, part in _languages(found) if part]
    recalls = ("mentions", "entities")
    head = ["", "words", "direct", *recalls, "quasi", *recalls, "precision", "asked", "asked mentions"]
    table = _table(head, [[name, *_figures(part)] for name, part in [*rows, ("all", list(found))]])
    return f"{table}\n\n`asked`: questions to a person per 1000 words, alike ones once."


def by_kind(found: Sequence[Read]) -> str:
    """A row for every kind of identifier, English and Norwegian side by side."""
    languages = [(name, part) for name, part in _languages(found) if part]
    kinds = sorted({mention.kind for one in found for mention in one.interview.mentions})
    heads = chain.from_iterable((name, "mentions", "entities") for name, _ in languages)
    return _table(
        ["", *heads],
        [[kind, *chain.from_iterable(_recalls(part, _of_kind(kind)) for _, part in languages)] for kind in kinds],
    )


def who_is_who(found: Sequence[Read]) -> str:
    """Wrong merges and consistency, language by language."""
    rows = []
    for name, part in [*_languages(found), ("all", list(found))]:
        if part:
            sides = [mixed(o for one in part for o in side(one).outcomes) for side in SIDES]
            rows.append([
                name,
                f"{sides[0].merged_within} / {sides[1].merged_within} of {sides[1].within}",
                f"{sides[0].merged_across} / {sides[1].merged_across} of {sides[1].across}",
                _pair(*(side.consistent for side in sides)),
            ])  # fmt: skip
    return _table(["", "merged within an interview", "merged across", "consistent"], rows)


def beside_presidio(given: Sequence[Interview], peer: Peer) -> str:
    """English only: ours with and without a names model, Presidio as shipped and with organisations."""
    english = [one for one in given if one.language == "en"]
    organisations = Peer(peer.python, peer.model, organisations=True)
    rows = {
        "ours": read(english, ours(english, tables=False)),
        "ours, rules alone": read(english, ours(english, tables=False, rules_only=True)),
        "Presidio": read(english, presidio(english, peer)),
        "Presidio with organisations": read(english, presidio(english, organisations)),
    }
    kinds = sorted({mention.kind for one in english for mention in one.mentions})
    chosen = (_direct, _quasi, *map(_of_kind, kinds))
    figures = [
        [name, _precisions(found), *(_recalls(found, choice)[1] for choice in chosen)] for name, found in rows.items()
    ]
    table = _table(["English", "precision", "direct", "quasi", *kinds], figures)
    return f"{table}\n\nMention recall. Presidio has one figure, which is shown twice."


def _automatic(one: Read) -> Judged:
    return one.automatic


def _suggested(one: Read) -> Judged:
    return one.suggested


SIDES = (_automatic, _suggested)
"""The two figures of every pair."""


def _direct(outcome: Outcome) -> bool:
    return outcome.mention.direct


def _quasi(outcome: Outcome) -> bool:
    return not outcome.mention.direct


def _of_kind(kind: str) -> Chosen:
    return lambda outcome: outcome.mention.kind == kind


def _languages(found: Sequence[Read]) -> list[tuple[str, list[Read]]]:
    norwegian = [one for one in found if one.interview.language in ("nb", "nn", "no")]
    return [("English", [one for one in found if one.interview.language == "en"]), ("Norwegian", norwegian)]


def _figures(part: Sequence[Read]) -> list[str]:
    words = sum(one.interview.words for one in part)
    asked = [question for one in part for question in questions(one.interview, one.spans)]
    per_thousand = [f"{share(1000 * count, words) or 0:.1f}" for count in (len(set(asked)), len(asked))]
    return [str(words), *_recalls(part, _direct), *_recalls(part, _quasi), _precisions(part), *per_thousand]


def _recalls(part: Sequence[Read], chosen: Chosen) -> list[str]:
    """Number of mentions, mention recall, entity recall."""
    sides = [recall(filter(chosen, chain.from_iterable(side(one).outcomes for one in part))) for side in SIDES]
    mentions, entities = _pair(*(s.of_mentions for s in sides)), _pair(*(s.of_entities for s in sides))
    return [str(sides[0].mentions), mentions, entities]


def _precisions(part: Sequence[Read]) -> str:
    return _pair(*(precision(side(one) for one in part) for side in SIDES))


def _pair(automatic: float | None, suggested: float | None) -> str:
    return " / ".join("–" if value is None else f"{value:.3f}" for value in (automatic, suggested))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# --- what went wrong --------------------------------------------------------------------------------------------------


def faults(one: Read) -> list[str]:
    """Mentions that are missed, or only suggested, and spans that are replaced for nothing."""
    interview = one.interview
    asked = {o.mention for o in one.suggested.outcomes if o.masked}
    missed = [o.mention for o in one.automatic.outcomes if not o.masked]
    lines = [(m.turn, m.start, f"{'asked' if m in asked else 'MISSED'} {m.kind}", m.end) for m in missed]
    lines += [
        (s.turn, s.start, f"{'replaced' if s.automatic else 'asked'} for nothing ({s.found_by})", s.end)
        for s in one.suggested.wrong
    ]
    return [
        f"{interview.name}:{turn} {what}: {_shown(interview.texts[turn], start, end)}"
        for turn, start, what, end in sorted(lines)
    ]


def _shown(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - CONTEXT) : start]}»{text[start:end]}«{text[end:][:CONTEXT]}"


if __name__ == "__main__":
    main()
