"""The journals of transcripts in review: what was edited is found again, and merged with what was stored since."""

from dataclasses import dataclass
from pathlib import Path

from ipstranscribe.errors import UserError
from ipstranscribe.model import Interview, Speaker, Transcript
from ipstranscribe.model.edits import JournalMove, JournalStart, JournalStep, JournalStored
from ipstranscribe.review.transcript.concurrent import merge_concurrent
from ipstranscribe.review.transcript.edit_history import EditHistory
from ipstranscribe.review.transcript.editing import edited
from ipstranscribe.review.transcript.relabel import new_speaker
from ipstranscribe.review.transcript.timed_talk import TimedTalk
from ipstranscribe.study import edit_journal, file_names, storage, transcript_versions
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.word_draft import draft, keep_edited_draft

RESUMED = "Edits that were not stored yet were found again."
MERGED = "The transcript was changed elsewhere since it was edited here. Both are kept; undoing begins anew."
BEGUN_ANEW = "The transcript was changed elsewhere since it was edited here. Undoing begins anew."


@dataclass
class Restored:
    """What a journal tells: the transcript that the edits were made to, all steps, and the version stored last."""

    timed: TimedTalk
    history: EditHistory
    stored: str

    def transcript(self, study: Study, interview: Interview) -> Transcript:
        """The transcript with all edits."""
        talk = self.history.talk
        return self.timed.transcript(
            talk, speakers_of(study, interview, self.timed.base, {t.speaker for t in talk.turns})
        )


def speakers_of(study: Study, interview: Interview, base: Transcript, labels: set[str]) -> dict[str, Speaker]:
    """The speakers of labels; raises UserError for a label that could be a name, or that nobody here can have."""
    known = {speaker.label: speaker for speaker in base.speakers}
    missing = labels - known.keys()
    if missing:
        cast = study.cast(interview)
        known |= {label: new_speaker(label, cast) for label in missing}
    return known


def fresh(transcript: Transcript) -> Restored:
    """A transcript without edits."""
    timed = TimedTalk(transcript)
    return Restored(timed, EditHistory(timed.start), transcript_versions.version_of(transcript))


def restore(study: Study, interview: str, current: Restored) -> Restored | None:
    """What the journal of an interview tells; None if there is none, or the transcript that it is about is not kept.

    `current` is the stored transcript. Raises UserError for a journal that is damaged.
    """
    path = study.edits(interview)
    if not path.exists():
        return None
    start, *lines = edit_journal.read(path)
    assert isinstance(start, JournalStart)  # noqa: S101 - `read` sees to it
    if start.base == current.stored:
        timed = current.timed
    elif base := transcript_versions.earlier(study, interview, start.base):
        timed = TimedTalk(base)
    else:
        return None
    history = EditHistory(timed.start)
    found = Restored(timed, history, start.base)
    for line in lines:
        if isinstance(line, JournalStep):
            history.do(edited(history.talk, line.edits))
        elif isinstance(line, JournalMove):
            (history.undo if line.line == "undo" else history.redo)()
        elif isinstance(line, JournalStored):
            found.stored = line.version
    return found


def journals(study: Study, interview: str) -> list[Path]:
    """The journal of an interview, and those that were kept aside."""
    path = study.edits(interview)
    return [one for one in (path, *sorted(path.parent.glob(f"{path.stem}_kept_*{path.suffix}"))) if one.exists()]


def has_unstored(study: Study, interview: str) -> bool:
    """Whether edits of an interview were never stored, as after a crash; a journal that cannot be read may hold some."""
    path = study.edits(interview)
    if not path.exists():
        return False
    try:
        lines = edit_journal.read(path)
    except UserError:
        return True
    return not isinstance(lines[-1], JournalStart | JournalStored)


@dataclass
class Opened:
    """An interview opened for review: where the edits stand, and what a person should know."""

    restored: Restored
    notice: str = ""


def open_journal(study: Study, interview: Interview) -> Opened:
    """The transcript of an interview with what its journal tells; whoever calls holds the interview.

    Where somebody else changed the stored transcript meanwhile, both are merged and stored; in conflict the edits are kept
    aside, as a journal and as a Word draft.
    """
    current = fresh(storage.read(study.transcript(interview.id), Transcript))
    try:
        found = restore(study, interview.id, current)
        if found and found.stored == current.stored:
            return Opened(found, RESUMED if has_unstored(study, interview.id) else "")
        mine = found.transcript(study, interview) if found else None
    except UserError as error:
        return Opened(current, f"{error.what} {_aside(study, interview.id)}")
    if found is None or mine is None:
        there = study.edits(interview.id).exists()
        why = (
            f"The version of the transcript that was edited is not kept. {_aside(study, interview.id)}" if there else ""
        )
        return Opened(current, why)
    ours = transcript_versions.version_of(mine)
    if ours == current.stored:  # a crash after the transcript was stored, before the journal told so
        found.stored = ours
        return Opened(found)
    if ours == found.stored:
        storage.delete(study.edits(interview.id))
        return Opened(current, BEGUN_ANEW if found.history.can_undo else "")
    return _merged(study, interview, found, mine, current)


def _merged(study: Study, interview: Interview, found: Restored, mine: Transcript, current: Restored) -> Opened:
    base = transcript_versions.earlier(study, interview.id, found.stored)
    both = merge_concurrent(base, mine, current.timed.base) if base else None
    if both is None or both.conflicts:
        turns = f" ({', '.join(both.conflicts[:5])})" if both else ""
        beside = file_names.kept_copy(
            study.draft(interview.id).with_name(f"{interview.id}_transcript.docx"), "page", storage.to_bytes(mine)
        )
        storage.write_bytes(beside, draft(mine, study, interview), private=True)
        aside = _aside(study, interview.id)
        return Opened(
            current,
            f"The transcript was changed elsewhere since it was edited here, and the same turns differ{turns}. What was "
            f"edited here is kept as {beside.name}, a Word draft: carry over what you need of it. {aside}",
        )
    store_reviewed(study, interview, both.transcript)
    storage.delete(study.edits(interview.id))
    return Opened(fresh(both.transcript), MERGED)


def store_reviewed(study: Study, interview: Interview, transcript: Transcript) -> str | None:
    """Store a transcript and its Word draft; returns the name of the copy of a draft that a person had changed."""
    copy = keep_edited_draft(study, interview)
    transcript_versions.store(study, transcript)
    storage.write_bytes(study.draft(interview.id), draft(transcript, study, interview), private=True)
    return copy


def _aside(study: Study, interview: str) -> str:
    """Keep a journal under a name of its own; returns the sentence that says so."""
    path = study.edits(interview)
    kept = file_names.kept_copy(path, "kept", path.read_bytes())
    path.replace(kept)
    return f"The edits are kept as {kept.name}."
