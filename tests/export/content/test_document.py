"""What can be exported, and how far a guide was covered."""

from typing import Any

import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.export import Document
from tests.export.export_sample import GUIDE, document

MISFITS = {
    "another interview": lambda d: {"units": d.units.model_copy(update={"interview": "P2"})},
    "a text that is not its span": lambda d: {"units": _changed(d, text="Something else was said.")},
    "a turn that is not there": lambda d: {"units": _changed(d, turn="P1-099")},
    "a question that is not in the guide": lambda d: {"units": _changed(d, question="Q99")},
}


def _changed(source: Document, **update: Any) -> Any:
    first, *others = source.units.units
    return source.units.model_copy(update={"units": (first.model_copy(update=update), *others)})


@pytest.mark.parametrize("misfit", MISFITS.values(), ids=MISFITS.keys())
def test_parts_that_do_not_fit_are_refused_with_a_fix(misfit: Any) -> None:
    """Stale units are never written beside a newer transcript or guide, and the error quotes nothing."""
    source = document()
    parts = {name: getattr(source, name) for name in ("transcript", "units", "guide", "header")}
    with pytest.raises(UserError) as refusal:
        Document(**(parts | misfit(source)))
    assert "P1" in refusal.value.what
    assert "split" in refusal.value.fix
    assert "sceptical" not in refusal.value.what + refusal.value.fix


COVERED = [
    ("Q1", "answered", ("00:01:00",), 2, 12),
    ("Q2", "answered_unasked", (), 1, 8),
    ("Q3", "asked_no_answer", ("00:05:02",), 0, 0),
    ("Q4", "other_branch", (), 0, 0),
    ("Q5", "answered", ("00:07:03",), 1, 7),
    ("Q6", "not_asked", (), 0, 0),
]


def test_not_asked_not_answered_and_not_applicable_differ() -> None:
    """Each question has one of five states, in the order of the guide; a leftover answers nothing."""
    source = document()
    found = [(c.question.id, c.state, source.asked_at(c), c.units, c.words) for c in source.covered]
    assert found == COVERED


def test_a_question_without_times_is_found_by_its_turn() -> None:
    """Where a transcript came without times, the turn's id says where a question was asked."""
    source = document()
    turns = tuple(turn.model_copy(update={"start": None, "end": None}) for turn in source.transcript.turns)
    timeless = source.model_copy(update={"transcript": source.transcript.model_copy(update={"turns": turns})})
    timeless = Document(**{name: getattr(timeless, name) for name in ("transcript", "units", "guide", "header")})
    assert timeless.asked_at(timeless.covered[0]) == ("P1-001",)


def test_every_unit_is_tagged_untagged_or_left_over() -> None:
    """No unit is lost between the questions, the untagged ones and the leftovers, and none is in two places."""
    source = document()
    places = [*(source.tagged(q.id) for q in GUIDE.questions), source.tagged(None), source.leftovers]
    ids = [unit.id for units in places for unit in units]
    assert sorted(ids) == [unit.id for unit in source.units.units]
