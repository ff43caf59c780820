"""The risk report as a Word document and as Markdown: the same content, in the language of the study's documents."""

import io
import re

from ipstranscribe.release.risk.blocks import Block, Box, Caption, Facts, Heading, Table, Text
from ipstranscribe.release.risk.page import blocks, words_of
from ipstranscribe.release.risk.values import Report
from ipstranscribe.word import Column, Manuscript, Page, Row
from ipstranscribe.wording import visible, wording_of


def to_docx(report: Report, language: str) -> bytes:
    """A Word document on A4; the same report gives the same bytes. Raises UserError for a language without words."""
    wording, words = wording_of(language), words_of(language)
    page = Page(words["title"], words["mark"], language, wording)
    manuscript, out = Manuscript(page), io.BytesIO()
    for block in blocks(report, language):
        _add(manuscript, block, page.text_width)
    manuscript.save(out)
    return out.getvalue()


def _add(manuscript: Manuscript, block: Block, width: float) -> None:
    match block:
        case Heading(text):
            manuscript.heading(text)
        case Text(text):
            manuscript.line(text)
        case Caption(text):
            manuscript.line(text, "TableHeading")
        case Box(text):
            manuscript.table([Column(text, width)], [], caption=text)
            manuscript.line("")
        case Facts(rows):
            manuscript.facts(rows)
        case Table(caption, header, shares, rows):
            columns = [Column(name, width * share / sum(shares)) for name, share in zip(header, shares, strict=True)]
            manuscript.table(columns, map(Row, rows), caption)
            manuscript.line("", "StatusLine")


def to_markdown(report: Report, language: str) -> str:
    """The report as Markdown; raises UserError for a language without words."""
    wording_of(language)
    return "\n\n".join((f"# {words_of(language)['title']}", *map(_marked, blocks(report, language)))) + "\n"


def _marked(block: Block) -> str:
    match block:
        case Heading(text):
            return f"## {_cell(text)}"
        case Caption(text):
            return f"**{_cell(text)}**"
        case Box(text):
            return f"> **{_cell(text)}**"
        case Facts(rows):
            return "\n".join(f"- {_cell(name)}: {_cell(value)}" for name, value in rows)
        case Table(_, header, _, rows):
            lines = (header, ("---",) * len(header), *rows)
            return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)
        case Text(text):
            return _cell(text)


def _cell(text: str) -> str:
    """`text` on one line, with the signs that Markdown reads otherwise taken as they are."""
    return re.sub(r"([\\`*|<]|(?<!\w)_|_(?!\w))", r"\\\1", visible(" ".join(text.split())))
