"""Transcriber's files: turns, segments, and two who speak at once."""

import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.review.transcript.readers import transcriber
from tests.review.transcript.readers.reading import said, times


def document(turns: str, head: str = '<!DOCTYPE Trans SYSTEM "trans-14.dtd">') -> bytes:
    return (
        f'<?xml version="1.0" encoding="ISO-8859-1"?>\n{head}<Trans><Speakers><Speaker id="spk1" name="Intervjuer"/>'
        f'<Speaker id="spk2" name="Kåre"/></Speakers><Episode><Section>{turns}</Section></Episode></Trans>'
    ).encode("latin-1")


TURNS = [
    (
        '<Turn speaker="spk1" startTime="0" endTime="2.5"><Sync time="0"/>\nHvordan\n<Sync time="1.2"/>\ngår det?\n</Turn>'
        '<Turn speaker="spk2" startTime="2.5" endTime="4"><Sync time="2.5"/>På '
        '<Event desc="ler" type="noise" extent="instantaneous"/> jobb</Turn>',
        [("Intervjuer", "Hvordan går det?"), ("Kåre", "På (ler) jobb")],
        [(0, 2.5), (2.5, 4)],
    ),
    (
        '<Turn speaker="spk1 spk2" startTime="0" endTime="2"><Sync time="0"/><Who nb="1"/>Ja<Who nb="2"/>Nei</Turn>',
        [("Intervjuer", "Ja"), ("Kåre", "Nei")],
        [(0, 2), (0, 2)],
    ),
    (
        '<Turn startTime="0" endTime="2"><Sync time="0"/>en <Event desc="ler" extent="begin"/>to<Comment desc="x"/></Turn>',
        [(None, "en (ler-) to (x)")],
        [(0, 2)],
    ),
]


@pytest.mark.parametrize(("turns", "expected", "spans"), TURNS)
def test_turns_have_their_speakers_and_times(turns: str, expected: list[object], spans: list[object]) -> None:
    """Events and comments are remarks."""
    parsed = transcriber.read(document(turns))
    assert (said(parsed), times(parsed)) == (expected, spans)


@pytest.mark.parametrize(
    "data",
    [
        document("", '<!DOCTYPE Trans [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        document('<Turn startTime="soon"/>'),
        b"<basic-transcription/>",
        b"I: How are you?",
    ],
)
def test_other_files_are_refused(data: bytes) -> None:
    """Hostile, damaged or something else."""
    with pytest.raises(UserError):
        transcriber.read(data)
