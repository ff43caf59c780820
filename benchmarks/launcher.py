"""Run a command and print what it cost: JSON with `code`, `wall`, `cpu` (seconds) and `peak` (MB).

    python -I -S benchmarks/launcher.py COMMAND [ARGUMENT ...]

`cpu` and `peak` are null where the system does not tell (Windows). It is a process of its own because Linux counts as a
child's peak what its parent ever held before the start, so the parent must be small: it holds neither sound nor models.
"""

import json
import os
import subprocess
import sys
import time


def main() -> None:
    """Run the command of the command line; its errors go where ours go."""
    start = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
    code, cpu, peak = _wait(process)
    print(json.dumps({"code": code, "wall": time.perf_counter() - start, "cpu": cpu, "peak": peak}))


def _wait(process: "subprocess.Popen[bytes]") -> tuple[int, float | None, float | None]:
    if not hasattr(os, "wait4"):
        return process.wait(), None, None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # bytes there, kilobytes elsewhere
    return process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


if __name__ == "__main__":
    main()
