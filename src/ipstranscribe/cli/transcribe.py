"""`ipstranscribe transcribe`."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipstranscribe.cli.options import StudyFolder

if TYPE_CHECKING:
    from ipstranscribe.settings import TranscribeSettings
    from ipstranscribe.steps.transcribing import Engines

Targets = Annotated[
    list[str] | None,
    typer.Argument(
        help="Ids of interviews, or sound files outside a study; all interviews if none is named.",
        metavar="[ID|FILE]...",
    ),
]
Engine = Annotated[str | None, typer.Option(help="fast (default) or openai.", metavar="NAME")]
Model = Annotated[str | None, typer.Option(help="A model that `ipstranscribe models` lists.", metavar="NAME")]
Language = Annotated[
    str | None, typer.Option(help="Language spoken, as two letters (en, nb); found out if not given.", metavar="CODE")
]
Speakers = Annotated[
    int | None, typer.Option(help="How many people speak; 0 counts them. Default 2.", metavar="N", min=0, max=8)
]
Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="Replace transcripts of sound files that are there already.")
]


def command(  # noqa: PLR0913 - one parameter per option of the command line
    targets: Targets = None,
    study: StudyFolder = Path(),
    engine: Engine = None,
    model: Model = None,
    language: Language = None,
    speakers: Speakers = None,
    overwrite: Overwrite = False,
) -> None:
    """Turn recordings into draft transcripts, with speakers and times.

    Of an interview of a study, the transcript goes to restricted/transcripts. Of a plain sound file, a Word draft and a
    JSON file are written beside it.
    """
    from ipstranscribe.steps.transcribing import Engines

    engines = Engines()
    chosen = {"engine": engine, "model": model, "language": language, "speakers": speakers}
    given = {name: value for name, value in chosen.items() if value is not None}
    files = [Path(t) for t in targets or () if Path(t).suffix]
    ids = [t for t in targets or () if not Path(t).suffix]
    for file in files:
        _file(file, _settings({}, given), engines, overwrite=overwrite)
    if ids or not files:
        _interviews(study, ids, given, engines)


def _settings(base: Mapping[str, object], given: Mapping[str, object]) -> "TranscribeSettings":
    from pydantic import ValidationError

    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.settings import TranscribeSettings

    try:
        return TranscribeSettings.model_validate({**base, **given})
    except ValidationError as error:
        first = error.errors()[0]
        where = " ".join(str(part) for part in first["loc"]) or "settings"
        message = first["msg"].removeprefix("Value error, ")
        raise UserError(f"{where}: {message}.", "Change the option, or study.toml.", ExitCode.USAGE) from None


def _interviews(folder: Path, ids: list[str], given: Mapping[str, object], engines: "Engines") -> None:
    from ipstranscribe import console, store
    from ipstranscribe.cli.options import chosen
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.steps.transcribing import transcribe
    from ipstranscribe.study import Study

    study = Study.open(folder)
    failed = []
    with store.lock(study.work, "This study"):
        for interview in chosen(study, ids):
            try:
                settings = _settings(study.transcribe_settings(interview).model_dump(), given)
                done = transcribe(study, interview, engines, settings)
            except UserError as error:
                console.fail(error, interview.id)
                failed.append(error.code)
            else:
                console.say(f"{interview.id}: {study.draft(interview.id) if done else 'up to date'}")
    if failed:
        raise typer.Exit(failed[0] if len(set(failed)) == 1 else ExitCode.INCOMPLETE)


def _file(path: Path, settings: "TranscribeSettings", engines: "Engines", *, overwrite: bool) -> None:
    from ipstranscribe import console, store
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.steps.transcribing import Task, draft, from_recordings

    result, document = (
        path.with_name(f"{path.stem}_transcript.json"),
        path.with_name(f"{path.stem}_transcript_draft.docx"),
    )
    existing = [p for p in (result, document) if p.exists()]
    if existing and not overwrite:
        raise UserError(
            f"{existing[0].name} exists already.", "Move it away, or add --overwrite.", ExitCode.CANNOT_WRITE
        )
    transcript = from_recordings((path,), Task("P1", "P1", settings), engines)
    store.write(result, transcript, private=True)
    store.write_bytes(document, draft(transcript), private=True)
    console.say(f"Draft, with originals, not to be handed on: {document}")
