"""The unit table and the reading copy in Word."""

import re

import pytest

from ipstranscribe.export import Document
from ipstranscribe.model import PseudonymizedTurn
from tests.export.export_sample import TURNS, UNITS, document, exported, part, saying, word_document

FACTS, COVERAGE, TABLE, LEFTOVERS = range(4)
"""The tables of the unit table's document, in their order."""


def _rows(content: bytes, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in word_document(content).tables[table].rows]


def test_every_unit_stands_in_one_row_with_empty_cells_for_the_coder() -> None:
    """Id, time, speaker, question and text are filled in; condensate, code, subgroup and note are the coder's."""
    head, *rows = _rows(exported("units.docx"), TABLE)
    assert head == [
        *("Unit", "Time", "Speaker", "Question", "Meaning unit"),
        *("Condensed meaning unit", "Code", "Subgroup", "Note"),
    ]
    units = {row[0]: row[4] for row in rows if row[0]}
    assert units == {unit: text for unit, _, text, kind, *_ in UNITS if kind == "unit"}
    assert ["P1-MU001", "00:02:02", "P1", "Q1", "At first I was sceptical.", "", "", "", ""] in rows
    assert {tuple(row[5:]) for row in rows} == {("", "", "", "")}


def test_one_table_in_the_order_of_the_interview_with_what_led_to_the_units() -> None:
    """What the interviewer said stands between the units, in a style of its own, where it asks or leads to one.

    Above it, where another question begins, the question itself.
    """
    table = word_document(exported("units.docx")).tables[TABLE]
    rows = [[cell.text for cell in row.cells[:5]] for row in table.rows[1:]]
    assert [(row[0] or row[2], row[3]) for row in rows] == [
        ("", "Q1"), ("I", "Q1"), ("P1-MU001", "Q1"), ("P1-MU002", "Q1"), ("", "Q2"), ("P1-MU003", "Q2"),
        ("", "Q3"), ("I", "Q3"), ("", "Q5"), ("I", "Q5"), ("P1-MU005", "Q5"), ("P1-MU006", "Untagged"),
    ]  # fmt: skip
    assert rows[0] == ["", "", "", "Q1", 'Your experiences with the "job support"?']
    assert rows[1] == ["", "00:01:00", "I", "Q1", "How has the job support been for you?"]
    styles = {
        (row.cells[0].text == "", row.cells[2].text == "", row.cells[4].paragraphs[0].style.name)
        for row in table.rows[1:]
    }
    assert styles == {(True, True, "Table Question"), (True, False, "Table Context"), (False, False, "Table Text")}


def test_a_question_is_said_once_however_often_units_without_one_come_between() -> None:
    """And again where another question stood between."""
    source = document()
    tags = ("Q1", None, "Q1", None, "Q5", "Q1")
    units = tuple(
        unit.model_copy(update={"question": tag, "kind": "unit"})
        for unit, tag in zip(source.units.units, tags, strict=True)
    )
    one = source.model_copy(update={"units": source.units.model_copy(update={"units": units, "asked": ()})})
    rows = word_document(exported("units.docx", one)).tables[TABLE].rows[1:]
    assert [row.cells[3].text for row in rows if row.cells[4].paragraphs[0].style.name == "Table Question"] == [
        "Q1", "Q5", "Q1",
    ]  # fmt: skip


def test_leftovers_stand_apart_and_are_named() -> None:
    """Also when there are none, so that nobody wonders whether they were forgotten."""
    assert _rows(exported("units.docx"), LEFTOVERS) == [
        ["Unit", "Time", "Speaker", "Meaning unit"],
        ["P1-MU004", "00:06:04", "P1", "Mm."],
    ]
    paragraphs = [p.text for p in word_document(exported("units.docx", saying("Yes."))).paragraphs]
    assert paragraphs[-2:] == ["Leftovers", "None"]


def test_the_coverage_table_says_what_became_of_each_question() -> None:
    """Asked and answered, only one of both, neither, or not for this participant; and how much answers none."""
    head, *rows = _rows(exported("units.docx"), COVERAGE)
    assert head == ["Question", "Interview guide", "Status", "Units and words"]
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("Q1", "Asked and answered · asked 00:01:00", "2 units, 12 words"),
        ("Q2", "Not asked, answered all the same", "1 unit, 8 words"),
        ("Q3", "Asked, without an answer · asked 00:05:02", ""),
        ("Q4", "Not applicable, for another branch of the guide", ""),
        ("Q5", "Asked and answered · asked 00:07:03", "1 unit, 7 words"),
        ("Q6", "Not asked", ""),
        ("Untagged", "", "1 unit, 4 words"),
        ("Leftovers", "", "1 unit, 1 word"),
    ]


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_header_rows_are_repeated_and_tables_fit_the_page(language: str) -> None:
    """The first row of each table is flagged as a heading, which repeats it and is read to the blind; so is a caption."""
    content = exported("units.docx", document_language=language)
    document_ = word_document(content)
    (section,) = document_.sections
    room = section.page_width.twips - section.left_margin.twips - section.right_margin.twips
    for table in document_.tables[COVERAGE:]:
        flagged = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows]
        assert flagged == [True] + [False] * (len(table.rows) - 1)
        assert table._tbl.xpath("./w:tblPr/w:tblCaption")
        assert sum(int(width) for width in table._tbl.xpath("./w:tblGrid/w:gridCol/@w:w")) <= room + len(table.columns)


