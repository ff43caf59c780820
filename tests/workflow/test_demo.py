"""The sample study left to a person: `demo --by-hand` runs the stages once, and decides, approves and releases nothing."""

from pathlib import Path

import pytest

from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import approvals, audit_log, passphrases
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import demo
from ipstranscribe.workflow.review_identifiers import decisions_of
from ipstranscribe.workflow.transcribe import Engines
from tests.transcribe.engine import ScriptedEngine

pytestmark = pytest.mark.models  # which voice speaks is asked of a real model


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The study that it leaves, made with words that are scripted and with rules alone; and what it said."""
    root, said = tmp_path_factory.mktemp("demo") / "study", []
    real = demo.run.run
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(passphrases.PASSPHRASE, raising=False)
        patch.setattr(Engines, "get", lambda self, settings: ScriptedEngine())
        patch.setattr(demo.run, "run", lambda study: real(study, rules_only=True, lexical=True))
        patch.setattr(events, "notice", said.append)
        demo.run_demo(root, by_hand=True)
    return root, said


def test_everything_is_made_once_and_nothing_decided_approved_or_released(by_hand: tuple[Path, list[str]]) -> None:
    root, said = by_hand
    study = Study.open(root)
    assert [one.id for one in study.interviews] == ["P1", "P2", "P3"]
    for one in study.interviews:
        assert study.transcript(one.id).exists()
        assert study.pseudonymized(one.id).exists()
        assert study.units(one.id).exists()
    assert list(study.exports.iterdir())
    assert not decisions_of(study).decisions
    assert not approvals.read(study).approvals
    assert not [path for path in study.shared.rglob("*") if path.is_file()]
    assert not [entry for entry in audit_log.read(study) if entry.what.startswith(("approved", "released"))]
    assert said[-1] == "The rest is yours: `ipstranscribe review`, and then `ipstranscribe release --by ROLE`."
    assert not any(line.startswith(("2.", "3.", "4.")) for line in said)


def test_the_study_stands_alone_with_its_key_beside_it(by_hand: tuple[Path, list[str]]) -> None:
    root, _ = by_hand
    assert root.with_name("study.key.age").exists()
    assert "sample-study.key.age" not in (root / "study.toml").read_text(encoding="utf-8")
    assert (root / "decisions.csv").exists()  # for who wants to see what the finished sample decides


def test_a_folder_or_a_key_that_is_there_is_left_alone(by_hand: tuple[Path, list[str]], tmp_path: Path) -> None:
    root, _ = by_hand
    for by_hand_again in (True, False):
        with pytest.raises(UserError):
            demo.run_demo(root, by_hand=by_hand_again)
    (tmp_path / "new.key.age").write_bytes(b"a key of somebody")
    with pytest.raises(UserError) as refused:
        demo.run_demo(tmp_path / "new", by_hand=True)
    assert refused.value.code == ExitCode.CANNOT_WRITE
    assert not (tmp_path / "new").exists()
