"""Preflight checks of the interview guide: unreadable, still the example, or without questions for a branch."""

from collections.abc import Iterator

from ipstranscribe import guide as guides
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Guide
from ipstranscribe.workflow import own_texts, table_values
from ipstranscribe.workflow.init import template
from ipstranscribe.workflow.preflight.finding import PreflightFacts, PreflightFinding, faults


def unreadable(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """A guide that is missing or wrong."""
    yield from faults(facts.guide)


def example(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """The guide that `init` wrote: units would be sorted under questions that nobody asked."""
    guide = _guide(facts)
    if guide and guide.questions == guides.parse(template("guide.toml")).questions:
        yield PreflightFinding(
            "guide.toml is still the example: answers would be sorted under questions that nobody asked.",
            "Bring your own with `ipstranscribe import guide FILE`, or write guide.toml.",
            "warns",
        )


def unknown_branches(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """Branches of participants for which the guide has no question."""
    if facts.participants and (guide := _guide(facts)):
        for unfit in table_values.unknown_branches(facts.study, guide):
            yield PreflightFinding(unfit.what, unfit.fix, "warns")


def names(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """Texts of the study's own that hold a name of the tables: documents would show it."""
    try:
        found = own_texts.naming(facts.study)
    except UserError:  # the tables cannot be read, which is a finding
        return
    for place in dict.fromkeys(f"{one.file}, {one.part}" for one in found):
        yield PreflightFinding(
            f"{place}: holds a name that the tables or a decision know. Documents show it as it stands.",
            own_texts.WHAT_TO_DO,
            code=ExitCode.REFUSED,
            by_hand="word that text without the name",
        )


def _guide(facts: PreflightFacts) -> Guide | None:
    return None if isinstance(facts.guide, UserError) else facts.guide
