"""What steps tell while they work, passed on to the terminal and remembered for the page."""

from ipstranscribe.events import Event, Listener, UserQuestion, WorkProgress


class Stopped(Exception):
    """The program ends: a piece of work that can be done again is left."""


class Hearing:
    """Listens for the page and for the terminal: what is asked there just now, and how far a piece of work is.

    Questions are answered in the terminal alone: a passphrase is never typed into a page.
    """

    def __init__(self, terminal: Listener) -> None:
        self._terminal = terminal
        self.asking = ""
        self.share = 0.0
        self.work = ""
        self.stopping = False

    def hear(self, event: Event) -> None:
        """Pass an event on; raises Stopped in the middle of a piece of work when the program ends."""
        if isinstance(event, WorkProgress):
            self.share, self.work = event.share, event.work
            if self.stopping and not event.ended:
                raise Stopped
        self._terminal.hear(event)

    def answer(self, question: UserQuestion) -> str | None:
        """Let the person at the terminal answer; the page says that they are asked."""
        self.asking = question.prompt
        try:
            return self._terminal.answer(question)
        finally:
            self.asking = ""
