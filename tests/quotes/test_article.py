"""Reading a manuscript: every paragraph that a reader of the article sees, whatever program wrote it."""

import io

import docx
import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.quotes import article

FLAT = (
    '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    "<text:p>One <text:span>para</text:span>graph</text:p><text:p>Another</text:p>"
    "</office:text></office:body></office:document>"
)


def word_file() -> bytes:
    written = docx.Document()
    written.add_heading("Results", 1)
    written.add_paragraph("As P2 put it:")
    written.add_paragraph("I only wanted to be back", style="Quote")
    table = written.add_table(1, 1)
    table.cell(0, 0).text = "In a table"
    out = io.BytesIO()
    written.save(out)
    return out.getvalue()


def texts(name: str, data: bytes) -> list[tuple[str, bool]]:
    return [(one.text, one.set_apart) for one in article.read(name, data)]


def test_a_word_file_with_its_quotation_style_and_tables() -> None:
    assert texts("a.docx", word_file()) == [
        ("Results", False),
        ("As P2 put it:", False),
        ("I only wanted to be back", True),
        ("In a table", False),
    ]


def test_an_open_document() -> None:
    assert texts("a.odt", FLAT.encode()) == [("One paragraph", False), ("Another", False)]


def test_markdown_with_block_quotations_and_emphasis() -> None:
    text = "# Results\n\nShe *really* said\nit.\n\n> I only\n> wanted (P1)\n"
    assert texts("a.md", text.encode()) == [
        ("# Results", False),
        ("She really said it.", False),
        ("I only wanted (P1)", True),
    ]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [("One\ntwo\n\nthree\n", ["One two", "three"]), ("One\ntwo\nthree\n", ["One", "two", "three"])],
)
def test_a_text_has_its_paragraphs_between_empty_lines_or_on_lines(text: str, paragraphs: list[str]) -> None:
    assert [one for one, _ in texts("a.txt", text.encode())] == paragraphs


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", b"%PDF"), ("a.docx", b"PK\x03\x04 no"), ("a.odt", b"<a/>"), ("a.txt", b"\x00\x01\x02\x80")],
)
def test_what_is_no_manuscript_is_refused_without_a_word_of_it(name: str, data: bytes) -> None:
    with pytest.raises(UserError):
        article.read(name, data)
