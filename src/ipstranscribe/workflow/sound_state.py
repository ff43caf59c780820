"""What covered sound of an interview there is, whether it is that of the text as it is now, and who may have it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from ipstranscribe.choices import ProfileName
from ipstranscribe.errors import UserError
from ipstranscribe.model import Interview, SoundRecord
from ipstranscribe.study import approvals, consent, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.wording import wording_of

FORM = "covered sound 1"
"""Part of the fingerprints; it changes when the same text would be covered in another way."""

SoundState = Literal["missing", "made", "outdated"]
"""Whether there is covered sound, and of the text as it is now."""


def inputs(study: Study, interview: Interview) -> str:
    """The fingerprint of what the covered copy of an interview is made from: text, identifiers, recordings."""
    found = [
        (path.name, path.stat().st_size if path.is_file() else 0) for path in study.recordings(interview)
    ]  # their content is the transcript's; `audio` compares it
    texts = (study.transcript(interview.id), study.identifiers(interview.id))
    return storage.digest(FORM, *map(storage.file_digest, texts), *(f"{size} {name}" for name, size in found))


def note(language: str) -> bytes:
    """What is said wherever sound lies: that a voice identifies."""
    return f"{wording_of(language).sound_note}\n".encode()


def record(study: Study, interview: str) -> SoundRecord | None:
    """What was made of an interview; None without a record. A copy whose record is gone counts for nothing."""
    path = study.sound_record(interview)
    return storage.read(path, SoundRecord) if path.exists() else None


def state(study: Study, interview: Interview) -> SoundState:
    """Whether the covered copy is there, and made from what there is now. Raises UserError for a damaged record."""
    made = record(study, interview.id)
    if made is None or not study.muted(interview.id).is_file():
        return "missing"
    return "made" if _is_there(study, interview) and made.inputs == inputs(study, interview) else "outdated"


def clips_state(study: Study, interview: Interview) -> SoundState:
    """The same of the clips."""
    made = record(study, interview.id)
    if made is None or not made.clip_inputs:
        return "missing"
    whole = state(study, interview)
    if whole != "made" or not study.units(interview.id).exists():
        return "outdated"
    there = all(study.clip(interview.id, unit).is_file() for unit in made.clips)
    return "made" if there and made.clip_inputs == storage.file_digest(study.units(interview.id)) else "outdated"


def may_be_heard(study: Study, interview: Interview, readers: ProfileName) -> bool:
    """Whether these readers may hear an interview: everybody in it consented to sound, and the profile allows it.

    Without a word on it, in the table of participants or in the profile, nobody may.
    """
    if not study.config.profiles.named(readers).sound:
        return False
    needed = {"sound", *filter(None, (consent.OF_PROFILE[readers],))}
    return needed <= set(consent.of_interview(study, interview) or ())


def handed_on(study: Study, interview: Interview, readers: ProfileName) -> SoundRecord | None:
    """The record of the sound of an interview that these readers may have now; None where there is none.

    It is approved in all its steps, made from the text as it is now, with clips, and as it was when it was made.
    """
    if not may_be_heard(study, interview, readers) or clips_state(study, interview) != "made":
        return None
    return record(study, interview.id) if approvals.reviewed(study, interview.id) else None


def checksums(study: Study, readers: ProfileName) -> frozenset[str]:
    """The checksums of all sound that these readers may have: the gate lets no other sound through."""
    found = (handed_on(study, interview, readers) for interview in study.interviews)
    return frozenset(one for made in found if made for one in (made.muted, *made.clips.values()))


def files(study: Study, interview: str) -> Iterator[Path]:
    """Every file of the covered sound of an interview, and what a killed program left of one."""
    beside = study.muted(interview).with_suffix(".txt")
    for path in (study.muted(interview), beside, study.sound_record(interview)):
        yield from (one for one in (path, path.with_name(f".{path.name}.part")) if one.exists())
    yield from (path for path in sorted(study.clips(interview).glob("*")) if path.is_file())
    yield from (path for path in sorted(study.clips(interview).glob(".*")) if path.is_file())


def delete(study: Study, interview: str) -> list[Path]:
    """Delete the covered sound of an interview; returns the files that were there. Raises UserError if that fails."""
    gone = list(files(study, interview))
    for path in gone:
        try:
            storage.delete(path)
        except OSError as error:
            raise storage.cannot_write(path, error) from None
    if study.clips(interview).is_dir():
        study.clips(interview).rmdir()
    return gone


def _is_there(study: Study, interview: Interview) -> bool:
    return all(path.exists() for path in (study.transcript(interview.id), study.identifiers(interview.id)))


def outdated(study: Study) -> list[str]:
    """The interviews whose covered sound is not that of their text as it is now; clips count."""
    return [one.id for one in study.interviews if "outdated" in _states(study, one)]


def _states(study: Study, interview: Interview) -> tuple[SoundState, SoundState]:
    try:
        return state(study, interview), clips_state(study, interview)
    except UserError:  # a damaged record: it was set aside, and that was said
        return "outdated", "outdated"
