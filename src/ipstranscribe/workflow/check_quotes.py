"""The quotation check: an article's quotations held against the pseudonymized transcripts of the study."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ipstranscribe import languages
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import TalkText
from ipstranscribe.pseudonymize.lexicon import word_lists
from ipstranscribe.quotes import article
from ipstranscribe.quotes.judge import SearchedStudy, by_participant, judge
from ipstranscribe.quotes.quotations import find_quotations
from ipstranscribe.reports.quotes.page import QuotesPage, QuotesReport
from ipstranscribe.study import approvals, audit_log, consent, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import given_files
from ipstranscribe.workflow.check import Judgement
from ipstranscribe.workflow.release import check_file
from ipstranscribe.workflow.report_risk import write_reports


@dataclass(frozen=True)
class CheckedQuotes:
    """The report, the files it was written to, the gate's judgement on the article, and interviews without a text yet."""

    report: QuotesReport
    files: tuple[Path, ...]
    identifiers: Judgement | None
    missing: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether nothing speaks against the article."""
        found = self.identifiers.verdict.findings if self.identifiers else ()
        return not found and all(one.is_right for one in self.report.judged)


@locks.holding_everything("check-quotes")
def check_quotes(study: Study, file: Path, *, identifiers: bool = True) -> CheckedQuotes:
    """Look for every quotation of the article `file` in the study's talk; writes a report into `restricted/reports`.

    With `identifiers` the article is searched by the gate as well, for which the key is needed. Raises UserError for a
    manuscript that cannot be read, and for a study without pseudonymized text.
    """
    given_files.expect_file(file)
    content = _content(file)
    paragraphs = article.read(file.name, content)
    found_in_gate = check_file(study, file.name, content) if identifiers else None
    searched, missing = _searched(study)
    quotations = find_quotations(paragraphs, (*searched.participants, *searched.withdrawn))
    judged = judge(quotations, searched)
    report = QuotesReport(
        project=study.config.title,
        article=file.name,
        judged=judged,
        condensates=sum(one.kind == "condensate" for one in quotations),
        terms=sum(one.kind == "term" for one in quotations),
        of_participants=tuple(by_participant(judged, searched.participants)),
        identifiers=len(found_in_gate.verdict.findings) if found_in_gate else None,
    )
    name = re.sub(r"[^\w-]+", "_", file.stem)
    contents = QuotesPage.contents(report, study.config.document_language, f"quotes_{name}")
    return CheckedQuotes(report, write_reports(study, contents), found_in_gate, missing)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UserError(f"The manuscript cannot be read ({error.strerror}).", "Check who may read it.") from None


def _searched(study: Study) -> tuple[SearchedStudy, tuple[str, ...]]:
    """What quotations are compared with, and the interviews that have no pseudonymized text yet."""
    there = [one for one in study.interviews if study.pseudonymized(one.id).exists()]
    if not there:
        raise UserError(
            "No interview has a pseudonymized text to compare with.",
            "Run `ipstranscribe run` first.",
            ExitCode.BAD_STUDY,
        )
    texts = tuple(storage.read(study.pseudonymized(one.id), TalkText) for one in there)
    allowed = None
    if consent.is_recorded(study):
        allowed = frozenset(one.id for one in there) - consent.without(study, "quotes")
    searched = SearchedStudy(
        texts,
        frozenset(study.withdrawn.participants),
        frozenset(_released(study)),
        allowed,
        {rules: word_lists.read(f"function_words_{rules}") for rules in _rules(texts)},
    )
    return searched, tuple(one.id for one in study.interviews if one not in there)


def _rules(texts: tuple[TalkText, ...]) -> Iterator[str]:
    for text in texts:
        if spoken := languages.find(text.rules or text.language):
            yield spoken.rules


def _released(study: Study) -> Iterator[str]:
    """The interviews whose text is released as it is now: all is approved, and a release came after the approvals."""
    given, log = approvals.read(study), audit_log.read(study)
    for one in study.interviews if study.shared.is_dir() else ():
        mine = [latest for what in approvals.STAGES if (latest := approvals.latest(given, one.id, what))]
        signed = max((audit_log.moment(approval.when) for approval in mine), default=None)
        releases = [entry for entry in log if entry.what.startswith("released") and one.id in entry.about.split()]
        came_after = signed and any(audit_log.moment(entry.when) >= signed for entry in releases)
        if came_after and approvals.reviewed(study, one.id):  # last, since it reads all that was approved
            yield one.id
