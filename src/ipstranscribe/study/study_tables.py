"""The three tables under `restricted/`: interviews, participants and people, read cell by cell.

A name that stands there and is not read is not replaced. So nothing is passed over: a cell without a heading, a column that
nobody knows, a letter that was lost, a row without a name is refused with file, row and column, and an example of what
is right. Headings may be in any language of `languages/`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar, get_args

from pydantic import ValidationError

from ipstranscribe import languages
from ipstranscribe.documents import tables
from ipstranscribe.documents.grid import column_name
from ipstranscribe.documents.table_layout import NumberedRow, Table, TableColumns
from ipstranscribe.errors import UserError, first_mistake
from ipstranscribe.languages.names import code_of
from ipstranscribe.model import ConsentScope, Interview, KnownPerson, Participant, Value, branch_key

V = TypeVar("V", bound=Value)

REQUIRED = {
    "interviews": ("id", "participant", "recordings"),
    "participants": ("id", "name"),
    "people": ("name", "role"),
}
"""The tables, each with the columns that must be there."""
COLUMNS = {
    "interviews": ("id", "participant", "recordings", "date", "place", "interviewer", "language"),
    "participants": ("id", "name", "aliases", "branch", "consent"),
    "people": ("name", "aliases", "role", "of"),
}
"""The columns that are known. In `participants` further ones are attributes."""
_LISTS = frozenset({"aliases", "recordings"})
_EXAMPLES = {
    "id": "An id has letters, digits, - and _ only, at most 31, like P1.",
    "participant": "Write the id of a row of the participants table, like P1; of several who were interviewed together each "
    'one once, with a comma between them, like P1, P2 (in csv between quotation marks: "P1, P2").',
    "recordings": "Name files in restricted/recordings, with ; between them, like P1.m4a;P1b.m4a.",
    "name": "Write the full name, like Kari Nordmann, with a letter for each letter.",
    "aliases": "Write other names with ; between them, like Kari;Kaja.",
    "role": "Write who it is, like sister, employer or doctor.",
    "of": "Write the id of a participant, like P1, or leave it empty for somebody whom all may mention.",
    "language": "Write its code or its name, like nb (Norwegian bokmål), nn (Norwegian nynorsk) or en, or leave it empty.",
    "branch": "Write the name of a branch of the guide, like working, or leave it empty.",
    "consent": "Write coders, archive, quotes or sound (kodere, arkiv, sitater, lyd), with ; between; or nothing.",
    "date": "Write the date like 2024-10-08, or leave it empty.",
}
_BETWEEN_IDS = re.compile(r"\s*[,;/+&\n\r\t]\s*|\s+(?:and|og|und|with|med|samt)\s+")
"""What people write between the ids of several participants."""
_AND = re.compile(r"[;,/+&\n\r|]|(?<!\w)(?:and|og)(?!\w)", re.IGNORECASE)
"""What stands between scopes of consent."""
_ID = re.compile(r"[A-Za-z]{0,4}[-_]?\d[\w-]*")
"""What is evidently an id and no name: some letters and a number."""
_LOST = re.compile(r"\ufffd|#{2,}$|\w\?\w|(?<![\w(])\?\w")
_UTF8_AS_OTHER = re.compile(
    r"Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[ÅÄÂ][\u0080-\u00a9\u00ab-\u00b9\u00bb-\u00bf]|â€"
)
"""Letters of UTF-8 that a program took for another code page: two signs in the place of one letter."""
_ERRORS = re.compile(
    r"#(?:REF|REFERANSE|NAME|NAVN|NAMN|VALUE|VERDI|DIV/0|N/A|I/T|NUM|NULL|NUL|SPILL|CALC)[!?]?|Err:\d+", re.I
)
"""Error values of spreadsheet programs, as csv files hold them, in English and Norwegian."""


def columns(name: str) -> TableColumns:
    """The columns of a table, with their words in every language."""
    words: dict[str, str] = {}
    for column in COLUMNS[name]:
        for word in languages.column_words(column):
            if name != "participants" or word in COLUMNS[name] or not _is_attribute(word):
                words.setdefault(word, column)
    if name == "people":
        words |= dict.fromkeys(languages.column_words("participant"), "of")
    return TableColumns(REQUIRED[name], words, _LISTS, frozenset({"name"}))


def _is_attribute(word: str) -> bool:
    """Whether a column of the participants table is one of their attributes."""
    return any(word in one.replacements.columns for one in languages.RECORDS.values())


def load(folder: Path, name: str) -> Table | None:
    """The table `name` in `folder`, every cell accounted for; None if there is no such file. Raises UserError."""
    path = tables.find(folder, name)
    if not path.exists() and name == "people":
        return None
    table = tables.load(path, columns(name))
    for check in (_refuse_swallowed, _refuse_unheaded, _refuse_sheets, _refuse_lost):
        check(table)
    if name == "people":
        _refuse_unknown(table)
    return table


def interviews(folder: Path) -> tuple[Interview, ...]:
    """The rows of the table `interviews`, in order; raises UserError for one that is incomplete or wrong."""
    return _unique(folder, "interviews", _interview)


def participants(folder: Path) -> tuple[Participant, ...]:
    """The rows of the table `participants`, a branch spelt as it is spelt first; raises UserError for a row that is wrong."""
    found = _unique(folder, "participants", _participant)
    if any(
        one.consent is not None for one in found
    ):  # a sheet without the column says nothing, and so nobody consented
        found = tuple(one.model_copy(update={"consent": one.consent or ()}) for one in found)
    first: dict[str, str] = {}
    for one in found:
        if one.branch:
            first.setdefault(branch_key(one.branch), one.branch)
    return tuple(
        one.model_copy(update={"branch": first[branch_key(one.branch)]}) if one.branch else one for one in found
    )


def people(folder: Path, ids: Sequence[str]) -> tuple[KnownPerson, ...]:
    """The rows of the table `people`; none if there is no such table. `ids` are those of the participants."""
    table = load(folder, "people")
    return tuple(_person(table, row, ids) for row in table.rows) if table else ()


def split_list(cell: str) -> tuple[str, ...]:
    """The parts of a cell with a list of names: between them stands a semicolon, a comma or a line break."""
    return tuple(" ".join(part.split()) for part in re.split(r"[;,\n\r]", cell) if part.strip())


def split_ids(cell: str) -> tuple[str, ...]:
    """The ids of a cell with one participant or several: `P1, P2`, `P1;P2`, `P1 og P2`, and `P1 P2` if all have digits."""
    ids = [part for part in _BETWEEN_IDS.split(cell.strip()) if part]
    apart = [one for part in ids for one in part.split()]
    return tuple(apart if all(any(map(str.isdigit, one)) for one in apart) else ids)


def notes(name: str, table: Table) -> Iterator[str]:
    """What stands in a table and was not read, a line each, by sheet, row and column."""
    for sheet, row in table.above:
        yield f"{table.place(sheet, row)}: stands above the header, and was not read."
    for sheet, row in table.repeated:
        yield f"{table.place(sheet, row)}: repeats the header, and was left out."
    for one in table.unread:
        yield f"{table.place(one.number)}: was not read; it names none of the columns {', '.join(REQUIRED[name])}."
    if name == "interviews":
        for sheet, number in _unknown(name, table):
            told = table.place(sheet)
            yield f"{told}, column {number} ({column_name(number)}): was not read; names in it are not looked for."


# Rows.


def _interview(table: Table, row: NumberedRow) -> Interview:
    cells = {column: row.cells.get(column, "") for column in COLUMNS["interviews"]}
    if cells["language"]:
        cells["language"] = _language(table, row)
    recordings = [" ".join(part.split()) for part in re.split(r"[;\n\r]", cells["recordings"]) if part.strip()]
    people = split_ids(cells.pop("participant"))
    if not people:
        raise _wrong(table, row, "participant", "there is nothing")
    return _row(Interview, {**cells, "participants": people, "recordings": recordings}, table, row)


def _language(table: Table, row: NumberedRow) -> str:
    """The code of the language of a row, which people may call by its name."""
    code = code_of(row.cells["language"])
    if code is None:
        raise _wrong(table, row, "language", "that is no language that is known")
    return code


def _participant(table: Table, row: NumberedRow) -> Participant:
    for column in ("id", "name"):
        if not row.cells[column]:
            raise _wrong(table, row, column, "there is nothing")
    known = COLUMNS["participants"]
    fields = {
        "id": row.cells["id"],
        **_names(row.cells),
        "branch": row.cells.get("branch") or None,
        "consent": _consent(table, row) if "consent" in row.cells else None,
        "attributes": {c: _attribute(c, cell) for c, cell in row.cells.items() if c not in known and cell},
    }
    return _row(Participant, fields, table, row)


def _consent(table: Table, row: NumberedRow) -> list[str]:
    """The scopes of consent that a cell names, in any language; none for an empty one. Raises UserError for another word."""
    found: list[str] = []
    for part in _AND.split(row.cells["consent"]):
        said = part.strip(" .")
        scopes = [languages.consent_word(said)] if said else []
        if None in scopes:
            scopes = [languages.consent_word(word) for word in said.split()]
        if None in scopes:
            raise _wrong(table, row, "consent", "there is a word that is no scope of consent")
        found += [scope for scope in scopes if scope]
    return [scope for scope in get_args(ConsentScope) if scope in found]


def _attribute(column: str, cell: str) -> str:
    """The cell of a further column; where it holds names, lines are parts of a list."""
    return ";".join(filter(None, map(str.strip, cell.splitlines()))) if _is_attribute(column) else cell


def _person(table: Table, row: NumberedRow, ids: Sequence[str]) -> KnownPerson:
    if not row.cells["name"]:
        raise _wrong(table, row, "name", "there is nothing")
    of = row.cells.get("of", "")
    if of and of not in ids:
        raise _wrong(table, row, "of", "that is no participant's id")
    return _row(KnownPerson, {**_names(row.cells), "role": " ".join(row.cells["role"].split()), "of": of}, table, row)


def _names(cells: Mapping[str, str]) -> dict[str, object]:
    """The name and the aliases of a row, each once."""
    name = " ".join(cells["name"].split())
    aliases = dict.fromkeys(alias for alias in split_list(cells.get("aliases", "")) if alias != name)
    return {"name": name, "aliases": tuple(aliases)}


def _row(kind: type[V], fields: Mapping[str, object], table: Table, row: NumberedRow) -> V:
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        mistake = first_mistake(error)
        ours = mistake.what if mistake.is_ours else "that is not in its form"
        column = mistake.path[0] if mistake.path else ""
        raise _wrong(table, row, "participant" if column == "participants" else column, ours) from None


def _wrong(table: Table, row: NumberedRow, column: str, what: str) -> UserError:
    return UserError(f"{table.where(row, column)}: {what}.", _EXAMPLES.get(column, "Correct that cell."))


def _unique(folder: Path, name: str, make: "Callable[[Table, NumberedRow], V]") -> tuple[V, ...]:
    """The values of a table's rows; raises UserError for an id that two rows have."""
    table = load(folder, name)
    rows = table.rows if table else ()
    values = tuple(make(table, row) for row in rows) if table else ()
    seen: dict[str, NumberedRow] = {}
    for row in rows:
        one = row.cells["id"]
        if (
            table and (first := seen.setdefault(one.casefold(), row)) is not row
        ):  # Windows and macOS: P1 and p1 are one file
            told = f"the id {one}" if _ID.fullmatch(one) else "an id"  # anything else may be a name
            raise UserError(
                f"{table.name} lists {told} twice: in rows {first.number} and {row.number}.",
                "Give each row an id of its own.",
            )
    return values


