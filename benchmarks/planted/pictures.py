"""Places of sounds and pictures: tags that players show, beside content that nobody can look into."""

import struct
import zlib
from collections.abc import Callable

from .carrying import FILE, Carrier, Files, xml, zipped

_SOUND = (
    struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 16_000, 32_000, 2, 16) + struct.pack("<4sI", b"data", 200) + bytes(200)
)
_FRAME = b"\xff\xfb\x90\x00" + bytes(413)
"""A frame of MP3: its header, and silence."""
_PICTURE = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _even(chunk: bytes, data: bytes) -> bytes:
    return chunk + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _wav(*chunks: bytes) -> bytes:
    body = b"WAVE" + _SOUND + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _id3(frame: bytes, data: bytes) -> bytes:
    content = frame + struct.pack(">IH", len(data), 0) + data
    size = bytes(len(content) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + content


def _latin(text: str) -> bytes:
    """As programs write it that know no other characters: other scripts get there as bytes of UTF-8."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return _utf8(text)


def _old_tag(text: str) -> Files:
    """The tag of 128 bytes at the end; a title of more than 30 bytes does not fit into it."""
    title = _latin(text)
    tag = b"TAG" + title.ljust(30, b"\0") + bytes(95)
    return {f"{FILE}.mp3": _FRAME + tag} if len(title) <= 30 else {}


def _png(*chunks: tuple[bytes, bytes]) -> bytes:
    pixels = (b"IDAT", zlib.compress(b"\0\0"))
    written = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", _PICTURE), *chunks, pixels, (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def _jpeg(marker: int, data: bytes) -> bytes:
    return b"\xff\xd8\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data + b"\xff\xd9"


def _xmp(text: str) -> bytes:
    described = f'<rdf:Description xmlns:dc="urn:dc" dc:creator="{xml(text)}"/>'
    return b"http://ns.adobe.com/xap/1.0/\0" + _utf8(
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:rdf="urn:r">{described}</x:xmpmeta>'
    )


def _flac(text: str) -> bytes:
    entries = [_utf8("x"), struct.pack("<I", 1), _utf8(f"ARTIST={text}")]
    comment = struct.pack("<I", 1) + entries[0] + entries[1] + struct.pack("<I", len(entries[2])) + entries[2]
    return b"fLaC\x00\x00\x00\x22" + bytes(34) + b"\x84" + struct.pack(">I", len(comment))[1:] + comment


def _m4a(text: str) -> bytes:
    def box(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data) + 8) + kind + data

    value = box(b"data", struct.pack(">II", 1, 0) + _utf8(text))
    return box(b"ftyp", b"M4A \0\0\0\0") + box(
        b"moov", box(b"udta", box(b"meta", bytes(4) + box(b"ilst", box(b"\xa9ART", value))))
    )


def _carrier(suffix: str, write: Callable[[str], bytes]) -> Carrier:
    return lambda text: {FILE + suffix: write(text)}


def _pdf(text: str) -> bytes:
    info = b"<< /Author (" + _utf8(text.replace("(", "\\(").replace(")", "\\)")) + b") >>"
    return b"%PDF-1.4\n1 0 obj\n" + info + b"\nendobj\ntrailer << /Info 1 0 R >>\n%%EOF\n"


def _rtf(text: str) -> bytes:
    return b"{\\rtf1 " + "".join(c if c.isascii() else f"\\u{ord(c) & 0xFFFF}?" for c in text).encode() + b"}"


REFUSED: dict[str, Carrier] = {
    "wav tag": _carrier(".wav", lambda text: _wav(_even(b"LIST", b"INFO" + _even(b"IART", _utf8(text) + b"\0")))),
    "wav tag in UTF-16": _carrier(
        ".wav", lambda text: _wav(_even(b"id3 ", _id3(b"TPE1", b"\1" + text.encode("utf-16"))))
    ),
    "wav broadcast note": _carrier(".wav", lambda text: _wav(_even(b"bext", _utf8(text).ljust(602, b"\0")))),
    "wav after the end": _carrier(".wav", lambda text: _wav() + _utf8(text)),
    "mp3 tag": _carrier(".mp3", lambda text: _id3(b"TPE1", b"\3" + _utf8(text)) + _FRAME),
    "mp3 tag in UTF-16": _carrier(".mp3", lambda text: _id3(b"TIT2", b"\1" + text.encode("utf-16")) + _FRAME),
    "mp3 tag in big-endian UTF-16": _carrier(
        ".mp3", lambda text: _id3(b"TIT2", b"\2" + text.encode("utf-16-be")) + _FRAME
    ),
    "mp3 comment": _carrier(".mp3", lambda text: _id3(b"COMM", b"\3nob\0" + _utf8(text)) + _FRAME),
    "mp3 old tag": _old_tag,
    "flac tag": _carrier(".flac", _flac),
    "m4a tag": _carrier(".m4a", _m4a),
    "png text": _carrier(".png", lambda text: _png((b"tEXt", b"Author\0" + _utf8(text)))),
    "png compressed text": _carrier(".png", lambda text: _png((b"zTXt", b"Author\0\0" + zlib.compress(_utf8(text))))),
    "png international text": _carrier(".png", lambda text: _png((b"iTXt", b"Author\0\0\0\0\0" + _utf8(text)))),
    "png compressed international text": _carrier(
        ".png", lambda text: _png((b"iTXt", b"Author\0\1\0\0\0" + zlib.compress(_utf8(text))))
    ),
    "jpeg comment": _carrier(".jpg", lambda text: _jpeg(0xFE, _utf8(text))),
    "jpeg description": _carrier(".jpg", lambda text: _jpeg(0xE1, _xmp(text))),
    "docx picture with text": _carrier(
        ".docx",
        lambda text: zipped({"word/document.xml": "<a/>", "word/media/i.png": _png((b"tEXt", b"A\0" + _utf8(text)))}),
    ),
    "pdf author": _carrier(".pdf", _pdf),
    "rtf text": _carrier(".rtf", _rtf),
    "file of an unknown type": _carrier(".bin", lambda text: b"\0\1\2" + _utf8(text) + b"\0"),
    "file of an unknown type, UTF-16": _carrier(".bin", lambda text: b"\0\1" + text.encode("utf-16-le")),
    "file without an ending": lambda text: {"NOTES": _utf8(text)},
    "txt with a control character": _carrier(".txt", lambda text: _utf8(f"nothing\x01 {text}")),
    "txt in Latin-1": _carrier(".txt", lambda text: _latin(text) + b" \xe5"),
}
"""Places of files that are refused whatever they hold; what can be read of them is looked through all the same."""
