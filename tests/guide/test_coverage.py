"""How far a guide was covered: five states of a question in an interview, two where nothing is known, and totals."""

from ipstranscribe.guide.coverage import InterviewUnits, coverage_of, coverage_table, coverage_totals, leftovers, tagged
from tests.export.export_sample import GUIDE, document


def test_every_state_of_a_question_is_told_apart() -> None:
    sample = document().units
    stale = InterviewUnits(interview="P2", ready="stale", units=sample)
    ready, missing = InterviewUnits(interview="P1", units=sample), InterviewUnits(interview="P3", ready="not_split")
    rows = coverage_table([ready, stale, missing], GUIDE)
    states = [[cell.state for cell in row.cells] for row in rows]
    assert states[0] == ["answered", "answered_unasked", "asked_no_answer", "other_branch", "answered", "not_asked"]
    assert states[1:] == [["stale"] * 6, ["not_split"] * 6]
    assert [(len(cell.asked), cell.units, cell.words) for cell in rows[0].cells][:3] == [
        (1, 2, 12),
        (0, 1, 8),
        (1, 0, 0),
    ]
    assert (rows[0].untagged, rows[0].leftovers) == ((1, 4), (1, 1))
    assert [{cell.known for cell in row.cells} for row in rows] == [{True}, {False}, {False}]
    assert {(cell.asked, cell.units, cell.words) for row in rows[1:] for cell in row.cells} == {((), 0, 0)}
    assert {(row.untagged, row.leftovers) for row in rows[1:]} == {(None, None)}


def test_units_and_words_of_the_table_are_those_of_the_interview() -> None:
    sample = document().units
    (row,) = coverage_table([InterviewUnits(interview="P1", units=sample)], GUIDE)
    counted = [(cell.units, cell.words) for cell in row.cells] + [
        row.untagged or (0, 0),
        row.leftovers or (0, 0),
    ]
    assert sum(units for units, _ in counted) == len(sample.units)
    assert sum(words for _, words in counted) == sum(len(unit.text.split()) for unit in sample.units)


COVERED = [
    ("Q1", "answered", 1, 2, 12),
    ("Q2", "answered_unasked", 0, 1, 8),
    ("Q3", "asked_no_answer", 1, 0, 0),
    ("Q4", "other_branch", 0, 0, 0),
    ("Q5", "answered", 1, 1, 7),
    ("Q6", "not_asked", 0, 0, 0),
]


def test_not_asked_not_answered_and_not_applicable_differ() -> None:
    """In the order of the guide; a leftover answers nothing."""
    covered = coverage_of(document().units, GUIDE)
    assert [(c.question.id, c.state, len(c.asked), c.units, c.words) for c in covered] == COVERED


def test_what_no_question_claims_is_untagged_or_left_over() -> None:
    units = document().units
    assert [unit.question for unit in tagged(units, None)] == [None]
    assert {unit.kind for unit in leftovers(units)} == {"leftover"}


def test_totals_count_interviews_that_a_question_is_for_asks_and_answers() -> None:
    covered = coverage_of(document().units, GUIDE)
    found = coverage_totals(GUIDE.questions, [("not_working", covered), ("working", covered), (None, ())])
    assert [(one.question.id, one.of, one.asked, one.answered, one.units, one.words) for one in found] == [
        ("Q1", 3, 2, 2, 4, 24),
        ("Q2", 3, 0, 2, 2, 16),
        ("Q3", 3, 2, 0, 0, 0),
        ("Q4", 2, 0, 0, 0, 0),
        ("Q5", 2, 2, 2, 2, 14),
        ("Q6", 2, 0, 0, 0, 0),
    ]
