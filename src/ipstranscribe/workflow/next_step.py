"""The next step in a study: the one thing that a run or a person has to do before anything else, with its command."""

from collections.abc import Iterator
from dataclasses import dataclass

from ipstranscribe.model import ReviewStep
from ipstranscribe.study import approvals, audit_log
from ipstranscribe.study.folder import Study
from ipstranscribe.text.first_few import first_few
from ipstranscribe.workflow.status import OUTDATED, InterviewStatus, StudyStatus


@dataclass(frozen=True)
class NextStep:
    """What is to be done next, and the command for it, without `--study`; empty where nothing is left to do.

    `first` says that a person has to do it by hand before the command.
    """

    what: str
    command: str = ""
    first: bool = False


def next_step(study: Study, status: StudyStatus) -> NextStep:
    """The next step: what stops a run, then a run, then what people have to do, in the order of the stages."""
    stopping = next((one for one in status.findings if one.stops), None)
    if stopping:
        if stopping.command:
            return NextStep(stopping.what, stopping.command)
        return NextStep(stopping.by_hand, _run(status), first=True)
    return next(_steps(study, status))


def _run(status: StudyStatus) -> str:
    return " ".join(filter(None, ["ipstranscribe run", status.choices.words]))


def _steps(study: Study, status: StudyStatus) -> Iterator[NextStep]:
    waiting = [one.interview for one in status.interviews if {"missing", OUTDATED} & set(one.states)]
    if waiting:
        yield NextStep(f"{first_few(waiting, 3)}: a run has something to make.", _run(status))
    for stage in approvals.STAGES:
        if stage == "identifiers":
            yield from _settle(status)
        for one in status.interviews:
            yield from _review(study, one, stage)
    if not status.released or _approved_since(study):
        yield NextStep("Everything is approved.", "ipstranscribe release --by ROLE")
    yield NextStep("Nothing. Everything is approved and released.")


def _settle(status: StudyStatus) -> Iterator[NextStep]:
    """What the gate would refuse: settled before anything is approved that settling it would change."""
    found = status.refused
    if not found or not found.causes or any(one.undecided for one in status.interviews):
        return
    if not found.workbook:
        yield NextStep(
            f"A release would be refused for {_count(found.causes, 'word')}: list them.", "ipstranscribe check"
        )
    else:
        yield NextStep(
            f"A release would be refused for {_count(found.causes, 'word')}: read {found.page}, decide in "
            f"{found.workbook.name} beside it, and change the guide, a title or what coders agreed on where it says so.",
            f'ipstranscribe import decisions "{found.workbook}" --by ROLE',
        )


def _review(study: Study, one: InterviewStatus, stage: ReviewStep) -> Iterator[NextStep]:
    """What a person has to do on a stage of an interview that is not approved as it is now."""
    state = dict(zip(approvals.STAGES, one.states, strict=False))[stage]
    if state == "reviewed":
        return
    approve = f"ipstranscribe approve {one.interview} {stage} --by ROLE"
    if state == "stale":
        yield NextStep(
            f"{one.interview}: the {stage} changed since the approval (`status --changes` says where); look, and approve.",
            approve,
        )
    if stage == "transcript" and one.to_listen:
        yield NextStep(
            f"{one.interview}: {_count(one.to_listen, 'place')} to listen to; correct the Word draft, import and approve it.",
            f"ipstranscribe status {one.interview}",
        )
    if stage == "identifiers" and one.undecided:
        table = study.review_table(".xlsx").relative_to(study.root).as_posix()
        yield NextStep(
            f"{one.interview}: {_count(one.undecided, 'suggestion')} to decide on in {table}.",
            f'ipstranscribe import decisions "{study.review_table(".xlsx")}" --by ROLE',
        )
    where = {
        "transcript": study.draft(one.interview).relative_to(study.root).as_posix(),
        "identifiers": f"exports/, the pseudonymized transcript of {one.interview}",
        "units": f"exports/, the units of {one.interview}",
    }[stage]
    yield NextStep(f"{one.interview}: read {where}, and approve.", approve)


def _approved_since(study: Study) -> bool:
    """Whether something was approved after the last release."""
    released = [one.when for one in audit_log.read(study) if one.what.startswith("released")]
    given = [one.when for one in approvals.read(study).approvals]
    return bool(released and given) and max(given) > max(released)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")
