"""Base of the reports: texts in a document language, and a page written as Word and as Markdown."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from ipstranscribe.documents import report as pages
from ipstranscribe.documents import report_html
from ipstranscribe.documents.report import Block, Box, ReportTable, ReportText, ReportWords

R = TypeVar("R")


@dataclass(frozen=True)
class ReportPage(ABC, Generic[R]):
    """Base class of report pages; the texts are in `words.toml` beside the module of the subclass.

    Every report starts with a warning, because it describes people. Raises UserError for a language without texts.
    """

    report: R
    words: ReportWords

    @classmethod
    def words_of(cls, language: str) -> ReportWords:
        """The report's texts in a document language (en, nb, nn)."""
        return pages.words_of(cls.__module__.rpartition(".")[0], "words.toml", language)

    @classmethod
    def of(cls, report: R, language: str) -> Self:
        """The page of a report in a document language."""
        return cls(report, cls.words_of(language))

    @classmethod
    def to_docx(cls, report: R, language: str) -> bytes:
        """A Word document on A4; the same report gives the same bytes."""
        page = cls.of(report, language)
        return pages.to_docx(page.blocks(), page.words, language)

    @classmethod
    def to_markdown(cls, report: R, language: str) -> str:
        """The report as Markdown."""
        page = cls.of(report, language)
        return pages.to_markdown(page.blocks(), page.words)

    @classmethod
    def to_html(cls, report: R, language: str) -> bytes:
        """The report as one HTML page; the same report gives the same bytes."""
        page = cls.of(report, language)
        return report_html.to_html(page.blocks(), page.words, language)

    @classmethod
    def contents(cls, report: R, language: str, name: str) -> dict[str, bytes]:
        """The files of a report: `name` with suffix → content."""
        return {
            f"{name}.docx": cls.to_docx(report, language),
            f"{name}.md": cls.to_markdown(report, language).encode(),
        }

    def blocks(self) -> Iterator[Block]:
        """All blocks of the report, from top to bottom."""
        yield Box(self.words["warning"])
        for part in self.parts():
            yield from part

    @abstractmethod
    def parts(self) -> Sequence[Iterable[Block]]:
        """The parts after the warning, one under each heading."""


def table(
    caption: str,
    header: Sequence[str],
    shares: Sequence[float],
    rows: Iterable[tuple[str, ...]],
    nothing: str = "",
) -> Iterator[Block]:
    """A table with relative column widths `shares`; without rows, the text `nothing` instead, if any."""
    every = tuple(rows)
    if every:
        yield ReportTable(caption, tuple(header), tuple(shares), every)
    elif nothing:
        yield ReportText(nothing)
