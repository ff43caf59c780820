"""Re-identification: replacements are turned back into originals with the pseudonymization key."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from ipstranscribe.documents import safe_zip
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Key

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_BRACKETED = re.compile(r"\[[^\[\]\n]{1,200}\]")


@dataclass(frozen=True)
class Reidentified:
    """A re-identified file and its text. `unknown` counts brackets that stay: the key has no original, or several."""

    content: bytes
    text: str
    put_back: int
    unknown: int


class OriginalForms:
    """Replacement → original, the first written form of its entity in the key. Counts what is put back."""

    def __init__(self, key: Key) -> None:
        found: dict[str, set[str]] = {}
        for entity in key.entities:
            if entity.originals:
                found.setdefault(_bare(entity.replacement), set()).add(entity.originals[0])
        self._forms = {replacement: next(iter(forms)) for replacement, forms in found.items() if len(forms) == 1}
        self.put_back = self.unknown = 0

    def of(self, bracketed: str) -> str | None:
        """The original for `[employer 1]` or `[employer 1: shipping]`; None if the key has none, or more than one."""
        return self._forms.get(_bare(bracketed)) or self._forms.get(_bare(bracketed).split(":", 1)[0].strip())

    def into(self, text: str) -> str:
        """`text` with originals in place of all known replacements."""
        return _BRACKETED.sub(lambda match: self.counted(match.group()), text)

    def counted(self, bracketed: str) -> str:
        """The original of `bracketed`, or the bracket itself; counted as put back or unknown."""
        original = self.of(bracketed)
        if original is None:
            self.unknown += 1
            return bracketed
        self.put_back += 1
        return original


def _bare(replacement: str) -> str:
    return replacement.strip("[] ").replace("\u2019", "'")  # Word turns apostrophes


def reidentify(content: bytes, name: str, key: Key) -> Reidentified:
    """Re-identify a `.txt`, `.md`, `.csv` or `.docx` file (by `name`); raises UserError if it cannot be read."""
    reader = _READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise UserError(
            f"{name}: originals can be put back into {', '.join(_READERS)} only.",
            "Choose such a file.",
            ExitCode.WRONG_FILE,
        )
    originals = OriginalForms(key)
    try:
        put, text = reader(content, originals)
    except (UnicodeDecodeError, csv.Error, safe_zip.Unsafe):
        raise UserError(f"{name} cannot be read.", "Save it again, text as UTF-8.", ExitCode.WRONG_FILE) from None
    return Reidentified(put, text, originals.put_back, originals.unknown)


def forms_of(key: Key, replacement: str) -> list[tuple[str, ...]]:
    """The written forms of each entity with this `replacement` (or an id such as `E0007`)."""
    wanted = _bare(replacement)
    return [e.originals for e in key.entities if wanted in (_bare(e.replacement), e.id)]


def _text(content: bytes, originals: OriginalForms) -> tuple[bytes, str]:
    text = originals.into(content.decode("utf-8"))
    return text.encode("utf-8"), text.removeprefix("\ufeff")


def _csv(content: bytes, originals: OriginalForms) -> tuple[bytes, str]:
    """Cell by cell, because a name may hold a comma."""
    text = content.decode("utf-8")
    mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    out = io.StringIO(newline="")
    ending = "\r\n" if "\r\n" in text else "\n"
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ending)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    writer.writerows([originals.into(cell) for cell in row] for row in rows)
    return (mark + out.getvalue()).encode("utf-8"), out.getvalue()


def _docx(content: bytes, originals: OriginalForms) -> tuple[bytes, str]:
    """Body, tables, text boxes, headers, footers and comments; an original gets the format of the bracket's first run."""
    from docx import Document
    from docx.oxml.ns import qn

    safe_zip.check(content)
    try:
        document = Document(io.BytesIO(content))
    except (KeyError, ValueError):
        raise safe_zip.Unsafe("it is no Word document") from None
    parts = [part.element for part in document.part.package.iter_parts() if hasattr(part, "element")]
    lines = [_in_paragraph(p, originals) for element in parts for p in element.iter(qn("w:p"))]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), "\n".join(lines)


def _in_paragraph(paragraph: "BaseOxmlElement", originals: OriginalForms) -> str:
    """Replace brackets in the joined text of runs, also those that are split over runs; returns the new text."""
    from docx.oxml.ns import qn

    texts = [t for t in paragraph.iter(qn("w:t")) if next(t.iterancestors(qn("w:p"))) is paragraph]
    joined = "".join(t.text or "" for t in texts)
    for match in reversed(list(_BRACKETED.finditer(joined))):
        original = originals.counted(match.group())
        if original != match.group():
            _put(texts, match.span(), original)
    return "".join(t.text or "" for t in texts)


def _put(texts: Iterable["BaseOxmlElement"], span: tuple[int, int], original: str) -> None:
    at, (start, end) = 0, span
    for node in texts:
        text = node.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            node.text = text[:first] + (original if at + first == start else "") + text[last:]
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        at += len(text)


_READERS: dict[str, Callable[[bytes, OriginalForms], tuple[bytes, str]]] = {
    ".txt": _text,
    ".md": _text,
    ".csv": _csv,
    ".docx": _docx,
}
