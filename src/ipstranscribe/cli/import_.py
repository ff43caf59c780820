"""The command `ipstranscribe import`: reads back what people corrected."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipstranscribe.choices import one_of
from ipstranscribe.cli.options import By, StudyFolder, now, role
from ipstranscribe.languages import LANGUAGES

if TYPE_CHECKING:
    from ipstranscribe.study.folder import Study

app = typer.Typer(no_args_is_help=True, help="Read back what people corrected.")
_Tables = Annotated[
    list[Path],
    typer.Argument(help="Tables with the column `decision` filled in, as xlsx or csv.", metavar="FILE..."),
]

_Given = Annotated[
    list[str],
    typer.Argument(
        help="The interview's id and its corrected draft, or a transcript as docx, txt, vtt, srt or json; or a folder with "
        "such files, or several of them, each of which says which interview it is.",
        metavar="[ID] FILE|FOLDER...",
    ),
]
_Interviewer = Annotated[
    str | None, typer.Option("--interviewer", help="The label that stands for the interviewer.", metavar="LABEL")
]
_Participant = Annotated[
    list[str] | None,
    typer.Option(
        "--participant",
        help="The label that stands for the participant; of several, the id before it (P2=LABEL), once for each.",
        metavar="LABEL",
    ),
]
_Overwrite = Annotated[
    bool,
    typer.Option(
        "--overwrite", help="Take the file as it is, where that replaces what others corrected or another text."
    ),
]
_Preview = Annotated[
    bool,
    typer.Option("--preview", help="Show the first turns as they were understood, with what was said; store nothing."),
]


@app.command()
def decisions(files: _Tables, by: By, study: StudyFolder = Path()) -> None:
    """Read decisions on identifiers: accept, change, reject, merge, split, add or withdraw, per entity and written form.

    Later decisions replace earlier ones on the same form. Several tables may be read at once: a table that would undo what
    somebody else has decided, and tables that contradict each other, are named and not read. Run `pseudonymize` or `run`
    afterwards to apply them.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.import_decisions import import_decisions, import_tables

    opened = Study.open(study)
    signed, when = role(opened, by), now()
    if len(files) == 1:
        terminal.say(f"{import_decisions(opened, files[0], signed, when)} decisions read.")
        return
    outcome = import_tables(opened, files, signed, when)
    for name, count in outcome.read:
        terminal.say(f"{name}: {count} decisions read.")
    for name, error in outcome.unread:
        terminal.fail(error, name)
    if outcome.unread:
        raise typer.Exit(outcome.code)


@app.command()
def transcript(  # noqa: PLR0913 - what a user may say of a file
    given: _Given,
    study: StudyFolder = Path(),
    interviewer: _Interviewer = None,
    participant: _Participant = None,
    overwrite: _Overwrite = False,
    preview: _Preview = False,
) -> None:
    """Read back corrected drafts, or transcripts made elsewhere: of one interview, or all that lie in a folder.

    What was kept of our own draft keeps its turn ids and times. Tracked changes are taken as accepted. What others
    corrected since the draft was made is kept; the same words corrected differently are named by turn, and refused. A table
    tells what was read: turns, words and times by speaker, and what of the file is no talk. Of a folder, files that cannot
    be read, or do not say which interview they are, are named, and the others are read: the exit code is 8 then.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.cli.transcript_account import show_account, show_turns
    from ipstranscribe.review.transcript.speaker_labels import UserLabels
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.import_folder import ReadFile, import_transcripts
    from ipstranscribe.workflow.import_transcript import import_transcript, preview_transcript
    from ipstranscribe.workflow.imported_transcript import ImportedTranscript

    opened, told = Study.open(study), UserLabels(interviewer, participants=tuple(participant or ()))

    def show(interview: str, done: ImportedTranscript) -> None:
        for line in done.lines():
            terminal.say(f"{interview}: {line}")
        show_account(done.account)
        if preview:
            show_turns(done.shown)

    if _is_one(opened, given):
        chosen = opened.interview(given[0])
        bring_in = preview_transcript if preview else import_transcript
        show(chosen.id, bring_in(opened, chosen, Path(given[1]), told, overwrite=overwrite))
        return

    def show_file(one: ReadFile) -> None:
        terminal.say(f"{one.name} is of {one.interview}.")
        show(one.interview, one.done)

    places = [Path(one) for one in given]
    outcome = import_transcripts(opened, places, told, overwrite=overwrite, preview=preview, show=show_file)
    if outcome.untouched:
        terminal.say(f"Nothing to read, nobody has corrected anything there: {', '.join(outcome.untouched)}.")
    if outcome.folders:
        terminal.say(f"Folders in it that were not looked into: {outcome.folders}.")
    for name, error in outcome.unread:
        terminal.fail(error, name)
    if outcome.unread:
        raise typer.Exit(outcome.code)


def _is_one(study: "Study", given: list[str]) -> bool:
    """Whether an interview and its file are given, and not files or folders alone."""
    ids = {interview.id for interview in study.interviews}
    return len(given) == 2 and (given[0] in ids or not Path(given[0]).exists())


_StcFile = Annotated[
    Path | None,
    typer.Argument(help="A copy of the workbook; the one in the study if none is named.", metavar="[FILE]"),
]


@app.command("stc")
def condensation(by: By, file: _StcFile = None, study: StudyFolder = Path()) -> None:
    """Read the workbook for Systematic Text Condensation back, and write it anew.

    It is merged with what others read back since it was made; where both changed the same, nothing is read, and the places
    are named.
    """
    from ipstranscribe.cli import stc, terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.stc import import_stc

    opened = Study.open(study)
    done = import_stc(opened, file, role(opened, by), now())
    if done.merged:
        terminal.say("Merged with what others wrote since the workbook was made.")
    if done.new_groups:
        terminal.say(f"Code groups that stood beside units only, and were added: {done.new_groups}.")
    stc.show(done.written)


_GuideFile = Annotated[Path, typer.Argument(help="The guide, as docx, md or txt.", metavar="FILE")]
_GuideLanguage = Annotated[
    str,
    typer.Option(
        "--language", help=f"The guide's language: {one_of(LANGUAGES)}; found out if not given.", metavar="CODE"
    ),
]
_Replace = Annotated[bool, typer.Option("--replace", help="Put it in the place of a guide.toml that was worked on.")]


@app.command()
def guide(
    file: _GuideFile, study: StudyFolder = Path(), language: _GuideLanguage = "", replace: _Replace = False
) -> None:
    """Read an interview guide in Word, Markdown or plain text, and write guide.toml.

    Main questions, branches and follow-ups are recognised by headings, lists, tables and labels; every other line is
    kept as a comment at its place.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.import_guide import import_guide

    opened = Study.open(study)
    done = import_guide(opened, file, language=language, overwrite=replace)
    for line in done.lines():
        terminal.say(line)


