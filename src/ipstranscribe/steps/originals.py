"""What holds originals: every file and row that says who took part or what was said, whatever was pseudonymized."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ipstranscribe import store, tables
from ipstranscribe.model import Decisions, Interview
from ipstranscribe.release.gate import interview_of
from ipstranscribe.study import Study

TABLES = {"interviews": "participant", "participants": "id", "people": "of"}
"""The tables of a study, and the column that says whose a row is."""
_NO_ORIGINALS = frozenset(["log.csv", "approvals.json", "withdrawals.json", ".lock"])
_OURS = frozenset(["study.toml", "guide.toml"])
_FOLDERS = {
    "recordings": "recording",
    "transcripts": "transcript",
    "identifiers": "identifiers",
    "reidentified": "document with originals",
    "work": "unfinished work",
}


class Original(NamedTuple):
    """Something that holds originals: what it is, and where, below the study folder. Never a name."""

    what: str
    where: str


def of_study(study: Study) -> list[Original]:
    """Every file of the study that holds originals, and those of which the program knows nothing."""
    held = (path for path in _files(study) if path.parent != study.reports)
    return [Original(_kind(study, path), _below(study, path)) for path in (*held, *_unknown(study))]


def of_interviews(study: Study, participant: str, interviews: Sequence[str]) -> list[Original]:
    """What holds originals of these interviews, which are those of `participant`: files, rows of tables, decisions."""
    found = [Original(_kind(study, path), _below(study, path)) for path in files_of(study, interviews)]
    for name, column in TABLES.items():
        path = tables.find(study.restricted, name)
        rows = [row for row in tables.read(path, ()) if row.get(column) == participant] if path.exists() else []
        if rows:
            found.append(Original(f"rows of a table: {len(rows)}", _below(study, path)))
    if study.decisions.exists() and (held := len(store.read(study.decisions, Decisions).decisions)):
        found.append(Original(f"decisions of all interviews: {held}", _below(study, study.decisions)))
    return found + [Original(_kind(study, path), _below(study, path)) for path in _unknown(study)]


def files_of(study: Study, interviews: Sequence[str]) -> list[Path]:
    """The files under `restricted` that belong to these interviews and no other: named by them, or their recordings."""
    listed = [interview for interview in study.listed if interview.id in interviews]
    others = [interview for interview in study.listed if interview.id not in interviews]
    own = set(_recordings(study, listed)) - set(_recordings(study, others))
    known = {*interviews, *(interview.id for interview in others)}
    return [path for path in _files(study) if path in own or interview_of(path.name, known) in interviews]


def _recordings(study: Study, interviews: Sequence[Interview]) -> Iterator[Path]:
    for interview in interviews:
        yield from study.recordings(interview)


def _files(study: Study) -> list[Path]:
    return [p for p in sorted(study.restricted.rglob("*")) if p.is_file() and p.name not in _NO_ORIGINALS]


def _unknown(study: Study) -> list[Path]:
    """Files beside those of the program: nobody but their owner knows what they hold."""
    return [path for path in sorted(study.root.iterdir()) if path.is_file() and path.name not in _OURS]


def _kind(study: Study, path: Path) -> str:
    if path.parent == study.root:
        return "a file of your own: look into it"
    folder = path.relative_to(study.restricted).parts[0]
    return _FOLDERS.get(folder, "table" if path.parent == study.restricted else "file")


def _below(study: Study, path: Path) -> str:
    return path.relative_to(study.root).as_posix()
