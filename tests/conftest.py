"""What every test can use: real models, the sample study, and a machine without a network."""

import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pyrage
import pytest
from hypothesis import is_hypothesis_test, settings

from ipstranscribe.errors import UserError
from ipstranscribe.release import sandbox
from ipstranscribe.study.key import PASSPHRASE
from ipstranscribe.weights import registry
from ipstranscribe.workflow import check
from tests.lanes import examples
from tests.study import age_file

ROOT = Path(__file__).parents[1]
GOLDEN_FILES = ROOT / "tests" / "golden"
SAMPLES = ROOT / "sample_audio"
CASE_FILES = ROOT / "tests" / "cases"
REAL_SEAL = pyrage.passphrase.encrypt
REAL = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")} | {
    "getaddrinfo": socket.getaddrinfo
}


settings.register_profile("lane", examples(100))
settings.load_profile("lane")


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what tries many examples, so that the exhaustive lane finds it; keep files together, the slowest first.

    What one process makes for a file (a study, a model that is loaded) serves all tests of that file.
    """
    for item in items:
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("property")
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.split("::")[0]))
    items.sort(key=_how_late)


SLOW = ("demo", "test_faults", "test_hostile", "test_engines", "test_canaries", "test_release", "test_old_study")
"""Groups that take longest, and are begun first, so that no process waits for another at the end."""


def _how_late(item: pytest.Item) -> int:
    group = item.get_closest_marker("xdist_group")
    return next((n for n, slow in enumerate(SLOW) if group and slow in group.args[0]), len(SLOW))


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """No test, and nothing that a test runs in this process, may open a connection."""

    def refuse(*_: object) -> None:
        raise AssertionError("something tried to use the network")

    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex", "sendto"):
        patch.setattr(socket.socket, name, refuse)
    patch.setattr(socket, "getaddrinfo", refuse)
    patch.setenv(PASSPHRASE, "a test")
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

    What opens them is the library all the same. `tests/study/test_key.py` seals as users do.
    """
    sealed = pyrage.passphrase.encrypt

    def seal(content: bytes, secret: str) -> bytes:
        return age_file.sealed(content, secret) if len(content) < SEALED_QUICKLY else sealed(content, secret)

    patch = pytest.MonkeyPatch()
    patch.setattr(pyrage.passphrase, "encrypt", seal)
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
        monkeypatch.setattr(check, "run_sandboxed", inline)


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
