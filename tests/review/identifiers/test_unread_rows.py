"""A table that came back beside what holds now: rows that nobody has read yet, and rows that others have overtaken."""

from dataclasses import replace

import pytest

from ipstranscribe.model import Decision, Decisions, DecisionScope
from ipstranscribe.review.identifiers.decision_table import COLUMNS, table_rows
from ipstranscribe.review.identifiers.unread_rows import count_unread, overtaken_rows
from tests.review.identifiers.few_rows import FIRST, decision, suggestion, table

# --- filled in, and not read back -------------------------------------------------------------------------------------

DECIDED = Decisions(decisions=(decision(verdict="merge", replacement="E0002"), decision("Dag", "accept", "E0002")))
UNREAD: dict[str, tuple[dict[str, str], int]] = {
    "as it was written": ({}, 0),
    "the same word in Norwegian": ({"decision": "slå sammen"}, 0),
    "the target by its replacement": ({"replacement": "[P1's husband]"}, 0),
    "another decision": ({"decision": "reject", "replacement": ""}, 1),
    "a word that is none": ({"decision": "hm"}, 1),
    "another target": ({"replacement": "E0004"}, 1),
    "a note": ({"note": "ask Tove"}, 1),
    "withdrawn": ({"decision": "angre"}, 1),
    "emptied, which decides nothing": ({"decision": "", "replacement": ""}, 0),
    "a new form": ({"entity": "", "written_form": "Falkberg"}, 1),
}


@pytest.mark.parametrize(("filled", "expected"), UNREAD.values(), ids=UNREAD.keys())
def test_what_a_person_filled_in_and_nobody_read_back_is_seen(filled: dict[str, str], expected: int) -> None:
    written = table(suggestion(), suggestion("Dag", "E0002"), decided=DECIDED)
    assert count_unread(written, DECIDED) == 0
    at = next(i for i, row in enumerate(written) if row["written_form"] == "Hanne")
    written[at] = written[at] | filled
    assert count_unread(written, DECIDED) == expected


# --- decided on by somebody else since -----------------------------------------------------------------------------------

BEFORE = Decisions(decisions=(decision(verdict="reject"),))
"""What was decided when the table was written: Hanne is no identifier."""
SINCE: dict[str, tuple[dict[str, str], Decision | None, bool]] = {
    # cells that a person filled in, what holds now, whether the row would undo it
    "left as it was written": ({}, decision(verdict="accept", by="y"), False),
    "nobody has decided since": ({"decision": "accept"}, decision(verdict="reject", by="y"), False),
    "another has decided otherwise": ({"decision": "change", "replacement": "a"}, decision(by="y"), True),
    "another has decided the same": ({"decision": "accept"}, decision(by="y"), False),
    "another has worded it otherwise": (
        {"decision": "change", "replacement": "a"},
        decision(verdict="change", replacement="b", by="y"),
        True,
    ),
    "another has merged it with the same": (
        {"decision": "merge", "replacement": "[P1's husband]"},
        decision(verdict="merge", replacement="E0002", by="y"),
        False,
    ),
    "one's own decision": ({"decision": "change", "replacement": "a"}, decision(by="x"), False),
    "somebody has withdrawn it": ({"decision": "accept"}, None, True),
    "withdrawn by both": ({"decision": "withdraw"}, None, False),
    "withdrawn, and decided otherwise": ({"decision": "withdraw"}, decision(by="y"), True),
    "emptied": ({"decision": ""}, decision(by="y"), False),
    "a table of an earlier version": (
        {"as_written": "", "decision": "accept"},
        decision(verdict="reject", by="y"),
        True,
    ),
    "the same there": ({"as_written": ""}, decision(verdict="reject", by="y"), False),
    "one's own there": ({"as_written": "", "decision": "accept"}, decision(verdict="reject", by="x"), False),
}


@pytest.mark.parametrize(("filled", "now", "undoes"), SINCE.values(), ids=SINCE)
def test_a_row_is_compared_with_what_was_decided_when_it_was_written(
    filled: dict[str, str], now: Decision | None, undoes: bool
) -> None:
    written = table(suggestion("Dag", "E0002"), suggestion(), decided=BEFORE)
    at = next(i for i, row in enumerate(written) if row["written_form"] == "Hanne")
    written[at] = written[at] | filled
    assert overtaken_rows(written, Decisions(decisions=(now,) if now else ()), "x") == ((at + 2,) if undoes else ())


APPENDED = {
    "that another has decided on": ("Falkberg", "reject", True),
    "decided alike": ("Falkberg", "accept", False),
    "that the table shows": ("Hanne", "reject", False),
}


@pytest.mark.parametrize(("form", "verdict", "undoes"), APPENDED.values(), ids=APPENDED)
def test_an_appended_form_undoes_nothing_either(form: str, verdict: str, undoes: bool) -> None:
    now = Decisions(decisions=(decision(form, "accept", None, by="y"),))
    added = dict.fromkeys(COLUMNS, "") | {"written_form": form, "decision": verdict}
    assert bool(overtaken_rows([*table(), added], now, "x")) == undoes
    mine = {"written_form": form, "decision": verdict}  # a table of one's own: whoever writes it means it
    assert overtaken_rows([mine], now, "x") == ()


# --- in a scope of its own --------------------------------------------------------------------------------------------

OVERTAKEN = {
    "a narrower scope than the row was written for": ({"scope": "P1", "decision": "reject"}, (), False),
    "where somebody else decided otherwise": ({"scope": "P1", "decision": "reject"}, ("P1",), True),
    "where somebody else decided alike": ({"scope": "P1", "decision": "accept"}, ("P1",), False),
    "while somebody else decided in another interview": ({"scope": "P1", "decision": "reject"}, ("P2",), False),
    "everywhere, while somebody else decided at a place": ({"decision": "reject"}, (FIRST,), False),
}


@pytest.mark.parametrize(("filled", "others", "undoes"), OVERTAKEN.values(), ids=OVERTAKEN)
def test_a_row_undoes_what_others_decided_in_its_own_scope_alone(
    filled: dict[str, str], others: tuple[DecisionScope, ...], *, undoes: bool
) -> None:
    (written,) = table(suggestion("four"))
    now = Decisions(decisions=tuple(decision("four", scope=scope, by="y") for scope in others))
    assert bool(overtaken_rows([written | filled], now, "x")) == undoes


def test_a_place_that_is_asked_about_anew_is_unread_until_it_is_decided_as_it_stands_now() -> None:
    old = decision("four", scope=FIRST.model_copy(update={"before": ("two", "days", "on")}))
    row = replace(suggestion("four"), scope=FIRST, context="[P1-014 #1] Two weeks on, »four« off. Then the")
    (written,) = table_rows([row], Decisions(decisions=(old,)))
    assert (written["decision"], written["scope"]) == ("", "P1-014 #1")
    filled = [written | {"decision": "accept"}]
    assert count_unread([written], Decisions(decisions=(old,))) == 0
    assert count_unread(filled, Decisions(decisions=(old,))) == 1
    assert count_unread(filled, Decisions(decisions=(old, decision("four", scope=FIRST)))) == 0
