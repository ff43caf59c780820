"""Decisions put into effect from the page: pseudonymize all interviews, and split anew those whose text this changed."""

from ipstranscribe import events
from ipstranscribe.errors import UserError
from ipstranscribe.study import key as keys
from ipstranscribe.study import locks
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import progress, split
from ipstranscribe.workflow.pseudonymize import pseudonymize_study
from ipstranscribe.workflow.run_choices import choices_so_far

PATIENCE = 2.0
"""Seconds to wait for an interview that another program holds: somebody sits at the page."""


def apply_decisions(study: Study) -> dict[str, UserError]:
    """Pseudonymize and split as `run` would, with the choices that were made before; returns what could not be split.

    Asks for the passphrase where the key is needed and it is not at hand. Raises UserError.
    """
    choices = choices_so_far(study)
    failed: dict[str, UserError] = {}
    secret = keys.passphrase(study) if progress.needs_key(study, choices) else None
    with locks.everything(study, "review", patience=PATIENCE):
        pseudonymize_study(study, rules_only=choices.rules_only, secret=secret)
        vectors = split.LazyVectors()
        there = [one for one in study.interviews if study.pseudonymized(one.id).exists()]
        with events.progress(f"splitting {len(there)} interviews") as done:
            for number, one in enumerate(there, 1):
                try:
                    split.split(study, one, vectors, lexical=choices.lexical)
                except UserError as error:
                    failed[one.id] = error
                    events.failed(error, one.id)
                done(number / len(there))
    return failed
