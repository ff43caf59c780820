"""Deterministic zip packages (docx, xlsx, qdpx): the same content gives the same bytes on every system and day."""

import io
import zipfile
from datetime import datetime

MADE = datetime(2000, 1, 1)
"""Created and modified time of every document: fixed, so that the same content gives the same bytes."""


def repack(package: bytes) -> bytes:
    """Rewrite a zip package with fixed file times and origin, so that equal parts give equal bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=MADE.timetuple()[:6])
            entry.create_system = 0  # else it depends on the operating system
            target.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()


def is_repacked(package: bytes) -> bool:
    """Whether a package was made by `repack` and not saved since: other programs write other file times."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as parts:
            return all(part.date_time == MADE.timetuple()[:6] for part in parts.infolist())
    except zipfile.BadZipFile:
        return False
