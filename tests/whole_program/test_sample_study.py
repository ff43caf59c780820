"""The whole way, for real: sample recordings through real models to released documents."""

import csv
import hashlib
import html
import io
import json
import re
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import jiwer
import pytest
from docx import Document

from ipstranscribe.model import PseudonymizedTranscript, Transcript, Units
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import run
from tests.conftest import SAMPLES

INTERVIEWS = ("P1", "P2", "P3")
pytestmark = pytest.mark.models


# --- nothing spoken leaks: unpacked here by other means than the gate's ------------------------------------------------


def texts_of(path: Path) -> str:
    """Everything in a file that could be read: its name, and all text and attributes, runs joined, tags as blanks."""
    data = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return f"{path.name}\n{data.decode('utf-8-sig')}"
    parts = [path.name]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts += [archive.comment.decode(), *archive.namelist()]
        for name in archive.namelist():
            xml = archive.read(name).decode("utf-8")
            parts += re.findall(r'="([^"]*)"', xml)
            joined = re.sub(r"</w:r>\s*<w:r\b[^>]*>(<w:rPr>.*?</w:rPr>)?", "", xml)  # runs of one paragraph
            joined = re.sub(r"</?w:t\b[^>]*>", "", joined)
            parts.append(re.sub(r"<[^>]*>", " ", joined))
    return html.unescape("\n".join(parts))


