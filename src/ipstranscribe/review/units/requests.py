"""Decisions on units from a coder's worksheet, placed in the current text; each row is accepted or refused with a reason."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ipstranscribe.export.content.unit_base import comparable_text, is_compared, text_fingerprint
from ipstranscribe.model import PseudonymizedTranscript, PseudonymizedTurn, Unit, UnitDecision, UnitDecisions, Units
from ipstranscribe.review.protocol import Base, Review
from ipstranscribe.review.units.worksheet import NotUnderstood, RowRequest, WorksheetRow, row_request
from ipstranscribe.split.units.found_again import Where
from ipstranscribe.split.units.manual import BY_HAND, ManualUnits
from ipstranscribe.study import storage
from ipstranscribe.text.shown import Shown, ShownPiece
from ipstranscribe.text.wording import visible

_STALE = "text or units have changed since the table was exported; export it again"


class Coder(NamedTuple):
    """The coder who decides: role, and time of the decision."""

    by: str
    when: str


@dataclass(frozen=True)
class StoredInterview:
    """A stored interview: `shown` are its turns as documents show them, `questions` the question ids of its branch."""

    transcript: PseudonymizedTranscript
    units: Units
    shown: Mapping[str, Shown]
    questions: Sequence[str]
    decided: UnitDecisions

    def turn(self, identity: str) -> PseudonymizedTurn | None:
        """The participant's turn with this id; None if there is none."""
        found = (turn for turn in self.transcript.turns if turn.id == identity)
        return next((turn for turn in found if self.transcript.role(turn) != "interviewer"), None)

    def shown_of(self, where: Where) -> Shown:
        """A span of text as documents show it; unchanged if they would show no word of it."""
        cut = self.shown[where.turn].cut(where.start, where.end)
        if any(map(str.isalnum, cut.text)):
            return cut
        turn = self.turn(where.turn)
        return Shown(pieces=(ShownPiece(turn.text[where.start : where.end] if turn else "", where.start, where.end),))


@dataclass
class UnitRequests:
    """The outcome for an interview's rows: decisions, `refused` rows with reasons; `same` counts rows with nothing new.

    `overruled` are the units on whose words another coder had decided otherwise: both decisions stay on record.
    """

    decisions: list[UnitDecision] = field(default_factory=list)
    refused: list[tuple[WorksheetRow, str]] = field(default_factory=list)
    same: int = 0
    overruled: list[str] = field(default_factory=list)


class _Found(NamedTuple):
    """A row's request and the span of text it is about."""

    wish: RowRequest
    where: Where


@dataclass
class _Stretch:
    """A new unit or leftover; `wish` is the request that decides what becomes of it."""

    where: Where
    wish: RowRequest


@dataclass(frozen=True)
class UnitReview(Review[Unit, Sequence[WorksheetRow], UnitRequests]):
    """The units of an interview in review; a worksheet of them came back from `coder`."""

    talk: StoredInterview
    coder: Coder

    @property
    def base(self) -> Base:
        """The units. Each row of a worksheet has a base of its own, because rows come back in parts (`RowFingerprint`)."""
        return Base("units", self.talk.units.interview, storage.digest(self.talk.units))

    @property
    def items(self) -> Sequence[Unit]:
        """The units, in order."""
        return self.talk.units.units

    def decide(self, returned: Sequence[WorksheetRow]) -> UnitRequests:
        """Read the rows of a worksheet as decisions."""
        return requested_decisions(returned, self.talk, self.coder)


def requested_decisions(rows: Sequence[WorksheetRow], talk: StoredInterview, coder: Coder) -> UnitRequests:
    """Turn the rows of one interview into decisions; if any row is `refused`, nothing should be stored."""
    asked = UnitRequests()
    times = Counter(row.unit for row in rows if row.fingerprint)
    found: list[_Found] = []
    for row in rows:
        if times[row.unit] > 1:
            asked.refused.append((row, "the unit has more than one row"))
            continue
        try:
            wish = row_request(row, talk.questions)
            if wish.anything and not _withdrawn(wish, talk, coder, asked):
                found.append(_Found(wish, _located(wish, talk)))
        except NotUnderstood as reason:
            asked.refused.append((row, str(reason)))
    order = {turn.id: at for at, turn in enumerate(talk.transcript.turns)}
    stretches: list[_Stretch] = []
    for one in sorted(found, key=lambda f: (order[f.where.turn], f.where.start)):
        try:
            _add(stretches, one, talk, asked)
        except NotUnderstood as reason:
            asked.refused.append((one.wish.row, str(reason)))
    _decide(stretches, talk, coder, asked)
    return asked


