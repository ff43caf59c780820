"""`ipstranscribe import transcript FOLDER`: every file finds its interview, or is named with the reason."""

from pathlib import Path

import pytest

from ipstranscribe.errors import ExitCode
from ipstranscribe.model import Transcript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.word_draft import draft
from tests.cli.test_cli import run
from tests.review.transcript.returned_draft import W, edited
from tests.studies import founded, transcript

TALK = (
    "Kari: Who helped you?\nHanne: Somebody from the clinic.\nKari: And when?\nHanne: Every other Monday, for years.\n"
)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """Three interviews: P1 and P2 have a draft, P3 nothing but the name of a recording."""
    study = founded(
        tmp_path / "study",
        {
            "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\nP3,P3,DS330012.m4a\n",
            "participants": "id,name\nP1,Hanne Nordmo\nP2,Ola Lie\nP3,Kari Moe\n",
        },
    )
    for one in ("P1", "P2"):
        value = transcript(one, one, "It was a long winter.")
        storage.write(study.transcript(one), value, private=True)
        storage.write_bytes(study.draft(one), draft(value, study, study.interview(one)), private=True)
    return study


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that came back by mail."""
    place = tmp_path / "came back"
    place.mkdir()
    return place


def corrected(study: Study, interview: str, word: str) -> bytes:
    """The draft of an interview with `winter` corrected."""

    def correct(body: object) -> None:
        for text in body.iter(f"{W}t"):  # type: ignore[attr-defined]
            text.text = (text.text or "").replace("winter", word)

    return edited(study.draft(interview).read_bytes(), correct)


def said(study: Study, interview: str) -> str:
    return storage.read(study.transcript(interview), Transcript).turns[-1].text


def imported(study: Study, *places: Path, preview: bool = False) -> tuple[int, str]:
    words = ["--preview"] if preview else []
    return run("import", "transcript", *places, "--study", study.root, *words)


def test_drafts_find_their_interviews_whatever_they_are_called(study: Study, folder: Path) -> None:
    (folder / "final version (2).docx").write_bytes(corrected(study, "P2", "summer"))
    (folder / "P1_transcript_draft.docx").write_bytes(corrected(study, "P1", "spring"))
    (folder / "DS330012.txt").write_text(TALK, encoding="utf-8")
    (folder / "~$_transcript_draft.docx").write_bytes(b"lock")
    code, shown = imported(study, folder)
    assert code == 0, shown
    assert (said(study, "P1"), said(study, "P2")) == ("It was a long spring.", "It was a long summer.")
    assert said(study, "P3").endswith("for years.")
    assert "final version (2).docx is of P2." in shown


NAMES = ["P3.txt", "Interview_P3_final.txt", "p3 transcript.txt", "DS330012.txt", "DS330012_transcribed.txt"]


@pytest.mark.parametrize("name", NAMES)
def test_a_text_from_elsewhere_is_known_by_its_name(study: Study, folder: Path, name: str) -> None:
    (folder / name).write_text(TALK, encoding="utf-8")
    assert imported(study, folder)[0] == 0
    assert said(study, "P3").endswith("for years.")


def test_what_cannot_be_matched_or_read_is_named_and_does_not_stop_the_others(study: Study, folder: Path) -> None:
    (folder / "P1_half.docx").write_bytes(b"half a document")
    (folder / "P1_P2.txt").write_text(TALK, encoding="utf-8")
    (folder / "somebody.txt").write_text(TALK, encoding="utf-8")
    (folder / "P2.docx").write_bytes(corrected(study, "P1", "spring"))
    (folder / "P3.m4a").write_bytes(b"sound")
    (folder / "z.docx").write_bytes(corrected(study, "P2", "summer"))
    (folder / "more").mkdir()
    code, shown = imported(study, folder)
    assert code == ExitCode.INCOMPLETE
    for name in ("P1_half.docx: ", "P1_P2.txt: ", "somebody.txt: ", "P2.docx: ", "P3.m4a: "):
        assert name in shown
    assert "Folders in it that were not looked into: 1." in shown
    assert (said(study, "P1"), said(study, "P2")) == ("It was a long winter.", "It was a long summer.")


def test_the_drafts_in_the_study_itself_are_read_where_they_lie(study: Study) -> None:
    """Corrected in place; what nobody touched is left alone, so that it does not count as corrected."""
    study.draft("P2").write_bytes(corrected(study, "P2", "summer"))
    for _ in range(2):
        code, shown = imported(study, study.draft("P1").parent)
        assert code == 0, shown
    assert said(study, "P2") == "It was a long summer."
    assert not storage.read(study.transcript("P1"), Transcript).corrected


def test_two_people_corrected_one_interview_and_both_are_kept(study: Study, folder: Path) -> None:
    (folder / "P1 a.docx").write_bytes(corrected(study, "P1", "spring"))
    (folder / "P1 b.docx").write_bytes(corrected(study, "P1", "autumn"))
    code, shown = imported(study, folder)
    assert (code, "P1 b.docx: " in shown, said(study, "P1")) == (ExitCode.INCOMPLETE, True, "It was a long spring.")


def test_of_several_texts_for_one_interview_none_is_guessed(study: Study, folder: Path) -> None:
    (folder / "P3.txt").write_text(TALK, encoding="utf-8")
    (folder / "P3.srt").write_text("1\n00:00:01,000 --> 00:00:04,000\nKari: Who helped you?\n", encoding="utf-8")
    code, shown = imported(study, folder)
    assert (code, shown.count("2 files for P3")) == (ExitCode.REFUSED, 2)
    assert not study.transcript("P3").exists()


def test_a_preview_stores_nothing_and_an_empty_folder_is_an_error(study: Study, folder: Path) -> None:
    assert imported(study, folder)[0] == ExitCode.BAD_INPUT
    (folder / "P3.txt").write_text(TALK, encoding="utf-8")
    assert imported(study, folder, preview=True)[0] == 0
    assert not study.transcript("P3").exists()


def test_files_may_be_named_one_by_one(study: Study, folder: Path) -> None:
    for one, word in (("P1", "spring"), ("P2", "summer")):
        (folder / f"{one} back.docx").write_bytes(corrected(study, one, word))
    assert imported(study, folder / "P1 back.docx")[0] == 0
    assert imported(study, folder / "P1 back.docx", folder / "P2 back.docx")[0] == 0
    assert (said(study, "P1"), said(study, "P2")) == ("It was a long spring.", "It was a long summer.")
