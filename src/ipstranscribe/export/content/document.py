"""The document model of one interview: transcript, units, guide and the header of every page."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from ipstranscribe.errors import UserError
from ipstranscribe.export.content.sound import InterviewSound
from ipstranscribe.export.content.typed_codes import TypedCodes
from ipstranscribe.guide.coverage import QuestionCoverage, coverage_of, leftovers, tagged
from ipstranscribe.model import Guide, PseudonymizedTranscript, PseudonymizedTurn, ReviewStep, Unit, Units, Value
from ipstranscribe.settings import HeaderFact
from ipstranscribe.text import conventions
from ipstranscribe.text.shown import Shown
from ipstranscribe.text.time_codes import clock, duration
from ipstranscribe.text.wording import Wording

Status = Literal["draft", "reviewed", "released"]
"""Review status of an interview."""


class Header(Value):
    """The header shown on every page. Date, place and people are left out of everything that leaves `restricted/`.

    `made_by` names program, version and models. `status` is the review status. `convention` is the name of the transcription
    convention of the text. `facts` are those that the readers may know.
    `coder` is the id of the coder whose copy this is; empty in a copy for everybody. `codes` are the review codes of the
    steps that a working copy shows; documents that are reviewed or released have none.
    """

    project: str
    status: Status
    made_by: str
    convention: str = conventions.DEFAULT
    facts: tuple[HeaderFact, ...] = get_args(HeaderFact)
    coder: str = ""
    codes: dict[ReviewStep, str] = Field(default_factory=dict)

    def copy_for(self, coder: str) -> Self:
        """The same for one coder; an empty id makes a copy for everybody."""
        return self.model_copy(update={"coder": coder})

    def mark(self, wording: Wording) -> str:
        """The status in words, for every page and sheet."""
        return {"draft": wording.draft, "reviewed": wording.reviewed, "released": wording.released}[self.status]

    def copy_mark(self, wording: Wording) -> str:
        """The status mark with the coder's id and the review code of the units: first line of every sheet."""
        code = self.code_line(("units",))
        coder = f"{wording.coder} {self.coder}" if self.coder else ""
        return " · ".join(one for one in (self.mark(wording), coder, code and f"{wording.review_code} {code}") if one)

    def code_line(self, shows: Sequence[ReviewStep]) -> str:
        """The review codes of the steps that a document `shows`, each after the name that `approve` takes; often empty."""
        return ", ".join(f"{what} {self.codes[what]}" for what in shows if what in self.codes)


