"""What coders did in Taguette: a project's database (`project.sqlite3`), or a table of highlights, as a project of codings.

The database has places, and the words that were marked; both have to agree. A table of highlights has the words alone: they
are looked for in the page that was exported, and have a place if they stand there exactly once.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, NamedTuple

from ipstranscribe.coding.files.project_xml import ProjectCode, ProjectCoding, ProjectText, QdaProject, Selection
from ipstranscribe.coding.files.taguette_page import TaguettePage
from ipstranscribe.documents import safe_zip
from ipstranscribe.documents.encoding import DecodedText
from ipstranscribe.documents.grid import Grid, header_row

_TABLES = {
    "documents": ("id", "project_id", "name", "contents"),
    "tags": ("id", "project_id", "path", "description"),
    "highlights": ("id", "document_id", "start_offset", "end_offset", "snippet"),
    "highlight_tags": ("highlight_id", "tag_id"),
}
"""What is read of a database (models.py of 1.5.2). Users, and the log of who did what, are not."""
_MOST_STEPS = 20_000_000
"""Steps of SQLite's machine after which a file is given up: a file can define columns that compute without end."""
_HEADER = ("document", "tag", "content")
_LOST = "0"
"""What its workbook shows for marked words that begin with an equals sign: it writes them as a formula."""
_REPLACED = re.compile(r"\\\[[^\[\]]*\\\]")


class Highlight(NamedTuple):
    """A row of a table of highlights: the name of the document, the tag, and the marked words as Taguette prints them."""

    document: str
    tag: str
    content: str


@dataclass(frozen=True)
class ReadHighlights:
    """A table of highlights as a project. `several` and `nowhere` count rows whose words stand there repeatedly, or not."""

    project: QdaProject
    several: int
    nowhere: int


def read_database(data: bytes) -> QdaProject:
    """Read the project in a database. Raises Unsafe for one that is not Taguette's, or holds several."""
    if not data.startswith(b"SQLite format 3\0"):
        raise safe_zip.Unsafe("it is no database")
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            rows = _rows(database, data)
    except (sqlite3.Error, OverflowError, UnicodeDecodeError):
        raise safe_zip.Unsafe("it is no whole database of Taguette") from None
    coded = {row["document_id"] for row in rows["highlights"]}
    if len({row["project_id"] for row in rows["documents"] if row["id"] in coded}) > 1:
        raise safe_zip.Unsafe("it holds several projects; export the one")
    codes = {str(row["id"]): ProjectCode(row["path"], (), row["description"]) for row in rows["tags"]}
    tags: dict[int, list[str]] = defaultdict(list)
    for row in rows["highlight_tags"]:
        tags[row["highlight_id"]].append(str(row["tag_id"]))
    texts = []
    for document in rows["documents"]:
        page = TaguettePage(document["contents"])
        marked = [row for row in rows["highlights"] if row["document_id"] == document["id"]]
        selections = tuple(_selection(page, row, tags[row["id"]]) for row in sorted(marked, key=_order))
        texts.append(ProjectText(PurePath(document["name"]).stem, "", DecodedText(page.text, "utf-8"), selections))
    return QdaProject(codes, tuple(texts))


