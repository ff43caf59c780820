"""The application of the review page: its routes behind the guard. It has no debug pages, and writes nothing to a log."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from ipstranscribe.web import answers
from ipstranscribe.web.guard import Guard
from ipstranscribe.web.review_page import ReviewPage
from ipstranscribe.web.routes import routes


def app(review: ReviewPage) -> ASGIApp:
    """The application for one run of the page."""
    inner = Starlette(debug=False, routes=routes(review), exception_handlers={404: _unknown, 405: _unknown})
    inner.router.redirect_slashes = False
    return Guard(inner, review.guard)


async def _unknown(_: Request, __: Exception) -> Response:
    return answers.error("There is no such page.", "", "unknown", 404)
