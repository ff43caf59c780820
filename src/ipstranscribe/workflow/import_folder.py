"""Transcript import of a folder: every transcript in it is matched with its interview and read; the others are named.

A file belongs to the interview whose draft it is, by its hidden bookmarks. Without them, its name has to name one interview,
or one of its recordings, or the document's title does. What is not clear is not guessed: it is named, and nothing of it read.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Interview, Transcript
from ipstranscribe.review.transcript.readers import FORMATS, read
from ipstranscribe.review.transcript.returned_draft import draft_bookmarks, drafts_of
from ipstranscribe.review.transcript.speaker_labels import UserLabels
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import given_files
from ipstranscribe.workflow.import_transcript import import_transcript, preview_transcript
from ipstranscribe.workflow.imported_transcript import ImportedTranscript
from ipstranscribe.workflow.word_draft import is_draft_of

_NOISE = re.compile(r"^(?:\.|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
"""Files that systems and office programs put beside those of people."""
_KEPT = re.compile(r"_(?:corrected|replaced|edited)_[0-9a-f]{8}$|_transcript_partial$")
"""What the program itself keeps beside its drafts."""
_TITLE_LINES = 12


class ReadFile(NamedTuple):
    """A file that was read, the interview that it belongs to, and what came of it."""

    name: str
    interview: str
    done: ImportedTranscript


class UnreadFile(NamedTuple):
    """A file that was not read, with the reason."""

    name: str
    error: UserError


@dataclass
class FolderImport:
    """The outcome: files read, files that were not, drafts without any correction, and folders that were not looked into."""

    read: list[ReadFile] = field(default_factory=list)
    unread: list[UnreadFile] = field(default_factory=list)
    untouched: list[str] = field(default_factory=list)
    folders: int = 0

    @property
    def code(self) -> ExitCode:
        """OK, INCOMPLETE where only some were read, else the code of the first reason."""
        if not self.unread:
            return ExitCode.OK
        return ExitCode.INCOMPLETE if self.read or self.untouched else self.unread[0].error.code


class _Matched(NamedTuple):
    """A file with its interview; `ours`: it is the interview's draft, and not a text from elsewhere."""

    path: Path
    interview: Interview
    ours: bool


def import_transcripts(  # noqa: PLR0913 - the options of one command
    study: Study,
    places: Sequence[Path],
    told: UserLabels | None = None,
    *,
    overwrite: bool = False,
    preview: bool = False,
    show: Callable[[ReadFile], None] = lambda one: None,
) -> FolderImport:
    """Read every transcript among `places` (files, and folders, whose files are meant) into its interview.

    `show` is called for each file that was read, in order. A file that cannot be read or matched does not stop the others.
    Raises UserError if there is no such place, or nothing in it.
    """
    outcome = FolderImport()
    found: list[_Matched] = []
    for path in _files(places, outcome):
        try:
            if not _is_own(study, path):
                found.append(_matched(study, path))
        except UserError as error:
            outcome.unread.append(UnreadFile(path.name, error))
    bring_in = preview_transcript if preview else import_transcript
    for one in _one_each(found, outcome):
        try:
            if _is_untouched(study, one):
                outcome.untouched.append(one.path.name)
                continue
            done = bring_in(study, one.interview, one.path, told, overwrite=overwrite)
        except UserError as error:
            outcome.unread.append(UnreadFile(one.path.name, error))
        else:
            outcome.read.append(ReadFile(one.path.name, one.interview.id, done))
            show(outcome.read[-1])
    return outcome


def _files(places: Sequence[Path], outcome: FolderImport) -> list[Path]:
    found: list[Path] = []
    for place in places:
        if not place.is_dir():
            given_files.expect_file(place)
            found.append(place)
            continue
        inside = [one for one in sorted(place.iterdir()) if not _NOISE.match(one.name)]
        outcome.folders += sum(one.is_dir() for one in inside)
        found += [one for one in inside if one.is_file()]
    if not found:
        raise UserError(
            "There is no transcript in that folder.",
            "Name the folder in which the files themselves lie; folders in it are not looked into.",
        )
    return list(dict.fromkeys(found))


