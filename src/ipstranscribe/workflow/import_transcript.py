"""Transcript import: a corrected draft or a transcript made elsewhere becomes the stored transcript and a new Word draft."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Protocol

from ipstranscribe import events
from ipstranscribe import guide as guides
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.model import Cast, Interview, MadeBy, PseudonymizedTranscript, Transcript
from ipstranscribe.review.transcript.alignment import Show
from ipstranscribe.review.transcript.foreign import ImportDetails, import_foreign, no_talk_error, reassign
from ipstranscribe.review.transcript.readers import ParsedTranscript, read
from ipstranscribe.review.transcript.returned_draft import (
    CorrectedTurn,
    draft_bookmarks,
    is_of_other_interview,
    read_returned_draft,
)
from ipstranscribe.review.transcript.speaker_labels import UserLabels, cast_in
from ipstranscribe.review.transcript.speaker_roles import infer_roles
from ipstranscribe.review.transcript.transcript_review import TranscriptReview
from ipstranscribe.study import locks, storage, transcript_versions
from ipstranscribe.study.folder import Study
from ipstranscribe.text import conventions
from ipstranscribe.text.wording import wording_of
from ipstranscribe.workflow import given_files, gone_talk
from ipstranscribe.workflow.corrections_of_others import base_of_file, with_others
from ipstranscribe.workflow.imported_transcript import CORRECTED_DRAFT, ImportedTranscript
from ipstranscribe.workflow.term_corrections import OfferNotice, note_corrections
from ipstranscribe.workflow.word_draft import draft, keep_edited_draft

SAME_TALK = 0.6
"""Share of words in common, in order, from which a file without our bookmarks counts as a correction of the stored
transcript. Even a poor recognizer gets seven words in ten; two different interviews share function words only."""

FEWEST_REPLACEMENTS = 3
"""Number of different replacements from which a file counts as pseudonymized; fewer may be somebody's own brackets."""

_BRACKETED = re.compile(r"(\[[^\[\]:]+)(?::[^\[\]]*)?\]")

TITLE = 3
"""Number of paragraphs at the start in which a document's title is looked for."""


@locks.holding_interview("import transcript")
def import_transcript(
    study: Study, interview: Interview, file: Path, told: UserLabels | None = None, *, overwrite: bool = False
) -> ImportedTranscript:
    """Read `file` as the transcript of `interview`, store it and rewrite its draft.

    Our own draft, and any text that has most words of the stored transcript and no times of its own, is merged as a
    correction: unchanged parts keep ids and times, and what others corrected since the draft was made is kept. Raises
    UserError (REFUSED) where both changed the same words, or where it is not known whether others' work would be undone:
    with `overwrite` the file's version is taken. Another text replaces a stored transcript with `overwrite` only. What is
    replaced is kept, and a draft that a person has changed as well.
    """
    done = _without_withdrawn(
        study, interview, _read(study, interview, file, told or UserLabels(), overwrite=overwrite)
    )
    copy = keep_edited_draft(study, interview)
    kept = transcript_versions.store(study, done.transcript)
    storage.write_bytes(study.draft(interview.id), draft(done.transcript, study, interview), private=True)
    replaced = kept.relative_to(study.root).as_posix() if kept and overwrite else None
    return replace(done, kept_copy=copy, replaced=replaced, offer=_offer(study, done))


def _offer(study: Study, done: ImportedTranscript) -> OfferNotice | None:
    """Offer what was corrected for other interviews; the import stands, also where these cannot be read."""
    if done.corrected is None:
        return None
    try:
        return note_corrections(study, *done.corrected)
    except UserError as error:
        events.warn(f"{done.transcript.interview}: its corrections are not offered for other interviews: {error.what}")
        return None


def preview_transcript(
    study: Study, interview: Interview, file: Path, told: UserLabels | None = None, *, overwrite: bool = False
) -> ImportedTranscript:
    """What `import_transcript` would store, without storing anything; raises the same errors."""
    return _without_withdrawn(
        study, interview, _read(study, interview, file, told or UserLabels(), overwrite=overwrite)
    )


