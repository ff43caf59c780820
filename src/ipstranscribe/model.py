"""The values that flow through the program.

Everything is frozen and validated when it is made. Text is in Unicode form NFC; `char_start` and `char_end` count
its code points, end exclusive; times are seconds from the start of the interview. Validation errors never quote the
offending text (`hide_input_in_errors`), because it may be what a participant said.
"""

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Progress = Callable[[float], None]
"""Told the share of the work that is done, 0 to 1."""

Branch = str
"""Which participants a guide question is for: a name the guide gives (`working`). `all` is everybody."""


def _normal_text(text: str) -> str:
    if unicodedata.normalize("NFC", text) != text:
        raise ValueError("text is not in Unicode form NFC")
    return text


Text = Annotated[str, AfterValidator(_normal_text)]
_DEVICES = re.compile(r"(?:con|nul|aux|prn|com\d|lpt\d)$", re.IGNORECASE)


def _file_name(text: str) -> str:
    if _DEVICES.match(text):
        raise ValueError("on Windows this is the name of a device, not of a file")
    return text


Id = Annotated[str, Field(pattern=r"^\w[\w-]{0,30}$"), AfterValidator(_file_name)]
"""The id of an interview or a participant: part of file names, so letters, digits, `_` and `-` only."""


def _below(name: str) -> str:
    """`name` if it leads to a file below a folder, whatever the system; raises ValueError."""
    parts = re.split(r"[/\\]", name)
    if "" in parts or ".." in parts or ":" in name or any(ord(sign) < 32 for sign in name):
        raise ValueError("a recording is named by its file in the folder of recordings")
    return name


FileBelow = Annotated[str, AfterValidator(_below)]


class Value(BaseModel):
    """A frozen record that refuses unknown fields and keeps its content out of error messages."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Span(Value):
    """A stretch of a text: code points, end exclusive, never empty."""

    char_start: int = Field(ge=0)
    char_end: int

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.char_end <= self.char_start:
            raise ValueError("a span must end after it starts")
        return self


def check_spans(spans: tuple[Span, ...], text: str, what: str) -> None:
    """Refuse spans that overlap, are out of order or lie outside `text`; raises ValueError."""
    if any(after.char_start < before.char_end for before, after in pairwise(spans)):
        raise ValueError(f"{what} overlap or are out of order")
    if spans and spans[-1].char_end > len(text):
        raise ValueError(f"{what} reach beyond the end of the text")


# --- transcript -------------------------------------------------------------------------------------------------------


class Word(Span):
    """A word of a turn and when it was said; `probability` is the recognizer's own, 0 to 1, or None."""

    start: float
    end: float
    probability: float | None = None


