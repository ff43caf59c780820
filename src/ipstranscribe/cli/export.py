"""`ipstranscribe export`."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import Interviews, StudyFolder, chosen

Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format", help="docx, xlsx or csv; repeat for several. Default: those of study.toml.", metavar="NAME"
    ),
]
Delimiter = Annotated[
    str | None, typer.Option(help="What separates the columns of csv: ',' or ';' or 'tab'.", metavar="SIGN")
]


def command(
    ids: Interviews = None, study: StudyFolder = Path(), formats: Formats = None, delimiter: Delimiter = None
) -> None:
    """Write working copies for coders into exports/. They say that they are drafts until everything is approved.

    Beside those of the interviews named, the documents that hold all interviews: how far each question was covered, and
    the framework matrix.
    """
    from pydantic import ValidationError

    from ipstranscribe import console, store
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.settings import ExportSettings
    from ipstranscribe.steps.exporting import export_interview, export_whole
    from ipstranscribe.study import Study

    opened = Study.open(study)
    given = {"formats": tuple(formats) if formats else None, "delimiter": delimiter}
    try:
        settings = ExportSettings.model_validate(
            {**opened.export_settings().model_dump(), **{k: v for k, v in given.items() if v is not None}}
        )
    except ValidationError as error:
        raise UserError(f"{error.errors()[0]['msg']}.", "See --help.", ExitCode.USAGE) from None
    with store.lock(opened.work, "This study"):
        for interview in chosen(opened, ids):
            export_interview(opened, interview, settings)
            console.say(f"{interview.id}: {opened.exports}")
        export_whole(opened, settings)
        console.say(f"all interviews: {opened.exports}")
