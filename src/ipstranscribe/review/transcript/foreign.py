"""Import of a transcript made elsewhere: it gets turn ids and pseudonymous speaker labels, and keeps the file's times."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ipstranscribe import __version__
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Cast, Concern, MadeBy, Recording, Speaker, Transcript, Turn, Word
from ipstranscribe.review.transcript.readers import ParsedTranscript, RawTurn, TimedWord
from ipstranscribe.review.transcript.speaker_labels import UserLabels
from ipstranscribe.review.transcript.speaker_roles import SpeakerRoles, infer_roles

WHO_ASKS = "It is not clear from the file who is the interviewer and who the participant; correct it with `speakers`."
WHO_OF_SEVERAL = (
    "It is not clear from the file which of the participants has which label; correct it with `speakers --rename`."
)


@dataclass(frozen=True)
class ImportDetails:
    """Details of an imported file that it does not contain: its interview, who may be heard, language and checksum."""

    interview: str
    cast: Cast
    language: str
    checksum: str
    recordings: tuple[Recording, ...] = ()
    guide_wording: tuple[str, ...] = ()


def import_foreign(reading: ParsedTranscript, origin: ImportDetails, told: UserLabels) -> Transcript:
    """Import a parsed transcript; raises UserError (NOTHING_SAID) if it has no turn with text."""
    said = [one for one in reading.said if one.text.strip()]
    if not said:
        raise no_talk_error()
    roles = infer_roles([(one.label, one.text) for one in said], origin.cast, told, origin.guide_wording)
    turns = tuple(_turn(f"{origin.interview}-{n:03d}", one, roles) for n, one in enumerate(said, 1))
    return Transcript(
        interview=origin.interview,
        language=reading.language or origin.language,
        recordings=origin.recordings,
        speakers=_listed(roles, turns),
        turns=turns,
        concerns=(*_doubts(roles, turns), *_unsure_passages(said, turns)),
        made_by=MadeBy(
            program=f"ipstranscribe {__version__}",
            inputs=origin.checksum,
            settings={"imported from": reading.format},
        ),
        corrected=True,
    )


def reassign(transcript: Transcript, origin: ImportDetails) -> Transcript:
    """Assign a stored transcript to the interview in `origin`, with new turn ids; they stay if it is the same one.

    Raises UserError (NOTHING_SAID) if it has no turn with text.
    """
    if not any(turn.text.strip() for turn in transcript.turns):
        raise no_talk_error()
    if transcript.interview == origin.interview:
        return transcript.model_copy(update={"corrected": True})
    ids = {turn.id: f"{origin.interview}-{n:03d}" for n, turn in enumerate(transcript.turns, 1)}
    labels = {speaker.label: speaker.label for speaker in transcript.speakers}
    own = [s.label for s in transcript.speakers if s.role == "participant" and s.label not in origin.cast.ids]
    labels |= dict(zip(own, [one for one in origin.cast.ids if one not in labels], strict=False))
    moved = {
        "interview": origin.interview,
        "speakers": [s.model_copy(update={"label": labels[s.label]}) for s in transcript.speakers],
        "turns": [t.model_copy(update={"id": ids[t.id], "speaker": labels[t.speaker]}) for t in transcript.turns],
        "concerns": [c.model_copy(update={"turn": ids.get(c.turn or "")}) for c in transcript.concerns],
        "corrected": True,
    }
    return Transcript.model_validate({**dict(transcript), **moved})


def no_talk_error() -> UserError:
    """The error for a file in which no turn was found."""
    return UserError(
        "The file holds no talk.", "Each turn needs a label and a text, as in `I: How are you?`.", ExitCode.NOTHING_SAID
    )


def _turn(number: str, said: RawTurn, roles: SpeakerRoles) -> Turn:
    text = unicodedata.normalize("NFC", said.text.strip())
    words = tuple(_placed(text, said.words))
    start, end = said.start, said.end
    if words and start is None:
        start, end = words[0].start, max(word.end for word in words)
    return Turn(id=number, speaker=roles.speakers[said.label].label, text=text, start=start, end=end, words=words)


def _placed(text: str, timed: Sequence[TimedWord]) -> Iterator[Word]:
    """Align timed words with the text in order; a word that is not found in it is left out."""
    at = 0
    for word in timed:
        form = unicodedata.normalize("NFC", word.text)
        found = text.find(form, at) if form else -1
        if found >= 0:
            at = found + len(form)
            yield Word(char_start=found, char_end=at, start=word.start, end=word.end, probability=word.probability)


def _listed(roles: SpeakerRoles, turns: Sequence[Turn]) -> tuple[Speaker, ...]:
    speakers = {speaker.label: speaker for speaker in roles.speakers.values()}
    return tuple(speakers[label] for label in dict.fromkeys(turn.speaker for turn in turns))


def _doubts(roles: SpeakerRoles, turns: Sequence[Turn]) -> Iterator[Concern]:
    if not roles.sure:
        last = max((time for turn in turns for time in (turn.start, turn.end) if time is not None), default=0.0)
        several = sum(speaker.role == "participant" for speaker in _listed(roles, turns)) > 1
        why = WHO_OF_SEVERAL if several else WHO_ASKS
        yield Concern(kind="uncertain_speaker", start=0.0, end=last, why=why)


def _unsure_passages(said: Sequence[RawTurn], turns: Sequence[Turn]) -> Iterator[Concern]:
    why = "The file gives the words of one passage to several speakers."
    for one, turn in zip(said, turns, strict=True):
        for start, end in one.unsure:
            yield Concern(kind="uncertain_speaker", start=start, end=max(start, end), turn=turn.id, why=why)
