"""A release is of one moment: the passphrase is asked for first, and what changes after that is not released."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Decision, PseudonymizedTranscript
from ipstranscribe.pseudonymize.entities.decisions import merge_decisions
from ipstranscribe.study import atomic_folder, audit_log, passphrases, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import release as releasing
from ipstranscribe.workflow.release import release
from ipstranscribe.workflow.review_identifiers import decisions_of
from tests.studies import ROLE, TEST_PASSPHRASE, WHEN, founded, ready, transcript

TABLES = {"interviews": "id,participant,recordings\nP1,P1,\n", "participants": "id,name\nP1,Hanne Nordmo\n"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of one interview in which everything is approved."""
    folder = tmp_path_factory.mktemp("made")
    opened = founded(folder / "my study", TABLES)
    storage.write(opened.transcript("P1"), transcript("P1", "P1", "Well, the spring was wet."), private=True)
    ready(opened)
    return folder


def other_guide(study: Study) -> None:
    text = study.guide.read_text(encoding="utf-8")
    study.guide.write_text(text.replace('text = "', 'text = "Unseen: ', 1), encoding="utf-8")


def other_decision(study: Study) -> None:
    new = Decision(form="spring", verdict="accept", by=ROLE, when=WHEN)
    storage.write(study.decisions, merge_decisions(decisions_of(study), [new]), private=True)


def other_transcript(study: Study) -> None:
    storage.write(study.transcript("P1"), transcript("P1", "P1", "Well, the autumn was Unseen."), private=True)


def other_text(study: Study) -> None:
    text = storage.read(study.pseudonymized("P1"), PseudonymizedTranscript)
    turns = (*text.turns[:-1], text.turns[-1].model_copy(update={"text": "Unseen."}))
    storage.write(study.pseudonymized("P1"), text.model_copy(update={"turns": turns}))


def other_title(study: Study) -> None:
    path = study.root / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Back to work", "Unseen"), encoding="utf-8")


CHANGES = (other_guide, other_decision, other_transcript, other_text, other_title)


class Typist:
    """Somebody who takes a while to type the passphrase, in which something happens."""

    def __init__(self, happens: Callable[[], None]) -> None:
        self.happens = happens

    def hear(self, event: events.Event) -> None:
        """Say nothing."""

    def answer(self, question: events.UserQuestion) -> str | None:
        """Type it, when that has happened."""
        self.happens()
        return TEST_PASSPHRASE


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_while_the_passphrase_is_typed_is_not_released(
    study: Study, monkeypatch: pytest.MonkeyPatch, change: Callable[[Study], None]
) -> None:
    """The study was read before, as commands do that look it over first."""
    assert study.interviews
    assert study.config
    monkeypatch.delenv(passphrases.PASSPHRASE)
    with events.listening(Typist(lambda: change(study))), pytest.raises(UserError) as refused:
        release(study, ROLE, WHEN)
    assert refused.value.code is ExitCode.REFUSED
    assert not study.shared.exists()


def after(function: Callable[..., object], change: Callable[[], None]) -> Callable[..., object]:
    """`function`, and then the change."""

    def both(*args: object, **kwargs: object) -> object:
        result = function(*args, **kwargs)
        change()
        return result

    return both


MOMENTS = {
    "after the approvals were looked at": (releasing, "full_key"),
    "while documents are made": (releasing, "files_of_release"),
    "while the gate searches": (releasing, "gate_verdict"),
    "after the log was written": (releasing.audit_log, "write"),
}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS.keys())
@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_before_the_exchange_stops_it(
    study: Study, monkeypatch: pytest.MonkeyPatch, change: Callable[[Study], None], moment: tuple[object, str]
) -> None:
    """What was released before stays, and the log does not tell of a release that there was not."""
    release(study, ROLE, WHEN)
    before = {path.name: path.read_bytes() for path in study.shared.iterdir()}
    logged = audit_log.read(study)
    done: list[bool] = []
    where, name = moment

    def once() -> None:
        if not done:
            done.append(True)
            change(study)

    monkeypatch.setattr(where, name, after(getattr(where, name), once))
    with pytest.raises(UserError, match="Changed while the release was made") as refused:
        release(study, ROLE, WHEN)
    assert refused.value.code is ExitCode.REFUSED
    assert "Unseen" not in f"{refused.value.what}{refused.value.fix}"
    assert {path.name: path.read_bytes() for path in study.shared.iterdir()} == before
    assert audit_log.read(study) == logged


def test_a_change_that_was_taken_back_meanwhile_is_seen_as_well(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody may have read what stood there in between."""
    content = study.guide.read_bytes()

    def there_and_back() -> None:
        other_guide(study)
        study.guide.write_bytes(content)

    monkeypatch.setattr(releasing, "files_of_release", after(releasing.files_of_release, there_and_back))
    with pytest.raises(UserError, match=r"Changed while the release was made: guide\.toml"):
        release(study, ROLE, WHEN)


def test_a_passphrase_is_not_asked_for_where_the_key_is_gone(study: Study, tmp_path: Path) -> None:
    for path in tmp_path.glob("*.age"):
        path.unlink()

    def never() -> None:
        raise AssertionError("asked")

    with events.listening(Typist(never)), pytest.raises(UserError) as refused:
        release(study, ROLE, WHEN)
    assert refused.value.code is ExitCode.KEY


def test_an_exchange_that_somebody_is_not_sure_of_leaves_the_old_folder(tmp_path: Path) -> None:
    place = tmp_path / "shared"
    atomic_folder.replace(place, {"a.txt": b"old"})

    def unsure() -> None:
        raise UserError("No.", "Look.")

    with pytest.raises(UserError, match="No"):
        atomic_folder.replace(place, {"a.txt": b"new"}, unsure)
    assert (place / "a.txt").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["shared"]
