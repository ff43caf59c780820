"""A study with two interviews, and a page that was let in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ipstranscribe.study.folder import Study
from tests.studies import copied, telling
from tests.web.desk import Desk

SAID = "Then Hanne Nordmo came to the Mariner."
TABLES = {
    "interviews": "id,participant,recordings,language\nP1,P1,,en\nP2,P2,,en\n",
    "participants": "id,name,branch\nP1,Kari Moen,\nP2,Hanne Nordmo,\n",
}


@pytest.fixture(scope="session")
def founded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with the transcripts of two interviews."""
    place = tmp_path_factory.mktemp("review")
    telling(place / "study", TABLES, {"P1": SAID, "P2": "It was fine."})
    return place


@pytest.fixture
def study(founded_once: Path, tmp_path: Path) -> Study:
    """A copy of it."""
    return copied(founded_once, tmp_path)


@pytest.fixture
def outside(study: Study) -> Iterator[Desk]:
    """A page that was not let in."""
    desk = Desk(study)
    yield desk
    desk.end()


@pytest.fixture
def desk(outside: Desk) -> Desk:
    """A page that was let in."""
    return outside.enter()
