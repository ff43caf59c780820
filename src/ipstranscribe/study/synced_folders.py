"""Synced folders and network drives: places from which a study is copied to other machines without anybody asking.

Known by the names that the services give their folders, by files that they leave in them, by where they say on this machine
that they keep theirs, and on Linux by the kind of file system. iCloud's "Desktop & Documents" on a Mac leaves no such sign.
"""

import contextlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ipstranscribe import system
from ipstranscribe.study import user_folders

NAMES = {
    "OneDrive": r"onedrive(?:[ -].*)?|skydrive",
    "Dropbox": r"dropbox(?: \(.*\))?",
    "iCloud Drive": r"icloud ?drive|mobile documents|com~apple~clouddocs",
    "Google Drive": r"google ?drive(?:[ -].*)?|my drive|min disk|gdrive",
    "Box": r"box sync|box-box",
    "Nextcloud": r"nextcloud\d?|owncloud",
    "Jottacloud": r"jottacloud|jottasync",
    "pCloud": r"pcloud ?(?:drive|sync)",
    "MEGA": r"megasync|mega sync",
    "Proton Drive": r"proton ?drive.*",
    "Tresorit": r"tresorit.*",
}
"""Service → how its folder is called, as a pattern for a whole name in small letters."""

MARKS = {
    "Dropbox": (".dropbox", ".dropbox.cache"),
    "Google Drive": (".shortcut-targets-by-id", ".tmp.drivedownload", ".tmp.driveupload"),
    "Nextcloud": (".nextcloudsync.log", ".owncloudsync.log", ".sync_*.db", "._sync_*.db"),
    "Syncthing": (".stfolder",),
    "Resilio Sync": (".sync/ID",),
}
"""Service → files and folders, as patterns, that it leaves in the folder that it keeps in step."""

_CLOUD_MOUNTS = {
    "OneDrive": r"fuse\.(?:onedrive|onedriver).*",
    "Google Drive": r"fuse\.(?:google-drive.*|gcsf)",
    "a cloud service (rclone)": r"fuse\.(?:rclone.*)",
    "pCloud": r"fuse\.pcloud.*",
}
_NETWORK_MOUNTS = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|afs|ncpfs|ceph|lustre|beegfs|gpfs|fuse\.sshfs|davfs2?|fuse\.davfs2?"
)


def service_of(place: Path) -> str:
    """The service that keeps the folder `place`, or one above it, in step with other machines; empty if none is known.

    The folder need not exist yet. Links are followed as well.
    """
    for path in dict.fromkeys((place.absolute(), place.resolve())):
        found = by_name(path.parts) or _by_mark(path) or _by_own_word(path) or _by_mount(path)
        if found:
            return found
    return ""


def by_name(parts: Sequence[str]) -> str:
    """The service whose folder is called like one of the `parts` of a path; empty if there is none."""
    for part in parts:
        for service, pattern in NAMES.items():
            if re.fullmatch(pattern, part.casefold()):
                return service
    return ""


def network_drive_of(place: Path) -> str:
    """The kind of network drive on which `place` lies (`nfs4`, `cifs`, `network drive`); empty for a disk of this machine."""
    path = place.resolve()
    if system.is_network_drive(path):
        return "network drive"
    kind = _file_system(path)
    return kind if _NETWORK_MOUNTS.fullmatch(kind) else ""


def _by_mark(path: Path) -> str:
    for folder in (path, *path.parents):
        for service, marks in MARKS.items():
            with contextlib.suppress(OSError):
                if any(next(folder.glob(mark), None) for mark in marks) and folder not in _homes():
                    return service
    return ""


def _by_own_word(path: Path) -> str:
    """The service that says on this machine that it keeps `path`: in the environment, or in its own configuration."""
    for service, folder in _told():
        with contextlib.suppress(OSError, ValueError):
            if path.is_relative_to(Path(folder).resolve()):
                return service
    return ""


def _told() -> Iterator[tuple[str, str]]:
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        if folder := os.environ.get(variable):
            yield "OneDrive", folder
    with contextlib.suppress(RuntimeError):  # a user without a home
        bases = [os.environ.get("APPDATA"), os.environ.get("LOCALAPPDATA")]
        places = [*(Path(base) / "Dropbox" for base in bases if base), *(one / ".dropbox" for one in _homes())]
        for place in places:
            with contextlib.suppress(OSError, ValueError, AttributeError):
                accounts = json.loads((place / "info.json").read_bytes())
                yield from (("Dropbox", str(one["path"])) for one in accounts.values() if "path" in one)


def _homes() -> tuple[Path, ...]:
    """The user's home, if it is known."""
    return (Path.home(),) if user_folders.is_known() else ()


def _by_mount(path: Path) -> str:
    kind = _file_system(path)
    return next((service for service, pattern in _CLOUD_MOUNTS.items() if re.fullmatch(pattern, kind)), "")


def _file_system(path: Path, table: Path = Path("/proc/self/mounts")) -> str:
    """The kind of file system on which `path` lies, on Linux (proc(5)); empty elsewhere."""
    try:
        lines = table.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    found, longest = "", -1
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        mounted = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[1]))
        if path.is_relative_to(mounted) and len(mounted.parts) >= longest:
            found, longest = fields[2], len(mounted.parts)
    return found
