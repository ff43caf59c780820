"""The unit document in Word."""

import pytest
from export_sample import UNITS, document, exported, part, saying, word_document

from ipstranscribe.export.docx import heading
from ipstranscribe.model import Question

HEADINGS = [
    ("Tell me about being (back) at work?", "Q4. Tell me about being back at work"),
    ('What is "work" to you: a/b\\c <d> e|f *g*', "Q4. What is work to you a b c d e f g"),
    ("Hva tenker du om å være tilbake?", "Q4. Hva tenker du om å være tilbake"),
    ("How do you feel now, compared to before – honestly", "Q4. How do you feel now, compared to before – honestly"),
]


@pytest.mark.parametrize(("text", "expected"), HEADINGS)
def test_headings_hold_nothing_that_coders_programs_refuse(text: str, expected: str) -> None:
    """NVivo makes names of headings and refuses some characters in them; other characters stay."""
    assert heading(Question(id="Q4", text=text)) == expected


def _headings(content: bytes) -> list[str]:
    return [p.text for p in word_document(content).paragraphs if p.style.name == "Heading 1"]


def test_headings_are_the_same_in_every_interview() -> None:
    """Auto-coding by heading works over interviews only if the headings are byte-identical, in the order of the guide."""
    one, other = _headings(exported("units.docx")), _headings(exported("units.docx", saying("Nothing more.")))
    assert one == other
    assert [text.split(".")[0] for text in one] == ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Untagged", "Leftovers"]


def test_every_unit_stands_in_one_row_with_empty_cells_for_the_coder() -> None:
    """Id, time, speaker and text are filled in; condensate, code, subgroup and note are the coder's. Nothing is dropped."""
    _facts, *tables = word_document(exported("units.docx")).tables
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows[1:]]
    assert [row[0] for row in rows] == ["P1-MU001", "P1-MU002", "P1-MU003", "P1-MU005", "P1-MU006", "P1-MU004"]
    assert {row[0]: row[3] for row in rows} == {unit: text for unit, _, text, *_ in UNITS}
    assert rows[0] == ["P1-MU001", "00:02:02", "P1", "At first I was sceptical.", "", "", "", ""]
    assert {tuple(row[4:]) for row in rows[:-1]} == {("", "", "", "")}


def test_columns_are_labelled_and_repeated_on_every_page() -> None:
    """The first row of each table is flagged as a heading, which repeats it and is read to the blind."""
    _facts, *tables = word_document(exported("units.docx")).tables
    assert [cell.text for cell in tables[0].rows[0].cells] == [
        *("Unit", "Time", "Speaker", "Meaning unit"),
        *("Condensed meaning unit", "Code", "Subgroup", "Note"),
    ]
    for table in tables:
        flagged = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows]
        assert flagged == [True] + [False] * (len(table.rows) - 1)


def test_each_question_says_how_it_fared() -> None:
    """One line per question: asked and answered, only one of both, neither, or not for this participant."""
    lines = [p.text for p in word_document(exported("units.docx")).paragraphs if p.style.name == "Status Line"]
    assert lines == [
        "Asked and answered · asked 00:01:00 · 2 units, 12 words",
        "Not asked, answered all the same · 1 unit, 8 words",
        "Asked, without an answer · asked 00:05:02",
        "Not applicable, for another branch of the guide",
        "Asked and answered · asked 00:07:03 · 1 unit, 7 words",
        "Not asked",
    ]


def test_what_the_interviewer_said_stands_above_the_units_it_led_to() -> None:
    """The context line has time, label and words of the interviewer turn."""
    lines = [p.text for p in word_document(exported("units.docx")).paragraphs if p.style.name == "Interviewer Context"]
    assert lines[0] == "00:01:00\tI:\tHow has the job support been for you?"


def test_empty_sections_say_so() -> None:
    """Untagged and Leftovers are there even without units, so that nobody wonders whether they were forgotten."""
    paragraphs = [p.text for p in word_document(exported("units.docx", saying("Yes."))).paragraphs]
    assert paragraphs[-4:] == ["Untagged", "None", "Leftovers", "None"]


def test_units_are_found_again_by_bookmark() -> None:
    """A hidden bookmark names each unit, so that an edited file can be matched."""
    xml = part(exported("units.docx"), "word/document.xml")
    assert all(f'w:name="_{unit.replace("-", "_")}"' in xml for unit, *_ in UNITS)


@pytest.mark.parametrize("file", ["units.docx", "transcript_pseudonymized.docx"])
def test_header_block_has_no_colon(file: str) -> None:
    """MAXQDA takes what stands before a colon for a speaker; the project's title has one, and so had the note."""
    facts = word_document(exported(file)).tables[0]
    values = {row.cells[0].text: row.cells[1].text for row in facts.rows}
    assert values["Project"] == "Work – a study"
    assert values["Duration"] == "8 min 45 s"
    assert values["Open suggestions"] == "2"
    assert values["Please note"] == "Rules only – no language model looked for names."
    assert not [text for pair in values.items() for text in pair if ":" in text]


def test_reading_copy_has_every_turn_with_label_time_and_text() -> None:
    """One paragraph per turn; tabs set label, time and text apart."""
    copy = word_document(exported("transcript_pseudonymized.docx"))
    turns = [p.text.split("\t") for p in copy.paragraphs if p.style.name == "Turn"]
    assert turns == [[f"{t.speaker}:", f"{_hms(t.start)}", t.text] for t in document().transcript.turns]


def _hms(seconds: float) -> str:
    return f"00:{int(seconds) // 60:02}:{int(seconds) % 60:02}"
