"""The course of an interview through its guide."""

import math

import numpy as np
import pytest

from ipstranscribe.split.questions.decoder import Scores, decode


def steps(enter: list[list[float]]) -> Scores:
    """Entering a state scores as given whatever was before; staying scores 0."""
    scores = np.array(enter, dtype=np.float64)
    out = np.repeat(scores[:, None, :], scores.shape[1], axis=1)
    out[:, np.arange(scores.shape[1]), np.arange(scores.shape[1])] = 0.0
    return out


def test_what_matches_is_entered_and_stays() -> None:
    """A turn that matches nothing leaves the question in force."""
    assert decode(steps([[-9, 5, -5], [-9, -5, -5], [-9, -5, 5]])).path == [1, 1, 2]


def test_an_interview_can_come_back() -> None:
    """Order is no rule."""
    assert decode(steps([[-9, 5, -5], [-9, -5, 5], [-9, 5, -5]])).path == [1, 2, 1]


def test_chances_are_the_probabilities_of_the_states() -> None:
    """Two equal ways give nearly one half each; a plain one gives nearly one; together they are one."""
    doubtful = decode(steps([[-math.inf, 3, 3]]))
    assert doubtful.chances[0, 1] == pytest.approx(math.exp(3) / (2 * math.exp(3) + 1))
    assert doubtful.chances.sum(axis=1) == pytest.approx([1.0])
    assert decode(steps([[-9, 12, -9]])).chances[0, 1] > 0.99


def test_what_comes_later_tells_about_what_was_before() -> None:
    """If question 2 can only be reached from 1, a plain 2 makes 1 certain."""
    scores = steps([[-9.0, -1.0, -9.0], [-9.0, -9.0, 9.0]])
    scores[:, 0, 2] = -math.inf
    course = decode(scores)
    assert course.path == [1, 2]
    assert course.chances[0, 1] > 0.99


def test_the_path_on_which_most_turns_should_be_right() -> None:
    """Question 1 is left in three of five courses, each less likely than to keep it; a step that cannot be is not taken."""
    scores = np.full((2, 4, 4), -math.inf)
    scores[0, 0, 1], scores[0, 0, 2] = math.log(0.4), math.log(0.6)
    scores[1, 1, 1] = 0.0
    scores[1, 2, 2], scores[1, 2, 3] = math.log(0.55), math.log(0.45)
    course = decode(scores)
    assert course.chances[1].argmax() == 1
    assert course.path == [2, 2]
    assert course.likeliest == [1, 1]


def test_no_turns_no_course() -> None:
    """An interview in which nobody asks has no course."""
    course = decode(np.zeros((0, 3, 3)))
    assert course.path == []
    assert course.chances.shape == (0, 3)
