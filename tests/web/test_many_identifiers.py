"""Four thousand finds in one study: what a person waits for is there at once."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from tests.web.desk import Answer, Desk
from tests.web.many_finds import study_with_finds

AT_ONCE = 0.1
"""Seconds of processor time: what a person does not notice. The machine of a test may have much else to do."""


def took(ask: Callable[[], Answer]) -> float:
    before = time.process_time()
    assert ask().status == 200
    return time.process_time() - before


def test_the_queue_answers_at_once_with_four_thousand_finds(tmp_path: Path) -> None:
    desk = Desk(study_with_finds(tmp_path / "study", interviews=20, turns=100)).enter()
    body = desk.ask("identifiers", interview="P1").body
    assert len(body["finds"]) * 20 == 4000
    assert body["pending"] == 50
    assert sum(one["pending"] for one in body["elsewhere"]) == 950

    def decide(at: int, scope: str, **more: object) -> float:
        find = body["finds"][at]
        asked = {
            "interview": "P1",
            "turn": find["turn"],
            "start": find["start"],
            "end": find["end"],
            "by": "researcher",
        }
        return took(lambda: desk.ask("identifiers/decide", **asked, verdict="reject", scope=scope, **more))

    for scope in ("place", "interview", "everywhere"):
        assert statistics.median(decide(at, scope, preview=True) for at in range(0, 40, 4)) < AT_ONCE
        assert statistics.median(decide(at, scope) for at in range(0, 40, 4)) < AT_ONCE
    assert statistics.median(took(lambda: desk.ask("identifiers/undo", interview="P1")) for _ in range(10)) < AT_ONCE
    desk.end()
