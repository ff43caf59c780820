"""Attribution of lines to participants in a file that holds several interviews.

A line belongs to a participant if it occurs, whole or as a sufficiently long part, in the documents of that participant's
interviews and in nobody else's. Letting it pass under the decisions that apply to that participant reveals no more than
those documents do. This works for every format: a table of all interviews, a project file.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Self

_SHORTEST_STRETCH = 40
"""Minimum length in characters of a partial line for attribution: long texts are cut to fit into cells."""


@dataclass(frozen=True)
class ParticipantAttribution:
    """Attribution data: the participant of every whole line, and each participant's texts."""

    lines: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, shown: Iterable[tuple[str, str]]) -> Self:
        """Build the attribution from pairs of participant and shown text. A line of two participants belongs to nobody."""
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
        """Split `text` into stretches of lines with their participant; None where no single participant is known.

        An empty line belongs to the stretch before it.
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
