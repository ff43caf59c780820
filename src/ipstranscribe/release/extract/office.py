"""Text extraction from an XML part: Word, Excel, PowerPoint, OpenDocument, a REFI-QDA project, or any other XML."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, takewhile
from typing import Any

from ipstranscribe.documents import safe_zip
from ipstranscribe.languages import RECORDS
from ipstranscribe.release.extract import spots
from ipstranscribe.release.extract.joining import (
    MARKS,
    TURNED,
    TURNED_BACK,
    Strand,
    paragraph_readings,
    touch_with_letters,
)
from ipstranscribe.release.extract.pieces import CannotLookInside, ExtractedText

_PARAGRAPHS = frozenset({"p", "h", "si", "is", "comment"})
"""Elements whose text is joined over all their children: paragraphs, headings, cells and comments of Excel."""

_EQUATIONS = frozenset({"oMath", "oMathPara"})
"""Equations of Word: text of a paragraph, and joined by themselves where they stand outside one."""

_APART = frozenset({"annotation"})
"""Elements within a paragraph, besides other paragraphs, that are no part of its text: comments of OpenDocument."""

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "s": " ", "line-break": "\n"}
"""Elements of Word and OpenDocument that stand for one character."""

_RUN_TEXT = frozenset({"t", "delText", "instrText", "delInstrText"})
_FORMULAS = frozenset({"f", "formula", "formula1", "formula2", "definedName"})
_ON_PAGES = ("Header", "Footer")
_EMBEDDED = frozenset({"binData", "binaryData", "binary-data"})

_PAGE_CODE = re.compile(r'&(?:"[^"]{0,200}"|K[0-9A-Fa-f+-]{5,6}|\d{1,3}|[A-Z+-])')
"""Formatting codes in Excel headers: font, colour, size, style (ECMA-376, 18.3.1.46)."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""An escaped character in Excel strings (ECMA-376, ST_Xstring)."""
_ENDS = ("change-end", "change-start")
_INDENT = "indent"
_SERIAL = re.compile(r"(\d{4,5})(?:\.\d{1,20})?", re.ASCII)
_SERIALS = 7_306, 55_153
"""Days of Excel's calendar from 1920 to 2050: who is spoken of was born, and something happened, in these years."""
_DAY_ZERO = date(1899, 12, 30)
_FAR = " / / / "  # between texts that must not be read as one
_NAMESPACE = re.compile(r'xmlns(?::([^\s="]{1,200}))?="([^"]{1,2000})"')
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_PLACES = {"r": re.compile(r"[A-Z]{0,3}\d{1,7}", re.ASCII), "startPosition": _NUMBER, "endPosition": _NUMBER}
"""Attributes that hold positions: a cell or row of Excel, a character of a text in REFI-QDA. As numbers they would be
taken for years."""
_STANDARDS = tuple(
    "{" + start
    for start in (
        "http://schemas.openxmlformats.org/",
        "http://schemas.microsoft.com/",
        "http://purl.oclc.org/ooxml/",
        "http://purl.org/dc/",
        "http://www.w3.org/",
        "http://openoffice.org/",
        "urn:schemas-microsoft-com:",
        "urn:oasis:names:tc:opendocument:",
        "urn:org:documentfoundation:",
        "urn:QDA-XML:",
    )
)
"""Prefixes of the formats' own namespaces. Their element names belong to the format (`oddHeader`, `pgMar`), although Odd
and Mar are also names of people."""
_EMBEDDED_URL = re.compile(r"\s{0,9}data:", re.IGNORECASE)


def texts(data: bytes) -> Iterator[ExtractedText]:
    """The texts of an XML part: paragraph by paragraph, then attributes, comments, and its element and attribute names.

    Raises CannotLookInside at the end if something in it cannot be read, safe_zip.Unsafe for what is not XML.
    """
    root = safe_zip.xml(data)
    _put_in_changes(root)
    yield from _paragraphs(root)
    yield from _beside(root)
    if any(_name(element) in _EMBEDDED for element in root.iter("{*}*")):
        raise CannotLookInside("it holds a picture or another file")


# Visible text.


