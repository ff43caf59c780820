"""Values of the study's tables that do not fit the rest of the study: told by file, row and column, with what is right.

A value is quoted only if no table knows a word of it as a name.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from ipstranscribe import guide as guides
from ipstranscribe.errors import UserError
from ipstranscribe.model import Guide, Interview, same_branch
from ipstranscribe.study import study_tables
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.roles import check_role, known_names, words_of

__all__ = ["UnfitValue", "check_role", "is_no_name", "place_of", "refuse_without_recording", "unknown_branches"]


class UnfitValue(NamedTuple):
    """A value that does not fit the rest of the study: what it is and where, and what to do."""

    what: str
    fix: str


def unknown_branches(study: Study, guide: Guide | None = None) -> Iterator[UnfitValue]:
    """The participants whose branch no question of the guide is for, although the guide has branches.

    The guide is that of the study if none is given; raises UserError if it cannot be read.
    """
    guide = guide or guides.load(study.guide)
    known = list(dict.fromkeys(q.branch for q in guide.questions if q.branch != "all"))
    if not known:
        return
    table = study_tables.load(study.restricted, "participants")
    for participant, row in zip(study.participants, table.rows if table else (), strict=True):
        branch = participant.branch
        if branch in (None, "all") or any(same_branch(str(branch), one) for one in known):
            continue
        said = f" ({branch})" if is_no_name(study, str(branch)) else ""
        near = get_close_matches(str(branch).casefold(), known, 1, 0.7)
        hint = f"Did you mean {near[0]}? " if near else ""
        yield UnfitValue(
            f"{table.where(row, 'branch') if table else ''}: what stands there{said} is no branch of guide.toml; "
            f"{participant.id} counts as asked only what is for all.",
            f"{hint}The guide has: {', '.join(known)}.",
        )


def is_no_name(study: Study, value: str) -> bool:
    """Whether no word of a value is known as somebody's name: then it may be shown. No, where the tables cannot be read."""
    try:
        return not known_names(study) & words_of(value)
    except UserError:
        return False


def refuse_without_recording(study: Study, interview: Interview) -> None:
    """Raise UserError if no recording is named for an interview, or one of them is not there."""
    if not interview.recordings:
        raise UserError(
            f"{place_of(study, interview, 'recordings')}: no recording is named for {interview.id}.",
            f"Put the sound file into restricted/recordings and write its name there, for example {interview.id}.m4a; "
            f"or read a transcript that was made elsewhere: `ipstranscribe import transcript {interview.id} FILE`.",
        )
    missing = [number for number, path in enumerate(study.recordings(interview), 1) if not path.exists()]
    if missing:
        which = (
            "the file named there"
            if len(interview.recordings) == 1
            else f"file {', '.join(map(str, missing))} named there"
        )
        raise UserError(
            f"{place_of(study, interview, 'recordings')}: {which} is not in restricted/recordings.",
            "Copy it there, or write its name as it is there, with the ending: for example "
            f"{interview.id}.m4a; several in order, with ; between them.",
        )


def place_of(study: Study, interview: Interview, column: str) -> str:
    """Where a value of an interview stands: `interviews.csv, row 3, column recordings`."""
    table = study_tables.load(study.restricted, "interviews")
    row = next((row for row in table.rows if row.cells["id"] == interview.id), None) if table else None
    return table.where(row, column) if table and row else f"the table of interviews, column {column}"
