"""Whatever was said: every file of every format and program opens, and every word of every turn is in it."""

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from lxml import etree, html

from ipstranscribe.export import FORMATS, PROGRAMS, Document, Format, Header, StudyFormat
from ipstranscribe.model import Asked, PseudonymizedTranscript, PseudonymizedTurn, Speaker, Unit, Units
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.wording import visible
from tests.export.export_sample import GUIDE, MADE_BY, whole, word_document, workbook
from tests.lanes import examples

# --- interviews in which anything is said -----------------------------------------------------------------------------

NASTY = (
    *("=1+1", "+47", "-", "@P3: @Q2: no", "#TEXT P9", "#CODE x", "#ENDCODE", "[P3; Q2; working]", "P2: I said", "]]>"),
    *(
        "</script><b>",
        "-->",
        "WEBVTT",
        "NOTE x",
        "&amp; &#0; <",
        "_x0041_",
        "\x00\x07\x1b",
        "\ufeff",
        "\u200f\u202eabc",
    ),
    *(
        "e\u0323\u0307",
        "👩‍⚕️🇳🇴",
        "\u2028\u2029\x85",
        "a\r\nb\rc\n\nd",
        "\t",
        "\ufffe\uffff",
        '"quoted", ; \'',
        "{id} %s",
    ),
    *("x" * 10_000, "ord " * 2_500, "00:01:02,000 --> 00:01:03,000", "Question\n1. What?"),
)
"""What programs take for their own markup, what XML cannot hold, and what is very long."""

CELL = 12_000
"""Characters that one cell of a workbook holds with room to spare."""

spoken = (
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=30)), min_size=1, max_size=4)
    .map(lambda pieces: unicodedata.normalize("NFC", " ".join(pieces)[:CELL]))
    .filter(lambda text: bool(text.strip()))
)
"""A turn that fits into one cell; that a longer one goes on in further rows is told with the unit tables."""


@st.composite
def interviews(draw: st.DrawFn) -> Document:
    """Turns of an interviewer and a participant, with or without times; participants' talk cut into units anywhere."""
    texts = draw(st.lists(spoken, min_size=1, max_size=4))
    timed = draw(st.booleans())
    turns = tuple(
        PseudonymizedTurn(
            id=f"P7-{number:03}",
            speaker="P7" if number % 2 else "I",
            text=text,
            start=number * 7.25 if timed else None,
            end=number * 7.25 + 7 if timed else None,
        )
        for number, text in enumerate(texts, 1)
    )
    units = tuple(unit for turn in turns if turn.speaker == "P7" for unit in _units(draw, turn))
    return Document(
        transcript=PseudonymizedTranscript(
            interview="P7",
            language=draw(st.sampled_from(["en", "nb", "nn", "de"])),
            branch=draw(st.sampled_from([None, "working"])),
            duration=60.5 if timed else None,
            speakers=(Speaker(label="I", role="interviewer"), Speaker(label="P7", role="participant")),
            turns=turns,
            made_by=MADE_BY,
        ),
        units=Units(
            interview="P7",
            asked=(Asked(turn="P7-001", question="Q1", kind="main", confidence=1, why="words"),),
            units=tuple(unit.model_copy(update={"id": f"P7-MU{n:03}"}) for n, unit in enumerate(units, 1)),
            made_by=MADE_BY,
        ),
        guide=GUIDE,
        header=Header(project=draw(spoken.map(lambda text: text[:80])), status="draft", made_by="a test", coder="QZ"),
    )


def _units(draw: st.DrawFn, turn: PseudonymizedTurn) -> Iterator[Unit]:
    inner = st.integers(1, max(1, len(turn.text) - 1))
    cuts = sorted({0, len(turn.text), *draw(st.lists(inner, max_size=2))})
    for start, end in pairwise(cuts):
        kind = draw(st.sampled_from(["unit", "leftover"]))
        yield Unit(
            id="P7-MU000",
            turn=turn.id,
            char_start=start,
            char_end=end,
            text=turn.text[start:end],
            kind=kind,
            question=draw(st.sampled_from([None, "Q1", "Q2"])) if kind == "unit" else None,
            how_tagged="no match",
            confidence=0.5,
            context=None,
            start=turn.start,
            end=turn.end,
        )


# --- opening a file with something that is not ours ------------------------------------------------------------------


def _word(content: bytes) -> str:
    return "".join(word_document(content).element.itertext())


