"""The interview as JSON for other programs, and its units as JSON Lines.

The models are the format: the JSON Schemas beside this file are made from them (`schema`), and a test keeps them the same.
Places in a text count Unicode code points from 0, end exclusive; in languages whose strings count otherwise (JavaScript,
Java, C#) they have to be converted. Times are seconds from the start of the interview. Any change of the models gives
`format` another number.
"""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Literal

from pydantic import BaseModel, ConfigDict, Field

from ipstranscribe.export.content.document import Document, Status
from ipstranscribe.model import SpeakerRole
from ipstranscribe.settings import ExportSettings, HeaderFact
from ipstranscribe.text.wording import Wording, visible, wording_of

INTERVIEW: Literal["ipstranscribe interview 1"] = "ipstranscribe interview 1"
UNIT: Literal["ipstranscribe unit 1"] = "ipstranscribe unit 1"
_ESCAPED = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}
"""Characters that some programs read as line ends, though JSON does not."""


class _Record(BaseModel):
    """A part of the files. Everything is always there, `null` where it is not known or not told."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class About(_Record):
    """What the file holds. Facts that its readers are not told are `null`; `facts` lists those that they are."""

    status_shown: str = Field(description="The status in words, as it stands on every page of the documents")
    status: Status
    coder: str | None = Field(description="Whose copy this is; null in a copy for everybody")
    facts: list[HeaderFact]
    project: str | None
    branch: str | None = Field(
        description="The branch of the guide that the participant belongs to; of several, that of each after the label"
    )
    duration: float | None = Field(description="Seconds")
    language: str | None
    convention: str | None = Field(description="The convention by which the text is shown")
    made_by: str | None
    pending: int = Field(description="Suggested replacements that nobody has decided on yet")
    notes: list[str]


class SpeakerRecord(_Record):
    """A speaker label and the part that speaker has."""

    label: str
    role: SpeakerRole


class QuestionRecord(_Record):
    """A question of the interview guide, in its order."""

    id: str
    text: str
    branch: str = Field(description="For whom it is; `all` is everybody")
    followups: list[str]


class Asks(_Record):
    """What a turn of the interviewer asks."""

    question: str | None
    kind: Literal["main", "follow_up", "none"]
    confidence: float = Field(ge=0, le=1)


class TurnRecord(_Record):
    """A turn as the convention shows it."""

    id: str
    speaker: str
    role: SpeakerRole
    text: str
    start: float | None
    end: float | None
    asks: Asks | None


class UnitRecord(_Record):
    """A candidate meaning unit or a leftover. `question` is navigation and no code; null reads "untagged"."""

    id: str
    turn: str
    speaker: str
    kind: Literal["unit", "leftover"]
    text: str = Field(description="As the convention shows it")
    char_start: int | None = Field(ge=0, description="Where it begins in the text of its turn; null if hidden there")
    char_end: int | None = Field(ge=0, description="Where it ends, exclusive")
    question: str | None
    how_tagged: str
    confidence: float = Field(ge=0, le=1)
    continues: str | None = Field(description="The unit that this one goes on with after an interruption")
    context: str | None = Field(description="The turn of the interviewer that led here")
    start: float | None
    end: float | None


class InterviewRecord(_Record):
    """One interview with its guide and its units."""

    format: Literal["ipstranscribe interview 1"]
    interview: str
    about: About
    speakers: list[SpeakerRecord]
    questions: list[QuestionRecord]
    turns: list[TurnRecord]
    units: list[UnitRecord]


class UnitLine(UnitRecord):
    """A line of a file of units: a unit, and what it is taken from."""

    format: Literal["ipstranscribe unit 1"]
    interview: str
    status_shown: str = Field(description="The status in words")
    status: Status
    coder: str | None
    question_text: str | None
    context_text: str | None = Field(description="What the interviewer said before it, as the convention shows it")


SCHEMAS: dict[str, type[_Record]] = {"interview": InterviewRecord, "unit": UnitLine}
"""The published schemas by the name of their file: `schemas/interview.schema.json`."""


def schema(name: str) -> str:
    """The JSON Schema (2020-12) of one of `SCHEMAS`, as it is published."""
    made: dict[str, Any] = SCHEMAS[name].model_json_schema(mode="serialization")
    told = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:ipstranscribe:schema:{name}:1"}
    return json.dumps(told | made, indent=2, ensure_ascii=False) + "\n"


def write(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the interview as one JSON object."""
    record = _interview(document, wording_of(settings.document_language))
    file.write(_json(record, indent=1).encode("utf-8"))


