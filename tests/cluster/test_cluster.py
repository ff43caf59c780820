"""Interviews transcribed by real workers of Dask over TLS: nothing lost, nothing twice, and nothing of them anywhere else."""

import http.client
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the extra `cluster` is not here")
pytest.importorskip("cryptography", reason="the extra `cluster` is not here")

from ipstranscribe.cluster import keys
from ipstranscribe.cluster.messages import Order
from ipstranscribe.cluster.pool import ClusterChoice, opened
from ipstranscribe.errors import UserError
from ipstranscribe.model import Transcript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.transcribe.asr.checkpoint import NAME
from ipstranscribe.workflow.progress import to_transcribe
from ipstranscribe.workflow.transcribe import Engines, TranscribeOutcome, transcribe
from ipstranscribe.workflow.transcribe_elsewhere import transcribe_elsewhere
from tests.cluster.conftest import IDS
from tests.cluster.machines import Machines
from tests.cluster.scripted import SlowEngine
from tests.conftest import ROOT
from tests.transcribe.engine import ScriptedEngine

pytestmark = pytest.mark.skipif(os.name != "posix", reason="workers are killed")


@pytest.fixture
def machines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machines]:
    monkeypatch.setenv("PYTHONPATH", f"{ROOT / 'src'}:{ROOT}")
    keys.make(tmp_path / "keys")
    (tmp_path / "machines").mkdir()
    cluster = Machines(tmp_path / "machines", tmp_path / "keys")
    cluster.scheduler()
    yield cluster
    cluster.end()


def elsewhere(study: Study, machines: Machines) -> Iterator[tuple[str, TranscribeOutcome | UserError]]:
    with opened(ClusterChoice(machines.address, machines.keys), study.work) as pool:
        for interview, outcome in transcribe_elsewhere(study, study.interviews, pool.transcribe):
            yield interview.id, outcome


def test_what_they_hear_is_what_this_machine_hears(recorded: Study, machines: Machines) -> None:
    machines.worker()
    machines.worker()
    assert dict(elsewhere(recorded, machines)) == dict.fromkeys(IDS, "done"), machines.logs()
    assert len(set(machines.batches())) == 2
    there = storage.read(recorded.transcript("P1"), Transcript)
    recorded.transcript("P1").unlink()
    engine = Engines(1, {("fast", "whisper-base", "auto"): ScriptedEngine(batch=1)})
    assert transcribe(recorded, recorded.interviews[0], engine) == "done"
    here = storage.read(recorded.transcript("P1"), Transcript)
    assert here.model_copy(update={"made_by": there.made_by}) == there
    # without vocabulary: it counts as up to date, here and there, until a role says that it may be sent
    assert dict(elsewhere(recorded, machines)) == dict.fromkeys(IDS, "up to date")
    assert transcribe(recorded, recorded.interviews[1], engine) == "up to date"
    assert to_transcribe(recorded) == ()
    allowed(recorded)
    assert to_transcribe(Study.open(recorded.root)) == ("P2", "P3")


def allowed(study: Study) -> Study:
    """The study with a role's word that its vocabulary may be sent."""
    config = study.root / "study.toml"
    word = '[cluster]\nvocabulary_sent_by = "data protection officer"\nvocabulary_sent_on = 2026-11-22\n\n[split]'
    config.write_text(config.read_text(encoding="utf-8").replace("[split]", word, 1), encoding="utf-8")
    return Study.open(study.root)


