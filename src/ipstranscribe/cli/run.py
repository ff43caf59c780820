"""The command `ipstranscribe run`: all four stages over all interviews."""

from pathlib import Path

import typer

from ipstranscribe.cli.options import Jobs, Lexical, RulesOf, RulesOnly, StudyFolder


def command(
    study: StudyFolder = Path(),
    rules_only: RulesOnly = False,
    rules_of: RulesOf = "",
    lexical: Lexical = False,
    jobs: Jobs = 1,
) -> None:
    """Do all four stages for every interview: transcribe, pseudonymize, split, export.

    What is up to date is skipped. An interview that fails does not stop the others; it is named at the end.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import ExitCode
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow import run
    from ipstranscribe.workflow.export import pitfalls_of
    from ipstranscribe.workflow.status import unplaced
    from ipstranscribe.workflow.table_values import unknown_branches

    opened = Study.open(study)
    outcome = run.run(opened, rules_only=rules_only, rules_of=rules_of, lexical=lexical, jobs=jobs)
    if outcome.failures:
        others = [interview.id for interview in opened.interviews if interview.id not in outcome.failures]
        done = f" The others are done: {', '.join(others)}." if others else ""
        terminal.warn(f"Not done: {', '.join(outcome.failures)}.{done}")
        raise typer.Exit(ExitCode.INCOMPLETE)
    for line in unknown_branches(opened):
        terminal.warn(line)
    for interview, told in unplaced(opened):
        terminal.say(f"{interview}: {told}")
    for pitfall in pitfalls_of(opened):
        terminal.say(str(pitfall))
    terminal.say(f"{outcome.done} steps done." if outcome.done else "Everything is up to date.")
    terminal.say(f"Documents: {opened.exports}\nDecisions to make: {opened.review_table('.xlsx')}")
