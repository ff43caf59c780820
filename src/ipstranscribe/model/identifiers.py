"""Types of pseudonymization: identifiers, decisions, entities, the key, and the pseudonymized transcript."""

from typing import Any, Literal, Self

from pydantic import ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from ipstranscribe.model.basics import Branch, Span, Text, Value, check_spans
from ipstranscribe.model.transcript import MadeBy, RecognitionFacts, Speaker, Word, check_turns
from ipstranscribe.model.units import branches_asked

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
"""Categories of identifiers. `occupation` is a rare one, `fact` a phrase that singles somebody out ("the only woman who …"),
`other` an unexplained name."""
DIRECT: frozenset[Category] = frozenset({"person", "phone", "email", "id", "address", "url"})
"""Direct identifiers: categories that identify one person alone. The others (indirect, quasi) do so in combination."""


class Identifier(Span):
    """An identifier: a span of a turn's unchanged text that can identify somebody.

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


class Occurrence(Value):
    """One place at which a form is written: the `number`th time in a turn, counted from 1, with three words on either side.

    The words (casefolded; fewer where the turn begins or ends) are its anchor. Both must fit: a place never moves.
    """

    interview: str
    turn: str
    number: int = Field(ge=1)
    before: tuple[Text, ...] = ()
    after: tuple[Text, ...] = ()


DecisionScope = Occurrence | str | None
"""Where a decision holds: at one place, in the interview with this id, or everywhere (None)."""


class Decision(Value):
    """A person's decision on a written form of an entity.

    accept: replace it; change: replace it by `replacement`; reject: it is no identifier; merge: it means the entity that
    `replacement` stands for; split: it means somebody else than `entity`. Keyed by entity and written form, never by
    offset, so that it outlives a rerun. `entity` None means any entity. `category` is given for a form that a person adds.
    A narrower `scope` counts more than a wider one.
    """

    form: Text
    verdict: Literal["accept", "change", "reject", "merge", "split"]
    entity: str | None = None
    replacement: str | None = None
    category: Category | None = None
    scope: DecisionScope = None
    by: str
    when: str

    @model_serializer(mode="wrap")
    def _as_before_scopes(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave an empty scope out, so that bytes and digests of older decisions stay."""
        return {name: value for name, value in handler(self).items() if name != "scope" or value is not None}

    @property
    def interview(self) -> str | None:
        """The one interview in which it holds, None for everywhere."""
        return self.scope.interview if isinstance(self.scope, Occurrence) else self.scope


Reach = Literal["nowhere", "capitals", "everywhere"]
"""Where a form is looked for: only where it was found or decided on; with a capital letter; everywhere."""


