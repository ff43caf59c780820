"""The command `ipstranscribe export`: documents for coders."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from ipstranscribe.choices import FormatName, ProgramName, one_of
from ipstranscribe.cli.options import Interviews, StudyFolder, chosen

if TYPE_CHECKING:
    from ipstranscribe.errors import Mistake

_Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        help=f"{one_of(get_args(FormatName))}; repeat for several. Default: those of study.toml.",
        metavar="NAME",
    ),
]
_Programs = Annotated[
    list[str] | None,
    typer.Option(
        "--program",
        help=f"{one_of(get_args(ProgramName))}; repeat for several. Writes what it reads best into a folder of its own. "
        "Default: those of study.toml.",
        metavar="NAME",
    ),
]
_Coders = Annotated[
    str | None,
    typer.Option(
        "--for-coders",
        help="Ids of the coders, such as A,B,C: each gets a folder with everything, the same but for the id.",
        metavar="IDS",
    ),
]
_Delimiter = Annotated[
    str | None, typer.Option(help="What separates the columns of csv: ',' or ';' or 'tab'.", metavar="SIGN")
]


def command(  # noqa: PLR0913 - one parameter per option of the command line
    ids: Interviews = None,
    study: StudyFolder = Path(),
    formats: _Formats = None,
    programs: _Programs = None,
    coders: _Coders = None,
    delimiter: _Delimiter = None,
) -> None:
    """Write working copies for coders into exports/. They say that they are drafts until everything is approved.

    Beside those of the interviews named, the documents that hold all interviews: how far each question was covered, the
    framework matrix, a project for programs that read REFI-QDA. What a program would choke on is said first.
    """
    from pydantic import ValidationError

    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import ExitCode, UserError, first_mistake
    from ipstranscribe.settings import ExportSettings
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.export import export_interview, export_whole, pitfalls_of

    opened = Study.open(study)
    given = {
        "formats": tuple(formats) if formats else None,
        "programs": tuple(programs) if programs else None,
        "coders": tuple(part.strip() for part in coders.split(",") if part.strip()) if coders is not None else None,
        "delimiter": delimiter,
    }
    try:
        settings = ExportSettings.model_validate(
            {**opened.export_settings().model_dump(), **{k: v for k, v in given.items() if v is not None}}
        )
    except ValidationError as error:
        raise UserError(_said_of(first_mistake(error)), "See --help.", ExitCode.USAGE) from None
    if coders is not None and not settings.coders:
        raise UserError("There is no id in --for-coders.", "Name the coders, such as A,B,C.", ExitCode.USAGE)
    interviews = chosen(opened, ids)
    for pitfall in pitfalls_of(opened, settings):
        terminal.say(str(pitfall))
    for interview in interviews:
        export_interview(opened, interview, settings)
        terminal.say(f"{interview.id}: {opened.exports}")
    export_whole(opened, settings)
    terminal.say(f"all interviews: {opened.exports}")


def _said_of(mistake: "Mistake") -> str:
    """The error in an option, as a sentence."""
    if mistake.path[0] == "coders" and mistake.kind == "string_pattern_mismatch":
        return "The id of a coder may have letters, digits, - and _, and no more than 31 of them."
    return f"{mistake.what[:1].upper()}{mistake.what[1:]}."
