"""Measures of candidate meaning units and their questions against annotated ones.

Borders are counted inside turns only, in words. A border is found if one of ours lies at it (exact) or at most three words
off (±3), each of ours counting once. Mixed words lie on the smaller side of a unit that spans two annotated ones. An
annotated unit has the question that most of its words were given; untagged counts as wrong. A return is one that answers
another question than the one in force. What is annotated as no unit counts as one without a question.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from benchmarks.interviews import Annotated, AnnotatedTurn


class Tagged(NamedTuple):
    """A stretch of a turn, in characters, the question it was given, and how sure that is."""

    start: int
    end: int
    question: str | None
    confidence: float = 1.0


Found = dict[int, list[Tagged]]
"""Stretches by the number of their turn, in order."""


def measured(pairs: Iterable[tuple[Annotated, Found]]) -> Counter[str]:
    """Counts pooled over interviews."""
    total: Counter[str] = Counter()
    for interview, found in pairs:
        for number, turn in enumerate(interview.turns):
            if turn.speaker == "P":
                total.update(_of_turn(turn, found.get(number, [])))
    return total


def certainties(pairs: Iterable[tuple[Annotated, Found]]) -> list[tuple[float, bool]]:
    """For every annotated unit with a question: how sure its tag was, and whether it was right; 0 where untagged."""
    rows = []
    for interview, found in pairs:
        for number, turn in enumerate(interview.turns):
            have, words = found.get(number, []), word_starts(turn.text)
            holding = _holders([(one.start, one.end) for one in have], words)
            for unit in turn.units if turn.speaker == "P" else ():
                inside = [
                    h for h, at in zip(holding, words, strict=True) if h is not None and unit.start <= at < unit.end
                ]
                if unit.question and inside:
                    best = have[Counter(inside).most_common(1)[0][0]]
                    rows.append((best.confidence if best.question else 0.0, best.question == unit.question))
    return rows


def word_starts(text: str) -> list[int]:
    """Where each word begins, in characters."""
    return [m.start() for m in re.finditer(r"\S+", text)]


def _of_turn(turn: AnnotatedTurn, have: Sequence[Tagged]) -> Counter[str]:
    words = word_starts(turn.text)
    want = [(unit.start, unit.end) for unit in turn.units]
    in_want, in_have = _holders(want, words), _holders([(h.start, h.end) for h in have], words)
    given = [None if h is None else have[h].question for h in in_have]
    b_want, b_have = (_borders(spans, words) for spans in (want, [(h.start, h.end) for h in have]))
    n = Counter(wanted=len(want), units=len(have), b_want=len(b_want), b_have=len(b_have))
    n += Counter(exact=_matched(b_want, b_have, 0), near=_matched(b_want, b_have, 3))
    for number in range(len(have)):
        inside = Counter(w for w, h in zip(in_want, in_have, strict=True) if h == number)
        n += Counter(words=inside.total(), mixed=inside.total() - max(inside.values(), default=0))
    for number, unit in enumerate(turn.units):
        answers = Counter(g for g, w in zip(given, in_want, strict=True) if w == number)
        n += _of_unit(unit.question, turn.question, answers)
    return n


def _of_unit(question: str | None, in_force: str | None, answers: Counter[str | None]) -> Counter[str]:
    answer = answers.most_common(1)[0][0] if answers else None
    if not question:
        return Counter(nothing=1, nothing_left=answer is None)
    away = question != in_force
    return Counter(
        asked_words=answers.total(),
        right_words=answers[question],
        asked=1,
        right=answer == question,
        tagged=answer is not None,
        returns=away,
        returns_found=away and answer == question,
        returns_claimed=answer not in (None, in_force),
    )


def _holders(spans: Sequence[tuple[int, int]], words: Sequence[int]) -> list[int | None]:
    """The number of the stretch that holds the beginning of each word."""
    return [next((n for n, (start, end) in enumerate(spans) if start <= at < end), None) for at in words]


def _borders(spans: Sequence[tuple[int, int]], words: Sequence[int]) -> list[int]:
    """Positions inside the turn, in words, at which a stretch begins or ends."""
    return sorted({sum(word < at for word in words) for span in spans for at in span} - {0, len(words)})


def _matched(wanted: Sequence[int], found: Sequence[int], tolerance: int) -> int:
    """The most one-to-one pairs of sorted positions at most `tolerance` apart."""
    i = j = pairs = 0
    while i < len(wanted) and j < len(found):
        near = abs(wanted[i] - found[j]) <= tolerance
        pairs += near
        first_wanted = wanted[i] < found[j]
        i += near or first_wanted
        j += near or not first_wanted
    return pairs


UNIT_COLUMNS = ("F1", "F1 ±3", "P ±3", "R ±3", "units per unit", "mixed words")
QUESTION_COLUMNS = ("right/word", "right/unit", "right of tagged", "no unit left so", "returns found", "of claimed")


def unit_figures(n: Counter[str]) -> list[str]:
    """The figures of borders, as `UNIT_COLUMNS`."""
    f1 = [_share(2 * n[k], n["b_want"] + n["b_have"]) for k in ("exact", "near")]
    precision, recall = _share(n["near"], n["b_have"]), _share(n["near"], n["b_want"])
    return [*f1, precision, recall, _share(n["units"], n["wanted"]), _share(n["mixed"], n["words"])]


def question_figures(n: Counter[str]) -> list[str]:
    """The figures of questions, as `QUESTION_COLUMNS`."""
    return [
        _share(n["right_words"], n["asked_words"]),
        _share(n["right"], n["asked"]),
        _share(n["right"], n["tagged"]),
        _share(n["nothing_left"], n["nothing"]),
        f"{n['returns_found']}/{n['returns']}",
        str(n["returns_claimed"]),
    ]


def _share(part: float, whole: float) -> str:
    return f"{part / whole:.2f}" if whole else "–"
