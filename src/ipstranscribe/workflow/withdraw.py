"""Withdrawal of a participant: derived files are removed at once, originals in a second step.

The withdrawal is recorded first and permanently, so that an interrupted command can be repeated and nothing is made again.
Of the participant's log entries, only the one about the withdrawal stays.
"""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.export import AGREED_FOLDER
from ipstranscribe.export.content.study_document import STUDY
from ipstranscribe.model import (
    Approvals,
    Decisions,
    Entity,
    HandoverManifest,
    Identifiers,
    Interview,
    Key,
    Transcript,
    Withdrawal,
    Withdrawals,
)
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.study import approvals, atomic_folder, audit_log, deposits, locks, passphrases, storage, study_tables
from ipstranscribe.study import key as keys
from ipstranscribe.study.file_names import found_in, interviews_of, named_in
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import compare, finished_run, gone_talk, sound_state, withdraw_shared
from ipstranscribe.workflow.check import refuse_named_roles
from ipstranscribe.workflow.pseudonymize_inputs import MADE
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
from ipstranscribe.workflow.review_identifiers import (
    TABLES_READ,
    TABLES_WRITTEN,
    decisions_of,
    delete_tables,
    roster_of,
)
from ipstranscribe.workflow.stc import delete_stc_files, forget_units
from ipstranscribe.workflow.term_corrections import delete_workbooks, forget_places
from ipstranscribe.workflow.withdrawn_forms import files_with, former_ids, is_own, known_forms
from ipstranscribe.workflow.working_copies import keep_typed

_PART = re.compile(r"\..+\.part")
"""What a program that was killed left of a file that it was writing (`storage.write_bytes`)."""
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
    removed = [*_out_of_shared(study, mine), *_derived(study, mine)]
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
        f"{_name(study, p)} was a link. What it led to lies elsewhere, and remains." for p in own if p.is_symlink()
    ]
    forms = known_forms(study, participant)
    removed = [_delete(study, path) for path in (*own, *_handed_over(study, mine))]
    _forget_handovers(study, mine)
    for name in TABLES:
        path = tables.find(study.restricted, name)
        if path.exists():
            _remove_rows(study, path, name, participant)
    fresh = Study(study.root, study.config)  # the tables have changed
    forget_places(fresh, mine.interviews)
    notes = _forget(fresh, participant)
    audit_log.strike(study, {participant})
    audit_log.record(study, "withdrawn, originals removed", [participant], by=by, when=when)
    return WithdrawalResult(tuple(removed), _remaining(fresh, mine, forms), (*links, *notes, *_deposited(study, mine)))


def _remaining(study: Study, mine: Withdrawal, forms: Set[str]) -> tuple[Original, ...]:
    """What remains: what belongs to the interviews by name or place, and every other file that holds one of `forms`."""
    listed = of_interviews(study, mine)
    known = {one.where for one in listed}
    naming = (_name(study, path) for path in files_with(study, forms))
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


# Derived files.


def _out_of_shared(study: Study, mine: Withdrawal) -> list[str]:
    """Remove the interviews, and files with several interviews, from `shared/`; rewrite its log and manifest."""
    place = study.shared.resolve()  # if it is a link, its target is what was handed on
    atomic_folder.recover(place)
    if not study.shared.exists():
        return []
    anew = {study.shared / audit_log.FILE, study.shared / storage.MANIFEST}
    gone = [path for path in _to_go(study, study.shared, mine) if path not in anew]
    kept = {
        path.relative_to(study.shared).as_posix(): path.read_bytes()
        for path in _files(study.shared)
        if path not in anew.union(gone)
    }
    kept[audit_log.FILE] = audit_log.to_csv(audit_log.read(study))
    kept[storage.MANIFEST] = storage.manifest(storage.checksums(kept))
    atomic_folder.replace(place, kept)
    return [_name(study, path) for path in gone]


