"""Material to report: everything that is counted."""

from collections.abc import Iterator

from ipstranscribe.methods.figures import described, spread
from ipstranscribe.methods.values import STAGES, Covered, Material, Report, Settings


def report(material: Material) -> Report:
    """Count what is there; what is not there stays None or empty."""
    heard = [one for one in material.interviews if one.spoken]
    split = [one for one in material.interviews if one.units is not None]
    timed = [(one.branch or "", one.seconds / 60) for one in material.interviews if one.seconds is not None]
    branches = sorted({branch for branch, _ in timed if branch})
    by_branch = [(branch, spread([minutes for of, minutes in timed if of == branch])) for branch in branches]
    return Report(
        material=material,
        minutes=spread([minutes for _, minutes in timed]),
        minutes_by_branch=tuple((branch, found) for branch, found in by_branch if found) if len(branches) > 1 else (),
        words=spread([one.words for one in heard]),
        participant_words=spread([one.words_of("participant") for one in heard]),
        units=spread([one.units for one in split if one.units is not None]),
        covered=tuple(_covered(material)),
        settings=tuple(_settings(material)),
        described=tuple(
            described(column, [person[at] for person in material.people]) for at, column in enumerate(material.columns)
        ),
        missing=tuple(one.id for one in material.interviews if not one.spoken),
        unsplit=tuple(one.id for one in material.interviews if one.units is None),
    )


def _covered(material: Material) -> Iterator[Covered]:
    for question in material.questions:
        rows = [row for one in material.interviews for row in one.tagged if row.question == question.id]
        yield Covered(
            question=question,
            asked=sum(row.asked > 0 for row in rows),
            answered=sum(row.units > 0 for row in rows),
            units=sum(row.units for row in rows),
            words=sum(row.words for row in rows),
        )


def _settings(material: Material) -> Iterator[Settings]:
    """Each way in which a stage was done, in the order of the interviews."""
    for stage in STAGES:
        ways = {made: None for one in material.interviews for of, made in one.made if of == stage}
        for way in ways:
            ids = tuple(one.id for one in material.interviews if (stage, way) in one.made)
            yield Settings(stage, way, ids)  # type: ignore[arg-type]
