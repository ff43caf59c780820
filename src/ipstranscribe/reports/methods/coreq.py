"""Statements on the COREQ reporting checklist, as far as they follow from the study's data.

COREQ is a checklist of 32 items (A. Tong, P. Sainsbury and J. Craig, Consolidated criteria for reporting qualitative
research, Int. J. for Quality in Health Care 19(6), 2007). The items' names are in our own words. What only people know
(relationship with participants, recruitment, data saturation) is not stated.
"""

import re
from collections.abc import Iterator

from ipstranscribe.documents.report import ReportWords
from ipstranscribe.reports.methods.figures import UnlistedColumn
from ipstranscribe.reports.methods.values import MethodsReport, StageRecord
from ipstranscribe.reports.methods.words import spread_text as spread_told


def statements(report: MethodsReport, words: ReportWords) -> dict[int, str]:
    """COREQ item number → statement; items of which nothing is known are left out."""
    say = words["coreq"]["stated"]
    return {
        **dict(_on_people(report, say, words)),
        **dict(_on_talks(report, say, words)),
        **dict(_on_work(report, say)),
    }


def _on_people(report: MethodsReport, say: dict[str, str], words: ReportWords) -> Iterator[tuple[int, str]]:
    material = report.material
    if material.interviewers:
        yield 1, say["interviewers"].format(n=material.interviewers)
    if material.interviews:
        yield 12, say["sample"].format(people=report.participants, interviews=len(material.interviews))
    if material.withdrawn:
        yield 13, say["withdrawn"].format(n=material.withdrawn)
    branch = {"branch": words["people"]["branch"]}
    told = [one.column for one in report.described if not isinstance(one, UnlistedColumn)]
    if columns := [branch.get(one, one) for one in told if not material.names(one)]:
        yield 16, say["described"].format(columns=", ".join(columns))


def _on_talks(report: MethodsReport, say: dict[str, str], words: ReportWords) -> Iterator[tuple[int, str]]:
    held = report.material.interviews
    if report.material.places:
        yield 14, say["places"].format(n=report.material.places)
    if heard := [one for one in held if one.spoken]:
        more = sum(
            len({s.label for s in one.spoken if s.role != "unsure"}) > 1 + len(one.participants) for one in heard
        )
        yield 15, say["present"].format(n=more, of=len(heard))
    if held:
        yield 18, say["repeated"].format(n=report.repeated)
    if recorded := sum(one.recordings > 0 for one in held):
        yield 19, say["recorded"].format(n=recorded, of=len(held))
    if report.minutes:
        yield 21, say["length"].format(spread=spread_told(report.minutes, words))


def _on_work(report: MethodsReport, say: dict[str, str]) -> Iterator[tuple[int, str]]:
    questions = report.material.questions
    if questions:
        branches = len({one.branch for one in questions} - {"all"})
        yield 17, say["guide"].format(questions=len(questions), branches=branches)
    if report.material.coders:
        yield 24, say["coders"].format(n=report.material.coders)
    if report.settings:
        programs = sorted({program for one in report.settings for program in _programs(one.made)})
        yield 27, say["software"].format(programs=", ".join(programs))


def _programs(made: StageRecord) -> Iterator[str]:
    program, settings = made
    yield program
    named = dict(settings)
    if "engine" in named and "model" in named:
        yield f"{named['model']} ({named['engine']})"
    for model in ("recognizers", "sentence_model"):  # the last recognizer is the named-entity model, with its version
        name = named.get(model, "").split(", ")[-1]
        if re.search(r"\d", name):
            yield name
