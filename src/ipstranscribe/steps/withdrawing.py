"""A participant withdraws: what was made of the interviews goes at once, the originals at a second word.

The mark that the participant has withdrawn comes first and stays, so that a stopped command can be given again and nothing
is made anew. Of the log only the line stays that says so.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ipstranscribe import approvals, audit, folders, store, tables
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Approvals, Decisions, Identifiers, Key, Transcript, Withdrawal, Withdrawals
from ipstranscribe.pseudonymize import key as keys
from ipstranscribe.pseudonymize.register import Register
from ipstranscribe.release.gate import interview_of
from ipstranscribe.steps.deciding import decisions_of, delete_tables, roster_of
from ipstranscribe.steps.originals import TABLES, Original, files_of, of_interviews
from ipstranscribe.steps.releasing import LOG, MANIFEST, manifest
from ipstranscribe.study import Study


@dataclass(frozen=True)
class Withdrawn:
    """What became of a withdrawal: files that were removed, originals that remain, and what there is to say."""

    removed: tuple[str, ...]
    remaining: tuple[Original, ...]
    notes: tuple[str, ...] = field(default=())


def withdraw(study: Study, participant: str, *, by: str, when: str) -> Withdrawn:
    """Remove everything that was made of the interviews of `participant`; the originals are listed, and remain.

    Raises UserError for somebody whom the study does not know, and (REFUSED) while a table of identifiers holds decisions
    that were not read back.
    """
    mine = _withdrawal(study, participant)
    delete_tables(study)
    others = tuple(one for one in study.withdrawn.withdrawals if one.participant != participant)
    store.write(study.withdrawals, Withdrawals(withdrawals=(*others, mine)), private=True)
    audit.strike(study, {participant, *mine.interviews})
    audit.record(study, "withdrawn", [participant], by=by, when=when)
    removed = [*_out_of_shared(study, mine), *_derived(study, mine)]
    given = [a for a in approvals.read(study).approvals if a.interview not in mine.interviews]
    store.write(study.approvals, Approvals(approvals=tuple(given)), private=True)
    return Withdrawn(tuple(removed), tuple(of_interviews(study, participant, mine.interviews)))


def remove_originals(study: Study, participant: str, *, by: str, when: str) -> Withdrawn:
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
    removed = [_delete(study, path) for path in files_of(study, mine.interviews)]
    for name, column in TABLES.items():
        path = tables.find(study.restricted, name)
        if path.exists():
            _remove_rows(path, column, participant)
    fresh = Study(study.root, study.config)  # the tables have changed
    notes = _forget(fresh, participant)
    audit.strike(study, {participant})
    audit.record(study, "withdrawn, originals removed", [participant], by=by, when=when)
    return Withdrawn(tuple(removed), tuple(of_interviews(fresh, participant, mine.interviews)), notes)


def _withdrawal(study: Study, participant: str) -> Withdrawal:
    """Who withdraws, and from which interviews; also when that was begun before."""
    begun = [one.interviews for one in study.withdrawn.withdrawals if one.participant == participant]
    listed = [interview.id for interview in study.listed if interview.participant == participant]
    if not begun and not listed and participant not in {p.id for p in study.participants}:
        known = ", ".join(dict.fromkeys(p.id for p in study.participants)) or "none"
        raise UserError(f"There is no participant {participant}.", f"The participants table lists: {known}.")
    return Withdrawal(participant=participant, interviews=tuple(dict.fromkeys((*listed, *(begun[0] if begun else ())))))


# What was made of the interviews.


def _out_of_shared(study: Study, mine: Withdrawal) -> list[str]:
    """Take the interviews out of `shared/`, and what holds several interviews; the log and the manifest are made anew."""
    folders.recover(study.shared)
    if not study.shared.exists():
        return []
    gone = [
        path
        for path in _files(study.shared)
        if not _is_of_others(study, path, mine) and path.name not in (LOG, MANIFEST)
    ]
    kept = {
        path.relative_to(study.shared).as_posix(): path.read_bytes()
        for path in _files(study.shared)
        if path not in gone and path.name not in (LOG, MANIFEST)
    }
    kept[LOG] = audit.to_csv(audit.read(study))
    kept[MANIFEST] = manifest(kept)
    folders.replace(study.shared, kept)
    return [_name(study, path) for path in gone]


def _derived(study: Study, mine: Withdrawal) -> list[str]:
    """Delete what was made of the interviews, what is being made of them, and what tells of several interviews."""
    exact = [
        path(one)
        for one in mine.interviews
        for path in (study.pseudonymized, study.units, study.identifiers, study.partial)
    ]
    mixed = [
        path
        for folder in (study.exports, study.reidentified, study.reports)
        if folder.exists()
        for path in _files(folder)
        if not _is_of_others(study, path, mine)
    ]
    removed = [_delete(study, path) for path in (*exact, *mixed) if path.exists()]
    for one in mine.interviews:
        shutil.rmtree(study.work / one, ignore_errors=True)
    return removed


def _is_of_others(study: Study, path: Path, mine: Withdrawal) -> bool:
    """Whether a file clearly belongs to one other interview."""
    known = {*mine.interviews, *(interview.id for interview in study.listed)}
    return interview_of(path.name, known) not in (None, *mine.interviews)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _delete(study: Study, path: Path) -> str:
    try:
        store.delete(path)
    except OSError as error:
        raise store.cannot_write(path, error) from None
    return _name(study, path)


def _name(study: Study, path: Path) -> str:
    return path.relative_to(study.root).as_posix()


# Originals.


def _remove_rows(path: Path, column: str, participant: str) -> None:
    kept = tables.without(path, lambda row: row.get(column) == participant)
    if kept is not None:
        store.write_bytes(path, kept, private=True)


def _forget(study: Study, participant: str) -> tuple[str, ...]:
    """Take what only the participant's interviews told out of the decisions and the key; returns what there is to say."""
    try:
        secret = keys.passphrase(study, new=False)
        key = keys.load(study, secret)
    except UserError as error:
        return (f"{error.what} Its entries remain, and so do the decisions.",)
    kept = _still_meant(study, key, participant)
    gone = tuple(entity for entity in key.entities if entity.id not in kept)
    shifts = {one: days for one, days in key.shifts.items() if one != participant}
    _forget_decisions(study, key, {entity.id for entity in gone})
    keys.save(
        study,
        key.model_copy(update={"entities": tuple(e for e in key.entities if e.id in kept), "shifts": shifts}),
        secret,
    )
    still = sum(
        1 for entity in key.entities if entity.id in kept and _is_own(entity.scope, entity.replacement, participant)
    )
    notes = [f"The key has forgotten {len(gone)} entries and keeps {len(kept)}."]
    if still:
        notes.append(
            f"It keeps {still} that are about {participant}: other interviews mention them, and they stay replaced there."
        )
    return tuple(notes)


