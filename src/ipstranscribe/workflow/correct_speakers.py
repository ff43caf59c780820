"""Speaker correction in a stored transcript and its draft: swap or rename."""

from collections.abc import Sequence

from ipstranscribe.model import Interview, Transcript
from ipstranscribe.review.transcript.relabel import SpeakerShare, rename_speakers, speaker_shares, swap_speakers
from ipstranscribe.study import locks, storage, transcript_versions
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.import_transcript import keep_edited_draft
from ipstranscribe.workflow.transcribe import draft


def speakers(study: Study, interview: Interview) -> tuple[SpeakerShare, ...]:
    """The speakers of the stored transcript and their shares. Raises UserError if there is no transcript."""
    return speaker_shares(storage.read(study.transcript(interview.id), Transcript))


@locks.holding_interview("speakers")
def correct_speakers(
    study: Study, interview: Interview, *, swap: bool, renames: Sequence[tuple[str, str]]
) -> str | None:
    """Swap or rename speakers in the stored transcript and rewrite its draft.

    Returns the name of the copy of a draft that a person had changed; None if there was none. Raises UserError.
    """
    path = study.transcript(interview.id)
    transcript = storage.read(path, Transcript)
    if swap:
        transcript = swap_speakers(transcript)
    if renames:
        transcript = rename_speakers(transcript, renames, study.cast(interview))
    copy = keep_edited_draft(study, interview)
    transcript_versions.store(study, transcript)
    storage.write_bytes(study.draft(interview.id), draft(transcript, study, interview), private=True)
    return copy
