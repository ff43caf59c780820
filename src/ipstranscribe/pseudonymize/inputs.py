"""Inputs of the pseudonymization stage: the interviews, and the knowledge from before the search."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ipstranscribe.model import Branch, Decisions, Key, Transcript
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.pseudonymize.recognizers import Found, Recognizer

Finds = Mapping[str, tuple[Found, ...]]
"""The text of a turn as recognizers read it → what they found in it."""


def kept_nowhere(finds: Finds) -> None:
    """Keep nothing: a result that goes to another process cannot hold a function without a name."""


@dataclass(frozen=True)
class SourceInterview:
    """A transcript with its participants, branch and recognizers.

    `participant` is the scope of what is found in it: the id, or the ids of several with blanks between them (`scopes`),
    of whom `branches` has the branch of each.
    `rules` is the language whose rules serve it, where there are none for its own; `remark` says so in documents.
    """

    transcript: Transcript
    participant: str
    branch: str | None
    recognizers: tuple[Recognizer, ...]
    rules: str = ""
    remark: str = ""
    branches: Mapping[str, Branch | None] = field(default_factory=dict)
    whole: Callable[[], Transcript] | None = None
    """Reads the transcript with the times of its words, where `transcript` is without: no search needs them."""

    recall: Callable[[], Finds] = dict
    """Reads what its recognizers found before."""

    keep: Callable[[Finds], None] = kept_nowhere
    """Is given what they have found now, which is not held."""

    inputs: str = ""
    """The fingerprint of what it is made from, for its provenance; else that of the whole study serves."""

    @property
    def with_times(self) -> Transcript:
        """The transcript with the times of its words, as far as they are known."""
        return self.whole() if self.whole else self.transcript

    @property
    def searched_as(self) -> str:
        """The language by whose rules it is searched."""
        return self.rules or self.transcript.language


@dataclass(frozen=True)
class PriorKnowledge:
    """Prior knowledge: the roster from the study's tables, the key of earlier runs, and people's decisions."""

    roster: Roster
    key: Key
    decisions: Decisions