# What is refused.


def _refuse_swallowed(table: Table) -> None:
    if table.swallowed:
        row, column = table.swallowed
        raise UserError(
            f"{table.name}, row {row}, column {column} ({column_name(column)}): the cell holds the text of further rows.",
            "Look for a quotation mark there that is too many, and leave it out.",
        )


def _refuse_unheaded(table: Table) -> None:
    if table.unheaded:
        sheet, place = table.unheaded[0]
        raise UserError(
            f"{table.place(sheet, place.row)}, column {place.column} ({column_name(place.column)}): something stands there, "
            "and the column has no heading.",
            "Give the column a heading in the first row, or move the cell to its column. In csv a cell that holds the "
            'delimiter needs quotation marks: "Oslo, Norway".',
        )


def _refuse_sheets(table: Table) -> None:
    """Raise UserError for a sheet that seems to go on with the table, and has another header."""
    alike = next((one for one in table.unread if one.alike), None)
    if alike:
        raise UserError(
            f"{table.place(alike.number)}: was not read. It looks like the table, and lacks a column that another sheet has.",
            "Give it the same header, or move it to a workbook elsewhere.",
        )


def _refuse_unknown(table: Table) -> None:
    """Raise UserError for a column that the table of people does not have and that holds something."""
    for sheet, number in _unknown("people", table):
        raise UserError(
            f"{table.place(sheet)}, column {number} ({column_name(number)}): this column is not known, and is not read.",
            f"The columns are {', '.join(COLUMNS['people'])}. Further names go into aliases, with ; between them; "
            "what else there is, into a file outside the study.",
        )


def _unknown(name: str, table: Table) -> Iterator[tuple[int, int]]:
    """Columns of no known heading that hold something: sheet and number."""
    for sheet, places in table.columns.items():
        for column, number in places.items():
            if column not in COLUMNS[name] and any(row.cells.get(column) for row in table.rows if row.sheet == sheet):
                yield sheet, number


def _refuse_lost(table: Table) -> None:
    """Raise UserError for letters that another program lost: whatever name stood there would not be found."""
    for row in table.rows:
        for column, cell in row.cells.items():
            if _ERRORS.fullmatch(cell):
                raise _wrong(table, row, column, "there is an error value of a spreadsheet program")
            asked = column in ("name", "aliases", "interviewer", "place")
            if "\ufffd" in cell or _UTF8_AS_OTHER.search(cell) or (asked and _LOST.search(cell)):
                raise UserError(
                    f"{table.where(row, column)}: letters were lost when this table was saved.",
                    'Write the letters again there, and save the table as "CSV UTF-8" or .xlsx.',
                )
