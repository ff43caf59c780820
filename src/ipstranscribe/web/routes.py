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
from ipstranscribe.web.access import Refused, TokenUsedTwice
from ipstranscribe.web.guard import Gate
from ipstranscribe.web.hearing import Hearing
from ipstranscribe.web.interviews import Body, OpenInterviews
from ipstranscribe.web.page_files import SHELL, PageFile, page_files
from ipstranscribe.web.sound import Sounds
from ipstranscribe.web.worker import Worker
from ipstranscribe.workflow.review_transcript import TranscriptSession
from ipstranscribe.workflow.roles import check_role

Answering = Callable[[Request], Awaitable[Body]]

USED_TWICE = UserError(
    "The key to the page was used a second time: somebody else may have read it. Everything was stored and closed.",
    "Ask who else uses this computer under your name; then start `ipstranscribe review` again.",
    ExitCode.REFUSED,
)
"""Shown in the terminal and on the page when the token comes a second time."""


@dataclass
class Review:
    """One run of the review page: the study, what is open, and who was let in."""

    gate: Gate
    heard: Hearing
    worker: Worker
    interviews: OpenInterviews
    now: Callable[[], str]
    by: str | None = None
    sounds: Sounds = field(default_factory=Sounds)
    entered: Callable[[], None] = lambda: None
    """Called when the page was let in: the redirect file has served."""
    stop: Callable[[], None] = lambda: None
    """Ends the program after this answer."""


def routes(review: Review) -> list[Route]:
    """All routes. What begins with `/api/` needs the cookie and the secret."""
    posted: dict[str, Callable[[Review, Request], Awaitable[Body]]] = {
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


async def _session(review: Review, request: Request) -> Response:
    try:
        given = await requests.read(request, requests.Token)
        admission = review.gate.access.enter(given.token)
    except TokenUsedTwice:
        review.gate.ended = USED_TWICE
        await review.worker.do(review.interviews.close_all)
        return answers.refused()
    except (Refused, UserError):
        return answers.refused()
    review.entered()
    response = await _answering(partial(_greeting, review, admission.secret))(request)
    response.set_cookie(review.gate.cookie_name, admission.cookie, path="/", httponly=True, samesite="strict")
    return response


async def _greeting(review: Review, secret: str, _: Request) -> Body:
    study = await review.worker.do(review.interviews.study)
    settings = await review.worker.do(page_settings.read, study)
    config = study.config
    return {"secret": secret, "language": config.document_language, "study": config.title, "settings": settings}


# The study and its interviews.


async def _study(review: Review, _: Request) -> Body:
    def told() -> Body:
        study = review.interviews.study()
        return {**overview.overview(study, review.by), "settings": page_settings.read(study)}

    return await review.worker.do(told)


async def _open(review: Review, request: Request) -> Body:
    asked = await requests.read(request, requests.ToOpen)
    return await review.worker.do(review.interviews.open, asked.interview, asked.page, take=asked.take)


async def _close(review: Review, request: Request) -> Body:
    asked = await requests.read(request, requests.OfInterview)
    await review.worker.do(review.interviews.close, asked.interview, asked.page)
    review.sounds.tickets.take_back(asked.interview)
    return {}


async def _edits(review: Review, request: Request) -> Body:
    asked = await requests.read(request, requests.ToEdit)
    return await review.worker.do(review.interviews.edit, asked.interview, asked.page, asked.seq, asked.edits)


async def _once(review: Review, asked: requests.Numbered, change: Callable[[TranscriptSession], Body]) -> Body:
    return await review.worker.do(review.interviews.once, asked.interview, asked.page, asked.seq, change)


async def _undo(review: Review, request: Request) -> Body:
    return await _once(review, await requests.read(request, requests.Numbered), TranscriptSession.undo)


async def _redo(review: Review, request: Request) -> Body:
    return await _once(review, await requests.read(request, requests.Numbered), TranscriptSession.redo)


async def _correct_alike(review: Review, request: Request) -> Body:
    asked = await requests.read(request, requests.Alike)
    where = (asked.turn, asked.start, asked.end, asked.text)
    return await _once(review, asked, lambda session: session.correct_alike(*where))


async def _with_session(review: Review, asked: requests.OfInterview, work: Callable[[TranscriptSession], Body]) -> Body:
    return await review.worker.do(lambda: work(review.interviews.session(asked.interview, asked.page)))


async def _store(review: Review, request: Request) -> Body:
    return await _with_session(review, await requests.read(request, requests.OfInterview), TranscriptSession.store)


async def _changes(review: Review, request: Request) -> Body:
    asked = await requests.read(request, requests.OfInterview)
    return await _with_session(review, asked, lambda session: {"changes": session.changes()})


async def _alike(review: Review, request: Request) -> Body:
    asked = await requests.read(request, requests.Alike)
    where = (asked.turn, asked.start, asked.end, asked.text)
    return await _with_session(review, asked, lambda session: session.alike(*where))


async def _listened(review: Review, request: Request) -> Body:
    asked = await requests.read(request, requests.ToTickOff)

    def tick_off(session: TranscriptSession) -> Body:
        by = check_role(review.interviews.study(), asked.by)
        return session.listened(asked.keys, by, review.now(), asked.back)

    return await _with_session(review, asked, tick_off)


async def _approve(review: Review, request: Request) -> Body:
    asked = await requests.read(request, requests.ToApprove)

    def approve(session: TranscriptSession) -> Body:
        return session.approve(check_role(review.interviews.study(), asked.by), review.now(), asked.code)

    return await _with_session(review, asked, approve)


# Sound.


async def _sound(review: Review, request: Request) -> Body:
    asked = await requests.read(request, requests.OfInterview)

    return await review.worker.do(lambda: review.sounds.sound(*review.interviews.find(asked.interview)))


async def _play(review: Review, request: Request) -> Response:
    path = review.sounds.tickets.path(request.path_params["ticket"])
    if path is None:
        return answers.refused()
    if not path.is_file():
        return answers.error("The sound is not there any more.", "Open the interview again.", "unknown", 404)
    return FileResponse(path, media_type="audio/mp4")


# The program.


async def _settings(review: Review, request: Request) -> Body:
    asked = await requests.read(request, requests.Settings)
    await review.worker.do(lambda: page_settings.write(review.interviews.study(), asked.settings))
    return {}


async def _alive(review: Review, request: Request) -> Body:
    await requests.read(request, requests.Nothing)
    review.sounds.tickets.renew()
    return {"asking": review.heard.asking}


async def _stop(review: Review, request: Request) -> Body:
    """Store and close all, then end; where something cannot be stored, the program goes on, and the answer says so."""
    await requests.read(request, requests.Nothing)
    if failed := await review.worker.do(review.interviews.close_all):
        raise failed[0][1]
    review.stop()
    return {}
