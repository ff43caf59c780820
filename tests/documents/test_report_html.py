"""Report pages as HTML: every block, nothing that is run or loaded, and no text taken for a tag."""

from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.documents.report import Box, Caption, Heading, Properties, ReportTable, ReportText
from ipstranscribe.documents.report_html import to_html
from ipstranscribe.documents.web_page import flow_of, parse

WORDS = {"title": "A <title>", "mark": "RESTRICTED"}


def test_every_block_is_on_the_page_with_its_text_escaped() -> None:
    blocks = (
        Heading("One & two"),
        ReportText("<script>alert(1)</script>"),
        Caption("a caption"),
        Box("a box"),
        Properties((("Name", "first\nsecond"),)),
        ReportTable("the table", ("Where", "What"), (1, 2), (("P1", "»Dag«"),)),
    )
    page = to_html(blocks, WORDS, "nb").decode()
    assert '<html lang="nb">' in page
    assert "<script" not in page
    assert "<dt>Name</dt><dd>first<br>second</dd>" in page
    assert '<th scope="col">Where</th>' in page
    assert page.count("<h1>") == 1
    assert "default-src 'none'" in page
    assert to_html(blocks, WORDS, "nb").decode() == page


@given(st.text(min_size=1, max_size=60))
def test_any_text_can_stand_in_it(text: str) -> None:
    page = to_html(
        [Heading(text), Properties(((text, text),)), ReportTable(text, (text,), (1,), ((text,),))], WORDS, "en"
    )
    assert flow_of(parse(page))
