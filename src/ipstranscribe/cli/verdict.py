"""Output of the gate's judgement: causes and numbers, and where the list lies; never a word of what was found."""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ipstranscribe.cli import terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipstranscribe.pseudonymize.redaction.reword import WordingChange
    from ipstranscribe.workflow.check import Judgement
    from ipstranscribe.workflow.findings import FindingsCount


@contextlib.contextmanager
def showing_refusals() -> Iterator[None]:
    """Show why what is done inside of this block may not leave: what the gate found, or what would be worded otherwise."""
    from ipstranscribe.workflow.check import Refused
    from ipstranscribe.workflow.release import Reworded

    try:
        yield
    except Refused as refused:
        show(refused.judgement)
        raise
    except Reworded as otherwise:
        show_changes(otherwise.changes)
        raise


def show(judgement: "Judgement") -> None:
    """Show what was found, by cause, and where it is listed; what else speaks against a release; what is left to check."""
    if judgement.unsearched:
        terminal.say(f"Not searched, because there is no pseudonymized text yet: {', '.join(judgement.unsearched)}.")
    if judgement.verdict.findings:
        _show_found(judgement)
    elif judgement.verdict.files:
        terminal.say(terminal.folded(f"No known identifier found. Searched: {judgement.searched}."))
        terminal.say("This is not a guarantee: a name that nobody told the program is not known to it.")
    for reason in judgement.reasons:
        terminal.say(f"{reason.what}\n  → {reason.fix}")
    if judgement.left:
        rows = [(one.interview, str(one.words), str(one.numbers)) for one in judgement.left]
        terminal.table(("interview", "capitalised words left", "numbers left"), rows)
        terminal.say("`ipstranscribe risk` lists them.")


def _show_found(judgement: "Judgement") -> None:
    """Show the causes as counts; the words are in the list."""
    terminal.say(terminal.folded(f"A release is refused. Searched: {judgement.searched}."))
    show_counts(judgement.found)
    for fix in judgement.fixes:
        terminal.say(terminal.folded(f"  → {fix}", "    "))


def show_counts(found: "FindingsCount") -> None:
    """Show how many causes there are, and where the list with the words lies."""
    rows = [(one.why, one.where, str(one.causes), str(one.places), str(one.files)) for one in found.counts]
    terminal.table(("why it is refused", "where it stands", "words", "places", "files"), rows)
    for copy in found.kept:
        terminal.say(f"The list that was there holds decisions that were not read back; it is kept as {copy}.")
    if found.page:
        terminal.say(f"To read:      {found.page}\nTo decide in: {found.workbook}")


def show_changes(changes: "Sequence[WordingChange]") -> None:
    """Show the replacements that a profile changes; they are no originals."""
    rows = [(c.before, c.after, str(c.times), " ".join(c.interviews)) for c in changes]
    terminal.table(("now", "then", "times", "interviews"), rows)
