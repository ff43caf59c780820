"""What a step tells its caller, as values; and that nobody below the door prints or asks."""

import ast
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import ipstranscribe
from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.events import Failure, Notice, UserQuestion, WorkProgress
from tests.listening import Collector

ROOMS = Path(str(ipstranscribe.__file__)).parent
ALLOWED = {
    "cluster/peer.py": {"stdin"},  # a process of its own, which is told there what to send
    "web/server.py": {"logging"},  # to silence the loggers of its libraries
    "web/starter.py": {"stdin"},  # a program of its own, which is told there what to start
}
"""What a file may do all the same."""
BELOW = sorted(path for path in ROOMS.rglob("*.py") if "cli" not in path.relative_to(ROOMS).parts)


def test_what_is_told_is_heard_in_order() -> None:
    listener, error = Collector(), UserError("It broke.", "Mend it.", ExitCode.BAD_INPUT)
    with events.listening(listener):
        events.notice("begun")
        events.warn("look here")
        events.failed(error, "P1")
    assert listener.events == [Notice("begun"), Notice("look here", urgent=True), Failure(error, "P1")]


def test_progress_begins_moves_and_ends_even_if_the_work_breaks_off() -> None:
    listener = Collector()
    with events.listening(listener), pytest.raises(ValueError, match="broken"), events.progress("work") as share:
        share(0.5)
        raise ValueError("broken")
    (number,) = {event.number for event in listener.progress}
    assert listener.events == [
        WorkProgress(number, "work"),
        WorkProgress(number, "work", 0.5),
        WorkProgress(number, "work", ended=True),
    ]


def test_a_question_is_answered_by_who_listens_and_by_nobody_else() -> None:
    question = UserQuestion("Passphrase", secret=True)
    with events.listening(Collector(answers=["mine"])):
        assert events.ask(question) == "mine"
        assert events.ask(question) is None
    assert events.ask(question) is None


def test_a_listener_hears_what_happens_inside_alone() -> None:
    outer, inner = Collector(), Collector()
    with events.listening(outer):
        with events.listening(inner):
            events.notice("inner")
        events.notice("outer")
    events.notice("nobody")
    assert (outer.events, inner.events) == ([Notice("outer")], [Notice("inner")])


def test_threads_of_a_pool_are_heard_if_they_are_told_to_whom() -> None:
    listener = Collector()
    with events.listening(listener), ThreadPoolExecutor(2) as pool:
        list(pool.map(events.heard_here(events.notice), ["a", "b"]))
        list(pool.map(events.notice, ["c"]))
    assert {notice.text for notice in listener.notices} == {"a", "b"}


@pytest.mark.parametrize("path", BELOW, ids=lambda path: path.relative_to(ROOMS).as_posix())
def test_nothing_below_the_command_line_prints_or_asks(path: Path) -> None:
    """By the names that could: print, input, the terminal's libraries, the standard streams."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    imported = {
        (node.module or "").split(".")[0] if isinstance(node, ast.ImportFrom) else alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    streams = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sys"
    }
    if path.name == "__main__.py":
        return
    allowed = ALLOWED.get(path.relative_to(ROOMS).as_posix(), set())
    assert not called & {"print", "input"}
    assert imported & {"rich", "typer", "click", "getpass", "logging"} <= allowed
    assert streams & {"stdout", "stderr", "stdin"} <= allowed
