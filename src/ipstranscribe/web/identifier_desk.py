"""The identifiers in review on the page, and the run that puts decisions into effect."""

from collections.abc import Callable
from concurrent.futures import Future, wait

from ipstranscribe.errors import UserError
from ipstranscribe.study.folder import Study
from ipstranscribe.web.hearing import Hearing
from ipstranscribe.workflow.identifiers_in_context import IdentifiersInReview


class IdentifierDesk:
    """The identifiers in review, and the run that is under way or came to its end last."""

    def __init__(self) -> None:
        self.review = IdentifiersInReview()
        self.running: Future[dict[str, UserError]] | None = None

    def stop(self, heard: Hearing) -> None:
        """Leave the run that is under way; it can be begun again."""
        if self.running is not None and not self.running.done():
            heard.stopping = True
            wait([self.running])
            heard.stopping = False

    def log(self, study: Callable[[], Study], when: str) -> list[UserError]:
        """Write the decisions of this sitting into the audit trail; returns why that could not be done."""
        try:
            self.review.log(study, when)
        except UserError as error:
            return [error]
        return []
