"""The heading copy: what NVivo codes by heading, and by the speaker at the start of a line."""

import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.export import Document
from ipstranscribe.export.by_question_docx import Section, sections
from ipstranscribe.export.content.code_names import question_headings
from ipstranscribe.model import Asked
from tests.export.export_sample import GUIDE, TURNS, UNITS, document, exported, part, saying, word_document
from tests.lanes import examples

COPY = "by_question.docx"
FULL = [f"{question.id}. {question.text}" for question in GUIDE.questions]
"""What people read above the answers."""


def _for_nvivo(source: Document | None = None) -> bytes:
    return exported("nvivo/P9.docx" if source else "nvivo/P1.docx", source, programs=("nvivo",))


def _paragraphs(content: bytes) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in word_document(content).paragraphs]


def _below(content: bytes) -> dict[str, list[tuple[str, str]]]:
    """Heading → what stands below it, with its style."""
    found: dict[str, list[tuple[str, str]]] = {}
    for style, text in _paragraphs(content):
        if style == "Heading 1":
            found[text] = []
        elif found:
            found[list(found)[-1]].append((style, text))
    return found


def _heading_xml(content: bytes) -> list[str]:
    return re.findall(
        r'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>.*?</w:p>', part(content, "word/document.xml"), re.DOTALL
    )


def test_headings_are_byte_identical_in_every_interview() -> None:
    """All questions in the order of the guide, whatever was asked, then what answers none; no other heading."""
    for one, other in (
        (exported(COPY), exported(COPY, saying("Nothing more."))),
        (_for_nvivo(), _for_nvivo(saying("Nothing more."))),
    ):
        assert _heading_xml(one) == _heading_xml(other)
        assert len(_heading_xml(one)) == len(GUIDE.questions) + 2


def test_people_read_the_whole_question_and_nvivo_gets_a_name_that_it_takes() -> None:
    """Not the other way round: people's headings have their question marks, NVivo's none of the signs it refuses."""
    assert list(_below(exported(COPY))) == [*FULL, "Untagged", "Leftovers"]
    assert list(_below(_for_nvivo())) == [*question_headings(GUIDE).values(), "Untagged", "Leftovers"]
    long = GUIDE.questions[0].model_copy(update={"text": "What " + "really " * 40 + "happened: (then) what?"})
    one = document().model_copy(update={"guide": GUIDE.model_copy(update={"questions": (long, *GUIDE.questions[1:])})})
    assert f"Q1. {long.text}" in _below(exported(COPY, one))


def test_answers_stand_below_their_questions_with_what_led_to_them() -> None:
    """Every line begins with who speaks. What interrupts an answer stays with it; the question is not said twice."""
    below = _below(exported(COPY))
    assert below[FULL[0]] == [
        ("Interviewer Context", "I: How has the job support been for you?"),
        ("Meaning Unit", "P1: At first I was sceptical."),
        ("Meaning Unit", "P1: But [job specialist] had time for me."),
        ("Interviewer Context", "I: Mhm."),
    ]
    assert below["Untagged"] == [
        ("Interviewer Context", "I: How did the search go?"),
        ("Meaning Unit", "P1: It rained that week."),
    ]
    assert below["Leftovers"][-1] == ("Meaning Unit", "P1: Mm.")


def test_only_a_section_without_answer_says_what_became_of_the_question() -> None:
    """That line would be coded with the answers; before the first heading a table says it of every question."""
    below = _below(exported(COPY))
    said = {heading: [t for style, t in lines if style == "Status Line"] for heading, lines in below.items()}
    assert {heading.split(".")[0]: lines for heading, lines in said.items() if lines} == {
        "Q3": ["Asked, without an answer · asked 00:05:02"],
        "Q4": ["Not applicable, for another branch of the guide"],
        "Q6": ["Not asked"],
    }
    assert below["Q3. Any barriers / difficulties getting started?"][0][1] == "I: Was anything difficult?"
    body = part(exported(COPY), "word/document.xml")
    assert body.index("Asked and answered") < body.index('w:val="Heading1"')
    assert "Asked and answered" not in body[body.index('w:val="Heading1"') :]


@pytest.mark.parametrize(("language", "left", "none"), [("en", "Leftovers", "None"), ("nn", "Restar", "Ingen")])
def test_empty_sections_say_so_in_the_document_language(language: str, left: str, none: str) -> None:
    below = _below(exported(COPY, saying("Yes."), document_language=language))
    assert below[left] == [("Status Line", none)]


def test_an_answer_of_several_lines_is_one_paragraph() -> None:
    """Each paragraph begins with its speaker, or NVivo would not know whose the rest is."""
    below = _below(exported(COPY, saying("First.\nP7: second,\u2028third\tand last.")))
    assert below[FULL[0]] == [("Meaning Unit", "P9: First. P7: second, third and last.")]


def test_below_the_headings_nvivo_gets_the_same() -> None:
    assert list(_below(_for_nvivo()).values()) == list(_below(exported(COPY)).values())


def _asking(*questions: str | None) -> Document:
    """The sample, in which each interviewer turn asks one of these."""
    source = document()
    turns = [turn.id for turn in source.transcript.turns if turn.speaker == "I"]
    asked = tuple(
        Asked(turn=turn, question=question, kind="main" if question else "none", confidence=1, why="")
        for turn, question in zip(turns, questions, strict=True)
    )
    return source.model_copy(update={"units": source.units.model_copy(update={"asked": asked})})


question: Any = st.one_of(st.none(), st.sampled_from([q.id for q in GUIDE.questions]))


@examples(60)
@given(st.tuples(question, question, question, question))
def test_the_whole_interview_stands_in_the_copy(asked: tuple[str | None, ...]) -> None:
    """Every unit and leftover once, every interviewer turn at least once, whatever it asks."""
    found = sections(_asking(*asked))
    units = Counter(line.unit for lines in found.values() for line in lines if line.unit)
    assert units == Counter(unit for unit, *_ in UNITS)
    heard = {line.text for lines in found.values() for line in lines if line.unit is None}
    assert heard == {text for speaker, text in TURNS if speaker == "I"}
    assert set(found) <= {Section(), Section("leftover"), *(Section(question=q.id) for q in GUIDE.questions)}
