"""The user's own folders, found by what the environment says: without it the system's service for names would be asked.

Such a service may sit on another machine (LDAP, NIS), and this program asks nobody but the user.
"""

import os
from pathlib import Path

from ipstranscribe import system
from ipstranscribe.errors import ExitCode, UserError


def data(instead: str, code: ExitCode) -> Path:
    """The folder of this program's data; raises UserError with `code` where no home is known.

    `instead` says what else the user can do: `name the place of the key in study.toml`.
    """
    import platformdirs

    if not os.environ.get("XDG_DATA_HOME", "").strip():
        home(instead, code)
    return platformdirs.user_data_path("ipstranscribe", appauthor=False)


def cache(instead: str, code: ExitCode) -> Path:
    """The folder of what this program needs for a short time; raises UserError like `data`."""
    import platformdirs

    if not os.environ.get("XDG_CACHE_HOME", "").strip():
        home(instead, code)
    return platformdirs.user_cache_path("ipstranscribe", appauthor=False)


def home(instead: str, code: ExitCode) -> Path:
    """The user's home; raises UserError like `data`."""
    if not is_known():
        raise UserError("Your home folder is not known: HOME is not set.", f"Set HOME, or {instead}.", code)
    return Path.home()


def is_known() -> bool:
    """Whether the environment tells the user's home. On Windows only it is asked in any case."""
    return system.tells_home() or bool(os.environ.get("HOME", "").strip())


def expanded(path: Path, code: ExitCode) -> Path:
    """The path with `~` as the user's home; raises UserError like `data`, and for the home of somebody else (`~kari`)."""
    first = path.parts[0] if path.parts else ""
    if not first.startswith("~"):
        return path
    if first != "~":
        raise UserError(f"{first} is not looked up.", "Write the whole path, such as /home/you/keys.", code)
    return home("write the whole path", code).joinpath(*path.parts[1:])
