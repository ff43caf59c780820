"""Reader of OpenDocument text (`.odt`, ODF 1.2 and 1.3, packed or flat), as LibreOffice, Word and Google Docs write it.

The XML is parsed here: odfpy's text has comments in the middle of sentences, and deletions as paragraphs.
"""

import re
from dataclasses import dataclass
from typing import Any

from ipstranscribe.documents import safe_zip
from ipstranscribe.documents.flow import AsideKind, Flow, FlowBuilder, StyledText

_BLANK = re.compile(r"[ \t\r\n]+")
_COUNT = re.compile(r"[0-9]{1,9}")
_MOST_SPACES = 1000

_WORDS_OF_SKIPPED = (
    "annotation-end note-citation ruby-text change change-start change-end soft-page-break bookmark-start forms scripts "
    "index-source-styles sequence-decls variable-decls user-field-decls event-listeners table-of-content-source"
)
_SKIPPED = frozenset(_WORDS_OF_SKIPPED.split())
"""Elements without text of the document, by local name."""

_APART: dict[str, AsideKind] = {
    "annotation": "comment",
    "note": "footnote",
    "tracked-changes": "deleted text",
    "hidden-text": "hidden text",
    "hidden-paragraph": "hidden text",
}
_OF_THE_COMMENT = frozenset(
    {"creator", "date", "date-string", "creator-initials", "change-info", "meta-creator-initials"}
)
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAWN = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


def read(data: bytes) -> Flow:
    """Read an OpenDocument text; raises safe_zip.Unsafe for what is none, is damaged, or has a password."""
    roots = _roots(data)
    body = next((e for root in roots for e in root.iter() if _name(e) == "body"), None)
    text = next((e for e in body if _name(e) == "text"), None) if body is not None else None
    if text is None:
        raise safe_zip.Unsafe("it is no text document")
    reader = _Reader(_Styles(_named(roots, "display", "none"), _named(roots, "font-weight", "bold")))
    reader.blocks(text)
    for page in (
        e for root in roots for e in root.iter() if _name(e) in ("header", "footer") and e.tag.startswith(_STYLE)
    ):
        reader.built.beside("page header or footer", _all_text(page) + "\n")
    return reader.built.flow()


def _roots(data: bytes) -> list[Any]:
    if not data.startswith(b"PK"):
        return [safe_zip.xml(data)]
    if b"encryption-data" in _optional(data, "META-INF/manifest.xml"):
        raise safe_zip.Unsafe("it is locked with a password")
    styles = _optional(data, "styles.xml")
    return [safe_zip.xml(safe_zip.part(data, "content.xml")), *([safe_zip.xml(styles)] if styles else [])]


def _optional(data: bytes, name: str) -> bytes:
    return next((member.data for member in safe_zip.members(data) if member.name == name), b"")


@dataclass(frozen=True)
class _Styles:
    """Names of the styles whose text is hidden, and of those whose text is bold."""

    hidden: frozenset[str]
    bold: frozenset[str]


def _named(roots: list[Any], attribute: str, value: str) -> frozenset[str]:
    """Names of the styles whose characters have a property, with those that are derived from them."""
    styles = {
        str(e.get(_STYLE + "name")): e for root in roots for e in root.iter(_STYLE + "style") if e.get(_STYLE + "name")
    }
    found = {
        name
        for name, style in styles.items()
        for properties in style.iter(_STYLE + "text-properties")
        if any(key.rsplit("}", 1)[-1] == attribute and set_to == value for key, set_to in properties.attrib.items())
    }
    for _ in styles:
        derived = {name for name, style in styles.items() if style.get(_STYLE + "parent-style-name") in found} - found
        if not derived:
            break
        found |= derived
    return frozenset(found)


