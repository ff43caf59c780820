"""The tutorial: its pictures are there and small, its commands exist and are few; the page says what it quotes."""

import re
from pathlib import Path

import typer

from ipstranscribe.cli import app
from tests.conftest import ROOT
from tests.web.test_page_words import words

DOCS = ROOT / "docs"
TEXT = (DOCS / "review-tutorial.md").read_text(encoding="utf-8")
MOST_COMMANDS, MOST_PICTURES, LARGEST = 5, 12, 150 * 1024


def test_every_picture_that_the_documentation_names_is_there_and_no_other() -> None:
    named = {
        (page.parent / name).resolve()
        for page in DOCS.rglob("*.md")
        for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    }
    there = set((DOCS / "pictures").glob("*.png"))
    assert named == there
    assert 0 < len(re.findall(r"!\[", TEXT)) <= MOST_PICTURES


def test_pictures_are_small() -> None:
    sizes = {one.name: one.stat().st_size for one in (DOCS / "pictures").glob("*.png")}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


def test_every_picture_is_taken_by_a_script() -> None:
    scripts = "".join(one.read_text(encoding="utf-8") for one in (DOCS / "pictures").glob("*.py"))
    for picture in (DOCS / "pictures").glob("*.png"):
        assert f'"{picture.stem}"' in scripts or f'"{picture.name}"' in scripts, picture.name


def commands(text: str) -> list[list[str]]:
    """The command lines of a page: blocks that are set in, and those in running text."""
    set_in = re.findall(r"^    ipstranscribe (.*)$", text, re.MULTILINE)
    return [re.findall(r'"[^"]*"|\S+', one) for one in (*set_in, *re.findall(r"`ipstranscribe ([^`]+)`", text))]


def test_every_command_and_option_of_the_tutorial_is_one_that_exists() -> None:
    root = typer.main.get_command(app)
    for line in commands(TEXT):
        command = root.commands[line[0]]  # type: ignore[attr-defined]
        known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
        assert {word for word in line[1:] if word.startswith("-")} <= known, line


def test_the_whole_study_takes_few_commands_and_no_file_in_hand() -> None:
    typed = re.findall(r"^    (ipstranscribe .*)$", TEXT, re.MULTILINE)
    assert 0 < len(typed) <= MOST_COMMANDS
    assert not [one for one in typed if re.search(r"\bimport\b|\.(docx|xlsx|csv)\b", one)]


def test_what_the_tutorial_calls_a_button_is_one() -> None:
    said = set(words("en").values())
    bold = [one for one in re.findall(r"\*\*([^*]+)\*\*", TEXT) if len(one) > 1 and one not in ("terminal", "Open P1.")]
    assert bold and set(bold) <= said


def test_links_lead_somewhere() -> None:
    for name in re.findall(r"(?<!!)\[[^\]]+\]\(([^)#]+)", TEXT):
        assert Path(DOCS, name).exists(), name