def _withdrawn(wish: RowRequest, talk: StoredInterview, coder: Coder, asked: UnitRequests) -> bool:
    """Withdraw the decisions on the unit, also those whose place is lost; returns whether the row asks for that."""
    if wish.verb != "withdraw":
        return False
    holds = _holding(talk)
    unit = next((u for u in talk.units.units if u.id == wish.row.unit), None)
    here = Where(unit.turn, unit.char_start, unit.char_end) if unit else None
    mine = [
        one.decision for one in holds.placed if one.decision.unit == wish.row.unit or (here and one.where.touches(here))
    ]
    mine += [one for one in holds.lost if one.unit == wish.row.unit]
    if not mine and not unit:
        raise NotUnderstood("nothing was decided on a unit of this id")
    update = {"verdict": "withdraw", "question": None, "reason": "", "by": coder.by, "when": coder.when}
    asked.decisions += [one.model_copy(update=update) for one in mine]
    asked.same += not mine
    asked.overruled += [wish.row.unit] if any(one.by != coder.by for one in mine) else []
    return True


def _holding(talk: StoredInterview) -> ManualUnits:
    turns = [turn for turn in talk.transcript.turns if talk.transcript.role(turn) != "interviewer"]
    return ManualUnits.of(talk.decided.decisions, turns)


def _located(wish: RowRequest, talk: StoredInterview) -> Where:
    """Locate the span that the row showed: the unit with that id, or its only occurrence in its turn; else NotUnderstood."""
    unit = next((u for u in talk.units.units if u.id == wish.row.unit), None)
    if unit:
        here = Where(unit.turn, unit.char_start, unit.char_end)
        if text_fingerprint(visible(talk.shown_of(here).text)) == text_fingerprint(wish.text):
            return here
    shown = talk.shown.get(wish.row.turn) if talk.turn(wish.row.turn) else None
    text, wanted = comparable_text(visible(shown.text)) if shown else "", comparable_text(wish.text)
    at = text.find(wanted)
    if not shown or at < 0 or text.find(wanted, at + 1) >= 0:
        raise NotUnderstood(_STALE)
    signs = [number for number, sign in enumerate(shown.text) if is_compared(sign)]
    span = shown.source(signs[at], signs[at + len(wanted) - 1] + 1)
    if span is None:
        raise NotUnderstood(_STALE)
    return Where(wish.row.turn, *span)


def _add(stretches: list[_Stretch], found: _Found, talk: StoredInterview, asked: UnitRequests) -> None:
    """Apply a request to its span and append the result to `stretches`."""
    wish, where = found
    parts = [Where(where.turn, *part) for part in _parts(found, talk)]
    if any(one.where.touches(where) for one in stretches):
        raise NotUnderstood("two rows are about the same words")
    new = [_Stretch(part, wish) for part in parts]
    if wish.verb == "join":
        last = stretches[-1] if stretches else None
        if last and _beside(last.where, where, talk):
            _join(last, new.pop(0))
        elif above := _above(where, wish, talk):
            new[0].where = new[0].where._replace(start=above.start)
        else:
            asked.same += 1
            return
    stretches += new


def _beside(first: Where, second: Where, talk: StoredInterview) -> bool:
    """Whether only white space lies between two spans of a turn."""
    turn = talk.turn(first.turn)
    return first.turn == second.turn and turn is not None and not turn.text[first.end : second.start].strip()


