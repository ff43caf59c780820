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


class Deposit(Value):
    """What was once laid out for an archive: under which name, which interviews and participants were in it.

    `manifest` is the checksum of its manifest: by that it can be told from others of the same name.
    """

    name: str
    when: str
    by: str
    interviews: tuple[str, ...]
    participants: tuple[str, ...]
    manifest: str


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


class SoundRecord(Value):
    """The covered copy of the recordings of an interview and the clips cut from it, which alone may be handed on.

    `inputs` is the fingerprint of what the copy was made from, `muted` its SHA-256, `covered` the stretches (start, end in
    seconds) that cannot be heard, `rounds` how often it was listened to, and `listener` the model that listened. `clips`
    maps units to the SHA-256 of their clips, `clip_inputs` is the fingerprint of the units; both are empty without clips.
    """

    interview: str
    inputs: str
    muted: str
    covered: tuple[tuple[float, float], ...] = ()
    rounds: int = 0
    listener: str = ""
    clips: dict[str, str] = Field(default_factory=dict)
    clip_inputs: str = ""
