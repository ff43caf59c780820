"""The project file `project.qde`: users, codes, variables, cases, and the interviews with their codings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from ipstranscribe.export.content.agreed import AgreedUnit
from ipstranscribe.export.content.document import Document
from ipstranscribe.export.content.running_text import RunningText, one_line, opening, running_text, speaker_prefix
from ipstranscribe.export.content.study_document import StudyDocument, StudyPart
from ipstranscribe.export.qdpx.audio import InterviewAudio
from ipstranscribe.export.qdpx.codebook import code_of, codebook
from ipstranscribe.export.qdpx.markup import WHEN, element, guid, leaf, pieces, reference
from ipstranscribe.model import Unit
from ipstranscribe.text.time_codes import in_minutes
from ipstranscribe.text.wording import Wording

PROGRAM = "ipstranscribe"
"""Origin of the project (required by QualCoder), and the user who made every coding in it."""

CONSENSUS = "consensus"
"""The user who made the codings that people agreed on."""

_SCHEMA = "urn:QDA-XML:project:1.0"
_BRANCH, _MINUTES = guid("variable", "branch"), guid("variable", "minutes")


class QdpxProfile(NamedTuple):
    """Differences of one program from the standard. Rules and their sources: docs/programs.md."""

    line_end: str = "\n"
    """Line end of the texts; two characters in MAXQDA, which also count as two in positions."""

    cases_by_code: bool = False
    """Whether a case is linked to its texts by a code with the case's GUID: QualCoder ignores references to texts."""

    variables_once: bool = False
    """Whether a variable belongs either to cases or to texts, never to both: QualCoder cannot show the second kind."""


