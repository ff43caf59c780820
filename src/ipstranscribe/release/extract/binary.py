"""Text runs in binary files that have no text reader: metadata tags of recordings, properties of pictures.

Such a file is never released. Its texts are searched all the same, to show people what else it would give away.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

_KINDS = {
    "a recording: a voice says who speaks": ".wav .mp3 .m4a .m4b .flac .ogg .oga .opus .wma .mp4 .m4v .mov .aac .amr .aif "
    ".aiff .caf .webm .mkv .mka .avi .3gp",
    "a picture": ".png .jpg .jpeg .gif .tif .tiff .bmp .webp .heic .svg .emf .wmf .ico",
    "a PDF document": ".pdf",
    "a part that only programs read": ".bin .ole .dll .exe .otf .ttf .odttf .fntdata .sqlite .db",
}
_KIND = {suffix: kind for kind, suffixes in _KINDS.items() for suffix in suffixes.split()}

SHORTEST = 3
"""Minimum length of a run of characters that counts as text."""

EDGE = 1_000_000
"""Bytes at each end of a file that hold tags and properties; samples and pixels lie between."""

_ENCODINGS = (("utf-8", 0), ("latin-1", 0), *((f"utf-16-{order}", shift) for order in ("le", "be") for shift in (0, 1)))
_OF_ARCHIVES = ("cp437", "cp850", "cp865")
"""Encodings of DOS, in which zip programs write names and remarks: the format's own, the western and the Nordic one."""
_NARROW, _WIDE = r"\t\n\r\x20-\x7e\xa0-\xff", r"\t\n\r\x20-\x7e\xa0-\u06ff\u1e00-\u1eff\u2000-\u206f"
"""The letters of Latin-1; Latin, Greek, Cyrillic, Hebrew and Arabic. With a wider range, any bytes look like text in
UTF-16; with this one, a number before a word may look like its first letter."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_RTF_NUMBER = re.compile(r"\\u(-?\d{1,5}) ?\??|\\'([0-9A-Fa-f]{2})")
_RTF_CODE = re.compile(r"\\[a-z]{1,32}-?\d{0,10} ?|[{}]")


def kind(suffix: str) -> str:
    """The kind of file with this suffix, as the reason why it cannot be searched. The suffix itself is never quoted."""
    return _KIND.get(suffix, "a type that is not known")


def is_recording(suffix: str) -> bool:
    """Whether a file with this suffix is a recording."""
    return kind(suffix).startswith("a recording")


def text_runs(data: bytes, shortest: int = SHORTEST) -> Iterator[str]:
    """Find runs of text in any bytes, at least `shortest` characters long, in every common encoding."""
    narrow, wide = (re.compile(rf"[{letters}]{{{shortest},}}") for letters in (_NARROW, _WIDE))
    for encoding, shift in _ENCODINGS:
        text = data[shift:].decode(encoding, "replace")
        yield from (run for run in narrow.findall(text) if encoding != "latin-1" or not run.isascii())  # found as UTF-8
        yield from (run for run in wide.findall(text) if max(run) > "\xff")


def texts(data: bytes, shortest: int) -> Iterator[str]:
    """The text of a few bytes: all of it if it is text in UTF-8, else the runs of text in it, in old encodings too."""
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError:
        whole = "\0"
    if not _CONTROL.search(whole):
        yield whole
        return
    yield from text_runs(data, shortest)
    yield from text_runs(b"".join(data.split(b"\0")), shortest)  # four bytes for a letter
    for encoding in _OF_ARCHIVES if not data.isascii() else ():
        yield data.decode(encoding, "replace")


def without_samples(data: bytes) -> bytes:
    """Strip a file of its samples or pixels, if its format marks them, and of the middle if it is very long.

    Compressed or escaped text in it is unpacked.
    """
    if data[:4] in (b"RIFF", b"RF64"):
        rest = b"\0".join(_riff(data))
    elif data[4:8] == b"ftyp":
        rest = b"\0".join(_boxes(data))
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        rest = b"\0".join(_png(data))
    elif data.startswith(b"{\\rtf"):
        rest = data + b"\0" + _rtf(data).encode("utf-8", "replace")
    else:
        rest = data
    rest = rest if len(rest) <= 2 * EDGE else rest[:EDGE] + b"\0" + rest[-EDGE:]
    return rest + b"\0".join(_fields(rest[-128:]))


def _fields(tag: bytes) -> Iterator[bytes]:
    """Title, artist, album, year and comment of an ID3v1 tag, which touch each other."""
    if tag.startswith(b"TAG"):
        yield from (tag[start:end] for start, end in pairwise((0, 3, 33, 63, 93, 97, 128)))


def _riff(data: bytes) -> Iterator[bytes]:
    """The chunks of a wav file except `data`, whose size in a very long recording (RF64) stands in `ds64`."""
    at, long = 12, 0
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sL", data, at)
        if name == b"ds64" and at + 24 <= len(data):
            (long,) = struct.unpack_from("<Q", data, at + 16)
        if name == b"data":
            size = long if size == 0xFFFFFFFF else size
        else:
            yield data[at : at + 8 + size]
        at += 8 + size + size % 2
    yield data[at:]


def _boxes(data: bytes) -> Iterator[bytes]:
    """The boxes of an MP4 file except `mdat` (ISO/IEC 14496-12, 4.2)."""
    at = 0
    while at + 16 <= len(data):
        size, name = struct.unpack_from(">L4s", data, at)
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, at + 8)
        end = at + size if size >= 8 else len(data)
        if name != b"mdat":
            yield data[at:end]
        at = end
    yield data[at:]


def _png(data: bytes) -> Iterator[bytes]:
    """The chunks of a PNG picture except its pixels, with compressed text (`zTXt`, `iTXt`) unpacked as well."""
    at = 8
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">L4s", data, at)
        content = data[at + 8 : at + 8 + size]
        if name != b"IDAT":
            yield content
        if name in (b"zTXt", b"iTXt"):
            with suppress(zlib.error):
                yield zlib.decompressobj().decompress(content[max(content.find(b"\x78"), 0) :], EDGE)
        at += 12 + size
    yield data[at:]


def _rtf(data: bytes) -> str:
    """The text of an RTF document without formatting, with numeric escapes decoded."""
    text = _RTF_NUMBER.sub(_letter, data.decode("latin-1"))
    return _RTF_CODE.sub("", text)


def _letter(number: re.Match[str]) -> str:
    return chr(int(number[1]) & 0xFFFF) if number[1] else bytes.fromhex(number[2]).decode("cp1252", "replace")
