"""Project files in programs that are not ours: codings, cases and variables after the import beside what we meant.

    python benchmarks/qdpx_importers.py make FOLDER
    QUALCODER_ENV/python benchmarks/qdpx_importers.py qualcoder FOLDER --source QUALCODER/src
    QDAPY_ENV/python benchmarks/qdpx_importers.py qdapy FOLDER

`make` writes an invented study as a project file for every program, and beside each what was meant: places are found by
searching the texts for what was said, not taken from the code that counts them. The talk is made of what goes wrong in
programs: emoji, combining signs, letters beyond a to z, line ends, markup, 10,000 characters; units are cut anywhere in it.
Every second interview is shown by a convention that leaves words out.

The others read these files with an importer, without a screen, and count what differs; both importers are copyleft, so that
each needs an environment of its own (QualCoder: PyQt6, qtawesome, pandas, PyMuPDF, Pillow, and HOME set to an empty folder;
qdapy: qdapy). For QualCoder the class that imports projects runs on a project database made by the statements in its own
source; only its windows are replaced. Nothing of theirs is in this file.
"""

import argparse
import ast
import builtins
import io
import json
import os
import random
import sqlite3
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

PIECES = (
    "Det var å gå på jobben igjen, ærlig talt.",
    "Så ble det 👩‍⚕️ og 🇳🇴 og 🎉🎉",
    "x\u0323\u0307 e\u0301 q\u0308\u0323",
    "\u05e9\u05dc\u05d5\u05dd \u200f\u202eabc\u202c",
    "a\r\nb\rc\n\nd\u2028e\u2029f\x85g\x0ch",
    "#TEXT P9 #CODE @P3: [P3; Q2; working] P2: no",
    "]]> </Description> &amp; &#10; <b> -->",
    "\ufeff\x07\x1b[0m\ufffe",
    "=1+1",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𠀀𠀁",
    "I said: well.",
    "Um, eh, I I li- liked it, øhm, the the shop.",
    "ord " * 2_500,
)
"""What participants say in turn."""
INTERVIEWS, TURNS = 20, 40


