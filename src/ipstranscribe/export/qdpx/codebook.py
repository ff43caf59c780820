"""The codebook of a project: codes for the guide's questions, for untagged units and leftovers, and for the speakers."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ipstranscribe.export.content import code_names
from ipstranscribe.export.content.agreed import AgreedCoding, AgreedEntry
from ipstranscribe.export.content.study_document import StudyDocument
from ipstranscribe.export.qdpx.markup import element, guid, leaf
from ipstranscribe.model import Question, Speaker, Unit
from ipstranscribe.text.wording import Wording

_COLOURS = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7")
"""Colours that colour-blind people can distinguish (Okabe and Ito). Without one, QualCoder picks a colour at random."""
_GREY = "#999999"


class Code(NamedTuple):
    """A code of the codebook; with `codes` below it, it is only their group."""

    guid: str
    name: str
    about: str = ""
    colour: str = ""
    codes: "tuple[Code, ...]" = ()

    @property
    def xml(self) -> str:
        """The XML element of the code, with the codes below it."""
        colour = {"color": self.colour} if self.colour else {}
        return element(
            "Code",
            leaf("Description", self.about),
            *(code.xml for code in self.codes),
            guid=self.guid,
            name=self.name,
            isCodable="false" if self.codes else "true",
            **colour,
        )


def codebook(document: StudyDocument, wording: Wording, cases: tuple[str, ...]) -> tuple[Code, ...]:
    """All codes of the study. Names are unique and valid in every program; question names equal our headings.

    `cases` are participants who also get a code, with the GUID of their case.
    """
    questions = code_names.question_headings(document.guide)
    speakers = _speakers(document)
    fixed = (wording.untagged, wording.leftovers, wording.guide, wording.speakers)
    wanted = [*questions.values(), *fixed, *(_label(one, wording) for one in speakers), *cases]
    agreed = [one.code for one in document.agreed.codes]
    groups_of_people = dict.fromkeys(one.group for one in document.agreed.codes if one.group)
    names = iter(code_names.unique_names([*wanted, *agreed, *groups_of_people]))
    asked = tuple(
        Code(guid("question", question.id), next(names), _about(question), _COLOURS[number % len(_COLOURS)])
        for number, question in enumerate(document.guide.questions)
    )
    rest = tuple(Code(guid(key), next(names), colour=_GREY) for key in ("untagged", "leftovers"))
    above = next(names), next(names)
    speaking = tuple(
        Code(guid("speaker", one.label), next(names), _role(one, wording), _COLOURS[-1 - number % len(_COLOURS)])
        for number, one in enumerate(speakers)
    )
    groups = [Code(guid("guide"), above[0], document.guide.title, codes=asked + rest)]
    groups += [Code(guid("speakers"), above[1], codes=speaking)] if speaking else []
    of_cases = [Code(guid("case", case), next(names)) for case in cases]
    of_people = {
        one.code: Code(guid("agreed", one.code), next(names), _defined(one), _COLOURS[number % len(_COLOURS)])
        for number, one in enumerate(document.agreed.codes)
    }
    grouped = [
        Code(guid("agreed group", group), next(names), group, codes=tuple(_below(group, document.agreed, of_people)))
        for group in groups_of_people
    ]
    return (*groups, *of_cases, *_below("", document.agreed, of_people), *grouped)


def _below(group: str, agreed: AgreedCoding, codes: Mapping[str, Code]) -> Iterator[Code]:
    """The agreed codes of a group; of the empty one those without any."""
    return (codes[one.code] for one in agreed.codes if one.group == group)


def _defined(one: AgreedEntry) -> str:
    """The code as people wrote it, which its name may not be, and its definitions."""
    return "\n".join(text for text in (one.code, one.definition) if text)


def code_of(unit: Unit) -> str:
    """The GUID of a unit's code: its question, untagged, or leftover."""
    if unit.kind == "leftover":
        return guid("leftovers")
    return guid("question", unit.question) if unit.question else guid("untagged")


def _speakers(document: StudyDocument) -> list[Speaker]:
    """All speakers of the ready interviews, each label once, in order."""
    ready = [part.document.transcript for part in document.parts if part.document]
    first: dict[str, Speaker] = {}
    for speaker in (one for transcript in ready for one in transcript.speakers):
        first.setdefault(speaker.label, speaker)
    return list(first.values())


def _label(speaker: Speaker, wording: Wording) -> str:
    """The speaker's label as a code name; a label that is no valid name (`?`) is replaced by its meaning."""
    return speaker.label if any(map(str.isalnum, speaker.label)) else _role(speaker, wording)


def _role(speaker: Speaker, wording: Wording) -> str:
    roles = {"interviewer": wording.interviewer, "participant": wording.participant, "present": wording.takes_no_part}
    return roles.get(speaker.role, wording.concerns["uncertain_speaker"])


def _about(question: Question) -> str:
    return "\n".join((question.text, *question.followups))
