"""Whoever decides on a form sees every place of it, and which of them the decision touches."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ipstranscribe.model import Category, Decision, Decisions, Identifier, Turn
from ipstranscribe.pseudonymize.entities.decisions import Suggestion
from ipstranscribe.review.identifiers.decision_table import load_table, table_rows
from ipstranscribe.review.identifiers.form_occurrences import FormOccurrence, SearchedInterview, form_occurrences
from ipstranscribe.review.identifiers.workbook import to_xlsx
from tests.review.identifiers.few_rows import read_table


def row(form: str, category: Category = "person", entity: str = "E0001", state: str = "suggested") -> Suggestion:
    return Suggestion(form, entity, category, state, "[person 1]", 1, ("P1",), "name list", 0.5, (), f"»{form}«")


def found(turn: str, start: int, end: int, state: str, *, masked: bool, entity: str = "E0001") -> Identifier:
    return Identifier.model_validate(
        {"turn": turn, "char_start": start, "char_end": end, "category": "person", "entity": entity, "found_by": "x",
         "confidence": 0.5, "state": state, "masked": masked}
    )  # fmt: skip


TEXT = "Then Dag came, and Dag Lie. It is dag again."
TURNS = [Turn(id="P1-001", speaker="P1", text=TEXT)]
FOUND = [
    found("P1-001", 5, 8, "suggested", masked=True),
    found("P1-001", 19, 26, "automatic", masked=True, entity="E0002"),
    found("P1-001", 34, 37, "suggested", masked=False),
]
WORDING = {"E0001": "[person 1]", "E0002": "[boss]"}


def places(form: Suggestion, turns: list[Turn], identifiers: list[Identifier]) -> list[tuple[str, str, str]]:
    searched = [SearchedInterview("P1", turns, identifiers)]
    return [(one.place, one.by, one.why) for one in form_occurrences([form], searched, WORDING)]


def test_every_place_is_listed_with_what_becomes_of_it() -> None:
    """Replaced as itself, as part of a longer name, or left and asked about."""
    assert places(row("Dag"), TURNS, FOUND) == [
        ("P1-001 #1", "[person 1]", ""),
        ("P1-001 #2", "[boss]", ""),
        ("P1-001 #1", "", "waits"),  # the first `dag` as it stands
    ]


WHY = [
    (row("four", "age"), "He is four. Two weeks on, four off.", [found("P1-001", 6, 10, "automatic", masked=True)],
     ["", "number"]),
    (row("Hope"), "We hope so. Hope, yes.", [found("P1-001", 12, 16, "rejected", masked=False)], ["small", "rejected"]),
    (row("Mariner", "other"), "The Mariner. Mariner!", [found("P1-001", 4, 11, "automatic", masked=True)], ["", "elsewhere"]),
    (row("Kari"), "Karianne and Karis bil.", [], ["elsewhere"]),  # whole words; a genitive is one
]  # fmt: skip


@pytest.mark.parametrize(("form", "text", "identifiers", "why"), WHY)
def test_why_a_place_stays(form: Suggestion, text: str, identifiers: list[Identifier], why: list[str]) -> None:
    """Each row: the form, what was said, what was found, and the reason at each place."""
    turns = [Turn(id="P1-001", speaker="P1", text=text)]
    assert [reason for _, _, reason in places(form, turns, identifiers)] == why


@pytest.mark.parametrize(("language", "sheet", "heading", "no"), [
    ("en", "Every place", "Replaced now", "no"), ("nb", "Alle steder", "Erstattes nå", "nei"),
    ("nn", "Alle stader", "Blir erstatta no", "nei"),
])  # fmt: skip
def test_the_second_sheet_shows_them_in_the_language_of_the_study(
    language: str, sheet: str, heading: str, no: str
) -> None:
    """To be filtered, its header in view, what stays in colour; and no decision is read from it."""
    shown = [
        FormOccurrence("Dag", "E0001", "P1", "P1-001 #1", "Then Dag came", 5, 8, "[person 1]"),
        FormOccurrence("Dag", "E0001", "P1", "P1-001 #2", "It is dag", 6, 9, "", "waits"),
    ]
    content = to_xlsx(table_rows([row("Dag")], Decisions(), language), language, shown)
    second = load_workbook(io.BytesIO(content)).worksheets[1]
    cells = [[cell.value for cell in line] for line in second.iter_rows(min_row=2)]
    assert second.title == sheet
    assert heading in cells[0]
    assert [line[cells[0].index(heading)] == no for line in cells[1:]] == [False, True]
    assert (second.freeze_panes, bool(second.auto_filter.ref), bool(second.conditional_formatting)) == (
        "B3",
        True,
        True,
    )


def test_a_workbook_with_the_second_sheet_is_read_by_its_first(tmp_path: Path) -> None:
    """Also one that is out with people under the earlier headings."""
    shown = [FormOccurrence("Dag", "E0001", "P1", "P1-001 #1", "Then Dag came", 5, 8, "[person 1]")]
    rows = [one | {"decision": "avvis"} for one in table_rows([row("Dag")], Decisions(), "nb")]
    path = tmp_path / "identifiers.xlsx"
    path.write_bytes(to_xlsx(rows, "nb", shown))
    assert [d.verdict for d in read_table(path) if isinstance(d, Decision)] == ["reject"]
    book = load_workbook(path)
    for cell in book.worksheets[0][2]:
        cell.value = "Intervjuer" if cell.value == "I hvilke intervjuer" else cell.value
    book.save(path)
    assert [one.cells["interviews"] for one in load_table(path).rows] == ["P1"]
