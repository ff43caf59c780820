"""The searched interviews of a study, read once and again only where a file has changed."""

from collections.abc import Mapping
from pathlib import Path

from ipstranscribe.model import Entity, Identifiers, Interview, Key, PseudonymizedTranscript, StepInputs, Transcript
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.review.identifiers.found_rows import FoundRows
from ipstranscribe.review.identifiers.searched_talk import SearchedTalk, entities_in
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.review_identifiers import roster_of

FileState = tuple[int, int, int] | None
"""When a file was written, how long it is, and which it is; None if there is none."""


def state_of(path: Path) -> FileState:
    """By what a file is known to be the same as before."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


class SearchedTalks:
    """The interviews of a study that have a transcript, as they were searched, and the entities found in them."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[tuple[FileState, ...], SearchedTalk]] = {}
        self._entities: dict[str, Entity] | None = None
        self._rows: FoundRows | None = None
        self._tables: tuple[FileState, ...] = ()

    @property
    def talks(self) -> Mapping[str, SearchedTalk]:
        """The interviews by id, as they were read last."""
        return {interview: talk for interview, (_, talk) in self._read.items()}

    def refresh(self, study: Study) -> bool:
        """Read what has changed; returns whether anything has. Raises UserError for a damaged file."""
        record = study.step_inputs("identifiers")
        parts = storage.read(record, StepInputs).parts if record.exists() else {}
        there = {one.id: one for one in study.interviews if study.transcript(one.id).exists()}
        read: dict[str, tuple[tuple[FileState, ...], SearchedTalk]] = {}
        for one in there.values():
            paths = study.transcript(one.id), study.identifiers(one.id), study.pseudonymized(one.id), record
            state = tuple(map(state_of, paths))
            known = self._read.get(one.id)
            read[one.id] = known if known and known[0] == state else (state, _talk(study, one, parts))
        tables = tuple(state_of(path) for path in sorted(study.restricted.glob("*.*")) if path.is_file())
        changed = read != self._read or tables != self._tables
        if changed:
            self._read, self._tables, self._entities, self._rows = read, tables, None, None
        return changed

    @property
    def rows(self) -> FoundRows:
        """The rows of the table of identifiers, with counts."""
        if self._rows is None:
            self._rows = FoundRows.of(self.talks.values())
        return self._rows

    def entities(self, study: Study) -> Mapping[str, Entity]:
        """All entities by id, as far as known without the key; one of the tables that nobody named has its code as its id."""
        if self._entities is None:
            found = entities_in(self.talks.values())
            named = {one.replacement for one in found.values()}
            known = Register.start(Key(study=study.config.id), roster_of(study), study.config.document_language)
            others = [one for one in known.entities.values() if one.replacement not in named]
            self._entities = found | {one.replacement: one.model_copy(update={"id": one.replacement}) for one in others}
        return self._entities


def _talk(study: Study, interview: Interview, parts: Mapping[str, str]) -> SearchedTalk:
    found, shown = study.identifiers(interview.id), study.pseudonymized(interview.id)
    path = study.transcript(interview.id)
    searched = parts.get(f"transcript {interview.id}")
    return SearchedTalk.of(
        storage.read(path, Transcript),
        interview.scope,
        storage.read(found, Identifiers) if found.exists() else None,
        storage.read(shown, PseudonymizedTranscript) if shown.exists() else None,
        changed=searched is not None and searched != storage.file_digest(path),
    )
