"""The gate over a folder, and the only way into `shared/`: all of it, or nothing."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, NoReturn

from ipstranscribe import approvals, audit, console, folders, store
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Key, PseudonymizedTranscript
from ipstranscribe.pseudonymize import key as keys
from ipstranscribe.pseudonymize.register import Register
from ipstranscribe.pseudonymize.rewording import Change, changes, reworded, wordings
from ipstranscribe.release.gate import Gate, Looked, Verdict, unread, verdict
from ipstranscribe.release.remaining import remaining
from ipstranscribe.release.watch import Broken, watched
from ipstranscribe.settings import ProfileName
from ipstranscribe.steps import splitting
from ipstranscribe.steps.deciding import decisions_of, roster_of
from ipstranscribe.steps.exporting import Text, fixed_texts, render, stored_text
from ipstranscribe.steps.pseudonymizing import is_current
from ipstranscribe.study import Study

LOG, MANIFEST = "log.csv", "manifest.sha256"
_ONE_PROCESS = 3_000_000
"""Bytes for which it is not worth while to start another process."""


@dataclass(frozen=True)
class Reason:
    """Why nothing may leave, whatever the files hold; and what to do about it."""

    what: str
    fix: str


class Left(NamedTuple):
    """How many capitalised words and numbers stand in the text of an interview, for a person to look at."""

    interview: str
    words: int
    numbers: int


@dataclass(frozen=True)
class Judgement:
    """What the gate found in files, and what speaks against letting any of the study out.

    `left` is what a person may still want to look at, in the texts that are released.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    left: tuple[Left, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether everything may leave."""
        return not self.reasons and not self.verdict.findings


class Refused(UserError):
    """The gate is closed; `judgement` says why."""

    def __init__(self, judgement: Judgement) -> None:
        found = judgement.verdict.findings
        what = [reason.what for reason in judgement.reasons[:1]]
        if found:
            what.append(f"{sum(f.times for f in found)} places in {len({f.file for f in found})} files.")
        decide = "Decide on them in restricted/identifiers/identifiers.xlsx, import it, run again, approve again."
        fix = judgement.reasons[0].fix if judgement.reasons else decide
        super().__init__(f"The gate refuses: {' '.join(what)}", fix, ExitCode.REFUSED)
        self.judgement = judgement


class Reworded(UserError):
    """The profile words replacements otherwise than they were approved; `changes` are these."""

    def __init__(self, profile: ProfileName, changes: list[Change]) -> None:
        times = sum(change.times for change in changes)
        super().__init__(
            f"The profile {profile} words {len(changes)} replacements otherwise than they were approved ({times} times).",
            "Look at them; then the same command with --accept-wording.",
            ExitCode.REFUSED,
        )
        self.changes = changes


# The gate.


def check(study: Study, folder: Path | None) -> Judgement:
    """Look through every file below `folder`, or through what a release would write now. Needs the key.

    Raises UserError if there is no such folder, if it cannot be read, or if the key is missing.
    """
    reasons = tuple(_reasons(study))
    key = full_key(study)
    if folder is not None:
        files: Mapping[str, bytes] = Folder(folder.resolve())
    else:
        files = {} if reasons else _to_release(study, _texts(study), study.config.profile)
    return Judgement(_judged(study, files, key), reasons)


def full_key(study: Study) -> Key:
    """What the key knows, and what the tables know by now."""
    key = keys.load(study, keys.passphrase(study, new=False))
    register = Register.start(key, roster_of(study), study.config.document_language)
    return register.key(key, register.entities)


class Folder(Mapping[str, bytes]):
    """The files below a folder, by their path in it, each read when it is asked for.

    Raises UserError for a link, which could lead anywhere, and for what is no file, which could keep a reader waiting.
    """

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise UserError(f"{root.name} is not a folder.", "Name the folder to look through.")
        self._root = root
        self.folders = [root.name]
        self._names = sorted(self._found(root))
        if any(not _is_text(name) for name in (*self.folders, *self._names)):
            raise UserError(f"{root.name} holds a name that is not text.", "Rename that file.", ExitCode.REFUSED)

    def _found(self, root: Path) -> Iterator[str]:
        for folder, below, files in os.walk(root, onerror=_unreadable):
            self.folders += [(Path(folder, name)).relative_to(root).as_posix() for name in below]
            for path in (Path(folder, name) for name in (*below, *files)):
                if path.is_symlink():
                    raise UserError(
                        f"{root.name} holds a symbolic link.", "Put the file itself there.", ExitCode.REFUSED
                    )
                if path.is_file():
                    yield path.relative_to(root).as_posix()
                elif not path.is_dir():
                    raise UserError(f"{root.name} holds something that is no file.", "Remove it.", ExitCode.REFUSED)

    def __getitem__(self, name: str) -> bytes:
        try:
            return (self._root / name).read_bytes()
        except OSError as error:
            _unreadable(error)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum((self._root / name).stat().st_size for name in self._names)


def _is_text(name: str) -> bool:
    """Whether a name is text, and not bytes of an old encoding that the system handed through."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unreadable(error: OSError) -> NoReturn:
    """Raises, as os.walk wants it: a folder that is passed over in silence was not looked through."""
    raise UserError(f"Something there cannot be read ({error.strerror}).", "Check who may read it.") from None


def _judged(study: Study, files: Mapping[str, bytes], key: Key) -> Verdict:
    """What the gate finds in `files`, looked through in processes of their own, each within a time."""
    interviews = {interview.id: interview.participant for interview in study.interviews}
    gate = Gate.of(key, decisions_of(study), interviews, fixed_texts(study))
    size = files.size if isinstance(files, Folder) else sum(map(len, files.values()))
    jobs = 1 if size < _ONE_PROCESS else os.cpu_count() or 1
    looked = []
    with console.progress(f"looking through {len(files)} files") as progress:
        for name, result in watched(gate.look, files, jobs):
            looked.append(Looked(name, (unread(name, str(result)),)) if isinstance(result, Broken) else result)
            progress(len(looked) / len(files))
    found = verdict(gate, looked)
    folders_found = gate.look_at_folders(files.folders) if isinstance(files, Folder) else ()
    return replace(found, findings=(*folders_found, *found.findings))


# What speaks against a release, whatever the files hold.


def _reasons(study: Study) -> Iterator[Reason]:
    if not study.interviews:
        yield Reason("The study has no interviews.", "List them in restricted/interviews.csv.")
    given = approvals.read(study)
    states = {i.id: {w: approvals.state(study, i.id, w, given) for w in approvals.STAGES} for i in study.interviews}
    for interview, of_stage in states.items():
        open_ones = [what for what, state in of_stage.items() if state != "reviewed"]
        if open_ones:
            yield Reason(
                f"{interview} is not approved: {', '.join(open_ones)}.",
                f"Review it, then `ipstranscribe approve {interview} {open_ones[0]} --by ROLE`.",
            )
        if of_stage["identifiers"] != "missing" and (pending := _pending(study, interview)):
            yield Reason(
                f"{interview} has {pending} suggestions that nobody has decided on.",
                "Decide on them in restricted/identifiers/identifiers.xlsx and import it.",
            )
    complete = states and all(state != "missing" for of_stage in states.values() for state in of_stage.values())
    if complete and not _is_current(study):
        yield Reason(
            "Something has changed since the documents were made: a transcript, a table, a decision or the guide.",
            "Run `ipstranscribe run`, look at what changed, and approve it.",
        )


def _pending(study: Study, interview: str) -> int:
    return store.read(study.pseudonymized(interview), PseudonymizedTranscript).pending


def _is_current(study: Study) -> bool:
    """Decisions, tables, transcripts or the guide may have changed since the texts were made from them."""
    return is_current(study) and all(splitting.is_current(study, interview) for interview in study.interviews)


# The release.


def release(
    study: Study, by: str, when: str, profile: ProfileName | None = None, *, accept_wording: bool = False
) -> Judgement:
    """Write `shared/` if every interview is approved and the gate finds nothing; else leave it and raise UserError (REFUSED).

    `by` is the role that releases. `profile` says for whom, without it the one that study.toml names; what it words
    otherwise than it was approved has to be accepted. The judgement lists what a person may still want to look at.
    """
    folders.recover(study.shared)
    reasons = tuple(_reasons(study))
    if reasons:
        raise Refused(Judgement(Verdict((), 0), reasons))
    key, readers = full_key(study), profile or study.config.profile
    texts, changed = _worded(study, key, readers)
    if changed and not accept_wording:
        raise Reworded(readers, changed)
    files = _to_release(study, texts, readers)
    about = [interview.id for interview in study.interviews]
    entry = audit.entry(f"released for {readers}: {len(files)} files", about, by=by, when=when)
    files[LOG] = audit.to_csv([*audit.read(study), entry])
    files[MANIFEST] = manifest(files)
    judgement = Judgement(_judged(study, files, key), left=tuple(_left(i, text) for i, text in texts.items()))
    if not judgement.passes:
        raise Refused(judgement)
    earlier = audit.read(study)
    audit.add(study, entry)  # first: what is released must be in the log, whatever happens
    try:
        folders.replace(study.shared, files)
    except UserError:
        audit.write(study, earlier)
        raise
    return judgement


def _texts(study: Study) -> dict[str, Text]:
    """What was approved, by interview."""
    return {interview.id: stored_text(study, interview) for interview in study.interviews}


def _worded(study: Study, key: Key, readers: ProfileName) -> tuple[dict[str, Text], list[Change]]:
    """The texts as the profile `readers` words them, by interview, and what that changes of what was approved."""
    levels = study.config.profiles.named(readers).levels
    _refuse_unshifted(study, key, readers)
    language = study.config.document_language
    wording = {p: wordings(key, levels, language, p) for p in {i.participant for i in study.interviews}}
    texts = _texts(study)
    of_interview = {interview.id: wording[interview.participant] for interview in study.interviews}
    changed = changes([(text.transcript, of_interview[i]) for i, text in texts.items()])
    return {i: Text(*reworded(*text, of_interview[i])) for i, text in texts.items()}, changed


def _left(interview: str, text: Text) -> Left:
    found = remaining("\n".join(turn.text for turn in text.transcript.turns))
    return Left(interview, sum(word.times for word in found.words), sum(number.times for number in found.numbers))


def _refuse_unshifted(study: Study, key: Key, readers: ProfileName) -> None:
    levels = study.config.profiles.named(readers).levels
    if levels.date == "shifted" and any(i.participant not in key.shifts for i in study.interviews):
        raise UserError(
            f"The profile {readers} shifts dates, and no shift was drawn yet.",
            f'Write profile = "{readers}" into study.toml, and run `ipstranscribe run`.',
            ExitCode.REFUSED,
        )


def _to_release(study: Study, texts: Mapping[str, Text], readers: ProfileName) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    facts = study.config.profiles.named(readers).header
    for interview in study.interviews:
        files |= render(study, texts[interview.id], "released", facts)
    return files


def manifest(files: Mapping[str, bytes]) -> bytes:
    """Checksums in the format that `sha256sum -c` reads."""
    return "".join(f"{store.digest_of(data)}  {name}\n" for name, data in sorted(files.items())).encode()
