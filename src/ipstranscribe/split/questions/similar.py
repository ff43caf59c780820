"""Questions of a guide that are too similar to tell apart when an interviewer asks one of them in other words."""

from collections.abc import Iterator

from ipstranscribe.guide.check import Flag, pairs
from ipstranscribe.model import Guide, Question
from ipstranscribe.split.questions.cues import cues_of, guide_background
from ipstranscribe.split.questions.vectors import SentenceVectors, centred, common_mean
from ipstranscribe.split.words import stem, stems

SIMILAR_COSINE = 0.36
"""Cosine similarity of two questions, centred on their guide, from which they are too similar.

In annotated interviews with nineteen guides another question fitted a main question of the interviewer better than the
right one in 8 % of the pairs of questions below .36, and in 19 % of those from .36 on; thresholds from .33 to .45 tell them
apart as well (docs/decisions/0089). Of ten pairs of questions written to ask the same, eight lay above with the model as it
comes; of six written to ask different things, none (docs/decisions/0008).
"""

SIMILAR_COSINE_IF_CONTAINED = 0.25
"""The same threshold where all distinctive words of one are also in the other: `How do you sleep?` has only one."""

SIMILAR_WORD_SHARE = 0.6
"""Threshold without the sentence model: share of the distinctive words of the shorter question that the other has too."""
_FEWEST = 2


def similar_questions(guide: Guide, vectors: SentenceVectors | None) -> list[Flag]:
    """Pairs of questions that can be asked of the same participant and are too similar, the most similar first.

    Compared by sentence vectors; shared words are named. Without `vectors` by shared words alone, which finds fewer.
    """
    found = sorted(_pairs(guide, vectors), key=lambda pair: -pair[0])
    return [_flag(first, second, likeness, guide) for likeness, first, second in found]


def _pairs(guide: Guide, vectors: SentenceVectors | None) -> Iterator[tuple[float, Question, Question]]:
    if vectors is None:
        for first, second in pairs(guide):
            one, other = _telling(first, guide), _telling(second, guide)
            shared, least = len(one & other), min(len(one), len(other))
            if shared >= _FEWEST and shared / least >= SIMILAR_WORD_SHARE:
                yield shared / least, first, second
        return
    written = vectors.written([question.text for question in guide.questions])
    towards = centred(common_mean(written, vectors.written(guide_background())), written)
    at = {question.id: number for number, question in enumerate(guide.questions)}
    for first, second in pairs(guide):
        cosine = float(towards[at[first.id]] @ towards[at[second.id]]) * vectors.scale
        one, other = _telling(first, guide), _telling(second, guide)
        inside = bool(one and other) and (one <= other or other <= one)
        if cosine >= (SIMILAR_COSINE_IF_CONTAINED if inside else SIMILAR_COSINE):
            yield cosine, first, second


def _flag(first: Question, second: Question, likeness: float, guide: Guide) -> Flag:
    shared = _telling(first, guide) & _telling(second, guide)
    words = dict.fromkeys(w for w in first.text.lower().split() if stem(w.strip('.,?!()"')) in shared)
    told = f"; they share: {', '.join(word.strip('.,?!()') for word in words)}" if words else ""
    return Flag(
        questions=(first.id, second.id),
        what=f"are hard to tell apart ({likeness:.2f}){told}",
        fix='Name in each what the other does not ask, or write keywords = ["…"] that only one of them has.',
    )


def _telling(question: Question, guide: Guide) -> frozenset[str]:
    return frozenset(stems(question.text, cues_of(guide.language).stop))
