"""The snapshot: everything that a release reads, by checksum and time of writing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ipstranscribe.study import snapshot, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.study.snapshot import StudySnapshot
from tests.studies import founded, transcript

TABLES = {"interviews": "id,participant,recordings\nP1,P1,\n", "participants": "id,name\nP1,Hanne Nordmo\n"}


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return founded(tmp_path / "study", TABLES)


def written(path: Callable[[Study], Path]) -> Callable[[Study], None]:
    return lambda study: storage.write_bytes(path(study), b"{}", private=True)


CHANGES: dict[str, tuple[Callable[[Study], None], bool]] = {
    "guide.toml": (lambda study: study.guide.write_text("x"), True),
    "study.toml": (lambda study: (study.root / "study.toml").write_text("x"), True),
    "the table people": (lambda study: (study.restricted / "people.csv").write_text("x"), True),
    "the decisions on identifiers": (written(lambda study: study.decisions), True),
    "the list of who has withdrawn": (written(lambda study: study.withdrawals), True),
    "the pseudonymized text of P1": (written(lambda study: study.pseudonymized("P1")), True),
    "the units of P1": (written(lambda study: study.units("P1")), True),
    "the decisions on units of P1": (written(lambda study: study.units_by_hand("P1")), True),
    "the transcript of P1": (
        lambda study: storage.write(study.transcript("P1"), transcript("P1", "P1", "Yes."), private=True), False,
    ),
    "the identifiers of P1": (written(lambda study: study.identifiers("P1")), False),
    "the approvals": (written(lambda study: study.approvals), False),
    "the log": (written(lambda study: study.log), False),
}  # fmt: skip
"""What changes → how, and whether what a release would write depends on it."""


@pytest.mark.parametrize(("name", "change", "decides"), [(n, *c) for n, c in CHANGES.items()], ids=CHANGES)
def test_each_change_is_told_by_what_it_is(
    study: Study, name: str, change: Callable[[Study], None], *, decides: bool
) -> None:
    before, made_from = StudySnapshot.take(study), snapshot.fingerprint(study)
    assert before.changed(study) == ()
    change(study)
    assert before.changed(study) == (name,)
    assert (snapshot.fingerprint(study) != made_from) == decides
    assert before.changed(study, logged=True) == (() if name == "the log" else (name,))


def test_a_file_that_was_changed_and_changed_back_is_not_as_it_was(study: Study) -> None:
    before, made_from, content = StudySnapshot.take(study), snapshot.fingerprint(study), study.guide.read_bytes()
    study.guide.write_bytes(b"x")
    study.guide.write_bytes(content)
    assert before.changed(study) == ("guide.toml",)
    assert snapshot.fingerprint(study) == made_from
