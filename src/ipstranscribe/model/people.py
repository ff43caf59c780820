"""Types of the study's tables and records: interviews, participants, other people, approvals, withdrawals."""

from typing import Literal

from pydantic import Field

from ipstranscribe.model.basics import Branch, FileBelow, Id, Text, Value


class Interview(Value):
    """A row of `interviews.csv`. `recordings` are file names under `restricted/recordings`, in the order of the talk."""

    id: Id
    participant: Id
    recordings: tuple[FileBelow, ...] = ()
    date: str = ""
    place: str = ""
    interviewer: str = ""
    language: str = ""


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


class Withdrawal(Value):
    """A participant who has withdrawn, and the interviews that were held with that participant."""

    participant: Id
    interviews: tuple[Id, ...]


class Withdrawals(Value):
    """All participants who have withdrawn: their interviews are no longer processed."""

    withdrawals: tuple[Withdrawal, ...] = ()

    @property
    def participants(self) -> tuple[str, ...]:
        """The ids of the withdrawn participants, in order of withdrawal."""
        return tuple(one.participant for one in self.withdrawals)
