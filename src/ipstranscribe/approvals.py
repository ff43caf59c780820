"""A person's word that something was reviewed, and whether it still holds."""

import json
from pathlib import Path
from typing import Literal, get_args

from ipstranscribe import store
from ipstranscribe.errors import UserError
from ipstranscribe.model import Approval, Approvals
from ipstranscribe.study import Study

What = Literal["transcript", "identifiers", "units"]
STAGES: tuple[What, ...] = get_args(What)
State = Literal["missing", "draft", "stale", "reviewed"]
"""`stale` was approved, and has changed since."""


def read(study: Study) -> Approvals:
    """Every approval of the study."""
    return store.read(study.approvals, Approvals) if study.approvals.exists() else Approvals()


def content(study: Study, interview: str, what: What) -> str | None:
    """The checksum of what there is to approve, None if it does not exist yet.

    Identifiers are approved together with the text they lead to.
    """
    files = {
        "transcript": (study.transcript(interview),),
        "identifiers": (study.identifiers(interview), study.pseudonymized(interview)),
        "units": (study.units(interview),),
    }[what]
    if not all(file.exists() for file in files):
        return None
    return store.digest(*map(_without_provenance, files))


def _without_provenance(file: Path) -> str:
    """What a file holds, whatever made it: a rerun that gives the same keeps its approval."""
    data = json.loads(file.read_bytes())["data"]
    data.pop("made_by")
    return json.dumps(data, sort_keys=True)


def state(study: Study, interview: str, what: What, given: Approvals) -> State:
    """How far people have come with `what` of an interview."""
    now = content(study, interview, what)
    if now is None:
        return "missing"
    mine = [a for a in given.approvals if (a.interview, a.what) == (interview, what)]
    if not mine:
        return "draft"
    return "reviewed" if mine[-1].content == now else "stale"


def reviewed(study: Study, interview: str) -> bool:
    """Whether transcript, identifiers and units of an interview are all approved as they are now."""
    given = read(study)
    return all(state(study, interview, what, given) == "reviewed" for what in STAGES)


def approve(study: Study, interview: str, what: What, by: str, when: str) -> None:
    """Record that `by` (a role) has reviewed `what`; raises UserError through `store` if it cannot be written."""
    now = content(study, interview, what)
    if now is None:
        raise UserError(f"{interview} has no {what} yet.", "Run `ipstranscribe run` first.")
    approval = Approval(interview=interview, what=what, by=by, when=when, content=now)
    store.write(study.approvals, Approvals(approvals=(*read(study).approvals, approval)), private=True)
