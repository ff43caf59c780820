"""The routes of transcripts: an interview opened, edited, listened to and approved."""

from collections.abc import Callable

from starlette.requests import Request

from ipstranscribe.web import requests
from ipstranscribe.web.answers import AnswerBody
from ipstranscribe.web.review_page import Posted, ReviewPage
from ipstranscribe.workflow.review_transcript import TranscriptSession
from ipstranscribe.workflow.roles import check_role


async def _open(review: ReviewPage, request: Request) -> AnswerBody:
    asked = await requests.read(request, requests.ToOpen)
    return await review.worker.do(review.interviews.open, asked.interview, asked.page, take=asked.take)


async def _close(review: ReviewPage, request: Request) -> AnswerBody:
    asked = await requests.read(request, requests.AboutInterview)
    if await review.worker.do(review.interviews.close, asked.interview, asked.page):
        review.sounds.tickets.take_back(asked.interview)
    return {}


async def _edits(review: ReviewPage, request: Request) -> AnswerBody:
    asked = await requests.read(request, requests.ToEdit)
    return await review.worker.do(review.interviews.edit, asked.interview, asked.page, asked.seq, asked.edits)


async def _once(
    review: ReviewPage, asked: requests.Numbered, change: Callable[[TranscriptSession], AnswerBody]
) -> AnswerBody:
    return await review.worker.do(review.interviews.once, asked.interview, asked.page, asked.seq, change)


async def _undo(review: ReviewPage, request: Request) -> AnswerBody:
    return await _once(review, await requests.read(request, requests.Numbered), TranscriptSession.undo)


async def _redo(review: ReviewPage, request: Request) -> AnswerBody:
    return await _once(review, await requests.read(request, requests.Numbered), TranscriptSession.redo)


async def _correct_alike(review: ReviewPage, request: Request) -> AnswerBody:
    asked = await requests.read(request, requests.Alike)
    where = (asked.turn, asked.start, asked.end, asked.text)
    return await _once(review, asked, lambda session: session.correct_alike(*where))


async def _with_session(
    review: ReviewPage, asked: requests.AboutInterview, work: Callable[[TranscriptSession], AnswerBody]
) -> AnswerBody:
    return await review.worker.do(lambda: work(review.interviews.session(asked.interview, asked.page)))


async def _store(review: ReviewPage, request: Request) -> AnswerBody:
    return await _with_session(review, await requests.read(request, requests.AboutInterview), TranscriptSession.store)


async def _changes(review: ReviewPage, request: Request) -> AnswerBody:
    asked = await requests.read(request, requests.AboutInterview)
    return await _with_session(review, asked, lambda session: {"changes": session.changes()})


async def _alike(review: ReviewPage, request: Request) -> AnswerBody:
    asked = await requests.read(request, requests.Alike)
    where = (asked.turn, asked.start, asked.end, asked.text)
    return await _with_session(review, asked, lambda session: session.alike(*where))


async def _listened(review: ReviewPage, request: Request) -> AnswerBody:
    asked = await requests.read(request, requests.ToTickOff)

    def tick_off(session: TranscriptSession) -> AnswerBody:
        by = check_role(review.interviews.study(), asked.by)
        return session.listened(asked.keys, by, review.now(), back=asked.back)

    return await _with_session(review, asked, tick_off)


async def _approve(review: ReviewPage, request: Request) -> AnswerBody:
    asked = await requests.read(request, requests.ToApprove)

    def approve(session: TranscriptSession) -> AnswerBody:
        return session.approve(check_role(review.interviews.study(), asked.by), review.now(), asked.code)

    return await _with_session(review, asked, approve)


TRANSCRIPT_ROUTES: dict[str, Posted] = {
    "open": _open,
    "close": _close,
    "edits": _edits,
    "undo": _undo,
    "redo": _redo,
    "store": _store,
    "changes": _changes,
    "alike": _alike,
    "correct-alike": _correct_alike,
    "listened": _listened,
    "approve": _approve,
}
"""Address below `/api/` → what answers it."""
