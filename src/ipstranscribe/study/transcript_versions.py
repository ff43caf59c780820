"""Versions of transcripts: what a stored transcript was before is kept, so that drafts made from it can come back.

A version is named by a digest of what a draft is made of and lies under `restricted/transcripts/bases`, named after its
interview, so that it goes with its originals. The current version is not there: it is the stored transcript.
"""

import json
from pathlib import Path

from ipstranscribe.errors import UserError
from ipstranscribe.model import Transcript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study

_SIGNS = 32
"""Digits of a version's name: 128 bits, as many as fit into a bookmark of a Word document."""


def version_of(transcript: Transcript) -> str:
    """The name of this version: 32 hexadecimal digits. Provenance is no part of it: an import without a change makes none."""
    content = transcript.model_dump(mode="json", exclude={"made_by", "corrected"})
    return storage.digest(json.dumps(content, ensure_ascii=False, sort_keys=True))[:_SIGNS]


def store(study: Study, transcript: Transcript) -> Path | None:
    """Store a transcript as the current one of its interview; what it replaces is kept as an earlier version.

    Returns the file of that version; None if nothing else was there. Raises UserError through `storage`.
    """
    path, version = study.transcript(transcript.interview), version_of(transcript)
    before, kept = _current(study, transcript.interview), None
    if before and (old := version_of(before)) != version:
        kept = study.transcript_version(transcript.interview, old)
        storage.write(kept, before, private=True)
    storage.write(path, transcript, private=True)
    storage.delete(study.transcript_version(transcript.interview, version))
    return kept


def find(study: Study, interview: str, version: str) -> Transcript | None:
    """The version of this name, be it current or earlier; None if it is not kept. Raises UserError if it is damaged."""
    current = _current(study, interview)
    if current and version_of(current) == version:
        return current
    return earlier(study, interview, version)


def earlier(study: Study, interview: str, version: str) -> Transcript | None:
    """The earlier version of this name; None if it is not kept. Raises UserError if it is damaged."""
    path = study.transcript_version(interview, version)
    return storage.read(path, Transcript) if path.exists() else None


def has_earlier(study: Study, interview: str) -> bool:
    """Whether any earlier version of an interview is kept."""
    folder = study.transcript_version(interview, "").parent
    return any(folder.glob(f"{interview}_{'[0-9a-f]' * _SIGNS}.json"))


def _current(study: Study, interview: str) -> Transcript | None:
    """The stored transcript; None if there is none, or one that cannot be read: no draft could come back to it."""
    try:
        return storage.read(study.transcript(interview), Transcript)
    except UserError:
        return None
