"""Consensus import: what coders agreed on in the workbook of the comparison becomes stored decisions, only ever added to."""

import contextlib
from collections.abc import Iterable
from pathlib import Path

from ipstranscribe.coding import consensus
from ipstranscribe.coding.consensus import ConsensusOutcome, ConsensusReview
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import CodeMerges, ConsensusDecision
from ipstranscribe.study import audit_log, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import given_files
from ipstranscribe.workflow.compare import comparison_of, consensus_of, merges_of

MOST_NAMED = 20
"""Maximum number of refused rows that are named; further ones are counted."""
_TABLES = (".xlsx", ".ods")


def import_consensus(study: Study, file: Path, by: str, when: str) -> list[str]:
    """Read what was agreed on in `file`, and store it; returns lines for the user: ids and counts only.

    Raises UserError for another file, and (REFUSED) for one of which a row cannot be taken: then nothing is stored.
    """
    given_files.expect_file(file)
    table = consensus.read(file) if file.suffix.lower() in _TABLES else None
    if table is None:
        raise UserError(
            f"{file.name} is not the workbook of a comparison.",
            "It is restricted/coding/comparison.xlsx; `ipstranscribe compare` writes it.",
            ExitCode.WRONG_FILE,
        )
    with contextlib.ExitStack() as stack:
        for one in sorted({row.interview for row in table.units} & {one.id for one in study.interviews}):
            stack.enter_context(locks.interview(study, one, "import consensus"))
        merges = merges_of(study)
        outcome = ConsensusReview(comparison_of(study), merges, by, when).decide(table)
        _refuse(file, outcome)
        told = _store(study, outcome, by, when)
        if outcome.merges:
            with locks.shared(study, "import consensus"):
                after = CodeMerges(decisions=(*merges.decisions, *outcome.merges))
                storage.write(study.code_merges, after, private=True)
            audit_log.record(study, f"codes that are the same: {len(outcome.merges)}", [], by=by, when=when)
            told.append(f"{len(outcome.merges)} decisions on codes that are the same read.")
    if outcome.same:
        told.append(f"{outcome.same} rows say what holds already.")
    return [*(told or ["Nothing was agreed in it."]), "`ipstranscribe compare` shows it."]


def _refuse(file: Path, outcome: ConsensusOutcome) -> None:
    if not outcome.refused:
        return
    told = [f"  row {row}{f' ({unit})' if unit else ''}: {why}." for row, unit, why in outcome.refused[:MOST_NAMED]]
    told += [f"  and {len(outcome.refused) - MOST_NAMED} more."] if len(outcome.refused) > MOST_NAMED else []
    raise UserError(
        "\n".join([f"{file.name}: {len(outcome.refused)} rows cannot be read, and nothing was:", *told]),
        "Correct these rows, or write the comparison anew (`ipstranscribe compare`) and agree there.",
        ExitCode.REFUSED,
    )


def add_decisions(study: Study, interview: str, decisions: Iterable[ConsensusDecision]) -> None:
    """Add decisions to the log of an interview."""
    log = consensus_of(study, interview)
    after = log.model_copy(update={"decisions": (*log.decisions, *decisions)})
    storage.write(study.consensus(interview), after, private=True)


def _store(study: Study, outcome: ConsensusOutcome, by: str, when: str) -> list[str]:
    told = []
    for interview, decisions in outcome.decisions.items():
        add_decisions(study, interview, decisions)
        audit_log.record(study, f"codes agreed on: {len(decisions)} units", [interview], by=by, when=when)
        told.append(f"{interview}: what was agreed on {len(decisions)} units was read.")
    return told
