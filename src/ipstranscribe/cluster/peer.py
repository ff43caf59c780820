"""The process that talks with the cluster: it has the network and not the key. Reads orders line by line, writes reports.

Its own log and those of Dask go to standard error, which `pool` keeps in a file: standard output is for reports alone. An
empty line ends the orders. Standard input ends only with the program that gave them: then this process ends, and its jobs.
"""

import contextlib
import itertools
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ipstranscribe.cluster import keys
from ipstranscribe.cluster.dispatch import Dispatch
from ipstranscribe.cluster.messages import Order, Report

PATIENCE = "300s"
"""How long a scheduler is waited for that cannot be reached, or has gone."""


def main(where: str, folder: Path, jobs: int) -> None:
    """Serve the orders on standard input at the cluster `where`, an address or `slurm`."""
    os.umask(0o077)  # Slurm gives it to the jobs, and to what they print
    os.environ["DASK_CONFIG"] = str(folder)  # before Dask is imported
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def tell(report: Report) -> None:
        out.write(report.model_dump_json() + "\n")
        out.flush()

    gone = threading.Event()
    orders = _orders(gone)
    first = next(orders, None)
    if first is None:  # all was up to date
        return
    try:
        with _slurm(folder, jobs) if where == "slurm" else contextlib.nullcontext(where) as scheduler:
            Dispatch(lambda: _client(scheduler, folder), tell, gone=gone).run(itertools.chain([first], orders))
    except KeyboardInterrupt:  # Ctrl-C in the terminal of the program, which ends as well
        return
    except (OSError, ValueError, RuntimeError) as error:  # of Dask: an address, a job that was refused, no connection
        tell(Report(ended=type(error).__name__))


def security(folder: Path) -> Any:
    """Dask's record of the keys in `folder`."""
    from distributed import Security

    pair = {"cert": str(folder / keys.CERTIFICATE), "key": str(folder / keys.KEY)}
    files = {f"tls_{who}_{what}": file for who in ("client", "scheduler", "worker") for what, file in pair.items()}
    return Security(tls_ca_file=str(folder / keys.AUTHORITY), require_encryption=True, **files)


def _client(scheduler: Any, folder: Path) -> Any:
    """A client; refuses a scheduler with settings that are not safe."""
    from distributed import Client

    from ipstranscribe.cluster.worker import unsafe

    client = Client(scheduler, security=security(folder), timeout=PATIENCE, set_as_default=False)
    if client.run_on_scheduler(unsafe):
        client.close()
        raise ValueError
    return client


@contextlib.contextmanager
def _slurm(folder: Path, jobs: int) -> Iterator[Any]:
    """A scheduler in this process, and `jobs` jobs of Slurm with one worker each; those that end are replaced.

    Partition, account, memory and time are those of dask-jobqueue's settings (`~/.config/dask/jobqueue.yaml`).
    """
    import dask
    from dask_jobqueue import SLURMCluster

    def told(name: str, otherwise: Any) -> Any:
        return dask.config.get(f"jobqueue.slurm.{name}", None) or otherwise

    closed = ["--no-dashboard", "--dashboard-address", "127.0.0.1:0"]
    logs = folder.parent / "logs"
    logs.mkdir(exist_ok=True, mode=0o700)
    cluster = SLURMCluster(
        cores=1,
        processes=1,
        job_cpu=told("job-cpu", told("cores", 4)),
        memory=told("memory", "8 GiB"),
        walltime=told("walltime", "12:00:00"),
        job_name="transcribe",
        protocol="tls://",
        security=security(folder),
        worker_extra_args=[*told("worker-extra-args", []), *closed],
        job_script_prologue=["umask 077", f"export DASK_CONFIG='{folder}'", *told("job-script-prologue", [])],
        scheduler_options={**told("scheduler-options", {}), "dashboard": False, "dashboard_address": "127.0.0.1:0"},
        log_directory=str(logs),
        death_timeout=told("death-timeout", 60),
    )
    with cluster:
        cluster.adapt(minimum=jobs, maximum=jobs, interval="5s", wait_count=1)
        yield cluster


def _orders(gone: threading.Event) -> Iterator[Order]:
    for line in sys.stdin:
        if not line.strip():
            threading.Thread(target=_end_with_the_program, args=(gone,), daemon=True).start()
            return
        yield Order.model_validate_json(line)


def _end_with_the_program(gone: threading.Event) -> None:
    """Wait until nobody is there any more who would store anything.

    An event, and no interrupt: that may arrive inside of a library which swallows it, or in the middle of cancelling jobs.
    """
    sys.stdin.read()
    gone.set()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
