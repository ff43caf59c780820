"""The command `ipstranscribe risk`: writes the disclosure risk report."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import StudyFolder, now

_Fewest = Annotated[
    int, typer.Option("--k", help="Attributes held by fewer people than this are listed.", metavar="N", min=2, max=100)
]


def command(k: _Fewest = 3, study: StudyFolder = Path()) -> None:
    """Write the risk report for the data protection officer: what could still tell who took part. Needs no key.

    It says what few people share, whom else the interviews speak of, what was left in, and who decided on what. It is a
    warning list, not a guarantee, and works on a study that is not finished.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.report_risk import report_risk

    opened = Study.open(study)
    report, files = report_risk(opened, now()[:10], k)
    figures = (
        (f"combinations of attributes held by fewer than {k} people", len(report.rarity.rare)),
        ("other people spoken of", report.others),
        ("kinds of details left in or undecided, by interview", len(report.left)),
        ("capitalised words and numbers left, by interview", report.noticed),
        ("interviews without pseudonymized text", len(report.missing)),
    )
    terminal.table(("what", "how many"), [(what, str(count)) for what, count in figures])
    if all(one.consent is None for one in report.interviews):
        terminal.say(
            "The participants table has no column consent: nothing is held to what participants have consented to."
        )
    if report.missing:
        terminal.say(f"Not in it yet: {', '.join(report.missing)}")
    terminal.say("\n".join(f"Written to {path}." for path in files))
    terminal.say("This is a warning list, not a guarantee.")
