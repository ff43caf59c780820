"""The sample study, made once by the real command on a watched machine."""

from pathlib import Path

import pytest

from tests.whole_program.machine import DEMO, Place, Ran, machine_in


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A machine with the models, a recording, and files to import."""
    return machine_in(tmp_path_factory.mktemp("machine"))


@pytest.fixture(scope="session")
def demo(place: Place) -> Ran:
    """How `ipstranscribe demo` went."""
    return place.run(DEMO)


@pytest.fixture(scope="session")
def demo_study(place: Place, demo: Ran) -> Path:
    """The sample study after that: real recordings, real models, all the way to shared/."""
    assert demo.code == 0, demo.shown
    return place.told / "demo"
