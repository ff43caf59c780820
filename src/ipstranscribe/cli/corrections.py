"""The command `ipstranscribe corrections`: writes the table of corrected names and terms anew, and counts what waits."""

from pathlib import Path

from ipstranscribe.cli.options import StudyFolder


def command(study: StudyFolder = Path()) -> None:
    """Write the table of corrected names and terms anew, and count where else they may hold. Shows no word of them.

    A name or term that somebody corrected in one draft is offered for all interviews. The table holds originals; one with
    decisions that were not read back is kept as a copy.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.import_corrections import write_anew

    opened = Study.open(study)
    told = write_anew(opened)
    if told.interviews:
        terminal.table(("Interview", "Places that wait"), [(one, str(count)) for one, count in told.interviews])
    for line in told.lines() or ["No correction waits for a decision."]:
        terminal.say(line)
    terminal.say(f"Written to {opened.corrections_table}.")