class Document(Value):
    """One interview ready to be written. Raises UserError where units, transcript and guide do not fit together.

    `unheard` are times (start, end in seconds) of speech without words; a gap there is no pause. `codes` are what coders
    typed into an earlier table of these units; only tables of units show them. `sound` is what readers may hear of it.
    """

    transcript: PseudonymizedTranscript
    units: Units
    guide: Guide
    header: Header
    unheard: tuple[tuple[float, float], ...] = ()
    codes: TypedCodes = TypedCodes()
    sound: InterviewSound = InterviewSound()

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        questions = {q.id for q in self.guide.questions} | {None}
        fits = self.transcript.interview == self.units.interview and all(
            u.turn in self.turns
            and u.text == self.turns[u.turn].text[u.char_start : u.char_end]
            and u.question in questions
            for u in self.units.units
        )
        if not fits:
            raise UserError(
                f"The units of {self.transcript.interview} are not those of its transcript and guide as they are now.",
                "Run `ipstranscribe split` again, then export.",
            )
        return self

    def copy_for(self, coder: str) -> Self:
        """The same for one coder; an empty id makes a copy for everybody."""
        return self.model_copy(update={"header": self.header.copy_for(coder)})

    def with_codes(self, codes: TypedCodes) -> Self:
        """The same with what coders typed before."""
        return self.model_copy(update={"codes": codes})

    def without_times(self) -> Self:
        """The same without the times of words, which take most of the memory and only subtitles need."""
        turns = (turn.model_copy(update={"words": ()}) for turn in self.transcript.turns)
        return self._over(self.transcript.model_copy(update={"turns": tuple(turns)}))

    def with_times(self, transcript: PseudonymizedTranscript) -> Self:
        """The same with the times of words of `transcript`, which it was made from `without_times`."""
        return self._over(transcript)

    def _over(self, transcript: PseudonymizedTranscript) -> Self:
        """The same with another `transcript` of the same text; what is shown of it goes along."""
        shown = self._shown
        copy = self.model_copy(update={"transcript": transcript})
        copy.__dict__ |= {"turns": {turn.id: turn for turn in transcript.turns}, "_shown": shown}
        return copy

    @property
    def unit_ids(self) -> dict[str, frozenset[str]]:
        """The interview with the ids of its units."""
        return {self.transcript.interview: frozenset(unit.id for unit in self.units.units)}

    @cached_property
    def turns(self) -> dict[str, PseudonymizedTurn]:
        """Turns by id."""
        return {turn.id: turn for turn in self.transcript.turns}

    @cached_property
    def _shown(self) -> dict[str, Shown]:
        return conventions.show_all(self.transcript, conventions.get_convention(self.header.convention), self.unheard)

    def shown(self, turn: PseudonymizedTurn) -> Shown:
        """The text of a turn by the convention, with the positions of its words."""
        return self._shown[turn.id]

    def said(self, part: PseudonymizedTurn | Unit) -> str:
        """The text of a turn or unit by the convention, as every document prints it. It always has words."""
        if isinstance(part, PseudonymizedTurn):
            return self.shown(part).text
        return self._shown[part.turn].passage(part.char_start, part.char_end, part.text)

    def spot(self, unit: Unit) -> tuple[int, int] | None:
        """The span of a unit's shown text (`said`) in that of its turn; None if the convention leaves out all of it."""
        return self._shown[unit.turn].place(unit.char_start, unit.char_end)

    def tagged(self, question: str | None, speaker: str = "") -> tuple[Unit, ...]:
        """The units tagged with a question (of one `speaker`, if given), in order; None gives the untagged ones."""
        return tagged(self.units, question, speaker)

    @property
    def leftovers(self) -> tuple[Unit, ...]:
        """The leftovers (participant talk in no unit), in order."""
        return leftovers(self.units)

    @cached_property
    def covered(self) -> tuple[QuestionCoverage, ...]:
        """The coverage of every question, in guide order."""
        return coverage_of(self.units, self.guide)

    def asked_at(self, covered: QuestionCoverage) -> tuple[str, ...]:
        """The times at which a question was asked (hh:mm:ss, else turn id), follow-ups included."""
        return tuple(clock(self.turns[turn].start) or turn for turn in covered.asked)


def shared_facts(document: Document, wording: Wording) -> list[tuple[str, str]]:
    """The header block without the coder: programs that merge the work of several coders need identical texts."""
    return facts(document.copy_for(""), wording, ("identifiers",))


def facts(
    document: Document, wording: Wording, shows: Sequence[ReviewStep] = ("identifiers", "units")
) -> list[tuple[str, str]]:
    """The header block: names and values, without colons, because some programs read a colon as a speaker's label.

    `shows` are the steps that a person can review by this document.
    """
    transcript, header = document.transcript, document.header
    told: dict[HeaderFact, tuple[str, str]] = {
        "project": (wording.project, header.project),
        "branch": (wording.branch, document.units.told_branch or wording.not_stated),
        "duration": (
            wording.duration,
            wording.not_stated if transcript.duration is None else duration(transcript.duration),
        ),
        "language": (wording.language, transcript.language),
        "convention": (wording.convention, f"{header.convention}. {wording.conventions[header.convention]}"),
        "made_by": (wording.made_by, header.made_by),
    }
    rows = [
        *(told[fact] for fact in header.facts if fact == "project"),
        (wording.interview, transcript.interview),
        *([(wording.participant, ", ".join(document.units.branches))] if document.units.branches else []),
        *(row for fact, row in told.items() if fact in header.facts and fact != "project"),
        *([(wording.coder, header.coder)] if header.coder else []),
        (wording.status, header.mark(wording)),
        *([(wording.review_code, code)] if (code := header.code_line(shows)) else []),
        *([(wording.pending, str(transcript.pending))] if transcript.pending else []),
        *((wording.remark, wording.told(note)) for note in dict.fromkeys(transcript.notes + document.units.notes)),
    ]
    return [(name, re.sub(r"\s*:\s*", " – ", value)) for name, value in rows]
