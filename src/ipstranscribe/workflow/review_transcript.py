"""The transcript of one interview as the review page shows it. Only reading, until the editing core is there."""

from typing import Any, Self

from ipstranscribe.errors import UserError
from ipstranscribe.model import Interview, Transcript
from ipstranscribe.study import approvals, storage, transcript_versions
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import listened

_Body = dict[str, Any]


def read_only(study: Study, interview: Interview) -> _Body:
    """The document of `interview`, without a lock."""
    transcript = storage.read(study.transcript(interview.id), Transcript)
    given = approvals.read(study)
    last = approvals.latest(given, interview.id, "transcript")
    return {
        "id": interview.id,
        "language": transcript.language,
        "code": approvals.review_codes(study, interview.id, ["transcript"])["transcript"],
        "version": transcript_versions.version_of(transcript),
        "read_only": True,
        "held_by": "",
        "notice": "Editing is not there yet.",
        "speakers": [one.model_dump() for one in transcript.speakers],
        "labels": [one.label for one in transcript.speakers],
        "turns": [
            one.model_dump(exclude={"words"})
            | {"words": [[w.char_start, w.char_end, w.start, w.end, w.probability] for w in one.words]}
            for one in transcript.turns
        ],
        "concerns": [
            {"key": str(number), **one.concern.model_dump(), "settled": one.settled}
            for number, one in enumerate(listened.places(study, interview.id))
        ],
        "duration": transcript.duration,
        "can_undo": False,
        "can_redo": False,
        "approval": {
            "state": approvals.state(study, interview.id, "transcript", given),
            "by": last.by if last else "",
            "when": last.when if last else "",
        },
    }


class TranscriptSession:
    """An interview that is looked at."""

    def __init__(self, study: Study, interview: Interview) -> None:
        self._shown = study, interview

    @classmethod
    def open(cls, study: Study, interview: Interview) -> Self:
        """Look at an interview."""
        return cls(study, interview)

    def document(self) -> _Body:
        """What is there."""
        return read_only(*self._shown)

    def close(self) -> None:
        """Nothing is held."""

    def edit(self, *_: object) -> _Body:
        """Not yet; raises UserError."""
        raise UserError("Editing is not there yet.", "Correct the Word draft.")

    undo = redo = store = alike = correct_alike = listened = approve = changes = edit
