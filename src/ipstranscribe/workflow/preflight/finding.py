"""Findings of the preflight, what they are about, and the facts of a study that its checks share."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Literal, TypeVar

from ipstranscribe import guide as guides
from ipstranscribe.audio import probe
from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Guide, Interview, KnownPerson, Participant
from ipstranscribe.study import tables_read
from ipstranscribe.study.folder import Study
from ipstranscribe.study.tables_read import TablesRead
from ipstranscribe.workflow.run_choices import RunChoices

T = TypeVar("T")

Severity = Literal["stops", "warns"]
"""Whether a run would fail later because of a finding, or is done with a result that may not be what was meant."""


@dataclass(frozen=True)
class PreflightFinding:
    """Something that speaks against a run: what it is and what to do, a line each; no name, and no word of a transcript.

    `command` is the command that mends it, where one does, `by_hand` what a person does in a few words. `code` is the exit
    code of a run that it stops. `of_some` stops single interviews only: a run that shall go on does the others.
    """

    what: str
    fix: str
    severity: Severity = "stops"
    code: ExitCode = ExitCode.BAD_INPUT
    command: str = ""
    by_hand: str = "mend the first point above"
    of_some: bool = False

    @property
    def stops(self) -> bool:
        """Whether a run stops before it begins."""
        return self.severity == "stops"


@dataclass(frozen=True)
class PreflightFacts:
    """A study as the checks see it: tables that cannot be read are empty here, and are a finding of their own."""

    study: Study
    choices: RunChoices

    @cached_property
    def listed(self) -> tuple[Interview, ...]:
        """Every row of the interviews table, withdrawn ones too."""
        return _or(lambda: self.study.listed, ())

    @cached_property
    def interviews(self) -> tuple[Interview, ...]:
        """The interviews that are worked on."""
        return _or(lambda: self.study.interviews, ())

    @cached_property
    def participants(self) -> tuple[Participant, ...]:
        """Every row of the participants table."""
        return _or(lambda: self.study.participants, ())

    @cached_property
    def people(self) -> tuple[KnownPerson, ...]:
        """Every row of the table of other people."""
        return _or(lambda: self.study.people, ())

    @cached_property
    def transcribed(self) -> frozenset[str]:
        """The ids of interviews that have a transcript."""
        return frozenset(one.id for one in self.interviews if self.study.transcript(one.id).exists())

    @cached_property
    def untranscribed(self) -> tuple[Interview, ...]:
        """The interviews that have a transcript still to come."""
        return tuple(one for one in self.interviews if one.id not in self.transcribed)

    @cached_property
    def lengths(self) -> dict[Path, float | UserError]:
        """The recordings still to be transcribed that are there: seconds by their header, or why they cannot be heard."""
        there = (path for one in self.untranscribed for path in self.study.recordings(one) if path.is_file())
        return {path: _attempt(partial(probe.declared_seconds, path)) for path in there}

    @cached_property
    def guide(self) -> Guide | UserError:
        """The interview guide, or why it cannot be read."""
        return _attempt(lambda: guides.load(self.study.guide))

    @cached_property
    def account(self) -> TablesRead | UserError:
        """What was read of the tables, or what looks like one and is not read."""
        return _attempt(lambda: tables_read.account(self.study))

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of every name in the tables, in lower case: what may not stand on the screen."""
        people: list[Participant | KnownPerson] = [*self.participants, *self.people]
        told = [text for one in people for text in (one.name, *one.aliases)]
        words = (word.strip(".,;()").casefold() for text in told for word in text.split())
        return frozenset(word for word in words if len(word) > 2)

    def table(self, name: str) -> str:
        """The file name of a table, as it is in this study."""
        return _or(lambda: tables.find(self.study.restricted, name).name, f"{name}.csv")

    def shown(self, file: str) -> str:
        """A recording's name as the screen may show it: recorders and people write names of participants into it."""
        if any(name in file.casefold() for name in self.names):
            ending = file.rpartition(".")[2] if "." in file else ""
            return f"a file{f' .{ending}' if ending.isalnum() else ''} whose name holds a name of the tables"
        return file


def tried(
    check: Callable[[], object], severity: Severity = "stops", about: str = "", by_hand: str = ""
) -> list[PreflightFinding]:
    """What `check` raises as a finding; none if it raises nothing."""
    return faults(_attempt(check), severity, about, by_hand)


def faults(outcome: object, severity: Severity = "stops", about: str = "", by_hand: str = "") -> list[PreflightFinding]:
    """The finding of something that could not be had, where `outcome` is the error; none where it was had."""
    if not isinstance(outcome, UserError):
        return []
    found = PreflightFinding(f"{about}{outcome.what}", outcome.fix, severity, outcome.code)
    return [replace(found, by_hand=by_hand) if by_hand else found]


def _attempt(read: Callable[[], T]) -> T | UserError:
    """What `read` gives, or the error that it raises."""
    try:
        return read()
    except UserError as error:
        return error


def _or(read: Callable[[], T], otherwise: T) -> T:
    had = _attempt(read)
    return otherwise if isinstance(had, UserError) else had
