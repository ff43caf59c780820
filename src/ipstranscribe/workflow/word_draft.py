"""The Word draft of a stored transcript: written, recognized as the program's own, and kept where a person has edited it."""

import io
from typing import NamedTuple

from ipstranscribe.model import Interview, Transcript
from ipstranscribe.study import file_names, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.study.review_content import review_code, transcript_content


class DraftMarks(NamedTuple):
    """What a draft says of itself: its review code, and the base that it was made from."""

    code: bool = True
    base: bool = True


ALL_MARKS = DraftMarks()
"""What a draft says of itself in this version."""


def draft(
    transcript: Transcript,
    study: Study | None = None,
    interview: Interview | None = None,
    marks: DraftMarks = ALL_MARKS,
) -> bytes:
    """Write the Word draft of a transcript, in a study with its review code; `marks.base` as in `write_draft`."""
    from ipstranscribe.review.transcript.draft import DraftHeader, write_draft

    header = DraftHeader()
    if study and interview:
        header = DraftHeader(
            project=study.config.title,
            date=interview.date,
            place=interview.place,
            interviewer=interview.interviewer,
            convention=study.config.convention,
            document_language=study.config.document_language,
            code=review_code(transcript_content(transcript, study.config)) if marks.code else "",
        )
    out = io.BytesIO()
    write_draft(transcript, header, out, with_base=marks.base)
    return out.getvalue()


def is_draft_of(content: bytes, transcript: Transcript, study: Study, interview: Interview) -> bool:
    """Whether `content` is the Word draft as the program wrote it; earlier versions wrote no review code and no base."""
    written = (DraftMarks(coded, based) for coded in (True, False) for based in (True, False))
    return any(content == draft(transcript, study, interview, marks) for marks in written)


def keep_edited_draft(study: Study, interview: Interview) -> str | None:
    """Keep a copy of the study's draft if it was edited; returns the name of the copy."""
    path, stored = study.draft(interview.id), study.transcript(interview.id)
    if not path.exists():
        return None
    content = path.read_bytes()
    if stored.exists() and is_draft_of(content, storage.read(stored, Transcript), study, interview):
        return None
    copy = file_names.kept_copy(path.with_name(f"{interview.id}_transcript.docx"), "corrected", content)
    storage.write_bytes(copy, content, private=True)
    return copy.name
