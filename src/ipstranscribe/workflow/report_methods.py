"""The methods report step, from stored data: it needs no key, and the study may be unfinished."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ipstranscribe import __version__
from ipstranscribe import guide as guides
from ipstranscribe.guide.coverage import InterviewUnits, coverage_of, coverage_table, tagged
from ipstranscribe.model import (
    Approvals,
    ConsentScope,
    Guide,
    Identifiers,
    Interview,
    MadeBy,
    Participant,
    PseudonymizedTranscript,
    Transcript,
    Units,
    common_branch,
)
from ipstranscribe.model.cast import names_in
from ipstranscribe.pseudonymize.entities.roster import unsearched_columns
from ipstranscribe.reports import methods
from ipstranscribe.study import approvals, audit_log, consent, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text import conventions
from ipstranscribe.workflow.interview_readings import readiness
from ipstranscribe.workflow.report_risk import name_screen, write_reports

_FINGERPRINTS = re.compile(r"sha256 [0-9a-f]+")


@locks.holding_everything("report")
def report_methods(study: Study, when: str) -> tuple[methods.MethodsReport, tuple[Path, ...]]:
    """Write the methods report into `restricted/reports`, as docx and Markdown; returns the report and the paths.

    `when` is the report's date. Raises UserError if a table or a stored value cannot be read, or the report not written.
    """
    report = methods.report(_material(study, when))
    contents = methods.MethodsPage.contents(report, study.config.document_language, "methods_report")
    return report, write_reports(study, contents)


def _material(study: Study, when: str) -> methods.StudyMaterial:
    guide, given = guides.load(study.guide), approvals.read(study)
    interviewed = {one for interview in study.interviews for one in interview.participants}
    people = [person for person in study.participants if person.id in interviewed]
    columns = unsearched_columns(tuple(people))
    every = dict.fromkeys(column for person in people for column in person.attributes)
    shown = conventions.get_convention(study.config.convention)
    return methods.StudyMaterial(
        title=study.config.title,
        when=when,
        program=f"ipstranscribe {__version__}",
        convention=f"{shown.name}. {shown.describe(study.config.document_language)}",
        questions=guide.questions,
        interviews=tuple(_held(study, interview, guide, given) for interview in study.interviews),
        columns=("branch", *columns),
        identifying=tuple(column for column in every if column not in columns),
        people=tuple((p.branch or "", *(p.attributes.get(column, "") for column in columns)) for p in people),
        withdrawn=len(study.withdrawn.participants),
        interviewers=len({name.casefold() for i in study.interviews for name in names_in(i.interviewer)}),
        places=len({i.place for i in study.interviews if i.place}),
        coders=len(study.config.export.coders),
        consent=_consented(people) if consent.is_recorded(study) else None,
        done=tuple(_done(study)),
        names=name_screen(study),
    )


def _consented(people: Sequence[Participant]) -> dict[ConsentScope, int]:
    return {scope: sum(scope in (one.consent or ()) for one in people) for scope in consent.SCOPES}


def _held(study: Study, interview: Interview, guide: Guide, given: Approvals) -> methods.InterviewFacts:
    """The facts stored about an interview; missing results are left out."""
    heard = _stored(study.transcript(interview.id), Transcript)
    text = _stored(study.pseudonymized(interview.id), PseudonymizedTranscript)
    found = _stored(study.identifiers(interview.id), Identifiers)
    units = _stored(study.units(interview.id), Units) if readiness(study, interview) == "ready" else None
    stages: tuple[tuple[methods.StageName, Transcript | Identifiers | Units | None], ...] = (
        ("transcribe", heard),
        ("pseudonymize", found),
        ("split", units),
    )
    branches = {one.id: one.branch for one in study.participants_of(interview)}
    return methods.InterviewFacts(
        id=interview.id,
        participants=interview.participants,
        branch=common_branch(branches),
        seconds=heard.duration if heard else None,
        recordings=len(interview.recordings),
        language=heard.language if heard else "",
        spoken=tuple(_spoken(text)) if text else (),
        corrected=bool(heard and heard.corrected),
        made=tuple((stage, _made(one.made_by)) for stage, one in stages if one),
        units=sum(unit.kind == "unit" for unit in units.units) if units else None,
        untagged=len(tagged(units, None)) if units else 0,
        covered=coverage_of(units, guide) if units else (),
        people=tuple(_people(interview, branches, units, guide)) if interview.is_joint else (),
        approved=tuple(w for w in approvals.STAGES if approvals.state(study, interview.id, w, given) == "reviewed"),
    )


def _people(
    interview: Interview, branches: Mapping[str, str | None], units: Units | None, guide: Guide
) -> Iterator[methods.PersonFacts]:
    """The participants of a joint interview, each with what that person was asked and answered."""
    rows = coverage_table([InterviewUnits(interview=interview.id, units=units)], guide) if units else ()
    covered = {row.speaker: row.cells for row in rows}
    for label, branch in branches.items():
        yield methods.PersonFacts(label, branch, covered.get(label, ()))


def _stored(path: Path, kind: type[storage.V]) -> storage.V | None:
    return storage.read(path, kind) if path.exists() else None


def _spoken(text: PseudonymizedTranscript) -> Iterator[methods.SpokenTime]:
    for speaker in text.speakers:
        turns = [turn for turn in text.turns if turn.speaker == speaker.label]
        times = [turn.end - turn.start for turn in turns if turn.start is not None and turn.end is not None]
        seconds = sum(times) if len(times) == len(turns) else None
        if turns:
            words = sum(len(turn.text.split()) for turn in turns)
            yield methods.SpokenTime(speaker.label, speaker.role, words, seconds)


def _made(made: MadeBy) -> methods.StageRecord:
    """Provenance: program and settings, without file checksums."""
    settings = ((name, value) for name, value in made.settings.items() if not _FINGERPRINTS.search(value))
    return methods.StageRecord(made.program, tuple(settings))


def _done(study: Study) -> Iterator[methods.LoggedAction]:
    """Log entries counted by action and role; the numbers of decisions in them are added up."""
    times: Counter[tuple[str, str]] = Counter()
    for entry in audit_log.read(study):
        what, _, number = entry.what.partition(": ")
        count = re.match(r"\d+", number)
        times[what, entry.by] += int(count[0]) if count and not what.startswith(("released", "deposited")) else 1
    for (what, role), total in times.items():
        yield methods.LoggedAction(what, role, total)
