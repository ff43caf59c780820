"""Places of zip archives and of the packages that are such: member names, comments, and bytes that no list mentions."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from .carrying import FILE, Carrier, Files, amid, as_name, pieces, xml, zipped
from .excel import EXCEL
from .plain import PLAIN
from .word import WORD

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_QDA = 'xmlns="urn:QDA-XML:project:1.0"'
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODT = (
    f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" xmlns:meta="{_ODF}:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
_PPT = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def _archive(write: Callable[[str], dict[str, bytes | str]], suffix: str = ".zip") -> Carrier:
    """A carrier of an archive whose members `write` gives."""
    return lambda text: {FILE + suffix: zipped(write(text))}


def _altered(alter: Callable[[bytes, bytes], bytes]) -> Carrier:
    """A carrier of an archive of one harmless member to whose bytes something is done."""
    return lambda text: {f"{FILE}.zip": alter(zipped({"a.txt": "nothing"}), text.encode("utf-8", "replace"))}


def _member(change: Callable[[zipfile.ZipInfo, str], None]) -> Carrier:
    def carry(text: str) -> Files:
        out, entry = io.BytesIO(), zipfile.ZipInfo("a.txt")
        change(entry, text)
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(entry, "nothing")
        return {f"{FILE}.zip": out.getvalue()}

    return carry


def _with_extra(entry: zipfile.ZipInfo, text: str) -> None:
    """A field as some programs use it for their own notes."""
    data = text.encode("utf-8", "replace")
    entry.extra = struct.pack("<HH", 0x6375, len(data)) + data


def _with_comment(entry: zipfile.ZipInfo, text: str) -> None:
    entry.comment = text.encode("utf-8", "replace")


def _after_directory(package: bytes, data: bytes) -> bytes:
    return package + b"\n" + data


def _before(package: bytes, data: bytes) -> bytes:
    """What stands before the archive, as in one that unpacks itself."""
    return data + b"\n" + package


def _removed_member(package: bytes, data: bytes) -> bytes:
    """A member that the directory no longer lists, as some programs delete; with the time stamp that `zip` writes."""
    name, extra = b"gone.txt", struct.pack("<2sHBL", b"UT", 5, 1, 0)
    sizes = (zlib.crc32(data), len(data), len(data), len(name), len(extra))
    return struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 0, *sizes) + name + extra + data + package


def _other_local_name(text: str) -> Files:
    """The name before the data is another than in the directory; programs that stream show that one."""
    name = as_name(text).encode("utf-8", "replace") + b".txt"
    package = zipped({"x" * len(name): "nothing"})
    return {f"{FILE}.zip": package.replace(b"x" * len(name), name, 1)}


def _twice(text: str) -> Files:
    """Two members of one name: programs show the last, the first is still there."""
    package = zipped({"first.txt": amid(text), "other.txt": "nothing"})
    return {f"{FILE}.zip": package.replace(b"other.txt", b"first.txt")}


def _project(inside: str) -> dict[str, bytes | str]:
    return {
        "project.qde": f'{_HEAD}<Project {_QDA} name="x">{inside}</Project>',
        "sources/1.txt": "nothing",
    }


def _odt(content: str = "", meta: str = "") -> dict[str, bytes | str]:
    body = f"<office:body><office:text>{content}</office:text></office:body>"
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"{_HEAD}<office:document-content {_ODT}>{body}</office:document-content>",
        "meta.xml": f"{_HEAD}<office:document-meta {_ODT}><office:meta>{meta}</office:meta></office:document-meta>",
    }


def _spans(text: str) -> str:
    return "".join(f'<text:span text:style-name="T{n}">{xml(p)}</text:span>' for n, p in enumerate(pieces(text)))


def _slide(content: str, **parts: str) -> dict[str, bytes | str]:
    members = {"ppt/slides/slide1.xml": f"<p:sld {_PPT}>{content}</p:sld>"}
    members |= {f"{name.replace('__', '/')}.xml": part for name, part in parts.items()}
    return {name: _HEAD + part for name, part in members.items()}


def _slide_runs(text: str) -> str:
    return f"<a:p>{''.join(f'<a:r><a:t>{xml(piece)}</a:t></a:r>' for piece in pieces(text))}</a:p>"


def _embedded(name: str, carrier: Carrier) -> Carrier:
    """A carrier's file as a part of a Word document."""

    def carry(text: str) -> Files:
        (content,) = carrier(text).values()
        return {f"{FILE}.docx": zipped({"word/document.xml": f"{_HEAD}<a/>", f"word/embeddings/{name}": content})}

    return carry


