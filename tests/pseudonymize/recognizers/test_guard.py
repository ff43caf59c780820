"""A recognizer that fails or does not end is stopped, and the run refuses with its name and the turn."""

import os
import pickle
import re
import signal
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Decisions, Key, Turn
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.pseudonymize.inputs import PriorKnowledge, SourceInterview
from ipstranscribe.pseudonymize.recognizers import Found, Recognizer, guard, names_model, patterns
from ipstranscribe.pseudonymize.stage import pseudonymize
from ipstranscribe.settings import PseudonymizeSettings
from tests.pseudonymize.conftest import transcript

LONG = 20.0
"""Seconds that a test would take if nothing were stopped."""
alarm = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarm")


class Bad:
    """A recognizer that comes to no end, or to a bad one, where the text says so."""

    name = "a bad one"

    def find(self, text: str) -> Iterable[Found]:
        if "sleep" in text:
            time.sleep(LONG)
        if "loop" in text:
            end = time.monotonic() + LONG
            while time.monotonic() < end:
                pass
        if "swallow" in text:
            self._swallow()
        if "pattern" in text:
            re.match(r"(?:a+)+$", "a" * 60 + "b")
        if "fail" in text:
            raise ValueError(text)
        if "die" in text:
            os._exit(3)
        return [Found(0, 3, "person", self.name, 0.9, certain=True)]

    @staticmethod
    def _swallow() -> None:
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            try:
                time.sleep(0.01)
            except Exception:  # noqa: BLE001 - as bad as it can be
                continue


def turn(text: str) -> Turn:
    return Turn(id="P1-007", speaker="P1", text=text)


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LIMIT", 0.2)
    monkeypatch.setattr(guard, "_GRACE", 0.2)
    monkeypatch.setattr(guard, "_TICK", 0.1)


def elsewhere(work: Callable[[], Any]) -> Any:
    """Do it outside the main thread, where no alarm can interrupt it."""
    done: list[Any] = []

    def run() -> None:
        try:
            done.append(work())
        except UserError as error:
            done.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if isinstance(done[0], UserError):
        raise done[0]
    return done[0]


def here(work: Callable[[], Any]) -> Any:
    return work()


def found(recognizers: tuple[Recognizer, ...], *texts: str) -> list[list[Found]]:
    with guard.guarded(recognizers) as run:
        return [run(turn(text)) for text in texts]


PLACES = [pytest.param(here, marks=alarm, id="by an alarm"), pytest.param(elsewhere, id="in a process")]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("it may sleep", "a bad one took too long at P1-007."),
        ("it may loop", "a bad one took too long at P1-007."),
        ("a pattern", "a bad one took too long at P1-007."),
        ("it may swallow", "a bad one took too long at P1-007."),
        ("it may fail", "a bad one failed at P1-007 (ValueError)."),
    ],
)
def test_a_recognizer_that_never_ends_is_stopped_and_named(
    place: Callable[[Callable[[], Any]], Any], text: str, refusal: str
) -> None:
    begun = time.monotonic()
    with pytest.raises(UserError) as error:
        place(lambda: found((Bad(),), text))
    assert time.monotonic() - begun < LONG / 2
    assert (error.value.what, error.value.code) == (refusal, ExitCode.UNEXPECTED)
    assert text not in str(error.value.fix)


@pytest.mark.parametrize("stop", ["sleep", "loop", "pattern"])
def test_a_process_is_killed_that_no_alarm_reaches(stop: str) -> None:
    """As on Windows: nothing inside of the process stops it."""
    process = guard.RecognizerProcess((*patterns("en")[:1], Bad()), limit=10 * LONG)  # its alarm is set to this
    try:
        assert process.run(turn("an hour")) == [Found(0, 3, "person", Bad.name, 0.9, certain=True)]
        with pytest.raises(UserError, match="a bad one took too long at P1-007"):
            process.run(turn(stop))
    finally:
        process.close()


def test_a_process_that_dies_is_a_failure_with_the_name_of_what_it_did() -> None:
    with pytest.raises(UserError, match=r"a bad one failed at P1-007 \(its process ended\)"):
        elsewhere(lambda: found((*patterns("en")[:2], Bad()), "it may die"))


class CannotBeLoaded(Bad):
    def __reduce__(self) -> tuple[type[Exception], tuple[str]]:
        return _raise, ("there",)  # type: ignore[return-value]


def _raise(_: str) -> None:
    raise ImportError


def test_a_recognizer_that_another_process_cannot_load_is_refused() -> None:
    with pytest.raises(UserError, match="The recognizers could not be loaded"):
        elsewhere(lambda: found((CannotBeLoaded(),), "quiet"))


def test_both_ways_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LIMIT", 60.0)  # a process loads the word lists anew
    texts = ("Kari rang on the third of May 2019 from 22 33 44 55.", "", "I am thirty-seven, from Moss.")
    recognizers = patterns("en")
    assert elsewhere(lambda: found(recognizers, *texts)) == here(lambda: found(recognizers, *texts))


@alarm
def test_an_alarm_of_somebody_else_is_given_back() -> None:
    rung: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda number, frame: rung.append(number))
    try:
        signal.setitimer(signal.ITIMER_REAL, 60)
        guard.run_recognizer(Bad(), turn("an hour"))
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 60
        signal.raise_signal(signal.SIGALRM)
        assert rung == [signal.SIGALRM]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("place", PLACES)
def test_a_whole_run_is_refused(place: Callable[[Callable[[], Any]], Any]) -> None:
    source = SourceInterview(transcript("P1", "quiet", "it may sleep"), "P1", None, (*patterns("en")[:2], Bad()))
    known = PriorKnowledge(Roster.of((), (), ()), Key(study="test-study"), Decisions())
    settings = PseudonymizeSettings(rules_only=True)
    with pytest.raises(UserError, match="a bad one took too long at P1-002"):
        place(lambda: pseudonymize([source], known, settings, "", lambda share: None))


def test_a_model_goes_to_another_process_by_where_it_lies() -> None:
    model = names_model.load(names_model.locate("nb"))
    sent = pickle.dumps(model)
    assert len(sent) < 1000
    assert pickle.loads(sent) is model  # each is loaded once in a process


TALK = ("Then Torleif Kvernmo called from Moss.", "", "i think torleif was there", "Mm.", "Mm.", "We went to Oslo.")


@pytest.mark.parametrize("language", ["en", "nb"])
def test_what_is_read_ahead_is_found_as_if_it_were_not(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LIMIT", 60.0)
    model = names_model.load(names_model.locate(language))
    guard.read_ahead((model,), ())
    alone = [list(model.find(text)) for text in TALK]
    guard.read_ahead((*patterns(language), model), [turn(text) for text in TALK])
    assert [list(model.find(text)) for text in TALK] == alone
    assert any(alone)


@alarm
@pytest.mark.parametrize("text", ["it may sleep", "it may loop", "it may fail"])
def test_what_cannot_be_read_ahead_is_left_to_the_search(text: str) -> None:
    class Hasty(Bad):
        def read_ahead(self, texts: Sequence[str]) -> None:
            for one in texts:
                list(self.find(one))

    begun = time.monotonic()
    guard.read_ahead((Hasty(),), [turn("quiet"), turn(text)])
    assert time.monotonic() - begun < LONG / 2
    with pytest.raises(UserError, match=r"a bad one .* at P1-007"):
        found((Hasty(),), "quiet", text)
