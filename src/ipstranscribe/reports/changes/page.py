"""The page of changes since an approval: each place with what stood there then, and what stands there now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ipstranscribe.documents.report import Block, Properties
from ipstranscribe.model import Approval, ReviewString
from ipstranscribe.reports.base import ReportPage, table
from ipstranscribe.study.review_content import ReviewChange


@dataclass(frozen=True)
class ChangesReport:
    """What a step shows otherwise than when `approval` was given; `code` is the review code of what is there now."""

    project: str
    approval: Approval
    code: str
    changes: tuple[ReviewChange, ...]


class ChangesPage(ReportPage[ChangesReport]):
    """The page of changes. It quotes interviews, and of transcripts what was really said."""

    def parts(self) -> Sequence[Iterator[Block]]:
        """What was approved, by whom, and the places that have changed."""
        return (self._head(), self._changes())

    def _head(self) -> Iterator[Block]:
        report, words = self.report, self.words["head"]
        given = report.approval
        told = {
            "project": report.project,
            "what": f"{given.interview} · {self.words['steps'][given.what]}",
            "approved": f"{given.when} · {given.by}",
            "places": str(len(report.changes)),
            "code": f"{given.what} {report.code}",
        }
        yield Properties(tuple((words[name], value) for name, value in told.items()))

    def _changes(self) -> Iterator[Block]:
        words = self.words
        rows = ((self._place(one), self._told(one.before), self._told(one.after)) for one in self.report.changes)
        yield from table(words["caption"], words["columns"], (3, 7, 7), rows, words["nothing"])

    def _place(self, change: ReviewChange) -> str:
        one = change.after or change.before
        assert one is not None  # noqa: S101 - a change has at least one side
        return f"{self.words['kinds'][one.kind]} {one.id}".strip()

    def _told(self, one: ReviewString | None) -> str:
        if one is None:
            return str(self.words["absent"])
        terms = ", ".join(self.words["terms"].get(term, term) for term in one.terms)
        return ": ".join(part for part in (terms, one.text) if part) or str(self.words["absent"])
