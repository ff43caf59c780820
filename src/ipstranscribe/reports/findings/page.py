"""The page of findings: each word that a release refuses, why, what would settle it, and every place with what is around."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ipstranscribe.documents.report import Block, Heading, Properties, ReportText
from ipstranscribe.release.findings import wording
from ipstranscribe.release.findings.causes import Cause
from ipstranscribe.reports.base import ReportPage, table

_MOST_PLACES = 300


@dataclass(frozen=True)
class FindingsReport:
    """What was searched and what was found there; `workbook` is the name of the file to decide in."""

    project: str
    searched: str
    causes: tuple[Cause, ...]
    workbook: str
    language: str


class FindingsPage(ReportPage[FindingsReport]):
    """The page of findings. It quotes what was really said, and names people."""

    def parts(self) -> Sequence[Iterator[Block]]:
        """What was searched, what to do, and then cause by cause."""
        causes = (self._cause(number, one) for number, one in enumerate(self.report.causes, 1))
        return (self._head(), *causes)

    def _head(self) -> Iterator[Block]:
        report, words = self.report, self.words["head"]
        places = sum(len(one.places) for one in report.causes)
        told = {
            "project": report.project,
            "searched": report.searched,
            "causes": str(len(report.causes)),
            "places": str(places),
        }
        yield Properties(tuple((words[name], value) for name, value in told.items()))
        yield ReportText(self.words["next"].format(workbook=report.workbook))

    def _cause(self, number: int, cause: Cause) -> Iterator[Block]:
        words, language = self.words, self.report.language
        yield Heading(f"{number}. {cause.word or cause.places[0].where}")
        meant = " ".join(filter(None, (cause.replacement, cause.entity and f"({cause.entity})"))) or words["nobody"]
        decided = "\n".join(wording.decided(one, language) for one in cause.decisions) or words["undecided"]
        yield Properties(
            (
                (words["cause"]["why"], wording.why(cause, language)),
                (words["cause"]["settle"], wording.settles(cause, language)),
                *(((words["cause"]["meant"], meant), (words["cause"]["decided"], decided)) if cause.word else ()),
            )
        )
        rows = (
            (wording.where(one, language), one.context if one.word else "", wording.files(one.files))
            for one in cause.places[:_MOST_PLACES]
        )
        caption = wording.summary(cause, language)
        yield from table(caption, words["columns"], (3, 9, 5), rows)
        if len(cause.places) > _MOST_PLACES:
            more = wording.words(language)["list"]["more"]
            yield ReportText(more.format(count=len(cause.places) - _MOST_PLACES))
