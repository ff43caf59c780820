"""The comparison step: what coders returned, side by side, in a workbook to agree in and on a page to read."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ipstranscribe.coding import comparison_page, comparison_sheets, consensus
from ipstranscribe.coding.agreed import agreed_coding, outdated
from ipstranscribe.coding.codebook import versions
from ipstranscribe.coding.comparison import STATES, Comparison, ReturnedInterview
from ipstranscribe.coding.comparison_sheets import ComparisonReport
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.export import qdpx
from ipstranscribe.model import CodeMerges, ConsensusLog
from ipstranscribe.study import file_names, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import table_copies
from ipstranscribe.workflow.coded_study import all_codings, coder_document, coder_texts

_STATES = {
    "differ": "on which coders differ",
    "one_coder": "that only one of several coders coded",
    "same": "on which all gave the same",
    "uncoded": "that nobody coded",
    "alone": "that only one coder had",
}


def compare(study: Study, *, agreement: bool) -> list[str]:
    """Write the comparison anew; returns lines for the user: ids, counts and paths.

    Raises UserError where nobody has returned anything. A workbook with decisions that were not read back is kept as a copy.
    """
    with locks.shared(study, "compare"):
        report = comparison_report(study, agreement=agreement)
        comparison = report.comparison
        if not comparison.coders:
            raise UserError(
                "No coder has returned anything yet.", "Read it back: `ipstranscribe import codes FILE --coder ID`."
            )
        told = list(_keep_filled(study))
        book, page = study.comparison(".xlsx"), study.comparison(".html")
        storage.write_bytes(book, comparison_sheets.workbook(report), private=True)
        storage.write_bytes(page, comparison_page.page(report, book.name), private=True)
        told += [*_told(comparison), *_outdated(report)]
        told += [f"To read: {_below(study, page)}", f"To agree in: {_below(study, book)}"]
        if agreed := agreed_project(study, report):
            storage.write_bytes(study.comparison(".qdpx"), agreed, private=True)
            told.append(f"What was agreed, as a project: {_below(study, study.comparison('.qdpx'))}")
        else:
            storage.delete(study.comparison(".qdpx"))
        return told


def comparison_report(study: Study, *, agreement: bool = False) -> ComparisonReport:
    """Everything that a comparison shows."""
    from ipstranscribe.coding.agreement.study import study_agreement

    comparison, agreed = comparison_of(study), agreed_logs(study)
    measured = study_agreement(comparison.coded_units(), comparison.coded_texts()) if agreement else None
    changes = tuple(versions(all_codings(study), agreed, merges_of(study)))
    return ComparisonReport(comparison, agreed, changes, measured, study.export_settings().document_language)


def comparison_of(study: Study, only: str = "") -> Comparison:
    """The codings in force, with the text that they are on and what was agreed, in all interviews or one."""
    texts = coder_texts(study, only)
    in_force = {(log.interview, log.coder): coding for log in all_codings(study) if (coding := log.in_force)}
    interviews = [
        ReturnedInterview(text, codings, consensus_of(study, one).standing)
        for one, text in texts.items()
        if (codings := {coder: coding for (interview, coder), coding in in_force.items() if interview == one})
    ]
    return Comparison(tuple(interviews), merges_of(study).same)


def consensus_of(study: Study, interview: str) -> ConsensusLog:
    """What was agreed on for an interview; empty if nothing was."""
    path = study.consensus(interview)
    return storage.read(path, ConsensusLog) if path.exists() else ConsensusLog(interview=interview)


def agreed_logs(study: Study) -> list[ConsensusLog]:
    """What was agreed on, for every interview with decisions."""
    logs = (consensus_of(study, one.id) for one in study.interviews)
    return [log for log in logs if log.decisions]


def merges_of(study: Study) -> CodeMerges:
    """The decisions on codes that are the same."""
    return storage.read(study.code_merges, CodeMerges) if study.code_merges.exists() else CodeMerges()


def agreed_project(study: Study, report: ComparisonReport) -> bytes | None:
    """The agreed coding as a REFI-QDA project by the user `consensus`; None while nothing is agreed."""
    agreed = agreed_coding(report.comparison.interviews, report.comparison.merged)
    return qdpx.project_bytes(coder_document(study, agreed), study.export_settings()) if agreed.units else None


def refuse_unread(study: Study) -> None:
    """Raise UserError (REFUSED) while a workbook of the comparison, or a copy of one, holds what was not read back."""
    there = table_copies.copies(study.coding, study.comparison("").name) if study.coding.is_dir() else []
    if kept := [one.name for one in there if table_copies.can_hold_decisions(one) and _holds_more(study, one)]:
        raise UserError(
            f"{', '.join(kept)}: there is work that was not read back.",
            "Read it first (`ipstranscribe import consensus FILE --by ROLE`), or move the file out of the study.",
            ExitCode.REFUSED,
        )


def _keep_filled(study: Study) -> Iterator[str]:
    """Keep a copy of a workbook in which somebody has written what was not read back."""
    path = study.comparison(".xlsx")
    if path.exists() and _holds_more(study, path):
        kept = file_names.kept_copy(path, "filled", path.read_bytes())
        storage.write_bytes(kept, path.read_bytes(), private=True)
        yield f"{path.name} held what was not read back; it is kept in {kept.name}."


def _holds_more(study: Study, path: Path) -> bool:
    """Whether a workbook says something that is not stored; also if it cannot be read."""
    try:
        table = consensus.read(path)
        review = consensus.ConsensusReview(comparison_of(study), merges_of(study), by="", when="")
    except UserError:
        return True
    outcome = review.decide(table) if table else None
    return outcome is None or bool(outcome.decisions or outcome.refused or outcome.merges)


def _told(comparison: Comparison) -> Iterator[str]:
    counts = Counter(unit.state for unit in comparison.units)
    yield f"Coders: {', '.join(comparison.coders)}. Units:"
    yield from (f"  {counts[state]} {_STATES[state]}" for state in STATES if counts[state])
    alone, cut = len(list(comparison.only_one())), len(list(comparison.cut_differently()))
    if alone:
        yield f"{alone} passages were marked by one coder only."
    if cut:
        yield f"{cut} times two coders gave the same code to passages that overlap and are not the same."
    if comparison.without_place:
        yield f"{comparison.without_place} passages have no place in the text as it is now."


def _outdated(report: ComparisonReport) -> Iterator[str]:
    """Name units that are not as they were when people agreed on their codes."""
    if changed := list(outdated(report.comparison.interviews)):
        yield f"Not as they were when their codes were agreed on: {', '.join(changed)}. Look at them again."


def _below(study: Study, path: object) -> str:
    return str(path).removeprefix(f"{study.root}/")
