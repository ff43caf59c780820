"""The files of the page: all that are served are there, of a known type, and do nothing that the page may not do."""

import re
from pathlib import Path

import pytest

import ipstranscribe.web
from ipstranscribe.web.page_files import SHELL, TYPES, page_files
from tests.web.desk import Desk

FOLDER = Path(ipstranscribe.web.__file__).parent / "static"
FILES = page_files()


def test_every_file_of_the_folder_is_served_under_its_name() -> None:
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert set(FILES) == {name for name in there if Path(name).suffix in TYPES}
    assert SHELL in FILES


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_served_as_what_it_is(outside: Desk, name: str) -> None:
    came = outside.raw("GET", "/" if name == SHELL else f"/static/{name}")
    assert (came.status, came.content) == (200, FILES[name].content)
    assert came.headers["content-type"] == TYPES[Path(name).suffix]


FORBIDDEN = {
    "a script in the page": r"<script(?![^>]*\bsrc=)", "a style in the page": r"<style|\sstyle\s*=\s*[\"']",
    "an action in the page": r"\son\w+\s*=\s*[\"']", "an address of others": r"(?:src|href)\s*=\s*[\"']\s*(?:https?:)?//",
}  # fmt: skip


@pytest.mark.parametrize("pattern", FORBIDDEN.values(), ids=FORBIDDEN)
def test_the_shell_keeps_to_what_the_page_may_do(pattern: str) -> None:
    shell = FILES[SHELL].content.decode()
    assert not re.search(pattern, shell, re.IGNORECASE)


SINKS = (
    r"\.(?:innerHTML|outerHTML)\b|insertAdjacentHTML|document\.write|\beval\(|new Function|createContextualFragment"
    r"|srcdoc|setHTMLUnsafe|DOMParser"
)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".js")])
def test_no_script_makes_markup_of_text(name: str) -> None:
    """Words, names and labels of an interview are hostile: they are shown as text, and as nothing else."""
    assert not re.search(SINKS, FILES[name].content.decode())
