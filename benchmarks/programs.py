"""The programs that are compared: how each is started in a process of its own, what it costs and what it heard."""

import json
import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipstranscribe.errors import ExitCode
from ipstranscribe.weights import registry
from measures import Said, Times

PEERS = Path(__file__).with_name("peers.py")
LAUNCHER = PEERS.with_name("launcher.py")


@dataclass(frozen=True)
class Program:
    """A row of the table of programs. `options` are of our command line; a peer has its own script and none."""

    what: str
    peer: bool = False
    options: tuple[str, ...] = ()
    speakers: bool = False
    """Whether it tells speakers apart."""
    checkpoint: bool = False
    """Whether it needs openai-whisper's format of the weights."""


PROGRAMS: dict[str, Program] = {
    "ours": Program("ipstranscribe transcribe, two speakers", speakers=True),
    "ours-one-voice": Program("ipstranscribe transcribe --speakers 1", options=("--speakers", "1")),
    "ours-openai": Program(
        "ipstranscribe transcribe --engine openai", options=("--engine", "openai"), speakers=True, checkpoint=True
    ),
    "fw": Program("faster-whisper, one window after the other, int8", peer=True),
    "fw-batched": Program("faster-whisper, batches of 8, int8", peer=True),
    "openai": Program("openai-whisper's command line, fp32", peer=True, checkpoint=True),
}
"""Names as on the command line of the benchmarks."""

DEFAULT = ("ours", "ours-one-voice", "fw", "fw-batched", "openai")


@dataclass(frozen=True)
class Job:
    """What a program is given. `model` is a name of the model table; `threads` are told to peers, ours chooses."""

    sound: Path
    model: str
    language: str | None = None
    threads: int = 0


@dataclass(frozen=True)
class Cost:
    """Of a whole process, start and loading included: seconds on the clock, seconds of all cores, and the most memory in
    MB. The last two are not a number where the system does not tell (Windows). Memory is that of the largest process.
    """

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True)
class Outcome:
    """What came of a run: `code` is 0 for success; silence is a success without turns."""

    code: int
    cost: Cost
    turns: tuple[Said, ...] = ()
    concerns: tuple[Times, ...] = ()
    """Start and end of each place that a person is asked to listen to."""


def use_cores(count: int) -> int:
    """Keep this process and all that it starts to `count` cores (0: leave it), and return how many there are to use."""
    if not hasattr(os, "sched_setaffinity"):
        if count:
            print("note: --cores has no effect on this system", file=sys.stderr)
        return os.cpu_count() or 1
    if count:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])
    return len(os.sched_getaffinity(0))


def machine(cores: int) -> str:
    """One line about the machine, for the head of a table."""
    busy = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}, {cores} cores{busy}"


def our_command(job: Job, *options: str) -> list[str]:
    """Our command line, as users type it."""
    language = ("--language", job.language) if job.language else ()
    given = (*language, "--model", job.model, *options)
    return [sys.executable, "-m", "ipstranscribe", "transcribe", str(job.sound), *given]


def run(name: str, job: Job) -> Outcome:
    """Run the program called `name` once, on a copy of the recording in a folder of its own."""
    program = PROGRAMS[name]
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        sound = Path(shutil.copy(job.sound, folder))
        own = Job(sound, job.model, job.language, job.threads)
        out = sound.with_name(f"{sound.stem}_transcript.json")
        command = _peer(name, own, out) if program.peer else our_command(own, *program.options)
        code, cost = measured(command)
        if code == ExitCode.NOTHING_SAID and not program.peer:
            return Outcome(0, cost)
        if code or not out.exists():
            return Outcome(code or -1, cost)
        turns, concerns = (peer_turns(out), ()) if program.peer else our_turns(out)
        return Outcome(0, cost, turns, concerns)


def start_up(name: str, model: str, threads: int) -> float:
    """Seconds from the start of a process until libraries and model are loaded, with nothing to do."""
    program = PROGRAMS[name]
    path = registry.model_folder(model + ("-openai" if program.checkpoint else ""))
    peer = name if program.peer else "ours"
    return measured([sys.executable, str(PEERS), peer, str(path), "--threads", str(threads)])[1].wall


def _peer(name: str, job: Job, out: Path) -> list[str]:
    path = registry.model_folder(job.model + ("-openai" if PROGRAMS[name].checkpoint else ""))
    language = ("--language", job.language) if job.language else ()
    given = (name, str(path), str(job.sound), str(out), *language, "--threads", str(job.threads))
    return [sys.executable, str(PEERS), *given]


def measured(command: list[str]) -> tuple[int, Cost]:
    """Run `command` to its end; exit code and cost. If it fails, the last line that it wrote to stderr is shown."""
    offline = {**os.environ, "HF_HUB_OFFLINE": "1"}
    launcher = [sys.executable, "-I", "-S", str(LAUNCHER)]
    done = subprocess.run([*launcher, *command], capture_output=True, env=offline, check=True)
    told = json.loads(done.stdout)
    if told["code"] not in (0, ExitCode.NOTHING_SAID):
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        print(f"exit code {told['code']}: {''.join(last)}", file=sys.stderr)
    cpu, peak = (math.nan if told[what] is None else told[what] for what in ("cpu", "peak"))
    return told["code"], Cost(told["wall"], cpu, peak)


def our_turns(path: Path) -> tuple[tuple[Said, ...], tuple[Times, ...]]:
    """Turns of a transcript of ours, and the times of its concerns."""
    transcript = json.loads(path.read_text(encoding="utf-8"))["data"]
    concerns = tuple((concern["start"], concern["end"]) for concern in transcript["concerns"])
    return _turns(transcript["turns"]), concerns


def peer_turns(path: Path) -> tuple[Said, ...]:
    """Turns that `peers.py` wrote."""
    return _turns(json.loads(path.read_text(encoding="utf-8"))["turns"])


def _turns(turns: list[dict[str, Any]]) -> tuple[Said, ...]:
    return tuple(
        Said(t["speaker"], t["start"], t["end"], t["text"], tuple((w["start"], w["end"]) for w in t["words"]))
        for t in turns
    )
