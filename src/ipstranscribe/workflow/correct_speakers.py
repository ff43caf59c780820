"""Speaker correction in a stored transcript and its draft: swap or rename."""

from collections.abc import Callable, Sequence

from ipstranscribe import events
from ipstranscribe.errors import UserError
from ipstranscribe.model import Interview, Transcript
from ipstranscribe.review.transcript.readers import read
from ipstranscribe.review.transcript.relabel import SpeakerShare, rename_speakers, speaker_shares, swap_speakers
from ipstranscribe.review.transcript.returned_draft import base_versions
from ipstranscribe.study import locks, storage, transcript_versions
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.word_draft import draft, is_draft_of, keep_edited_draft

_FINISHED = (
    "The speakers were corrected before, and the command was cut off: the draft is written now. To correct them once more, "
    "give the command again."
)


def speakers(study: Study, interview: Interview) -> tuple[SpeakerShare, ...]:
    """The speakers of the stored transcript and their shares. Raises UserError if there is no transcript."""
    return speaker_shares(storage.read(study.transcript(interview.id), Transcript))


@locks.holding_interview("speakers")
def correct_speakers(
    study: Study, interview: Interview, *, swap: bool, renames: Sequence[tuple[str, str]]
) -> str | None:
    """Swap or rename speakers in the stored transcript and rewrite its draft.

    A second swap swaps back. A command that was cut off between transcript and draft is finished by the same one, which
    changes nothing else. Returns the name of the copy of a draft that a person had changed; None if there was none. Raises
    UserError.
    """
    transcript = storage.read(study.transcript(interview.id), Transcript)

    def corrected(one: Transcript) -> Transcript:
        swapped = swap_speakers(one) if swap else one
        return rename_speakers(swapped, renames, study.cast(interview)) if renames else swapped

    before = _of_draft(study, interview)
    if before and _was_made(before, transcript, corrected):
        events.warn(f"{interview.id}: {_FINISHED}")
        unedited = is_draft_of(study.draft(interview.id).read_bytes(), before, study, interview)
        copy = None if unedited else keep_edited_draft(study, interview)
    else:
        transcript = corrected(transcript)
        copy = keep_edited_draft(study, interview)
        transcript_versions.store(study, transcript)
    storage.write_bytes(study.draft(interview.id), draft(transcript, study, interview), private=True)
    return copy


def _was_made(before: Transcript, now: Transcript, corrected: Callable[[Transcript], Transcript]) -> bool:
    """Whether `now` is what this correction makes of `before`, another version."""
    version = transcript_versions.version_of(now)
    if transcript_versions.version_of(before) == version:
        return False
    try:
        return transcript_versions.version_of(corrected(before)) == version
    except UserError:  # a label that `before` does not have
        return False


def _of_draft(study: Study, interview: Interview) -> Transcript | None:
    """The version of the transcript that the study's draft was made from; None if that is not known."""
    path = study.draft(interview.id)
    try:
        versions = base_versions(read(path).paragraphs) if path.exists() else set()
    except UserError:  # a draft that cannot be read is kept, and written anew
        return None
    return transcript_versions.find(study, interview.id, versions.pop()) if len(versions) == 1 else None
