"""The transcript of one interview in review on the page: opened, edited, undone, listened to, stored and approved.

Every edit is in the journal before it is answered. What is stored is what the import of a Word draft with the same text
would store. A session is used from one thread: the lock of its interview counts by thread.
"""

import contextlib
from collections.abc import Sequence
from typing import Literal, Self

from ipstranscribe import events
from ipstranscribe.errors import UserError
from ipstranscribe.model import Interview, Transcript
from ipstranscribe.model.edits import (
    Edit,
    JournalLine,
    JournalMove,
    JournalStart,
    JournalStep,
    JournalStored,
    SpeakerEdit,
    SplitEdit,
    SwapEdit,
    TextEdit,
)
from ipstranscribe.review.transcript.draft import base_of
from ipstranscribe.review.transcript.editing import PageTalk, edited, new_id
from ipstranscribe.study import approvals, edit_journal, locks, review_content, storage, transcript_versions
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import alike
from ipstranscribe.workflow.approve import approve_transcript
from ipstranscribe.workflow.listened import tick
from ipstranscribe.workflow.review_document import Json, change_since_json
from ipstranscribe.workflow.review_journal import (
    fresh,
    has_unstored,
    open_journal,
    restore,
    speakers_of,
    store_reviewed,
)
from ipstranscribe.workflow.review_shown import ShownTranscript
from ipstranscribe.workflow.roles import check_role
from ipstranscribe.workflow.term_corrections import note_corrections


def read_only(study: Study, interview: Interview) -> Json:
    """The document of an interview that somebody else may be editing, as far as that is on the disk."""
    current = fresh(storage.read(study.transcript(interview.id), Transcript))
    found = None
    with contextlib.suppress(UserError):  # damaged: what is stored can be read all the same
        found = restore(study, interview.id, current)
    shown = ShownTranscript(study, interview, found if found and found.stored == current.stored else current)
    return {**shown.document(), "read_only": True, "held_by": locks.holder(study, interview.id)}


