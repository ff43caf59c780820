"""`run --cluster` in a process of its own: the network is gone as soon as what talks with the cluster has started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the extra `cluster` is not here")

from tests.cli.test_start_up import NATIVE, linux
from tests.conftest import ROOT
from tests.studies import founded

STARTED = f"""
import sys
from contextlib import ExitStack
from pathlib import Path
from ipstranscribe.cli.run import _on_cluster
from ipstranscribe.study.folder import Study
study = Study.open(Path(sys.argv[1]))
with ExitStack() as until_done:
    exec({NATIVE!r})
    _on_cluster(study, until_done, "slurm", None, 1)
    for code in ("import socket; socket.socket()", {NATIVE!r}):
        try:
            exec(code)
        except (OSError, AssertionError):
            continue
        sys.exit(9)
"""


@linux
def test_the_process_with_the_key_has_no_network_once_its_peer_has_started(tmp_path: Path) -> None:
    study = founded(tmp_path / "study", {"interviews": "id,participant,recordings\n", "participants": "id,name\n"})
    around = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    ran = subprocess.run([sys.executable, "-c", STARTED, study.root], env=around, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr
