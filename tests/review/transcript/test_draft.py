"""The Word draft of a transcript: what a person needs to listen and correct."""

import io
import re
import unicodedata
import zipfile
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import Concern, MadeBy, Recording, Speaker, Transcript, Turn, Word
from ipstranscribe.review.transcript.draft import DraftHeader, base_of, write_draft
from ipstranscribe.text.conventions import get_convention
from ipstranscribe.text.wording import visible
from tests.lanes import examples

TEXT = "I started in the spring, I think."


def _words(text: str, start: float) -> tuple[Word, ...]:
    """One word per second."""
    return tuple(
        Word(char_start=m.start(), char_end=m.end(), start=start + n, end=start + n + 0.9)
        for n, m in enumerate(re.finditer(r"\S+", text))
    )


def _transcript(*concerns: Concern, text: str = TEXT) -> Transcript:
    return Transcript(
        interview="P1",
        language="en",
        recordings=(Recording(file="Voice_of_Kari.m4a", sha256="0", duration=3725.0),),
        speakers=(Speaker(label="I", role="interviewer"), Speaker(label="P1", role="participant")),
        turns=(
            Turn(id="P1-001", speaker="I", text="When was that?", start=8, end=9),
            Turn(id="P1-002", speaker="P1", text=text, start=10, end=17, words=_words(text, 10)),
        ),
        concerns=concerns,
        made_by=MadeBy(program="ipstranscribe 0.1.0", inputs="0", settings={"engine": "fast", "model": "whisper-base"}),
    )


def _draft(transcript: Transcript, **header: str) -> bytes:
    file = io.BytesIO()
    write_draft(transcript, DraftHeader(**header), file)
    return file.getvalue()


def _opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def _concern(start: float, end: float, turn: str | None = "P1-002", kind: str = "low_confidence") -> Concern:
    return Concern(kind=kind, start=start, end=end, turn=turn, why="Probability below 0.5")


def test_the_header_block_says_what_is_known_and_what_is_not() -> None:
    """All facts of a transcript; an empty one reads "not stated"."""
    table = _opened(_draft(_transcript(), project="Work", date="2024-03-14", interviewer="K. N.")).tables[0]
    assert {row.cells[0].text: row.cells[1].text for row in table.rows} == {
        "Project": "Work",
        "Interview": "P1",
        "Date": "2024-03-14",
        "Place": "not stated",
        "Interviewer": "K. N.",
        "Duration": "01:02:05",
        "Language": "en",
        "Convention": f"verbatim. {get_convention('verbatim').describe('en')}",
        "Made by": "ipstranscribe 0.1.0",
        "Model and settings": "engine fast, model whisper-base",
        "Reviewer": "not stated",
        "Version": base_of(_transcript()).code,
        "Status": "DRAFT – not reviewed",
    }


def test_every_page_says_draft_and_restricted() -> None:
    """The draft holds originals, and says so where one looks first."""
    header = _opened(_draft(_transcript())).sections[0].header.paragraphs[0].text
    assert header.startswith("DRAFT – not reviewed · restricted, holds originals")


def test_turns_have_label_time_and_the_canonical_text() -> None:
    """Marking a concern changes no character of the text."""
    document = _opened(_draft(_transcript(_concern(12, 13), _concern(14, 16))))
    turns = [p.text for p in document.paragraphs if p.style.name == "Turn"]
    assert turns == ["I:\t00:00:08\tWhen was that?", f"P1:\t00:00:10\t{TEXT}"]


CONCERNS = [
    # seconds of the concern, the words it is about (one word per second from 10 s)
    ((10, 10.5), ["I"]),
    ((12, 12.9), ["in"]),
    ((11.5, 13.5), ["started in the"]),
    ((10, 17), [TEXT]),
    ((30, 31), [TEXT]),  # between the words: the whole turn, rather than nowhere
]


@pytest.mark.parametrize(("seconds", "shaded"), CONCERNS)
def test_the_words_of_a_concern_are_shaded_and_carry_a_comment(seconds: tuple[float, float], shaded: list[str]) -> None:
    """The comment says why, on just the words that were said meanwhile."""
    document = _opened(_draft(_transcript(_concern(*seconds))))
    turn = next(p for p in document.paragraphs if p.text.startswith("P1:"))
    assert [run.text for run in turn.runs if run.style.name == "Listen Here"] == shaded
    assert [comment.text for comment in document.comments] == ["Unsure words. Probability below 0.5"]


def test_a_concern_finds_its_words_in_what_the_convention_shows() -> None:
    """Left-out fillers, pauses and signs around unclear words move the text, not the shading."""
    text = "Um, I, uh, started in the [Laughter] spring."
    words = list(_words(text, 10))
    words[3] = words[3].model_copy(update={"probability": 0.1})
    words[4:] = [w.model_copy(update={"start": w.start + 8, "end": w.end + 8}) for w in words[4:]]
    transcript = _transcript(_concern(12, 13.5), _concern(23, 24, kind="overlap"), _concern(10, 10.5))
    turn = transcript.turns[1].model_copy(update={"text": text, "words": tuple(words)})
    transcript = transcript.model_copy(update={"turns": (transcript.turns[0], turn)})
    document = _opened(_draft(transcript, convention="intelligent"))
    shown = next(p for p in document.paragraphs if p.text.startswith("P1:"))
    assert shown.text.split("\t")[2] == "I, (started?) (8 s) in the (laughs) spring."
    assert "(started?)" in [run.text for run in shown.runs if run.style.name == "Listen Here"]
    assert len(list(document.comments)) == 3


