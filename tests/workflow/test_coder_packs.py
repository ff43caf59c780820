"""A folder for every coder: the same documents but for the coder's id, what to do with them, and their checksums."""

import gc
import hashlib
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from ipstranscribe.cli import app
from ipstranscribe.errors import UserError
from ipstranscribe.export import Header, coder_packs
from ipstranscribe.settings import ExportSettings
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import export
from ipstranscribe.workflow.export import export_interview, export_whole, pitfalls_of
from ipstranscribe.workflow.release import release
from ipstranscribe.workflow.withdraw import withdraw
from tests.conftest import REAL_CLEARING
from tests.studies import ROLE, WHEN, founded, in_everything, ready, transcript

TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
    "participants": "id,name\nP1,Hanne Nordmo\nP2,Roman Lie\n",
}
IDS = ("QZa", "QZb", "QZcd")
"""Ids of coders that stand nowhere else; one is longer than the others."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews with times, approved, whose settings name three coders and every format and program."""
    folder = tmp_path_factory.mktemp("made")
    _made(folder / "study")
    return folder


def _made(root: Path) -> None:
    opened = founded(root, TABLES)
    for one in ("P1", "P2"):
        said = transcript(one, one, "It was good to be back. My [manager] let me begin slowly, a few hours at a time.")
        timed = tuple(
            turn.model_copy(update={"start": n * 9.5, "end": n * 9.5 + 9}) for n, turn in enumerate(said.turns)
        )
        storage.write(opened.transcript(one), said.model_copy(update={"turns": timed}), private=True)
    ready(in_everything(opened, IDS))


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def parts(name: str, content: bytes) -> dict[str, bytes]:
    """The members of a package, or the file itself."""
    if not content.startswith(b"PK"):
        return {name: content}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {f"{name}/{member}": package.read(member) for member in package.namelist()}


def told(folder: Path, coder: str) -> dict[str, bytes]:
    """Every part of a coder's files, with the coder's id and what is derived from it made the same for all."""
    found: dict[str, bytes] = {}
    for name, content in files(folder / f"coder {coder}").items():
        if name != storage.MANIFEST:
            found |= parts(name, content)
    anonymous = {n: c.replace(coder.encode(), b"CODER") for n, c in found.items()}
    return {n: _without_user(c) if n.endswith(".qde") else c for n, c in anonymous.items()}


def _without_user(project: bytes) -> bytes:
    """A REFI-QDA project without the GUID of the coder, which is made from the id."""
    for guid in re.findall(rb'<User [^>]*guid="([0-9A-Fa-f-]{36})"[^>]*name="CODER"', project):
        project = project.replace(guid, b"GUID")
    for guid in re.findall(rb'<User [^>]*name="CODER"[^>]*guid="([0-9A-Fa-f-]{36})"', project):
        project = project.replace(guid, b"GUID")
    return project


def test_the_folders_of_coders_differ_in_nothing_but_the_id(study: Study) -> None:
    first, *others = (told(study.exports, coder) for coder in IDS)
    assert first
    for other in others:
        assert list(other) == list(first)
        assert [name for name in first if first[name] != other[name]] == []


def test_what_a_coder_opens_to_code_in_says_whose_copy_it_is(study: Study) -> None:
    for coder in IDS:
        found = files(study.exports / f"coder {coder}")
        for name in ("P1_units.docx", "P1_units.xlsx", "P1_units.csv", "all interviews.qdpx", "READ ME.txt"):
            assert any(coder.encode() in part for part in parts(name, found[name]).values()), name


def test_texts_that_programs_compare_are_the_same_for_every_coder(study: Study) -> None:
    """Programs that put the work of several coders together want the same text, to the sign."""
    first, *others = (
        {
            name: content
            for file, whole in files(study.exports / f"coder {coder}").items()
            for name, content in parts(file, whole).items()
            if name.endswith(".txt") and name != "READ ME.txt"
        }
        for coder in IDS
    )
    assert first
    assert all(other == first for other in others)


def test_a_coder_gets_every_document_that_everybody_gets(study: Study) -> None:
    for_all = {name for name in files(study.exports) if not name.startswith("coder ")}
    for coder in IDS:
        assert set(files(study.exports / f"coder {coder}")) == for_all | {"READ ME.txt", storage.MANIFEST}


def test_the_manifest_holds_the_checksum_of_every_other_file(study: Study) -> None:
    for coder in IDS:
        found = files(study.exports / f"coder {coder}")
        lines = found.pop(storage.MANIFEST).decode().splitlines()
        assert dict(line.split("  ", 1)[::-1] for line in lines) == {
            name: hashlib.sha256(content).hexdigest() for name, content in found.items()
        }


def test_exporting_again_writes_nothing(study: Study) -> None:
    assert not any(export_interview(study, interview) for interview in study.interviews)
    assert not export_whole(study)


