"""The routes of identifiers: what is asked about them, and the run that puts decisions into effect."""

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import Field
from starlette.requests import Request

from ipstranscribe.errors import ExitCode, UserError, origin
from ipstranscribe.model import Value
from ipstranscribe.study import machine_faults
from ipstranscribe.study.folder import Study
from ipstranscribe.web import requests
from ipstranscribe.web.answers import AnswerBody, of_failure
from ipstranscribe.web.hearing import Stopped
from ipstranscribe.web.requests import AboutInterview, Nothing
from ipstranscribe.web.review_page import Posted, ReviewPage
from ipstranscribe.workflow.apply_decisions import apply_decisions
from ipstranscribe.workflow.identifiers_in_context import PlaceDecision
from ipstranscribe.workflow.roles import check_role

_Verdict = Literal["accept", "reject", "change", "merge", "split", "add", "withdraw"]
_Code = Annotated[str, Field(max_length=500)]


class ToDecide(AboutInterview):
    """A decision at a place; with `preview` only what it would do."""

    turn: Annotated[str, Field(min_length=1, max_length=64)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    verdict: _Verdict
    scope: Literal["place", "interview", "everywhere"]
    replacement: _Code = ""
    same_as: _Code = ""
    category: Annotated[str, Field(max_length=40)] = ""
    by: Annotated[str, Field(max_length=200)] = ""
    preview: bool = False

    def decision(self) -> PlaceDecision:
        """What is decided."""
        return PlaceDecision(
            self.interview, self.turn, self.start, self.end, self.verdict, self.scope, self.by, self.replacement,
            self.same_as, self.category,
        )  # fmt: skip


class ToPutIntoEffect(Value):
    """Put what was decided into effect, in this role."""

    by: Annotated[str, Field(max_length=200)] = ""


async def _document(page: ReviewPage, request: Request) -> AnswerBody:
    """The identifiers of an interview."""
    asked = await requests.read(request, AboutInterview)

    def told() -> AnswerBody:
        study, _ = page.interviews.find(asked.interview)
        page.interviews.store_one(asked.interview)
        return page.identifiers.review.document(study, asked.interview)

    return await page.worker.do(told)


async def _shown(page: ReviewPage, request: Request) -> AnswerBody:
    """The turns of an interview as readers will see them."""
    asked = await requests.read(request, AboutInterview)
    return await _with(page, asked, lambda study: page.identifiers.review.shown(study, asked.interview))


async def _decide(page: ReviewPage, request: Request) -> AnswerBody:
    """A decision, or what it would do."""
    asked = await requests.read(request, ToDecide)
    review = page.identifiers.review
    if asked.preview:
        return await _with(page, asked, lambda study: review.preview(study, asked.decision()))
    return await _with(page, asked, lambda study: review.decide(study, asked.decision(), page.now()))


async def _undo(page: ReviewPage, request: Request) -> AnswerBody:
    """The last decision taken back."""
    asked = await requests.read(request, AboutInterview)
    return await _with(page, asked, lambda study: page.identifiers.review.undo(study, asked.interview))


async def _redo(page: ReviewPage, request: Request) -> AnswerBody:
    """The decision made again that was taken back."""
    asked = await requests.read(request, AboutInterview)
    return await _with(page, asked, lambda study: page.identifiers.review.redo(study, asked.interview))


async def _close(page: ReviewPage, request: Request) -> AnswerBody:
    """The view is left: what was decided goes into the audit trail."""
    await requests.read(request, AboutInterview)

    def left() -> AnswerBody:
        page.identifiers.review.log(page.interviews.study, page.now())
        return {}

    return await page.worker.do(left)


async def _with(page: ReviewPage, asked: AboutInterview, work: Callable[[Study], AnswerBody]) -> AnswerBody:
    return await page.worker.do(lambda: work(page.interviews.find(asked.interview)[0]))


# Putting into effect: it takes minutes, so the answer is that it has begun, and the page asks how far it is.


async def _apply(page: ReviewPage, request: Request) -> AnswerBody:
    """Begin the run, if none is under way; the answer says how far it is."""
    asked = await requests.read(request, ToPutIntoEffect)
    running = page.identifiers.running
    if running is None or running.done():
        page.identifiers.running = page.worker.begin(lambda: _put_into_effect(page, asked.by))
    return _how_far(page)


async def _applying(page: ReviewPage, request: Request) -> AnswerBody:
    """How far the run is, what is asked in the terminal, or how it ended."""
    await requests.read(request, Nothing)
    return _how_far(page)


def _put_into_effect(page: ReviewPage, by: str) -> dict[str, UserError]:
    study = page.interviews.study()
    if by:
        check_role(study, by)
    if failed := page.interviews.store_all():
        raise failed[0]
    page.identifiers.review.log(lambda: study, page.now())
    return apply_decisions(page.interviews.study())


def _how_far(page: ReviewPage) -> AnswerBody:
    running, heard = page.identifiers.running, page.heard
    if running is None:
        return {"state": "idle"}
    if not running.done():
        return {"state": "working", "work": heard.work, "share": round(heard.share, 3), "asking": heard.asking}
    error = running.exception()
    if error is not None:
        return {"state": "failed", **of_failure(_told(error))}
    failed = running.result()
    return {"state": "done", "failed": [{"interview": one, **of_failure(why)} for one, why in failed.items()]}


def _told(error: BaseException) -> UserError:
    """What is told of a run that ended with an error; nothing that it says itself, which may quote a text."""
    if isinstance(error, UserError):
        return error
    if isinstance(error, Stopped):
        return UserError("It was left, because the program ends.", "Start it again.", ExitCode.INCOMPLETE)
    inside = UserError(f"Something went wrong: {origin(error)}.", "Please report that line.", ExitCode.UNEXPECTED)
    return (machine_faults.told(error) if isinstance(error, Exception) else None) or inside


IDENTIFIER_ROUTES: dict[str, Posted] = {
    "identifiers": _document,
    "identifiers/decide": _decide,
    "identifiers/undo": _undo,
    "identifiers/redo": _redo,
    "identifiers/shown": _shown,
    "identifiers/close": _close,
    "identifiers/apply": _apply,
    "identifiers/applying": _applying,
}
"""Address below `/api/` → what answers it."""
