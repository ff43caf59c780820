"""Word documents as they are made, whatever stands in them."""

import io
import re
import zipfile
from typing import Any

import docx
import pytest

from ipstranscribe.documents.word import Manuscript, Page, bookmark_name
from ipstranscribe.documents.word_tables import Column, WordRow, needed_width
from ipstranscribe.text.wording import wording_of


def _made(language: str = "en", *, landscape: bool = False, document_language: str = "en") -> bytes:
    page = Page("P1 – Units", "DRAFT", language, wording_of(document_language), landscape=landscape)
    manuscript = Manuscript(page)
    manuscript.facts([("Project", "Work")])
    manuscript.heading("Q1. Work")
    manuscript.said("I", "How was it?", "Context", anchor="P1-000")
    manuscript.table(
        [Column("Unit", 3), Column("Text", 9)], [WordRow(("P1-MU001", "Good."), anchor="P1-MU001")], "Units"
    )
    label, *_text = manuscript.turn("P1-001", "P1", "00:00:02", [("It was ", False), ("good", True)])
    manuscript.comment([label], "Who was it?\x00")
    file = io.BytesIO()
    manuscript.save(file)
    return file.getvalue()


def _parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def _opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


@pytest.mark.parametrize(("landscape", "size"), [(False, (21.0, 29.7)), (True, (29.7, 21.0))])
def test_pages_are_a4_and_tables_fit_between_the_margins(landscape: bool, size: tuple[float, float]) -> None:
    """The paper that hospital printers hold."""
    section = _opened(_made(landscape=landscape)).sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == size
    assert Page("", "", "en", wording_of("en"), landscape=landscape).text_width == pytest.approx(
        size[0] - section.left_margin.cm - section.right_margin.cm, abs=0.01
    )


@pytest.mark.parametrize(
    ("language", "words"), [("en", ["Page ", " of "]), ("nb", ["Side ", " av "]), ("nn", ["Side ", " av "])]
)
def test_the_footer_counts_pages(language: str, words: list[str]) -> None:
    """Page x of y, as fields that the program fills in."""
    footer = next(xml for name, xml in _parts(_made(document_language=language)).items() if "footer" in name)
    assert re.findall(r'w:instr=" (\w+) "', footer) == ["PAGE", "NUMPAGES"]
    assert re.findall(r"<w:t[^>]*>(\D+)</w:t>", footer) == words


LANGUAGES = [("en", "en-GB"), ("nb", "nb-NO"), ("nn", "nn-NO"), ("no", "nb-NO"), ("de", "de")]


@pytest.mark.parametrize(("language", "spelling"), LANGUAGES)
def test_the_language_of_the_text_is_set(language: str, spelling: str) -> None:
    """For the spelling check and for programs that read aloud; `no` is what Whisper calls bokmål."""
    parts = _parts(_made(language))
    assert f'<w:lang w:val="{spelling}"' in parts["word/styles.xml"]
    assert f"<dc:language>{spelling}</dc:language>" in parts["docProps/core.xml"]


def test_looks_come_from_styles_alone() -> None:
    """No run or paragraph is formatted directly, and every style that is used is defined."""
    parts = _parts(_made())
    for name in ("word/document.xml", "word/comments.xml"):
        assert not re.search(r"<w:(b|i|sz|color|rFonts|shd|spacing|ind)[ />]", parts[name])
        used = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="(\w+)"', parts[name]))
        assert used
        assert used <= set(re.findall(r'w:styleId="(\w+)"', parts["word/styles.xml"]))


def test_nothing_of_the_librarys_template_is_handed_on() -> None:
    """No preview picture, no name of another program or person, no time of writing."""
    parts = _parts(_made())
    assert not [name for name in parts if "thumbnail" in name or "app.xml" in name or "customXml" in name]
    assert "python-docx" not in "".join(parts.values())
    assert "w:date" not in parts["word/comments.xml"]


