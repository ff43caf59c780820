"""Reader of Word files: our draft as it is returned, and transcripts typed elsewhere.

The XML is parsed here, because python-docx silently leaves out tracked insertions, content controls and text boxes.
Tracked changes count as accepted; comments, headers, footers and notes are not part of the transcript.
"""

import posixpath
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ipstranscribe.documents import safe_zip
from ipstranscribe.review.transcript.readers import DraftParagraph, ParsedTranscript, wrong_format_error
from ipstranscribe.review.transcript.readers.lines import LabelledLine, parse_lines

_FORMATTING = frozenset({"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "rubyPr"})
_NOT_READ = frozenset({"del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback", "rt"})
_NOT_TALK = _FORMATTING | _NOT_READ
"""Elements without transcript text: formatting, deletions, field codes, and fallback copies for old versions of Word."""

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_GONE = ("del", "moveFrom")


@dataclass
class _Open:
    """A paragraph that is being read."""

    text: str = ""
    bookmarks: list[tuple[int, str]] = field(default_factory=list)
    boxes: list["_Open"] = field(default_factory=list)


def read(data: bytes) -> ParsedTranscript:
    """Parse a .docx file to its paragraphs and the turns in them; `place` counts paragraphs."""
    try:
        body = safe_zip.xml(safe_zip.part(data, _main_part(data)))
    except safe_zip.Unsafe as error:
        raise wrong_format_error("a Word document", str(error)) from None
    if _name(body) != "document":
        raise wrong_format_error("a Word document", "its main part is something else")
    found = tuple(
        DraftParagraph(
            unicodedata.normalize("NFC", p.text), place, tuple((_nfc_length(p.text[:at]), n) for at, n in p.bookmarks)
        )
        for place, p in enumerate(_joined(_paragraphs(body)), 1)
    )
    talk = parse_lines((LabelledLine(p.text, p.place) for p in found), "Word")
    return ParsedTranscript("Word", talk.said, left_out=talk.left_out, joined=talk.joined, paragraphs=found)


def _main_part(data: bytes) -> str:
    """The name of the main document part: usually `word/document.xml`, but not in all programs."""
    for relation in safe_zip.xml(safe_zip.part(data, "_rels/.rels")):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
    raise safe_zip.Unsafe("a part of it is missing")


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
    whole: _Open | None = None
    for paragraph, _ in _paragraphs(row):
        whole = _together(whole, paragraph, "\t") if whole else paragraph
    return whole or _Open()


def _together(first: _Open, second: _Open, between: str) -> _Open:
    text = first.text + (between if first.text and second.text else "")
    return _Open(text + second.text, [*first.bookmarks, *((len(text) + at, n) for at, n in second.bookmarks)])


def _walk(element: Any, paragraph: _Open) -> None:
    for child in element:
        name = _name(child)
        if name == "t":
            paragraph.text += child.text or ""
        elif name in _SIGNS:
            paragraph.text += _SIGNS[name]
        elif name == "sym":
            paragraph.text += _symbol(child)
        elif name == "bookmarkStart":
            paragraph.bookmarks.append((len(paragraph.text), _bookmark(child)))
        elif name == "txbxContent":
            paragraph.boxes += _joined(_paragraphs(child))
        elif name not in _NOT_TALK:
            _walk(child, paragraph)


def _mark_is_gone(paragraph: Any) -> bool:
    marks = [e for e in paragraph.findall("./{*}pPr/{*}rPr/*") if _name(e) in _GONE]
    return bool(marks)


def _row_is_gone(row: Any) -> bool:
    return any(_name(e) in _GONE for e in row.findall("./{*}trPr/*"))


def _symbol(element: Any) -> str:
    code = _attribute(element, "char")
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _bookmark(element: Any) -> str:
    return _attribute(element, "name")


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


def _name(element: Any) -> str:
    """The local name of an element; empty for comments and processing instructions."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _nfc_length(text: str) -> int:
    return len(unicodedata.normalize("NFC", text))
