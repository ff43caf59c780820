"""The command `ipstranscribe status`: progress of every interview, coverage of the guide, and what to do next."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipstranscribe.cli.options import Interviews, StudyFolder, chosen

if TYPE_CHECKING:
    from ipstranscribe.model import Interview
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.status import InterviewStatus, StudyCoverage, StudyStatus

SIGNS = {
    "answered": ("A", "asked and answered"),
    "answered_unasked": ("U", "answered unasked"),
    "asked_no_answer": ("!", "asked, no answer"),
    "not_asked": ("-", "not asked"),
    "other_branch": ("/", "not applicable"),
    "stale": ("~", "out of date"),
    "not_split": ("", "empty: not split"),
}
"""The sign of each coverage state on the screen, with its meaning."""
STATES = {
    "missing": "not made yet",
    "draft": "made, not approved",
    "outdated": "made from something that has changed since, `run` makes it anew",
    "stale": "approved, but it shows something else now",
    "reviewed": "approved as it is",
    "made": "as everything else is now",
}
"""The states of results, with their meaning."""
FEW = 12
"""Number of interviews up to which all are shown."""
SCREEN = 20
"""Number of interviews shown where there are more than that, those that need something first."""


_Changes = Annotated[
    bool,
    typer.Option(
        "--changes", help="Write pages with what has changed since an approval that is stale, where it is kept."
    ),
]
_All = Annotated[bool, typer.Option("--all", help="Show every interview of a large study, and places already settled.")]

_ToTranscribe = Annotated[
    bool,
    typer.Option(
        "--to-transcribe", help="Only the ids of interviews whose transcript is still to be made, for a job array."
    ),
]


def command(
    ids: Interviews = None,
    study: StudyFolder = Path(),
    changes: _Changes = False,
    every: _All = False,
    to_transcribe: _ToTranscribe = False,
) -> None:
    """Show how far each interview is: missing, draft, outdated, stale (changed since it was approved) or reviewed.

    Also why something is outdated, what speaks against a run, the length in minutes, how much of the speech was heard (has
    words), how many places to listen to and suggestions (undecided) are open, how many guide questions were answered, and
    what to do next. Of many interviews, those that need something come first. For interviews that are named, the places
    where a person should listen again, the most urgent first, and the review codes of what is not approved.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study import once
    from ipstranscribe.study.folder import Study

    opened = Study.open(study)
    if to_transcribe:
        from ipstranscribe.workflow import progress

        with once.reading_once():
            for one in progress.to_transcribe(opened):
                terminal.say(one)
        return
    if changes or ids:
        for interview in chosen(opened, ids):
            _write_changes(opened, interview) if changes else _show_places(opened, interview, every=every)
        return
    with once.reading_once():
        _show_study(opened, study, every=every)


def _show_study(opened: "Study", named: Path, *, every: bool) -> None:
    """Show the study as a whole; `named` is its folder as the user named it."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.cli.findings import show, show_next
    from ipstranscribe.workflow.next_step import next_step
    from ipstranscribe.workflow.status import study_coverage, study_status

    status = study_status(opened)
    terminal.say(opened.config.title)
    _show_interviews(status, every=every)
    if status.interviews:
        _show_coverage(study_coverage(opened), every=every)
        terminal.say(f"Released: {'yes, ' + str(opened.shared) if status.released else 'no'}")
        if told := _refused(status):
            terminal.say(terminal.folded(told, "  "))
        for line in _beside(opened):
            terminal.say(line)
    show(status.findings)
    show_next(next_step(opened, status), named)
    if not status.readable:
        raise typer.Exit(status.findings[0].code)


def _show_interviews(status: "StudyStatus", *, every: bool) -> None:
    """Show the matrix of interviews and results, what its words mean, and why something is outdated."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.workflow.progress import STAGES

    rows = list(status.interviews)
    if not rows:
        return
    if len(rows) > FEW:
        rows = _summary(status, every=every)
    header = ("id", *STAGES, "min", "heard", "listen", "open", "questions")
    cells = [_cells(one) for one in rows]
    filled = [at for at in range(len(header)) if at <= len(STAGES) or any(row[at] for row in cells)]
    terminal.table(
        [header[at] for at in filled], [[row[at] for at in filled] for row in cells], breaks=(len(STAGES) + 1,)
    )
    used = {state for one in rows for state in one.states}
    terminal.say("\n".join(f"{state}: {what}" for state, what in STATES.items() if state in used and state != "made"))
    for line in _reasons(rows):
        terminal.say(terminal.folded(line, "  "))


def _refused(status: "StudyStatus") -> str:
    """What a release would refuse, in counts; empty while nothing is pseudonymized."""
    from ipstranscribe.workflow.progress import STAGES

    at = STAGES.index("identifiers")
    if all(one.states[at] == "missing" for one in status.interviews):
        return ""
    found = status.refused
    if found is None:
        return "The gate: not asked since something changed; `ipstranscribe check` looks through what a release would write."
    if not found.causes:
        return "The gate: finds nothing in what a release would write now."
    return f"The gate: would refuse a release, for {found.causes} words at {found.places} places. " + (
        f"To read: {found.page}; to decide in: {found.workbook}" if found.page else "`ipstranscribe check` lists them."
    )


