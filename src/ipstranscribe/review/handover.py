"""Merge of a study that comes back from a handover: what both sides did since they last had the same is kept.

Every file is compared with what both sides had (`base`, by checksums). Where only one side changed it, that side's file
stands. Where both did, transcripts are merged by word, and records to which people only ever add are joined; anything else is
a conflict: ours stays, and theirs is laid beside it. Nothing is ever deleted.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from ipstranscribe.errors import UserError
from ipstranscribe.model import (
    Approvals,
    CodeMerges,
    CodingLog,
    ConsensusLog,
    CorrectionLog,
    Decisions,
    HandoverManifest,
    ListenedPlaces,
    Transcript,
    UnitDecisions,
    Value,
)
from ipstranscribe.review.transcript.concurrent import merge_concurrent
from ipstranscribe.study import audit_log, storage

Outcome = Literal["same", "kept", "taken", "merged", "conflict", "outdated"]
"""What becomes of a file: nothing; ours; theirs; a merge of both; ours with theirs beside it; ours, to be made anew."""

_MADE = ("pseudonymized/", "units/", "restricted/work/inputs/", "restricted/work/approved/", "restricted/reports/")
"""Folders of files that a run makes anew."""
_TRANSCRIPTS = "restricted/transcripts/"
_IDENTIFIERS = "restricted/identifiers/"
_LOG = "restricted/log.csv"
_CORRECTIONS = "restricted/corrections/*_corrections.json"
_ADDED_TO: dict[str, tuple[type[Value], str]] = {
    "restricted/identifiers/decisions.json": (Decisions, "decisions"),
    "restricted/units/*_by_hand.json": (UnitDecisions, "decisions"),
    "restricted/coding/*_coder_*.json": (CodingLog, "codings"),
    "restricted/coding/*_consensus.json": (ConsensusLog, "decisions"),
    "restricted/coding/same_codes.json": (CodeMerges, "decisions"),
    "restricted/work/listened/*.json": (ListenedPlaces, "places"),
    "restricted/work/approvals.json": (Approvals, "approvals"),
}
"""Files of records to which people only add: the kind of the record, and its field that grows."""


@dataclass(frozen=True)
class HandedFile:
    """What becomes of one file: `content` is what is to be stored, None where ours stays as it is."""

    outcome: Outcome
    content: bytes | None = None


@dataclass(frozen=True)
class BothSides:
    """The files of a study here and in a handover, by path, and what both sides had; no `base` if they never had the same.

    `transcript` gives the transcript of an interview in one of its versions, None where it was not kept. `gone` are the ids
    of participants who have withdrawn here, and of their interviews.
    """

    ours: Mapping[str, bytes]
    theirs: Mapping[str, bytes]
    base: HandoverManifest | None
    transcript: Callable[[str, str], Transcript | None]
    gone: frozenset[str] = frozenset()

    def merged(self) -> dict[str, HandedFile]:
        """What becomes of every file of the handover."""
        return {path: self._merged(path, theirs) for path, theirs in self.theirs.items()}

    def _merged(self, path: str, theirs: bytes) -> HandedFile:
        ours = self.ours.get(path)
        before = self.base.files.get(path) if self.base else None
        if ours == theirs:
            return HandedFile("same")
        if before == storage.digest_of(theirs):
            return HandedFile("kept")
        if ours is None or before == storage.digest_of(ours):
            return HandedFile("taken", theirs)
        try:
            joined = self._joined(path, ours, theirs)
        except UserError:  # one of them is damaged
            joined = None
        if joined is not None:
            return HandedFile("merged", joined)
        return HandedFile("outdated" if _is_made(path) else "conflict")

    def _joined(self, path: str, ours: bytes, theirs: bytes) -> bytes | None:
        """Both versions of a file in one; None where that cannot be done."""
        if path == _LOG:
            return audit_log.joined(ours, theirs, since=self._since, without=self.gone)
        if fnmatchcase(path, _CORRECTIONS):
            return self._corrections(ours, theirs)
        for pattern, (kind, field) in _ADDED_TO.items():
            if fnmatchcase(path, pattern):
                return self._records(kind, field, ours, theirs)
        interview = path.removeprefix(_TRANSCRIPTS).removesuffix(".json")
        if path == f"{_TRANSCRIPTS}{interview}.json" and "/" not in interview:
            return self._both_corrected(interview, path, ours, theirs)
        return None

    def _both_corrected(self, interview: str, path: str, ours: bytes, theirs: bytes) -> bytes | None:
        base = self.transcript(interview, self.base.versions.get(interview, "")) if self.base else None
        if base is None:
            return None
        merge = merge_concurrent(
            base, storage.from_bytes(ours, Transcript, path), storage.from_bytes(theirs, Transcript, path)
        )
        return None if merge.conflicts else storage.to_bytes(merge.transcript)

    def _records(self, kind: type[Value], field: str, ours: bytes, theirs: bytes) -> bytes:
        """What either side added to a record, once each, in the order of time; ours first at the same minute.

        What both sides had and is not here any more was removed here, and stays away.
        """
        mine, other = (storage.from_bytes(one, kind, "A record in the handover") for one in (ours, theirs))
        here, since = getattr(mine, field), audit_log.moment(self._since)
        new = [
            one
            for one in getattr(other, field)
            if one not in here and audit_log.moment(one.when) >= since and not self._is_gone(one)
        ]
        return storage.to_bytes(mine.model_copy(update={field: tuple(sorted((*here, *new), key=_when))}))

    def _corrections(self, ours: bytes, theirs: bytes) -> bytes:
        """The corrections that either side found, decided on and applied; the text tells which of these still stand."""
        decided = storage.from_bytes(
            self._records(CorrectionLog, "decisions", ours, theirs), CorrectionLog, "A record in the handover"
        )
        other = storage.from_bytes(theirs, CorrectionLog, "A record in the handover")
        here = {(one.heard, one.written, one.place.turn, one.place.number) for one in decided.applied}
        applied = [a for a in other.applied if (a.heard, a.written, a.place.turn, a.place.number) not in here]
        joined = {
            "found": (*decided.found, *(one for one in other.found if one not in decided.found)),
            "applied": (*decided.applied, *applied),
        }
        return storage.to_bytes(decided.model_copy(update=joined))

    @property
    def _since(self) -> str:
        """When both sides had the same, in the form of the records' times; empty if they never had."""
        return self.base.when if self.base else ""

    def _is_gone(self, entry: object) -> bool:
        return getattr(entry, "interview", None) in self.gone


def _when(entry: object) -> datetime.datetime:
    return audit_log.moment(str(getattr(entry, "when", "")))


def _is_made(path: str) -> bool:
    """Whether a run makes the file anew."""
    identifiers = path.startswith(_IDENTIFIERS) and path.endswith(".json") and not path.endswith("decisions.json")
    return path.startswith(_MADE) or identifiers or path.endswith(("_transcript_draft.docx", "_transcript_partial.txt"))
