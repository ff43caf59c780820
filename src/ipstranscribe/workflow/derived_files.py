"""Files derived from the interviews of a participant who withdraws: which they are, and their removal."""

import re
import shutil
from collections.abc import Iterator, Set
from pathlib import Path

from ipstranscribe.export import AGREED_FOLDER
from ipstranscribe.export.content.study_document import STUDY
from ipstranscribe.model import Withdrawal
from ipstranscribe.study import approvals, atomic_folder, audit_log, storage
from ipstranscribe.study.file_names import found_in, interviews_of, named_in
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import finished_run, sound_state
from ipstranscribe.workflow.pseudonymize_inputs import MADE
from ipstranscribe.workflow.remaining_originals import owners
from ipstranscribe.workflow.review_identifiers import TABLES_READ, TABLES_WRITTEN
from ipstranscribe.workflow.working_copies import keep_typed

_PART = re.compile(r"\..+\.part")
"""What a program that was killed left of a file that it was writing (`storage.write_bytes`)."""


def take_out_of_shared(study: Study, mine: Withdrawal) -> list[str]:
    """Remove the interviews, and files with several interviews, from `shared/`; rewrite its log and manifest."""
    place = study.shared.resolve()  # if it is a link, its target is what was handed on
    atomic_folder.recover(place)
    if not study.shared.exists():
        return []
    anew = {study.shared / audit_log.FILE, study.shared / storage.MANIFEST}
    gone = [path for path in files_touching(study, study.shared, mine) if path not in anew]
    kept = {
        path.relative_to(study.shared).as_posix(): path.read_bytes()
        for path in _files(study.shared)
        if path not in anew.union(gone)
    }
    kept[audit_log.FILE] = audit_log.to_csv(audit_log.read(study))
    kept[storage.MANIFEST] = storage.manifest(storage.checksums(kept))
    atomic_folder.replace(place, kept)
    return [name_in_study(study, path) for path in gone]


def delete_derived(study: Study, mine: Withdrawal) -> list[str]:
    """Delete files derived from the interviews, unfinished ones too, and files that cover several interviews."""
    named = list(_named_after(study, mine))
    named += [aside for path in named for aside in path.parent.glob(f"{path.stem}_damaged_*{path.suffix}")]
    named += _lying_beside(study, mine, {path.parent for path in named})
    named += [path for path in _files(study.root) if _PART.fullmatch(path.name)]
    there = (path for path in dict.fromkeys(named) if path.exists() or path.is_symlink())
    removed = [delete(study, path) for path in dict.fromkeys((*there, *_documents(study, mine)))]
    for one in mine.interviews:
        shutil.rmtree(found_in(study.work, one), ignore_errors=True)
    for one in (*mine.interviews, *mine.shared):
        shutil.rmtree(study.clips(one), ignore_errors=True)
    return removed


def _named_after(study: Study, mine: Withdrawal) -> Iterator[Path]:
    """The paths of what is made of each interview, and of what is made of all interviews together."""
    for one in mine.interviews:
        for path in (study.pseudonymized, study.units, study.units_by_hand, study.identifiers, study.partial):
            yield path(one)
    for one in mine.interviews:
        yield from (study.approved(one, what) for what in approvals.STAGES)
    for one in mine.interviews:
        yield from (study.listened(one), study.recognized(one))
    for one in mine.interviews:
        yield from (study.edits(one), study.listening_copy(one, ""))
    yield from (study.codings(one, "any") for one in mine.interviews)
    yield from (path for path in study.coding.glob(f"{study.comparison('').name}*") if path.is_file())
    for one in (*mine.interviews, *mine.shared):
        yield from sound_state.files(study, one)
    for one in mine.interviews:
        for step in ("transcript", "recordings", "units", "reading", "documents"):
            yield study.step_inputs(f"{one}_{step}")
    for step in ("identifiers", MADE, TABLES_READ, TABLES_WRITTEN, finished_run.NAME):
        yield study.step_inputs(step)
    yield study.findings_count


def _lying_beside(study: Study, mine: Withdrawal, folders: Set[Path]) -> Iterator[Path]:
    """Files in these folders that by their names belong to the interviews, and to none that stays."""
    others = {interview.id for interview in study.listed} - set(mine.interviews)
    for folder in folders - {study.draft("any").parent, study.work}:
        for path in _files(folder):
            ids = owners(path.relative_to(folder).as_posix(), others.union(mine.interviews))
            if ids and not ids & others:
                yield path


def _documents(study: Study, mine: Withdrawal) -> Iterator[Path]:
    """Working copies and reports with the interviews, but for a workbook that keeps what coders typed for others."""
    for folder in (study.exports, study.reidentified, study.reports):
        for path in files_touching(study, folder, mine):
            of_coders = path.name == f"{STUDY} units.xlsx" and path.parent.name != AGREED_FOLDER.rstrip("/")
            if not (of_coders and keep_typed(study, path, (*mine.interviews, *mine.shared))):
                yield path


def files_touching(study: Study, folder: Path, mine: Withdrawal) -> list[Path]:
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


def delete(study: Study, path: Path) -> str:
    """Delete a file of the study and return its name; raises UserError if the system does not let it go."""
    try:
        storage.delete(path)
    except OSError as error:
        raise storage.cannot_write(path, error) from None
    return name_in_study(study, path)


def name_in_study(study: Study, path: Path) -> str:
    """A file's name as people are told it: from the study folder on."""
    return path.relative_to(study.root).as_posix()
