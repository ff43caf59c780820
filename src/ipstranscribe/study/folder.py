"""The study folder: its paths, and the three tables under `restricted/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self, TypeVar

from pydantic import ValidationError

from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode, UserError, first_mistake
from ipstranscribe.model import Interview, KnownPerson, Participant, ReviewStep, Value, Withdrawals
from ipstranscribe.settings import (
    ExportSettings,
    PseudonymizeSettings,
    TranscribeSettings,
)
from ipstranscribe.study import file_names, storage
from ipstranscribe.study.config import StudyConfig, read_config

V = TypeVar("V", bound=Value)

FIXED_COLUMNS = {"id", "name", "aliases", "branch"}


@dataclass(frozen=True)
class Study:
    """A study folder with its configuration."""

    root: Path
    config: StudyConfig

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the study in `folder` or in the nearest folder above it; raises UserError if there is none."""
        start = folder.resolve()
        for root in (start, *start.parents):
            if (root / "study.toml").is_file():
                return cls(root, read_config(root / "study.toml"))
        raise UserError(
            f"There is no study in {folder.name or folder}: study.toml is missing.",
            "Name the study folder with --study, or make one with `ipstranscribe init`.",
            ExitCode.BAD_STUDY,
        )

    # Paths. Everything under `restricted` holds originals.

    @property
    def restricted(self) -> Path:
        """The folder of everything that holds originals."""
        return self.root / "restricted"

    @property
    def work(self) -> Path:
        """The working folder: checkpoints, locks and approvals."""
        return self.restricted / "work"

    @property
    def decisions(self) -> Path:
        """The file of decisions on identifiers."""
        return self.restricted / "identifiers" / "decisions.json"

    @property
    def approvals(self) -> Path:
        """The file of approvals."""
        return self.work / "approvals.json"

    def approved(self, interview: str, what: ReviewStep) -> Path:
        """The path of what step `what` of `interview` showed when it was last approved."""
        return self.work / "approved" / f"{interview}_{what}.json"

    def step_inputs(self, step: str) -> Path:
        """The path of the record of what `step` (`P1_units`, `identifiers`) was last made from, input by input."""
        return self.work / "inputs" / f"{step}.json"

    def listened(self, interview: str) -> Path:
        """The path of what people said about the places of `interview` that they listened to."""
        return self.work / "listened" / f"{interview}_listened.json"

    @property
    def log(self) -> Path:
        """The file of the audit trail: what was done, by which role, when."""
        return self.restricted / "log.csv"

    @property
    def withdrawals(self) -> Path:
        """The file of participants who have withdrawn."""
        return self.work / "withdrawals.json"

    @property
    def reports(self) -> Path:
        """The folder of reports for the data protection officer."""
        return self.restricted / "reports"

    @property
    def reidentified(self) -> Path:
        """The folder of reidentified documents, into which originals were put back."""
        return self.restricted / "reidentified"

    @property
    def exports(self) -> Path:
        """The folder of working copies for coders."""
        return self.root / "exports"

    @property
    def shared(self) -> Path:
        """The folder of what was released, and nothing else."""
        return self.root / "shared"

    @property
    def guide(self) -> Path:
        """The file of the interview guide."""
        return self.root / "guide.toml"

    def transcript(self, interview: str) -> Path:
        """The path of the stored transcript of `interview`."""
        return self.restricted / "transcripts" / f"{interview}.json"

    def transcript_version(self, interview: str, version: str) -> Path:
        """The path of an earlier version of the transcript, kept because drafts were made from it."""
        return self.restricted / "transcripts" / "bases" / f"{interview}_{version}.json"

    def draft(self, interview: str) -> Path:
        """The path of the transcript's Word draft."""
        return self.restricted / "transcripts" / file_names.transcript_draft(interview)

    def partial(self, interview: str) -> Path:
        """The path of the partial text of `interview`, while it is being transcribed."""
        return self.restricted / "transcripts" / file_names.transcript_partial(interview)

    def identifiers(self, interview: str) -> Path:
        """The path of the identifiers found in `interview`."""
        return self.restricted / "identifiers" / f"{interview}.json"

    def review_table(self, suffix: str) -> Path:
        """The path of the table in which a person decides on identifiers; `suffix` is `.csv` or `.xlsx`."""
        return self.restricted / "identifiers" / f"identifiers{suffix}"

    def pseudonymized(self, interview: str) -> Path:
        """The path of the pseudonymized transcript."""
        return self.root / "pseudonymized" / f"{interview}.json"

    def units(self, interview: str) -> Path:
        """The path of the candidate meaning units."""
        return self.root / "units" / f"{interview}.json"

    def units_by_hand(self, interview: str) -> Path:
        """The path of the decisions on these units: they hold the text at that time, so they lie among the originals."""
        return self.restricted / "units" / f"{interview}_units_by_hand.json"

    def recordings(self, interview: Interview) -> tuple[Path, ...]:
        """The paths of the recordings of `interview`, in order."""
        return tuple(self.restricted / "recordings" / name for name in interview.recordings)

    # The tables.

    @property
    def withdrawn(self) -> Withdrawals:
        """The participants who have withdrawn."""
        return storage.read(self.withdrawals, Withdrawals) if self.withdrawals.exists() else Withdrawals()

    @cached_property
    def interviews(self) -> tuple[Interview, ...]:
        """The active interviews: all listed ones except those of withdrawn participants."""
        gone = self.withdrawn.participants
        return tuple(interview for interview in self.listed if interview.participant not in gone)

    @cached_property
    def listed(self) -> tuple[Interview, ...]:
        """The rows of the table `interviews`, in order; raises UserError for an incomplete row."""
        path = tables.find(self.restricted, "interviews")
        rows = tables.read(path, ("id", "participant", "recordings"))
        listed = [{**row, "recordings": _list(row["recordings"])} for row in rows]
        known = set(Interview.model_fields)
        found = tuple(_row(Interview, {k: v for k, v in row.items() if k in known}, path) for row in listed)
        _refuse_repeats([i.id for i in found], path)
        return found

    @cached_property
    def participants(self) -> tuple[Participant, ...]:
        """The rows of the table `participants`."""
        path = tables.find(self.restricted, "participants")
        found = tuple(_participant(row, path) for row in tables.read(path, ("id", "name")))
        _refuse_repeats([p.id for p in found], path)
        return found

    @cached_property
    def people(self) -> tuple[KnownPerson, ...]:
        """The rows of the table `people`; empty if there is no such table."""
        path = tables.find(self.restricted, "people")
        if not path.exists():
            return ()
        rows = tables.read(path, ("name", "role"))
        fields = (
            {**{k: row.get(k, "") for k in ("name", "role", "of")}, "aliases": _list(row.get("aliases", ""))}
            for row in rows
        )
        found = tuple(_row(KnownPerson, row, path) for row in fields)
        unknown = [
            number for number, person in enumerate(found, 2) if person.of and person.of not in self._participant_ids
        ]
        if unknown:
            raise UserError(
                f"{path.name}, row {unknown[0]}: the column `of` is no participant's id.",
                "Fill in the id of a participant, or leave it empty for somebody whom all may mention.",
            )
        return found

    @property
    def _participant_ids(self) -> frozenset[str]:
        return frozenset(participant.id for participant in self.participants)

    def interview(self, interview_id: str) -> Interview:
        """The interview with this id; raises UserError if the table has none."""
        for interview in self.interviews:
            if interview.id == interview_id:
                return interview
        if any(interview_id in (one.participant, *one.interviews) for one in self.withdrawn.withdrawals):
            raise UserError(f"{interview_id} was withdrawn.", "Nothing more is done with this interview.")
        known = ", ".join(i.id for i in self.interviews) or "none"
        raise UserError(f"There is no interview {interview_id}.", f"The interviews table lists: {known}.")

    def participant_of(self, interview: Interview) -> Participant:
        """The participant of an interview; raises UserError if the participants table does not list that id."""
        for participant in self.participants:
            if participant.id == interview.participant:
                return participant
        raise UserError(
            f"Interview {interview.id} names participant {interview.participant}, whom the participants table does not list.",
            "Add the participant, or correct the id.",
        )

    def names(self, interview: Interview) -> tuple[str, ...]:
        """The single words of names, places and employers in the tables for `interview`."""
        participant = self.participant_of(interview)
        about = [p for p in self.people if p.of in ("", participant.id)]
        told = [participant.name, *participant.aliases, *participant.attributes.values()]
        told += [name for person in about for name in (person.name, *person.aliases)]
        words = (word.strip(".,;()") for text in told for word in text.split())
        return tuple(dict.fromkeys(word for word in words if word[:1].isupper()))

    # Settings for one interview.

    def transcribe_settings(self, interview: Interview) -> TranscribeSettings:
        """The study's settings with the language of `interview`."""
        if not interview.language:
            return self.config.transcribe
        return _row(
            TranscribeSettings,
            {**self.config.transcribe.model_dump(), "language": interview.language},
            Path("interviews"),
        )

    def pseudonymize_settings(self, *, rules_only: bool) -> PseudonymizeSettings:
        """The study's settings for finding and wording identifiers."""
        return PseudonymizeSettings(
            rules_only=rules_only, document_language=self.config.document_language, levels=self.config.levels
        )

    def export_settings(self) -> ExportSettings:
        """The study's settings for documents."""
        return self.config.export.model_copy(update={"document_language": self.config.document_language})


def _participant(row: Mapping[str, str], path: Path) -> Participant:
    fields = {
        "id": row["id"],
        "name": row["name"],
        "aliases": _list(row.get("aliases", "")),
        "branch": row.get("branch") or None,
        "attributes": {k: v for k, v in row.items() if k not in FIXED_COLUMNS and v},
    }
    if not row["id"] or not row["name"]:
        raise UserError(f"{path.name} has a row without id or name.", "Fill in both, or remove the row.")
    return _row(Participant, fields, path)


def _row(kind: type[V], fields: Mapping[str, object], path: Path) -> V:
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        mistake = first_mistake(error)
        raise UserError(f"{path.name}: {mistake.where or 'a row'}: {mistake.message}.", "Correct that entry.") from None


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _refuse_repeats(ids: list[str], path: Path) -> None:
    folded = [one.casefold() for one in ids]  # Windows and macOS treat P1 and p1 as the same file
    for one in ids:
        if folded.count(one.casefold()) > 1:
            raise UserError(f"{path.name} lists the id {one} twice.", "Give each row an id of its own.")