def main() -> None:
    """Make the files, or import them and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("make", "qualcoder", "qdapy"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--source", type=Path, help="the folder that the importer's package lies in")
    options = parser.parse_args()
    if options.what == "make":
        make(options.folder)
        return
    if options.source:
        sys.path.insert(0, str(options.source))
    read = {"qualcoder": qualcoder, "qdapy": qdapy}[options.what]
    print("| file | codings | differ | codes | differ | cases and values | differ | texts | differ |")
    print("|---|---|---|---|---|---|---|---|---|")
    for file in sorted(options.folder.glob("*.qdpx")):
        meant = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        compare(file.stem, meant, read(file, options.source))


def compare(name: str, meant: dict[str, Any], found: dict[str, Any]) -> None:
    """Print how many of each kind were meant, and how many are missing or too many; "–" where the importer has none."""
    cells = []
    for kind in ("codings", "codes", "values", "texts"):
        if kind not in found:
            cells += [str(len(meant[kind])), "–"]
            continue
        wanted, there = (Counter(json.dumps(row, ensure_ascii=False) for row in rows[kind]) for rows in (meant, found))
        differing = (wanted - there) + (there - wanted)
        cells += [str(len(meant[kind])), str(differing.total())]
        for row in list(differing)[:3]:
            print(f"{kind}, {'missing' if row in wanted else 'too many'}: {row[:300]}", file=sys.stderr)
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


# --- what we write, and what we mean ----------------------------------------------------------------------------------


def make(folder: Path) -> None:
    """Write the project files and what is meant by them."""
    from ipstranscribe.export import qdpx
    from ipstranscribe.settings import ExportSettings

    folder.mkdir(parents=True, exist_ok=True)
    study = _study()
    profiles = {"general": qdpx.GENERAL, "qualcoder": qdpx.QUALCODER, "maxqda": qdpx.MAXQDA}
    for name, profile in profiles.items():
        content = io.BytesIO()
        qdpx.writer(profile)(study, ExportSettings(), content)
        (folder / f"{name}.qdpx").write_bytes(content.getvalue())
        meant = _meant(study, content, profile)
        (folder / f"{name}.json").write_text(json.dumps(meant, ensure_ascii=False), encoding="utf-8")


def _study() -> Any:
    from ipstranscribe.export import Header, StudyDocument, StudyPart
    from ipstranscribe.model import Guide, Question

    questions = (
        Question(id="Q1", text=" And ".join(["how was it: to be (back) at work?"] * 3), followups=("And then?",)),
        Question(id="Q2", text=" And ".join(["how was it: to be (back) at work?"] * 3)),
        Question(id="Q3", text='Hvordan gikk det med 👩‍⚕️ <jobb> & "lønn"?'),
    )
    guide = Guide(title="Back to work", language="en", questions=questions)
    header = Header(project="Work & <life>", status="draft", made_by="a benchmark", coder="A")
    shorter = header.model_copy(update={"convention": "intelligent"})
    parts = [
        StudyPart(
            interview=f"P{number}",
            participants=(f"P{number - number % 2}",),
            branch=("working", "not_working", None)[number % 6 // 2],
            document=_interview(f"P{number}", guide, header if number % 2 else shorter, random.Random(number)),
        )
        for number in range(2, INTERVIEWS + 2)
    ]
    return StudyDocument(
        parts=(*parts, StudyPart(interview="P99", participants=("P99",), ready="stale")), guide=guide, header=header
    )


def _interview(interview: str, guide: Any, header: Any, chance: random.Random) -> Any:
    from ipstranscribe.export import Document
    from ipstranscribe.model import MadeBy, PseudonymizedTranscript, PseudonymizedTurn, Speaker, Units

    turns = tuple(
        PseudonymizedTurn(
            id=f"{interview}-{number:03}", speaker=interview if number % 2 else "I", text=_said(chance, number)
        )
        for number in range(TURNS)
    )
    units = [unit for turn in turns if turn.speaker == interview for unit in _units(turn, chance)]
    named = tuple(one.model_copy(update={"id": f"{interview}-MU{n:03}"}) for n, one in enumerate(units, 1))
    made = MadeBy(program="a benchmark", inputs="")
    people = ("I", "interviewer"), (interview, "participant")
    return Document(
        transcript=PseudonymizedTranscript(
            interview=interview,
            language="nb",
            duration=None if interview == "P3" else 1234.5,
            speakers=tuple(Speaker(label=label, role=role) for label, role in people),
            turns=turns,
            made_by=made,
        ),
        units=Units(interview=interview, asked=(), units=named, made_by=made),
        guide=guide,
        header=header,
    )


def _said(chance: random.Random, number: int) -> str:
    pieces = chance.sample(PIECES[:-1], 3) + ([PIECES[-1]] if number == TURNS // 2 else [])
    return unicodedata.normalize("NFC", " ".join(pieces))


def _units(turn: Any, chance: random.Random) -> Iterator[Any]:
    from ipstranscribe.model import Unit

    cuts = sorted({0, len(turn.text), *(chance.randrange(1, len(turn.text)) for _ in range(3))})
    for start, end in pairwise(cuts):
        if not turn.text[start:end].strip():
            continue
        kind = chance.choice(("unit", "unit", "leftover"))
        yield Unit(
            id="",
            turn=turn.id,
            char_start=start,
            char_end=end,
            text=turn.text[start:end],
            kind=kind,
            question=chance.choice((None, "Q1", "Q2", "Q3")) if kind == "unit" else None,
            how_tagged="no match",
            confidence=0.5,
        )


def _meant(study: Any, content: io.BytesIO, profile: Any) -> dict[str, Any]:
    from ipstranscribe.export.content.code_names import question_headings, rest_headings
    from ipstranscribe.text.wording import wording_of

    wording = wording_of("en")
    names: dict[str | None, str] = {**question_headings(study.guide), None: wording.untagged}
    leftovers = rest_headings(study.guide, wording).leftovers

    def code(unit: Any) -> str:
        return leftovers if unit.kind == "leftover" else names[unit.question]

    ready = [part for part in study.parts if part.document]
    texts = dict(zip((part.interview for part in ready), _texts(content), strict=True))
    codings = [
        [part.interview, *found, "ipstranscribe"]
        for part in ready
        for found in _places(part.document, texts[part.interview], code)
    ]
    codes = [[wording.guide, names[q.id], "\n".join((q.text, *q.followups))] for q in study.guide.questions]
    codes += [[wording.guide, wording.untagged, ""], [wording.guide, leftovers, ""]]
    codes += [[wording.speakers, "I", wording.interviewer]]
    codes += [[wording.speakers, part.interview, wording.participant] for part in ready]
    values = [row for part in ready for row in _values(part, ready, profile, wording)]
    unique = [list(row) for row in dict.fromkeys([*values, ("current coder", "A", "", "")])]
    return {"codings": codings, "codes": codes, "values": unique, "texts": [list(one) for one in texts.items()]}


def _texts(content: io.BytesIO) -> Iterator[str]:
    with zipfile.ZipFile(content) as package:
        yield from (package.read(name).decode() for name in package.namelist()[1:])


def _places(document: Any, text: str, code: Callable[[Any], str]) -> Iterator[tuple[str, int, int, str]]:
    """The code of every turn and unit, and where what was said is found in the text, from one to the next."""
    from ipstranscribe.export.content.running_text import one_line

    end = 0
    for turn in document.transcript.turns:
        said = one_line(document.said(turn))
        label = f"{turn.speaker}: "
        start = text.index(label + said, end) + len(label)
        yield turn.speaker, start, start + len(said), said
        end = start
        for unit in document.units.units:
            if unit.turn != turn.id or document.spot(unit) is None:
                continue
            said_in_unit = one_line(document.said(unit))
            at = text.index(said_in_unit, end)
            end = at + len(said_in_unit)
            yield code(unit), at, end, said_in_unit
        end = start + len(said)


def _values(part: Any, ready: list[Any], profile: Any, wording: Any) -> Iterator[tuple[str, str, str, str]]:
    """What is known of a case and of a text; which text belongs to a case."""
    theirs = [one.document.transcript.duration for one in ready if one.participant == part.participant]
    first = next(one for one in ready if one.participant == part.participant)
    once = profile.variables_once
    if first.branch:
        yield "case", part.participant, wording.branch, first.branch
    if part.branch and not once:
        yield "file", part.interview, wording.branch, part.branch
    if None not in theirs and not once:
        yield "case", part.participant, wording.minutes, f"{sum(theirs) / 60:.1f}"
    if part.document.transcript.duration:
        yield "file", part.interview, wording.minutes, f"{part.document.transcript.duration / 60:.1f}"
    if profile.cases_by_code:
        yield "text of case", part.participant, part.interview, "whole"


# --- QualCoder --------------------------------------------------------------------------------------------------------


def qualcoder(file: Path, source: Path) -> dict[str, Any]:
    """Import a project file with QualCoder's own class, and read its database."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    builtins._ = lambda text: text  # type: ignore[attr-defined]  # what its translations are called by
    from PyQt6 import QtWidgets
    from qualcoder import refi

    screen = QtWidgets.QApplication.instance() or QtWidgets.QApplication([])
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / "documents").mkdir()
        copy = Path(work) / "project.qdpx"
        copy.write_bytes(file.read_bytes())
        app = _app(Path(work), source)
        refi.QtWidgets.QFileDialog.getOpenFileName = lambda *_, **__: (str(copy), True)
        refi.Message = lambda *_: SimpleNamespace(exec=lambda: None)
        log: list[str] = []
        refi.RefiImport(app, SimpleNamespace(append=log.append), "qdpx")
        for line in log:
            if any(word in line for word in ("Error", "Cannot", "uplicated")):
                print(line, file=sys.stderr)
        found = _database(app.conn)
        found["values"].append(["current coder", app.settings["codername"], "", ""])
        screen.processEvents()
        return found


