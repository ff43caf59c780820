"""The browser that the program starts, for real: it opens the page by the file, and its profile keeps nothing of it."""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from ipstranscribe.study import locks
from ipstranscribe.study.folder import Study
from tests.web.conftest import SAID
from tests.web.running import PATIENCE, running

pytestmark = [
    pytest.mark.usefixtures("unblocked"),
    pytest.mark.skipif(sys.platform != "linux", reason="a script stands for the browser's name"),
]
HEADLESS = """#!/bin/sh
echo $$ > {pid}
exec {chromium} --headless=new --no-sandbox --disable-gpu "$@" > /dev/null 2>&1
"""


def test_the_page_opens_and_the_profile_holds_no_word_and_no_address(study: Study, tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        (pytest.fail if os.environ.get("IPSTRANSCRIBE_NEEDS_BROWSER") else pytest.skip)("there is no Chromium here")
    programs, home, pid = tmp_path / "bin", tmp_path / "home", tmp_path / "pid"
    for folder in (programs, home):
        folder.mkdir()
    (programs / "chromium").write_text(HEADLESS.format(pid=pid, chromium=chromium))
    (programs / "chromium").chmod(0o700)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    with running(study.root, home, ("P1",), PATH=path, DISPLAY=":9") as page:
        try:
            until = time.monotonic() + PATIENCE
            while page.redirect.exists() or not _is_held(study):  # the page has used the token, and opened P1
                assert time.monotonic() < until
                time.sleep(0.1)
            time.sleep(1.0)
        finally:
            os.kill(int(pid.read_text()), signal.SIGTERM)
        code, shown = page.ended(signal.SIGTERM)
        assert (code, SAID in shown) == (0, False)
    kept = [one.read_bytes() for one in home.rglob("*") if one.is_file() and not one.is_symlink()]
    assert len(kept) > 5
    for word in (b"Mariner", "Mariner".encode("utf-16-le"), f"127.0.0.1:{page.port}".encode(), page.token.encode()):
        assert not any(word in one for one in kept)


def _is_held(study: Study) -> bool:
    return bool(locks.holder(study, "P1"))