def _paragraphs(element: Any) -> Iterator[ExtractedText]:
    """The texts of every paragraph in `element`.

    An element with text of its own, before or between its children, counts as a paragraph; all text in it is joined.
    """
    name = _name(element)
    if name in _PARAGRAPHS or name in _EQUATIONS or _has_text(element):
        strands, inner = _strands(element)
        for text in paragraph_readings(strands):
            placed = text._replace(spots=frozenset({spots.of_text(element)}))
            yield placed
            yield from _spelled_out(text.text)
        yield from _as_date(element)
        yield from (
            one._replace(spots=frozenset({spots.of_text(element)})) for one in _hidden_in(name, element.text or "")
        )
    else:
        inner = [child for child in element.iterchildren("{*}*") if len(child) or child.text]
        yield from _run_on(inner)
        yield from _over_siblings(inner)
    for child in inner:
        if not _is_index(child):
            yield from _paragraphs(child)


def _has_text(element: Any) -> bool:
    own = element.text
    return bool(own and not own.isspace()) or any(e.tail and not e.tail.isspace() for e in element)


def _strands(paragraph: Any) -> tuple[list[Strand], list[Any]]:
    """The strands of a paragraph, and the nested elements that are separate texts.

    If text stands in runs, white space around them is only XML indentation.
    """
    strands: list[Strand] = []
    inner: list[Any] = []
    _collect(paragraph, frozenset(), strands, inner)
    if any(_INDENT in s.marks for s in strands) and any(_name(e) in _RUN_TEXT for e in paragraph.iter("{*}*")):
        strands = [s for s in strands if _INDENT not in s.marks]
    return strands, inner


def _collect(element: Any, marks: frozenset[str], strands: list[Strand], inner: list[Any]) -> None:
    if element.text:
        in_run = _name(element) in _RUN_TEXT
        strands.append(Strand(element.text, marks) if in_run else _outside_runs(element.text, marks))
    for child in element:
        name = _name(child)
        if name in _PARAGRAPHS or name in _APART:
            inner.append(child)
        elif name:
            if not child.text:
                strands += _signs(child, name, marks)
            lies_in = marks | {name} if name in MARKS else marks
            turned = name == "bdo" and "rtl" in child.attrib.values()
            strands += [Strand(TURNED, marks)] if turned else []
            _collect(child, lies_in | {"hidden"} if name == "r" and _is_hidden(child) else lies_in, strands, inner)
            strands += [Strand(TURNED_BACK, marks)] if turned else []
        if child.tail:
            strands.append(_outside_runs(child.tail, marks))


def _signs(element: Any, name: str, marks: frozenset[str]) -> list[Strand]:
    sign = _symbol(element) if name == "sym" else _SIGNS.get(name, "")
    return [Strand(sign, marks)] if sign else []


def _outside_runs(text: str, marks: frozenset[str]) -> Strand:
    return Strand(text, marks | {_INDENT} if "\n" in text and text.isspace() else marks)


def _is_hidden(run: Any) -> bool:
    return any(_name(e) in ("vanish", "webHidden", "specVanish") for e in run.iterfind("{*}rPr/{*}*"))


def _symbol(element: Any) -> str:
    """A character that Word stores by its number in a symbol font; such fonts start at F000."""
    code = next((value for name, value in element.attrib.items() if name.endswith("char")), "")
    try:
        number = int(code, 16)
        return chr(number & 0xFF if number >> 8 == 0xF0 else number)
    except (ValueError, OverflowError):
        return ""


def _run_on(siblings: Sequence[Any]) -> Iterator[ExtractedText]:
    """Paragraphs read as one, because the paragraph mark between them is deleted, inserted or hidden."""
    waiting: list[Strand] = []
    waits = False
    for element in siblings:
        goes_on = _name(element) == "p" and _has_no_end(element)
        if goes_on or waits:
            waiting += _strands(element)[0]
        if waits and not goes_on:
            yield from (ExtractedText(text, "over paragraphs") for text, *_ in paragraph_readings(waiting))
            waiting = []
        waits = goes_on
    yield from (ExtractedText(text, "over paragraphs") for text, *_ in paragraph_readings(waiting))


def _over_siblings(siblings: Sequence[Any]) -> Iterator[ExtractedText]:
    """Joined text of consecutive elements with the same name: some programs store the runs of a text that way."""
    for _, same in groupby((e for e in siblings if e.text and not len(e)), key=lambda e: e.tag):
        runs = [element.text for element in same]
        if touch_with_letters(runs):
            yield ExtractedText("".join(runs), "over elements")


