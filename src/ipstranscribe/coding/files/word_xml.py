"""Reader of the XML of a Word document for its tables, bookmarks and comments; tracked changes count as accepted.

Whoever wrote a comment is not read.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from ipstranscribe.documents import safe_zip, word_parts

_SKIPPED = frozenset(
    {"del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback", "rt", "pPr", "rPr", "sectPr"}
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_GONE = frozenset({"del", "moveFrom"})


class CommentPlace(NamedTuple):
    """Where a comment lies in a text, by its id; a comment beside a place, and not on words, has no length."""

    comment: str
    start: int
    end: int


@dataclass(frozen=True)
class CommentedText:
    """A paragraph, or a cell with its paragraphs one a line, with its bookmarks and the comments on it.

    `goes_on`: a cell that was merged with the one above it.
    """

    text: str = ""
    bookmarks: tuple[str, ...] = ()
    comments: tuple[CommentPlace, ...] = ()
    goes_on: bool = False

    def followed_by(self, other: "CommentedText") -> "CommentedText":
        """Both as one text, on two lines."""
        at = len(self.text) + 1
        moved = tuple(CommentPlace(one, start + at, end + at) for one, start, end in other.comments)
        return CommentedText(f"{self.text}\n{other.text}", self.bookmarks + other.bookmarks, self.comments + moved)


@dataclass(frozen=True)
class CommentedTable:
    """A table: its rows of cells."""

    rows: tuple[tuple[CommentedText, ...], ...]


@dataclass(frozen=True)
class CommentedDocument:
    """A document's paragraphs and tables in order, and the texts of its comments by id."""

    blocks: tuple[CommentedText | CommentedTable, ...]
    comments: dict[str, str]


def read(data: bytes) -> CommentedDocument:
    """Read a .docx file; raises Unsafe for one that is damaged or not sound."""
    main = word_parts.main_part(data)
    body = safe_zip.xml(safe_zip.part(data, main))
    if _name(body) != "document":
        raise safe_zip.Unsafe("its main part is something else")
    return CommentedDocument(tuple(_Walk().blocks(body)), _comments(data, main))


def _comments(data: bytes, main: str) -> dict[str, str]:
    folder, name = posixpath.split(main)
    try:
        relations = safe_zip.xml(safe_zip.part(data, posixpath.join(folder, "_rels", f"{name}.rels")))
    except safe_zip.Unsafe:
        return {}
    for relation in relations:
        if str(relation.get("Type", "")).endswith("/comments"):
            target = posixpath.normpath(posixpath.join(folder, str(relation.get("Target", "")))).lstrip("/")
            part = safe_zip.xml(safe_zip.part(data, target))
            return {
                _attribute(one, "id"): "\n".join(p.text for p in _Walk().paragraphs(one)).strip()
                for one in part
                if _name(one) == "comment"
            }
    return {}


@dataclass
class _Walk:
    """One walk through a document; comments that have begun go on over paragraphs until they end."""

    text: str = ""
    bookmarks: list[str] = field(default_factory=list)
    places: list[CommentPlace] = field(default_factory=list)
    begun: dict[str, int] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    def blocks(self, element: Any) -> Iterator[CommentedText | CommentedTable]:
        """The paragraphs and tables below an element."""
        for child in element:
            name = _name(child)
            if name == "p":
                yield self._paragraph(child)
            elif name == "tbl":
                yield CommentedTable(tuple(tuple(self._cells(row)) for row in _rows(child)))
            elif name not in _SKIPPED:
                self._mark(child, name)
                yield from self.blocks(child)

    def paragraphs(self, element: Any) -> Iterator[CommentedText]:
        """The paragraphs below an element, those in tables as well."""
        for block in self.blocks(element):
            if isinstance(block, CommentedText):
                yield block
            else:
                yield from (cell for row in block.rows for cell in row)

    def _cells(self, row: Any) -> Iterator[CommentedText]:
        for cell in row.iterchildren("{*}tc", "{*}sdt"):
            whole: CommentedText | None = None
            for paragraph in self.paragraphs(cell):
                whole = whole.followed_by(paragraph) if whole else paragraph
            merged = cell.find("{*}tcPr/{*}vMerge")
            goes_on = merged is not None and _attribute(merged, "val") != "restart"
            yield replace(whole or CommentedText(), goes_on=goes_on)
            spans = cell.findall("{*}tcPr/{*}gridSpan")
            yield from (CommentedText() for _ in range(int(_attribute(spans[0], "val") or 1) - 1 if spans else 0))

    def _paragraph(self, paragraph: Any) -> CommentedText:
        self.text, self.places = "", []
        self.begun = dict.fromkeys(self.begun, 0)
        self._inside(paragraph)
        still = [
            CommentPlace(one, start, len(self.text)) for one, start in self.begun.items() if start < len(self.text)
        ]
        read_here = CommentedText(self.text, tuple(self.bookmarks), (*self.places, *still))
        self.bookmarks = []
        return read_here

    def _inside(self, element: Any) -> None:
        for child in element:
            name = _name(child)
            if name == "t":
                self.text += child.text or ""
            elif name in _SIGNS:
                self.text += _SIGNS[name]
            elif name not in _SKIPPED:
                self._mark(child, name)
                self._inside(child)

    def _mark(self, element: Any, name: str) -> None:
        """Note a bookmark, or where a comment begins or ends."""
        identity = _attribute(element, "id")
        if name == "bookmarkStart":
            self.bookmarks.append(_attribute(element, "name"))
        elif name == "commentRangeStart":
            self.begun[identity] = len(self.text)
            self.met.add(identity)
        elif name == "commentRangeEnd" and identity in self.begun:
            self.places.append(CommentPlace(identity, self.begun.pop(identity), len(self.text)))
        elif name == "commentReference" and identity not in self.met:
            self.places.append(CommentPlace(identity, len(self.text), len(self.text)))


def _rows(table: Any) -> Iterator[Any]:
    for row in table.iter("{*}tr"):
        if next(row.iterancestors("{*}tbl")) is table and not any(
            _name(mark) in _GONE for mark in row.iterfind("{*}trPr/*")
        ):
            yield row


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")
