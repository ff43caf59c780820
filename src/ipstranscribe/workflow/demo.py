"""The demo: runs the sample study from recordings to released documents."""

import os
from importlib.resources import files
from pathlib import Path

from ipstranscribe import events
from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import approvals, private_place, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.study.passphrases import PASSPHRASE
from ipstranscribe.workflow import run
from ipstranscribe.workflow.approve import approve
from ipstranscribe.workflow.import_decisions import import_decisions
from ipstranscribe.workflow.init import refuse_existing
from ipstranscribe.workflow.release import release
from ipstranscribe.workflow.review_identifiers import accept_pending

WHEN = "2024-12-01T12:00+01:00"
"""Time of all decisions and approvals in the sample study: fixed, so that reruns give the same result."""


def run_demo(root: Path, *, by_hand: bool = False) -> None:
    """Copy the sample study to `root`, run all four stages, apply the shipped decisions and approvals, and release.

    With `by_hand` it stops after the first run: to correct, decide and approve is left to the person.
    """
    refuse_existing(root)
    key = root.resolve().with_name(f"{root.resolve().name}.key.age")
    if key.exists():
        raise UserError(f"{key.name} exists already.", "Move it away, or choose another folder.", ExitCode.CANNOT_WRITE)
    os.environ.setdefault(PASSPHRASE, "only-invented-people")  # the sample's key protects invented people only
    sample = sample_study()
    for path in (one for one in sorted(sample.rglob("*")) if one.is_file()):
        name = path.relative_to(sample)
        storage.write_bytes(root / name, path.read_bytes(), private=name.parts[0] == storage.RESTRICTED)
    private_place.keep_private(root / "restricted")
    settings = (root / "study.toml").read_text(encoding="utf-8").replace("sample-study.key.age", key.name)
    storage.write_bytes(root / "study.toml", settings.encode())
    study = Study.open(root)
    _run(study, "1. Transcribe, pseudonymize, split, export")
    if by_hand:
        events.notice("The rest is yours: `ipstranscribe review`, and then `ipstranscribe release --by ROLE`.")
        return
    _decide(study)
    _run(study, "2. The same again, with what a person decided on identifiers")
    while _accept(study):
        _run(study, "   and with what was left undecided accepted: it stays replaced")
    _approve(study)
    events.notice("4. Release through the gate")
    verdict = release(study, "principal investigator", WHEN).verdict
    events.notice(f"   {verdict.files} files looked through, no known identifier found.")
    _tell(study)


def sample_study() -> Path:
    """The folder of the sample study: inside the package, or in the checkout that the package is developed in."""
    for place in (
        Path(str(files("ipstranscribe"))) / "sample_study",
        Path(__file__).parents[3] / "sample_audio" / "study",
    ):
        if (place / "study.toml").is_file():
            return place
    raise UserError("The sample study is not there.", "Install ipstranscribe again.", ExitCode.BAD_STUDY)


def _run(study: Study, heading: str) -> None:
    events.notice(heading)
    outcome = run.run(study)
    if outcome.failures:
        raise UserError(f"Not done: {', '.join(outcome.failures)}.", "See the lines above.", ExitCode.INCOMPLETE)


def _decide(study: Study) -> None:
    import_decisions(study, study.root / "decisions.csv", "principal investigator", WHEN)


def _accept(study: Study) -> int:
    """Accept all undecided suggestions; returns their number."""
    return sum(accept_pending(study, i.id, "principal investigator", WHEN) for i in study.interviews)


def _approve(study: Study) -> None:
    events.notice("3. Approve: what a person does after reading")
    for row in tables.read(study.root / "approvals.csv", ("interview", "what", "by")):
        for what in (w for w in approvals.STAGES if w == row["what"]):
            approve(study, row["interview"], what, by=row["by"], when=WHEN)


def _tell(study: Study) -> None:
    events.notice("\nDocuments that may be handed on:")
    for path in sorted(study.shared.iterdir()):
        events.notice(f"  {path}")
    events.notice(f"Drafts of the transcripts, with originals, not to be handed on: {study.draft('P1').parent}")
