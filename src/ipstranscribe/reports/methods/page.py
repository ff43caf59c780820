"""The pages of the methods report: headings, text and tables in a document language."""

from collections.abc import Iterator, Sequence

from ipstranscribe.documents.report import (
    Block,
    Caption,
    Heading,
    Properties,
    ReportText,
)
from ipstranscribe.reports.base import ReportPage, table
from ipstranscribe.reports.methods.coreq import statements
from ipstranscribe.reports.methods.figures import (
    CategoricalColumn,
    ColumnSummary,
    NumericColumn,
    Spread,
    UnlistedColumn,
)
from ipstranscribe.reports.methods.values import InterviewFacts, MethodsReport, RoleShare
from ipstranscribe.reports.methods.words import number, percent, spread_text
from ipstranscribe.study.approvals import STAGES


class MethodsPage(ReportPage[MethodsReport]):
    """The pages of the methods report."""

    def parts(self) -> Sequence[Iterator[Block]]:
        """The parts of the report, in order."""
        return (
            self._head(),
            self._interviews(),
            self._questions(),
            self._people(),
            self._software(),
            self._done(),
            self._coreq(),
        )

    def _head(self) -> Iterator[Block]:
        report, words = self.report, self.words["head"]
        material = report.material
        rows = (
            ("project", self._told(material.title)),
            ("when", material.when),
            ("program", material.program),
            ("interviews", str(len(material.interviews))),
            ("participants", str(report.participants)),
            ("withdrawn", str(material.withdrawn)),
            ("missing", ", ".join(report.missing) or words["none"]),
            ("unsplit", ", ".join(report.unsplit) or words["none"]),
        )
        yield Properties(tuple((words[name], value) for name, value in rows))

    def _interviews(self) -> Iterator[Block]:
        report, words = self.report, self.words["interviews"]
        yield Heading(words["title"])
        spreads = [
            (words["length"], report.minutes),
            *((words["length_of"].format(branch=self._told(branch)), one) for branch, one in report.minutes_by_branch),
            (words["words"], report.words),
            (words["participant_words"], report.participant_words),
            (words["units"], report.units),
        ]
        yield Properties(
            (
                *((name, self._spread(one)) for name, one in spreads),
                *(self._share(one) for one in report.shares),
                (words["total"], words["total_told"].format(minutes=self._minutes(), words=report.total_words)),
            )
        )
        yield ReportText(words["how"])
        rows = [row for one in report.material.interviews for row in (self._row(one), *self._of_people(one))]
        yield from table(words["title"], words["columns"], (2.1, 3.2, 2, 1.7, 2.9, 2.9, 3, 3, 1.9), rows)

    def _share(self, one: RoleShare) -> tuple[str, str]:
        words = self.words["interviews"]
        told = {"words": percent(one.of_words, self.words), "time": percent(one.of_time, self.words)}
        return words["share"].format(role=words[one.role]), words["share_told"].format(**told)

    def _minutes(self) -> str:
        return number(self.report.total_minutes, self.words) if self.report.minutes else self.words["not_stated"]

    def _row(self, one: InterviewFacts) -> tuple[str, ...]:
        unknown = self.words["unknown"]
        spoken = bool(one.spoken)
        return (
            one.id,
            self._told(one.branch) if one.branch else unknown,
            unknown if one.seconds is None else number(one.seconds / 60, self.words),
            str(one.words) if spoken else unknown,
            str(one.words_of("interviewer")) if spoken else unknown,
            str(one.words_of("participant")) if spoken else unknown,
            percent(one.share_of_words("participant"), self.words),
            percent(one.share_of_time("participant"), self.words),
            unknown if one.units is None else str(one.units),
        )

    def _of_people(self, one: InterviewFacts) -> Iterator[tuple[str, ...]]:
        """A row for each of several who were interviewed together: branch, words and shares of that person."""
        seconds = sum(spoken.seconds or 0 for spoken in one.spoken)
        timed = seconds if all(spoken.seconds is not None for spoken in one.spoken) else 0
        for person in one.people:
            own = [spoken for spoken in one.spoken if spoken.label == person.label]
            words, spoke = sum(spoken.words for spoken in own), sum(spoken.seconds or 0 for spoken in own)
            yield (
                f"{one.id} · {person.label}",
                self._told(person.branch) if person.branch else self.words["unknown"],
                "",
                str(words),
                "",
                str(words),
                percent(words / one.words if one.words else None, self.words),
                percent(spoke / timed if timed else None, self.words),
                "",
            )

    def _questions(self) -> Iterator[Block]:
        report, words = self.report, self.words["questions"]
        yield Heading(words["title"])
        split = len(report.material.interviews) - len(report.unsplit)
        untagged = sum(one.untagged for one in report.material.interviews)
        yield ReportText(words["how"].format(n=split, untagged=untagged))
        rows = (
            (
                f"{one.question.id}. {self._told(one.question.text)}",
                words["all"] if one.question.branch == "all" else self._told(one.question.branch),
                f"{one.asked}/{one.of}",
                f"{one.answered}/{one.of}",
                str(one.units),
                str(one.words),
            )
            for one in report.covered
        )
        yield from table(words["title"], words["columns"], (9, 3, 2, 2, 2, 2), rows)

    def _people(self) -> Iterator[Block]:
        report, words = self.report, self.words["people"]
        yield Heading(words["title"])
        rows = (row for one in report.described for row in self._described(one))
        yield from table(words["title"], words["columns"], (5, 5, 7), rows, self.words["not_stated"])
        if report.material.consent is not None:
            named, scopes = words["consent"], words["consent_scopes"]
            counted = report.material.consent.items()
            yield Properties(tuple((named.format(scope=scopes[s]), f"{n}/{report.participants}") for s, n in counted))
        if left := [one.column for one in report.described if isinstance(one, UnlistedColumn)]:
            yield ReportText(words["unlisted"].format(columns=", ".join(map(self._told, left))))
        if report.material.identifying:
            yield ReportText(
                words["identifying"].format(columns=", ".join(map(self._told, report.material.identifying)))
            )
        yield ReportText(words["care"])

    def _described(self, one: ColumnSummary) -> Iterator[tuple[str, ...]]:
        words = self.words["people"]
        column = words["branch"] if one.column == "branch" else self._told(one.column)
        match one:
            case NumericColumn(_, spread, _, others):
                yield column, words["numbers"], self._spread(spread)
                if others:
                    yield "", words["others"], str(others)
            case CategoricalColumn(_, counts, _):
                given = sum(count for _, count in counts)
                for at, (value, count) in enumerate(counts):
                    yield "" if at else column, self._told(value), f"{count} ({percent(count / given, self.words)})"
            case UnlistedColumn(_, given, _):
                yield column, words["differ"], str(given)
        if one.missing:
            yield "", words["missing"], str(one.missing)

    def _software(self) -> Iterator[Block]:
        report, words = self.report, self.words["software"]
        yield Heading(words["title"])
        yield Properties(((words["convention"], report.material.convention),))
        rows = (
            (
                words[one.stage],
                "; ".join((one.made.program, *(f"{name} {value}" for name, value in one.made.settings))),
                ", ".join(one.interviews),
            )
            for one in report.settings
        )
        yield from table(words["title"], words["columns"], (3, 11, 4), rows, self.words["not_stated"])

    def _done(self) -> Iterator[Block]:
        words, material = self.words["done"], self.report.material
        yield Heading(words["title"])
        corrected = sum(one.corrected for one in material.interviews)
        approved = ((what, sum(what in one.approved for one in material.interviews)) for what in STAGES)
        yield Properties(
            (
                (words["corrected"], str(corrected)),
                *((words[what], str(count)) for what, count in approved),
                (words["coders"], str(material.coders) if material.coders else self.words["not_stated"]),
            )
        )
        if material.done:
            yield Caption(words["log"])
            rows = ((one.what, self._told(one.role), str(one.times)) for one in material.done)
            yield from table(words["log"], words["columns"], (8, 6, 2), rows)

    def _coreq(self) -> Iterator[Block]:
        words = self.words["coreq"]
        yield Heading(words["title"])
        yield ReportText(words["source"])
        stated = statements(self.report, self.words)
        rows = ((key, item, stated.get(int(key)) or self.words["not_stated"]) for key, item in words["items"].items())
        yield from table(words["title"], words["columns"], (1, 6, 10), rows)

    def _spread(self, one: Spread | None) -> str:
        return spread_text(one, self.words)

    def _told(self, text: str) -> str:
        """The text, or the sign for withheld if it contains a name."""
        return str(self.words["not_told"]) if self.report.material.names(text) else text