class TranscriptSession:
    """One interview in review. It holds the interview from `open` to `close`."""

    def __init__(self, study: Study, interview: Interview, held: contextlib.ExitStack) -> None:
        self._study, self._interview, self._held = study, interview, held
        opened = open_journal(study, interview)
        self._shown = ShownTranscript(study, interview, opened.restored)
        self._notice = opened.notice
        self._journal: edit_journal.EditJournal | None = None
        self._unstored = has_unstored(study, interview.id)

    @classmethod
    def open(cls, study: Study, interview: Interview) -> Self:
        """Open an interview for review. Raises UserError (CANNOT_WRITE) where it is in use, or if it has no transcript."""
        with contextlib.ExitStack() as on_error:
            on_error.enter_context(locks.interview(study, interview.id, "review"))
            session = cls(study, interview, on_error)
            session._held = on_error.pop_all()
            return session

    def close(self) -> None:
        """Store what was edited and let the interview go. If it cannot be stored, the journal stays, and nothing is lost."""
        try:
            self.store()
        except UserError as error:
            events.failed(error, self._interview.id)
        finally:
            if self._journal:
                self._journal.close()
                self._journal = None
            self._held.close()

    # What is shown.

    @property
    def talk(self) -> PageTalk:
        """The turns as they stand on the page, without times."""
        return self._shown.restored.history.talk

    def document(self) -> Json:
        """All that the page shows of the interview."""
        return {**self._shown.document(), "read_only": False, "held_by": "", "notice": self._notice}

    def changes(self) -> list[Json]:
        """What the transcript shows otherwise than when it was approved; empty if it was not, or if that was not kept."""
        now = review_content.transcript_content(self._shown.transcript(), self._study.config)
        found = approvals.changes_to(self._study, now, approvals.read(self._study))
        return [change_since_json(one) for one in found or ()]

    # Edits.

    def edit(self, edits: Sequence[Edit]) -> Json:
        """Make edits, all of them or none, as one step. Raises UserError for one that does not fit, or for a full disk."""
        if not edits:
            return self._shown.answer(self._shown.view())
        talk, made = self.talk, list[Edit]()
        for edit in edits:
            one = self._with_id(talk, edit)
            self._check_labels(one)
            talk = edited(talk, [one])
            made.append(one)
        before = self._shown.view()
        self._shown.restored.timed.view(talk)  # what cannot be shown must not be in the journal
        self._write([JournalStep(edits=tuple(made))])
        self._shown.restored.history.do(talk)
        return self._shown.answer(before)

    def undo(self) -> Json:
        """Undo the last step, whenever it was made."""
        return self._move("undo")

    def redo(self) -> Json:
        """Make the step again that was undone last."""
        return self._move("redo")

    def _move(self, which: Literal["undo", "redo"]) -> Json:
        history, before = self._shown.restored.history, self._shown.view()
        if history.can_undo if which == "undo" else history.can_redo:
            self._write([JournalMove(line=which)])
            (history.undo if which == "undo" else history.redo)()
        return self._shown.answer(before)

    def _with_id(self, talk: PageTalk, edit: Edit) -> Edit:
        """A split with the id of the turn that it makes."""
        if not isinstance(edit, SplitEdit):
            return edit
        taken = {turn.id for turn in self._shown.restored.timed.base.turns}
        return edit.model_copy(update={"new": new_id(talk, edit, taken)})

    def _check_labels(self, edit: Edit) -> None:
        labels = {edit.speaker} if isinstance(edit, SpeakerEdit) else set[str]()
        if isinstance(edit, SwapEdit):
            labels = {edit.one, edit.other}
        speakers_of(self._study, self._interview, self._shown.restored.timed.base, labels)

    def _write(self, lines: Sequence[JournalLine]) -> None:
        path = self._study.edits(self._interview.id)
        if self._journal is None:
            if not path.exists():
                base = self._shown.restored.stored
                start = JournalStart(interview=self._interview.id, base=base)
                self._journal = edit_journal.EditJournal.begin(path, start)
            else:
                self._journal = edit_journal.EditJournal.resume(path)
        self._journal.add(lines)
        self._unstored = True

    # The same everywhere.

    def alike(self, turn: str, start: int, end: int, text: str) -> Json:
        """Where the same words stand that `text` is to correct: how often here, and in which other interviews."""
        places = alike.here(self._shown.shown_transcript(), (turn, start, end), text)
        heard, written = alike.correction(self._shown.shown_transcript(), (turn, start, end), text)
        return {"here": len(places), "elsewhere": alike.elsewhere(self._study, self._interview.id, heard, written)}

    def correct_alike(self, turn: str, start: int, end: int, text: str) -> Json:
        """Correct the same words at all places of this interview, as one step; `count` says at how many."""
        places = alike.here(self._shown.shown_transcript(), (turn, start, end), text)
        edits = [TextEdit(turn=p.turn, start=p.start, end=p.end, text=p.instead) for p in reversed(places)]
        return {**self.edit(edits), "count": len(edits)}

    # Decisions.

    def listened(self, keys: Sequence[str], by: str, when: str, *, back: bool = False) -> Json:
        """Tick off the places with these keys, or with `back` open them again; raises UserError for one that is not there."""
        role = check_role(self._study, by)
        transcript = self._shown.transcript()
        there = self._shown.open_concerns()
        if missing := [key for key in keys if key not in there]:
            raise UserError(
                f"{self._interview.id}: {len(missing)} of these places are not there, or settled by a correction.",
                "Load the page again.",
            )
        tick(self._study, transcript, [there[key] for key in keys], by=role, when=when, back=back)
        return {"concerns": self._shown.concerns()}

    def store(self) -> Json:
        """Store the transcript and its Word draft; nothing happens without changes. Corrections are offered elsewhere."""
        restored, offers = self._shown.restored, list[str]()
        transcript = self._shown.transcript()
        version = transcript_versions.version_of(transcript)
        if version != restored.stored:
            before = storage.read(self._study.transcript(self._interview.id), Transcript)
            copy = store_reviewed(self._study, self._interview, transcript)
            if copy:
                offers.append(f"the draft in the study had been edited; it is kept as {copy}.")
            offers += self._offered(before, transcript)
            restored.stored = version
        if self._unstored:
            self._write([JournalStored(version=version)])
            self._unstored = False
        return {"code": self._shown.code(), "version": base_of(transcript).code, "offers": offers}

    def _offered(self, before: Transcript, after: Transcript) -> list[str]:
        """Lines about corrections that may hold elsewhere; what was stored stands, also if others cannot be read."""
        try:
            notice = note_corrections(self._study, before, after)
        except UserError as error:
            return [f"its corrections are not offered for other interviews: {error.what}"]
        return notice.lines() if notice else []

    def approve(self, by: str, when: str, code: str) -> Json:
        """Store and approve the transcript with the code of what was shown.

        Raises UserError (REFUSED) where something else is there now.
        """
        role = check_role(self._study, by)
        self.store()
        approve_transcript(self._study, self._interview, by=role, when=when, code=code)
        return {"approval": self._shown.approval(), "concerns": self._shown.concerns()}
