"""The documentation says what is: every command that it shows exists, and those of the pages for each role are run."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer.main
from docx import Document
from openpyxl import load_workbook
from typer.testing import CliRunner

from ipstranscribe.cli import app
from ipstranscribe.model import PseudonymizedTranscript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
RUN = sorted([*(DOCS / "how-to").glob("*.md"), *(DOCS / "nb").glob("*.md"), DOCS / "situations.md"])
"""Pages whose commands are run, in their order."""

LONG = 20
"""Words of a turn that is worth a quotation."""

PASSPHRASES = {"IPSTRANSCRIBE_HANDOVER_PASSPHRASE": "walrus-umbrella-cobalt-sorrel"}


def blocks(page: Path) -> list[str]:
    """The commands that stand on lines of their own."""
    lines = page.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if re.match(r" {4,}(?:ips/bin/)?ipstranscribe ", line)]


def mentioned(page: Path) -> list[str]:
    """Every command of a page that says more than its name."""
    return blocks(page) + re.findall(r"`(ipstranscribe [a-z][^`\n]*)`", page.read_text(encoding="utf-8"))


SHOWN = [(page, line) for page in PAGES for line in dict.fromkeys(mentioned(page))]


def command_of(words: list[str]) -> tuple[Any, list[str]]:
    """The command that words name, and what is left of them."""
    command = typer.main.get_command(app)
    while hasattr(command, "commands"):
        assert words, "a group without its command"
        assert words[0] in command.commands, f"there is no command {words[0]}"
        command, words = command.commands[words[0]], words[1:]
    return command, words


@pytest.mark.parametrize(("page", "line"), SHOWN, ids=lambda value: value.name if isinstance(value, Path) else value)
def test_every_command_that_is_shown_exists_with_its_options(page: Path, line: str) -> None:
    words = [word for word in shlex.split(line.replace("…", ""), comments=True)[1:] if word not in ("[", "]")]
    if words[0].startswith("--"):
        return
    if len(words) == 1 and words[0] in getattr(typer.main.get_command(app), "commands", {}):
        return  # a command, or a group spoken of as a whole
    command, rest = command_of(words)
    known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
    assert {word.split("=")[0] for word in rest if re.match(r"--?[a-z]", word)} <= known, page.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_file_that_a_page_links_to_is_there(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_place_in_the_code_that_a_page_names_is_there(page: str) -> None:
    """A path from the root, from the package, or from a room; what begins with `restricted/` lies in a study."""
    named = re.findall(r"`((?!restricted/|shared/)[\w/]+(?:\.py|/))`", (ROOT / page).read_text(encoding="utf-8"))
    there = {path.relative_to(ROOT).as_posix() for top in ("src", "benchmarks") for path in (ROOT / top).rglob("*")}
    for name in dict.fromkeys(one.rstrip("/") for one in named):
        assert (ROOT / name).exists() or any(path.endswith(f"/{name}") for path in there), f"{page}: {name}"
    assert len(named) > 5


def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    built = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", str(DOCS), str(tmp_path)]
    done = subprocess.run(built, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "index.html").is_file() and (tmp_path / "reference" / "options.html").is_file()


# --- run, page by page ------------------------------------------------------------------------------------------------


def study_at(place: Path, demo_study: Path) -> None:
    """The sample study as the page calls it, with its key, as far as a person has brought it."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(demo_study, place)
    key = place.with_name(f"{place.name}.key.age")
    shutil.copy(demo_study.with_name(f"{demo_study.name}.key.age"), key)
    settings = place / "study.toml"
    named = settings.read_text(encoding="utf-8").replace(f"{demo_study.name}.key.age", key.name)
    settings.write_text(named, encoding="utf-8")


def handed_over(demo_study: Path) -> None:
    study_at(Path("their-study"), demo_study)
    shown("ipstranscribe handover write study.age --without-key --by investigator --study their-study")


