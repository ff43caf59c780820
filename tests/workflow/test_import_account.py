"""`import transcript` tells what it read; with `--preview` it shows the first turns and stores nothing."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ipstranscribe.cli import app
from ipstranscribe.errors import ExitCode
from ipstranscribe.model import Transcript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from tests.review.transcript.returned_draft import saved
from tests.studies import founded

TALK = "".join(
    f"{n}\n00:00:{n * 3:02},000 --> 00:00:{n * 3 + 2:02},000\n{label}: {said}\n\n"
    for n, (label, said) in enumerate(
        [("Kari Moe", "Who helped you?"), ("Hanne Nordmo", "Somebody from Kvistebo.")] * 6, 1
    )
)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return founded(
        tmp_path / "my-study",
        {"interviews": "id,participant,recordings\nP1,P1,\n", "participants": "id,name\nP1,Hanne Nordmo\n"},
    )


def imported(study: Study, path: Path, *options: str) -> tuple[int, str]:
    words = ["import", "transcript", "P1", str(path), "--study", str(study.root), *options]
    result = CliRunner().invoke(app, words)
    return result.exit_code, result.output


def files(study: Study) -> set[Path]:
    return {path for path in study.root.rglob("*") if path.is_file()}


def test_what_was_read_is_told_without_a_word_of_it(study: Study, tmp_path: Path) -> None:
    """Turns, words and times by our labels; what is no talk by number and reason."""
    text = f"a heading\n\n{TALK}".replace("00:00:14,000", "00:00:01,000")
    code, shown = imported(study, saved(tmp_path, text.encode(), "a.srt"))
    assert code == 0, shown
    cells = [line.split() for line in shown.splitlines()]
    assert ["I", "interviewer", "(not", "shown)", "6", "18", "00:00:03", "00:00:35"] in cells
    assert ["P1", "participant", "(not", "shown)", "6", "18", "00:00:06", "00:00:38"] in cells
    assert "before the first turn, left out" in shown
    assert ["read", "in", "spite", "of", "a", "fault", "1", "cue", "4"] in cells
    assert not {"Kari", "Hanne", "Kvistebo", "heading"} & set(shown.replace(".", " ").split())


def test_a_preview_shows_ten_turns_and_stores_nothing(study: Study, tmp_path: Path) -> None:
    """With what was said, by our labels; it says so, and how to go on. The import itself then stores all of it."""
    path, before = saved(tmp_path, TALK.encode(), "a.srt"), files(study)
    code, shown = imported(study, path, "--preview")
    assert code == 0, shown
    assert files(study) == before
    assert shown.count("Somebody from Kvistebo.") == 5
    assert "P1-010" in shown
    assert "P1-011" not in shown
    assert "2 more turns" in shown
    assert "Nothing was stored" in shown
    assert "--preview" in shown
    assert "Kari" not in shown
    assert imported(study, path)[0] == 0
    assert len(storage.read(study.transcript("P1"), Transcript).turns) == 12


def test_a_preview_is_refused_where_the_import_would_be(study: Study, tmp_path: Path) -> None:
    path = saved(tmp_path, TALK.encode(), "a.srt")
    assert imported(study, path)[0] == 0
    other = saved(tmp_path, TALK.replace("helped", "saw").encode(), "b.srt")
    assert imported(study, other, "--preview")[0] == ExitCode.REFUSED
    assert imported(study, other, "--preview", "--overwrite")[0] == 0
    assert "helped" in storage.read(study.transcript("P1"), Transcript).turns[0].text


def test_a_long_turn_is_cut_in_a_preview(study: Study, tmp_path: Path) -> None:
    """And says how much of it is not shown."""
    path = saved(tmp_path, ("I: Who?\nP1: " + "well " * 500 + "\nI: So.\nP1: Yes.").encode(), "a.txt")
    code, shown = imported(study, path, "--preview")
    assert code == 0, shown
    assert shown.count("well") < 100
    assert "more words)" in shown


def test_a_passage_of_several_speakers_is_a_place_to_listen_to(study: Study, tmp_path: Path) -> None:
    """WhisperX labels words; where those of one segment disagree, a person should hear who speaks."""
    words = [
        {"word": "Who?", "start": 0, "end": 1, "speaker": "A"},
        {"word": "Me.", "start": 1, "end": 2, "speaker": "B"},
    ]
    first = {"start": 0, "end": 2, "text": "Who? Me.", "words": words}
    text = json.dumps({"segments": [first, {"start": 3, "end": 4, "text": "I see.", "speaker": "A"}]})
    assert imported(study, saved(tmp_path, text.encode(), "a.json"), "--interviewer", "A", "--participant", "B")[0] == 0
    (concern,) = storage.read(study.transcript("P1"), Transcript).concerns
    assert (concern.kind, concern.start, concern.end, concern.turn) == ("uncertain_speaker", 0, 2, "P1-002")
