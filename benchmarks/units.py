"""Candidate units and question tags against annotated interviews, beside simple splitters.

    python benchmarks/units.py [INTERVIEW ...] [--guide guide.toml] [--lexical] [--raw]

An interview is a text like `sample_audio/scripts/P1.txt` (format: sample_audio/README.md): ` // ` stands between meaning
units, `[Q2] ` before a unit that answers another question than the one in force, `[-] ` before what is no unit.
`--raw` takes capitals and punctuation away first, as a poor recognizer would. The annotation is one person's.

Borders are counted inside turns only, in words. A border is found if one of ours lies at it (exact) or at most three
words off (±3), each of ours counting once. Mixed words lie on the smaller side of a unit that spans two annotated ones.
An annotated unit has the question that most of its words were given; untagged counts as wrong. A return is an annotated
unit that answers another question than the one in force.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ipstranscribe import guide as guides
from ipstranscribe.model import Guide, MadeBy, PseudonymizedTranscript, PseudonymizedTurn, Speaker
from ipstranscribe.settings import SplitSettings
from ipstranscribe.split import split
from ipstranscribe.split.cues import cues_of
from ipstranscribe.split.sentences import sentence_spans
from ipstranscribe.split.vectors import E5Vectors

SAMPLES = Path(__file__).parents[1] / "sample_audio"
HEADER = re.compile(r"#\s*(\w+):\s*(.*)")
LINE = re.compile(r"(?:I\(([^)]*)\)|P):\s*(.*)")
MARK = re.compile(r"<[^|>]*\|([^>]*)>")
TAGGED = re.compile(r"\[(-|Q\w+)\]\s*")
UNMARKED = frozenset({"mm", "mhm", "ja", "yes", "yeah", "no", "nei", "okay"})

Pieces = list[tuple[int, str | None]]
"""Pieces that tile a turn: number of words and question."""


@dataclass(frozen=True)
class Turn:
    """A turn as annotated. `in_force` is the question asked last; `pieces` are empty for the interviewer."""

    speaker: str
    text: str
    in_force: str | None
    pieces: Pieces


@dataclass(frozen=True)
class Reference:
    """An annotated interview."""

    name: str
    language: str
    branch: str
    turns: tuple[Turn, ...]


def read(path: Path, *, raw: bool) -> Reference:
    """An annotated interview from its script."""
    headers, turns, in_force = {}, [], None
    for line in path.read_text(encoding="utf-8").splitlines():
        if header := HEADER.fullmatch(line.strip()):
            headers[header[1]] = header[2]
        elif said := LINE.fullmatch(line.strip()):
            asked, content = said[1], MARK.sub(r"\1", said[2])
            if asked and asked != "-":
                in_force = asked.rstrip("+")
            turns.append(_turn("I" if asked is not None else "P", content, in_force, raw=raw))
    return Reference(headers["id"], headers["language"], headers["branch"], tuple(turns))


def _turn(speaker: str, content: str, in_force: str | None, *, raw: bool) -> Turn:
    texts, pieces = [], []
    for part in content.split(" // ") if speaker == "P" else [content]:
        tagged = TAGGED.match(part)
        text = TAGGED.sub("", part, count=1) if tagged else part
        text = " ".join(re.sub(r"[.,?!;:]", "", text).lower().split()) if raw else " ".join(text.split())
        only_nods = {w.strip(".,!?").lower() for w in text.split()} <= UNMARKED
        question = (None if tagged[1] == "-" else tagged[1]) if tagged else None if only_nods else in_force
        texts.append(text)
        pieces.append((len(text.split()), question))
    return Turn(speaker, " ".join(texts), in_force, pieces if speaker == "P" else [])


# --- splitters --------------------------------------------------------------------------------------------------------


def ours(reference: Reference, guide: Guide, vectors: E5Vectors | None) -> list[Pieces]:
    """Pieces of every participant turn as `ipstranscribe split` makes them."""
    transcript = PseudonymizedTranscript(
        interview=reference.name,
        language=reference.language,
        branch=reference.branch,
        speakers=(Speaker(label="I", role="interviewer"), Speaker(label="P", role="participant")),
        turns=tuple(
            PseudonymizedTurn(id=str(n), speaker=t.speaker, text=t.text) for n, t in enumerate(reference.turns)
        ),
        made_by=MadeBy(program="benchmark", inputs=""),
    )
    units = split(transcript, guide, SplitSettings(lexical=vectors is None), vectors, "").units
    return [
        [(len(u.text.split()), u.question) for u in units if u.turn == str(n)]
        for n, turn in enumerate(reference.turns)
        if turn.speaker == "P"
    ]


def by(cut: Callable[[Turn, str], Iterable[int]]) -> Callable[[Reference], list[Pieces]]:
    """A simple splitter from a function that gives the words per piece; every piece has the annotated question in force."""
    return lambda reference: [
        [(words, turn.in_force) for words in cut(turn, reference.language)]
        for turn in reference.turns
        if turn.speaker == "P"
    ]


def sentences(turn: Turn, language: str) -> list[int]:
    """Words per sentence."""
    return [len(turn.text[a:b].split()) for a, b in sentence_spans(turn.text, cues_of(language))]


def at_least_25(turn: Turn, language: str) -> list[int]:
    """Sentences joined to 25 words and more; what remains joins the last."""
    sizes = [0]
    for words in sentences(turn, language):
        if sizes[-1] >= 25:
            sizes.append(0)
        sizes[-1] += words
    if len(sizes) > 1 and sizes[-1] < 25:
        sizes[-2:] = [sum(sizes[-2:])]
    return sizes


def fifty(turn: Turn, _: str) -> list[int]:
    """Fifty words each."""
    whole, rest = divmod(len(turn.text.split()), 50)
    return [50] * whole + ([rest] if rest else [])


SIMPLE = {
    "turn": by(lambda turn, _: [len(turn.text.split())]),
    "sentence": by(sentences),
    "sentences ≥ 25 words": by(at_least_25),
    "fixed 50 words": by(fifty),
}


# --- measures ---------------------------------------------------------------------------------------------------------


def per_word(pieces: Pieces) -> list[int]:
    """The number of its piece for every word."""
    return [number for number, (words, _) in enumerate(pieces) for _ in range(words)]


def borders(pieces: Pieces) -> list[int]:
    """Positions of the cuts inside a turn, in words."""
    cuts, at = [], 0
    for words, _ in pieces[:-1]:
        at += words
        cuts.append(at)
    return cuts


def matched(wanted: list[int], found: list[int], tolerance: int) -> int:
    """The most one-to-one pairs of sorted positions at most `tolerance` apart."""
    i = j = pairs = 0
    while i < len(wanted) and j < len(found):
        near = abs(wanted[i] - found[j]) <= tolerance
        pairs += near
        first_wanted = wanted[i] < found[j]
        i += near or first_wanted
        j += near or not first_wanted
    return pairs


def count(turn: Turn, found: Pieces) -> Counter[str]:
    """Every count of one participant turn."""
    want, have = per_word(turn.pieces), per_word(found)
    if len(want) != len(have):
        raise SystemExit("a splitter lost or invented words")
    b_want, b_have = borders(turn.pieces), borders(found)
    n = Counter(wanted=len(turn.pieces), units=len(found), words=len(want), b_want=len(b_want), b_have=len(b_have))
    n += Counter(exact=matched(b_want, b_have, 0), near=matched(b_want, b_have, 3))
    for unit in range(len(found)):
        inside = Counter(w for w, h in zip(want, have, strict=True) if h == unit)
        n["mixed"] += inside.total() - max(inside.values(), default=0)
    for number, (_, question) in enumerate(turn.pieces):
        given = Counter(found[h][1] for w, h in zip(want, have, strict=True) if w == number)
        if question:
            answer = given.most_common(1)[0][0]
            returned = question != turn.in_force
            n += Counter(asked_words=given.total(), right_words=given[question], asked=1, right=answer == question)
            n += Counter(tagged=answer is not None, returns=returned, returns_found=returned and answer == question)
    return n


def figures(n: Counter[str]) -> list[str]:
    """The columns of a table."""
    f1 = [_share(2 * n[k], n["b_want"] + n["b_have"]) for k in ("exact", "near")]
    precision, recall = _share(n["near"], n["b_have"]), _share(n["near"], n["b_want"])
    shape = [_share(n["units"], n["wanted"]), _share(n["mixed"], n["words"])]
    tags = [_share(n["right_words"], n["asked_words"]), _share(n["right"], n["asked"]), _share(n["right"], n["tagged"])]
    return [*f1, precision, recall, *shape, *tags, f"{n['returns_found']}/{n['returns']}"]


def _share(part: float, whole: float) -> str:
    return f"{part / whole:.2f}" if whole else "–"


COLUMNS = (
    *("F1", "F1 ±3", "P ±3", "R ±3", "units per unit", "mixed words"),
    *("question/word", "question/unit", "right of tagged", "returns"),
)


def measured(references: Sequence[Reference], pieces: Sequence[list[Pieces]]) -> Counter[str]:
    """Counts pooled over interviews."""
    total: Counter[str] = Counter()
    for reference, found in zip(references, pieces, strict=True):
        spoken = [turn for turn in reference.turns if turn.speaker == "P"]
        for turn, mine in zip(spoken, found, strict=True):
            total.update(count(turn, mine))
    return total


def main(arguments: Sequence[str]) -> None:
    """Print one row per interview, one for all, and one per simple splitter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("interviews", nargs="*", type=Path, default=sorted((SAMPLES / "scripts").glob("*.txt")))
    parser.add_argument("--guide", type=Path, default=SAMPLES / "study" / "guide.toml")
    parser.add_argument("--lexical", action="store_true", help="without the sentence model")
    parser.add_argument("--raw", action="store_true", help="without capitals and punctuation")
    chosen = parser.parse_args(arguments)
    references = [read(path, raw=chosen.raw) for path in chosen.interviews]
    guide, vectors = guides.load(chosen.guide), None if chosen.lexical else E5Vectors()
    mine = [ours(reference, guide, vectors) for reference in references]
    rows = [(r.name, measured([r], [m])) for r, m in zip(references, mine, strict=True)]
    rows.append(("**all**", measured(references, mine)))
    rows += [(name, measured(references, [cut(r) for r in references])) for name, cut in SIMPLE.items()]
    print("| |", " | ".join(COLUMNS), "|\n|---|" + "---|" * len(COLUMNS))
    for name, counts in rows:
        print("|", " | ".join((name, *figures(counts))), "|")
    print("\nThe simple splitters are given the annotated question in force.")


if __name__ == "__main__":
    main(sys.argv[1:])