def test_workers_that_are_killed_and_a_scheduler_that_begins_anew_lose_nothing_and_double_nothing(
    recorded: Study, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = machines.worker(seconds=0.4)
    outcomes: dict[str, TranscribeOutcome | UserError] = {}
    thread = threading.Thread(target=lambda: outcomes.update(elsewhere(recorded, machines)))
    thread.start()
    wait_for(lambda: batches_on_disk(recorded) >= 2)
    os.killpg(victim.pid, signal.SIGKILL)
    kept = batches_on_disk(recorded)
    second = machines.worker(seconds=0.4)
    wait_for(lambda: batches_on_disk(recorded) >= kept + 1)
    os.killpg(machines.running[0].pid, signal.SIGKILL)  # the scheduler
    os.killpg(second.pid, signal.SIGKILL)
    kept = max(kept, batches_on_disk(recorded))
    machines.scheduler()
    machines.worker()
    thread.join(timeout=240)
    assert outcomes == dict.fromkeys(IDS, "done"), machines.logs()
    log = recorded.root.parent / "counted"
    monkeypatch.setenv("SCRIPTED_LOG", str(log))
    recorded.transcript("P1").unlink()
    transcribe(recorded, recorded.interviews[0], Engines(1, {("fast", "whisper-base", "auto"): SlowEngine()}))
    in_all = 3 * len(log.read_text().split())
    assert len(machines.batches()) <= in_all + 4  # two under way at each kill, and none that was on the disk


def batches_on_disk(study: Study) -> int:
    files = (study.work / one / NAME for one in IDS)
    return sum(max(0, path.read_bytes().count(b"\n") - 1) for path in files if path.exists())


def wait_for(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 120
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_what_talks_with_the_cluster_ends_with_the_program(recorded: Study, machines: Machines) -> None:
    """Killed, it would leave jobs at work for nobody."""
    command = [sys.executable, "-m", "ipstranscribe.cluster.peer", machines.address, str(machines.keys), "1"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as peer:
        assert peer.stdin
        peer.stdin.write(Order(key="k", task="{}", work=recorded.work).model_dump_json() + "\n\n")
        peer.stdin.flush()
        wait_for(lambda: "Receive client connection" in machines.logs())
        assert peer.poll() is None
        peer.stdin.close()
        try:
            assert peer.wait(timeout=120) == 0
        finally:
            peer.kill()
        assert peer.stdout
        assert "ended" not in peer.stdout.read()


PLANTED = b"Zzquist"


def test_a_name_is_in_no_log_no_page_and_no_scratch_file(recorded: Study, machines: Machines, tmp_path: Path) -> None:
    """Sent in the vocabulary, said in the transcripts, and told by an error inside the worker."""
    study = allowed(recorded)
    machines.worker(environment={"SCRIPTED_FAILS": "Zzquist", "SCRIPTED_SAYS": "Zzquist"})
    outcomes = dict(elsewhere(study, machines))
    assert [one for one, outcome in outcomes.items() if isinstance(outcome, UserError)] == ["P2"], machines.logs()
    assert "Zzquist" not in str(outcomes["P2"])
    assert any(PLANTED in study.transcript(one).read_bytes() for one in ("P1", "P3"))
    seen = machines.logs().encode() + (study.work / "cluster" / "peer.log").read_bytes()
    seen += b"".join(path.read_bytes() for path in (machines.folder / "scratch").rglob("*") if path.is_file())
    assert b"Starting Worker" in seen or b"Start worker" in seen
    for hidden in (PLANTED, b"Torbjorg", b"P2"):
        assert hidden not in seen


def test_pages_answer_nothing(machines: Machines, unblocked: None) -> None:
    """Scheduler and worker listen on loopback for pages that are not there."""
    machines.worker()
    wait_for(lambda: "Registered to" in machines.logs())
    ports = {int(port) for port in re.findall(r"(?:dashboard|http) at: +(?:http://)?127.0.0.1:(\d+)", machines.logs())}
    for process in machines.running:
        ports |= listening(process.pid)
    ports.discard(machines.port)
    answered = []
    for port in ports:
        for page in ("/", "/status", "/info/main/workers.html", "/metrics", "/json/identity.json", "/health"):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            try:
                connection.request("GET", page)
                answered.append(connection.getresponse().status)
            except (OSError, http.client.HTTPException):  # the port of the TLS
                answered.append(0)
    assert set(answered) <= {0, 404}
    assert 404 in answered


def listening(process: int) -> set[int]:
    """The ports at which a process listens (proc(5))."""
    sockets = {readlink(fd)[8:-1] for fd in Path(f"/proc/{process}/fd").iterdir()}
    table = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {int(row[1].split(":")[1], 16) for row in table if row[3] == "0A" and row[9] in sockets}


def readlink(path: Path) -> str:
    try:
        return str(path.readlink())
    except OSError:
        return ""


def test_who_has_no_key_of_this_run_is_not_let_in(machines: Machines, tmp_path: Path, unblocked: None) -> None:
    keys.make(tmp_path / "others")
    for place in (tmp_path / "others", machines.keys):
        context = ssl.create_default_context(cafile=str(machines.keys / keys.AUTHORITY))
        context.check_hostname = False
        context.load_cert_chain(place / keys.CERTIFICATE, place / keys.KEY)
        with socket.create_connection(("127.0.0.1", machines.port)) as plain:
            try:
                with context.wrap_socket(plain) as secure:
                    let_in = bool(secure.recv(1))  # Dask greets whoever it has let in
            except OSError:
                let_in = False
        assert let_in == (place == machines.keys)


def test_workers_with_settings_that_are_not_safe_are_given_no_interview_to_hear(
    recorded: Study, machines: Machines
) -> None:
    machines.worker(environment={"DASK_DISTRIBUTED__WORKER__MEMORY__SPILL": "0.7"})
    outcomes = dict(elsewhere(recorded, machines))
    assert all(isinstance(one, UserError) and "spill" in one.what for one in outcomes.values())
    assert machines.batches() == []
