"""The handover steps: a study, or its key, goes to somebody else in one sealed file, and comes back merged."""

import contextlib
import os
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import HandedOver, HandoverManifest, Transcript
from ipstranscribe.review.handover import BothSides, HandedFile
from ipstranscribe.study import audit_log, handover_file, locks, passphrases, storage, transcript_versions
from ipstranscribe.study import key as keys
from ipstranscribe.study.file_names import interviews_of
from ipstranscribe.study.folder import Study
from ipstranscribe.study.handover_file import KEY, SUFFIX, Handover
from ipstranscribe.study.safe_places import checked_place
from ipstranscribe.workflow.init import refuse_existing
from ipstranscribe.workflow.review_journal import has_unstored
from ipstranscribe.workflow.roles import check_role
from ipstranscribe.workflow.word_draft import draft, keep_edited_draft

_LAST = "last"
"""Name of the record of the last handover: what both sides had."""
_OF_WORK = ("approvals.json", "withdrawals.json", "key.json", "approved", "inputs", "listened")
"""What goes along of the working folder; the rest is unfinished or of this machine alone: journals of edits, whose edits
are stored, and copies for listening, which are made again."""
_RECORD = "restricted/work/key.json"
_WITHDRAWALS = "restricted/work/withdrawals.json"
_RECORDINGS = "restricted/recordings/"


class HandoverParts(NamedTuple):
    """What is to be handed over: the study with or without its key, or the key alone; with or without recordings."""

    what: HandedOver = "study"
    recordings: bool = True


@dataclass(frozen=True)
class Received:
    """What became of a handover: files by outcome, and where those lie that fitted nowhere."""

    outcomes: Mapping[str, int]
    beside: tuple[str, ...] = ()
    folder: Path | None = None
    withdrawn_there: tuple[str, ...] = ()
    left_out: int = 0
    drafts_kept: tuple[str, ...] = ()


# Out.


@locks.holding_everything("handover")
def hand_over(study: Study, to: Path, parts: HandoverParts, *, by: str, when: str) -> Path:
    """Write the study into one sealed file at `to`, a file or folder; returns its path.

    Raises UserError for a place that is handed on, a file that is there, a key that is not, or (REFUSED) edits of the review
    page that were not stored.
    """
    role = check_role(study, by)
    place = _place(study, to)
    if waiting := [one.id for one in study.interviews if has_unstored(study, one.id)] if parts.what != "key" else []:
        raise UserError(
            f"{', '.join(waiting)}: what was corrected on the review page is not stored yet, and would not go along.",
            f"`ipstranscribe review {waiting[0]}`, and close it there, which stores it. Then hand over.",
            ExitCode.REFUSED,
        )
    files = _files(study, parts)
    ids = [one.id for one in study.interviews if study.transcript(one.id).exists()]
    versions = {one: transcript_versions.version_of(storage.read(study.transcript(one), Transcript)) for one in ids}
    last = _last(study)
    manifest = HandoverManifest(
        id=secrets.token_hex(8),
        study=study.config.id,
        bases=(*last.bases, last.id) if last else (),
        what=parts.what,
        files={name: storage.digest_of(data) for name, data in files.items()},
        versions=versions if parts.what != "key" else {},
        withdrawn=study.withdrawn.participants,
        by=role,
        when=when,
    )
    content = handover_file.sealed(Handover(manifest, files), passphrases.for_handover(study))
    storage.write_bytes(place, content, private=True)
    if parts.what != "key":
        _remember(study, manifest)
    audit_log.record(study, f"handed over: {parts.what}", [], by=role, when=when)
    return place


def _place(study: Study, to: Path) -> Path:
    file = to / f"{study.config.id}{SUFFIX}" if to.is_dir() else to
    place = checked_place(study, Path.cwd() / file, "The handover would lie")
    if place.exists():
        raise UserError(f"{place.name} is there already.", "Choose another name.", ExitCode.CANNOT_WRITE)
    return place