@dataclass(frozen=True)
class Project:
    """The REFI-QDA project of a study for one program."""

    document: StudyDocument
    wording: Wording
    profile: QdpxProfile

    def members(self) -> "Iterator[tuple[str, Iterable[bytes]]]":
        """The files of the package: name and content, piece by piece. A project is many times its texts."""
        texts: list[bytes] = []
        yield "project.qde", (piece.encode() for piece in self._project(texts))
        for interview, text in zip(self._interviews(), texts, strict=True):
            yield f"sources/{interview.guid}.txt", [text]
            if recording := interview.document.sound.recording:
                sound = InterviewAudio(interview.id, interview.document, interview.running_text)
                yield f"sources/{sound.guid}.ogg", [recording]
                yield f"sources/{sound.transcript}.txt", [text]

    def _interviews(self) -> "Iterator[_Interview]":
        return (
            _Interview(part, part.document, self.wording, self.profile.line_end)
            for part in self.document.parts
            if part.document is not None
        )

    @cached_property
    def _cases(self) -> dict[str, list[StudyPart]]:
        """The ready interviews by participant."""
        cases: dict[str, list[StudyPart]] = {}
        for one in self._interviews():
            for participant in one.part.participants:
                cases.setdefault(participant, []).append(one.part)
        return cases

    def _project(self, texts: list[bytes]) -> Iterator[str]:
        """The project in pieces; the text of each interview is added to `texts` when its source has been made."""
        header = self.document.header
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        inside = (
            [self._users(), self._codebook(), *_group("Variables", self._variables())],
            _group("Cases", (self._case(*one) for one in self._cases.items())),
            _group("Sources", self._sources(texts)),
            [leaf("Description", self._about())],
        )
        yield from pieces(
            "Project",
            chain.from_iterable(inside),
            xmlns=_SCHEMA,
            name=header.project if "project" in header.facts else self.wording.pseudonymized_transcript,
            origin=PROGRAM,
            creatingUserGUID=guid("user"),
            creationDateTime=WHEN,
        )

    def _users(self) -> str:
        """The users, the coder first: QualCoder takes the first for the current user. No coding is the coder's yet."""
        coder = self.document.header.coder
        users = [element("User", guid=guid("coder", coder), name=coder)] if coder else []
        users += [element("User", guid=guid(CONSENSUS), name=CONSENSUS)] if self.document.agreed.units else []
        return element("Users", *users, element("User", guid=guid("user"), name=PROGRAM))

    def _codebook(self) -> str:
        cases = tuple(self._cases) if self.profile.cases_by_code else ()
        codes = codebook(self.document, self.wording, cases)
        return element("CodeBook", element("Codes", *(code.xml for code in codes)))

    # Variables of cases and of interviews.

    def _variables(self) -> Iterator[str]:
        facts = self.document.header.facts
        if "branch" in facts:
            yield element("Variable", guid=_BRANCH, name=self.wording.branch, typeOfVariable="Text")
        if "duration" in facts:
            yield element("Variable", guid=_MINUTES, name=self.wording.minutes, typeOfVariable="Float")

    def _values(self, parts: Sequence[StudyPart], *, case: str = "") -> Iterator[str]:
        """Branch and minutes, if known and if readers may know them; the minutes of a case are the sum of its interviews."""
        facts, once, of_case = self.document.header.facts, self.profile.variables_once, bool(case)
        part = parts[0]
        branch = part.branch_of(case) if case else part.told_branch
        if "branch" in facts and branch and (of_case or not once):
            yield _value(_BRANCH, leaf("TextValue", branch))
        seconds = [one.document.transcript.duration for one in parts if one.document]
        known = [one for one in seconds if one is not None]
        if "duration" in facts and len(known) == len(seconds) and not (of_case and once):
            yield _value(_MINUTES, leaf("FloatValue", in_minutes(sum(known))))

    def _case(self, participant: str, parts: Sequence[StudyPart]) -> str:
        mine = {one.interview for one in parts}
        interviews = [one for one in self._interviews() if one.id in mine]
        return element(
            "Case",
            *self._values(parts, case=participant),
            *(reference("SourceRef", one.guid) for one in interviews if not one.is_joint),
            *(
                reference("SelectionRef", turn)
                for one in interviews
                if one.is_joint
                for turn in one.turns_of(participant)
            ),
            guid=guid("case", participant),
            name=participant,
        )

    def _sources(self, texts: list[bytes]) -> Iterator[str]:
        for interview in self._interviews():
            yield self._source(interview)
            if interview.document.sound.recording:
                yield InterviewAudio(interview.id, interview.document, interview.running_text).source(interview.about)
            texts.append(interview.running_text.text.encode())

    def _source(self, interview: "_Interview") -> str:
        case = interview.cases() if self.profile.cases_by_code else ()
        return element(
            "TextSource",
            leaf("Description", interview.about),
            *case,
            *interview.turns(),
            *interview.units(),
            *interview.agreed(self.document.agreed.units),
            *self._values([interview.part]),
            guid=interview.guid,
            name=interview.id,
            plainTextPath=f"internal://{interview.guid}.txt",
            creatingUser=guid("user"),
            creationDateTime=WHEN,
        )

    def _about(self) -> str:
        """The project's description: status mark, program and models, and which interviews are missing."""
        header, wording = self.document.header, self.wording
        made = [f"{wording.made_by} – {header.made_by}"] if "made_by" in header.facts else []
        missing = [
            f"{wording.not_in_file} – {part.interview}. {wording.coverage[part.ready]}"
            for part in self.document.parts
            if part.document is None
        ]
        return "\n".join([header.mark(wording), *made, *missing])


