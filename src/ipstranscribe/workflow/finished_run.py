"""What a finished run leaves: as long as nothing has changed since, another one has nothing to do and need not look for it.

Every file of the study counts by its content, recordings and copies for listening by size and time; so do program, models,
and what the user chose. What a run says at its end is kept with it. Nothing is kept where somebody else wrote while it ran.
After a change the interviews are left aside of which neither a file of their own nor one for all has changed
(`untouched`): every step on them was up to date at the end of that run, and is still.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType

from ipstranscribe import __version__
from ipstranscribe.errors import UserError
from ipstranscribe.model import StepInputs
from ipstranscribe.pseudonymize.recognizers import names_model
from ipstranscribe.study import approvals, passphrases, storage
from ipstranscribe.study import key as keys
from ipstranscribe.study.file_names import interviews_of
from ipstranscribe.study.folder import Study
from ipstranscribe.study.once import FileLook, look_at
from ipstranscribe.weights import registry
from ipstranscribe.workflow import findings, split
from ipstranscribe.workflow.export import pitfalls_of
from ipstranscribe.workflow.next_step import NextStep, next_step
from ipstranscribe.workflow.run_choices import RunChoices
from ipstranscribe.workflow.status import InterviewStatus, study_status, unplaced
from ipstranscribe.workflow.step import STEPS
from ipstranscribe.workflow.transcribe_task import model_name

NAME = "run"
"""The record of the last finished run, among those of what steps were made from."""
_CLOSING, _STATUS, _OF = "closing", "status", "of "
_FOR_ALL = ""
"""Whose the files are that steps on every interview may read."""
_BY_NO_STEP_ON_ONE = (
    "exports/", "shared/", "restricted/log.csv", "restricted/identifiers/", "restricted/coding/", "restricted/corrections/",
    "restricted/deposits/", "restricted/handovers/", "restricted/reports/", "restricted/stc/",
    "restricted/work/approvals.json", "restricted/work/findings_count.json", "restricted/work/handovers/",
    "restricted/work/inputs/", "restricted/work/key.json", "restricted/work/review/",
)  # fmt: skip
"""Where files lie that, if they are named after no interview, no step on a single interview reads.

