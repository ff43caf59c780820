"""Silenced copies of the recordings of an interview from which somebody has withdrawn and others stay."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ipstranscribe.errors import UserError
from ipstranscribe.model import Interview, Recording, SilencedSound, Transcript, Turn
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.gone_talk import GoneTalk

if TYPE_CHECKING:  # numpy is needed only where a copy is made
    from ipstranscribe.audio.intervals import Interval


def planned(
    study: Study, interview: Interview, transcript: Transcript | None, participant: str
) -> tuple[SilencedSound, ...]:
    """The copies to be made of the recordings that are there; no name where none can be made, because times are missing."""
    can = transcript is not None and all(turn.start is not None for turn in transcript.turns)
    names = []
    for number, (name, path) in enumerate(zip(interview.recordings, study.recordings(interview), strict=True), 1):
        copy = f"{interview.id}_{number}_without_{participant}.wav" if can and path.is_file() else ""
        names.append(SilencedSound(recording=name, silenced=copy))
    return tuple(names)


def make_copies(
    study: Study, paths: Sequence[Path], sounds: Sequence[SilencedSound], transcript: Transcript, gone: GoneTalk
) -> tuple[Recording, ...]:
    """Write the copies of the recordings in `paths`, in which only who stays is heard, and say how long each is.

    `transcript` still holds the talk that goes. Raises UserError for a recording that cannot be decoded.
    """
    from ipstranscribe.audio.decoding import Decoder
    from ipstranscribe.audio.silencing import kept_stretches, write_silenced

    kept, silent = _spans(transcript, gone)
    made, offset = [], 0.0
    for path, sound in zip(paths, sounds, strict=True):
        if not sound.silenced:
            continue
        decoder = Decoder(path)
        for _ in decoder.blocks():
            pass
        audible = kept_stretches(_shifted(kept, offset, decoder.duration), _shifted(silent, offset, decoder.duration))
        target = study.restricted / "recordings" / sound.silenced
        unfinished = target.with_name(f".{target.name}.part")
        try:
            unfinished.touch(mode=0o600)
            write_silenced(path, unfinished, audible)
            unfinished.replace(target)
        except OSError as error:
            raise storage.cannot_write(target, error) from None
        made.append(
            Recording(file=target.name, sha256=storage.file_digest(target), duration=round(decoder.duration, 3))
        )
        offset += decoder.duration
    return tuple(made)


def refuse_undecodable(study: Study, interview: Interview, sounds: Sequence[SilencedSound]) -> None:
    """Raise UserError, before anything is changed, for a recording of which a copy is to be made and cannot be decoded."""
    from ipstranscribe.audio.probe import declared_seconds

    for path, sound in zip(study.recordings(interview), sounds, strict=True):
        if sound.silenced:
            try:
                declared_seconds(path)
            except UserError as error:
                raise UserError(
                    f"{interview.id}: {error.what}",
                    "Others stay in this recording, and a copy without who withdraws has to be made. Put a recording that "
                    "can be played in its place, or take it away.",
                    error.code,
                ) from None


def _spans(transcript: Transcript, gone: GoneTalk) -> "tuple[list[Interval], list[Interval]]":
    """When those are heard who stay, and when those who go; whoever is unsure belongs to neither."""
    unsure = {speaker.label for speaker in transcript.speakers if speaker.role == "unsure"}
    kept: list[Interval] = []
    silent: list[Interval] = []
    starts = sorted({turn.start for turn in transcript.turns if turn.start is not None})
    for turn in transcript.turns:
        if gone.is_gone(turn.id, turn.speaker) or turn.speaker in unsure:
            silent += _times(turn, starts)
        else:
            kept += _times(turn, starts)
    return kept, silent


def _times(turn: Turn, starts: Sequence[float]) -> "Iterator[Interval]":
    """The stretches in which a turn is said: its words, else the whole of it, up to the next turn if no end is known."""
    timed = [(word.start, word.end) for word in turn.words if word.has_end]
    if timed:
        yield from timed
    elif turn.start is not None:
        following = next((start for start in starts if start > turn.start), turn.start)
        end = turn.end if turn.end is not None and turn.end > turn.start else following
        yield turn.start, end


def _shifted(spans: "Sequence[Interval]", offset: float, length: float) -> "list[Interval]":
    """Stretches of the interview as seconds of one of its files."""
    moved = ((start - offset, end - offset) for start, end in spans)
    return [(max(0.0, start), min(end, length)) for start, end in moved if end > 0 and start < length]
