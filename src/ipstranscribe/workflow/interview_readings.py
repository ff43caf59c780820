"""What a command reads of an interview and works out from it: once, as long as the interview's files stay as they are.

Working copies ask the same of an interview again and again: whether it is approved, by which codes, what it shows. A command
that does `reading_once` is told again what it was told before. Texts are read anew each time: those of a large study would
fill the memory.
"""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import Field

from ipstranscribe import __version__
from ipstranscribe import guide as guides
from ipstranscribe.errors import UserError
from ipstranscribe.export import Document, Header
from ipstranscribe.guide.coverage import Readiness
from ipstranscribe.model import (
    Guide,
    Interview,
    PseudonymizedTranscript,
    ReviewStep,
    StepInputs,
    Units,
    Value,
    share_names_of_fields,
)
from ipstranscribe.study import approvals, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import split
from ipstranscribe.workflow.heard import made_by, recognition_of
from ipstranscribe.workflow.step import STEPS

_NO_HEADER = Header(project="", status="draft", made_by="")


class _Told(Value):
    """What is worked out from the files of an interview and holds no word: kept from one run to the next."""

    ready: Readiness
    reviewed: bool = False
    codes: dict[ReviewStep, str] = Field(default_factory=dict)
    made_by: str = ""


class InterviewReading:
    """An interview as its files are now, by their fingerprint `of`."""

    def __init__(self, study: Study, interview: Interview) -> None:
        self._study, self._interview, self.of = study, interview, _fingerprint(study, interview)

    @property
    def ready(self) -> Readiness:
        """Whether it has units made from the current text and guide."""
        return self._told.ready

    @property
    def reviewed(self) -> bool:
        """Whether nothing is left to decide, and everything is approved as it is now."""
        return self._told.reviewed

    @property
    def codes(self) -> dict[ReviewStep, str]:
        """The review codes of what its documents show."""
        return dict(self._told.codes)

    @property
    def made_by(self) -> str:
        """The provenance line of its documents; empty where it has no text."""
        return self._told.made_by

    @cached_property
    def _told(self) -> _Told:
        """What an earlier command worked out from the same files; else what is worked out now, and kept."""
        path = self._study.step_inputs(f"{self._interview.id}_reading")
        of = storage.digest(STEPS, __version__, self.of)
        with contextlib.suppress(UserError, ValueError, KeyError):  # damaged: worked out anew
            kept = storage.read(path, StepInputs) if path.exists() else None
            if kept and kept.inputs == of:
                return _Told.model_validate_json(kept.parts["told"])
        told = self._work_out()
        if _readings.get() is not None:  # a command that writes
            storage.write(path, StepInputs(inputs=of, parts={"told": told.model_dump_json()}), private=True)
        return told

    def _work_out(self) -> _Told:
        study, one = self._study, self._interview.id
        ready = readiness(study, self._interview)
        if not study.pseudonymized(one).exists():
            return _Told(ready=ready)
        transcript = self.transcript
        return _Told(
            ready=ready,
            reviewed=not transcript.pending and approvals.reviewed(study, one),
            codes=approvals.review_codes(study, one, ("identifiers", "units")),
            made_by=made_by(recognition_of(study, transcript), transcript),
        )

    @property
    def transcript(self) -> PseudonymizedTranscript:
        """The stored text, read anew: with the times of all words it is large."""
        return storage.read(self._study.pseudonymized(self._interview.id), PseudonymizedTranscript)

    @property
    def document(self) -> Document:
        """The document without a header and without the times of words, read anew.

        Raises UserError if its parts do not fit.
        """
        transcript, study = self.transcript, self._study
        units = storage.read(study.units(self._interview.id), Units)
        heard = recognition_of(study, transcript)
        header = _NO_HEADER.model_copy(update={"convention": study.config.convention})
        whole = Document(
            transcript=transcript, units=units, guide=guide_of(study), header=header, unheard=heard.unheard
        )
        held = whole.without_times()
        share_names_of_fields((*held.units.units, *held.units.asked, *held.transcript.turns))
        share_names_of_fields(one for turn in held.transcript.turns for one in turn.replacements)
        share_names_of_fields(held.shown(turn) for turn in held.transcript.turns)
        return held


def readiness(study: Study, interview: Interview) -> Readiness:
    """Whether `interview` has units made from the current text and guide."""
    if not (study.units(interview.id).exists() and study.pseudonymized(interview.id).exists()):
        return "not_split"
    return "ready" if split.is_current(study, interview) else "stale"


def guide_of(study: Study) -> Guide:
    """The guide as it is now: one value for all interviews; raises UserError as its reader does."""
    return _guide(study.guide, storage.file_digest(study.guide) if study.guide.is_file() else "")


@lru_cache(maxsize=1)
def _guide(path: Path, _of: str) -> Guide:
    return guides.load(path)


_readings: "ContextVar[dict[str, InterviewReading] | None]" = ContextVar("readings", default=None)


@contextlib.contextmanager
def reading_once() -> Iterator[None]:
    """Inside of this block nothing is read or worked out again as long as the files that it comes from are as they were."""
    before = _readings.set({})
    try:
        with storage.reading_once():
            yield
    finally:
        _readings.reset(before)


def reading_of(study: Study, interview: Interview) -> InterviewReading:
    """The interview as its files are now; what was worked out from the same files before goes on."""
    now, kept = InterviewReading(study, interview), _readings.get()
    if kept is None:
        return now
    before = kept.get(interview.id)
    if before is None or before.of != now.of:
        kept[interview.id] = now
    return kept[interview.id]


def _fingerprint(study: Study, interview: Interview) -> str:
    one = interview.id
    own = (study.transcript(one), study.identifiers(one), study.pseudonymized(one), study.units(one))
    files = (*own, study.units_by_hand(one), study.guide, study.approvals)
    return storage.digest(study.config, *(storage.file_digest(path) if path.is_file() else "" for path in files))
