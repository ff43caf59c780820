"""Saved web pages: lines as a browser shows them."""

import pytest

from ipstranscribe.documents import web_page
from ipstranscribe.documents.flow import FlowRow


def lines(data: bytes) -> list[str | tuple[str, ...]]:
    flow = web_page.flow_of(web_page.parse(data))
    return [block.cells if isinstance(block, FlowRow) else block.text for block in flow.blocks]


PAGES = [
    ("<p>I:  <b>Hvordan</b>\ngår <i>det</i>?<p>P1: Bra<br>nok", ["I: Hvordan går det?", "P1: Bra", "nok"]),
    ("a &amp; b &lt; c &aring; <ukjent>d</ukjent>", ["a & b < c å d"]),
    (
        "<head><title>t</title><style>s</style></head><div>a<div>b</div>c</div><script>x</script><!-- y -->",
        ["a", "b", "c"],
    ),
    ("<table><tr><th>Tid<th>Tale<tr><td>0:01<td><p>a<p>b</table>", [("Tid", "Tale"), ("0:01", "a\nb")]),
    ("<ul><li>a<li>b</ul><pre>c\n  d</pre>", ["a", "b", "c", "  d"]),
    ("<p>synlig<span style='display: none'>x</span><span hidden>y</span>", ["synlig"]),
]


@pytest.mark.parametrize(("page", "expected"), PAGES)
def test_blocks_and_breaks_are_lines(page: str, expected: list[object]) -> None:
    """Spaces count as in a browser, unclosed elements end where the next begins."""
    assert lines(page.encode()) == expected


def test_hidden_text_is_told() -> None:
    flow = web_page.flow_of(web_page.parse(b"<p>a<span hidden>x <b>y</b></span>"))
    assert [(one.kind, one.text) for one in flow.asides] == [("hidden text", "x y")]


ENCODED = [
    "<p>blåbær".encode(),
    "<p>blåbær".encode("utf-16"),
    "<p>blåbær".encode("cp1252"),
    '<meta charset="iso-8859-1"><p>blåbær'.encode("latin-1"),
    '<meta charset="utf-8"><p>blåbær'.encode("cp1252"),
    '<?xml version="1.0" encoding="utf-8"?><meta content="text/html; charset=macintosh"><p>blåbær'.encode("mac_roman"),
]


@pytest.mark.parametrize("data", ENCODED)
def test_pages_are_read_in_the_encoding_that_they_declare(data: bytes) -> None:
    """Or in what they are in, if that cannot be."""
    assert lines(data) == ["blåbær"]


@pytest.mark.parametrize("page", ["", "<div>" * 300 + "I: dypt"])
def test_a_page_whose_text_would_be_lost_is_refused(page: str) -> None:
    """The parser leaves out without a word what is nested deeper than 256 elements."""
    with pytest.raises(web_page.NoPage):
        web_page.parse_text(page)