def test_comments_are_attached_to_what_they_are_about() -> None:
    """A comment by the program, not by a person; unwritable characters are made visible in it, too."""
    document = _opened(_made())
    assert [(c.text, c.author) for c in document.comments] == [("Who was it?␀", "ipstranscribe")]
    xml = _parts(_made())["word/document.xml"]
    assert re.search(r"commentRangeStart.*?P1:.*?commentRangeEnd", xml)


def test_tables_tell_what_they_are() -> None:
    """The header row is flagged, and a caption is there for those who hear the document."""
    xml = _parts(_made())["word/document.xml"]
    assert len(re.findall("<w:tblHeader/>", xml)) == 1
    assert '<w:tblCaption w:val="Units"/>' in xml


def test_turns_and_rows_lie_in_bookmarks_of_their_own() -> None:
    """Each bookmark is hidden, has its own number, and is closed."""
    xml = _parts(_made())["word/document.xml"]
    starts = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="(\w+)"/>', xml)
    assert [name for _, name in starts] == ["_P1_000", "_P1_MU001", "_P1_001"]
    assert [number for number, _ in starts] == re.findall(r'<w:bookmarkEnd w:id="(\d+)"/>', xml) == ["1", "2", "3"]


def test_a_row_of_the_wrong_width_is_refused() -> None:
    """A cell can neither be lost nor slip under another heading."""
    manuscript = Manuscript(Page("T", "M", "en", wording_of("en")))
    with pytest.raises(ValueError, match="zip"):
        manuscript.table([Column("A", 3), Column("B", 3)], [WordRow(("only one",))], "T")


BOOKMARKS = [("P1-014", "_P1_014"), ("P1-MU007", "_P1_MU007"), ("P12-001", "_P12_001")]


@pytest.mark.parametrize(("anchor", "name"), BOOKMARKS)
def test_bookmarks_are_named_after_ids(anchor: str, name: str) -> None:
    """Readable where the id allows it."""
    assert bookmark_name(anchor) == name


def test_any_id_has_a_bookmark_of_its_own_that_word_accepts() -> None:
    """At most 40 letters, digits and underscores; ids that Word would not take do not fall together."""
    ids = ["P1-1", "P1_1", "P-1-1", "Pø-1", "P 1", "", "P" * 39, "P" * 40, "P" * 41]
    names = [bookmark_name(anchor) for anchor in ids]
    assert all(re.fullmatch(r"_[A-Za-z0-9_]{0,39}", name) for name in names)
    assert len(set(names)) == len(ids)


def _widths(columns: list[Column], rows: list[WordRow]) -> list[float]:
    """The widths of the columns of a table, in centimetres."""
    manuscript, file = Manuscript(Page("P1", "DRAFT", "en", wording_of("en"))), io.BytesIO()
    manuscript.table(columns, rows, caption="")
    manuscript.save(file)
    return [int(w) / 567 for w in _opened(file.getvalue()).tables[0]._tbl.xpath("./w:tblGrid/w:gridCol/@w:w")]


@pytest.mark.parametrize("word", ["Question", "Spørsmål", "00:00:56", "P1-MU001", "Interview-12-MU001"])
@pytest.mark.parametrize("above", [True, False])
def test_no_column_breaks_a_word_as_long_as_there_is_room(word: str, above: bool) -> None:
    """In a wide font; what a column lacks comes from the others, and the table is as wide as before."""
    heading, cell = (word, "") if above else ("x", word)
    widths = _widths([Column(heading, 1.0), Column("What was said", 16.0)], [WordRow((cell, "some words " * 9))])
    assert widths[0] >= needed_width([heading], [(cell,)]) - 0.01
    assert sum(widths) == pytest.approx(17.0, abs=0.01)


def test_an_endless_word_leaves_room_for_the_other_columns() -> None:
    assert min(_widths([Column("a", 8.0), Column("b", 8.0)], [WordRow(("x" * 900, "y"))])) > 7
