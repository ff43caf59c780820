"""What reports have in common: the words of a document language, and a page that is written as Word and as Markdown."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from ipstranscribe.documents import report as pages
from ipstranscribe.documents.report import Block, Box, ReportTable, ReportText, ReportWords

R = TypeVar("R")


@dataclass(frozen=True)
class ReportPage(ABC, Generic[R]):
    """A report as what stands on its pages; its words lie beside the module that makes the page, in `words.toml`.

    Every report begins with a warning: it tells of people. Raises UserError for a language without words.
    """

    report: R
    words: ReportWords

    @classmethod
    def words_of(cls, language: str) -> ReportWords:
        """The words of the report in a document language (en, nb, nn)."""
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
    def contents(cls, report: R, language: str, name: str) -> dict[str, bytes]:
        """The files of a report, `name` with their endings → content."""
        return {
            f"{name}.docx": cls.to_docx(report, language),
            f"{name}.md": cls.to_markdown(report, language).encode(),
        }

    def blocks(self) -> Iterator[Block]:
        """The whole report, from top to bottom."""
        yield Box(self.words["warning"])
        for part in self.parts():
            yield from part

    @abstractmethod
    def parts(self) -> Sequence[Iterable[Block]]:
        """What follows the warning, a part under each heading."""


def table(
    caption: str,
    header: Sequence[str],
    shares: Sequence[float],
    rows: Iterable[tuple[str, ...]],
    nothing: str = "",
) -> Iterator[Block]:
    """A table, `shares` being the widths of its columns beside each other; without rows the words for `nothing`, if any."""
    every = tuple(rows)
    if every:
        yield ReportTable(caption, tuple(header), tuple(shares), every)
    elif nothing:
        yield ReportText(nothing)
