"""The reading copy (Word): the pseudonymized transcript, turn by turn, for the overall impression before any coding.

Made to be printed and written on: lines are numbered, and there is room beside them.
"""

from typing import BinaryIO

from ipstranscribe.documents.word import Manuscript, Page
from ipstranscribe.export.content.document import Document, facts
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.time_codes import clock
from ipstranscribe.text.wording import wording_of

_FOR_NOTES = 6.5
"""Right margin in centimetres, wide enough for handwritten notes."""


def write(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the reading copy. Each turn lies in a hidden bookmark, as in the transcript's draft."""
    wording = wording_of(settings.document_language)
    transcript = document.transcript
    manuscript = Manuscript(
        Page(
            title=f"{transcript.interview} – {wording.pseudonymized_transcript}",
            mark=document.header.mark(wording),
            language=transcript.language,
            wording=wording,
            right=_FOR_NOTES,
            numbered=True,
        )
    )
    manuscript.facts(facts(document, wording, ("identifiers",)))
    for turn in transcript.turns:
        manuscript.turn(turn.id, turn.speaker, clock(turn.start), [(document.said(turn), False)])
    manuscript.save(file)
