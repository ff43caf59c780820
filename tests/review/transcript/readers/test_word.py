"""Word files from elsewhere: soft breaks, tables, notes, boxes, emoji. Each word is talk or told to be left out."""

import io
import zipfile
from xml.sax.saxutils import escape

import pytest

from ipstranscribe.review.transcript.readers.word import read

_SPACES = " ".join(f'xmlns:{name}="urn:{name}"' for name in ("w", "r", "mc", "w16se", "wps", "v"))
Turns = list[tuple[str | None, float | None, str]]


def run(text: str, *, bold: bool = False) -> str:
    """A run; a line feed becomes Word's manual line break, a tab its tab."""
    parts = [f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n")]
    inside = "<w:br/>".join(parts).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{inside}</w:r>"


def p(*runs: str) -> str:
    return f"<w:p>{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def word(*blocks: str, **parts: str) -> bytes:
    """A Word file with these paragraphs and tables, and further parts by kind (`footnotes`, `header`)."""
    out = io.BytesIO()
    relations = "".join(f'<r Id="{kind}" Type="x/{kind}" Target="{kind}.xml"/>' for kind in parts)
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("_rels/.rels", '<R><r Type="x/officeDocument" Target="word/document.xml"/></R>')
        package.writestr("word/_rels/document.xml.rels", f"<R>{relations}</R>")
        body = "".join(blocks)
        package.writestr("word/document.xml", f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>")
        for kind, content in parts.items():
            package.writestr(f"word/{kind}.xml", f"<w:{kind} {_SPACES}>{content}</w:{kind}>")
    return out.getvalue()


def turns(content: bytes) -> Turns:
    return [(one.label, one.start, one.text) for one in read(content).said]


TWO: Turns = [("I", None, "One."), ("P", None, "Two.")]
KARI: Turns = [("Kari Lie", 5.0, "One."), ("Ola Berg", 12.0, "Two."), ("Kari Lie", 63.0, "Three.")]
DOCUMENTS = [
    ("soft breaks", [p("I: One.\nP: Two.")], TWO),
    ("page break", [p("I: One.", '<w:r><w:br w:type="page"/></w:r>', "P: Two.")], TWO),
    ("carriage return", [p("I: One.", "<w:r><w:cr/></w:r>", "P: Two.")], TWO),
    ("line separator", [p("I: One.\u2028P: Two.")], TWO),
    (
        "Teams, new",
        [
            p(run(f"{who}", bold=True), f"   {time}\n{said}")
            for who, time, said in (
                ("Kari Lie", "0:05", "One."),
                ("Ola Berg", "0:12", "Two."),
                ("Kari Lie", "1:03", "Three."),
            )
        ],
        KARI,
    ),
    (
        "Teams, old",
        [
            p(f"0:{time}.0 --> 0:2:0.0\n{who}\n{said}")
            for who, time, said in (
                ("Kari Lie", "0:5", "One."),
                ("Ola Berg", "0:12", "Two."),
                ("Kari Lie", "1:3", "Three."),
            )
        ],
        KARI,
    ),
    (
        "bold labels",
        [
            p(run(who, bold=True), f" {said}")
            for who, said in (("Kari", "One."), ("Ola", "Two."), ("Kari", "Three."), ("Ola", "Four."))
        ],
        [("Kari", None, "One."), ("Ola", None, "Two."), ("Kari", None, "Three."), ("Ola", None, "Four.")],
    ),
    (
        "Google Meet",
        [
            p("00:00:05"),
            p(run("Kari Lie:", bold=True), " One."),
            p("00:00:12"),
            p(run("Ola Berg:", bold=True), " Two."),
            p("00:01:03"),
            p(run("Kari Lie:", bold=True), " Three."),
        ],
        KARI,
    ),
    (
        "NVivo",
        [
            table(
                ("Timespan", "Content", "Speaker"),
                ("0:05.0 - 0:09.0", "One.", "Kari Lie"),
                ("0:12.0 - 0:15.0", "Two.", "Ola Berg"),
                ("1:03.0 - 1:05.0", "Three.", "Kari Lie"),
            )
        ],
        KARI,
    ),
    (
        "a table on each page",
        [
            table(("Time", "Who", "Text"), ("0:05", "Kari Lie", "One.")),
            p(""),
            table(("Time", "Who", "Text"), ("0:12", "Ola Berg", "Two."), ("1:03", "Kari Lie", "Three.")),
        ],
        KARI,
    ),
    (
        "a table cut in two",
        [
            table(("Time", "Who", "Text"), ("0:05", "Kari Lie", "One.")),
            p(""),
            table(("0:12", "Ola Berg", "Two."), ("1:03", "Kari Lie", "Three.")),
        ],
        KARI,
    ),
    (
        "lines after a table of facts",
        [table(("Project", "Back"), ("Interviewer", "Kari")), p("I: One."), p("P: Two.")],
        TWO,
    ),
    (
        "soft breaks in a cell",
        [table(("Who", "Text"), ("I", "One."), ("P", "Two,\nand more."))],
        [("I", None, "One."), ("P", None, "Two, and more.")],
    ),
]


@pytest.mark.parametrize(("name", "blocks", "expected"), DOCUMENTS, ids=[row[0] for row in DOCUMENTS])
def test_word_files_are_read_as_they_are_laid_out(name: str, blocks: list[str], expected: Turns) -> None:
    assert turns(word(*blocks)) == expected, name


def test_merged_cells_keep_their_columns() -> None:
    wide = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr>'.format(
        p("1"), p("Text")
    )
    rows = table(("Nr", "Who", "Text"), ("1", "I", "One.")).replace("</w:tbl>", wide.format() + "</w:tbl>")
    assert turns(word(rows))[0] == ("I", None, "One. Text")


EMOJI = [
    (
        '<mc:Choice><w16se:symEx w16se:char="1F60F"/></mc:Choice><mc:Fallback><w:t>x</w:t></mc:Fallback>',
        "😏",
    ),
    ('<mc:Choice><w16se:symEx w16se:char="none"/></mc:Choice><mc:Fallback><w:t>😏</w:t></mc:Fallback>', "😏"),
    ("<mc:Choice><w:t>new</w:t></mc:Choice><mc:Fallback><w:t>old</w:t></mc:Fallback>", "new"),
]


@pytest.mark.parametrize(("choice", "shown"), EMOJI)
def test_emoji_of_word_are_read(choice: str, shown: str) -> None:
    """The character, or what an old version of Word would show; never both."""
    line = p("P: Fine ", f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>", " really.")
    assert turns(word(p("I: One."), line))[1] == ("P", None, f"Fine {shown} really.")


SIGNS = {
    "a sign of Symbol": ('<w:sym w:font="Symbol" w:char="F0B3"/>', "≥"),
    "a face that Word makes of a colon": ('<w:sym w:font="Wingdings" w:char="F04A"/>', "☺"),
    "an arrow, without the private use area": ('<w:sym w:font="Wingdings" w:char="00E0"/>', "→"),
    "typed in the font": ('<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf061</w:t>', "α"),
    "a letter of another font": ('<w:sym w:font="Calibri" w:char="00E5"/>', "å"),
    "a sign that is not known": ('<w:sym w:font="Webdings" w:char="F04A"/>', "\uf04a"),
    "no number": ('<w:sym w:font="Symbol" w:char="none"/>', ""),
    "half a character": ('<w:sym w:font="Arial" w:char="D83D"/>', ""),
}


@pytest.mark.parametrize("case", SIGNS)
def test_signs_of_symbol_fonts_are_read_as_what_is_seen(case: str) -> None:
    inner, sign = SIGNS[case]
    assert turns(word(p("I: One."), p("P: Pain ", f"<w:r>{inner}</w:r>", "50.")))[1][2] == f"Pain {sign}50.".strip()


def note(number: int, text: str, kind: str = "footnote", more: str = "") -> str:
    return f'<w:{kind} w:id="{number}" {more}>{p(text)}</w:{kind}>'


def test_notes_comments_headers_and_footers_are_left_out_and_told() -> None:
    """At the paragraph that refers to them; Word's own separators are no notes."""
    body = [
        p("I: One.", '<w:r><w:footnoteReference w:id="1"/></w:r>'),
        p("P: Two.", '<w:r><w:endnoteReference w:id="4"/></w:r>', '<w:r><w:commentReference w:id="2"/></w:r>'),
    ]
    content = word(
        *body,
        footnotes=note(0, "-", more='w:type="separator"') + note(1, "A laugh."),
        endnotes=note(4, "A cough.", "endnote"),
        comments=note(2, "Check.", "comment"),
        header=p("Study 7"),
        footer=p("Page 1"),
    )
    assert turns(content) == TWO
    assert {(one.place, one.why, one.text) for one in read(content).left_out} == {
        (1, "footnote", "A laugh."),
        (2, "endnote", "A cough."),
        (2, "comment", "Check."),
        (1, "page header or footer", "Study 7"),
        (2, "page header or footer", "Page 1"),
    }


def test_drawings_charts_and_documents_inside_are_told() -> None:
    """Word shows their text in the page; it is not read, and nobody is left to think that it was."""
    content = word(p("I: One."), p("P: Two."), diagramData=p("Box"), chart=p("Axis"), aFChunk=p("P: Three."))
    assert turns(content) == TWO
    assert [(one.place, one.why) for one in read(content).left_out] == [
        *[(2, "drawing or chart")] * 2,
        (2, "embedded document"),
    ]


def test_a_text_box_is_talk_behind_its_paragraph() -> None:
    said = f"<w:txbxContent>{p('P: Two.')}</w:txbxContent>"
    versions = (
        f"<mc:Choice><wps:txbx>{said}</wps:txbx></mc:Choice><mc:Fallback><v:textbox>{said}</v:textbox></mc:Fallback>"
    )
    box = f"<w:r><mc:AlternateContent>{versions}</mc:AlternateContent></w:r>"
    assert turns(word(p("I: One.", box), p("I: Three."))) == [*TWO, ("I", None, "Three.")]


def test_what_teams_says_of_itself_is_told() -> None:
    content = word(
        p("Interview-20240501-Meeting Recording"),
        p("May 1, 2024, 8:15AM"),
        p("25m 3s"),
        p("Kari Lie started transcription"),
        p("Kari Lie   0:05\nOne."),
        p("Ola Berg   0:12\nTwo."),
        p("Kari Lie   1:03\nThree."),
        p("Kari Lie stopped transcription"),
    )
    assert turns(content) == KARI
    assert [one.why for one in read(content).left_out] == [
        *["before the first turn"] * 3,
        "note of the program",
        "note of the program",
    ]
