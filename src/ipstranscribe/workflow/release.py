"""The gate as a user meets it: `check`, a look ahead at what a release would refuse, and the atomic release into `shared/`.

There is no other way into `shared/`: it is written completely if the gate passes, or not at all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ipstranscribe import events
from ipstranscribe.choices import ProfileName
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Key
from ipstranscribe.pseudonymize.redaction.reword import WordingChange
from ipstranscribe.release.gate import Verdict
from ipstranscribe.release.search.remaining import remaining
from ipstranscribe.study import atomic_folder, audit_log, consent, locks, once, passphrases, storage
from ipstranscribe.study import key as keys
from ipstranscribe.study.folder import Study
from ipstranscribe.study.snapshot import StudySnapshot
from ipstranscribe.text.first_few import first_few
from ipstranscribe.workflow import findings, sound_export
from ipstranscribe.workflow.agreed_coding import write_copies
from ipstranscribe.workflow.built_documents import RenderedInterview
from ipstranscribe.workflow.check import Judgement, Reason, Refused, RemainingWords, full_key, reasons_against
from ipstranscribe.workflow.export import ready_texts, working_manner
from ipstranscribe.workflow.findings import FindingsCount, Looked
from ipstranscribe.workflow.gate_search import FolderFiles, gate_verdict
from ipstranscribe.workflow.rendered import (
    Texts,
    agreed_study,
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
    with once.reading_once():
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
    with once.reading_once():
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
    with once.reading_once():
        files, key = {name: content}, full_key(study, secret)
        alone = gate_verdict(study, files, key, bare=True)
        if not alone.sightings:  # our own words, and what documents show, can only let something pass that was seen
            return _judged(study, Looked(alone, key, (), findings.OF_FOLDER))
        return _checked_files(study, files, key, ())


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
    agreed = agreed_study(study, texts, study.config.profile)
    agreed.tell()
    current = ready_texts(study)
    write_copies(study, agreed.files(current, working_manner(study, current)), verdict)
    left_out = tuple(one.id for one in study.interviews if one.id not in texts)
    return replace(judged, unsearched=left_out)


def _judged(study: Study, looked: Looked, reasons: tuple[Reason, ...] = ()) -> Judgement:
    found = findings.write_findings(study, looked)
    return Judgement(looked.verdict, reasons, searched=findings.searched(study, looked, "en"), found=found)


# What leaves: the release, and the deposit (`archive`), which go the same way.


@dataclass(frozen=True)
class Errand:
    """What is to leave, said by a person: by which role, when, for whom, and how the log calls it (`released`)."""

    what: str
    by: str
    when: str
    readers: ProfileName
    accept_wording: bool = False


@dataclass(frozen=True)
class Passed:
    """Files that the gate let pass, and what is needed to put them down: the log with its new entry, the study as it was."""

    files: Mapping[str, bytes]
    judgement: Judgement
    texts: Texts
    earlier: Sequence[audit_log.Entry]
    entry: audit_log.Entry
    before: StudySnapshot

    @property
    def log(self) -> list[audit_log.Entry]:
        """The log, with what leaves in it."""
        return [*self.earlier, self.entry]


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
    readers = profile or study.config.profile
    errand = Errand("released", by, when, readers, accept_wording)
    passed = through_gate(study, errand, lambda opened, texts: _files(opened, texts, readers), with_log=True)
    put_down(study, passed, study.shared, lambda sure: atomic_folder.replace(study.shared, passed.files, sure=sure))
    return passed.judgement


def _files(study: Study, texts: Texts, readers: ProfileName) -> dict[str, bytes]:
    """The files of a release; what of the agreed coding is left out is told."""
    agreed_study(study, texts, readers).tell()
    return files_of_release(study, texts, readers)


def through_gate(
    study: Study,
    errand: Errand,
    render: Callable[[Study, Texts], dict[str, bytes]],
    *,
    with_log: bool = False,
    folder: str = "",
) -> Passed:
    """Render what is to leave, in the wording of its readers, and let the gate look through all of it and its manifest.

    `folder` is the name of its folder where a person has chosen it. Raises UserError (REFUSED) where anything is not
    approved, not decided, not consented to or not as it was, where replacements are worded anew, and where the gate finds
    anything.
    """
    if not keys.path(study).exists() and (reasons := tuple(reasons_against(study))):
        raise Refused(Judgement(Verdict((), 0), reasons))  # what is missing comes before the key
    study, secret, before = _asked(study)
    atomic_folder.recover(study.shared)
    readers = errand.readers
    with once.reading_once():
        reasons = tuple(reasons_against(study))
        if reasons:
            raise Refused(Judgement(Verdict((), 0), reasons))
        key = full_key(study, secret)
        left_out = _tell_left_out(study, readers)
        sound_export.tell_left_out(study, study.interviews, readers)
        texts, changed = worded(study, key, readers)
        if changed and not errand.accept_wording:
            raise Reworded(readers, changed)
        files = render(study, texts)
        documents, earlier = documents_of(study, texts), audit_log.read(study)
    what = f"{errand.what} for {readers}: {len(files)} files"
    what += f", without consent: {len(left_out)}" if left_out else ""
    entry = audit_log.entry(what, list(texts), by=errand.by, when=errand.when)
    if with_log:
        files[audit_log.FILE] = audit_log.to_csv([*earlier, entry])
    files[storage.MANIFEST] = storage.manifest(storage.checksums(files))
    verdict = gate_verdict(study, files, key, shown(documents), readers, folders=[folder] if folder else ())
    judged = _judged(study, Looked(verdict, key, documents, findings.OF_RELEASE, readers))
    judgement = replace(judged, left=tuple(_left(i, text) for i, text in texts.items()))
    _refuse_changed(study, before)
    if not judgement.passes:
        raise Refused(judgement)
    return Passed(files, judgement, texts, earlier, entry, before)


def put_down(study: Study, passed: Passed, place: Path, write: Callable[[Callable[[], None]], None]) -> None:
    """Let `write` put the files into `place`, whole or not at all; what it is given refuses a study that has changed.

    The log comes first: what leaves must be in it, whatever happens. It is put back where nothing has left.
    """
    audit_log.write(study, passed.log)
    try:
        write(lambda: _refuse_changed(study, passed.before, logged=True))
    except BaseException:
        if not _is_there(place, passed.files):
            audit_log.write(study, passed.earlier)
        raise


def _is_there(place: Path, files: Mapping[str, bytes]) -> bool:
    """Whether `place` holds these files: what stops a release may come right after the exchange."""
    try:
        return (place / storage.MANIFEST).read_bytes() == files[storage.MANIFEST]
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
        raise UserError(
            f"Changed while the release was made: {first_few(changed, 3)}. Nothing was released.",
            "Run `ipstranscribe run`, look at what changed, approve it, and release again.",
            ExitCode.REFUSED,
        )


def _left(interview: str, text: RenderedInterview) -> RemainingWords:
    found = remaining("\n".join(turn.text for turn in text.transcript.turns))
    return RemainingWords(
        interview, sum(word.times for word in found.words), sum(number.times for number in found.numbers)
    )
