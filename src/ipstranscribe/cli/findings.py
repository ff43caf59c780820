"""Output of what the preflight found: a line for what it is, a line for what to do; and of the next step."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ipstranscribe.cli import terminal

if TYPE_CHECKING:
    from ipstranscribe.workflow.next_step import NextStep
    from ipstranscribe.workflow.preflight import PreflightFinding


def show(findings: "Sequence[PreflightFinding]") -> None:
    """Show findings, what stops a run first."""
    for stops, heading in ((True, "This stops a run:"), (False, "To look at:")):
        chosen = [one for one in findings if one.stops is stops]
        if chosen:
            terminal.say(heading)
        for one in chosen:
            terminal.say(terminal.folded(f"- {one.what}", "  "))
            terminal.say(terminal.folded(f"  → {one.fix}", "    "))


def show_next(step: "NextStep", study: Path) -> None:
    """Show the next step: what it is, and in the last line the command as it is typed here."""
    if not step.command:
        terminal.say(f"next: {step.what}")
    elif step.first:
        terminal.say(f"next: {step.what}, then {with_study(step.command, study)}")
    else:
        terminal.say(terminal.folded(step.what))
        terminal.say(f"next: {with_study(step.command, study)}")


def with_study(command: str, study: Path) -> str:
    """A command with the option that names the study, unless it is the folder that one is in."""
    named = f'"{study}"' if " " in str(study) else str(study)
    return command if study == Path() or "models" in command.split() else f"{command} --study {named}"
