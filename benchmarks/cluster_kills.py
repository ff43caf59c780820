"""Kills what works on a study, at random, until it is done, and counts what was lost or done twice.

    python benchmarks/cluster_kills.py array --interviews 6 --kills 8     # a job array on Slurm, see slurm_up.sh
    python benchmarks/cluster_kills.py slurm --interviews 6 --kills 8     # `run --cluster slurm`
    python benchmarks/cluster_kills.py dask --interviews 6 --kills 8      # a scheduler and workers started by hand, over TLS

The engine hears what it is told (`tests/cluster/scripted.py`), so that windows can be counted: each is decoded by a process
that says so. Columns: way, interviews, windows in all, kills, windows decoded, of these decoded again, interviews without a
transcript, interviews with another one than an undisturbed run writes, seconds. A kill is SIGKILL to a process that decodes,
taken by chance, or, of an array, every other time `scontrol requeue`, which leaves Slurm to end it.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.cluster_study import make
from tests.cluster.machines import Machines

from ipstranscribe.cluster import keys
from ipstranscribe.model import Transcript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study

ROOT = Path(__file__).parents[1]
SECRET = "fifteen brown kettles"


def environment(folder: Path, seconds: float) -> dict[str, str]:
    """What all processes get: the scripted engine's settings, loopback, small jobs."""
    programs = folder / "bin"
    programs.mkdir(exist_ok=True)
    (programs / "ipstranscribe").write_text(f'#!/bin/bash\nexec "{sys.executable}" -m tests.cluster.scripted "$@"\n')
    (programs / "ipstranscribe").chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "SCRIPTED_LOG": str(folder / "decoded"),
        "SCRIPTED_SECONDS": str(seconds),
        "IPSTRANSCRIBE_PASSPHRASE": SECRET,
        "IPSTRANSCRIBE_NEW_PASSPHRASE": SECRET,
        "DASK_JOBQUEUE__SLURM__INTERFACE": "lo",
        "DASK_JOBQUEUE__SLURM__MEMORY": "1GiB",
        "DASK_JOBQUEUE__SLURM__JOB_CPU": "1",
        "DASK_JOBQUEUE__SLURM__WORKER_EXTRA_ARGS": '["--preload", "tests.cluster.scripted"]',
    }


def decoding(folder: Path) -> list[int]:
    """The processes that have decoded something and still live."""
    log = folder / "decoded"
    seen = {int(line) for line in log.read_text().split()} if log.exists() else set()
    return [one for one in seen if Path(f"/proc/{one}").exists()]


def array(study: Study, folder: Path, given: argparse.Namespace, kill: Callable[[int], None]) -> None:
    """Submit what is missing until nothing is."""
    around = environment(folder, given.seconds)
    while missing := missing_of(study):
        command = ["sbatch", "--parsable", f"--array=1-{min(len(missing), 3)}", "--cpus-per-task=1", "--mem=900"]
        command += [
            f"--output={folder}/%A_%a.out",
            str(ROOT / "docs/cluster/transcribe.sbatch"),
            str(study.root),
            *missing,
        ]
        job = subprocess.run(command, env=around, check=True, capture_output=True, text=True).stdout.strip()
        while subprocess.run(["squeue", "-h", "-j", job], capture_output=True, check=False).stdout.strip():
            kill(int(job))
            time.sleep(given.every * random.uniform(0.5, 1.5))


def on_cluster(study: Study, folder: Path, given: argparse.Namespace, kill: Callable[[int], None]) -> None:
    """`run --cluster`, once: it is not to need a second time."""
    around = environment(folder, given.seconds)
    machines = None
    where = ["--cluster", "slurm", "--cluster-jobs", "3"]
    if given.what == "dask":
        keys.make(folder / "keys")
        (folder / "machines").mkdir()
        machines = Machines(folder / "machines", folder / "keys")
        machines.log = folder / "decoded"
        machines.scheduler()
        workers = [machines.worker(seconds=given.seconds) for _ in range(3)]
        where = ["--cluster", machines.address, "--cluster-keys", str(folder / "keys")]
    command = [
        str(folder / "bin/ipstranscribe"),
        "run",
        "--study",
        str(study.root),
        "--go-on",
        "--rules-only",
        "--lexical",
    ]
    with (folder / "run.log").open("wb") as log:
        run = subprocess.Popen([*command, *where], env=around, stdout=log, stderr=log)
        while run.poll() is None:
            kill(0)
            time.sleep(given.every * random.uniform(0.5, 1.5))
            if machines:
                dead = [one for one in workers if one.poll() is not None]
                workers = [one for one in workers if one.poll() is None]
                workers += [machines.worker(seconds=given.seconds) for _ in dead]
    print("exit code", run.returncode)
    if machines:
        machines.end()


def missing_of(study: Study) -> list[str]:
    """Interviews without a transcript."""
    return [one.id for one in study.interviews if not study.transcript(one.id).exists()]


def main() -> None:
    """Run it and print a line of the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["array", "slurm", "dask"])
    parser.add_argument("--interviews", type=int, default=6)
    parser.add_argument("--minutes", type=float, default=4)
    parser.add_argument("--seconds", type=float, default=0.7, help="that a window takes")
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--every", type=float, default=4.0, help="seconds between kills")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    random.seed(given.seed)
    folder = Path(tempfile.mkdtemp(prefix="kills-"))
    make(folder / "study", given.interviews, given.minutes)
    study = Study.open(folder / "study")
    kills = 0

    def kill(job: int) -> None:
        nonlocal kills
        alive = decoding(folder)
        if kills >= given.kills or not alive:
            return
        if job and kills % 2:
            subprocess.run(["scontrol", "requeue", f"{job}_{random.randint(1, 3)}"], capture_output=True, check=False)
        else:
            os.kill(random.choice(alive), signal.SIGKILL)
        kills += 1

    began = time.monotonic()
    (array if given.what == "array" else on_cluster)(study, folder, given, kill)
    took = time.monotonic() - began
    decoded = len((folder / "decoded").read_text().split())
    turns = {one.id: storage.read(study.transcript(one.id), Transcript).turns for one in study.interviews}
    calm, calm_log = folder / "calm", folder / "calm-decoded"
    make(calm, 1, given.minutes)
    around = {**environment(folder, 0), "SCRIPTED_LOG": str(calm_log)}
    subprocess.run(
        [folder / "bin/ipstranscribe", "transcribe", "--study", calm], env=around, check=True, capture_output=True
    )
    said = [turn.text for turn in storage.read(Study.open(calm).transcript("P1"), Transcript).turns]
    whole = given.interviews * len(calm_log.read_text().split())
    other = [one for one, told in turns.items() if [turn.text for turn in told] != said]
    print(
        f"| {given.what} | {given.interviews} | {whole} | {kills} | {decoded} | {decoded - whole} | "
        f"{len(missing_of(study))} | {len(other)} | {took:.0f} |"
    )
    print(
        "left:",
        [str(path.relative_to(folder)) for path in study.work.rglob("*") if path.name in ("passages.jsonl", "key.pem")],
    )


if __name__ == "__main__":
    main()
