"""The command `ipstranscribe review`: listen to the transcripts and correct them, on a page in the browser."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import StudyFolder, now

_Id = Annotated[str, typer.Argument(help="The interview to begin with; the study if none is named.", metavar="[ID]")]
_By = Annotated[
    str,
    typer.Option(
        "--by", help="Your role, for the log: a word like 'transcriber', not a name. The page asks for it too."
    ),
]
_NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Start no browser; say which file to open in one.")]
_Port = Annotated[
    int,
    typer.Option(help="The port to listen at, on this computer only; a free one if none is given.", min=0, max=65535),
]


def command(
    interview: _Id = "", study: StudyFolder = Path(), by: _By = "", no_browser: _NoBrowser = False, port: _Port = 0
) -> None:
    """Listen to the transcripts and correct them, on a page in your browser.

    The page comes from this program, and is for the one who started it: it cannot be reached from another computer, nor by
    another user or program of this one. Everything is stored in the study, as the Word drafts are: both ways can be used in
    turns. Ctrl-C, the page's button or an hour without the page end it; all is stored by then.
    """
    from ipstranscribe.cli import start_up, terminal

    _refuse_without_extra()
    from ipstranscribe.web import browser, listener

    door = listener.open_door(port)
    with_browser = not no_browser and browser.can_show()
    starter = browser.Starter() if with_browser else None
    start_up.forbid_network()

    try:
        from ipstranscribe.study.folder import Study
        from ipstranscribe.web import redirect, server
        from ipstranscribe.workflow.roles import check_role

        opened = Study.open(study)
        chosen = opened.interview(interview).id if interview else ""
        role = check_role(opened, by) if by else None
        shown_in = browser.found() if starter else browser.Browser()
        folder = redirect.folder(shown_in.snap)

        def show(file: Path) -> None:
            if starter:
                starter.start(shown_in.words(file), file)
                terminal.say("The review page opens in your browser. If it does not, open this file within a minute:")
            else:
                terminal.say("Open this file in your browser within a minute:")
            terminal.say(f"  {file}")
            terminal.say("Everything is stored as you work. To end: the button on the page, or Ctrl-C here.")

        wanted = server.ReviewOptions(opened, chosen, role, now, folder, show)
        reason = server.run(door, wanted)
    finally:
        if starter:
            starter.let_go()
        door.close()
    terminal.say(f"{reason} Everything is stored, and the page is closed.")


def _refuse_without_extra() -> None:
    """Raises UserError (USAGE) without the extra."""
    from importlib.util import find_spec

    from ipstranscribe.errors import ExitCode, UserError

    if not (find_spec("starlette") and find_spec("uvicorn")):
        raise UserError(
            "The review page needs two more packages.",
            'Install them with the extra: pip install "ipstranscribe[review]" (in a checkout: pip install ".[review]").',
            ExitCode.USAGE,
        )
