"""Coders' files that come back from programs that are not ours: codings sent out beside codings read back.

    python -m benchmarks.coders_back rewritten
    python -m benchmarks.coders_back libreoffice
    QUALCODER_ENV/python benchmarks/coders_back.py qualcoder FOLDER --source QUALCODER/src
    python -m benchmarks.coders_back read FOLDER

`rewritten` takes the invented study of `qdpx_importers.py` (emoji, combining signs, Hebrew, every kind of line end, units cut
anywhere), codes every seventh unit, rewrites texts and places in each way that programs are known to do, with our own codings
kept and deleted, and counts what comes back where it was. `libreoffice` codes our workbook and our Word documents and lets
LibreOffice save them as other kinds of files. `qualcoder` imports the project files that `qdpx_importers.py make FOLDER` made
with QualCoder's own class, codes passages as its windows would (places in its own text), and exports the project with its own
class, with and without line ends for MAXQDA; `read` reads those. Nothing of theirs is in this file.
"""

import argparse
import builtins
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

EVERY = 7
"""Every so many units are coded."""
PASSAGES = 5
"""Passages that are coded in each text, in QualCoder."""
MARK = "own code"


def main() -> None:
    """Run what is asked for, and print a row for each kind of file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("rewritten", "libreoffice", "qualcoder", "read"))
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--source", type=Path, help="the folder that QualCoder's package lies in")
    options = parser.parse_args()
    if options.what == "qualcoder":
        sys.path.insert(0, str(options.source))
        qualcoder(options.folder, options.source)
        return
    print("| file | codings sent | read | not where they were |")
    print("|---|---|---|---|")
    {"rewritten": rewritten, "libreoffice": libreoffice, "read": lambda: read(options.folder)}[options.what]()


def row(name: str, sent: Counter[Any], found: Counter[Any]) -> None:
    """Print how many codings went out and came back, and how many did not come back as they went."""
    print(f"| {name} | {sent.total()} | {found.total()} | {(sent - found).total()} |", flush=True)


# --- rewritten by hand ---------------------------------------------------------------


def rewritten() -> None:
    """Every way of rewriting a text, on the invented study."""
    from tests.coding import simulated
    from tests.workflow.test_import_codes import PROGRAMS

    study, texts, own = _study()
    for program, (rewrite, counted) in PROGRAMS.items():
        for kept in (True, False):
            change = _rewriting(texts, rewrite, counted, kept=kept)
            with tempfile.TemporaryDirectory() as work:
                path = Path(work) / "project.qdpx"
                path.write_bytes(study)
                simulated.project(path, change, path)
                found = _read(path, texts, own)
            row(f"{program}, our codings {'kept' if kept else 'deleted'}", _sent(texts), found)


def _rewriting(
    texts: dict[str, Any], rewrite: Callable[[str], bytes], counted: Callable[[str, int], int], *, kept: bool
) -> Callable[[Any, dict[str, bytes]], None]:
    from tests.coding import simulated

    def change(root: Any, members: dict[str, bytes]) -> None:
        code = simulated.add_code(root, MARK, "c-1")
        for interview in texts:
            whole = simulated.text_of(root, members, interview)
            selections = list(simulated.source_of(root, interview).iter(f"{{{simulated.NS}}}PlainTextSelection"))
            units = [one for one in selections if "-MU" in one.get("name")][::EVERY]
            spans = [(int(one.get("startPosition")), int(one.get("endPosition"))) for one in units]
            for one in selections:
                for place in ("startPosition", "endPosition"):
                    one.set(place, str(counted(whole, int(one.get(place)))))
                if not kept:
                    one.getparent().remove(one)
            for start, end in spans:
                simulated.add_coding(root, interview, code, (counted(whole, start), counted(whole, end)))
        for interview in texts:
            members[simulated.member_of(root, interview)] = rewrite(simulated.text_of(root, members, interview))

    return change


def _sent(texts: dict[str, Any]) -> Counter[Any]:
    """Every seventh unit that has a place in the running text, as it lies in the stored turns."""
    found: Counter[Any] = Counter()
    for text in texts.values():
        shown = [unit for unit in text.document.units.units if text.document.spot(unit)]
        for unit in shown[::EVERY]:
            stretch = text.on_turn(unit.turn, *text.document.spot(unit), MARK)
            found[stretch.turn, stretch.char_start, stretch.char_end] += 1
    return found


def _read(path: Path, texts: dict[str, Any], own: frozenset[str]) -> Counter[Any]:
    returned = _project(path, texts, own)
    return Counter(
        (one.turn, one.char_start, one.char_end)
        for of in returned.of.values()
        for one in of.stretches
        if one.code == MARK
    )


def _project(path: Path, texts: dict[str, Any], own: frozenset[str]) -> Any:
    from ipstranscribe.coding.files import project_xml
    from ipstranscribe.coding.files.project import ProjectReading

    return ProjectReading(texts, own).read(project_xml.read(path.read_bytes(), "ipstranscribe"))


def _study() -> tuple[bytes, dict[str, Any], frozenset[str]]:
    """The invented study as a project, its texts, and the names of our own codes."""
    from benchmarks import qdpx_importers
    from ipstranscribe.coding.interview_text import InterviewText
    from ipstranscribe.export import qdpx
    from ipstranscribe.export.qdpx.codebook import codebook
    from ipstranscribe.settings import ExportSettings
    from ipstranscribe.text.wording import wording_of

    study, content = qdpx_importers._study(), io.BytesIO()
    qdpx.writer(qdpx.GENERAL)(study, ExportSettings(), content)
    texts = {part.interview: InterviewText(part.document) for part in study.parts if part.document}

    def names(code: Any) -> Iterator[str]:
        yield code.name
        for inner in code.codes:
            yield from names(inner)

    cases = tuple(dict.fromkeys(one for part in study.parts for one in part.participants))
    own = {name for some in ((), cases) for code in codebook(study, wording_of("en"), some) for name in names(code)}
    return content.getvalue(), texts, frozenset(own)


# --- LibreOffice ---------------------------------------------------------------


def libreoffice() -> None:
    """Our workbook and our documents, coded, then saved as other kinds of files by LibreOffice."""
    from tests.coding import simulated
    from tests.studies import WHEN

    from ipstranscribe.workflow.coded_study import codings_of
    from ipstranscribe.workflow.import_codes import import_codes
    from ipstranscribe.workflow.returned_files import ReturnOptions

    with tempfile.TemporaryDirectory() as work:
        study = _small_study(Path(work))
        ids = simulated.unit_ids(study, "P1")
        rows = {one: {"code": f"code {n}; two", "note": f"note {n}"} for n, one in enumerate(ids)}
        book = simulated.typed_xlsx(study.exports / "P1_units.xlsx", rows)
        table = simulated.commented_docx(
            study.exports / "P1_units.docx",
            {"trams": ("A", "noise"), "awake until": ("A", "sleep; nights")},
            {one: {"Code": f"code {n}"} for n, one in enumerate(ids)},
        )
        reading = simulated.commented_docx(
            study.exports / "P1_transcript_pseudonymized.docx", {"trams": ("A", "noise"), "Café": ("A", "mornings")}
        )
        tried = [(book, "ods"), (book, "xlsx"), (book, "csv"), (table, "docx"), (reading, "docx")]
        for number, (path, suffix) in enumerate(tried):
            back = _saved(path, suffix, Path(work) / str(number))
            counts = []
            for coder, file in ((f"C{number}", path), (f"D{number}", back)):
                import_codes(study, [file], coder, WHEN, ReturnOptions())
                coding = codings_of(study, "P1", coder).in_force
                counts.append(Counter((one.code, one.turn, one.char_start, one.char_end) for one in coding.stretches))
            row(f"{path.name}, saved as {suffix}", *counts)


def _small_study(folder: Path) -> Any:
    from tests.studies import TEST_PASSPHRASE, exporting, founded, transcript
    from tests.workflow.test_import_codes import SAID

    from ipstranscribe.study import storage
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.run import run

    os.environ["IPSTRANSCRIBE_PASSPHRASE"] = TEST_PASSPHRASE
    tables = {"interviews": "id,participant,recordings\nP1,P1,\n", "participants": "id,name\nP1,Hanne Nordmo\n"}
    study = exporting(founded(folder / "study", tables), formats=("docx", "xlsx"))
    config = study.root / "study.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("min_words = 25", "min_words = 3"), encoding="utf-8")
    study = Study.open(study.root)
    storage.write(study.transcript("P1"), transcript("P1", "P1", SAID["P1"]), private=True)
    run(study, rules_only=True, lexical=True)
    return study


def _saved(path: Path, suffix: str, folder: Path) -> Path:
    """A file as LibreOffice saves it."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}-profile", "--headless", "--convert-to", suffix]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True)
    return folder / f"{path.stem}.{suffix}"