def _without_withdrawn(study: Study, interview: Interview, done: ImportedTranscript) -> ImportedTranscript:
    """What was read without the talk of people who have withdrawn from this interview: no old draft brings it back."""
    withdrawn = [one for one in study.withdrawn.withdrawals if interview.id in one.shared]
    gone = gone_talk.without([one.participant for one in withdrawn], study.withdrawn.gone_turns(interview.id))
    before = done.shown
    if not withdrawn or not any(gone.is_gone(turn.id, turn.speaker) for turn in before.turns):
        return done
    kept = gone_talk.of_transcript(before, gone)
    if not kept.turns:
        raise no_talk_error()
    merged = replace(done.merged, transcript=kept) if done.merged else None
    return replace(done, transcript=kept, merged=merged, left_out=len(before.turns) - len(kept.turns))


def _heard_before(study: Study, interview: Interview) -> Cast:
    """Who may be heard in a file, people who have withdrawn since among them: their talk has to be known to be left out."""
    listed = next(one for one in study.listed if one.id == interview.id)
    known = {one.id for one in study.participants}
    return study.cast(listed.model_copy(update={"participants": tuple(i for i in listed.participants if i in known)}))


def _read(study: Study, interview: Interview, file: Path, told: UserLabels, *, overwrite: bool) -> ImportedTranscript:
    given_files.expect_transcript(file)
    reading = read(file)
    names = draft_bookmarks(reading.paragraphs)
    if is_of_other_interview(names, interview.id):
        raise UserError(
            f"The file is not the draft of {interview.id}: it belongs to another interview.",
            "Name the interview that it belongs to.",
            ExitCode.WRONG_FILE,
        )
    path = study.transcript(interview.id)
    stored = storage.read(path, Transcript) if path.exists() else None
    if _has_title(reading) or _has_replacements(study, interview, reading, stored):
        raise UserError(
            "The file is a pseudonymized transcript, not a draft with what was said.",
            "Correct the draft under restricted/transcripts.",
            ExitCode.WRONG_FILE,
        )
    if stored:
        base = base_of_file(study, stored, reading)
        manner = _Manner(told, _heard_before(study, interview), of_ours=bool(names))
        corrected = _corrected(study, base or stored, reading, manner)
        if corrected:
            found = corrected if overwrite else with_others(study, stored, base, corrected, reading)
            assert corrected.merged is not None  # noqa: S101 - only corrections come here
            return replace(_signed(found, file), corrected=(base or stored, corrected.merged.transcript))
        if not overwrite:
            raise UserError(
                f"{interview.id} has a transcript, and the file is not a correction of it.",
                "Add --overwrite to put the file in its place." + _caution(study, interview),
                ExitCode.REFUSED,
            )
    origin = _origin(study, interview, file, stored)
    if reading.transcript:
        return ImportedTranscript(reassign(reading.transcript, origin), reading.format, reading=reading)
    return ImportedTranscript(import_foreign(reading, origin, told), reading.format, reading=reading)


def _caution(study: Study, interview: Interview) -> str:
    """What to see to where somebody has withdrawn from the interview."""
    gone = [one.participant for one in study.withdrawn.withdrawals if interview.id in one.shared]
    return f" First take out of it what {', '.join(gone)} said, who has withdrawn." if gone else ""


class _HasText(Protocol):
    """A turn or a paragraph."""

    @property
    def text(self) -> str:
        """What stands in it."""


class _Manner(NamedTuple):
    """How the labels of a file are to be read: what the user said, who may be heard, whether it is a draft of ours."""

    told: UserLabels
    cast: Cast
    of_ours: bool


