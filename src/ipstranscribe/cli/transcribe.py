"""The command `ipstranscribe transcribe`: recordings to draft transcripts."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from ipstranscribe.choices import DeviceName, EngineName, one_of
from ipstranscribe.cli.options import Jobs, StudyFolder

if TYPE_CHECKING:
    from ipstranscribe.settings import TranscribeSettings
    from ipstranscribe.workflow.transcribe import Engines

_Targets = Annotated[
    list[str] | None,
    typer.Argument(
        help="Ids of interviews, or sound files outside a study; all interviews if none is named.",
        metavar="[ID|FILE]...",
    ),
]
_USUAL, *_OTHERS = get_args(EngineName)
_Engine = Annotated[str | None, typer.Option(help=f"{one_of((f'{_USUAL} (default)', *_OTHERS))}.", metavar="NAME")]
_Model = Annotated[str | None, typer.Option(help="A model that `ipstranscribe models` lists.", metavar="NAME")]
_Device = Annotated[
    str | None,
    typer.Option(
        help=f"Where to compute: {one_of(get_args(DeviceName))} (graphics card); auto if not given.", metavar="NAME"
    ),
]
_Language = Annotated[
    str | None, typer.Option(help="Language spoken, as two letters (en, nb); found out if not given.", metavar="CODE")
]
_Speakers = Annotated[
    str | None, typer.Option(help="How many people speak, 2 by default; `auto` counts them.", metavar="N")
]
_Start = Annotated[str | None, typer.Option(help="Leave out what comes before, as hh:mm:ss.", metavar="TIME")]
_Stop = Annotated[str | None, typer.Option(help="Leave out what comes after, as hh:mm:ss.", metavar="TIME")]
_Overwrite = Annotated[
    bool,
    typer.Option(
        "--overwrite", help="Make it anew although a person has corrected or approved it, or the file exists."
    ),
]


def command(  # noqa: PLR0913 - one parameter per option of the command line
    targets: _Targets = None,
    study: StudyFolder = Path(),
    engine: _Engine = None,
    model: _Model = None,
    device: _Device = None,
    language: _Language = None,
    speakers: _Speakers = None,
    start: _Start = None,
    stop: _Stop = None,
    jobs: Jobs = 1,
    overwrite: _Overwrite = False,
) -> None:
    """Turn recordings into draft transcripts, with speakers and times.

    Of an interview of a study, the transcript goes to restricted/transcripts. Of a plain sound file, a Word draft and a
    JSON file are written beside it. Stopped with Ctrl-C or by a power cut, the same command goes on where it was.
    """
    from ipstranscribe.workflow.transcribe import Engines

    engines = Engines(jobs)
    _refuse_folders(targets or ())
    chosen = {
        **{"engine": engine, "model": model, "device": device, "language": language, "speakers": _count(speakers)},
        **{"start": _seconds(start), "stop": _seconds(stop)},
    }
    given = {name: value for name, value in chosen.items() if value is not None}
    files = [Path(t) for t in targets or () if Path(t).suffix]
    ids = [t for t in targets or () if not Path(t).suffix]
    failed = [*_files(files, given, engines, overwrite=overwrite)]
    if ids or not files:
        failed += _interviews(study, ids, given, engines, overwrite=overwrite)
    if failed:
        from ipstranscribe.errors import ExitCode

        raise typer.Exit(failed[0] if len(set(failed)) == 1 else ExitCode.INCOMPLETE)


def _refuse_folders(targets: Sequence[str]) -> None:
    """Refuse a folder: which of its files belong together, and in which order, only a person knows."""
    from ipstranscribe.errors import ExitCode, UserError

    for target in targets:
        if Path(target).is_dir() and ("/" in target or "\\" in target or target == "."):
            raise UserError(
                f"{Path(target).name or target} is a folder.",
                "Name the sound files in it; or the study with --study, to transcribe its interviews.",
                ExitCode.USAGE,
            )


def _count(speakers: str | None) -> int | None:
    from ipstranscribe.errors import ExitCode, UserError

    if speakers is None or speakers == "auto":
        return 0 if speakers else None
    if speakers.isdecimal() and int(speakers) <= 8:
        return int(speakers)
    raise UserError("--speakers: this is no number of people.", "Give 1 to 8, or auto.", ExitCode.USAGE)


def _seconds(time: str | None) -> float | None:
    return None if time is None else seconds_given(time)


def seconds_given(time: str) -> float:
    """Seconds of a time that was typed as an option; raises UserError (USAGE) for what is none."""
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.text.time_codes import GIVEN_TIME, seconds_of

    if not re.fullmatch(GIVEN_TIME, time):
        raise UserError("This is no time from the start.", "Write it as hh:mm:ss or mm:ss.", ExitCode.USAGE)
    return seconds_of(time)


def _settings(base: Mapping[str, object], given: Mapping[str, object]) -> "TranscribeSettings":
    from pydantic import ValidationError

    from ipstranscribe.errors import ExitCode, UserError, first_mistake
    from ipstranscribe.settings import TranscribeSettings

    try:
        return TranscribeSettings.model_validate({**base, **given})
    except ValidationError as error:
        mistake = first_mistake(error)
        it = "it " if mistake.what.startswith(("must ", "may ", "is ")) else ""
        where = f"--{mistake.where}: {it}" if mistake.where else ""
        example = _EXAMPLES.get(mistake.where, "--start 00:30 --stop 25:00")
        raise UserError(f"{where}{mistake.what}.", f"Write, for example, {example}.", ExitCode.USAGE) from None


_EXAMPLES = {
    "language": "--language nb",
    "engine": "--engine fast",
    "model": "--model whisper-base",
    "device": "--device cpu",
    "speakers": "--speakers 2",
}

WORDS = {
    "up to date": "up to date",
    "approved": "approved, left as it is (--overwrite makes it anew)",
    "corrected": "corrected by a person, left as it is (--overwrite makes it anew)",
    "imported": "has no recording, left as it is",
    "without recording": "its recording is not there any more, left as it is",
}


def _interviews(
    folder: Path, ids: list[str], given: Mapping[str, object], engines: "Engines", *, overwrite: bool
) -> list[int]:
    """Transcribe interviews of a study; returns the exit codes of those that failed."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.cli.options import chosen
    from ipstranscribe.errors import UserError
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.transcribe import transcribe_all

    study = Study.open(folder)
    _settings(study.config.transcribe.model_dump(), given)  # a wrong option is said once, not for every interview
    failed: list[int] = []
    done: list[str] = []
    not_done: list[str] = []
    results = transcribe_all(
        study,
        chosen(study, ids),
        engines,
        lambda interview: _settings(study.transcribe_settings(interview).model_dump(), given),
        overwrite=overwrite,
    )
    for interview, result in results:
        if isinstance(result, UserError):
            terminal.fail(result, interview.id)
            failed.append(result.code)
            not_done.append(interview.id)
        else:
            terminal.say(f"{interview.id}: {WORDS.get(result, study.draft(interview.id))}")
            done.append(interview.id)
    if not_done and len(not_done) + len(done) > 1:
        others = f" The others are done: {', '.join(done)}." if done else ""
        terminal.warn(f"Not done: {', '.join(not_done)}.{others}")
    return failed


