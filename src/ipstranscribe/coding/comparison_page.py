"""The page of coders side by side: what there is to talk about, to read before the workbook is filled in."""

from collections.abc import Iterator, Sequence

from ipstranscribe.coding.agreement.study import StudyAgreement
from ipstranscribe.coding.codebook import code_uses
from ipstranscribe.coding.comparison import STATES, ComparedUnit
from ipstranscribe.coding.comparison_sheets import (
    ComparisonReport,
    agreed_cell,
    codes_cell,
    limits,
    measure_cells,
    words,
)
from ipstranscribe.documents.report import Block, Heading, Properties, ReportTable, ReportText
from ipstranscribe.documents.report_html import to_html
from ipstranscribe.text.wording import wording_of

MOST = 300
"""Rows of a table on the page; the workbook has all of them."""


def page(report: ComparisonReport, workbook: str) -> bytes:
    """Write the page; `workbook` is the name of the file to agree in."""
    told = words(report.language)
    return to_html(_Page(report, workbook).blocks(), told, report.language)


class _Page:
    def __init__(self, report: ComparisonReport, workbook: str) -> None:
        self._report, self._workbook = report, workbook
        self._told, self._columns = words(report.language), wording_of(report.language).columns

    def blocks(self) -> Iterator[Block]:
        """What is counted, what to do, and then the tables."""
        comparison, told = self._report.comparison, self._told
        counts = {state: sum(1 for unit in comparison.units if unit.state == state) for state in STATES}
        shown = [(told["states"][state], str(count)) for state, count in counts.items() if count]
        coders = [(self._columns["coder"], ", ".join(comparison.coders))]
        lost = [(told["unplaced"], str(comparison.without_place))] if comparison.without_place else []
        yield Properties((*coders, *shown, *lost))
        yield ReportText(told["next"].format(workbook=self._workbook))
        yield from self._units()
        yield from self._codes()
        yield from self._passages()
        if self._report.agreement:
            yield from self._agreement(self._report.agreement)

    def _units(self) -> Iterator[Block]:
        told, coders = self._told, self._report.comparison.coders
        apart = [one for one in self._report.comparison.units if one.state in ("differ", "one_coder")]
        head = (self._columns["unit_id"], self._columns["text"], *coders, told["agreed"])
        shares = (12, 40, *(20 for _ in coders), 20)
        yield from self._table(told["units"], head, shares, [self._unit(one) for one in apart])

    def _unit(self, one: ComparedUnit) -> tuple[str, ...]:
        coders = self._report.comparison.coders
        given = (codes_cell(one.given[c], self._told) if c in one.given else self._told["not_returned"] for c in coders)
        return one.unit.id, one.text.unit_said(one.unit.id), *given, agreed_cell(one.agreed, self._told)

    def _codes(self) -> Iterator[Block]:
        coders = self._report.comparison.coders
        rows = [
            (use.code, *(", ".join(dict.fromkeys(use.used.get(coder, ()))) for coder in coders))
            for use in code_uses(self._report.comparison)
        ]
        yield from self._table(self._told["codes"], (self._columns["code"], *coders), (24, *(30 for _ in coders)), rows)

    def _passages(self) -> Iterator[Block]:
        told, columns = self._told, self._columns
        head = (columns["turn"], columns["coder"], columns["code"], told["words"])
        alone = [(p.stretch.turn, p.coder, p.stretch.code, p.stretch.text) for p in self._report.comparison.only_one()]
        yield from self._table(told["alone"], head, (12, 10, 20, 60), alone)
        cut = [
            (
                pair.one.stretch.turn,
                f"{pair.one.coder}, {pair.other.coder}",
                pair.one.stretch.code,
                f"{pair.one.stretch.text}\n{pair.other.stretch.text}",
                f"{pair.common} / {pair.both}",
            )
            for pair in self._report.comparison.cut_differently()
        ]
        yield from self._table(told["cut"], (*head, told["common"]), (12, 10, 20, 60, 12), cut)

    def _agreement(self, agreement: StudyAgreement) -> Iterator[Block]:
        told = self._told
        head = (
            self._columns["code"], told["measure"], told["value"], told["low"], told["high"], told["n"],
            told["interviews"],
        )  # fmt: skip
        rows = list(measure_cells(agreement, told))
        yield from self._table(told["agreement"], head, (20, 40, 24, 10, 10, 10, 10), rows)
        yield from map(ReportText, limits(agreement, told))

    def _table(
        self, title: str, head: tuple[str, ...], shares: tuple[float, ...], rows: Sequence[tuple[str, ...]]
    ) -> Iterator[Block]:
        if rows:
            yield Heading(title)
            yield ReportTable(title, head, shares, tuple(rows[:MOST]))
        if len(rows) > MOST:
            yield ReportText(self._told["most"].format(shown=MOST, all=len(rows)))
