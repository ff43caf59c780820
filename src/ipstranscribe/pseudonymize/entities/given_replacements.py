"""Replacements that a study has given, and the next that is unlike all of them; none is given twice."""

from dataclasses import dataclass, field

from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.entities.roster import RosterEntity
from ipstranscribe.pseudonymize.redaction import labels


@dataclass
class GivenReplacements:
    """The replacements that are taken. `language` is that of new ones."""

    language: str
    _taken: set[str] = field(default_factory=set)
    _last: dict[str, int] = field(default_factory=dict)
    """The number that was given last, by series."""

    def copy(self) -> "GivenReplacements":
        """A copy, to give further ones."""
        return GivenReplacements(self.language, set(self._taken), dict(self._last))

    def take(self, replacement: str) -> None:
        """Note that a replacement is given."""
        self._taken.add(replacement)

    def of_known(self, known: RosterEntity) -> str:
        """The replacement of somebody whom a table lists: the participant's id, a role, or a number."""
        if known.participant:
            return f"[{known.participant}]"
        role = labels.role_in(known.role, self.language)
        if known.category != "person" or not role:
            return self.numbered(known.category, role)
        return self.unlike_others(labels.role_replacement(role, known.scope or "", self.language))

    def numbered(self, category: Category, role: str = "") -> str:
        """The next of a series: `[employer 2]`."""
        series = labels.numbered_replacement(category, 0, self.language, role)
        number = self._last.get(series, 0) + 1
        while labels.numbered_replacement(category, number, self.language, role) in self._taken:
            number += 1
        self._last[series] = number
        return labels.numbered_replacement(category, number, self.language, role)

    def unlike_others(self, wording: str) -> str:
        """A wording, with a number if it is taken: `[P1's sister 2]`."""
        number, unlike = 1, wording
        while unlike in self._taken:
            number += 1
            unlike = f"{wording[:-1]} {number}]"
        return unlike


def bracketed(replacement: str) -> str:
    """A replacement as it stands in a text, whatever a person wrote around it."""
    return f"[{replacement.strip().strip('[]').strip()}]"
