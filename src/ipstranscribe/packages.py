"""Office files from strangers: a part of the zip package as XML, unless it is damaged, locked or made to harm."""

import io
import zipfile
import zlib
from typing import Any

MAX_PART, MAX_PACKAGE = 200_000_000, 1_000_000_000
"""Bytes that a part and a whole package may unfold to; more is taken for a zip bomb."""

MAX_RATIO = 1000
"""How many times its size a part may unfold to, from 1 MB on. Deflate itself reaches 1032 on a single repeated byte."""


class Unsafe(Exception):
    """A package that is not opened; its message says why, and quotes nothing."""


def part(package: bytes, name: str) -> bytes:
    """The bytes of the part `name`; raises Unsafe, also if there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            members = archive.infolist()
            if any(_bomb(m) for m in members) or sum(m.file_size for m in members) > MAX_PACKAGE:
                raise Unsafe("it unfolds to more than it may")
            return archive.read(name)
    except KeyError:
        raise Unsafe("a part of it is missing") from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise Unsafe("it is damaged or locked") from None


def xml(data: bytes) -> Any:
    """The root element of an XML part; raises Unsafe for one that is broken or declares a document type.

    Entities are declared in a document type, so that nothing is ever expanded or fetched.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unsafe("a part of it is not XML") from None
    if root.getroottree().docinfo.doctype:
        raise Unsafe("it declares XML entities")
    return root


def _bomb(member: zipfile.ZipInfo) -> bool:
    deep = member.file_size > 1_000_000 and member.file_size > MAX_RATIO * max(member.compress_size, 1)
    return deep or member.file_size > MAX_PART
