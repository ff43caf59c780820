"""Correction of speaker labels in a whole transcript: swapping two speakers, and renaming."""

from collections.abc import Sequence
from typing import NamedTuple

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Cast, Speaker, Transcript
from ipstranscribe.model.cast import COMPANION, INTERPRETER
from ipstranscribe.review.transcript.speaker_labels import UNKNOWN, is_anonymous_label, known_role

_TAKES_NO_PART = (INTERPRETER, COMPANION)


class SpeakerShare(NamedTuple):
    """A speaker's number of turns and share of the talk: `words` is a share of all words, 0 to 1."""

    speaker: Speaker
    turns: int
    words: float


def speaker_shares(transcript: Transcript) -> tuple[SpeakerShare, ...]:
    """The share of every speaker, in the order of the transcript's list."""
    count = {speaker.label: [0, 0] for speaker in transcript.speakers}
    for turn in transcript.turns:
        count[turn.speaker][0] += 1
        count[turn.speaker][1] += len(turn.text.split())
    total = sum(words for _, words in count.values()) or 1
    return tuple(SpeakerShare(s, count[s.label][0], count[s.label][1] / total) for s in transcript.speakers)


def swap_speakers(transcript: Transcript) -> Transcript:
    """Swap the labels of interviewer and participant in all turns; turn ids stay.

    Raises UserError unless the transcript has exactly one of each.
    """
    pair = [[s.label for s in transcript.speakers if s.role == role] for role in ("interviewer", "participant")]
    if [len(labels) for labels in pair] != [1, 1]:
        raise UserError(
            f"{transcript.interview} has not just one interviewer and one participant.",
            "Say who is who with --rename OLD=NEW.",
            ExitCode.USAGE,
        )
    (interviewer,), (participant,) = pair
    return _with_labels(transcript, {interviewer: participant, participant: interviewer}, transcript.speakers)


def rename_speakers(transcript: Transcript, changes: Sequence[tuple[str, str]], cast: Cast) -> Transcript:
    """Rename speaker labels in all turns, all (old, new) `changes` at the same time; turn ids stay.

    A new label is one of the transcript (the two speakers become one), `I`, the id of one of the participants in the
    `cast`, `?`, or a letter with or without a number: a label never names a person. Raises UserError for others, for the
    id of a participant of another interview, and for an old label that does not exist.
    """
    known = {speaker.label: speaker for speaker in transcript.speakers}
    new = {**dict(changes)}
    if len(new) != len(changes):
        raise UserError("One label is renamed twice.", "Name each old label once.", ExitCode.USAGE)
    if missing := [n for n, (old, _) in enumerate(changes, 1) if old not in known]:
        raise UserError(
            f"{transcript.interview} has no speaker of the label in rename {missing[0]}.",
            f"Its labels are: {', '.join(known)}.",
            ExitCode.USAGE,
        )
    speakers = [known.get(label) or new_speaker(label, cast) for label in dict.fromkeys([*known, *new.values()])]
    return _with_labels(transcript, new, speakers)


def _with_labels(transcript: Transcript, new: dict[str, str], speakers: Sequence[Speaker]) -> Transcript:
    """Apply new labels (old → new) to the turns; concerns about the speaker are settled where a label changed."""
    turns = tuple(t.model_copy(update={"speaker": new.get(t.speaker, t.speaker)}) for t in transcript.turns)
    before = {turn.id: turn.speaker for turn in transcript.turns}
    settled = {t.id for t in turns if t.speaker != before[t.id]}
    said = {turn.speaker for turn in turns}
    changed = {
        "speakers": tuple(speaker for speaker in speakers if speaker.label in said),
        "turns": turns,
        "concerns": tuple(
            c for c in transcript.concerns if c.kind != "uncertain_speaker" or (c.turn and c.turn not in settled)
        ),
        "corrected": True,
    }
    return Transcript.model_validate({**dict(transcript), **changed})


def new_speaker(label: str, cast: Cast) -> Speaker:
    """The speaker of a label that a transcript does not have yet; raises UserError as `rename_speakers` does."""
    if label == UNKNOWN.label:
        return UNKNOWN
    if label in cast.ids:
        return Speaker(label=label, role="participant")
    if label in cast.strangers:
        raise UserError(
            f"{label} is the id of a participant who is not listed for this interview.",
            f"Listed are {', '.join(cast.ids)}. Whoever else took part goes into the column participant of the interviews "
            f'table first: "{", ".join((*cast.ids, label))}".',
            ExitCode.USAGE,
        )
    if not is_anonymous_label(label):
        raise UserError(
            "A new label must not be a name.",
            f"Use I, {', '.join(cast.ids)}, ?, or a letter with or without a number "
            "(I2, M; T for an interpreter, R for a relative).",
            ExitCode.USAGE,
        )
    return Speaker(label=label, role=known_role(label) or ("present" if label[0] in _TAKES_NO_PART else "unsure"))
