"""The command `ipstranscribe stc`: writes the workbook for Systematic Text Condensation, and the analytic text's frame."""

from pathlib import Path
from typing import TYPE_CHECKING

from ipstranscribe.cli.options import StudyFolder

if TYPE_CHECKING:
    from ipstranscribe.workflow.stc import WrittenStc


def command(study: StudyFolder = Path()) -> None:
    """Write the workbook for Systematic Text Condensation (Malterud) anew, and the frame of the analytic text.

    Themes, code groups, units to sort, a sheet for each code group with its condensates to write, and what is still open. The
    program never drafts a condensate. A workbook with work that was not read back is kept as a copy.
    """
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.stc import write_stc

    show(write_stc(Study.open(study)))


def show(done: "WrittenStc") -> None:
    """Show how far the condensation is, and what was written; no word of it."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.workflow.stc import COMMAND

    material = done.material
    condensed = {(one.group, one.subgroup) for one in material.state.condensates}
    subgroups = [
        (group.name, name) for group in material.state.groups for name, units in material.in_group(group.name) if units
    ]
    rows = (
        ("themes", len(material.state.themes)),
        ("code groups", len(material.state.groups)),
        ("units in a code group", len(material.units) - len(material.open_units)),
        ("units in none", len(material.open_units)),
        ("subgroups with units", len(subgroups)),
        ("of these without a condensate", sum(one not in condensed for one in subgroups)),
        ("condensates without units", len(list(material.unsupported()))),
        ("sorted, and no unit any more", len(material.gone)),
    )
    terminal.table(("what", "how many"), [(what, str(count)) for what, count in rows])
    if done.missing:
        terminal.say(f"Not in it, because there are no units yet: {', '.join(done.missing)}.")
    if done.kept_copy:
        terminal.say(f"The workbook held work that was not read back; it is kept as {done.kept_copy}.")
    terminal.say("\n".join(f"Written to {path}." for path in done.files))
    terminal.say(f"Read it back with `{COMMAND}`.")