def _derived(study: Study, mine: Withdrawal) -> list[str]:
    """Delete files derived from the interviews, unfinished ones too, and files that cover several interviews."""
    exact = [
        path(one)
        for one in mine.interviews
        for path in (study.pseudonymized, study.units, study.units_by_hand, study.identifiers, study.partial)
    ]
    exact += [study.approved(one, what) for one in mine.interviews for what in approvals.STAGES]
    exact += [path(one) for one in mine.interviews for path in (study.listened, study.recognized)]
    exact += [path for one in mine.interviews for path in (study.edits(one), study.listening_copy(one, ""))]
    exact += [study.codings(one, "any") for one in mine.interviews]
    exact += [path for path in study.coding.glob(f"{study.comparison('').name}*") if path.is_file()]  # of all together
    exact += [path for one in (*mine.interviews, *mine.shared) for path in sound_state.files(study, one)]
    steps = ("transcript", "recordings", "units", "reading", "documents")
    exact += [study.step_inputs(f"{one}_{step}") for one in mine.interviews for step in steps]
    exact += [
        study.step_inputs(step) for step in ("identifiers", MADE, TABLES_READ, TABLES_WRITTEN, finished_run.NAME)
    ]  # of all interviews together
    exact += [study.findings_count]
    exact += [aside for path in exact for aside in path.parent.glob(f"{path.stem}_damaged_*{path.suffix}")]
    others = {interview.id for interview in study.listed} - set(mine.interviews)
    for folder in {path.parent for path in exact} - {study.draft("any").parent, study.work}:
        whose = {
            path: owners(path.relative_to(folder).as_posix(), others.union(mine.interviews)) for path in _files(folder)
        }
        exact += [path for path, ids in whose.items() if ids and not ids & others]
    exact += [path for path in _files(study.root) if _PART.fullmatch(path.name)]
    exact = list(dict.fromkeys(exact))
    mixed = [p for folder in (study.exports, study.reidentified, study.reports) for p in _to_go(study, folder, mine)]
    kept = {
        path
        for path in mixed
        if path.name == f"{STUDY} units.xlsx"
        and path.parent.name != AGREED_FOLDER.rstrip("/")
        and keep_typed(study, path, (*mine.interviews, *mine.shared))
    }
    gone = (*(path for path in exact if path.exists() or path.is_symlink()), *(p for p in mixed if p not in kept))
    removed = [_delete(study, path) for path in dict.fromkeys(gone)]
    for one in mine.interviews:
        shutil.rmtree(found_in(study.work, one), ignore_errors=True)
    for one in (*mine.interviews, *mine.shared):
        shutil.rmtree(study.clips(one), ignore_errors=True)
    return removed


def _to_go(study: Study, folder: Path, mine: Withdrawal) -> list[Path]:
    """The files below `folder` that do not clearly belong to other interviews, and every link, whatever its target."""
    touched = {*mine.interviews, *mine.shared}
    others = {interview.id for interview in study.listed} - touched
    own = {mine.participant, *touched} - others
    names = {path: path.relative_to(folder).as_posix() for path in _files(folder)}
    whose = {path: interviews_of(name, own | others) for path, name in names.items()}
    return [
        path
        for path, name in names.items()
        if path.is_symlink() or not whose[path] or (whose[path] | named_in(name, own | others)) & own
    ]


def _files(folder: Path) -> list[Path]:
    """Every file and link below `folder`, if it exists."""
    return [path for path in sorted(folder.rglob("*")) if path.is_symlink() or path.is_file()]


def _delete(study: Study, path: Path) -> str:
    try:
        storage.delete(path)
    except OSError as error:
        raise storage.cannot_write(path, error) from None
    return _name(study, path)


def _name(study: Study, path: Path) -> str:
    return path.relative_to(study.root).as_posix()


# Originals.


def _handed_over(study: Study, mine: Withdrawal) -> list[Path]:
    """What came with handovers and does not clearly belong to other interviews: tables and decisions of all, the key."""
    return _to_go(study, study.handovers, mine) if study.handovers.exists() else []


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


