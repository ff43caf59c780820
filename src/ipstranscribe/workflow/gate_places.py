"""The places that the gate refused, from the list that the last look left under `restricted/`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ipstranscribe.documents import tables
from ipstranscribe.errors import UserError
from ipstranscribe.model import Category, Decision, Occurrence
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.review.identifiers.decision_table import CATEGORIES, MEANT, load_table
from ipstranscribe.review.identifiers.finds_in_context import BY_GATE
from ipstranscribe.review.identifiers.scope_column import context_fits
from ipstranscribe.review.identifiers.searched_talk import SearchedTalk
from ipstranscribe.study.folder import Study
from ipstranscribe.text.occurrences import occurrences
from ipstranscribe.workflow.findings import OF_RELEASE
from ipstranscribe.workflow.searched_talks import FileState, state_of


@dataclass(frozen=True)
class GatePlace:
    """A place of a turn at which the gate refuses a word; `entity` is whom it would mean, empty if nobody knows.

    `was_decided` says that there were decisions on the word when the gate looked, which refused it all the same.
    """

    turn: str
    form: str
    number: int
    context: str
    category: Category
    entity: str
    was_decided: bool

    def is_settled_by(self, decision: Decision | None) -> bool:
        """Whether a decision that holds here now was made since, or lets this very place pass."""
        if decision is None:
            return False
        return not self.was_decided or (decision.verdict == "reject" and isinstance(decision.scope, Occurrence))

    def start(self, talk: SearchedTalk) -> int | None:
        """Where it stands in an interview now, None if the turn is another one by now."""
        turn = talk.turns.get(self.turn)
        for start, one in occurrences(talk.interview, self.turn, turn.text if turn else "", self.form).items():
            if one.number == self.number and context_fits(self.context, self.form, one):
                return start
        return None


def refused_mentions(
    talks: Mapping[str, SearchedTalk], places: Iterable[GatePlace]
) -> dict[tuple[str, str], list[Mention]]:
    """The places that are still there, by interview and turn, as finds that wait for a decision."""
    home = {turn: talk for talk in talks.values() for turn in talk.turns}
    found: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for one in places:
        talk = home.get(one.turn)
        at = one.start(talk) if talk else None
        if talk is not None and at is not None:
            span = Found(at, at + len(one.form), one.category, BY_GATE, 0.0, certain=False)
            mention = Mention(talk.interview, talk.scope, talk.turns[one.turn], span, one.entity, masked=False)
            found[talk.interview, one.turn].append(mention)
    return dict(found)


class GatePlaces:
    """The list of what the gate refused, read again where it has changed."""

    def __init__(self) -> None:
        self._state: FileState = None
        self._places: tuple[GatePlace, ...] = ()

    def of(self, study: Study) -> tuple[GatePlace, ...]:
        """The places in turns; none where there is no list, or it cannot be read."""
        path = study.findings(OF_RELEASE, ".xlsx")
        state = state_of(path)
        if state != self._state:
            self._state, self._places = state, _read(path) if state else ()
        return self._places


def _read(path: Path) -> tuple[GatePlace, ...]:
    try:
        rows = [row.cells for row in load_table(path).rows]
    except UserError:  # a person may have it open in another program
        return ()
    decided = {row.get("number", ""): bool(row.get("decided")) for row in rows}
    found = []
    for row in rows:
        turn, _, number = row.get("scope", "").rpartition(" #")
        if turn and number.isdecimal():
            said = row.get("category", "")
            category: Category = next((one for one in CATEGORIES if one == said), "other")
            cause, _, _ = row.get("number", "").partition(".")
            form, context = (tables.from_text_cell(row.get(name, "")) for name in ("written_form", "context"))
            found.append(
                GatePlace(turn, form, int(number), context, category, row.get(MEANT, ""), decided.get(cause, False))
            )
    return tuple(found)
