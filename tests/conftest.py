"""What every test can use: real models, the sample study, and a machine without a network."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.study.key import PASSPHRASE
from ipstranscribe.weights import registry

ROOT = Path(__file__).parents[1]
GOLDEN_FILES = ROOT / "tests" / "golden"
SAMPLES = ROOT / "sample_audio"
CASE_FILES = ROOT / "tests" / "cases"
REAL = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")} | {
    "getaddrinfo": socket.getaddrinfo
}


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


def model(name: str) -> Path:
    """The folder of a model; a machine without it fails the test and says what to do."""
    try:
        return registry.path(name)
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


@pytest.fixture(scope="session")
def demo_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study after `ipstranscribe demo`: real recordings, real models, all the way to shared/."""
    from ipstranscribe.workflow.demo import demonstrate

    model("whisper-base")
    model("spacy-en-sm")
    folder = tmp_path_factory.mktemp("demo") / "study"
    before = os.environ.get(PASSPHRASE)
    demonstrate(folder)
    assert os.environ.get(PASSPHRASE) == before
    return folder
