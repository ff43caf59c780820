"""`ipstranscribe import transcript` and `ipstranscribe speakers`, as a user meets them."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ipstranscribe.cli import app
from ipstranscribe.errors import ExitCode
from ipstranscribe.model import Transcript
from ipstranscribe.review.transcript.readers import read
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.wording import wording_of
from tests.review.transcript.returned_draft import W, draft, edited, label, saved, say, transcript

NAME = "Hanne Nordmo"
ELSEWHERE = (
    "Kari: Who helped you?\nHanne: Somebody from Kvistebo.\nKari: And when?\nHanne: Every other Monday, for years.\n"
)


def run(*words: str | Path) -> tuple[int, str]:
    """Exit code and everything that was shown."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.output


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A study with two interviews and no recording."""
    folder = tmp_path / "my-study"
    assert run("init", folder)[0] == 0
    (folder / "restricted" / "interviews.csv").write_text("id,participant,recordings\nP1,P1,\nP2,P2,\n")
    (folder / "restricted" / "participants.csv").write_text(f"id,name\nP1,{NAME}\nP2,Ola Lie\n")
    return Study.open(folder)


def imported(study: Study, path: Path, *options: str, interview: str = "P1") -> tuple[int, str]:
    return run("import", "transcript", interview, path, "--study", study.root, *options)


def stored(study: Study) -> Transcript:
    return storage.read(study.transcript("P1"), Transcript)


@pytest.fixture
def drafted(study: Study, tmp_path: Path) -> Study:
    """The same with a transcript of P1 and its draft."""
    path = saved(tmp_path, storage.to_bytes(transcript()), "t.json")
    assert imported(study, path)[0] == 0
    assert stored(study).turns == transcript().turns
    return study


def test_a_study_can_start_with_a_transcript_from_elsewhere(study: Study, tmp_path: Path) -> None:
    """Names become labels, nothing said is shown, and the draft is there to be corrected."""
    code, shown = imported(study, saved(tmp_path, ELSEWHERE.encode(), "a.txt"))
    assert code == 0, shown
    assert [(t.id, t.speaker) for t in stored(study).turns] == [
        ("P1-001", "I"), ("P1-002", "P1"), ("P1-003", "I"), ("P1-004", "P1"),
    ]  # fmt: skip
    assert "Kari" not in study.transcript("P1").read_text(encoding="utf-8")
    assert not {"Kari", "Hanne", "Kvistebo"} & set(shown.replace(".", " ").split())
    assert study.draft("P1").exists()
    assert stored(study).corrected
    assert stored(study).made_by.settings == {"imported from": "text"}


def test_options_say_who_is_who(study: Study, tmp_path: Path) -> None:
    """By the labels of the file; one that is not there is refused, and nothing is stored."""
    path = saved(tmp_path, ELSEWHERE.encode(), "a.txt")
    assert imported(study, path, "--interviewer", "Nobody")[0] == ExitCode.USAGE
    assert not study.transcript("P1").exists()
    assert imported(study, path, "--interviewer", "hanne", "--participant", "Kari")[0] == 0
    assert [t.speaker for t in stored(study).turns] == ["P1", "I", "P1", "I"]


def test_a_corrected_draft_is_read_in_place_and_kept(drafted: Study) -> None:
    """The person edits the file in the study; a copy of it stays beside the new draft."""
    path = drafted.draft("P1")
    path.write_bytes(edited(path.read_bytes(), say(2, "I started in the summer."), label(3, "P1:")))
    mine = path.read_bytes()
    code, shown = imported(drafted, path)
    assert code == 0, shown
    assert [(t.id, t.speaker) for t in stored(drafted).turns][1:3] == [("P1-002", "P1"), ("P1-003", "P1")]
    assert "summer" not in shown
    assert "P1-003" in shown
    copies = list(path.parent.glob("P1_transcript_corrected_*.docx"))
    assert [c.read_bytes() for c in copies] == [mine]
    assert path.read_bytes() != mine
    assert stored(drafted).made_by.settings["engine"] == "fast"
    before = stored(drafted)
    assert imported(drafted, path)[0] == 0
    assert (stored(drafted).turns, stored(drafted).concerns) == (before.turns, before.concerns)
    assert len(list(path.parent.glob("P1_transcript_corrected_*.docx"))) == 1


def test_a_draft_is_read_in_the_convention_it_was_written_in(study: Study, tmp_path: Path) -> None:
    """Fillers that it hid stay, also if the study has changed its convention meanwhile."""
    old = transcript((("I", "How was it?"), ("P1", "It was um good, and uh, right for me.")))
    assert imported(study, saved(tmp_path, storage.to_bytes(old), "t.json"))[0] == 0
    content = edited(draft(old, "intelligent"), label(1, "P1:"))
    assert "um" not in [word for p in read(saved(tmp_path, content)).paragraphs for word in p.text.split()]
    assert imported(study, tmp_path / "back.docx")[0] == 0
    assert stored(study).turns[1] == old.turns[1]


def test_the_draft_of_another_interview_is_refused(drafted: Study) -> None:
    """Its bookmarks say whose it is."""
    code, _ = imported(drafted, drafted.draft("P1"), interview="P2")
    assert code == ExitCode.WRONG_FILE
    assert not drafted.transcript("P2").exists()


def test_a_pseudonymized_document_is_refused(drafted: Study, tmp_path: Path) -> None:
    """Its turns have the same ids, and its replacements were never said."""

    def retitle(body: Any) -> None:
        next(body.iter(f"{W}t")).text = f"P1 – {wording_of('en').pseudonymized_transcript}"

    path = saved(tmp_path, edited(drafted.draft("P1").read_bytes(), retitle))
    assert imported(drafted, path)[0] == ExitCode.WRONG_FILE


def test_another_text_does_not_replace_a_transcript_unasked(drafted: Study, tmp_path: Path) -> None:
    """With --overwrite it does."""
    path = saved(tmp_path, ELSEWHERE.encode(), "a.txt")
    before = drafted.transcript("P1").read_bytes()
    assert imported(drafted, path)[0] == ExitCode.REFUSED
    assert drafted.transcript("P1").read_bytes() == before
    assert imported(drafted, path, "--overwrite")[0] == 0
    assert stored(drafted).turns[0].text == "Who helped you?"


def test_a_correction_typed_elsewhere_keeps_ids_and_times(drafted: Study, tmp_path: Path) -> None:
    """Most of its words are those that are stored."""
    text = "\n".join(f"{t.speaker}: {t.text}" for t in transcript().turns).replace("hard", "difficult")
    assert imported(drafted, saved(tmp_path, text.encode(), "a.txt"))[0] == 0
    assert [t.id for t in stored(drafted).turns] == [t.id for t in transcript().turns]
    assert len(stored(drafted).turns[3].words) == 9


@pytest.mark.parametrize(("asks", "answers"), [("Kari: ", "Ola: "), ("", "")])
def test_a_correction_may_have_names_for_labels_or_none(
    drafted: Study, tmp_path: Path, asks: str, answers: str
) -> None:
    """Without labels the words say whose turn it is."""
    text = "\n".join(f"{answers if t.speaker == 'P1' else asks}{t.text}" for t in transcript().turns)
    assert imported(drafted, saved(tmp_path, text.encode(), "a.txt"))[0] == 0
    assert [t.speaker for t in stored(drafted).turns] == ["I", "P1", "I", "P1"]


@pytest.mark.parametrize("text", ["", "Title only", "I:\nP1:\n"])
def test_a_file_without_talk_changes_nothing(drafted: Study, tmp_path: Path, text: str) -> None:
    """An empty result is refused."""
    before = drafted.transcript("P1").read_bytes()
    path = saved(tmp_path, text.encode(), "a.txt")
    assert imported(drafted, path)[0] != 0
    assert drafted.transcript("P1").read_bytes() == before


def test_an_emptied_draft_is_refused(drafted: Study, tmp_path: Path) -> None:
    """Not even with --overwrite does an interview lose all its words."""
    empty = edited(drafted.draft("P1").read_bytes(), *(say(n, "") for n in range(1, 5)))
    assert imported(drafted, saved(tmp_path, empty), "--overwrite")[0] == ExitCode.NOTHING_SAID


def test_speakers_are_listed_swapped_and_renamed(drafted: Study) -> None:
    """In the stored transcript and its draft; what they say is not shown."""
    draft = drafted.draft("P1").read_bytes()
    code, shown = run("speakers", "P1", "--study", drafted.root)
    assert (code, "interviewer" in shown, "spring" in shown) == (0, True, False)
    assert run("speakers", "P1", "--swap", "--study", drafted.root)[0] == 0
    assert [t.speaker for t in stored(drafted).turns] == ["P1", "I", "P1", "I"]
    assert drafted.draft("P1").read_bytes() != draft
    assert run("speakers", "P1", "--rename", "I=P1", "--rename", "P1=I", "--study", drafted.root)[0] == 0
    assert drafted.draft("P1").read_bytes() == draft
    assert not list(drafted.draft("P1").parent.glob("*corrected*"))


@pytest.mark.parametrize("rename", ["I", "I=", "=I", "I=Kari", "P9=I"])
def test_a_rename_that_makes_no_sense_changes_nothing(drafted: Study, rename: str) -> None:
    before = drafted.transcript("P1").read_bytes()
    assert run("speakers", "P1", "--rename", rename, "--study", drafted.root)[0] == ExitCode.USAGE
    assert drafted.transcript("P1").read_bytes() == before
