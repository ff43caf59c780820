"""The command `ipstranscribe guide`: checks the interview guide before use."""

from pathlib import Path

import typer

from ipstranscribe.cli.options import Lexical, StudyFolder

app = typer.Typer(no_args_is_help=True, help="Look at the interview guide.")


@app.command("check")
def check(study: StudyFolder = Path(), lexical: Lexical = False) -> None:
    """Say which questions are too alike to tell apart, and what else will make questions hard to recognise.

    Only questions that can be asked of the same participant are compared. What is said comes with a fix; nothing is changed.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.import_guide import check_guide
    from ipstranscribe.workflow.table_values import unknown_branches

    opened = Study.open(study)
    flags = check_guide(opened, lexical=lexical)
    for flag in flags:
        about = " and ".join(flag.questions) if len(flag.questions) < 3 else ", ".join(flag.questions)
        terminal.say(f"{about} {flag.what}.\n  → {flag.fix}" if about else f"{flag.what}.\n  → {flag.fix}")
    for unfit in unknown_branches(opened):
        terminal.say(f"{unfit.what}\n  → {unfit.fix}")
    terminal.say(f"{len(flags)} things to look at." if flags else "Nothing stands out.")


@app.callback()
def _group() -> None:
    """Look at the interview guide."""
