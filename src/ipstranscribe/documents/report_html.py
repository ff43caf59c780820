"""Report pages as HTML: the same blocks as in Word, on one page for the screen, a screen reader and paper.

Nothing in it is run or loaded: no script, no font, no picture. Contrasts are those of WCAG 2.2, level AA.
"""

from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources

from ipstranscribe.documents.report import (
    Block,
    Box,
    Caption,
    Heading,
    Properties,
    ReportTable,
    ReportText,
    ReportWords,
)
from ipstranscribe.text.wording import visible

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Content security policy: the browser may load nothing, whatever the page contains."""


def to_html(blocks: Iterable[Block], words: ReportWords, language: str) -> bytes:
    """The report as one HTML page with its mark above everything; the same content gives the same bytes."""
    return "\n".join((*_lines(blocks, words, language), "")).encode()


def _lines(blocks: Iterable[Block], words: ReportWords, language: str) -> Iterator[str]:
    style = (resources.files(__package__) / "report.css").read_text(encoding="utf-8")
    title, mark = _text(words["title"]), _text(words["mark"])
    yield "<!DOCTYPE html>"
    yield f'<html lang="{escape(language)}">'
    yield f'<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
    yield f"<title>{title}</title>"
    yield f"<style>\n{style}</style></head>"
    yield f'<body><header><h1>{title}</h1><p class="status">{mark}</p></header>'
    yield "<main>"
    for block in blocks:
        yield from _block(block)
    yield "</main>"
    yield "</body></html>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"<h2>{_text(text)}</h2>"
        case Caption(text):
            yield f'<p class="caption">{_text(text)}</p>'
        case Box(text):
            yield f'<p class="box">{_text(text)}</p>'
        case ReportText(text):
            yield f"<p>{_text(text)}</p>"
        case Properties(rows):
            yield "<dl>"
            yield from (f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>" for name, value in rows)
            yield "</dl>"
        case ReportTable(caption, header, _, rows):
            yield f"<table><caption>{_text(caption)}</caption>"
            yield "<thead><tr>" + "".join(f'<th scope="col">{_text(name)}</th>' for name in header) + "</tr></thead>"
            yield "<tbody>"
            yield from ("<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>" for row in rows)
            yield "</tbody></table>"


def _text(text: str) -> str:
    """Escaped text; its line breaks stay."""
    return escape(visible(text)).replace("\n", "<br>")
