"""What units say by themselves: which of them answer another question than was asked."""

from dataclasses import replace

import numpy as np
import pytest

from ipstranscribe.languages import RECORDS
from ipstranscribe.split.questions.asked import TrackedTurn, never_asked
from ipstranscribe.split.questions.cues import cues_of
from ipstranscribe.split.questions.own_words import UnitScores, answer_probabilities, may_answer_another
from ipstranscribe.split.questions.past import taken_up
from ipstranscribe.split.weights import weights
from tests.split.talk import GUIDE, split_lexically


def scores(likeness: list[float], unasked: float = 0.0, back: float = 0.0, taken: float = 0.0) -> UnitScores:
    """Units of one turn under the first of two questions, by how like the second each of them is."""
    shares = np.array([[0.0, like] for like in likeness])
    return UnitScores(
        cosines=shares,
        shares=shares,
        evidence=4 * shares,
        taken_up=np.array([[0.0, taken]] * len(likeness)),
        firsts=np.array([1.0] + [0.0] * (len(likeness) - 1)),
        points_back=np.full(len(likeness), back),
        unasked=np.array([0.0, unasked]),
    )


def answers_second(own: UnitScores, table: str = "answer") -> list[float]:
    """The probability of each unit that it answers the second question, while the first is in force."""
    return [float(chance) for chance in answer_probabilities(own, weights(table))[:, 0, 1]]


@pytest.mark.parametrize("table", ["answer", "answer_lexical"])
def test_a_question_left_out_is_answered_by_the_unit_most_like_it(table: str) -> None:
    """By no other unit, and by none where the question is asked elsewhere."""
    _, some, most, none = answers_second(scores([0.0, 0.1, 0.3, 0.0], unasked=1.0), table)
    assert most > 0.5 > some > none
    assert max(answers_second(scores([0.0, 0.1, 0.3, 0.0]), table)) < 0.3


def test_the_first_unit_of_a_turn_answers_what_was_asked() -> None:
    """It needs plainer words of another question than those that come after it."""
    first, later = (answers_second(scores(like, unasked=1.0)) for like in ([0.3, 0.0, 0.0], [0.0, 0.3, 0.0]))
    assert first[0] < later[1]


def test_where_many_questions_are_left_out_none_of_them_is_likely() -> None:
    """In an excerpt what nobody asked was not answered either."""
    one = scores([0.0, 0.2, 0.0])
    wide = replace(
        one,
        **{
            name: np.pad(getattr(one, name), ((0, 0), (0, 6))) for name in ("cosines", "shares", "evidence", "taken_up")
        },
        unasked=np.array([0.0, *[1.0] * 7]),
    )
    alone = answers_second(replace(one, unasked=np.array([0.0, 1.0])))[1]
    assert answer_probabilities(wide, weights("answer"))[1, 0, 1] < alone / 2


def test_who_points_back_takes_up_what_was_said() -> None:
    """Words of pointing back make another question likelier, the one whose words come again most of all."""
    plain = answers_second(scores([0.0, 0.1]))[1]
    pointing = answers_second(scores([0.0, 0.1], back=1.0))[1]
    taking_up = answers_second(scores([0.0, 0.1], back=1.0, taken=2.0))[1]
    assert plain < pointing < taking_up
    assert plain == pytest.approx(answers_second(scores([0.0, 0.1], taken=2.0))[1])


def test_taken_up_is_what_was_said_under_each_question_in_earlier_turns() -> None:
    """Rare words count more than frequent ones; what is said in the same turn, or under no question, does not count."""
    units = [
        ("1", "the ferry left", 0),
        ("2", "my uncle paid the ferry", 1),
        ("2", "the harbour froze", 1),
        ("3", "a lantern", None),
        ("4", "my uncle and the ferry, the lantern", 0),
        ("4", "the ferry once more", 0),
        ("4", "the harbour again", 0),
    ]
    rows = taken_up(units, [*[True] * 5, False, True], 2, cues_of("en"))
    assert rows[0].tolist() == [0.0, 0.0]
    assert rows[1][0] > 0 == rows[1][1]
    assert rows[2].tolist() == [0.0, 0.0]
    assert rows[4][1] > rows[4][0] > 0
    assert rows[5].tolist() == [0.0, 0.0]  # not wanted
    assert rows[6][0] == 0 < rows[6][1]


@pytest.mark.parametrize("spoken", [record for record in RECORDS if cues_of(record).returns])
def test_every_language_that_knows_returning_knows_how_participants_do_it(spoken: str) -> None:
    """Interviewers and participants go back in other words."""
    assert cues_of(spoken).points_back


@pytest.mark.parametrize(
    ("chances", "expected"),
    [([(1.0, 0.0), (0.2, 0.8)], [0.0, 0.2]), ([(0.5, 0.5)], [0.5, 0.5]), ([(1.0000001, 0.0)], [0.0, 1.0])],
)
def test_a_question_is_never_asked_if_no_turn_asks_it(chances: list[tuple[float, ...]], expected: list[float]) -> None:
    """The likeliest turn decides."""
    heard = [TrackedTurn(str(n), 0, "main", 0.9, "", "during", chances=row) for n, row in enumerate(chances)]
    assert never_asked(heard) == pytest.approx(expected)


def test_the_tag_says_that_a_unit_points_back() -> None:
    """In the units of a whole interview; the question is one under which something was said."""
    talk = [
        ("I", "How do the night shifts affect your sleep?"),
        ("P", "My sleep is ruined. I lie there with the curtains taped to the wall and listen to the tram."),
        ("I", "And what does your family think of the night shifts?"),
        (
            "P",
            "They are used to it by now, my husband makes the breakfast and my daughter walks to school alone, and on "
            "Sundays we all sit down together. And as I said about the sleep, the tram and the curtains on the wall. I "
            "forgot to say that I ruined my sleep at the night shifts. It affects how I listen, and I lie there.",
        ),
    ]
    units = [unit for unit in split_lexically(talk, guide=GUIDE).units if unit.kind == "unit"]
    assert [(unit.question, unit.how_tagged) for unit in units] == [
        ("Q1", "asked"),
        ("Q2", "asked"),
        ("Q1", "own_words, points back"),
    ]


@pytest.mark.parametrize(
    ("shares", "evidence", "in_force", "kept"),
    [
        ([0.5, 0.2], [1.0, 0.5], 0, []),
        ([0.2, 0.5], [0.5, 0.5], 0, []),
        ([0.2, 0.2], [0.5, 0.9], 0, []),
        ([0.2, 0.5], [0.5, 0.9], 0, [0]),
        ([0.0, 0.0], [0.0, 0.0], 1, []),
        ([0.0, 0.0], [0.0, 0.0], None, [0]),
    ],
)
def test_only_units_that_may_answer_another_question_are_encoded(
    shares: list[float], evidence: list[float], in_force: int | None, kept: list[int]
) -> None:
    """Those that share more words, and rarer ones, with other questions; and where it is not known what was asked."""
    assert may_answer_another(np.array([shares]), np.array([evidence]), [in_force]).tolist() == kept
