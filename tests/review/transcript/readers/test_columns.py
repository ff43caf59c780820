"""Tables as transcripts: which column is which, in any order, and what is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.errors import UserError
from ipstranscribe.review.transcript.readers.columns import meaning_of, parse_rows
from tests.lanes import examples

Rows = list[tuple[str, ...]]
ASKED, TOLD = "How was the first day?", "I came late, of course."

TABLES: list[tuple[str, Rows, list[tuple[str | None, float | None, float | None]]]] = [
    # what it is, rows, label, start and end of the two turns
    (
        "NVivo",
        [("Timespan", "Content", "Speaker"), ("0:00.0 - 0:05.2", ASKED, "I"), ("0:05.2 - 0:12.7", TOLD, "P")],
        [("I", 0.0, 5.2), ("P", 5.2, 12.7)],
    ),
    ("names first", [("Speaker", "Text"), ("Kari", ASKED), ("Ola", TOLD)], [("Kari", None, None), ("Ola", None, None)]),
    (
        "Norwegian",
        [("Nr.", "Taler", "Tid", "Utsagn"), ("1", "I:", "00:05", ASKED), ("2", "P:", "00:12", TOLD)],
        [("I", 5.0, None), ("P", 12.0, None)],
    ),
    (
        "start and end",
        [
            ("Start time", "End time", "Speaker name", "Transcript"),
            ("00:00:05,0", "00:00:09,5", "I", ASKED),
            ("00:00:12,0", "00:00:15,0", "P", TOLD),
        ],
        [("I", 5.0, 9.5), ("P", 12.0, 15.0)],
    ),
    (
        "seconds",
        [("start", "end", "text"), ("5", "9.5", ASKED), ("12.25", "15", TOLD)],
        [(None, 5.0, 9.5), (None, 12.25, 15.0)],
    ),
    (
        "Whisper, milliseconds",
        [("start", "end", "text"), ("5000", "9500", ASKED), ("12250", "15000", TOLD)],
        [(None, 5.0, 9.5), (None, 12.25, 15.0)],
    ),
    (
        "milliseconds in the heading",
        [("Start (ms)", "Speaker", "Text"), ("5000", "I", ASKED), ("5200", "P", TOLD)],
        [("I", 5.0, None), ("P", 5.2, None)],
    ),
    (
        "start and duration",
        [
            ("Begin Time - hh:mm:ss.ms", "Duration", "Tier", "Annotation"),
            ("00:00:05.0", "00:00:02.5", "I", ASKED),
            ("00:00:12.0", "00:00:01.0", "P", TOLD),
        ],
        [("I", 5.0, 7.5), ("P", 12.0, 13.0)],
    ),
    (
        "two ways of writing times",
        [("start", "start time", "who", "what"), ("5.0", "00:00:05.0", "I", ASKED), ("12.0", "00:00:12.0", "P", TOLD)],
        [("I", 5.0, None), ("P", 12.0, None)],
    ),
    ("no header", [("I", "00:00:05", ASKED), ("P", "00:00:12", TOLD)], [("I", 5.0, None), ("P", 12.0, None)]),
    (
        "no header, ELAN",
        [
            ("I", "", "00:00:05.0", "00:00:09.5", "00:00:04.5", ASKED),
            ("P", "", "00:00:12.0", "00:00:15.0", "00:00:03.0", TOLD),
        ],
        [("I", 5.0, 9.5), ("P", 12.0, 15.0)],
    ),
    ("no header, numbered", [("1", "I", ASKED), ("2", "P", TOLD)], [("I", None, None), ("P", None, None)]),
    (
        "no header, Audacity",
        [("5.000000", "9.500000", ASKED), ("12.000000", "15.000000", TOLD)],
        [(None, 5.0, 9.5), (None, 12.0, 15.0)],
    ),
    (
        "a column for each",
        [("Time", "Interviewer", "Participant"), ("0:05", ASKED, ""), ("0:12", "", TOLD)],
        [("Interviewer", 5.0, None), ("Participant", 12.0, None)],
    ),
    (
        "tier after tier",
        [("Begin", "Tier", "Text"), ("0:12", "P", TOLD), ("0:05", "I", ASKED)],
        [("I", 5.0, None), ("P", 12.0, None)],
    ),
    (
        "labels in the talk",
        [("Time", "Text"), ("0:05", f"I: {ASKED}"), ("0:12", f"P: {TOLD}")],
        [("I", 5.0, None), ("P", 12.0, None)],
    ),
    (
        "title above",
        [("Interview 4", "", ""), ("", "", ""), ("Time", "Who", "What"), ("0:05", "I", ASKED), ("0:12", "P", TOLD)],
        [("I", 5.0, None), ("P", 12.0, None)],
    ),
]


@pytest.mark.parametrize(("name", "rows", "turns"), TABLES, ids=[row[0] for row in TABLES])
def test_the_header_or_the_cells_name_the_columns(
    name: str, rows: Rows, turns: list[tuple[str | None, float | None, float | None]]
) -> None:
    reading = parse_rows(rows, "table")
    assert [(one.label, one.start, one.end) for one in reading.said] == turns, name
    assert [one.text for one in reading.said] == [ASKED, TOLD]


@examples(60)
@given(st.permutations([0, 1, 2, 3]))
def test_columns_may_stand_in_any_order(order: list[int]) -> None:
    rows = [
        ("Timespan", "Content", "Speaker", "Code"),
        ("0:05 - 0:09", ASKED, "I", "x"),
        ("0:12 - 0:15", TOLD, "P", "y"),
    ]
    reading = parse_rows([[row[n] for n in order] for row in rows], "table")
    assert [(one.label, one.start, one.end, one.text) for one in reading.said] == [
        ("I", 5.0, 9.0, ASKED),
        ("P", 12.0, 15.0, TOLD),
    ]
    assert [(one.place, one.why) for one in reading.left_out] == [
        (1, "heading of a table"),
        (2, "further column"),
        (3, "further column"),
    ]


def test_a_row_without_speaker_goes_on_with_the_row_before() -> None:
    rows = [
        ("Time", "Speaker", "Text"),
        ("0:05", "I", ASKED),
        ("0:12", "P", "One."),
        ("0:20", "", "Two."),
        ("", "", "Three."),
    ]
    reading = parse_rows(rows, "table")
    assert [(one.label, one.text) for one in reading.said] == [("I", ASKED), ("P", "One. Two. Three.")]
    assert [(w.text, w.start) for w in reading.said[1].words] == [("One.", 12.0), ("Two. Three.", 20.0)]
    assert reading.joined == (4, 5)


def test_a_cell_that_is_no_time_and_a_header_that_comes_again_are_told() -> None:
    rows = [("Time", "Who", "Text"), ("about 5", "I", ASKED), ("Time", "Who", "Text"), ("0:12", "P", TOLD)]
    reading = parse_rows(rows, "table")
    assert [(one.label, one.start) for one in reading.said] == [("I", None), ("P", 12.0)]
    assert [(one.place, one.why) for one in reading.left_out] == [
        (1, "heading of a table"),
        (2, "further column"),
        (3, "heading of a table"),
    ]


@pytest.mark.parametrize("rows", [[("a", "b"), ("c", "d")], [("x",)], [("1", "2"), ("3", "4")], []])
def test_a_table_without_talk_is_refused_with_an_example(rows: Rows) -> None:
    with pytest.raises(UserError) as error:
        parse_rows(rows, "table")
    assert "Speaker" in error.value.fix


MEANINGS = [
    ("Timespan", "span"),
    ("Start [s]", "start"),
    ("Begin Time - ss.msec", "start"),
    ("start_time", "start"),
    ("End (hh:mm:ss)", "end"),
    ("Slutttid", "end"),
    ("Hvem snakker?", "speaker"),
    ("SPEAKER", "speaker"),
    ("Innhold", "text"),
    ("Hva som blir sagt", "text"),
    ("No.", "number"),
    ("#", "number"),
    ("Varighet", "duration"),
    ("Code", None),
    ("Kari", None),
    ("", None),
]


@pytest.mark.parametrize(("heading", "meaning"), MEANINGS)
def test_headings_are_understood_in_english_and_norwegian(heading: str, meaning: str | None) -> None:
    assert meaning_of(heading) == meaning
