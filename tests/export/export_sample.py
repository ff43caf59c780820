"""A small invented interview with everything that export has to show, and what the tests read back from documents."""

import io
import zipfile
from typing import Any

from ipstranscribe.export import Document, Header, StudyDocument, StudyPart, export
from ipstranscribe.export.units_csv import escape_formula
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

MADE_BY = MadeBy(program="ipstranscribe", inputs="0")

GUIDE = Guide(
    title="Job support",
    language="en",
    questions=(
        Question(id="Q1", text='Your experiences with the "job support"?'),
        Question(id="Q2", text="What do you think about IPS as part of the treatment?"),
        Question(id="Q3", text="Any barriers / difficulties getting started?"),
        Question(id="Q4", text="Tell me about being (back) at work: how was it?", branch="working"),
        Question(id="Q5", text="Tell me about the job search?", branch="not_working"),
        Question(id="Q6", text="Anything to add?", branch="not_working"),
    ),
)

TURNS = (
    ("I", "How has the job support been for you?"),
    ("P1", "At first I was sceptical. But [job specialist] had time for me."),
    ("I", "Mhm."),
    ("P1", "And I think it belongs in the treatment."),
    ("I", "Was anything difficult?"),
    ("P1", "Mm."),
    ("I", "How did the search go?"),
    ("P1", "=We sent 14 applications, + two interviews. It rained that week."),
)

UNITS = (
    # id, turn, text, kind, question, continues, context
    ("P1-MU001", 2, "At first I was sceptical.", "unit", "Q1", None, 1),
    ("P1-MU002", 2, "But [job specialist] had time for me.", "unit", "Q1", None, 1),
    ("P1-MU003", 4, "And I think it belongs in the treatment.", "unit", "Q2", "P1-MU002", 1),
    ("P1-MU004", 6, "Mm.", "leftover", None, None, 5),
    ("P1-MU005", 8, "=We sent 14 applications, + two interviews.", "unit", "Q5", None, 7),
    ("P1-MU006", 8, "It rained that week.", "unit", None, None, 7),
)

ASKED = ((1, "Q1", "main"), (3, None, "none"), (5, "Q3", "main"), (7, "Q5", "main"))


def document(status: str = "draft", language: str = "en") -> Document:
    """The sample interview, ready to be written."""
    turns = tuple(
        PseudonymizedTurn(id=f"P1-{n:03}", speaker=speaker, text=text, start=n * 60.5, end=n * 60.5 + 30)
        for n, (speaker, text) in enumerate(TURNS, start=1)
    )
    speakers = (Speaker(label="I", role="interviewer"), Speaker(label="P1", role="participant"))
    transcript = PseudonymizedTranscript(
        interview="P1",
        language=language,
        branch="not_working",
        duration=525.0,
        speakers=speakers,
        turns=turns,
        pending=2,
        notes=("Rules only: no language model looked for names.",),
        made_by=MADE_BY,
    )
    return Document(
        transcript=transcript,
        units=Units(
            interview="P1",
            branch="not_working",
            asked=tuple(
                Asked(turn=f"P1-{n:03}", question=question, kind=kind, confidence=0.9, why="words")
                for n, question, kind in ASKED
            ),
            units=tuple(_unit(*row) for row in UNITS),
            made_by=MADE_BY,
        ),
        guide=GUIDE,
        header=Header(project="Work: a study", status=status, made_by="ipstranscribe, base model"),
    )


def _unit(id: str, turn: int, text: str, kind: str, question: str | None, continues: str | None, context: int) -> Unit:  # noqa: A002
    start = TURNS[turn - 1][1].index(text)
    return Unit(
        id=id,
        turn=f"P1-{turn:03}",
        char_start=start,
        char_end=start + len(text),
        text=text,
        kind=kind,
        question=question,
        how_tagged="carried on" if question else "no match",
        confidence=0.75,
        continues=continues,
        context=f"P1-{context:03}",
        start=turn * 60.5 + 1,
        end=turn * 60.5 + 9,
    )


def saying(text: str) -> Document:
    """An interview in which the participant says `text`, which is one unit."""
    turn = PseudonymizedTurn(id="P9-001", speaker="P9", text=text)
    unit = Unit(
        id="P9-MU001",
        turn=turn.id,
        char_start=0,
        char_end=len(text),
        text=text,
        kind="unit",
        question="Q1",
        how_tagged="by hand",
        confidence=1,
    )
    return Document(
        transcript=PseudonymizedTranscript(
            interview="P9",
            language="en",
            speakers=(Speaker(label="P9", role="participant"),),
            turns=(turn,),
            made_by=MADE_BY,
        ),
        units=Units(interview="P9", asked=(), units=(unit,), made_by=MADE_BY),
        guide=GUIDE,
        header=Header(project="Work", status="draft", made_by="ipstranscribe"),
    )


def whole(*documents: Document) -> StudyDocument:
    """A study of these interviews."""
    parts = tuple(
        StudyPart(interview=(i := one.transcript.interview), participants=(i,), document=one) for one in documents
    )
    return StudyDocument(parts=parts, guide=documents[0].guide, header=documents[0].header)


def exported(name: str, source: Document | None = None, **settings: Any) -> bytes:
    """The content of the document whose file name ends in `name`."""
    files = export(source or document(), ExportSettings(**settings))
    return next(content for file, content in files.items() if file.endswith(name))


def plain(cell: str) -> str:
    """The text of a csv cell without the apostrophe that keeps it from being taken for a formula."""
    return cell[1:] if cell.startswith("'") and escape_formula(cell) != cell else cell


def word_document(content: bytes) -> Any:
    """The document as python-docx reads it."""
    import docx

    return docx.Document(io.BytesIO(content))


def workbook(content: bytes) -> Any:
    """The workbook as openpyxl reads it."""
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(content))


def part(content: bytes, name: str) -> str:
    """A part of a zip package as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()
