"""MAXQDA: one file of all interviews, coded by question on import, and a focus group transcript per interview.

Rules, from MAXQDA's online help: `#TEXT` and a name, in capitals and without a blank, begins a document; `#CODE` and a name
codes what follows up to `#ENDCODE` ("Structured documents (preprocessor)"). A contribution to a focus group is a paragraph
that begins with a name of at most 63 characters and a colon; text before the first one is not coded if it has no colon in
its first 63 characters ("Focus group transcripts"). A backslash in a name nests codes, so names have none.
"""

from collections.abc import Iterator
from typing import BinaryIO

from ipstranscribe.export.content.code_names import question_headings, rest_headings
from ipstranscribe.export.content.document import Document
from ipstranscribe.export.content.running_text import one_line, opening, running_text
from ipstranscribe.export.content.segments import turn_segments
from ipstranscribe.export.content.study_document import StudyDocument
from ipstranscribe.export.dialects.names import full_width, safe_name
from ipstranscribe.model import Unit
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.wording import Wording, wording_of


def write(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write an interview as a focus group transcript: a paragraph per turn, after the speaker's name and a colon."""
    text = running_text(
        document, lambda turn: f"{safe_name(turn.speaker)}: ", opening(document, wording_of(settings.document_language))
    )
    file.write(windows_text(full_width(text.text, "#")))


def write_study(document: StudyDocument, settings: ExportSettings, file: BinaryIO) -> None:
    """Write all ready interviews with each unit coded by its question, or as untagged or leftover."""
    wording = wording_of(settings.document_language)
    codes = code_names(document, wording)
    ready = [part.document for part in document.parts if part.document is not None]
    lines = [line for one in ready for line in _interview(one, codes, wording)]
    file.write(windows_text("\n".join(lines or [document.header.mark(wording)]) + "\n"))


def code_names(document: StudyDocument, wording: Wording) -> dict[str | None, str]:
    """Code names: question id → name; None → untagged units; `LEFTOVER` → leftovers."""
    others = rest_headings(document.guide, wording)
    codes: dict[str | None, str] = {None: safe_name(others.untagged), LEFTOVER: safe_name(others.leftovers)}
    for question, name in question_headings(document.guide).items():
        codes[question] = safe_name(name)
    return codes


LEFTOVER = " leftover"
"""The key of leftovers in `code_names`; no question id starts with a blank."""


def windows_text(text: str) -> bytes:
    """Encode text for Windows programs: UTF-8 with a byte order mark, line ends of carriage return and line feed."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _interview(document: Document, codes: dict[str | None, str], wording: Wording) -> Iterator[str]:
    yield f"#TEXT{safe_name(document.transcript.interview)}"
    yield full_width(opening(document, wording), "#")
    for part in turn_segments(document):
        said = full_width(f"{one_line(part.turn.speaker)}: {part.text}", "#")
        yield from (f"#CODE{codes[_code(part.unit)]}", said, "#ENDCODE", "") if part.unit else (said, "")


def _code(unit: Unit) -> str | None:
    return LEFTOVER if unit.kind == "leftover" else unit.question
