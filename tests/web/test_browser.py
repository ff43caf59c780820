"""Which browser is taken, and where the redirect file lies that it opens."""

import html
import os
import stat
import sys
import time
from pathlib import Path

import pytest

from ipstranscribe.web.access import TOKEN_SECONDS
from ipstranscribe.web.browser import Browser, can_show, found
from ipstranscribe.web.redirect import RedirectFile, folder

linux = pytest.mark.skipif(sys.platform != "linux", reason="programs are looked for otherwise")


@linux
@pytest.mark.parametrize(("there", "taken"), [
    (["google-chrome", "chromium"], "chromium"), (["microsoft-edge", "firefox"], "microsoft-edge"),
    (["firefox"], None), ([], None),
])  # fmt: skip
def test_a_browser_that_can_have_a_profile_of_its_own_is_preferred(
    tmp_path: Path, there: list[str], taken: str | None
) -> None:
    for name in there:
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o700)
    assert found({"PATH": str(tmp_path)}) == Browser(tmp_path / taken if taken else None)


@linux
@pytest.mark.parametrize(("environment", "shows"), [
    ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True), ({"DISPLAY": ""}, False), ({}, False),
])  # fmt: skip
def test_without_a_screen_no_browser_is_started(environment: dict[str, str], shows: bool) -> None:
    assert can_show(environment) == shows


def test_the_usual_browser_has_the_usual_profile() -> None:
    assert Browser().words(Path("/x/open.html")) == []


def test_a_snap_finds_the_file_where_it_may_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert (
        folder(Browser(Path("/snap/bin/chromium")).snap) == tmp_path / "snap" / "chromium" / "common" / "ipstranscribe"
    )
    assert Browser(Path("/usr/bin/chromium")).snap == ""
    assert folder("").is_relative_to(tmp_path)


def test_the_file_leads_to_the_page_and_says_nothing_else(tmp_path: Path) -> None:
    file = RedirectFile(tmp_path / "a" / "b", 41234, "t0ken", "P1&<x>")
    text = file.path.read_text(encoding="utf-8")
    address = "http://127.0.0.1:41234/#token=t0ken&interview=P1%26%3Cx%3E"
    assert text.count(html.escape(address)) == 2
    assert "<script" not in text and 'content="no-referrer"' in text
    if os.name == "posix":
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    file.delete()
    file.delete()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_program_left_is_deleted_and_what_another_needs_is_not(tmp_path: Path) -> None:
    old, other = RedirectFile(tmp_path, 1, "a"), RedirectFile(tmp_path, 2, "b")
    ago = time.time() - TOKEN_SECONDS - 5
    os.utime(old.path, (ago, ago))
    mine = RedirectFile(tmp_path, 3, "c")
    assert sorted(tmp_path.iterdir()) == sorted([other.path, mine.path])
