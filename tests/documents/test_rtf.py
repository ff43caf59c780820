"""Rich Text: every letter of the document, in whatever way programs write it, and what stands beside the text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.documents import rtf
from ipstranscribe.documents.flow import Flow, FlowRow
from tests.lanes import examples


def lines(flow: Flow) -> list[str | tuple[str, ...]]:
    return [block.cells if isinstance(block, FlowRow) else block.text for block in flow.blocks]


def beside(flow: Flow) -> list[tuple[int, str, str]]:
    return [(aside.place, aside.kind, aside.text) for aside in flow.asides]


LETTERS = [
    (r"{\rtf1\ansi bl\'e5b\'e6r}", "blåbær"),
    (r"{\rtf1\mac sm\'bfrbr\'bfd, \'8cre, \'be}", "smørbrød, åre, æ"),
    (r"{\rtf1\ansi\ansicpg10000 \'bf}", "ø"),
    (r"{\rtf1\pca \'9b}", "ø"),
    (r"{\rtf1\ansi\ansicpg1250 \'b3}", "ł"),
    (r"{\rtf1\ansi\ansicpg65001 \'c3\'b8}", "ø"),
    (r"{\rtf1\ansi\ansicpg99999 \'f8}", "ø"),
    (r"{\rtf1\ansi\deff0{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset238 B;}}{\f1 \'e8}\'e8}", "čè"),
    (r"{\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset128 B;}}\f1\'93\'fa\'96\'7b}", "日本"),
    (r"{\rtf1\ansi{\fonttbl{\f0\fcharset2 Wingdings;}}\f0\'4a}", "\uf04a"),
    (r"{\rtf1\ansi Hv\u229?r}", "Hvår"),
    (r"{\rtf1\ansi Hv\u229\'e5r}", "Hvår"),
    (r"{\rtf1\ansi\uc2 Hv\u229aar}", "Hvår"),
    (r"{\rtf1\ansi\uc0 Hv\u229r \u248 d}", "Hvår ød"),
    (r"{\rtf1\ansi\u-10179?\u-8704?}", "😀"),
    (r"{\rtf1\ansi\uc0 \u55357\uc1 \u56832\'3f}", "😀"),
    (r"{\rtf1\ansi\u-10179? alene}", "\ufffd alene"),
    (r"{\rtf1\ansi{\upr{gr?t}{\*\ud{gr\u229?t}}}}", "gråt"),
    ("{\\rtf1\\ansi bl\xe5}", "blå"),
    (r"{\rtf1\ansi a\~b\_c\-d \emdash  \ldblquote e\rdblquote\{\}\\}", "a\xa0b-cd — “e”{}\\"),
    ("{\\rtf1\\ansi del\nt p\r\n\u00e5 linjer}".encode("cp1252").decode("latin-1"), "delt på linjer"),
]


@pytest.mark.parametrize(("text", "expected"), LETTERS)
def test_letters_are_read_by_their_code_page(text: str, expected: str) -> None:
    """Of the document, of the font, or Unicode with something for older programs behind it."""
    assert lines(rtf.read(text.encode("latin-1"))) == [expected]


def test_utf8_without_escapes_is_read() -> None:
    """Against the specification; some programs write it."""
    assert lines(rtf.read("{\\rtf1\\ansi blåbær 😀}".encode())) == ["blåbær 😀"]


BREAKS = [
    (r"{\rtf1 one\par two\line three\page four}", ["one", "two", "three", "four"]),
    ("{\\rtf1\\ansi\\cocoartf2761 I: Hei\\\nP1: Ja \\uc0\\u8232 ny\\\n}", ["I: Hei", "P1: Ja ", "ny", ""]),
    (
        r"{\rtf1\trowd\intbl 0:01\cell P1\cell Ja\par nei\cell\row\pard slutt\par}",
        [("0:01", "P1", "Ja\nnei"), "slutt", ""],
    ),
    (r"{\rtf1\trowd A\cell B\cell\row C}", [("A", "B"), "C"]),
    (r"{\rtf1\intbl A{\itap2 n\nestcell{\*\nesttableprops\nestrow}{\nonesttables\par}}\cell\row}", [("An\t",), ""]),
    (
        r"{\rtf1 a{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt boks\par}}{\shprslt boks}}b\par c}",
        ["ab", "boks", "", "c"],
    ),
    (r"{\rtf1 {\listtext 1.\tab}punkt\par{\pntext 2.\tab}to}", ["punkt", "to"]),
    (r'{\rtf1 se {\field{\*\fldinst HYPERLINK "x"}{\fldrslt her}}}', ["se her"]),
    (r"{\rtf1 {\*\txfieldstart\txfieldtype0}#00:00:05-2#{\*\txfieldend}}", ["#00:00:05-2#"]),
    (r"{\rtf1 {\deleted a\par}b\par}", ["b", ""]),
    (r"{\rtf1 a{\pict\bin4 }}{{ffd8}b}", ["ab"]),
    (r"{\rtf1 {\info{\author Ola}{\title T}}{\stylesheet{\s0 Normal;}}a", ["a"]),
]


@pytest.mark.parametrize(("text", "expected"), BREAKS)
def test_paragraphs_breaks_and_rows_are_lines(text: str, expected: list[object]) -> None:
    """A deleted end of a paragraph is none; pictures, styles and properties are no text."""
    assert lines(rtf.read(text.encode("latin-1"))) == expected


BESIDE = [
    (r"{\rtf1 a{\footnote {\chftn} note}b}", (1, "footnote", "note")),
    (r"{\rtf1 a\par b{\*\atnid KN}{\*\atnauthor Kari}\chatn{\*\annotation{\*\atndate 1}kom}}", (2, "comment", "kom")),
    (r"{\rtf1{\header topp\par}a}", (1, "page header or footer", "topp")),
    (r"{\rtf1 a{\v skjult}b}", (1, "hidden text", "skjult")),
    (r"{\rtf1 a\v skjult\plain b}", (1, "hidden text", "skjult")),
    (r"{\rtf1 a{\deleted borte}b}", (1, "deleted text", "borte")),
]


@pytest.mark.parametrize(("text", "expected"), BESIDE)
def test_what_stands_beside_the_text_is_told(text: str, expected: tuple[int, str, str]) -> None:
    """It is in no line, and not gone either; who commented, and when, is no text."""
    flow = rtf.read(text.encode("latin-1"))
    assert beside(flow) == [expected]
    assert "".join(line for line in lines(flow) if isinstance(line, str)).strip() in ("ab", "a")


def test_other_bytes_are_refused() -> None:
    with pytest.raises(rtf.NotRtf):
        rtf.read(b"I: How are you?")


def test_groups_may_be_nested_as_deep_as_they_like() -> None:
    """No recursion that a file could exhaust."""
    assert lines(rtf.read(b"{\\rtf1 " + b"{" * 20_000 + b"x")) == ["x"]


def escaped(text: str) -> str:
    """Text as Word writes it."""
    units = text.encode("utf-16-le")
    numbers = [int.from_bytes(units[n : n + 2], "little", signed=True) for n in range(0, len(units), 2)]
    return "".join(chr(n) if 32 <= n < 127 and chr(n) not in "\\{}" else f"\\u{n}?" for n in numbers)


@examples(200)
@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp"), exclude_characters="\u2011"), min_size=1)
)
def test_every_character_comes_back(text: str) -> None:
    """Whatever a document holds; compared in the composed form."""
    assert lines(rtf.read(f"{{\\rtf1 {escaped(text)}}}".encode("latin-1"))) == [unicodedata.normalize("NFC", text)]


@examples(200)
@given(st.binary(max_size=300))
def test_nothing_makes_it_fail(data: bytes) -> None:
    """Any bytes after the first word."""
    rtf.read(b"{\\rtf1" + data)


WORDS = [
    "{",
    "}",
    "\\par",
    "\\cell",
    "\\row",
    "\\intbl",
    "\\v",
    "\\v0",
    "\\u229",
    "?",
    "\\'e5",
    "\\deleted",
    "{\\footnote",
    "{\\*\\x",
    "{\\header",
    "\\bin2",
    "a",
    "b",
]


@examples(200)
@given(st.lists(st.sampled_from(WORDS)))
def test_no_order_of_words_makes_it_fail(words: list[str]) -> None:
    """Groups that never end, destinations in the middle, rows without a table."""
    rtf.read(("{\\rtf1 " + " ".join(words)).encode())