def spoken() -> list[str]:
    """What was said in the samples and must not be read anywhere: whole identifiers, and each word of a person's name."""
    with (SAMPLES / "expected" / "identifiers.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["category"] != "age"]
    words = {word for row in rows if row["category"] == "person" for word in row["text"].split()}
    return sorted({row["text"] for row in rows} | words)


@pytest.mark.parametrize("folder", ["exports", "shared", "pseudonymized", "units"])
def test_no_name_that_was_spoken_is_in_any_file(demo_study: Path, folder: str) -> None:
    files = [path for path in (demo_study / folder).rglob("*") if path.is_file()]
    assert files
    for path in files:
        text = unicodedata.normalize("NFC", texts_of(path)).casefold()
        for name in spoken():
            assert not re.search(rf"(?<![^\W_]){re.escape(name.casefold())}(?:s)?(?![^\W_])", text), path.name


def test_the_names_are_in_the_drafts_so_that_the_test_above_can_fail(demo_study: Path) -> None:
    said = "\n".join(texts_of(Study.open(demo_study).draft(i)) for i in INTERVIEWS).casefold()
    heard = [name for name in spoken() if re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", said)]
    assert len(heard) >= 10


# --- what was said is there --------------------------------------------------------------------------------------------


def normal(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def expected(interview: str) -> list[dict[str, str]]:
    return json.loads((SAMPLES / "expected" / f"{interview}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("interview", "most"), [("P1", 0.15), ("P2", 0.15), ("P3", 0.85)])
def test_the_drafts_say_what_was_said(demo_study: Path, interview: str, most: float) -> None:
    transcript = storage.read(Study.open(demo_study).transcript(interview), Transcript)
    reference = normal(" ".join(turn["text"] for turn in expected(interview)))
    heard = normal(" ".join(turn.text for turn in transcript.turns))
    assert jiwer.wer(reference, heard) <= most


@pytest.mark.parametrize("interview", ["P1", "P2"])
def test_each_speaker_says_their_own_words(demo_study: Path, interview: str) -> None:
    transcript = storage.read(Study.open(demo_study).transcript(interview), Transcript)
    assert {s.label: s.role for s in transcript.speakers} == {"I": "interviewer", interview: "participant"}
    for label, role in (("I", "I"), (interview, "P")):
        heard = normal(" ".join(t.text for t in transcript.turns if t.speaker == label))
        said = normal(" ".join(t["text"] for t in expected(interview) if t["speaker"] == role))
        assert jiwer.wer(said, heard) <= 0.2, label


@pytest.mark.parametrize("interview", INTERVIEWS)
def test_every_word_has_a_time_inside_its_recording(demo_study: Path, interview: str) -> None:
    transcript = storage.read(Study.open(demo_study).transcript(interview), Transcript)
    for turn in transcript.turns:
        assert len(turn.words) == len(turn.text.split())
        assert all(0 <= w.start <= w.end <= transcript.duration for w in turn.words)


@pytest.mark.parametrize("interview", INTERVIEWS)
def test_every_character_of_participant_talk_is_in_exactly_one_unit(demo_study: Path, interview: str) -> None:
    study = Study.open(demo_study)
    transcript = storage.read(study.pseudonymized(interview), PseudonymizedTranscript)
    units = storage.read(study.units(interview), Units).units
    for turn in transcript.turns:
        mine = [u for u in units if u.turn == turn.id]
        assert all(u.text == turn.text[u.char_start : u.char_end] for u in mine)
        covered = [c for u in mine for c in range(u.char_start, u.char_end)]
        assert len(covered) == len(set(covered))
        talk = (
            {i for i, c in enumerate(turn.text) if not c.isspace()} if transcript.role(turn) != "interviewer" else set()
        )
        assert talk <= set(covered)


def test_units_stand_under_the_question_that_was_asked(demo_study: Path) -> None:
    """In the English samples most units carry the right main question, though none is read from the guide word for word."""
    study, right, total = Study.open(demo_study), 0, 0
    for interview in ("P1", "P2"):
        reference = expected(interview)
        units = storage.read(study.units(interview), Units).units
        for unit in (u for u in units if u.kind == "unit" and u.start is not None):
            middle = (unit.start + unit.end) / 2
            turn = min(
                reference, key=lambda t: abs((t["start"] + t["end"]) / 2 - middle) if t["speaker"] == "P" else 1e9
            )
            right, total = right + (turn["question"] == unit.question), total + 1
    assert total >= 15
    assert right / total >= 0.6


# --- documents --------------------------------------------------------------------------------------------------------------


def test_the_released_documents_open_and_say_what_they_are(demo_study: Path) -> None:
    for interview in INTERVIEWS:
        document = Document(str(demo_study / "shared" / f"{interview}_by_question.docx"))
        header = "\n".join(p.text for section in document.sections for p in section.header.paragraphs)
        assert "personal data" in header
        assert "DRAFT" not in header
        headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
        assert any(heading.startswith("Q1") for heading in headings)
        units = Document(str(demo_study / "shared" / f"{interview}_units.docx"))
        assert any("[" in cell.text for table in units.tables for row in table.rows for cell in row.cells)


def test_headings_are_the_same_in_every_interview(demo_study: Path) -> None:
    headings = {
        tuple(p.text for p in Document(str(path)).paragraphs if p.style.name == "Heading 1")
        for path in (demo_study / "shared").glob("*_by_question.docx")
    }
    assert len(headings) == 1


def test_the_manifest_lists_every_released_file_with_its_checksum(demo_study: Path) -> None:
    shared = demo_study / "shared"
    listed = dict(
        reversed(line.split("  ", 1)) for line in (shared / "manifest.sha256").read_text(encoding="utf-8").splitlines()
    )
    files = {p.name for p in shared.iterdir()} - {"manifest.sha256"}
    assert set(listed) == files
    assert all(hashlib.sha256((shared / name).read_bytes()).hexdigest() == listed[name] for name in files)


def test_one_person_has_one_replacement_in_all_interviews(demo_study: Path) -> None:
    study = Study.open(demo_study)
    for interview in ("P1", "P2"):
        transcript = storage.read(study.pseudonymized(interview), PseudonymizedTranscript)
        assert any("[employment specialist]" in turn.text for turn in transcript.turns)


# --- running again ----------------------------------------------------------------------------------------------------------


def test_a_second_run_does_nothing_and_changes_no_byte(demo_study: Path) -> None:
    study = Study.open(demo_study)
    # What was noted of the finished run and of each interview: approvals and release came after it.
    noted = (".lock", *(study.step_inputs(name).name for name in ("run", "P1_reading", "P2_reading", "P3_reading")))
    before = {p: p.read_bytes() for p in demo_study.rglob("*") if p.is_file() and p.name not in noted}
    outcome = run.run(study)
    assert (outcome.done, outcome.failures) == (0, {})
    assert {p: p.read_bytes() for p in demo_study.rglob("*") if p.is_file() and p.name not in noted} == before
    again = {p: p.read_bytes() for p in demo_study.rglob("*") if p.is_file()}
    assert run.run(study).done == 0
    assert {p: p.read_bytes() for p in demo_study.rglob("*") if p.is_file()} == again


@pytest.mark.exhaustive
def test_the_demo_works_in_a_process_without_any_socket(tmp_path: Path, demo_study: Path) -> None:
    """As on a machine without a network card: nothing may even make a socket."""
    code = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise OSError('no network')\n"
        "socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse\n"
        "socket.getaddrinfo = socket.create_connection = refuse\n"
        "sys.argv = ['ipstranscribe', 'demo', sys.argv[1]]\n"
        "from ipstranscribe.cli import main; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "again")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for name in ("P1_units.csv", "P2_units.csv", "P3_units.csv"):
        assert (tmp_path / "again" / "shared" / name).read_bytes() == (demo_study / "shared" / name).read_bytes()
