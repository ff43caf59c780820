"""Speakers corrected in every turn: a second swap swaps back, and one that is cut off leaves the old, or is finished."""

from pathlib import Path

import pytest

from ipstranscribe import events
from ipstranscribe.errors import UserError
from ipstranscribe.model import Transcript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.correct_speakers import correct_speakers
from ipstranscribe.workflow.word_draft import draft, is_draft_of
from tests.studies import telling

TABLES = {"interviews": "id,participant,recordings\nP1,P1,\n", "participants": "id,name\nP1,Henrik Solheim\n"}
SWAPS: dict[str, tuple[bool, tuple[tuple[str, str], ...]]] = {
    "a swap": (True, ()),
    "two labels": (False, (("I", "P1"), ("P1", "I"))),
}
"""The same correction, said in two ways."""


class CutOff(BaseException):
    """A kill, as far as a test in this process can have one: nothing of the program runs after it."""


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A question and an answer, and their draft."""
    made = telling(tmp_path / "study", TABLES, {"P1": "I walked the dog."})
    storage.write_bytes(made.draft("P1"), draft(stored(made), made, made.interviews[0]), private=True)
    return made


def stored(study: Study) -> Transcript:
    return storage.read(study.transcript("P1"), Transcript)


def labels(study: Study) -> list[str]:
    return [turn.speaker for turn in stored(study).turns]


def is_current(study: Study) -> bool:
    """Whether the draft is that of the stored transcript."""
    return is_draft_of(study.draft("P1").read_bytes(), stored(study), study, study.interviews[0])


def correct(study: Study, how: str) -> str | None:
    swap, renames = SWAPS[how]
    return correct_speakers(study, study.interviews[0], swap=swap, renames=renames)


def cut_off(monkeypatch: pytest.MonkeyPatch, at: int, *, done: bool) -> list[int]:
    """Let the `at`-th file that is put in its place be the last thing that happens; `done` tells whether it still is."""
    replace, count = Path.replace, [0]

    def replaced(path: Path, target: Path) -> Path:
        if Path(target).suffix not in (".json", ".docx"):  # what says who holds the lock
            return replace(path, target)
        count[0] += 1
        if count[0] == at and not done:
            raise CutOff
        moved = replace(path, target)
        if count[0] == at:
            raise CutOff
        return moved

    monkeypatch.setattr(Path, "replace", replaced)
    return count


@pytest.mark.parametrize("how", SWAPS)
def test_a_second_swap_swaps_back(study: Study, how: str) -> None:
    before = labels(study)
    correct(study, how)
    assert labels(study) == before[::-1]
    assert is_current(study)
    correct(study, how)
    assert labels(study) == before
    assert is_current(study)


@pytest.mark.parametrize("how", SWAPS)
@pytest.mark.parametrize(("at", "done"), [(at, done) for at in (1, 2, 3) for done in (False, True)])
def test_whenever_it_is_cut_off_the_same_command_leads_to_the_same_end(
    study: Study, how: str, at: int, done: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The earlier version, the transcript, the draft are written, in that order; the transcript is the old or the new one.

    Where the draft was still to be written, the same command writes it, and swaps nothing back.
    """
    before = labels(study)
    count = cut_off(monkeypatch, at, done=done)
    with pytest.raises(CutOff):
        correct(study, how)
    monkeypatch.undo()
    assert labels(study) in (before, before[::-1])
    assert count[0] == at
    finished = at == 3 and done  # nothing was left to do: then the same command is a second swap
    correct(study, how)
    assert labels(study) == (before if finished else before[::-1])
    assert is_current(study)
    assert not list(study.draft("P1").parent.glob("*corrected*"))  # nobody had edited the draft


def test_that_it_was_cut_off_is_told(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[events.Event] = []

    class Ear:
        def hear(self, event: events.Event) -> None:
            heard.append(event)

        def answer(self, question: events.UserQuestion) -> str | None:
            return None

    with events.listening(Ear()):
        cut_off(monkeypatch, 2, done=True)
        with pytest.raises(CutOff):
            correct(study, "a swap")
        monkeypatch.undo()
        correct(study, "a swap")
        correct(study, "a swap")
    assert [isinstance(one, events.Notice) and one.urgent and "cut off" in one.text for one in heard] == [True]


def test_a_draft_that_was_edited_before_the_cut_is_kept(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    edited = study.draft("P1").read_bytes() + b" "
    study.draft("P1").write_bytes(edited)
    cut_off(monkeypatch, 3, done=True)
    with pytest.raises(CutOff):
        correct(study, "a swap")
    monkeypatch.undo()
    correct(study, "a swap")
    assert edited in [copy.read_bytes() for copy in study.draft("P1").parent.glob("*corrected*")]
    assert is_current(study)


def test_another_correction_after_one_that_was_cut_off_is_made(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    before = labels(study)
    cut_off(monkeypatch, 2, done=True)
    with pytest.raises(CutOff):
        correct(study, "a swap")
    monkeypatch.undo()
    correct_speakers(study, study.interviews[0], swap=False, renames=(("I", "T"),))
    assert labels(study) == [{"I": "P1", "P1": "T"}[label] for label in before]
    assert is_current(study)


def test_a_draft_that_cannot_be_read_is_kept_and_written_anew(study: Study) -> None:
    study.draft("P1").write_bytes(b"no document")
    assert correct(study, "a swap")
    assert is_current(study)


def test_a_label_that_there_is_not_is_refused(study: Study) -> None:
    before = study.transcript("P1").read_bytes()
    with pytest.raises(UserError):
        correct_speakers(study, study.interviews[0], swap=False, renames=(("Z", "I"),))
    assert study.transcript("P1").read_bytes() == before