def _app(work: Path, source: Path) -> Any:
    """What the importer asks of the program around it: settings, and a database of a new project."""
    connection = sqlite3.connect(":memory:")
    for statement in _tables(source / "qualcoder" / "__main__.py"):
        connection.execute(statement)
    connection.execute("insert into project (memo) values ('')")
    settings = {"codername": "default", "directory": str(work), "ai_enable": "False", "fontsize": 10, "font": "Sans"}
    nothing = lambda *_: None  # noqa: E731
    return SimpleNamespace(
        settings=settings, conn=connection, project_path=str(work), ai_models=[], write_config_ini=nothing
    )


def _tables(module: Path) -> list[str]:
    """The statements by which QualCoder makes the tables of a new project, read from its source."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    making = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "new_project")
    texts = (node.value for node in ast.walk(making) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [text for text in texts if text.startswith("CREATE TABLE")]


def _database(connection: sqlite3.Connection) -> dict[str, Any]:
    def rows(statement: str) -> list[list[Any]]:
        return [list(row) for row in connection.execute(statement)]

    codings = rows(
        "select source.name, code_name.name, pos0, pos1, seltext, code_text.owner from code_text "
        "join source on source.id = fid left join code_name on code_name.cid = code_text.cid"
    )
    codes = rows(
        "select code_cat.name, code_name.name, ifnull(code_name.memo, '') from code_name "
        "left join code_cat on code_cat.catid = code_name.catid"
    )
    values = rows(
        "select 'case', cases.name, attribute.name, value from attribute join cases on cases.caseid = attribute.id "
        "where attr_type = 'case'"
    ) + rows(
        "select 'file', source.name, attribute.name, value from attribute join source on source.id = attribute.id "
        "where attr_type = 'file'"
    )
    values += rows(
        "select 'text of case', cases.name, source.name, iif(pos0 = 0 and pos1 = length(fulltext), 'whole', 'part') "
        "from case_text join cases on cases.caseid = case_text.caseid join source on source.id = fid"
    )
    texts = [[name, text.replace("\n ", "\r\n")] for name, text in rows("select name, fulltext from source")]
    return {"codings": codings, "codes": codes, "values": values, "texts": texts}


# --- qdapy ------------------------------------------------------------------------------------------------------------


def qdapy(file: Path, _: object) -> dict[str, Any]:
    """Read a project file with qdapy, which knows codings and codes."""
    from qdapy.qdpx import read_qdpx

    project = read_qdpx(file, warn=False)
    fragments = project.fragments
    codings = [
        [row.title, row.code.rpartition("/")[2], int(row.positionStart), int(row.positionEnd), row.text, row.codedBy]
        for row in fragments.itertuples()
        if "/" in row.code  # codes of cases stand at the top
    ]
    codes = [[row.parent, row.name, row.memo] for row in project.codebook.itertuples() if row.parent]
    return {"codings": codings, "codes": codes}


if __name__ == "__main__":
    main()
