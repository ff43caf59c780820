"""Places of tables, JSON, archives and pictures; encodings: out of lists of the standard library and of the formats."""

import base64
import binascii
import codecs
import csv
import io
import json
import mimetypes
import quopri
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from email.header import Header
from encodings.aliases import aliases
from urllib.parse import quote

from ..carrying import Files, zipped
from .trick import NAME, Trick

_LETTERS = "Bjørn"
"""A name that is not of ASCII letters alone, for encodings."""
_FIRST, _SECOND = NAME[:2], NAME[2:]
_QUOTING = {"all": csv.QUOTE_ALL, "minimal": csv.QUOTE_MINIMAL, "text": csv.QUOTE_NONNUMERIC, "none": csv.QUOTE_NONE}
_EXTRA_FIELDS = {
    0x0001: "zip64", 0x0007: "AV", 0x0009: "OS/2", 0x000A: "NTFS", 0x000C: "OpenVMS", 0x000D: "UNIX", 0x000F: "patch",
    0x0014: "PKCS 7", 0x0017: "encryption", 0x0065: "MVS", 0x07C8: "Macintosh", 0x2605: "ZipIt", 0x334D: "Info-ZIP Macintosh",
    0x4341: "Acorn", 0x4453: "Windows NT", 0x4704: "VM", 0x4F4C: "Xceed", 0x5356: "AOS", 0x5455: "times",
    0x554E: "Xceed, Unicode", 0x5855: "Info-ZIP UNIX", 0x6375: "comment", 0x6542: "BeOS", 0x7075: "path", 0x756E: "ASi UNIX",
    0x7855: "UNIX 2", 0x7875: "UNIX 3", 0x9901: "AES", 0xA220: "Open Packaging growth hint", 0xFD4A: "unknown",
}  # fmt: skip
"""Extra fields of APPNOTE.TXT 4.5 and 4.6."""
_CHUNKS = "tEXt zTXt iTXt eXIf iCCP sPLT tIME pHYs sCAL pCAL gIFx cHRM vpAg prVt"
_ESCAPES: dict[str, Callable[[str], str]] = {
    "percent": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    "percent, small": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
    "percent of Latin-1": lambda text: "".join(f"%{byte:02X}" for byte in text.encode("latin-1")),
    "percent, old form of JavaScript": lambda text: "".join(f"%u{ord(letter):04X}" for letter in text),
    "percent twice": lambda text: quote(quote(text, safe=""), safe="").replace("B", "%2542"),
    "percent of special letters": quote,
    "entities, decimal": lambda text: "".join(f"&#{ord(letter)};" for letter in text),
    "entities, hexadecimal": lambda text: "".join(f"&#x{ord(letter):X};" for letter in text),
    "JSON": lambda text: "".join(f"\\u{ord(letter):04x}" for letter in text),
    "Python, long": lambda text: "".join(f"\\U{ord(letter):08x}" for letter in text),
    "Python, by name": lambda text: text.encode("ascii", "namereplace").decode(),
    "bytes": lambda text: "".join(f"\\x{byte:02x}" for byte in text.encode()),
    "JavaScript, in braces": lambda text: "".join(f"\\u{{{ord(letter):x}}}" for letter in text),
    "style sheets": lambda text: "".join(f"\\{ord(letter):06x}" for letter in text),
    "style sheets, short": lambda text: "".join(f"\\{ord(letter):x} " for letter in text),
    "octal": lambda text: "".join(f"\\{byte:03o}" for byte in text.encode()),
    "quoted-printable": lambda text: "".join(f"={byte:02X}" for byte in text.encode()),
    "quoted-printable of special letters": lambda text: quopri.encodestring(text.encode()).decode().strip(),
    "quoted-printable, broken line": lambda text: f"{text[:2]}=\n{text[2:]}",
    "header of a mail, quoted": lambda text: "=?utf-8?q?" + "".join(f"={byte:02X}" for byte in text.encode()) + "?=",
    "header of a mail, Base64": lambda text: Header(text, "utf-8").encode(),
    "Excel": lambda text: "".join(f"_x{ord(letter):04X}_" for letter in text),
    "LaTeX": lambda text: text.replace("ø", r"{\o}"),
    "LaTeX in words": lambda text: text.replace("ø", r"\o "),
    "LaTeX of plain TeX": lambda text: text.replace("ø", r"{\o{}}"),
    "RTF": lambda text: "".join(f"\\u{ord(letter)}?" for letter in text),
    "RTF, bytes": lambda text: "".join(f"\\'{byte:02x}" for byte in text.encode("cp1252")),
    "U+": lambda text: " ".join(f"U+{ord(letter):04X}" for letter in text),
    "Base64": lambda text: base64.b64encode(text.encode()).decode(),
    "Base64, of addresses": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
    "Base32": lambda text: base64.b32encode(text.encode()).decode(),
    "Base85": lambda text: base64.b85encode(text.encode()).decode(),
    "hexadecimal": lambda text: text.encode().hex(),
    "uuencode": lambda text: binascii.b2a_uu(text.encode()).decode().strip(),
    "ROT13": lambda text: codecs.encode(text, "rot13"),
    "names of the net": lambda text: text.encode("idna").decode(),
    "UTF-7": lambda text: text.encode("utf-7").decode(),
}


