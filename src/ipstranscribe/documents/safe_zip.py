"""Safe opening of untrusted zip packages and Office files: only if they are sound, and never unpacked to disk.

The one place with the limits on unpacked size and the checks for malicious packages.
"""

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple
from xml.parsers import expat

MAX_PART, MAX_PACKAGE = 200_000_000, 1_000_000_000
"""Maximum unpacked bytes of a part, and of a whole package with nested packages; more is treated as a zip bomb."""

MAX_XML = 80_000_000
"""Maximum bytes of an XML part parsed as a tree, which may take thirty times as much memory. An interview of ten hours has
five million, a project of a hundred interviews of an hour 25 million."""

MAX_RATIO = 1000
"""Maximum compression ratio of a part, checked from 1 MB on. Deflate reaches 1032 on a single repeated byte."""

_LOCAL = struct.Struct("<4s5H3L2H")
"""A local file header before its name (APPNOTE.TXT 4.3.7): signature, version, flags, method, time, date, CRC, two
sizes, lengths of name and extra field."""

_LOCKED = 0x1 | 0x40 | 0x2000
_SIZES_FOLLOW = 0x8
"""Flags of a member (APPNOTE.TXT 4.4.4): encrypted in one of three ways; CRC and sizes follow the data."""

_DESCRIPTORS = ("<3L", "<4s3L", "<L2Q", "<4sL2Q")
"""Formats of the data descriptor (4.3.9), with CRC and sizes: with or without signature, sizes of four or eight bytes."""

_EXTRA_HEADER = 4
"""Bytes of the id and the length of an extra field (4.5.1)."""

_DIRECTORY_ENTRY, _END, _ZIP64_END = 46, 22, 56 + 20
"""Bytes of an entry of the directory before its name, of the end record before its comment (4.3.12, 4.3.16), and of the
two end records that a large package has before that one."""

_NO_FILES = frozenset({stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK})


class Unsafe(Exception):
    """A package refused as unsafe; the message says why, and quotes nothing."""


class Member(NamedTuple):
    """A file in a package: its name as stored, and its bytes."""

    name: str
    data: bytes


@dataclass
class Allowance:
    """Remaining allowance of unpacked bytes, shared by a package and those nested in it."""

    left: int

    def take(self, size: int) -> None:
        """Use `size` bytes of the allowance; raises Unsafe if they are too many."""
        self.left -= size
        if self.left < 0:
            raise Unsafe("it unfolds to more than it may")


class _Entry(NamedTuple):
    """The location of a member in the package: header at `at`, extra field at `extra`, data from `start` to `end`."""

    info: zipfile.ZipInfo
    at: int
    extra: int
    start: int
    end: int


def part(package: bytes, name: str) -> bytes:
    """Read the part `name`; raises Unsafe, also if there is none."""
    for entry in _entries(package, Allowance(MAX_PACKAGE)):
        if entry.info.filename == name:
            return _unfolded(entry, package)
    raise Unsafe("a part of it is missing")


def members(package: bytes, allowance: Allowance | None = None) -> Iterator[Member]:
    """Read the files of the package one at a time, in stored order; raises Unsafe."""
    for entry in _entries(package, allowance or Allowance(MAX_PACKAGE)):
        yield Member(entry.info.filename, _unfolded(entry, package))


def check(package: bytes) -> None:
    """Check an Office file before a library opens it: raises Unsafe unless every part is sound.

    XML that declares a document type is refused, so that no library can be made to expand or fetch an entity.
    """
    for name, data in members(package):
        if name.lower().endswith((".xml", ".rels", ".vml")) and _declares_type(data):
            raise Unsafe("it declares XML entities")


def zip_metadata(package: bytes) -> Iterator[tuple[str, bytes]]:
    """Metadata of the zip format beside the files: comments and extra fields, each with its kind.

    Raises Unsafe for stray bytes before, between or after the files.
    """
    entries = _entries(package, Allowance(MAX_PACKAGE))
    with _opened(package) as archive:
        _refuse_strays(entries, archive, package)
        yield "archive comment", archive.comment
    for entry in entries:
        yield "comment of a member", entry.info.comment
        for extra in (entry.info.extra, package[entry.extra : entry.start]):
            yield from (("extra field of a member", content) for content in _extra_fields(extra))


def _extra_fields(extra: bytes) -> Iterator[bytes]:
    """The content of each extra field, after its id and length (4.5.1), and any bytes after the last."""
    while len(extra) >= _EXTRA_HEADER:
        end = _EXTRA_HEADER + int.from_bytes(extra[2:4], "little")
        yield extra[_EXTRA_HEADER:end]
        extra = extra[end:]
    yield extra


def xml(data: bytes) -> Any:
    """Parse an XML part to its root element; raises Unsafe if it is broken, too large, or declares a document type.

    Entities are declared in a document type, so that nothing is ever expanded or fetched.
    """
    from lxml import etree

    if len(data) > MAX_XML:
        raise Unsafe("it unfolds to more than it may")
    if _declares_type(data):  # before anything is expanded
        raise Unsafe("it declares XML entities")
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise Unsafe("a part of it is not XML") from None
    if root.getroottree().docinfo.doctype:
        raise Unsafe("it declares XML entities")
    return root


# Structure of a package.


def _opened(package: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(package))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, LookupError, struct.error):
        raise Unsafe("it is damaged or locked") from None


