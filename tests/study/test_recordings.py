"""Recordings as they come, good and bad, through the command line with a real model."""

import wave
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from ipstranscribe.cli import app
from ipstranscribe.errors import ExitCode
from ipstranscribe.model import Transcript
from ipstranscribe.study import storage
from tests.conftest import SAMPLES

pytestmark = [pytest.mark.models, pytest.mark.usefixtures("whisper_base")]
TWENTY_SECONDS = SAMPLES / "extra" / "P2_first_20s.wav"


def transcribe(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["transcribe", "--language", "en", *map(str, words)])
    return result.exit_code, result.output


def test_a_plain_file_gets_a_draft_beside_it_and_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    sound = tmp_path / "interview æøå 1.wav"
    sound.write_bytes(TWENTY_SECONDS.read_bytes())
    assert transcribe(sound)[0] == 0
    draft, stored = tmp_path / "interview æøå 1_transcript_draft.docx", tmp_path / "interview æøå 1_transcript.json"
    assert "chair" in " ".join(turn.text for turn in storage.read(stored, Transcript).turns)
    before = draft.read_bytes()
    code, shown = transcribe(sound)
    assert (code, "--overwrite" in shown) == (ExitCode.CANNOT_WRITE, True)
    assert transcribe(sound, "--overwrite")[0] == 0
    assert draft.read_bytes() == before


def test_a_silent_recording_is_said_to_be_silent(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "silent.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(np.zeros(16000 * 8, np.int16).tobytes())
    code, shown = transcribe(tmp_path / "silent.wav")
    assert (code, "→" in shown) == (ExitCode.NOTHING_SAID, True)
    assert [p.name for p in tmp_path.iterdir()] == ["silent.wav"]


def test_a_truncated_mp3_is_heard_as_far_as_it_goes_and_that_is_said(tmp_path: Path) -> None:
    whole = (SAMPLES / "study" / "restricted" / "recordings" / "P2.mp3").read_bytes()
    (tmp_path / "cut.mp3").write_bytes(whole[: len(whole) // 8])
    assert transcribe(tmp_path / "cut.mp3")[0] == 0
    transcript = storage.read(tmp_path / "cut_transcript.json", Transcript)
    assert 15 < transcript.duration < 25
    assert len(transcript.turns) >= 2
    assert any("breaks off" in concern.why for concern in transcript.concerns)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    code, shown = transcribe(tmp_path / "nowhere.wav")
    assert (code, "nowhere.wav" in shown) == (ExitCode.BAD_INPUT, True)
