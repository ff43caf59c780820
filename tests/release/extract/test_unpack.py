"""Unpacking: whatever a file would hand on is there to be searched, and what cannot be looked into is refused."""

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from ipstranscribe.documents import safe_zip
from ipstranscribe.release.extract.unpack import CannotLookInside, LocatedText, unpack
from tests.lanes import examples

NAME = re.compile(r"(?<![^\W_])Hanne(?![^\W_])")
"""The name in all that is hidden here, as a word of its own."""


def looked_into(name: str, data: bytes) -> tuple[list[LocatedText], str]:
    """All pieces of a file, and the reason why it is refused, empty if it is not."""
    pieces: list[LocatedText] = []
    try:
        pieces.extend(unpack(name, data))
    except CannotLookInside as reason:
        return pieces, str(reason)
    return pieces, ""


def parts_with_name(name: str, data: bytes) -> list[str]:
    pieces, _ = looked_into(name, data)
    return [piece.part for piece in pieces if NAME.search(piece.text)]


def zipped(members: Mapping[str, bytes | str], comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def member(change: Callable[[zipfile.ZipInfo], None], data: bytes = b"fine") -> bytes:
    """A package of one text file whose entry was changed."""
    out, info = io.BytesIO(), zipfile.ZipInfo("a.txt")
    change(info)
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, data)
    return out.getvalue()


def word(body: str, part: str = "word/document.xml") -> bytes:
    """A Word file with these paragraphs, or with this in another of its parts."""
    return zipped({part: f'<w:document xmlns:w="w" xmlns:mc="mc"><w:body>{body}</w:body></w:document>'})


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def book(fill: Callable[[Workbook], None]) -> bytes:
    workbook, out = Workbook(), io.BytesIO()
    fill(workbook)
    workbook.save(out)
    return out.getvalue()


