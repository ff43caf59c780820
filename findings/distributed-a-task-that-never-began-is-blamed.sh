#!/usr/bin/env bash
# dask and distributed 2026.8.0: a task that never began is given up as one that kills workers, because another one did.
#
# A worker of one thread is sent two tasks (`worker-saturation` 1.1, rounded up): one runs, one waits in it. When the worker is killed,
# both are counted as suspects. After four deaths (`allowed-failures` 3) both end with KilledWorker, though the second never ran
# a line. With `worker-saturation` 1.0 the second stays at the scheduler, and is done once the first has been given up.
#
# What it does to a cluster run: one recording that is too large for its machines takes others down with it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat > "$place/blamed.py" <<'PY'
import os
import signal
import sys
import tempfile
import time

import dask
from distributed import Client, LocalCluster


def kills(place):
    open(os.path.join(place, "began"), "a").write("x")
    time.sleep(600)


def harmless(place):
    open(os.path.join(place, "harmless"), "a").write("x")


def run(saturation):
    place = tempfile.mkdtemp(dir=sys.argv[1])
    began = os.path.join(place, "began")
    dask.config.set({"distributed.scheduler.worker-saturation": saturation})
    with (
        LocalCluster(n_workers=0, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster,
        Client(cluster) as client,
    ):
        first = client.submit(kills, place, priority=10, pure=False)
        second = client.submit(harmless, place, pure=False)
        cluster.scale(1)
        for deaths in range(4):
            while not (os.path.exists(began) and os.path.getsize(began) > deaths):
                time.sleep(0.1)
            time.sleep(0.5)
            for process in client.run(os.getpid).values():
                os.kill(process, signal.SIGKILL)
            time.sleep(1.5)
        until = time.monotonic() + 30
        while second.status == "pending" and time.monotonic() < until:
            time.sleep(0.1)
        return first.status, second.status, os.path.exists(os.path.join(place, "harmless"))


if __name__ == "__main__":
    usual, one_at_a_time = run(1.1), run(1.0)
    print(f"saturation 1.1: the one that kills {usual[0]}, the one that waited {usual[1]}, it began: {usual[2]}")
    print(f"saturation 1.0: the one that kills {one_at_a_time[0]}, the one that waited {one_at_a_time[1]}, it began: {one_at_a_time[2]}")
    sys.exit((usual, one_at_a_time) != (("error", "error", False), ("error", "finished", True)))
PY
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet dask==2026.8.0 distributed==2026.8.0
"$place/env/bin/python" "$place/blamed.py" "$place" 2> "$place/log" || { tail -n 5 "$place/log"; exit 1; }
