"""Report pages: a model of blocks (headings, text, tables), written as a Word document or as Markdown."""

import io
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ipstranscribe.documents.word import Manuscript, Page
from ipstranscribe.documents.word_tables import Column, WordRow, needed_width
from ipstranscribe.languages import worded
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
    """A caption that stays above its table."""

    text: str


@dataclass(frozen=True)
class Box:
    """A paragraph in a frame, for emphasis."""

    text: str


@dataclass(frozen=True)
class Properties:
    """A block of names and values."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReportTable:
    """A table; `shares` are the relative widths of its columns."""

    caption: str
    header: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | ReportText | Caption | Box | Properties | ReportTable


ReportWords = dict[str, Any]
"""The texts of a report in one language; every report has `title` and `mark`."""


@cache
def words_of(package: str, path: str, language: str) -> ReportWords:
    """The report texts from the toml file `path` of `package`; raises UserError for a language without texts."""
    wording_of(language)
    words: ReportWords = worded(tomllib.loads(files(package).joinpath(path).read_text(encoding="utf-8")), language)
    return words


def to_docx(blocks: Iterable[Block], words: ReportWords, language: str) -> bytes:
    """A Word document on A4 with the report's mark on every page; the same content gives the same bytes.

    It is landscape if a table has words that would be broken in portrait.
    """
    every = tuple(blocks)
    page = Page(words["title"], words["mark"], language, wording_of(language))
    wide = (needed_width(one.header, one.rows) for one in every if isinstance(one, ReportTable))
    page = page._replace(landscape=max(wide, default=0.0) > page.text_width)
    manuscript, out = Manuscript(page), io.BytesIO()
    for block in every:
        _add(manuscript, block, page.text_width)
    manuscript.save(out)
    return out.getvalue()


def to_markdown(blocks: Iterable[Block], words: ReportWords) -> str:
    """The same content as Markdown."""
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
            return "\n".join(f"- {_paragraph(name)}: {_cell(value)}" for name, value in rows)
        case ReportTable(_, header, _, rows):
            lines = (header, ("---",) * len(header), *rows)
            return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)
        case ReportText(text):
            return _paragraph(text)


_BLOCK_SIGN = re.compile(r"(?<=\d)[.)](?=\s|$)|[-+#>=~]")
"""What makes of a paragraph a list, a heading, a quotation or code, after the digits that may stand before it."""


def _paragraph(text: str) -> str:
    """`text` on one line, which stays a paragraph: Markdown takes the date `17. mai` for the number of a list."""
    line = _cell(text)
    digits = len(line) - len(line.lstrip("0123456789"))
    return f"{line[:digits]}\\{line[digits:]}" if _BLOCK_SIGN.match(line, digits) else line


def _cell(text: str) -> str:
    """`text` on one line, with Markdown's special characters escaped."""
    return re.sub(r"([\\`*|<]|(?<!\w)_|_(?!\w))", r"\\\1", visible(" ".join(text.split())))
