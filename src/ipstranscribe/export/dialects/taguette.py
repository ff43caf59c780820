"""Taguette: an HTML page with only the elements it keeps on import (convert.py of 1.5): headings, paragraphs, emphasis."""

from typing import BinaryIO

from ipstranscribe.export.content.document import Document, shared_facts
from ipstranscribe.export.content.running_text import speaker_prefix
from ipstranscribe.export.transcript_html import escaped
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.time_codes import clock
from ipstranscribe.text.wording import wording_of


def write(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the interview turn by turn, with a heading at each main question. It is the same in every coder's copy."""
    wording = wording_of(settings.document_language)
    title = escaped(f"{document.transcript.interview} – {wording.pseudonymized_transcript}")
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{settings.document_language}">',
        f'<head><meta charset="utf-8"><title>{title}</title></head>',
        f"<body><main><h1>{title}</h1>",
        f"<p><strong>{escaped(document.header.mark(wording))}</strong></p>",
        *(f"<p>{escaped(name)} – {escaped(value)}</p>" for name, value in shared_facts(document, wording)),
    ]
    questions = {question.id: question for question in document.guide.questions}
    asked = {one.turn: questions.get(one.question or "") for one in document.units.asked if one.kind == "main"}
    for turn in document.transcript.turns:
        if question := asked.get(turn.id):
            lines.append(f"<h2>{escaped(f'{question.id}. {question.text}')}</h2>")
        time = f" <em>{clock(turn.start)}</em>" if turn.start is not None else ""
        lines.append(
            f"<p><strong>{escaped(speaker_prefix(turn).strip())}</strong>{time} {escaped(document.said(turn))}</p>"
        )
    file.write(("\n".join([*lines, "</main></body></html>"]) + "\n").encode("utf-8"))
