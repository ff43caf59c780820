"""Reader of interview guides in Word: headings by style, lists by Word's own numbering, lines in bold, tables.

The XML is read directly, because python-docx knows neither list formats nor text inserted with tracked changes. Tracked
changes are taken as accepted; comments, headers, footers and notes are no part of a guide.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ipstranscribe.documents import safe_zip, word_parts
from ipstranscribe.guide.lines import GuideLine, GuideSource, without_marker, without_markers
from ipstranscribe.guide.refused import unreadable

_SKIPPED = frozenset({"del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback", "rt", "sectPr"})
_SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "softHyphen": ""}
_OFF = ("0", "false", "off", "none")
_LONGEST_BOLD = 30
"""Maximum number of words of a line in bold that can be a heading or a question; a longer one is emphasised text."""
_TWIPS = 180
"""Twips (twentieths of a point) per column of indentation: Word's half tab of 360 is one level."""


@dataclass(frozen=True)
class _Style:
    """A paragraph style: its English name, the style it is based on, its list and outline level."""

    name: str = ""
    base: str = ""
    number: tuple[str, int] | None = None
    outline: int | None = None
    bold: bool = False


@dataclass(frozen=True)
class _Cell:
    """Position in a table: row and column, and how many cells the row has."""

    at: tuple[int, int] | None = None
    columns: int = 0


@dataclass
class _Book:
    """The styles and lists of a document."""

    styles: dict[str, _Style] = field(default_factory=dict)
    formats: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    """(list, level) → number format and indentation."""


def read(data: bytes) -> GuideSource:
    """Read the lines of a .docx file; raises UserError for one that is damaged, locked or malicious."""
    try:
        main = word_parts.main_part(data)
        body = safe_zip.xml(safe_zip.part(data, main))
        book = _Book(
            _styles(word_parts.beside(data, main, "styles.xml")),
            _formats(word_parts.beside(data, main, "numbering.xml")),
        )
    except safe_zip.Unsafe as reason:
        raise unreadable("Word document", str(reason)) from None
    if _name(body) != "document":
        raise unreadable("Word document", "its main part is something else")
    return GuideSource(without_markers(_Walk(book).lines(body, _Cell())), "Word")


def _styles(root: Any) -> dict[str, _Style]:
    found = {}
    for style in _below(root, "style"):
        properties = _one(style, "pPr")
        found[_value(style, "styleId")] = _Style(
            name=_value(_one(style, "name"), "val").lower(),
            base=_value(_one(style, "basedOn"), "val"),
            number=_number(properties),
            outline=_whole(_value(_one(properties, "outlineLvl"), "val")),
            bold=_is_on(_one(_one(style, "rPr"), "b")),
        )
    return found


def _formats(root: Any) -> dict[tuple[str, int], tuple[str, int]]:
    abstract = {_value(one, "abstractNumId"): one for one in _below(root, "abstractNum")}
    found = {}
    for num in _below(root, "num"):
        kinds = abstract.get(_value(_one(num, "abstractNumId"), "val"))
        for level in (*_below(kinds, "lvl"), *(lvl for o in _below(num, "lvlOverride") for lvl in _below(o, "lvl"))):
            at = _whole(_value(level, "ilvl")) or 0
            left = _left(_one(level, "pPr"))
            found[_value(num, "numId"), at] = (_value(_one(level, "numFmt"), "val"), 720 * at if left is None else left)
    return found


