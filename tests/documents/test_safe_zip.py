"""Zip packages from strangers: opened only if they are sound, and never written to disk."""

import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ipstranscribe.documents import safe_zip, tables
from ipstranscribe.documents.safe_zip import Unsafe
from ipstranscribe.errors import UserError
from ipstranscribe.review.transcript.readers import read
from tests.lanes import examples

TYPE = "<!DOCTYPE a [<!ENTITY b 'c'>]>"


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            archive.writestr(name, data, packing)
    return out.getvalue()


def entry(name: str = "a.txt", mode: int = 0, comment: bytes = b"") -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr, info.comment = mode << 16, comment
    return info


def streamed() -> bytes:
    """As programs write that cannot go back: the sizes stand behind the data."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: object) -> int:
            raise io.UnsupportedOperation

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"fine")
        archive.writestr("b/c.txt", b"well")
    return out.getvalue()


def with_bytes(package: bytes, at: int, new: bytes) -> bytes:
    return package[:at] + new + package[at + len(new) :]


def in_directory(package: bytes, offset: int, new: bytes) -> bytes:
    """The package with other bytes in the first entry of its directory."""
    return with_bytes(package, package.index(b"PK\1\2") + offset, new)


PLAIN = zipped(("a.txt", b"fine"))
STORED = zipped(("a.txt", b"fine"), packing=zipfile.ZIP_STORED)
AFTER_HEADER = 30 + len("a.txt")


def over_each_other() -> bytes:
    """A member within the data of another, as bombs have them that unfold the same data many times."""
    inner = STORED[: STORED.index(b"PK\1\2")]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("b.txt", inner)
        twin = entry()
        twin.CRC, twin.file_size, twin.compress_size = zlib.crc32(b"fine"), 4, 4
        twin.header_offset = AFTER_HEADER
        archive.filelist.append(twin)
    return out.getvalue()


SOUND = {
    "packed": (PLAIN, [("a.txt", b"fine")]),
    "not packed": (STORED, [("a.txt", b"fine")]),
    "nothing": (zipped(), []),
    "sizes behind the data": (streamed(), [("a.txt", b"fine"), ("b/c.txt", b"well")]),
    "a folder": (zipped((entry("a/", stat.S_IFDIR | 0o755), b"")), [("a/", b"")]),
    "modes of a file": (zipped((entry("å.txt", stat.S_IFREG | 0o600), b"x")), [("å.txt", b"x")]),
    "dots in a name": (zipped(("a..b/.c.", b"x")), [("a..b/.c.", b"x")]),
}
UNSAFE = {
    "no package": b"PK\3\4 or not",
    "empty": b"",
    "cut off": PLAIN[:-30],
    "a bomb by ratio": zipped(("a.txt", b"\0" * 20_000_000)),
    "a bomb by layers of the same data": over_each_other(),
    "a name twice": zipped((entry(), b"a"), (entry("A.TXT"), b"b")),
    "a name from the root": zipped(("/etc/passwd", b"x")),
    "a name on a drive": zipped(("C:/a.txt", b"x")),
    "a name that leads up": zipped(("a/../../b.txt", b"x")),
    "a name that leads up, as Windows writes it": zipped(("a\\..\\b.txt", b"x")),
    "a name with a zero": in_directory(with_bytes(PLAIN, 31, b"\0"), 47, b"\0"),
    "a symbolic link": zipped((entry(mode=stat.S_IFLNK | 0o777), b"/etc/passwd")),
    "a device": zipped((entry(mode=stat.S_IFCHR | 0o777), b"")),
    "locked": with_bytes(in_directory(PLAIN, 8, b"\1\0"), 6, b"\1\0"),
    "locked by its own header only": with_bytes(PLAIN, 6, b"\1\0"),
    "packed in an unusual way": zipped(("a.txt", b"fine"), packing=zipfile.ZIP_BZIP2),
    "another name in its own header": with_bytes(PLAIN, 30, b"b"),
    "another way of packing in its own header": with_bytes(PLAIN, 8, b"\0\0"),
    "another size in its own header": with_bytes(PLAIN, 22, b"\7"),
    "no header of its own": with_bytes(PLAIN, 0, b"XX"),
    "another checksum": with_bytes(STORED, AFTER_HEADER, b"F"),
    "damaged data": with_bytes(PLAIN, AFTER_HEADER, b"\xff\xff"),
    "more than it says": with_bytes(in_directory(PLAIN, 24, b"\1"), 22, b"\1"),
    "less than it says": with_bytes(in_directory(PLAIN, 24, b"\x20"), 22, b"\x20"),
}
HIDING = {
    "before the first": b"hidden" + PLAIN,
    "behind the end": PLAIN + b"hidden",
    "behind a member": PLAIN[: PLAIN.index(b"PK\1\2")] + b"hidden" + PLAIN[PLAIN.index(b"PK\1\2") :],
    "a member that the directory does not name": PLAIN[: PLAIN.index(b"PK\1\2")] + PLAIN,
}


@pytest.mark.parametrize(("package", "members"), SOUND.values(), ids=SOUND.keys())
def test_a_sound_package_is_read_whole(package: bytes, members: list[tuple[str, bytes]]) -> None:
    assert [tuple(member) for member in safe_zip.members(package)] == members
    assert all(safe_zip.part(package, name) == data for name, data in members)
    assert next(safe_zip.zip_metadata(package)) == ("archive comment", b"")
    safe_zip.check(package)


@pytest.mark.parametrize("package", UNSAFE.values(), ids=UNSAFE.keys())
def test_a_package_that_is_not_sound_is_not_read(package: bytes) -> None:
    """Neither whole nor in part, and the reason quotes nothing."""
    for use in (lambda: list(safe_zip.members(package)), lambda: safe_zip.part(package, "a.txt")):
        with pytest.raises(Unsafe) as reason:
            use()
        assert ".txt" not in str(reason.value)
        assert "passwd" not in str(reason.value)


@pytest.mark.parametrize("package", HIDING.values(), ids=HIDING.keys())
def test_bytes_that_belong_to_nothing_are_not_passed_over(package: bytes) -> None:
    for hidden in (package, with_offsets(package)):
        with pytest.raises(Unsafe):
            list(safe_zip.zip_metadata(hidden))


def with_offsets(package: bytes) -> bytes:
    """The package with the place of its directory set right after bytes were put in, as a careful hider would."""
    end = package.rindex(b"PK\5\6")
    return with_bytes(package, end + 16, struct.pack("<L", package.rindex(b"PK\1\2")))


def test_data_behind_the_end_of_what_is_packed_is_not_passed_over() -> None:
    """The packed stream ends before the member does."""
    data = PLAIN[AFTER_HEADER : PLAIN.index(b"PK\1\2")]
    longer = PLAIN.replace(data, data + b"hidden")
    size = struct.pack("<L", len(data) + 6)
    with pytest.raises(Unsafe):
        list(safe_zip.members(with_offsets(in_directory(with_bytes(longer, 18, size), 20, size))))


def test_what_the_format_carries_beside_the_files_is_told() -> None:
    info = entry(comment=b"of the member")
    info.extra = struct.pack("<2H", 0x9999, 4) + b"more"
    package = zipped((info, b"fine"))
    told = list(safe_zip.zip_metadata(package))
    assert ("comment of a member", b"of the member") in told
    assert sum(data.endswith(b"more") for _, data in told) == 2  # in its own header, and in the directory


def test_a_part_that_is_not_there_is_missing() -> None:
    with pytest.raises(Unsafe, match="missing"):
        safe_zip.part(PLAIN, "b.txt")


def test_an_allowance_holds_over_several_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    allowance = safe_zip.Allowance(6)
    assert list(safe_zip.members(PLAIN, allowance))
    with pytest.raises(Unsafe, match="unfolds"):
        list(safe_zip.members(PLAIN, allowance))


DECLARED = {
    "an entity": TYPE.encode(),
    "UTF-16": TYPE.encode("utf-16"),
    "UTF-16 without mark": f'<?xml version="1.0" encoding="utf-16-be"?>{TYPE}'.encode("utf-16-be"),
    "after much else": b"<!--" + b"x" * 100_000 + b"-->" + TYPE.encode(),
    "a file from outside": b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    "in small letters": b"<!doctype a>",
    "another encoding": f'<?xml version="1.0" encoding="windows-1252"?>{TYPE}'.encode(),
    "EBCDIC": f'<?xml version="1.0" encoding="cp037"?>{TYPE}'.encode("cp037"),
}


@pytest.mark.parametrize("prolog", DECLARED.values(), ids=DECLARED.keys())
def test_xml_that_declares_a_document_type_is_refused_in_any_encoding(prolog: bytes) -> None:
    encoding = "utf-16-le" if prolog.startswith(b"\xff\xfe") else "utf-16-be" if prolog.startswith(b"\0<") else "ascii"
    with pytest.raises(Unsafe):
        safe_zip.xml(prolog + "<a/>".encode("cp037" if prolog.startswith(b"L") else encoding))


BROKEN = [
    b"",
    b"<a>",
    b"<a></b>",
    b"\xff\xfe",
    b"<a>" * 1000,
    b'<?xml version="1.0" encoding="none"?><a/>',
    b"<a>\0</a>",
]


@pytest.mark.parametrize("data", BROKEN)
def test_xml_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(Unsafe):
        safe_zip.xml(data)


def test_xml_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_zip, "MAX_XML", 100)
    assert len(safe_zip.xml(b"<a>" + b"<b/>" * 20 + b"</a>")) == 20
    with pytest.raises(Unsafe, match="unfolds"):
        safe_zip.xml(b"<a>" + b"<b/>" * 30 + b"</a>")


def test_xml_is_read_in_its_own_encoding() -> None:
    assert safe_zip.xml("<a>å</a>".encode("utf-16")).text == "å"
    assert safe_zip.xml(b'<?xml version="1.0" encoding="iso-8859-1"?><a>\xe5</a>').text == "å"


# Given to an import.


def docx() -> bytes:
    made, out = Document(), io.BytesIO()
    made.add_paragraph("I: How are you?")
    made.add_paragraph("P: Well, secretly.")
    made.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.append(["id", "name"])
    book.active.append(["P1", "secretly"])
    book.save(out)
    return out.getvalue()


def with_part(package: bytes, name: str | zipfile.ZipInfo, data: bytes) -> bytes:
    """The package with one part put in, or in the place of the one of that name."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        return zipped(*((n, old.read(n)) for n in old.namelist() if n != name), (name, data))


