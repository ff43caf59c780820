"""Counting for the methods report: from the study's material to the report's values."""

from collections.abc import Iterator, Sequence

from ipstranscribe.guide.coverage import QuestionCoverage, coverage_totals
from ipstranscribe.reports.methods.figures import describe_column, spread
from ipstranscribe.reports.methods.values import (
    ROLES,
    STAGES,
    InterviewFacts,
    MethodsReport,
    RoleShare,
    Settings,
    StudyMaterial,
)


def report(material: StudyMaterial) -> MethodsReport:
    """Compute the methods report; what is not available stays None or empty."""
    heard = [one for one in material.interviews if one.spoken]
    split = [one for one in material.interviews if one.units is not None]
    timed = [(one.branch or "", one.seconds / 60) for one in material.interviews if one.seconds is not None]
    branches = sorted({branch for branch, _ in timed if branch})
    by_branch = [(branch, spread([minutes for of, minutes in timed if of == branch])) for branch in branches]
    return MethodsReport(
        material=material,
        minutes=spread([minutes for _, minutes in timed]),
        minutes_by_branch=tuple((branch, found) for branch, found in by_branch if found) if len(branches) > 1 else (),
        words=spread([one.words for one in heard]),
        participant_words=spread([words for one in heard for words in one.words_each]),
        units=spread([one.units for one in split if one.units is not None]),
        shares=tuple(_shares(heard)),
        covered=coverage_totals(material.questions, [pair for one in split for pair in _asked(one)]),
        settings=tuple(_settings(material)),
        described=tuple(
            describe_column(column, [person[at] for person in material.people])
            for at, column in enumerate(material.columns)
        ),
        missing=tuple(one.id for one in material.interviews if not one.spoken),
        unsplit=tuple(one.id for one in material.interviews if one.units is None),
    )


def _asked(one: InterviewFacts) -> Iterator[tuple[str | None, tuple[QuestionCoverage, ...]]]:
    """Branch and coverage of an interview, or of each of several who were interviewed together."""
    if not one.people:
        yield one.branch, one.covered
    yield from ((person.branch, person.covered) for person in one.people)


def _shares(heard: Sequence[InterviewFacts]) -> Iterator[RoleShare]:
    """Speaking shares over all interviews, for every role that occurs."""
    timed = [one for one in heard if one.share_of_time("participant") is not None]
    for role in ROLES:
        if any(speaker.role == role for one in heard for speaker in one.spoken):
            words, seconds = sum(one.words_of(role) for one in heard), sum(one.seconds_of(role) for one in timed)
            in_all = sum(one.words for one in heard), sum(one.seconds_of(each) for one in timed for each in ROLES)
            yield RoleShare(role, words / in_all[0] if in_all[0] else None, seconds / in_all[1] if in_all[1] else None)


def _settings(material: StudyMaterial) -> Iterator[Settings]:
    """Every distinct setting with which a stage was done, in the order of the interviews."""
    for stage in STAGES:
        ways = {made: None for one in material.interviews for of, made in one.made if of == stage}
        for way in ways:
            ids = tuple(one.id for one in material.interviews if (stage, way) in one.made)
            yield Settings(stage, way, ids)