def _cells(one: "InterviewStatus") -> tuple[str, ...]:
    counts = ("" if count is None else str(count) for count in (one.to_listen, one.undecided))
    return (one.interview, *one.states, one.minutes, one.with_words, *counts, one.questions)


def _summary(status: "StudyStatus", *, every: bool) -> "list[InterviewStatus]":
    """Count the states of a large study, and choose the interviews to show."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.workflow.progress import STAGES

    counted = [Counter(one.states[at] for one in status.interviews) for at in range(len(STAGES))]
    there = [state for state in STATES if any(count[state] for count in counted)]
    rows = [
        (stage, *(str(count[state] or "") for state in there)) for stage, count in zip(STAGES, counted, strict=True)
    ]
    terminal.say(f"{len(status.interviews)} interviews:")
    terminal.table(("", *there), rows)
    if every:
        return list(status.interviews)
    waiting = sorted((one for one in status.interviews if one.needs_something), key=lambda one: one.urgency)
    shown = waiting[:SCREEN]
    rest = len(status.interviews) - len(waiting)
    told = [f"{len(waiting)} need something" + (f", the first {SCREEN} are shown" if len(waiting) > SCREEN else "")]
    told += [f"{rest} need nothing"] if rest else []
    terminal.say(f"{'; '.join(told)} (--all shows all).")
    return shown


def _reasons(rows: "Sequence[InterviewStatus]") -> Iterator[str]:
    """What has changed since outdated results were made, each change once with the interviews that it is about."""
    from ipstranscribe.text.first_few import first_few

    why: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for one in rows:
        for stage, changed in one.changed:
            why.setdefault((stage, changed), []).append(one.interview)
    for (stage, changed), ids in why.items():
        yield f"{first_few(ids)}: {stage} outdated, because of a change in {' and '.join(changed)}."


def _show_places(study: "Study", interview: "Interview", *, every: bool) -> None:
    """Show the places of an interview that are to be listened to, and the review codes of what is not approved."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.text.time_codes import clock
    from ipstranscribe.text.wording import wording_of
    from ipstranscribe.workflow.listened import places
    from ipstranscribe.workflow.review_changes import unreviewed_codes

    if not study.transcript(interview.id).exists():
        terminal.say(f"{interview.id}: there is no transcript yet.")
        return
    kinds = wording_of("en").concerns
    found = places(study, interview.id)
    still = [one for one in found if not one.settled]
    settled = f" ({len(found) - len(still)} settled)" if len(found) > len(still) else ""
    terminal.say(f"{interview.id}: places to listen to: {len(still)}{settled}")
    shown = found if every else still
    if shown:
        rows = [
            (
                f"{clock(one.concern.start)} – {clock(one.concern.end)}",
                one.concern.turn or "",
                kinds[one.concern.kind],
                f"{one.concern.why} [{one.settled}]" if one.settled else one.concern.why,
            )
            for one in shown
        ]
        terminal.table(("time", "turn", "what", "why"), rows)
    if still:
        terminal.say(
            f"Heard, and right as it is: ipstranscribe listened {interview.id} {clock(still[0].concern.start)} --by ROLE"
        )
    if codes := unreviewed_codes(study, interview.id):
        told = ", ".join(f"{what} {code}" for what, code in codes.items())
        terminal.say(f"{interview.id}: not approved as it is now; review codes: {told}")


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


def _show_coverage(covered: "StudyCoverage", *, every: bool) -> None:
    """Show the coverage table with a sign per cell, of many interviews counts; the full table is in `exports`."""
    from ipstranscribe.cli import terminal

    questions, rows = covered
    if not rows:
        return
    used = {state for row in rows for state in row.states}
    if len(rows) > FEW and not every:
        states = [state for state in SIGNS if state in used]
        counted = [Counter(row.states[at] for row in rows) for at in range(len(questions))]
        cells = [
            (question, *(str(count[state] or "") for state in states))
            for question, count in zip(questions, counted, strict=True)
        ]
        terminal.table(("", *(SIGNS[state][0] or "(empty)" for state in states)), cells)
    else:
        terminal.table(("", *questions), [(row.name, *(SIGNS[one][0] for one in row.states)) for row in rows])
    terminal.say(", ".join(f"{sign} {what}".strip() for state, (sign, what) in SIGNS.items() if state in used))


def _beside(study: "Study") -> "Iterator[str]":
    """Further notes: unplaced decisions, withdrawn participants, and the retention date of recordings."""
    from ipstranscribe.workflow import sound_state
    from ipstranscribe.workflow.coded_study import returned
    from ipstranscribe.workflow.retention import overdue
    from ipstranscribe.workflow.status import consents, unplaced

    for interview, told in unplaced(study):
        yield f"{interview}: {told}"

    yield from returned(study)
    for scope, told in consents(study):
        yield f"Consent to {scope}: {told}"
    if old := sound_state.outdated(study):
        yield f"Sound of an earlier text: {', '.join(old)} → `ipstranscribe audio {' '.join(old)}`"
    if gone := study.withdrawn.participants:
        yield f"Withdrawn: {', '.join(gone)}"
    if last := study.config.keep_recordings_until:
        late = overdue(study, datetime.date.today())
        yield f"Recordings: to be kept until {last}"
        if late:
            yield f"  {late} are overdue for deletion → `ipstranscribe recordings delete --by ROLE`"
