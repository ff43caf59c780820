"""The gate check over files or a folder, and the reasons against any release that do not depend on the files."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, NoReturn

from ipstranscribe import events, system
from ipstranscribe.choices import ProfileName
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Identifier, Identifiers, Key, Occurrence, PendingCount, Transcript
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.release.gate import Gate, GateFinding, SearchedFile, Verdict, unreadable, verdict
from ipstranscribe.release.sandbox import SandboxFailure, run_sandboxed
from ipstranscribe.release.search.attribution import ParticipantAttribution
from ipstranscribe.release.search.rejected_places import RejectedPlaces, ShownText, TurnKey
from ipstranscribe.study import approvals, audit_log, passphrases, storage, tables_read
from ipstranscribe.study import key as keys
from ipstranscribe.study.folder import Study
from ipstranscribe.text.occurrences import starts
from ipstranscribe.workflow import sound_state, split
from ipstranscribe.workflow.findings import FindingsCount
from ipstranscribe.workflow.fixed_texts import fixed_texts
from ipstranscribe.workflow.own_texts import unnaming
from ipstranscribe.workflow.pseudonymize_inputs import is_current
from ipstranscribe.workflow.review_identifiers import decisions_of, roster_of

_ONE_PROCESS = 3_000_000
"""Total size in bytes up to which further processes are not worth starting."""
_DECIDE = (
    "Decide in restricted/identifiers/{workbook}: each word, where it stands, and what settles it ({page} beside it is the "
    "same to read). Read it back with `ipstranscribe import decisions restricted/identifiers/{workbook} --by ROLE`, then "
    "`ipstranscribe run`, and approve what has changed. What study.toml, guide.toml or the name of a file says, change there."
)
_UNREAD = (
    "What cannot be looked into, no decision lets pass: leave it out, or put its text into a file that can "
    "(docs/privacy.md). Where a search broke off or took too long, close other programs and try again."
)


@dataclass(frozen=True)
class Reason:
    """A reason against any release, whatever the files hold, with its fix."""

    what: str
    fix: str


class RemainingWords(NamedTuple):
    """Counts of remaining capitalised words and numbers in an interview's text, for a person to check."""

    interview: str
    words: int
    numbers: int


@dataclass(frozen=True)
class Judgement:
    """The gate's judgement: its verdict on the files, and the reasons against any release.

    `left` counts what a person may still want to check in the released texts. `found` counts the findings by cause and says
    where they are listed, `searched` what was searched, and `unsearched` are interviews that have no text to search yet.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    left: tuple[RemainingWords, ...] = ()
    found: FindingsCount = field(default_factory=FindingsCount)
    searched: str = ""
    unsearched: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether everything may be released."""
        return not self.reasons and not self.verdict.findings

    @property
    def fixes(self) -> tuple[str, ...]:
        """The fixes for the findings, each once."""
        return tuple(sorted({self._fix(finding) for finding in self.verdict.findings}))

    def _fix(self, finding: GateFinding) -> str:
        if not finding.decidable:
            return _UNREAD
        if finding.file == audit_log.FILE:
            return audit_log.A_NAME_FOR_A_ROLE
        listed = self.found.workbook, self.found.page
        workbook, page = (path.name if path else "findings" for path in listed)
        return _DECIDE.format(workbook=workbook, page=page)


class Refused(UserError):
    """Error: the gate refuses the release; `judgement` has the findings and reasons."""

    def __init__(self, judgement: Judgement) -> None:
        found = judgement.verdict.findings
        what = [reason.what for reason in judgement.reasons[:1]]
        if found:
            what.append(_told(judgement))
        fix = judgement.reasons[0].fix if judgement.reasons else " ".join(judgement.fixes)
        super().__init__(f"The gate refuses: {' '.join(what)}", fix, ExitCode.REFUSED)
        self.judgement = judgement


def _told(judgement: Judgement) -> str:
    found, files = judgement.found, len({one.file for one in judgement.verdict.findings})
    if found.causes:
        return f"{count(found.causes, 'cause')}, in {count(found.places, 'place')}, {count(files, 'file')}."
    return f"{sum(one.times for one in judgement.verdict.findings)} places in {count(files, 'file')}."


def count(number: int, what: str) -> str:
    """A number with its noun."""
    return f"{number} {what}" + ("" if number == 1 else "s")


# The gate.


def full_key(study: Study, secret: str | None = None) -> Key:
    """The key, extended by what the tables contain by now; `secret` is the passphrase, if it was asked for before."""
    key = keys.load(study, secret or passphrases.of_study(study))
    register = Register.start(key, roster_of(study), study.config.document_language)
    return register.key(key, register.entities)


def refuse_named_roles(study: Study, by: str) -> None:
    """Raise UserError (REFUSED) if `by` or a role in the log names a known person. The key is not needed.

    Known are the people in the tables and decisions.
    """
    nothing = Key(study=study.config.id)
    register = Register.start(nothing, roster_of(study), study.config.document_language)
    gate = Gate.of(register.key(nothing, register.entities), decisions_of(study))
    roles = "\n".join((by, *(entry.by for entry in audit_log.read(study))))
    if gate.known.occurrences(roles, gate.coverage.within(None)):
        raise UserError("The log names somebody.", audit_log.A_NAME_FOR_A_ROLE, ExitCode.REFUSED)


