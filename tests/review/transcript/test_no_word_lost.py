"""Whatever the format and whoever wrote it: no word is lost between a file and the stored transcript without being told."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Cast, Transcript
from ipstranscribe.review.transcript.foreign import ImportDetails, import_foreign
from ipstranscribe.review.transcript.readers import FORMATS, ParsedTranscript, read
from ipstranscribe.review.transcript.speaker_labels import UserLabels
from tests.lanes import examples
from tests.review.transcript.written_files import WRITERS, Said, Talk

ORIGIN = ImportDetails("P1", Cast.of("P1"), "en", "0")
LABELS = [
    ("I", "P1"), ("Interviewer", "Participant"), ("SPEAKER_00", "SPEAKER_01"), ("Speaker 1", "Speaker 2"), ("Q", "A"),
    ("Kari", "Ola Lie"), ("Kari Nordmann (she/her)", "Ola"), (None, None),
]  # fmt: skip
TOKENS = """
    so then no no, yes. Right? well – – and I P1: mhm … 2 2. 17 3,5 8:15 00:01:02 1:30 AT&T <laughs> [pause] (4 s) «ja» på
    \u00e5rsm\u00f8tet na\u00efve don't e-mail NOTE STYLE WEBVTT Listen: to: >> ... 50% #4 @home ann@example.org x/y {so} \\so
    \U0001f600 \u05e9\u05dc\u05d5\u05dd I'm \u201cso\u201d *so* _so_ - -- a:b :) Ingen.
"""
WORDS = st.sampled_from(TOKENS.split())
WORD = re.compile(r"[^\W_]+")


@st.composite
def talks(draw: st.DrawFn) -> Talk:
    """Two speakers in turn, who say words that readers take for something else; times run on."""
    labels = draw(st.sampled_from(LABELS))
    said = WORDS if labels[0] else WORDS.filter(lambda word: not word.endswith(":"))  # else they might be labels
    texts = draw(st.lists(st.lists(said, min_size=1, max_size=12).map(" ".join), min_size=4, max_size=9))
    gap = draw(st.sampled_from([0, 0, 3]))
    return [Said(labels[n % 2], text, n * (4 + gap), n * (4 + gap) + 4) for n, text in enumerate(texts)]


def words(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in WORD.findall(text))


def stored(reading: ParsedTranscript) -> Transcript:
    return import_foreign(reading, ORIGIN, UserLabels())


def accounted(reading: ParsedTranscript) -> Counter[str]:
    """The words of the stored turns, and those that were told to be left out."""
    return words(turn.text for turn in stored(reading).turns) + words(one.text for one in reading.left_out)


APART = {".vtt", ".srt", ".sbv", ".json", ".jsonl", ".ttml", ".dfxp", ".eaf", ".textgrid"}
"""Formats in which times have a place of their own: every number in the text is talk."""

SUFFIXES = [one.suffix for one in FORMATS]


def test_every_format_is_tried() -> None:
    """A format that is added needs a writer, or this property would not hold for it."""
    assert set(SUFFIXES) <= set(WRITERS), "add a writer to tests/review/transcript/written_files.py"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_word_is_lost_between_file_and_transcript(suffix: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each is in a turn, was understood as label or time, or is told to be left out."""
    path: Path = tmp_path_factory.mktemp("read") / f"a{suffix}"

    @examples(100)
    @given(talks(), st.integers(0, 200))
    def holds(talk: Talk, hand: int) -> None:
        path.write_bytes(WRITERS[suffix](talk, hand))
        try:
            reading = read(path)
            stored(reading)
        except UserError as error:  # of a single column of single words nobody can say which is talk
            assert error.code == ExitCode.NOTHING_SAID and not talk[0].label
            return
        labels = [one.label for one in reading.said if one.label]
        lost = words(one.line for one in talk) - accounted(reading)
        note(f"lost: {lost}")
        understood = {*words(labels), *words(one.label or "" for one in talk)}
        assert not {word for word in lost if word not in understood and not (word.isdigit() and suffix not in APART)}

    holds()


TEXTS = [one for one in SUFFIXES if one in {".txt", ".vtt", ".srt", ".sbv", ".jsonl"}]
PLAIN = ("so", "then", "yes", "well", "right", "no")
DAMAGES = (
    "",
    "\n",
    "\n\n",
    "1",
    "2\n",
    "-->",
    "00:00:05.000 --> 00:00:06.000",
    ":",
    "NOTE",
    "zz",
    "\x0b",
    "I:",
    "- ",
    "}",
)


@pytest.mark.parametrize("suffix", TEXTS)
def test_no_word_is_lost_in_a_file_that_hands_have_worked_on(
    suffix: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Lines taken out, put in and doubled: the file is refused, or all of its words of talk are there."""
    path: Path = tmp_path_factory.mktemp("read") / f"a{suffix}"
    plain = st.lists(st.lists(st.sampled_from(PLAIN), min_size=1).map(" ".join), min_size=3, max_size=6)

    @examples(150)
    @given(
        plain, st.integers(0, 200), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 1), st.sampled_from(DAMAGES)))
    )
    def holds(texts: list[str], hand: int, damages: list[tuple[int, int, str]]) -> None:
        talk = [Said(("I", "P1")[n % 2], text, n * 4, n * 4 + 4) for n, text in enumerate(texts)]
        lines = WRITERS[suffix](talk, hand).decode().split("\n")
        for at, gone, new in damages:
            lines[at % len(lines) : at % len(lines) + gone] = [new]
        content = "\n".join(lines)
        path.write_text(content, encoding="utf-8")
        try:
            found = accounted(read(path))
        except UserError:
            return
        there = Counter(word for word in WORD.findall(content) if word in PLAIN)
        assert not there - found

    holds()
