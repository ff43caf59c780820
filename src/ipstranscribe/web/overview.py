"""The study as the page's first view shows it: how far each interview is, who holds it, and what comes next."""

from ipstranscribe.study import audit_log, locks
from ipstranscribe.study.folder import Study
from ipstranscribe.web.answers import AnswerBody
from ipstranscribe.workflow import roles
from ipstranscribe.workflow.next_step import next_step
from ipstranscribe.workflow.progress import STAGES
from ipstranscribe.workflow.status import InterviewStatus, study_status

_USUAL = ("transcriber", "interviewer", "researcher", "investigator", "supervisor")
"""Roles that are offered to choose from; any other role can be written."""
_MOST_ROLES = 12


def overview(study: Study, by: str | None) -> AnswerBody:
    """The study in counts and states. `by` is the role given at the start. Raises UserError for a damaged stored file."""
    status = study_status(study)
    following = next_step(study, status)
    return {
        "title": study.config.title,
        "language": study.config.document_language,
        "roles": _roles(study),
        "by": by,
        "interviews": [_interview(study, one) for one in status.interviews],
        "next": [{"what": following.what, "command": following.command}],
    }


def _interview(study: Study, one: InterviewStatus) -> AnswerBody:
    recordings = study.recordings(study.interview(one.interview))
    return {
        "id": one.interview,
        "stages": dict(zip(STAGES, one.states, strict=True)),
        "open_places": one.to_listen,
        "duration": float(one.minutes) * 60 if one.minutes else None,
        "has_sound": bool(recordings) and all(path.is_file() for path in recordings),
        "held_by": locks.holder(study, one.interview),
    }


def _roles(study: Study) -> list[str]:
    """Roles that have signed in this study, the latest first, then usual ones."""
    signed = [entry.by for entry in reversed(audit_log.read(study)) if entry.by and roles.is_role(entry.by)]
    return list(dict.fromkeys((*signed, *_USUAL)))[:_MOST_ROLES]
