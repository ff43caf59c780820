"""The methods report as a Word document and as Markdown: the same content, in the language of the study's documents."""

from ipstranscribe import pages
from ipstranscribe.methods.page import blocks, words_of
from ipstranscribe.methods.values import Report
from ipstranscribe.wording import wording_of


def to_docx(report: Report, language: str) -> bytes:
    """A Word document on A4; the same report gives the same bytes. Raises UserError for a language without words."""
    wording_of(language)
    return pages.to_docx(blocks(report, language), words_of(language)["title"], words_of(language)["mark"], language)


def to_markdown(report: Report, language: str) -> str:
    """The report as Markdown; raises UserError for a language without words."""
    wording_of(language)
    return pages.to_markdown(blocks(report, language), words_of(language)["title"])
