"""OpenDocument text: what a reader sees is in the lines; comments, notes, deletions and hidden text stand beside them."""

import io
import zipfile

import pytest

from ipstranscribe.documents import open_document, safe_zip
from ipstranscribe.documents.flow import Flow, FlowRow

_NS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing", "svg": "svg-compatible",
    }.items()
)  # fmt: skip
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_STYLES = (
    '<office:automatic-styles><style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T2" style:parent-style-name="T1"/></office:automatic-styles>'
)


def flat(body: str) -> bytes:
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    return f"<office:document {_NS} {_DC}>{_STYLES}{text}</office:document>".encode()


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, data in parts.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def lines(flow: Flow) -> list[str | tuple[str, ...]]:
    return [block.cells if isinstance(block, FlowRow) else block.text for block in flow.blocks]


TEXTS = [
    ("<text:h>Om <text:title>jobben</text:title></text:h>", ["Om jobben"]),
    ("<text:p>I:<text:tab/>ett<text:line-break/>to</text:p>", ["I:\tett", "to"]),
    ("<text:p>  to <text:s text:c='2'/>mellom\n  rom </text:p>", ["to   mellom rom"]),
    ("<text:p>en <text:span>f<text:soft-page-break/>et</text:span> <text:a>lenke</text:a></text:p>", ["en fet lenke"]),
    ("<text:p>Sol\u00adheim, e\u2011post, a\u0301</text:p>", ["Solheim, e-post, á"]),
    ("<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list><text:p>b</text:p>", ["a", "b"]),
    ("<text:section><text:p>a</text:p></text:section>", ["a"]),
    (
        "<text:p>a<text:ruby><text:ruby-base>b</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby></text:p>",
        ["ab"],
    ),
    (
        "<text:p>a<draw:frame><svg:title>bilde</svg:title><draw:text-box><text:p>boks</text:p></draw:text-box></draw:frame>b</text:p>",
        ["ab", "boks"],
    ),
    (
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Tid</text:p></table:table-cell>"
        "<table:table-cell><text:p>Tale</text:p><text:p>to</text:p></table:table-cell></table:table-row></table:table-header-rows>"
        "<table:table-row><table:table-cell table:number-columns-repeated='900'/></table:table-row></table:table>",
        [("Tid", "Tale\nto")],
    ),
]


@pytest.mark.parametrize(("body", "expected"), TEXTS)
def test_paragraphs_breaks_and_rows_are_lines(body: str, expected: list[object]) -> None:
    """Spaces count as the format says; empty rows are none."""
    assert lines(open_document.read(flat(body))) == expected


BESIDE = [
    (
        "<text:p>a<office:annotation><dc:creator>K</dc:creator><text:p>kom</text:p></office:annotation>b</text:p>",
        "comment",
        "kom",
    ),
    (
        "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p>"
        "</text:note-body></text:note>b</text:p>",
        "footnote",
        "n",
    ),
    (
        "<text:p>a<text:note text:note-class='endnote'><text:note-body><text:p>n</text:p>"
        "</text:note-body></text:note>b</text:p>",
        "endnote",
        "n",
    ),
    ("<text:p>a<text:span text:style-name='T2'>x</text:span>b</text:p>", "hidden text", "x"),
    ("<text:p>a<text:hidden-text text:string-value='x'/>b</text:p>", "hidden text", "x"),
    ("<text:p>ab</text:p><text:section text:display='none'><text:p>x</text:p></text:section>", "hidden text", "x"),
    (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>K</dc:creator>"
        "</office:change-info><text:p>x</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>a<text:change/>b</text:p>",
        "deleted text",
        "x",
    ),
]


@pytest.mark.parametrize(("body", "kind", "text"), BESIDE)
def test_what_stands_beside_the_text_is_told(body: str, kind: str, text: str) -> None:
    """It is in no line, and not gone either; who commented is no text."""
    flow = open_document.read(flat(body))
    assert lines(flow) == ["ab"]
    assert [(aside.kind, aside.text) for aside in flow.asides] == [(kind, text)]


def test_headers_of_pages_stand_in_the_styles() -> None:
    """A packed document has them in a part of their own."""
    body = "<office:body><office:text><text:p>a</text:p></office:text></office:body>"
    content = f"<office:document-content {_NS}>{body}</office:document-content>"
    styles = (
        f"<office:document-styles {_NS}><style:header><text:p>topp</text:p></style:header></office:document-styles>"
    )
    flow = open_document.read(packed(content_xml=content.encode(), styles_xml=styles.encode()))
    assert (lines(flow), [(one.kind, one.text) for one in flow.asides]) == (["a"], [("page header or footer", "topp")])


REFUSED = [
    b"I: How are you?",
    b"PK\x03\x04 broken",
    packed(other_xml=b"<a/>"),
    packed(content_xml=b"<office:document/>"),
    packed(content_xml=b"<a><body><spreadsheet/></body></a>"),
    packed(content_xml=b"<a/>", **{"META-INF__manifest_xml": b"<m><encryption-data/></m>"}),
    b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>',
]


@pytest.mark.parametrize("data", REFUSED)
def test_what_is_no_text_document_is_refused(data: bytes) -> None:
    """Damaged, another kind of document, with a password, or with entities."""
    with pytest.raises(safe_zip.Unsafe):
        open_document.read(data)
