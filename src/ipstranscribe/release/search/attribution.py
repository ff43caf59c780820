"""Whose words stand where in a file that holds several interviews.

A line belongs to a participant if it stands, whole or as a stretch long enough to be nobody else's, in what the documents
of that participant's interviews show, and in nobody else's. Letting it pass under the decisions that reach that
participant tells no more than those documents do. Whatever the format: a table of all interviews, a project file.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Self

_SHORTEST_STRETCH = 40
"""Characters of a part of a line that tells whose it is: long texts are cut to fit into cells and go on in the next."""


@dataclass(frozen=True)
class ParticipantAttribution:
    """What the documents of each participant show: whose a whole line is, and all of their texts."""

    lines: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, shown: Iterable[tuple[str, str]]) -> Self:
        """The owners of what is shown: pairs of a participant and a text. What two participants have is nobody's."""
        lines: dict[str, str] = {}
        texts: dict[str, list[str]] = {}
        shared: set[str] = set()
        for participant, text in shown:
            texts.setdefault(participant, []).append(text)
            for line in filter(None, map(str.strip, text.splitlines())):
                if lines.setdefault(line, participant) != participant:
                    shared.add(line)
        whose = {line: participant for line, participant in lines.items() if line not in shared}
        return cls(whose, {participant: "\n".join(of_it) for participant, of_it in texts.items()})

    def stretches(self, text: str) -> Iterator[tuple[str | None, str]]:
        """`text` in stretches of lines that one participant owns, None for those that nobody does.

        An empty line belongs to what is before it.
        """
        last: str | None = None
        told: list[tuple[str | None, str]] = []
        for line in text.splitlines(keepends=True):
            bare = line.strip()
            last = self._owner(bare) if bare else last
            told.append((last, line))
        for owner, of_it in groupby(told, key=lambda one: one[0]):
            yield owner, "".join(line for _, line in of_it)

    def _owner(self, line: str) -> str | None:
        if line in self.lines or len(line) < _SHORTEST_STRETCH:
            return self.lines.get(line)
        having = [participant for participant, text in self.texts.items() if line in text]
        return having[0] if len(having) == 1 else None
