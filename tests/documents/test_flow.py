"""Lines of a document that know where they are bold."""

import pytest

from ipstranscribe.documents import open_document, rtf, web_page
from ipstranscribe.documents.flow import Flow, FlowBuilder, FlowLine, StyledText


def bold(flow: Flow) -> list[tuple[str, int]]:
    return [(block.text, block.bold) for block in flow.blocks if isinstance(block, FlowLine)]


STYLED = [
    ([("Nora", True), (" How are you?", False)], [("Nora How are you?", 4)]),
    ([("Nora", True)], [("Nora", 0)]),
    ([("How", False), ("are", True), ("you", False)], [("Howareyou", 0)]),
    ([("A\u0301\u00ad", True), ("b\nc", False)], [("Áb", 1), ("c", 0)]),
    ([("a", False), ("b\nc", True), ("d", False)], [("ab", 0), ("cd", 1)]),
    ([("a\x0eb\x0f", False), ("c", False)], [("abc", 0)]),
]


@pytest.mark.parametrize(("pieces", "expected"), STYLED)
def test_a_line_knows_how_much_of_its_beginning_is_bold(
    pieces: list[tuple[str, bool]], expected: list[tuple[str, int]]
) -> None:
    """Counted in the composed form; of a line that is bold throughout nothing stands out."""
    text, built = StyledText(), FlowBuilder()
    for piece, heavy in pieces:
        text.add(piece, bold=heavy)
    built.blocks.append(text.taken())
    assert bold(built.flow()) == expected


def test_bold_type_is_found_in_every_format() -> None:
    """A label in bold, as people and programs set it."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    odt = (
        f'<d xmlns:s="{office}:style:1.0" xmlns:t="{office}:text:1.0" xmlns:f="{office}:xsl-fo-compatible:1.0">'
        '<s:style s:name="B"><s:text-properties f:font-weight="bold"/></s:style>'
        '<body><text><t:p><t:span t:style-name="B">Nora</t:span> Hei</t:p></text></body></d>'
    )
    expected = [("Nora Hei", 4)]
    assert bold(open_document.read(odt.encode())) == expected
    assert bold(rtf.read(rb"{\rtf1 {\b Nora} Hei}")) == expected
    assert bold(rtf.read(rb"{\rtf1 \b Nora\b0  Hei}")) == expected
    for page in (b"<p><b>Nora</b> Hei", b'<p><span style="font-weight: 600">Nora</span> Hei'):
        assert bold(web_page.flow_of(web_page.parse(page))) == expected