def _rows(database: sqlite3.Connection, data: bytes) -> dict[str, list[dict[str, Any]]]:
    database.deserialize(data)
    database.execute("PRAGMA trusted_schema = OFF")
    steps = iter(range(_MOST_STEPS // 10_000))
    database.set_progress_handler(lambda: next(steps, None) is None, 10_000)
    kinds = dict(database.execute("SELECT name, type FROM sqlite_master"))
    if any(kinds.get(name) != "table" for name in _TABLES):
        raise safe_zip.Unsafe("it is no project of Taguette")
    found = {}
    for name, columns in _TABLES.items():
        rows = database.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall()  # noqa: S608
        found[name] = [dict(zip(columns, row, strict=True)) for row in rows]
    if any(not isinstance(row[key], kind) for name in found for row in found[name] for key, kind in _kinds(name)):
        raise safe_zip.Unsafe("it is no project of Taguette")
    return found


def _kinds(table: str) -> Iterator[tuple[str, type]]:
    texts = ("name", "contents", "path", "description", "snippet")
    return ((column, str if column in texts else int) for column in _TABLES[table])


def _order(row: Mapping[str, Any]) -> tuple[int, int]:
    return row["start_offset"], row["id"]


def _selection(page: TaguettePage, row: Mapping[str, Any], tags: Iterable[str]) -> Selection:
    """A highlight at its place; at none where other words stand there than those that were marked."""
    start, end = row["start_offset"], row["end_offset"]
    there = page.whole[start:end].decode("utf-8", errors="ignore")
    if start < 0 or there.split() != TaguettePage(row["snippet"]).whole.decode("utf-8").split():
        return _nowhere(page, tags)
    return _placed(page, (start, end), tags)


def _placed(page: TaguettePage, span: tuple[int, int], tags: Iterable[str]) -> Selection:
    start, end = map(page.place, span)
    return Selection(start, end, tuple(ProjectCoding(tag, 0) for tag in tags), name=page.text[start:end])


def _nowhere(page: TaguettePage, tags: Iterable[str]) -> Selection:
    beyond = len(page.text) + 1
    return Selection(beyond, beyond, tuple(ProjectCoding(tag, 0) for tag in tags))


def highlights_of(grids: Iterable[Grid]) -> list[Highlight]:
    """The rows of a table of highlights (`all_tags.csv`, `.xlsx`); empty for a table of another kind."""
    found = []
    for grid in grids:
        at = header_row(grid.rows, is_header)
        if at is None:
            continue
        columns = [_named(grid.rows[at]).index(name) for name in _HEADER]
        for cells in grid.rows[at + 1 :]:
            row = Highlight(*(cells[column] if column < len(cells) else "" for column in columns))
            if row.tag.strip():
                found.append(row)
    return found


def is_header(line: Sequence[str]) -> bool:
    """Whether a row is the heading of a table of highlights."""
    return set(_HEADER) <= set(_named(line)) and "id" in _named(line)


def _named(line: Sequence[str]) -> list[str]:
    return [cell.strip().casefold() for cell in line]


def placed(highlights: Sequence[Highlight], pages: Mapping[str, str]) -> ReadHighlights:
    """Find the words of highlights in the exported pages, by interview.

    They are looked for in the interview that the document is named after, else in all.
    """
    read = {interview: TaguettePage(html) for interview, html in pages.items()}
    selections: dict[str, list[Selection]] = defaultdict(list)
    codes = {one.tag: ProjectCode(one.tag) for one in highlights}
    several = nowhere = 0
    for one in highlights:
        stem = PurePath(one.document).stem
        named = next((name for name in (one.document.strip(), stem.strip()) if name in read), "")
        looked_in = () if one.content.strip() == _LOST else (named,) if named else tuple(read)
        found = [(name, span) for name in looked_in for span in _spans(read[name], one.content)]
        several += len(found) > 1
        nowhere += not found
        if len(found) == 1:
            ((interview, span),) = found
            selections[interview].append(_placed(read[interview], span, [one.tag]))
        elif named:
            selections[named].append(_nowhere(read[named], [one.tag]))
    texts = (ProjectText(name, "", DecodedText(read[name].text, "utf-8"), tuple(of)) for name, of in selections.items())
    return ReadHighlights(QdaProject(codes, tuple(texts)), several, nowhere)


def _spans(page: TaguettePage, content: str) -> list[tuple[int, int]]:
    """The bytes of a page at which words stand, whatever the wording of replacements and the length of blanks."""
    words = _REPLACED.sub(lambda _: r"\[[^\[\]]*\]", r"\s+".join(map(re.escape, content.split())))
    plain, places = page.plain
    found = re.finditer(f"(?=({words}))", plain) if words else ()
    return [
        (places[start], places[end - 1] + len(plain[end - 1].encode("utf-8")))
        for start, end in (one.span(1) for one in found)
    ]
