"""The command `ipstranscribe status`: progress of every interview, and coverage of the guide."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipstranscribe.cli.options import Interviews, StudyFolder, chosen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipstranscribe.guide.coverage import CoverageRow
    from ipstranscribe.model import Interview
    from ipstranscribe.study.folder import Study

_SIGNS = {
    "answered": ("A", "asked and answered"),
    "answered_unasked": ("U", "answered unasked"),
    "asked_no_answer": ("!", "asked, no answer"),
    "not_asked": ("-", "not asked"),
    "other_branch": ("/", "not applicable"),
    "stale": ("~", "out of date"),
    "not_split": ("", "empty: not split"),
}
"""The sign of each coverage state on the screen, with its meaning."""
_ABREAST = 20
"""Maximum number of questions side by side on the screen."""


_Changes = Annotated[
    bool,
    typer.Option(
        "--changes", help="Write pages with what has changed since an approval that is stale, where it is kept."
    ),
]


def command(ids: Interviews = None, study: StudyFolder = Path(), changes: _Changes = False) -> None:
    """Show how far each interview is: missing, draft, stale (changed since it was approved) or reviewed.

    Also the length in minutes, how much of the speech was heard (has words), how many places to listen to, how many
    suggestions are open (undecided), and how many guide questions were answered; then, for each question, whether it was
    asked and answered. For interviews that are named, the
    places where a person should listen again, the most urgent first, and the review codes of what is not approved.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.text.time_codes import clock
    from ipstranscribe.text.wording import wording_of
    from ipstranscribe.workflow.review_changes import unreviewed_codes
    from ipstranscribe.workflow.status import interview_statuses, listen_here, study_coverage

    opened = Study.open(study)
    if changes:
        for interview in chosen(opened, ids):
            _write_changes(opened, interview)
        return
    if ids:
        kinds = wording_of("en").concerns
        for interview in chosen(opened, ids):
            concerns = listen_here(opened, interview.id)
            terminal.say(f"{interview.id}: places to listen to: {len(concerns)}")
            if concerns:
                places = [(f"{clock(c.start)} – {clock(c.end)}", c.turn or "", kinds[c.kind], c.why) for c in concerns]
                terminal.table(("time", "turn", "what", "why"), places)
            if codes := unreviewed_codes(opened, interview.id):
                told = ", ".join(f"{what} {code}" for what, code in codes.items())
                terminal.say(f"{interview.id}: not approved as it is now; review codes: {told}")
        return
    header = ("id", "min", "heard", "transcript", "identifiers", "units", "listen", "open", "questions")
    rows = [
        (s.interview, s.minutes, s.with_words, *s.states, s.concerns, s.undecided, s.questions)
        for s in interview_statuses(opened)
    ]
    terminal.say(opened.config.title)
    terminal.table(header, rows)
    _show_coverage(study_coverage(opened))
    terminal.say(f"Released: {'yes, ' + str(opened.shared) if opened.shared.exists() else 'no'}")
    for line in _beside(opened):
        terminal.say(line)


def _write_changes(study: "Study", interview: "Interview") -> None:
    """Write the pages of an interview with what has changed since its approvals, and say where they are."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.workflow.review_changes import report_changes

    found = report_changes(study, interview)
    if not found:
        terminal.say(f"{interview.id}: no approval is stale.")
    for one in found:
        if one.places is None:
            terminal.say(
                f"{interview.id}: {one.what} changed; an earlier version kept nothing to compare, so look at all of it."
            )
        else:
            terminal.say(f"{interview.id}: {one.what}, places that changed since the approval: {one.places}.")
            terminal.say("\n".join(f"Written to {path}." for path in one.files))


def _show_coverage(rows: "tuple[CoverageRow, ...]") -> None:
    """Show the coverage table with a sign per cell; the full table is in `exports`."""
    from ipstranscribe.cli import terminal

    if not rows:
        return
    questions = [cell.question.id for cell in rows[0].cells]
    for first in range(0, len(questions), _ABREAST):
        shown = [(row.interview, *(_SIGNS[c.state][0] for c in row.cells[first : first + _ABREAST])) for row in rows]
        terminal.table(("", *questions[first : first + _ABREAST]), shown)
    used = {cell.state for row in rows for cell in row.cells}
    terminal.say(", ".join(f"{sign} {what}".strip() for state, (sign, what) in _SIGNS.items() if state in used))


def _beside(study: "Study") -> "Iterator[str]":
    """Further notes: unplaced decisions, withdrawn participants, and the retention date of recordings."""
    from ipstranscribe.workflow.retention import overdue
    from ipstranscribe.workflow.status import unplaced

    for interview, told in unplaced(study):
        yield f"{interview}: {told}"

    if gone := study.withdrawn.participants:
        yield f"Withdrawn: {', '.join(gone)}"
    if last := study.config.keep_recordings_until:
        late = overdue(study, datetime.date.today())
        yield f"Recordings: to be kept until {last}"
        if late:
            yield f"  {late} are overdue for deletion → `ipstranscribe recordings delete --by ROLE`"