def every() -> Iterator[Trick]:
    """All data."""
    yield from _encodings()
    yield from _escapes()
    yield from _tables()
    yield from _json()
    yield from _archives()
    yield from _types()
    yield from _pictures()


def _encodings() -> Iterator[Trick]:
    """A text in every encoding of Python, in a text file, a page that says which, and a part of Word."""
    for name in sorted(set(aliases.values())):
        try:
            data = f"so then\n{_LETTERS} came\n".encode(name)
            page = f'<meta charset="{name}"><p>{_LETTERS}</p>'.encode(name)
        except (LookupError, UnicodeError):
            continue
        yield Trick("encodings: text", name, {"a.txt": data}, _LETTERS)
        yield Trick("encodings: page", name, {"a.html": page}, _LETTERS)
        for told in (True, False):
            head = f'<?xml version="1.0" encoding="{name.replace("_", "-")}"?>' if told else ""
            part = f"{head}<a><b>{_LETTERS}</b></a>".encode(name)
            files = {"a.docx": zipped({"word/document.xml": part})}
            yield Trick(f"encodings: XML{'' if told else ', not told'}", name, files, _LETTERS)


def _escapes() -> Iterator[Trick]:
    """A name in every way of writing letters by numbers, in each kind of text."""
    for name, write in _ESCAPES.items():
        for suffix in (".txt", ".md", ".csv", ".html", ".json", ".vtt"):
            text = json.dumps([write(_LETTERS)]) if suffix == ".json" else f"so,{write(_LETTERS)},yes"
            yield Trick(f"escapes in {suffix[1:]}", name, {f"a{suffix}": text.encode()}, _LETTERS)
        part = f'<?xml version="1.0"?><a b="{_xml(write(_LETTERS))}"><c>{_xml(write(_LETTERS))}</c></a>'
        yield Trick("escapes in XML", name, {"a.xlsx": zipped({"xl/sharedStrings.xml": part})}, _LETTERS)


def _tables() -> Iterator[Trick]:
    """Cells in every dialect of csv."""
    for delimiter in ",;\t|:^~ ":
        for quotechar in "\"'":
            for how, quoting in _QUOTING.items():
                for double in (True, False):
                    out = io.StringIO()
                    writer = csv.writer(
                        out,
                        delimiter=delimiter,
                        quotechar=quotechar,
                        quoting=quoting,
                        doublequote=double,
                        escapechar="\\",
                    )
                    writer.writerows([["id", "text"], ["1", f'so {NAME} "x" then'], [NAME, "2"]])
                    name = f"{delimiter!r} {quotechar!r} {how} {'doubled' if double else 'escaped'}"
                    yield Trick("tables: dialects", name, {"a.csv": out.getvalue().encode()})
    for quotechar in "\"'":
        name = f"O{quotechar}Rafferty"
        for double in (True, False):
            out = io.StringIO()
            csv.writer(out, quotechar=quotechar, doublequote=double, escapechar="\\", quoting=csv.QUOTE_ALL).writerow(
                [name]
            )
            files = {"a.csv": out.getvalue().encode()}
            yield Trick("tables: a quote in the name", f"{quotechar} {'doubled' if double else 'escaped'}", files, name)
    for name, row in {
        "a formula": f'=T("{NAME}")',
        "a formula of parts": f'"=""{_FIRST}""&""{_SECOND}"""',
        "over two cells": f"{_FIRST},{_SECOND}",
        "over two lines of a cell": f'"{_FIRST}\n{_SECOND}"',
        "a letter a cell": ",".join(NAME),
        "a letter a row": "\n".join(NAME),
    }.items():
        yield Trick("tables: cells", name, {"a.csv": f"id\n{row}\n".encode()})


