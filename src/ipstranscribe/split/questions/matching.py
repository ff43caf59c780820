"""How well a text matches each question of the guide: by meaning, by shared words, or by both."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ipstranscribe.model import Question
from ipstranscribe.split.questions.concepts import terms
from ipstranscribe.split.questions.cues import Cues, guide_background
from ipstranscribe.split.questions.decoder import Scores
from ipstranscribe.split.questions.vectors import SentenceVectors, centred, common_mean
from ipstranscribe.split.words import stems

_FOLLOW_UP_COUNTS = 0.5
"""Guides ask "how was that for you?" under more than one question, so a follow-up says less about which one it is."""


@dataclass(frozen=True)
class QuestionWordings:
    """Everything a guide has to say about its questions: each text with the number of its question and its worth."""

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
        """From [texts, wordings] to [texts, questions]: the best wording of each question."""
        out = np.full((scores.shape[0], count), -np.inf)
        for column, (question, worth) in enumerate(zip(self.question, self.worth, strict=True)):
            out[:, question] = np.maximum(out[:, question], worth * scores[:, column])
        return out


class MeaningMatcher:
    """Cosines of sentence vectors as seen from the middle of unspecific talk, about −.2 to .8."""

    def __init__(self, vectors: SentenceVectors, questions: Sequence[Question], cues: Cues) -> None:
        self._vectors = vectors
        self._count = len(questions)
        self._wordings = QuestionWordings.of(questions)
        written = vectors.written(self._wordings.texts)
        self._written = centred(common_mean(written, vectors.written(guide_background())), written)
        self._unspecific = vectors.spoken(cues.background or guide_background())

    def scores(self, texts: Sequence[str]) -> Scores:
        """Scores [texts, questions]; the texts should be of one kind, as the middle is taken of them."""
        if not texts:
            return np.zeros((0, self._count))
        spoken = self._vectors.spoken(texts)
        middle = common_mean(spoken, self._unspecific)
        cosines = centred(middle, spoken) @ self._written.T
        return self._wordings.best(cosines.astype(np.float64), self._count)


class WordMatcher:
    """Share of a question's telling words that a text has, 0 to 1. A word is telling if few questions have it."""

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
        """Scores [texts, questions]."""
        rows = [[self._overlap(frozenset(terms(text, self._stop)), bag) for bag in self._bags] for text in texts]
        best = self._wordings.best(np.array(rows).reshape(len(texts), len(self._bags)), self._count)
        for row, text in enumerate(texts):
            said = frozenset(stems(text, frozenset()))
            hits = np.array([sum(bool(k) and k <= said for k in keywords) for keywords in self._keywords])
            best[row] = np.minimum(1.0, best[row] + 0.5 * hits)
        return best

    def evidence(self, texts: Sequence[str]) -> Scores:
        """Worth of the telling words that a text shares with a question [texts, questions], 0 upwards."""
        rows = [
            [sum(self._worth[s] for s in bag & said) for bag in self._of_question]
            for said in (frozenset(terms(text, self._stop)) for text in texts)
        ]
        return np.array(rows, dtype=np.float64).reshape(len(texts), self._count)

    def _overlap(self, said: frozenset[str], asked: frozenset[str]) -> float:
        whole = sum(self._worth[s] for s in asked)
        return sum(self._worth[s] for s in asked & said) / whole if whole else 0.0