def test_a_long_unit_may_go_on_on_the_next_page() -> None:
    """Rows are kept together as long as they are short; else half of a page would stay empty."""
    for words, kept in ((10, True), (2_000, False)):
        table = word_document(exported("units.docx", saying("word " * words + "end"))).tables[TABLE]
        assert bool(table.rows[2]._tr.xpath("./w:trPr/w:cantSplit")) == kept


def test_what_led_to_a_unit_stays_on_its_page_unless_it_is_long() -> None:
    """A long speech of the interviewer would leave half of a page empty."""
    for said, long in (("Mhm.", False), ("So tell me. " * 100, True)):
        source = saying("Yes.")
        turns = (PseudonymizedTurn(id="P9-000", speaker="P9", text=said), *source.transcript.turns)
        units = tuple(unit.model_copy(update={"context": "P9-000"}) for unit in source.units.units)
        one = Document(
            transcript=source.transcript.model_copy(update={"turns": turns}),
            units=source.units.model_copy(update={"units": units}),
            guide=source.guide,
            header=source.header,
        )
        rows = word_document(exported("units.docx", one)).tables[TABLE].rows
        style = next(s for row in rows if "Context" in (s := row.cells[4].paragraphs[0].style).name)
        below = [
            p.style for p in word_document(exported("by_question.docx", one)).paragraphs if "Context" in p.style.name
        ]
        for found in (style, *below):
            assert found.name.startswith("Long") == long
            assert found.paragraph_format.keep_with_next is not long


def test_units_are_found_again_by_bookmark() -> None:
    """A hidden bookmark names each unit, so that an edited file can be matched."""
    for name in ("units.docx", "by_question.docx"):
        xml = part(exported(name), "word/document.xml")
        names = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(\w+)"/>', xml)
        assert sorted(names) == sorted(f"_{unit.replace('-', '_')}" for unit, *_ in UNITS)


@pytest.mark.parametrize("file", ["units.docx", "transcript_pseudonymized.docx", "by_question.docx"])
def test_header_block_has_no_colon(file: str) -> None:
    """MAXQDA takes what stands before a colon for a speaker; the project's title has one, and so had the note."""
    facts = word_document(exported(file)).tables[FACTS]
    values = {row.cells[0].text: row.cells[1].text for row in facts.rows}
    assert values["Project"] == "Work – a study"
    assert values["Duration"] == "8 min 45 s"
    assert values["Open suggestions"] == "2"
    assert values["Please note"] == "Rules only – no language model looked for names."
    assert not [text for pair in values.items() for text in pair if ":" in text]


def test_a_coders_copy_says_whose_it_is() -> None:
    """In the header block of every document; a copy for everybody says nothing of it."""
    source = document()
    copy = source.model_copy(update={"header": source.header.model_copy(update={"coder": "A"})})
    for name in ("units.docx", "transcript_pseudonymized.docx", "by_question.docx"):
        for one, coder in ((copy, {"Coder": "A"}), (source, {})):
            rows = word_document(exported(name, one)).tables[FACTS].rows
            told = {row.cells[0].text: row.cells[1].text for row in rows}
            assert {name: value for name, value in told.items() if name == "Coder"} == coder


def test_reading_copy_has_every_turn_with_label_time_and_text() -> None:
    """One paragraph per turn; tabs set label, time and text apart."""
    copy = word_document(exported("transcript_pseudonymized.docx"))
    turns = [p.text.split("\t") for p in copy.paragraphs if p.style.name == "Turn"]
    assert turns == [[f"{t.speaker}:", f"{_hms(t.start)}", t.text] for t in document().transcript.turns]
    assert len(turns) == len(TURNS)


def test_reading_copy_numbers_the_lines_of_the_talk_and_leaves_room_for_notes() -> None:
    """Numbers go on from page to page, and neither title nor header block has any."""
    content = exported("transcript_pseudonymized.docx")
    assert re.search(r'<w:lnNumType w:countBy="1" w:distance="\d+" w:restart="continuous"/>', _body(content))
    numbered = [
        p.style.name
        for p in word_document(content).paragraphs
        if p.style.element.find(".//{*}suppressLineNumbers") is None
    ]
    assert set(numbered) == {"Turn"}
    assert word_document(content).sections[0].right_margin.cm > 6
    assert "lnNumType" not in _body(exported("units.docx"))


def _body(content: bytes) -> str:
    return part(content, "word/document.xml")


def _hms(seconds: float) -> str:
    return f"00:{int(seconds) // 60:02}:{int(seconds) % 60:02}"