def _json() -> Iterator[Trick]:
    """Names and values of every type, written in every way that JSON allows."""
    nested: object = NAME
    for depth in range(1, 13):
        nested = {"a": nested} if depth % 2 else [nested]
        yield Trick("JSON: nested", str(depth), {"a.json": json.dumps(nested).encode()})
    short = {"/": "\\/", "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    for sign, written in short.items():
        yield Trick("JSON: short escapes", repr(sign), {"a.json": f'["x{written}{NAME}{written}x"]'.encode()})
    for suffix in (".json", ".jsonl"):
        for name, text in {
            "a value": f'{{"a":"{NAME}"}}',
            "a name": f'{{"{NAME}":1}}',
            "the same name twice": f'{{"a":"{NAME}","a":"x"}}',
            "JSON in JSON": json.dumps(json.dumps({"a": "".join(f"\\u{ord(c):04x}" for c in NAME)})),
            "JSON in JSON in JSON": json.dumps(json.dumps(json.dumps(["\u200b".join(NAME)]))),
            "in single quotes": f"{{'a':'{NAME}'}}",
            "a comment": f'{{"a":1}} // {NAME}',
            "no quotes": f"{{{NAME}:1}}",
            "two values joined": f'["{_FIRST}" "{_SECOND}"]',
            "letters as numbers": json.dumps([ord(letter) for letter in NAME]),
        }.items():
            yield Trick(f"JSON: {suffix[1:]}", name, {f"a{suffix}": text.encode()})


def _archives() -> Iterator[Trick]:
    """Names, comments and fields of zip archives, by every method and version."""
    for number, what in _EXTRA_FIELDS.items():
        for size in (0, 5, 9):
            data = bytes(size) + NAME.encode()
            extra = struct.pack("<HH", number, len(data)) + data
            yield Trick("zip: extra fields", f"{what}, after {size} bytes", _member(extra=extra))
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        yield Trick("zip: methods", str(method), _member(content=NAME, compress_type=method))
    for system in range(20):
        yield Trick("zip: systems", str(system), _member(content=NAME, create_system=system))
        yield Trick("zip: systems, name", str(system), _member(name=f"{NAME}.txt", create_system=system))
    yield Trick("zip: remarks", "comment of a member", _member(comment=NAME.encode()))
    yield Trick("zip: remarks", "comment of the archive", {"a.zip": zipped({"a.txt": "x"}, NAME.encode())})
    for code in ("utf-16-le", "utf-16-be", "utf-32-le", "cp1252", "cp865"):
        yield Trick(
            "zip: remarks", f"comment in {code}", {"a.zip": zipped({"a.txt": "x"}, _LETTERS.encode(code))}, _LETTERS
        )
    for depth in range(1, 6):
        data = zipped({"a.txt": NAME})
        for _ in range(depth):
            data = zipped({"b.zip": data})
        yield Trick("zip: depth", str(depth), {"a.zip": data})


def _types() -> Iterator[Trick]:
    """The name as the content of every type of file that Python knows, and below an archive."""
    for suffix in sorted(mimetypes.MimeTypes().types_map[True]):
        yield Trick("types: content", suffix, {f"a{suffix}": NAME.encode()})
        yield Trick("types: capitals", suffix, {f"a{suffix.upper()}": NAME.encode()})
        yield Trick("types: name of the file", suffix, {f"{NAME}{suffix}": b"x"})
        yield Trick("types: in an archive", suffix, {"a.zip": zipped({f"a{suffix}": NAME})})
    for name in ("a", "a.", "a.tar.gz", "a.txt.exe", "a.txt ", "a.gz.xz", "a.docx.txt"):
        yield Trick("types: content", name, {name: NAME.encode()})


def _pictures() -> Iterator[Trick]:
    """Chunks of PNG, plain and compressed."""
    for chunk in _CHUNKS.split():
        for name, data in {
            "plain": b"Author\0" + NAME.encode(),
            "compressed": b"Author\0\0" + zlib.compress(NAME.encode()),
            "international": b"Author\0\0\0\0\0" + NAME.encode(),
            "international, compressed": b"Author\0\1\0\0\0" + zlib.compress(NAME.encode()),
        }.items():
            yield Trick("pictures: PNG", f"{chunk}, {name}", {"a.png": _png(chunk.encode(), data)})


def _png(chunk: bytes, data: bytes) -> bytes:
    def written(name: bytes, content: bytes) -> bytes:
        return struct.pack(">L", len(content)) + name + content + struct.pack(">L", zlib.crc32(name + content))

    head = struct.pack(">LLBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (chunk, data), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(written(*one) for one in chunks)


def _member(name: str = "a.txt", content: str = "x", **told: bytes | int) -> Files:
    """An archive of one member; `told` are further attributes of its entry."""
    out, info = io.BytesIO(), zipfile.ZipInfo(name)
    for attribute, value in told.items():
        setattr(info, attribute, value)
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, content)
    return {"a.zip": out.getvalue()}


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
