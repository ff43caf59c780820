"""Types of the study's tables and records: interviews, participants, other people, approvals, withdrawals."""

from functools import cached_property
from typing import Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, field_validator, model_serializer

from ipstranscribe.model.basics import Branch, FileBelow, Id, Text, Value
from ipstranscribe.model.scopes import scope_of


class Interview(Value):
    """A row of `interviews.csv`. `recordings` are file names under `restricted/recordings`, in the order of the talk.

    `participants` are the ids of all who were interviewed together: one, a couple, a focus group. `withdrawn` are those of
    them who have withdrawn since, while others stay.
    """

    id: Id
    participants: tuple[Id, ...] = Field(min_length=1)
    recordings: tuple[FileBelow, ...] = ()
    date: str = ""
    place: str = ""
    interviewer: str = ""
    language: str = ""
    withdrawn: tuple[Id, ...] = ()

    @field_validator("participants")
    @classmethod
    def _nobody_twice(cls, ids: tuple[str, ...]) -> tuple[str, ...]:
        if len({one.casefold() for one in ids}) != len(ids):
            raise ValueError("the same participant stands there twice")
        return ids

    @property
    def is_joint(self) -> bool:
        """Whether several participants were interviewed together."""
        return len(self.participants) > 1

    @property
    def scope(self) -> str:
        """The scope of what is found in it (`scopes`): all who took part, since the others speak of who has withdrawn."""
        return scope_of((*self.participants, *self.withdrawn))


ConsentScope = Literal["coders", "archive", "quotes", "sound"]
"""What a participant may consent to beyond the team: coders outside of it, an archive, quotations, and the sound itself."""


class Participant(Value):
    """A row of `participants.csv`: who a participant is. `attributes` are the further columns (age, town, employer …).

    `consent` is what the participant has consented to beyond the team; None where the table has no such column.
    """

    id: Id
    name: Text
    aliases: tuple[Text, ...] = ()
    branch: Branch | None = None
    consent: tuple[ConsentScope, ...] | None = None
    attributes: dict[str, str] = Field(default_factory=dict)


class KnownPerson(Value):
    """A row of `people.csv`: a person (or an employer, a place) that the researcher expects to be mentioned.

    `of` is the participant this person belongs to, empty if common to all.
    """

    name: Text
    aliases: tuple[Text, ...] = ()
    role: str
    of: str = ""


ReviewStep = Literal["transcript", "identifiers", "units"]
"""The steps of an interview that a person reviews and approves, in their order."""


class Approval(Value):
    """An approval: a person's statement that transcript, identifiers or units of an interview have been reviewed.

    `content` is the checksum of what was approved; when that changes the approval is stale. With a mark in front (`v2:`) it
    is that of the strings a person sees (`ReviewContent`), without one that of the stored files.
    """

    interview: str
    what: ReviewStep
    by: str
    when: str
    content: str


class Approvals(Value):
    """Every approval of a study, in the order they were given."""

    approvals: tuple[Approval, ...] = ()

    @cached_property
    def latest(self) -> dict[tuple[str, ReviewStep], Approval]:
        """Interview and step → the latest approval; the earlier ones count no more. Made once: a study has thousands."""
        return {(one.interview, one.what): one for one in self.approvals}


class ReviewString(Value):
    """A string that a person sees in review: the text of turn or unit `id`, the study's title, a question.

    `terms` are the program's own words beside it, such as the state of an identifier.
    """

    kind: Literal[
        "title", "convention", "document_language", "profile", "language", "branch", "note", "speaker", "turn", "identifier",
        "question", "asks", "unit",
    ]  # fmt: skip
    id: str = ""
    text: str = ""
    terms: tuple[str, ...] = ()


class ReviewContent(Value):
    """Everything that a person sees of a step of an interview in review, and that a release would show, in order."""

    interview: str
    what: ReviewStep
    strings: tuple[ReviewString, ...]


class SilencedSound(Value):
    """A recording and its copy in which a participant who has withdrawn is silent; empty if none could be made."""

    recording: FileBelow
    silenced: str


class Withdrawal(Value):
    """A participant who has withdrawn, and the interviews that were held with that participant alone.

    `shared` are the interviews in which others took part who stay. `turns` are the ids of the turns that were taken out of
    them, so that no draft brings them back; `sounds` the copies that stand for their recordings.
    """

    participant: Id
    interviews: tuple[Id, ...]
    shared: tuple[Id, ...] = ()
    turns: tuple[str, ...] = ()
    sounds: tuple[SilencedSound, ...] = ()

    @model_serializer(mode="wrap")
    def _as_earlier_versions_wrote_it(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out later fields where they are empty, so that earlier withdrawals keep their bytes."""
        fields: dict[str, Any] = write(self)
        return {name: value for name, value in fields.items() if value or name in ("participant", "interviews")}


class Withdrawals(Value):
    """All participants who have withdrawn: their interviews are no longer processed."""

    withdrawals: tuple[Withdrawal, ...] = ()

    @property
    def participants(self) -> tuple[str, ...]:
        """The ids of the withdrawn participants, in order of withdrawal."""
        return tuple(one.participant for one in self.withdrawals)

    def without(self, interview: Interview) -> Interview | None:
        """The interview with those who stay, and with the recordings in which they alone are heard; None if nobody stays.

        A recording that others than those who stay may be heard in, and of which there is no silenced copy, is left out.
        """
        stay = tuple(one for one in interview.participants if one not in self.participants)
        if not stay:
            return None
        if stay == interview.participants:
            return interview
        recordings = tuple(filter(None, map(self._silenced, interview.recordings)))
        gone = tuple(one for one in interview.participants if one not in stay)
        return interview.model_copy(update={"participants": stay, "withdrawn": gone, "recordings": recordings})

    def _silenced(self, recording: str) -> str:
        """The copy that stands for a recording, after every withdrawal; empty if there is none."""
        copies = {one.recording: one.silenced for gone in self.withdrawals for one in gone.sounds}
        name = copies.get(recording, "")
        while name in copies:
            name = copies[name]
        return name

    def gone_turns(self, interview: str) -> frozenset[str]:
        """The ids of the turns that were taken out of an interview."""
        turns = (turn for one in self.withdrawals if interview in one.shared for turn in one.turns)
        return frozenset(turn for turn in turns if turn.startswith(f"{interview}-"))
