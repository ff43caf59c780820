"""Ids may begin alike: what belongs to P1 is told from what belongs to P10 and P1_b."""

from pathlib import Path

import pytest

from ipstranscribe import store
from ipstranscribe.release.gate import interview_of
from ipstranscribe.steps.releasing import release
from ipstranscribe.steps.withdrawing import remove_originals, withdraw
from ipstranscribe.study import Study
from tests.studies import ROLE, WHEN, founded, ready, seal_cheaply, transcript

SAID = {
    "P1": "Oddvar drives a lorry in Brekkestad.",
    "P10": "I met Torgeir Valset in Lillehammer.",
    "P1_b": "Grete came from Vinje then.",
}
TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,P1.wav\nP10,P10,P10.wav\nP1_b,P1_b,P1_b.wav\n",
    "participants": "id,name,town\nP1,Hanne Nordmo,Brekkestad\nP10,Torgeir Valset,Lillehammer\nP1_b,Grete Moe,Vinje\n",
    "people": "name,aliases,role,of\nOddvar Moen,Oddvar,husband,P1\n",
}


@pytest.mark.parametrize(
    ("name", "interview"),
    [
        ("P1_units.csv", "P1"),
        ("P1/units.csv", "P1"),
        ("P1.json", "P1"),
        ("P1", "P1"),
        ("P10_units.csv", "P10"),
        ("P1_b_units.csv", "P1_b"),
        ("P1_before.csv", "P1"),
        ("P11_units.csv", None),
        ("p1_units.csv", None),
        ("coverage.csv", None),
        ("", None),
    ],
)
def test_whose_a_file_is(name: str, interview: str | None) -> None:
    """The longest id that a name begins with, up to a `_`, a `/`, a `.` or the end."""
    assert interview_of(name, ("P1", "P10", "P1_b")) == interview


def test_who_withdraws_takes_nobody_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what was made of the interviews of others goes, nor their originals."""
    seal_cheaply(monkeypatch)
    monkeypatch.setenv("IPSTRANSCRIBE_PASSPHRASE", "a passphrase for tests")
    study = founded(tmp_path / "study", TABLES)
    for interview, said in SAID.items():
        text = transcript(interview, interview, said).model_copy(update={"corrected": True})
        store.write(study.transcript(interview), text, private=True)
    ready(study)
    release(Study.open(study.root), ROLE, WHEN)
    before = _files(study)
    withdraw(Study.open(study.root), "P1", by=ROLE, when=WHEN)
    remove_originals(Study.open(study.root), "P1", by=ROLE, when=WHEN)
    after = _files(study)
    others = {name for name in before if name.rsplit("/", 1)[-1].startswith(("P10", "P1_b"))}
    assert len(others) > 12
    assert others <= after
    assert not {name for name in after - others if name.rsplit("/", 1)[-1].startswith("P1")}


def _files(study: Study) -> set[str]:
    return {path.relative_to(study.root).as_posix() for path in study.root.rglob("*") if path.is_file()}
