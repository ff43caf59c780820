"""What a study, a table, a transcript or a folder may hold that nobody expects: it is handled, or refused with a line.

Crafted Office files given to an import are in `review/transcript/test_readers.py`; regular expressions against adversarial
text are measured by `benchmarks/patterns.py`.
"""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode
from ipstranscribe.model import Participant, Transcript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from tests.cli.test_cli import SECRET, files_below, run, with_transcript
from tests.lanes import examples
from tests.pseudonymize.conftest import Pseudonymize, by_rules, text_of, transcript
from tests.studies import transcript as asked

__all__ = ["by_rules"]  # fixture
BY = ("--by", "investigator")
PIPELINE = ("run", "--rules-only", "--lexical")


def founded(folder: Path, name: str = SECRET) -> Path:
    """A new study with one participant and the key beside it, which exports csv: that is quickly written."""
    assert run("init", folder)[0] == 0
    write_table(folder, "participants", ("id", "name", "branch"), [("P1", name, "working")])
    config = folder / "study.toml"
    text = config.read_text(encoding="utf-8").replace('# key = "../my-study.key.age"', 'key = "../key/a.key.age"')
    config.write_text(re.sub(r"formats = .*", 'formats = ["csv"]', text), encoding="utf-8")
    return folder


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return founded(tmp_path / "my-study")


def in_word_and_excel(study: Path) -> None:
    """Let the study export documents as well."""
    config = study / "study.toml"
    text = config.read_text(encoding="utf-8").replace('["csv"]', '["docx", "xlsx", "csv"]')
    config.write_text(text, encoding="utf-8")


def write_table(study: Path, name: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([columns, *rows])
    (study / "restricted" / f"{name}.csv").write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))


def refused(code: int, shown: str) -> bool:
    """Whether a command ended as documented: a code of its own, a line and a fix, and nothing of Python."""
    assert "Traceback" not in shown
    assert "Something went wrong inside the program" not in shown, shown
    return code not in (0, ExitCode.UNEXPECTED) and "→" in shown


# --- long and strange texts ----------------------------------------------------------------------------------------------

STRANGE: dict[str, str] = {
    "100,000 characters without a space": "a" * 100_000,
    "100,000 capitals": "A" * 100_000,
    "50,000 digits": "5" * 50_000,
    "50,000 spaced digits": "5 " * 25_000,
    "addresses that never end": "a@" * 25_000,
    "dotted words": "a." * 25_000,
    "dates that never end": "1.1." * 12_500,
    "brackets": "(" * 50_000,
    "square brackets": "[" * 50_000,
    "brackets with words": "[a" * 25_000,
    "tags": "<a " * 16_000,
    "hyphens": "-" * 50_000,
    "hyphened names": "Per-" * 12_500,
    "only capitalised words": "Ab " * 16_000,
    "number words": "twenty " * 8_000,
    "combining marks": "e" + "\u0301" * 20_000,
    "right-to-left marks": "\u202eabc\u200f " * 5_000,
    "soft hyphens": "a\u00ad" * 20_000,
    "zero width": "a\u200b" * 20_000,
    "emoji": "\U0001f469\u200d\U0001f4bb " * 5_000,
    "controls": "a\x01\x02\x1b[31m" * 5_000,
    "a BOM in the middle": "Then \ufeff came " * 2_000,
    "white space": " \t\u00a0" * 10_000 + "x",
    "apostrophes": "'" * 50_000,
    "plus signs": "+47" * 15_000,
    "addresses of the web": "http://" * 7_000,
}


STRANGE_IDS = {f"S{number}": name for number, name in enumerate(STRANGE, 1)}


