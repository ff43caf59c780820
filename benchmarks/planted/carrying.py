"""What all carriers have in common: the words around a canary, and how a text is cut, quoted and put into an archive."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from html import escape
from itertools import pairwise

Files = dict[str, bytes]
Carrier = Callable[[str], Files]
"""Puts a text into one place of a file: file name → content; no file where the place cannot hold that text."""

BEFORE, AFTER = "So then it was ", " again, as it had been."
"""Words of a clean text around the canary."""
FILE = "P1_units"
"""What carriers call their file: a name that says nothing."""


def amid(text: str) -> str:
    """The text in a sentence."""
    return f"{BEFORE}{text}{AFTER}"


def pieces(text: str) -> list[str]:
    """The text cut in the middle of every word and number, so that no whole one is left in any piece."""
    cuts = [(match.start() + match.end()) // 2 for match in re.finditer(r"[^\W_]{2,}", text)]
    return [text[a:b] for a, b in pairwise([0, *cuts, len(text)])]


def as_name(text: str) -> str:
    """The text as far as file names and the names of styles, sheets and bookmarks may hold it."""
    return re.sub(r"[^\w.-]+", "_", text)[:60]


def xml(text: str) -> str:
    """The text as content or attribute of XML, without the signs that XML cannot hold."""
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text))


def file(suffix: str, write: Callable[[str], str]) -> Carrier:
    """A carrier of one text file: `write` makes its text around the canary."""
    return lambda text: {FILE + suffix: write(text).encode("utf-8", "surrogatepass")}


def zipped(members: Mapping[str, bytes | str], comment: bytes = b"") -> bytes:
    """A zip archive of fixed times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
        archive.comment = comment
    return out.getvalue()
