"""What a transcript was before is kept for drafts that were made from it, once and for the owner only."""

from pathlib import Path

import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.model import MadeBy, Transcript
from ipstranscribe.study import storage, transcript_versions
from ipstranscribe.study.folder import Study
from ipstranscribe.study.transcript_versions import find, has_earlier, store, version_of
from tests.studies import founded
from tests.studies import transcript as told

TABLES = {"interviews": "id,participant,recordings\nP1,P1,\nP1_b,P1,\n", "participants": "id,name\nP1,Hanne Nordmo\n"}


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return founded(tmp_path / "study", TABLES)


def transcript(said: str, interview: str = "P1") -> Transcript:
    return told(interview, "P1", said)


def kept(study: Study) -> set[str]:
    return {path.name for path in study.transcript_version("P1", "").parent.glob("*")}


def test_a_version_is_what_a_draft_is_made_of() -> None:
    """Not who or what made it; words, labels and times are."""
    one = transcript("It was hard.")
    assert version_of(one) == version_of(one.model_copy(update={"corrected": True}))
    assert version_of(one) == version_of(one.model_copy(update={"made_by": MadeBy(program="x", inputs="y")}))
    assert version_of(one) != version_of(transcript("It was hard!"))
    assert version_of(one) != version_of(transcript("It was hard.", "P1_b"))
    assert set(version_of(one)) <= set("0123456789abcdef")


def test_what_is_replaced_is_kept_and_what_is_current_is_not(study: Study) -> None:
    first, second = transcript("one"), transcript("two")
    assert store(study, first) is None
    assert kept(study) == set()
    assert store(study, first.model_copy(update={"corrected": True})) is None
    path = store(study, second)
    assert path == study.transcript_version("P1", version_of(first))
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert find(study, "P1", version_of(first)) == first.model_copy(update={"corrected": True})
    assert find(study, "P1", version_of(second)) == second
    store(study, first)
    assert kept(study) == {f"P1_{version_of(second)}.json"}


def test_versions_of_interviews_whose_ids_begin_alike_are_told_apart(study: Study) -> None:
    store(study, transcript("one", "P1_b"))
    store(study, transcript("two", "P1_b"))
    assert (has_earlier(study, "P1"), has_earlier(study, "P1_b")) == (False, True)
    assert find(study, "P1", version_of(transcript("one", "P1_b"))) is None


def test_a_damaged_version_is_no_version(study: Study) -> None:
    """One that is kept is reported; one that is stored is put right by what takes its place."""
    first, second = transcript("one"), transcript("two")
    store(study, first)
    store(study, second).write_text("{", encoding="utf-8")  # type: ignore[union-attr]
    with pytest.raises(UserError):
        find(study, "P1", version_of(first))
    study.transcript("P1").write_text("{", encoding="utf-8")
    assert store(study, second) is None
    assert storage.read(study.transcript("P1"), Transcript) == second


def test_nothing_is_kept_of_what_cannot_be_stored(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """The version of before is kept first, so that it is never lost."""
    first, second = transcript("one"), transcript("two")
    store(study, first)
    written = storage.write

    def full(path: Path, value: Transcript, *, private: bool = False) -> None:
        if path == study.transcript("P1"):
            raise UserError("full", "")
        written(path, value, private=private)

    monkeypatch.setattr(transcript_versions.storage, "write", full)
    with pytest.raises(UserError):
        store(study, second)
    assert storage.read(study.transcript("P1"), Transcript) == first
    assert find(study, "P1", version_of(first)) == first
