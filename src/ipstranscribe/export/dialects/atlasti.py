"""ATLAS.ti: a text whose speakers and questions its focus group coding finds, one after the other.

Rule, from the manual ("Guidelines for preparing focus group data"): a contribution begins with `@name:`, and runs to the
next; any pattern of one's own can be looked for instead. Every line here begins with a mark for the question, which begins
with `@Q`, and one for the speaker, which does not, so that each can be looked for without the other.
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
    """Write a line for every unit, and for what lies between them; an at sign said in the talk is in full width."""
    wording = wording_of(settings.document_language)
    lines = [
        f"@{mark(part, wording)}: @{speaker(part.turn.speaker)}: {full_width(part.text, '@')}\n"
        for part in turn_segments(document)
    ]
    file.write(windows_text(full_width(opening(document, wording), "@") + "\n".join(lines)))


def mark(part: TurnSegment, wording: Wording) -> str:
    """What a stretch answers, beginning with `Q`: the question's id, else that it is untagged, left over or none."""
    if part.unit is None:
        return f"Q {wording.none}"
    if part.unit.kind == "leftover":
        return f"Q {wording.leftovers}"
    return question_mark(part.unit.question) if part.unit.question else f"Q {wording.untagged}"


def question_mark(question: str) -> str:
    """The id of a question, with `Q` before it unless it begins so."""
    name = safe_name(question)
    return name if name.startswith("Q") else safe_name(f"Q {name}")


def speaker(label: str) -> str:
    """The label of a speaker, set apart from questions if it begins as they do."""
    name = safe_name(label)
    return safe_name(f"S {name}") if name.startswith("Q") else name
