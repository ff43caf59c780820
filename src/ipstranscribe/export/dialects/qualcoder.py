"""QualCoder 4: a text with marks like `[P3; Q2; working]`, which code each line with speaker, question and branch at once.

Rules, from its code (speakers.py, "Mark speakers", with `[Name]` ticked alone): a mark counts at the start of a line only;
`;` parts the names of codes, which have at most 63 characters; a second bracket right after the mark would be one more
code, so that an invisible sign (U+2060, word joiner) stands before a text that begins with one, such as `[employer 1]`.
"""

from typing import BinaryIO

from ipstranscribe.export.content.document import Document
from ipstranscribe.export.content.running_text import opening
from ipstranscribe.export.content.segments import TurnSegment, turn_segments
from ipstranscribe.export.dialects.names import safe_name
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.wording import Wording, wording_of

_JOINER = "\u2060"


def write(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write a line for every unit and for the talk between units, with the branch only if readers may know it."""
    wording = wording_of(settings.document_language)
    lines = [
        f"[{_codes(part, _branch(part, document), wording)}] {_apart(part.text)}\n" for part in turn_segments(document)
    ]
    above = "".join(f"{_apart(line)}\n" for line in opening(document, wording).split("\n")[:-1])
    file.write((above + "\n".join(lines)).encode("utf-8"))


def _branch(part: TurnSegment, document: Document) -> str | None:
    """The branch of who speaks, if readers may know it."""
    units = document.units
    return units.branches.get(part.turn.speaker, units.branch) if "branch" in document.header.facts else None


def _codes(part: TurnSegment, branch: str | None, wording: Wording) -> str:
    names = [part.turn.speaker]
    if part.unit is not None:
        tag = wording.leftovers if part.unit.kind == "leftover" else part.unit.question or wording.untagged
        names += [tag, *([branch] if branch else [])]
    return "; ".join(map(safe_name, names))


def _apart(text: str) -> str:
    return _JOINER + text if text.startswith("[") else text
