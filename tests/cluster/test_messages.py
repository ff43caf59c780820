"""What comes back is an answer to what was asked, or it is refused."""

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the extra `cluster` is not here")

from ipstranscribe.cluster.messages import WorkerAnswer, heard, task_from_json, task_to_json
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Cast, CastMember, MadeBy, Recording
from ipstranscribe.settings import TranscribeSettings
from ipstranscribe.study import storage
from ipstranscribe.weights import registry
from ipstranscribe.workflow.transcribe_task import TranscribeTask
from tests.studies import transcript

SETTINGS = TranscribeSettings(vocabulary=("Zzquist syndrome",), as_heard=("Klaus",), start=3.5)
PEOPLE = Cast(
    participants=(CastMember(label="P1", names=("Torbjorg Zzquist",)),),
    interviewers=("Nils Zzquist",),
    others=(CastMember(label="R", names=("Mor Zzquist",)),),
)
TASK = TranscribeTask(
    "P1",
    PEOPLE,
    SETTINGS,
    Path("/s/work/P1"),
    (Path("/s/a.wav"),),
    ("How is Ås?",),
    ("en",),
    ("Zzquist",),
    None,
    ("Zzquist",),
)


@pytest.fixture(autouse=True)
def _models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "checksum", lambda name: "c0ffee")


def test_a_task_is_the_same_at_the_other_end() -> None:
    assert task_from_json(task_to_json(TASK).encode()) == TASK


def test_without_words_a_task_names_nobody_and_is_told_from_one_with() -> None:
    bare = TASK.without_words()
    assert "Zzquist" not in task_to_json(bare)
    assert "Klaus" not in task_to_json(bare)
    assert bare.cast.ids == ("P1",)
    plain = TranscribeTask(
        "P1", bare.cast, bare.settings, bare.work, bare.recordings, bare.wording, bare.likely_languages
    )
    assert plain.inputs != bare.inputs


def answered(**changes: object) -> WorkerAnswer:
    said = transcript("P1", "P1", "We left.")
    told = said.model_copy(
        update={
            "recordings": (Recording(file="a.wav", sha256="ab", duration=1.0),),
            "made_by": MadeBy(program="x", inputs=replace(TASK, known_sums=("ab",)).inputs),
            **changes,
        }
    )
    return WorkerAnswer(transcript=storage.to_bytes(told).decode())


def test_an_answer_is_the_transcript_of_the_task() -> None:
    assert heard(answered(), TASK).turns[1].text == "We left."


@pytest.mark.parametrize("raw", ["{}", "[]", "nothing", '{"kind": "transcript", "version": 1, "data": {}}'])
def test_what_is_no_transcript_is_refused_and_not_quoted(raw: str) -> None:
    with pytest.raises(UserError) as refused:
        heard(WorkerAnswer(transcript=raw + " Zzquist"), TASK)
    assert "Zzquist" not in refused.value.what
    assert refused.value.code == ExitCode.WRONG_FILE


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"interview": "P2"}, "another interview"),
        ({"made_by": MadeBy(program="x", inputs="other weights")}, "another model or version"),
        ({"recordings": (Recording(file="a.wav", sha256="cd", duration=1.0),)}, "another model or version"),
    ],
)
def test_an_answer_to_something_else_is_refused(changes: dict[str, object], what: str) -> None:
    with pytest.raises(UserError, match=what):
        heard(answered(**changes), TASK)


def test_a_refusal_keeps_its_code_and_an_unknown_one_is_unexpected() -> None:
    for code, kept in ((11, ExitCode.NOTHING_SAID), (77, ExitCode.UNEXPECTED)):
        with pytest.raises(UserError) as refused:
            heard(WorkerAnswer(what="No speech.", fix="Listen.", code=code), TASK)
        assert (refused.value.what, refused.value.code) == ("No speech.", kept)