def _is_own(study: Study, path: Path) -> bool:
    """Whether a file is one that the program keeps beside its drafts: a stored transcript, or an earlier copy."""
    own = study.draft("x").parent.resolve()
    return path.resolve().parent == own and (path.suffix == ".json" or bool(_KEPT.search(path.stem)))


def _is_untouched(study: Study, one: _Matched) -> bool:
    """Whether it is the draft as the program wrote it, in which nobody has corrected anything."""
    stored = study.transcript(one.interview.id)
    if not (one.ours and stored.exists()):
        return False
    return is_draft_of(one.path.read_bytes(), storage.read(stored, Transcript), study, one.interview)


def _one_each(found: Sequence[_Matched], outcome: FolderImport) -> Iterator[_Matched]:
    """The drafts, however many there are of an interview; of texts from elsewhere only those that are the only one."""
    of: dict[str, list[_Matched]] = defaultdict(list)
    for one in found:
        of[one.interview.id].append(one)
    for interview, files in of.items():
        for one in files:
            if one.ours or len(files) == 1:
                yield one
            else:
                error = UserError(
                    f"there are {len(files)} files for {interview}, and it is not clear which one is meant.",
                    f"Read the right one by itself: `ipstranscribe import transcript {interview} FILE`.",
                    ExitCode.REFUSED,
                )
                outcome.unread.append(UnreadFile(one.path.name, error))


def _matched(study: Study, path: Path) -> _Matched:
    """The interview that a file belongs to; raises UserError where none, or more than one, is named."""
    if path.suffix.lower() not in {one.suffix for one in FORMATS}:
        read(path)  # says what it is
    given_files.expect_transcript(path)
    reading = read(path)
    ids = [interview.id for interview in study.interviews]
    by_draft = drafts_of(draft_bookmarks(reading.paragraphs), ids)
    by_name = _named(study, path.stem)
    if len(by_draft) > 1 or (by_draft and by_name and not by_draft & by_name):
        told = ", ".join(sorted(by_draft | by_name))
        raise _unclear(f"its name and what is in it belong to different interviews ({told}).")
    if by_draft:
        return _Matched(path, study.interview(by_draft.pop()), ours=True)
    titles = " ".join(paragraph.text for paragraph in reading.paragraphs[:_TITLE_LINES] if len(paragraph.text) < 80)
    mine = by_name or ({reading.transcript.interview} & set(ids) if reading.transcript else _ids_in(titles, ids))
    if len(mine) == 1:
        return _Matched(path, study.interview(mine.pop()), ours=False)
    if mine:
        raise _unclear(f"it names several interviews ({', '.join(sorted(mine))}).")
    raise _unclear("neither its name nor what is in it says which interview it is.")


def _unclear(what: str) -> UserError:
    return UserError(
        what,
        "Let its name begin with the id (P1_talk.docx), or read it by itself: `ipstranscribe import transcript ID FILE`.",
        ExitCode.WRONG_FILE,
    )


def _named(study: Study, stem: str) -> set[str]:
    """The interviews that a file name names, by their ids or else by their recordings."""
    ids = [interview.id for interview in study.interviews]
    if by_id := _ids_in(stem, ids):
        return by_id
    plain = unicodedata.normalize("NFC", stem).casefold()
    recorded = {one.id: [Path(name).stem for name in one.recordings] for one in study.interviews}
    stems = {one: {unicodedata.normalize("NFC", name).casefold() for name in names} for one, names in recorded.items()}
    return {
        one for one, names in stems.items() if any(plain == n or plain.startswith((f"{n}_", f"{n}.")) for n in names)
    }


def _ids_in(text: str, ids: Sequence[str]) -> set[str]:
    """The ids that stand in a text as whole words, the longest first: `P1_b` is not P1."""
    longest = sorted(ids, key=len, reverse=True)
    either = "|".join(map(re.escape, longest))
    found = re.findall(rf"(?<![^\W_])(?:{either})(?![^\W_])", text, re.IGNORECASE) if ids else []
    same = {one.casefold(): one for one in ids}
    return {same[one.casefold()] for one in found}