_UnitsTable = Annotated[
    Path, typer.Argument(help="The exported table of units, edited, as xlsx or csv.", metavar="FILE")
]


@app.command()
def units(file: _UnitsTable, by: By, study: StudyFolder = Path()) -> None:
    """Read back units that were joined, cut, tagged, rejected or restored in an exported workbook.

    Later decisions replace earlier ones on the same words, and survive reruns. Run `split` or `run` afterwards to apply them.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.import_units import import_units

    opened = Study.open(study)
    done = import_units(opened, file, role(opened, by), now())
    for line in done:
        terminal.say(line)


_Corrections = Annotated[
    Path, typer.Argument(help="The table of corrections, filled in, as xlsx or csv.", metavar="FILE")
]


@app.command()
def corrections(file: _Corrections, by: By, study: StudyFolder = Path()) -> None:
    """Read where else a name or term holds that somebody corrected in one draft: everywhere, in an interview, at a place.

    It is applied to the transcripts at once; a later no takes it back. The interview in which it was corrected is never
    changed by it, and others that were corrected by hand only where a decision names them.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.import_corrections import import_corrections

    opened = Study.open(study)
    for line in import_corrections(opened, file, role(opened, by), now()):
        terminal.say(line)


_Codes = Annotated[
    list[Path] | None,
    typer.Argument(
        help="What a coder sends back: our tables of units (xlsx, csv), our Word documents (docx), projects (qdpx, sqlite3).",
        metavar="FILE...",
        show_default=False,
    ),
]
_Coder = Annotated[
    str, typer.Option("--coder", help="The id of the coder: that of the folder, not a name.", metavar="ID")
]
_EarlierVersion = Annotated[
    bool,
    typer.Option(
        "--earlier-version",
        help="The study has changed since the file was exported: read what stands unchanged, and list the rest.",
    ),
]
_User = Annotated[
    int | None,
    typer.Option(
        "--user",
        help="Of a project with codings of several users, whose: their number in the file.",
        min=0,
        metavar="N",
    ),
]
_TakeBack = Annotated[
    list[str] | None,
    typer.Option(
        "--withdraw",
        help="Take back what the coder last returned for this interview; repeat it for several.",
        metavar="ID",
    ),
]


@app.command()
def codes(  # noqa: PLR0913 - what a user may say of a file
    coder: _Coder,
    files: _Codes = None,
    study: StudyFolder = Path(),
    earlier_version: _EarlierVersion = False,
    user: _User = None,
    withdraw: _TakeBack = None,
) -> None:
    """Read back what a coder coded: codes, code groups, condensates and notes, in the files that were exported for coders.

    Half-finished files are welcome. What comes back is kept by coder and date and never overwritten; the last holds, until it
    is taken back. Names of users are not kept. `compare` lays the work of several coders side by side.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.import_codes import import_codes, withdraw_codes
    from ipstranscribe.workflow.returned_files import ReturnOptions

    if not files and not withdraw:
        raise UserError("No file is named.", "Name what the coder sent back, or --withdraw ID.", ExitCode.USAGE)
    opened = Study.open(study)
    told = withdraw_codes(opened, withdraw, coder, now()) if withdraw else []
    if files:
        told += import_codes(opened, files, coder, now(), ReturnOptions(earlier_version, user))
    for line in told:
        terminal.say(line)


_Comparison = Annotated[
    Path, typer.Argument(help="The workbook that `compare` wrote, with agreed codes, as xlsx or ods.", metavar="FILE")
]


@app.command()
def consensus(file: _Comparison, by: By, study: StudyFolder = Path()) -> None:
    """Read what coders agreed on: codes of units and why, and which codes are the same.

    Decisions are only ever added, with role, date and what each coder had; of a unit the last holds. What coders returned is
    not changed.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.import_consensus import import_consensus

    opened = Study.open(study)
    for line in import_consensus(opened, file, role(opened, by), now()):
        terminal.say(line)


@app.callback()
def _group() -> None:
    """Read back what people corrected."""
