"""The command `ipstranscribe export`: documents for coders."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from ipstranscribe.choices import FormatName, ProgramName, one_of
from ipstranscribe.cli.options import Interviews, StudyFolder, chosen

if TYPE_CHECKING:
    from ipstranscribe.errors import Mistake, UserError

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


_EXAMPLES = {
    "formats": ("--format", "--format docx --format csv"),
    "programs": ("--program", "--program nvivo"),
    "coders": ("--for-coders", "--for-coders A,B,C"),
    "delimiter": ("--delimiter", "--delimiter ';'"),
}


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
    from ipstranscribe.study import once
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
        raise _wrong_option(first_mistake(error)) from None
    if coders is not None and not settings.coders:
        raise UserError("There is no id in --for-coders.", "Name the coders, such as A,B,C.", ExitCode.USAGE)
    interviews = chosen(opened, ids)
    with once.reading_once():
        for pitfall in pitfalls_of(opened, settings):
            terminal.say(str(pitfall))
        for interview in interviews:
            export_interview(opened, interview, settings)
            terminal.say(f"{interview.id}: {opened.exports}")
        export_whole(opened, settings)
    terminal.say(f"all interviews: {opened.exports}")


def _wrong_option(mistake: "Mistake") -> "UserError":
    """The error in an option, with an example of what is right."""
    from ipstranscribe.errors import ExitCode, UserError

    option, example = _EXAMPLES.get(mistake.path[0] if mistake.path else "", ("an option", "see --help"))
    it = "it " if mistake.what.startswith(("must ", "may ", "is ")) else ""
    return UserError(f"{option}: {it}{mistake.what}.", f"Write, for example, {example}.", ExitCode.USAGE)
