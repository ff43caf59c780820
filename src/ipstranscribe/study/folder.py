"""The study folder: its paths, and the three tables under `restricted/`."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode, UserError, first_mistake
from ipstranscribe.model import Cast, Interview, KnownPerson, Participant, ReviewStep, Withdrawals
from ipstranscribe.model.cast import names_in
from ipstranscribe.settings import (
    MOST_VOICES,
    ExportSettings,
    PseudonymizeSettings,
    TranscribeSettings,
)
from ipstranscribe.study import cast, file_names, storage, study_tables
from ipstranscribe.study.config import StudyConfig, read_config


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
        raise _no_study(folder)

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

    def recognized(self, interview: str) -> Path:
        """The path of what recognizers found in the turns of `interview`, by checksum of each turn."""
        return self.work / "recognized" / f"{interview}_recognized.json"

    def listened(self, interview: str) -> Path:
        """The path of what people said about the places of `interview` that they listened to."""
        return self.work / "listened" / f"{interview}_listened.json"

    def edits(self, interview: str) -> Path:
        """The path of the journal of edits that were made to the transcript of `interview` on the review page."""
        return self.work / "review" / f"{interview}_edits.jsonl"

    def listening_copy(self, interview: str, of: str) -> Path:
        """The path of the copy for listening of the recordings of `interview`; `of` is the checksum of what it is made of."""
        return self.work / "listening" / f"{interview}_{of}.m4a"

    @property
    def sound(self) -> Path:
        """The folder of sound in which what is replaced in the text is covered. It holds voices."""
        return self.restricted / "sound"

    def muted(self, interview: str) -> Path:
        """The path of the copy of the recordings of `interview` in which what is replaced is covered."""
        return self.sound / f"{interview}_muted.ogg"

    def clips(self, interview: str) -> Path:
        """The folder of the sound of each unit of `interview`, cut from its covered copy."""
        return self.sound / f"{interview}_clips"

    def clip(self, interview: str, unit: str) -> Path:
        """The path of the sound of a unit."""
        return self.clips(interview) / f"{unit}.ogg"

    def sound_record(self, interview: str) -> Path:
        """The path of what that copy and these clips were made from, with their checksums."""
        return self.sound / f"{interview}_sound.json"

    @property
    def page_settings(self) -> Path:
        """The file of what people have set on the review page: keys, speed, light or dark."""
        return self.work / "review" / "page_settings.json"

    @property
    def stc(self) -> Path:
        """The log of the condensation: what people sorted and condensed."""
        return self.restricted / "stc" / "condensation.json"

    @property
    def stc_workbook(self) -> Path:
        """The workbook for Systematic Text Condensation."""
        return self.restricted / "stc" / "stc.xlsx"

    @property
    def analytic_text(self) -> Path:
        """The frame of the analytic text, beside the workbook."""
        return self.restricted / "stc" / "analytic_text.docx"

    @property
    def log(self) -> Path:
        """The file of the audit trail: what was done, by which role, when."""
        return self.restricted / "log.csv"

    @property
    def withdrawals(self) -> Path:
        """The file of participants who have withdrawn."""
        return self.work / "withdrawals.json"

    @property
    def deposits(self) -> Path:
        """The folder of records of what was laid out for archives, a file for each deposit."""
        return self.restricted / "deposits"

    @property
    def key_record(self) -> Path:
        """The path of what the study knows of its key."""
        return self.work / "key.json"

    @property
    def handovers(self) -> Path:
        """The folder of what came with handovers and fitted nowhere, a folder for each."""
        return self.restricted / "handovers"

    def handover(self, identity: str) -> Path:
        """The path of what was handed over at the handover with this id, by its checksums."""
        return self.work / "handovers" / f"{identity}.json"

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

    def findings(self, name: str, suffix: str) -> Path:
        """The path of a list of what the gate refuses; `suffix` is `.xlsx` (to decide in) or `.html` (to read)."""
        return self.restricted / "identifiers" / f"{name}{suffix}"

    @property
    def findings_count(self) -> Path:
        """The record of how much the gate would refuse, in counts, for `status`, which has no key."""
        return self.work / "findings_count.json"

    def pseudonymized(self, interview: str) -> Path:
        """The path of the pseudonymized transcript."""
        return self.root / "pseudonymized" / f"{interview}.json"

    def units(self, interview: str) -> Path:
        """The path of the candidate meaning units."""
        return self.root / "units" / f"{interview}.json"

    def units_by_hand(self, interview: str) -> Path:
        """The path of the decisions on these units: they hold the text at that time, so they lie among the originals."""
        return self.restricted / "units" / f"{interview}_units_by_hand.json"

    def corrections(self, interview: str) -> Path:
        """The path of what was corrected in the draft of `interview`, and what was decided on it for all interviews."""
        return self.restricted / "corrections" / f"{interview}_corrections.json"

    @property
    def corrections_table(self) -> Path:
        """The workbook in which a person decides where else a correction holds."""
        return self.restricted / "corrections" / "corrections.xlsx"

    @property
    def coding(self) -> Path:
        """The folder of what coders returned, and of what was made of it: codes and notes are people's own words."""
        return self.restricted / "coding"

    def codings(self, interview: str, coder: str) -> Path:
        """The path of everything that a coder returned for `interview`."""
        return self.coding / f"{interview}_coder_{coder}.json"

    def consensus(self, interview: str) -> Path:
        """The path of what people agreed on for the codes of `interview`."""
        return self.coding / f"{interview}_consensus.json"

    @property
    def code_merges(self) -> Path:
        """The file of decisions on which codes are the same."""
        return self.coding / "same_codes.json"

    def comparison(self, suffix: str) -> Path:
        """The path of the comparison of coders; `suffix` is `.xlsx` (to agree in), `.html` (to read) or `.qdpx` (agreed)."""
        return self.coding / f"comparison{suffix}"

    def recordings(self, interview: Interview) -> tuple[Path, ...]:
        """The paths of the recordings of `interview`, in order."""
        folder = self.restricted / "recordings"
        return tuple(file_names.found_in(folder, name) for name in interview.recordings)

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
