"""Guides in tables: the role of each column (question, follow-up, …), by its header or by its cells."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from ipstranscribe.guide.lines import GuideLine, LineRole
from ipstranscribe.guide.question_signs import is_question

_COLUMNS: tuple[tuple[LineRole, re.Pattern[str]], ...] = (
    ("follow-up", re.compile(r"probe|prompt|follow|oppfølg|stikkord|underspørsmål|hjelpespørsmål|utdyp|tillegg", re.I)),
    ("question", re.compile(r"question|spørsmål|main|hovedspørsmål", re.I)),
    ("heading", re.compile(r"theme|topic|tema|section|area|område|del\b|domain", re.I)),
    ("branch", re.compile(r"branch|group|gruppe|for whom|hvem|gren|utvalg|participants|deltakere", re.I)),
    ("number", re.compile(r"(?:no|nr|#|num|number|nummer|id)\.?$", re.I)),
    (
        "note",
        re.compile(r"note|comment|purpose|aim|rationale|formål|hensikt|merknad|kommentar|notat|time|tid|min", re.I),
    ),
)
_LONGEST_NAME = 6
"""Maximum number of words of a cell that can be a column header."""


def assign_roles(lines: list[GuideLine]) -> list[GuideLine]:
    """Assign `role` and `branch` to lines by their column in a table. Number and order of the lines stay the same."""
    result: list[GuideLine] = []
    roles: dict[int, LineRole] = {}
    columns = 0
    for cell_row, of_row in groupby(lines, key=lambda line: line.cell[0] if line.cell else None):
        row = list(of_row)
        if cell_row is None:
            roles, columns = {}, 0
            result += row
            continue
        if row[0].columns != columns and row[0].columns > 1:
            roles, columns = _named(row), row[0].columns
            if roles:
                result += [replace(line, role="note") for line in row]
                continue
        result += _told(row, roles)
    return result


def _named(row: Iterable[GuideLine]) -> dict[int, LineRole]:
    """Column → role, if this row is a header row; else empty."""
    roles: dict[int, LineRole] = {}
    for line in row:
        if "?" in line.text or len(line.text.split()) > _LONGEST_NAME:
            return {}
        if line.cell:
            roles[line.cell[1]] = next((role for role, pattern in _COLUMNS if pattern.search(line.text)), "note")
    return roles if "question" in roles.values() else {}


def _told(row: list[GuideLine], roles: dict[int, LineRole]) -> list[GuideLine]:
    if row[0].columns == 1 or (len({line.cell for line in row}) == 1 and not roles):
        return [_as_heading(line) if len(row) == 1 else line for line in row]
    known = roles or _guessed(row)
    branch = " ".join(line.text for line in row if line.cell and known.get(line.cell[1]) == "branch")
    told: list[GuideLine] = []
    asked: set[int] = set()
    for line in row:
        column = line.cell[1] if line.cell else 0
        role = known.get(column, "note")
        if role == "heading":
            told.append(_as_heading(line))
        elif role == "question":
            later = column in asked and line.kind != "ordered"
            told.append(replace(line, role="follow-up" if later else "question", branch=branch))
            asked.add(column)
        elif role == "follow-up":
            told.append(replace(line, role="follow-up"))
        else:
            told.append(replace(line, role="number" if role == "number" else "note"))
    return told


def _as_heading(line: GuideLine) -> GuideLine:
    if is_question(line.text) or line.kind in ("ordered", "bullet"):
        return line
    return replace(line, kind="heading", level=9)


def _guessed(row: list[GuideLine]) -> dict[int, LineRole]:
    """Guess the roles of the cells: the first that asks is the question, later ones are follow-ups, earlier ones headings."""
    columns = list(dict.fromkeys(line.cell[1] for line in row if line.cell))
    asking = next((line.cell[1] for line in row if line.cell and is_question(line.text)), None)
    if asking is None:
        return dict.fromkeys(columns, "note")
    return {
        column: "heading" if column < asking else "question" if column == asking else "follow-up" for column in columns
    }
