"""Timed Text: paragraphs with times in any of its ways, and agents that speak."""

import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.review.transcript.readers import timed_text
from tests.review.transcript.readers.reading import said, times


def document(body: str, more: str = "") -> bytes:
    return (
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" '
        f'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" {more}>'
        '<head><metadata><ttm:agent xml:id="a1" type="person"><ttm:name>Kari</ttm:name></ttm:agent></metadata></head>'
        f"<body><div>{body}</div></body></tt>"
    ).encode()


TIMES = [
    ('begin="00:00:01.500" end="00:00:03.000"', "", (1.5, 3)),
    ('begin="1500ms" dur="2s"', "", (1.5, 3.5)),
    ('begin="0.5m" end="31s"', "", (30, 31)),
    ('begin="00:00:01:15" end="00:00:02:00"', 'ttp:frameRate="30"', (1.5, 2)),
    ('begin="15000000t" end="20000000t"', 'ttp:tickRate="10000000"', (1.5, 2)),
    ("", "", (None, None)),
]


@pytest.mark.parametrize(("attributes", "more", "expected"), TIMES)
def test_times_are_read_in_every_way(attributes: str, more: str, expected: tuple[float, float]) -> None:
    """Clock, offset, frames, ticks."""
    assert times(timed_text.read(document(f"<p {attributes}>Hei</p>", more))) == [expected]


def test_agents_are_labels_and_breaks_are_spaces() -> None:
    body = '<p begin="1s" end="2s" ttm:agent="a1">Hei<br/>du <span>der</span></p><p begin="2s" end="3s">Ja</p>'
    assert said(timed_text.read(document(body))) == [("Kari", "Hei du der"), (None, "Ja")]


def test_times_may_stand_at_the_spans() -> None:
    assert times(
        timed_text.read(document('<p><span begin="1s" end="2s">a</span> <span begin="2s" end="3s">b</span></p>'))
    ) == [(1, 3)]


@pytest.mark.parametrize(
    "data", [b"<tt>", b"<Trans/>", document('<p begin="soon">a</p>'), document("", 'ttp:frameRate="0"')]
)
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(UserError):
        timed_text.read(data)
