"""A real browser on a real review. Without one the tests are skipped, or fail where IPSTRANSCRIBE_NEEDS_BROWSER is set."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from ipstranscribe.study.folder import Study
from tests.studies import copied
from tests.web.browser.reviewer import Reviewer, at_page
from tests.web.browser.talk import study_with_sound
from tests.web.running import Running, running

NEEDED = "IPSTRANSCRIBE_NEEDS_BROWSER"
SETTINGS = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
INTERVIEWS = tuple(f"P{number}" for number in range(1, 10))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is tested in a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("page")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        (pytest.fail if os.environ.get(NEEDED) else pytest.skip)("there is no Chromium on this machine")
    return str(found)


@pytest.fixture(scope="module")
def driver(chromium: str) -> Iterator[Playwright]:
    """What drives browsers. It ends with its file of tests: meanwhile no other test of the process can wait for events."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def browser(driver: Playwright, chromium: str) -> Iterator[Browser]:
    """A browser for a file of tests."""
    browser = driver.chromium.launch(executable_path=chromium, args=switches())
    yield browser
    browser.close()


def switches() -> list[str]:
    """What the browser is started with; root has to do without its sandbox."""
    return [*SETTINGS, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]


@pytest.fixture(scope="session")
def study_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with nine interviews of the same talk, with sound; made once."""
    place = tmp_path_factory.mktemp("studies")
    study_with_sound(place / "study", INTERVIEWS)
    return place


@pytest.fixture(scope="module")
def study(study_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The study of a file of tests: each test has an interview of its own."""
    return copied(study_made, tmp_path_factory.mktemp("study"))


@pytest.fixture(scope="module")
def role() -> str:
    """Whose role the program is started with; it is asked for if there is none."""
    return ""


@pytest.fixture(scope="module")
def program(study: Study, role: str, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The program that shows the study."""
    options = ("--no-browser", *(("--by", role) if role else ()))
    with running(study.root, tmp_path_factory.mktemp("home"), options) as program:
        yield program


@pytest.fixture(scope="module")
def reviewer(program: Running, browser: Browser) -> Iterator[Reviewer]:
    """Somebody at the page."""
    with at_page(program, browser) as reviewer:
        yield reviewer
