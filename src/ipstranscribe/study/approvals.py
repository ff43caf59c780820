"""Approvals: records that a person has reviewed a step of an interview, and whether they are still valid."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import (
    Approval,
    Approvals,
    Identifiers,
    PseudonymizedTranscript,
    ReviewContent,
    ReviewStep,
    Transcript,
    Units,
    Value,
)
from ipstranscribe.study import interview_facts, review_content, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.study.guide_file import guide_of
from ipstranscribe.study.interview_facts import Fact

STAGES: tuple[ReviewStep, ...] = get_args(ReviewStep)
ReviewState = Literal["missing", "draft", "stale", "reviewed"]
"""The review state of a step; `stale` means approved, but changed since."""


def read(study: Study) -> Approvals:
    """Read all approvals of the study."""
    return storage.read(study.approvals, Approvals) if study.approvals.exists() else Approvals()


def content(study: Study, interview: str, what: ReviewStep) -> ReviewContent | None:
    """What a person sees of step `what` in review, None if there is nothing to review yet."""
    if not _exists(study, interview, what):
        return None
    if what == "transcript":
        return review_content.transcript_content(storage.read(study.transcript(interview), Transcript), study.config)
    text = storage.read(study.pseudonymized(interview), PseudonymizedTranscript)
    heard = text.heard or storage.read(study.transcript(interview), Transcript).recognition  # not in values of 0.1.0
    if what == "identifiers":
        found = storage.read(study.identifiers(interview), Identifiers)
        return review_content.identifiers_content(text, found, heard.unheard, study.config)
    guide = guide_of(study) if study.guide.exists() else None
    units = storage.read(study.units(interview), Units)
    return review_content.units_content(text, units, guide, heard.unheard, study.config)


class _Checksum(Value):
    """The checksum of what a step shows."""

    content: str


def content_checksum(study: Study, interview: str, what: ReviewStep) -> str | None:
    """The checksum of the content to approve, None if it does not exist yet."""
    if not _exists(study, interview, what):
        return None

    def work() -> _Checksum:
        shown = content(study, interview, what)
        return _Checksum(content=review_content.checksum(shown) if shown else "")

    guide = (study.guide,) if what == "units" else ()
    files = (*_files(study, interview, what), *guide)
    fact = Fact(study, interview, f"shown {what}", files, (study.config_checksum,))
    return fact.told(_Checksum, work).content or None


def _exists(study: Study, interview: str, what: ReviewStep) -> bool:
    """Whether the step is there with all that it stands on."""
    return all(path.exists() for path in _files(study, interview, what))


def _files(study: Study, interview: str, what: ReviewStep) -> tuple[Path, ...]:
    """The stored files of a step, and of those that it stands on."""
    paths = [study.transcript(interview)]
    if what != "transcript":
        paths += [study.identifiers(interview), study.pseudonymized(interview)]
    if what == "units":
        paths.append(study.units(interview))
    return tuple(paths)


def _refuse_damaged(study: Study, interview: str, what: ReviewStep) -> None:
    """Raise UserError if a file that a step stands on cannot be read."""
    interview_facts.transcript_facts(study, interview)
    if what != "transcript":
        interview_facts.identifier_facts(study, interview)
        interview_facts.text_facts(study, interview)
    if what == "units":
        interview_facts.unit_facts(study, interview)


def stored_checksum(study: Study, interview: str, what: ReviewStep) -> str:
    """The checksum of the stored files of a step: the old form of an approval's content, which approvals given then keep.

    It covers the inputs: identifiers the transcript, units the text they were cut from and the guide.
    """
    guide = study.guide.read_bytes() if what == "units" and study.guide.exists() else b""
    return storage.digest(guide, *map(_without_provenance, _read(study, interview, what)))


def _read(study: Study, interview: str, what: ReviewStep) -> tuple[Value, ...]:
    """The stored files that a step stands on; raises UserError for a damaged one."""
    transcript = (study.transcript(interview), Transcript)
    identifiers = (
        (study.identifiers(interview), Identifiers),
        (study.pseudonymized(interview), PseudonymizedTranscript),
    )
    wanted = {
        "transcript": (transcript,),
        "identifiers": (transcript, *identifiers),
        "units": (transcript, *identifiers, (study.units(interview), Units)),
    }[what]
    return tuple(storage.read(path, kind) for path, kind in wanted)


def _without_provenance(value: Value) -> str:
    """The content of a file without provenance: a rerun with the same result keeps its approval."""
    return json.dumps(
        value.model_dump(mode="json", exclude={"made_by", "corrected", "coverage", "numbers", "heard"}), sort_keys=True
    )


def latest(given: Approvals, interview: str, what: ReviewStep) -> Approval | None:
    """The latest approval of step `what` of an interview; the earlier ones count no more."""
    return given.latest.get((interview, what))


def state(study: Study, interview: str, what: ReviewStep, given: Approvals) -> ReviewState:
    """The review state of step `what` of an interview."""
    if not _exists(study, interview, what):
        return "missing"
    mine = latest(given, interview, what)
    if mine is None:
        _refuse_damaged(study, interview, what)
        return "draft"
    of_files = not mine.content.startswith(review_content.FORM)
    now = (stored_checksum if of_files else content_checksum)(study, interview, what)
    return "reviewed" if mine.content == now else "stale"


def reviewed(study: Study, interview: str) -> bool:
    """Whether transcript, identifiers and units of an interview are all approved in their current state."""
    given = read(study)
    return all(state(study, interview, what, given) == "reviewed" for what in STAGES)


def review_codes(study: Study, interview: str, steps: Sequence[ReviewStep] = STAGES) -> dict[ReviewStep, str]:
    """The review code of what each of `steps` shows now; without those that do not exist yet."""
    shown = {what: content_checksum(study, interview, what) for what in steps}
    return {what: review_content.code_of(one) for what, one in shown.items() if one is not None}


def changes(
    study: Study, interview: str, what: ReviewStep, given: Approvals
) -> tuple[review_content.ReviewChange, ...] | None:
    """What step `what` shows otherwise than when it was approved; None if that was not kept (an earlier version)."""
    now = content(study, interview, what)
    return None if now is None else changes_to(study, now, given)


def changes_to(study: Study, now: ReviewContent, given: Approvals) -> tuple[review_content.ReviewChange, ...] | None:
    """What `now`, which need not be stored yet, shows otherwise than when its step was approved; None as for `changes`."""
    mine, path = latest(given, now.interview, now.what), study.approved(now.interview, now.what)
    if mine is None or not path.exists():
        return None
    before = storage.read(path, ReviewContent)
    if review_content.checksum(before) != mine.content:  # a crash between the two files
        return None
    return review_content.review_changes(before, now)


def approve(  # noqa: PLR0913 - who, what, when and of what, each once
    study: Study, interview: str, what: ReviewStep, by: str, when: str, code: str | None = None
) -> None:
    """Record that `by` (a role) has reviewed `what`, and keep what it shows, to say later what has changed.

    `code` is the review code on what that person looked at. Raises UserError (REFUSED) if something else is there now, and
    through `storage` if it cannot be written.
    """
    now = content(study, interview, what)
    if now is None:
        raise UserError(f"{interview} has no {what} yet.", "Run `ipstranscribe run` first.")
    if code is not None and not review_content.is_code_of(code, now):
        raise UserError(
            f"This is not the review code of the {what} of {interview}: something else is there now than where it stands.",
            "Check how it is typed. If it is right, run `ipstranscribe run` and look again.",
            ExitCode.REFUSED,
        )
    storage.write(study.approved(interview, what), now, private=True)
    approval = Approval(interview=interview, what=what, by=by, when=when, content=review_content.checksum(now))
    storage.write(study.approvals, Approvals(approvals=(*read(study).approvals, approval)), private=True)
