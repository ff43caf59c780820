"""The interviews that are open on the page. All of this runs in one thread, that of `worker`: locks count by thread."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ipstranscribe.errors import ExitCode, UserError, origin
from ipstranscribe.model import Interview
from ipstranscribe.model.edits import Edit
from ipstranscribe.study import locks, machine_faults
from ipstranscribe.study.folder import Study
from ipstranscribe.web.answers import AnswerBody, NotDone
from ipstranscribe.workflow.review_transcript import TranscriptSession, read_only
from ipstranscribe.workflow.review_units import UnitsSession

HERE = "another page of this program"
"""Who holds an interview that a second page asks for."""
_MOST_REMEMBERED = 64
"""Answers that are kept for requests that come again, because the first answer did not arrive."""


@dataclass
class _Open:
    """An interview in review: its session, the page that works on it, and what that page was answered."""

    session: TranscriptSession
    page: str
    answers: OrderedDict[int, AnswerBody] = field(default_factory=OrderedDict)


class OpenInterviews:
    """The interviews of one study that are open, by their ids."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._open: dict[str, _Open] = {}
        self._units: dict[str, UnitsSession] = {}

    def study(self) -> Study:
        """The study with its tables as they are now."""
        return Study.open(self._root)

    def find(self, interview: str) -> tuple[Study, Interview]:
        """The study as it is now, and an interview of it; raises NotDone where there is none with this id."""
        study = self.study()
        study.interviews  # noqa: B018 - a table that cannot be read is another error
        try:
            return study, study.interview(interview)
        except UserError as error:
            raise NotDone("unknown", error.what, error.fix, status=404) from None

    def ids(self) -> tuple[str, ...]:
        """The interviews that are held by this program."""
        return tuple(self._open)

    def open(self, interview: str, page: str, *, take: bool = False) -> AnswerBody:
        """The document of an interview: to work on, or only to read where another program or page works on it.

        With `take`, a page takes over what another page of this program holds.
        """
        study, wanted = self.find(interview)
        mine = self._open.get(interview)
        if mine and mine.page != page and not take:
            return {**mine.session.document(), "read_only": True, "held_by": HERE}
        if mine:
            mine.page, mine.answers = page, OrderedDict()
            return mine.session.document()
        try:
            session = TranscriptSession.open(study, wanted)
        except UserError as error:
            if error.code != ExitCode.CANNOT_WRITE or not (holder := locks.holder(study, interview)):
                raise
            return {**read_only(study, wanted), "read_only": True, "held_by": holder}
        self._open[interview] = _Open(session, page)
        return session.document()

    def session(self, interview: str, page: str) -> TranscriptSession:
        """The session of an interview that this page works on; raises NotDone if it is another page's, or not open."""
        return self._mine(interview, page).session

    def units(self, interview: str) -> UnitsSession:
        """The units of an interview in review; what was done can be undone as long as the program runs."""
        if interview not in self._units:
            self._units[interview] = UnitsSession(*self.find(interview))
        return self._units[interview]

    def edit(self, interview: str, page: str, seq: int, edits: Sequence[Edit]) -> AnswerBody:
        """Make these edits; a request that comes again (the same `seq`) is answered once more, and made once."""
        return self.once(interview, page, seq, lambda session: session.edit(edits))

    def once(
        self, interview: str, page: str, seq: int | None, change: Callable[[TranscriptSession], AnswerBody]
    ) -> AnswerBody:
        """The answer of `change`, which is made once for each `seq`; without a `seq` each time."""
        mine = self._mine(interview, page)
        if seq is None:
            return change(mine.session)
        if seq in mine.answers:
            return mine.answers[seq]
        if mine.answers and seq < next(reversed(mine.answers)):
            raise NotDone("gap", "The page sent an edit that is older than what is there.", "Open the interview again.")
        mine.answers[seq] = answer = {"seq": seq, **change(mine.session)}
        while len(mine.answers) > _MOST_REMEMBERED:
            mine.answers.popitem(last=False)
        return answer

    def close(self, interview: str, page: str) -> bool:
        """Store an interview and let it go; returns whether it was this page's: another may work on it by now.

        Raises UserError where it cannot be stored: it stays open then, and its edits are in its journal in any case.
        """
        mine = self._open.get(interview)
        if mine is None or mine.page != page:
            return False
        mine.session.store()
        del self._open[interview]
        mine.session.close()
        return True

    def store_one(self, interview: str) -> None:
        """Store an interview if it is open here, so that others of this program see it as it is; raises UserError."""
        if mine := self._open.get(interview):
            mine.session.store()

    def store_all(self) -> list[UserError]:
        """Store all that is open; returns why something could not be stored."""
        failed = []
        for interview, mine in self._open.items():
            try:
                mine.session.store()
            except Exception as error:  # noqa: BLE001 - whatever it is, the others are stored
                failed.append(_told(interview, error, self._root))
        return failed

    def close_all(self) -> list[UserError]:
        """Store all that is open and let it go; of what cannot be stored, the edits are in the journal."""
        failed = self.store_all()
        sessions: list[tuple[str, TranscriptSession | UnitsSession]] = [*self._units.items()]
        sessions += [(interview, mine.session) for interview, mine in self._open.items()]
        self._units.clear()
        self._open.clear()
        for interview, session in sessions:
            try:
                session.close()
            except Exception as error:  # noqa: BLE001 - whatever it is, the others are let go
                failed.append(_told(interview, error, self._root))
        return failed

    def _mine(self, interview: str, page: str) -> _Open:
        mine = self._open.get(interview)
        if mine is None:
            raise NotDone("not_open", "The interview is not open for work.", "Open it again.")
        if mine.page != page:
            raise NotDone("other_page", "Another page works on this interview.", "Go on there, or open it here again.")
        return mine


def _told(interview: str, error: Exception, root: Path) -> UserError:
    """What the user is told of an interview that could not be stored."""
    if not isinstance(error, UserError):
        inside = UserError(f"Something went wrong: {origin(error)}.", "Please report that line.", ExitCode.UNEXPECTED)
        error = machine_faults.told(error, root) or inside
    return UserError(f"{interview} could not be stored, its edits are kept: {error.what}", error.fix, error.code)
