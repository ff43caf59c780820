"""`ipstranscribe release`."""

from pathlib import Path

from ipstranscribe.cli.options import By, StudyFolder, now


def command(by: By, study: StudyFolder = Path()) -> None:
    """Write shared/, the one folder that may be handed on: all of it, or nothing.

    Refuses unless every interview is approved, every suggestion is decided, and the gate finds no known identifier in any
    file. Needs the key.
    """
    from ipstranscribe import console, store
    from ipstranscribe.cli.verdict import show
    from ipstranscribe.steps.releasing import Refused, release
    from ipstranscribe.study import Study

    opened = Study.open(study)
    try:
        with store.lock(opened.work, "This study"):
            verdict = release(opened, by, now())
    except Refused as refused:
        show(refused.verdict)
        raise
    show(verdict)
    console.say(f"Released: {opened.shared}\nPseudonymized, but still personal data: share it as such.")
