"""The sound of an interview: its listening copy, made in a thread of its own, and the tickets by which it is played.

Nobody who types waits for it: a long recording is looked for and read in threads of its own as well. All else here happens
in the server's loop.
"""

import threading
from pathlib import Path

from ipstranscribe import events
from ipstranscribe.errors import UserError, origin
from ipstranscribe.model import Interview
from ipstranscribe.study import machine_faults
from ipstranscribe.study.folder import Study
from ipstranscribe.web.access import Tickets
from ipstranscribe.web.answers import AnswerBody
from ipstranscribe.web.hearing import Hearing, Stopped
from ipstranscribe.web.worker import Worker
from ipstranscribe.workflow import listening_copy

_PATIENCE = 10.0
"""Seconds that the end of the program waits for a copy to be left; the next start makes it anew."""


class _Making:
    """A copy that is being made: how far it is, and why it could not be made."""

    def __init__(self, study: Study, interview: Interview, terminal: events.Listener) -> None:
        self.heard = Hearing(terminal)
        self.failed: UserError | None = None
        self.thread = threading.Thread(target=self._make, args=(study, interview), name="sound", daemon=True)
        self.thread.start()

    def _make(self, study: Study, interview: Interview) -> None:
        try:
            with events.listening(self.heard):
                listening_copy.make(study, interview)
        except Stopped:
            pass
        except UserError as error:
            self.failed = error
        except Exception as error:  # noqa: BLE001 - a thread's traceback would be written to the screen
            self.failed = machine_faults.told(error, study.root) or UserError(
                f"The sound cannot be played: {origin(error)}", "Please report that line."
            )


class Sounds:
    """The listening copies that the page plays or waits for, by interview."""

    def __init__(self) -> None:
        self.tickets = Tickets()
        self._making: dict[str, _Making] = {}
        self._terminal = events.listener()
        self._looking = Worker("sound")

    async def sound(self, study: Study, interview: Interview) -> AnswerBody:
        """What the page is told of the sound of an interview; begins to make the copy where there is none."""
        if not interview.recordings:
            return _told("none")
        if path := await self._looking.do(listening_copy.ready, study, interview):
            self._making.pop(interview.id, None)
            return _told("ready", 1.0, self._address(interview, path))
        making = self._making.get(interview.id)
        if making is None:
            if not all(path.is_file() for path in study.recordings(interview)):
                return _told("none")
            making = self._making[interview.id] = _Making(study, interview, self._terminal)
        if making.failed:
            del self._making[interview.id]  # asked again, it is tried again
            return {**_told("failed"), "what": making.failed.what, "fix": making.failed.fix}
        return _told("making", making.heard.share)

    def stop(self) -> None:
        """Leave what is being made."""
        for making in self._making.values():
            making.heard.stopping = True
        for making in self._making.values():
            making.thread.join(_PATIENCE)
        self._looking.finish(lambda: None)

    def _address(self, interview: Interview, path: Path) -> str:
        return f"/sound/{self.tickets.give(interview.id, path)}"


def _told(state: str, share: float = 0.0, url: str = "") -> AnswerBody:
    return {"state": state, "progress": round(share, 3), "url": url}
