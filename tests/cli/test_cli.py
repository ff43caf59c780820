"""The command line as a user meets it: help, errors with a fix, documented exit codes, nothing half-written."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from ipstranscribe import __version__
from ipstranscribe.cli import app, terminal
from ipstranscribe.errors import ExitCode
from ipstranscribe.model import MadeBy, Speaker, Transcript, Turn
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from tests.conftest import ROOT
from tests.studies import TEST_PASSPHRASE

SECRET = "Hanne Nordmo"


def run(*words: str | Path) -> tuple[int, str]:
    """Exit code and everything that was shown."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.output


def commands() -> dict[str, object]:
    """Every command by its full name."""
    found: dict[str, object] = {}

    def walk(prefix: str, group: object) -> None:
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                walk(f"{prefix}{name} ", command)
            else:
                found[prefix + name] = command

    walk("", typer.main.get_command(app))
    return found


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A new study with one participant and no recording yet."""
    folder = tmp_path / "my-study"
    assert run("init", folder, "--title", "Ærlig talt: en studie")[0] == 0
    (folder / "restricted" / "interviews.csv").write_text("id,participant,recordings\nP1,P1,P1.wav\n")
    (folder / "restricted" / "participants.csv").write_text(f"id,name,branch\nP1,{SECRET},working\n")
    return folder


def with_transcript(study: Path, text: str = f"Then {SECRET} came to the Mariner.") -> None:
    turns = (
        Turn(id="P1-001", speaker="I", text="How was it to be back at work?"),
        Turn(id="P1-002", speaker="P1", text=text),
    )
    speakers = (Speaker(label="I", role="interviewer"), Speaker(label="P1", role="participant"))
    made_by = MadeBy(program="test", inputs="")
    transcript = Transcript(interview="P1", language="en", speakers=speakers, turns=turns, made_by=made_by)
    storage.write(Study.open(study).transcript("P1"), transcript, private=True)
    (study / "restricted" / "interviews.csv").write_text("id,participant,recordings\nP1,P1,\n")


# --- help and documentation -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", commands())
def test_every_command_explains_itself_and_each_of_its_options(name: str) -> None:
    code, shown = run(*name.split(), "--help")
    assert code == 0
    assert f"Usage: root {name}" in shown or name.rsplit(maxsplit=1)[-1] in shown
    for parameter in commands()[name].params:
        assert getattr(parameter, "help", None) or parameter.name == "help", f"{name}: {parameter.name} has no help"


@pytest.mark.parametrize("name", commands())
def test_every_command_and_option_is_documented(name: str) -> None:
    pages = "\n".join(p.read_text(encoding="utf-8") for p in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
    assert f"ipstranscribe {name}" in pages
    section = pages.split(f"### `ipstranscribe {name}", 1)[1].split("\n### ", 1)[0]
    for option in (o for p in commands()[name].params for o in p.opts if o.startswith("--") and o != "--help"):
        assert option in section, f"{option} of {name} is not described in docs/commands.md"


def test_every_exit_code_is_documented() -> None:
    page = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    assert all(re.search(rf"^\| {code.value} \|", page, re.MULTILINE) for code in ExitCode)


def test_help_and_import_load_no_heavy_library() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "ipstranscribe", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines()}
    heavy = {
        "torch",
        "spacy",
        "ctranslate2",
        "docx",
        "whisper",
        "faster_whisper",
        "onnxruntime",
        "numpy",
        "openpyxl",
        "pydantic",
    }
    assert not loaded & heavy
    done = subprocess.run(
        [sys.executable, "-c", "import sys, ipstranscribe; print(len(sys.modules), 'pydantic' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "False" in done.stdout


def test_the_version_is_shown() -> None:
    assert run("--version") == (0, f"ipstranscribe {__version__}\n")


# --- bad input --------------------------------------------------------------------------------------------------------


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and not p.name.endswith((".lock", ".holder"))
    }


def write(name: str, text: str | bytes) -> object:
    return lambda study: (study / name).write_bytes(text if isinstance(text, bytes) else text.encode())


GUIDE = 'title = "x"\nlanguage = "en"\n'
WRONG = {
    "a missing recording": (lambda study: None, ["run"], ExitCode.BAD_INPUT, "P1.wav"),
    "an empty recording": (write("restricted/recordings/P1.wav", b""), ["transcribe", "P1"], ExitCode.BAD_INPUT, "P1.wav"),
    "text named .wav": (
        write("restricted/recordings/P1.wav", "Hello there " * 50), ["transcribe", "P1"], ExitCode.BAD_INPUT, "P1.wav",
    ),
    "a question twice": (
        write("guide.toml", GUIDE + '[[question]]\nid = "Q1"\ntext = "a?"\n' * 2), ["run"], ExitCode.BAD_STUDY, "question 2",
    ),
    "participants without names": (
        write("restricted/participants.csv", "id,alias\nP1,x\n"), ["run"], ExitCode.BAD_INPUT, "'name'",
    ),
    "an unknown participant": (
        write("restricted/participants.csv", "id,name\nP9,x\n"), ["transcribe", "P1"], ExitCode.BAD_INPUT, "P1",
    ),
    "an interview that is not listed": (lambda study: None, ["split", "P7"], ExitCode.BAD_INPUT, "P7"),
    "a wrong entry in study.toml": (
        write("study.toml", 'id = "abc"\ntitle = 3\n'), ["status"], ExitCode.BAD_STUDY, "title",
    ),
    "study.toml that is no TOML": (write("study.toml", "id = \n"), ["status"], ExitCode.BAD_STUDY, "study.toml"),
    "an engine that there is not": (lambda study: None, ["transcribe", "--engine", "slow"], ExitCode.USAGE, "engine"),
    "a model that is not here": (
        write("restricted/recordings/P1.wav", b"RIFF"), ["transcribe", "--model", "whisper-small"], ExitCode.MISSING_MODEL,
        "models fetch whisper-small",
    ),
    "brackets without end in study.toml": (
        write("study.toml", "x = " + "[" * 10_000), ["status"], ExitCode.BAD_STUDY, "study.toml",
    ),
    "English only for Norwegian": (
        lambda study: None, ["transcribe", "--model", "whisper-tiny.en", "--language", "nb"], ExitCode.USAGE, "English only",
    ),
    "no pseudonymized text to split": (lambda study: None, ["split"], ExitCode.BAD_INPUT, "P1.json"),
    "nothing to approve": (lambda study: None, ["approve", "P1", "units", "--by", "x"], ExitCode.BAD_INPUT, "units"),
    "an approval of something else": (lambda study: None, ["approve", "P1", "soul", "--by", "x"], ExitCode.USAGE, "soul"),
    "a release of nothing reviewed": (lambda study: None, ["release", "--by", "x"], ExitCode.REFUSED, "P1"),
    "a check without a key": (lambda study: None, ["check", str(ROOT / "docs")], ExitCode.KEY, "key"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "words", "code", "named"), WRONG.values(), ids=WRONG.keys())
def test_bad_input_gets_one_line_and_a_fix_and_leaves_nothing_half_written(
    study: Path, spoil: object, words: list[str], code: ExitCode, named: str
) -> None:
    spoil(study)
    before = files_below(study)
    shown_code, shown = run(*words, "--study", study)
    assert (shown_code, named in shown) == (code, True), shown
    assert "→" in shown
    assert "Traceback" not in shown
    assert SECRET not in shown
    assert files_below(study) == before


@pytest.mark.parametrize(
    ("words", "named"),
    [(["transcribe", "-P1"], "-P"), (["approve", "P1"], "--by"), (["key", "eat"], "eat"), (["fly"], "fly")],
)
def test_a_wrong_command_line_is_named_and_help_is_offered(words: list[str], named: str) -> None:
    code, shown = run(*words)
    assert code == ExitCode.USAGE
    assert named in shown
    assert "help" in shown


def test_a_folder_that_is_no_study_is_named(tmp_path: Path) -> None:
    code, shown = run("status", "--study", tmp_path)
    assert code == ExitCode.BAD_STUDY
    assert "ipstranscribe init" in shown


def test_a_name_that_is_taken_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    for command in ("init", "demo"):
        code, shown = run(command, tmp_path)
        assert (code, "not empty" in shown) == (ExitCode.CANNOT_WRITE, True)
    assert files_below(tmp_path) == {"mine.txt": b"mine"}


def test_a_study_that_is_read_only_is_said_to_be(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's refusal is played, because root may write to read-only folders."""
    opened = os.open

    def refuse(path: object, flags: int, *rest: int, **more: int) -> int:
        if flags & os.O_CREAT and str(path).endswith(".part"):
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, *rest, **more)  # type: ignore[arg-type]

    with_transcript(study)
    before = files_below(study)
    monkeypatch.setattr(os, "open", refuse)
    code, shown = run("pseudonymize", "--rules-only", "--study", study)
    assert (code, "cannot be written" in shown) == (ExitCode.CANNOT_WRITE, True)
    assert files_below(study) == before


