"""The command `ipstranscribe run`: all four stages over all interviews."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipstranscribe.cli.options import Jobs, Lexical, RulesOf, RulesOnly, StudyFolder, SyncedFolderAccepted, now

if TYPE_CHECKING:
    from contextlib import ExitStack

    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.preflight import NotReady
    from ipstranscribe.workflow.run import RunOutcome
    from ipstranscribe.workflow.transcribe_elsewhere import Elsewhere

_GoOn = Annotated[
    bool, typer.Option("--go-on", help="Do what can be done although something stops the rest; it is named at the end.")
]
_Verify = Annotated[
    bool,
    typer.Option(
        "--verify",
        help="Look through everything again, recordings by checksum; else a finished run tells what it knows.",
    ),
]

_Cluster = Annotated[
    str,
    typer.Option(help="Transcribe on a cluster: the address of a Dask scheduler (tls://…), or slurm.", metavar="WHERE"),
]
_ClusterKeys = Annotated[
    Path | None, typer.Option(help="The folder with the keys of that scheduler.", metavar="FOLDER")
]
_ClusterJobs = Annotated[int, typer.Option(help="How many jobs of Slurm work at a time.", min=1, metavar="N")]


def command(  # noqa: PLR0913 - the options of one command
    study: StudyFolder = Path(),
    rules_only: RulesOnly = False,
    rules_of: RulesOf = "",
    lexical: Lexical = False,
    jobs: Jobs = 1,
    go_on: _GoOn = False,
    cluster: _Cluster = "",
    cluster_keys: _ClusterKeys = None,
    cluster_jobs: _ClusterJobs = 4,
    verify: _Verify = False,
    synced_folder_accepted: SyncedFolderAccepted = "",
) -> None:
    """Do all four stages for every interview: transcribe, pseudonymize, split, export.

    Before the long work it looks for what would stop it later: tables without rows, recordings that are not there or belong
    to nobody, models that are not here, a passphrase that does not open the key. What is up to date is skipped. An interview
    that fails does not stop the others; it is named at the end.
    """
    from contextlib import ExitStack

    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow import run, synced_folder
    from ipstranscribe.workflow.preflight import NotReady

    opened = Study.open(study)
    if synced_folder_accepted:
        synced_folder.accept(opened, by=synced_folder_accepted, when=now())
    try:
        with ExitStack() as until_done:
            elsewhere = _on_cluster(opened, until_done, cluster, cluster_keys, cluster_jobs) if cluster else None
            outcome = run.run(
                opened,
                rules_only=rules_only,
                rules_of=rules_of,
                lexical=lexical,
                jobs=jobs,
                go_on=go_on,
                elsewhere=elsewhere,
                verify=verify,
            )
    except NotReady as error:
        _show_obstacles(error)
        raise typer.Exit(error.code) from None
    _show_outcome(opened, outcome, study)


def _show_obstacles(error: "NotReady") -> None:
    from ipstranscribe.cli import findings, terminal

    findings.show(error.findings)
    terminal.warn("Nothing was begun.")
    if all(one.of_some for one in error.findings if one.stops):
        terminal.warn("`ipstranscribe run --go-on` does what can be done all the same.")


def _show_outcome(opened: "Study", outcome: "RunOutcome", study: Path) -> None:
    """Say what was done and what comes next; raises typer.Exit (INCOMPLETE) where something was left undone."""
    from ipstranscribe.cli import findings, terminal
    from ipstranscribe.cli.verdict import show_counts
    from ipstranscribe.errors import ExitCode

    if outcome.closing is None:
        others = [interview.id for interview in opened.interviews if interview.id not in outcome.failures]
        done = f" The others are done: {', '.join(others)}." if others else ""
        terminal.warn(f"Not done: {', '.join(outcome.failures)}.{done}")
        raise typer.Exit(ExitCode.INCOMPLETE)
    for interview, told in outcome.closing.unplaced:
        terminal.say(f"{interview}: {told}")
    for pitfall in outcome.closing.pitfalls:
        terminal.say(pitfall)
    if any(one.stops for one in outcome.found):
        findings.show([one for one in outcome.found if one.stops])
        raise typer.Exit(ExitCode.INCOMPLETE)
    terminal.say("Everything is up to date." if outcome.up_to_date else f"{outcome.done} steps done.")
    if outcome.refused and outcome.refused.causes:
        terminal.say("A release of this would be refused. Settle it before you approve:")
        show_counts(outcome.refused)
    terminal.say(f"Documents: {opened.exports}\nDecisions to make: {opened.review_table('.xlsx')}")
    findings.show_next(outcome.closing.next, study)


def _on_cluster(study: "Study", until_done: "ExitStack", where: str, keys: Path | None, jobs: int) -> "Elsewhere":
    """Start what talks with the cluster, then give up the network; the passphrase is asked for after that, and here."""
    from ipstranscribe.cli.start_up import forbid_network
    from ipstranscribe.cluster.pool import ClusterChoice, opened

    pool = until_done.enter_context(opened(ClusterChoice(where, keys, jobs), study.work))
    forbid_network()
    return pool.transcribe
