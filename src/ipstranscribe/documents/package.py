"""Deterministic zip packages (docx, xlsx, qdpx): the same content gives the same bytes on every system and day."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO

MADE = datetime(2000, 1, 1)
"""Created and modified time of every document: fixed, so that the same content gives the same bytes."""


_AT_ONCE = 1 << 20
"""Bytes of a part that are read at once."""


def pack(parts: Iterable[tuple[str, Iterable[bytes]]], file: BinaryIO) -> None:
    """Write a zip package of `parts` (name, content piece by piece), with fixed file times and origin.

    Equal parts give equal bytes, in whatever pieces they come.
    """
    with zipfile.ZipFile(file, "w") as target:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, date_time=MADE.timetuple()[:6])
            entry.create_system = 0  # else it depends on the operating system
            entry.compress_type = zipfile.ZIP_DEFLATED
            with target.open(entry, "w") as written:
                for piece in content:
                    written.write(piece)


def repack(package: bytes) -> bytes:
    """Rewrite a zip package with fixed file times and origin, so that equal parts give equal bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        pack(((name, _read(source, name)) for name in source.namelist()), result)
    return result.getvalue()


def _read(package: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with package.open(name) as part:
        yield from iter(lambda: part.read(_AT_ONCE), b"")


def is_repacked(package: bytes) -> bool:
    """Whether a package was made by `repack` and not saved since: other programs write other file times."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as parts:
            return all(part.date_time == MADE.timetuple()[:6] for part in parts.infolist())
    except zipfile.BadZipFile:
        return False
