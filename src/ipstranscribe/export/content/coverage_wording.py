"""Coverage of a question in words, as every document shows it."""

from ipstranscribe.export.content.document import Document
from ipstranscribe.guide.coverage import QuestionCoverage
from ipstranscribe.text.wording import Wording


def coverage_text(covered: QuestionCoverage, document: Document, wording: Wording) -> str:
    """Coverage in words: whether a question was asked and answered, and when it was asked."""
    state, asked = coverage_state(covered, wording), ", ".join(document.asked_at(covered))
    return f"{state} · {wording.asked_at} {asked}" if asked else state


def coverage_state(covered: QuestionCoverage, wording: Wording) -> str:
    """The state of a question in words; of several who were interviewed together, that of each after the label."""
    told = wording.coverage[covered.state]
    people = "; ".join(f"{one.label} – {wording.coverage[one.state]}" for one in covered.people)
    return f"{told} ({people})" if people else told


def status_line(covered: QuestionCoverage, document: Document, wording: Wording) -> str:
    """Coverage in one line: whether the question was asked, when, and how many units and words answer it."""
    answered = amount(covered.units, covered.words, wording)
    return " · ".join(filter(None, (coverage_text(covered, document, wording), answered)))


def amount(units: int, words: int, wording: Wording) -> str:
    """The numbers of units and words as text; empty if there are none."""
    if not units:
        return ""
    counted = wording.one_unit if units == 1 else f"{units} {wording.unit_count}"
    return f"{counted}, {wording.one_word if words == 1 else f'{words} {wording.word_count}'}"
