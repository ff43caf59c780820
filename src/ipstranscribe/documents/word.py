"""Writer of Word documents: named styles, A4, a status mark on every page, the same bytes for the same content.

python-docx is known here and in `word_elements`. Callers describe the content of a document; its look is in
`word_styles.xml`, as named styles.
"""

import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from importlib import resources
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from ipstranscribe.documents.package import MADE, repack
from ipstranscribe.documents.word_elements import add_text, new_element, table_cell, text_run, twips
from ipstranscribe.documents.word_tables import Column, WordRow, fits, name_width, wide_enough
from ipstranscribe.languages import RECORDS, from_whisper
from ipstranscribe.text.wording import Wording, visible

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

SHORT_SIDE, LONG_SIDE, MARGIN = 21.0, 29.7, 1.6
"""A4 and its left and right margins, in centimetres."""

_UNUSED_PARTS = ("thumbnail", "extended-properties", "stylesWithEffects", "customXml", "webSettings", "numbering")
_NAMES, _LONGEST_NAME = 4.2, 6.0
"""Width of the names in a header block, and how wide it may become, in centimetres."""
_LONG = {"Context": "LongContext", "TableContext": "LongTableContext", "TableQuestion": "LongTableQuestion"}
"""Keep-together style → style with the same look that may break across pages, for longer texts."""


class Page(NamedTuple):
    """Page setup: title, mark and layout of every page. `language` is that of the text (`en`, `nb`, `de`).

    `right` is the right margin in centimetres. If lines are `numbered`, numbering continues over pages, so that a number
    identifies one line.
    """

    title: str
    mark: str
    language: str
    wording: Wording
    landscape: bool = False
    right: float = MARGIN
    numbered: bool = False

    @property
    def text_width(self) -> float:
        """Text width between the margins, in centimetres."""
        return (LONG_SIDE if self.landscape else SHORT_SIDE) - MARGIN - self.right


