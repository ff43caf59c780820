"""The study folder: its configuration, and the three tables under `restricted/`."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode, UserError, first_mistake
from ipstranscribe.model import Cast, Interview, KnownPerson, Participant, Withdrawals
from ipstranscribe.model.cast import names_in
from ipstranscribe.settings import MOST_VOICES, ExportSettings, PseudonymizeSettings, TranscribeSettings
from ipstranscribe.study import cast, storage, study_tables
from ipstranscribe.study.config import StudyConfig, read_config
from ipstranscribe.study.paths import StudyPaths


@dataclass(frozen=True)
class Study(StudyPaths):
    """A study folder with its configuration and its tables."""

    config: StudyConfig

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the study in `folder` or in the nearest folder above it; raises UserError if there is none."""
        start = folder.resolve()
        for root in (start, *start.parents):
            if (root / "study.toml").is_file():
                return cls(root, read_config(root / "study.toml"))
        raise _no_study(folder)

    @cached_property
    def config_checksum(self) -> str:
        """The checksum of what study.toml says."""
        return storage.digest(self.config)

    # The tables.

    @property
    def withdrawn(self) -> Withdrawals:
        """The participants who have withdrawn."""
        return storage.read(self.withdrawals, Withdrawals) if self.withdrawals.exists() else Withdrawals()

    @cached_property
    def interviews(self) -> tuple[Interview, ...]:
        """The active interviews: all listed ones except those of withdrawn participants.

        Of an interview with several, those who stay are its participants, and its recordings those in which they alone
        are heard.
        """
        gone = self.withdrawn
        if not gone.withdrawals:
            return self.listed
        left = (gone.without(interview) for interview in self.listed)
        return tuple(interview for interview in left if interview)

    @cached_property
    def listed(self) -> tuple[Interview, ...]:
        """The rows of the table `interviews`, in order; raises UserError for an incomplete row."""
        return study_tables.interviews(self.restricted)

    @cached_property
    def participants(self) -> tuple[Participant, ...]:
        """The rows of the table `participants`."""
        return study_tables.participants(self.restricted)

    @cached_property
    def people(self) -> tuple[KnownPerson, ...]:
        """The rows of the table `people`; empty if there is no such table."""
        return study_tables.people(self.restricted, [participant.id for participant in self.participants])

    def interview(self, interview_id: str) -> Interview:
        """The interview with this id; raises UserError if the table has none."""
        for interview in self.interviews:
            if interview.id == interview_id:
                return interview
        if any(interview_id in (one.participant, *one.interviews) for one in self.withdrawn.withdrawals):
            raise UserError(f"{interview_id} was withdrawn.", "Nothing more is done with this interview.")
        known = [i.id for i in self.interviews]
        near = [one for one in known if one.casefold() == interview_id.strip().casefold()]
        hint = f"Did you mean {near[0]}? " if near else ""
        raise UserError(
            f"There is no interview {interview_id}.", f"{hint}The interviews table lists: {', '.join(known) or 'none'}."
        )

    def participants_of(self, interview: Interview) -> tuple[Participant, ...]:
        """The participants of an interview, in the order of its row.

        Raises UserError if the participants table does not list one of the ids, or if one of them slipped into the column of
        recordings: a comma without quotation marks parts two cells.
        """
        known = {participant.id: participant for participant in self.participants}
        if missing := [one for one in interview.participants if one not in known]:
            raise UserError(
                f"Interview {interview.id} names participant {missing[0]}, whom the participants table does not list.",
                "Add the participant, or correct the id.",
            )
        if slipped := [one for one in interview.recordings if one in known and one not in interview.participants]:
            raise UserError(
                f"Interview {interview.id} names {slipped[0]} as a recording, which is the id of a participant.",
                'Put quotation marks around several ids: "P1, P2". Without them the comma begins the next cell.',
                ExitCode.BAD_STUDY,
            )
        return tuple(known[one] for one in interview.participants)

    def cast(self, interview: Interview) -> Cast:
        """Who may be heard in an interview, by the tables; raises UserError like `participants_of`."""
        ids = tuple(one.id for one in self.participants)
        return cast.cast_of(interview, self.participants_of(interview), self.people, ids)

    def names(self, interview: Interview) -> tuple[str, ...]:
        """The single words of names, places and employers in the tables for `interview`."""
        told: list[str] = []
        for participant in self.participants_of(interview):
            told += (participant.name, *participant.aliases, *participant.attributes.values())
        about = [p for p in self.people if p.of in ("", *interview.participants)]
        told += [name for person in about for name in (person.name, *person.aliases)]
        words = (word.strip(".,;()") for text in told for word in text.split())
        return tuple(dict.fromkeys(word for word in words if word[:1].isupper()))

    # Settings for one interview.

    def transcribe_settings(self, interview: Interview) -> TranscribeSettings:
        """The study's settings with the language of `interview`, and as many voices as people are listed for it."""
        settings = self.config.transcribe
        if interview.is_joint and settings.speakers:
            voices = len(interview.participants) + max(1, len(names_in(interview.interviewer)))
            settings = settings.model_copy(update={"speakers": expected_voices(voices, settings.speakers)})
        if not interview.language:
            return settings
        fields = {**settings.model_dump(), "language": interview.language}
        try:
            return TranscribeSettings.model_validate(fields)
        except ValidationError as error:
            raise UserError(
                f"{tables.find(self.restricted, 'interviews').name}: {interview.id}: {first_mistake(error).what}.",
                "Correct the language there, or the model in study.toml.",
            ) from None

    def pseudonymize_settings(self, *, rules_only: bool) -> PseudonymizeSettings:
        """The study's settings for finding and wording identifiers."""
        return PseudonymizeSettings(
            rules_only=rules_only, document_language=self.config.document_language, levels=self.config.levels
        )

    def export_settings(self) -> ExportSettings:
        """The study's settings for documents."""
        return self.config.export.model_copy(update={"document_language": self.config.document_language})


def expected_voices(listed: int, at_least: int) -> int:
    """How many voices to look for where `listed` people are in the tables; 0 (count them) for more than can be named."""
    voices = max(listed, at_least)
    return voices if voices <= MOST_VOICES else 0


def _no_study(folder: Path) -> UserError:
    """The error for a place that is no study and in none: a file, a folder that is not there, or another folder."""
    name, there = folder.name or str(folder), folder.exists()
    if folder.is_file():
        what = f"{name} is a file, not the folder of a study."
    elif not there:
        what = f"There is no folder {name}."
    else:
        what = f"There is no study in {name}: study.toml is missing."
    fix = "Name the study folder with --study, for example --study my-study, or make one with `ipstranscribe init my-study`."
    return UserError(what, fix, ExitCode.BAD_STUDY)
