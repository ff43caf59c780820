"""Decisions on one interview or one place, applied to the mentions there and to no others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ipstranscribe.model import Decision
from ipstranscribe.pseudonymize.entities.apply_decisions import Rulings
from ipstranscribe.pseudonymize.entities.known_forms import SearchedTurn
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.text.phrase_index import FormIndex

BY_DECISION = "decision"
"""`found_by` of a mention that only a decision of narrow scope made one."""


def apply_scoped(mentions: Sequence[Mention], turns: Iterable[SearchedTurn], rulings: Rulings) -> list[Mention]:
    """The mentions with those that a decision of narrow scope adds, each with the entity that it gives the form to."""
    decided = [mention for turn in turns for mention in _decided_in(turn, rulings)]
    places = {mention.place for mention in decided}
    found = {place for mention in mentions if places and (place := mention.place) in places}
    added = [mention for mention in decided if mention.place not in found]
    unique = {mention.place: mention for mention in reversed(added)}  # a place comes before what the interview says
    return [_given(mention, rulings) for mention in (*mentions, *reversed(unique.values()))]


def _decided_in(turn: SearchedTurn, rulings: Rulings) -> Iterator[Mention]:
    """A mention wherever such a decision is about a form in the turn: at a place, then in the interview."""
    for form, decided in rulings.in_turn(turn.interview, turn.turn).items():
        for start, decision in decided.items():
            yield from _mention(turn, (start, start + len(form)), decision, rulings)
    index = FormIndex[Decision]()
    for decision in rulings.in_interview(turn.interview):
        if decision.verdict != "reject":
            index.add(decision.form, decision)
    for hit in index.find(turn.turn.text):
        yield from _mention(turn, (hit.char_start, hit.char_end), hit.payload, rulings)


def _mention(turn: SearchedTurn, span: tuple[int, int], decision: Decision, rulings: Rulings) -> Iterator[Mention]:
    hides = decision.verdict != "reject"
    if given := rulings.entity(decision):
        found = Found(*span, given.category, BY_DECISION, 0.5, certain=hides)
        yield Mention(turn.interview, turn.scope, turn.turn, found, given.id, hides)


def _given(mention: Mention, rulings: Rulings) -> Mention:
    decision = rulings(mention).decision
    given = rulings.entity(decision) if decision else None
    if given is None or not given.moves:
        return mention
    return replace(mention, entity=given.id, found=replace(mention.found, category=given.category))
