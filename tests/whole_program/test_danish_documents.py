"""A Danish study reads in Danish: no document, workbook or report of it has a word that only the Norwegian wording has."""

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pytest

from ipstranscribe.model import CodedStretch, Coding, CodingLog, Units
from ipstranscribe.release.extract.unpack import unpack
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.archive import archive
from ipstranscribe.workflow.check_quotes import check_quotes
from ipstranscribe.workflow.compare import compare
from ipstranscribe.workflow.release import check
from ipstranscribe.workflow.report_methods import report_methods
from ipstranscribe.workflow.report_risk import report_risk
from ipstranscribe.workflow.stc import write_stc
from tests.languages.test_danish import ASKED, SAID, told
from tests.studies import ROLE, WHEN, founded, in_everything, ready

TABLES = {
    "interviews": "id,participant,recordings,language\nP1,P1,,da\n",
    "participants": "id,name,consent,shift\nP1,Birthe Skovmand,archive;coders;quotes,dag\n",
}
_WORD = re.compile(r"[a-zæøå]{3,}")


def words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def tables(folder: Traversable) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table of words in the program."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from tables(entry)
        elif entry.name.endswith(".toml") and "templates" not in str(entry):
            yield entry.name, tomllib.loads(entry.read_text(encoding="utf-8"))


def by_language(table: Any) -> Iterator[dict[str, Any]]:
    """The entries of a table that have one wording a language."""
    if not isinstance(table, dict):
        return
    if {"en", "nb"} <= table.keys():
        yield table
    else:
        for entry in table.values():
            yield from by_language(entry)


def texts(entry: Any) -> Iterator[str]:
    if isinstance(entry, dict):
        for one in entry.values():
            yield from texts(one)
    elif isinstance(entry, list):
        for one in entry:
            yield from texts(one)
    else:
        yield str(entry)


WORDED = [entry for name, table in tables(resources.files("ipstranscribe")) for entry in by_language(table)]


def said_in(*languages: str) -> set[str]:
    return {
        word for entry in WORDED for code in languages for text in texts(entry.get(code, "")) for word in words(text)
    }


NORWEGIAN = said_in("nb", "nn") - said_in("da", "en")


def test_every_table_of_words_has_danish() -> None:
    assert len(WORDED) > 100
    assert not [sorted(entry)[:6] for entry in WORDED if "da" not in entry]
    assert {"ikke", "forslag", "erstattes"}.isdisjoint(NORWEGIAN)
    assert {"ikkje", "enheter", "transkripsjon", "hva"} <= NORWEGIAN


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Danish study with everything that it can write, and a deposit beside it."""
    folder = tmp_path_factory.mktemp("danish")
    study = founded(folder / "study", TABLES)
    config = study.root / "study.toml"
    told_there = config.read_text(encoding="utf-8").replace('document_language = "en"', 'document_language = "da"')
    config.write_text(told_there.replace("Back to work", "Tilbage"), encoding="utf-8")
    guide = f'language = "da"\ntitle = "Tilbage"\n\n[[question]]\nid = "Q1"\ntext = "{ASKED}"\n'
    study.guide.write_text(guide, encoding="utf-8")
    study = in_everything(Study.open(study.root), ["A", "B"])
    storage.write(study.transcript("P1"), told("P1", "da", ASKED, SAID), private=True)
    ready(study)
    _coded(study)
    compare(study, agreement=True)
    write_stc(study)
    report_risk(study, WHEN[:10])
    report_methods(study, WHEN[:10])
    article = folder / "artikel.txt"
    article.write_text(
        "»Jeg kunne ikke sove, og jeg kunne ikke spise« (P1). »Det var en dejlig tid« (P1).\n", encoding="utf-8"
    )
    check_quotes(study, article)
    archive(study, folder / "deposit", ROLE, WHEN, accept_wording=True)
    (study.exports / "Birthe Skovmand.txt").write_text("Birthe Skovmand sagde det.\n", encoding="utf-8")
    assert check(study, study.exports).verdict.findings, "the list of what a release refuses is written"
    return folder


def _coded(study: Study) -> None:
    unit = storage.read(study.units("P1"), Units).units[0]
    for coder, code in (("A", "arbejde"), ("B", "rejse")):
        stretch = CodedStretch(
            char_start=unit.char_start, char_end=unit.char_end, turn=unit.turn, code=code, unit=unit.id, text=unit.text
        )
        coding = Coding(id=coder, when=WHEN, sources=("table",), stretches=(stretch,))
        log = CodingLog(interview="P1", coder=coder, codings=(coding,))
        storage.write(study.codings("P1", coder), log, private=True)


SEEN = {
    "risk_report.docx", "risk_report.md", "methods_report.docx", "methods_report.md", "quotes_artikel.docx",
    "comparison.xlsx", "comparison.html", "stc.xlsx", "analytic_text.docx", "findings_in_folder.xlsx",
    "findings_in_folder.html", "identifiers.xlsx", "README.md", "P1_units.xlsx", "P1_transcript_pseudonymized.docx",
    "P1_transcript.html",
}  # fmt: skip
"""Documents that must be among those looked at."""


def test_no_document_of_a_danish_study_has_a_norwegian_word(everything: Path) -> None:
    found: dict[str, set[str]] = {}
    seen = []
    for path in sorted(everything.rglob("*")):
        hidden = path.name.startswith(".") or "work" in path.parts
        if hidden or not path.is_file() or path.suffix in (".age", ".toml", ".xml"):
            continue  # what nobody reads: settings, stored values, elements of XML
        seen.append(path.name)
        pieces = " ".join(piece.text for piece in unpack(path.name, path.read_bytes()))
        if norwegian := words(pieces) & NORWEGIAN:
            found[str(path.relative_to(everything))] = norwegian
    assert not found
    assert not SEEN - set(seen)
