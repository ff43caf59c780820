"""Withdrawal of a participant: derived files are removed at once, originals in a second step.

The withdrawal is recorded first and permanently, so that an interrupted command can be repeated and nothing is made again.
Of the participant's log entries, only the one about the withdrawal stays.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path

from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Approvals, HandoverManifest, Interview, Withdrawal, Withdrawals
from ipstranscribe.study import approvals, audit_log, deposits, locks, storage, study_tables
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import compare, withdraw_shared
from ipstranscribe.workflow.check import refuse_named_roles
from ipstranscribe.workflow.derived_files import (
    delete,
    delete_derived,
    files_touching,
    name_in_study,
    take_out_of_shared,
)
from ipstranscribe.workflow.remaining_originals import (
    MENTION,
    TABLES,
    Original,
    files_of,
    heard_in,
    is_row_of,
    of_interviews,
    owners,
)
from ipstranscribe.workflow.review_identifiers import delete_tables
from ipstranscribe.workflow.stc import delete_stc_files, forget_units
from ipstranscribe.workflow.term_corrections import delete_workbooks, forget_places
from ipstranscribe.workflow.withdrawn_entities import forget
from ipstranscribe.workflow.withdrawn_forms import files_with, former_ids, known_forms

_RECORDINGS = "restricted/recordings/"


@dataclass(frozen=True)
class WithdrawalResult:
    """The result of a withdrawal: removed files, remaining originals, and notes for the user."""

    removed: tuple[str, ...]
    remaining: tuple[Original, ...]
    notes: tuple[str, ...] = field(default=())


@locks.holding_everything("withdraw")
def withdraw(study: Study, participant: str, *, by: str, when: str) -> WithdrawalResult:
    """Remove everything derived from the interviews of `participant`; the originals are listed and remain.

    Where others took part who stay, their part stays, and that of `participant` goes at once (`withdraw_shared`).

    Raises UserError for somebody whom the study does not know, and (REFUSED) while a table of identifiers or corrections,
    or the workbook of the condensation or comparison, holds work that was not read back, or where the log, which `shared/`
    gets anew, would name somebody.
    """
    mine = _withdrawal(study, participant)
    refuse_named_roles(study, by)
    shared = [interview for interview in _as_they_are(study, participant) if interview.id in mine.shared]
    withdraw_shared.refuse_unclear(study, shared, participant)
    mine = withdraw_shared.with_turns(study, mine, shared)
    compare.refuse_unread(study)
    delete_tables(study)
    delete_workbooks(study)
    delete_stc_files(study)
    others = tuple(one for one in study.withdrawn.withdrawals if one.participant != participant)
    storage.write(study.withdrawals, Withdrawals(withdrawals=(*others, mine)), private=True)
    audit_log.strike(study, {participant, *mine.interviews})
    audit_log.record(study, "withdrawn", [participant], by=by, when=when)
    removed = [*take_out_of_shared(study, mine), *delete_derived(study, mine)]
    taken = withdraw_shared.take_out(study, mine, shared)
    given = [a for a in approvals.read(study).approvals if a.interview not in mine.interviews]
    storage.write(study.approvals, Approvals(approvals=tuple(given)), private=True)
    written = forget_units(study, mine.interviews)
    told = (
        [f"Condensates that rest on several interviews, {written}: look at them, and write them anew."]
        if written
        else []
    )
    remaining = _remaining(Study(study.root, study.config), mine, known_forms(study, participant))
    return WithdrawalResult((*removed, *taken.removed), remaining, (*taken.notes, *told, *_deposited(study, mine)))


@locks.holding_everything("withdraw")
def remove_originals(study: Study, participant: str, *, by: str, when: str) -> WithdrawalResult:
    """Remove every original of a participant who has withdrawn: files, rows of tables, decisions, entries of the key.

    Raises UserError (REFUSED) if the participant has not withdrawn before. What is said of the participant in the interviews
    of others stays known, so that it stays replaced there.
    """
    mine = next((one for one in study.withdrawn.withdrawals if one.participant == participant), None)
    if mine is None:
        raise UserError(
            f"{participant} has not withdrawn.",
            f"First `ipstranscribe withdraw {participant} --by ROLE`, and look at what remains.",
            ExitCode.REFUSED,
        )
    own = [*files_of(study, mine.interviews), *heard_in(study, mine)]
    links = [
        f"{name_in_study(study, p)} was a link. What it led to lies elsewhere, and remains."
        for p in own
        if p.is_symlink()
    ]
    forms = known_forms(study, participant)
    removed = [delete(study, path) for path in (*own, *_handed_over(study, mine))]
    _forget_handovers(study, mine)
    for name in TABLES:
        path = tables.find(study.restricted, name)
        if path.exists():
            _remove_rows(study, path, name, participant)
    fresh = Study(study.root, study.config)  # the tables have changed
    forget_places(fresh, mine.interviews)
    notes = forget(fresh, participant)
    audit_log.strike(study, {participant})
    audit_log.record(study, "withdrawn, originals removed", [participant], by=by, when=when)
    return WithdrawalResult(tuple(removed), _remaining(fresh, mine, forms), (*links, *notes, *_deposited(study, mine)))


def _remaining(study: Study, mine: Withdrawal, forms: Set[str]) -> tuple[Original, ...]:
    """What remains: what belongs to the interviews by name or place, and every other file that holds one of `forms`."""
    listed = of_interviews(study, mine)
    known = {one.where for one in listed}
    naming = (name_in_study(study, path) for path in files_with(study, forms))
    return (*listed, *(Original(MENTION, name) for name in naming if name not in known))


def _deposited(study: Study, mine: Withdrawal) -> Iterator[str]:
    """What is to be done about deposits with the participant, who is out of reach there."""
    for one in deposits.containing(study, mine.participant, mine.interviews):
        if isinstance(one, UserError):
            yield f"{one.what} It is the record of a deposit that {mine.participant} may be in."
            continue
        yield (
            f"{mine.participant} is in the deposit {one.name} of {one.when[:10]} (its manifest: {one.manifest[:16]}…), "
            f"which cannot be taken back from here: ask the archive to take it down, and make a new one."
        )


def _withdrawal(study: Study, participant: str) -> Withdrawal:
    """The withdrawal record: the participant and the interviews, also if it was begun before."""
    begun = next((one for one in study.withdrawn.withdrawals if one.participant == participant), None)
    gone = {*study.withdrawn.participants, participant}
    listed = [interview for interview in study.listed if participant in interview.participants]
    former = former_ids(study, participant)
    if not begun and not listed and not former and participant not in {p.id for p in study.participants}:
        known = ", ".join(dict.fromkeys(p.id for p in study.participants)) or "none"
        raise UserError(f"There is no participant {participant}.", f"The participants table lists: {known}.")
    alone = [interview.id for interview in listed if set(interview.participants) <= gone]
    before = begun or Withdrawal(participant=participant, interviews=())
    interviews = tuple(dict.fromkeys((*alone, *former, *before.interviews)))
    shared = tuple(dict.fromkeys((*(i.id for i in listed), *before.shared)))
    return before.model_copy(
        update={"interviews": interviews, "shared": tuple(one for one in shared if one not in interviews)}
    )


def _as_they_are(study: Study, participant: str) -> Iterator[Interview]:
    """The interviews of a participant with the recordings that stand for theirs now: others may have withdrawn before."""
    left = Withdrawals(withdrawals=tuple(o for o in study.withdrawn.withdrawals if o.participant != participant))
    for interview in study.listed:
        if participant in interview.participants and (now := left.without(interview)):
            yield now


def _handed_over(study: Study, mine: Withdrawal) -> list[Path]:
    """What came with handovers and does not clearly belong to other interviews: tables and decisions of all, the key."""
    return files_touching(study, study.handovers, mine) if study.handovers.exists() else []


def _forget_handovers(study: Study, mine: Withdrawal) -> None:
    """Take the names of the participant's files out of the records of handovers: recordings may be called by a name."""
    heard = {path for one in study.interviews for path in study.recordings(one)}
    ids = {mine.participant, *mine.interviews, *(one.id for one in study.listed)}

    def stays(name: str) -> bool:
        if name.startswith(_RECORDINGS):
            return study.root / name in heard
        return not owners(name, ids) & {mine.participant, *mine.interviews}

    for path in sorted(study.handover("any").parent.glob("*.json")):
        record = storage.read(path, HandoverManifest)
        files = {name: digest for name, digest in record.files.items() if stays(name)}
        versions = {one: version for one, version in record.versions.items() if one not in mine.interviews}
        if (files, versions) != (record.files, record.versions):
            storage.write(path, record.model_copy(update={"files": files, "versions": versions}), private=True)


def _remove_rows(study: Study, path: Path, name: str, participant: str) -> None:
    gone = study.withdrawn.participants
    kept = tables.without_rows(path, lambda row: is_row_of(name, row, participant, gone), study_tables.columns(name))
    if kept is not None:
        storage.write_bytes(path, kept, private=True)
