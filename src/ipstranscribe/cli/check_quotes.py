"""The command `ipstranscribe check-quotes`: an article's quotations, held against what was said."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import StudyFolder

_Article = Annotated[
    Path, typer.Argument(help="The manuscript: a .docx, .odt, .md or .txt file.", metavar="ARTICLE", show_default=False)
]
_QuotesOnly = Annotated[
    bool,
    typer.Option("--quotes-only", help="Do not search the article for known identifiers; then no key is needed."),
]


def command(article: _Article, study: StudyFolder = Path(), quotes_only: _QuotesOnly = False) -> None:
    """Look for every quotation of an article in the pseudonymized interviews, and for known identifiers in the article.

    Says which are word for word, shortened, reworded or nowhere; whether whoever is credited said it, has withdrawn, or has
    not consented; and what stands in text that was not released. Writes a report into restricted/reports; shows none.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.cli.verdict import show
    from ipstranscribe.errors import ExitCode
    from ipstranscribe.quotes.judge import SURE
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.check_quotes import check_quotes

    opened = Study.open(study)
    done = check_quotes(opened, article, identifiers=not quotes_only)
    judged = done.report.judged
    rows = (
        ("quotations", len(judged)),
        ("as they were said, rightly credited", sum(one.is_right for one in judged)),
        ("not word for word", sum(one.match == "close" for one in judged)),
        ("not found", sum(one.match == "not found" for one in judged)),
        ("in another language, not compared", sum(one.match == "another language" for one in judged)),
        (
            "credited to somebody else, or to nobody",
            sum(bool(one.passages) and one.credit != "right" for one in judged),
        ),
        ("in text that was not released", sum(one.match in SURE and one.unreleased for one in judged)),
        ("of participants who have not consented to be quoted", sum(one.not_allowed for one in judged)),
        ("condensates, which nobody said", done.report.condensates),
        ("terms in quotation marks", done.report.terms),
    )
    terminal.table(("what", "how many"), [(what, str(count)) for what, count in rows])
    if done.missing:
        terminal.say(f"Not compared, because there is no pseudonymized text yet: {', '.join(done.missing)}.")
    if done.identifiers:
        show(done.identifiers)
    else:
        terminal.say("The article was not searched for known identifiers (--quotes-only).")
    terminal.say("\n".join(f"Written to {path}." for path in done.files))
    if not done.is_right:
        raise typer.Exit(ExitCode.REFUSED)
