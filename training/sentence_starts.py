"""Learns where sentences begin in talk without punctuation: from punctuated talk whose punctuation is taken away.

    python -m training.sentence_starts > src/ipstranscribe/split/units/starts.tsv

From the interviews of `benchmarks/interviews` that are not kept apart for testing, the samples, and the turns of those that
are made of paraphrases; nothing from outside the repository, as the weights name pairs of words. Needs scipy.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from benchmarks.interviews import INTERVIEWS, KEPT_FOR_TESTING, SAMPLES, Annotated, read
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from training.made_interviews import made

from ipstranscribe.split.questions.cues import cues_of
from ipstranscribe.split.units.sentences import sentence_spans
from ipstranscribe.split.units.starts import WordKinds, start_features
from ipstranscribe.split.units.unpunctuated import bare_words, is_unpunctuated

PENALTY, RARE, SMALL = 1.0, 4, 0.1
"""Of the squared weights; features met less often are left out before learning, and smaller weights after it."""


class Gaps(NamedTuple):
    """Features of gaps between words, and whether a sentence begins there."""

    features: list[list[str]]
    begins: list[bool]


def gaps_of(interviews: Sequence[Annotated]) -> Gaps:
    """All gaps inside punctuated turns."""
    features, begins = list[list[str]](), list[bool]()
    for language, text in ((one.language, turn.text) for one in interviews for turn in one.turns):
        if is_unpunctuated(text):
            continue
        kinds, starts = WordKinds(cues_of(language)), {start for start, _ in sentence_spans(text, cues_of(language))}
        places = [m.start() for m in re.finditer(r"\S+", text)]
        said = [(word, at in starts) for word, at in zip(bare_words(text), places, strict=True) if word]
        words = [word for word, _ in said]
        for n, (_, starting) in enumerate(said[1:], 1):
            features.append(start_features(words, n, kinds))
            begins.append(starting)
    return Gaps(features, begins)


def learnt(gaps: Gaps) -> dict[str, float]:
    """Feature → weight by penalised logistic regression; `""` is that of every gap."""
    met = Counter(feature for row in gaps.features for feature in row)
    column = {feature: n for n, feature in enumerate(f for f, times in met.items() if times >= RARE)}
    rows = [[column[feature] for feature in row if feature in column] for row in gaps.features]
    ends = np.cumsum([0, *map(len, rows)])
    matrix = csr_matrix((np.ones(ends[-1]), [n for row in rows for n in row], ends), shape=(len(rows), len(column)))
    truth = np.array(gaps.begins, dtype=np.float64)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        own, every = weights[:-1], weights[-1]
        scores = matrix @ own + every
        slope = 1 / (1 + np.exp(-scores)) - truth
        lost = float((np.logaddexp(0, scores) - truth * scores).sum() + PENALTY * own @ own)
        return lost, np.append(matrix.T @ slope + 2 * PENALTY * own, slope.sum())

    found = minimize(
        loss, np.append(np.zeros(len(column)), -2.3), jac=True, method="L-BFGS-B", options={"maxiter": 60}
    ).x
    kept = {feature: float(found[n]) for feature, n in column.items() if abs(found[n]) >= SMALL}
    return {"": float(found[-1])} | dict(sorted(kept.items()))


def material() -> Iterator[Annotated]:
    """What the shipped weights are learnt from."""
    paths = [path for path in sorted(INTERVIEWS.glob("*.txt")) if path.stem not in KEPT_FOR_TESTING]
    yield from (read(path) for path in (*paths, *sorted(SAMPLES.glob("*.txt"))))
    yield from (interview for _, interview in made())


def main() -> None:
    """Print the weights, one feature a line."""
    gaps = gaps_of(list(material()))
    between = sum(gaps.begins)
    print(
        f"# Learnt by training/sentence_starts.py from {len(gaps.begins)} gaps between words, {between} between sentences."
    )
    for feature, weight in learnt(gaps).items():
        print(f"{weight:.2f}\t{feature}")


if __name__ == "__main__":
    main()