def _join(last: _Stretch, more: _Stretch) -> None:
    if last.wish.verb == "reject":
        raise NotUnderstood("the unit above is rejected in the same table")
    mine, other = (w.question if not w.untagged else "" for w in (last.wish, more.wish))
    if mine is not None and other is not None and mine != other:
        raise NotUnderstood("the units to be joined were given different questions")
    last.where = last.where._replace(end=more.where.end)
    if mine is None:
        last.wish = more.wish


def _above(where: Where, wish: RowRequest, talk: StoredInterview) -> Where | None:
    """The unit before in the same turn; None if both are already one."""
    before = [u for u in talk.units.units if u.turn == where.turn and u.char_start < where.start]
    if not before:
        raise NotUnderstood("it is the first of its turn, and a unit lies inside one turn")
    above = before[-1]
    if above.char_end > where.start:
        return None
    if wish.row.fingerprint and above.id != wish.row.fingerprint.above:
        raise NotUnderstood(_STALE)
    return Where(above.turn, above.char_start, above.char_end)


def _parts(found: _Found, talk: StoredInterview) -> Iterator[tuple[int, int]]:
    """Cut the span into parts; raises NotUnderstood for a cut inside a word or a replacement, or at an edge."""
    where, turn = found.where, talk.turn(found.where.turn)
    shown = talk.shown_of(where)
    signs = [number for number, sign in enumerate(shown.text) if is_compared(sign)]
    text = turn.text if turn else ""
    start = where.start
    for cut in found.wish.cuts:
        span = shown.source(0, signs[cut - 1] + 1) if 0 < cut < len(signs) else None
        if span is None or turn is None:
            raise NotUnderstood("a cut stands at the beginning or the end of the text")
        at = span[1]
        inside = any(r.char_start < at < r.char_end for r in turn.replacements)
        if inside or text[at - 1 : at + 1].isalnum():
            raise NotUnderstood("a cut stands inside a word or a replacement")
        yield _whole(text, start, at)
        start = at
    yield _whole(text, start, where.end)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Trim white space from a span; raises NotUnderstood if there is no word in it."""
    said = text[start:end]
    if not any(map(str.isalnum, said)):
        raise NotUnderstood("there is no word between two cuts, or in the unit")
    return start + len(said) - len(said.lstrip()), end - (len(said) - len(said.rstrip()))


def _decide(stretches: Sequence[_Stretch], talk: StoredInterview, coder: Coder, asked: UnitRequests) -> None:
    placed = _holding(talk).placed
    holds = {_key(one.decision, one.where): one for one in placed}
    for one in stretches:
        decision = _decision(one, talk, coder)
        standing = holds.get(_key(decision, one.where))
        if standing and standing.decision.by == coder.by:
            asked.same += 1
        else:
            asked.decisions.append(decision)
            others = [o for o in placed if o.decision.by != coder.by and o.where.touches(one.where)]
            if any(_key(o.decision, o.where) != _key(decision, one.where) for o in others):
                asked.overruled.append(decision.unit)


def _key(decision: UnitDecision, where: Where) -> tuple[object, ...]:
    return (where, decision.verdict, decision.question, decision.reason)


def _decision(stretch: _Stretch, talk: StoredInterview, coder: Coder) -> UnitDecision:
    wish, where = stretch.wish, stretch.where
    turn = talk.turn(where.turn)
    tagged, question = wish.question is not None or wish.untagged, wish.question
    if not tagged and wish.verb != "reject":
        earlier = _tag_by_hand(where, talk)
        tagged, question = earlier is not None, earlier.question if earlier else None
    return UnitDecision(
        unit=wish.row.unit,
        turn=where.turn,
        char_start=where.start,
        char_end=where.end,
        said=turn.text if turn else "",
        verdict="reject" if wish.verb == "reject" else "tag" if tagged else "cut",
        question=question,
        reason=wish.reason if wish.verb == "reject" else "",
        by=coder.by,
        when=coder.when,
    )


def _tag_by_hand(where: Where, talk: StoredInterview) -> Unit | None:
    """The first unit in a span whose question a person chose: joining or cutting it does not withdraw that choice."""
    inside = (u for u in talk.units.units if where.touches(Where(u.turn, u.char_start, u.char_end)))
    return next((u for u in inside if u.kind == "unit" and u.how_tagged == BY_HAND), None)