def test_what_documents_are_made_of_is_gone_when_an_interview_is_done(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies about until the collector comes by grows with the interviews that are held: it would with the study."""
    monkeypatch.setattr(export, "clear_away", REAL_CLEARING)
    gc.collect()
    gc.disable()
    try:
        export_interview(study, study.interviews[0])
        assert gc.collect() < 100
    finally:
        gc.enable()


def _coded(path: Path) -> None:
    """Fill in a code and save, as a coder does who works where the file lies."""
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["J3"] = "relief"
    book.save(path)


def test_what_a_coder_saved_in_the_folder_is_kept_and_goes_on_in_the_next_one(study: Study) -> None:
    """Codes are nowhere else. What the program wrote itself makes way, whatever has changed."""
    before = files(study.exports)
    name = "coder QZa/P1_units.xlsx"
    _coded(study.exports / name)
    saved = (study.exports / name).read_bytes()
    for _ in range(2):
        export_interview(study, study.interviews[0])
    after = files(study.exports)
    (kept,) = set(after) - set(before)
    assert kept.startswith("coder QZa/P1_units_edited_")
    assert after.pop(kept) == saved
    assert {one for one in before if after[one] != before[one]} == {name}
    assert openpyxl.load_workbook(study.exports / name).worksheets[0]["J3"].value == "relief"
    export_interview(study, study.interviews[0], study.export_settings().model_copy(update={"document_language": "nb"}))
    assert set(files(study.exports)) == {*before, kept}
    assert openpyxl.load_workbook(study.exports / name).worksheets[0]["J3"].value == "relief"
    withdraw(study, "P1", by=ROLE, when=WHEN)
    assert kept not in files(study.exports)


def test_released_copies_are_marked_as_such_and_pass_the_gate(study: Study) -> None:
    judgement = release(study, ROLE, WHEN)
    assert judgement.passes
    shared = files(study.shared)
    assert "Pseudonymized – still personal data" in shared["coder QZa/READ ME.txt"].decode("utf-8-sig")
    assert not any(b"DRAFT" in part for name, c in shared.items() for part in parts(name, c).values())
    assert {name for name in shared if name.endswith(storage.MANIFEST)} == {
        storage.MANIFEST,
        *(f"coder {coder}/{storage.MANIFEST}" for coder in IDS),
    }


def test_withdrawal_reaches_the_folders_of_coders(study: Study) -> None:
    release(study, ROLE, WHEN)
    withdraw(study, "P1", by=ROLE, when=WHEN)
    left = [*files(study.exports), *files(study.shared)]
    assert left
    assert not [name for name in left if "P1" in name or "all interviews" in name]


@pytest.mark.parametrize("coder", ["P1", "p2", "P1-second"])
def test_a_coder_with_the_id_of_an_interview_is_refused(tmp_path: Path, coder: str) -> None:
    """Files are known as somebody's by the ids in their names: withdrawal would take the other interviews along."""
    opened = founded(tmp_path / "study", TABLES)
    for write in (export_whole, pitfalls_of):
        with pytest.raises(UserError, match=f"coder {coder}"):
            write(opened, ExportSettings(coders=(coder,)))
    pitfalls_of(opened, ExportSettings(coders=("P10", "A")))


def test_instructions_name_the_project_only_to_those_who_are_told() -> None:
    header = Header(project="Back to work", status="draft", made_by="", coder="QZa")
    for facts, named in ((header.facts, True), ((), False)):
        read_me = coder_packs.instruction(header.model_copy(update={"facts": facts}), ExportSettings())["READ ME.txt"]
        assert (b"Back to work" in read_me, b"QZa" in read_me) == (named, True)


@pytest.mark.parametrize("ids", [("A", "a"), ("A", "B", "A"), ("A B",), ("../A",), ("",)])
def test_ids_that_are_no_names_of_folders_or_not_told_apart_are_refused(ids: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError):
        ExportSettings(coders=ids)


REFUSED = [
    # options, what is said
    (["--for-coders", "A,a"], "--for-coders: every coder needs an id of their own."),
    (["--for-coders", "A/B"], "--for-coders: it may have letters, digits"),
    (["--for-coders", "A B"], "--for-coders: it may have letters, digits"),
    (["--for-coders", ","], "There is no id in --for-coders."),
    (["--for-coders", "P1"], "has the id of an interview or participant"),
    (["--format", "pdf"], "--format: it must be one of 'docx', 'xlsx'"),
    (["--program", "excel"], "--program: it must be one of 'nvivo', 'maxqda'"),
]


@pytest.mark.parametrize(("options", "what"), REFUSED, ids=[" ".join(one) for one, _ in REFUSED])
def test_what_cannot_be_asked_for_is_said_and_nothing_is_written(tmp_path: Path, options: list[str], what: str) -> None:
    opened = founded(tmp_path / "study", TABLES)
    result = CliRunner().invoke(app, ["export", "--study", str(opened.root), *options])
    shown = " ".join(f"{result.output} {result.exception}".split())
    assert result.exit_code != 0
    assert what in shown
    assert not files(opened.exports)


def test_a_release_refuses_a_coder_with_the_id_of_an_interview(study: Study) -> None:
    """The settings may have changed since the last export."""
    toml = study.root / "study.toml"
    before = toml.read_text(encoding="utf-8")
    toml.write_text(before.replace(IDS[0], "P2"), encoding="utf-8")
    try:
        with pytest.raises(UserError, match="id of an interview or participant"):
            release(Study.open(study.root), ROLE, WHEN)
    finally:
        toml.write_text(before, encoding="utf-8")
