"""Consensus on the page: an interview's units with the codings side by side, and what is agreed, decided as in the workbook.

Every decision is stored before it is answered, and only ever added; to undo one is a further decision.
"""

from collections import Counter

from ipstranscribe.coding.comparison import ComparedUnit, Comparison, GivenCode
from ipstranscribe.coding.comparison_sheets import row_base
from ipstranscribe.coding.consensus import DASHES, AgreedRow, ComparisonTable, ConsensusReview
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import ConsensusDecision, Interview
from ipstranscribe.study import audit_log, locks
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.coded_study import all_codings
from ipstranscribe.workflow.compare import comparison_of, merges_of
from ipstranscribe.workflow.import_consensus import add_decisions
from ipstranscribe.workflow.interview_readings import readiness
from ipstranscribe.workflow.review_document import Json
from ipstranscribe.workflow.roles import check_role

_CHANGED = UserError(
    "Somebody else has agreed otherwise on this unit since.", "Look at it again: open this view anew.", ExitCode.REFUSED
)


def consensus_document(study: Study, interview: Interview) -> Json:
    """All that the page shows; no unit where no coder has returned the interview.

    Raises UserError where the units are not those of the text and guide as they are now.
    """
    if readiness(study, interview) != "ready":
        raise UserError(
            f"{interview.id} has no units of its text and guide as they are now.",
            "Run `ipstranscribe run`.",
            ExitCode.REFUSED,
        )
    comparison = comparison_of(study, interview.id)
    return {
        "id": interview.id,
        "coders": list(comparison.coders),
        "codes": _codes(study),
        "units": [_unit(comparison, unit) for unit in comparison.units],
    }


def decide_codes(  # noqa: PLR0913 - the fields of one decision
    study: Study, interview: Interview, unit: str, codes: list[str] | None, why: str, base: str, *, by: str, when: str
) -> Json:
    """Store what was agreed on a unit: its codes (an empty list: none applies), or None: nothing is agreed any more.

    `base` is that of the unit when it was shown. Returns the document as it is then. Raises UserError (REFUSED) where another
    role has agreed otherwise since.
    """
    role = check_role(study, by)
    with locks.interview(study, interview.id, "review"):
        review = ConsensusReview(comparison_of(study, interview.id), merges_of(study), role, when)
        decisions = _decided(review, AgreedRow(0, interview.id, unit, _cell(codes), why.strip(), base))
        if decisions:
            add_decisions(study, interview.id, decisions)
            audit_log.record(study, "codes agreed on: 1 unit", [interview.id], by=role, when=when)
    return consensus_document(study, interview)


def _cell(codes: list[str] | None) -> str:
    """The cell of the workbook that says the same."""
    if codes is None:
        return ""
    return "\n".join(code for code in codes if code.strip() not in DASHES) or "–"


def _decided(review: ConsensusReview, row: AgreedRow) -> list[ConsensusDecision]:
    if not row.agreed:
        taken = review.take_back(row.interview, row.unit, row.base)
        if taken is None:
            raise _CHANGED
        return [taken]
    outcome = review.decide(ComparisonTable((row,), ()))
    if outcome.refused:
        raise _CHANGED
    return outcome.decisions.get(row.interview, [])


def _codes(study: Study) -> list[str]:
    """Every code that coders gave anywhere, those first that they gave most."""
    merged = merges_of(study).same
    counts = Counter(
        merged.get(one.code, one.code)
        for log in all_codings(study)
        if (coding := log.in_force)
        for one in coding.stretches
    )
    return [code for code, _ in counts.most_common()]


def _unit(comparison: Comparison, one: ComparedUnit) -> Json:
    agreed = one.agreed
    return {
        "id": one.unit.id,
        "speaker": one.text.document.turns[one.unit.turn].speaker,
        "text": one.text.unit_said(one.unit.id),
        "state": one.state,
        "given": {coder: [_given(code) for code in codes] for coder, codes in one.given.items()},
        "notes": _notes(comparison, one),
        "base": row_base(agreed),
        "changed": bool(agreed and agreed.text != one.unit.text),
        "agreed": {"codes": list(agreed.codes), "why": agreed.why, "by": agreed.by, "when": agreed.when}
        if agreed
        else None,
    }


def _given(code: GivenCode) -> Json:
    return {"code": code.code, "group": code.group, "part": code.part}


def _notes(comparison: Comparison, unit: ComparedUnit) -> list[Json]:
    """What coders wrote beside the unit."""
    return [
        {"coder": coder, "text": note.text}
        for one in comparison.interviews
        for coder, coding in sorted(one.codings.items())
        for note in coding.notes
        if note.unit == unit.unit.id
    ]
