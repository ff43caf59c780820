"""Units import: an edited units table becomes stored decisions; if any row is refused, nothing is stored."""

import contextlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ipstranscribe import guide as guides
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Interview, PseudonymizedTranscript, UnitDecisions, Units
from ipstranscribe.review.units.requests import Coder, StoredInterview, UnitRequests, UnitReview
from ipstranscribe.review.units.worksheet import WorksheetRow, read
from ipstranscribe.study import audit_log, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.conventions import get_convention, show_all
from ipstranscribe.workflow import given_files
from ipstranscribe.workflow.heard import recognition_of
from ipstranscribe.workflow.split import decisions_on_units

MOST_NAMED = 20
"""Maximum number of refused rows that are named; further ones are counted."""


def import_units(study: Study, file: Path, by: str, when: str) -> list[str]:
    """Read decisions on units from the table in `file` and store them; returns lines for the user: ids and counts only.

    Raises UserError for a file that is no such table and, with all of its rows, (REFUSED) for one of which a row cannot
    be read: then nothing is stored.
    """
    given_files.expect_table(file, "units")
    rows = read(file)
    if not rows:
        raise UserError(f"{file.name} has no unit.", "Export the table anew, and edit the units in it.")
    interviews = [study.interview(one) for one in dict.fromkeys(row.interview for row in rows)]
    with contextlib.ExitStack() as stack:
        for one in sorted({interview.id for interview in interviews}):
            stack.enter_context(locks.interview(study, one, "import units"))
        return _import_rows(study, file, rows, interviews, Coder(by, when))


def _import_rows(
    study: Study, file: Path, rows: Sequence[WorksheetRow], interviews: Sequence[Interview], coder: Coder
) -> list[str]:
    talks = {interview.id: stored_interview(study, interview) for interview in interviews}
    asked = {
        one: UnitReview(talk, coder).decide([r for r in rows if r.interview == one]) for one, talk in talks.items()
    }
    _refuse(file, [row for one in asked.values() for row in one.refused])
    for one, found in asked.items():
        if found.decisions:
            _store(study, talks[one], found, coder)
    return [line for one, found in asked.items() for line in _told(one, found, talks[one], rows)]


def stored_interview(study: Study, interview: Interview) -> StoredInterview:
    """An interview, for decisions on its units; raises UserError where its text has changed since it was split."""
    transcript = storage.read(study.pseudonymized(interview.id), PseudonymizedTranscript)
    units = storage.read(study.units(interview.id), Units)
    said = {turn.id: turn.text for turn in transcript.turns}
    if any(u.text != said.get(u.turn, "")[u.char_start : u.char_end] for u in units.units):
        raise UserError(f"The text of {interview.id} has changed since it was split.", "Run `ipstranscribe run` first.")
    return StoredInterview(
        transcript=transcript,
        units=units,
        shown=show_all(transcript, get_convention(study.config.convention), recognition_of(study, transcript).unheard),
        questions=[question.id for question in guides.load(study.guide).for_branch(*transcript.asked_of)],
        decided=decisions_on_units(study, interview.id),
    )


def _refuse(file: Path, refused: Sequence[tuple[WorksheetRow, str]]) -> None:
    """Name every row that cannot be read, by its number and unit."""
    if not refused:
        return
    told = [f"  row {row.number} ({row.unit}): {reason}." for row, reason in refused[:MOST_NAMED]]
    told += [f"  and {len(refused) - MOST_NAMED} more."] if len(refused) > MOST_NAMED else []
    raise UserError(
        "\n".join([f"{file.name}: {len(refused)} rows cannot be read, and nothing was:", *told]),
        "Correct these rows, or empty what you wrote there, and import the table again.",
        ExitCode.REFUSED,
    )


def _store(study: Study, talk: StoredInterview, asked: UnitRequests, coder: Coder) -> None:
    interview = talk.transcript.interview
    decisions = UnitDecisions(interview=interview, decisions=(*talk.decided.decisions, *asked.decisions))
    storage.write(study.units_by_hand(interview), decisions, private=True)
    audit_log.record(study, f"decisions on units: {len(asked.decisions)}", [interview], by=coder.by, when=coder.when)


def _told(interview: str, asked: UnitRequests, talk: StoredInterview, rows: Sequence[WorksheetRow]) -> Iterator[str]:
    counts = Counter(decision.verdict for decision in asked.decisions)
    kinds = ", ".join(f"{verdict} {times}" for verdict, times in sorted(counts.items()))
    yield f"{interview}: {len(asked.decisions)} decisions read{f' ({kinds})' if kinds else ''}."
    if asked.same:
        yield f"{interview}: {asked.same} say what holds already."
    if asked.overruled:
        units = ", ".join(dict.fromkeys(asked.overruled))
        yield f"{interview}: another coder had decided otherwise on {units}. Both are recorded; the later one holds."
    missing = len({unit.id for unit in talk.units.units} - {row.unit for row in rows})
    if missing:
        yield f"{interview}: {missing} units have no row in the table; they stay as they are."
    if asked.decisions:
        yield f"{interview}: run `ipstranscribe run` to apply them."