def test_speech_without_words_is_no_pause() -> None:
    """A hole in the transcript does not look like silence."""
    words = (Word(char_start=0, char_end=1, start=10, end=10.5), Word(char_start=2, char_end=9, start=20, end=20.5))
    for concerns, shown in (
        ((), "I (10 s) started"),
        ((_concern(11, 19.5, None, "speech_without_words"),), "I started"),
    ):
        transcript = _transcript(*concerns, text="I started in the spring, I think.")
        turn = transcript.turns[1].model_copy(update={"words": words})
        document = _opened(_draft(transcript.model_copy(update={"turns": (transcript.turns[0], turn)})))
        assert f"\t{shown} in" in next(p.text for p in document.paragraphs if p.text.startswith("P1:"))


def test_concerns_may_overlap() -> None:
    """Each has its own comment on its own words; what both are about is shaded once."""
    content = _draft(_transcript(_concern(11, 12.5), _concern(12, 13.5, kind="overlap")))
    document = _opened(content)
    assert [c.text.split(".")[0] for c in document.comments] == ["Unsure words", "Both speak"]
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    spans = [
        re.search(rf'commentRangeStart w:id="{n}"(.*?)commentRangeEnd w:id="{n}"', xml, re.DOTALL)[1] for n in (0, 1)
    ]
    assert ["".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", span)) for span in spans] == ["started in", "in the"]


def test_a_concern_about_an_empty_turn_is_on_its_label() -> None:
    """There is no word to put it on, and it is not lost."""
    document = _opened(_draft(_transcript(_concern(10, 12, kind="text_without_speech"), text="")))
    assert len(list(document.comments)) == 1


def test_where_to_listen_stands_up_front_in_order_of_time() -> None:
    """Concerns that belong to no turn are in the list, too."""
    concerns = (_concern(15, 16), _concern(2, 7, None, "speech_without_words"))
    table = _opened(_draft(_transcript(*concerns))).tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Time", "What", "Turn", "Words there", "Why"],
        ["00:00:02 – 00:00:07", "Speech without words", "", "", "Probability below 0.5"],
        ["00:00:15 – 00:00:16", "Unsure words", "P1-002", "I", "Probability below 0.5"],
    ]


def test_reasons_are_told_in_the_document_language() -> None:
    """They are stored in English; the comments beside the words say the same."""
    concern = _concern(11, 12).model_copy(update={"why": "The recognizer was unsure of several words in a row."})
    document = _opened(_draft(_transcript(concern), document_language="nb"))
    assert document.tables[1].rows[1].cells[4].text == "Programmet var usikkert på flere ord på rad."
    assert [c.text for c in document.comments] == ["Usikre ord. Programmet var usikkert på flere ord på rad."]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("respelling", "Klaus → Klara. Listen."), ("similar_term", "Klaus → Klara? Listen.")],
)
def test_a_respelled_word_is_listed_with_what_was_heard(kind: str, shown: str) -> None:
    concern = Concern(kind=kind, start=12, end=13, turn="P1-002", why="Listen.", heard="Klaus", written="Klara")
    document = _opened(_draft(_transcript(concern)))
    assert document.tables[1].rows[1].cells[4].text == shown
    assert any(shown in comment.text for comment in document.comments)


def test_a_transcript_without_concerns_still_asks_to_listen() -> None:
    """No concern is not the same as no error."""
    texts = [p.text for p in _opened(_draft(_transcript())).paragraphs]
    assert texts[texts.index("Listen here") + 1].startswith("Nothing was noticed. Listen all the same")


def test_labels_are_in_the_document_language() -> None:
    """A Norwegian study has Norwegian labels, also around English talk."""
    texts = [p.text for p in _opened(_draft(_transcript(), document_language="nb")).paragraphs]
    assert {"P1 – Utkast til transkripsjon", "Lytt her", "Transkripsjon"} <= set(texts)


def test_turns_are_found_again_and_the_recorders_file_name_is_not_told() -> None:
    """Recorders' file names may hold a real name; bookmarks hold the turn's id."""
    with zipfile.ZipFile(io.BytesIO(_draft(_transcript()))) as package:
        parts = [package.read(name).decode() for name in package.namelist()]
    assert not [xml for xml in parts if "Kari" in xml]
    assert any('w:name="_P1_002"' in xml for xml in parts)


def test_the_same_transcript_gives_the_same_bytes() -> None:
    """Comments included, which the library stamps with the time."""
    transcript = _transcript(_concern(11, 12))
    assert _draft(transcript) == _draft(transcript)
    with zipfile.ZipFile(io.BytesIO(_draft(transcript))) as package:
        assert "w:date" not in package.read("word/comments.xml").decode()


@examples(40)
@given(st.text(min_size=1, max_size=80), st.lists(st.tuples(st.floats(5, 30), st.floats(0.1, 9)), max_size=3))
def test_any_text_with_any_concerns_comes_back(text: str, times: list[tuple[float, float]]) -> None:
    """Cutting the text at concerns loses and adds nothing."""
    text = unicodedata.normalize("NFC", text)
    concerns = [_concern(start, start + length) for start, length in times]
    document = _opened(_draft(_transcript(*concerns, text=text)))
    turn = [p for p in document.paragraphs if p.style.name == "Turn"][1]
    assert turn.text == f"P1:\t00:00:10\t{visible(text)}"
    assert len(list(document.comments)) == (len(document.tables[1].rows) - 1 if concerns else 0)
