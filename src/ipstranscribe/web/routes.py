"""The routes of the page: a request is read, the worker does it, the answer says what came of it.

All but the page's files answer in JSON. Who may ask was settled by the guard.
"""

from collections.abc import Awaitable, Callable
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
from ipstranscribe.web.identifier_routes import IDENTIFIER_ROUTES
from ipstranscribe.web.page_files import SHELL, PageFile, page_files
from ipstranscribe.web.report_routes import REPORT_ROUTES
from ipstranscribe.web.review_page import Posted, ReviewPage
from ipstranscribe.web.transcript_routes import TRANSCRIPT_ROUTES
from ipstranscribe.web.unit_routes import UNIT_ROUTES

Answering = Callable[[Request], Awaitable[AnswerBody]]

USED_TWICE = UserError(
    "The key to the page was used a second time: somebody else may have read it. Everything was stored and closed.",
    "Ask who else uses this computer under your name; then start `ipstranscribe review` again.",
    ExitCode.REFUSED,
)
"""Shown in the terminal and on the page when the token comes a second time."""


def routes(review: ReviewPage) -> list[Route]:
    """All routes. What begins with `/api/` needs the cookie and the secret."""
    posted: dict[str, Posted] = {
        "sound": _sound,
        "settings": _settings,
        "alive": _alive,
        "stop": _stop,
        **TRANSCRIPT_ROUTES,
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


# The study.


async def _study(review: ReviewPage, _: Request) -> AnswerBody:
    study = await review.worker.do(review.interviews.study)
    known = await review.looking.do(review.board.look, study)

    def told() -> AnswerBody:
        return {**overview.overview(study, known, review.by), "settings": page_settings.read(study)}

    return await review.worker.do(told)


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