def write_units(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write JSON Lines: an object per unit and leftover; nothing for an interview without any."""
    for line in _lines(document, wording_of(settings.document_language)):
        file.write(_json(line, indent=None).encode("utf-8"))


def _json(record: _Record, indent: int | None) -> str:
    return json.dumps(record.model_dump(mode="json"), indent=indent, ensure_ascii=False).translate(_ESCAPED) + "\n"


def _interview(document: Document, wording: Wording) -> InterviewRecord:
    transcript = document.transcript
    return InterviewRecord(
        format=INTERVIEW,
        interview=transcript.interview,
        about=_about(document, wording),
        speakers=[SpeakerRecord(label=visible(one.label), role=one.role) for one in transcript.speakers],
        questions=[
            QuestionRecord(
                id=question.id,
                text=visible(question.text),
                branch=question.branch,
                followups=[visible(text) for text in question.followups],
            )
            for question in document.guide.questions
        ],
        turns=list(_turns(document)),
        units=[UnitRecord(**fields) for fields in _units(document)],
    )


def _about(document: Document, wording: Wording) -> About:
    header, transcript = document.header, document.transcript
    facts: dict[HeaderFact, object] = {
        "project": visible(header.project),
        "branch": document.units.told_branch,
        "duration": transcript.duration,
        "language": transcript.language,
        "convention": header.convention,
        "made_by": visible(header.made_by),
    }
    told = {name: value if name in header.facts else None for name, value in facts.items()}
    return About.model_validate(
        {
            "status_shown": header.mark(wording),
            "status": header.status,
            "coder": header.coder or None,
            "facts": list(header.facts),
            "pending": transcript.pending,
            "notes": [visible(note) for note in dict.fromkeys(transcript.notes + document.units.notes)],
            **told,
        }
    )


def _turns(document: Document) -> Iterator[TurnRecord]:
    asked = {one.turn: one for one in document.units.asked}
    roles = {one.label: one.role for one in document.transcript.speakers}
    for turn in document.transcript.turns:
        one = asked.get(turn.id)
        yield TurnRecord(
            id=turn.id,
            speaker=visible(turn.speaker),
            role=roles[turn.speaker],
            text=visible(document.said(turn)),
            start=turn.start,
            end=turn.end,
            asks=Asks(question=one.question, kind=one.kind, confidence=one.confidence) if one else None,
        )


def _units(document: Document) -> Iterator[dict[str, Any]]:
    """The fields of every unit and leftover, in the order of the interview."""
    for unit in document.units.units:
        start, end = document.spot(unit) or (None, None)
        copied = ("id", "turn", "kind", "question", "how_tagged", "confidence", "continues", "context", "start", "end")
        yield {name: getattr(unit, name) for name in copied} | {
            "speaker": visible(document.turns[unit.turn].speaker),
            "text": visible(document.said(unit)),
            "char_start": start,
            "char_end": end,
        }


def _lines(document: Document, wording: Wording) -> Iterator[UnitLine]:
    questions = {question.id: visible(question.text) for question in document.guide.questions}
    header = document.header
    for fields in _units(document):
        context = document.turns.get(fields["context"])
        yield UnitLine(
            **fields,
            format=UNIT,
            interview=document.transcript.interview,
            status_shown=header.mark(wording),
            status=header.status,
            coder=header.coder or None,
            question_text=questions.get(fields["question"]),
            context_text=visible(document.said(context)) if context else None,
        )