class Turn(Value):
    """An unbroken stretch of one speaker: the canonical verbatim text that everything else points into.

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


class Speaker(Value):
    """A speaker label (`I`, `P1`, `?`) and the part that speaker has in the interview."""

    label: str
    role: Literal["interviewer", "participant", "unsure"]


ConcernKind = Literal[
    "speech_without_words", "loop", "low_confidence", "uncertain_speaker", "overlap", "text_without_speech"
]


URGENCY: dict[ConcernKind, float] = {
    "speech_without_words": 3.0,
    "loop": 2.0,
    "text_without_speech": 2.0,
    "low_confidence": 1.0,
    "uncertain_speaker": 1.0,
    "overlap": 0.5,
}
"""What a second of each kind weighs: words that are missing are worst, words that two say at once are usually right."""


class Concern(Value):
    """A place a person should listen to. `why` never quotes the transcript."""

    kind: ConcernKind
    start: float
    end: float
    turn: str | None = None
    why: str

    @property
    def urgency(self) -> float:
        """The higher, the sooner a person should listen: seconds, weighed by kind; one second at least."""
        return URGENCY[self.kind] * max(self.end - self.start, 1.0)


class Recording(Value):
    """One sound file of an interview: its name in the study folder, its checksum and its length in seconds."""

    file: str
    sha256: str
    duration: float


class Coverage(Value):
    """Seconds in which somebody clearly speaks, and how many of those have words.

    `unheard` are the stretches (start, end) of speech without a word, however short: a listener's "mhm" that the
    recognizer left out. They are not silence.
    """

    speech: float
    with_words: float
    unheard: tuple[tuple[float, float], ...] = ()


class MadeBy(Value):
    """What made a value: program, model and settings, and a fingerprint of everything that went in.

    `inputs` is compared on the next run: the same fingerprint means that nothing has to be done again.
    """

    program: str
    inputs: str
    settings: dict[str, str] = {}


class Transcript(Value):
    """What was said in one interview, with speakers and times. Holds originals: lives under `restricted/` only.

    `corrected` says that a person has worked on it; it is not made again unless told to.
    """

    interview: str
    language: str
    recordings: tuple[Recording, ...] = ()
    speakers: tuple[Speaker, ...]
    turns: tuple[Turn, ...]
    concerns: tuple[Concern, ...] = ()
    coverage: Coverage | None = None
    made_by: MadeBy
    corrected: bool = False

    @model_validator(mode="after")
    def _turns_are_sound(self) -> Self:
        check_turns(self.turns, self.speakers)
        return self

    @property
    def duration(self) -> float | None:
        """Length of the interview in seconds, None for a transcript without recording."""
        return sum(r.duration for r in self.recordings) if self.recordings else None

    @property
    def unheard(self) -> tuple[tuple[float, float], ...]:
        """Stretches (start, end in seconds) of speech without words."""
        reported = ((c.start, c.end) for c in self.concerns if c.kind == "speech_without_words")
        return (*(self.coverage.unheard if self.coverage else ()), *reported)


def check_turns(turns: "tuple[Turn, ...] | tuple[PseudonymizedTurn, ...]", speakers: tuple[Speaker, ...]) -> None:
    """Refuse turn ids that repeat and speakers nobody introduced; raises ValueError."""
    if len({t.id for t in turns}) != len(turns):
        raise ValueError("a turn id occurs twice")
    if {t.speaker for t in turns} - {s.label for s in speakers}:
        raise ValueError("a turn has a speaker that the transcript does not list")


# --- identifiers ------------------------------------------------------------------------------------------------------

Category = Literal[
    "person",
    "organisation",
    "place",
    "date",
    "age",
    "phone",
    "email",
    "id",
    "address",
    "url",
    "occupation",
    "fact",
    "other",
]
"""`occupation` is a rare one, `fact` a phrase that singles somebody out ("the only woman who …"), `other` a name of
something that nothing explains."""
DIRECT: frozenset[Category] = frozenset({"person", "phone", "email", "id", "address", "url"})
"""Categories that point at one person by themselves. The others do so only in combination (indirect, quasi)."""


class Identifier(Span):
    """A place in a turn that says who somebody is: a span laid over untouched text.

    `automatic` is replaced; `suggested` waits for a person and blocks the release; `rejected` was looked at by a person
    and stays. `masked` says whether the working copy already replaces it.
    """

    turn: str
    category: Category
    entity: str
    found_by: str
    confidence: float = Field(ge=0, le=1)
    state: Literal["automatic", "suggested", "rejected"]
    masked: bool


class Identifiers(Value):
    """All identifiers found in one interview. Holds no text, but points into one: lives under `restricted/`."""

    interview: str
    identifiers: tuple[Identifier, ...]
    recognizers: tuple[str, ...]
    made_by: MadeBy


class Decision(Value):
    """What a person decided on a written form of an entity.

    accept: replace it; change: replace it by `replacement`; reject: it is no identifier; merge: it means the entity that
    `replacement` stands for; split: it means somebody else than `entity`. Keyed by entity and written form, never by
    offset, so that it outlives a rerun. `entity` None means any entity. `category` is given for a form that a person adds.
    """

    form: Text
    verdict: Literal["accept", "change", "reject", "merge", "split"]
    entity: str | None = None
    replacement: str | None = None
    category: Category | None = None
    by: str
    when: str


class Entity(Value):
    """One person, place, number … over the whole study: its replacement, and every form it is searched for in.

    `scope` is the participant in whose interview the forms mean this entity; None means in every interview. `worded`
    says that a person worded the replacement, which no level of generalisation changes any more.
    """

    id: str
    category: Category
    replacement: str
    scope: str | None = None
    forms: tuple[Text, ...] = ()
    worded: bool = False


class Key(Value):
    """The link between replacements and originals. Stored encrypted and away from the study.

    `shifts` are the days by which the dates of a participant are moved, where the study shifts dates.
    """

    study: str
    entities: tuple[Entity, ...] = ()
    shifts: dict[str, int] = {}


class Replacement(Span):
    """A place in a pseudonymized text where a replacement stands. It does not say for what."""

    category: Category
    entity: str


class PseudonymizedTurn(Value):
    """A turn with replacements in place; `words` that were replaced became one word spanning the same time."""

    id: str
    speaker: str
    text: Text
    start: float | None = None
    end: float | None = None
    words: tuple[Word, ...] = ()
    replacements: tuple[Replacement, ...] = ()

    @model_validator(mode="after")
    def _spans_lie_in_text(self) -> Self:
        check_spans(self.words, self.text, "words")
        check_spans(self.replacements, self.text, "replacements")
        return self


class PseudonymizedTranscript(Value):
    """A transcript without originals. Only this type goes on to `split` and `export`.

    `pending` counts the suggestions nobody has decided on yet; `notes` tells what the user chose to go on without.
    """

    interview: str
    language: str
    branch: Branch | None = None
    duration: float | None = None
    speakers: tuple[Speaker, ...]
    turns: tuple[PseudonymizedTurn, ...]
    pending: int = 0
    notes: tuple[str, ...] = ()
    made_by: MadeBy

    @model_validator(mode="after")
    def _turns_are_sound(self) -> Self:
        check_turns(self.turns, self.speakers)
        return self

    def role(self, turn: PseudonymizedTurn) -> str:
        """The role of the speaker of `turn`."""
        return next(s.role for s in self.speakers if s.label == turn.speaker)


# --- guide and units --------------------------------------------------------------------------------------------------


class Question(Value):
    """A question of the interview guide. `variants` says the same in other words or languages; they are asked alike."""

    id: str
    text: Text
    branch: Branch = "all"
    followups: tuple[Text, ...] = ()
    variants: tuple[Text, ...] = ()
    keywords: tuple[Text, ...] = ()


class Guide(Value):
    """The interview guide, in the order of its questions."""

    title: str
    language: str
    questions: tuple[Question, ...]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        seen: set[str] = set()
        for question in self.questions:
            if question.id in seen:
                raise ValueError(f"question id {question.id} occurs twice")
            seen.add(question.id)
        return self

    def for_branch(self, branch: Branch | None) -> tuple[Question, ...]:
        """The questions that a participant of `branch` can be asked; all of them where the branch is not known."""
        return tuple(q for q in self.questions if branch in (None, "all") or q.branch in ("all", branch))


class Asked(Value):
    """What an interviewer turn asks: a main question, a follow-up to one, or neither."""

    turn: str
    question: str | None
    kind: Literal["main", "follow_up", "none"]
    confidence: float = Field(ge=0, le=1)
    why: str


class Unit(Span):
    """A candidate meaning unit, or a named leftover: a stretch of one participant turn.

    `question` is navigation, not a code; None reads `untagged`. `continues` is the unit that this one goes on with after
    an interruption, `context` the interviewer turn that led here.
    """

    id: str
    turn: str
    text: Text
    kind: Literal["unit", "leftover"]
    question: str | None = None
    how_tagged: str
    confidence: float = Field(ge=0, le=1)
    continues: str | None = None
    context: str | None = None
    start: float | None = None
    end: float | None = None


class Units(Value):
    """All candidate units of one interview, in order, and what was asked where.

    `numbers` is the highest number that was ever given, by the letters of the ids (`MU`, `LO`): none is used twice.
    `unplaced` are ids of units on which a person decided what fits text or guide no longer.
    """

    interview: str
    branch: Branch | None = None
    asked: tuple[Asked, ...]
    units: tuple[Unit, ...]
    notes: tuple[str, ...] = ()
    numbers: dict[str, int] = {}
    unplaced: tuple[str, ...] = ()
    made_by: MadeBy


class UnitDecision(Span):
    """What a person decided on a stretch of a participant turn.

    cut: it is one unit; tag: it is one unit, and answers `question` (None: none of them); reject: it is a leftover, for
    `reason`; withdraw: what was decided on it before holds no longer. `unit` is the id of the unit it was decided on,
    `said` the whole turn as it was then, by which the stretch is found again.
    """

    unit: str
    turn: str
    said: Text
    verdict: Literal["cut", "tag", "reject", "withdraw"]
    question: str | None = None
    reason: Text = ""
    by: str
    when: str

    @model_validator(mode="after")
    def _lies_in_turn(self) -> Self:
        check_spans((self,), self.said, "decisions")
        return self

    @property
    def text(self) -> str:
        """The stretch itself, as it was."""
        return self.said[self.char_start : self.char_end]


class UnitDecisions(Value):
    """Every decision on the units of one interview, in the order they were made; later ones hold.

    Lives under `restricted/`: a text of then may hold a name that was found since.
    """

    interview: str
    decisions: tuple[UnitDecision, ...] = ()


# --- study ------------------------------------------------------------------------------------------------------------


class Interview(Value):
    """A row of `interviews.csv`. `recordings` are file names under `restricted/recordings`, in the order of the talk."""

    id: Id
    participant: Id
    recordings: tuple[FileBelow, ...] = ()
    date: str = ""
    place: str = ""
    interviewer: str = ""
    language: str = ""


class Participant(Value):
    """A row of `participants.csv`: who a participant is. `attributes` are the further columns (age, town, employer …)."""

    id: Id
    name: Text
    aliases: tuple[Text, ...] = ()
    branch: Branch | None = None
    attributes: dict[str, str] = {}


class KnownPerson(Value):
    """A row of `people.csv`: somebody (or an employer, a place) that the researcher knows will be spoken of.

    `of` is the participant this person belongs to, empty for somebody common to all.
    """

    name: Text
    aliases: tuple[Text, ...] = ()
    role: str
    of: str = ""


class Approval(Value):
    """A person's word that the transcript, the identifiers or the units of an interview have been reviewed.

    `content` is the checksum of what was approved; when that changes the approval is stale.
    """

    interview: str
    what: Literal["transcript", "identifiers", "units"]
    by: str
    when: str
    content: str


class Approvals(Value):
    """Every approval of a study, in the order they were given."""

    approvals: tuple[Approval, ...] = ()


class Withdrawal(Value):
    """A participant who has withdrawn, and the interviews that were held with that participant."""

    participant: Id
    interviews: tuple[Id, ...]


class Withdrawals(Value):
    """Every participant who has withdrawn: nothing is made of their interviews any more."""

    withdrawals: tuple[Withdrawal, ...] = ()

    @property
    def participants(self) -> tuple[str, ...]:
        """Who has withdrawn, in that order."""
        return tuple(one.participant for one in self.withdrawals)


class Decisions(Value):
    """Every decision on identifiers of a study. Holds originals: lives under `restricted/`."""

    decisions: tuple[Decision, ...] = ()
