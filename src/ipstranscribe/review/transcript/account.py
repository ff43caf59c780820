"""The account of a transcript that was read: how much each speaker says, and what of the file is no talk or doubtful.

It names our labels, numbers and reasons, never a word of the file. A label of the file is shown only if it identifies nobody.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ipstranscribe.model import Transcript, Turn
from ipstranscribe.review.transcript.readers import ParsedTranscript
from ipstranscribe.review.transcript.speaker_labels import is_anonymous_label, known_role
from ipstranscribe.text.first_few import first_few
from ipstranscribe.text.time_codes import clock

MOST_PLACES = 20
"""Numbers of lines or cues that are named; further ones are counted."""

NO_LABEL = "(no label)"
NOT_SHOWN = "(not shown)"
"""What stands for a label of the file that may be a name."""

_NUMBERED = re.compile(
    r"(?:speaker|spk|voice|person|talker|channel|track|sprecher|taler|talar|stemme|røyst|kanal)?[\s_#.-]{0,3}\d{1,4}",
    re.IGNORECASE,
)
"""Labels that programs give: `Speaker 1`, `SPEAKER_00`, `spk_0`, `2`."""


@dataclass(frozen=True)
class SpeakerRow:
    """What is known of a speaker: our label, role, labels in the file, how many turns and words, first and last time."""

    label: str
    role: str
    in_file: str
    turns: int
    words: int
    start: float | None
    end: float | None

    def row(self) -> tuple[str, ...]:
        """The cells of a table, in the order of `SPEAKERS`."""
        return self.label, self.role, self.in_file, str(self.turns), str(self.words), clock(self.start), clock(self.end)


SPEAKERS = ("Speaker", "Role", "In the file", "Turns", "Words", "First", "Last")


@dataclass(frozen=True)
class AsideRow:
    """Something in a file that was left out, joined or is doubtful: what, how often, and the numbers of the places."""

    what: str
    count: int
    places: str

    def row(self) -> tuple[str, ...]:
        """The cells of a table, in the order of `ASIDES`."""
        return self.what, str(self.count), self.places


ASIDES = ("What", "How many", "Where in the file")


@dataclass(frozen=True)
class Account:
    """The account of a transcript: its speakers in the order of appearance, a last one for all of them, and the asides."""

    speakers: tuple[SpeakerRow, ...]
    asides: tuple[AsideRow, ...] = ()


def give_account(transcript: Transcript, reading: ParsedTranscript, *, foreign: bool) -> Account:
    """The account of `transcript`, which was read from `reading`; with `foreign` each turn is one of the file."""
    labels = _labels(transcript, reading) if foreign else {}
    roles = {speaker.label: speaker.role for speaker in transcript.speakers}
    said: dict[str, list[Turn]] = {}
    for turn in transcript.turns:
        said.setdefault(turn.speaker, []).append(turn)
    rows = [_speaker(label, roles[label], labels.get(label, ""), turns) for label, turns in said.items()]
    return Account((*rows, _speaker("all", "", "", transcript.turns)), tuple(_asides(reading)))


def harmless(label: str) -> bool:
    """Whether a label of a file identifies nobody: a role, a letter with a number, or what programs number."""
    return (
        label == "?"
        or known_role(label) is not None
        or is_anonymous_label(label)
        or _NUMBERED.fullmatch(label) is not None
    )


def numbers(places: Sequence[int]) -> str:
    """The numbers of places, each once; the first ones, and how many more there are."""
    return first_few(list(dict.fromkeys(places)), MOST_PLACES)


def _labels(transcript: Transcript, reading: ParsedTranscript) -> Mapping[str, str]:
    """Our label → the labels that the file has for it, those that may be names as `NOT_SHOWN`."""
    found: dict[str, dict[str, None]] = {}
    said = [one for one in reading.said if one.text.strip()]
    if len(said) != len(transcript.turns):
        return {}
    for one, turn in zip(said, transcript.turns, strict=True):
        shown = NO_LABEL if one.label is None else one.label if harmless(one.label) else NOT_SHOWN
        found.setdefault(turn.speaker, {})[shown] = None
    return {label: ", ".join(shown) for label, shown in found.items()}


def _speaker(label: str, role: str, in_file: str, turns: Sequence[Turn]) -> SpeakerRow:
    times = [time for turn in turns for time in (turn.start, turn.end) if time is not None]
    words = sum(len(turn.text.split()) for turn in turns)
    return SpeakerRow(label, role, in_file, len(turns), words, min(times, default=None), max(times, default=None))


def _asides(reading: ParsedTranscript) -> Iterator[AsideRow]:
    unit = "paragraph" if reading.paragraphs else "line" if reading.format == "text" else reading.unit
    for why in dict.fromkeys(one.why for one in reading.left_out):
        places = [one.place for one in reading.left_out if one.why == why]
        yield AsideRow(f"{why}, left out", len(places), f"{unit} {numbers(places)}")
    silent = [one.place for one in reading.said if one.label and not one.text.strip()]
    if silent:
        yield AsideRow("label without talk", len(silent), f"{unit} {numbers(silent)}")
    if reading.joined:
        yield AsideRow(
            "without label, went to the turn before", len(reading.joined), f"{unit} {numbers(reading.joined)}"
        )
    if reading.doubtful:
        yield AsideRow("read in spite of a fault", len(reading.doubtful), f"{unit} {numbers(reading.doubtful)}")