def test_an_error_inside_the_program_shows_no_text(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError(f"cannot handle {SECRET}")

    monkeypatch.setattr(terminal, "say", fail)
    code, shown = run("init", study.parent / "other")
    assert (code, SECRET in shown) == (ExitCode.UNEXPECTED, False)
    assert "ValueError at ipstranscribe.cli.init" in shown


def test_ctrl_c_is_a_normal_way_to_stop(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(terminal, "say", stop)
    code, shown = run("init", study.parent / "other")
    assert code == ExitCode.INTERRUPTED
    assert "Traceback" not in shown


# --- the way from a transcript to shared/, without a model -----------------------------------------------------------------


@pytest.fixture
def own_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The user's data folder, somewhere else."""
    import platformdirs

    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: tmp_path / "data")
    return tmp_path / "data" / "keys"


def test_a_study_can_start_from_transcripts_and_go_all_the_way(study: Path, own_keys: Path) -> None:
    with_transcript(study)
    assert run("pseudonymize", "--rules-only", "--study", study)[0] == 0
    assert [p.suffix for p in own_keys.iterdir() if not p.name.startswith(".")] == [".age"]
    assert not any(SECRET.encode() in path.read_bytes() for path in own_keys.iterdir())
    assert run("run", "--rules-only", "--lexical", "--study", study)[0] == 0
    code, shown = run("approve", "P1", "all", "--by", "investigator", "--study", study)
    assert (code, "undecided" in shown or "nobody has decided" in shown) == (ExitCode.INCOMPLETE, True)
    decisions = study / "decisions.csv"
    decisions.write_text("decision,replacement,written_form\nchange,kindergarten,Mariner\n")
    assert run("import", "decisions", decisions, "--by", "investigator", "--study", study)[0] == 0
    assert run("run", "--rules-only", "--lexical", "--study", study)[0] == 0
    assert run("approve", "P1", "all", "--by", "investigator", "--study", study)[0] == 0
    assert not (study / "shared").exists()
    code, shown = run("release", "--by", "investigator", "--study", study)
    assert code == 0, shown
    text = (study / "shared" / "P1_units.csv").read_text(encoding="utf-8-sig")
    assert "Then [P1] came to the [kindergarten]." in text
    assert run("check", study / "shared", "--study", study)[0] == 0
    assert "reviewed" in run("status", "--study", study)[1]


def test_a_known_name_in_the_guide_stops_the_release_and_is_not_shown(study: Path, own_keys: Path) -> None:
    with_transcript(study, text=f"Then {SECRET} came.")
    guide = study / "guide.toml"
    guide.write_text(guide.read_text().replace("Tell me about", "Nordmo, tell me about"))
    code, shown = run("run", "--rules-only", "--lexical", "--study", study)
    assert code == ExitCode.REFUSED, "before anything is made"
    assert "Nordmo" not in shown
    assert "guide.toml, question" in shown
    assert run("release", "--by", "investigator", "--study", study)[0] == ExitCode.REFUSED
    assert not (study / "shared").exists()


def test_a_change_after_the_approval_makes_it_stale_and_a_rerun_does_not(study: Path, own_keys: Path) -> None:
    with_transcript(study, text=f"Then {SECRET} came.")
    run("run", "--rules-only", "--lexical", "--study", study)
    run("approve", "P1", "all", "--by", "investigator", "--study", study)
    assert "up to date" in run("run", "--rules-only", "--lexical", "--study", study)[1]
    before = files_below(study)
    assert "up to date" in run("run", "--rules-only", "--lexical", "--study", study)[1]
    assert files_below(study) == before
    with_transcript(study, text=f"Then {SECRET} left.")
    assert "stale" in run("status", "--study", study)[1]
    assert run("release", "--by", "investigator", "--study", study)[0] == ExitCode.REFUSED


def test_a_wrong_passphrase_or_a_lost_key_is_said_and_changes_nothing(
    study: Path, own_keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ipstranscribe.study.passphrases import PASSPHRASE

    with_transcript(study)
    run("pseudonymize", "--rules-only", "--study", study)
    with_transcript(study, text="Something else.")
    before = files_below(study)
    monkeypatch.setenv(PASSPHRASE, "another")
    assert run("pseudonymize", "--rules-only", "--study", study)[0] == ExitCode.KEY
    monkeypatch.delenv(PASSPHRASE)
    code, shown = run("pseudonymize", "--rules-only", "--study", study)
    assert (code, PASSPHRASE in shown) == (ExitCode.KEY, True)
    monkeypatch.setenv(PASSPHRASE, TEST_PASSPHRASE)
    next(own_keys.glob("[!.]*.age")).unlink()
    assert run("pseudonymize", "--rules-only", "--study", study)[0] == ExitCode.KEY
    assert files_below(study) == before


@pytest.mark.parametrize("place", ["shared/x.key.age", "exports/x.key.age", "x.key.age"])
def test_a_key_where_things_are_shared_is_refused(study: Path, place: str) -> None:
    with_transcript(study)
    config = study / "study.toml"
    config.write_text(
        config.read_text(encoding="utf-8").replace('# key = "../my-study.key.age"', f'key = "{place}"'),
        encoding="utf-8",
    )
    assert run("pseudonymize", "--rules-only", "--study", study)[0] == ExitCode.KEY


@pytest.mark.parametrize("filled", ["maybe,,x\n", "change,,x\n"])
def test_a_decision_that_cannot_be_read_is_named_by_its_row(study: Path, filled: str) -> None:
    (study / "d.csv").write_text("decision,replacement,written_form\naccept,,y\n" + filled)
    code, shown = run("import", "decisions", study / "d.csv", "--by", "x", "--study", study)
    assert (code, "row 3" in shown) == (ExitCode.BAD_INPUT, True)


# --- what an attack found ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("identity", ["../evil", "a/b", "", "[/P1]", "P1.x"])
def test_an_id_that_is_no_file_name_is_refused(study: Path, identity: str) -> None:
    (study / "restricted" / "interviews.csv").write_text(f"id,participant,recordings\n{identity},P1,x.wav\n")
    assert run("status", "--study", study)[0] == ExitCode.BAD_INPUT


def test_ids_that_differ_in_case_only_are_refused(study: Path) -> None:
    (study / "restricted" / "interviews.csv").write_text("id,participant,recordings\nP1,P1,\np1,P1,\n")
    assert run("status", "--study", study)[0] == ExitCode.BAD_INPUT


@pytest.mark.parametrize("broken", [b"{", b"[]", b'{"kind": 3}', b"\xff"])
def test_a_damaged_file_is_said_to_be_damaged(study: Path, own_keys: Path, broken: bytes) -> None:
    with_transcript(study)
    run("run", "--rules-only", "--lexical", "--study", study)
    for path in (
        Study.open(study).transcript("P1"),
        Study.open(study).units("P1"),
        Study.open(study).identifiers("P1"),
    ):
        whole = path.read_bytes()
        path.write_bytes(broken)
        code, shown = run("status", "--study", study)
        assert code == ExitCode.WRONG_FILE or "damaged" in shown, shown
        path.write_bytes(whole)


def test_what_was_warned_of_is_not_said_again(study: Path, own_keys: Path) -> None:
    """The command ends with what to do."""
    with_transcript(study)
    Study.open(study).transcript("P1").write_bytes(b"{")
    _, shown = run("pseudonymize", "--rules-only", "--study", study)
    assert shown.count("P1.json is damaged") == 1
    assert "→ Put its latest copy" in shown


def change_transcript(study: Path) -> None:
    with_transcript(study, text=f"Then {SECRET} left.")


def change_guide(study: Path) -> None:
    guide = study / "guide.toml"
    guide.write_text(guide.read_text().replace("Tell me about", "Please tell me about"))


def change_table(study: Path) -> None:
    (study / "restricted" / "people.csv").write_text("name,aliases,role,of\nTove Lie,,boss,P1\n")


@pytest.mark.parametrize("change", [change_transcript, change_guide, change_table])
def test_nothing_is_released_that_something_has_overtaken(study: Path, own_keys: Path, change: object) -> None:
    with_transcript(study, text=f"Then {SECRET} came.")
    run("run", "--rules-only", "--lexical", "--study", study)
    assert run("approve", "P1", "all", "--by", "investigator", "--study", study)[0] == 0
    change(study)
    run("approve", "P1", "transcript", "--by", "investigator", "--study", study)
    assert run("release", "--by", "investigator", "--study", study)[0] == ExitCode.REFUSED
    assert not (study / "shared").exists()


def test_a_study_title_is_one_line(tmp_path: Path) -> None:
    assert run("init", tmp_path / "new", "--title", 'Work "and"\npain\\')[0] == 0
    assert run("status", "--study", tmp_path / "new")[0] == 0
