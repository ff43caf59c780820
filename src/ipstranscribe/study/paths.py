"""Where everything of a study lies, from its folder on. What is under `restricted` holds originals."""

from dataclasses import dataclass
from pathlib import Path

from ipstranscribe.model import Interview, ReviewStep
from ipstranscribe.study import file_names


@dataclass(frozen=True)
class StudyPaths:
    """The paths of a study, whether anything is there yet or not."""

    root: Path

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
