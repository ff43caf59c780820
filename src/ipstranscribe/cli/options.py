"""Options shared by several commands, so that they read and behave the same everywhere."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipstranscribe.choices import one_of
from ipstranscribe.languages import RECORDS

if TYPE_CHECKING:
    from ipstranscribe.model import Interview
    from ipstranscribe.study.folder import Study

StudyFolder = Annotated[
    Path, typer.Option("--study", "-s", help="The study folder, or a folder inside it.", metavar="FOLDER")
]
Interviews = Annotated[
    list[str] | None,
    typer.Argument(help="Ids of interviews (P1 P2 …); all of them if none is named.", metavar="[ID]..."),
]
RulesOnly = Annotated[
    bool,
    typer.Option(
        "--rules-only", help="Find names and details without language models. The result says so on every document."
    ),
]
Lexical = Annotated[
    bool,
    typer.Option("--lexical", help="Tag questions by shared words, without the sentence model. The result says so."),
]
RulesOf = Annotated[
    str,
    typer.Option(
        "--rules-of",
        help=f"Whose rules to use for a language that has none: {one_of(tuple(RECORDS))}. Every document says so.",
        metavar="CODE",
    ),
]
Jobs = Annotated[
    int,
    typer.Option(help="Interviews transcribed at a time; more than 1 needs more memory.", metavar="N", min=1, max=16),
]
By = Annotated[
    str, typer.Option("--by", help="Your role, for the log: a word like 'investigator', not a name.", metavar="ROLE")
]


def now() -> str:
    """The current time to the minute, with the offset from UTC, for logs and decisions."""
    return datetime.now().astimezone().isoformat(timespec="minutes")


def chosen(study: "Study", ids: list[str] | None) -> "list[Interview]":
    """The interviews named, or all; raises UserError for one that does not exist."""
    return [study.interview(one) for one in ids] if ids else list(study.interviews)


SyncedFolderAccepted = Annotated[
    str,
    typer.Option(
        help="The role that accepts that the study lies in a folder which a service (OneDrive, Dropbox …) copies to other "
        "machines; it is recorded.",
        metavar="ROLE",
    ),
]


def role(study: "Study", by: str) -> str:
    """The role given with --by; raises UserError for none, or for what may be somebody's name."""
    from ipstranscribe.workflow.roles import check_role

    return check_role(study, by)
