"""Where a study lies: refuses a folder that a service copies to the cloud, until a role has accepted that."""

from pathlib import Path

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import audit_log, synced_folders
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.roles import check_role

OPTION = "--synced-folder-accepted"
_ENTRY = "synced folder accepted: "


def refuse(place: Path, service: str | None = None) -> None:
    """Raise UserError (REFUSED) if a service keeps `place` in step with other machines."""
    service = synced_folders.service_of(place) if service is None else service
    if service:
        raise UserError(
            f"This folder looks like one that {service} copies to other machines: recordings and names would leave this one.",
            "Choose a folder that is not synced. If your institution has approved this place, say which role accepts it: "
            f"{OPTION} ROLE.",
            ExitCode.REFUSED,
        )


def accept(study: Study, *, by: str, when: str) -> None:
    """Record in the log that a role accepts the service that syncs the study's folder; nothing where there is none.

    Raises UserError for somebody's name in place of a role.
    """
    role = check_role(study, by)
    service = synced_folders.service_of(study.root)
    if service and not is_accepted(study, service):
        audit_log.record(study, f"{_ENTRY}{service}", [], by=role, when=when)


def is_accepted(study: Study, service: str) -> bool:
    """Whether a role has accepted that `service` syncs the study's folder."""
    return any(one.what == f"{_ENTRY}{service}" for one in audit_log.read(study))
