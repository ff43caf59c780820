"""The cast of a recording: who may be heard in it, as the study's tables tell, with the names by which labels are read."""

import re
from collections.abc import Sequence
from typing import Self

from ipstranscribe.model.basics import Id, Text, Value

INTERPRETER, COMPANION = "T", "R"
"""The letters of people who are heard and take no part: who translates, and everybody else, such as a relative."""


class CastMember(Value):
    """Somebody who may be heard: the label that this person gets, and all names by which a file may call them."""

    label: str
    names: tuple[Text, ...] = ()


class Cast(Value):
    """Who may be heard in a recording: the participants in the order of the table, who asks, and who else is with them.

    `others` are people of the study who take no part (an interpreter, a mother): their `label` is the letter that such a
    person gets. `strangers` are ids of participants of other interviews, which nobody here can have as a label.
    """

    participants: tuple[CastMember, ...]
    interviewers: tuple[Text, ...] = ()
    others: tuple[CastMember, ...] = ()
    strangers: tuple[Id, ...] = ()

    @classmethod
    def of(cls, *ids: str) -> Self:
        """The cast of participants of whom nothing but the ids is known."""
        return cls(participants=tuple(CastMember(label=one) for one in ids))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the participants, in the order of the table."""
        return tuple(one.label for one in self.participants)


def listed(ids: Sequence[str]) -> str:
    """The ids of several participants as one text, as the table of interviews has them: `P1, P2`."""
    return ", ".join(ids)


_BETWEEN_NAMES = re.compile(r"[;\n\r/&+]|\s(?:and|og)\s")


def names_in(cell: str) -> tuple[str, ...]:
    """The names in a cell that may hold several people: between them stands `;`, `,`, a line break, `and` or `og`.

    `Winther, Nora` is one name: a comma parts names only where words stand on one of its sides.
    """
    names: list[str] = []
    for part in _BETWEEN_NAMES.split(cell):
        pieces = [" ".join(piece.split()) for piece in part.split(",") if piece.strip()]
        turned = len(pieces) == 2 and not any(" " in piece for piece in pieces)
        names += [" ".join(reversed(pieces))] if turned else pieces
    return tuple(dict.fromkeys(names))