def coded(study: Path) -> None:
    """What a coder sends back: the workbook of units with codes in it."""
    shown(f"ipstranscribe export --for-coders A,B --study {study}")
    Path("returned").mkdir(exist_ok=True)
    book = load_workbook(study / "exports" / "coder A" / "P1_units.xlsx")
    sheet = book.worksheets[0]
    heading = next(cell for row in sheet.iter_rows() for cell in row if cell.value in ("Code", "Kode"))
    sheet.cell(heading.row + 1, heading.column).value = "back again"
    book.save("returned/P1_units.xlsx")


def article(study: Path) -> None:
    """A manuscript with a quotation that is as it was said."""
    talk = storage.read(Study.open(study).pseudonymized("P1"), PseudonymizedTranscript)
    said = next(turn.text for turn in talk.turns if turn.speaker == "P1" and len(turn.text.split()) > LONG)
    document = Document()
    document.add_paragraph(f"Work mattered to all three: “{said}” (P1)")
    relations = document.part.package.rels
    for one in [key for key, value in relations.items() if value.reltype.endswith("/thumbnail")]:
        del relations[one]  # the library's picture, which no search can look into
    document.save("article.docx")


def interview(study: Path) -> None:
    """A transcript made elsewhere, for an interview that has none yet."""
    (study / "restricted" / "interviews.csv").unlink()
    (study / "restricted" / "interviews.csv").write_text("id,participant,recordings\nP1,P1,\n", encoding="utf-8")
    shutil.rmtree(study / "restricted" / "transcripts")
    document = Document()
    for line in ("Interviewer: How was it to be back?", "Participant: It was good, all in all."):
        document.add_paragraph(line)
    document.save("interview.docx")


def coded_and_back(study: Path) -> None:
    coded(study)
    shown(f"ipstranscribe import codes returned/P1_units.xlsx --coder A --study {study}")


Before = Mapping[str, Callable[[Path], None]]
BEFORE: Mapping[str, Before] = {
    "coder.md": {"import codes": coded},
    "for-kodere.md": {"import codes": coded},
    "author.md": {"compare": coded_and_back, "check-quotes": article},
    "situations.md": {"import transcript": interview},
}
"""What a person does between the commands of a page, before the command that begins so."""

ELSEWHERE = ("review", "doctor")
"""Commands with tests of their own: one waits for a browser, one tries the network, which no test may."""


def shown(line: str) -> str:
    """Run a command as a page shows it; what it says."""
    words = shlex.split(line)[1:]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, f"{line}: {result.exit_code}"
    return result.output


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder in which somebody follows a page."""
    monkeypatch.chdir(tmp_path)
    for name, value in PASSPHRASES.items():
        monkeypatch.setenv(name, value)
    yield tmp_path
    os.chdir(ROOT)


@pytest.mark.models
@pytest.mark.parametrize("page", RUN, ids=lambda page: page.stem)
def test_the_commands_of_a_page_do_what_it_says(page: Path, there: Path, demo_study: Path) -> None:
    lines = blocks(page)
    study = Path("demo-study" if page.parent.name == "nb" else "my-study")
    if lines[0].startswith("ipstranscribe handover read"):
        handed_over(demo_study)
    else:
        study_at(study, demo_study)
    for line in lines:
        name = line.removeprefix("ipstranscribe ")
        if name.startswith(("demo ", *ELSEWHERE)):
            continue
        for begins, does in BEFORE.get(page.name, {}).items():
            if name.startswith(begins):
                does(study)
        if name.startswith("init "):
            founded(there, name, demo_study)
        else:
            shown(line)


def founded(there: Path, name: str, demo_study: Path) -> None:
    """A new study is made, and then filled in by a person."""
    folder = there / shlex.split(name)[1]
    shutil.rmtree(folder, ignore_errors=True)
    shown(f"ipstranscribe {name}")
    assert (folder / "study.toml").is_file()
    study_at(folder, demo_study)
