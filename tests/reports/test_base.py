"""What reports have in common."""

import io

import docx
import pytest
from markdown_it import MarkdownIt

from ipstranscribe.documents.report import Box, ReportTable, ReportText, to_docx, to_markdown
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.reports.base import table
from ipstranscribe.reports.methods.page import MethodsPage
from ipstranscribe.reports.risk.page import RiskPage


def test_a_table_without_rows_says_so_or_is_left_out() -> None:
    rows = [("P1", "3")]
    assert list(table("Units", ("id", "n"), (2, 1), rows)) == [
        ReportTable("Units", ("id", "n"), (2, 1), (("P1", "3"),))
    ]
    assert list(table("Units", ("id", "n"), (2, 1), [], "None.")) == [ReportText("None.")]
    assert list(table("Units", ("id", "n"), (2, 1), [])) == []


def test_every_report_has_its_own_words_and_begins_with_a_warning() -> None:
    for page in (MethodsPage, RiskPage):
        for language in LANGUAGES:
            words = page.words_of(language)
            assert next(page(None, words).blocks()) == Box(words["warning"])  # type: ignore[arg-type]
    assert MethodsPage.words_of("en")["title"] != RiskPage.words_of("en")["title"]


@pytest.mark.parametrize(("columns", "landscape"), [(4, False), (9, True)])
def test_a_report_is_landscape_where_portrait_would_break_words(columns: int, landscape: bool) -> None:
    """Whatever font the machine has."""
    names = tuple(f"Participants{at}" for at in range(columns))
    made = to_docx([ReportTable("", names, (1,) * columns, (("1",) * columns,))], {"title": "x", "mark": "y"}, "en")
    section = docx.Document(io.BytesIO(made)).sections[0]
    assert (section.page_width > section.page_height) is landscape


PARAGRAPHS = [
    "17. mai var vi samlet.", "1986) the mill closed", "- not a list", "+ nor this", "# no heading", "> no quotation", "===",
    "~~~",
    "1. and 2. of May", "17 of them", "a 3. time", "3.5 hours", "*starred*", "P3: yes", "12.", "1-2 times",
]  # fmt: skip


@pytest.mark.parametrize("text", PARAGRAPHS)
def test_a_paragraph_is_shown_as_it_is_written(text: str) -> None:
    """By a program that reads Markdown: `3. juni` after `17. mai` would be shown as the eighteenth."""
    made = to_markdown([ReportText(text), ReportText(text)], {"title": "x"})
    shown = MarkdownIt().parse(made)[3:]
    assert [token.type for token in shown] == ["paragraph_open", "inline", "paragraph_close"] * 2
    assert ["".join(part.content for part in token.children or ()) for token in shown if token.children] == [text] * 2
