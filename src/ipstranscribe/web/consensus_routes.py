"""The routes of consensus: the codings of an interview side by side, and what is agreed on its units."""

from typing import Annotated

from pydantic import Field
from starlette.requests import Request

from ipstranscribe.web import requests
from ipstranscribe.web.answers import AnswerBody
from ipstranscribe.web.review_page import Posted, ReviewPage
from ipstranscribe.workflow.review_consensus import consensus_document, decide_codes

_Code = Annotated[str, Field(min_length=1, max_length=200)]
_MOST_CODES = 100


class ToAgree(requests.AboutInterview):
    """What was agreed on a unit, by a role: codes, none of which says that none applies; null takes it back."""

    unit: Annotated[str, Field(min_length=1, max_length=64)]
    codes: Annotated[list[_Code], Field(max_length=_MOST_CODES)] | None
    why: Annotated[str, Field(max_length=10_000)] = ""
    base: Annotated[str, Field(max_length=64)]
    by: Annotated[str, Field(max_length=200)]


async def _shown(review: ReviewPage, request: Request) -> AnswerBody:
    asked = await requests.read(request, requests.AboutInterview)
    return await review.worker.do(lambda: consensus_document(*review.interviews.find(asked.interview)))


async def _agree(review: ReviewPage, request: Request) -> AnswerBody:
    asked = await requests.read(request, ToAgree)

    def agree() -> AnswerBody:
        study, interview = review.interviews.find(asked.interview)
        said = (asked.unit, asked.codes, asked.why, asked.base)
        return decide_codes(study, interview, *said, by=asked.by, when=review.now())

    return await review.worker.do(agree)


CONSENSUS_ROUTES: dict[str, Posted] = {
    "consensus": _shown,
    "consensus/agree": _agree,
}
"""Address below `/api/` → what answers it."""
