"""Units in review on the page: what is shown, edits as decisions in the log, undone and redone, applied as a run does."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from ipstranscribe import guide as guides
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Interview, PseudonymizedTranscript, UnitDecision, UnitDecisions, Units
from ipstranscribe.model.unit_edits import AnyUnitEdit
from ipstranscribe.review.units.page_edits import ShownPart, UnitsOnPage
from ipstranscribe.review.units.requests import Coder, StoredInterview
from ipstranscribe.study import approvals, audit_log, locks, once, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import split
from ipstranscribe.workflow.import_units import stored_interview
from ipstranscribe.workflow.review_document import Json
from ipstranscribe.workflow.roles import check_role
from ipstranscribe.workflow.searched_talks import FileState, state_of


@dataclass
class UnitSteps:
    """The steps of one review that can be undone, and those that can be made again: decisions of each, the last one last.

    Only what stands at the end of the log is undone: what others decided since then is left alone.
    """

    made: list[tuple[UnitDecision, ...]]
    undone: list[tuple[UnitDecision, ...]]

    @classmethod
    def none(cls) -> Self:
        """No step yet."""
        return cls([], [])


@dataclass(frozen=True)
class _Looked:
    """What stays as it is while somebody edits units, with the state of the files that it was made from.

    `applied` are the decisions with which the units are up to date, None if they are not.
    """

    files: tuple[FileState, ...]
    talk: StoredInterview
    applied: tuple[UnitDecision, ...] | None
    code: str
    approval: Json


class UnitsSession:
    """The units of one interview in review, while the page shows them. Every edit is stored before it is answered."""

    def __init__(self, study: Study, interview: Interview) -> None:
        if not study.units(interview.id).exists():
            raise UserError(f"{interview.id} has no units yet.", "Run `ipstranscribe run` first.", ExitCode.BAD_STUDY)
        self._study, self._interview = study, interview
        self._steps = UnitSteps.none()
        self._unlogged, self._when = Counter[str](), ""
        self._looked: _Looked | None = None

    def document(self) -> Json:
        """All that the page shows of the units."""
        study, one = self._study, self._interview
        transcript = storage.read(study.pseudonymized(one.id), PseudonymizedTranscript)
        units = storage.read(study.units(one.id), Units)
        questions = guides.load(study.guide).for_branch(*transcript.asked_of)
        return {
            "id": one.id,
            "questions": [
                {"id": q.id, "text": q.text, "branch": q.branch, "followups": list(q.followups)} for q in questions
            ],
            "turns": [
                {
                    "id": turn.id,
                    "speaker": turn.speaker,
                    "role": transcript.role(turn),
                    "text": turn.text,
                    "replaced": [[one.char_start, one.char_end] for one in turn.replacements],
                    "start": turn.start,
                    "end": turn.end,
                }
                for turn in transcript.turns
            ],
            "asked": [asked.model_dump(mode="json") for asked in units.asked],
            "unplaced": list(units.unplaced),
            **self._answer(),
        }

    def edit(self, edits: Sequence[AnyUnitEdit], by: str, when: str) -> Json:
        """Make edits, all of them or none, as one step. Raises UserError for one that does not fit."""
        coder = Coder(check_role(self._study, by), when)
        with locks.interview(self._study, self._interview.id, "review"):
            before = split.decisions_on_units(self._study, self._interview.id)
            decisions = before.decisions
            for edit in edits:
                decisions = (*decisions, *self._page(decisions).decided(edit, coder))
            new = decisions[len(before.decisions) :]
            self._store(decisions)
        if new:
            self._steps.made.append(new)
            self._steps.undone.clear()
            self._count(new, 1)
        return self._answer()

    def undo(self) -> Json:
        """Take the last step back, if nobody has decided since; the log is as it was before."""
        if self._steps.made:
            with locks.interview(self._study, self._interview.id, "review"):
                decisions = split.decisions_on_units(self._study, self._interview.id).decisions
                step = self._steps.made[-1]
                if decisions[-len(step) :] != step:
                    raise UserError(
                        "Somebody else has decided on these units since.", "Load the page again.", ExitCode.REFUSED
                    )
                self._store(decisions[: -len(step)])
            self._steps.undone.append(self._steps.made.pop())
            self._count(self._steps.undone[-1], -1)
        return self._answer()

    def redo(self) -> Json:
        """Make the step again that was undone last."""
        if self._steps.undone:
            with locks.interview(self._study, self._interview.id, "review"):
                decisions = split.decisions_on_units(self._study, self._interview.id).decisions
                self._store((*decisions, *self._steps.undone[-1]))
            self._steps.made.append(self._steps.undone.pop())
            self._count(self._steps.made[-1], 1)
        return self._answer()

    def apply(self) -> Json:
        """Make the units anew with what was decided, as a run does; ids stay. Then nothing is left to be applied.

        What was decided can be undone all the same: then there is something to be applied again.
        """
        if not split.is_current(self._study, self._interview):
            lexical = split.is_lexical(self._study, self._interview.id)
            split.split(self._study, self._interview, split.LazyVectors(), lexical=lexical)
            self._record()
        return self.document()

    def close(self) -> None:
        """Write into the log how many decisions were made; they hold whether or not they were applied."""
        self._record()

    def _record(self) -> None:
        for by, count in [one for one in self._unlogged.items() if one[1] > 0]:
            audit_log.record(self._study, f"decisions on units: {count}", [self._interview.id], by=by, when=self._when)
            del self._unlogged[by]

    def _count(self, step: Sequence[UnitDecision], way: int) -> None:
        """Count what the log is to tell: decisions made (`way` 1), and taken back (-1)."""
        for one in step:
            self._unlogged[one.by] += way
            self._when = one.when

    # What is there now.

    def _page(self, decisions: Sequence[UnitDecision]) -> UnitsOnPage:
        return UnitsOnPage(self._look().talk, tuple(decisions))

    def _look(self) -> _Looked:
        """The stored interview, read again where a file of it has changed: a long one takes most of a second."""
        study, one = self._study, self._interview.id
        read = (study.transcript, study.identifiers, study.pseudonymized, study.units)
        files = tuple(map(state_of, (*(path(one) for path in read), study.guide, study.approvals)))
        if self._looked is None or self._looked.files != files:
            with once.reading_once():
                talk, given = stored_interview(study, self._interview), approvals.read(study)
                current = split.is_current(study, self._interview)
                code = approvals.review_codes(study, one, ("units",)).get("units", "")
                latest = approvals.latest(given, one, "units")
                state = approvals.state(study, one, "units", given)
            approval = {"state": state, "by": latest.by if latest else "", "when": latest.when if latest else ""}
            self._looked = _Looked(files, talk, talk.decided.decisions if current else None, code, approval)
        return self._looked

    def _is_current(self, decisions: Sequence[UnitDecision]) -> bool:
        applied = self._look().applied
        return split.is_current(self._study, self._interview) if applied is None else applied == tuple(decisions)

    def _store(self, decisions: Sequence[UnitDecision]) -> None:
        stored = UnitDecisions(interview=self._interview.id, decisions=tuple(decisions))
        storage.write(self._study.units_by_hand(self._interview.id), stored, private=True)

    def _answer(self) -> Json:
        decisions = split.decisions_on_units(self._study, self._interview.id).decisions
        looked = self._look()
        return {
            "units": [_json(part) for part in self._page(decisions).parts()],
            "to_apply": not self._is_current(decisions),
            "can_undo": bool(self._steps.made),
            "can_redo": bool(self._steps.undone),
            "code": looked.code,
            "approval": looked.approval,
        }


def _json(part: ShownPart) -> Json:
    return {**vars(part), "alternatives": list(part.alternatives)}
