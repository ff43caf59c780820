"""The command `ipstranscribe audio`: sound in which what is replaced in the text is covered."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import Interviews, StudyFolder, chosen

_Clips = Annotated[
    bool,
    typer.Option(
        "--clips", help="Also the sound of each unit, which `export` links where participants and profile allow sound."
    ),
]


def command(ids: Interviews = None, study: StudyFolder = Path(), clips: _Clips = False) -> None:
    """Make a copy of the recordings in which everything that is replaced in the text is covered by a soft tone.

    Of the interviews named, or of all whose text is approved. The copy is transcribed and searched for every known name;
    what is found is covered as well, and a copy in which a name is still heard is not kept. A voice says who speaks, whatever
    is covered: the copy is personal data, and stays under restricted/.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.audio import SoundWork, approved, audio_of

    opened = Study.open(study)
    interviews = chosen(opened, ids) if ids else approved(opened)
    if not interviews:
        raise UserError(
            "There is no interview whose text is approved and whose recording is there.",
            "`ipstranscribe status` shows what is missing.",
            ExitCode.REFUSED,
        )
    left = [] if ids else [one.id for one in opened.interviews if one not in interviews]
    if left:
        terminal.say(f"Not approved, or without a recording: {', '.join(left)}.")
    failed: list[int] = []
    for interview, result in audio_of(opened, interviews, SoundWork(opened), clips=clips):
        if isinstance(result, UserError):
            terminal.fail(result, interview.id if len(interviews) > 1 else "")
            failed.append(result.code)
        else:
            beside = f", clips: {opened.clips(interview.id)}" if clips else ""
            told = "up to date: " if result == "up to date" else ""
            terminal.say(f"{interview.id}: {told}{opened.muted(interview.id)}{beside}")
    if failed:
        raise typer.Exit(failed[0] if len(set(failed)) == 1 else ExitCode.INCOMPLETE)
