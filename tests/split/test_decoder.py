"""The course of an interview through its guide."""

import math

import numpy as np
import pytest

from ipstranscribe.split.decoder import Chain, decode


def chain(enter: list[list[float]], states: int = 3) -> Chain:
    scores = np.array(enter, dtype=np.float64)
    return Chain(np.zeros_like(scores), scores, np.zeros((states, states)))


def test_what_matches_is_entered_and_stays() -> None:
    """A turn that matches nothing leaves the question in force."""
    assert decode(chain([[-9, 5, -5], [-9, -5, -5], [-9, -5, 5]])).path == [1, 1, 2]


def test_an_interview_can_come_back() -> None:
    """Order is no rule."""
    assert decode(chain([[-9, 5, -5], [-9, -5, 5], [-9, 5, -5]])).path == [1, 2, 1]


def test_certainty_is_the_probability_of_the_state() -> None:
    """Two equal ways give one half each; a plain one gives nearly one."""
    doubtful = decode(chain([[-math.inf, 3, 3]]))
    assert doubtful.certainty[0] == pytest.approx(math.exp(3) / (2 * math.exp(3) + 1))
    assert decode(chain([[-9, 12, -9]])).certainty[0] > 0.99


def test_what_comes_later_tells_about_what_was_before() -> None:
    """If question 2 can only be reached from 1, a plain 2 makes 1 certain."""
    move = np.zeros((3, 3))
    move[0, 2] = -math.inf
    scores = np.array([[-9.0, -1.0, -9.0], [-9.0, -9.0, 9.0]])
    course = decode(Chain(np.zeros_like(scores), scores, move))
    assert course.path == [1, 2]
    assert course.certainty[0] > 0.99


def test_no_turns_no_course() -> None:
    """An interview in which nobody asks has no course."""
    assert decode(chain([]).__class__(np.zeros((0, 3)), np.zeros((0, 3)), np.zeros((3, 3)))).path == []
