"""The doctor's report for others, such as an IT department: plain text without a name in it.

The user's home is `~`, the study's folder `STUDY`, and the user's name, wherever else it is part of a path, `USER`.
"""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ipstranscribe.study import user_folders
from ipstranscribe.workflow.doctor.finding import DoctorFinding

_HEAD = "What `ipstranscribe doctor` found. It holds no name, no id of a participant and no path of a user.\n"


def report(found: Sequence[DoctorFinding], study: Path | None, environment: Mapping[str, str] = os.environ) -> str:
    """The findings as text, a line each, with what to do below it where something is to be done."""
    home = Path.home() if user_folders.is_known() else None
    lines = [
        f"{one.health:<7} {one.about}: {one.what}" + (f"\n        → {one.fix}" if one.fix else "") for one in found
    ]
    return without_names("\n".join([_HEAD, *lines, ""]), study, home, _users(home, environment))


def without_names(text: str, study: Path | None, home: Path | None, users: Sequence[str]) -> str:
    """The text with the study's folder, the home and the names of users replaced."""
    for folder, sign in ((study, "STUDY"), (home, "~")):
        if folder and folder.parent != folder:
            for spelled in {str(folder), folder.as_posix(), str(folder.resolve())}:
                text = re.sub(
                    rf"{re.escape(spelled)}(?=[/\\]|\W|$)", sign.replace("\\", r"\\"), text, flags=re.IGNORECASE
                )
    for user in users:
        text = re.sub(rf"(?<=[/\\]){re.escape(user)}(?![\w-])", "USER", text, flags=re.IGNORECASE)
    return text


def _users(home: Path | None, environment: Mapping[str, str]) -> list[str]:
    names = {environment.get(name, "") for name in ("USER", "LOGNAME", "USERNAME")} | ({home.name} if home else set())
    return sorted(filter(None, names), key=len, reverse=True)
