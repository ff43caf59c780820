"""Who and what may be recognised: identifiers, decisions, the key, and the text with replacements in place."""

from typing import Literal, Self

from pydantic import Field, model_validator

from ipstranscribe.model.basics import Branch, Span, Text, Value, check_spans
from ipstranscribe.model.transcript import MadeBy, Speaker, Word, check_turns

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
    shifts: dict[str, int] = Field(default_factory=dict)


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


class Decisions(Value):
    """Every decision on identifiers of a study. Holds originals: lives under `restricted/`."""

    decisions: tuple[Decision, ...] = ()
