"""`ipstranscribe status`."""

from pathlib import Path

from ipstranscribe.cli.options import StudyFolder


def command(study: StudyFolder = Path()) -> None:
    """Show how far each interview is: missing, draft, stale (changed since it was approved) or reviewed.

    Also where a person should listen, which suggestions are undecided, and how many guide questions were answered.
    """
    from ipstranscribe import console
    from ipstranscribe.steps.surveying import survey
    from ipstranscribe.study import Study

    opened = Study.open(study)
    header = ("interview", "min", "transcript", "identifiers", "units", "concerns", "undecided", "questions answered")
    rows = [(s.interview, s.minutes, *s.states, s.concerns, s.undecided, s.questions) for s in survey(opened)]
    console.say(opened.config.title)
    console.table(header, rows)
    console.say(f"Released: {'yes, ' + str(opened.shared) if opened.shared.exists() else 'no'}")