class Manuscript:
    """Builder of a Word document: add to it from top to bottom, then `save`."""

    def __init__(self, page: Page) -> None:
        """Start an empty document whose header carries `page.mark` and whose footer counts the pages."""
        import docx

        self._document = docx.Document()
        self._page = page
        self._anchors = 0
        self._drop_unused_parts()
        self._set_styles()
        self._set_properties()
        self._lay_out()
        self._add_header()
        self._add_footer()
        self.line(page.title, "Title")

    @property
    def width(self) -> float:
        """Maximum width of a table, in centimetres."""
        return self._page.text_width

    def heading(self, text: str) -> None:
        """Add a heading (Word's level 1)."""
        self.line(text, "Heading1")

    def line(self, text: str, style: str = "Normal") -> None:
        """Add a paragraph in a style of `word_styles.xml`, by its id."""
        add_text(self._paragraph(style).add_run()._r, visible(text))

    def mark(self, anchor: str) -> None:
        """Mark the last paragraph with a hidden bookmark (`bookmark_name`)."""
        paragraph = self._last._p
        start, end = self._bookmark(anchor)
        paragraph.insert(1, start)
        paragraph.append(end)

    def said(self, label: str, text: str, style: str, anchor: str | None = None) -> None:
        """Add talk: a paragraph that starts with the speaker's label; `anchor` as in `WordRow`."""
        paragraph = self._paragraph(style if fits(text) else _LONG.get(style, style))
        self._run(paragraph, f"{label}:", "SpeakerLabel")
        self._run(paragraph, f" {visible(text)}")
        if anchor is not None:
            start, end = self._bookmark(anchor)
            paragraph._p.insert(1, start)
            paragraph._p.append(end)

    def turn(self, turn_id: str, label: str, time: str, pieces: Iterable[tuple[str, bool]]) -> "list[Run]":
        """Add a turn as label, time and text, each after a tab; a piece of text that is True is shaded.

        Returns the runs: first the label's, then one per piece.
        """
        paragraph = self._paragraph("Turn")
        start, end = self._bookmark(turn_id)
        paragraph._p.append(start)
        runs = [self._run(paragraph, f"{label}:", "SpeakerLabel")]
        self._run(paragraph, f"\t{time}\t", "Time")
        runs += [self._run(paragraph, visible(text), "ListenHere" if shaded else None) for text, shaded in pieces]
        paragraph._p.append(end)
        return runs

    def comment(self, runs: "Sequence[Run]", text: str) -> None:
        """Attach a comment to the stretch from the first to the last of `runs`."""
        comment = self._document.add_comment(runs, visible(text), author="ipstranscribe", initials="ips")
        comment._comment_elm.date = None  # the library writes the current time

    def facts(self, rows: Iterable[tuple[str, str]]) -> None:
        """Add a header block: a small table of names and values."""
        told = tuple(rows)
        names = min(max(_NAMES, name_width(name for name, _ in told)), _LONGEST_NAME)
        widths = (names, min(self._page.text_width, SHORT_SIDE - 2 * MARGIN) - names)
        table = self._table("Facts", widths, caption="")
        for name, value in told:
            cells = (table_cell(name, widths[0], "TableHeading"), table_cell(value, widths[1], "TableText"))
            table.append(new_element("tr", *cells))
        self.line("", "AfterTable")

    def table(self, columns: Sequence[Column], rows: Iterable[WordRow], caption: str) -> None:
        """Add a table with a header row that repeats on every page. `caption` is its description for screen readers.

        A column is made wider than asked for where a word would be broken, at the cost of those that have room.
        """
        every = tuple(rows)
        widths = wide_enough(columns, every)
        table = self._table("Grid", widths, caption)
        head = new_element("trPr", new_element("cantSplit"), new_element("tblHeader"))
        headings = (table_cell(c.heading, width, "TableHeading") for c, width in zip(columns, widths, strict=True))
        table.append(new_element("tr", head, *headings))
        for row in every:
            style = row.style if row.fits else _LONG.get(row.style, row.style)
            cells = [table_cell(text, width, style) for text, width in zip(row.cells, widths, strict=True)]
            if row.anchor is not None:
                self._anchor_cell(cells[0], row.anchor)
            together = [new_element("trPr", new_element("cantSplit"))] if row.fits else []
            table.append(new_element("tr", *together, *cells))

    def save(self, file: BinaryIO) -> None:
        """Write the document. The same content gives the same bytes."""
        package = io.BytesIO()
        self._document.save(package)
        file.write(repack(package.getvalue()))

    # --- parts ----------------------------------------------------------------------------------------------------

    def _paragraph(self, style: str) -> "Paragraph":
        from docx.text.paragraph import Paragraph

        element = new_element("p", new_element("pPr", new_element("pStyle", val=style)))
        self._document.element.body.sectPr.addprevious(element)
        self._last = Paragraph(element, self._document._body)
        return self._last

    @staticmethod
    def _run(paragraph: "Paragraph", text: str, style: str | None = None) -> "Run":
        run = paragraph.add_run()
        run._r.style = style
        add_text(run._r, text)
        return run

    def _table(self, style: str, widths: Sequence[float], caption: str) -> "BaseOxmlElement":
        properties = [
            new_element("tblStyle", val=style),
            new_element("tblW", w=twips(sum(widths)), type="dxa"),
            new_element("tblLayout", type="fixed"),
            new_element("tblLook", firstRow=str(int(style == "Grid")), firstColumn=str(int(style == "Facts"))),
            *([new_element("tblCaption", val=visible(caption))] if caption else []),
        ]
        grid = new_element("tblGrid", *(new_element("gridCol", w=twips(w)) for w in widths))
        table = new_element("tbl", new_element("tblPr", *properties), grid)
        self._document.element.body.sectPr.addprevious(table)
        return table

    def _bookmark(self, anchor: str) -> "tuple[BaseOxmlElement, BaseOxmlElement]":
        self._anchors += 1
        number = str(self._anchors)
        start = new_element("bookmarkStart", id=number, name=bookmark_name(anchor))
        return start, new_element("bookmarkEnd", id=number)

    def _anchor_cell(self, cell: "BaseOxmlElement", anchor: str) -> None:
        start, end = self._bookmark(anchor)
        paragraph = cell[-1]
        paragraph.insert(1, start)
        paragraph.append(end)

    def _drop_unused_parts(self) -> None:
        """Remove leftover parts of the library's template: a thumbnail, another program's name."""
        for rels in (self._document.part.rels, self._document.part.package.rels):
            for rel_id in [r.rId for r in rels.values() if r.reltype.endswith(_UNUSED_PARTS)]:
                del rels[rel_id]

    def _set_styles(self) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import qn

        styles = parse_xml((resources.files(__package__) / "word_styles.xml").read_bytes())
        language = _spelling(self._page.language)
        next(styles.iter(qn("w:lang"))).set(qn("w:val"), language)
        self._document.styles.element[:] = list(styles)
        settings = self._document.settings.element
        next(settings.iter(qn("w:themeFontLang"))).set(qn("w:val"), language)
        # Word 2013 and later; less opens the document in "compatibility mode"
        next(settings.iter(qn("w:compatSetting"))).set(qn("w:val"), "15")

    def _set_properties(self) -> None:
        properties = self._document.core_properties
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.title = visible(self._page.title)
        properties.language = _spelling(self._page.language)
        properties.created = properties.modified = MADE
        properties.revision = 1

    def _lay_out(self) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.oxml.ns import qn
        from docx.shared import Cm

        section = self._document.sections[0]
        sides = (LONG_SIDE, SHORT_SIDE) if self._page.landscape else (SHORT_SIDE, LONG_SIDE)
        section.orientation = WD_ORIENT.LANDSCAPE if self._page.landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Cm(side) for side in sides)
        section.left_margin, section.right_margin = Cm(MARGIN), Cm(self._page.right)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(1.9)
        section.header_distance = section.footer_distance = Cm(1.0)
        if self._page.numbered:
            numbers = new_element("lnNumType", countBy="1", distance=twips(0.4), restart="continuous")
            section._sectPr.find(qn("w:pgMar")).addnext(numbers)

    def _add_header(self) -> None:
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Cm

        paragraph = self._document.sections[0].header.paragraphs[0]
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(self._page.text_width), WD_TAB_ALIGNMENT.RIGHT)
        self._run(paragraph, self._page.mark, "StatusMark")
        self._run(paragraph, f"\t{visible(self._page.title)}")

    def _add_footer(self) -> None:
        paragraph = self._document.sections[0].footer.paragraphs[0]
        fields = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
        for piece in re.split(r"(\{pages?\})", self._page.wording.page_of):
            if piece in fields:
                field = new_element("fldSimple", instr=f" {fields[piece]} ")
                field.append(text_run("1"))
                paragraph._p.append(field)
            elif piece:
                paragraph.add_run(piece)


def bookmark_name(anchor: str) -> str:
    """The name of the hidden bookmark of a turn or unit: `P1-MU007` → `_P1_MU007`.

    Word allows 40 letters, digits and underscores, and hides what begins with an underscore; other ids are hashed.
    """
    if re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", anchor) and len(anchor) < 40:
        return "_" + anchor.replace("-", "_")
    return "__" + hashlib.sha256(anchor.encode()).hexdigest()[:32]


def _spelling(language: str) -> str:
    """The language by which Word is to check the spelling."""
    known = RECORDS.get(from_whisper(language))
    return known.spelling if known else language