# --- QualCoder ---------------------------------------------------------------


def qualcoder(folder: Path, source: Path) -> None:
    """Import each project, code passages, and export it: `FILE_back.qdpx`, and what was coded as json."""
    import qdpx_importers

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    builtins._ = lambda text: text  # type: ignore[attr-defined]  # what its translations are called by
    from PyQt6 import QtWidgets
    from qualcoder import refi

    screen = QtWidgets.QApplication.instance() or QtWidgets.QApplication([])
    refi.Message = lambda *_: SimpleNamespace(exec=lambda: None)
    home = Path.home() / ".qualcoder"
    home.mkdir(exist_ok=True)
    for file in sorted(one for one in folder.glob("*.qdpx") if "_back" not in one.name):
        for ends in ("", "_maxqda"):
            with tempfile.TemporaryDirectory() as work:
                for name in ("documents", "out"):
                    (Path(work) / name).mkdir()
                copy = Path(work) / "project.qdpx"
                copy.write_bytes(file.read_bytes())
                app = qdpx_importers._app(Path(work), source)
                app.project_name, app.version = f"{file.stem}{ends}.qda", "QualCoder"
                app.get_annotations = list
                refi.QtWidgets.QFileDialog.getOpenFileName = lambda *_, copy=copy, **__: (str(copy), True)
                refi.QtWidgets.QFileDialog.getExistingDirectory = lambda *_, work=work, **__: str(Path(work) / "out")
                refi.RefiLineEndings = lambda *_, ends=ends: SimpleNamespace(
                    exec=lambda: None,
                    ui=SimpleNamespace(radioButton_maxqda=SimpleNamespace(isChecked=lambda: bool(ends))),
                )
                refi.RefiImport(app, SimpleNamespace(append=lambda _: None), "qdpx")
                coded = _code(app.conn)
                refi.RefiExport(app, SimpleNamespace(append=lambda _: None), "project")
                (made,) = (Path(work) / "out").glob("*.qdpx")
                (folder / f"{file.stem}_back{ends}.qdpx").write_bytes(made.read_bytes())
                (folder / f"{file.stem}_back{ends}.json").write_text(json.dumps(coded), encoding="utf-8")
                screen.processEvents()