class _Walk:
    """Walk through the document tree once, counting the rows of its tables."""

    def __init__(self, book: _Book) -> None:
        self._book = book
        self._row = 0
        self._paragraphs = 1

    def lines(self, element: Any, cell: _Cell) -> Iterator[GuideLine]:
        """The lines below `element`, in order."""
        for child in element:
            name = _name(child)
            if name == "p":
                yield from self._paragraph(child, cell)
            elif name == "tr" and not _is_gone(child, "trPr"):
                yield from self._table_row(child, cell)
            elif name not in _SKIPPED:
                yield from self.lines(child, cell)

    def _table_row(self, row: Any, cell: _Cell) -> Iterator[GuideLine]:
        cells = [c for c in row.iter() if _name(c) == "tc" and _row_of(c) is row]
        if cell.at is not None:  # a table in a cell: its text belongs to that cell
            for inner in cells:
                yield from self.lines(inner, cell)
            return
        self._row += 1
        number, at = self._row, 0
        for one in cells:
            yield from self.lines(one, _Cell((number, at), len(cells)))
            at += _whole(_value(_one(_one(one, "tcPr"), "gridSpan"), "val")) or 1

    def _paragraph(self, paragraph: Any, cell: _Cell) -> Iterator[GuideLine]:
        boxes: list[Any] = []
        runs = list(_runs(paragraph, boxes))
        properties = _one(paragraph, "pPr")
        chain = self._chain(_value(_one(properties, "pStyle"), "val"))
        usually = any(style.bold for style in chain)
        first: GuideLine | None = None
        for text, bold in _broken(runs, usual=usually):
            line = self._line(text, properties, chain, bold=bold)
            if first and line.kind in ("ordered", "bullet"):  # the number or the dot stands before the first line alone
                line = GuideLine(text, indent=first.indent + 1)
            first = first or line
            yield replace(line, cell=cell.at, columns=cell.columns, block=self._paragraphs)
        self._paragraphs += 1
        for box in boxes:
            yield from self.lines(box, cell)

    def _line(self, text: str, properties: Any, chain: list[_Style], *, bold: bool) -> GuideLine:
        level = self._heading(properties, chain)
        if level is not None:
            return GuideLine(text, "heading" if level else "title", level)
        number = _number(properties) or next((s.number for s in chain if s.number), None)
        left = _left(properties)
        if number and number[0] != "0":
            form, usual = self._book.formats.get(number, ("decimal", 720 * number[1]))
            indent = (usual if left is None else left) // _TWIPS
            return GuideLine(
                text, "bullet" if form in ("bullet", "none") else "ordered", indent=max(indent, 2 * number[1])
            )
        line = GuideLine(text, indent=(left or 0) // _TWIPS)
        return _typed_heading(line) if bold and text and len(text.split()) <= _LONGEST_BOLD else line

    def _heading(self, properties: Any, chain: list[_Style]) -> int | None:
        """The level of a heading; 0 for a title, None for other paragraphs."""
        own = _whole(_value(_one(properties, "outlineLvl"), "val"))
        for name in (style.name for style in chain):
            if name in ("title", "tittel"):
                return 0
            word, _, number = name.partition(" ")
            if word in ("heading", "overskrift") and number.isdigit():
                return int(number)
        levels = [own, *(style.outline for style in chain)]
        level = next((one for one in levels if one is not None), 9)
        return level + 1 if level < 9 else None

    def _chain(self, style: str) -> list[_Style]:
        """A style and the styles that it is based on."""
        found: list[_Style] = []
        while style in self._book.styles and len(found) < 20:
            found.append(self._book.styles[style])
            style = found[-1].base
        return found


def _typed_heading(line: GuideLine) -> GuideLine:
    """Classify a line in bold as a heading, unless a number or a dash was typed before it."""
    as_item = without_marker(line)
    return as_item if as_item.kind != "text" else replace(line, kind="heading", level=9)


def _broken(runs: Iterable[tuple[str, bool | None]], *, usual: bool) -> Iterator[tuple[str, bool]]:
    """The lines of a paragraph that are not empty, each with whether all of it is bold."""
    lines: list[list[tuple[str, bool]]] = [[]]
    for text, bold in runs:
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append([])
            lines[-1].append((part, usual if bold is None else bold))
    for line in lines:
        if text := _tidy("".join(part for part, _ in line)):
            yield text, all(bold for part, bold in line if part.strip())


def _runs(element: Any, boxes: list[Any]) -> Iterator[tuple[str, bool | None]]:
    """The texts of a paragraph, each with whether it is bold (None: as its style says); text boxes go to `boxes`."""
    for child in element:
        name = _name(child)
        if name == "txbxContent":
            boxes.append(child)
        elif name == "r":
            mark = _one(_one(child, "rPr"), "b")
            texts = "".join(text for text, _ in _runs(child, boxes))
            yield texts, None if mark is None else _is_on(mark)
        elif name == "t":
            yield child.text or "", None
        elif name in ("br", "cr"):
            yield "\n", None
        elif name in _SIGNS:
            yield _SIGNS[name], None
        elif name not in _SKIPPED and not name.endswith("Pr"):
            yield from _runs(child, boxes)


def _row_of(cell: Any) -> Any:
    """The row that a cell is in, also through content controls."""
    above = cell.getparent()
    while above is not None and _name(above) != "tr":
        above = above.getparent()
    return above


def _number(properties: Any) -> tuple[str, int] | None:
    """The list and the level that paragraph properties name."""
    found = _one(properties, "numPr")
    list_id = _value(_one(found, "numId"), "val")
    return (list_id, _whole(_value(_one(found, "ilvl"), "val")) or 0) if list_id else None


def _left(properties: Any) -> int | None:
    indent = _one(properties, "ind")
    return _whole(_value(indent, "left") or _value(indent, "start"))


def _is_gone(element: Any, properties: str) -> bool:
    return any(_name(one) in ("del", "moveFrom") for one in _children(_one(element, properties)))


def _is_on(mark: Any) -> bool:
    return mark is not None and _value(mark, "val") not in _OFF


def _children(element: Any) -> list[Any]:
    return [] if element is None else list(element)


def _below(element: Any, name: str) -> list[Any]:
    return [] if element is None else [child for child in element if _name(child) == name]


def _one(element: Any, name: str) -> Any:
    return next(iter(_below(element, name)), None)


def _value(element: Any, name: str) -> str:
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


def _whole(text: str) -> int | None:
    return int(text) if text.lstrip("-").isdigit() and len(text) < 9 and text.isascii() else None


def _name(element: Any) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
