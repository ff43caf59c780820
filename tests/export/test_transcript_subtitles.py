"""Subtitles: cues that can be read, at times that a player takes, with every word that has a time."""

import html
import re
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from ipstranscribe.export.content.running_text import one_line
from ipstranscribe.export.transcript_subtitles import LONGEST, SLOWEST, Cue, cues, untimed_turns
from tests.export.export_sample import document, exported, saying
from tests.export.timed_sample import any_times, evenly, timed
from tests.lanes import examples

CUE = re.compile(r"(\d{2,}):(\d{2}):(\d{2})[.,](\d{3}) --> (\d{2,}):(\d{2}):(\d{2})[.,](\d{3})")


def _times(text: str) -> list[tuple[timedelta, timedelta]]:
    found = []
    for match in CUE.finditer(text):
        numbers = list(map(int, match.groups()))
        start, end = (
            timedelta(hours=h, minutes=m, seconds=s, milliseconds=ms) for h, m, s, ms in (numbers[:4], numbers[4:])
        )
        found.append((start, end))
    return found


def _vtt(source=None, **settings: str) -> str:
    return exported(".vtt", source, formats=("vtt",), **settings).decode()


def _srt(source=None, **settings: str) -> str:
    return exported(".srt", source, formats=("srt",), **settings).decode()


LONG = "This is what I wanted to say about the work that I had to leave. And then it was different, at least for me."
CUTS = [
    ("short", evenly("It was fine.", 3), ["It was fine."]),
    ("half full, then a new sentence", evenly(LONG, 0, 0.2), [LONG[:64], LONG[65:]]),
    ("too long", evenly("work " * 30, 0, 0.1), ["work " * 16 + "work", "work " * 12 + "work"]),
    ("a word too long", evenly("work " * 17 + "out", 0, 0.1), ["work " * 11 + "work", "work " * 5 + "out"]),
    ("too slow", evenly("one two three four", 0, 4.0), ["one", "two", "three", "four"]),
    ("a pause", ("yes no", 0, [("yes", 0, 1), ("no", 9, 10)]), ["yes (8 s)", "no"]),
    ("a word without a time", ("yes well no", 0, [("yes", 0, 1), ("no", 9, 10)]), ["yes well (8 s)", "no"]),
    ("no words with times", ("yes well no", 0.0, []), ["yes well no"]),
]


@pytest.mark.parametrize(("turn", "shown"), [row[1:] for row in CUTS], ids=[row[0] for row in CUTS])
def test_a_turn_is_cut_into_cues_that_can_be_read(turn: tuple, shown: list[str]) -> None:
    """By length, by time, at pauses and at sentences; nothing is lost between two cues."""
    assert [cue.text for cue in cues(timed(turn))] == shown


def test_a_cue_lasts_as_long_as_its_words() -> None:
    first, second = cues(timed(("yes no", 0, [("yes", 0.25, 1), ("no", 9, 10.5)])))
    assert (first.start, first.end, second.start, second.end) == (250, 1000, 9000, 10500)


ENDLESS = [
    ("no end", (4.0, 4.0), (4000, 5000)),
    ("before the start", (4.0, 2.0), (4000, 5000)),
    ("negative", (-3.0, -1.0), (0, 1000)),
]


@pytest.mark.parametrize(("word", "shown"), [row[1:] for row in ENDLESS], ids=[row[0] for row in ENDLESS])
def test_times_that_no_player_takes_are_mended(word: tuple[float, float], shown: tuple[int, int]) -> None:
    """A cue begins at 0 or later and ends after it begins, whatever the recognizer said."""
    (cue,) = cues(timed(("yes", 0, [("yes", *word)])))
    assert (cue.start, cue.end) == shown


