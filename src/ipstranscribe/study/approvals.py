"""Approvals: records that a person has reviewed a step of an interview, and whether they are still valid."""

import json
from typing import Literal, get_args

from ipstranscribe.errors import UserError
from ipstranscribe.model import (
    Approval,
    Approvals,
    Identifiers,
    PseudonymizedTranscript,
    Transcript,
    Units,
    Value,
)
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study

ReviewStep = Literal["transcript", "identifiers", "units"]
STAGES: tuple[ReviewStep, ...] = get_args(ReviewStep)
ReviewState = Literal["missing", "draft", "stale", "reviewed"]
"""The review state of a step; `stale` means approved, but changed since."""


def read(study: Study) -> Approvals:
    """Read all approvals of the study."""
    return storage.read(study.approvals, Approvals) if study.approvals.exists() else Approvals()


def content_checksum(study: Study, interview: str, what: ReviewStep) -> str | None:
    """The checksum of the content to approve, None if it does not exist yet.

    Each approval also covers its inputs: identifiers the transcript, units the text they were cut from and the guide.
    """
    transcript = (study.transcript(interview), Transcript)
    identifiers = (
        (study.identifiers(interview), Identifiers),
        (study.pseudonymized(interview), PseudonymizedTranscript),
    )
    wanted = {
        "transcript": (transcript,),
        "identifiers": (transcript, *identifiers),
        "units": (transcript, *identifiers, (study.units(interview), Units)),
    }[what]
    if not all(path.exists() for path, _ in wanted):
        return None
    guide = study.guide.read_bytes() if what == "units" and study.guide.exists() else b""
    return storage.digest(guide, *(_without_provenance(storage.read(path, kind)) for path, kind in wanted))


def _without_provenance(value: Value) -> str:
    """The content of a file without provenance: a rerun with the same result keeps its approval."""
    return json.dumps(
        value.model_dump(mode="json", exclude={"made_by", "corrected", "coverage", "numbers", "heard"}), sort_keys=True
    )


def state(study: Study, interview: str, what: ReviewStep, given: Approvals) -> ReviewState:
    """The review state of step `what` of an interview."""
    now = content_checksum(study, interview, what)
    if now is None:
        return "missing"
    mine = [a for a in given.approvals if (a.interview, a.what) == (interview, what)]
    if not mine:
        return "draft"
    return "reviewed" if mine[-1].content == now else "stale"


def reviewed(study: Study, interview: str) -> bool:
    """Whether transcript, identifiers and units of an interview are all approved in their current state."""
    given = read(study)
    return all(state(study, interview, what, given) == "reviewed" for what in STAGES)


def approve(study: Study, interview: str, what: ReviewStep, by: str, when: str) -> None:
    """Record that `by` (a role) has reviewed `what`; raises UserError through `store` if it cannot be written."""
    now = content_checksum(study, interview, what)
    if now is None:
        raise UserError(f"{interview} has no {what} yet.", "Run `ipstranscribe run` first.")
    approval = Approval(interview=interview, what=what, by=by, when=when, content=now)
    storage.write(study.approvals, Approvals(approvals=(*read(study).approvals, approval)), private=True)