def _inside(carriers: dict[str, Carrier], suffix: str) -> dict[str, Carrier]:
    """The files of other carriers as members of an archive."""

    def wrapped(carrier: Carrier) -> Carrier:
        return lambda text: {f"a{suffix}": zipped(dict(carrier(text)))}

    return {f"{suffix[1:]} with {place}": wrapped(carrier) for place, carrier in carriers.items()}


ZIP: dict[str, Carrier] = {
    "zip member": _archive(lambda text: {"a/b.txt": amid(text)}),
    "zip member name": _archive(lambda text: {f"{as_name(text)}.txt": "nothing"}),
    "zip folder name": _archive(lambda text: {f"{as_name(text)}/a.txt": "nothing"}),
    "zip empty folder": _archive(lambda text: {f"{as_name(text)}/": ""}),
    "zip comment": lambda text: {f"{FILE}.zip": zipped({"a.txt": "nothing"}, text.encode("utf-8", "replace"))},
    "zip comment of a member": _member(_with_comment),
    "zip extra field": _member(_with_extra),
    "zip in a zip": _archive(lambda text: {"b.zip": zipped({"c.zip": zipped({"d.txt": amid(text)})})}),
    **_inside({place: WORD[place] for place in ("docx over runs", "docx comment", "docx property creator")}, ".zip"),
}
PACKAGES: dict[str, Carrier] = {
    "docx workbook inside": _embedded("a.xlsx", EXCEL["xlsx shared string over runs"]),
    "docx page of the web inside": _embedded("a.html", PLAIN["html over inline tags"]),
    "qdpx project": _archive(lambda text: _project(f'<Sources name="{xml(text)}"/>'), ".qdpx"),
    "qdpx description": _archive(lambda text: _project(f"<Description>{xml(amid(text))}</Description>"), ".qdpx"),
    "qdpx user": _archive(lambda text: _project(f'<Users><User name="{xml(text)}"/></Users>'), ".qdpx"),
    "qdpx source": _archive(lambda text: _project("") | {"sources/2.txt": amid(text)}, ".qdpx"),
    **_inside({"docx over runs": WORD["docx over runs"]}, ".qdpx"),
    "odt text": _archive(lambda text: _odt(f"<text:p>{xml(amid(text))}</text:p>"), ".odt"),
    "odt over spans": _archive(lambda text: _odt(f"<text:p>{_spans(text)}</text:p>"), ".odt"),
    "odt comment": _archive(
        lambda text: _odt(f"<text:p><office:annotation><text:p>{_spans(text)}</text:p></office:annotation></text:p>"),
        ".odt",
    ),
    "odt author of a comment": _archive(
        lambda text: _odt(f"<office:annotation><dc:creator>{xml(text)}</dc:creator></office:annotation>"), ".odt"
    ),
    "odt deletion": _archive(
        lambda text: _odt(
            f"<text:tracked-changes><text:deletion><text:p>{xml(text)}</text:p></text:deletion></text:tracked-changes>"
        ),
        ".odt",
    ),
    "odt property": _archive(lambda text: _odt(meta=f"<dc:creator>{xml(text)}</dc:creator>"), ".odt"),
    "odt own property": _archive(
        lambda text: _odt(meta=f'<meta:user-defined meta:name="x">{xml(text)}</meta:user-defined>'), ".odt"
    ),
    "pptx slide": _archive(lambda text: _slide(_slide_runs(text)), ".pptx"),
    "pptx notes": _archive(lambda text: _slide("", ppt__notesSlides__n=f"<x {_PPT}>{_slide_runs(text)}</x>"), ".pptx"),
    "pptx comment": _archive(
        lambda text: _slide("", ppt__comments__c=f"<p:cm {_PPT}><p:text>{xml(text)}</p:text></p:cm>"), ".pptx"
    ),
    "pptx alternative text": _archive(lambda text: _slide(f'<p:cNvPr id="1" name="x" descr="{xml(text)}"/>'), ".pptx"),
}
UNSOUND: dict[str, Carrier] = {
    "zip member not listed": _altered(_removed_member),
    "zip after the end": _altered(_after_directory),
    "zip before the beginning": _altered(_before),
    "zip other name before the data": _other_local_name,
    "zip two members of one name": _twice,
}
"""Archives that are refused whatever they hold: something is in them that their directory does not list."""

ARCHIVES: dict[str, Carrier] = ZIP | PACKAGES
"""Place → carrier."""