def _corrected(
    study: Study, stored: Transcript, reading: ParsedTranscript, manner: _Manner
) -> ImportedTranscript | None:
    """Merge the file's corrections into `stored`; None if the file is another text or has times of its own."""
    if reading.transcript or any(said.start is not None for said in reading.said if not manner.of_ours):
        return None
    review = TranscriptReview(stored, manner.told, _show(study, stored, reading), manner.cast)
    if manner.of_ours:
        back = read_returned_draft(reading.paragraphs, stored)
        if not any(turn.text.strip() for turn in back.turns):
            raise no_talk_error()
        read_back = replace(reading, joined=back.joined)
        return ImportedTranscript(stored, CORRECTED_DRAFT, review.decide(back.turns), read_back)
    cast = manner.cast if len(manner.cast.ids) > 1 else cast_in(stored)
    roles = infer_roles([(said.label, said.text) for said in reading.said], cast, manner.told)
    turns = [
        CorrectedTurn(s.text, s.place, label=roles.speakers[s.label].label if s.label else None) for s in reading.said
    ]
    merged = review.decide(turns)
    if merged.kept < SAME_TALK:
        return None
    return ImportedTranscript(stored, reading.format, merged, reading)


def _has_title(reading: ParsedTranscript) -> bool:
    """Whether a document calls itself a pseudonymized transcript."""
    titles = tuple(wording_of(language).pseudonymized_transcript for language in LANGUAGES)
    return any(paragraph.text.strip().endswith(titles) for paragraph in reading.paragraphs[:TITLE])


def _has_replacements(study: Study, interview: Interview, reading: ParsedTranscript, stored: Transcript | None) -> bool:
    """Whether a file is made of the pseudonymized text (a table of units, a text for a program), whatever its format.

    It has the same turns, and as a correction it would replace the originals. It shows most replacements of the interview,
    in any profile's wording, that the stored transcript does not have; a few may have been typed by hand.
    """
    path = study.pseudonymized(interview.id)
    if not path.exists():
        return False
    shown = _bracketed(storage.read(path, PseudonymizedTranscript).turns)
    before = _bracketed(stored.turns if stored else ())
    new = shown & (_bracketed(reading.said) | _bracketed(reading.paragraphs)) - before
    return len(new) >= FEWEST_REPLACEMENTS and 2 * len(new) >= len(shown - before)


def _bracketed(said: Iterable[_HasText]) -> set[str]:
    """What stands in square brackets, without the closing one and what a profile says after a colon."""
    return {found for one in said for found in _BRACKETED.findall(one.text)}


def _signed(done: ImportedTranscript, file: Path) -> ImportedTranscript:
    """The corrected transcript, with the recognizer's provenance kept and the file's checksum added."""
    assert done.merged is not None  # noqa: S101 - only corrections are signed
    new = done.merged.transcript
    if not new.turns:
        raise no_talk_error()
    settings = {**new.made_by.settings, "imported from": done.form}
    made_by = MadeBy(program=new.made_by.program, inputs=storage.file_digest(file), settings=settings)
    return replace(done, transcript=new.model_copy(update={"made_by": made_by}))


def _origin(study: Study, interview: Interview, file: Path, stored: Transcript | None) -> ImportDetails:
    wording = guides.load(study.guide).questions if study.guide.exists() else ()
    return ImportDetails(
        interview=interview.id,
        cast=_heard_before(study, interview),
        language=study.transcribe_settings(interview).language or study.config.document_language,
        checksum=storage.file_digest(file),
        recordings=stored.recordings if stored else (),
        guide_wording=tuple(question.text for question in wording),
    )


def _show(study: Study, stored: Transcript, reading: ParsedTranscript) -> Show:
    """The convention by which the draft of `stored` was shown: named in its header block, else that of the study."""
    header = [p.text.split("\t", 1)[-1].split(".", 1)[0] for p in reading.paragraphs if "\t" in p.text]
    name = next((name for name in header if name in conventions.conventions()), study.config.convention)
    shown = conventions.show_all(stored, conventions.get_convention(name), stored.unheard)
    return lambda turn: shown[turn.id].pieces