@dataclass(frozen=True)
class _Interview:
    """A ready interview with its text and codings."""

    part: StudyPart
    document: Document
    wording: Wording
    line_end: str

    @cached_property
    def running_text(self) -> RunningText:
        """The text of its source, with the places of turns and units."""
        opened = opening(self.document, self.wording)
        return running_text(self.document, lambda turn: one_line(speaker_prefix(turn)), opened, self.line_end)

    @property
    def id(self) -> str:
        return self.part.interview

    @cached_property
    def guid(self) -> str:
        return guid("interview", self.id)

    @property
    def about(self) -> str:
        """The source's description: status mark, and the units that the convention leaves out of the text."""
        there = {place.id for place in self.running_text.units}
        left_out = [unit.id for unit in self.document.units.units if unit.id not in there]
        note = self.wording.page["left_out"]
        return "\n".join([self.document.header.mark(self.wording), *(f"{unit} – {note}" for unit in left_out)])

    @property
    def is_joint(self) -> bool:
        """Whether several were interviewed together: then a case has its turns, and never the whole text."""
        return len(self.part.participants) > 1

    def cases(self) -> Iterator[str]:
        """The codings with cases: of the whole text, or of the turns of each of several participants."""
        if not self.is_joint:
            (only,) = self.part.participants
            yield self._selection("case", self.id, (0, len(self.running_text.text)), guid("case", only))
            return
        for place in self.running_text.turns:
            speaker = self.document.turns[place.id].speaker
            if speaker in self.part.participants and place.end > place.start:
                yield self._selection("case", place.id, (place.start, place.end), guid("case", speaker))

    def turns_of(self, participant: str) -> Iterator[str]:
        """The GUIDs of the selections of a participant's turns."""
        for place in self.running_text.turns:
            if place.end > place.start and self.document.turns[place.id].speaker == participant:
                yield guid("turn", self.id, place.id)

    def turns(self) -> Iterator[str]:
        """The codings of turns by speaker. A turn of which the convention leaves nothing has none."""
        for place in self.running_text.turns:
            speaker = guid("speaker", self.document.turns[place.id].speaker)
            if place.end > place.start:
                yield self._selection("turn", place.id, (place.start, place.end), speaker)

    def units(self) -> Iterator[str]:
        """The codings of units and leftovers by question."""
        units = {unit.id: unit for unit in self.document.units.units}
        for place in self.running_text.units:
            unit = units[place.id]
            yield self._selection("unit", place.id, (place.start, place.end), code_of(unit), self._tagged(unit))

    def agreed(self, units: Iterable[AgreedUnit]) -> Iterator[str]:
        """The codings of units with the codes that people agreed on."""
        places = {place.id: place for place in self.running_text.units}
        made = {"creatingUser": guid(CONSENSUS), "creationDateTime": WHEN}
        for one in units:
            for agreed in one.codes if one.interview == self.id and one.unit in places else ():
                place, ids = places[one.unit], (self.id, one.unit, agreed)
                code = reference("CodeRef", guid("agreed", agreed))
                yield element(
                    "PlainTextSelection",
                    leaf("Description", one.note),
                    element("Coding", code, guid=guid("agreed coding", *ids), **made),
                    guid=guid("agreed selection", *ids),
                    name=one.unit,
                    startPosition=str(place.start),
                    endPosition=str(place.end),
                    **made,
                )

    def _tagged(self, unit: Unit) -> str:
        names = self.wording.columns
        told = {"how_tagged": unit.how_tagged, "confidence": f"{unit.confidence:.2f}", "continues": unit.continues}
        return "\n".join(f"{names[name]} – {value}" for name, value in told.items() if value)

    def _selection(self, kind: str, name: str, span: tuple[int, int], code: str, about: str = "") -> str:
        made = {"creatingUser": guid("user"), "creationDateTime": WHEN}
        coding = element("Coding", reference("CodeRef", code), guid=guid(f"{kind} coding", self.id, name), **made)
        places = {"startPosition": str(span[0]), "endPosition": str(span[1])}
        own = guid(kind, self.id, name)
        return element("PlainTextSelection", leaf("Description", about), coding, guid=own, name=name, **places, **made)


def _group(tag: str, inside: Iterable[str]) -> Iterator[str]:
    """A group element around others, piece by piece; nothing if there are none, because the schema allows no empty groups."""
    elements = filter(None, inside)
    first = next(elements, "")
    return pieces(tag, chain([first], elements)) if first else iter(())


def _value(variable: str, value: str) -> str:
    return element("VariableValue", reference("VariableRef", variable), value)
