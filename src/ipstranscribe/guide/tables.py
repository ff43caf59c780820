"""Guides in tables: the role of each column (question, follow-up, …), by its header or by its cells."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ipstranscribe.guide.branches import branch_of, branches_of_cell, named_branch
from ipstranscribe.guide.lines import GuideLine, LineRole
from ipstranscribe.guide.question_signs import is_question

_COLUMNS: tuple[tuple[LineRole, re.Pattern[str]], ...] = (
    (
        "follow-up",
        re.compile(r"probe|prompt|follow|oppfølg|stikkord|underspørsmål|hjelpespørsmål|utdyp|tillegg|sub-?quest", re.I),
    ),
    ("number", re.compile(r"(?:q(?:uestion)?\s*)?(?:no|nr|#|num|number|nummer|id|s\.?\s?no)\.?$|q\.?$", re.I)),
    ("question", re.compile(r"question|spørsmål|main|hovedspørsmål|\bitems?\b", re.I)),
    (
        "heading",
        re.compile(r"theme|topic|tema|section|area|område|del\b|domain|concept|construct|emne|phase|fase", re.I),
    ),
    (
        "branch",
        re.compile(
            r"branch|groups?\b|gruppe|for whom|hvem|gren\b|utvalg|participants?\b|deltakere|asked of|gjelder|respondent",
            re.I,
        ),
    ),
    (
        "note",
        re.compile(
            r"note|comment|purpose|\baims?\b|rationale|formål|hensikt|merknad|kommentar|notat|time|\btid\b|\bmin|"
            r"before|after|baseline|"
            r"month|week|day|year|visit|wave|round|interview|hypothes|literature|answer|response|example|objective|goal|"
            r"før|etter|uke|måned|dag|år\b|svar|mål\b|teori|begrunnelse|litteratur|eksempel",
            re.I,
        ),
    ),
)
SECTION_LEVEL = 8
"""Heading level of a row across all columns: above the topics in a column."""
_LONGEST_NAME = 6
"""Maximum number of words of a cell that can be a column header."""


@dataclass
class _Table:
    """The columns of the table that is being read: their roles, and those that stand for a branch each."""

    columns: int = 0
    roles: dict[int, LineRole] = field(default_factory=dict)
    branches: dict[int, str] = field(default_factory=dict)


def assign_roles(lines: Sequence[GuideLine], known: Sequence[str] = ()) -> list[GuideLine]:
    """Assign `role` and `branches` to lines by their column in a table. Number and order of the lines stay the same.

    `known` are the branches that participants have.
    """
    result: list[GuideLine] = []
    table = _Table()
    rows = [(at, list(of_row)) for at, of_row in groupby(lines, key=lambda line: line.cell[0] if line.cell else None)]
    for number, (at, row) in enumerate(rows):
        if at is None:
            table = _Table()
            result += row
            continue
        if row[0].columns != table.columns and row[0].columns > 1:
            below = [line for _, other in rows[number + 1 : number + 30] for line in other if line.cell]
            table = _Table(row[0].columns, _named(row), _branch_columns(row, below, known))
            if table.roles or table.branches:
                result += [replace(line, role="note") for line in row]
                continue
        result += _of_branches(row, table) if table.branches else _told(row, table.roles, known)
    return result


def _named(row: Iterable[GuideLine]) -> dict[int, LineRole]:
    """Column → role, if this row is a header row; else empty.

    Where no column holds questions, the topics of the last column of topics are what is asked.
    """
    roles: dict[int, LineRole] = {}
    for line in row:
        if "?" in line.text or len(line.text.split()) > _LONGEST_NAME:
            return {}
        if line.cell:
            roles[line.cell[1]] = _role_of(line.text) or "note"
    topics = [column for column, role in roles.items() if role == "heading"]
    if "question" not in roles.values() and topics and (len(topics) > 1 or "follow-up" in roles.values()):
        roles[max(topics)] = "question"
    return roles if "question" in roles.values() else {}


def _role_of(header: str) -> LineRole | None:
    return next((role for role, pattern in _COLUMNS if pattern.search(header)), None)


def _branch_columns(row: Sequence[GuideLine], below: Sequence[GuideLine], known: Sequence[str]) -> dict[int, str]:
    """Column → branch, if the header row names a group of participants above each column of questions; else empty.

    Names that participants have are certain; others count if at least two columns hold questions, and the first column may
    hold topics.
    """
    if any("?" in line.text or len(line.text.split()) > _LONGEST_NAME for line in row):
        return {}
    headers = {line.cell[1]: line.text for line in row if line.cell}
    asked = {line.cell[1] for line in below if line.cell and line.columns == row[0].columns and is_question(line.text)}
    free = {column: text for column, text in headers.items() if _role_of(text) is None}
    found = {column: branch for column, text in headers.items() if (branch := branch_of(text, known)) in known}
    if found:
        others = {
            column: branch_of(text, known) or named_branch(text) for column, text in free.items() if column in asked
        }
        return {**others, **{column: str(branch) for column, branch in found.items()}}
    told = {column: text for column, text in free.items() if column in asked}
    if len(told) < 2 or any(role in ("question", "follow-up") for text in headers.values() if (role := _role_of(text))):
        return {}
    return {column: branch_of(text, known) or named_branch(text) for column, text in told.items()}


def _of_branches(row: Sequence[GuideLine], table: _Table) -> list[GuideLine]:
    """A row whose columns are branches: each cell holds questions for one of them; other columns hold topics."""
    if row[0].columns == 1:
        return [_as_heading(line, SECTION_LEVEL) if len(row) == 1 else line for line in row]
    told: list[GuideLine] = []
    asked: set[int] = set()
    for line in row:
        column = line.cell[1] if line.cell else 0
        if column not in table.branches:
            told.append(replace(line, role="note"))
            continue
        told.append(replace(line, role=_question_or_more(line, column in asked), branches=(table.branches[column],)))
        asked.add(column)
    return told


def _question_or_more(line: GuideLine, later: bool) -> LineRole:
    """A cell holds one question and its follow-ups, unless they are numbered."""
    return "follow-up" if later and (line.kind != "ordered" or line.marker == "letter") else "question"


def _told(row: list[GuideLine], roles: dict[int, LineRole], known: Sequence[str]) -> list[GuideLine]:
    if row[0].columns == 1 or (len({line.cell for line in row}) == 1 and not roles):
        return [_as_heading(line, SECTION_LEVEL) if len(row) == 1 else line for line in row]
    meant = roles or _guessed(row)
    cells = [line.text for line in row if line.cell and meant.get(line.cell[1]) == "branch"]
    branches = branches_of_cell(", ".join(cells), known) if "branch" in meant.values() else ()
    told: list[GuideLine] = []
    asked: set[int] = set()
    for line in row:
        column = line.cell[1] if line.cell else 0
        role = meant.get(column, "note")
        if role == "heading":
            told.append(_as_heading(line))
        elif role == "question":
            told.append(replace(line, role=_question_or_more(line, column in asked), branches=branches))
            asked.add(column)
        elif role == "follow-up":
            told.append(replace(line, role="follow-up"))
        else:
            told.append(replace(line, role="number" if role == "number" else "note"))
    return told


def _as_heading(line: GuideLine, level: int = 9) -> GuideLine:
    if is_question(line.text) or line.kind in ("ordered", "bullet"):
        return line
    return replace(line, kind="heading", level=level)


def _guessed(row: list[GuideLine]) -> dict[int, LineRole]:
    """Guess the roles of the cells: the first that asks is the question, later ones are follow-ups, earlier ones headings."""
    columns = list(dict.fromkeys(line.cell[1] for line in row if line.cell))
    asking = next((line.cell[1] for line in row if line.cell and is_question(line.text)), None)
    if asking is None:
        return dict.fromkeys(columns, "note")
    return {
        column: "heading" if column < asking else "question" if column == asking else "follow-up" for column in columns
    }
