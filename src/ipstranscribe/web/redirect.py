"""The redirect file: it leads a browser to the page, with the token, which an address on a command line would show to others.

It is its owner's alone, and is deleted when it has served. Browsers from snaps read no hidden folder: theirs lies in the
folder that they have for themselves.
"""

import contextlib
import html
import secrets
import time
from pathlib import Path
from urllib.parse import quote

from ipstranscribe.errors import ExitCode
from ipstranscribe.study import storage, user_folders
from ipstranscribe.web.access import TOKEN_SECONDS

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={address}">
<title>ipstranscribe review</title>
<p><a href="{address}" rel="noreferrer">Open the review page</a></p>
"""


class RedirectFile:
    """The file in `folder` that opens the page at `port` with `token`, and with an interview, if one is named."""

    def __init__(self, folder: Path, port: int, token: str, interview: str = "") -> None:
        first = f"&interview={quote(interview, safe='')}" if interview else ""
        _sweep(folder)
        self._made = [one for one in (folder, *folder.parents) if not one.exists()]
        storage.make_folder(folder, private=True)
        self.path = folder / f"open-{secrets.token_hex(8)}.html"
        address = html.escape(f"http://127.0.0.1:{port}/#token={token}{first}", quote=True)
        storage.write_bytes(self.path, _PAGE.format(address=address).encode(), private=True)

    def delete(self) -> None:
        """Delete the file, and the folders that were made for it and are empty; nothing if that was done."""
        with contextlib.suppress(OSError):
            self.path.unlink()
            for folder in self._made:
                folder.rmdir()


def _sweep(folder: Path) -> None:
    """Delete what programs that were killed have left: these files open nothing any more."""
    for left in folder.glob("open-*.html"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > TOKEN_SECONDS:
                left.unlink()


def folder(snap: str = "") -> Path:
    """Where redirect files lie: in the user's cache, or in the folder of the snap that the browser comes from."""
    if snap:
        return Path.home() / "snap" / snap / "common" / "ipstranscribe"
    return user_folders.cache("start it from your own account", ExitCode.USAGE) / "review"
