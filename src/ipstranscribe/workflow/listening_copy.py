"""The copy of an interview's sound that a browser can play; it is not made yet."""

from pathlib import Path

from ipstranscribe.errors import UserError
from ipstranscribe.model import Interview
from ipstranscribe.study.folder import Study


def ready(study: Study, interview: Interview) -> Path | None:
    """The copy, if it is there."""
    path = study.work / "listening" / f"{interview.id}.m4a"
    return path if path.exists() else None


def make(study: Study, interview: Interview) -> Path:
    """Make it; raises UserError."""
    raise UserError("Listening copies are not made yet.", "Listen in another program.")