def _files(study: Study, parts: HandoverParts) -> dict[str, bytes]:
    """What is handed over, by path below the study folder."""
    found: dict[str, bytes] = {}
    what, recordings = parts
    if what != "key":
        for path in _paths(study):
            name = path.relative_to(study.root).as_posix()
            if (recordings or not name.startswith(_RECORDINGS)) and (what == "study" or name != _RECORD):
                found[name] = path.read_bytes()
    if what == "key" or (what == "study" and keys.path(study).exists()):
        found[KEY] = keys.read_sealed(study)
    if what == "key" and study.key_record.exists():
        found[_RECORD] = study.key_record.read_bytes()
    return found


def _paths(study: Study) -> list[Path]:
    """Every file of the study that goes along: not what is released, exported, or of this machine alone."""
    tops = [study.root / "study.toml", study.guide]
    left = (study.work, study.sound)  # covered sound is made again where the recordings are
    below = [folder for name in ("pseudonymized", "units") for folder in (study.root / name).rglob("*")]
    below += [path for top in study.restricted.iterdir() if top not in left for path in (top, *top.rglob("*"))]
    below += [path for name in _OF_WORK for path in ((study.work / name), *(study.work / name).rglob("*"))]
    skipped = (".lock", ".holder", ".part")
    key = keys.path(study)
    kept = (one for one in (*tops, *below) if one.is_file() and one != key and not one.name.endswith(skipped))
    return sorted(one for one in kept if study.handovers not in one.parents)


# In.


def begin(file: Path, folder: Path, *, by: str, when: str) -> Received:
    """Lay the handed-over study into a new `folder`; raises UserError if something is there, or it holds the key alone."""
    refuse_existing(folder)
    handover = _opened(file)
    if "study.toml" not in handover.files:
        raise UserError(
            "This handover holds the key alone.", "Read it into the study: --study FOLDER.", ExitCode.WRONG_FILE
        )
    for name, data in sorted(handover.files.items(), key=lambda one: one[0] == "study.toml"):  # last: it makes a study
        if name != KEY:
            storage.write_bytes(folder / name, data, private=name.startswith("restricted/"))
    study = Study.open(folder)
    beside = _lay_beside(study, handover, [KEY] if not _place_key(study, handover) else [])
    _remember(study, handover.manifest)
    audit_log.record(study, f"handover received: {handover.manifest.what}", [], by=check_role(study, by), when=when)
    return Received({"taken": len(handover.files)}, beside, study.handovers / handover.manifest.id)


def _place_key(study: Study, handover: Handover) -> bool:
    """Put the key where the study looks for it; returns whether it lies there now, or none came."""
    sealed, place = handover.files.get(KEY), keys.path(study)
    if sealed is None:
        return True
    if place.exists():
        return place.read_bytes() == sealed
    storage.write_bytes(place, sealed, private=True)
    return True


@locks.holding_everything("handover")
def receive(study: Study, file: Path, *, by: str, when: str, preview: bool = False) -> Received:
    """Merge a handover into the study that it came from; with `preview`, only say what would become of each file.

    Raises UserError where it is of another study. What was withdrawn here does not come back.
    """
    role = check_role(study, by)
    handover = _opened(file)
    if handover.manifest.study != study.config.id:
        raise UserError("This handover is of another study.", "Name the study that it belongs to.", ExitCode.WRONG_FILE)
    gone = _gone(study, handover.manifest)
    theirs = {name: data for name, data in handover.files.items() if _is_wanted(study, name, gone)}
    ours = {name: path.read_bytes() for name in theirs if (path := _path(study, name)).is_file()}
    merged = BothSides(ours, theirs, _base(study, handover), Versions(study, theirs), gone).merged()
    conflicts = [name for name, one in merged.items() if one.outcome == "conflict"]
    new = tuple(one for one in handover.manifest.withdrawn if one not in study.withdrawn.participants)
    result = Received(
        Counter(one.outcome for one in merged.values()),
        tuple(conflicts),
        study.handovers / handover.manifest.id if conflicts else None,
        new,
        len(handover.files) - len(theirs) - (_WITHDRAWALS in handover.files),
    )
    if preview:
        return result
    drafts = _store(study, merged)
    _lay_beside(study, handover, conflicts)
    if handover.manifest.what != "key":
        _remember(study, handover.manifest)
    audit_log.record(study, f"handover received: {handover.manifest.what}", [], by=role, when=when)
    return Received(result.outcomes, result.beside, result.folder, new, result.left_out, drafts)


