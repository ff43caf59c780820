"""Types of transcription: recordings, turns with their words, speakers, concerns, speech coverage."""

from collections.abc import Collection
from typing import Any, Literal, Self

from pydantic import ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from ipstranscribe.model.basics import Span, Text, Value, check_spans


class Word(Span):
    """A word of a turn with its times in seconds; `probability` is the recognizer's confidence, 0 to 1, or None.

    It may be a stretch of several words, of which no more is known than that they were said between `start` and `end`: a
    subtitle, a segment of a recognizer, a passage between two stamps. Whoever cuts a stretch cuts its time in proportion
    to the characters, without a gap: no silence is known inside of it. A `start` that is also the `end`, without a
    `probability`, is a time with an unknown end. Words are in the order of the text; their times need not be, and they
    may overlap.
    """

    start: float
    end: float
    probability: float | None = None

    @property
    def has_end(self) -> bool:
        """Whether it is known when the word ends: it lasts, or a recognizer says that it does not."""
        return self.end > self.start or self.probability is not None


class Turn(Value):
    """A turn: uninterrupted talk of one speaker; its text is the canonical one that all spans refer to.

    `words` is empty and `start`, `end` are None where no times are known (a transcript that came from Word).
    """

    id: str
    speaker: str
    text: Text
    start: float | None = None
    end: float | None = None
    words: tuple[Word, ...] = ()

    @model_validator(mode="after")
    def _words_lie_in_text(self) -> Self:
        check_spans(self.words, self.text, "words")
        return self


SpeakerRole = Literal["interviewer", "participant", "present", "unsure"]
"""The role of a speaker. `present` is somebody who is heard and takes no part: an interpreter, a relative who came along."""


class Speaker(Value):
    """A speaker: label (`I`, `P1`, `T`, `?`) and role in the interview."""

    label: str
    role: SpeakerRole


ConcernKind = Literal[
    "speech_without_words",
    "loop",
    "low_confidence",
    "uncertain_speaker",
    "overlap",
    "text_without_speech",
    "respelling",
    "similar_term",
]


URGENCY: dict[ConcernKind, float] = {
    "speech_without_words": 3.0,
    "loop": 2.0,
    "text_without_speech": 2.0,
    "respelling": 2.0,
    "low_confidence": 1.0,
    "uncertain_speaker": 1.0,
    "similar_term": 1.0,
    "overlap": 0.5,
}
"""Weight per second of each kind of concern: missing words are worst; overlapping speech is usually right."""


class Concern(Value):
    """A concern: a place in the recording that a person should check by listening. `why` never quotes the transcript.

    A respelling keeps what was `heard` and the term of the study that is `written` in its place; `similar_term` what was
    heard and stands, and the term that may be meant. Else both are empty.
    """

    kind: ConcernKind
    start: float
    end: float
    turn: str | None = None
    why: str
    heard: Text = ""
    written: Text = ""

    @model_serializer(mode="wrap")
    def _as_earlier_versions_wrote_it(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out later fields where they are empty, so that earlier transcripts keep their bytes and versions."""
        fields: dict[str, Any] = write(self)
        return {name: value for name, value in fields.items() if value or name not in ("heard", "written")}

    @property
    def urgency(self) -> float:
        """Urgency of listening: seconds (at least one), weighted by kind; higher is more urgent."""
        return URGENCY[self.kind] * max(self.end - self.start, 1.0)


class Recording(Value):
    """One sound file of an interview: its name in the study folder, its checksum and its length in seconds."""

    file: str
    sha256: str
    duration: float


class SpeechCoverage(Value):
    """Speech coverage: seconds in which somebody clearly speaks, and how many of them have words.

    `unheard` are the intervals (start, end) of speech without a word, however short: a listener's "mhm" that the
    recognizer left out. They are not silence.
    """

    speech: float
    with_words: float
    unheard: tuple[tuple[float, float], ...] = ()


class MadeBy(Value):
    """Provenance of a value: program, model and settings, and a fingerprint of all inputs.

    `inputs` is compared on the next run: the same fingerprint means that nothing has to be redone.
    """

    program: str
    inputs: str
    settings: dict[str, str] = Field(default_factory=dict)


class RecognitionFacts(Value):
    """What documents tell of the recognition: `by` engine and model, and the times (start, end) of speech without words."""

    by: str
    unheard: tuple[tuple[float, float], ...] = ()


class SpokenLanguage(Value):
    """A stored transcript of which nothing is read but its language: a tenth of the time that all of it takes."""

    model_config = ConfigDict(extra="ignore")

    language: str


class Transcript(Value):
    """The transcript of one interview, with speakers and times. It holds originals: stored under `restricted/` only.

    `corrected`: a person has worked on it; it is not redone unless the user says so.
    """

    interview: str
    language: str
    recordings: tuple[Recording, ...] = ()
    speakers: tuple[Speaker, ...]
    turns: tuple[Turn, ...]
    concerns: tuple[Concern, ...] = ()
    coverage: SpeechCoverage | None = None
    made_by: MadeBy
    corrected: bool = False

    @model_validator(mode="after")
    def _turns_are_sound(self) -> Self:
        check_turns([(t.id, t.speaker) for t in self.turns], self.speakers)
        return self

    @property
    def duration(self) -> float | None:
        """Length of the interview in seconds, None for a transcript without recording."""
        return sum(r.duration for r in self.recordings) if self.recordings else None

    @property
    def unheard(self) -> tuple[tuple[float, float], ...]:
        """Intervals (start, end in seconds) of speech without words."""
        reported = ((c.start, c.end) for c in self.concerns if c.kind == "speech_without_words")
        return (*(self.coverage.unheard if self.coverage else ()), *reported)

    @property
    def recognition(self) -> RecognitionFacts:
        """What documents tell of the recognition."""
        settings = self.made_by.settings
        by = " ".join(settings[name] for name in ("engine", "model") if name in settings)
        return RecognitionFacts(by=by, unheard=self.unheard)


class UntimedTurn(Value):
    """What a turn of an `UntimedTranscript` keeps."""

    model_config = ConfigDict(extra="ignore")

    id: str
    speaker: str
    text: Text
    start: float | None = None
    end: float | None = None


class UntimedTranscript(Value):
    """A stored transcript, read without the times of its words, which are most of it."""

    model_config = ConfigDict(extra="ignore")

    interview: str
    language: str
    recordings: tuple[Recording, ...] = ()
    speakers: tuple[Speaker, ...]
    turns: tuple[UntimedTurn, ...]
    coverage: SpeechCoverage | None = None
    made_by: MadeBy
    corrected: bool = False

    @property
    def transcript(self) -> Transcript:
        """The transcript, without words and without concerns."""
        fields = {name: getattr(self, name) for name in type(self).model_fields if name != "turns"}
        return Transcript(turns=tuple(Turn(**dict(turn)) for turn in self.turns), **fields)


def check_turns(turns: Collection[tuple[str, str]], speakers: Collection[Speaker]) -> None:
    """Refuse duplicate ids and unknown speakers of turns, given as pairs of id and label; raises ValueError."""
    if len({identity for identity, _ in turns}) != len(turns):
        raise ValueError("a turn id occurs twice")
    if {label for _, label in turns} - {s.label for s in speakers}:
        raise ValueError("a turn has a speaker that the transcript does not list")
