"""Ids may begin alike: what belongs to P1 is told from what belongs to P10 and P1_b."""

from pathlib import Path

import pytest

from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.release import release
from ipstranscribe.workflow.withdraw import remove_originals, withdraw
from tests.studies import ROLE, WHEN, exporting, founded, ready, transcript

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

BY_HAND = {
    "exports/P10_and_P1.csv": False,
    "exports/P10/notes.txt": True,
    "exports/P10/P1.txt": False,
    "exports/P1/notes.txt": False,
    "exports/everybody.csv": False,
    "shared/P10_P1_compared.csv": False,
    "shared/P1_b/notes.txt": True,
    "restricted/reidentified/P10_and_P1.txt": False,
    "restricted/transcripts/P1/scan.txt": False,
    "restricted/transcripts/P10/scan.txt": True,
    "restricted/transcripts/P10_and_P1.txt": True,
    "restricted/consents.txt": True,
}
"""Files that people put there, and whether they stay when P1 withdraws: what holds originals of several is only listed."""


OTHERS = ("P10", "P1_b_", "P1_b.")
"""How names of files of P10 and P1_b begin; `P1_by_question.docx` is P1's."""


def test_who_withdraws_takes_nobody_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what was made of the interviews of others goes, nor their originals."""
    monkeypatch.setenv("IPSTRANSCRIBE_PASSPHRASE", "a passphrase for tests")
    study = exporting(founded(tmp_path / "study", TABLES), formats=("docx", "xlsx", "csv"))
    for interview, said in SAID.items():
        text = transcript(interview, interview, said).model_copy(update={"corrected": True})
        storage.write(study.transcript(interview), text, private=True)
    ready(study)
    release(Study.open(study.root), ROLE, WHEN)
    for name in BY_HAND:
        storage.write_bytes(study.root / name, b"written by hand", private=True)
    before = _files(study)
    withdraw(Study.open(study.root), "P1", by=ROLE, when=WHEN)
    done = remove_originals(Study.open(study.root), "P1", by=ROLE, when=WHEN)
    after, remaining = _files(study), {original.where for original in done.remaining}
    others = {name for name in before if name.rsplit("/", 1)[-1].startswith(OTHERS) and name not in BY_HAND}
    assert len(others) > 12
    assert others <= after
    assert {name for name in BY_HAND if name in after} == {name for name, stays in BY_HAND.items() if stays}
    assert remaining == {"restricted/transcripts/P10_and_P1.txt", "restricted/consents.txt"}
    assert not {name for name in after - others - BY_HAND.keys() if name.rsplit("/", 1)[-1].startswith("P1")}


def _files(study: Study) -> set[str]:
    return {path.relative_to(study.root).as_posix() for path in study.root.rglob("*") if path.is_file()}
