"""Places of an Excel workbook: cells in every way that they are stored, and all that is written elsewhere in it."""

import re
from collections.abc import Callable
from urllib.parse import quote

from .carrying import FILE, Carrier, amid, as_name, pieces, xml, zipped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_NS = f'xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_CELL = '<c r="A1"><v>1</v></c>'


def xlsx(
    cells: str = _CELL, sheets: str = '<sheet name="x" sheetId="1" r:id="rId1"/>', around: str = "", **parts: str
) -> bytes:
    """A small workbook: the cells of its first row, its list of sheets, what follows the rows, and further parts."""
    sheet = f'<worksheet {_NS}><sheetData><row r="1">{cells}</row></sheetData>{around}</worksheet>'
    members = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relationship("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f"<workbook {_NS}><sheets>{sheets}</sheets>{parts.pop('workbook', '')}</workbook>",
        "xl/_rels/workbook.xml.rels": _relationship("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
    }
    if "rels" in parts:
        members["xl/worksheets/_rels/sheet1.xml.rels"] = parts.pop("rels")
    for name, content in parts.items():
        path = name.replace("__", "/")
        members[f"{path if path.startswith('docProps') else f'xl/{path}'}.xml"] = content
    return zipped({name: _HEAD + content for name, content in members.items()})


def _relationship(kind: str, target: str, mode: str = "Internal") -> str:
    one = f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f'<Relationships xmlns="{_RELS}">{one}</Relationships>'


def _cells(write: Callable[[str], str]) -> Carrier:
    return lambda text: {f"{FILE}.xlsx": xlsx(write(text))}


def _around(write: Callable[[str], str]) -> Carrier:
    return lambda text: {f"{FILE}.xlsx": xlsx(around=write(text))}


def _sheets(write: Callable[[str], str]) -> Carrier:
    return lambda text: {f"{FILE}.xlsx": xlsx(sheets=write(text))}


def _part(name: str, write: Callable[[str], str]) -> Carrier:
    return lambda text: {f"{FILE}.xlsx": xlsx(**{name: write(text)})}


def _shared(write: Callable[[str], str]) -> Carrier:
    """A carrier among the strings that cells point to."""
    return lambda text: {
        f"{FILE}.xlsx": xlsx('<c r="A1" t="s"><v>0</v></c>', sharedStrings=f"<sst {_NS}><si>{write(text)}</si></sst>")
    }


def _runs(text: str) -> str:
    return "".join(f'<r><rPr><b/></rPr><t xml:space="preserve">{xml(piece)}</t></r>' for piece in pieces(text))


def _inline(content: str) -> str:
    return f'<c r="A1" t="inlineStr"><is>{content}</is></c>'


def _formula(formula: str) -> str:
    return f'<c r="A1"><f>{formula}</f><v>1</v></c>'


def _glued(text: str) -> str:
    return "&amp;".join(f'"{xml(piece)}"' for piece in pieces(text.replace('"', '""')))


def _escaped(text: str) -> str:
    """As Excel writes signs that XML cannot hold; it reads any sign that is written so."""
    return "".join(f"_x{ord(c):04X}_" if ord(c) < 0x10000 else c for c in text)


def _as_number(text: str) -> str:
    """A cell of a number, as Excel makes it of digits that are typed in; other texts stay text."""
    bare = re.sub(r"[ ./-]", "", text)
    return (
        f'<c r="A1"><v>{int(bare)}</v></c>'
        if re.fullmatch("[1-9][0-9]{7,14}", bare)
        else _inline(f"<t>{xml(text)}</t>")
    )


def _validated(rule: str, attributes: str = "") -> str:
    return f'<dataValidations><dataValidation type="list" sqref="A1" {attributes}>{rule}</dataValidation></dataValidations>'


def _condition(formula: str) -> str:
    return f"<conditionalFormatting><cfRule><formula>{formula}</formula></cfRule></conditionalFormatting>"


def _comment(content: str, author: str = "x") -> str:
    listed = f'<comment ref="A1" authorId="0"><text>{content}</text></comment>'
    return f"<comments {_NS}><authors><author>{author}</author></authors><commentList>{listed}</commentList></comments>"


def _sheet(name: str, state: str = "visible") -> str:
    return f'<sheet name="{name}" sheetId="1" state="{state}" r:id="rId1"/>'


def _defined(name: str, value: str, attributes: str = "") -> str:
    return f'<definedNames><definedName name="{name}" {attributes}>{value}</definedName></definedNames>'


def _hidden_sheet(text: str) -> dict[str, bytes]:
    sheet = f'<worksheet {_NS}><sheetData><row><c r="A1" t="str"><v>{xml(text)}</v></c></row></sheetData></worksheet>'
    return {f"{FILE}.xlsx": xlsx(sheets=_sheet("x") + _sheet("y", "veryHidden"), worksheets__sheet2=sheet)}


CELLS: dict[str, Carrier] = {
    "xlsx shared string": _shared(lambda text: f"<t>{xml(amid(text))}</t>"),
    "xlsx shared string over runs": _shared(_runs),
    "xlsx reading aid of a string": _shared(lambda text: f'<t>x</t><rPh sb="0" eb="1"><t>{xml(text)}</t></rPh>'),
    "xlsx string no cell points to": _part(
        "sharedStrings", lambda text: f"<sst {_NS}><si><t>{xml(text)}</t></si></sst>"
    ),
    "xlsx inline string": _cells(lambda text: _inline(f"<t>{xml(text)}</t>")),
    "xlsx inline string over runs": _cells(lambda text: _inline(_runs(text))),
    "xlsx string in escapes": _shared(lambda text: f"<t>{xml(_escaped(text))}</t>"),
    "xlsx number": _cells(_as_number),
    "xlsx formula, literal": _cells(lambda text: _formula(f'LEN("{xml(text.replace(chr(34), chr(34) * 2))}")')),
    "xlsx formula that glues": _cells(lambda text: _formula(_glued(text))),
    "xlsx result of a formula": _cells(lambda text: f'<c r="A1" t="str"><f>B1</f><v>{xml(text)}</v></c>'),
    "xlsx hidden row": lambda text: {
        f"{FILE}.xlsx": xlsx(f'{_CELL}</row><row r="2" hidden="1">{_inline(f"<t>{xml(text)}</t>")}')
    },
    "xlsx sheet deeply hidden": _hidden_sheet,
}
NAMES: dict[str, Carrier] = {
    "xlsx sheet name": _sheets(lambda text: _sheet(as_name(text))),
    "xlsx name of a hidden sheet": _sheets(lambda text: _sheet("x") + _sheet(as_name(text), "hidden")),
    "xlsx defined name": _part("workbook", lambda text: _defined(as_name(text), "x!$A$1")),
    "xlsx value of a defined name": _part("workbook", lambda text: _defined("x", f'"{xml(text)}"')),
    "xlsx comment of a defined name": _part("workbook", lambda text: _defined("x", "1", f'comment="{xml(text)}"')),
    "xlsx who has it open": _part("workbook", lambda text: f'<fileSharing userName="{xml(text)}"/>'),
    "xlsx view of a person": _part(
        "workbook", lambda text: f'<customWorkbookViews><v name="{xml(text)}"/></customWorkbookViews>'
    ),
    "xlsx table name": _part("tables__table1", lambda text: f'<table {_NS} name="x" displayName="{as_name(text)}"/>'),
    "xlsx column of a table": _part(
        "tables__table1",
        lambda text: f'<table {_NS}><tableColumns><tableColumn name="{xml(text)}"/></tableColumns></table>',
    ),
    "xlsx number format": _part(
        "styles",
        lambda text: f"<styleSheet {_NS}><numFmts><numFmt formatCode='\"{xml(text)}\"0'/></numFmts></styleSheet>",
    ),
    "xlsx cell style": _part(
        "styles",
        lambda text: f'<styleSheet {_NS}><cellStyles><cellStyle name="{xml(text)}"/></cellStyles></styleSheet>',
    ),
}
AROUND: dict[str, Carrier] = {
    "xlsx list to choose from": _around(
        lambda text: _validated(f'<formula1>"yes,{xml(text.replace(chr(34), chr(34) * 2))},no"</formula1>')
    ),
    "xlsx hint at a cell": _around(lambda text: _validated("<formula1>1</formula1>", f'prompt="{xml(text)}"')),
    "xlsx warning at a cell": _around(lambda text: _validated("<formula1>1</formula1>", f'error="{xml(text)}"')),
    "xlsx condition": _around(lambda text: _condition(f"A1=&quot;{xml(text)}&quot;")),
    "xlsx header": _around(
        lambda text: f"<headerFooter><oddHeader>&amp;C&amp;&quot;Calibri&quot;{xml(text)}</oddHeader></headerFooter>"
    ),
    "xlsx footer": _around(lambda text: f"<headerFooter><oddFooter>&amp;L{xml(text)}</oddFooter></headerFooter>"),
    "xlsx tip of a link": _around(lambda text: f'<hyperlinks><hyperlink ref="A1" tooltip="{xml(text)}"/></hyperlinks>'),
    "xlsx link inside": _around(lambda text: f"<hyperlinks><hyperlink location=\"'{xml(text)}'!A1\"/></hyperlinks>"),
    "xlsx scenario": _around(lambda text: f'<scenarios><scenario name="x" user="{xml(text)}"/></scenarios>'),
    "xlsx link target": _part(
        "rels", lambda text: _relationship("hyperlink", f"mailto:{xml(quote(text))}", "External")
    ),
    "xlsx linked workbook": _part(
        "externalLinks__externalLink1",
        lambda text: f'<externalLink {_NS}><sheetName val="{xml(text)}"/></externalLink>',
    ),
    "xlsx comment": _part("comments1", lambda text: _comment(f"<t>{xml(amid(text))}</t>")),
    "xlsx comment over runs": _part("comments1", lambda text: _comment(_runs(text))),
    "xlsx author of a comment": _part("comments1", lambda text: _comment("<t>x</t>", xml(text))),
    "xlsx comment in a thread": _part(
        "threadedComments__threadedComment1",
        lambda text: f'<T xmlns="urn:t"><threadedComment ref="A1"><text>{xml(text)}</text></threadedComment></T>',
    ),
    "xlsx person who comments": _part(
        "persons__person", lambda text: f'<personList xmlns="urn:t"><person displayName="{xml(text)}"/></personList>'
    ),
    "xlsx text box": _part(
        "drawings__drawing1",
        lambda text: f'<w xmlns="urn:w"><p>{"".join(f"<r><t>{xml(p)}</t></r>" for p in pieces(text))}</p></w>',
    ),
    "xlsx pivot table": _part(
        "pivotCache__pivotCacheRecords1",
        lambda text: f'<pivotCacheRecords {_NS}><s v="{xml(text)}"/></pivotCacheRecords>',
    ),
    "xlsx last author": _part(
        "docProps__core", lambda text: f'<c xmlns="urn:c"><lastModifiedBy>{xml(text)}</lastModifiedBy></c>'
    ),
    "xlsx names of parts": _part(
        "docProps__app", lambda text: f'<P xmlns="urn:p"><TitlesOfParts><lpstr>{xml(text)}</lpstr></TitlesOfParts></P>'
    ),
}
EXCEL: dict[str, Carrier] = CELLS | NAMES | AROUND
"""Place → carrier."""
