"""The workbook of coders side by side: to look at, to agree in, and to be read back.

Units on which coders differ come first. Nothing is filled in for anybody but what was agreed before.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ipstranscribe.coding.agreement.study import StudyAgreement
from ipstranscribe.coding.codebook import CodebookChange, CodeUse, code_uses
from ipstranscribe.coding.comparison import ComparedUnit, Comparison, GivenCode, MarkedPassage
from ipstranscribe.coding.spelling import spelt_alike
from ipstranscribe.documents.excel import CellValue, SheetTable, workbook_bytes
from ipstranscribe.documents.excel_places import sheet_names
from ipstranscribe.documents.report import ReportWords, words_of
from ipstranscribe.model import ConsensusDecision, ConsensusLog
from ipstranscribe.text.time_codes import clock
from ipstranscribe.text.wording import Wording, visible, wording_of

_SIGNS = 10
_CONSONANTS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")


class ComparisonReport(NamedTuple):
    """What a comparison shows: codings, decisions, the codebook over time, and agreement where it was asked for."""

    comparison: Comparison
    agreed: Sequence[ConsensusLog]
    changes: Sequence[CodebookChange]
    agreement: StudyAgreement | None
    language: str


def words(language: str) -> ReportWords:
    """The words of the comparison in a document language."""
    return words_of("ipstranscribe.coding", "words.toml", language)


def workbook(report: ComparisonReport) -> bytes:
    """Write the workbook; the same report gives the same bytes."""
    told, wording = words(report.language), wording_of(report.language)
    sheets = _Sheets(report, told, wording)
    return workbook_bytes(list(sheets.tables()), told["title"], wording)


def row_base(agreed: ConsensusDecision | None) -> str:
    """What was agreed on a unit when a row was written, as a short hash: consonants, so that it is never like a name."""
    said = "\n".join((*agreed.codes, "", agreed.why)) if agreed else ""
    return hashlib.sha256(said.encode()).hexdigest()[:_SIGNS].translate(_CONSONANTS)


def agreed_cell(agreed: ConsensusDecision | None, told: ReportWords) -> str:
    """What stands in the column of agreed codes: the codes, a dash if none applies, nothing where nothing was agreed."""
    if agreed is None:
        return ""
    return "\n".join(agreed.codes) or str(told["no_code"])


def codes_cell(given: Sequence[GivenCode], told: ReportWords) -> str:
    """The codes of a coder on a unit, one a line, with their groups; a part of the unit is told."""
    lines = []
    for one in given:
        group = f"{one.group} › " if one.group else ""
        lines.append(f"{group}{one.code}" + (f" ({told['part']})" if one.part else ""))
    return "\n".join(lines)


def measure_cells(report: StudyAgreement, told: ReportWords) -> Iterator[tuple[str, ...]]:
    """The rows of the table of agreement: code, measure, value, interval, n, interviews."""
    for row in report.rows:
        figure = row.figure
        value = told["whys"][figure.why] if figure.value is None else f"{figure.value:.3f}"
        ends = [f"{end:.3f}" if end is not None else "" for end in (figure.low, figure.high)]
        yield (
            row.code or told["all_codes"],
            told["measures"][row.measure],
            value,
            *ends,
            str(figure.n),
            str(figure.interviews),
        )


def limits(report: StudyAgreement, told: ReportWords) -> list[str]:
    """What the figures of agreement rest on, and what they do not say."""
    counts = {"measured": report.measured, "uncoded": report.uncoded, "alone": report.alone}
    return [str(text).format(**counts) for text in told["limits"].values()]


class _Sheets:
    def __init__(self, report: ComparisonReport, told: ReportWords, wording: Wording) -> None:
        self._report, self._told, self._wording = report, told, wording
        self._comparison = report.comparison
        self._coders = report.comparison.coders
        names = ("units", "codes", "alone", "cut", "notes", "trail", "versions", "agreement", "how_to")
        self._names = dict(zip(names, sheet_names([told[name] for name in names]), strict=True))

    def tables(self) -> Iterator[SheetTable]:
        """The sheets, in order."""
        yield self._units()
        yield self._codes()
        yield self._table("alone", self._passage_head(), map(self._passage, self._comparison.only_one()))
        yield self._cut()
        yield self._notes()
        yield self._trail()
        yield self._versions()
        if self._report.agreement:
            yield self._agreement(self._report.agreement)
        how = self._told["how"]
        yield self._table(
            "how_to",
            [(self._wording.by_hand["column"], 24), (self._wording.by_hand["how"], 110)],
            [
                (self._told["agreed"], how["agreed"]),
                (self._told["why"], how["why"]),
                (self._told["same_as"], how["same_as"]),
                ("", how["rows"]),
                ("", how["read"]),
            ],
        )

    def _units(self) -> SheetTable:
        columns, told = self._wording.columns, self._told
        head: list[tuple[str, int]] = [
            (columns["interview"], 9), (columns["unit_id"], 12), (columns["start"], 11), (columns["text"], 54),
            (told["state"], 14), *((f"{columns['coder']} {coder}", 24) for coder in self._coders),
            (told["agreed"], 24), (told["why"], 30), (told["as_written"], 12),
        ]  # fmt: skip
        table = self._table("units", head, map(self._unit, self._comparison.units))
        last = len(head) - 1
        return table._replace(frozen="C3", printed=last, hidden=(last,), filled_in=(last - 2, last - 1))

    def _unit(self, one: ComparedUnit) -> tuple[CellValue, ...]:
        told = self._told
        given = (
            codes_cell(one.given[coder], told) if coder in one.given else told["not_returned"] for coder in self._coders
        )
        return (
            one.text.interview,
            one.unit.id,
            clock(one.unit.start),
            visible(one.text.unit_said(one.unit.id)),
            told["states"][one.state],
            *given,
            agreed_cell(one.agreed, told),
            one.agreed.why if one.agreed else "",
            row_base(one.agreed),
        )

    def _codes(self) -> SheetTable:
        told, columns = self._told, self._wording.columns
        uses = code_uses(self._comparison)
        merged = self._comparison.merged
        alike = {code: group for group in spelt_alike([use.code for use in uses]) for code in group}
        head = [
            (columns["code"], 24), *((f"{columns['coder']} {coder}", 28) for coder in self._coders),
            (told["agreed_on"], 24), (told["definitions"], 40), (told["groups"], 24), (told["alike"], 20),
            (told["same_as"], 20),
        ]  # fmt: skip
        rows = [self._code(use, alike.get(use.code, ())) for use in uses]
        rows += [(code, *[""] * (len(self._coders) + 4), other) for code, other in sorted(merged.items())]
        table = self._table("codes", head, rows)
        return table._replace(frozen="B3", filled_in=(len(head) - 1,))

    def _code(self, use: CodeUse, alike: Sequence[str]) -> tuple[CellValue, ...]:
        used = (_where(use.used.get(coder, ())) for coder in self._coders)
        definitions = "\n".join(f"{coder}: {text}" for coder, text in use.definitions.items())
        groups = "\n".join(f"{coder}: {text}" for coder, text in use.groups.items())
        others = "\n".join(code for code in alike if code != use.code)
        return (use.code, *used, _where(use.agreed), definitions, groups, others, "")

    def _passage_head(self) -> list[tuple[str, int]]:
        columns = self._wording.columns
        return [
            (columns["interview"], 9), (columns["turn"], 11), (columns["coder"], 9), (columns["code"], 24),
            (self._told["words"], 70),
        ]  # fmt: skip

    @staticmethod
    def _passage(one: MarkedPassage) -> tuple[CellValue, ...]:
        stretch = one.stretch
        return one.text.interview, stretch.turn, one.coder, stretch.code, visible(stretch.text)

    def _cut(self) -> SheetTable:
        told = self._told
        head = [
            *self._passage_head(), (told["other_coder"], 9), (told["other_words"], 70), (told["common"], 10),
            (told["both"], 10), (told["share"], 8),
        ]  # fmt: skip
        rows = (
            (
                *self._passage(pair.one),
                pair.other.coder,
                visible(pair.other.stretch.text),
                pair.common,
                pair.both,
                round(pair.common / pair.both, 2),
            )
            for pair in self._comparison.cut_differently()
        )
        return self._table("cut", head, rows)

    def _notes(self) -> SheetTable:
        columns = self._wording.columns
        head = [
            (columns["interview"], 9), (columns["unit_id"], 12), (columns["turn"], 11), (columns["coder"], 9),
            (columns["code"], 24), (columns["note"], 80),
        ]  # fmt: skip
        rows = [
            (one.text.interview, note.unit, note.turn, coder, note.code, note.text)
            for one in self._comparison.interviews
            for coder, coding in sorted(one.codings.items())
            for note in coding.notes
        ]
        return self._table("notes", head, rows)

    def _trail(self) -> SheetTable:
        told, columns = self._told, self._wording.columns
        head = [
            (told["when"], 18), (told["by"], 14), (columns["interview"], 9), (columns["unit_id"], 12),
            (columns["text"], 54), (told["given"], 40), (told["agreed"], 24), (told["why"], 40),
        ]  # fmt: skip
        rows = [
            (
                decision.when,
                decision.by,
                log.interview,
                decision.unit,
                visible(decision.text),
                "\n".join(f"{coder}: {'; '.join(codes)}" for coder, codes in decision.given.items()),
                str(told["taken_back"]) if decision.taken_back else agreed_cell(decision, told),
                decision.why,
            )
            for log in self._report.agreed
            for decision in log.decisions
        ]
        return self._table("trail", head, sorted(rows, key=lambda row: row[0]))

    def _versions(self) -> SheetTable:
        told = self._told
        head = [
            (told["when"], 18), (told["event"], 30), (told["added"], 40), (told["removed"], 40), (told["redefined"], 40),
        ]  # fmt: skip
        rows = [
            (one.when, one.what, "\n".join(one.added), "\n".join(one.removed), "\n".join(one.redefined))
            for one in self._report.changes
        ]
        return self._table("versions", head, rows)

    def _agreement(self, agreement: StudyAgreement) -> SheetTable:
        told, columns = self._told, self._wording.columns
        head = [
            (columns["code"], 30), (told["measure"], 54), (told["value"], 40), (told["low"], 10), (told["high"], 10),
            (told["n"], 10), (told["interviews"], 12),
        ]  # fmt: skip
        rows: list[tuple[CellValue, ...]] = list(measure_cells(agreement, told))
        rows += [("", text, *[""] * (len(head) - 2)) for text in limits(agreement, told)]
        return self._table("agreement", head, rows)

    def _table(
        self, name: str, head: Sequence[tuple[str, int]], rows: "Iterator[SheetRow] | Sequence[SheetRow]"
    ) -> SheetTable:
        return SheetTable(
            title=self._names[name],
            mark=self._told["mark"],
            head=[heading for heading, _ in head],
            widths=[width for _, width in head],
            rows=list(rows),
            printed=len(head),
            frozen="A3",
        )


SheetRow = tuple[CellValue, ...]


def _where(ids: Sequence[str]) -> str:
    """Where a code was used, with how often."""
    every = list(dict.fromkeys(ids))
    return f"{len(every)}: {', '.join(every)}" if every else ""
