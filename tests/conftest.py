"""What every test can use: real models, the sample study, and a machine without a network."""

import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pyrage
import pytest
from hypothesis import is_hypothesis_test, settings
from xdist.scheduler import LoadScopeScheduling

from ipstranscribe.errors import UserError
from ipstranscribe.model import Turn
from ipstranscribe.release import sandbox
from ipstranscribe.study.folder import Study
from ipstranscribe.study.passphrases import PASSPHRASE
from ipstranscribe.transcribe import stage
from ipstranscribe.weights import registry
from ipstranscribe.workflow import export, gate_search
from tests.lanes import examples
from tests.studies import TEST_PASSPHRASE, copied
from tests.study import age_file

ROOT = Path(__file__).parents[1]
GOLDEN_FILES = ROOT / "tests" / "golden"
SAMPLES = ROOT / "sample_audio"
CASE_FILES = ROOT / "tests" / "cases"
REAL_SEAL = pyrage.passphrase.encrypt
REAL_MISPLACED = stage._misplaced
REAL = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")} | {
    "getaddrinfo": socket.getaddrinfo
}


settings.register_profile("lane", examples(100))
settings.load_profile("lane")


TOGETHER = {"test_sample_study": "demo", "test_boundaries": "demo", "test_documentation": "demo"}
"""Files whose tests share what is made once in a process."""

SLOW = (
    "demo",
    "test_faults",
    "test_hostile",
    "test_engines",
    "test_canaries",
    "test_release",
    "test_old_study",
    "test_process",
)
"""Files that take longest, and are begun first, so that no process waits for another at the end."""


def group_of(nodeid: str) -> str:
    """What is tested in one process: a file, since what it makes (a study, a loaded model) serves all of its tests."""
    name = Path(nodeid.split("::", maxsplit=1)[0]).stem
    return TOGETHER.get(name, name)


class ByGroup(LoadScopeScheduling):
    """Hands out whole groups. (`--dist loadgroup` of pytest-xdist 3.8 groups nothing under pytest 9.2.)"""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByGroup:
    """Groups, in the order in which they were collected."""
    config.option.loadscopereorder = False
    return ByGroup(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what tries many examples, so that the exhaustive lane finds it; the slowest groups first."""
    for item in items:
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("property")
    items.sort(key=_how_late)


def _how_late(item: pytest.Item) -> int:
    group = Path(group_of(item.nodeid)).stem
    return SLOW.index(group) if group in SLOW else len(SLOW)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """No test, and nothing that a test runs in this process, may open a connection."""

    def refuse(*_: object) -> None:
        raise AssertionError("something tried to use the network")

    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex", "sendto"):
        patch.setattr(socket.socket, name, refuse)
    patch.setattr(socket, "getaddrinfo", refuse)
    patch.setenv(PASSPHRASE, TEST_PASSPHRASE)
    yield
    patch.undo()


@pytest.fixture
def unblocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections to this machine itself, for a test that serves what it fetches."""
    for name, real in REAL.items():
        monkeypatch.setattr(socket.socket if name != "getaddrinfo" else socket, name, real)


SEALED_QUICKLY = 60_000
"""Bytes up to which keys are sealed with almost no work factor: more than that needs the library (`age_file`)."""


@pytest.fixture(autouse=True, scope="session")
def quick_seals() -> Iterator[None]:
    """Keys that open at once: sealing takes over a second on purpose, and hundreds are opened here.

    What opens them is the library all the same. Some of `tests/study/test_key.py` seal as users do.
    """
    sealed = pyrage.passphrase.encrypt

    def seal(content: bytes, secret: str) -> bytes:
        return age_file.sealed(content, secret) if len(content) < SEALED_QUICKLY else sealed(content, secret)

    patch = pytest.MonkeyPatch()
    patch.setattr(pyrage.passphrase, "encrypt", seal)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def turns_are_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn that stands out of order of time is a concern for users, and a failure of any test that makes one."""

    def fail(turn: Turn) -> None:
        raise AssertionError(f"{turn.id} is out of time")

    monkeypatch.setattr(stage, "_misplaced", fail)


REAL_CLEARING = export.clear_away


@pytest.fixture(autouse=True, scope="session")
def nothing_is_cleared_away() -> Iterator[None]:
    """Small studies leave little, and a process of tests has much that would be looked through each time."""
    patch = pytest.MonkeyPatch()
    patch.setattr(export, "clear_away", lambda: None)
    yield
    patch.undo()


@pytest.fixture
def real_seals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys sealed as users' are."""
    monkeypatch.setattr(pyrage.passphrase, "encrypt", REAL_SEAL)


@pytest.fixture(autouse=True)
def search_in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate's search without a process of its own, which takes longer to start than the search of a small study.

    Tests marked `processes` have them.
    """

    def inline(
        work: Callable[[str, bytes], object], files: Mapping[str, bytes], jobs: int
    ) -> Iterator[tuple[str, object]]:
        yield from ((name, sandbox._done(work, name, files[name])) for name in sorted(files))

    if not request.node.get_closest_marker("processes"):
        monkeypatch.setattr(gate_search, "run_sandboxed", inline)


def model(name: str) -> Path:
    """The folder of a model; a machine without it fails the test and says what to do."""
    try:
        return registry.model_folder(name)
    except UserError as error:
        pytest.fail(f"{error.what} {error.fix}")


@pytest.fixture(scope="session")
def whisper_base() -> Path:
    """Whisper base as the engine `fast` reads it."""
    return model("whisper-base")


@pytest.fixture(scope="session")
def whisper_base_openai() -> Path:
    """The same weights as the engine `openai` reads them."""
    return model("whisper-base-openai")


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Study:
    """A copy, to be changed at will, of the study that a file makes once: its fixture `made`, a folder with study and key."""
    return copied(made, tmp_path)
