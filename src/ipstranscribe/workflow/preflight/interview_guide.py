"""Preflight checks of the interview guide: unreadable, still the example, or without questions for a branch."""

from collections import defaultdict
from collections.abc import Iterator

from ipstranscribe import guide as guides
from ipstranscribe.model import Guide
from ipstranscribe.workflow.init import template
from ipstranscribe.workflow.preflight.finding import PreflightFacts, PreflightFinding, listed_ids, tried


def unreadable(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """A guide that is missing or wrong."""
    yield from tried(lambda: guides.load(facts.study.guide))


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
    """Branches of participants for which the guide has no question, compared without case and separators."""
    guide = _guide(facts)
    if not guide:
        return
    known = list(dict.fromkeys(question.branch for question in guide.questions if question.branch != "all"))
    alike = {_loose(one): one for one in known}
    ids: dict[str, list[str]] = defaultdict(list)
    for one in facts.participants:
        if one.branch and one.branch not in (*known, "all"):
            ids[one.branch].append(one.id)
    for branch, whose in ids.items():
        file = facts.table("participants")
        near = alike.get(_loose(branch))
        if near is None:
            there = f"The guide has: {', '.join(known)}." if known else "All questions of the guide are for everybody."
            yield PreflightFinding(
                f"{listed_ids(whose)}: guide.toml has no question for the branch that {file} gives.",
                f"{there} Use the same names in both.",
                "warns",
            )
        elif not _is_for(guide, branch):
            yield PreflightFinding(
                f"{listed_ids(whose)}: {file} writes the branch {near} otherwise than guide.toml.",
                f"Write {near} in both.",
                "warns",
            )


def _is_for(guide: Guide, branch: str) -> bool:
    """Whether the guide takes `branch` for one of its own."""
    return any(question.branch != "all" and question.is_for(branch) for question in guide.questions)


def _guide(facts: PreflightFacts) -> Guide | None:
    return None if tried(lambda: guides.load(facts.study.guide)) else guides.load(facts.study.guide)


def _loose(branch: str) -> str:
    return "".join(sign for sign in branch.casefold() if sign.isalnum())
