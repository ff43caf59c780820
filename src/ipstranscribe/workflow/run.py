"""The run step, the whole flow: recordings → transcripts → pseudonymized transcripts → units → documents.

Before the first step a run looks for what would stop it later (`preflight`), and asks for the passphrase: nobody should
learn of them after a night of transcription. Each step is done only if its inputs have changed, by content and never by time
stamp. An interview that fails does not stop the others; the caller names it at the end.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Interview, Key
from ipstranscribe.study import atomic_folder, locks, once, passphrases, storage
from ipstranscribe.study import key as keys
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import (
    export,
    findings,
    finished_run,
    in_advance,
    progress,
    pseudonymize,
    sound_export,
    split,
    transcribe,
)
from ipstranscribe.workflow.findings import FindingsCount
from ipstranscribe.workflow.finished_run import LeftByRun, RunClosing, StudyState
from ipstranscribe.workflow.preflight import NotReady, PreflightFinding, preflight
from ipstranscribe.workflow.release import look_ahead
from ipstranscribe.workflow.roles import check_role
from ipstranscribe.workflow.run_choices import RunChoices
from ipstranscribe.workflow.transcribe_elsewhere import Elsewhere, transcribe_elsewhere

Transcribed = Iterator[tuple[Interview, transcribe.TranscribeOutcome | UserError]]
"""Interviews as they come from transcription, each with what became of it."""


@dataclass
class RunOutcome:
    """The outcome of a run: failed interviews with their errors, the number of steps done, and what was found before it."""

    failures: dict[str, UserError] = field(default_factory=dict)
    done: int = 0
    found: tuple[PreflightFinding, ...] = ()
    refused: FindingsCount | None = None
    """What a release would refuse now, in counts; None where it was not looked at, because nobody was asked for the key."""
    closing: RunClosing | None = None
    """What is to be said at the end; None where an interview failed."""

    def fail(self, interview: Interview, error: UserError) -> None:
        """Note that an interview failed, and tell it; no later step is done for it."""
        self.failures[interview.id] = error
        events.failed(error, interview.id)

    @property
    def up_to_date(self) -> bool:
        """Whether there was nothing to do, and nothing that kept it from being done."""
        return not (self.done or self.failures or any(one.stops for one in self.found))


def run(  # noqa: PLR0913 - the options of one command
    study: Study,
    *,
    rules_only: bool = False,
    lexical: bool = False,
    jobs: int = 1,
    rules_of: str = "",
    go_on: bool = False,
    elsewhere: Elsewhere | None = None,
    verify: bool = False,
) -> RunOutcome:
    """Run the four stages over every interview of `study`; raises UserError for errors of the study as a whole.

    Raises `NotReady` before the first step if anything would make it fail later, unless it shall `go_on` with what can be
    done. `jobs` interviews are transcribed at a time, or all of them `elsewhere`. `rules_of` is the language whose rules are
    used for languages without rules. A study of which nothing has changed since a finished run is not looked through again,
    unless it shall `verify`: then recordings are compared by checksum, else by size and time.
    """
    choices = RunChoices(rules_only=rules_only, lexical=lexical, rules_of=rules_of)
    if elsewhere and study.config.cluster.vocabulary_allowed:
        check_role(study, study.config.cluster.vocabulary_sent_by)
    found = _looked_over(study, choices, go_on=go_on)
    before = finished_run.state_of(study, choices)
    if not verify and (closing := finished_run.recall(study, before)):
        pseudonymize.tell_tables(study)
        return RunOutcome(found=found, refused=findings.remembered(study), closing=closing)

    def transcribed(due: Sequence[Interview]) -> Transcribed:
        if elsewhere:
            return transcribe_elsewhere(study, due, elsewhere, by_time=not verify)
        return transcribe.transcribe_all(study, due, transcribe.Engines(jobs), by_time=not verify)

    with storage.noting_writes() as written, once.reading_once():
        left = finished_run.LeftByRun({}, {}) if verify else finished_run.left_by_run(study)
        outcome = _done(study, choices, transcribed, left, before)
        outcome.found = found
        if not outcome.failures:
            known = left.untouched(study, finished_run.state_of(study, choices, before))
            outcome.closing = finished_run.closing_of(study, {one: left.status[one] for one in known})
    if outcome.closing and not any(one.stops for one in found):
        finished_run.keep(study, before, written, choices, outcome.closing)
    return outcome


def _done(
    study: Study,
    choices: RunChoices,
    transcribed: Callable[[Sequence[Interview]], Transcribed],
    left: LeftByRun,
    before: StudyState,
) -> RunOutcome:
    """The outcome of all steps, each done where its inputs have changed.

    Interviews that in the state `before` are untouched since a finished run, of which is known what it `left`, are not
    looked at.
    """
    untouched = left.untouched(study, before)
    (secret, key), outcome = _passphrase(study, choices, untouched), RunOutcome()
    rules_only, lexical, rules_of = choices.rules_only, choices.lexical, choices.rules_of
    vectors = split.LazyVectors()

    def each(step: Callable[[Interview], bool]) -> None:
        for interview in study.interviews:
            if interview.id not in outcome.failures and interview.id not in untouched:
                try:
                    outcome.done += step(interview)
                except UserError as error:
                    outcome.fail(interview, error)

    with locks.shared(study, "run"):
        atomic_folder.recover(study.shared)
    due = [interview for interview in study.interviews if interview.id not in untouched]
    for interview, result in transcribed(due):
        if isinstance(result, UserError):
            outcome.fail(interview, result)
        outcome.done += result == "done"
    if key and not outcome.failures:
        in_advance.show_in_advance(study, choices, key, vectors)
    outcome.done += pseudonymize.pseudonymize_study(study, rules_only=rules_only, rules_of=rules_of, secret=secret)
    untouched &= left.untouched(study, finished_run.state_of(study, choices, before))  # but for what that has changed
    each(lambda interview: split.split(study, interview, vectors, lexical=lexical, rules_of=rules_of))
    each(lambda interview: export.export_interview(study, interview))
    sound_export.tell_left_out(study, [i for i in study.interviews if i.id in untouched], study.config.profile)
    if len(outcome.failures) < len(study.interviews):
        outcome.done += export.export_whole(study)
    outcome.refused = _looked_ahead(study, secret)
    return outcome


def _looked_ahead(study: Study, secret: str | None) -> FindingsCount | None:
    """What a release would refuse, looked at where something has changed since, if nobody has to be asked for the key."""
    if known := findings.remembered(study):
        return known
    at_hand = keys.path(study).exists() and (secret or passphrases.at_hand(study))
    if not at_hand or not any(study.pseudonymized(one.id).exists() for one in study.interviews):
        return None
    try:
        return look_ahead(study, at_hand)
    except UserError as error:  # the run is done all the same
        events.warn(f"What a release would refuse was not looked at: {error.what}\n  → {error.fix}")
        return None


def _looked_over(study: Study, choices: RunChoices, *, go_on: bool) -> tuple[PreflightFinding, ...]:
    """What the preflight found, told; raises `NotReady` if anything stops the run, unless it shall `go_on`.

    What is refused for the sake of the people in the study is not gone on with.
    """
    found = preflight(study, choices)
    if any(one.stops and not (go_on and one.code is not ExitCode.REFUSED) for one in found):
        raise NotReady(found)
    for one in found:
        events.warn(f"{one.what}\n  → {one.fix}")
    return found


def _passphrase(study: Study, choices: RunChoices, untouched: frozenset[str]) -> tuple[str | None, Key | None]:
    """The passphrase and the key that it opens, if this run will need them: while somebody still sits there to be asked."""
    if not progress.needs_key(study, choices, untouched):
        return None, None
    secret = keys.passphrase(study)
    return secret, keys.load(study, secret) if keys.path(study).exists() else None
