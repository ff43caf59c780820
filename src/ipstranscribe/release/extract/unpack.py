"""Unpack a file into all of its texts: visible ones, and those hidden in names, properties and comments.

Word and Excel split one word over several runs; texts are joined before they are searched. A file that cannot be read
completely is refused, after the texts that could be found in it.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from ipstranscribe.documents import safe_zip
from ipstranscribe.release.extract import binary, office, plain_text
from ipstranscribe.release.extract.pieces import CannotLookInside, ExactPlace, ExtractedText, LocatedText
from ipstranscribe.study import storage

__all__ = ["CannotLookInside", "LocatedText", "unpack"]

DEEPEST = 3
"""Maximum nesting of packages: a workbook in a document in an archive."""

_XML = frozenset({".xml", ".qde", ".rels", ".rdf"})
_PACKAGES = frozenset(
    ".zip .docx .docm .dotx .xlsx .xlsm .xltx .pptx .pptm .odt .ods .odp .ott .ots .qdpx".split()  # noqa: SIM905
)
_PLAIN = frozenset(
    ".csv .tsv .txt .json .jsonl .md .log .toml .html .htm .vtt .srt .sha256 .vml".split()  # noqa: SIM905
)
_PLAIN_MEMBERS = frozenset({"mimetype"})
"""Members without a suffix that are text: the type of an OpenDocument file."""

_SHEET = re.compile(r"xl/worksheets/sheet(\d{1,4})\.xml")
_SHEET_NAME = re.compile(_SHEET.pattern.encode())
_SHORTEST_REMARK = 3
"""Minimum length of text in a comment or extra field of the zip format, which also hold times and numbers."""

_INSIDE = "inside it: "


def unpack(name: str, data: bytes, sounds: Collection[str] = ()) -> Iterator[LocatedText]:
    """All texts of the file `name`, including its own name, each with its location (see `LocatedText`).

    Recordings whose SHA-256 is among `sounds` are sound that was made for these readers, and hold no text.
    Escaped characters in any text (`%61`, `&#97;`) are decoded by the search, not here.

    Raises CannotLookInside if the file, or anything in it, cannot be read: always at the end, after every text that could
    be found, so that a caller who collects them has all of them by then.
    """
    inside = _Inside(name, safe_zip.Allowance(safe_zip.MAX_PACKAGE), kind=_suffix(name), sounds=sounds)
    yield from inside.pieces([ExtractedText(name)], "file name")
    try:
        yield from inside.texts(name, data)
    except safe_zip.Unsafe as reason:
        raise CannotLookInside(str(reason)) from None


@dataclass(frozen=True)
class _Inside:
    """Current location in a file: `members` are the names of the nested members on the path to it."""

    file: str
    allowance: safe_zip.Allowance
    members: tuple[str, ...] = ()
    kind: str = ""
    """The suffix of the file, or of the innermost package."""
    sheets: int = 0
    """The sheets of the innermost package, if it is a workbook."""
    sounds: Collection[str] = ()
    """Checksums of the recordings that may pass."""

    def pieces(self, texts: Iterable[ExtractedText], *last: str) -> Iterator[LocatedText]:
        """The texts, each with its location."""
        part, own = " → ".join((*self.members, *last)) or "text", self._own_part(last)
        for text, where, spots in texts:
            hidden = f", {where}" if where else ""
            yield LocatedText(self.file, part + hidden, text, ExactPlace(self.kind, own + hidden, spots))

    def _own_part(self, last: tuple[str, ...]) -> str:
        """The part of the innermost package; sheets by how many follow: the last ones of a workbook are the same always."""
        own = (*self.members, *last)[-1:]
        sheet = _SHEET.fullmatch(own[0]) if own else None
        return f"sheet {self.sheets - int(sheet[1])} before the last" if sheet else "".join(own)

    def texts(self, name: str, data: bytes) -> Iterator[LocatedText]:
        """The texts of a file or member by its suffix; raises CannotLookInside or Unsafe at the end."""
        suffix = _suffix(name)
        if suffix in _PACKAGES:
            yield from replace(self, kind=suffix)._package(data)
            return
        if binary.is_recording(suffix) and self.sounds and storage.digest_of(data) in self.sounds:
            return
        inside = replace(self, kind=suffix) if suffix in _PLAIN else self
        try:
            yield from inside.pieces(_read(name, suffix, data))
        except (CannotLookInside, safe_zip.Unsafe):
            yield from self._runs(data)
            raise

    def _package(self, data: bytes) -> Iterator[LocatedText]:
        """The texts of every member and of the zip format itself; reasons to refuse are raised when all have been read."""
        if len(self.members) >= DEEPEST:
            raise CannotLookInside("packages lie too deep in each other")
        unsound: list[str] = []
        refused: list[str] = []
        yield from _noting(unsound, self._remarks(data))
        yield from _noting(unsound, self._members(data, refused))
        if unsound:
            yield from self._runs(data.replace(b"PK", b"\0\0"))  # header signatures, which may touch text
            raise CannotLookInside(unsound[0])
        if refused:
            raise CannotLookInside(_INSIDE + refused[0].removeprefix(_INSIDE))

    def _members(self, data: bytes, refused: list[str]) -> Iterator[LocatedText]:
        sheets = len(set(_SHEET_NAME.findall(data)))
        for name, content in safe_zip.members(data, self.allowance):
            yield from self.pieces([ExtractedText(name)], "member name")
            inside = replace(self, members=(*self.members, name), sheets=sheets)
            yield from _noting(refused, inside.texts(name, content))

    def _remarks(self, data: bytes) -> Iterator[LocatedText]:
        for what, content in safe_zip.zip_metadata(data):
            yield from self.pieces(map(ExtractedText, binary.texts(content, _SHORTEST_REMARK)), what)

    def _runs(self, data: bytes) -> Iterator[LocatedText]:
        yield from self.pieces(ExtractedText(run, "bytes") for run in binary.text_runs(binary.without_samples(data)))


def _noting(reasons: list[str], pieces: Iterator[LocatedText]) -> Iterator[LocatedText]:
    """Yield `pieces`; an error is recorded in `reasons` and not raised, so that later pieces are read as well."""
    try:
        yield from pieces
    except (CannotLookInside, safe_zip.Unsafe) as reason:
        reasons.append(str(reason))


def _read(name: str, suffix: str, data: bytes) -> Iterator[ExtractedText]:
    if suffix in _XML:
        return office.texts(data)
    if suffix in _PLAIN or name in _PLAIN_MEMBERS:
        return plain_text.texts(data, suffix)
    if name.endswith("/") and not data:
        return iter(())
    raise CannotLookInside(binary.kind(suffix))


def _suffix(name: str) -> str:
    """The suffix of a name in lower case; `.rels` counts as a suffix even as the whole name."""
    _, dot, ending = name.rpartition("/")[2].rpartition(".")
    return f".{ending.lower()}" if dot else ""