class _Reader:
    """Walks the elements of a document; XML of `safe_zip` is at most 256 elements deep."""

    def __init__(self, styles: _Styles) -> None:
        self.built = FlowBuilder()
        self._styles = styles
        self._boxes: list[Any] = []

    def blocks(self, element: Any) -> None:
        """Read the paragraphs and tables in an element."""
        for child in element:
            name = _name(child)
            if name in ("p", "h") and child.tag.startswith(_TEXT):
                self._paragraph(child)
            elif name == "table-row":
                for _ in range(_repeated(child, "number-rows-repeated") if _all_text(child).strip() else 1):
                    self._row(child)
            elif name in _APART or child.get(_TEXT + "display") == "none":
                self._beside(child, _kind(child))
            elif name and name not in _SKIPPED:
                self.blocks(child)

    def _paragraph(self, element: Any) -> None:
        text = self._text_of(element)
        self.built.blocks.append(text)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box)

    def _row(self, row: Any) -> None:
        cells: list[str] = []
        for cell in row:
            if _name(cell) in ("table-cell", "covered-table-cell"):
                inner = _Reader(self._styles)
                inner.blocks(cell)
                text = "\n".join(block if isinstance(block, str) else "\t".join(block) for block in inner.built.blocks)
                cells += [text] * (_repeated(cell, "number-columns-repeated") if text.strip() else 1)
                for aside in inner.built.flow().asides:
                    self.built.beside(aside.kind, aside.text)
        if any(cell.strip() for cell in cells):
            self.built.blocks.append(cells)

    def _text_of(self, paragraph: Any) -> str:
        if self._is_hidden(paragraph):
            self._beside(paragraph, "hidden text")
            return ""
        text = StyledText()
        self._add(paragraph, text, bold=False)
        return text.taken().strip(" ").replace("\x01", " ").replace("\x02", "\n")

    def _add(self, element: Any, text: StyledText, *, bold: bool) -> None:
        """Add the text in an element. Signs stand for spaces that are meant (U+0001) and soft breaks (U+0002)."""
        text.add(_BLANK.sub(" ", element.text or ""), bold=bold)
        for child in element:
            self._add_child(child, text, bold=bold)
            text.add(_BLANK.sub(" ", child.tail or ""), bold=bold)

    def _add_child(self, child: Any, text: StyledText, *, bold: bool) -> None:
        name = _name(child)
        if name == "tab":
            text.add("\t", bold=bold)
        elif name == "line-break":
            text.add("\x02", bold=bold)
        elif name == "s":
            text.add("\x01" * min(_number(child.get(_TEXT + "c")), _MOST_SPACES), bold=bold)
        elif name in _APART or self._is_hidden(child):
            self._beside(child, _kind(child))
        elif name in ("frame", "custom-shape") or (name and child.find(f"{_TEXT}p") is not None):
            self._boxes.append(child)
        elif name and name not in _SKIPPED:
            self._add(child, text, bold=bold or child.get(_TEXT + "style-name") in self._styles.bold)

    def _is_hidden(self, element: Any) -> bool:
        return element.get(_TEXT + "style-name") in self._styles.hidden

    def _beside(self, element: Any, kind: AsideKind) -> None:
        shown = element.get(_TEXT + "string-value") or ""
        self.built.beside(kind, f"{shown}{_all_text(element)}\n")


def _all_text(element: Any) -> str:
    """All text in an element, without who commented or changed something, and when."""
    texts = [] if _name(element) in _OF_THE_COMMENT | _SKIPPED else [element.text or ""]
    for child in element:
        if _name(child) not in _OF_THE_COMMENT | _SKIPPED:
            texts.append(_all_text(child))
        texts.append(child.tail or "")
    return "".join(texts)


def _kind(element: Any) -> AsideKind:
    if element.get(_TEXT + "note-class") == "endnote":
        return "endnote"
    return _APART.get(_name(element), "hidden text")


def _repeated(element: Any, attribute: str) -> int:
    return min(_number(element.get(_TABLE + attribute)), _MOST_SPACES)


def _number(value: str | None) -> int:
    return int(value) if value and _COUNT.fullmatch(value) else 1


def _name(element: Any) -> str:
    """The local name of an element; empty for comments, processing instructions, and descriptions of drawings."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return "" if tag.startswith(_DRAWN) else tag.rsplit("}", 1)[-1]
