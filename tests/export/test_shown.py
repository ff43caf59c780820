"""Documents show the talk by the study's convention; what is stored stays as it was said."""

from pathlib import Path

import pytest

from ipstranscribe.export import Document
from ipstranscribe.model import Transcript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.conventions import get_convention
from ipstranscribe.workflow.export import export_interview
from tests.export.export_sample import MADE_BY, document, exported, saying, word_document, workbook

SAID, SHOWN = "Um, I I found it, uh, through [job specialist].", "I found it, through [job specialist]."


def _by(convention: str, text: str = SAID) -> Document:
    source = saying(text)
    return source.model_copy(update={"header": source.header.model_copy(update={"convention": convention})})


@pytest.mark.parametrize(("convention", "shown"), [("verbatim", SAID), ("intelligent", SHOWN), ("dresing-pehl", SHOWN)])
def test_every_document_shows_the_same_text(convention: str, shown: str) -> None:
    """Unit document, reading copy, workbook and csv; the unit itself is not touched."""
    source = _by(convention)
    units = word_document(exported("units.docx", source))
    reading = word_document(exported("pseudonymized.docx", source))
    sheet = workbook(exported("units.xlsx", source)).worksheets[0]
    assert shown in [cell.text for table in units.tables for row in table.rows for cell in row.cells]
    assert [p.text.split("\t")[2] for p in reading.paragraphs if p.style.name == "Turn"] == [shown]
    assert shown in [cell.value for row in sheet.iter_rows() for cell in row]
    assert f'"{shown}"' in exported("units.csv", source).decode("utf-8-sig")
    assert source.units.units[0].text == SAID


def test_the_header_block_says_what_the_convention_is() -> None:
    """Name and description, in the document language."""
    for name in ("units.docx", "pseudonymized.docx"):
        table = word_document(exported(name, _by("intelligent"), document_language="nb")).tables[0]
        facts = {row.cells[0].text: row.cells[1].text for row in table.rows}
        assert facts["Konvensjon"] == f"intelligent. {get_convention('intelligent').describe('nb')}"


def test_a_unit_of_fillers_alone_is_not_shown_empty() -> None:
    """It is a unit, so there is something to read."""
    source = document()
    turn = source.transcript.turns[1].model_copy(update={"text": "Um, uh. But it was fine."})
    unit = source.units.units[0].model_copy(update={"text": "Um, uh.", "char_start": 0, "char_end": 7})
    source = Document(
        transcript=source.transcript.model_copy(update={"turns": (source.transcript.turns[0], turn)}),
        units=source.units.model_copy(update={"units": (unit,), "asked": ()}),
        guide=source.guide,
        header=source.header.model_copy(update={"convention": "intelligent"}),
    )
    assert (source.said(turn), source.said(unit)) == ("But it was fine.", "Um, uh.")


def test_another_convention_makes_exports_stale(tmp_path: Path) -> None:
    """The next export writes the documents that show something else, and then no more."""
    source = saying(SAID)
    toml = 'id = "one"\ntitle = "One"\nconvention = "{}"\n'
    (tmp_path / "restricted").mkdir()
    (tmp_path / "restricted" / "interviews.csv").write_text(
        "id,participant,recordings\nP9,P9,a.wav\n", encoding="utf-8"
    )
    (tmp_path / "restricted" / "participants.csv").write_text("id,name\nP9,Somebody\n", encoding="utf-8")
    questions = "".join(f'[[question]]\nid = "{q.id}"\ntext = "What?"\n' for q in source.guide.questions)
    (tmp_path / "guide.toml").write_text(f'title = "G"\nlanguage = "en"\n{questions}', encoding="utf-8")
    for convention, written in (("verbatim", True), ("verbatim", False), ("intelligent", True), ("intelligent", False)):
        (tmp_path / "study.toml").write_text(toml.format(convention), encoding="utf-8")
        study = Study.open(tmp_path)
        heard = Transcript(interview="P9", language="en", speakers=(), turns=(), made_by=MADE_BY)
        storage.write(study.transcript("P9"), heard)
        storage.write(study.pseudonymized("P9"), source.transcript)
        storage.write(study.units("P9"), source.units)
        assert export_interview(study, study.interviews[0]) == written
    assert SHOWN in (study.exports / "P9_units.csv").read_text(encoding="utf-8-sig")
