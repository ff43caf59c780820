"""Reports: what their pages are made of, and the same content as a Word document and as Markdown."""

import io
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ipstranscribe.documents.word import Column, Manuscript, Page, WordRow
from ipstranscribe.text.wording import visible, wording_of


@dataclass(frozen=True)
class Heading:
    """A heading."""

    text: str


@dataclass(frozen=True)
class ReportText:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Caption:
    """A few words that stay above their table."""

    text: str


@dataclass(frozen=True)
class Box:
    """A paragraph in a frame, which nobody overlooks."""

    text: str


@dataclass(frozen=True)
class Properties:
    """Names and values."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReportTable:
    """A table; `shares` say how wide its columns are beside each other."""

    caption: str
    header: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | ReportText | Caption | Box | Properties | ReportTable


ReportWords = dict[str, Any]
"""The words of a report in one language; `title` and `mark` are in all of them."""


@cache
def words_of(package: str, path: str, language: str) -> ReportWords:
    """The words in the toml file `path` of `package`, in a document language; raises UserError for one without words."""
    wording_of(language)
    words: ReportWords = tomllib.loads(files(package).joinpath(path).read_text(encoding="utf-8"))[language]
    return words


def to_docx(blocks: Iterable[Block], words: ReportWords, language: str) -> bytes:
    """A Word document on A4 with the report's mark on every page; the same content gives the same bytes."""
    page = Page(words["title"], words["mark"], language, wording_of(language))
    manuscript, out = Manuscript(page), io.BytesIO()
    for block in blocks:
        _add(manuscript, block, page.text_width)
    manuscript.save(out)
    return out.getvalue()


def to_markdown(blocks: Iterable[Block], words: ReportWords) -> str:
    """The same as Markdown."""
    return "\n\n".join((f"# {words['title']}", *map(_marked, blocks))) + "\n"


def _add(manuscript: Manuscript, block: Block, width: float) -> None:
    match block:
        case Heading(text):
            manuscript.heading(text)
        case ReportText(text):
            manuscript.line(text)
        case Caption(text):
            manuscript.line(text, "TableHeading")
        case Box(text):
            manuscript.table([Column(text, width)], [], caption=text)
            manuscript.line("")
        case Properties(rows):
            manuscript.facts(rows)
        case ReportTable(caption, header, shares, rows):
            columns = [Column(name, width * share / sum(shares)) for name, share in zip(header, shares, strict=True)]
            manuscript.table(columns, map(WordRow, rows), caption)
            manuscript.line("", "StatusLine")


def _marked(block: Block) -> str:
    match block:
        case Heading(text):
            return f"## {_cell(text)}"
        case Caption(text):
            return f"**{_cell(text)}**"
        case Box(text):
            return f"> **{_cell(text)}**"
        case Properties(rows):
            return "\n".join(f"- {_cell(name)}: {_cell(value)}" for name, value in rows)
        case ReportTable(_, header, _, rows):
            lines = (header, ("---",) * len(header), *rows)
            return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)
        case ReportText(text):
            return _cell(text)


def _cell(text: str) -> str:
    """`text` on one line, with the signs that Markdown reads otherwise taken as they are."""
    return re.sub(r"([\\`*|<]|(?<!\w)_|_(?!\w))", r"\\\1", visible(" ".join(text.split())))
