"""The routes of units and of several approvals: what the worksheet of units and `approve` do, on the page."""

from collections.abc import Callable

from starlette.requests import Request

from ipstranscribe.web import requests
from ipstranscribe.web.answers import AnswerBody
from ipstranscribe.web.review_page import Posted, ReviewPage
from ipstranscribe.workflow.approve import Wanted, approve_several
from ipstranscribe.workflow.review_units import UnitsSession
from ipstranscribe.workflow.roles import check_role


async def _with_units(
    review: ReviewPage, asked: requests.AboutInterview, work: Callable[[UnitsSession], AnswerBody]
) -> AnswerBody:
    return await review.worker.do(lambda: work(review.interviews.units(asked.interview)))


async def _units(review: ReviewPage, request: Request) -> AnswerBody:
    return await _with_units(review, await requests.read(request, requests.AboutInterview), UnitsSession.document)


async def _edit(review: ReviewPage, request: Request) -> AnswerBody:
    asked = await requests.read(request, requests.ToEditUnits)
    return await _with_units(review, asked, lambda session: session.edit(asked.edits, asked.by, review.now()))


async def _undo(review: ReviewPage, request: Request) -> AnswerBody:
    return await _with_units(review, await requests.read(request, requests.AboutInterview), UnitsSession.undo)


async def _redo(review: ReviewPage, request: Request) -> AnswerBody:
    return await _with_units(review, await requests.read(request, requests.AboutInterview), UnitsSession.redo)


async def _apply(review: ReviewPage, request: Request) -> AnswerBody:
    return await _with_units(review, await requests.read(request, requests.AboutInterview), UnitsSession.apply)


async def _approve_several(review: ReviewPage, request: Request) -> AnswerBody:
    """Approve steps of interviews as they were shown; those that cannot be approved are told with the reason."""
    asked = await requests.read(request, requests.ToApproveSeveral)

    def approve() -> AnswerBody:
        study = review.interviews.study()
        by = check_role(study, asked.by)
        wanted = [Wanted(review.interviews.find(one.interview)[1].id, one.what, one.code) for one in asked.wanted]
        done = approve_several(study, wanted, by=by, when=review.now(), again=False)
        return {
            "approved": [{"interview": one.interview, "what": one.what} for one in (*done.approved, *done.held)],
            "refused": [
                {"interview": one.interview, "what": one.what, "why": one.error.what, "fix": one.error.fix}
                for one in done.refused
            ],
        }

    return await review.worker.do(approve)


UNIT_ROUTES: dict[str, Posted] = {
    "units": _units,
    "units/edit": _edit,
    "units/undo": _undo,
    "units/redo": _redo,
    "units/apply": _apply,
    "approve-several": _approve_several,
}
"""Address below `/api/` → what answers it."""
