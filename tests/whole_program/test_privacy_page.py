"""docs/privacy.md promises nothing without a test: every point names those that hold it, and they are there."""

import re
from pathlib import Path

import pytest

from ipstranscribe.model import Transcript

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
POINTS = {
    point.split("**")[1]: point for point in re.findall(r"^- \*\*.*?(?=^- \*\*|\Z)", PAGE, re.MULTILINE | re.DOTALL)
}
_NAMED = re.compile(r"`([\w/]+(?:\.py)?(?:::\w+)?)`")


@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS.keys())
def test_every_point_names_its_tests(point: str) -> None:
    _, told, tests = point.partition("*Tests:")
    assert told
    for name in _NAMED.findall(tests):
        path, _, function = name.partition("::")
        there = ROOT / "tests" / path
        assert there.exists(), name
        assert not function or f"def {function}(" in there.read_text(encoding="utf-8"), name
    assert _NAMED.findall(tests)


def test_nothing_that_is_stored_of_an_interview_can_hold_a_voice() -> None:
    """A voice is compared as a row of numbers: no part of a stored transcript is one."""
    schema = Transcript.model_json_schema()
    listed = [schema, *schema.get("$defs", {}).values()]
    rows = [
        f"{part.get('title')}.{name}"
        for part in listed
        for name, field in part.get("properties", {}).items()
        if field.get("type") == "array" and field.get("items", {}).get("type") in ("number", "integer")
    ]
    assert rows == []
    assert any(field.get("type") == "array" for part in listed for field in part.get("properties", {}).values())
