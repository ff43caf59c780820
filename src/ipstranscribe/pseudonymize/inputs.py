"""What the stage works on: the interviews, and what is known before the search."""

from dataclasses import dataclass

from ipstranscribe.model import Decisions, Key, Transcript
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.pseudonymize.recognizers import Recognizer


@dataclass(frozen=True)
class SourceInterview:
    """A transcript, and whose interview it is."""

    transcript: Transcript
    participant: str
    branch: str | None
    recognizers: tuple[Recognizer, ...]


@dataclass(frozen=True)
class PriorKnowledge:
    """What is known before the search: the tables, the key of earlier runs, and what people decided."""

    roster: Roster
    key: Key
    decisions: Decisions
