"""The command `ipstranscribe demo`: runs the sample study."""

from pathlib import Path
from typing import Annotated

import typer

_Folder = Annotated[Path, typer.Argument(help="The folder to make for the sample study.", metavar="FOLDER")]
_ByHand = Annotated[
    bool, typer.Option("--by-hand", help="Stop before what people do: decisions, approvals and the release are yours.")
]


def command(folder: _Folder = Path("demo-study"), by_hand: _ByHand = False) -> None:
    """Run the sample study from recordings to released documents, decisions and approvals included. Works offline."""
    from ipstranscribe.cli.verdict import show
    from ipstranscribe.workflow.check import Refused
    from ipstranscribe.workflow.demo import run_demo

    try:
        run_demo(folder, by_hand=by_hand)
    except Refused as refused:
        show(refused.judgement)
        raise
