"""The gate as a user meets it: `check`, a look ahead at what a release would refuse, and the atomic release into `shared/`.

There is no other way into `shared/`: it is written completely if the gate passes, or not at all.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ipstranscribe import events
from ipstranscribe.choices import ProfileName
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Key
from ipstranscribe.pseudonymize.redaction.reword import WordingChange
from ipstranscribe.release.gate import Verdict
from ipstranscribe.release.search.remaining import remaining
from ipstranscribe.study import atomic_folder, audit_log, consent, locks, passphrases, storage
from ipstranscribe.study import key as keys
from ipstranscribe.study.folder import Study
from ipstranscribe.study.snapshot import StudySnapshot
from ipstranscribe.workflow import findings
from ipstranscribe.workflow.check import (
    FolderFiles,
    Judgement,
    Reason,
    Refused,
    RemainingWords,
    full_key,
    gate_verdict,
    reasons_against,
)
from ipstranscribe.workflow.export import RenderedInterview
from ipstranscribe.workflow.findings import FindingsCount, Looked
from ipstranscribe.workflow.rendered import (
    documents_of,
    files_of_release,
    shown,
    shown_to_anybody,
    texts_so_far,
    worded,
)


class Reworded(UserError):
    """Error: the profile would change approved replacements; `changes` lists them."""

    def __init__(self, profile: ProfileName, changes: list[WordingChange]) -> None:
        times = sum(change.times for change in changes)
        super().__init__(
            f"The profile {profile} words {len(changes)} replacements otherwise than they were approved ({times} times).",
            "Look at them; then the same command with --accept-wording.",
            ExitCode.REFUSED,
        )
        self.changes = changes


@locks.holding_everything("check")
def check(study: Study, folder: Path | None) -> Judgement:
    """Check all files below `folder` with the gate, or what a release would write now, whatever is approved. Needs the key.

    What is found is listed under `restricted/`. Raises UserError if there is no such folder, if it cannot be read, or if the
    key is missing.
    """
    if folder is None and not _begun(study):  # there is nothing to search yet
        return Judgement(Verdict((), 0), tuple(reasons_against(study)))
    study, secret, _ = _asked(study)
    with storage.reading_once():
        reasons = tuple(reasons_against(study))
        key = full_key(study, secret)
        return (
            _checked(study, key, reasons)
            if folder is None
            else _checked_files(study, FolderFiles(folder.resolve()), key, reasons)
        )


@locks.holding_everything("run")
def look_ahead(study: Study, secret: str) -> FindingsCount:
    """What a release would refuse now, listed and counted: people should meet it before they approve."""
    with storage.reading_once():
        return _checked(study, full_key(study, secret), ()).found


def _begun(study: Study) -> bool:
    return any(study.pseudonymized(one.id).exists() for one in study.interviews)


def _asked(study: Study) -> tuple[Study, str, StudySnapshot]:
    """Ask for the passphrase first; then the study as it is after that, the passphrase, and the state of its files."""
    keys.read_sealed(study)  # nobody should be asked for the passphrase of a key that is not there
    secret = passphrases.of_study(study)
    before = StudySnapshot.take(Study.open(study.root))
    return Study.open(study.root), secret, before


@locks.holding_everything("check-quotes")
def check_file(study: Study, name: str, content: bytes) -> Judgement:
    """Check one file with the gate, as `check` does a folder. Needs the key."""
    study, secret, _ = _asked(study)
    with storage.reading_once():
        return _checked_files(study, {name: content}, full_key(study, secret), ())


def _checked_files(study: Study, files: Mapping[str, bytes], key: Key, reasons: tuple[Reason, ...]) -> Judgement:
    verdict = gate_verdict(study, files, key, shown_to_anybody(study, key) if files else ())
    return _judged(study, Looked(verdict, key, documents_of(study, texts_so_far(study)), findings.OF_FOLDER), reasons)


def _checked(study: Study, key: Key, reasons: tuple[Reason, ...]) -> Judgement:
    """The judgement on what a release would write now."""
    texts = texts_so_far(study)
    files = files_of_release(study, texts, study.config.profile)
    files[audit_log.FILE] = audit_log.to_csv(audit_log.read(study))
    documents = documents_of(study, texts)
    verdict = gate_verdict(study, files, key, shown(documents))
    judged = _judged(study, Looked(verdict, key, documents, findings.OF_RELEASE), reasons)
    findings.remember(study, judged.found)
    left_out = tuple(one.id for one in study.interviews if one.id not in texts)
    return replace(judged, unsearched=left_out)


def _judged(study: Study, looked: Looked, reasons: tuple[Reason, ...] = ()) -> Judgement:
    found = findings.write_findings(study, looked)
    return Judgement(looked.verdict, reasons, searched=findings.searched(study, looked, "en"), found=found)


# The release.


@locks.holding_everything("release")
def release(
    study: Study, by: str, when: str, profile: ProfileName | None = None, *, accept_wording: bool = False
) -> Judgement:
    """Release: write `shared/` if every interview is approved and the gate passes; else raise UserError (REFUSED).

    The passphrase is asked for first. What is read after that is read as it is then: approvals, documents and gate see the
    same, and if anything has changed when `shared/` would be exchanged, nothing is released. A refused release leaves
    `shared/` unchanged. `by` is the role that releases. `profile` is the audience, by default the one in study.toml;
    replacements that it words differently from what was approved have to be accepted. The judgement lists what a person may
    still want to check.
    """
    if not keys.path(study).exists() and (reasons := tuple(reasons_against(study))):
        raise Refused(Judgement(Verdict((), 0), reasons))  # what is missing comes before the key
    study, secret, before = _asked(study)
    atomic_folder.recover(study.shared)
    with storage.reading_once():
        reasons = tuple(reasons_against(study))
        if reasons:
            raise Refused(Judgement(Verdict((), 0), reasons))
        key, readers = full_key(study, secret), profile or study.config.profile
        left_out = _tell_left_out(study, readers)
        texts, changed = worded(study, key, readers)
        if changed and not accept_wording:
            raise Reworded(readers, changed)
        files = files_of_release(study, texts, readers)
        documents, earlier = documents_of(study, texts), audit_log.read(study)
    what = f"released for {readers}: {len(files)} files" + (f", without consent: {len(left_out)}" if left_out else "")
    entry = audit_log.entry(what, list(texts), by=by, when=when)
    files[audit_log.FILE] = audit_log.to_csv([*earlier, entry])
    files[storage.MANIFEST] = storage.manifest(storage.checksums(files))
    verdict = gate_verdict(study, files, key, shown(documents))
    judged = _judged(study, Looked(verdict, key, documents, findings.OF_RELEASE))
    judgement = replace(judged, left=tuple(_left(i, text) for i, text in texts.items()))
    _refuse_changed(study, before)
    if not judgement.passes:
        raise Refused(judgement)
    audit_log.write(study, [*earlier, entry])  # first: a release must be in the log, whatever happens
    try:
        atomic_folder.replace(study.shared, files, sure=lambda: _refuse_changed(study, before, logged=True))
    except BaseException:
        if not _is_released(study, files):
            audit_log.write(study, earlier)
        raise
    return judgement


def _is_released(study: Study, files: Mapping[str, bytes]) -> bool:
    """Whether `shared/` holds these files: what stops a release may come right after the exchange."""
    try:
        return (study.shared / storage.MANIFEST).read_bytes() == files[storage.MANIFEST]
    except OSError:
        return False


def _tell_left_out(study: Study, readers: ProfileName) -> frozenset[str]:
    """Say which interviews are left out and why; raises UserError (REFUSED) if that is all of them."""
    scope = consent.OF_PROFILE[readers]
    without = consent.without(study, scope)
    if without:
        told = f"no consent to {scope} (participants table, column consent): {', '.join(sorted(without))}"
        if len(without) == len(study.interviews):
            fix = "Release for others, or write into the table what the participants have consented to."
            raise UserError(f"Nothing may be released for {readers}: {told}.", fix, ExitCode.REFUSED)
        events.warn(
            f"Left out of the release for {readers}, {len(without)} of {len(study.interviews)} interviews: {told}."
        )
    return without


def _refuse_changed(study: Study, before: StudySnapshot, *, logged: bool = False) -> None:
    """Raise UserError (REFUSED) if anything is not as it was when the release began."""
    changed = before.changed(Study.open(study.root), logged=logged)
    if changed:
        more = f" and {len(changed) - 3} more" if changed[3:] else ""
        raise UserError(
            f"Changed while the release was made: {', '.join(changed[:3])}{more}. Nothing was released.",
            "Run `ipstranscribe run`, look at what changed, approve it, and release again.",
            ExitCode.REFUSED,
        )


def _left(interview: str, text: RenderedInterview) -> RemainingWords:
    found = remaining("\n".join(turn.text for turn in text.transcript.turns))
    return RemainingWords(
        interview, sum(word.times for word in found.words), sum(number.times for number in found.numbers)
    )
