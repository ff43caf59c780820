"""What is a quotation in an article, and whom it is credited to."""

import pytest

from ipstranscribe.quotes.article import Paragraph
from ipstranscribe.quotes.quotations import find_quotations

LABELS = ("P1", "P2", "P3", "P12")
SAID = "I only wanted to be back"

CREDITS: list[tuple[str, tuple[str, ...]]] = [
    (f"“{SAID}” (P3).", ("P3",)),
    (f"“{SAID}”, (P3, working).", ("P3",)),
    (f"“{SAID}” [participant 3].", ("P3",)),
    (f"“{SAID}” (Deltaker 3)", ("P3",)),
    (f"“{SAID}” (P 12)", ("P12",)),
    (f"“{SAID}” (P1, P2).", ("P1", "P2")),
    (f"P2 said that “{SAID}” and left.", ("P2",)),
    (f"P2: “{SAID}”", ("P2",)),
    (f"“{SAID}”, as P1 told us.", ("P1",)),
    (f"P1 was tired. “{SAID}” (P3)", ("P3",)),
    (f"“{SAID}” (P9)", ("P9",)),  # a label that nobody has is still a credit
    (f"“{SAID}” (2019).", ()),
    (f"“{SAID}”. P2 had left by then.", ()),
    (f"“{SAID}”, people say.", ()),
]

TEXTS: list[tuple[str, list[str]]] = [
    ("«Jeg ville bare tilbake på jobb», sa hun.", ["Jeg ville bare tilbake på jobb"]),
    ("„Ich wollte nur zurück zur Arbeit“ (P1)", ["Ich wollte nur zurück zur Arbeit"]),
    ('She said "the long way back home" twice.', ["the long way back home"]),
    ("He spoke of 'the long way back home' (P2).", ["the long way back home"]),
    ("It's theirs and it isn't ours, the boys' and girls'.", []),
    ("“She said ‘go home now please’ to me” (P1)", ["She said ‘go home now please’ to me"]),
    ("“One that goes on and on (P1)", ["One that goes on and on"]),
    ('A 5" pipe and a 6" pipe.', []),
    ("Nothing is quoted here.", []),
    ("“The first of them here” (P1) and “the second of them” (P2).", ["The first of them here", "the second of them"]),
]


@pytest.mark.parametrize(("text", "credited"), CREDITS)
def test_whom_a_quotation_is_credited_to(text: str, credited: tuple[str, ...]) -> None:
    (found,) = find_quotations([Paragraph(1, text)], LABELS)
    assert (found.text, found.credited) == (SAID, credited)


@pytest.mark.parametrize(("text", "quoted"), TEXTS)
def test_what_stands_in_quotation_marks(text: str, quoted: list[str]) -> None:
    assert [one.text for one in find_quotations([Paragraph(1, text)], LABELS)] == quoted


def test_a_paragraph_that_is_set_apart_is_a_quotation_without_marks() -> None:
    apart = [Paragraph(1, "As P2 put it:"), Paragraph(2, SAID, set_apart=True)]
    (found,) = find_quotations(apart, LABELS)
    assert (found.text, found.credited, found.paragraph) == (SAID, ("P2",), 2)


def test_so_is_one_that_ends_with_a_credit() -> None:
    (found,) = find_quotations([Paragraph(1, f"{SAID}. (P2, 34 years)")], LABELS)
    assert (found.text, found.credited) == (f"{SAID}.", ("P2",))


@pytest.mark.parametrize("label", ["Condensate", "Artificial quotation", "Kondensat", "Et kunstig sitat"])
def test_a_condensate_is_no_quotation(label: str) -> None:
    (found,) = find_quotations([Paragraph(1, f"{label}: “{SAID} every day”")], LABELS)
    assert found.kind == "condensate"


@pytest.mark.parametrize(("text", "kind"), [("a “lifeline”", "term"), ("“No.” (P1)", "quotation")])
def test_few_words_that_nobody_is_credited_with_are_a_term(text: str, kind: str) -> None:
    (found,) = find_quotations([Paragraph(1, text)], LABELS)
    assert found.kind == kind
