"""What the stored files of an interview say in short, worked out once for each version of a file.

How far a study is, is a few numbers an interview, and they stand in megabytes. Each fact follows from the content of files
alone; it is known under their checksums and the version of the program, so that it cannot be out of date: where a file is
another, it is worked out anew. No fact holds a word that was said. Commands that write documents keep the facts beside the
study (`keep`); those that only look write nothing.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from ipstranscribe import __version__
from ipstranscribe.errors import UserError
from ipstranscribe.model import (
    Identifiers,
    MadeBy,
    PendingCount,
    PseudonymizedTranscript,
    Recording,
    SpokenLanguage,
    StepInputs,
    TextProvenance,
    Transcript,
    Units,
    Value,
)
from ipstranscribe.study import once, storage
from ipstranscribe.study.paths import StudyPaths

FORM = "facts 1"
"""Part of the fingerprints of facts; it changes when the same file would give another one."""

V = TypeVar("V", bound=Value)


class TranscriptFacts(Value):
    """A transcript in short: its language, what it was made from, seconds of its recordings, and how much was heard.

    `speech` and `with_words` are seconds, None where nothing was heard by the program.
    """

    language: str
    made_from: str
    corrected: bool
    recordings: tuple[Recording, ...] = ()
    duration: float | None = None
    speech: float | None = None
    with_words: float | None = None


class TextFacts(Value):
    """A pseudonymized transcript in short: its language and whose rules were used, what is undecided, its provenance."""

    language: str
    rules: str
    pending: int
    made_by: MadeBy


class IdentifierFacts(Value):
    """The identifiers of an interview in short: how many there are."""

    found: int


class UnitFacts(Value):
    """The units of an interview in short: their provenance, and ids of decided units that have no place any more."""

    made_by: MadeBy
    unplaced: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A fact of an interview by its name: it follows from the content of `files`, there or not, and checksums of `others`."""

    study: StudyPaths
    interview: str
    name: str
    files: tuple[Path, ...]
    others: tuple[str, ...] = ()

    def told(self, kind: type[V], work: Callable[[], V]) -> V:
        """The fact as it is known; else what `work` gives, which is known from now on. Raises UserError as `work` does.

        What `work` found while somebody wrote one of the files is not kept.
        """
        mark = self._mark()
        found = self._known(kind, mark)
        if found is None:
            found = work()
            if self._mark() == mark:
                _facts(self.study, self.interview)[self.name] = f"{mark} {found.model_dump_json()}"
        return found

    def known(self, kind: type[V]) -> V | None:
        """The fact, if it is known without any work."""
        return self._known(kind, self._mark())

    def _known(self, kind: type[V], mark: str) -> V | None:
        of, _, told = _facts(self.study, self.interview).get(self.name, "").partition(" ")
        if of == mark:
            with contextlib.suppress(ValidationError):  # damaged, or of another version
                return kind.model_validate_json(told)
        return None

    def _mark(self) -> str:
        """One checksum for all that it follows from as it is now."""
        sums = (_sum(path) if path.is_file() else "" for path in self.files)
        return storage.digest(FORM, __version__, *self.others, *sums)


def keep(study: StudyPaths, interview: str) -> None:
    """Keep the facts of an interview that were asked for in this block, with those kept before."""
    facts = _facts(study, interview)
    if once.here() is not None and facts != _stored(study, interview):
        in_order = dict(sorted(facts.items()))  # whatever was asked for first: the same facts are the same bytes
        storage.write(_path(study, interview), StepInputs(inputs="", parts=in_order), private=True)


def _sum(path: Path) -> str:
    try:
        return storage.file_digest(path)
    except OSError as error:
        raise storage.cannot_read(path, error) from None


def _facts(study: StudyPaths, interview: str) -> dict[str, str]:
    """The facts of an interview by name, each after the mark of what it follows from."""
    kept, path = once.here(), _path(study, interview)
    if kept is None:
        return _stored(study, interview)
    if path not in kept.facts:
        kept.facts[path] = _stored(study, interview)
    return kept.facts[path]


def _stored(study: StudyPaths, interview: str) -> dict[str, str]:
    """The facts that are kept; none where the record is damaged: they are worked out anew, and nothing is lost."""
    path = _path(study, interview)
    with contextlib.suppress(UserError, OSError):
        return dict(storage.from_bytes(path.read_bytes(), StepInputs, path.name).parts)
    return {}


def _path(study: StudyPaths, interview: str) -> Path:
    return study.step_inputs(f"{interview}_reading")


# Files in short. Each raises UserError for a file that is missing or damaged.


def transcript_facts(study: StudyPaths, interview: str) -> TranscriptFacts:
    """The stored transcript of an interview in short."""
    fact = _of_transcript(study, interview)
    return fact.told(TranscriptFacts, lambda: _transcript(*fact.files))


def text_facts(study: StudyPaths, interview: str) -> TextFacts:
    """The stored pseudonymized transcript of an interview in short."""
    fact = _of_text(study, interview)
    return fact.told(TextFacts, lambda: _text(*fact.files))


def identifier_facts(study: StudyPaths, interview: str) -> IdentifierFacts:
    """The stored identifiers of an interview in short."""
    path = study.identifiers(interview)
    return Fact(study, interview, "identifiers", (path,)).told(IdentifierFacts, lambda: _identifiers(path))


def unit_facts(study: StudyPaths, interview: str) -> UnitFacts:
    """The stored units of an interview in short."""
    path = study.units(interview)
    return Fact(study, interview, "units", (path,)).told(UnitFacts, lambda: _units(path))


def language_of(study: StudyPaths, interview: str) -> str:
    """The language of a transcript; where nothing is known of the file yet, nothing else of it is read."""
    known = _of_transcript(study, interview).known(TranscriptFacts)
    return known.language if known else storage.read(study.transcript(interview), SpokenLanguage).language


def provenance_of(study: StudyPaths, interview: str) -> MadeBy:
    """The provenance of a pseudonymized transcript; the same."""
    known = _of_text(study, interview).known(TextFacts)
    return known.made_by if known else storage.read(study.pseudonymized(interview), TextProvenance).made_by


def pending_in(study: StudyPaths, interview: str) -> int:
    """How many suggestions nobody has decided on; the same."""
    known = _of_text(study, interview).known(TextFacts)
    return known.pending if known else storage.read(study.pseudonymized(interview), PendingCount).pending


def _of_transcript(study: StudyPaths, interview: str) -> Fact:
    return Fact(study, interview, "transcript", (study.transcript(interview),))


def _of_text(study: StudyPaths, interview: str) -> Fact:
    return Fact(study, interview, "text", (study.pseudonymized(interview),))


def _transcript(path: Path) -> TranscriptFacts:
    found = storage.read(path, Transcript)
    heard = found.coverage
    return TranscriptFacts(
        language=found.language,
        made_from=found.made_by.inputs,
        corrected=found.corrected,
        recordings=found.recordings,
        duration=found.duration,
        speech=heard.speech if heard else None,
        with_words=heard.with_words if heard else None,
    )


def _text(path: Path) -> TextFacts:
    found = storage.read(path, PseudonymizedTranscript)
    return TextFacts(language=found.language, rules=found.rules, pending=found.pending, made_by=found.made_by)


def _identifiers(path: Path) -> IdentifierFacts:
    return IdentifierFacts(found=len(storage.read(path, Identifiers).identifiers))


def _units(path: Path) -> UnitFacts:
    found = storage.read(path, Units)
    return UnitFacts(made_by=found.made_by, unplaced=found.unplaced)