class Entity(Value):
    """An entity (a person, place, number …) over the whole study: its replacement, and every written form searched for.

    `scope` is the participant in whose interview the forms mean this entity; None means in every interview. `worded`
    says that a person worded the replacement, which no level of generalisation changes any more. `capital_forms` are ordinary
    words that were found as a name: they mean it with a capital letter only. `found_forms` mean it only where they were
    found, `local_forms` only where a decision of narrow scope says so; neither is searched for anywhere else.
    """

    id: str
    category: Category
    replacement: str
    scope: str | None = None
    forms: tuple[Text, ...] = ()
    capital_forms: tuple[Text, ...] = ()
    found_forms: tuple[Text, ...] = ()
    local_forms: tuple[Text, ...] = ()
    worded: bool = False

    @model_serializer(mode="wrap")
    def _as_before_scopes(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave empty forms of the newer kinds out, so that the bytes of older keys stay."""
        newer = ("capital_forms", "found_forms", "local_forms")
        return {name: value for name, value in handler(self).items() if name not in newer or value}

    def reach(self, form: str) -> Reach | None:
        """Where this form of the entity is looked for; None if it is none of its forms."""
        if form in self.forms:
            return "everywhere"
        if form in self.capital_forms:
            return "capitals"
        return "nowhere" if form in (*self.found_forms, *self.local_forms) else None

    @property
    def is_local(self) -> bool:
        """Whether its forms mean it at some places only, so that nothing is searched for it."""
        return bool(self.local_forms) and not (self.forms or self.capital_forms)

    @property
    def originals(self) -> tuple[str, ...]:
        """Every written form, wherever it means this entity."""
        return (*self.forms, *self.capital_forms, *self.found_forms, *self.local_forms)


class Key(Value):
    """The pseudonymization key: the link between replacements and originals. Stored encrypted and away from the study.

    `shifts` are the days by which the dates of a participant are moved, where the study shifts dates. `id` is drawn when the
    key is first stored, and `generation` counts how often it was: an older copy is known by them.
    """

    study: str
    entities: tuple[Entity, ...] = ()
    shifts: dict[str, int] = Field(default_factory=dict)
    id: str = ""
    generation: int = Field(default=0, ge=0)

    @model_serializer(mode="wrap")
    def _as_before_generations(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave what older keys do not have out, so that their bytes stay."""
        return {name: value for name, value in handler(self).items() if name not in ("id", "generation") or value}


class Replacement(Span):
    """The span of a replacement in a pseudonymized text. It does not hold the original."""

    category: Category
    entity: str


class PseudonymizedTurn(Value):
    """A pseudonymized turn: replacements are in place; replaced `words` became one word with the same time span."""

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


class SaidTurn(Value):
    """What a turn of a `TalkText` keeps."""

    model_config = ConfigDict(extra="ignore")

    id: str
    speaker: str
    text: Text
    replacements: tuple[Replacement, ...] = ()


class TalkText(Value):
    """A stored pseudonymized transcript, read without the times of its words, which are most of it."""

    model_config = ConfigDict(extra="ignore")

    interview: str
    language: str
    speakers: tuple[Speaker, ...]
    turns: tuple[SaidTurn, ...]
    rules: str = ""


class TextProvenance(Value):
    """A stored pseudonymized transcript of which nothing is read but its provenance."""

    model_config = ConfigDict(extra="ignore")

    made_by: MadeBy


class PendingCount(Value):
    """A stored pseudonymized transcript of which nothing is read but how many suggestions nobody has decided on."""

    model_config = ConfigDict(extra="ignore")

    pending: int = 0


_LATER = frozenset({"rules", "heard", "branches"})
"""Fields of a pseudonymized transcript that version 0.1.0 did not know."""


class PseudonymizedTranscript(Value):
    """A transcript without originals. Only this type goes on to `split` and `export`.

    `pending` counts the suggestions nobody has decided on yet; `notes` tells what the user chose to go on without. `rules`
    is the language whose rules were used, where there are none for `language`. `heard` is what documents tell of the
    recognition, None in values of version 0.1.0. `branches` are those of the participants by label, where several were
    interviewed together.
    """

    interview: str
    language: str
    branch: Branch | None = None
    branches: dict[str, Branch | None] = Field(default_factory=dict)
    duration: float | None = None
    speakers: tuple[Speaker, ...]
    turns: tuple[PseudonymizedTurn, ...]
    pending: int = 0
    notes: tuple[str, ...] = ()
    made_by: MadeBy
    rules: str = ""
    heard: RecognitionFacts | None = None

    @model_serializer(mode="wrap")
    def _as_earlier_versions_wrote_it(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out later fields where they are empty, so that earlier values keep their bytes and fingerprints."""
        fields: dict[str, Any] = write(self)
        return {name: value for name, value in fields.items() if value or name not in _LATER}

    @model_validator(mode="after")
    def _turns_are_sound(self) -> Self:
        check_turns([(t.id, t.speaker) for t in self.turns], self.speakers)
        return self

    @property
    def asked_of(self) -> tuple[Branch | None, ...]:
        """The branches of those who were interviewed; None is one that is not known."""
        return branches_asked(self.branch, self.branches)

    def branches_of(self, label: str) -> tuple[Branch | None, ...]:
        """The branch of a participant by label; of anybody else the branches of all who were interviewed."""
        return (self.branches[label],) if label in self.branches else self.asked_of

    def role(self, turn: PseudonymizedTurn) -> str:
        """The role of the speaker of `turn`."""
        return next(s.role for s in self.speakers if s.label == turn.speaker)


class Decisions(Value):
    """Every decision on identifiers of a study. Holds originals: lives under `restricted/`."""

    decisions: tuple[Decision, ...] = ()
