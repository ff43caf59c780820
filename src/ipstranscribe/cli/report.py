"""The command `ipstranscribe report`: writes the methods report."""

from pathlib import Path

from ipstranscribe.cli.options import StudyFolder, now


def command(study: StudyFolder = Path()) -> None:
    """Write the facts for the methods section of the article: interviews, participants, software, COREQ. Needs no key.

    What the program does not know reads "not stated". It describes participants, so it lies under restricted/reports.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.report_methods import report_methods

    opened = Study.open(study)
    report, files = report_methods(opened, now()[:10])
    interviews = len(report.material.interviews)
    figures = (
        ("interviews", interviews),
        ("with a transcript", interviews - len(report.missing)),
        ("with units", interviews - len(report.unsplit)),
        ("participants interviewed", report.participants),
    )
    terminal.table(("what", "how many"), [(what, str(count)) for what, count in figures])
    terminal.say("\n".join(f"Written to {path}." for path in files))
    terminal.say("Look it through before anything of it goes into an article: it describes participants.")
