"""Records beside a study's results: what a step was made from, which places a person has listened to, which key it has."""

from typing import Literal

from pydantic import Field

from ipstranscribe.model.basics import Value
from ipstranscribe.model.identifiers import Category
from ipstranscribe.model.transcript import ConcernKind

HandedOver = Literal["study", "without-key", "key"]
"""What is handed over: the whole study, the study without its key, or the key alone."""


class StepInputs(Value):
    """What a stored result was made from, one by one: `parts` maps what it is to its checksum.

    `inputs` is the fingerprint of all, the one that the result itself carries; where they differ, the record is of another
    version and says nothing.
    """

    inputs: str
    parts: dict[str, str] = Field(default_factory=dict)


class RecognizedTurns(Value):
    """What the recognizers found in the turns of an interview, so that a turn is searched once: no word of it is kept.

    `recognizers` is the fingerprint of all that they go by. `turns` maps the checksum of a turn's text to what was found in
    it: start, end, category, recognizer, confidence, and whether it is certain.
    """

    interview: str
    recognizers: str
    turns: dict[str, tuple[tuple[int, int, Category, str, float, bool], ...]] = Field(default_factory=dict)


class KeyRecord(Value):
    """What a study knows of its key: `key` is its id, empty in keys of earlier versions, `generation` how often
    it was stored.

    `pending` is the generation that was being stored when this was written: a program that was killed may have stored it or
    not. `adopted` counts how often people went on with a key that was not the study's newest.
    """

    key: str
    generation: int = Field(ge=0)
    pending: int | None = None
    adopted: int = Field(default=0, ge=0)


class HandoverManifest(Value):
    """What a handed-over study holds: `files` maps paths below the study folder to SHA-256, `versions` interviews to the
    version of their transcript.

    `bases` are the ids of the handovers that the sender knows of, the newest last: the last one that the receiver knows as
    well is what both sides had.
    """

    id: str
    study: str
    bases: tuple[str, ...] = ()
    what: HandedOver = "study"
    files: dict[str, str] = Field(default_factory=dict)
    versions: dict[str, str] = Field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()
    by: str
    when: str


class ListenedPlace(Value):
    """A person's word that a concern was listened to and needs no change; `back` takes that word back.

    The concern is known by kind, times (seconds) and `words`, a checksum of what the transcript has there: where other
    words stand now, the place is open again.
    """

    kind: ConcernKind
    start: float
    end: float
    words: str
    by: str
    when: str
    back: bool = False


class ListenedPlaces(Value):
    """All that people said about the places of one interview, in the order in which they said it."""

    interview: str
    places: tuple[ListenedPlace, ...] = ()
