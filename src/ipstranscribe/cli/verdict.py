"""Output of the gate's judgement: places and numbers, never a word of what was found."""

from typing import TYPE_CHECKING

from ipstranscribe.cli import terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipstranscribe.pseudonymize.redaction.reword import WordingChange
    from ipstranscribe.workflow.check import Judgement


def show(judgement: "Judgement") -> None:
    """Show findings and reasons, then the remaining words and numbers for a person to check."""
    verdict = judgement.verdict
    for reason in judgement.reasons:
        terminal.say(f"{reason.what}\n  → {reason.fix}")
    if verdict.findings:
        terminal.table(
            ("file", "part", "what", "times"), [(f.file, f.part, f.what, str(f.times)) for f in verdict.findings]
        )
        for fix in judgement.fixes:
            terminal.say(f"  → {fix}")
    elif verdict.files:
        terminal.say(f"{verdict.files} files looked through, no known identifier found. This is not a guarantee.")
    if judgement.left:
        rows = [(one.interview, str(one.words), str(one.numbers)) for one in judgement.left]
        terminal.table(("interview", "capitalised words left", "numbers left"), rows)
        terminal.say("`ipstranscribe risk` lists them.")


def show_changes(changes: "Sequence[WordingChange]") -> None:
    """Show the replacements that a profile changes; they are no originals."""
    rows = [(c.before, c.after, str(c.times), " ".join(c.interviews)) for c in changes]
    terminal.table(("now", "then", "times", "interviews"), rows)
