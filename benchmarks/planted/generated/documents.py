"""Places of Office documents out of the schemas of their formats: every attribute and content that holds any text.

`format_places.tsv` is made by training/format_places.py. Beside the places it tells what may stand in the midst of a word.
"""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from ..carrying import Files, zipped
from .trick import NAME, Trick

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/"
_WORD, _SHEET, _DRAWING = (f"{_OFFICE}{name}/2006/main" for name in ("wordprocessingml", "spreadsheetml", "drawingml"))
_PARTS = {
    _WORD: "a.docx word/document.xml",
    _SHEET: "a.xlsx xl/worksheets/sheet1.xml",
    _DRAWING: "a.pptx ppt/slides/slide1.xml",
    f"{_OFFICE}presentationml/2006/main": "a.pptx ppt/slides/slide1.xml",
    f"{_OFFICE}drawingml/2006/chart": "a.xlsx xl/charts/chart1.xml",
    f"{_OFFICE}drawingml/2006/spreadsheetDrawing": "a.xlsx xl/drawings/drawing1.xml",
    f"{_OFFICE}drawingml/2006/diagram": "a.docx word/diagrams/data1.xml",
    f"{_OFFICE}package/2006/metadata/core-properties": "a.docx docProps/core.xml",
    f"{_OFFICE}officeDocument/2006/extended-properties": "a.docx docProps/app.xml",
    f"{_OFFICE}officeDocument/2006/custom-properties": "a.docx docProps/custom.xml",
    f"{_OFFICE}officeDocument/2006/docPropsVTypes": "a.docx docProps/custom.xml",
    f"{_OFFICE}officeDocument/2006/bibliography": "a.docx customXml/item1.xml",
    f"{_OFFICE}package/2006/relationships": "a.docx word/_rels/document.xml.rels",
    f"{_OFFICE}package/2006/content-types": "a.docx [Content_Types].xml",
    "urn:schemas-microsoft-com:vml": "a.xlsx xl/drawings/vmlDrawing1.vml",
    "urn:schemas-microsoft-com:office:office": "a.xlsx xl/drawings/vmlDrawing1.vml",
    "urn:schemas-microsoft-com:office:excel": "a.xlsx xl/drawings/vmlDrawing1.vml",
    "urn:QDA-XML:project:1.0": "a.qdpx project.qde",
}
"""Namespace → file and part; others stand in a part of Word."""
_TITLES = {"a.docx": "Word", "a.xlsx": "Excel", "a.pptx": "PowerPoint", "a.qdpx": "REFI-QDA"}


class Element(NamedTuple):
    """A row of the table."""

    space: str
    name: str
    what: frozenset[str]


def _elements() -> list[Element]:
    rows = Path(__file__).parents[1].joinpath("format_places.tsv").read_text(encoding="utf-8").splitlines()
    return [Element(space, name, frozenset(what.split(" "))) for space, name, what in (row.split("\t") for row in rows)]


ELEMENTS = _elements()


def every() -> Iterator[Trick]:
    """All places, and all that may stand in a word."""
    yield from _places()
    yield from _in_words()
    yield from _formats_of_a_half()


def _places() -> Iterator[Trick]:
    for element in ELEMENTS:
        file, part = _PARTS.get(element.space, "a.docx word/document.xml").split(" ", 1)
        what, whose = sorted(element.what), re.split("[/:]", element.space.removesuffix("/2006/main"))[-1]
        for one in (w for w in what if w.startswith("@")):
            xml = f'<x:{element.name} xmlns:x="{element.space}" {one[1:]}="{NAME}"/>'
            yield Trick(f"{_TITLES[file]}: attributes", f"{element.name} {one} ({whose})", _package(file, part, xml))
        if "text" in what:
            xml = f'<x:{element.name} xmlns:x="{element.space}">{NAME}</x:{element.name}>'
            yield Trick(f"{_TITLES[file]}: contents", f"{element.name} ({whose})", _package(file, part, xml))


def _in_words() -> Iterator[Trick]:
    """Half the name, an element, the other half; and the other half inside the element."""
    first, second = NAME[:2], NAME[2:]
    for element in ELEMENTS:
        one = f"x:{element.name}"
        space = f'xmlns:x="{element.space}"'
        if "<r" in element.what and element.space == _WORD:
            run = f"<w:r><w:t>{first}</w:t><{one}/><w:t>{second}</w:t></w:r>"
            yield _word("an element inside a run", element.name, run, space)
        if "<p" in element.what and element.space == _WORD:
            yield _word("an element between runs", element.name, f"{_run(first)}<{one}/>{_run(second)}", space)
            inner = f"{_run(first)}<{one}>{_run(second)}</{one}>"
            yield _word("half in an element", element.name, inner, space)
            deep = f"{_run(first)}<{one}><x:sdtContent>{_run(second)}</x:sdtContent></{one}>"
            yield _word("half in an element, deeper", element.name, deep, space)
        if "<p" in element.what and element.space == _DRAWING:
            inner = f"<x:r><x:t>{first}</x:t></x:r><{one}/><x:r><x:t>{second}</x:t></x:r>"
            xml = f"<x:txBody {space}><x:p>{inner}</x:p></x:txBody>"
            files = _package("a.pptx", "ppt/slides/slide1.xml", xml)
            yield Trick("PowerPoint: an element between runs", element.name, files)
        if "<p" in element.what and element.space == _SHEET:
            inner = f"<x:r><x:t>{first}</x:t></x:r><{one}/><x:r><x:t>{second}</x:t></x:r>"
            xml = f"<x:sst {space}><x:si>{inner}</x:si></x:sst>"
            yield Trick("Excel: an element between runs", element.name, _package("a.xlsx", "xl/sharedStrings.xml", xml))


def _formats_of_a_half() -> Iterator[Trick]:
    """Half the name in every property of a run: hidden, raised, from right to left and whatever the schema has."""
    for name in _RUN_PROPERTIES.split():
        run = f"<w:r><w:rPr><w:{name}/></w:rPr><w:t>{NAME[2:]}</w:t></w:r>"
        yield _word("half in another format", name, _run(NAME[:2]) + run, "")
        letters = "".join(f"<w:r><w:rPr><w:{name}/></w:rPr><w:t>{letter}</w:t></w:r>" for letter in NAME)
        yield _word("letter by letter in a format", name, letters, "")
    turned = f'<w:bdo w:val="rtl">{_run(NAME[::-1])}</w:bdo>'
    yield _word("from right to left", "bdo", turned, "")


_RUN_PROPERTIES = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath ins del moveFrom moveTo rPrChange"
)
"""The properties of a run (ECMA-376, CT_RPr)."""


def _word(kind: str, name: str, inside: str, space: str) -> Trick:
    xml = f'<w:document xmlns:w="{_WORD}" {space}><w:body><w:p>{inside}</w:p></w:body></w:document>'
    return Trick(f"Word: {kind}", name, _package("a.docx", "word/document.xml", xml))


def _run(text: str) -> str:
    return f"<w:r><w:t>{escape(text)}</w:t></w:r>"


def _package(file: str, part: str, xml: str) -> Files:
    return {file: zipped({part: _HEAD + xml})}
