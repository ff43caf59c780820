"""Places of a Word document: what a reader sees, what reviewing leaves behind, and what only the file knows."""

from collections.abc import Callable
from urllib.parse import quote

from .carrying import AFTER, BEFORE, FILE, Carrier, amid, as_name, pieces, xml, zipped

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_AUTHOR = 'w:id="1" w:author="R" w:date="2026-11-22T10:00:00Z"'


_CORE = (
    *("dc:creator", "cp:lastModifiedBy", "dc:title", "dc:subject", "dc:description"),
    *("cp:keywords", "cp:category", "cp:contentStatus"),
)


def docx(body: str = "", **parts: str) -> bytes:
    """A small Word document: its body, and further parts (`word__comments`: word/comments.xml) as XML or relationships."""
    members = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relationships(_relationship("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
    }
    members |= {f"{name.replace('__', '/')}.xml": content for name, content in parts.items() if name != "rels"}
    if "rels" in parts:
        members["word/_rels/document.xml.rels"] = _relationships(parts["rels"])
    return zipped({name: _HEAD + content for name, content in members.items()})


def _relationships(content: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{content}</Relationships>'
    )


def _relationship(kind: str, target: str, mode: str = "Internal") -> str:
    return f'<Relationship Id="rId9" Type="{_OFFICE}/relationships/{kind}" Target="{target}" TargetMode="{mode}"/>'


def run(text: str, properties: str = "", tag: str = "t") -> str:
    """A run; the text is escaped."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{xml(text)}</w:{tag}></w:r>'


def paragraph(*content: str) -> str:
    """A paragraph of runs and the like."""
    return f"<w:p>{''.join(content)}</w:p>"


def _body(write: Callable[[str], str]) -> Carrier:
    """A carrier in the body of a document."""
    return lambda text: {f"{FILE}.docx": docx(write(text))}


def _inline(write: Callable[[str], str]) -> Carrier:
    """A carrier inside a sentence of the body."""
    return _body(lambda text: paragraph(run(BEFORE), write(text), run(AFTER)))


def _part(name: str, write: Callable[[str], str]) -> Carrier:
    """A carrier in another part of the package."""
    return lambda text: {f"{FILE}.docx": docx(paragraph(run("nothing")), **{name: write(text)})}


def _story(name: str, tag: str, inside: str = "") -> Carrier:
    """A carrier in a part that holds paragraphs: a header, the footnotes and the like."""
    open_, close = (f"<w:{inside} {_AUTHOR}>", f"</w:{inside}>") if inside else ("", "")
    return _part(name, lambda text: f"<w:{tag} {_SPACES}>{open_}{paragraph(run(amid(text)))}{close}</w:{tag}>")


def _properties(name: str) -> Carrier:
    spaces = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    )
    start = f"<cp:coreProperties {spaces}>"
    return _part("docProps__core", lambda text: f"{start}<{name}>{xml(text)}</{name}></cp:coreProperties>")


def _app(name: str) -> Carrier:
    return _part(
        "docProps__app",
        lambda text: f'<Properties xmlns="{_OFFICE}/extended-properties"><{name}>{xml(text)}</{name}></Properties>',
    )


def _custom(write: Callable[[str], str]) -> Carrier:
    spaces = f'xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes"'
    return _part("docProps__custom", lambda text: f"<Properties {spaces}>{write(text)}</Properties>")


def _between(mark: str) -> Carrier:
    """The name over runs with something between them that a reader does not see."""
    return _inline(lambda text: mark.join(map(run, pieces(text))))


def _change(tag: str, *runs: str) -> str:
    """A tracked change of these runs."""
    return f"<w:{tag} {_AUTHOR}>{''.join(runs)}</w:{tag}>"


def _deleted(text: str) -> str:
    return run(text, tag="delText")


def _over_formats(text: str) -> str:
    formats = ("<w:b/>", "<w:i/>", '<w:u w:val="single"/>', '<w:color w:val="A00000"/>')
    return "".join(run(piece, formats[n % 4]) for n, piece in enumerate(pieces(text)))


def _field(text: str, tag: str = "instrText") -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    code = "".join(run(piece, tag=tag) for piece in (' AUTHOR "', *pieces(text), '" '))
    return f"{marks[0]}{code}{marks[1]}{run('x')}{marks[2]}"


def _link(text: str) -> str:
    return _relationship("hyperlink", text, "External")


def _control(properties: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run('x')}</w:sdtContent></w:sdt>"


def _drawing(attributes: str, inside: str = "") -> str:
    return f'<w:r><w:drawing><wp:inline><wp:docPr id="1" {attributes}/>{inside}</wp:inline></w:drawing></w:r>'


def _text_box(text: str) -> str:
    box = f"<wps:txbx><w:txbxContent>{paragraph(*map(run, pieces(text)))}</w:txbxContent></wps:txbx>"
    return _drawing('name="x"', f"<a:graphic><a:graphicData><wps:wsp>{box}</wps:wsp></a:graphicData></a:graphic>")


def _diagram(text: str) -> str:
    runs = "".join(f"<a:r><a:t>{xml(piece)}</a:t></a:r>" for piece in pieces(text))
    return f"<x {_SPACES}><a:p>{runs}</a:p></x>"


def _old_text_box(text: str) -> str:
    box = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
    return f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"


def _cell(*content: str) -> str:
    return f"<w:tc>{paragraph(*content)}</w:tc>"


def _comments(write: Callable[[str], str]) -> Carrier:
    return _part("word__comments", lambda text: f"<w:comments {_SPACES}>{write(text)}</w:comments>")


def _styles(write: Callable[[str], str]) -> Carrier:
    return _part("word__styles", lambda text: f"<w:styles {_SPACES}>{write(text)}</w:styles>")


def _settings(write: Callable[[str], str]) -> Carrier:
    return _part("word__settings", lambda text: f"<w:settings {_SPACES}>{write(text)}</w:settings>")


SEEN: dict[str, Carrier] = {
    "docx body": _inline(run),
    "docx over runs": _inline(_over_formats),
    "docx letter by letter": _inline(lambda text: "".join(run(letter, "<w:b/>") for letter in text)),
    "docx over spelling marks": _between('<w:proofErr w:type="spellStart"/>'),
    "docx over a bookmark": _between('<w:bookmarkStart w:id="3" w:name="x"/><w:bookmarkEnd w:id="3"/>'),
    "docx over a comment's range": _between('<w:commentRangeStart w:id="4"/>'),
    "docx over a page mark": _between("<w:r><w:lastRenderedPageBreak/></w:r>"),
    "docx over hyphens where lines may end": _between("<w:r><w:softHyphen/></w:r>"),
    "docx hyphens that are elements": _inline(
        lambda text: "<w:r><w:noBreakHyphen/></w:r>".join(run(part) for part in text.split("-"))
    ),
    "docx inside a link": _inline(
        lambda text: f'<w:hyperlink w:anchor="x">{"".join(map(run, pieces(text)))}</w:hyperlink>'
    ),
    "docx half in a link": _inline(
        lambda text: "".join(f'<w:hyperlink w:anchor="x">{run(p)}</w:hyperlink>' for p in pieces(text))
    ),
    "docx half in a smart tag": _inline(
        lambda text: "".join(f'<w:smartTag w:element="x">{run(p)}</w:smartTag>' for p in pieces(text))
    ),
    "docx half in a content control": _inline(
        lambda text: "".join(f"<w:sdt><w:sdtContent>{run(p)}</w:sdtContent></w:sdt>" for p in pieces(text))
    ),
    "docx after a tab": _inline(lambda text: f"<w:r><w:t>P1:</w:t><w:tab/><w:t>{xml(text)}</w:t></w:r>"),
    "docx over a line break": _body(
        lambda text: paragraph("<w:r><w:br/></w:r>".join(run(word) for word in text.split(" ")))
    ),
    "docx table cell": _body(lambda text: f"<w:tbl><w:tr>{_cell(run('x'))}{_cell(_over_formats(text))}</w:tr></w:tbl>"),
    "docx table in a table": _body(
        lambda text: f"<w:tbl><w:tr><w:tc><w:tbl><w:tr>{_cell(run(text))}</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>"
    ),
    "docx header": _story("word__header1", "hdr"),
    "docx footer": _story("word__footer1", "ftr"),
    "docx footnote": _story("word__footnotes", "footnotes", "footnote"),
    "docx endnote": _story("word__endnotes", "endnotes", "endnote"),
    "docx text box": _inline(_text_box),
    "docx text box of old files": _inline(_old_text_box),
    "docx hidden text": _inline(lambda text: run(text, "<w:vanish/>")),
    "docx white text": _inline(lambda text: run(text, '<w:color w:val="FFFFFF"/><w:sz w:val="2"/>')),
    "docx capitals by formatting": _inline(lambda text: run(text.lower(), "<w:caps/>")),
    "docx formula": _inline(lambda text: f"<m:oMath><m:r><m:t>{xml(text)}</m:t></m:r></m:oMath>"),
    "docx text above text": _inline(
        lambda text: f"<w:r><w:ruby><w:rt>{run(text)}</w:rt><w:rubyBase>{run('x')}</w:rubyBase></w:ruby></w:r>"
    ),
    "docx diagram": _part("word__diagrams__data1", _diagram),
    "docx chart": _part("word__charts__chart1", lambda text: f'<c xmlns="urn:c"><v>{xml(text)}</v></c>'),
    "docx building block": _story("word__glossary__document", "glossaryDocument"),
}
REVIEWED: dict[str, Carrier] = {
    "docx comment": _story("word__comments", "comments", "comment"),
    "docx comment over runs": _comments(
        lambda text: f"<w:comment {_AUTHOR}>{paragraph(_over_formats(text))}</w:comment>"
    ),
    "docx author of a comment": _comments(
        lambda text: f'<w:comment w:id="1" w:author="{xml(text)}"><w:p/></w:comment>'
    ),
    "docx initials of a comment": _comments(
        lambda text: f'<w:comment w:id="1" w:initials="{xml(text)}"><w:p/></w:comment>'
    ),
    "docx person who comments": _part(
        "word__people", lambda text: f'<p:people xmlns:p="urn:p"><p:person p:author="{xml(text)}"/></p:people>'
    ),
    "docx insertion": _inline(lambda text: _change("ins", run(text))),
    "docx author of an insertion": _inline(lambda text: f'<w:ins w:id="1" w:author="{xml(text)}">{run("x")}</w:ins>'),
    "docx insertion in the middle": _inline(lambda text: _change("ins", run("xyz")).join(map(run, pieces(text)))),
    "docx half inserted": _inline(lambda text: "".join(_change("ins", run(piece)) for piece in pieces(text))),
    "docx deletion": _inline(lambda text: _change("del", _deleted(text))),
    "docx deletion over runs": _inline(lambda text: _change("del", *map(_deleted, pieces(text)))),
    "docx deletion in the middle": _inline(lambda text: _change("del", _deleted("xyz")).join(map(run, pieces(text)))),
    "docx half deleted": _inline(
        lambda text: "".join(
            run(piece) if number % 2 else _change("del", _deleted(piece)) for number, piece in enumerate(pieces(text))
        )
    ),
    "docx replaced by a tracked change": _inline(
        lambda text: _change("del", _deleted(text)) + _change("ins", run("[P1]"))
    ),
    "docx moved away": _inline(lambda text: _change("moveFrom", run(text))),
    "docx moved here": _inline(lambda text: _change("moveTo", run(text))),
    "docx deleted field code": _inline(lambda text: _field(text, "delInstrText")),
}
UNSEEN: dict[str, Carrier] = {
    "docx field code": _inline(_field),
    "docx simple field": _inline(lambda text: f'<w:fldSimple w:instr=" AUTHOR {xml(text)} ">{run("x")}</w:fldSimple>'),
    "docx link target": _part("rels", lambda text: _link(xml("https://example.test/" + text))),
    "docx link target, percent signs": _part("rels", lambda text: _link(xml("https://example.test/" + quote(text)))),
    "docx linked file": _part("rels", lambda text: _link(xml(f"file:///C:/Users/{quote(text)}/x.docx"))),
    "docx tip of a link": _inline(lambda text: f'<w:hyperlink w:tooltip="{xml(text)}">{run("x")}</w:hyperlink>'),
    "docx bookmark name": _inline(lambda text: f'<w:bookmarkStart w:id="1" w:name="{as_name(text)}"/>'),
    "docx tag of a content control": _inline(lambda text: _control(f'<w:tag w:val="{xml(text)}"/>')),
    "docx name of a content control": _inline(lambda text: _control(f'<w:alias w:val="{xml(text)}"/>')),
    "docx list of a content control": _inline(
        lambda text: _control(f'<w:dropDownList><w:listItem w:displayText="{xml(text)}"/></w:dropDownList>')
    ),
    "docx alternative text": _inline(lambda text: _drawing(f'name="x" descr="{xml(amid(text))}"')),
    "docx name of a drawing": _inline(lambda text: _drawing(f'name="{xml(text)}"')),
    "docx table caption": _body(
        lambda text: (
            f'<w:tbl><w:tblPr><w:tblCaption w:val="{xml(text)}"/></w:tblPr><w:tr>{_cell(run("x"))}</w:tr></w:tbl>'
        )
    ),
    **{f"docx property {name.split(':')[1]}": _properties(name) for name in _CORE},
    **{f"docx property {name}": _app(name) for name in ("Company", "Manager", "Template", "HyperlinkBase")},
    "docx own property": _custom(lambda text: f'<property name="x"><vt:lpwstr>{xml(text)}</vt:lpwstr></property>'),
    "docx name of an own property": _custom(lambda text: f'<property name="{xml(text)}"><vt:i4>1</vt:i4></property>'),
    "docx own data": _part("customXml__item1", lambda text: f'<d xmlns="urn:d"><e>{xml(text)}</e></d>'),
    "docx own data, attribute": _part("customXml__item1", lambda text: f'<d xmlns="urn:d" who="{xml(text)}"/>'),
    "docx style name": _styles(lambda text: f'<w:style w:styleId="x"><w:name w:val="{as_name(text)}"/></w:style>'),
    "docx style id": _styles(lambda text: f'<w:style w:styleId="{as_name(text)}"/>'),
    "docx variable": _settings(lambda text: f'<w:docVars><w:docVar w:name="x" w:val="{xml(text)}"/></w:docVars>'),
    "docx mail merge": _settings(lambda text: f'<w:mailMerge><w:query w:val="SELECT {xml(text)}"/></w:mailMerge>'),
    "docx list sign": _part(
        "word__numbering", lambda text: f'<w:numbering {_SPACES}><w:lvlText w:val="{xml(text)}"/></w:numbering>'
    ),
    "docx comment of XML": _body(lambda text: f"<!-- {xml(text).replace('--', '- -')} --><w:p/>"),
    "docx instruction of XML": _body(lambda text: f"<?note {xml(text)}?><w:p/>"),
    "docx unparsed text": _inline(lambda text: f"<w:r><w:t><![CDATA[{xml(text)}]]></w:t></w:r>"),
}
WORD: dict[str, Carrier] = SEEN | REVIEWED | UNSEEN
"""Place → carrier."""
