"""Sound in what is handed on: which interviews have some, the clips beside documents, the copies in projects."""

from collections.abc import Iterable, Mapping

from ipstranscribe import events
from ipstranscribe.choices import ProfileName
from ipstranscribe.export import StudyDocument
from ipstranscribe.export.content.sound import InterviewSound, clip_folder, clip_name
from ipstranscribe.model import Interview, SoundRecord
from ipstranscribe.settings import ExportSettings
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import sound_state

MOST_IN_A_PROJECT = 150_000_000
"""Bytes of sound that one project file may hold, about five hours; the gate opens no package of more than 200 MB."""

_NOTE = "about.txt"

SoundsByInterview = Mapping[str, SoundRecord]
"""What was made of each interview that readers may hear."""


def handed_on(study: Study, interviews: Iterable[Interview], readers: ProfileName) -> dict[str, SoundRecord]:
    """The sound that these readers may have."""
    return {one.id: made for one in interviews if (made := sound_state.handed_on(study, one, readers))}


def tell_left_out(study: Study, interviews: Iterable[Interview], readers: ProfileName) -> None:
    """Say of which interviews there is sound that these readers could hear, and that is not that of the text as it is now."""
    old = [
        one.id
        for one in interviews
        if sound_state.may_be_heard(study, one, readers)
        and sound_state.record(study, one.id)
        and not sound_state.handed_on(study, one, readers)
    ]
    if old:
        events.warn(
            f"Without sound, because it is of an earlier text, not cut into clips, or not approved: {', '.join(old)} "
            "(`ipstranscribe audio --clips`)."
        )


def linked(interview: str, sounds: SoundsByInterview) -> InterviewSound:
    """What the documents of an interview link."""
    made = sounds.get(interview)
    return InterviewSound(clips={unit: clip_name(interview, unit) for unit in made.clips} if made else {})


def files(study: Study, interview: str, sounds: SoundsByInterview) -> dict[str, bytes]:
    """The clips of an interview and the words that go with them: path from the folder of the documents → content."""
    made = sounds.get(interview)
    if made is None:
        return {}
    words = note(study.config.document_language)
    clips = {clip_name(interview, unit): study.clip(interview, unit).read_bytes() for unit in made.clips}
    return {clip_folder(interview) + name: content for name, content in words.items()} | clips


def note(language: str) -> dict[str, bytes]:
    """What goes along with sound: file name → what a voice is."""
    return {_NOTE: sound_state.note(language)}


def with_recordings(
    study: Study, whole: StudyDocument, sounds: SoundsByInterview, settings: ExportSettings
) -> StudyDocument:
    """The document of the whole study with the covered copies, if a project is written and can hold them."""
    paths = {
        one: study.muted(one) for one in sounds if any(part.interview == one and part.document for part in whole.parts)
    }
    if not paths or not ("qdpx" in settings.formats or settings.programs):
        return whole
    if sum(path.stat().st_size for path in paths.values()) > MOST_IN_A_PROJECT:
        events.warn("The project has no sound: it is too much for one file. The clips are there.")
        return whole
    parts = []
    for part in whole.parts:
        document = part.document
        if document and part.interview in paths:
            sound = document.sound.model_copy(update={"recording": paths[part.interview].read_bytes()})
            document = document.model_copy(update={"sound": sound})
        parts.append(part.model_copy(update={"document": document}))
    return whole.model_copy(update={"parts": tuple(parts)})


def take_back(study: Study, interview: Interview, made: SoundRecord | None) -> None:
    """Delete clips in `exports/` that nobody may hear any more, or of units that are no more, coders' folders included."""
    wanted = {clip_name(interview.id, unit).rpartition("/")[2] for unit in made.clips} | {_NOTE} if made else set()
    for path in study.exports.rglob(f"{clip_folder(interview.id)}*"):
        if path.is_file() and path.name not in wanted:
            storage.delete(path)
