"""Reader of manuscripts: the paragraphs of an article in Word, OpenDocument, Markdown or plain text.

Tracked changes of a Word file count as accepted. Footnotes are read as paragraphs behind the text; comments, headers and
footers are no part of an article.
"""

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from ipstranscribe.documents import encoding, open_document, safe_zip
from ipstranscribe.documents.flow import FlowLine
from ipstranscribe.errors import ExitCode, UserError

SUFFIXES = (".docx", ".odt", ".md", ".txt")
"""Kinds of manuscripts that can be read."""

_QUOTE_STYLE = re.compile(r"quot|sitat|citat|zitat|block ?text", re.IGNORECASE)
_NOT_TEXT = frozenset({"del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback", "pPr", "rPr", "sectPr"})
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_MARKDOWN_QUOTE = re.compile(r" {0,3}> ?")
_MARKDOWN_SIGNS = re.compile(r"(?<![\w\\])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the article: its number, from 1, and whether it is set apart as a quotation. NFC."""

    number: int
    text: str
    set_apart: bool = False


def read(name: str, data: bytes) -> tuple[Paragraph, ...]:
    """Read the paragraphs of a manuscript; raises UserError for another kind of file, and one that cannot be read."""
    suffix = PurePath(name).suffix.casefold()
    if suffix not in SUFFIXES:
        raise UserError(
            f"A manuscript is one of {', '.join(SUFFIXES)}.", "Save it as one of these.", ExitCode.BAD_INPUT
        )
    try:
        found = list(_READERS[suffix](data))
    except safe_zip.Unsafe as reason:
        raise _unreadable(str(reason)) from None
    except encoding.NotText:
        raise _unreadable("it is no text") from None
    numbered = enumerate(((unicodedata.normalize("NFC", text), apart) for text, apart in found if text.strip()), 1)
    return tuple(Paragraph(number, text, apart) for number, (text, apart) in numbered)


def _unreadable(why: str) -> UserError:
    return UserError(
        f"The manuscript cannot be read: {why}.",
        "Open it in the program it was written with, and save it again.",
        ExitCode.BAD_INPUT,
    )


# Word.


def _word(data: bytes) -> Iterator[tuple[str, bool]]:
    main = _main_part(data)
    styles = _quote_styles(_beside(data, main, "styles.xml"))
    for part in (safe_zip.xml(safe_zip.part(data, main)), _beside(data, main, "footnotes.xml")):
        for paragraph in part.iter(_W + "p") if part is not None else ():
            if not _inside_fallback(paragraph):
                yield "".join(_texts(paragraph)), _style_of(paragraph) in styles


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _main_part(data: bytes) -> str:
    for relation in safe_zip.xml(safe_zip.part(data, "_rels/.rels")):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
    raise safe_zip.Unsafe("a part of it is missing")


def _beside(data: bytes, main: str, name: str) -> Any:
    wanted = posixpath.join(posixpath.dirname(main), name)
    found = next((member.data for member in safe_zip.members(data) if member.name == wanted), None)
    return None if found is None else safe_zip.xml(found)


def _quote_styles(styles: Any) -> frozenset[str]:
    """The ids of paragraph styles that are for quotations, by their name or that of the style they are based on."""
    if styles is None:
        return frozenset()
    every = {str(one.get(_W + "styleId")): one for one in styles.iter(_W + "style")}
    found = {key for key, one in every.items() if _QUOTE_STYLE.search(f"{key} {_value(one, 'name')}")}
    return frozenset(found | {key for key, one in every.items() if _value(one, "basedOn") in found})


def _value(element: Any, child: str) -> str:
    found = element.find(_W + child)
    return "" if found is None else str(found.get(_W + "val", ""))


def _style_of(paragraph: Any) -> str:
    properties = paragraph.find(_W + "pPr")
    return "" if properties is None else _value(properties, "pStyle")


def _inside_fallback(element: Any) -> bool:
    return any(_name(one) == "Fallback" for one in element.iterancestors())


def _texts(element: Any) -> Iterator[str]:
    """The texts of a paragraph, without those of paragraphs inside it (text boxes), which come by themselves."""
    for child in element:
        name = _name(child)
        if name in _SIGNS:
            yield _SIGNS[name]
        elif name == "t":
            yield child.text or ""
        elif name not in _NOT_TEXT and name not in ("p", "txbxContent"):
            yield from _texts(child)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


# Others.


def _odt(data: bytes) -> Iterator[tuple[str, bool]]:
    flow = open_document.read(data)
    for block in flow.blocks:
        yield from ((text, False) for text in ([block.text] if isinstance(block, FlowLine) else block.cells))
    yield from ((aside.text, False) for aside in flow.asides if aside.kind in ("footnote", "endnote"))


def _plain(data: bytes) -> Iterator[tuple[str, bool]]:
    """Paragraphs of a text end at an empty line, or at every line where there are none."""
    lines = encoding.decode_lines(data)
    if all(line.strip() for line in lines[:-1]):
        yield from ((line, False) for line in lines)
        return
    yield from ((" ".join(group), False) for group in _groups(lines))


def _markdown(data: bytes) -> Iterator[tuple[str, bool]]:
    for group in _groups(encoding.decode_lines(data)):
        apart = all(_MARKDOWN_QUOTE.match(line) for line in group)
        text = " ".join(_MARKDOWN_QUOTE.sub("", line) if apart else line for line in group)
        yield _MARKDOWN_SIGNS.sub(r"\2", text).replace("\\", ""), apart


def _groups(lines: list[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            group.append(line.strip())
        elif group:
            yield group
            group = []


_READERS = {".docx": _word, ".odt": _odt, ".md": _markdown, ".txt": _plain}
