"""Inputs of the pseudonymization stage: the interviews, and the knowledge from before the search."""

from dataclasses import dataclass

from ipstranscribe.model import Decisions, Key, Transcript
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.pseudonymize.recognizers import Recognizer


@dataclass(frozen=True)
class SourceInterview:
    """A transcript with its participant, branch and recognizers."""

    transcript: Transcript
    participant: str
    branch: str | None
    recognizers: tuple[Recognizer, ...]


@dataclass(frozen=True)
class PriorKnowledge:
    """Prior knowledge: the roster from the study's tables, the key of earlier runs, and people's decisions."""

    roster: Roster
    key: Key
    decisions: Decisions
