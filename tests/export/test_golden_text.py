"""Golden files of text formats and of coders' programs: the sample interview as it is read, in English and bokmål.

After a change that is meant, write them anew with `IPSTRANSCRIBE_GOLDEN=write pytest tests/export/test_golden_text.py`
and read the difference before it is committed.
"""

import hashlib
import json
import os
import subprocess
import sys

import pytest

from ipstranscribe.export import export, export_study
from ipstranscribe.settings import ExportSettings
from tests.conftest import GOLDEN_FILES, ROOT
from tests.export.export_sample import document, whole

GOLDEN = GOLDEN_FILES / "text"
ENDINGS = (".txt", ".vtt", ".srt", ".html", ".json", ".jsonl", ".csv")
ASKED = {
    "formats": ("json", "jsonl", "txt", "vtt", "srt", "html"),
    "programs": ("nvivo", "maxqda", "atlasti", "qualcoder", "taguette", "dedoose"),
}
NAMES = [
    *("P1_interview.json", "P1_units.jsonl", "P1_transcript.txt", "P1_transcript.vtt", "P1_transcript.srt"),
    *("P1_transcript.html", "nvivo/all interviews classification.txt", "maxqda/P1.txt", "maxqda/all interviews.txt"),
    *("atlasti/P1.txt", "qualcoder/P1.txt", "taguette/P1.html", "dedoose/P1.txt"),
    "dedoose/all interviews descriptors.csv",
]


def made(language: str) -> dict[str, bytes]:
    """All files of the sample that are text: name → content."""
    source = document(language=language)
    asked = ExportSettings(document_language=language, **ASKED)
    files = export(source, asked) | export_study(whole(source), asked)
    return {name: content for name, content in files.items() if name.endswith(ENDINGS)}


def test_every_text_has_a_golden_file() -> None:
    assert sorted(made("en")) == sorted(NAMES)


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("name", NAMES)
def test_text_has_the_content_it_had(name: str, language: str) -> None:
    """To the byte, line ends and marks of byte order included; JSON by what it holds."""
    content = made(language)[name]
    golden = GOLDEN / language / name
    if os.environ.get("IPSTRANSCRIBE_GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(content)
    there = golden.read_bytes()
    assert json.loads(content) == json.loads(there) if name.endswith(".json") else content == there


def test_the_same_interview_gives_the_same_bytes_elsewhere() -> None:
    """In another process, with another order of hashes, time zone and language of the machine."""
    program = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]); from tests.export.test_golden_text import made;"
        "print([hashlib.sha256(content).hexdigest() for content in made('nb').values()])"
    )
    command = [sys.executable, "-c", program, str(ROOT)]
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONPATH": os.pathsep.join(sys.path)}
    there = subprocess.run(command, env=os.environ | elsewhere, capture_output=True, text=True, check=True).stdout
    assert there.strip() == str([hashlib.sha256(content).hexdigest() for content in made("nb").values()])
