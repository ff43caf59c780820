"""The risk report step, from stored data: it needs no key, and the study may be unfinished."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ipstranscribe import __version__
from ipstranscribe.model import (
    Category,
    DecisionScope,
    Entity,
    Identifier,
    Identifiers,
    Interview,
    Key,
    PseudonymizedTranscript,
    Transcript,
)
from ipstranscribe.pseudonymize.entities.decisions import DecisionIndex
from ipstranscribe.pseudonymize.entities.name_parts import name_parts
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.entities.roster import unsearched_columns
from ipstranscribe.reports import risk
from ipstranscribe.reports.risk.screening import screen
from ipstranscribe.study import approvals, consent, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.occurrences import occurrences
from ipstranscribe.workflow.review_identifiers import decisions_of, roster_of

FEWEST = 3
"""Default k: the minimum number of people who should share their attributes."""


class RiskReportFiles(NamedTuple):
    """The risk report and the paths of its files."""

    report: risk.RiskReport
    files: tuple[Path, ...]


class _Said(NamedTuple):
    """An identifier of an interview with its written form and its turn's text; empty if the transcript no longer matches."""

    interview: Interview
    identifier: Identifier
    form: str
    text: str


@locks.holding_everything("risk")
def report_risk(study: Study, when: str, k: int = FEWEST) -> RiskReportFiles:
    """Write the risk report into `restricted/reports`, as docx and Markdown, for attributes held by fewer than `k` people.

    `when` is the report's date. Raises UserError if a table or a stored value cannot be read, or the report not written.
    """
    report = risk.report(_material(study, when, k))
    contents = risk.RiskPage.contents(report, study.config.document_language, "risk_report")
    return RiskReportFiles(report, write_reports(study, contents))


def write_reports(study: Study, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files (name → content) into `restricted/reports`, readable by their owner only; returns their paths."""
    files = tuple(study.reports / name for name in contents)
    for path, content in zip(files, contents.values(), strict=True):
        storage.write_bytes(path, content, private=True)
    return files


def name_screen(study: Study) -> Callable[[str], bool]:
    """Make a test for whether a text contains a known name, which reports must not show.

    Known are names in the tables, transcripts and decisions.
    """
    said = [one for interview in study.interviews for one in _said(study, interview)]
    return screen([*_listed(study), *_found(said)], decisions_of(study))


def _material(study: Study, when: str, k: int) -> risk.RiskMaterial:
    said = [one for interview in study.interviews for one in _said(study, interview)]
    config, decisions = study.config, decisions_of(study)
    return risk.RiskMaterial(
        head=risk.ReportHead(config.title, when, f"ipstranscribe {__version__}", k, config.profile, config.levels),
        participants=study.participants,
        columns=tuple(unsearched_columns(study.participants)),
        interviews=tuple(_interviewed(study, said)),
        decisions=tuple(_decided(study, said)),
        approvals=tuple(_approved(study)),
        names=screen([*_listed(study), *_found(said)], decisions),
    )


# Stored data of the interviews.


def _said(study: Study, interview: Interview) -> Iterator[_Said]:
    if not study.identifiers(interview.id).exists():
        return
    path = study.transcript(interview.id)
    turns = {t.id: t.text for t in storage.read(path, Transcript).turns} if path.exists() else {}
    for one in storage.read(study.identifiers(interview.id), Identifiers).identifiers:
        text = turns.get(one.turn, "")
        yield _Said(interview, one, text[one.char_start : one.char_end], text)


def _interviewed(study: Study, said: list[_Said]) -> Iterator[risk.InterviewRisk]:
    given, decisions = approvals.read(study), decisions_of(study)
    standing = DecisionIndex(decisions)
    moved = {d.form for d in decisions.decisions if d.scope is None and d.verdict in ("merge", "split")}
    finds: dict[str, list[risk.FoundIdentifier]] = defaultdict(list)
    for one in said:
        i = one.identifier
        decided = i.state == "rejected" or one.form in moved or standing.on(i.entity, one.form) is not None
        decided = decided or any(d.scope in _scopes(one) for d in standing.narrow(one.form))
        finds[one.interview.id].append(risk.FoundIdentifier(i.turn, i.category, i.entity, i.state, i.masked, decided))
    for interview in study.interviews:
        text, found = study.pseudonymized(interview.id), study.identifiers(interview.id)
        yield risk.InterviewRisk(
            interview.id,
            interview.participants,
            {what: approvals.state(study, interview.id, what, given) for what in approvals.STAGES},
            storage.read(text, PseudonymizedTranscript) if text.exists() else None,
            tuple(finds[interview.id]),
            storage.read(found, Identifiers).recognizers if found.exists() else (),
            consent.of_interview(study, interview),
        )


def _scopes(one: _Said) -> tuple[DecisionScope, DecisionScope]:
    """The interview and the place of a find."""
    interview, turn = one.interview.id, one.identifier.turn
    return interview, occurrences(interview, turn, one.text, one.form).get(one.identifier.char_start)


def _decided(study: Study, said: list[_Said]) -> list[risk.DecisionTally]:
    """Count decisions by verdict, category and role; the category is that of the entity, or the one the person gave."""
    of_entity: dict[str | None, Category] = {one.identifier.entity: one.identifier.category for one in said}
    of_form = {one.form: one.identifier.category for one in said}
    times = Counter(
        (d.verdict, of_entity.get(d.entity) or d.category or of_form.get(d.form), d.by)
        for d in decisions_of(study).decisions
    )
    return [
        risk.DecisionTally(*key, count) for key, count in sorted(times.items(), key=lambda one: (-one[1], str(one[0])))
    ]


def _approved(study: Study) -> Iterator[risk.ApprovalRecord]:
    """The latest approval of each step of each interview, in the order of the interviews table."""
    given = approvals.read(study)
    latest = {(a.interview, a.what): a for a in given.approvals}
    for interview in study.interviews:
        for what in approvals.STAGES:
            if one := latest.get((interview.id, what)):
                state = approvals.state(study, interview.id, what, given)
                yield risk.ApprovalRecord(interview.id, what, one.by, one.when, state)


# Written forms that the report must not show: those of the tables, and those that were found.


def _listed(study: Study) -> Iterator[Entity]:
    """Entities from the tables. Their ids are not those of the key, which is not opened."""
    register = Register.start(Key(study=study.config.id), roster_of(study), study.config.document_language)
    for entity in register.entities.values():
        yield entity.model_copy(update={"id": f"table-{entity.id}"})


def _found(said: list[_Said]) -> Iterator[Entity]:
    """Found entities with their written forms in the transcripts; the scope is one participant if only that one has it."""
    by_entity: dict[str, list[_Said]] = defaultdict(list)
    for one in said:
        if one.form:
            by_entity[one.identifier.entity].append(one)
    for entity, of_it in by_entity.items():
        category = of_it[0].identifier.category
        forms = dict.fromkeys(form for one in of_it for form in (one.form, *_parts(one)))
        participants = {one.interview.scope for one in of_it}
        yield Entity(
            id=entity,
            category=category,
            replacement="",
            scope=participants.pop() if len(participants) == 1 else None,
            forms=tuple(forms),
        )


def _parts(one: _Said) -> list[str]:
    """Words that can stand for the whole form; for an undecided identifier in the text, every capitalised word."""
    if one.identifier.state == "suggested" and not one.identifier.masked:
        return [word for word in one.form.split() if not word.islower()]
    return list(name_parts(one.form, one.identifier.category))
