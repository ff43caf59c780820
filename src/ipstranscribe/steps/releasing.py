"""The gate over a folder, and the only way into `shared/`: all of it, or nothing."""

import csv
import io
import os
import shutil
import tempfile
from pathlib import Path

from ipstranscribe import __version__, approvals, store
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Key, PseudonymizedTranscript
from ipstranscribe.pseudonymize import key as keys
from ipstranscribe.pseudonymize.register import Register
from ipstranscribe.release.gate import Verdict, look_through
from ipstranscribe.steps import splitting
from ipstranscribe.steps.deciding import decisions_of, roster_of
from ipstranscribe.steps.exporting import documents
from ipstranscribe.steps.pseudonymizing import is_current
from ipstranscribe.study import Study

LOG = ("when", "what", "interviews", "files", "by", "program")


def check(study: Study, folder: Path) -> Verdict:
    """Look through every file below `folder`. Needs the key; raises UserError if that is missing."""
    recover(study)
    folder = folder.resolve()
    if not folder.is_dir():
        raise UserError(f"{folder.name} is not a folder.", "Name the folder to look through.")
    key = full_key(study)
    return _look_through(study, _files(folder), key)


def full_key(study: Study) -> Key:
    """What the key knows, and what the tables know by now."""
    key = keys.load(study, keys.passphrase(study, new=False))
    register = Register.start(key, roster_of(study), study.config.document_language)
    return register.key(key, register.entities)


def release(study: Study, by: str, when: str) -> Verdict:
    """Write `shared/` if every interview is approved and the gate finds nothing; else leave it and raise UserError (REFUSED).

    `by` is the role that releases. The verdict that is returned lists what a person may still want to look at.
    """
    recover(study)
    _refuse_unreviewed(study)
    _refuse_outdated(study)
    key = full_key(study)
    files: dict[str, bytes] = {}
    for interview in study.interviews:
        files |= documents(study, interview, "released")
    files["log.csv"] = _log(study, len(files), by, when)
    files["manifest.sha256"] = _manifest(files)
    verdict = _look_through(study, files, key)
    if verdict.findings:
        raise Refused(verdict)
    _replace_shared(study, files)
    return verdict


class Refused(UserError):
    """The gate found something; `verdict` says where."""

    def __init__(self, verdict: Verdict) -> None:
        times = sum(finding.times for finding in verdict.findings)
        super().__init__(
            f"The gate refuses: {times} places in {len({f.file for f in verdict.findings})} files.",
            "Decide on them in restricted/identifiers/identifiers.xlsx, import it, run again, approve again.",
            ExitCode.REFUSED,
        )
        self.verdict = verdict


def recover(study: Study) -> None:
    """If an earlier release was stopped between two renames, put the old `shared/` back."""
    old = _old(study)
    if old.exists() and not study.shared.exists():
        old.rename(study.shared)


def _refuse_unreviewed(study: Study) -> None:
    if not study.interviews:
        raise UserError("The study has no interviews.", "List them in restricted/interviews.csv.", ExitCode.REFUSED)
    given = approvals.read(study)
    for interview in study.interviews:
        missing = [w for w in approvals.STAGES if approvals.state(study, interview.id, w, given) != "reviewed"]
        if missing:
            raise UserError(
                f"{interview.id} is not approved: {', '.join(missing)}.",
                f"Review it, then `ipstranscribe approve {interview.id} {missing[0]} --by ROLE`.",
                ExitCode.REFUSED,
            )
        pending = store.read(study.pseudonymized(interview.id), PseudonymizedTranscript).pending
        if pending:
            raise UserError(
                f"{interview.id} has {pending} suggestions that nobody has decided on.",
                "Decide on them in restricted/identifiers/identifiers.xlsx and import it.",
                ExitCode.REFUSED,
            )


def _refuse_outdated(study: Study) -> None:
    """Decisions, tables, transcripts or the guide may have changed since the texts were made from them."""
    if not is_current(study) or not all(splitting.is_current(study, interview) for interview in study.interviews):
        raise UserError(
            "Something has changed since the documents were made: a transcript, a table, a decision or the guide.",
            "Run `ipstranscribe run`, look at what changed, and approve it.",
            ExitCode.REFUSED,
        )


def _files(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`; a link could lead anywhere and is refused."""
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            raise UserError(f"{folder.name} holds a symbolic link.", "Put the file itself there.", ExitCode.REFUSED)
        if path.is_file():
            files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return files


def _look_through(study: Study, files: dict[str, bytes], key: Key) -> Verdict:
    return look_through(files, key, decisions_of(study))


def _manifest(files: dict[str, bytes]) -> bytes:
    """Checksums in the format that `sha256sum -c` reads."""
    return "".join(f"{store.digest_of(data)}  {name}\n" for name, data in sorted(files.items())).encode()


def _log(study: Study, files: int, by: str, when: str) -> bytes:
    """The log of releases so far and this one; it holds no identifier, only ids, counts and roles."""
    path = study.shared / "log.csv"
    earlier = path.read_text(encoding="utf-8") if path.exists() else ",".join(LOG) + "\n"
    out = io.StringIO(newline="")
    row = (when, "released", " ".join(i.id for i in study.interviews), files, by, __version__)
    csv.writer(out, lineterminator="\n").writerow(row)
    return (earlier + out.getvalue()).encode()


def _old(study: Study) -> Path:
    return study.root / ".shared-old"


def _replace_shared(study: Study, files: dict[str, bytes]) -> None:
    _sweep(study)
    try:
        new = Path(tempfile.mkdtemp(dir=study.root, prefix=".shared-"))
        for name, data in files.items():
            store.write_bytes(new / name, data)
        if os.name == "posix":
            new.chmod(0o755)
        shutil.rmtree(_old(study), ignore_errors=True)
        if study.shared.exists():
            study.shared.rename(_old(study))
        new.rename(study.shared)
        shutil.rmtree(_old(study), ignore_errors=True)
    except OSError as error:
        recover(study)
        raise store.cannot_write(study.shared, error) from None
    finally:
        _sweep(study)


def _sweep(study: Study) -> None:
    """Remove what a stopped release left behind; never the old `shared/` while it is the only one."""
    for left in study.root.glob(".shared-*"):
        if left != _old(study) or study.shared.exists():
            shutil.rmtree(left, ignore_errors=True)
