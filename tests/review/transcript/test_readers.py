"""Transcripts made elsewhere: what each format says, and a clear line for what is no transcript."""

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest

from ipstranscribe.documents import safe_zip
from ipstranscribe.errors import UserError
from ipstranscribe.review.transcript.readers import ParsedTranscript, read
from tests.review.transcript.returned_draft import draft, edited, paragraph, saved, transcript

TALK = [("I", "How are you?"), ("P1", "Fine: really.")]


def said(reading: ParsedTranscript) -> list[tuple[str | None, str]]:
    return [(one.label, one.text) for one in reading.said]


# --- text with labels ----------------------------------------------------------------------------------------------------

LABELLED = [
    ("I: How are you?\nP1: Fine: really.\n", "I", "P1"),
    ("I:\tHow are you?\n\nP1:\tFine: really.", "I", "P1"),
    ("Interviewer: How are you?\nParticipant: Fine: really.", "Interviewer", "Participant"),
    ("Intervjuer: How are you?\r\nDeltaker: Fine: really.\r\n", "Intervjuer", "Deltaker"),
    ("[00:00:01] I: How are you?\n[00:00:03] P1: Fine: really.", "I", "P1"),
    ("I (00:01): How are you?\nP1 (00:03): Fine: really.", "I", "P1"),
    ("I: [00:00:01] How are you?\nP1: [00:00:03] Fine: really.", "I", "P1"),
    ("I  0:01\nHow are you?\n\nP1  0:03\nFine: really.", "I", "P1"),
    ("00:00:01 I: How are you?\n00:00:03 P1: Fine: really.", "I", "P1"),
]


@pytest.mark.parametrize(("text", "asks", "answers"), LABELLED)
def test_labels_and_times_are_found_however_they_are_typed(tmp_path: Path, text: str, asks: str, answers: str) -> None:
    """Before, after or above the text; a colon inside the talk is no label."""
    reading = read(saved(tmp_path, text.encode(), "a.txt"))
    assert said(reading) == [(asks, "How are you?"), (answers, "Fine: really.")]
    times = [one.start for one in reading.said]
    assert times == ([1.0, 3.0] if "0" in text else [None, None])


NAMES = "Kari Nordmann: One.\nOla: Two.\nKari Nordmann: Three.\nOla: Four. Listen: he said so.\nBut: not this."


def test_names_are_labels_if_they_come_again(tmp_path: Path) -> None:
    """A single word before a colon is talk; it goes to the turn before, and is counted."""
    reading = read(saved(tmp_path, NAMES.encode(), "a.txt"))
    assert [label for label, _ in said(reading)] == ["Kari Nordmann", "Ola"] * 2
    assert reading.said[-1].text.endswith("But: not this.")
    assert reading.joined == (5,)


def test_headings_are_left_out_and_told(tmp_path: Path) -> None:
    """Title, date and who the interviewer is stand before the talk."""
    text = "Interview 4\nDate: 3 March\nInterviewer: Kari N.\n\nI: One.\nP: Two.\nI: Three.\nP: Four."
    reading = read(saved(tmp_path, text.encode(), "a.txt"))
    assert [label for label, _ in said(reading)] == ["I", "P", "I", "P"]
    assert [one.place for one in reading.left_out] == [1, 2, 3]


