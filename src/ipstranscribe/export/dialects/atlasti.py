"""ATLAS.ti: a text that its focus group coding codes by speaker and by question.

Rule, from the manual ("Guidelines for preparing focus group data"): a contribution begins with `@name:`, and runs to the
next; a user-defined pattern can be used instead. Every line here starts with a mark for the question (`@Q…`) and one for
the speaker, which never starts with `@Q`, so that each can be searched for without the other.
"""

from typing import BinaryIO

from ipstranscribe.export.content.document import Document
from ipstranscribe.export.content.running_text import opening
from ipstranscribe.export.content.segments import TurnSegment, turn_segments
from ipstranscribe.export.dialects.maxqda import windows_text
from ipstranscribe.export.dialects.names import full_width, safe_name
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.wording import Wording, wording_of


def write(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write a line for every unit and for the talk between units; an at sign in the talk becomes full-width."""
    wording = wording_of(settings.document_language)
    lines = [
        f"@{mark(part, wording)}: @{speaker(part.turn.speaker)}: {full_width(part.text, '@')}\n"
        for part in turn_segments(document)
    ]
    file.write(windows_text(full_width(opening(document, wording), "@") + "\n".join(lines)))


def mark(part: TurnSegment, wording: Wording) -> str:
    """The question label of a segment, starting with `Q`: the question's id, or untagged, leftover or none."""
    if part.unit is None:
        return f"Q {wording.none}"
    if part.unit.kind == "leftover":
        return f"Q {wording.leftovers}"
    return question_mark(part.unit.question) if part.unit.question else f"Q {wording.untagged}"


def question_mark(question: str) -> str:
    """The label of a question: its id, with `Q` before it unless it already starts with `Q`."""
    name = safe_name(question)
    return name if name.startswith("Q") else safe_name(f"Q {name}")


def speaker(label: str) -> str:
    """A speaker's label, prefixed if it could be mistaken for a question label."""
    name = safe_name(label)
    return safe_name(f"S {name}") if name.startswith("Q") else name
