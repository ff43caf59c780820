"""Transcripts saved as web pages: lines with labels, and the times that a page marks by itself."""

import json

import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.review.transcript.readers import otranscribe, web_page
from tests.review.transcript.readers.reading import left_out, said


def test_any_page_is_read_by_its_lines() -> None:
    page = b"<head><title>Interview 3</title></head><body><p><b>I:</b> How are you?</p><p><b>P1:</b> Fine.</p></body>"
    assert said(web_page.read(page)) == [("I", "How are you?"), ("P1", "Fine.")]


NOSCRIBE = """<!DOCTYPE HTML><html><head><meta charset="UTF-8"/><style>p { x: y }</style></head><body>
<p style="x: y">Intervju Kari</p><p><span>Transcribed with noScribe vers. 0.7<br/>Audio file: ./Kari.mp3</span></p>
<p><a name="ts_0_1200_">(1 second pause)</a></p>
<p><a name="ts_1200_2500_S01">S01: <span>[00:00:01]</span> Hvordan går det?</a><a name="ts_2500_2900_//S00"> //S00: Jo.</a>
<a name="ts_3000_4000_S01">// På jobben?</a></p><p><a name="ts_5000_7250_S00">S00: <span>[00:00:05]</span> Bra.</a><a
name="ts_7250_8000_S00"> Veldig bra.</a></p></body></html>"""


def stampless(text: str) -> str:
    """A text without the stamps that the reader of lines takes out."""
    return " ".join(word for word in text.split() if not word.startswith("#"))


def test_noscribe_overlaps_are_turns_of_their_own() -> None:
    """What it says of itself and of the recording is told."""
    parsed = web_page.read(NOSCRIBE.encode())
    assert [(one.label, stampless(one.text)) for one in parsed.said] == [
        ("S01", "Hvordan går det?"), ("S00", "//Jo.//"), ("S01", "På jobben?"), ("S00", "Bra. Veldig bra."),
    ]  # fmt: skip
    assert parsed.format == "noScribe"
    assert [why for _, why, _ in left_out(parsed)] == [
        "note of the program",
        "note of the program",
        "before the first turn",
    ]


def test_renamed_speakers_keep_their_names() -> None:
    """The editor changes the text and not the anchors, which it may also empty."""
    edited = NOSCRIBE.replace("S01:", "Nora:").replace('_S00">S00:', '_S00"></a>Kari:').replace("//S00:", "//Kari:")
    assert [one.label for one in web_page.read(edited.encode()).said] == ["Nora", "Kari", "Nora", "Kari"]


def otr(text: str) -> bytes:
    return json.dumps({"text": text, "media": "x.mp3", "media-time": 70.2}).encode()


SPAN = '<span class="timestamp" contenteditable="false" data-timestamp="67.25">1:07</span>'


def test_otranscribe_times_are_stamps() -> None:
    """Also old ones, which are texts; what looks like a time in the talk stays."""
    old = '<span class="timestamp" data-timestamp="1:07">1:07</span>'
    for span in (SPAN, old):
        parsed = otranscribe.read(otr(f"<p>I: How?</p><p>P1: At 8:15. {span}&nbsp;Then<br />home.</p><p>I: And?</p>"))
        assert [(one.label, stampless(one.text)) for one in parsed.said] == [
            ("I", "How?"),
            ("P1", "At 8:15. Then home."),
            ("I", "And?"),
        ]
        assert parsed.format == "oTranscribe"


def test_words_with_times_are_read() -> None:
    """As interactive transcripts have them, in milliseconds."""
    page = (
        '<p><span class="speaker" data-m="0" data-d="0">[Nora] </span><span data-m="100" data-d="300">Hvordan </span>'
        '<span data-m="400" data-d="100">går det? </span></p>'
        '<p><span class="speaker">[Kari] </span><span data-m="900" data-d="100">Bra.</span></p>'
        '<p><span class="speaker">[Nora] </span>Ja?</p><p><span class="speaker">[Kari] </span>Ja.</p>'
    )
    parsed = web_page.read(page.encode())
    assert [(one.label, stampless(one.text)) for one in parsed.said][:2] == [
        ("Nora", "Hvordan går det?"),
        ("Kari", "Bra."),
    ]


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"text": 3}', b"\xff\xfe\x00", otr("<div>" * 300 + "x")])
def test_other_files_are_no_otranscribe_files(data: bytes) -> None:
    """Damaged, something else, or nested so deep that the text would be lost."""
    with pytest.raises(UserError):
        otranscribe.read(data)


STAMPS = [((5.25,), "#00:00:05-250#"), ((3661.9996,), "#01:01:02-000#"), ((0, 1.5), "#00:00:00-000#-#00:00:01-500#")]


@pytest.mark.parametrize(("span", "expected"), STAMPS)
def test_stamps_are_written_to_the_millisecond(span: tuple[float, ...], expected: str) -> None:
    """A time, or a range."""
    assert web_page.stamp(*span) == expected
