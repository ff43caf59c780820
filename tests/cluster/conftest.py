"""A study with recordings of some minutes, whose words are told by an engine without a model."""

import os
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipstranscribe.study.folder import Study
from ipstranscribe.weights import registry
from tests.conftest import SAMPLES
from tests.studies import founded

IDS = ("P1", "P2", "P3")
TABLES = {
    "interviews": "id,participant,recordings,language\n" + "".join(f"{one},{one},{one}.wav,en\n" for one in IDS),
    "participants": "id,name\nP1,Torbjorg Zzquist\nP2,Ola Lie\nP3,Kari Moe\n",
}


@pytest.fixture(autouse=True)
def the_umask_of_this_process() -> Iterator[None]:
    """A worker sets its own, here that of all tests which follow."""
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    """Three interviews of 100 seconds: five windows or more to decode, one voice."""
    monkeypatch.setattr(registry, "checksum", lambda name: "c0ffee")
    study = founded(tmp_path / "study", TABLES)
    config = study.root / "study.toml"
    settings = config.read_text(encoding="utf-8").replace("speakers = 2", "speakers = 1", 1)
    config.write_text(settings, encoding="utf-8")
    with wave.open(str(SAMPLES / "extra" / "P2_first_20s.wav")) as talk:
        said, form = talk.readframes(talk.getnframes()), talk.getparams()
    for number, one in enumerate(IDS):
        with wave.open(str(study.restricted / "recordings" / f"{one}.wav"), "wb") as file:
            file.setparams(form)
            file.writeframes(said * 5 + bytes(320 * number))
    return Study.open(study.root)
