"""Small studies that start from transcripts: founded, run by rules, decided and approved. Their keys open at once."""

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_args

from ipstranscribe.choices import FormatName, ProgramName
from ipstranscribe.model import MadeBy, PseudonymizedTranscript, Speaker, Transcript, Turn
from ipstranscribe.study import approvals, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import pseudonymize_inputs
from ipstranscribe.workflow.approve import approve
from ipstranscribe.workflow.init import create_study
from ipstranscribe.workflow.run import run

ROLE, WHEN = "investigator", "2026-11-22T10:00+01:00"
TEST_PASSPHRASE = "seven blue teapots"
"""What the keys of all studies in tests are sealed with; `conftest` puts it into the environment."""


HANNE_AND_OLA = {
    "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
    "participants": "id,name\nP1,Hanne Nordmo\nP2,Ola Lie\n",
}
"""The tables of a study of two interviews without recordings."""


def transcript(interview: str, participant: str, said: str) -> Transcript:
    """A question and an answer."""
    return Transcript(
        interview=interview,
        language="en",
        speakers=(Speaker(label="I", role="interviewer"), Speaker(label=participant, role="participant")),
        turns=(
            Turn(id=f"{interview}-001", speaker="I", text="How was it to be back at work?"),
            Turn(id=f"{interview}-002", speaker=participant, text=said),
        ),
        made_by=MadeBy(program="a test", inputs=""),
    )


def founded(root: Path, tables: Mapping[str, str]) -> Study:
    """A new study with these tables (name → csv); its key lies beside it, and it exports csv, which is quickly written."""
    create_study(root, "Back to work", "en")
    settings = (root / "study.toml").read_text(encoding="utf-8")
    (root / "study.toml").write_text(f'key = "../study.key.age"\n{settings}', encoding="utf-8")
    for name, rows in tables.items():
        (root / "restricted" / f"{name}.csv").write_text(rows, encoding="utf-8")
    return exporting(Study.open(root), formats=("csv",))


def telling(root: Path, tables: Mapping[str, str], said: Mapping[str, str]) -> Study:
    """A new study with these tables, and a transcript of a question and an answer (interview → what was `said`) for each."""
    study = founded(root, tables)
    for interview, text in said.items():
        storage.write(study.transcript(interview), transcript(interview, interview, text), private=True)
    return study


def in_everything(study: Study, coders: Sequence[str] = ()) -> Study:
    """The study with settings that ask for every format and program, and a folder for each of `coders`."""
    return exporting(study, formats=get_args(FormatName), programs=get_args(ProgramName), coders=coders)


def exporting(study: Study, **lists: Sequence[str]) -> Study:
    """The study with settings that ask for these `formats`, `programs` and `coders`."""
    told = "".join(f"{name} = {list(names)}\n" for name, names in lists.items())
    path = study.root / "study.toml"
    path.write_text(re.sub(r"formats = .*\n", told, path.read_text(encoding="utf-8")), encoding="utf-8")
    return Study.open(study.root)


def copied(made: Path, to: Path) -> Study:
    """A copy in `to` of a study that was made once, its key beside it: to be changed at will."""
    shutil.copytree(made, to, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.folders"))  # it stands alone
    (place,) = to.glob("*/study.toml")
    return Study.open(place.parent)


def without_records(study: Study) -> None:
    """Let the study be as version 0.1.0 left it: no record of inputs, and every pseudonymized text names the fingerprint."""
    ids = [one.id for one in study.interviews]
    inputs = pseudonymize_inputs.first_inputs(study, ids, study.pseudonymize_settings(rules_only=True), {})
    for one in ids:
        text = storage.read(study.pseudonymized(one), PseudonymizedTranscript)
        made_by = text.made_by.model_copy(update={"inputs": inputs})
        storage.write(study.pseudonymized(one), text.model_copy(update={"made_by": made_by}))
    shutil.rmtree(study.work / "inputs")


def ready(study: Study) -> None:
    """Everything made, decided and approved; what is suggested is accepted."""
    for _ in range(2):
        assert not run(study, rules_only=True, lexical=True).failures
        for interview in study.interviews:
            for what in approvals.STAGES[:2]:
                approve(study, interview.id, what, by=ROLE, when=WHEN, accept_pending=True)
    assert not run(study, rules_only=True, lexical=True).failures
    for interview in study.interviews:
        for what in approvals.STAGES:
            approve(study, interview.id, what, by=ROLE, when=WHEN)