def _forget(study: Study, participant: str) -> tuple[str, ...]:
    """Remove from decisions and key what occurs only in the participant's interviews; returns notes for the user."""
    try:
        secret = passphrases.of_study(study)
        key = keys.load(study, secret)
    except UserError as error:
        return (f"{error.what} Its entries remain, and so do the decisions.",)
    kept, decided = _still_meant(study, key, participant), _decided_elsewhere(study)
    key = key.model_copy(update={"entities": tuple(_only_decided(e, kept, decided) for e in key.entities)})
    kept |= decided.keys()
    gone = tuple(entity for entity in key.entities if entity.id not in kept)
    shifts = {one: days for one, days in key.shifts.items() if one != participant}
    _forget_decisions(study, key, {entity.id for entity in gone})
    keys.save(
        study,
        key.model_copy(update={"entities": tuple(e for e in key.entities if e.id in kept), "shifts": shifts}),
        secret,
    )
    still = sum(1 for entity in key.entities if entity.id in kept and is_own(entity, participant))
    notes = [f"The key has forgotten {len(gone)} entries and keeps {len(kept)}."]
    if still:
        notes.append(
            f"It keeps {still} that are about {participant}: other interviews mention them, and they stay replaced there."
        )
    return tuple(notes)


def _still_meant(study: Study, key: Key, participant: str) -> set[str]:
    """The entities still needed: in other interviews, in the tables, or not yet determined."""
    meant: set[str] = set()
    for interview in study.interviews:
        if study.identifiers(interview.id).exists():
            meant |= {one.entity for one in storage.read(study.identifiers(interview.id), Identifiers).identifiers}
        elif study.transcript(interview.id).exists():
            return {entity.id for entity in key.entities if entity.scope != participant}
    known = Register.start(Key(study=key.study), roster_of(study), study.config.document_language)
    listed = {form.casefold() for entity in known.entities.values() for form in entity.forms}
    return meant | {e.id for e in key.entities if any(form.casefold() in listed for form in e.forms)}


def _decided_elsewhere(study: Study) -> dict[str, set[str]]:
    """Entities of decisions on forms that the remaining interviews say → these forms.

    A form that was merged or split off is no mention of its entity any more, and would be one again without the decision.
    """
    held = [d for d in decisions_of(study).decisions if d.entity and d.verdict in ("merge", "split")]
    said, of = _said(study, {d.form for d in held}), defaultdict[str, set[str]](set)
    for decision in held:
        if decision.form in said:
            of[str(decision.entity)].add(decision.form)
    return of


def _only_decided(entity: Entity, kept: Set[str], decided: Mapping[str, Set[str]]) -> Entity:
    """An entity that is kept for nothing but decisions on some forms, with these forms alone."""
    if entity.id in kept or entity.id not in decided:
        return entity
    forms = decided[entity.id]
    lists = ("forms", "capital_forms", "found_forms", "local_forms")
    return entity.model_copy(update={name: tuple(f for f in getattr(entity, name) if f in forms) for name in lists})


def _forget_decisions(study: Study, key: Key, gone: set[str]) -> None:
    """Drop decisions on removed entities, on withdrawn interviews, and on any entity whose form nobody else has or says."""
    known = {form.casefold() for e in key.entities if e.id not in gone for form in e.originals}
    stored = decisions_of(study).decisions
    withdrawn = {interview for one in study.withdrawn.withdrawals for interview in one.interviews}
    old = [d for d in stored if d.interview not in withdrawn]
    said = _said(study, {d.form for d in old if not d.entity})
    others = {interview.id for interview in study.interviews}
    kept = [
        d
        for d in old
        if d.entity not in gone and (d.entity or d.interview in others or d.form.casefold() in known or d.form in said)
    ]
    if len(kept) < len(stored):
        storage.write(study.decisions, Decisions(decisions=tuple(kept)), private=True)


def _said(study: Study, forms: Set[str]) -> set[str]:
    """The `forms` that occur in the remaining interviews as whole words: `Ola` does not occur in "cola"."""
    paths = (study.transcript(interview.id) for interview in study.interviews)
    turns = (turn.text for path in paths if path.exists() for turn in storage.read(path, Transcript).turns)
    return gone_talk.forms_in(turns, forms)
