"""Lines and tables of a document, whatever word processor it is from."""

import pytest

from ipstranscribe.documents.flow import Aside, Flow, FlowLine, FlowRow
from ipstranscribe.errors import UserError
from ipstranscribe.review.transcript.readers import open_document, rtf
from ipstranscribe.review.transcript.readers.running_text import parse_flow
from tests.review.transcript.readers.reading import left_out, said, times


def flow(*blocks: str | tuple[str, ...]) -> Flow:
    return Flow(
        tuple(FlowLine(one, n) if isinstance(one, str) else FlowRow(one, n) for n, one in enumerate(blocks, 1)),
        (Aside(1, "comment", "hm"),),
    )


def test_lines_with_labels_are_turns() -> None:
    parsed = parse_flow(flow("Interview 4", "I: How?", "P1: Fine.", "Really."), "x")
    assert said(parsed) == [("I", "How?"), ("P1", "Fine. Really.")]
    assert left_out(parsed) == [(1, "comment", "hm"), (1, "before the first turn", "Interview 4")]


TABLE = [("Time", "Speaker", "Text"), ("0:05", "I", "How?"), ("0:12", "P1", "Fine.\nReally."), ("0:20", "I", "And?")]


def test_a_table_is_read_by_its_columns() -> None:
    """The lines of a cell are one passage."""
    parsed = parse_flow(flow("Interview 4", *TABLE), "x")
    assert said(parsed) == [("I", "How?"), ("P1", "Fine. Really."), ("I", "And?")]
    assert times(parsed)[0][0] == 5
    assert [why for _, why, _ in left_out(parsed)] == ["comment", "before the first turn", "heading of a table"]


def test_talk_around_a_table_is_not_lost() -> None:
    """Half of an interview typed as lines, half as a table."""
    parsed = parse_flow(flow("I: One?", "P1: Two.", *TABLE, "P1: Last."), "x")
    assert said(parsed) == [
        ("I", "One?"), ("P1", "Two."), ("I", "How?"), ("P1", "Fine. Really."), ("I", "And?"), ("P1", "Last."),
    ]  # fmt: skip


def test_other_tables_are_lines() -> None:
    """A row is a line, its cells a label and the talk."""
    assert said(parse_flow(flow(("I:", "How?"), ("P1:", "Fine.")), "x")) == [("I", "How?"), ("P1", "Fine.")]


def test_rich_text_and_open_documents_are_running_text() -> None:
    """Stamps of f4 at the end of the lines are times."""
    text = rb"{\b I:} Hvordan g\'e5r det? #00:00:05-2#\par {\b P1:} Bra. #00:00:12-0#\par I: Ja? #00:00:14-0#\par"
    parsed = rtf.read(rb"{\rtf1\ansi " + text + b"}")
    assert said(parsed) == [("I", "Hvordan går det?"), ("P1", "Bra."), ("I", "Ja?")]
    body = "<body><text><t:p>I: A?</t:p><t:p>P1: B.</t:p></text></body>"
    flat = f'<d xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0">{body}</d>'
    assert said(open_document.read(flat.encode())) == [("I", "A?"), ("P1", "B.")]


@pytest.mark.parametrize("data", [b"I: How are you?", b"PK\x03\x04 broken", b"<html/>"])
def test_other_files_are_refused(data: bytes) -> None:
    """With a line that quotes nothing."""
    for reader in (rtf.read, open_document.read):
        with pytest.raises(UserError) as error:
            reader(data)
        assert "How" not in error.value.what
