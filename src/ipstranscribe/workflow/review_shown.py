"""What the page shows of a transcript with its edits: its document, its answers to edits, and what would be stored."""

from ipstranscribe.model import Concern, Interview, MadeBy, Speaker, Transcript
from ipstranscribe.review.transcript.draft import base_of
from ipstranscribe.review.transcript.editing import PageTalk
from ipstranscribe.review.transcript.timed_talk import TimedView
from ipstranscribe.study import approvals, review_content, storage, transcript_versions
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.imported_transcript import CORRECTED_DRAFT
from ipstranscribe.workflow.listened import words_on
from ipstranscribe.workflow.review_document import (
    Json,
    approval_json,
    changes_json,
    concerns_json,
    keys_of,
    turn_json,
)
from ipstranscribe.workflow.review_journal import Restored, speakers_of


class ShownTranscript:
    """What the page shows of a transcript with its edits: nothing of it is stored."""

    def __init__(self, study: Study, interview: Interview, restored: Restored) -> None:
        self._study, self._interview, self.restored = study, interview, restored
        self._keys = keys_of(restored.timed.base.concerns)
        self._made: tuple[PageTalk, Transcript] | None = None

    def view(self) -> TimedView:
        """The turns with their times, and where the places to listen to are."""
        return self.restored.timed.view(self.restored.history.talk)

    def transcript(self) -> Transcript:
        """The transcript that would be stored now."""
        talk = self.restored.history.talk
        if self._made is None or self._made[0] is not talk:
            self._made = (talk, self._signed(self.restored.transcript(self._study, self._interview)))
        return self._made[1]

    def _signed(self, made: Transcript) -> Transcript:
        """A transcript with its provenance: as that of a draft which was corrected in Word."""
        if made is self.restored.timed.base:
            return made
        settings = {**made.made_by.settings, "imported from": CORRECTED_DRAFT}
        inputs = storage.digest("review", transcript_versions.version_of(made))
        return made.model_copy(
            update={"made_by": MadeBy(program=made.made_by.program, inputs=inputs, settings=settings)}
        )

    def shown_transcript(self) -> Transcript:
        """The transcript with the texts as they stand on the page."""
        turns = tuple(turn.shown for turn in self.view().turns)
        return self.restored.timed.base.model_copy(update={"turns": turns, "speakers": tuple(self._speakers())})

    def _speakers(self) -> list[Speaker]:
        base = self.restored.timed.base
        said = dict.fromkeys(turn.speaker for turn in self.restored.history.talk.turns)
        known = speakers_of(self._study, self._interview, base, set(said))
        order = dict.fromkeys((*(one.label for one in base.speakers), *said))
        return [known[label] for label in order if label in known]

    def code(self) -> str:
        """The review code of what is shown."""
        return review_content.review_code(review_content.transcript_content(self.transcript(), self._study.config))

    def approval(self) -> Json:
        """Whether what is shown is approved."""
        return approval_json(self._study, self.transcript(), approvals.read(self._study))

    def open_concerns(self) -> dict[str, Concern]:
        """The concerns that no correction has settled, by key, with the turn they are in now."""
        base, homes = self.restored.timed.base.concerns, self.view().homes
        return {
            key: concern.model_copy(update={"turn": home or None})
            for key, concern, home in zip(self._keys, base, homes, strict=True)
            if home is not None
        }

    def concerns(self) -> list[Json]:
        """All places to listen to, settled ones too."""
        transcript, base, homes = self.transcript(), self.restored.timed.base.concerns, self.view().homes
        keys = [key for key, home in zip(self._keys, homes, strict=True) if home is not None]
        said = words_on(self._study, transcript)
        words = {key: word for key, word in zip(keys, said, strict=True) if word}
        approved = self.approval()["state"] == "reviewed"
        return list(concerns_json(base, homes, words, approved=approved))

    def document(self) -> Json:
        """All that the page shows, but for who holds the interview."""
        history, transcript = self.restored.history, self.transcript()
        speakers = self._speakers()
        cast = self._study.cast(self._interview)
        return {
            "id": self._interview.id,
            "language": transcript.language,
            "code": self.code(),
            "version": base_of(transcript).code,
            "notice": "",
            "speakers": [{"label": one.label, "role": one.role} for one in speakers],
            "labels": list(dict.fromkeys((*(one.label for one in speakers), "I", *cast.ids, "?"))),
            "turns": [turn_json(turn.shown) for turn in self.view().turns],
            "concerns": self.concerns(),
            "duration": transcript.duration,
            "can_undo": history.can_undo,
            "can_redo": history.can_redo,
            "approval": self.approval(),
        }

    def answer(self, before: TimedView) -> Json:
        """What an edit changed since the view `before`."""
        after, history = self.view(), self.restored.history
        shown = [[turn.shown for turn in view.turns] for view in (before, after)]
        moved = [
            {"key": key, "turn": now or None, "settled": "corrected" if now is None else ""}
            for key, was, now in zip(self._keys, before.homes, after.homes, strict=True)
            if was != now
        ]
        return {
            "changes": changes_json(*shown),
            "concerns": moved,
            "can_undo": history.can_undo,
            "can_redo": history.can_redo,
        }