def _has_no_end(paragraph: Any) -> bool:
    ends = paragraph.iterfind("{*}pPr/{*}rPr/{*}*")
    return any(_name(e) in MARKS or _name(e) in ("vanish", "specVanish") for e in ends)


def _is_index(element: Any) -> bool:
    """Whether an element is a cell's index of a shared string, which is no text."""
    if _name(element) != "v" or len(element) or not _PLACES["r"].fullmatch(element.text or ""):
        return False
    cell = element.getparent()
    return _name(cell) == "c" and cell.get("t") == "s"


def _hidden_in(name: str, text: str) -> Iterator[ExtractedText]:
    """The string a formula builds from its parts; the text of a header without its formatting codes."""
    if name in _FORMULAS and text.count('"') > 2:
        yield ExtractedText("".join(text.split('"')[1::2]), "strings of a formula")
    elif name.endswith(_ON_PAGES) and "&" in text:
        yield ExtractedText(_PAGE_CODE.sub("", text), "without formatting")


def _as_date(element: Any) -> Iterator[ExtractedText]:
    """A number in a cell of Excel as the date that it may stand for: days since 1900, as people write dates."""
    if _name(element) != "v" or _is_index(element):
        return
    number = _SERIAL.fullmatch(element.text or "")
    if number and _SERIALS[0] <= int(number[1]) <= _SERIALS[1]:
        day = _DAY_ZERO + timedelta(days=int(number[1]))
        figures = [day.strftime(form) for form in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y")]
        months = sorted({language.dates.months[day.month - 1] for language in RECORDS.values()})
        for month in months:
            figures += (
                f"{day.day}. {month} {day.year}",
                f"{day.day} {month} {day.year}",
                f"{month} {day.day}, {day.year}",
            )
        yield ExtractedText(_FAR.join((f"{day.day}.{day.month}.{day.year}", *figures)), "as a date")


def _spelled_out(text: str) -> Iterator[ExtractedText]:
    """A text with Excel's escaped characters decoded."""
    if "_x" in text and (read := _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text)) != text:
        yield ExtractedText(read, "escapes")


def _put_in_changes(root: Any) -> None:
    """Put OpenDocument's tracked changes in place: deleted text is stored elsewhere, inserted text is only marked."""
    deleted = {
        identifier: "\n".join("".join(paragraph.itertext()) for paragraph in region.iterfind("{*}deletion/{*}*"))
        for region in root.iterfind(".//{*}tracked-changes/{*}changed-region")
        for identifier in region.attrib.values()
    }
    if not deleted:
        return
    for change in list(root.iter("{*}change")):
        gone = [deleted.get(identifier, "") for identifier in change.attrib.values()]
        change.tag, change.text = "del", "".join([change.text or "", *gone])
    for start in list(root.iter("{*}change-start")):
        inserted = start.makeelement("ins")
        inserted.text, start.tail = start.tail, None
        inserted.extend(list(takewhile(lambda e: _name(e) not in _ENDS, start.itersiblings())))
        start.addnext(inserted)


# Hidden text.


def _beside(root: Any) -> Iterator[ExtractedText]:
    """Attribute values, each once; comments and instructions; names of elements and attributes; namespaces."""
    from lxml import etree

    names: set[str] = set()
    values: dict[str, set[str]] = defaultdict(set)
    for element in root.iter("{*}*"):
        known = element.tag.startswith(_STANDARDS)
        names.update([] if known else [element.tag.rpartition("}")[2]])
        for name, value in element.items():
            names.update([] if known or name.startswith(_STANDARDS) else [name.rpartition("}")[2]])
            if name not in _PLACES or not _PLACES[name].fullmatch(value):
                values[value].add(spots.of_attribute(element, name))
    for prefix, space in _NAMESPACE.findall(etree.tostring(root, encoding="unicode")):
        names |= {prefix, space}
    for value, stands in values.items():
        if value and not value.isspace():
            yield ExtractedText(value, "attribute", frozenset(stands))
            yield from _spelled_out(value)
    yield from (
        ExtractedText(str(aside), "XML comment") for aside in root.xpath("//comment() | //processing-instruction()")
    )
    yield from (ExtractedText(name, "name in XML") for name in sorted(names) if name)
    if any(_EMBEDDED_URL.match(value) for value in values):
        raise CannotLookInside("it holds a picture or another file")


def _name(element: Any) -> str:
    """The local name of an element; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