def _excel(content: bytes) -> str:
    cells = [str(c) for sheet in workbook(content) for row in sheet.iter_rows(values_only=True) for c in row if c]
    return "".join(re.sub(r"_x005F_", "_", cell) for cell in cells)


def _table(content: bytes, delimiter: str) -> str:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True))
    assert len({len(row) for row in rows}) == 1
    return "".join(cell for row in rows for cell in row)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, str):
        yield value


def _json(content: bytes) -> str:
    return "".join(_strings(json.loads(content)))


def _json_lines(content: bytes) -> str:
    return "".join("".join(_strings(json.loads(line))) for line in content.decode().split("\n") if line)


def _html(content: bytes) -> str:
    return "".join(html.document_fromstring(content.decode()).itertext())


def _cues(content: bytes) -> str:
    """Blocks after an empty line: a line of times, then lines of text."""
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    shown = []
    for block in re.split(r"\n\n+", text):
        times = re.match(r"(?:[^\n]*\n)?\d{2}:\d{2}:\d{2}[.,]\d{3} --> \d{2}:\d{2}:\d{2}[.,]\d{3}[^\n]*\n", block)
        shown.append(block[times.end() :] if times else "")
    return (
        html.fromstring(f"<div>{''.join(shown)}</div>").text_content() if text.startswith("WEBVTT") else "".join(shown)
    )


def _project(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        etree.fromstring(package.read("project.qde"))
        return "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".txt"))


OPENERS: dict[str, Callable[[bytes], str]] = {
    "docx": _word,
    "xlsx": _excel,
    "csv": lambda content: _table(content, ","),
    "tsv": lambda content: _table(content, "\t"),
    "json": _json,
    "jsonl": _json_lines,
    "txt": lambda content: content.decode("utf-8-sig"),
    "vtt": _cues,
    "srt": _cues,
    "html": _html,
    "qdpx": _project,
}
"""The end of a name → what reads such a file, and gives all of its text."""

FILES = [one for kit in (*FORMATS.values(), *PROGRAMS.values()) for one in kit]
NO_TALK = ("coverage", "descriptors", "classification")
"""Words in the names of files that hold figures and no talk."""
UNITS_ALONE = ("_units.", "all interviews units", "by_question", "nvivo/{id}")
"""Names of files whose matter is units: what the interviewer said stands there as context, if somebody answered."""
CUT_AT_UNITS = ("_transcript.html", "maxqda/all interviews", "atlasti/", "qualcoder/")
"""Names of files that hold all turns, each cut at its units."""


@pytest.mark.parametrize("one", FILES, ids=lambda one: one.name)
@examples(25, suppress_health_check=[HealthCheck.too_slow])
@given(source=interviews())
def test_every_file_opens_and_nothing_said_is_missing(one: Format | StudyFormat, source: Document) -> None:
    """Compared without white space, and with what a document cannot hold made visible. Same input, same bytes."""
    made = _made(one, source)
    assert made == _made(one, source)
    text = _bare(OPENERS[one.name.rsplit(".", 1)[1]](made))
    if any(word in one.name for word in NO_TALK):
        return
    if one.name.endswith((".vtt", ".srt")) and source.transcript.turns[0].start is None:
        return
    turns = source.transcript.turns
    if any(name in one.name for name in CUT_AT_UNITS):
        turns = tuple(turn for turn in turns if turn.speaker == "I")
    units = any(name in one.name for name in UNITS_ALONE + CUT_AT_UNITS)
    for part in (
        *(source.units.units if units else ()),
        *(() if any(name in one.name for name in UNITS_ALONE) else turns),
    ):
        assert _bare(visible(source.said(part))) in text


def _made(one: Format | StudyFormat, source: Document) -> bytes:
    content = io.BytesIO()
    if isinstance(one, Format):
        one.write(source, ExportSettings(), content)
    else:
        one.write(whole(source), ExportSettings(), content)
    return content.getvalue()


def _bare(text: str) -> str:
    """Without what parts or joins words and lines, and with signs in full width as they were said."""
    return re.sub(r"[\s\ufeff\u2060\u2409-\u240d\u241c-\u241e]+", "", text.translate(NARROW))


NARROW = {ord(sign) + 0xFEE0: sign for sign in "#@<>{}:"}
"""Signs in full width, which stand where a program would take those that were said for markup."""
