"""Text files: which are lines, which are tables with tabs, which are subtitles that were saved as text."""

import pytest

from ipstranscribe.review.transcript.readers.plain import read

TEXTS = [
    ("lines", "I: One.\nP: Two.", [("I", None, "One."), ("P", None, "Two.")]),
    ("label and tab", "I\tOne.\nP\tTwo.\nmore", [("I", None, "One."), ("P", None, "Two. more")]),
    ("table", "Speaker\tTime\tText\nI\t0:05\tOne.\nP\t0:12\tTwo.", [("I", 5.0, "One."), ("P", 12.0, "Two.")]),
    (
        "table, no header",
        "I\t\t00:00:05.000\t00:00:06.000\t00:00:01.000\tOne.\nP\t\t00:00:12.000\t00:00:13.000\t00:00:01.000\tTwo.",
        [("I", 5.0, "One."), ("P", 12.0, "Two.")],
    ),
    (
        "numbered",
        "1\tI:\tOne.\n2\tP:\tTwo.\n3\tI:\tYes.",
        [("I", None, "One."), ("P", None, "Two."), ("I", None, "Yes.")],
    ),
    (
        "a break in a cell",
        "Speaker\tText\nI\tOne.\nP\tTwo\nand more.",
        [("I", None, "One."), ("P", None, "Two and more.")],
    ),
    (
        "SubRip",
        "1\n00:00:05,000 --> 00:00:06,000\nI: One.\n\n2\n00:00:12,000 --> 00:00:13,000\nP: Two.\n",
        [("I", 5.0, "One."), ("P", 12.0, "Two.")],
    ),
    (
        "WebVTT",
        "WEBVTT\n\n00:05.000 --> 00:06.000\nI: One.\n\n00:12.000 --> 00:13.000\nP: Two.\n",
        [("I", 5.0, "One."), ("P", 12.0, "Two.")],
    ),
    (
        "soft breaks",
        "I: One.\x0bP: Two.\x0cI: Three.",
        [("I", None, "One."), ("P", None, "Two."), ("I", None, "Three.")],
    ),
    ("separators", "I: One\x1c.\nP: Two\x1f.", [("I", None, "One."), ("P", None, "Two.")]),
]


@pytest.mark.parametrize(("name", "text", "turns"), TEXTS, ids=[row[0] for row in TEXTS])
def test_text_is_read_as_what_it_is(name: str, text: str, turns: list[tuple[str, float | None, str]]) -> None:
    assert [(one.label, one.start, one.text) for one in read(text.encode()).said] == turns, name
