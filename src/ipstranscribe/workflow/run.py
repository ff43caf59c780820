"""The run step, the whole flow: recordings → transcripts → pseudonymized transcripts → units → documents.

Each step is done only if its inputs have changed, by content and never by time stamp. An interview that fails does not
stop the others; the caller names it at the end.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from ipstranscribe import events
from ipstranscribe.errors import UserError
from ipstranscribe.model import Interview
from ipstranscribe.study import atomic_folder, locks
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import borrowed_rules, export, pseudonymize, split, transcribe


@dataclass
class RunOutcome:
    """The outcome of a run: failed interviews with their errors, and the number of steps done."""

    failures: dict[str, UserError] = field(default_factory=dict)
    done: int = 0


def run(
    study: Study, *, rules_only: bool = False, lexical: bool = False, jobs: int = 1, rules_of: str = ""
) -> RunOutcome:
    """Run the four stages over every interview of `study`; raises UserError for errors of the study as a whole.

    `jobs` interviews are transcribed at a time. `rules_of` is the language whose rules are used for languages without
    rules; if such a language is known before a recording is transcribed, it is refused before.
    """
    _refuse_before_transcribing(study, rules_of)
    outcome = RunOutcome()
    engines, vectors = transcribe.Engines(jobs), split.LazyVectors()

    def fail(interview: Interview, error: UserError) -> None:
        outcome.failures[interview.id] = error
        events.failed(error, interview.id)

    def each(step: Callable[[Interview], bool]) -> None:
        for interview in study.interviews:
            if interview.id not in outcome.failures:
                try:
                    outcome.done += step(interview)
                except UserError as error:
                    fail(interview, error)

    with locks.shared(study, "run"):
        atomic_folder.recover(study.shared)
    for interview, result in transcribe.transcribe_all(study, study.interviews, engines):
        if isinstance(result, UserError):
            fail(interview, result)
        outcome.done += result == "done"
    outcome.done += pseudonymize.pseudonymize_study(study, rules_only=rules_only, rules_of=rules_of)
    each(lambda interview: split.split(study, interview, vectors, lexical=lexical, rules_of=rules_of))
    each(lambda interview: export.export_interview(study, interview))
    if len(outcome.failures) < len(study.interviews):
        outcome.done += export.export_whole(study)
    return outcome


def _refuse_before_transcribing(study: Study, rules_of: str) -> None:
    """Raise UserError for a language without rules that is known before its recording is transcribed, which takes long."""
    for interview in study.interviews:
        language = interview.language or study.config.transcribe.language
        if language and not study.transcript(interview.id).exists():
            borrowed_rules.borrowed(study, language, rules_of)
