"""What the page is told of identifiers: turns, finds with their risk, entities to choose from, texts as readers see them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ipstranscribe.model import Entity, Identifier, Occurrence, PseudonymizedTurn, Turn
from ipstranscribe.pseudonymize.redaction.replace import replace_identifiers
from ipstranscribe.review.identifiers.finds_in_context import Find, FindsInContext
from ipstranscribe.review.identifiers.found_rows import FoundRows
from ipstranscribe.review.identifiers.searched_talk import SearchedTalk
from ipstranscribe.study import approvals
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.gate_places import GatePlace
from ipstranscribe.workflow.review_document import Json

UNKNOWN = "[…]"
"""Stands for a code that the next run gives."""


def turns(talk: SearchedTalk) -> list[Json]:
    """The turns of an interview as they were said."""
    return [_turn(one) for one in talk.turns.values()]


def _turn(turn: Turn) -> Json:
    return {"id": turn.id, "speaker": turn.speaker, "text": turn.text, "start": turn.start, "end": turn.end}


@dataclass(frozen=True)
class ShownFinds:
    """What is known of the finds of a study: searched interviews, their rows, how decisions leave them, the gate."""

    study: Study
    talks: Mapping[str, SearchedTalk]
    rows: FoundRows
    now: FindsInContext
    gate: Sequence[GatePlace]

    def finds(self, interview: str, among: Iterable[str] | None = None) -> list[Json]:
        """The finds of an interview, or of the turns `among` it, in the order of the talk."""
        wanted = self.talks[interview].turns if among is None else among
        return [self._find(one, refused=refused) for turn in wanted for one, refused in self._in_turn(interview, turn)]

    def pending(self, interview: str) -> int:
        """The number of places of an interview that wait for a decision, with those that the gate refuses."""
        there = (one for turn in self.talks[interview].turns for one, _ in self._in_turn(interview, turn))
        return sum(one.state == "suggested" for one in there)

    def elsewhere(self, interview: str) -> list[Json]:
        """The other interviews in which a run left places to decide on, and how many."""
        waiting = [(one, self.now.waiting(one)) for one in self.talks if one != interview]
        return [{"interview": one, "pending": count} for one, count in waiting if count]

    def entities(self, known: Mapping[str, Entity]) -> list[Json]:
        """Those that a find can be the same as, by their codes."""
        interviews = self.rows.interviews_of
        shown = (one for one in known.values() if one.replacement)
        return [
            {
                "id": one.id,
                "replacement": one.replacement,
                "category": one.category,
                "forms": list(one.originals),
                "scope": " ".join(interviews.get(one.id, ())),
            }
            for one in sorted(shown, key=lambda one: (one.category, one.replacement))
        ]

    def at(self, interview: str, turn: str, start: int, form: str) -> tuple[Find | None, bool]:
        """What was found at a place in this form, and whether the gate refuses it."""
        there = self._in_turn(interview, turn)
        return next(((one, refused) for one, refused in there if (one.start, one.form) == (start, form)), (None, False))

    # One find.

    def _in_turn(self, interview: str, turn: str) -> Iterator[tuple[Find, bool]]:
        """The finds of a turn, each with whether the gate refuses it; what the gate alone has found as well."""
        refused = [
            (at, one)
            for one in self._gate_by_turn.get(turn, ())
            if (at := one.start(self.talks[interview])) is not None
        ]
        for find in self.now.in_turn(interview, turn):
            here = (one for at, one in refused if at < find.end and find.start < at + len(one.form))
            yield find, not find.masked and any(not one.is_settled_by(find.decided) for one in here)

    @cached_property
    def _gate_by_turn(self) -> Mapping[str, Sequence[GatePlace]]:
        found: dict[str, list[GatePlace]] = {}
        for one in self.gate:
            found.setdefault(one.turn, []).append(one)
        return found

    def _find(self, find: Find, *, refused: bool) -> Json:
        decided = find.decided
        return {
            "key": find.key,
            "turn": find.turn,
            "start": find.start,
            "end": find.end,
            "form": find.form,
            "category": find.category,
            "entity": find.entity,
            "replacement": find.replacement,
            "state": find.state,
            "masked": find.masked,
            "decided": decided
            and {
                "verdict": decided.verdict,
                "scope": "place" if isinstance(decided.scope, Occurrence) else decided.scope or "everywhere",
                "replacement": decided.replacement or "",
                "by": decided.by,
                "when": decided.when,
            },
            "found_by": find.found_by,
            "confidence": find.confidence,
            "places": self.rows.times.get(find.row, 1),
            "interviews": len(self.rows.interviews.get(find.row, (find.interview,))),
            "risk": 0 if refused else 1 + self.rows.ranks.get(find.row, len(self.rows.ranks)),
            "gate": refused,
            "sound": _sound(self.talks[find.interview].turns[find.turn], find),
        }


def _sound(turn: Turn, find: Find) -> tuple[float, float] | None:
    """When a find is heard, in seconds: its words, else its turn; None where no times are known."""
    words = [word for word in turn.words if word.char_start < find.end and find.start < word.char_end]
    start, end = (words[0].start, words[-1].end) if words else (turn.start, turn.end)
    return None if start is None or end is None else (start, end)


# As readers will see it.


def replaced(talk: SearchedTalk, now: FindsInContext) -> list[Json]:
    """The turns of an interview with codes in place of identifiers; `replaced` are the spans of the codes."""
    return [
        {
            "id": turn.id,
            "speaker": turn.speaker,
            "text": shown.text,
            "replaced": [[one.char_start, one.char_end, one.category] for one in shown.replacements],
        }
        for turn in talk.turns.values()
        for shown in [_replaced(turn, now.in_turn(talk.interview, turn.id), talk.language)]
    ]


def _replaced(turn: Turn, finds: Sequence[Find], language: str) -> PseudonymizedTurn:
    """A turn as the stage would write it: each code is one of its own here, since decisions word places apart."""
    spans = [
        Identifier(
            turn=turn.id, char_start=one.start, char_end=one.end, category=one.category, entity=one.key,
            found_by=one.found_by, confidence=one.confidence, state=one.state, masked=one.masked,
        )
        for one in finds
    ]  # fmt: skip
    return replace_identifiers(turn, spans, {one.key: one.replacement or UNKNOWN for one in finds}, language)


def approval(study: Study, interview: str) -> Json:
    """Whether the identifiers of an interview are approved as they are stored, by whom and when."""
    given = approvals.read(study)
    mine = approvals.latest(given, interview, "identifiers")
    state = approvals.state(study, interview, "identifiers", given)
    return {"state": state, "by": mine.by if mine else "", "when": mine.when if mine else ""}
