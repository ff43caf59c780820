"""The file of a handover: a study in one file, sealed with a passphrase in the age format.

Inside is an uncompressed tar archive, so that `age -d FILE | tar x` opens it without this program: the manifest first, then
the files. It is made and opened in memory, since the library seals a passphrase's files whole.
"""

import io
import tarfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import HandoverManifest
from ipstranscribe.study import passphrases, storage

SUFFIX = ".handover.age"
KEY = "key.age"
"""Path of the study's key in a handover; it is sealed with its own passphrase as well."""
MOST = 2_000_000_000
"""Most bytes in one handover: about 30 hours of mp3, and three times as much memory while it is sealed."""
_MANIFEST = "handover.json"
_TOPS = ("restricted", "pseudonymized", "units")
_SINGLE = ("study.toml", "guide.toml", KEY)


class Handover(NamedTuple):
    """What is handed over: the manifest, and the files by their paths below the study folder."""

    manifest: HandoverManifest
    files: Mapping[str, bytes]


def sealed(handover: Handover, secret: str) -> bytes:
    """The file of a handover; raises UserError (CANNOT_WRITE) for more than it can hold."""
    if sum(map(len, handover.files.values())) > MOST:
        raise UserError(
            "This is more than one handover can hold (2 GB).",
            "Leave the recordings out (--no-recordings), and carry them on an encrypted disk.",
            ExitCode.CANNOT_WRITE,
        )
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in ((_MANIFEST, storage.to_bytes(handover.manifest)), *sorted(handover.files.items())):
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(data), 0o600
            archive.addfile(member, io.BytesIO(data))
    return passphrases.sealed(packed.getvalue(), secret)


def opened(content: bytes, secret: str) -> Handover:
    """Open the file of a handover.

    Raises UserError (KEY) where it does not open, (WRONG_FILE) where it holds no handover, or one whose files are not those
    of its manifest or would lie outside of a study's folders.
    """
    packed = _decrypted(content, secret)
    try:
        with tarfile.open(fileobj=io.BytesIO(packed), mode="r:") as archive:
            members = {one.name: _data(archive, one) for one in archive}
    except (tarfile.TarError, OSError, EOFError, ValueError, UnicodeError):
        raise _no_handover() from None
    if _MANIFEST not in members:
        raise _no_handover()
    manifest = storage.from_bytes(members.pop(_MANIFEST), HandoverManifest, "The handover")
    told = {name: storage.digest_of(data) for name, data in members.items()}
    if told != manifest.files or not all(map(_belongs, members)):
        raise _no_handover()
    return Handover(manifest, members)


def _decrypted(content: bytes, secret: str) -> bytes:
    inside = passphrases.opened(content, secret)
    if inside is not None:
        return inside
    raise UserError(
        "The handover does not open: the passphrase is wrong, or the file is damaged or no handover.",
        "Ask who sent it for the passphrase, or for the file once more.",
        ExitCode.KEY,
    )


def _data(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    """The bytes of a plain file; raises ValueError for anything else, such as a link."""
    file = archive.extractfile(member) if member.isreg() else None
    if file is None:
        raise ValueError("not a plain file")
    return file.read()


def _belongs(name: str) -> bool:
    """Whether a path is one that a study has, below its folder, on every system."""
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts and not set(name) & set("\\:\0") and str(path) == name
    return inside and (name in _SINGLE or (len(path.parts) > 1 and path.parts[0] in _TOPS))


def _no_handover() -> UserError:
    what = "What is sealed in this file is not a study that ipstranscribe handed over."
    return UserError(what, "Choose another file.", ExitCode.WRONG_FILE)
