"""Files of several interviews: each participant's words are judged by the decisions that reach that participant."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ipstranscribe.model import Decision, Decisions, Entity, Key
from ipstranscribe.release.gate import Gate
from ipstranscribe.release.search.attribution import ParticipantAttribution

KEY = Key(
    study="test-study",
    entities=(
        Entity(id="E0001", category="person", replacement="[friend]", scope="P1", forms=("Dag",)),
        Entity(id="E0002", category="person", replacement="[colleague]", forms=("Hanne",)),
    ),
)
LEFT = Decisions(decisions=(Decision(form="Dag", verdict="reject", entity="E0001", by="investigator", when="2026"),))
SHOWN = (
    ("P1", "P1-MU001"), ("P1", "Dag is what it was called."), ("P1", "Yes."),
    ("P2", "P2-MU001"), ("P2", "It was called something else."), ("P2", "Yes."),
    ("P1", "A long answer that goes on and on about Dag, and about what it meant at the time, and afterwards."),
)  # fmt: skip
ANOTHER_DAG = Entity(id="E0003", category="person", replacement="[P2]", forms=("Dag",))
OTHER = Key(study="test-study", entities=(*KEY.entities, ANOTHER_DAG))


def found(text: str, key: Key = KEY, name: str = "all interviews units.csv") -> int:
    """How often the gate stops at `text` in a file of all."""
    gate = replace(Gate.of(key, LEFT, {"P1": "P1", "P2": "P2"}), owners=ParticipantAttribution.of(SHOWN))
    return sum(finding.times for finding in gate.search_file(name, text.encode()).findings)


CASES = [
    # what, text, key, findings
    ("P1's line", "Dag is what it was called.", OTHER, 0),
    ("P1's unit", "P1-MU001\nDag is what it was called.\n\nP2-MU001\nIt was called something else.", OTHER, 0),
    ("a part of P1's long line", "A long answer that goes on and on about Dag, and about", OTHER, 0),
    ("nobody's line", "Dag came.", OTHER, 1),
    ("a line like P1's, with more", "And Dag is what it was called.", OTHER, 1),
    ("a short part of P1's line", "about Dag", OTHER, 1),
    ("both", "Dag is what it was called.\nDag came.", OTHER, 1),
    ("what nobody decided on", "P1-MU001\nHanne is what it was called.", KEY, 1),
]


@pytest.mark.parametrize(("text", "key", "times"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_whose_words_stand_where(text: str, key: Key, times: int) -> None:
    assert found(text, key) == times


def test_without_owners_a_file_of_all_is_judged_as_before() -> None:
    gate = Gate.of(OTHER, LEFT, {"P1": "P1", "P2": "P2"})
    assert gate.search_file("all interviews units.csv", b"Dag is what it was called.").findings


def test_the_words_of_one_in_a_file_that_is_named_after_another_are_not_excused() -> None:
    assert found("Dag is what it was called.", OTHER, "P2_units.csv") == 1


def test_cells_of_a_workbook() -> None:
    book, out = Workbook(), io.BytesIO()
    book.active.append(["P1", "P1-MU001\nDag is what it was called.", "P2-MU001\nIt was called something else."])
    book.save(out)
    gate = replace(Gate.of(OTHER, LEFT, {"P1": "P1", "P2": "P2"}), owners=ParticipantAttribution.of(SHOWN))
    assert gate.search_file("all interviews units.xlsx", out.getvalue()).findings == ()
    assert (
        Gate.of(OTHER, LEFT, {"P1": "P1", "P2": "P2"}).search_file("all interviews units.xlsx", out.getvalue()).findings
    )


def test_a_name_over_the_border_of_two_lines_is_seen() -> None:
    name = Entity(id="E1", category="person", replacement="[x]", forms=("Liv Torunn",))
    key = Key(study="test-study", entities=(name,))
    owners = ParticipantAttribution.of([("P1", "It was Liv"), ("P2", "Torunn it was")])
    gate = replace(Gate.of(key, Decisions(), {"P1": "P1", "P2": "P2"}), owners=owners)
    assert gate.search_file("all.txt", b"It was Liv\nTorunn it was").findings


@given(st.lists(st.sampled_from([text for _, text in SHOWN] + ["", "Hanne", "Dag", "something"])))
def test_stretches_are_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    told = list(ParticipantAttribution.of(SHOWN).stretches(text))
    assert "".join(stretch for _, stretch in told) == text
    assert all("Yes." not in stretch for owner, stretch in told if owner)
