"""Every text that a file would hand on: what a reader sees, and what hides in names, properties and comments.

Word and Excel split one word over several runs; texts are joined here before anybody searches them. A file type that
is not known cannot be looked into, and is refused by the gate.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

MAX_MEMBER, MAX_TOTAL = 200_000_000, 1_000_000_000
"""Bytes an archive member and a whole archive may unfold to; more is taken for a zip bomb."""

_MARKUP = re.compile(r"<[^<>]{0,500}>")
_XML_COMMENT = re.compile(rb"<!--(.*?)-->", re.DOTALL)
_JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_TEXT_SUFFIXES = frozenset(
    ".csv .tsv .txt .json .jsonl .md .log .toml .html .vtt .srt .xml .rels .sha256".split()  # noqa: SIM905 - easier to read
)
_OFFICE_SUFFIXES = {".docx", ".xlsx"}
# Elements that end a piece of text a reader sees as one: paragraphs, cells, shared strings, properties.
_BLOCKS = {
    "p",
    "si",
    "c",
    "comment",
    "title",
    "subject",
    "creator",
    "description",
    "keywords",
    "lastModifiedBy",
    "lpwstr",
}

_GAPS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
"""Elements of Word that stand for a sign."""


class CannotLookInside(Exception):
    """A file that the gate cannot read: of an unknown type, damaged, or made to harm."""


@dataclass(frozen=True)
class Piece:
    """A text and where it stands: the file, and the part of it (`word/comments.xml`, `file name`)."""

    file: str
    part: str
    text: str


def unpack(name: str, data: bytes) -> Iterator[Piece]:
    """The texts of the file `name`, its own name included; raises CannotLookInside."""
    yield Piece(name, "file name", name)
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in _TEXT_SUFFIXES:
        text = _decoded(data)
        yield Piece(name, "text", text)
        yield Piece(name, "text without markup", html.unescape(_MARKUP.sub("", _JSON_ESCAPE.sub(_unescaped, text))))
    elif suffix in _OFFICE_SUFFIXES:
        yield from _office(name, data)
    else:
        raise CannotLookInside(f"{suffix or 'a file without ending'} is not a known type")


def _unescaped(escape: re.Match[str]) -> str:
    return chr(int(escape.group(1), 16))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotLookInside("it is not UTF-8 text") from None


def _office(name: str, data: bytes) -> Iterator[Piece]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if sum(m.file_size for m in members) > MAX_TOTAL or any(m.file_size > MAX_MEMBER for m in members):
                raise CannotLookInside("it unfolds to more than it may")
            yield Piece(name, "archive comment", archive.comment.decode("utf-8", "replace"))
            for member in members:
                yield Piece(name, "member name", member.filename)
                yield from _member(name, member.filename, archive.read(member))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise CannotLookInside("it is damaged or locked") from None


def _member(file: str, member: str, data: bytes) -> Iterator[Piece]:
    suffix = PurePosixPath(member).suffix.lower()
    if suffix == ".xml" or member.endswith(".rels"):
        yield from (Piece(file, member, text) for text in _xml_texts(data))
        yield from (
            Piece(file, f"{member}, XML comment", c.decode("utf-8", "replace")) for c in _XML_COMMENT.findall(data)
        )
    elif suffix in _TEXT_SUFFIXES:
        yield Piece(file, member, _decoded(data))
    elif data and not member.endswith("/"):
        raise CannotLookInside(f"it holds {suffix or 'a part'} that is not text")


def _xml_texts(data: bytes) -> Iterator[str]:
    """The texts of an XML part, block by block, then every attribute."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise CannotLookInside("it declares XML entities")
    try:
        root = ET.fromstring(data)  # noqa: S314 - entities were refused above
    except ET.ParseError:
        raise CannotLookInside("a part of it is not XML") from None
    yield from _blocks(root)
    for element in root.iter():
        yield from element.attrib.values()


def _blocks(element: ET.Element) -> Iterator[str]:
    """Texts of the blocks below `element`, each joined over its runs; text outside any block comes last.

    A block inside a block (a paragraph in a text box) is a text of its own, and parts nothing of the outer one.
    """
    loose: list[str] = []
    for child in element:
        if _local(child.tag) in _BLOCKS:
            yield "".join(_readable(child))
            for inner in child:
                yield from _blocks(inner)
        else:
            yield from _blocks(child)
        loose.append(child.tail or "")
    yield "".join([element.text or "", *loose])


def _readable(element: ET.Element) -> Iterator[str]:
    """The text of an element as a reader sees it: a tab or a line break, which hold no text, parts two words."""
    yield _GAPS.get(_local(element.tag), element.text or "")
    for child in element:
        if _local(child.tag) not in _BLOCKS:
            yield from _readable(child)
        yield child.tail or ""


def _local(tag: object) -> str:
    return str(tag).rsplit("}", 1)[-1]
