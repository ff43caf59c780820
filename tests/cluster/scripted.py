"""The program with an engine that hears what it is told, as a process: `python -m tests.cluster.scripted transcribe …`.

`SCRIPTED_SECONDS` is how long it decodes at a batch; each batch is told in the file `SCRIPTED_LOG`. `SCRIPTED_SAYS` is a word
that is heard everywhere, `SCRIPTED_FAILS` one that an error quotes, whenever a window of P2 is decoded.
"""

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from ipstranscribe.audio.samples import Samples
from ipstranscribe.transcribe.asr.engines import Attempt, Passage, RecognizedWord
from ipstranscribe.weights import registry
from ipstranscribe.workflow.transcribe import Engines
from tests.transcribe.engine import ScriptedEngine, chatter


class SlowEngine(ScriptedEngine):
    """Decodes one window at a time, and says so."""

    def __init__(self) -> None:
        super().__init__(batch=1)
        if said := os.environ.get("SCRIPTED_SAYS"):
            self.hear = lambda seconds: [RecognizedWord(said, 0.0, 0.4, 0.9), *chatter(seconds)[1:]]

    def decode(self, windows: Sequence[Samples], language: str, attempt: Attempt) -> list[Passage]:
        if (quoted := os.environ.get("SCRIPTED_FAILS")) and any("P2" in str(held) for held in _held()):
            raise RuntimeError(quoted)
        time.sleep(float(os.environ.get("SCRIPTED_SECONDS", "0")))
        with Path(os.environ["SCRIPTED_LOG"]).open("a", encoding="utf-8") as log:
            log.write(f"{os.getpid()}\n")
        return super().decode(windows, language, attempt)


def _held() -> list[str]:
    """The checkpoints and recordings that this process has open."""
    return [str(one.readlink()) for one in Path("/proc/self/fd").iterdir() if one.exists()]


def hear_what_is_told() -> None:
    """Let every engine of this process be the scripted one; no model is looked for."""
    engine = SlowEngine()
    setattr(Engines, "get", lambda self, settings: engine)  # noqa: B010 - for the whole process
    setattr(registry, "checksum", lambda name: "c0ffee")  # noqa: B010


def dask_setup(worker: object) -> None:
    """What a worker of Dask calls that was started with `--preload tests.cluster.scripted`."""
    hear_what_is_told()


if __name__ == "__main__":
    hear_what_is_told()
    from ipstranscribe.cli import main

    sys.exit(main())
