"""What steps tell reaches the terminal; what they ask is answered there, and the page says that somebody is asked."""

import pytest

from ipstranscribe.events import Event, Notice, UserQuestion, WorkProgress
from ipstranscribe.web.hearing import Hearing, Stopped
from tests.web.desk import Desk


class Terminal:
    """Remembers what it was told; answers by `says`."""

    def __init__(self) -> None:
        self.heard: list[Event] = []
        self.asked = ""

    def hear(self, event: Event) -> None:
        self.heard.append(event)

    def answer(self, question: UserQuestion) -> str | None:
        self.asked = question.prompt
        if self.says is None:
            raise KeyboardInterrupt
        return self.says

    says: str | None = "a passphrase"


def test_events_go_on_to_the_terminal_and_progress_is_remembered() -> None:
    terminal = Terminal()
    heard = Hearing(terminal)
    told = [Notice("P1: stored"), WorkProgress(1, "P1"), WorkProgress(1, "P1", 0.4)]
    for event in told:
        heard.hear(event)
    assert (terminal.heard, heard.share) == (told, 0.4)


def test_work_is_left_in_the_middle_when_the_program_ends() -> None:
    heard = Hearing(Terminal())
    heard.stopping = True
    heard.hear(Notice("P1: stored"))
    with pytest.raises(Stopped):
        heard.hear(WorkProgress(1, "P1", 0.4))
    heard.hear(WorkProgress(1, "P1", ended=True))


@pytest.mark.parametrize("says", ["a passphrase", None])
def test_a_question_is_answered_in_the_terminal_while_the_page_says_so(desk: Desk, says: str | None) -> None:
    seen: list[str] = []

    class Asked(Terminal):
        def answer(self, question: UserQuestion) -> str | None:
            seen.append(desk.ask("alive").body["asking"])
            return super().answer(question)

    terminal = Asked()
    terminal.says = says
    heard = desk.review.heard = Hearing(terminal)
    question = UserQuestion("Passphrase of the key", secret=True)
    if says is None:
        with pytest.raises(KeyboardInterrupt):
            heard.answer(question)
    else:
        assert heard.answer(question) == says
    assert seen == ["Passphrase of the key"]
    assert desk.ask("alive").body["asking"] == ""
