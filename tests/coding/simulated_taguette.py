"""A project of Taguette as it exports one (1.5.2), made from our page: its tables, and places counted in bytes."""

import csv
import html
import io
import re
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

TABLES = """
CREATE TABLE users (login VARCHAR(30) PRIMARY KEY, email VARCHAR(256));
CREATE TABLE projects (id INTEGER PRIMARY KEY, name VARCHAR(200), description TEXT);
CREATE TABLE documents (id INTEGER PRIMARY KEY, name VARCHAR(200), filename VARCHAR(200), project_id INTEGER, contents TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path VARCHAR(200), description TEXT);
CREATE TABLE highlights (
    id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER, end_offset INTEGER, snippet TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
"""


class Marked(NamedTuple):
    """Words of a document from `first` to the end of `last`, and their tags; `snippet` if it is not these words."""

    document: str
    first: str
    last: str
    tags: tuple[str, ...]
    snippet: str | None = None


def kept(page: str) -> str:
    """What Taguette keeps of our page: what is in it, without head and outer elements."""
    inner = page.partition("<body><main>")[2].partition("</main>")[0]
    assert inner
    return inner.strip()


def text_of(contents: str) -> str:
    """All text of a document, as its places count it."""
    return html.unescape(re.sub(r"<[^>]*>", "", contents))


def project(documents: Mapping[str, str], marks: Sequence[Marked], to: Path, *, about: str = "") -> Path:
    """A database with these documents (name → HTML), and what was marked in them."""
    database = sqlite3.connect(to)
    database.executescript(TABLES)
    database.execute("INSERT INTO users VALUES ('Sigrid Holm', 'sigrid@example.org')")
    database.execute("INSERT INTO projects VALUES (1, 'study', '')")
    names = list(documents)
    for number, (name, contents) in enumerate(documents.items(), 1):
        database.execute("INSERT INTO documents VALUES (?, ?, ?, 1, ?)", (number, name, f"{name}.html", contents))
    tags = list(dict.fromkeys(["interesting", *(tag for one in marks for tag in one.tags)]))
    for number, tag in enumerate(tags, 1):
        database.execute("INSERT INTO tags VALUES (?, 1, ?, ?)", (number, tag, about))
    for number, one in enumerate(marks, 1):
        text = text_of(documents[one.document])
        first = text.index(one.first)
        last = text.index(one.last, first) + len(one.last)
        start, end = (len(text[:place].encode("utf-8")) for place in (first, last))
        snippet = html.escape(text[first:last]) if one.snippet is None else one.snippet
        row = (number, names.index(one.document) + 1, start, end, f"<p>{snippet}</p>")
        database.execute("INSERT INTO highlights VALUES (?, ?, ?, ?, ?)", row)
        database.executemany(
            "INSERT INTO highlight_tags VALUES (?, ?)", [(number, tags.index(t) + 1) for t in one.tags]
        )
    database.commit()
    database.close()
    return to


def highlights(rows: Sequence[tuple[str, str, str]], to: Path) -> Path:
    """A table of highlights: document, tag and words of each."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "document", "tag", "content"])
    writer.writerows((number, *row) for number, row in enumerate(rows, 1))
    to.write_bytes(out.getvalue().encode("utf-8"))
    return to