def crafted(package: bytes, main: str) -> dict[str, bytes]:
    """Files made to harm, out of a sound one."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        text = archive.read(main)
    start = text.index(b"?>") + 2 if text.startswith(b"<?xml") else 0
    outside = b'<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
    laughs = b"<!DOCTYPE x [<!ENTITY a 'x'>" + b"".join(
        b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10 if n else b"x" * 10) for n in range(9)
    )
    return {
        "a bomb": with_part(package, "x.xml", b"\0" * 20_000_000),
        "an entity from outside": with_part(package, main, text[:start] + outside + text[start:]),
        "entities in entities": with_part(package, main, text[:start] + laughs + b"]>" + text[start:]),
        "a path that leads up": with_part(package, "../../outside.xml", b"<a/>"),
        "a path from the root": with_part(package, f"{os.sep}outside.xml", b"<a/>"),
        "a symbolic link": with_part(package, entry("link.xml", stat.S_IFLNK | 0o777), b"/etc/passwd"),
        "locked": in_directory(package, 8, b"\1\0"),
        "a document of the old kind": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
    }


def import_docx(path: Path) -> object:
    return read(path)


def import_xlsx(path: Path) -> object:
    return tables.read(path, ("id",))


CRAFTED = {
    f"{ending}: {name}": (f"a.{ending}", data, use)
    for ending, package, main, use in (
        ("docx", docx(), "word/document.xml", import_docx),
        ("xlsx", xlsx(), "xl/worksheets/sheet1.xml", import_xlsx),
    )
    for name, data in crafted(package, main).items()
}


@pytest.mark.parametrize(("name", "data", "use"), CRAFTED.values(), ids=CRAFTED.keys())
def test_a_crafted_file_is_refused_with_a_line_and_writes_nothing(
    tmp_path: Path, name: str, data: bytes, use: Callable[[Path], object]
) -> None:
    inside = tmp_path / "deep" / "down"
    inside.mkdir(parents=True)
    (inside / name).write_bytes(data)
    with pytest.raises(UserError) as error:
        use(inside / name)
    assert "\n" not in error.value.what
    assert "secretly" not in error.value.what
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [inside / name]


@pytest.mark.parametrize(("package", "name", "use"), [(docx(), "a.docx", import_docx), (xlsx(), "a.xlsx", import_xlsx)])
def test_a_file_cut_off_anywhere_is_refused(
    tmp_path: Path, package: bytes, name: str, use: Callable[[Path], object]
) -> None:
    for length in range(0, len(package) - 1, 100):
        (tmp_path / name).write_bytes(package[:length])
        with pytest.raises(UserError):
            use(tmp_path / name)


@examples(60)
@given(st.sampled_from([(docx(), "a.docx", import_docx), (xlsx(), "a.xlsx", import_xlsx)]), st.data())
def test_a_file_in_which_bits_are_turned_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    file: tuple[bytes, str, Callable[[Path], object]],
    data: st.DataObject,
) -> None:
    package, name, use = file
    changed = bytearray(package)
    for at in data.draw(st.lists(st.integers(0, len(package) - 1), min_size=1, max_size=8)):
        changed[at] ^= 1 << data.draw(st.integers(0, 7))
    path = tmp_path_factory.mktemp("turned") / name
    path.write_bytes(changed)
    try:
        use(path)
    except UserError as error:
        assert "secretly" not in error.what


@examples(100)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\3\4", b"PK\5\6"]))
def test_any_bytes_are_a_package_or_unsafe(data: bytes, start: bytes) -> None:
    for use in (safe_zip.members, safe_zip.zip_metadata):
        try:
            list(use(start + data))
        except Unsafe as reason:
            assert str(reason)
