"""What a command reads of an interview and works out from it: once, as long as the interview's files stay as they are.

Working copies and `status` ask the same of an interview again and again: whether it is approved, by which codes, whether its
units are those of its text. Each is a fact of its files (`study/interview_facts.py`), and is kept for the next command. Texts
are read anew each time: those of a large study would fill the memory.
"""

import contextlib
from collections.abc import Callable
from functools import cached_property

from ipstranscribe.errors import UserError
from ipstranscribe.export import Document, Header
from ipstranscribe.guide.coverage import CoverageState, InterviewUnits, Readiness, coverage_of, coverage_table
from ipstranscribe.model import Interview, PseudonymizedTranscript, ReviewStep, Units, Value, share_names_of_fields
from ipstranscribe.study import approvals, interview_facts, locks, once, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.study.guide_file import guide_of
from ipstranscribe.study.interview_facts import (
    Fact,
    identifier_facts,
    pending_in,
    text_facts,
    transcript_facts,
    unit_facts,
)
from ipstranscribe.workflow import listened, split
from ipstranscribe.workflow.heard import made_by, recognition_of

_NO_HEADER = Header(project="", status="draft", made_by="")


class _MadeBy(Value):
    """The provenance line of the documents of an interview."""

    line: str


class CoverageFacts(Value):
    """The coverage of an interview in short: questions answered, of how many, and the state of each, by row of the table."""

    answered: int
    of: int
    rows: tuple[tuple[str, tuple[CoverageState, ...]], ...]


class InterviewReading:
    """An interview as its files are when it is first asked for something."""

    def __init__(self, study: Study, interview: Interview) -> None:
        self._study, self._interview = study, interview

    @cached_property
    def ready(self) -> Readiness:
        """Whether it has units made from the current text and guide."""
        return readiness(self._study, self._interview)

    @cached_property
    def reviewed(self) -> bool:
        """Whether nothing is left to decide, and everything is approved as it is now."""
        study, one = self._study, self._interview.id
        return self._is_there and not pending_in(study, one) and approvals.reviewed(study, one)

    @cached_property
    def codes(self) -> dict[ReviewStep, str]:
        """The review codes of what its documents show."""
        steps: tuple[ReviewStep, ...] = ("identifiers", "units")
        return approvals.review_codes(self._study, self._interview.id, steps) if self._is_there else {}

    @cached_property
    def made_by(self) -> str:
        """The provenance line of its documents; empty where it has no text."""
        return _made_by(self._study, self._interview.id) if self._is_there else ""

    @property
    def _is_there(self) -> bool:
        return self._study.pseudonymized(self._interview.id).exists()

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


def coverage_in(study: Study, interview: str) -> CoverageFacts:
    """The coverage of the guide by the stored units of an interview, whether they are up to date or not."""

    def work() -> CoverageFacts:
        units, guide = storage.read(study.units(interview), Units), guide_of(study)
        asked = [one for one in coverage_of(units, guide) if one.question.is_for(*units.asked_of)]
        rows = coverage_table([InterviewUnits(interview=interview, units=units)], guide)
        cells = tuple((row.name, tuple(cell.state for cell in row.cells)) for row in rows)
        return CoverageFacts(answered=sum(one.units > 0 for one in asked), of=len(asked), rows=cells)

    return Fact(study, interview, "coverage", (study.units(interview), study.guide)).told(CoverageFacts, work)


def _made_by(study: Study, interview: str) -> str:
    text = study.pseudonymized(interview)

    def work() -> _MadeBy:
        transcript = storage.read(text, PseudonymizedTranscript)
        return _MadeBy(line=made_by(recognition_of(study, transcript), transcript))

    return Fact(study, interview, "made by", (text, study.transcript(interview))).told(_MadeBy, work).line


def keep(study: Study, interview: Interview) -> None:
    """Keep beside an interview what `status`, `check` and the next export will ask of it, where nothing is read twice.

    What cannot be kept now, as somebody else works on the interview, is worked out by whoever asks for it.
    """
    if once.here() is None:
        return
    one, reading = interview.id, InterviewReading(study, interview)
    asked: tuple[Callable[[], object], ...] = (
        lambda: approvals.review_codes(study, one),
        lambda: [transcript_facts(study, one), identifier_facts(study, one)],
        lambda: [text_facts(study, one), unit_facts(study, one), reading.made_by, split.text_checksum(study, one)],
        lambda: coverage_in(study, one),
        lambda: listened.open_count(study, one, approvals.read(study)),
    )
    for ask in asked:
        with contextlib.suppress(UserError):  # not made yet; whoever needs it will say so
            ask()
    with contextlib.suppress(UserError), locks.interview(study, one, "export"):
        interview_facts.keep(study, one)
