"""A corrected draft together with what others corrected since it was made, or the reason why that cannot be had."""

from collections.abc import Sequence
from dataclasses import replace

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Transcript
from ipstranscribe.review.protocol import Base
from ipstranscribe.review.transcript.concurrent import merge_concurrent
from ipstranscribe.review.transcript.draft import base_of
from ipstranscribe.review.transcript.merge import MergeResult, compared
from ipstranscribe.review.transcript.readers import ParsedTranscript
from ipstranscribe.review.transcript.returned_draft import base_versions
from ipstranscribe.study import transcript_versions
from ipstranscribe.study.folder import Study
from ipstranscribe.text.first_few import first_few
from ipstranscribe.workflow.imported_transcript import CORRECTED_DRAFT, ImportedTranscript
from ipstranscribe.workflow.term_corrections import log_of, without_applied

MOST_NAMED = 20
"""Maximum number of turns in conflict that are named; further ones are counted."""


def base_of_file(study: Study, stored: Transcript, reading: ParsedTranscript) -> Transcript | None:
    """The version of the transcript that the file is a correction of; None if it is not known, or not kept.

    A stored transcript that nobody has corrected is the base of every file: there is no work in it to be undone. Where
    corrections of other interviews were applied to it, a file that names no version was made before that.
    """
    applied = not stored.corrected and bool(log_of(study, stored.interview).applied)
    if not stored.corrected and not applied:
        return stored
    named = base_versions(reading.paragraphs)
    found = transcript_versions.find(study, stored.interview, *named) if len(named) == 1 else None
    return found or (without_applied(study, stored) if applied else None)


def with_others(
    study: Study, stored: Transcript, base: Transcript | None, corrected: ImportedTranscript, reading: ParsedTranscript
) -> ImportedTranscript:
    """The correction together with what is stored now; raises UserError (REFUSED) if that cannot be had without loss."""
    merged = corrected.merged
    assert merged is not None  # noqa: S101 - only corrections come here
    if base is None:
        if not _undoes_nothing(study, stored, merged, named=bool(base_versions(reading.paragraphs))):
            raise _unknown_base(study, stored, reading)
        return corrected
    if base_of(base) == base_of(stored):
        return corrected
    both = merge_concurrent(base, stored, merged.transcript)
    if both.conflicts:  # who listened to this recording knows better than what was corrected in another interview
        stored = without_applied(study, stored, both.conflicts)
        both = merge_concurrent(base, stored, merged.transcript)
    if both.conflicts:
        raise _in_conflict(study, stored, base, both.conflicts)
    result = compared(stored, both.transcript, merged.unknown, merged.kept)
    return replace(corrected, transcript=both.transcript, merged=result, base=base_of(base))


def _undoes_nothing(study: Study, stored: Transcript, merged: MergeResult, *, named: bool) -> bool:
    """Whether a correction of a version that is not known cannot undo anybody's work.

    So it is if it changes nothing; and if the stored transcript was never corrected since it was brought in, as far as the
    study tells. Transcripts that version 0.1.0 wrote tell of corrected drafts, and not of labels that `speakers` changed.
    """
    if base_of(merged.transcript) == base_of(stored):
        return True
    settings = stored.made_by.settings
    since = settings.get("imported from") == CORRECTED_DRAFT or ("imported from" in settings and len(settings) > 1)
    return not (since or merged.relabelled or named or transcript_versions.has_earlier(study, stored.interview))


def _unknown_base(study: Study, stored: Transcript, reading: ParsedTranscript) -> UserError:
    named = sorted(Base("transcript", stored.interview, one).code for one in base_versions(reading.paragraphs))
    if len(named) == 1:
        origin = f"was made from version {named[0]}, which is not kept"
    elif named:
        origin = f"holds parts of several versions ({', '.join(named)})"
    else:
        origin = "does not say which version it was made from"
    return UserError(
        f"{stored.interview}: the file {origin}. The transcript is version {base_of(stored).code} now, and was corrected by "
        "people, whose work the file could undo. Nothing was stored.",
        f"Carry its corrections over into {study.draft(stored.interview).name} and import that; or add --overwrite to take "
        "the file as it is: the version of now is kept.",
        ExitCode.REFUSED,
    )


def _in_conflict(study: Study, stored: Transcript, base: Transcript, turns: Sequence[str]) -> UserError:
    return UserError(
        f"{stored.interview}: the file was made from version {base_of(base).code}. The transcript is version "
        f"{base_of(stored).code} now, and these turns were changed in both, differently: "
        f"{first_few(turns, MOST_NAMED)}. Nothing was stored.",
        f"Make these turns in the file like those in {study.draft(stored.interview).name}, or the other way round, and "
        "import it again; or add --overwrite to take the file as it is: the version of now is kept.",
        ExitCode.REFUSED,
    )
