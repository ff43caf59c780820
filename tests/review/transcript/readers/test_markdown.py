r"""Markdown: marks are no text, and `\_` is `_`."""

import pytest

from ipstranscribe.review.transcript.readers import markdown
from tests.review.transcript.readers.reading import said

LINES = [
    (r"**P1:** In March \[sic\]\.", "In March [sic]."),
    (r"__P1:__ Well \*laughs\* - yes.", "Well *laughs* - yes."),
    ("P1: **really** * so", "really * so"),
    ("- P1: Fine.", "Fine."),
    ("> P1: Fine #1.", "Fine #1."),
    (r"P1: 2 \*\* 3", "2 ** 3"),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_marks_are_taken_out(line: str, expected: str) -> None:
    """At the beginning of a line, or around bold type; elsewhere the signs are text."""
    assert said(markdown.read(f"# Interview\n\n**I:** How?\n\n{line}".encode()))[-1] == ("P1", expected)