class FolderFiles(Mapping[str, bytes]):
    """The files below a folder as a lazy mapping: relative path → content, read on access.

    Raises UserError for a link, which could lead anywhere, and for special files, which could block a reader.
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
        """Total size of the files, in bytes."""
        return sum((self._root / name).stat().st_size for name in self._names)


def _is_text(name: str) -> bool:
    """Whether a file name is valid text, and not undecodable bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unreadable(error: OSError) -> NoReturn:
    """Error handler for os.walk: raises, because a folder that is skipped silently would not be searched."""
    raise UserError(f"Something there cannot be read ({error.strerror}).", "Check who may read it.") from None


def gate_verdict(  # noqa: PLR0913 - all that the gate is told
    study: Study,
    files: Mapping[str, bytes],
    key: Key,
    shown: Iterable[ShownText] = (),
    readers: ProfileName | None = None,
    folders: Sequence[str] = (),
    *,
    bare: bool = False,
) -> Verdict:
    """Search `files`, and the names of `folders`, with the gate in sandboxed workers, each file with a time limit.

    `shown` are the texts in the documents of the interviews: for attribution in files that hold several interviews, and
    for decisions on one place. `readers` are those who get the files, by default those of the study's profile: only sound
    that was made for them passes. A `bare` look knows neither the fixed texts of documents nor what the study wrote itself.
    """
    gate = _gate(study, key, list(shown), readers or study.config.profile, bare=bare)
    found = verdict(gate, _looked_through(gate, files))
    names = files.folders if isinstance(files, FolderFiles) else folders
    named = gate.search_folder_names(names)
    return replace(
        found,
        findings=(*named.findings, *found.findings),
        sightings=(*named.sightings, *found.sightings),
    )


def _gate(study: Study, key: Key, shown: Sequence[ShownText], readers: ProfileName, *, bare: bool) -> Gate:
    """The gate with all that it knows of the study."""
    interviews = {one.id: one.scope for one in study.interviews}
    owners = ParticipantAttribution.of((interviews[one.interview], one.text) for one in shown)
    gate = Gate.of(key, decisions_of(study), interviews, None if bare else fixed_texts(study), owners)
    return replace(
        gate,
        parts=ParticipantAttribution.of((one.interview, one.text) for one in shown),
        places=RejectedPlaces.of(shown, _rejected_places(study)),
        sounds=sound_state.checksums(study, readers),
    ).knowing(one.text for one in (() if bare else unnaming(study, key)))


def _looked_through(gate: Gate, files: Mapping[str, bytes]) -> list[SearchedFile]:
    """What the gate saw in each file; one that cannot be searched is a finding."""
    size = files.size if isinstance(files, FolderFiles) else sum(map(len, files.values()))
    jobs = 1 if size < _ONE_PROCESS else system.cores()
    looked = []
    with events.progress(f"looking through {len(files)} files") as progress:
        for name, result in run_sandboxed(gate.search_file, files, jobs):
            looked.append(
                SearchedFile(name, (unreadable(name, str(result)),)) if isinstance(result, SandboxFailure) else result
            )
            progress(len(looked) / len(files))
    return looked


def _rejected_places(study: Study) -> dict[TurnKey, frozenset[str]]:
    """The turns that show a form which somebody decided on by its place, and show it only where it was rejected."""
    forms = {d.form for d in decisions_of(study).decisions if isinstance(d.scope, Occurrence)}
    found: dict[TurnKey, frozenset[str]] = {}
    for interview in study.interviews if forms else ():
        if not (study.transcript(interview.id).exists() and study.identifiers(interview.id).exists()):
            continue
        known: dict[str, list[Identifier]] = defaultdict(list)
        for one in storage.read(study.identifiers(interview.id), Identifiers).identifiers:
            known[one.turn].append(one)
        for turn in storage.read(study.transcript(interview.id), Transcript).turns:
            left = frozenset(form for form in forms if _is_left(turn.text, form, known[turn.id]))
            found[interview.id, turn.id] = left
    return found


def _is_left(text: str, form: str, known: Sequence[Identifier]) -> bool:
    """Whether every occurrence of a form is replaced, or rejected, or inside something rejected."""
    spans = [(start, start + len(form)) for start in starts(text, form)]
    return bool(spans) and all(
        any(
            (one.masked and one.char_start < end and start < one.char_end)
            or (one.state == "rejected" and one.char_start <= start and end <= one.char_end)
            for one in known
        )
        for start, end in spans
    )


# Reasons against any release.


def reasons_against(study: Study) -> Iterator[Reason]:
    """The reasons against a release: everything not approved, not decided or not up to date.

    Raises UserError where a table, or what looks like one, cannot be accounted for: names in it are not looked for.
    """
    tables_read.account(study)
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
    return storage.read(study.pseudonymized(interview), PendingCount).pending


def _is_current(study: Study) -> bool:
    """Whether all results are up to date: decisions, tables, transcripts or the guide may have changed since."""
    return is_current(study) and all(split.is_current(study, interview) for interview in study.interviews)