def test_text_without_any_label_is_a_turn_for_each_line(tmp_path: Path) -> None:
    """Nobody is made up."""
    assert said(read(saved(tmp_path, b"How are you?\nFine.", "a.txt"))) == [(None, "How are you?"), (None, "Fine.")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    """Norwegian letters and curly quotes included."""
    text = "I: Hvordan går det på jobben?\nP1: Æsj – «sånn»."
    assert said(read(saved(tmp_path, text.encode(encoding), "a.txt")))[1] == ("P1", "Æsj – «sånn».")


# --- Word ----------------------------------------------------------------------------------------------------------------


def word_file(*lines: str, table: list[tuple[str, ...]] | None = None) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        grid = document.add_table(0, len(table[0]))
        for row in table:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_file_with_labels_is_read(tmp_path: Path) -> None:
    """As paragraphs, and as a table of speakers and texts."""
    lines = ["Interview", *(f"{label}: {text}" for label, text in TALK)]
    assert said(read(saved(tmp_path, word_file(*lines), "a.docx"))) == TALK
    assert said(read(saved(tmp_path, word_file(table=TALK), "b.docx"))) == TALK


def test_no_paragraph_of_a_word_file_is_overlooked(tmp_path: Path) -> None:
    """Each is talk, goes to the turn before, or is told to be left out."""
    content = edited(word_file("Title", "I: One.", "More.", "P1: Two."), lambda b: b[0].insert(0, paragraph("Top")))
    reading = read(saved(tmp_path, content, "a.docx"))
    assert ([one.place for one in reading.left_out], reading.joined) == ([1, 2], (4,))
    assert said(reading) == [("I", "One. More."), ("P1", "Two.")]


# --- subtitles -----------------------------------------------------------------------------------------------------------

VOICES = """WEBVTT

NOTE a remark

1
00:00:01.000 --> 00:00:02.000 align:start
<v Kari>How are</v>

00:00:02.000 --> 00:00:03.000
<v Kari>you &amp; <i>yours</i>?</v>

00:04.000 --> 00:05.500
<v.loud Ola>Fine.</v>
"""
NAMED = "WEBVTT\n\n00:01.000 --> 00:03.000\nI: How are you?\n\n00:04.000 --> 00:05.000\nP1: Fine.\n"
SRT = "1\n00:00:01,000 --> 00:00:03,000\nI: How are\nyou?\n\n2\n00:00:04,000 --> 00:00:05,000\nP1: Fine.\n"
BARE = "1\n00:00:01,000 --> 00:00:03,000\nHow are you?\n\n2\n00:00:04,000 --> 00:00:05,000\nFine.\n"
SUBTITLES = [
    ("a.vtt", VOICES, [("Kari", "How are you & yours?", 1.0, 3.0), ("Ola", "Fine.", 4.0, 5.5)]),
    ("a.vtt", NAMED, [("I", "How are you?", 1.0, 3.0), ("P1", "Fine.", 4.0, 5.0)]),
    ("a.srt", SRT, [("I", "How are you?", 1.0, 3.0), ("P1", "Fine.", 4.0, 5.0)]),
    ("a.srt", BARE, [(None, "How are you?", 1.0, 3.0), (None, "Fine.", 4.0, 5.0)]),
]


@pytest.mark.parametrize(("name", "text", "expected"), SUBTITLES)
def test_cues_become_turns_with_their_times(
    tmp_path: Path, name: str, text: str, expected: list[tuple[str, str, float, float]]
) -> None:
    """Cues of one speaker in a row are one turn; without speakers each stays one."""
    reading = read(saved(tmp_path, text.encode(), name))
    assert [(s.label, s.text, s.start, s.end) for s in reading.said] == expected


# --- JSON ----------------------------------------------------------------------------------------------------------------

WHISPER = {
    "text": " How are you? Fine.",
    "language": "en",
    "segments": [
        {"id": 0, "start": 1, "end": 2.5, "text": " How are you?", "words": [
            {"word": " How", "start": 1.0, "end": 1.2, "probability": 0.9}]},
        {"id": 1, "start": 4, "end": 5, "text": " Fine."},
    ],
}  # fmt: skip
WHISPERX = {
    "segments": [
        {"start": 1, "end": 3, "text": "How are 2 you?", "speaker": "SPEAKER_00", "words": [
            {"word": "How", "start": 1, "end": 1.5, "score": 0.7, "speaker": "SPEAKER_00"},
            {"word": "are", "start": 1.5, "end": 2, "score": 0.7, "speaker": "SPEAKER_00"},
            {"word": "2"},
            {"word": "you?", "start": 2.5, "end": 3, "score": 0.7, "speaker": "SPEAKER_01"}]},
        {"start": 4, "end": 5, "text": "Fine.", "speaker": "SPEAKER_01"},
    ],
    "word_segments": [],
}  # fmt: skip


def test_whisper_json_has_times_and_no_speakers(tmp_path: Path) -> None:
    """A turn for each segment."""
    reading = read(saved(tmp_path, json.dumps(WHISPER).encode(), "a.json"))
    assert said(reading) == [(None, "How are you?"), (None, "Fine.")]
    assert (reading.language, reading.said[0].words[0].probability) == ("en", 0.9)


def test_whisperx_turns_change_with_the_speaker_of_a_word(tmp_path: Path) -> None:
    """A word without times is not lost, and a segment without word times is a stretch with its own."""
    reading = read(saved(tmp_path, json.dumps(WHISPERX).encode(), "a.json"))
    assert said(reading) == [("SPEAKER_00", "How are 2"), ("SPEAKER_01", "you? Fine.")]
    assert [[word.text for word in one.words] for one in reading.said] == [["How", "are"], ["you?", "Fine."]]


TURNS = [{"speaker": "I", "text": "How are you?"}, {"speaker": "P1", "text": "Fine: really.", "start": 3, "end": 4.5}]


@pytest.mark.parametrize("content", [TURNS, {"turns": TURNS}])
def test_plain_turns_are_read(tmp_path: Path, content: object) -> None:
    """As a list, or under `turns`."""
    reading = read(saved(tmp_path, json.dumps(content).encode("utf-16"), "a.json"))
    assert said(reading) == TALK
    assert (reading.said[1].start, reading.said[1].end) == (3.0, 4.5)


# --- no transcripts ------------------------------------------------------------------------------------------------------


def package(document: bytes, **more: bytes) -> bytes:
    relations = b'<R><r Type="x/officeDocument" Target="word/document.xml"/></R>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in {"_rels/.rels": relations, "word/document.xml": document, **more}.items():
            target.writestr(name, data)
    return out.getvalue()


ENTITY = (
    '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><document><body><p><t>I: &x;</t></p></body></document>'
)
BAD = [
    ("a.docx", b"I: How are you?"),
    ("a.docx", b"PK\x03\x04 broken"),
    ("a.docx", package(b"<document>")),
    ("a.docx", package(b"<workbook/>")),
    ("a.docx", package(ENTITY.encode())),
    ("a.docx", package(("<?xml version='1.0' encoding='utf-16'?>" + ENTITY).encode("utf-16"))),
    ("a.docx", package(b"<document/>", **{"word/media/x": b"0" * 3_000_000})),
    ("a.docx", draft(transcript())[:3000]),
    ("a.txt", b""),
    ("a.txt", b" \n\t"),
    ("a.txt", b"PK\x03\x04\x00\x00"),
    ("a.txt", b"\xff\xfe\x00"),
    ("a.vtt", b"I: How are you?"),
    ("a.vtt", b"WEBVTT\n\nnothing"),
    ("a.srt", b"I: How are you?"),
    ("a.json", b"{"),
    ("a.json", b"[" * 100_000),
    ("a.json", b'{"a": 1}'),
    ("a.json", b"[1]"),
    ("a.json", b'[{"speaker": "I"}]'),
    ("a.json", b'[{"speaker": [], "text": "x"}]'),
    ("a.json", b'[{"speaker": "I", "text": "x", "start": NaN}]'),
    ("a.json", b'[{"speaker": "I", "text": "x", "start": 3, "end": 1}]'),
    ("a.json", b'[{"speaker": "I", "text": "x", "start": "soon"}]'),
    ("a.json", b'[{"speaker": "I", "text": "x", "words": 3}]'),
    ("a.json", b'{"kind": "pseudonymized-transcript", "version": 1, "data": {}}'),
    ("a.pdf", b"%PDF"),
    ("a", b"I: How are you?"),
]


@pytest.mark.parametrize(("name", "content"), BAD)
def test_what_is_no_transcript_is_refused_with_a_line(tmp_path: Path, name: str, content: bytes) -> None:
    """Damaged, hostile, empty or something else; the line quotes nothing."""
    with pytest.raises(UserError) as error:
        read(saved(tmp_path, content, name))
    assert "How are" not in error.value.what
    assert error.value.fix


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        read(tmp_path / "a.txt")


def test_a_package_that_unfolds_to_too_much_is_not_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the size of a part, and of the whole."""
    content = package(b"<document/>" + b" " * 100)
    for limit in ("MAX_PART", "MAX_PACKAGE"):
        with monkeypatch.context() as patch:
            patch.setattr(safe_zip, limit, 50)
            with pytest.raises(safe_zip.Unsafe):
                safe_zip.part(content, "word/document.xml")