Of the approvals each counts for its interview.
"""


@dataclass(frozen=True)
class RunClosing:
    """What a run says at its end: units decided on that have no place (interview, message), pitfalls, the next step.

    `status` is that of every interview by then.
    """

    unplaced: tuple[tuple[str, str], ...]
    pitfalls: tuple[str, ...]
    next: NextStep
    status: tuple[InterviewStatus, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class StudyState:
    """All that the results of a run depend on: `files` maps paths below the study to checksums; `others` is the rest.

    `program` is the rest without the key: program, models, choices.
    """

    files: Mapping[str, str]
    others: str
    program: str = ""
    looks: Mapping[str, FileLook] = field(default_factory=dict, compare=False)
    """What each file looked like when it was read, if by then it had not changed for a while."""

    @property
    def fingerprint(self) -> str:
        """One checksum for all."""
        return storage.digest(self.others, *(f"{name}: {one}" for name, one in sorted(self.files.items())))


def state_of(study: Study, choices: RunChoices, known: StudyState | None = None) -> StudyState:
    """The state of `study` now. A file that looks as it did when it was read for the state `known` is not read again."""
    by_time = (study.restricted / "recordings", study.listening_copy("any", "").parent, study.muted("any").parent)
    files: dict[str, str] = {}
    looks: dict[str, FileLook] = {}
    for path in _files(study):
        name = path.relative_to(study.root).as_posix()
        if any(path.is_relative_to(folder) for folder in by_time):
            files[name] = _size_and_time(path)
            continue
        look = look_at(path)
        same = known and look and known.looks.get(name) == look
        files[name] = known.files[name] if known and same else _sum(path)
        if look and look.is_settled:
            looks[name] = look
    program = storage.digest(__version__, STEPS, str(study.root), repr(choices), *_models(study))
    return StudyState(files, storage.digest(program, _sum(keys.path(study))), program, looks)


def _files(study: Study) -> Iterator[Path]:
    """Every file of the study but the record itself, locks, and what libraries put aside for a moment.

    The program's own folders are followed where they are links: recordings and working copies may lie on another disk.
    """
    aside = (study.work / "locks", study.work / ".temporary")
    own = (study.restricted, study.exports, study.shared, study.pseudonymized("any").parent, study.units("any").parent)
    for place, folders, names in os.walk(study.root, followlinks=True):
        below = [Path(place, name) for name in folders]
        folders[:] = [
            one.name
            for one in below
            if one not in aside and (not one.is_symlink() or one in own or one.parent == study.restricted)
        ]
        paths = (Path(place, name) for name in names if name != ".lock")
        yield from (path for path in paths if path != study.step_inputs(NAME))


def _sum(path: Path) -> str:
    try:
        return storage.file_digest(path)
    except OSError:
        return ""


def _size_and_time(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns}"


def _models(study: Study) -> Iterator[str]:
    """The models that a run would use, as far as they are here."""
    path = study.step_inputs("identifiers")
    kept = storage.read(path, StepInputs).parts if path.exists() else {}
    for language in kept.get("languages", "").split():
        try:
            yield names_model.locate(language).name
        except UserError:
            yield ""
    for name in sorted({model_name(study.transcribe_settings(one)) for one in study.interviews}):
        try:
            yield registry.checksum(name)
        except (UserError, OSError):
            yield ""
    if encoder := split.encoder_here(study.config.split):
        yield encoder


def closing_of(study: Study, known: Mapping[str, InterviewStatus] = MappingProxyType({})) -> RunClosing:
    """What is to be said at the end of a run. Raises UserError for a damaged stored file.

    `known` is the status of interviews that need not be looked at.
    """
    told = tuple(str(pitfall) for pitfall in pitfalls_of(study))
    status = study_status(study, known)
    return RunClosing(tuple(unplaced(study)), told, next_step(study, status), status.interviews)


@dataclass(frozen=True)
class LeftByRun:
    """What a finished run left of each interview: the fingerprint of what steps on it read and made, and its status."""

    of: Mapping[str, str]
    status: Mapping[str, InterviewStatus]

    def untouched(self, study: Study, now: StudyState) -> frozenset[str]:
        """The interviews of which nothing has changed since, nor anything for all: every step on them is up to date."""
        of_now = _of_interviews(study, now)
        if self.of.get(_FOR_ALL) != of_now[_FOR_ALL]:
            return frozenset()
        return frozenset(one.id for one in study.interviews if self.of.get(one.id) == of_now[one.id])


def left_by_run(study: Study) -> LeftByRun:
    """What the last finished run left; nothing where there is no record, or one of another version."""
    path = study.step_inputs(NAME)
    try:
        parts = storage.read(path, StepInputs).parts if path.exists() else {}
        told = {one["interview"]: one for one in json.loads(parts.get(_STATUS, "[]"))}
        status = {interview: _status(one) for interview, one in told.items()}
    except (UserError, ValueError, TypeError, KeyError):
        return LeftByRun({}, {})
    return LeftByRun({name.removeprefix(_OF): one for name, one in parts.items() if name.startswith(_OF)}, status)


def _status(told: dict[str, object]) -> InterviewStatus:
    """A status as it was kept: lists are tuples."""
    return InterviewStatus(**{name: _frozen(one) for name, one in told.items()})  # type: ignore[arg-type]


def _frozen(told: object) -> object:
    return tuple(map(_frozen, told)) if isinstance(told, list) else told


def _of_interviews(study: Study, state: StudyState) -> dict[str, str]:
    """Interview → the fingerprint of all files of its own, its approvals and the program; `_FOR_ALL` → of those for all."""
    ids = [one.id for one in study.interviews]
    recorded: dict[str, list[str]] = defaultdict(list)
    for interview in study.interviews:
        for path in study.recordings(interview):
            recorded[path.relative_to(study.root).as_posix()].append(interview.id)
    own: dict[str, list[str]] = {_FOR_ALL: [], **{one: [] for one in ids}}
    for name, checksum in sorted(state.files.items()):
        whose = recorded.get(name) or interviews_of(name, ids)
        if not whose and not name.startswith(_BY_NO_STEP_ON_ONE):
            whose = [_FOR_ALL]
        for one in whose:
            own[one].append(f"{name}: {checksum}")
    for given in approvals.read(study).approvals:
        if given.interview in own:
            own[given.interview].append(repr(given))
    return {one: storage.digest(state.program, *files) for one, files in own.items()}


def recall(study: Study, now: StudyState) -> RunClosing | None:
    """What was said at the end of a finished run, if nothing is otherwise `now`; else None."""
    path = study.step_inputs(NAME)
    if not path.exists() or not _is_looked_ahead(study):
        return None
    try:
        kept = storage.read(path, StepInputs)
        if kept.inputs != now.fingerprint:
            return None
        told = json.loads(kept.parts[_CLOSING])
        places = tuple((interview, message) for interview, message in told["unplaced"])
        return RunClosing(places, tuple(told["pitfalls"]), NextStep(**told["next"]))
    except (UserError, ValueError, TypeError, KeyError):  # damaged, or of another version
        return None


def _is_looked_ahead(study: Study) -> bool:
    """Whether a run would not have to look what a release refuses, or nobody is there to open the key."""
    return findings.remembered(study) is not None or not (keys.path(study).exists() and passphrases.at_hand(study))


def keep(
    study: Study, before: StudyState, written: Mapping[Path, str | None], choices: RunChoices, closing: RunClosing
) -> None:
    """Keep what a finished run said, if all that has changed since the state `before` it was `written` by it."""
    now = state_of(study, choices, before)
    ours = {path.relative_to(study.root).as_posix(): one for path, one in written.items() if study.root in path.parents}
    changed = {name for name in {*before.files, *now.files} if before.files.get(name) != now.files.get(name)}
    if all(name in ours and ours[name] == now.files.get(name) for name in changed):
        told = {name: one for name, one in asdict(closing).items() if name != _STATUS}
        of = {f"{_OF}{interview}": one for interview, one in _of_interviews(study, now).items()}
        parts = {_CLOSING: json.dumps(told), _STATUS: json.dumps([asdict(one) for one in closing.status]), **of}
        storage.write(study.step_inputs(NAME), StepInputs(inputs=now.fingerprint, parts=parts), private=True)
