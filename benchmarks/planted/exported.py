"""Places of the documents that the program itself exports: every file of every format that it has, now and later."""

import io
from collections.abc import Callable

from ipstranscribe.export import FORMATS, PROGRAMS, Document, Format, Header, StudyDocument, StudyFormat, StudyPart
from ipstranscribe.model import (
    Asked,
    Guide,
    MadeBy,
    PseudonymizedTranscript,
    PseudonymizedTurn,
    Question,
    Speaker,
    Unit,
    Units,
)
from ipstranscribe.settings import ExportSettings

from .carrying import Carrier, Files, amid

_MADE_BY = MadeBy(program="ipstranscribe", inputs="0")


def _interview(
    said: str = "It rained that week.", question: str = "How was it?", title: str = "Work", note: str | None = None
) -> Document:
    """An interview of one question, which is the guide's, and its answer, which is one unit."""
    asking = PseudonymizedTurn(id="P9-001", speaker="I", text="How was it?")
    turn = PseudonymizedTurn(id="P9-002", speaker="P9", text=said)
    asked = Asked(turn=asking.id, question="Q1", kind="main", confidence=1, why="words")
    unit = Unit(
        id="P9-MU001", turn=turn.id, char_start=0, char_end=len(said), text=said, kind="unit", question="Q1",
        how_tagged="by hand", confidence=1,
    )  # fmt: skip
    return Document(
        transcript=PseudonymizedTranscript(
            interview="P9",
            language="en",
            speakers=(Speaker(label="I", role="interviewer"), Speaker(label="P9", role="participant")),
            turns=(asking, turn),
            made_by=_MADE_BY,
        ),
        units=Units(interview="P9", asked=(asked,), units=(unit,), notes=(note,) if note else (), made_by=_MADE_BY),
        guide=Guide(title="Job support", language="en", questions=(Question(id="Q1", text=question),)),
        header=Header(project=title, status="draft", made_by="ipstranscribe"),
    )


_PLACES: dict[str, Callable[[str], Document]] = {
    "what is said": lambda text: _interview(said=amid(text)),
    "a question of the guide": lambda text: _interview(question=amid(text)),
    "the title of the study": lambda text: _interview(title=text),
    "a note": lambda text: _interview(note=text),
}


def _whole(one: Document) -> StudyDocument:
    part = StudyPart(interview=one.transcript.interview, participants=(one.transcript.interview,), document=one)
    return StudyDocument(parts=(part,), guide=one.guide, header=one.header)


def _shown(write: Callable[[str], Document], one: Format | StudyFormat) -> Carrier:
    """A carrier in one exported file; empty where that file does not show the place."""

    def carry(text: str) -> Files:
        source, content = write(text), io.BytesIO()
        if isinstance(one, Format):
            one.write(source, ExportSettings(), content)
        else:
            one.write(_whole(source), ExportSettings(), content)
        return {one.name.format(id=source.transcript.interview): content.getvalue()}

    return carry


def _shows(carrier: Carrier) -> bool:
    return carrier("Xabc") != carrier("Xdef")


EXPORTED: dict[str, Carrier] = {
    f"exported {one.name}, {place}": carrier
    for kit in (*FORMATS.values(), *PROGRAMS.values())
    for one in kit
    for place, write in _PLACES.items()
    if _shows(carrier := _shown(write, one))
}
"""Place → carrier."""
