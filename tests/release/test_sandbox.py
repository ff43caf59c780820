"""Work in processes of its own: what crashes, hangs or fails is told, and lets nothing pass."""

import os
import time

import pytest

from ipstranscribe.release.sandbox import SandboxFailure, run_sandboxed


def work(name: str, data: bytes) -> str:
    """What a search may do."""
    if name == "dies":
        os._exit(1)
    if name == "hangs":
        time.sleep(600)
    if name == "fails":
        raise RuntimeError("Hanne Nordmo")
    if name == "is too deep":
        return work(name, data)
    return f"{name}: {len(data)}"


def results(*names: str, jobs: int = 2, limit: float = 60) -> dict[str, str]:
    return {name: str(result) for name, result in run_sandboxed(work, dict.fromkeys(names, b"abc"), jobs, limit)}


@pytest.mark.parametrize("jobs", [1, 3, 50])
def test_every_file_is_done_once(jobs: int) -> None:
    names = [f"file {n}" for n in range(12)]
    assert results(*names, jobs=jobs) == {name: f"{name}: 3" for name in names}


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("dies", "the search broke off"),
        ("hangs", "the search did not end in time"),
        ("fails", "the search failed (RuntimeError)"),
        ("is too deep", "the search failed (RecursionError)"),
    ],
)
def test_what_goes_wrong_with_one_file_is_told_and_the_others_are_done(what: str, told: str) -> None:
    limit = 4 if what == "hangs" else 60
    assert results("a", what, "b", "z", limit=limit) == {"a": "a: 3", what: told, "b": "b: 3", "z": "z: 3"}


def test_what_went_wrong_is_no_result_and_quotes_nobody() -> None:
    ((_, result),) = run_sandboxed(work, {"fails": b""}, 1)
    assert isinstance(result, SandboxFailure)
    assert "Hanne" not in repr(result)


def test_no_file_is_no_work() -> None:
    assert results() == {}
