"""The routes of the page: a request is read, the worker does it, the answer says what came of it.

All but the page's files answer in JSON. Who may ask was settled by the guard.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from ipstranscribe.errors import ExitCode, UserError, origin
from ipstranscribe.study import machine_faults
from ipstranscribe.web import answers, overview, page_settings, requests
from ipstranscribe.web.access import NotAllowed, TokenUsedTwice
from ipstranscribe.web.answers import AnswerBody
from ipstranscribe.web.consensus_routes import CONSENSUS_ROUTES
from ipstranscribe.web.guard import GuardState
from ipstranscribe.web.hearing import Hearing
from ipstranscribe.web.identifiers import ROUTES as IDENTIFIER_ROUTES
from ipstranscribe.web.identifiers import IdentifierDesk
from ipstranscribe.web.interviews import OpenInterviews
from ipstranscribe.web.page_files import SHELL, PageFile, page_files
from ipstranscribe.web.report_routes import REPORT_ROUTES
from ipstranscribe.web.sound import Sounds
from ipstranscribe.web.unit_routes import UNIT_ROUTES
from ipstranscribe.web.worker import Worker
from ipstranscribe.workflow.reports_in_review import ReportsInReview
from ipstranscribe.workflow.review_transcript import TranscriptSession
from ipstranscribe.workflow.roles import check_role

Answering = Callable[[Request], Awaitable[AnswerBody]]

USED_TWICE = UserError(
    "The key to the page was used a second time: somebody else may have read it. Everything was stored and closed.",
    "Ask who else uses this computer under your name; then start `ipstranscribe review` again.",
    ExitCode.REFUSED,
)
"""Shown in the terminal and on the page when the token comes a second time."""


@dataclass
class ReviewPage:
    """One run of the review page: the study, what is open, and who was let in."""

    guard: GuardState
    heard: Hearing
    worker: Worker
    """Does all that changes the study."""
    looking: Worker
    """Finds out how far the study is."""
    interviews: OpenInterviews
    now: Callable[[], str]
    by: str | None = None
    sounds: Sounds = field(default_factory=Sounds)
    identifiers: IdentifierDesk = field(default_factory=IdentifierDesk)
    reports: ReportsInReview = field(default_factory=ReportsInReview)
    board: overview.StatusBoard = field(default_factory=overview.StatusBoard)
    entered: Callable[[], None] = lambda: None
    """Called when the page was let in: the redirect file has served."""
    stop: Callable[[], None] = lambda: None
    """Ends the program after this answer."""

    def store_all(self) -> list[UserError]:
        """Store all that is open, and write into the audit trail what was decided; returns why something could not be."""
        return [*self.interviews.store_all(), *self.identifiers.log(self.interviews.study, self.now())]

    def close_all(self) -> list[UserError]:
        """The same, and let all go: of what cannot be stored, the edits are in the journal."""
        return [*self.identifiers.log(self.interviews.study, self.now()), *self.interviews.close_all()]


def routes(review: ReviewPage) -> list[Route]:
    """All routes. What begins with `/api/` needs the cookie and the secret."""
    posted: dict[str, Callable[[ReviewPage, Request], Awaitable[AnswerBody]]] = {
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
        "sound": _sound,
        "settings": _settings,
        "alive": _alive,
        "stop": _stop,
        **IDENTIFIER_ROUTES,
        **UNIT_ROUTES,
        **CONSENSUS_ROUTES,
        **REPORT_ROUTES,
    }
    files = page_files()
    return [
        Route("/", partial(_file, files, SHELL), methods=["GET"]),
        Route("/static/{name:path}", partial(_static, files), methods=["GET"]),
        Route("/session", partial(_session, review), methods=["POST"]),
        Route("/sound/{ticket}", partial(_play, review), methods=["GET"]),
        Route("/api/study", _answering(partial(_study, review)), methods=["GET"]),
        *(Route(f"/api/{name}", _answering(partial(one, review)), methods=["POST"]) for name, one in posted.items()),
    ]


def _answering(answer: Answering) -> Callable[[Request], Awaitable[Response]]:
    """The route of `answer`, whose errors are answers as well."""

    async def route(request: Request) -> Response:
        try:
            return answers.told(await answer(request))
        except UserError as error:
            return answers.of_error(error)
        except Exception as error:  # noqa: BLE001 - its message may quote a transcript
            refused = machine_faults.told(error)
            return answers.of_error(refused) if refused else answers.unexpected(origin(error))

    return route


# Open to whoever asks from this computer: these hold nothing of a study.


async def _file(files: dict[str, PageFile], name: str, request: Request) -> Response:
    file = files.get(name)
    if file is None:
        return answers.error("There is no such page.", "", "unknown", 404)
    return Response(file.content, media_type=file.type)


async def _static(files: dict[str, PageFile], request: Request) -> Response:
    name = request.path_params["name"]
    return await _file(files, name if name != SHELL else "", request)


async def _session(review: ReviewPage, request: Request) -> Response:
    try:
        given = await requests.read(request, requests.Token)
        admission = review.guard.access.enter(given.token)
    except TokenUsedTwice:
        review.guard.ended = USED_TWICE
        await review.worker.do(review.close_all)
        return answers.refused()
    except (NotAllowed, UserError):
        return answers.refused()
    review.entered()
    response = await _answering(partial(_greeting, review, admission.secret))(request)
    response.set_cookie(review.guard.cookie_name, admission.cookie, path="/", httponly=True, samesite="strict")
    return response


async def _greeting(review: ReviewPage, secret: str, _: Request) -> AnswerBody:
    study = await review.worker.do(review.interviews.study)
    settings = await review.worker.do(page_settings.read, study)
    config = study.config
    return {"secret": secret, "language": config.document_language, "study": config.title, "settings": settings}


# The study and its interviews.


async def _study(review: ReviewPage, _: Request) -> AnswerBody:
    study = await review.worker.do(review.interviews.study)
    known = await review.looking.do(review.board.look, study)

    def told() -> AnswerBody:
        return {**overview.overview(study, known, review.by), "settings": page_settings.read(study)}

    return await review.worker.do(told)


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


# Sound.


async def _sound(review: ReviewPage, request: Request) -> AnswerBody:
    asked = await requests.read(request, requests.AboutInterview)

    return await review.sounds.sound(*await review.worker.do(review.interviews.find, asked.interview))


async def _play(review: ReviewPage, request: Request) -> Response:
    path = review.sounds.tickets.path(request.path_params["ticket"])
    if path is None:
        return answers.refused()
    if not path.is_file():
        return answers.error("The sound is not there any more.", "Open the interview again.", "unknown", 404)
    return FileResponse(path, media_type="audio/mp4")


# The program.


async def _settings(review: ReviewPage, request: Request) -> AnswerBody:
    asked = await requests.read(request, requests.ToSet)
    await review.worker.do(lambda: page_settings.write(review.interviews.study(), asked.settings))
    return {}


async def _alive(review: ReviewPage, request: Request) -> AnswerBody:
    await requests.read(request, requests.Nothing)
    review.sounds.tickets.renew()
    return {"asking": review.heard.asking}


async def _stop(review: ReviewPage, request: Request) -> AnswerBody:
    """Store and close all, then end; where something cannot be stored, the program goes on, and the answer says so."""
    await requests.read(request, requests.Nothing)
    if failed := await review.worker.do(review.store_all):
        raise failed[0]
    await review.worker.do(review.close_all)
    review.stop()
    return {}
