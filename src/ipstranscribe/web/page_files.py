"""The files of the page: read once when the program starts, and served by their names in that list, never by a path."""

from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
"""Endings of files that are served, with what they hold; a file with another ending is not."""
SHELL = "index.html"
"""The page itself, which holds nothing of a study."""


@dataclass(frozen=True)
class PageFile:
    """A file of the page: what it holds, and of what type that is."""

    content: bytes
    type: str


def page_files() -> dict[str, PageFile]:
    """All files of the page, by their names (`page.js`, `vendor/player.js`)."""
    return dict(_below(resources.files(__package__).joinpath("static"), ""))


def _below(folder: Traversable, prefix: str) -> list[tuple[str, PageFile]]:
    found = []
    for one in sorted(folder.iterdir(), key=lambda each: each.name):
        if one.is_dir():
            found += _below(one, f"{prefix}{one.name}/")
        elif kind := TYPES.get("." + one.name.rpartition(".")[2]):
            found.append((prefix + one.name, PageFile(one.read_bytes(), kind)))
    return found
