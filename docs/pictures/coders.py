"""Pictures for the pages on coders, condensation and quotations: real workbooks and pages of an invented study.

    PYTHONPATH=src:. python docs/pictures/coders.py

Needs LibreOffice (`soffice`), Poppler (`pdftoppm`, `pdftotext`) and Chromium; writes PNG files beside this one.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which

import openpyxl
from playwright.sync_api import sync_playwright
from tests.studies import ROLE, WHEN, telling
from tests.web.browser.conftest import switches
from tests.web.browser.reviewer import at_page
from tests.web.running import running

from ipstranscribe.model import CodebookEntry, CodedStretch, Coding, CodingLog, CodingNote, Unit, Units
from ipstranscribe.study import passphrases, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.check_quotes import check_quotes
from ipstranscribe.workflow.compare import compare
from ipstranscribe.workflow.run import run
from ipstranscribe.workflow.stc import import_stc, write_stc

HERE = Path(__file__).parent
TABLES = {
    "interviews": "id,participant,recordings,language\nP1,P1,,en\nP2,P2,,en\n",
    "participants": "id,name\nP1,Hanne Nordmo\nP2,Ola Lie\n",
}
SAID = {
    "P1": "I lie awake until noon most days of the week, and then the whole morning is gone. My bed is by the street, "
    "where the trams go by at night. It is the coffee at the café that helps me to get started.",
    "P2": "The people at the nursery asked me what I needed before I had to say a word about it. Some mornings I still "
    "could not come, and nobody there made anything of it.",
}
CODES = {  # interview and unit → coder → codes, each with its group
    ("P1", 0): {"A": [("lying awake", "Nights")], "B": [("lying awake", "Nights"), ("lost mornings", "")]},
    ("P1", 1): {"A": [("noise", "Nights")], "B": [("where I live", "")]},
    ("P1", 2): {"A": [("small helps", "")], "B": []},
    ("P2", 0): {"A": [("being asked", "Work")], "B": [("being asked", "Work")]},
    ("P2", 1): {"A": [("no questions", "Work")], "B": [("no blame", "Work")]},
}
SORTED = ("Long nights", "Long nights", "What helps", "Somebody who asks", "Somebody who asks")
"""The code groups of the units, in their order."""
ARTICLE = """# Back to work

Nights were long. “My bed is by the street, where the trams go by at night” (P1).

Being asked mattered: “The people at the nursery asked me [...] before I had to say a word” (P2). Others said: “Nobody
there ever made a fuss about it” (P1).
"""


def main() -> None:
    """Make the study, and the pictures of it."""
    os.environ[passphrases.PASSPHRASE] = "a study of pictures"
    with tempfile.TemporaryDirectory(prefix="pictures-") as work:
        place = Path(work)
        study = _coded(place / "study")
        compare(study, agreement=False)
        _of_page(study, place)
        _of_document(study.comparison(".xlsx"), place, "Agreed codes", "coders-comparison", height=200)
        _of_document(_sorted(study), place, "Coders:", "condensation-coded-by", height=160)
        _of_document(study.stc_workbook, place, "Condensate", "condensation-group", height=160)
        _of_document(_checked(study, place), place, "Quotations", "quotes-report", height=680)


def _coded(root: Path) -> Study:
    """The study, with what coders A and B gave it."""
    study = telling(root, TABLES, SAID)
    told = (root / "study.toml").read_text(encoding="utf-8")
    (root / "study.toml").write_text(told.replace("min_words = 25", "min_words = 3"), encoding="utf-8")
    study = Study.open(root)
    if run(study, rules_only=True, lexical=True).failures:
        sys.exit("The study could not be made.")
    for interview in SAID:
        units = storage.read(study.units(interview), Units).units
        for coder in "AB":
            given = {n: of[coder] for (one, n), of in CODES.items() if one == interview and n < len(units)}
            stretches = tuple(_on(units[n], code, group) for n, codes in given.items() for code, group in codes)
            note = CodingNote(kind="note", text="Ask about this next time.", unit=units[-1].id)
            listed = {
                one.code: CodebookEntry(code=one.code, groups=(one.group,) if one.group else ()) for one in stretches
            }
            notes = (note,) if coder == "B" else ()
            coding = Coding(id="1", when=WHEN, stretches=stretches, notes=notes, codebook=tuple(listed.values()))
            log = CodingLog(interview=interview, coder=coder, codings=(coding,))
            storage.write(study.codings(interview, coder), log, private=True)
    return study


def _on(unit: Unit, code: str, group: str) -> CodedStretch:
    return CodedStretch(
        turn=unit.turn,
        char_start=unit.char_start,
        char_end=unit.char_end,
        text=unit.text,
        code=code,
        group=group,
        unit=unit.id,
    )


def _sorted(study: Study) -> Path:
    """The condensation workbook with three code groups."""
    write_stc(study)
    book = openpyxl.load_workbook(study.stc_workbook)
    sheet = book["Units"]
    at, head = next((n, [c.value for c in row]) for n, row in enumerate(sheet.iter_rows(), 1) if row[1].value)
    for number, group in enumerate(SORTED, 1):
        sheet.cell(at + number, head.index("Code group") + 1).value = group
    book.save(study.stc_workbook)
    import_stc(study, None, ROLE, WHEN)
    return study.stc_workbook


def _checked(study: Study, place: Path) -> Path:
    article = place / "our article.md"
    article.write_text(ARTICLE, encoding="utf-8")
    return next(path for path in check_quotes(study, article, identifiers=False).files if path.suffix == ".docx")


def _of_page(study: Study, place: Path) -> None:
    """The view of codings on the review page, while two codes are being agreed on."""
    with (
        sync_playwright() as playwright,
        running(study.root, place / "home", ("--no-browser", "--by", "coder A")) as program,
    ):
        browser = playwright.chromium.launch(executable_path=_chromium(), args=switches())
        with at_page(program, browser) as reviewer:
            page = reviewer.page
            page.set_viewport_size({"width": 1100, "height": 560})
            page.get_by_role("button", name="Open P1", exact=True).click()
            page.get_by_role("navigation").get_by_role("button", name="Codings").click()
            page.locator(".unit.coded").first.focus()
            reviewer.press("1", "2")
            page.get_by_label("Why").fill("Both are in it, said P1 later.")
            page.screenshot(path=str(HERE / "coders-on-the-page.png"))
        browser.close()


def _chromium() -> str:
    return which("chromium") or which("chromium-browser") or which("google-chrome") or sys.exit("There is no Chromium.")


def _of_document(path: Path, place: Path, text: str, name: str, *, height: int) -> None:
    """The upper part of the first printed page on which `text` stands."""
    _done("soffice", "--headless", "--convert-to", "pdf", "--outdir", place, path)
    printed = place / f"{path.stem}.pdf"
    pages = _done("pdftotext", "-layout", printed, "-").split("\f")
    number = next(n for n, page in enumerate(pages, 1) if text in page)
    cut = ("-x", 30, "-y", 70, "-W", 1240, "-H", height)
    _done("pdftoppm", "-png", "-singlefile", "-r", 110, *cut, "-f", number, printed, HERE / name)


def _done(program: str, *given: object) -> str:
    """Run a program; returns what it printed."""
    command = [str(which(program) or sys.exit(f"There is no {program}.")), *map(str, given)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    return done.stdout


if __name__ == "__main__":
    main()