@examples(150)
@given(any_times())
def test_cues_are_in_order_and_hold_every_word_that_has_a_time(source) -> None:
    """Both formats parse; the talk is never taken for a time, a remark or a tag."""
    made = cues(source)
    assert all(0 <= cue.start < cue.end for cue in made)
    assert all(a.start <= b.start for a, b in pairwise(made))
    untimed = untimed_turns(source)
    for turn in source.transcript.turns:
        shown = " ".join(cue.text for cue in made if cue.turn == turn.id)
        assert shown.split() == ([] if turn.id in untimed else one_line(source.said(turn)).split())
    blocks = _vtt(source).split("\n\n")
    assert blocks[0] == "WEBVTT"
    notes, shown = (
        [b for b in blocks[1:] if b.startswith("NOTE ")],
        [b for b in blocks[1:] if not b.startswith("NOTE ")],
    )
    assert len(notes) + len(shown) == len(blocks) - 1
    assert [html.unescape(block.rstrip("\n").split("\n")[2]) for block in shown] == [
        f"<v {c.speaker}>{c.text}" for c in made
    ]
    assert _vtt(source).count("-->") == len(made)
    assert [block.split("\n")[0] for block in _srt(source).split("\n\n")] == [str(n) for n in range(1, len(made) + 2)]
    assert _srt(source).count("-->") == len(made) + 1
    for text in (_vtt(source), _srt(source)):
        assert all(start < end for start, end in _times(text))
        assert all(a <= b for (a, _), (b, _) in pairwise(_times(text)))


def test_readable_cues_are_no_longer_than_subtitlers_allow() -> None:
    """Unless a single word is."""
    for cue in cues(timed(evenly(LONG * 3, 0, 0.3), evenly(LONG, 200, 1.2))):
        assert len(cue.text) <= LONGEST
        assert cue.end - cue.start <= SLOWEST * 1000


SAID = [
    ("a < b & c > d", "<v P9>a &lt; b &amp; c &gt; d", "P9: a ＜ b & c ＞ d"),
    ("one --> two", "<v P9>one --&gt; two", "P9: one --＞ two"),
    ("<i>not</i> {\\an8}", "<v P9>&lt;i&gt;not&lt;/i&gt; {\\an8}", "P9: ＜i＞not＜/i＞ ｛\\an8｝"),
    ("first\n\n1\n00:00:01,000 --> 2", None, "P9: first  1 00:00：01,000 --＞ 2"),
]


@pytest.mark.parametrize(("said", "vtt", "srt"), SAID)
def test_what_was_said_never_acts_as_markup(said: str, vtt: str | None, srt: str) -> None:
    source = timed((said, 1.0, []))
    assert _srt(source).split("\n")[-2] == srt
    if vtt:
        assert _vtt(source).split("\n")[-2] == vtt


def test_the_mark_and_what_is_not_shown_stand_in_the_file() -> None:
    """WebVTT has remarks; SubRip has none and says it in a first cue."""
    some = timed(("with a time", 1.0, []), ("without one", None, []))
    assert "NOTE DRAFT – not reviewed\n" in _vtt(some)
    assert "NOTE Not shown, because their times are not known – P9-002\n" in _vtt(some)
    assert _srt(some).startswith("1\n00:00:00,000 --> 00:00:03,000\nDRAFT – not reviewed – P9 – Not shown")
    assert "NOTE Ikke vist, fordi tidspunktet ikke er kjent – P9-002" in _vtt(some, document_language="nb")


def test_an_interview_without_any_times_gives_a_file_that_says_so() -> None:
    """It stops no export of the others; the linter says it, too."""
    none = saying("It was fine.")
    assert cues(none) == []
    assert "– P9-001" in _vtt(none)
    assert _srt(none).count("-->") == 1


def test_the_coder_is_not_named() -> None:
    """The files are the same for all coders."""
    source = document()
    coded = source.model_copy(update={"header": source.header.model_copy(update={"coder": "QZ"})})
    assert _vtt(coded) == _vtt(source)
    assert _srt(coded) == _srt(source)


def test_a_voice_for_every_cue() -> None:
    """With an identifier that leads to the turn, each once."""
    text = _vtt()
    assert re.findall(r"<v ([^>]+)>", text) == ["I", "P1"] * 4
    names = re.findall(r"^(\S+)\n\d", text, re.MULTILINE)
    assert names == [f"P1-{n:03}/1" for n in range(1, 9)]
    assert isinstance(cues(document())[0], Cue)