def _code(connection: Any) -> list[list[Any]]:
    """Code passages inside turns, as QualCoder's window stores them; returns interview and coded text of each."""
    chance, coded = random.Random(7), []
    connection.execute(
        "insert into code_name (name, memo, owner, date, color) values (?, '', 'A', '2026-01-01 10:00:00', '#F0E442')",
        (MARK,),
    )
    (code,) = connection.execute("select cid from code_name where name = ?", (MARK,)).fetchone()
    connection.execute("update project set date = '2026-01-01 10:00:00'")
    for identity, name, text in connection.execute("select id, name, fulltext from source").fetchall():
        for place in _chosen(text, chance):
            words = text[place[0] : place[1]]
            connection.execute(
                "insert into code_text (cid, fid, seltext, pos0, pos1, owner, date, memo) "
                "values (?, ?, ?, ?, ?, 'A', '2026-01-01 10:00:00', '')",
                (code, identity, words, *place),
            )
            coded.append([name, words])
    return coded


def _chosen(text: str, chance: random.Random) -> Iterator[tuple[int, int]]:
    """Passages of words inside lines of talk."""
    at, lines = 0, []
    for line in text.split("\n"):
        label = line.find(": ")
        if 0 < label < 5 and len(line) > label + 12:
            lines.append((at + label + 2, at + len(line)))
        at += len(line) + 1
    for first, last in chance.sample(lines, PASSAGES):
        words = [n for n in range(first, last) if text[n - 1].isspace() and not text[n].isspace()]
        start = chance.choice(words[:-1] or [first])
        end = min(start + chance.randint(8, 60), last)
        while end > start and (text[end - 1].isspace() or unicodedata.combining(text[end : end + 1] or " ")):
            end -= 1
        yield start, end


def read(folder: Path) -> None:
    """Read what came back from QualCoder, and compare the words that were coded."""
    _, texts, own = _study()
    for path in sorted(folder.glob("*_back*.qdpx")):
        coded = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        found: Counter[Any] = Counter()
        returned = _project(path, texts, own)
        for interview, of in returned.of.items():
            shown = texts[interview].document.shown
            for one in of.stretches:
                turn = shown(texts[interview].document.turns[one.turn])
                start, end = turn.span(one.char_start, one.char_end)
                found[interview, _plain(turn.text[start:end])] += one.code == MARK
        row(path.stem, Counter((name, _plain(words)) for name, words in coded), found)
        if returned.differences:
            print(sum(map(len, returned.differences.values())), "differences", file=sys.stderr)


def _plain(text: str) -> str:
    from ipstranscribe.coding.interview_text import alike
    from ipstranscribe.text.wording import visible

    return visible(alike(text)).strip()


if __name__ == "__main__":
    main()
