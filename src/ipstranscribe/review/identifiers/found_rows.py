"""The rows of the table of identifiers as a run left them: how often each was found, where, and how much harm it could do."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ipstranscribe.model import Identifier
from ipstranscribe.pseudonymize.entities.decisions import Suggestion
from ipstranscribe.review.identifiers.decision_table import review_priority
from ipstranscribe.review.identifiers.searched_talk import SearchedTalk

RowKey = tuple[str, str]
"""Entity and written form of a row."""


@dataclass(frozen=True)
class FoundRows:
    """Counts by row. `ranks` are the rows by risk, 0 first, whatever was decided; `interviews_of` those of each entity."""

    times: Mapping[RowKey, int]
    interviews: Mapping[RowKey, Sequence[str]]
    interviews_of: Mapping[str, Sequence[str]]
    ranks: Mapping[RowKey, int]

    @classmethod
    def of(cls, talks: Iterable[SearchedTalk]) -> "FoundRows":
        """The rows of these interviews."""
        times: Counter[RowKey] = Counter()
        interviews: dict[RowKey, dict[str, None]] = {}
        of_entity: dict[str, dict[str, None]] = {}
        least: dict[RowKey, Identifier] = {}
        for talk in talks:
            for mention, one in (pair for pairs in talk.found.values() for pair in pairs):
                row = one.entity, mention.written
                times[row] += 1
                interviews.setdefault(row, {})[talk.interview] = None
                of_entity.setdefault(one.entity, {})[talk.interview] = None
                if row not in least or one.confidence < least[row].confidence:
                    least[row] = one
        ordered = sorted((_suggestion(row, one, times[row]) for row, one in least.items()), key=review_priority)
        return cls(
            times,
            {row: tuple(ids) for row, ids in interviews.items()},
            {entity: tuple(ids) for entity, ids in of_entity.items()},
            {(one.entity, one.form): rank for rank, one in enumerate(ordered)},
        )


def _suggestion(row: RowKey, one: Identifier, times: int) -> Suggestion:
    """A row as it is ordered: all as if nobody had decided on them."""
    entity, form = row
    return Suggestion(form, entity, one.category, "suggested", "", times, (), one.found_by, one.confidence, (), "")
