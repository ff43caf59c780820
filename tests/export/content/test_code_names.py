"""Headings of guide questions: what every coder's program takes for a name."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipstranscribe.export.content.code_names import LONGEST, RESERVED, question_headings, rest_headings
from ipstranscribe.model import Guide, Question
from ipstranscribe.text.wording import wording_of
from tests.export.export_sample import GUIDE


def _guide(*questions: tuple[str, str]) -> Guide:
    return Guide(title="G", language="en", questions=tuple(Question(id=i, text=text) for i, text in questions))


HEADINGS = [
    ("Tell me about being (back) at work?", "Q4. Tell me about being back at work"),
    ('What is "work" to you: a/b\\c <d> e|f *g*', "Q4. What is work to you a b c d e f g"),
    ("Hva tenker du om å være tilbake?", "Q4. Hva tenker du om å være tilbake"),
    ("How do you feel now, compared to before – honestly", "Q4. How do you feel now, compared to before – honestly"),
    ("One\u2028line\tonly,\u00a0please", "Q4. One line only, please"),
    ("What\u200b shows\u00ad nothing\u202e", "Q4. What shows nothing"),
    ("=1+1", "Q4. =1+1"),
    ("?", "Q4."),
    ("x" * 59, "Q4. " + "x" * 59),
    ("x" * 60, "Q4. " + "x" * 58 + "…"),
    ("word " * 30, "Q4. word word word word word word word word word word word…"),
    ("😀" * 40, "Q4. " + "😀" * 29 + "…"),
]


@pytest.mark.parametrize(("text", "expected"), HEADINGS)
def test_headings_hold_nothing_that_programs_refuse(text: str, expected: str) -> None:
    """Reserved and invisible characters go, everything else stays; what is too long is cut between words."""
    assert question_headings(_guide(("Q4", text))) == {"Q4": expected}


def test_headings_that_would_be_the_same_are_numbered() -> None:
    """Also where only capitals or reserved characters differ: programs put such names together."""
    names = question_headings(_guide(("Q1", "Work?"), ("q1", "WORK"), ("Q1/", "(Work)"), ("Q1:", "Work " * 30)))
    assert list(names.values()) == [
        "Q1. Work",
        "q1. WORK 2",
        "Q1 . Work",
        "Q1 . Work Work Work Work Work Work Work Work Work Work Work…",
    ]


def test_headings_depend_on_the_guide_alone() -> None:
    """The names of questions are no matter of the document language; those of what answers none are words of it."""
    assert [rest_headings(GUIDE, wording_of(language)).leftovers for language in ("en", "nb")] == [
        "Leftovers",
        "Rester",
    ]
    assert rest_headings(GUIDE, wording_of("en")).untagged == "Untagged"
    assert rest_headings(_guide(("Untagged", "")), wording_of("en")).untagged == "Untagged"


any_text = st.text(max_size=120).map(lambda text: unicodedata.normalize("NFC", text))


@given(st.lists(st.tuples(any_text, any_text), max_size=8, unique_by=lambda pair: pair[0]))
@example([("Q" * 70, "a"), ("Q" * 71, "b"), ("Q" * 72, "c")])
@example([("e\u200d", "\u0301" * 100)])
def test_any_guide_has_names_that_differ_and_fit(questions: list[tuple[str, str]]) -> None:
    """Whatever a guide says: unique without regard to capitals, short enough, safe, and on one line."""
    guide = _guide(*questions)
    names = [*question_headings(guide).values(), *rest_headings(guide, wording_of("nn"))]
    assert list(question_headings(guide)) == [identity for identity, _ in questions]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST
        assert not RESERVED & set(name)
        assert name == " ".join(name.split())
        assert not {unicodedata.category(sign) for sign in name} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