@pytest.fixture(scope="module")
def strange_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in which every interview has a strange turn, all the way to its documents."""
    study = founded(tmp_path_factory.mktemp("strange") / "my-study")
    write_table(study, "interviews", ("id", "participant", "recordings"), [(one, "P1", "") for one in STRANGE_IDS])
    for interview, name in STRANGE_IDS.items():
        strange = unicodedata.normalize("NFC", STRANGE[name])  # as every way into the program does
        storage.write(
            Study.open(study).transcript(interview),
            asked(interview, "P1", f"{SECRET} said: {strange}. Then {SECRET} left."),
            private=True,
        )
    code, shown = run(*PIPELINE, "--study", study)
    assert code == 0, shown
    return study


@pytest.mark.parametrize("interview", STRANGE_IDS, ids=STRANGE)
def test_a_strange_turn_goes_all_the_way_and_takes_no_name_along(strange_study: Path, interview: str) -> None:
    """Beside it somebody is named, in the same turn and in the next."""
    stored = json.loads((strange_study / "pseudonymized" / f"{interview}.json").read_bytes())
    text = stored["data"]["turns"][1]["text"]
    assert SECRET not in text
    assert text.count("[P1]") >= 2 or STRANGE_IDS[interview] in ("100,000 capitals",)
    assert text.endswith("left.")
    assert (strange_study / "exports" / f"{interview}_units.csv").exists()


def test_the_gate_looks_through_strange_turns_to_their_end(strange_study: Path) -> None:
    code, shown = run("check", strange_study / "exports", "--study", strange_study)
    assert code in (0, ExitCode.REFUSED), shown
    assert "failed" not in shown
    assert "did not end" not in shown


BAD_JSON = {
    "a lone surrogate": b'{"text": "\\ud800 came"}',
    "NUL": b'{"text": "a\\u0000b"}',
    "too deep": b"[" * 100_000,
    "a number without end": b"9" * 10_000,
    "not UTF-8": b'{"text": "\xff\xfe"}',
    "infinity": b'{"text": Infinity}',
    "the same name twice": b'{"kind": "transcript", "kind": "transcript"}',
}


@pytest.mark.parametrize("name", BAD_JSON)
def test_a_stored_file_or_an_import_of_bad_json_is_refused(study: Path, name: str) -> None:
    with_transcript(study)
    (study / "talk.json").write_bytes(BAD_JSON[name])
    before = files_below(study)
    assert refused(*run("import", "transcript", "P1", study / "talk.json", "--study", study))
    assert files_below(study) == before
    (study / "restricted" / "transcripts" / "P1.json").write_bytes(BAD_JSON[name])
    assert refused(*run(*PIPELINE, "--study", study))


@pytest.mark.parametrize("sign", ["\\ud800", "\\udfff", "\\ud83d"])
def test_half_a_character_in_a_stored_transcript_is_refused_or_handled(study: Path, sign: str) -> None:
    """JSON can hold half of a surrogate pair; no file can be written with it."""
    with_transcript(study, "Then MARK came.")
    path = study / "restricted" / "transcripts" / "P1.json"
    path.write_bytes(path.read_bytes().replace(b"MARK", sign.encode()))
    assert refused(*run(*PIPELINE, "--study", study))
    assert not (study / "pseudonymized").exists()


def talk(words: int) -> Transcript:
    """An interview of so many words, in which every eightieth turn names somebody."""
    said = (
        "We had to begin again after the winter and nobody knew how it would go with the work at the farm that year. "
    )
    turns = words // len(said.split())
    texts = [said + (f"Then {SECRET} came." if n % 80 == 0 else "") for n in range(turns)]
    return transcript("P1", *texts)


@pytest.mark.exhaustive
def test_a_transcript_of_200_000_words_goes_all_the_way(study: Path) -> None:
    """In a process that may not take more than 4 GB, where the system can say so."""
    storage.write(Study.open(study).transcript("P1"), talk(200_000), private=True)
    write_table(study, "interviews", ("id", "participant", "recordings"), [("P1", "P1", "")])
    limit = "import resource as r; r.setrlimit(r.RLIMIT_AS, (4 << 30, 4 << 30));" if sys.platform == "linux" else ""
    code = f"{limit} from ipstranscribe.cli import main; main()"
    for words in (PIPELINE, ("check", str(study / "exports"))):
        done = subprocess.run(
            [sys.executable, "-c", code, *words, "--study", str(study)], capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode in (0, ExitCode.REFUSED), done.stdout + done.stderr
        assert "P1_units.docx" not in done.stdout  # the gate found nothing there
    units = json.loads((study / "units" / "P1.json").read_bytes())["data"]["units"]
    assert sum(len(unit["text"].split()) if "text" in unit else 1 for unit in units) > 9_000
    text = (study / "pseudonymized" / "P1.json").read_text(encoding="utf-8")
    assert SECRET not in text
    assert text.count("[P1]") >= 100


# --- names ---------------------------------------------------------------------------------------------------------------

NAMES: dict[str, tuple[str, str]] = {
    # the name as the table has it, and as it is said
    "brackets": ("O'Brien (jr.)", "O'Brien (jr.)"),
    "a star": ("A.* Moen", "A.* Moen"),
    "square brackets": ("[Per] Lunde", "[Per] Lunde"),
    "a class of signs": ("Lunde \\d+", "Lunde \\d+"),
    "a group": ("(?P<a>Lunde)+", "(?P<a>Lunde)+"),
    "a backslash at the end": ("Lunde\\", "Lunde\\"),
    "a dollar": ("$Lunde^", "$Lunde^"),
    "a bar": ("Lunde|Moen", "Lunde|Moen"),
    "right-to-left marks": ("\u202eLunde\u202c", "Lunde"),
    "soft hyphens in the table": ("Lun\u00adde", "Lunde"),
    "soft hyphens in the text": ("Lunde", "Lun\u00adde"),
    "zero width in the table": ("Lun\u200bde", "Lunde"),
    "zero width in the text": ("Lunde", "Lun\u200bde"),
    "spaces behind": ("Lunde  ", "Lunde"),
    "a no-break space": ("Kari\u00a0Lunde", "Kari Lunde"),
    "two spaces": ("Kari  Lunde", "Kari Lunde"),
    "decomposed letters in the table": ("A\u030agot Lunde", "Ågot Lunde"),
    "decomposed letters in the text": ("Ågot Lunde", "A\u030agot Lunde"),
    "capitals": ("LUNDE", "Lunde"),
    "300 letters": ("L" + "u" * 298 + "e", "L" + "u" * 298 + "e"),
    "another script": ("Иван Петров", "Иван Петров"),
    "a sign of Arabic": ("محمد", "محمد"),
    "braces": ("{Lunde}", "{Lunde}"),
    "percent": ("%s Lunde", "%s Lunde"),
    "an ampersand": ("Lunde & Moen", "Lunde & Moen"),
    "markup": ("<b>Lunde</b>", "<b>Lunde</b>"),
    "a comma": ("Lunde, Kari", "Lunde, Kari"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_strange_signs_is_replaced_and_found_by_the_gate(study: Path, name: str) -> None:
    listed, said = NAMES[name]
    write_table(study, "participants", ("id", "name", "branch"), [("P1", listed, "working")])
    with_transcript(study)
    (study / "talk.txt").write_text(f"I: Who?\nP1: I asked {said} for help then.\n", encoding="utf-8")
    assert run("import", "transcript", "P1", study / "talk.txt", "--overwrite", "--study", study)[0] == 0
    code, shown = run(*PIPELINE, "--study", study)
    assert code == 0, shown
    text = json.loads((study / "pseudonymized" / "P1.json").read_bytes())["data"]["turns"][1]["text"]
    letters = [part for part in ("Lunde", "Brien", "Moen", "Ågot", "Петров", "محمد", "uuuu") if part in said]
    assert not [part for part in letters if part in text], text
    leak = study / "leak"
    leak.mkdir()
    (leak / "a.txt").write_text(f"it was {said} who came", encoding="utf-8")
    code, shown = run("check", leak, "--study", study)
    assert code == ExitCode.REFUSED, shown
    assert not [part for part in letters if part in shown]


WORDS = ["Nei", "P1", "I", "Dag", "ja", "and", "i", "og", "[P1]", "[place 1]", "page", "Interviewer", "?"]


@pytest.mark.parametrize("name", WORDS)
def test_a_name_that_is_a_word_stops_nothing_and_changes_no_structure(study: Path, name: str) -> None:
    """The texts of documents stay readable, and whoever is called so is asked about or replaced, never shown."""
    write_table(study, "participants", ("id", "name", "branch"), [("P1", name, "working")])
    with_transcript(study, f"No and yes. I told {name} that I was there that day, and {name} knew.")
    code, shown = run(*PIPELINE, "--study", study)
    assert code == 0, shown
    stored = json.loads((study / "pseudonymized" / "P1.json").read_bytes())["data"]
    assert [turn["id"] for turn in stored["turns"]] == ["P1-001", "P1-002"]
    assert run("status", "--study", study)[0] == 0
    code, shown = run("check", study / "exports", "--study", study)
    assert code in (0, ExitCode.REFUSED), shown
    assert "Something went wrong" not in shown


@pytest.mark.parametrize("name", ["...", "-", "—", "'", "()", "\u200b", "\u202e\u202c", "\x00\x00"])
def test_a_name_without_a_letter_is_refused_or_harmless(study: Path, name: str) -> None:
    write_table(study, "participants", ("id", "name", "branch"), [("P1", name, "working")])
    with_transcript(study, "Well ... I was - as they say — 'there' (then).")
    code, shown = run(*PIPELINE, "--study", study)
    assert code == 0 or refused(code, shown)
    if code == 0:
        stored = json.loads((study / "pseudonymized" / "P1.json").read_bytes())["data"]
        assert stored["turns"][1]["text"] == "Well ... I was - as they say — 'there' (then)."


def test_an_alias_that_is_another_persons_name_goes_to_neither_for_certain(by_rules: Pseudonymize) -> None:
    """Which of the two is meant nobody can tell; both are replaced, and nothing of the name stays."""
    people = [
        Participant(id="P1", name="Kari Lunde", aliases=("Berit Moen",)),
        Participant(id="P2", name="Berit Moen", aliases=("Kari Lunde",)),
    ]
    result = by_rules([transcript("P1", "Then Berit Moen and Kari Lunde came.")], people)
    assert not {"Berit", "Moen", "Kari", "Lunde"} & set(text_of(result).replace(".", "").split())


@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(str.strip))
def test_no_name_whatsoever_breaks_the_search(by_rules: Pseudonymize, name: str) -> None:
    name = unicodedata.normalize("NFC", name)  # as tables are read
    person = Participant(id="P1", name=name)
    said = f"I asked {name} for help, and {name} came."
    result = by_rules([transcript("P1", said)], [person])
    assert text_of(result)
    if len([c for c in name if c.isalpha()]) == len(name) > 3:
        assert name not in text_of(result)


# --- tables --------------------------------------------------------------------------------------------------------------

FORMULAS = ['=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1", "=1+1\n=2"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_looks_like_a_formula_stays_text_in_every_document(study: Path, formula: str) -> None:
    """In a transcript, in every table, in a decision: a spreadsheet program must not work it out."""
    in_word_and_excel(study)
    from openpyxl import load_workbook

    write_table(study, "people", ("name", "aliases", "role", "of"), [(f"Ola {formula}", formula, formula.strip(), "")])
    write_table(
        study, "participants", ("id", "name", "branch", "town"), [("P1", SECRET, "working", formula.strip() or "x")]
    )
    with_transcript(study, f"{formula}. Then {SECRET} said {formula} to the Mariner.")
    code, shown = run(*PIPELINE, "--study", study)
    assert code == 0, shown
    assert run("identifiers", "write", "--format", "csv", "--study", study)[0] == 0
    books = [*study.glob("exports/*.xlsx"), *study.glob("restricted/identifiers/*.xlsx")]
    assert len(books) >= 3  # and the list of findings, where the formula is one
    for path in books:
        for sheet in load_workbook(path).worksheets:
            kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
            assert "f" not in kinds, path.name
    sheets = [*study.glob("exports/*.csv"), *study.glob("restricted/identifiers/*.csv")]
    assert len(sheets) == 3
    for path in sheets:
        cells = [
            cell for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")) for cell in row
        ]
        assert not [cell for cell in cells if cell.startswith(tables.FORMULA_STARTS)], path.name


def test_an_empty_participants_table_is_said(study: Path) -> None:
    write_table(study, "participants", ("id", "name"), [])
    with_transcript(study)
    assert refused(*run(*PIPELINE, "--study", study))
    assert run("status", "--study", study)[0] == 0


BAD_TABLES: dict[str, tuple[str, bytes]] = {
    "an empty file": ("participants", b""),
    "only a BOM": ("participants", b"\xef\xbb\xbf"),
    "a missing column": ("participants", b"id,branch\nP1,working\n"),
    "another column": ("interviews", b"id,participant\nP1,P1\n"),
    "binary": ("participants", bytes(range(256)) * 10),
    "an open quote": ("participants", b'id,name\nP1,"Kari\n'),
    "a cell of a megabyte": ("participants", b"id,name\nP1," + b"a" * 1_000_000 + b"\n"),
    "no name": ("participants", b"id,name\nP1,\n"),
    "a people's row of nobody": ("people", b"name,role,of\nOla,boss,P9\n"),
    "the same id twice": ("interviews", b"id,participant,recordings\nP1,P1,\nP1,P1,\n"),
}


@pytest.mark.parametrize("name", BAD_TABLES)
def test_a_table_that_cannot_be_used_is_refused(study: Path, name: str) -> None:
    table, content = BAD_TABLES[name]
    with_transcript(study)
    (study / "restricted" / f"{table}.csv").write_bytes(content)
    before = files_below(study)
    assert refused(*run(*PIPELINE, "--study", study))
    assert {n: d for n, d in files_below(study).items() if n.startswith("pseudo")} == {}
    assert before.items() <= files_below(study).items()


BAD_IDS = [
    "../x",
    "..",
    ".",
    "a/b",
    "a\\b",
    "C:x",
    "con",
    "NUL",
    "Aux",
    "COM1",
    "lpt9",
    "P1.",
    "P1 x",
    "",
    "x" * 40,
    "P\x001",
    "-P1",
    "\u202eP1",
]


@pytest.mark.parametrize("identity", BAD_IDS)
@pytest.mark.parametrize("table", ["interviews", "participants"])
def test_an_id_that_is_no_safe_file_name_is_refused(study: Path, identity: str, table: str) -> None:
    """Ids become names of files, on Windows too, where CON and NUL are no files."""
    rows = {"interviews": [("P1", "P1", "")], "participants": [("P1", SECRET, "")]}
    rows[table].append((identity, "P1" if table == "interviews" else "Ola Berg", ""))
    write_table(study, "interviews", ("id", "participant", "recordings"), rows["interviews"])
    write_table(study, "participants", ("id", "name", "branch"), rows["participants"])
    outside = sorted(p.name for p in study.parent.iterdir())
    code, shown = run("transcribe", "P1", "--study", study)
    assert refused(code, shown)
    assert f"{table}.csv" in shown
    assert sorted(p.name for p in study.parent.iterdir()) == outside


BAD_RECORDINGS = [
    "../P1.wav", "../../outside.wav", "/etc/passwd", "C:\\x.wav", "\\\\server\\x.wav", "a/../../x.wav", "P1\x00.wav", "..",
    "CON", "NUL.wav", "x.wav.", "~/x.wav", ".",
]  # fmt: skip


ELSEWHERE_ONLY_BY_SYSTEM = {"CON", "NUL.wav", "x.wav.", "~/x.wav", "."}
"""Names that lead nowhere else here, and are no recordings."""


@pytest.mark.parametrize("recording", BAD_RECORDINGS)
def test_a_recording_that_lies_elsewhere_is_refused(study: Path, recording: str) -> None:
    """Recordings lie under restricted/recordings; nothing else is read, and nothing else could be deleted as one."""
    write_table(study, "interviews", ("id", "participant", "recordings"), [("P1", "P1", recording)])
    before = files_below(study.parent)
    code, shown = run("transcribe", "P1", "--study", study)
    assert refused(code, shown)
    if recording not in ELSEWHERE_ONLY_BY_SYSTEM:
        assert "interviews.csv" in shown
    assert before.items() <= files_below(study.parent).items()


# --- study.toml and guide.toml -------------------------------------------------------------------------------------------

BAD_CONFIGS = {
    "a list for a title": 'id = "abc"\ntitle = ["x"]\n',
    "a table for an id": 'title = "x"\n[id]\na = 1\n',
    "an unknown entry": 'id = "abc"\ntitle = "x"\nsurprise = 1\n',
    "a key that is a number": 'id = "abc"\ntitle = "x"\nkey = 5\n',
    "an id that is a path": 'id = "../../x"\ntitle = "x"\n',
    "settings that are text": 'id = "abc"\ntitle = "x"\ntranscribe = "fast"\n',
    "a NUL": 'id = "abc"\ntitle = "a\x00b"\n',
    "a profile that there is not": 'id = "abc"\ntitle = "x"\nprofile = "everyone"\n',
    "infinite speakers": 'id = "abc"\ntitle = "x"\n[transcribe]\nspeakers = inf\n',
    "a model that is a path": 'id = "abc"\ntitle = "x"\n[transcribe]\nmodel = "../../x"\n',
    "nothing": "",
}


@pytest.mark.parametrize("name", BAD_CONFIGS)
def test_a_study_toml_that_is_wrong_is_refused(study: Path, name: str) -> None:
    with_transcript(study)
    (study / "study.toml").write_text(BAD_CONFIGS[name], encoding="utf-8")
    before = files_below(study)
    assert refused(*run("transcribe", "P1", "--study", study)) or name == "a model that is a path"
    assert before == files_below(study)


BAD_GUIDES = {
    "a text for questions": 'title = "x"\nlanguage = "en"\nquestion = "what?"\n',
    "a question that is a number": 'title = "x"\nlanguage = "en"\nquestion = [1]\n',
    "no text": 'title = "x"\nlanguage = "en"\n[[question]]\nid = "Q1"\ntext = ""\n',
    "ten thousand brackets": "a = " + "[" * 10_000,
    "not UTF-8": "\udcff",
    "a text that is a list": 'title = "x"\nlanguage = "en"\n[[question]]\nid = "Q1"\ntext = ["a"]\n',
}


@pytest.mark.parametrize("name", BAD_GUIDES)
def test_a_guide_that_is_wrong_is_refused(study: Path, name: str) -> None:
    with_transcript(study)
    assert run("pseudonymize", "--rules-only", "--study", study)[0] == 0
    (study / "guide.toml").write_bytes(BAD_GUIDES[name].encode("utf-8", "surrogateescape"))
    before = files_below(study)
    assert refused(*run("split", "--lexical", "--study", study))
    assert before == files_below(study)


def test_a_hostile_question_stays_text(study: Path) -> None:
    """Markup, formulas, controls and a page of text as a question: documents open and hold it as text."""
    in_word_and_excel(study)
    from docx import Document
    from openpyxl import load_workbook

    with_transcript(study, "Well, it went as it went.")
    text = "=1+1 <w:p/> & \u202e {0} %s " + "long " * 2_000
    (study / "guide.toml").write_text(
        f'title = "x"\nlanguage = "en"\n[[question]]\nid = "Q1"\ntext = \'{text}\'\n', "utf-8"
    )
    code, shown = run(*PIPELINE, "--study", study)
    assert code == 0, shown
    Document(str(study / "exports" / "P1_units.docx"))
    book = load_workbook(study / "exports" / "P1_units.xlsx")
    assert "f" not in {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}


# --- folders -------------------------------------------------------------------------------------------------------------

FOLDERS = [
    "a b  c", "æøå ÆØÅ", "\U0001f469\u200d\U0001f4bb study",
    "it's \"quoted\"", "100% {0} %s $HOME", "[x] (y)", "-s", "é" * 60,
    "deep/" + "/".join(["a folder with a long name"] * 8),
]  # fmt: skip


@pytest.mark.parametrize("name", FOLDERS)
def test_a_study_folder_may_be_called_anything(tmp_path: Path, name: str) -> None:
    if os.name != "posix" and '"' in name:
        pytest.skip("Windows allows no quotation marks in names")
    study = founded(tmp_path / name) if name != "-s" else founded(tmp_path / "x" / name)
    with_transcript(study, f"Then {SECRET} came.")
    for words in (PIPELINE, ("approve", "P1", "all", *BY, "--accept-pending"), ("release", *BY), ("status",)):
        code, shown = run(*words, "--study", study)
        assert code == 0, shown
    assert run("check", study / "shared", "--study", study)[0] == 0


def linked(study: Path, name: str, *, folder: bool = True) -> Path:
    """Put a link in the place of `name` in the study, to something outside it."""
    place, outside = study / name, study.parent / "outside"
    outside.mkdir(exist_ok=True)
    target = outside / place.name
    if place.exists():
        shutil.move(place, target)
    elif folder:
        target.mkdir()
    else:
        target.write_text("somebody else's")
    try:
        place.symlink_to(target, target_is_directory=folder)
    except OSError:
        pytest.skip("this system lets nobody but administrators make links")
    return target


@pytest.fixture
def approved(study: Path) -> Path:
    with_transcript(study, f"Then {SECRET} came.")
    assert run(*PIPELINE, "--study", study)[0] == 0
    assert run("approve", "P1", "all", *BY, "--accept-pending", "--study", study)[0] == 0
    return study


def test_shared_that_is_a_link_is_replaced_and_what_it_leads_to_left_alone(approved: Path) -> None:
    """A synchronised folder linked in as shared/: what lies there is not ours to replace or remove."""
    target = linked(approved, "shared")
    (target / "mine.txt").write_text("mine")
    code, shown = run("release", *BY, "--study", approved)
    assert (target / "mine.txt").read_text() == "mine"
    assert list(target.iterdir()) == [target / "mine.txt"]
    assert code == 0 or refused(code, shown)
    if code == 0:
        assert not (approved / "shared").is_symlink()


@pytest.mark.parametrize("name", ["exports/P1_units.csv", "pseudonymized/P1.json", "restricted/transcripts/P1.json"])
def test_a_file_that_is_a_link_is_replaced_and_what_it_leads_to_left_alone(approved: Path, name: str) -> None:
    target = linked(approved, name, folder=False)
    before = target.read_bytes()
    with_transcript(approved, f"Then {SECRET} left.")
    code, shown = run(*PIPELINE, "--study", approved)
    assert code == 0, shown
    assert target.read_bytes() == before
    assert not (approved / name).is_symlink()


def test_a_link_into_restricted_is_refused_by_check(approved: Path) -> None:
    (approved / "exports" / "more").symlink_to(approved / "restricted", target_is_directory=True)
    assert refused(*run("check", approved / "exports", "--study", approved))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_pipe_in_a_folder_is_refused_and_not_waited_for(approved: Path) -> None:
    os.mkfifo(approved / "exports" / "pipe.txt")
    done = subprocess.run(
        [sys.executable, "-m", "ipstranscribe", "check", "exports"],
        cwd=approved, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert refused(done.returncode, done.stdout + done.stderr)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
@pytest.mark.parametrize("words", [("import", "transcript", "P1", "{pipe}"), ("import", "decisions", "{pipe}", *BY)])
def test_a_pipe_given_to_an_import_is_refused_and_not_waited_for(approved: Path, words: tuple[str, ...]) -> None:
    pipe = approved / "pipe.csv" if "decisions" in words else approved / "pipe.txt"
    os.mkfifo(pipe)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "ipstranscribe", *(w.format(pipe=pipe) for w in words)],
            cwd=approved, capture_output=True, text=True, check=False, timeout=20,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        pytest.fail("it waits for somebody to write into the pipe")
    assert refused(done.returncode, done.stdout + done.stderr)


def test_a_folder_that_cannot_be_read_is_not_passed_over(approved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's refusal is played, because root may read everything."""
    closed = approved / "exports" / "closed"
    closed.mkdir()
    (closed / "a.txt").write_text(SECRET)
    real = os.scandir

    def refuse(path: object = ".") -> object:
        if str(path).rstrip("/").endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return real(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", refuse)
    code, shown = run("check", approved / "exports", "--study", approved)
    assert refused(code, shown), shown


ALL: dict[str, Callable[[Path], object]] = {
    "a file for a folder": lambda study: (study / "exports").write_text("x"),
    "a folder for a file": lambda study: (study / "pseudonymized" / "P1.json").mkdir(parents=True),
    "a folder for a table": lambda study: (
        (study / "restricted" / "people.csv").unlink() or (study / "restricted" / "people.csv").mkdir()
    ),
    "a folder for the guide": lambda study: (study / "guide.toml").unlink() or (study / "guide.toml").mkdir(),
}


@pytest.mark.parametrize("name", ALL)
def test_a_name_taken_by_something_else_is_said(study: Path, name: str) -> None:
    with_transcript(study)
    ALL[name](study)
    assert refused(*run(*PIPELINE, "--study", study))
