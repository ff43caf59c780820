"""The programs that look for identifiers: ours and Presidio, on annotated interviews.

    python benchmarks/identifier_programs.py INTERVIEWS.json OUT.json [--tables] [--rules-only]

runs ours in a process of its own, so that it can be measured: INTERVIEWS is a list of interviews (format: annotated.py),
OUT gets the `seconds` of the search without loading, those of the `processor`, and the number of `entities`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from annotated import Interview, interviews
from identifier_measures import Span
from ipstranscribe.errors import UserError
from ipstranscribe.model import Decisions, Key, KnownPerson, MadeBy, Participant, Speaker, Transcript, Turn
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.pseudonymize.inputs import PriorKnowledge, SourceInterview
from ipstranscribe.pseudonymize.recognizers import Recognizer, patterns, trained
from ipstranscribe.pseudonymize.results import Pseudonymized
from ipstranscribe.pseudonymize.stage import pseudonymize
from ipstranscribe.settings import PseudonymizeSettings

PEER = Path(__file__).with_name("presidio_peer.py")

Spans = list[list[Span]]
"""What was found in each interview."""


@dataclass(frozen=True)
class Peer:
    """Presidio: the Python of its environment, the spaCy pipeline it gets, and whether it looks for organisations."""

    python: Path
    model: str
    organisations: bool = False


def main() -> None:
    """Run ours on a file of interviews and write what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("interviews", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tables", action="store_true")
    parser.add_argument("--rules-only", action="store_true")
    options = parser.parse_args()
    given = interviews(json.loads(options.interviews.read_text(encoding="utf-8")))
    for language in {one.language for one in given}:
        recognizers(language, rules_only=options.rules_only)
    for one in given[:1]:  # lists are read on first use
        few = replace(one, speakers=one.speakers[:5], texts=one.texts[:5])
        run([few], tables=options.tables, rules_only=options.rules_only)
    start, busy = time.perf_counter(), time.process_time()
    result = run(given, tables=options.tables, rules_only=options.rules_only)
    figures = {"seconds": time.perf_counter() - start, "entities": len(result.key.entities)}
    figures["processor"] = time.process_time() - busy
    options.out.write_text(json.dumps(figures), encoding="utf-8")


# --- ours -------------------------------------------------------------------------------------------------------------


def ours(given: Sequence[Interview], *, tables: bool, rules_only: bool = False) -> Spans:
    """What our stage finds in the interviews of one study, with the tables of known people filled in or empty."""
    result = run(given, tables=tables, rules_only=rules_only)
    return [
        [
            Span(_turn_number(i.turn), i.char_start, i.char_end, i.entity, i.state == "automatic", i.masked, i.found_by)
            for i in result.identifiers[one.name].identifiers
        ]
        for one in given
    ]


def our_command(given: Path, out: Path, *, rules_only: bool = False) -> list[str]:
    """The command that runs this file on a file of interviews."""
    return [sys.executable, __file__, str(given), str(out), *(("--rules-only",) if rules_only else ())]


def run(given: Sequence[Interview], *, tables: bool, rules_only: bool = False) -> Pseudonymized:
    """Our stage, as the program runs it on a new study."""
    sources = [_source(one, rules_only=rules_only) for one in given]
    known = PriorKnowledge(_roster(given) if tables else Roster.of((), (), ()), Key(study="benchmark"), Decisions())
    return pseudonymize(sources, known, PseudonymizeSettings(rules_only=rules_only), "", lambda _: None)


@cache
def recognizers(language: str, *, rules_only: bool) -> tuple[Recognizer, ...]:
    """Those of the program. Where a language has no names model, rules alone go on, and that is said."""
    if rules_only:
        return patterns(language)
    try:
        return trained.recognizers(language, language)
    except UserError as error:
        print(f"note: {error.what} Rules alone go on.", file=sys.stderr)
        return patterns(language)


def _source(one: Interview, *, rules_only: bool) -> SourceInterview:
    people = (Speaker(label="I", role="interviewer"), Speaker(label=one.name, role="participant"))
    turns = tuple(
        Turn(id=f"{one.name}-{number}", speaker="I" if speaker == "I" else one.name, text=text)
        for number, (speaker, text) in enumerate(zip(one.speakers, one.texts, strict=True))
    )
    made_by = MadeBy(program="", inputs="")
    transcript = Transcript(interview=one.name, language=one.language, speakers=people, turns=turns, made_by=made_by)
    return SourceInterview(transcript, one.name, one.branch, recognizers(one.language, rules_only=rules_only))


def _turn_number(turn: str) -> int:
    return int(turn.rsplit("-", 1)[1])


def _roster(given: Sequence[Interview]) -> Roster:
    """Participants, and whom they know: somebody known to several participants belongs to none of them."""
    listed = [one for one in given if one.participant]
    participants = [Participant(id=one.name, name=one.participant, aliases=one.aliases) for one in listed]
    times = Counter(name for one in listed for name in one.knows)
    people = {
        name: KnownPerson(name=name, role="known", of="" if times[name] > 1 else one.name)
        for one in listed
        for name in one.knows
    }
    return Roster.of((), tuple(participants), tuple(people.values()))


# --- Presidio ---------------------------------------------------------------------------------------------------------


def presidio(given: Sequence[Interview], peer: Peer) -> Spans:
    """What Presidio finds in English interviews. It tells kinds, not who is who."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        texts, out = Path(folder) / "texts.json", Path(folder) / "found.json"
        write_texts(given, texts)
        subprocess.run(peer_command(peer, texts, out), check=True, capture_output=True)
        found: list[list[Any]] = json.loads(out.read_text(encoding="utf-8"))["found"]
    by_turn = iter(found)
    return [
        [
            Span(number, start, end, kind, found_by=f"{kind} {score:.2f}")
            for number, of_turn in enumerate(islice(by_turn, len(one.texts)))
            for start, end, kind, score in of_turn
        ]
        for one in given
    ]


def write_texts(given: Sequence[Interview], path: Path) -> None:
    """The turns of all interviews as a peer reads them."""
    path.write_text(json.dumps([text for one in given for text in one.texts]), encoding="utf-8")


def peer_command(peer: Peer, texts: Path, out: Path) -> list[str]:
    """The command that runs Presidio on a file of texts."""
    options = ("--organisations",) if peer.organisations else ()
    return [str(peer.python), str(PEER), peer.model, str(texts), str(out), *options]


if __name__ == "__main__":
    main()
