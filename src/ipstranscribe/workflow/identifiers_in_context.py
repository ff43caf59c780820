"""The identifiers of a study in review on the page: shown at their places, decided on there, undone, and put into effect.

A decision made here is the decision that a row of the table would make, read by the same reader and kept in the same log. It
is stored before it is answered. All of this is used from one thread.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ipstranscribe.documents.table_layout import TableRow
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Decision, Decisions, DecisionScope, StepInputs
from ipstranscribe.pseudonymize.entities.decisions import WithdrawnDecision, merge_decisions
from ipstranscribe.review.identifiers.decision_table import MEANT, DecisionReader
from ipstranscribe.review.identifiers.finds_in_context import Find, FindsInContext
from ipstranscribe.review.identifiers.scope_column import StudyTurns, scope_text
from ipstranscribe.study import approvals, audit_log, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.occurrences import occurrences, starts
from ipstranscribe.workflow import finds_shown
from ipstranscribe.workflow.finds_shown import ShownFinds
from ipstranscribe.workflow.gate_places import GatePlace, GatePlaces, refused_mentions
from ipstranscribe.workflow.review_document import Json
from ipstranscribe.workflow.review_identifiers import decisions_of
from ipstranscribe.workflow.roles import check_role
from ipstranscribe.workflow.searched_talks import FileState, SearchedTalks, state_of

_LOOK_AGAIN = "Look at the interview again, and decide then."


@dataclass(frozen=True)
class PlaceDecision:
    """What a person decides at a place of the talk: span of a turn's text in characters, verdict, and how far it holds.

    `scope` is place, interview or everywhere. `replacement` words a change, `same_as` names the entity of a merge (its code
    or id), `category` says what an added form is.
    """

    interview: str
    turn: str
    start: int
    end: int
    verdict: str
    scope: str
    by: str
    replacement: str = ""
    same_as: str = ""
    category: str = ""


@dataclass(frozen=True)
class _Step:
    """A step that can be taken back: the decisions before and after it, and who made it."""

    before: Decisions = field(repr=False)
    after: Decisions = field(repr=False)
    by: str


class IdentifiersInReview:
    """The identifiers of one study, as long as the page is open."""

    def __init__(self) -> None:
        self._talks, self._gate = SearchedTalks(), GatePlaces()
        self._decided: tuple[FileState, Decisions] | None = None
        self._finds: FindsInContext | None = None
        self._seen: dict[str, FindsInContext] = {}
        """What a page was last told of an interview; the effects that it asks for show none of it."""
        self._refused: tuple[GatePlace, ...] = ()
        self._digested: tuple[Decisions, str] | None = None
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._unlogged: Counter[str] = Counter()

    # What is shown.

    def document(self, study: Study, interview: str) -> Json:
        """All that the page shows of the identifiers of an interview. Raises UserError where it has no transcript."""
        finds = self._refreshed(study)
        talk = self._talks.talks.get(interview)
        if talk is None:
            raise UserError(f"{interview} has no transcript yet.", "Run `ipstranscribe run` first.")
        context = self._shown(study, finds)
        self._seen[interview] = finds
        return {
            "interview": interview,
            "language": talk.language,
            "stale": talk.is_stale,
            "turns": finds_shown.turns(talk),
            "finds": context.finds(interview),
            "entities": context.entities(self._talks.entities(study)),
            **self._state(study, interview, context),
            "approval": finds_shown.approval(study, interview),
            "code": approvals.review_codes(study, interview, ("identifiers",)).get("identifiers", ""),
        }

    def shown(self, study: Study, interview: str) -> Json:
        """The turns of an interview as readers will see them, by what is decided now."""
        finds = self._refreshed(study)
        talk = self._talks.talks.get(interview)
        if talk is None:
            raise UserError(f"{interview} has no transcript yet.", "Run `ipstranscribe run` first.")
        return {"turns": finds_shown.replaced(talk, finds), "to_apply": self._to_apply(study, interview)}

    # Decisions.

    def preview(self, study: Study, wanted: PlaceDecision) -> Json:
        """At how many places of which interviews a decision would leave something otherwise; nothing is stored."""
        finds = self._refreshed(study)
        decision = self._decision(study, finds, wanted, "")
        effect = finds.effect(finds.decided(merge_decisions(finds.decisions, [decision])))
        return {"places": effect.places, "interviews": list(effect.interviews)}

    def decide(self, study: Study, wanted: PlaceDecision, when: str) -> Json:
        """Store a decision, and answer with what it changed in the interview.

        Raises UserError (REFUSED) where somebody else has decided otherwise since this was shown.
        """
        by = check_role(study, wanted.by)
        with locks.shared(study, "review"):
            seen = self._seen.get(wanted.interview)
            finds = self._refreshed(study)
            decision = self._decision(study, finds, wanted, when)
            if seen is not None and seen is not finds:
                _refuse_overtaken(seen, finds, wanted, by)
            return self._store(study, wanted.interview, finds, merge_decisions(finds.decisions, [decision]), by)

    def undo(self, study: Study, interview: str) -> Json:
        """Take the last step back."""
        return self._move(study, interview, self._done, self._undone, lambda step: (step.after, step.before))

    def redo(self, study: Study, interview: str) -> Json:
        """Make the step again that was taken back last."""
        return self._move(study, interview, self._undone, self._done, lambda step: (step.before, step.after))

    def _move(
        self,
        study: Study,
        interview: str,
        source: list[_Step],
        target: list[_Step],
        ends: Callable[[_Step], tuple[Decisions, Decisions]],
    ) -> Json:
        with locks.shared(study, "review"):
            finds = self._refreshed(study)
            if not source:
                return self._answer(study, interview, finds)
            step = source[-1]
            now, then = ends(step)
            if finds.decisions != now:
                source.clear()
                target.clear()
                raise UserError(
                    "Other decisions were made since, in a table or by somebody else: this step cannot be taken back.",
                    "Decide anew at the place itself.",
                    ExitCode.REFUSED,
                )
            self._write(study, then)
            self._unlogged[step.by] += 1 if target is self._done else -1
            target.append(source.pop())
            return self._answer(study, interview, self._follow(then))

    def _store(self, study: Study, interview: str, finds: FindsInContext, decisions: Decisions, by: str) -> Json:
        if decisions == finds.decisions:
            return self._answer(study, interview, finds)
        self._write(study, decisions)
        self._done.append(_Step(finds.decisions, decisions, by))
        self._undone.clear()
        self._unlogged[by] += 1
        return self._answer(study, interview, self._follow(decisions))

    def _write(self, study: Study, decisions: Decisions) -> None:
        storage.write(study.decisions, decisions, private=True)
        self._decided = state_of(study.decisions), decisions

    def log(self, study: Callable[[], Study], when: str) -> None:
        """Write into the audit trail how many decisions each role has made since it was written last."""
        for by, count in [one for one in self._unlogged.items() if one[1] > 0]:
            audit_log.record(study(), f"decisions on identifiers: {count}", [], by=by, when=when)
            del self._unlogged[by]

    # How a decision is made of what the page sends.

    def _decision(
        self, study: Study, finds: FindsInContext, wanted: PlaceDecision, when: str
    ) -> Decision | WithdrawnDecision:
        talk = self._talks.talks.get(wanted.interview)
        turn = talk.turns.get(wanted.turn) if talk and not (talk.is_stale and wanted.verdict != "add") else None
        if talk is None or turn is None or not 0 <= wanted.start < wanted.end <= len(turn.text):
            raise UserError("The text is another one by now.", _LOOK_AGAIN, ExitCode.REFUSED)
        form = turn.text[wanted.start : wanted.end]
        if wanted.start not in starts(turn.text, form):
            raise UserError("These are no whole words.", "Select whole words.")
        here = occurrences(wanted.interview, wanted.turn, turn.text, form)[wanted.start]
        find, refused = self._shown(study, finds).at(wanted.interview, wanted.turn, wanted.start, form)
        if find is None and wanted.verdict != "add":
            raise UserError(
                "There is nothing at this place by now that could be decided on.", _LOOK_AGAIN, ExitCode.REFUSED
            )
        scopes: dict[str, DecisionScope] = {"place": here, "interview": wanted.interview, "everywhere": None}
        row = _row(wanted, form, scopes[wanted.scope], find)
        if refused and find:  # as in the list of what the gate refuses: to reject a word rejects it whatever it means
            row |= {"entity": "", MEANT: find.entity}
        known = {one.id: one.replacement for one in self._talks.entities(study).values()}
        turns = {one.id: one.text for one in talk.turns.values()}
        reader = DecisionReader(wanted.by, when, known, StudyTurns((wanted.interview,), lambda _: turns))
        decision = reader.row(row)
        if decision is None:
            raise UserError("It is decided like this already.", "", ExitCode.REFUSED)
        return decision

    # What there is now.

    def _refreshed(self, study: Study) -> FindsInContext:
        state = state_of(study.decisions)
        if self._decided is None or self._decided[0] != state:
            self._decided = state, decisions_of(study)
        decisions, places = self._decided[1], self._gate.of(study)
        if self._talks.refresh(study) or self._finds is None or places is not self._refused:
            talks, self._refused = self._talks.talks, places
            refused = refused_mentions(talks, places)
            self._finds = FindsInContext(talks, self._talks.entities(study), decisions, refused)
        return self._follow(decisions)

    def _follow(self, decisions: Decisions) -> FindsInContext:
        assert self._finds is not None  # noqa: S101 - made when the study was looked at
        if self._finds.decisions is not decisions:
            self._finds = self._finds.decided(decisions)
        return self._finds

    def _shown(self, study: Study, finds: FindsInContext) -> ShownFinds:
        return ShownFinds(study, self._talks.talks, self._talks.rows, finds, self._gate.of(study))

    def _answer(self, study: Study, interview: str, after: FindsInContext) -> Json:
        """The finds of the turns of the interview in which anything may be otherwise than the page was last told."""
        context = self._shown(study, after)
        talk, before = self._talks.talks.get(interview), self._seen.get(interview)
        self._seen[interview] = after
        if talk is None:
            turns = []
        elif before is not None and before.talks.get(interview) is talk:
            turns = before.touched(after, interview)
        else:
            turns = list(talk.turns)
        return {"turns": turns, "finds": context.finds(interview, turns), **self._state(study, interview, context)}

    def _state(self, study: Study, interview: str, context: ShownFinds) -> Json:
        return {
            "pending": context.pending(interview),
            "elsewhere": context.elsewhere(interview),
            "to_apply": self._to_apply(study, interview),
            "can_undo": bool(self._done),
            "can_redo": bool(self._undone),
        }

    def _digest(self) -> str:
        """The checksum of the decisions that hold, as a run records it."""
        decisions = self._finds.decisions if self._finds else Decisions()
        if self._digested is None or self._digested[0] is not decisions:
            self._digested = decisions, storage.digest(decisions)
        return self._digested[1]

    def _to_apply(self, study: Study, interview: str) -> bool:
        """Whether what is decided, or the transcript itself, is not in the pseudonymized text yet."""
        record, talk = study.step_inputs("identifiers"), self._talks.talks.get(interview)
        if talk is None or not study.pseudonymized(interview).exists() or not record.exists():
            return True
        return talk.is_stale or storage.read(record, StepInputs).parts.get("decisions") != self._digest()


def _row(wanted: PlaceDecision, form: str, scope: DecisionScope, find: Find | None) -> TableRow:
    """The row of a table that would decide the same."""
    told = {
        "decision": wanted.verdict,
        "replacement": wanted.same_as if wanted.verdict == "merge" else wanted.replacement,
        "written_form": form,
        "scope": scope_text(scope),
        "category": wanted.category,
    }
    if find is None or wanted.verdict == "add":
        return told | {"entity": "", "state": ""}
    narrow = find.decided if find.decided and find.decided.scope is not None else None
    entity = (narrow.entity if narrow else None) or find.entity
    category = wanted.category or ("" if entity else find.category)
    return told | {"entity": entity, "state": find.state, "proposed": find.replacement, "category": category}


def _refuse_overtaken(seen: FindsInContext, now: FindsInContext, wanted: PlaceDecision, by: str) -> None:
    """Raise UserError where what is decided on is decided otherwise than was shown, by another role."""
    before, after = (_decided(one, wanted) for one in (seen, now))
    if before != after and any(one.by != by for one in after):
        raise UserError("Somebody else has decided otherwise here since this was shown.", _LOOK_AGAIN, ExitCode.REFUSED)


def _decided(finds: FindsInContext, wanted: PlaceDecision) -> Sequence[Decision]:
    there = finds.in_turn(wanted.interview, wanted.turn)
    return [one.decided for one in there if one.start < wanted.end and wanted.start < one.end and one.decided]
