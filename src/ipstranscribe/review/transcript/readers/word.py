"""Reader of Word files: our draft as it is returned, and transcripts typed elsewhere.

The XML is parsed here, because python-docx silently leaves out tracked insertions, content controls and text boxes.
Tracked changes count as accepted. Text boxes are read as talk behind their paragraph; footnotes, endnotes, comments, headers,
footers, drawings and documents inside are left out and told. A table that has a column of talk is read by its columns, any
other one as lines.
"""

import posixpath
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from ipstranscribe.documents import safe_zip, word_parts
from ipstranscribe.documents.symbol_fonts import SYMBOLS, in_unicode
from ipstranscribe.review.transcript.readers import (
    DraftParagraph,
    LeftOut,
    ParsedTranscript,
    WhyLeftOut,
    wrong_format_error,
)
from ipstranscribe.review.transcript.readers.columns import Columns, Row, find_columns, table_lines
from ipstranscribe.review.transcript.readers.lines import LabelledLine, parse_lines

_FORMATTING = frozenset({"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "rubyPr"})
_NOT_READ = frozenset({"del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback", "rt"})
_MOST_COLUMNS = 63
"""Columns that a table in Word can have."""
_NOT_TALK = _FORMATTING | _NOT_READ
"""Elements without transcript text: formatting, deletions, field codes, and fallback copies for old versions of Word."""

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_GONE = ("del", "moveFrom")
_OFF = ("0", "false", "off", "none")
_NOTES: dict[str, WhyLeftOut] = {
    "footnotes": "footnote",
    "endnotes": "endnote",
    "comments": "comment",
    "header": "page header or footer",
    "footer": "page header or footer",
}
"""Kinds of parts beside the main one, by the end of the type of their relation, and why they are left out."""
_EMBEDDED: dict[str, WhyLeftOut] = {
    "diagramData": "drawing or chart",
    "chart": "drawing or chart",
    "aFChunk": "embedded document",
    "subDocument": "embedded document",
}
"""Kinds of parts whose text Word shows in the page, and that are not read: SmartArt, charts, documents put into this one."""
_REFERENCES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes", "commentReference": "comments"}


@dataclass
class _Open:
    """A paragraph that is being read. A table row has `cells` and the number of its `table`."""

    text: str = ""
    bookmarks: list[tuple[int, str]] = field(default_factory=list)
    boxes: list["_Open"] = field(default_factory=list)
    bold: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    cells: tuple[str, ...] = ()
    table: Any = None


def read(data: bytes) -> ParsedTranscript:
    """Parse a .docx file to its paragraphs and the turns in them; `place` counts paragraphs."""
    try:
        body = safe_zip.xml(safe_zip.part(data, word_parts.main_part(data)))
        read_here = list(_joined(_paragraphs(body)))
        beside = list(_beside(data, read_here))
    except safe_zip.Unsafe as error:
        raise wrong_format_error("a Word document", str(error)) from None
    if _name(body) != "document":
        raise wrong_format_error("a Word document", "its main part is something else")
    found = tuple(
        DraftParagraph(_nfc(p.text), place, tuple((_nfc_length(p.text[:at]), n) for at, n in p.bookmarks))
        for place, p in enumerate(read_here, 1)
    )
    lines, columns_left_out = _lines(read_here)
    talk = parse_lines(lines, "Word")
    left_out = [*talk.left_out, *columns_left_out, *beside]
    return replace(talk, left_out=tuple(sorted(left_out, key=lambda one: one.place)), paragraphs=found)


def _lines(paragraphs: Sequence[_Open]) -> tuple[list[LabelledLine], list[LeftOut]]:
    """The lines of the paragraphs and of the tables between them; and what is left out of tables."""
    lines: list[LabelledLine] = []
    left_out: list[LeftOut] = []
    before: Columns | None = None
    for table, group in groupby(enumerate(paragraphs, 1), key=lambda numbered: id(numbered[1].table)):
        here = list(group)
        rows = [Row(tuple(map(_nfc, p.cells)), place) for place, p in here]
        columns = find_columns(rows) if table != id(None) else None
        if columns is None and before is not None and _goes_on(rows, before):
            columns = replace(before, header=None)
        if columns:
            more, beside = table_lines(rows, columns)
            lines, left_out = lines + more, left_out + beside
            before = columns
        else:
            lines += [LabelledLine(_nfc(p.text), place, bold=_nfc_length(p.text[: p.bold])) for place, p in here]
    return lines, left_out


def _goes_on(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether a table without header of its own goes on with the one before it."""
    last = max(column for column in columns.used if column is not None)
    return columns.header is not None and all(len(row.cells) == len(rows[0].cells) > last for row in rows)


def _beside(data: bytes, paragraphs: Sequence[_Open]) -> Iterator[LeftOut]:
    """Texts beside the body: notes and comments at the paragraph that refers to them, headers and footers."""
    main = word_parts.main_part(data)
    places = {note: place for place, p in enumerate(paragraphs, 1) for note in p.notes}
    for kind, target in _relations(
        data, posixpath.join(posixpath.dirname(main), "_rels", posixpath.basename(main) + ".rels")
    ):
        if kind in _EMBEDDED:
            yield LeftOut(len(paragraphs), _EMBEDDED[kind])
        if kind not in _NOTES:
            continue
        part = safe_zip.xml(safe_zip.part(data, posixpath.normpath(posixpath.join(posixpath.dirname(main), target))))
        for note in [part] if kind in ("header", "footer") else part:
            text = "\n".join(p.text.strip() for p in _joined(_paragraphs(note)) if p.text.strip())
            if text and _attribute(note, "type") in ("", "normal"):
                last = 1 if kind == "header" else len(paragraphs)
                yield LeftOut(places.get((kind, _attribute(note, "id")), last), _NOTES[kind], _nfc(text))


def _relations(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    """Kind and target of the relations in a part; none if there is no such part."""
    try:
        relations = safe_zip.xml(safe_zip.part(data, name))
    except safe_zip.Unsafe:
        return
    for relation in relations:
        if relation.get("TargetMode") != "External":
            target = str(relation.get("Target", ""))
            yield (
                str(relation.get("Type", "")).rsplit("/", 1)[-1],
                target if not target.startswith("/") else f"/{target}",
            )


def _paragraphs(element: Any) -> Iterator[tuple[_Open, bool]]:
    """The paragraphs in `element` in order, and whether the paragraph mark was deleted; a table row is one paragraph."""
    for child in element:
        name = _name(child)
        if name == "p":
            paragraph = _Open()
            _walk(child, paragraph)
            yield paragraph, _mark_is_gone(child)
            yield from ((box, False) for box in paragraph.boxes)
        elif name == "tr":
            if not _row_is_gone(child):
                yield _row(child), False
        elif name == "bookmarkStart":  # between paragraphs: it belongs to the next one
            yield _Open(bookmarks=[(0, _bookmark(child))]), True
        elif name not in _NOT_TALK:
            yield from _paragraphs(child)


def _joined(paragraphs: Iterator[tuple[_Open, bool]]) -> Iterator[_Open]:
    """Join paragraphs whose paragraph mark was deleted to the next one."""
    waiting: _Open | None = None
    for paragraph, goes_on in paragraphs:
        whole = _together(waiting, paragraph, "") if waiting else paragraph
        waiting = whole if goes_on else None
        if not goes_on:
            yield whole
    if waiting:
        yield waiting


def _row(row: Any) -> _Open:
    """The cells of a table row, joined by tabs."""
    whole = _Open()
    cells: list[str] = []
    for cell in _cells(row):
        inside = [paragraph for paragraph, _ in _paragraphs(cell)]
        for paragraph in inside:
            whole = _together(whole, paragraph, "\t")
        cells += ["\n".join(p.text for p in inside if p.text), *[""] * (_span(cell) - 1)]
    table = next(row.iterancestors("{*}tbl"), None)
    return replace(whole, cells=tuple(cells), table=table, bold=0)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if _name(child) == "tc":
            yield child
        elif _name(child) not in _NOT_TALK:
            yield from _cells(child)


def _span(cell: Any) -> int:
    """How many columns a cell takes."""
    found = cell.findall("./{*}tcPr/{*}gridSpan")
    value = _attribute(found[0], "val") if found else ""
    return min(int(value), _MOST_COLUMNS) if value.isdecimal() and int(value) else 1


def _together(first: _Open, second: _Open, between: str) -> _Open:
    if not first.text and not first.cells:  # a bookmark between paragraphs, or an empty paragraph
        return replace(
            second,
            bookmarks=[*((0, n) for _, n in first.bookmarks), *second.bookmarks],
            notes=first.notes + second.notes,
        )
    text = first.text + (between if first.text and second.text else "")
    bookmarks = [*first.bookmarks, *((len(text) + at, n) for at, n in second.bookmarks)]
    return replace(first, text=text + second.text, bookmarks=bookmarks, notes=first.notes + second.notes)


def _walk(element: Any, paragraph: _Open) -> None:
    for child in element:
        name = _name(child)
        if name == "t":
            _write(_in_its_font(child.text or "", element), paragraph, element)
        elif name in _SIGNS:
            paragraph.text += _SIGNS[name]
        elif name in ("sym", "symEx"):
            paragraph.text += _symbol(child)
        elif name == "bookmarkStart":
            paragraph.bookmarks.append((len(paragraph.text), _bookmark(child)))
        elif name in _REFERENCES:
            paragraph.notes.append((_REFERENCES[name], _attribute(child, "id")))
        elif name == "txbxContent":
            paragraph.boxes += _joined(_paragraphs(child))
        elif name == "AlternateContent":
            _alternative(child, paragraph)
        elif name not in _NOT_TALK:
            _walk(child, paragraph)


def _write(text: str, paragraph: _Open, run: Any) -> None:
    """Add the text of a run, and tell whether all is bold so far."""
    bold = any(_attribute(b, "val") not in _OFF for b in run.findall("./{*}rPr/{*}b"))
    if bold and paragraph.bold == len(paragraph.text):
        paragraph.bold += len(text)
    paragraph.text += text


def _in_its_font(text: str, run: Any) -> str:
    """Signs typed in a symbol font are letters of a private use area; the run tells the font."""
    if not any(ord(c) in SYMBOLS for c in text):
        return text
    fonts = run.findall("./{*}rPr/{*}rFonts")
    font = _attribute(fonts[0], "ascii") if fonts else ""
    return "".join(in_unicode(font, ord(c)) if ord(c) in SYMBOLS else c for c in text)


def _alternative(element: Any, paragraph: _Open) -> None:
    """What a new version of Word shows, or, if that has no text that is known, what an old one shows."""
    before = len(paragraph.text), len(paragraph.boxes)
    for version in ("Choice", "Fallback"):
        for child in element:
            if _name(child) == version and (len(paragraph.text), len(paragraph.boxes)) == before:
                _walk(child, paragraph)


def _mark_is_gone(paragraph: Any) -> bool:
    marks = [e for e in paragraph.findall("./{*}pPr/{*}rPr/*") if _name(e) in _GONE]
    return bool(marks)


def _row_is_gone(row: Any) -> bool:
    return any(_name(e) in _GONE for e in row.findall("./{*}trPr/*"))


def _symbol(element: Any) -> str:
    try:
        return in_unicode(_attribute(element, "font"), int(_attribute(element, "char"), 16))
    except ValueError:
        return ""


def _bookmark(element: Any) -> str:
    return _attribute(element, "name")


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


def _name(element: Any) -> str:
    """The local name of an element; empty for comments and processing instructions."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _nfc_length(text: str) -> int:
    return len(_nfc(text))
