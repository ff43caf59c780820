"""The page of quotations: those that something speaks against first, each beside what was said, then the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ipstranscribe.documents.report import Block, Heading, Properties, ReportText
from ipstranscribe.quotes.judge import SURE, JudgedQuotation
from ipstranscribe.quotes.talk_words import words_of
from ipstranscribe.reports.base import ReportPage, table
from ipstranscribe.text.alignment import common

_MOST_PLACES = 4
"""Places of a quotation that are named; further ones are counted."""


@dataclass(frozen=True)
class QuotesReport:
    """What came of the quotations of an article; `condensates` and `terms` are counts of what is no quotation.

    `of_participants` are the label of each participant and the number of quotations found; `identifiers` is the number of
    places that the gate would refuse, None if it was not asked.
    """

    project: str
    article: str
    judged: tuple[JudgedQuotation, ...]
    condensates: int
    terms: int
    of_participants: tuple[tuple[str, int], ...]
    identifiers: int | None = None


class QuotesPage(ReportPage[QuotesReport]):
    """The page of quotations. It quotes interviews."""

    def parts(self) -> Sequence[Iterator[Block]]:
        """Counts, the quotations to look at, those that are right, and how many there are of each participant."""
        return (self._head(), self._wrong(), self._right(), self._shares())

    def _head(self) -> Iterator[Block]:
        report, words = self.report, self.words["head"]
        right = sum(one.is_right for one in report.judged)
        told = {
            "project": report.project,
            "article": report.article,
            "right": str(right),
            "wrong": str(len(report.judged) - right),
            "condensates": str(report.condensates),
            "terms": str(report.terms),
            "identifiers": words["not_asked"] if report.identifiers is None else str(report.identifiers),
        }
        yield Properties(tuple((words[name], value) for name, value in told.items()))
        yield ReportText(self.words["limits"])

    def _wrong(self) -> Iterator[Block]:
        yield Heading(self.words["to_look_at"])
        rows = (
            (str(one.quotation.paragraph), one.quotation.text, self._said(one), "\n".join(self._against(one)))
            for one in self.report.judged
            if not one.is_right
        )
        yield from table("", self.words["columns"], (2, 8, 8, 6), rows, self.words["nothing"])

    def _right(self) -> Iterator[Block]:
        yield Heading(self.words["right"])
        rows = (
            (
                str(one.quotation.paragraph),
                one.quotation.text,
                ", ".join(self._places(one)),
                self.words["match"][one.match.replace(" ", "_")],
            )
            for one in self.report.judged
            if one.is_right
        )
        yield from table("", self.words["columns_right"], (2, 10, 5, 6), rows, self.words["nothing"])

    def _shares(self) -> Iterator[Block]:
        yield Heading(self.words["shares"])
        rows = ((label, str(count)) for label, count in self.report.of_participants)
        yield from table("", self.words["columns_shares"], (3, 3), rows, self.words["nothing"])

    def _said(self, one: JudgedQuotation) -> str:
        if not one.passages:
            return "–"
        return f"{one.passages[0].text}\n({', '.join(self._places(one))})"

    def _places(self, one: JudgedQuotation) -> Iterator[str]:
        for passage in one.passages[:_MOST_PLACES]:
            first, last = passage.place.first, passage.place.last
            yield f"{'/'.join(passage.speakers)} {first if first == last else f'{first} – {last}'}"
        if len(one.passages) > _MOST_PLACES:
            yield f"+ {len(one.passages) - _MOST_PLACES}"

    def _against(self, one: JudgedQuotation) -> Iterator[str]:
        words = self.words
        if one.match not in SURE:
            yield words["match"][one.match.replace(" ", "_")]
        if one.match == "close":
            yield from self._differences(one)
        if one.credit != "right":
            yield words["credit"][one.credit].format(labels=", ".join(one.quotation.credited))
        if one.unreleased:
            yield words["unreleased"]
        if one.not_allowed:
            yield words["not_allowed"]

    def _differences(self, one: JudgedQuotation) -> Iterator[str]:
        """The words that only the article has, and those that only the talk has."""
        mine, said = words_of(one.quotation.text), words_of(one.passages[0].text)
        pairs = list(common(mine, said))
        here = {a for a, _ in pairs}, {b for _, b in pairs}
        for name, row, kept in (("only_article", mine, here[0]), ("only_talk", said, here[1])):
            if rest := [word for at, word in enumerate(row) if at not in kept]:
                yield f"{self.words[name]}: {' '.join(rest)}"