def _files(files: list[Path], given: Mapping[str, object], engines: "Engines", *, overwrite: bool) -> list[int]:
    """Transcribe sound files outside a study; returns the exit codes of those that failed."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import UserError

    failed: list[int] = []
    for file in files:
        try:
            _file(file, _settings({}, given), engines, overwrite=overwrite)
        except UserError as error:
            terminal.fail(error, file.name if len(files) > 1 else "")
            failed.append(error.code)
    return failed


def _file(path: Path, settings: "TranscribeSettings", engines: "Engines", *, overwrite: bool) -> None:
    import contextlib

    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.model import Cast
    from ipstranscribe.study import file_names, storage
    from ipstranscribe.workflow.transcribe import from_recordings, summary, working_folder
    from ipstranscribe.workflow.transcribe_task import TranscribeTask
    from ipstranscribe.workflow.word_draft import draft

    result = path.with_name(f"{path.stem}_transcript.json")
    document = path.with_name(file_names.transcript_draft(path.stem))
    existing = [p for p in (result, document) if p.exists()]
    if existing and not overwrite:
        raise UserError(
            f"{existing[0].name} exists already.", "Move it away, or add --overwrite.", ExitCode.CANNOT_WRITE
        )
    task = TranscribeTask("P1", Cast.of("P1"), settings, path.with_name(f".{path.stem}_transcript.work"), (path,))
    partial = path.with_name(file_names.transcript_partial(path.stem))
    try:
        with working_folder(task.work, path.name):
            transcript = from_recordings(task, engines, partial)
            storage.write(result, transcript, private=True)
            storage.write_bytes(document, draft(transcript), private=True)
            storage.delete(partial)
    finally:
        with contextlib.suppress(OSError):  # missing, or not empty: then it holds decoded passages
            (task.work / ".lock").unlink(missing_ok=True)
            task.work.rmdir()
    terminal.say(f"{path.name}: {summary(transcript)}\nDraft, with originals, not to be handed on: {document}")
