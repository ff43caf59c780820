"""Names of files are read for the interviews that they name, and made so that nothing is written over."""

import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from ipstranscribe.study import file_names
from ipstranscribe.study.file_names import interviews_of

Form = Literal["NFC", "NFD"]


@pytest.mark.parametrize(
    ("name", "interviews"),
    [
        ("P1_units.csv", {"P1"}),
        ("P1/units.csv", {"P1"}),
        ("P1.json", {"P1"}),
        ("P1", {"P1"}),
        ("P10_units.csv", {"P10"}),
        ("P1_b_units.csv", {"P1_b"}),
        ("P1_before.csv", {"P1"}),
        ("for the archive/P10_units.csv", {"P10"}),
        ("P10_and_P1.csv", {"P1", "P10"}),
        ("P10_and_p1.csv", {"P1", "P10"}),
        ("P10 and P1_b.csv", set()),
        ("P10/P1.csv", {"P1", "P10"}),
        ("P1_b_P10-P1.csv", {"P1", "P1_b", "P10"}),
        ("P10_and_P11.csv", {"P10"}),
        ("P10_XP1_P1X.csv", {"P10"}),
        ("P11_units.csv", set()),
        ("p1_units.csv", set()),
        ("coverage_of_P1.csv", set()),
        ("coverage.csv", set()),
        ("", set()),
    ],
)
def test_whose_a_file_is(name: str, interviews: set[str]) -> None:
    """It has to begin with an id, or lie in a folder that does, up to a `_`, a `.` or the end; then every id counts."""
    assert interviews_of(name, ("P1", "P10", "P1_b")) == interviews


def test_without_interviews_no_file_is_of_one() -> None:
    assert interviews_of("_units.csv", ()) == set()


def test_what_is_named_after_an_interview_is_of_it() -> None:
    for name in (file_names.transcript_draft("P1"), file_names.transcript_partial("P1")):
        assert interviews_of(name, ("P1", "P10", "P1_transcript_b")) == {"P1"}


def test_what_is_kept_lies_beside_the_file_and_is_named_by_its_content() -> None:
    path = Path("exports") / "P1_units.docx"
    kept = file_names.kept_copy(path, "edited", b"one")
    assert kept == Path("exports") / "P1_units_edited_7692c3ad.docx"
    assert file_names.kept_copy(path, "edited", b"one") == kept
    assert file_names.kept_copy(path, "edited", b"two") != kept


@pytest.mark.parametrize("name", ["Bjørnøya på tå.m4a", "dag 1/Åse.wav", "plain.wav"])
@pytest.mark.parametrize(("on_disk", "in_table"), [("NFD", "NFC"), ("NFC", "NFD"), ("NFC", "NFC")])
def test_a_file_is_found_however_its_letters_are_put_together(
    tmp_path: Path, name: str, on_disk: Form, in_table: Form
) -> None:
    path = tmp_path / unicodedata.normalize(on_disk, name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"sound")
    assert file_names.found_in(tmp_path, unicodedata.normalize(in_table, name)).read_bytes() == b"sound"


def test_of_two_files_that_differ_in_form_only_the_one_named_is_found(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        (tmp_path / unicodedata.normalize(form, "å.wav")).write_text(form)
    found = file_names.found_in(tmp_path, unicodedata.normalize("NFD", "å.wav")).read_text()
    assert found == ("NFD" if len(list(tmp_path.iterdir())) == 2 else found)  # macOS takes them for one


@pytest.mark.parametrize("name", ["missing.wav", "no/such.wav"])
def test_a_file_that_is_not_there_keeps_its_name(tmp_path: Path, name: str) -> None:
    assert file_names.found_in(tmp_path, name) == tmp_path / name