def _gone(study: Study, manifest: HandoverManifest) -> frozenset[str]:
    """The ids of participants who have withdrawn here, and of their interviews.

    An interview in which others stay is among them where the sender did not know yet: what comes back holds that talk.
    """
    withdrawn = study.withdrawn.withdrawals
    gone = {one for each in withdrawn for one in (each.participant, *each.interviews)}
    unknown = [each for each in withdrawn if each.participant not in manifest.withdrawn]
    return frozenset(gone | {one for each in unknown for one in each.shared})


def _is_wanted(study: Study, name: str, gone: frozenset[str]) -> bool:
    """Whether a file may come back: not what belongs to somebody who has withdrawn here."""
    if name == _WITHDRAWALS or interviews_of(name.removeprefix("restricted/"), gone):
        return False
    heard = {path for interview in study.interviews for path in study.recordings(interview)}
    return not (gone and name.startswith(_RECORDINGS)) or study.root / name in heard


def _opened(file: Path) -> Handover:
    try:
        content = file.read_bytes()
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise UserError(f"{file.name} cannot be read ({why}).", "Check name and place of the file.") from None
    return handover_file.opened(content, passphrases.of_handover())


def _base(study: Study, handover: Handover) -> HandoverManifest | None:
    """What both sides had: the newest handover that the sender knows of and this study as well."""
    for identity in reversed(handover.manifest.bases):
        path = study.handover(identity)
        if path.exists():
            return storage.read(path, HandoverManifest)
    return None


@dataclass(frozen=True)
class Versions:
    """Earlier versions of transcripts, kept here or come with the handover."""

    study: Study
    theirs: Mapping[str, bytes]

    def __call__(self, interview: str, version: str) -> Transcript | None:
        """The transcript of `interview` in this version; None where it was not kept."""
        if not version:
            return None
        found = transcript_versions.find(self.study, interview, version)
        name = self.study.transcript_version(interview, version).relative_to(self.study.root).as_posix()
        if found is None and name in self.theirs:
            found = storage.from_bytes(self.theirs[name], Transcript, "An earlier version in the handover")
        return found


def _store(study: Study, merged: Mapping[str, HandedFile]) -> tuple[str, ...]:
    """Store what is taken and merged; returns names of drafts that had been edited here, and are kept."""
    kept = []
    for name, one in merged.items():
        if one.content is None:
            continue
        path = _path(study, name)
        interview = _transcript_of(study, name)
        if interview is None:
            storage.write_bytes(path, one.content, private=name == KEY or name.startswith("restricted/"))
            continue
        transcript = storage.from_bytes(one.content, Transcript, name)
        if copy := keep_edited_draft(study, study.interview(interview)):
            kept.append(copy)
        transcript_versions.store(study, transcript)
        storage.write_bytes(study.draft(interview), draft(transcript, study, study.interview(interview)), private=True)
    return tuple(kept)


def _path(study: Study, name: str) -> Path:
    """Where a file of a handover lies in the study."""
    return keys.path(study) if name == KEY else study.root / name


def _transcript_of(study: Study, name: str) -> str | None:
    """The interview whose stored transcript the file is; None for any other file."""
    for interview in study.interviews:
        if study.root / name == study.transcript(interview.id):
            return interview.id
    return None


def _lay_beside(study: Study, handover: Handover, names: list[str]) -> tuple[str, ...]:
    """Lay files that fit nowhere into a folder of their own under `restricted`."""
    folder = study.handovers / handover.manifest.id
    for name in names:
        storage.write_bytes(folder / name, handover.files[name], private=True)
    return tuple(names)


# What both sides had.


def _remember(study: Study, manifest: HandoverManifest) -> None:
    """Keep what was handed over, and that it is the last that both sides had."""
    for name in (manifest.id, _LAST):
        storage.write(study.handover(name), manifest, private=True)


def _last(study: Study) -> HandoverManifest | None:
    path = study.handover(_LAST)
    with contextlib.suppress(UserError):  # damaged: then everything that differs is a conflict
        return storage.read(path, HandoverManifest) if path.exists() else None
    events.warn("The record of the last handover is damaged: what comes back cannot be merged by it.")
    return None
