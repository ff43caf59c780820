"""Golden documents: the sample interview in every format, compared by structure.

After a change that is meant, write them anew with `IPSTRANSCRIBE_GOLDEN=write pytest tests/export/test_golden.py` and
read the difference before it is committed.
"""

import io
import os
import zipfile
from xml.etree import ElementTree as ET

import pytest

from ipstranscribe.export import export, export_study
from ipstranscribe.model import Concern, Recording, Speaker, Transcript, Turn, Word
from ipstranscribe.review.transcript.draft import DraftHeader, write_draft
from ipstranscribe.settings import ExportSettings
from tests.conftest import GOLDEN_FILES
from tests.export.export_sample import MADE_BY, document, whole

GOLDEN = GOLDEN_FILES
WORD = ("word/document.xml", "word/header1.xml", "word/footer1.xml", "docProps/core.xml")
EXCEL = ("xl/workbook.xml", *(f"xl/worksheets/sheet{number}.xml" for number in range(1, 5)), "docProps/core.xml")
WHOLE = (*EXCEL, "xl/worksheets/sheet5.xml")
PARTS = {
    "P1_units.docx": WORD,
    "P1_transcript_pseudonymized.docx": WORD,
    "P1_by_question.docx": WORD,
    "P1_transcript_draft.docx": (*WORD, "word/comments.xml"),
    "P1_units.xlsx": EXCEL,
    "all interviews units.xlsx": WHOLE,
}
TABLES = ("P1_units.csv", "P1_units.tsv", "all interviews coverage.csv", "all interviews coverage.tsv")

PREFIXES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
for prefix, uri in PREFIXES.items():
    ET.register_namespace(prefix, uri)  # for those who read the golden files


def _draft() -> bytes:
    words = (
        Word(char_start=0, char_end=2, start=12.0, end=12.4, probability=0.9),
        Word(char_start=3, char_end=9, start=12.5, end=13.0, probability=0.3),
    )
    transcript = Transcript(
        interview="P1",
        language="nb",
        recordings=(Recording(file="a.wav", sha256="0", duration=95.0),),
        speakers=(Speaker(label="I", role="interviewer"), Speaker(label="?", role="unsure")),
        turns=(
            Turn(id="P1-001", speaker="I", text="Hvordan var det?", start=10.0, end=11.0),
            Turn(id="P1-002", speaker="?", text="På jobben?", start=12.0, end=13.0, words=words),
        ),
        concerns=(
            Concern(kind="low_confidence", start=12.5, end=13.0, turn="P1-002", why="Probability 0.3"),
            Concern(kind="speech_without_words", start=40.0, end=47.5, why="Speech for 7 s, no words"),
        ),
        made_by=MADE_BY,
    )
    file = io.BytesIO()
    write_draft(transcript, DraftHeader(project="Work", document_language="nb"), file)
    return file.getvalue()


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """All documents of the sample: file name → content."""
    settings = ExportSettings(formats=("docx", "xlsx", "csv", "tsv"))
    return (
        export(document(), settings)
        | export_study(whole(document()), settings)
        | {"P1_transcript_draft.docx": _draft()}
    )


def _structure(xml: bytes) -> str:
    """XML with one element per line, attributes in order, and no other difference than one of content."""
    root = ET.fromstring(xml)
    for element in root.iter():
        if len(element) and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
    ET.indent(root)
    return ET.canonicalize(ET.tostring(root, encoding="unicode")) + "\n"


@pytest.mark.parametrize(("name", "part"), [(name, part) for name, parts in PARTS.items() for part in parts])
def test_office_documents_have_the_structure_they_had(files: dict[str, bytes], name: str, part: str) -> None:
    """The parts a reader sees, and the properties."""
    with zipfile.ZipFile(io.BytesIO(files[name])) as package:
        made = package.read(part)
    golden = GOLDEN / name / part
    if os.environ.get("IPSTRANSCRIBE_GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(_structure(made), encoding="utf-8", newline="\n")
    assert _structure(made) == _structure(golden.read_bytes())


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_the_content_they_had(files: dict[str, bytes], name: str) -> None:
    """To the byte: line ends and quotes are part of the format."""
    golden = GOLDEN / name
    if os.environ.get("IPSTRANSCRIBE_GOLDEN") == "write":
        golden.write_bytes(files[name])
    assert files[name] == golden.read_bytes()
