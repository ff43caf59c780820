"""The study as the page's first view shows it: how far each interview is, who holds it, and what comes next.

How far a study is takes a second for an hour of talk, as `status` does. So it is found out in a thread of its own, while
others type, and again only when something has changed.
"""

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ipstranscribe.model import ReviewStep
from ipstranscribe.study import approvals, audit_log, locks, once
from ipstranscribe.study.folder import Study
from ipstranscribe.web.access import Clock
from ipstranscribe.web.answers import AnswerBody
from ipstranscribe.workflow import roles
from ipstranscribe.workflow.next_step import NextStep, next_step
from ipstranscribe.workflow.progress import STAGES
from ipstranscribe.workflow.status import InterviewStatus, StudyStatus, study_status

_USUAL = ("transcriber", "interviewer", "researcher", "investigator", "supervisor")
"""Roles that are offered to choose from; any other role can be written."""
_MOST_ROLES = 12
_TO_APPROVE = ("draft", "stale")
"""States in which a step can be approved as it is."""
_KEPT_SECONDS = 60.0
"""How long a status holds while no file of the study changes: it tells of models and of the key as well."""
_PASSING = frozenset({"locks", ".temporary", "review", "listening"})
"""Folders of the working folder in which files change without changing how far the study is."""


@dataclass(frozen=True)
class KnownStatus:
    """How far the study is, what comes next, and the state of all its files when that was found out."""

    status: StudyStatus
    following: NextStep
    codes: Mapping[str, Mapping[ReviewStep, str]]
    """The review codes of what can be approved, by interview and step."""
    files: frozenset[tuple[str, int, int]]
    until: float


class StatusBoard:
    """Keeps the latest status of the study. Used from one thread."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._known: KnownStatus | None = None

    def look(self, study: Study) -> KnownStatus:
        """The status of the study as it is now. Raises UserError for a damaged stored file."""
        files = frozenset(_files(study))
        known = self._known
        if known is None or known.files != files or self._clock() > known.until:
            with once.reading_once():
                status = study_status(study)
                codes = {one.interview: _codes(study, one) for one in status.interviews}
                known = KnownStatus(status, next_step(study, status), codes, files, self._clock() + _KEPT_SECONDS)
            self._known = known
        return known


def _codes(study: Study, one: InterviewStatus) -> dict[ReviewStep, str]:
    stages: dict[str, str] = dict(zip(STAGES, one.states, strict=True))
    return approvals.review_codes(study, one.interview, [one for one in approvals.STAGES if stages[one] in _TO_APPROVE])


def _files(study: Study) -> Iterator[tuple[str, int, int]]:
    """The files of the study, each with its size and the time at which it was written."""
    for folder, below, names in os.walk(study.root):
        if Path(folder) == study.work:
            below[:] = [name for name in below if name not in _PASSING]
        for name in names:
            path = Path(folder, name)
            try:
                found = path.stat()
            except OSError:  # gone since it was listed, or a link to nowhere
                continue
            yield str(path), found.st_size, found.st_mtime_ns


def overview(study: Study, known: KnownStatus, by: str | None) -> AnswerBody:
    """The study in counts and states; `by` is the role given at the start. Asks for locks: in the thread that has ours."""
    following = known.following
    if following.first:  # what is meant by "above" in it stands above it here as well
        stopping = [NextStep(f"{one.what} {one.fix}") for one in known.status.findings if one.stops]
        steps = [*stopping, replace(following, what=f"{following.what}, then")]
    else:
        steps = [following]
    return {
        "title": study.config.title,
        "language": study.config.document_language,
        "roles": _roles(study),
        "by": by,
        "interviews": [_interview(study, one, known.codes[one.interview]) for one in known.status.interviews],
        "next": [{"what": one.what, "command": one.command} for one in steps],
    }


def _interview(study: Study, one: InterviewStatus, codes: Mapping[ReviewStep, str]) -> AnswerBody:
    recordings = study.recordings(study.interview(one.interview))
    return {
        "id": one.interview,
        "stages": dict(zip(STAGES, one.states, strict=True)),
        "codes": dict(codes),
        "open_places": one.to_listen,
        "duration": float(one.minutes) * 60 if one.minutes else None,
        "has_sound": bool(recordings) and all(path.is_file() for path in recordings),
        "held_by": locks.holder(study, one.interview),
    }


def _roles(study: Study) -> list[str]:
    """Roles that have signed in this study, the latest first, then usual ones."""
    signed = [entry.by for entry in reversed(audit_log.read(study)) if entry.by and roles.is_role(entry.by)]
    return list(dict.fromkeys((*signed, *_USUAL)))[:_MOST_ROLES]