def sheet(inside: str, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    return zipped({part: f'<worksheet xmlns="x">{inside}</worksheet>'})


def validated(workbook: Workbook) -> None:
    rule = DataValidation(type="list", formula1='"Hanne,Dag"')
    rule.add("A1")
    workbook.active.add_data_validation(rule)


def in_a_hidden_row(workbook: Workbook) -> None:
    workbook.active["A5"] = "Hanne"
    workbook.active.row_dimensions[5].hidden = True


def on_a_hidden_sheet(workbook: Workbook) -> None:
    workbook.create_sheet("x")["A1"] = "Hanne"
    workbook["x"].sheet_state = "veryHidden"


def in_a_comment(workbook: Workbook) -> None:
    workbook.active["A1"].comment = Comment("ask Hanne", "x")


def by_an_author(workbook: Workbook) -> None:
    workbook.active["A1"].comment = Comment("fine", "Hanne")


def in_core_properties(document: object) -> None:
    document.core_properties.last_modified_by = "Hanne"


def document(fill: Callable[[object], None]) -> bytes:
    made, out = Document(), io.BytesIO()
    fill(made)
    made.save(out)
    return out.getvalue()


TEXTS: dict[str, tuple[str, bytes]] = {
    "plain": ("a.txt", b"then Hanne came"),
    "UTF-8 with BOM": ("a.txt", b"\xef\xbb\xbfHanne"),
    "UTF-16, little end first": ("a.txt", "\ufeffHanne".encode("utf-16-le")),
    "UTF-16, big end first": ("a.csv", "\ufeffHanne".encode("utf-16-be")),
    "the file's own name": ("x/Hanne.csv", b""),
    "a checksum list": ("manifest.sha256", b"00ff  Hanne.csv"),
    "a letter by its number, in JSON": ("a.json", rb'{"a": "H\u0061nne"}'),
    "a line break in JSON": ("a.json", rb'{"a": "fine\nHanne\tand"}'),
    "a name in JSON": ("a.json", rb'{"H\u0061nne": 1}'),
    "JSON line by line": ("a.jsonl", b'{"a": "fine"}\n{"a": "\\u0048anne"}\n'),
    "TOML": ("a.toml", rb'a = "H\u0061nne"'),
    "a name in TOML": ("a.toml", rb'"H\u0061nne" = [1, {b = 2}]'),
    "a quoted cell": ("a.csv", b'id,text\n1,"fine, ""Hanne"" said"\n'),
    "a cell over two lines": ("a.csv", b'id;text\n1;"fine\nHanne"\n'),
    "a table with tabs": ("a.tsv", b'id\ttext\n1\t"""Hanne"""\n'),
    "HTML: an element inside": ("a.html", b"<p>Ha<b>nne</b></p>"),
    "HTML: attributes with signs of tags": ("a.html", b"<p>Ha<b title='a > b' class=it's>nne</b> it's</p>"),
    "HTML: a comment inside": ("a.html", b"<p>Ha<!-- > -->nne</p>"),
    "HTML: a comment that closes at once": ("a.html", b"<p>Ha<!-->nne</p> --> x"),
    "HTML: an entity": ("a.htm", b"<p>H&#97;nne</p>"),
    "HTML: an entity in an attribute": ("a.html", b'<img alt="H&#x61;nne">'),
    "HTML: an attribute": ("a.html", b"<p data-who=Hanne>fine</p>"),
    "HTML: a comment": ("a.html", b"<!-- Hanne --><p>fine</p>"),
    "HTML: a script": ("a.html", b"<script>let a = 'Hanne'</script>"),
    "HTML: a style": ("a.html", b"<style>.Hanne { }</style>"),
    "HTML: a script with signs of comments": ("a.html", b"<script>'<!--'</script><p>Ha<i>nne</i></p>"),
    "HTML: letters that grow when they are made small": (
        "a.html",
        ("İ" * 9 + " <STYLE>x</style>Ha<b>nne</b>").encode(),
    ),
    "HTML: what is said of it": ("a.html", b'<meta name="author" content="Hanne">'),
    "HTML: a word that was deleted inside": ("a.html", b"<p>Ha<del>x</del>nne</p>"),
    "HTML: hidden letters inside": ("a.html", b"<p>Ha<span style='display: none'>x</span>nne</p>"),
    "HTML: a cell beside a word": ("a.html", b"<td><span>fine</span><span>Hanne</span></td>"),
    "HTML: after a line break": ("a.html", b"fine<br>Ha<wbr>nne"),
    "Markdown with tags": ("a.md", b"Ha<b>nne</b>"),
    "subtitles with voices": ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>H<c.loud>an</c>ne"),
    "subtitles with times": ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nHa<00:00:01.500>nne"),
    "subtitles in italics": ("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\nHa<i>nne</i>"),
    "XML: text": ("a.xml", b"<a><b>Hanne</b></a>"),
    "XML: elements beside each other": ("a.xml", b"<a>who: <b>Hanne</b><c>Nordmo</c></a>"),
    "XML: over elements of one name": ("a.xml", b"<a><b>who: Ha</b><b>nne</b></a>"),
    "XML: mixed with elements": ("a.xml", b"<a>Ha<b>nne</b></a>"),
    "XML: CDATA and entities": ("a.xml", b"<a>H&#97;<![CDATA[nne]]></a>"),
    "XML: a comment inside": ("a.xml", b"<a>Ha<!-- x -->nne</a>"),
    "XML: a comment after the end": ("a.xml", b"<a/><!-- Hanne -->"),
    "XML: an instruction": ("a.xml", b"<?x Hanne?><a/>"),
    "XML: an attribute": ("a.xml", b"<a b='Hanne'/>"),
    "XML: the name of an element": ("a.xml", b"<a><Hanne/></a>"),
    "XML: the name of an attribute": ("a.xml", b"<a Hanne='1'/>"),
    "XML: a prefix": ("a.xml", b"<a xmlns:Hanne='x'/>"),
    "XML: a namespace": ("a.xml", b"<a><b xmlns='urn:Hanne'/></a>"),
    "XML in UTF-16": ("a.xml", "<a>Hanne</a>".encode("utf-16")),
    "XML in Latin-1": ("a.xml", b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe5 Hanne</a>"),
}

WORD: dict[str, bytes] = {
    "over runs": word(p(r("Ha"), r("nne"))),
    "over runs in indented XML": word("<w:p>\n  <w:r>\n <w:t>Ha</w:t>\n </w:r>\n  <w:r><w:t>nne</w:t></w:r>\n</w:p>"),
    "over a proofing mark and a bookmark": word(p(r("Ha"), '<w:bookmarkStart w:name="x"/>', r("nne"))),
    "after a tab": word(p("<w:r><w:t>P1</w:t><w:tab/><w:t>Hanne</w:t></w:r>")),
    "a soft hyphen": word(p(r("Han"), "<w:r><w:softHyphen/></w:r>", r("ne"))),
    "a sign of a font": word(p(r("Ha"), '<w:r><w:sym w:char="F06E"/></w:r>', r("ne"))),
    "deleted": word(p('<w:del w:author="x"><w:r><w:delText>Hanne</w:delText></w:r></w:del>')),
    "deleted letters inside": word(p(r("Ha"), "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", r("nne"))),
    "inserted letters inside": word(p(r("Ha"), f"<w:ins>{r('x')}</w:ins>", r("nne"))),
    "over three paragraphs to the end": word(
        "".join(f"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>{r(text)}</w:p>" for text in ("Ha", "nn", "e"))
    ),
    "the rest inserted": word(p(r("Ha"), f"<w:ins>{r('nne')}</w:ins>")),
    "the rest deleted, other letters inserted": word(
        p(r("Ha"), f"<w:ins>{r('nk')}</w:ins>", "<w:del><w:r><w:delText>nne</w:delText></w:r></w:del>")
    ),
    "moved": word(p(f"<w:moveFrom>{r('Hanne')}</w:moveFrom>")),
    "moved letters inside": word(p(r("Ha"), f"<w:moveTo>{r('xx')}</w:moveTo>", r("nne"))),
    "hidden letters inside": word(p(r("Ha"), r("x", "<w:rPr><w:vanish/></w:rPr>"), r("nne"))),
    "hidden letters that are part, deleted ones that are not": word(
        p(
            r("Ha"),
            r("n", "<w:rPr><w:vanish/></w:rPr>"),
            "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>",
            r("ne"),
        )
    ),
    "hidden": word(p(r("Hanne", "<w:rPr><w:vanish/></w:rPr>"))),
    "over two paragraphs of which the first end was deleted": word(
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('Ha')}</w:p>{p(r('nne'))}"
    ),
    "a code of a field, over runs": word(
        p("<w:r><w:instrText>HYPERLINK x:Ha</w:instrText></w:r><w:r><w:instrText>nne</w:instrText></w:r>")
    ),
    "around a code of a field": word(p(r("Ha"), "<w:r><w:instrText> PAGE </w:instrText></w:r>", r("nne"))),
    "a simple field": word(p('<w:fldSimple w:instr="AUTHOR Hanne"/>')),
    "around a text box": word(p(r("Ha"), f"<w:r><w:txbxContent>{p(r('box'))}</w:txbxContent></w:r>", r("nne"))),
    "a text box in a copy for older programs": word(
        p(
            f"<w:r><mc:AlternateContent><mc:Choice>{p(r('x'))}</mc:Choice><mc:Fallback>{p(r('Ha'), r('nne'))}"
            "</mc:Fallback></mc:AlternateContent></w:r>"
        )
    ),
    "letters in a copy for older programs": word(
        p(
            r("Ha"),
            f"<mc:AlternateContent><mc:Choice>{r('nne')}</mc:Choice><mc:Fallback>{r('??')}</mc:Fallback>"
            "</mc:AlternateContent>",
        )
    ),
    "letters for older programs only": word(
        p(
            r("Ha"),
            f"<mc:AlternateContent><mc:Choice>{r('??')}</mc:Choice><mc:Fallback>{r('nne')}</mc:Fallback>"
            "</mc:AlternateContent>",
        )
    ),
    "a pronunciation inside": word(p(r("Ha"), f"<w:ruby><w:rt>{r('x')}</w:rt></w:ruby>", r("nne"))),
    "a table cell": word(f"<w:tbl><w:tr><w:tc>{p(r('Ha'), r('nne'))}</w:tc></w:tr></w:tbl>"),
    "a comment": word(p(r("ask Ha"), r("nne")), "word/comments.xml"),
    "who changed it": word(p('<w:ins w:author="Hanne"/>')),
    "a footnote": word(p(r("Hanne")), "word/footnotes.xml"),
    "a header": word(p(r("Hanne")), "word/header1.xml"),
    "a content control": word('<w:sdt><w:sdtPr><w:alias w:val="Hanne"/></w:sdtPr></w:sdt>'),
    "a bookmark": word(p('<w:bookmarkStart w:name="_Hanne_1"/>')),
    "alternative text": word(p('<w:drawing><docPr descr="a letter from Hanne"/></w:drawing>')),
    "the target of a link": zipped({"word/_rels/document.xml.rels": '<a Target="file:///C:/Hanne/x"/>'}),
    "properties": document(in_core_properties),
    "a property of a company's own": zipped({"docProps/custom.xml": "<a><b><lpwstr>Hanne</lpwstr></b></a>"}),
    "XML of a company's own": zipped({"customXml/item1.xml": "<a><b>Hanne</b></a>"}),
    "a glossary": word(p(r("Hanne")), "word/glossary/document.xml"),
    "a list of people": zipped({"word/people.xml": '<a><person author="Hanne"/></a>'}),
    "a setting": zipped({"word/settings.xml": '<a><docVar name="x" val="Hanne"/></a>'}),
    "a drawing for older programs": zipped({"word/a.vml": "<xml><v:shape>Ha<br>x <font>Ha</font>nne</xml>"}),
}

EXCEL: dict[str, bytes] = {
    "a cell": book(lambda b: b.active.append(["Hanne"])),
    "a cell in two colours": sheet("<si><r><t>Ha</t></r><r><t>nne</t></r></si>", "xl/sharedStrings.xml"),
    "around a pronunciation": sheet("<si><t>Ha</t><rPh><t>x</t></rPh><r><t>nne</t></r></si>", "xl/sharedStrings.xml"),
    "a pronunciation": sheet("<si><t>x</t><rPh><t>Ha</t></rPh><rPh><t>nne</t></rPh></si>", "xl/sharedStrings.xml"),
    "an inline cell": sheet('<c t="inlineStr"><is><r><t>Ha</t></r><r><t>nne</t></r></is></c>'),
    "a cell with escapes": sheet("<si><t>_x0048_anne</t></si>", "xl/sharedStrings.xml"),
    "the result of a formula": sheet('<c t="str"><f>A1&amp;B1</f><v>Hanne</v></c>'),
    "strings of a formula": sheet('<c><f>"Han"&amp;"ne"</f></c>'),
    "a list to choose from": book(validated),
    "a hidden row": book(in_a_hidden_row),
    "a hidden sheet": book(on_a_hidden_sheet),
    "a comment": book(in_a_comment),
    "a comment in two colours": sheet(
        "<comment><text><r><t>Ha</t></r><r><t>nne</t></r></text></comment>", "xl/comments1.xml"
    ),
    "a comment's author": book(by_an_author),
    "the name of a sheet": book(lambda b: setattr(b.active, "title", "Hanne")),
    "the name of a range": sheet('<definedName name="Hanne">A1</definedName>', "xl/workbook.xml"),
    "a header": sheet('<oddHeader>&amp;C&amp;"Calibri,Bold"Ha&amp;12nne</oddHeader>'),
    "a thread of comments": sheet("<threadedComment><text>Hanne</text></threadedComment>", "xl/threadedComments/a.xml"),
    "what a pivot table keeps": sheet('<sharedItems><s v="Hanne"/></sharedItems>', "xl/pivotCache/a.xml"),
    "a number of a shared string that is none": sheet('<c r="Hanne" t="s"><v>Hanne</v></c>'),
    "what another file held": sheet('<cell r="A1"><v>Hanne</v></cell>', "xl/externalLinks/externalLink1.xml"),
}

DRAWN = "<a:p xmlns:a='a'><a:r><a:t>Ha</a:t></a:r><a:r><a:t>nne</a:t></a:r></a:p>"
ODF = "<o xmlns:text='t' xmlns:office='o'>{}</o>"


def changed(paragraph: str) -> bytes:
    """A document with tracked changes, of which `d` deleted `ne`."""
    regions = (
        "<text:changed-region text:id='d'><text:deletion><text:p>ne</text:p></text:deletion></text:changed-region>"
    )
    tracked = f"<text:tracked-changes>{regions}</text:tracked-changes><text:p>{paragraph}</text:p>"
    return zipped({"content.xml": ODF.format(tracked)})


OTHERS: dict[str, tuple[str, bytes]] = {
    "a slide": ("a.pptx", zipped({"ppt/slides/slide1.xml": DRAWN})),
    "a slide's notes": ("a.pptx", zipped({"ppt/notesSlides/notesSlide1.xml": DRAWN})),
    "OpenDocument": ("a.odt", zipped({"content.xml": ODF.format("<text:p>Ha<text:span>nne</text:span></text:p>")})),
    "OpenDocument: after spaces": ("a.odt", zipped({"content.xml": ODF.format("<text:p>x<text:s/>Hanne</text:p>")})),
    "OpenDocument: around a comment": (
        "a.odt",
        zipped({"content.xml": ODF.format("<text:p>Ha<office:annotation><a>x</a></office:annotation>nne</text:p>")}),
    ),
    "OpenDocument: around a note": (
        "a.odt",
        zipped(
            {
                "content.xml": ODF.format(
                    "<text:p>Ha<text:note><text:note-citation>1</text:note-citation><text:note-body>"
                    "<text:p>x</text:p></text:note-body></text:note>nne</text:p>"
                )
            }
        ),
    ),
    "OpenDocument: deleted": (
        "a.odt",
        zipped({"content.xml": ODF.format("<text:deletion><text:p>Hanne</text:p></text:deletion>")}),
    ),
    "OpenDocument: deleted letters inside": (
        "a.odt",
        changed("Ha<text:change text:change-id='d'/>nne"),
    ),
    "OpenDocument: the rest deleted": ("a.odt", changed("Han<text:change text:change-id='d'/>, fine")),
    "OpenDocument: inserted letters inside": (
        "a.odt",
        changed("Ha<text:change-start text:change-id='i'/>n<x>k</x>e<text:change-end text:change-id='i'/>nne"),
    ),
    "OpenDocument: its type": ("a.ods", zipped({"mimetype": "application/Hanne"})),
    "a project: a code": ("a.qdpx", zipped({"project.qde": '<Project><Code name="about Hanne"/></Project>'})),
    "a project: a note": ("a.qdpx", zipped({"project.qde": "<P><Description>Hanne</Description></P>"})),
    "a project: a source": ("a.qdpx", zipped({"sources/1.txt": "then Hanne came"})),
    "a project on its own": ("a.qde", b'<Project creatingUserGUID="Hanne"/>'),
    "an archive": ("a.zip", zipped({"notes.txt": "Hanne"})),
    "the name of a member": ("a.zip", zipped({"Hanne.txt": ""})),
    "an empty folder": ("a.zip", zipped({"Hanne/": ""})),
    "the comment of an archive": ("a.zip", zipped({}, comment=b"for Hanne")),
    "the comment of a member": ("a.zip", member(lambda i: setattr(i, "comment", b"for Hanne"))),
    "an extra field": ("a.zip", member(lambda i: setattr(i, "extra", struct.pack("<2H", 0x9999, 5) + b"Hanne"))),
    "an archive in an archive": ("a.zip", zipped({"b.zip": zipped({"c.txt": "Hanne"})})),
    "a document in an archive": ("a.zip", zipped({"b.docx": word(p(r("Ha"), r("nne")))})),
    "a workbook in a document in an archive": (
        "a.zip",
        zipped({"b.docx": zipped({"word/embeddings/c.xlsx": book(lambda b: b.active.append(["Hanne"]))})}),
    ),
}

OPEN = {
    **TEXTS,
    **{f"Word: {name}": ("a.docx", data) for name, data in WORD.items()},
    **{f"Excel: {name}": ("a.xlsx", data) for name, data in EXCEL.items()},
    **OTHERS,
}
WITH_THUMBNAIL = {"Word: properties"}  # python-docx's own template carries a picture


@pytest.mark.parametrize(("name", "data"), OPEN.values(), ids=OPEN.keys())
def test_a_name_is_there_to_be_found_wherever_it_hides(name: str, data: bytes, request: pytest.FixtureRequest) -> None:
    """And the file is not refused: what is found can be taken out."""
    assert parts_with_name(name, data)
    expected = "inside it: a picture" if request.node.callspec.id in WITH_THUMBNAIL else ""
    assert looked_into(name, data)[1] == expected


PARTED: dict[str, tuple[str, bytes]] = {
    "cells of HTML": ("a.html", b"<table><tr><td>Ha</td><td>nne</td></tr></table>"),
    "list items of HTML": ("a.html", b"<li>Ha<li>nne"),
    "a line break of HTML": ("a.html", b"<p>Ha<br>nne</p>"),
    "two paragraphs": ("a.docx", word(p(r("Ha")) + p(r("nne")))),
    "a tab": ("a.docx", word(p("<w:r><w:t>Ha</w:t><w:tab/><w:t>nne</w:t></w:r>"))),
    "a line break": ("a.docx", word(p("<w:r><w:t>Ha</w:t><w:br/><w:t>nne</w:t></w:r>"))),
    "a box and what is around it": ("a.docx", word(p(r("Ha"), f"<w:txbxContent>{p(r('nne'))}</w:txbxContent>"))),
    "two cells": ("a.xlsx", book(lambda b: b.active.append(["Ha", "nne"]))),
    "spaces of OpenDocument": ("a.odt", zipped({"content.xml": ODF.format("<text:p>Ha<text:s/>nne</text:p>")})),
    "fields of a table": ("a.csv", b'"Ha","nne"\n'),
    "other words": ("a.html", b"<p>Johanne, <b>Jo</b>hanne</p>"),
}


@pytest.mark.parametrize(("name", "data"), PARTED.values(), ids=PARTED.keys())
def test_what_a_reader_sees_apart_is_not_joined(name: str, data: bytes) -> None:
    pieces, reason = looked_into(name, data)
    assert not reason
    assert not any(NAME.search(piece.text) for piece in pieces)


def wav(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(name + struct.pack("<L", len(data)) + data + b"\0" * (len(data) % 2) for name, data in chunks)
    return b"RIFF" + struct.pack("<L", len(body) + 4) + b"WAVE" + body


def box(name: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data) + 8) + name + data


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))


PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(b"IDAT", zlib.compress(b"Hanne" * 9))
SAMPLES = bytes(range(256)) * 20
ID3 = b"ID3\4\0\0\0\0\0\x20TPE1\0\0\0\x0c\0\0"
REFUSED_WITH_A_NAME: dict[str, tuple[str, bytes]] = {
    "wav, list of facts": ("a.wav", wav((b"data", SAMPLES), (b"LIST", b"INFOIART\6\0\0\0Hanne\0"))),
    "wav, broadcast": ("a.wav", wav((b"bext", b"fine\0Hanne\0"), (b"data", SAMPLES))),
    "mp3, first version": ("a.mp3", SAMPLES + b"TAG" + b"x" * 30 + b"Hanne".ljust(95, b"\0")),
    "mp3, second version": ("a.mp3", ID3 + b"\3Hanne\0" + SAMPLES),
    "mp3, UTF-16": ("a.mp3", ID3 + b"\1" + "\ufeffHanne\0".encode("utf-16-le") + SAMPLES),
    "mp3, UTF-16 at an odd place": ("a.mp3", ID3 + b"\1\1" + "\ufeffHanne\0".encode("utf-16-be") + SAMPLES),
    "flac, ogg": ("a.flac", b"fLaC\4\0\0\x20\x0e\0\0\0ARTIST=Hanne\0" + SAMPLES),
    "m4a": ("a.m4a", box(b"ftyp", b"M4A 0000") + box(b"mdat", SAMPLES) + box(b"moov", b"\xa9nam\0\0Hanne\0")),
    "a picture's text": ("a.png", PNG + chunk(b"tEXt", b"Author\0Hanne")),
    "a picture's text, packed": ("a.png", PNG + chunk(b"zTXt", b"Author\0\0" + zlib.compress(b"Hanne"))),
    "a picture's text in any language, packed": (
        "a.png",
        PNG + chunk(b"iTXt", b"Author\0\1\0\0\0" + zlib.compress(b"Hanne")),
    ),
    "a picture's properties": ("a.jpeg", b"\xff\xd8\xff\xe1\0\x20Exif\0\0Hanne\0\0\xff\xd9"),
    "a picture in a document": ("a.docx", zipped({"word/media/a.png": b"\x89PNG\0Hanne\0"})),
    "what stands after a picture": ("a.docx", zipped({"a.png": b"\x89", "word/document.xml": "<a>Hanne</a>"})),
    "an old document, letters by number": ("a.rtf", rb"{\rtf1 H\u97?n\'6ee\par}"),
    "an old document, formatting inside": ("a.rtf", rb"{\rtf1 Ha{\b nn}e}"),
    "macros": ("a.docm", zipped({"word/vbaProject.bin": b"\0\0Hanne\0"})),
    "an unknown type": ("a.xyz", b"\0\1Hanne\0"),
    "no ending": ("README", b"Hanne"),
    "text with zeros": ("a.txt", b"\0Hanne\0"),
    "text with other control characters": ("a.txt", b"\x1bHanne\7"),
    "text in an unknown encoding": ("a.txt", b"\xe5 Hanne"),
    "text in UTF-32": ("a.txt", "\ufeffHanne".encode("utf-32-le") + b"Hanne"),
    "half a character": ("a.txt", "Hanne".encode("utf-16") + b"x"),
    "JSON that never ends": ("a.json", rb'{"a": "fine \n Hanne'),
    "damaged JSON": ("a.json", rb'"\q Hanne"'),
    "damaged TOML": ("a.toml", b'a = "\\q Hanne"'),
    "HTML: a tag that never ends": ("a.html", b"Hanne <b "),
    "HTML: a picture inside": ("a.html", b'Hanne <img src="data:image/png;base64,AAAA">'),
    "Markdown: a picture inside": ("a.md", b"Hanne ![x](data:image/png;base64,AAAA)"),
    "XML: a document type": ("a.xml", b"<!DOCTYPE a><a>Hanne</a>"),
    "XML: an entity": (
        "a.docx",
        zipped({"a.xml": '<!DOCTYPE a [<!ENTITY b "Hanne">]><a>&b;</a>'}),
    ),
    "XML: an entity in UTF-16": ("a.xml", "<!DOCTYPE a [<!ENTITY b 'x'>]><a>&b; Hanne</a>".encode("utf-16")),
    "XML: a file from outside": ("a.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b; Hanne</a>'),
    "XML: too deep": ("a.xml", b"Hanne" + b"<a>" * 100_000),
    "XML: a picture in an attribute": ("a.xml", b'<a src="data:image/png;base64,AA">Hanne</a>'),
    "XML: none": ("a.xml", b"<a> Hanne"),
    "XML: a picture inside": ("a.docx", word("<w:binData>AAAA</w:binData>" + p(r("Hanne")))),
    "a damaged package": ("a.docx", b"PK\3\4 Hanne"),
    "text before a package": ("a.zip", b"Hanne" + zipped({"a.txt": "fine"})),
    "text behind a package": ("a.zip", zipped({"a.txt": "fine"}) + b"Hanne" + b"\0" * 70_000),
    "packages too deep in each other": (
        "a.zip",
        zipped({"Hanne.zip": zipped({"b.zip": zipped({"c.zip": zipped({"d.txt": "fine"})})})}),
    ),
}


@pytest.mark.parametrize(("name", "data"), REFUSED_WITH_A_NAME.values(), ids=REFUSED_WITH_A_NAME.keys())
def test_what_cannot_be_looked_into_is_refused_after_all_that_could_be_found(name: str, data: bytes) -> None:
    """The reason quotes nothing."""
    pieces, reason = looked_into(name, data)
    assert reason
    assert "Hanne" not in reason
    assert any(NAME.search(piece.text) for piece in pieces)


@pytest.mark.parametrize("name", ["Łukasz", "Zoë", "Оксана", "Ağca", "Nguyễn"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_names_in_other_letters_are_found_in_tags(name: str, encoding: str) -> None:
    for shift in (b"\0", b"\0\0"):
        pieces, _ = looked_into("a.mp3", shift + name.encode(encoding) + b"\0\0" + SAMPLES)
        assert any(name in piece.text for piece in pieces)


def test_an_ending_that_is_a_name_is_not_told() -> None:
    assert "hanne" not in looked_into("minutes.Hanne", b"\0")[1].lower()


def test_a_recording_is_refused_whatever_it_says_and_its_samples_are_not_read_as_text() -> None:
    pieces, reason = looked_into("a.wav", wav((b"data", b"Hanne " * 10)))
    assert reason == "a recording: a voice says who speaks"
    assert not any(NAME.search(piece.text) for piece in pieces)


def test_a_part_is_named_by_the_way_to_it() -> None:
    inner = zipped({"word/document.xml": "<a b='Hanne'>Hanne</a>"})
    assert parts_with_name("a.zip", zipped({"b.docx": inner})) == [
        "b.docx → word/document.xml",
        "b.docx → word/document.xml, attribute",
    ]


def test_what_stands_in_a_text_as_it_is_read_is_told_once() -> None:
    """So that the times of a finding are those of the name."""
    for name, data in (
        ("a.txt", b"Hanne"),
        ("a.csv", b'id,"text"\n1,"Hanne"\n'),
        ("a.json", b'{"a": "Hanne"}'),
        ("a.html", b"<p>Hanne</p>"),
        ("a.docx", word(p(r("then Hanne "), r("came")))),
    ):
        assert len(parts_with_name(name, data)) == 1


def test_the_words_of_a_format_are_not_taken_for_names() -> None:
    """Odd and Mar are names of people; of elements, too."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    for space, told in ((main, False), ("urn:x", True)):
        data = f'<worksheet xmlns="{space}"><oddHeader Mar="1">x</oddHeader></worksheet>'.encode()
        pieces, _ = looked_into("a.xml", data)
        assert {"oddHeader" in [piece.text for piece in pieces], "Mar" in [piece.text for piece in pieces]} == {told}


def test_packages_in_packages_may_not_unfold_to_more_than_one_may(monkeypatch: pytest.MonkeyPatch) -> None:
    nested = zipped({f"{n}.zip": zipped({"a.txt": "x" * 600}) for n in range(3)})
    assert not looked_into("a.zip", nested)[1]
    monkeypatch.setattr(safe_zip, "MAX_PACKAGE", 2000)
    assert "unfolds to more than it may" in looked_into("a.zip", nested)[1]


@pytest.mark.parametrize(
    "text",
    ["<!--", "<a ", '<a b="', "<![CDATA[", "&", "</", "<a <a '", "\\u", '"\\"', "%", '=""', "data:", "<script>"],
)
@pytest.mark.parametrize("ending", ["html", "md", "json", "csv", "txt"])
def test_a_text_made_to_take_long_does_not(text: str, ending: str) -> None:
    """Each of these takes minutes where the time grows with the square of the length."""
    pieces, _ = looked_into(f"a.{ending}", text.encode() * 30_000)
    assert pieces


SOUND = {
    name: data for name, data in OPEN.values() if name.endswith((".docx", ".xlsx", ".odt", ".zip", ".qdpx", ".pptx"))
}


@examples(60)
@given(st.sampled_from(sorted(SOUND.items())), st.data())
def test_a_package_in_which_bits_are_turned_is_read_or_refused(file: tuple[str, bytes], data: st.DataObject) -> None:
    name, content = file
    changed = bytearray(content)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        changed[at] ^= 1 << data.draw(st.integers(0, 7))
    pieces, _ = looked_into(name, bytes(changed[: data.draw(st.integers(0, len(content)))]))
    assert pieces


@examples(100)
@given(
    st.sampled_from([name for name, _ in OPEN.values()] + ["a.wav", "a.m4a", "a.png", "a.bin"]), st.binary(max_size=400)
)
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    assert looked_into(name, data)[0]


WORDS = st.text(st.characters(categories=["L", "N", "Zs", "Po"]), min_size=1, max_size=12)


@given(WORDS)
def test_json_hides_nothing_however_it_is_escaped(text: str) -> None:
    value = f" {text} Hanne {text} "
    for written in (json.dumps({"a": value}), json.dumps({"a": value}, ensure_ascii=False), json.dumps([{value: 1}])):
        assert parts_with_name("a.json", written.encode())


TAGS = (
    "p r t h si is comment c v f s br tab sym del ins delText instrText rt rPh Fallback Choice annotation note-body "
    "txbxContent deletion oddHeader change change-start tracked-changes changed-region x"
)


@st.composite
def trees(draw: st.DrawFn, depth: int = 4) -> ET.Element:
    """Any XML out of the elements that are read in a way of their own."""
    element = ET.Element(
        draw(st.sampled_from(TAGS.split())),
        draw(st.dictionaries(st.sampled_from("rtb"), st.sampled_from(["s", "A1", "7"]))),
    )
    element.text, element.tail = (draw(st.sampled_from([None, "", "\n  ", "fine", "7"])) for _ in range(2))
    element.extend(draw(st.lists(trees(depth - 1), max_size=3)) if depth else [])
    return element


@examples(100)
@given(trees(), st.sampled_from(["text", "tail", "attribute", "comment", "element", "instruction"]), st.data())
def test_no_text_of_any_xml_is_passed_over(root: ET.Element, how: str, data: st.DataObject) -> None:
    """Whatever it is made of, and wherever in it the name stands."""
    root.tail = None
    place = data.draw(st.sampled_from(list(root.iter())))
    if how == "text":
        place.text = "Hanne"
    elif how == "tail" and place is not root:
        place.tail = "Hanne"
    elif how == "comment":
        place.append(ET.Comment("Hanne"))
    elif how == "element":
        place.append(ET.Element("Hanne"))
    elif how == "instruction":
        place.append(ET.ProcessingInstruction("x", "Hanne"))
    else:
        place.set(data.draw(st.sampled_from("rtb")), "Hanne")
    pieces, reason = looked_into("a.xml", ET.tostring(root))
    assert not reason
    assert any("Hanne" in piece.text for piece in pieces)


WITHIN_A_WORD = {
    "a.html": (
        "",
        "<p>{}</p>",
        [
            "<b>",
            "</b>",
            "<i class='x'>",
            "<!-- x -->",
            "<wbr>",
            "<x-y z>",
            "<del>x</del>",
            "<span hidden>x</span>",
            "<?x?>",
        ],
    ),
    "word/document.xml": (
        "<w:r><w:t>{}</w:t></w:r>",
        "<w:body xmlns:w='w'><w:p>{}</w:p></w:body>",
        [
            "<w:bookmarkStart/>",
            "<w:proofErr/>",
            "<!-- x -->",
            "\n   ",
            "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>",
            "<w:r><w:instrText>x</w:instrText></w:r>",
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>",
            "<w:r><w:commentReference/></w:r>",
        ],
    ),
}


@given(st.sampled_from(sorted(WITHIN_A_WORD)), st.data())
def test_a_word_is_whole_whatever_stands_between_its_letters(name: str, data: st.DataObject) -> None:
    letter, whole, between = WITHIN_A_WORD[name]
    inside = "".join((letter or "{}").format(c) + data.draw(st.sampled_from(["", *between])) for c in "Hanne")
    assert parts_with_name(name, whole.format(inside).encode())
