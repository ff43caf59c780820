"""The audit trail of a study: what was done, about which interviews, by which role, when, with which version.

It holds ids, counts and roles, never a name or a word that was said, so that a copy of it may go into `shared/`.
"""

import csv
import datetime
import io
from collections.abc import Collection, Sequence
from typing import NamedTuple

from ipstranscribe import __version__
from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import locks, storage
from ipstranscribe.study.folder import Study

FILE = "log.csv"
"""File name of the audit trail, in `restricted/` and in `shared/`."""
A_NAME_FOR_A_ROLE = (
    "Give --by a role. In restricted/log.csv, the column `by`, put the role in place of a name that was given before. "
    "A word of the log itself that is a name elsewhere (`approved`): reject it, written like this, in a row of its own of "
    "restricted/identifiers/identifiers.xlsx."
)
"""The fix shown for a log that names somebody."""


class Entry(NamedTuple):
    """An entry of the audit trail; `about` are ids of interviews or participants, separated by spaces."""

    when: str
    what: str
    about: str
    by: str
    program: str


def read(study: Study) -> list[Entry]:
    """Read all entries, the oldest first; raises UserError for a damaged table."""
    if not study.log.exists():
        return []
    rows = tables.read(study.log, Entry._fields)
    return [Entry(*(tables.from_text_cell(row[column]) for column in Entry._fields)) for row in rows]


def entry(what: str, about: Sequence[str], *, by: str, when: str) -> Entry:
    """Make an entry: `by` (a role) has done `what`, about these ids."""
    return Entry(when, what, " ".join(about), by, f"ipstranscribe {__version__}")


def add(study: Study, new: Entry) -> None:
    """Append the entry `new`; raises UserError through `storage` if it cannot be written."""
    write(study, [*read(study), new])


def record(study: Study, what: str, about: Sequence[str], *, by: str, when: str) -> None:
    """Append the entry that `by` (a role) has done `what`; raises UserError through `storage` if it cannot be written."""
    with locks.shared(study, "log"):
        add(study, entry(what, about, by=by, when=when))


def strike(study: Study, ids: Collection[str]) -> None:
    """Remove `ids` from every entry; an entry about nothing else is deleted."""
    write(study, [kept for line in read(study) if (kept := _without(line, ids))])


def joined(ours: bytes, theirs: bytes, *, since: str, without: Collection[str]) -> bytes:
    """Our audit trail with what theirs has since then, every entry once, in the order of time, `without` these ids.

    Raises UserError for a damaged one.
    """
    new = (entry for entry in _parsed(theirs) if moment(entry.when) >= moment(since))
    entries = (_without(entry, without) for entry in (*_parsed(ours), *new))
    return to_csv(sorted(dict.fromkeys(entry for entry in entries if entry), key=lambda entry: moment(entry.when)))


def moment(when: str) -> datetime.datetime:
    """The time of an entry or a decision; the earliest there is for what is no time. Without an offset it is UTC."""
    try:
        found = datetime.datetime.fromisoformat(when)
    except ValueError:
        found = datetime.datetime.min
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


def _without(entry: Entry, ids: Collection[str]) -> Entry | None:
    """The entry without `ids`; None if it is about nothing else."""
    about = [one for one in entry.about.split() if one not in ids]
    return entry._replace(about=" ".join(about)) if about or not entry.about else None


def _parsed(content: bytes) -> list[Entry]:
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        return [Entry(*(tables.from_text_cell(row[column]) for column in Entry._fields)) for row in rows]
    except (UnicodeDecodeError, KeyError, TypeError, AttributeError, csv.Error):
        raise UserError(f"{FILE} is damaged.", "Restore it from a backup.", ExitCode.WRONG_FILE) from None


def to_csv(entries: Sequence[Entry]) -> bytes:
    """The audit trail as a csv table, UTF-8 with BOM."""
    return tables.to_csv(Entry._fields, [one._asdict() for one in entries])


def write(study: Study, entries: Sequence[Entry]) -> None:
    """Overwrite the audit trail with `entries`; raises UserError through `storage` if it cannot be written."""
    storage.write_bytes(study.log, to_csv(entries), private=True)