def _is_own(scope: str | None, replacement: str, participant: str) -> bool:
    return scope == participant or replacement == f"[{participant}]"


def _still_meant(study: Study, key: Key, participant: str) -> set[str]:
    """The entities that other interviews mention, that the tables still know, or of which nothing can be said yet."""
    meant: set[str] = set()
    for interview in study.interviews:
        if study.identifiers(interview.id).exists():
            meant |= {one.entity for one in store.read(study.identifiers(interview.id), Identifiers).identifiers}
        elif study.transcript(interview.id).exists():
            return {entity.id for entity in key.entities if entity.scope != participant}
    known = Register.start(Key(study=key.study), roster_of(study), study.config.document_language)
    listed = {form.casefold() for entity in known.entities.values() for form in entity.forms}
    return meant | {e.id for e in key.entities if any(form.casefold() in listed for form in e.forms)}


def _forget_decisions(study: Study, key: Key, gone: set[str]) -> None:
    """Drop decisions on entities that are gone, and those on any entity whose form nobody else has or says."""
    known = {form.casefold() for e in key.entities if e.id not in gone for form in e.forms}
    said = "\n".join(_said(study))
    old = decisions_of(study).decisions
    kept = [
        d for d in old if d.entity not in gone and (d.entity or d.form.casefold() in known or d.form.casefold() in said)
    ]
    if len(kept) < len(old):
        store.write(study.decisions, Decisions(decisions=tuple(kept)), private=True)


def _said(study: Study) -> Iterator[str]:
    """What is said in the interviews that remain, casefolded."""
    for interview in study.interviews:
        if study.transcript(interview.id).exists():
            turns = store.read(study.transcript(interview.id), Transcript).turns
            yield from (turn.text.casefold() for turn in turns)