def _entries(package: bytes, allowance: Allowance) -> list[_Entry]:
    """The members in stored order; raises Unsafe if one of them, or their layout, is not sound."""
    with _opened(package) as archive:
        infos, end = archive.infolist(), archive.start_dir
    for info in infos:
        _refuse(info)
        allowance.take(info.file_size)
    names = [unicodedata.normalize("NFC", info.filename).casefold() for info in infos]
    if len(set(names)) < len(names):
        raise Unsafe("two of its parts have the same name")
    entries = sorted((_entry(info, package) for info in infos), key=lambda entry: entry.at)
    for entry, limit in zip(entries, [*(entry.at for entry in entries), end][1:], strict=True):
        if entry.end > limit:
            raise Unsafe("its parts lie over each other")
    return entries


def _refuse(info: zipfile.ZipInfo) -> None:
    """Raise Unsafe for a member that is a zip bomb, encrypted, no plain file, or has a path outside the package."""
    deep = info.file_size > 1_000_000 and info.file_size > MAX_RATIO * max(info.compress_size, 1)
    if deep or info.file_size > MAX_PART:
        raise Unsafe("it unfolds to more than it may")
    if info.flag_bits & _LOCKED:
        raise Unsafe("it is locked with a password")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unsafe("it is packed in an unusual way")
    if stat.S_IFMT(info.external_attr >> 16) in _NO_FILES:
        raise Unsafe("a part of it is a link or a device")
    if _leads_out(info.orig_filename):
        raise Unsafe("a part of it would lie outside its folder")


def _leads_out(name: str) -> bool:
    steps = re.split(r"[/\\]", name)
    return not steps[0] or steps[0][1:2] == ":" or ".." in steps or "\0" in name


def _entry(info: zipfile.ZipInfo, package: bytes) -> _Entry:
    """Locate a member; raises Unsafe if its local header contradicts the central directory."""
    at = info.header_offset
    if not 0 <= at <= len(package) - _LOCAL.size:
        raise Unsafe("it is damaged or locked")
    signature, _, flags, method, _, _, crc, packed, size, name, extra = _LOCAL.unpack_from(package, at)
    encoding = "utf-8" if flags & 0x800 else "cp437"
    extra_at = at + _LOCAL.size + name
    written = package[at + _LOCAL.size : extra_at].decode(encoding, "replace")
    known = (info.CRC, info.compress_size, info.file_size)
    later = bool(flags & _SIZES_FOLLOW) and not (crc or packed or size)
    large = 0xFFFFFFFF in (packed, size)  # the sizes of a large member stand in its extra field
    same = later or large or (crc, packed, size) == known
    if signature != b"PK\3\4" or method != info.compress_type or flags & _LOCKED or not same:
        raise Unsafe("it is damaged or locked")
    if written != info.orig_filename:
        raise Unsafe("a part of it has two names")
    start = extra_at + extra
    return _Entry(info, at, extra_at, start, start + info.compress_size)


def _refuse_strays(entries: Sequence[_Entry], archive: zipfile.ZipFile, package: bytes) -> None:
    """Raise Unsafe for stray bytes before, between or after the members."""
    after = 0
    allowed: set[bytes] = {b""}
    directory = archive.start_dir
    for entry in entries:
        if package[after : entry.at] not in allowed:
            raise Unsafe("there are bytes between its parts")
        after, allowed = entry.end, {b"", *_descriptors(entry.info)}
        directory += (
            _DIRECTORY_ENTRY + entry.extra - entry.at - _LOCAL.size + len(entry.info.extra + entry.info.comment)
        )
    end = len(package) - len(archive.comment) - _END
    if package[after : archive.start_dir] not in allowed or end - directory not in (0, _ZIP64_END):
        raise Unsafe("there are bytes between its parts")


def _descriptors(info: zipfile.ZipInfo) -> Iterator[bytes]:
    for layout in _DESCRIPTORS:
        known = [info.CRC, info.compress_size, info.file_size]
        sizes = 8 if layout.endswith("Q") else 4
        if max(known) < 1 << (8 * sizes):
            yield struct.pack(layout, *([b"PK\7\x08"] if "s" in layout else []), *known)


def _unfolded(entry: _Entry, package: bytes) -> bytes:
    """Unpack a member, never beyond its declared size; raises Unsafe if size or checksum is wrong."""
    raw, size = package[entry.start : entry.end], entry.info.file_size
    if entry.info.compress_type == zipfile.ZIP_DEFLATED:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            data = stream.decompress(raw, size + 1)
        except zlib.error:
            raise Unsafe("it is damaged or locked") from None
        if not stream.eof or stream.unused_data:
            raise Unsafe("it is damaged or locked")
    else:
        data = raw
    if len(data) != size or zlib.crc32(data) != entry.info.CRC:
        raise Unsafe("it is damaged or locked")
    return data


class _Told(Exception):
    """Raised to stop parsing at the first element of an XML part, after which no document type can come."""


def _declares_type(data: bytes) -> bool:
    """Whether an XML part declares a document type, whatever its encoding. It reads only up to the first element.

    A part that is not XML declares none; its reader will raise the error.
    """
    declared = False

    def declare(*_: object) -> None:
        nonlocal declared
        declared = True
        raise _Told

    def stop(*_: object) -> None:
        raise _Told

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = declare, stop
    with suppress(_Told, expat.ExpatError, ValueError, LookupError):
        parser.Parse(data, True)
    return declared
