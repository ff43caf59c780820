"""The pages of the risk report: headings, text and tables in a document language."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from ipstranscribe.documents.report import (
    Block,
    Caption,
    Heading,
    Properties,
    ReportText,
)
from ipstranscribe.model import ConsentScope
from ipstranscribe.reports.base import ReportPage, table
from ipstranscribe.reports.risk.rarity import ColumnGroup
from ipstranscribe.reports.risk.values import ApprovalRecord, InterviewRisk, RemainingWord, RiskReport
from ipstranscribe.study.approvals import STAGES

ROWS = 60
"""Maximum rows of a list, the most important first; nobody reads a longer one."""
_PER_INTERVIEW = 30
"""Maximum words, and numbers, listed per interview."""
_PER_SIZE = 10
"""Maximum column combinations listed of each size: one, two and three columns."""
_PER_CELL = 12
"""Maximum turns, people or ids in a cell."""


class RiskPage(ReportPage[RiskReport]):
    """The pages of the disclosure risk report."""

    def parts(self) -> Sequence[Iterator[Block]]:
        """The parts of the report, in order."""
        return (
            self._head(),
            self._consent(),
            self._rarity(),
            self._third(),
            self._left(),
            self._remaining(),
            self._decisions(),
            self._unseen(),
        )

    def _head(self) -> Iterator[Block]:
        report, words = self.report, self.words["head"]
        head = report.head
        rows = (
            ("project", self._told(head.title)),
            ("when", head.when),
            ("program", head.program),
            ("interviews", str(len(report.interviews))),
            ("missing", _ids(report.missing) or words["none_missing"]),
            ("participants", str(report.rarity.people)),
            ("k", words["fewer"].format(k=head.k)),
            ("profile", self._profile()),
        )
        yield Properties(tuple((words[name], value) for name, value in rows))
        yield Heading(self.words["states_of"]["heading"])
        columns: dict[str, float] = {"interview": 2, **dict.fromkeys(STAGES, 4), "undecided": 3}
        yield from self._table(None, columns, map(self._states, report.interviews))

    def _profile(self) -> str:
        head, levels = self.report.head, self.words["levels"]
        said = [levels[what][level] for what, level in head.levels.model_dump().items()]
        return " ".join((self.words["profiles"][head.profile] + ".", *said, levels["always"]))

    def _states(self, interview: InterviewRisk) -> tuple[str, ...]:
        steps = (self.words["states"][interview.states[what]] for what in STAGES)
        return interview.id, *steps, str(interview.text.pending) if interview.text else ""

    def _consent(self) -> Iterator[Block]:
        words, interviews = self.words["consent"], self.report.interviews
        yield Heading(words["heading"])
        if all(one.consent is None for one in interviews):
            yield ReportText(words["not_recorded"])
            return
        scopes = get_args(ConsentScope)
        told = (
            (one.id, *(words["yes" if scope in (one.consent or ()) else "no"] for scope in scopes))
            for one in interviews
        )
        header = (self.words["columns"]["interview"], *(words[scope] for scope in scopes))
        yield ReportText(words["intro"])
        yield from table(words["heading"], header, (2, *[3.5] * len(scopes)), told)

    def _rarity(self) -> Iterator[Block]:
        found, words, k = self.report.rarity, self.words["rarity"], self.report.head.k
        yield Heading(words["heading"])
        if not found.columns:
            yield ReportText(words["no_columns"])
            return
        yield ReportText(words["intro"].format(columns=", ".join(found.columns), widest=found.widest))
        if found.people < k:
            yield ReportText(words["small"].format(people=found.people, k=k))
            return
        rows = (
            (
                "; ".join(f"{a.column}: {self._told(a.value)}" for a in one.attributes),
                str(len(one.held_by)),
                _ids(one.held_by),
            )
            for one in found.rare
        )
        yield from self._table(
            ReportText(words["listed"].format(k=k)), {"attributes": 10, "people": 2, "participants": 5}, rows, ROWS
        )
        yield from self._summed(words["summed"], found.groupings)

    def _summed(self, caption: str, groupings: Sequence[ColumnGroup]) -> Iterator[Block]:
        seen: Counter[int] = Counter()
        rows = []
        for one in groupings:
            seen[len(one.names)] += 1
            if seen[len(one.names)] <= _PER_SIZE:
                rows.append((" + ".join(one.names), str(one.smallest), str(one.in_small), str(one.alone)))
        yield from self._table(ReportText(caption), {"compared": 8, "smallest": 3, "in_small": 4, "alone": 3}, rows)
        yield from self._more(len(groupings) - len(rows))

    def _third(self) -> Iterator[Block]:
        words = self.words["third"]
        yield Heading(words["heading"])
        rows = (
            (
                interview,
                str(len(spoken)),
                str(sum(one.times for one in spoken)),
                _listed([f"{self._told(one.replacement)} {one.times}×" for one in spoken]),
            )
            for interview, spoken in self.report.third.items()
        )
        yield from self._table(ReportText(words["intro"]), {"interview": 2, "others": 2.5, "times": 2, "who": 11}, rows)
        several = (
            (self._told(one.replacement), _listed(one.interviews), str(one.times)) for one in self.report.several
        )
        yield from self._table(ReportText(words["several"]), {"person": 8, "interviews": 7, "times": 2}, several, ROWS)

    def _left(self) -> Iterator[Block]:
        words, report = self.words["left"], self.report
        yield Heading(words["heading"])
        rows = (
            (
                one.interview,
                self.words["kinds"][one.category],
                self.words["reasons"][one.why],
                str(len(one.turns)),
                _ids(one.turns),
            )
            for one in report.left
        )
        columns = {"interview": 2, "kind": 3.5, "why": 4.5, "times": 1.7, "turns": 6}
        yield from self._table(ReportText(words["intro"]), columns, rows)
        counts = ", ".join(f"{self.words['kinds'][kind]} {times}" for kind, times in sorted(report.replaced.items()))
        if counts:
            yield ReportText(words["replaced"].format(counts=counts))
        reasons = ("left", "open_standing", "open_replaced")
        yield ReportText(words["direct"].format(**{why: report.direct.get(why, 0) for why in reasons}))  # type: ignore[call-overload]

    def _remaining(self) -> Iterator[Block]:
        words = self.words["words"]
        yield Heading(words["heading"])
        yield ReportText(words["intro"])
        known = ", ".join(f"{one.interview} {one.known}×" for one in self.report.words if one.known)
        if known:
            yield ReportText(words["known"].format(counts=known))
        yield from self._noticed("word", words["words"], [one.words for one in self.report.words])
        yield from self._noticed("number", words["numbers"], [one.numbers for one in self.report.words])

    def _noticed(self, what: str, caption: str, per_interview: Iterable[Sequence[RemainingWord]]) -> Iterator[Block]:
        rows: list[tuple[str, ...]] = []
        hidden = 0
        for noticed in per_interview:
            rows += [
                (one.interview, one.what, str(len(one.turns)), _ids(one.turns)) for one in noticed[:_PER_INTERVIEW]
            ]
            hidden += max(0, len(noticed) - _PER_INTERVIEW)
        columns = {"interview": 2, what: 5, "times": 2, "turns": 8}
        yield from self._table(Caption(caption), columns, rows)
        yield from self._more(hidden)

    def _decisions(self) -> Iterator[Block]:
        words, report = self.words["decisions"], self.report
        yield Heading(words["heading"])
        rows = (
            (
                self.words["verdicts"][one.verdict],
                self.words["kinds"][one.category] if one.category else self.words["unknown"],
                self._told(one.by),
                str(one.times),
            )
            for one in report.decisions
        )
        yield from self._table(ReportText(words["intro"]), {"verdict": 5, "kind": 5, "role": 5, "times": 2}, rows)
        looked = report.looked
        share = f"{looked.entities_decided / looked.entities:.0%}" if looked.entities else "–"
        yield ReportText(
            words["looked"].format(
                decided=looked.entities_decided, entities=looked.entities, share=share,
                unseen=looked.places_unseen, places=looked.places,
            )
        )  # fmt: skip
        columns = {"interview": 2, "what": 3, "role": 5, "when": 4, "holds": 3.5}
        approved = map(self._approved, report.approvals)
        yield from self._table(Caption(words["approvals"]), columns, approved)

    def _approved(self, one: ApprovalRecord) -> tuple[str, ...]:
        what, holds = self.words["columns"][one.what], self.words["holds"][one.state]
        return one.interview, what, self._told(one.by), one.when[:16].replace("T", " "), holds

    def _unseen(self) -> Iterator[Block]:
        words = self.words["unseen"]
        yield Heading(words["heading"])
        yield from map(ReportText, words["lines"])
        done = [one for one in self.report.interviews if one.text]
        by_rules = [one.id for one in done if one.text and "rules_only" in one.text.made_by.settings]
        if by_rules:
            yield ReportText(words["rules_only"].format(interviews=_ids(by_rules)))
        borrowed = {one.id: one.text.rules for one in done if one.text and one.text.rules}
        for rules in dict.fromkeys(borrowed.values()):
            ids = _ids([interview for interview, its in borrowed.items() if its == rules])
            yield ReportText(words["rules_of"].format(interviews=ids, rules=rules))
        sets = dict.fromkeys(one.recognizers for one in done)
        rows = ((_ids([one.id for one in done if one.recognizers == names]), ", ".join(names)) for names in sets)
        yield from self._table(None, {"interviews": 4, "recognizers": 13}, rows)

    def _told(self, value: str | None) -> str:
        return value or str(self.words["not_told"])

    def _table(
        self,
        caption: ReportText | Caption | None,
        columns: Mapping[str, float],
        rows: Iterable[tuple[str, ...]],
        most: int = 0,
    ) -> Iterator[Block]:
        """A table of `columns` (key of the heading → share of the width), or the text that there is nothing.

        Rows beyond `most` are only counted; 0 means that all are shown.
        """
        every = tuple(rows)
        shown = every[: most or len(every)]
        header = tuple(self.words["columns"][name].format(k=self.report.head.k) for name in columns)
        if caption:
            yield caption
        title = caption.text if caption else header[0]
        yield from table(title, header, tuple(columns.values()), shown, self.words["nothing"])
        yield from self._more(len(every) - len(shown))

    def _more(self, count: int) -> Iterator[Block]:
        if count > 0:
            yield ReportText(self.words["more"].format(count=count))


def _ids(ids: Sequence[str]) -> str:
    """Ids, each once."""
    return _listed(list(dict.fromkeys(ids)))


def _listed(what: Sequence[str]) -> str:
    """The first items of a list, and the number of further ones."""
    more = len(what) - _PER_CELL
    return ", ".join(what[:_PER_CELL]) + (f" (+{more})" if more > 0 else "")
