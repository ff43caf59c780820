"""Types of edits: what a person does to a transcript on the review page, and the lines of the journal that keeps it.

Offsets count code points of the turn's text as it stands when the edit is made.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ipstranscribe.model.basics import Value


def _whole_signs(text: str) -> str:
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("a half of a sign cannot be written")
    return text


_Typed = Annotated[str, AfterValidator(_whole_signs)]
_Offset = Annotated[int, Field(ge=0)]


class TextEdit(Value):
    """`text` is written in the place of what stands from `start` to `end` of a turn."""

    kind: Literal["text"] = "text"
    turn: str
    start: _Offset
    end: _Offset
    text: _Typed


class SplitEdit(Value):
    """A turn is split before the sign number `at`. `new` is the id of the new turn; the program gives it."""

    kind: Literal["split"] = "split"
    turn: str
    at: _Offset
    new: str = ""


class MergeEdit(Value):
    """A turn is merged with the one that follows."""

    kind: Literal["merge"] = "merge"
    turn: str


class SpeakerEdit(Value):
    """Turns are given to the speaker with this label."""

    kind: Literal["speaker"] = "speaker"
    turns: tuple[str, ...] = Field(min_length=1)
    speaker: str


class SwapEdit(Value):
    """Two speakers are swapped in all turns."""

    kind: Literal["swap"] = "swap"
    one: str
    other: str


class UnclearEdit(Value):
    """The words that a stretch of a turn touches are marked as unclear, or confirmed."""

    kind: Literal["unclear"] = "unclear"
    turn: str
    start: _Offset
    end: _Offset
    unclear: bool


Edit = Annotated[
    TextEdit | SplitEdit | MergeEdit | SpeakerEdit | SwapEdit | UnclearEdit,
    Field(discriminator="kind"),
]
"""One edit."""


# The journal.


class JournalStart(Value):
    """The first line of a journal: the interview, and the version of the transcript that all edits are made to."""

    line: Literal["start"] = "start"
    format: Literal[1] = 1
    interview: str
    base: str


class JournalStep(Value):
    """Edits that were made together, and are undone together."""

    line: Literal["step"] = "step"
    edits: tuple[Edit, ...]


class JournalMove(Value):
    """A step was undone, or one that was undone made again."""

    line: Literal["undo", "redo"]


class JournalStored(Value):
    """What there was then was stored as this version of the transcript."""

    line: Literal["stored"] = "stored"
    version: str


JournalLine = Annotated[JournalStart | JournalStep | JournalMove | JournalStored, Field(discriminator="line")]
"""One line of a journal."""
