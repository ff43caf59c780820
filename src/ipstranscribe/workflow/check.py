"""What is judged before a release: what the gate refuses, and the reasons against any that do not depend on files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Key
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.release.gate import Gate, GateFinding, Verdict
from ipstranscribe.study import approvals, audit_log, passphrases, tables_read
from ipstranscribe.study import key as keys
from ipstranscribe.study.folder import Study
from ipstranscribe.study.interview_facts import pending_in
from ipstranscribe.text.first_few import first_few
from ipstranscribe.workflow import split
from ipstranscribe.workflow.findings import FindingsCount
from ipstranscribe.workflow.pseudonymize_inputs import is_current
from ipstranscribe.workflow.review_identifiers import decisions_of, roster_of

_DECIDE = (
    "Decide in restricted/identifiers/{workbook}: each word, where it stands, and what settles it ({page} beside it is the "
    "same to read). Read it back with `ipstranscribe import decisions restricted/identifiers/{workbook} --by ROLE`, then "
    "`ipstranscribe run`, and approve what has changed. What study.toml, guide.toml, what was agreed "
    "on or the name of a file says, change there."
)
_DECIDE_IDENTIFIERS = "Decide on them in restricted/identifiers/identifiers.xlsx and import it."
_MANY = 8
"""Interviews that lack the same from which on they are told together."""
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


def reasons_against(study: Study) -> Iterator[Reason]:
    """The reasons against a release: everything not approved, not decided or not up to date.

    Raises UserError where a table, or what looks like one, cannot be accounted for: names in it are not looked for.
    """
    tables_read.account(study)
    if not study.interviews:
        yield Reason("The study has no interviews.", "List them in restricted/interviews.csv.")
    given = approvals.read(study)
    states = {i.id: {w: approvals.state(study, i.id, w, given) for w in approvals.STAGES} for i in study.interviews}
    yield from reviews_left(
        {
            id_: tuple(what for what, state in of_stage.items() if state != "reviewed")
            for id_, of_stage in states.items()
        },
        {id_: _pending(study, id_) for id_, of_stage in states.items() if of_stage["identifiers"] != "missing"},
    )
    complete = states and all(state != "missing" for of_stage in states.values() for state in of_stage.values())
    if complete and not _is_current(study):
        yield Reason(
            "Something has changed since the documents were made: a transcript, a table, a decision or the guide.",
            "Run `ipstranscribe run`, look at what changed, and approve it.",
        )


def reviews_left(open_steps: Mapping[str, tuple[str, ...]], pending: Mapping[str, int]) -> Iterator[Reason]:
    """What is not approved and not decided, by interview; in a large study those that lack the same are told together."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for interview, steps in open_steps.items():
        alike.setdefault(steps, []).append(interview)
    together = {steps: ids for steps, ids in alike.items() if steps and len(ids) > _MANY}
    undecided = [interview for interview, places in pending.items() if places]
    for steps, ids in together.items():
        yield Reason(
            f"{len(ids)} interviews are not approved ({', '.join(steps)}): {first_few(ids)}.",
            f"`ipstranscribe status` lists them. Review each, then `ipstranscribe approve ID {steps[0]} --by ROLE`.",
        )
    if len(undecided) > _MANY:
        places = sum(pending[interview] for interview in undecided)
        what = f"{len(undecided)} interviews have suggestions that nobody has decided on, {places} in all"
        yield Reason(f"{what}: {first_few(undecided)}.", _DECIDE_IDENTIFIERS)
    for interview, steps in open_steps.items():
        if steps and steps not in together:
            yield Reason(
                f"{interview} is not approved: {', '.join(steps)}.",
                f"Review it, then `ipstranscribe approve {interview} {steps[0]} --by ROLE`.",
            )
        if pending.get(interview) and len(undecided) <= _MANY:
            yield Reason(
                f"{interview} has {pending[interview]} suggestions that nobody has decided on.", _DECIDE_IDENTIFIERS
            )


def _pending(study: Study, interview: str) -> int:
    return pending_in(study, interview)


def _is_current(study: Study) -> bool:
    """Whether all results are up to date: decisions, tables, transcripts or the guide may have changed since."""
    return is_current(study) and all(split.is_current(study, interview) for interview in study.interviews)
