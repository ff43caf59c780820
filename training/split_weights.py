"""Learns the weights of unit borders and of question recognition from annotated interviews.

    python -m training.split_weights [INTERVIEW ...] [--borders] > weights.toml

Without a name: those of `benchmarks/interviews` that are not kept apart for testing, the samples, and `interviews`, written
for learning. Not all of what is printed is in the program: `_plain` and `_lexical` weights of questions are those learnt
before a sentence model was adapted, and borders in punctuated talk are mixed of those and of these (docs/decisions/0089).
Every model is fitted by maximum likelihood with a quadratic penalty on the distance from a guess, as a few hundred borders
and turns are too few to start from nothing: borders and lengths as a semi-Markov, the course through the guide as a
linear-chain conditional random field, what a unit says by itself as a multinomial logit. Needs scipy.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from benchmarks.interviews import INTERVIEWS, KEPT_FOR_TESTING, SAMPLES, Annotated, read
from numpy.typing import NDArray
from training.borders import Problem, Weights, border_weights, fitted

from ipstranscribe.split.questions.course import Matchers, TurnScores, allowed_transitions, transition_features
from ipstranscribe.split.questions.cues import contains, cues_of
from ipstranscribe.split.questions.decoder import forward_backward, log_sum
from ipstranscribe.split.questions.matching import MeaningMatcher, WordMatcher
from ipstranscribe.split.questions.own_words import SaidUnit, UnitScores, answer_features
from ipstranscribe.split.questions.packaged_vectors import E5Vectors
from ipstranscribe.split.questions.past import Past, TalkTurn
from ipstranscribe.split.words import spoken_words

Numbers = NDArray[np.float64]

WRITTEN = Path(__file__).parent / "interviews"

PENALTY = {"course": 1.0, "answer": 0.3}

COURSE_GUESS: Weights = {
    "enter": -5.5, "enter_cosine": 16, "enter_share": 4, "enter_evidence": 0.3, "enter_answer": 8, "enter_answer_share": 1,
    "enter_reference": 0, "enter_among": 0, "enter_most_like": 0, "enter_scarce": 0, "enter_length": 1.7,
    "enter_returning": 1.5, "enter_returning_new": 0.5, "enter_returning_reference": 4, "enter_again": -0.5,
    "enter_taken_up": 1, "enter_back": -0.5, "enter_skip": -0.4, "enter_first": 0.5, "enter_last_late": 2,
    "enter_last_early": -1, "stay_cosine": 8, "stay_evidence": 0, "stay_answer": 7, "stay_answer_share": 1,
    "stay_rival": 0, "close_cue": 3, "close_no_cue": -8, "close_early": -3, "close_unbegun": -4,
}  # fmt: skip
COMPARED = ("enter_among", "enter_most_like", "enter_scarce")
"""Features that are learnt with the sentence model alone: by shared words they brought nothing."""
ANSWER_GUESS: Weights = {
    "same": 5, "same_first": 2, "same_pointing_back": 0, "cosine": 5, "other_evidence": 0.3, "other_among": 0,
    "other_unasked": 0, "other_unasked_most_like": 0, "other_taken_up": 0,
}  # fmt: skip


# --- questions --------------------------------------------------------------------------------------------------------


def matchers_of(interview: Annotated, vectors: E5Vectors | None) -> Matchers:
    """What the turns of an interview are held against."""
    questions, cues = interview.guide.for_branch(interview.branch), cues_of(interview.language)
    meaning = MeaningMatcher(vectors, questions, cues) if vectors else None
    return Matchers(meaning, WordMatcher(questions, cues, cues_of(interview.guide.language)), cues)


class Course(NamedTuple):
    """One interview: features [turns, k, states, states], which steps can be, and the annotated course."""

    features: Numbers
    possible: NDArray[np.bool_]
    course: list[int]


def course_problem(interviews: Sequence[Annotated], vectors: E5Vectors | None) -> Problem:
    """The problem of the course through the guide."""
    guess = {name: by for name, by in COURSE_GUESS.items() if vectors or name not in COMPARED}
    courses = [_course(one, matchers_of(one, vectors), tuple(guess)) for one in interviews]

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        parts = [_course_loss(one, weights) for one in courses]
        return sum(lost for lost, _ in parts), np.sum([slope for _, slope in parts], axis=0)

    return Problem(loss, guess, PENALTY["course"])


def _course(interview: Annotated, matchers: Matchers, names: Sequence[str]) -> Course:
    talk = [TalkTurn(str(n), turn.text, turn.speaker == "I") for n, turn in enumerate(interview.turns)]
    ids = [question.id for question in interview.guide.for_branch(interview.branch)]
    course = annotated_course(interview, ids)
    asking = TurnScores.of(talk, matchers)
    by_name = transition_features(asking, Past.of(talk, course, len(ids), matchers.cues))
    shape = np.broadcast_shapes(*(scores.shape for scores in by_name.values()))
    stacked = np.stack([np.broadcast_to(by_name[name], shape) for name in names], axis=1)
    can = np.broadcast_to(allowed_transitions(asking), shape).copy()
    can[_steps(course)] = True  # a nod that was annotated as a question
    return Course(stacked, can, course)


def annotated_course(interview: Annotated, ids: Sequence[str]) -> list[int]:
    """The state after every interviewer turn; the closing begins with the first farewell after the last question."""
    turns = [turn for turn in interview.turns if turn.speaker == "I"]
    cues = cues_of(interview.language)
    last = max((n for n, turn in enumerate(turns) if turn.question), default=-1)
    course, state = [], 0
    for number, turn in enumerate(turns):
        if turn.question:
            state = ids.index(turn.question) + 1
        elif number > last and contains(spoken_words(turn.text), cues.closes):
            state = len(ids) + 1
        course.append(state)
    return course


def _steps(course: Sequence[int]) -> tuple[NDArray[np.int_], list[int], list[int]]:
    return np.arange(len(course)), [0, *course[:-1]], list(course)


def _course_loss(one: Course, weights: Numbers) -> tuple[float, Numbers]:
    scores = np.where(one.possible, np.einsum("k,tkab->tab", weights, one.features), -np.inf)
    forward, backward = forward_backward(scores)
    whole = log_sum(forward[-1], axis=0)
    chances = np.exp(forward[:-1, :, None] + scores + backward[1:, None, :] - whole)
    turns, before, after = _steps(one.course)
    taken = one.features[turns, :, before, after].sum(axis=0)
    loss = float(whole - scores[turns, before, after].sum())
    return loss, np.einsum("tab,tkab->k", chances, one.features) - taken


def answer_problem(interviews: Sequence[Annotated], vectors: E5Vectors | None) -> Problem:
    """The problem of which question a unit answers, given the annotated one in force."""
    rows = [_answers(interview, matchers_of(interview, vectors)) for interview in interviews]

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        parts = [_answer_loss(by_unit, truth, weights) for by_unit, truth in rows]
        return sum(p[0] for p in parts), np.sum([p[1] for p in parts], axis=0)

    return Problem(loss, ANSWER_GUESS, PENALTY["answer"])


def _answers(interview: Annotated, matchers: Matchers) -> tuple[Numbers, list[int]]:
    """Features [units, questions, k] and the question that each unit answers."""
    ids = [question.id for question in interview.guide.for_branch(interview.branch)]
    rows = [
        (str(number), turn.text[unit.start : unit.end], ids.index(turn.question), ids.index(unit.question))
        for number, turn in enumerate(interview.turns)
        if turn.speaker == "P" and turn.question
        for unit in turn.units
        if unit.question
    ]
    units = [SaidUnit(turn, text, force) for turn, text, force, _ in rows]
    asked = {turn.question for turn in interview.turns if turn.speaker == "I"}
    unasked = np.array([float(one not in asked) for one in ids])
    own = UnitScores.of(units, unasked, matchers)
    by_name = answer_features(own)
    shape = np.broadcast_shapes(*(scores.shape for scores in by_name.values()))
    stacked = np.stack([np.broadcast_to(by_name[name], shape) for name in ANSWER_GUESS], axis=-1)
    return stacked[np.arange(len(rows)), [force for *_, force, _ in rows]], [answered for *_, answered in rows]


def _answer_loss(by_unit: Numbers, truth: Sequence[int], weights: Numbers) -> tuple[float, Numbers]:
    scores, unit = by_unit @ weights, np.arange(len(truth))
    chances = np.exp(scores - log_sum(scores, axis=1)[:, None])
    gradient = np.einsum("uq,uqk->k", chances, by_unit) - by_unit[unit, truth].sum(axis=0)
    return -float(np.log(chances[unit, truth]).sum()), gradient


# --- all ----------------------------------------------------------------------------------------------------------------


def learn(interviews: Sequence[Annotated], vectors: E5Vectors) -> dict[str, Weights]:
    """The models of questions, by the name of their table."""
    tables: dict[str, Weights] = {}
    for ending, model in (("", vectors), ("_lexical", None)):
        tables[f"course{ending}"] = fitted(course_problem(interviews, model))
        tables[f"answer{ending}"] = fitted(answer_problem(interviews, model))
    return tables


def main(arguments: Sequence[str]) -> None:
    """Print the weights as TOML."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ours = [path for path in sorted(INTERVIEWS.glob("*.txt")) if path.stem not in KEPT_FOR_TESTING]
    parser.add_argument(
        "interviews",
        nargs="*",
        type=Path,
        default=[*ours, *sorted(SAMPLES.glob("*.txt")), *sorted(WRITTEN.glob("*.txt"))],
    )
    parser.add_argument("--borders", action="store_true", help="only the weights of borders and lengths")
    chosen = parser.parse_args(arguments)
    paths: list[Path] = chosen.interviews
    interviews, plain = ([read(path, raw=raw) for path in paths] for raw in (False, True))
    vectors = E5Vectors()
    names = ", ".join(path.stem for path in paths)
    print(f"# Learnt by training/split_weights.py from {len(interviews)} annotated interviews: {names}.")
    tables = border_weights(interviews, plain, vectors.starts)
    if not chosen.borders:
        tables |= learn(interviews, vectors)
    for table, weighed in tables.items():
        print(f"\n[{table}]")
        for name, weight in weighed.items():
            print(f"{name} = {weight:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
