"""A step is done only if its inputs have changed; its task is a value that can be done in another process."""

import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from ipstranscribe import guide as guides
from ipstranscribe.errors import UserError
from ipstranscribe.model import Cast, Decisions, Key, MadeBy, Participant, PseudonymizedTranscript, Units
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.pseudonymize.inputs import PriorKnowledge
from ipstranscribe.pseudonymize.results import Pseudonymized
from ipstranscribe.settings import PseudonymizeSettings, SplitSettings, TranscribeSettings
from ipstranscribe.split.stage import NO_EARLIER_UNITS
from ipstranscribe.study import storage
from ipstranscribe.workflow.pseudonymize import PseudonymizeTask
from ipstranscribe.workflow.split import LazyVectors, SplitInputs, SplitTask
from ipstranscribe.workflow.step import Step
from ipstranscribe.workflow.transcribe_task import TranscribeTask
from tests.studies import transcript

UNITS = Units(interview="P1", asked=(), units=(), made_by=MadeBy(program="a test", inputs="these"))


def step(path: Path, inputs: str, done: list[str], beside: tuple[Path, ...] = ()) -> Step[Units]:
    """A step that stores units at `path` and notes in `done` that it worked."""

    def work() -> Units:
        done.append(inputs)
        return UNITS.model_copy(update={"made_by": MadeBy(program="a test", inputs=inputs)})

    return Step(inputs, (path,), Units, work, lambda units: storage.write(path, units), beside)


STORED = [
    # what is stored was made from, what there is now, whether the step is done
    (None, "these", True),
    ("these", "these", False),
    ("these", "those", True),
]


@pytest.mark.parametrize(("before", "now", "done"), STORED)
def test_a_step_is_done_if_its_inputs_have_changed(tmp_path: Path, before: str | None, now: str, done: bool) -> None:
    path, worked = tmp_path / "units.json", []
    if before:
        step(path, before, []).do()
    assert step(path, now, worked).do() == done
    assert worked == ([now] if done else [])
    assert step(path, now, worked).is_up_to_date()


def test_what_has_to_lie_beside_is_made_again(tmp_path: Path) -> None:
    path, worked = tmp_path / "units.json", []
    step(path, "these", []).do()
    assert step(path, "these", worked, beside=(tmp_path / "draft.docx",)).do()
    (tmp_path / "draft.docx").touch()
    assert not step(path, "these", worked, beside=(tmp_path / "draft.docx",)).do()


def test_it_can_be_done_anew(tmp_path: Path) -> None:
    path, worked = tmp_path / "units.json", []
    step(path, "these", []).do()
    assert step(path, "these", worked).do(anew=True)
    assert worked == ["these"]


def test_work_that_breaks_off_stores_nothing_and_a_damaged_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "units.json"
    broken = Step("these", (path,), Units, lambda: 1 / 0, lambda _: path.touch())  # type: ignore[arg-type]
    with pytest.raises(ZeroDivisionError):
        broken.do()
    assert not path.exists()
    path.write_text("{", encoding="utf-8")
    with pytest.raises(UserError, match="damaged"):
        step(path, "these", []).do()


# --- tasks in another process ------------------------------------------------------------------------------------------


def pseudonymize_task() -> PseudonymizeTask:
    people = (Participant(id="P1", name="Hanne Nordmo"),)
    known = PriorKnowledge(Roster.of((), people, ()), Key(study="a-test"), Decisions())
    said = transcript("P1", "P1", "Then Hanne Nordmo came.")
    return PseudonymizeTask((said,), (people,), known, PseudonymizeSettings(rules_only=True), {"P1": "inputs"}, {})


def split_task(text: PseudonymizedTranscript) -> SplitTask:
    guide = guides.parse('title = "x"\nlanguage = "en"\n[[question]]\nid = "Q1"\ntext = "How was it?"\n')
    return SplitTask(text, guide, SplitSettings(lexical=True), SplitInputs("inputs", {}), NO_EARLIER_UNITS)


def elsewhere(task: bytes) -> bytes:
    """Do a pickled task, and pickle what comes of it."""
    opened = pickle.loads(task)  # what this test pickled itself
    return pickle.dumps(opened.run(LazyVectors()) if isinstance(opened, SplitTask) else opened.run())


def test_tasks_give_the_same_in_another_process() -> None:
    here = pseudonymize_task().run()
    assert isinstance(here, Pseudonymized)
    text = here.transcripts["P1"]
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        there = pickle.loads(pool.submit(elsewhere, pickle.dumps(pseudonymize_task())).result())
        units = pickle.loads(pool.submit(elsewhere, pickle.dumps(split_task(text))).result())
    assert there.transcripts == here.transcripts
    assert there.key == here.key
    assert units == split_task(text).run(LazyVectors())


def test_what_to_transcribe_is_a_value(tmp_path: Path) -> None:
    task = TranscribeTask("P1", Cast.of("P1"), TranscribeSettings(), tmp_path, (tmp_path / "a.wav",), names=("Nordmo",))
    assert pickle.loads(pickle.dumps(task)) == task
