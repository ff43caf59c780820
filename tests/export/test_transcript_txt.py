"""The interview as plain text."""

import pytest

from ipstranscribe.export import Document
from ipstranscribe.export.content.running_text import opening
from ipstranscribe.text.wording import wording_of
from tests.export.export_sample import document, exported, saying
from tests.export.timed_sample import timed


def text(source: Document | None = None, **options: object) -> str:
    content = exported("_transcript.txt", source, formats=("txt",), **options)
    assert b"\r" not in content
    return content.decode("utf-8")


TURNS = [
    (timed(("Yes.", 3725.9, [])), "01:02:05 P9: Yes.\n"),
    (timed(("Yes.", None, [])), "P9: Yes.\n"),
    (saying("first\r\nsecond\u2028third"), "P9: first  second third\n"),
    (saying("#TEXT @Q2: [P3; Q2] -->"), "P9: #TEXT @Q2: [P3; Q2] -->\n"),
]


@pytest.mark.parametrize(("source", "line"), TURNS)
def test_a_turn_is_a_line_with_its_time_if_it_has_one(source: Document, line: str) -> None:
    """What was said stands as it was said, on one line."""
    assert text(source).split("\n\n")[1] == line


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_the_header_is_in_the_document_language_and_an_empty_line_parts_the_turns(language: str) -> None:
    blocks = text(document_language=language).split("\n\n")
    assert blocks[0] + "\n\n" == opening(document(), wording_of(language))
    assert len(blocks) == 1 + len(document().transcript.turns)
