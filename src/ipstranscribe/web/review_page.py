"""One run of the review page, and what a route of it is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.requests import Request

from ipstranscribe.errors import UserError
from ipstranscribe.web import overview
from ipstranscribe.web.answers import AnswerBody
from ipstranscribe.web.guard import GuardState
from ipstranscribe.web.hearing import Hearing
from ipstranscribe.web.identifier_desk import IdentifierDesk
from ipstranscribe.web.interviews import OpenInterviews
from ipstranscribe.web.sound import Sounds
from ipstranscribe.web.worker import Worker
from ipstranscribe.workflow.reports_in_review import ReportsInReview


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


Posted = Callable[[ReviewPage, Request], Awaitable[AnswerBody]]
"""What answers a request that was sent by POST to an address below `/api/`."""
