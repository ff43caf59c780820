"""A correction in the working copies before the whole study is gone through: by what the key knows already.

A person who corrected a transcript waits for its documents. What other interviews add to a text (a name that is learned
there, one that is no name by how it is written elsewhere) seldom touches it, and takes the whole study to find out. So the
interviews with another transcript are done by themselves first and their copies are written; nothing else is stored. The
steps that follow take no notice of it: where they come to the same, the copies are left as they are, else written again.
"""

from ipstranscribe import events
from ipstranscribe import guide as guides
from ipstranscribe.errors import UserError
from ipstranscribe.model import Identifiers, Interview, Key, PseudonymizedTranscript, ReviewStep, StepInputs, Units
from ipstranscribe.study import review_content, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import export, pseudonymize, pseudonymize_inputs, sound_state, split
from ipstranscribe.workflow.built_documents import RenderedInterview
from ipstranscribe.workflow.heard import recognition_of
from ipstranscribe.workflow.run_choices import RunChoices
from ipstranscribe.workflow.split import LazyVectors


def show_in_advance(study: Study, choices: RunChoices, key: Key, vectors: LazyVectors) -> None:
    """Write the working copies of the interviews that were corrected, if nothing else has changed since they were done."""
    try:
        settings = study.pseudonymize_settings(rules_only=choices.rules_only)
        corrected = _corrected(study, choices)
        if not corrected or pseudonymize.with_shifts(study, key) != key:  # what is drawn at random is drawn once
            return
        result = pseudonymize.task_of(study, corrected, settings, key, choices.rules_of).run()
        for interview in corrected:
            text, found = result.transcripts[interview.id], result.identifiers[interview.id]
            units = split.proposed(study, text, vectors, choices)
            codes = _codes(study, text, found, units)
            if export.export_unstored(study, interview, RenderedInterview(text, units), codes):
                events.notice(f"{interview.id}: the working copies show what was corrected; the whole study follows.")
    except UserError:  # it is told by the step that would have to do it
        return


def _corrected(study: Study, choices: RunChoices) -> list[Interview]:
    """The interviews with another transcript than they were done with; none where anything else is not as it was.

    One with sound is left to the steps: whether what is covered in it still fits is told by what is stored.
    """
    path = study.step_inputs("identifiers")
    kept = storage.read(path, StepInputs) if path.exists() else StepInputs(inputs="")
    now = pseudonymize_inputs.inputs_now(study, choices)
    changed = {name for name in {*kept.parts, *now.parts} if kept.parts.get(name) != now.parts.get(name)}
    mine = [one for one in study.interviews if f"transcript {one.id}" in changed]
    fits = len(mine) == len(changed) < len(study.interviews) and all(name in kept.parts for name in changed)
    ready = all(study.units(one.id).exists() and not sound_state.record(study, one.id) for one in mine)
    return mine if fits and ready else []


def _codes(study: Study, text: PseudonymizedTranscript, found: Identifiers, units: Units) -> dict[ReviewStep, str]:
    unheard, guide = recognition_of(study, text).unheard, guides.load(study.guide)
    shown = review_content.identifiers_content(text, found, unheard, study.config)
    cut = review_content.units_content(text, units, guide, unheard, study.config)
    return {"identifiers": review_content.review_code(shown), "units": review_content.review_code(cut)}
