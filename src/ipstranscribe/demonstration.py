"""The sample study, from recordings to released documents."""

import os
import shutil
from importlib.resources import files
from pathlib import Path

from ipstranscribe import approvals, console, pipeline, store, tables
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.pseudonymize.decisions import merged, read_table
from ipstranscribe.pseudonymize.key import PASSPHRASE
from ipstranscribe.steps.approving import approve
from ipstranscribe.steps.deciding import accept_pending, decisions_of
from ipstranscribe.steps.founding import keep_private, refuse_existing
from ipstranscribe.steps.releasing import release
from ipstranscribe.study import Study

WHEN = "2024-12-01T12:00+01:00"
"""When the people of the sample study are said to have decided and approved: a fixed time, so that reruns are alike."""


def demonstrate(root: Path) -> None:
    """Copy the sample study to `root`, do all four stages, apply the shipped decisions and approvals, and release."""
    refuse_existing(root)
    key = root.resolve().with_name(f"{root.resolve().name}.key.age")
    if key.exists():
        raise UserError(f"{key.name} exists already.", "Move it away, or choose another folder.", ExitCode.CANNOT_WRITE)
    os.environ.setdefault(PASSPHRASE, "sample study")  # the sample's key protects invented people only
    try:
        shutil.copytree(sample_study(), root, dirs_exist_ok=True)
    except OSError as error:
        raise store.cannot_write(root, error) from None
    keep_private(root / "restricted")
    settings = (root / "study.toml").read_text(encoding="utf-8").replace("sample-study.key.age", key.name)
    store.write_bytes(root / "study.toml", settings.encode())
    study = Study.open(root)
    _run(study, "1. Transcribe, pseudonymize, split, export")
    _decide(study)
    _run(study, "2. The same again, with what a person decided on identifiers")
    while sum(accept_pending(study, i.id, "principal investigator", WHEN) for i in study.interviews):
        _run(study, "   and with what was left undecided accepted: it stays replaced")
    console.say("3. Approve: what a person does after reading")
    rows = tables.read(study.root / "approvals.csv", ("interview", "what", "by"))
    for row in rows:
        for what in (w for w in approvals.STAGES if w == row["what"]):
            approve(study, row["interview"], what, by=row["by"], when=WHEN)
    console.say("4. Release through the gate")
    verdict = release(study, "principal investigator", WHEN)
    console.say(f"   {verdict.files} files looked through, no known identifier found.")
    _tell(study)


def sample_study() -> Path:
    """The folder of the sample study: inside the package, or in the checkout that the package is developed in."""
    for place in (
        Path(str(files("ipstranscribe"))) / "sample_study",
        Path(__file__).parents[2] / "sample_audio" / "study",
    ):
        if (place / "study.toml").is_file():
            return place
    raise UserError("The sample study is not there.", "Install ipstranscribe again.", ExitCode.BAD_STUDY)


def _run(study: Study, heading: str) -> None:
    console.say(heading)
    outcome = pipeline.run(study)
    if outcome.failures:
        raise UserError(f"Not done: {', '.join(outcome.failures)}.", "See the lines above.", ExitCode.INCOMPLETE)


def _decide(study: Study) -> None:
    decided = read_table(study.root / "decisions.csv", "principal investigator", WHEN)
    store.write(study.decisions, merged(decisions_of(study), decided), private=True)


def _tell(study: Study) -> None:
    console.say("\nDocuments that may be handed on:")
    for path in sorted(study.shared.iterdir()):
        console.say(f"  {path}")
    console.say(f"Drafts of the transcripts, with originals, not to be handed on: {study.draft('P1').parent}")
