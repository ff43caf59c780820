"""The sound of an interview: made once, in a thread of its own, and played in parts by a ticket."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ipstranscribe import events
from ipstranscribe.study.folder import Study
from ipstranscribe.web.sound import Sounds
from ipstranscribe.workflow import listening_copy
from tests.conftest import SAMPLES
from tests.studies import telling
from tests.web.desk import Answer, Desk

PATIENCE = 60.0
TABLES = {
    "interviews": "id,participant,recordings,language\nP1,P1,P1.wav,en\nP2,P2,P2.wav,en\nP3,P3,,en\nP4,P4,P4.wav,en\n",
    "participants": "id,name,branch\nP1,Kari Moen,\nP2,Hanne Nordmo,\nP3,Ola Berg,\nP4,Liv Dahl,\n",
}


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """A study with a recording that sounds (P1), one that is damaged (P2), none (P3), and one that is not there (P4)."""
    place = tmp_path_factory.mktemp("heard")
    study = telling(place / "study", TABLES, dict.fromkeys(("P1", "P2", "P3", "P4"), "It was fine."))
    sound = (SAMPLES / "extra" / "P2_first_20s.wav").read_bytes()
    (study.restricted / "recordings" / "P1.wav").write_bytes(sound)
    (study.restricted / "recordings" / "P2.wav").write_bytes(b"RIFF" + bytes(500))
    return study


@pytest.fixture
def page(heard: Study) -> Iterator[Desk]:
    desk = Desk(heard).enter()
    yield desk
    desk.end()


def waited_for(desk: Desk, interview: str) -> Any:
    """What the page is told once nothing is being made any more."""
    until = time.monotonic() + PATIENCE
    while (told := desk.ask("sound", interview=interview).body)["state"] == "making":
        assert time.monotonic() < until
        assert 0 <= told["progress"] <= 1
        time.sleep(0.05)
    return told


def played(desk: Desk, url: str, part: str) -> Answer:
    """What a player gets, which sends the cookie and no secret."""
    return desk.raw("GET", url, None, Cookie=desk.known["Cookie"], Range=part)


def test_the_copy_is_made_and_played_while_somebody_types(page: Desk) -> None:
    page.ask("open", interview="P1")
    first = page.ask("sound", interview="P1").body
    assert first["state"] in ("making", "ready")
    edit = {"kind": "text", "turn": "P1-002", "start": 0, "end": 0, "text": "And "}
    assert page.ask("edits", interview="P1", seq=1, edits=[edit]).status == 200
    told = waited_for(page, "P1")
    assert (told["state"], told["progress"]) == ("ready", 1.0)
    whole = played(page, told["url"], "bytes=0-")
    assert (whole.status, whole.headers["content-type"]) == (206, "audio/mp4")
    assert whole.content[4:8] == b"ftyp"
    assert played(page, told["url"], "bytes=100-199").content == whole.content[100:200]
    assert page.ask("sound", interview="P1").body["url"] == told["url"]
    page.ask("close", interview="P1", page="another")
    assert played(page, told["url"], "bytes=0-").status == 206
    page.ask("close", interview="P1")
    assert played(page, told["url"], "bytes=0-").status == 403


@pytest.mark.parametrize("interview", ["P3", "P4"])
def test_without_a_recording_there_is_no_sound(page: Desk, interview: str) -> None:
    assert page.ask("sound", interview=interview).body == {"state": "none", "progress": 0.0, "url": ""}


def test_what_cannot_be_read_is_told_and_tried_again(page: Desk, heard: Study) -> None:
    told = waited_for(page, "P2")
    assert (told["state"], told["url"]) == ("failed", "")
    assert "P2" in told["what"] and told["fix"]
    (heard.restricted / "recordings" / "P2.wav").write_bytes((heard.restricted / "recordings" / "P1.wav").read_bytes())
    assert waited_for(page, "P2")["state"] == "ready"


def test_a_copy_that_is_being_made_is_left_when_the_program_ends(
    page: Desk, heard: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(study: Study, _: object) -> Path:
        with events.progress("the sound of P4") as progress:
            while True:
                progress(0.5)
                time.sleep(0.01)

    (heard.restricted / "recordings" / "P4.wav").write_bytes((heard.restricted / "recordings" / "P1.wav").read_bytes())
    monkeypatch.setattr(listening_copy, "make", endless)
    assert page.ask("sound", interview="P4").body["state"] == "making"
    page.review.sounds.stop()
    (making,) = page.review.sounds._making.values()
    assert not making.thread.is_alive()
    page.review.sounds = Sounds()  # the end of the test stops once more
    (heard.restricted / "recordings" / "P4.wav").unlink()
