"""The routes of the reports: what there is, and one made anew."""

from typing import Literal

from starlette.requests import Request

from ipstranscribe.model import Value
from ipstranscribe.web import requests
from ipstranscribe.web.answers import AnswerBody
from ipstranscribe.web.review_page import Posted, ReviewPage


class ToRead(Value):
    """The reports, in the language of the page."""

    language: Literal["en", "nb"]


class ToMake(ToRead):
    """A report to be made anew."""

    which: Literal["risk", "findings"]


async def _reports(review: ReviewPage, request: Request) -> AnswerBody:
    asked = await requests.read(request, ToRead)
    return await review.worker.do(lambda: review.reports.document(review.interviews.study(), asked.language))


async def _make(review: ReviewPage, request: Request) -> AnswerBody:
    """Make a report anew of what is stored; the passphrase, where it is needed, is asked for in the terminal."""
    asked = await requests.read(request, ToMake)

    def make() -> AnswerBody:
        if failed := review.interviews.store_all():
            raise failed[0]
        study = review.interviews.study()
        if asked.which == "risk":
            review.reports.make_risk(study, review.now())
        else:
            review.reports.look(study)
        return review.reports.document(review.interviews.study(), asked.language)

    return await review.worker.do(make)


REPORT_ROUTES: dict[str, Posted] = {"reports": _reports, "reports/make": _make}
"""Address below `/api/` → what answers it."""
