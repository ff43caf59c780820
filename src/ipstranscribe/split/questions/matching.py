"""Match scores of a text with each question of the guide: by sentence vectors (meaning) or by shared words."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ipstranscribe.model import Question
from ipstranscribe.split.questions.concepts import terms
from ipstranscribe.split.questions.cues import Cues, guide_background
from ipstranscribe.split.questions.decoder import Scores
from ipstranscribe.split.questions.vectors import SentenceVectors, centred, common_mean
from ipstranscribe.split.words import stems

_FOLLOW_UP_COUNTS = 0.5
"""Weight of a follow-up: guides ask "how was that for you?" under several questions, so it says less about which one."""


@dataclass(frozen=True)
class QuestionWordings:
    """All wordings of the questions: each text with the index of its question and its weight (`worth`)."""

    texts: tuple[str, ...]
    question: tuple[int, ...]
    worth: tuple[float, ...]

    @classmethod
    def of(cls, questions: Sequence[Question]) -> "QuestionWordings":
        """Text, translations and follow-ups of `questions`, in order."""
        rows = [(text, n, 1.0) for n, q in enumerate(questions) for text in (q.text, *q.variants)]
        rows += [(text, n, _FOLLOW_UP_COUNTS) for n, q in enumerate(questions) for text in q.followups]
        return cls(tuple(r[0] for r in rows), tuple(r[1] for r in rows), tuple(r[2] for r in rows))

    def best(self, scores: Scores, count: int) -> Scores:
        """Reduce [texts, wordings] to [texts, questions]: the score of each question's best wording."""
        out = np.full((scores.shape[0], count), -np.inf)
        for column, (question, worth) in enumerate(zip(self.question, self.worth, strict=True)):
            out[:, question] = np.maximum(out[:, question], worth * scores[:, column])
        return out


class MeaningMatcher:
    """Match by meaning: scaled cosine similarity of sentence vectors, centred on unspecific talk; about −.2 to .8."""

    def __init__(self, vectors: SentenceVectors, questions: Sequence[Question], cues: Cues) -> None:
        self._vectors = vectors
        self.taught = vectors.taught
        self._count = len(questions)
        self._wordings = QuestionWordings.of(questions)
        written = vectors.written(self._wordings.texts)
        self._written = centred(common_mean(written, vectors.written(guide_background())), written)
        self._unspecific = vectors.spoken(cues.background or guide_background())

    def scores(self, texts: Sequence[str]) -> Scores:
        """Scores [texts, questions]; the texts should be of one kind, because their mean is used for centring."""
        if not texts:
            return np.zeros((0, self._count))
        spoken = self._vectors.spoken(texts)
        middle = common_mean(spoken, self._unspecific)
        cosines = centred(middle, spoken) @ self._written.T * self._vectors.scale
        return self._wordings.best(cosines.astype(np.float64), self._count)


class WordMatcher:
    """Match by shared words, weighted by inverse frequency: a word counts more if fewer questions have it."""

    def __init__(self, questions: Sequence[Question], cues: Cues, guide_cues: Cues) -> None:
        self._stop = cues.stop | guide_cues.stop
        self._wordings = QuestionWordings.of(questions)
        self._count = len(questions)
        self._bags = [frozenset(terms(text, self._stop)) for text in self._wordings.texts]
        self._keywords = [[frozenset(stems(k, frozenset())) for k in q.keywords] for q in questions]
        self._of_question = [
            frozenset().union(*(bag for bag, n in zip(self._bags, self._wordings.question, strict=True) if n == number))
            for number in range(self._count)
        ]
        having = Counter(s for bag in self._of_question for s in bag)
        self._worth = {s: math.log((self._count + 1) / number) for s, number in having.items()}

    def scores(self, texts: Sequence[str]) -> Scores:
        """Weighted share of each question's words that a text has, 0 to 1 [texts, questions]."""
        rows = [[self._overlap(said, bag) for bag in self._bags] for said in self._said(texts)]
        best = self._wordings.best(np.array(rows).reshape(len(texts), len(self._bags)), self._count)
        for row, text in enumerate(texts):
            said = frozenset(stems(text, frozenset()))
            hits = np.array([sum(bool(k) and k <= said for k in keywords) for keywords in self._keywords])
            best[row] = np.minimum(1.0, best[row] + 0.5 * hits)
        return best

    def evidence(self, texts: Sequence[str]) -> Scores:
        """Total weight of the words that a text shares with a question, 0 upwards [texts, questions]."""
        rows = [[sum(self._worth[s] for s in bag & said) for bag in self._of_question] for said in self._said(texts)]
        return np.array(rows, dtype=np.float64).reshape(len(texts), self._count)

    def _said(self, texts: Sequence[str]) -> Iterator[frozenset[str]]:
        return (frozenset(terms(text, self._stop)) for text in texts)

    def _overlap(self, said: frozenset[str], asked: frozenset[str]) -> float:
        whole = sum(self._worth[s] for s in asked)
        return sum(self._worth[s] for s in asked & said) / whole if whole else 0.0
