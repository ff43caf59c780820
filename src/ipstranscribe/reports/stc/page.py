"""The analytic text: a heading for each code group, its condensates, and the quotations to choose from, with their places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ipstranscribe.documents.report import Block, Caption, Heading, ReportText
from ipstranscribe.model import CodeGroup
from ipstranscribe.reports.base import ReportPage, table

Quotable = tuple[str, str, str, str]
"""Participant, unit, time and text of a unit that may be quoted."""
Subgroup = tuple[str, str, tuple[Quotable, ...]]
"""Name (empty for none), condensate (empty if nobody has written it), and units of a subgroup."""


@dataclass(frozen=True)
class AnalyticText:
    """The code groups of a condensation, each with its subgroups."""

    project: str
    groups: tuple[tuple[CodeGroup, tuple[Subgroup, ...]], ...]


class AnalyticTextPage(ReportPage[AnalyticText]):
    """The page of the analytic text. It quotes interviews."""

    def parts(self) -> Sequence[Iterator[Block]]:
        """What it is for, and then code group by code group."""
        return (self._head(), *(self._group(group, subgroups) for group, subgroups in self.report.groups))

    def _head(self) -> Iterator[Block]:
        yield ReportText(self.words["head"].format(project=self.report.project))
        if not self.report.groups:
            yield ReportText(self.words["no_groups"])

    def _group(self, group: CodeGroup, subgroups: Sequence[Subgroup]) -> Iterator[Block]:
        words = self.words
        yield Heading(group.name)
        if group.about:
            yield ReportText(group.about)
        for name, condensate, units in subgroups:
            if name:
                yield Caption(name)
            yield ReportText(f"{words['condensate']}: {condensate}" if condensate else words["no_condensate"])
            yield from table("", words["columns"], (3, 4, 3, 16), units, words["no_units"])
