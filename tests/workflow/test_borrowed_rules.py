"""A language without rules is given another's only at the user's word, and the screen and every document say so."""

import re
from pathlib import Path

import pytest
from docx import Document

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import PseudonymizedTranscript, Units
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import pseudonymize_inputs, split
from ipstranscribe.workflow.interview_readings import readiness
from tests.cli.test_cli import run
from tests.studies import copied, founded, in_everything, transcript

TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
    "participants": "id,name\nP1,Kari Nordmann\nP2,Ola Hansen\n",
    "people": "name,role\n",
}
REMARK = "identifiers found by the rules of English (en), because there are none for de"
RUN = ("run", "--rules-only", "--lexical")
FIX = 'Say whose rules to use with --rules-of en, or in study.toml under [languages]: de = "en".'


@pytest.fixture(scope="module")
def founding(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with an interview in German and one in English."""
    root = tmp_path_factory.mktemp("borrowed")
    study = founded(root / "study", TABLES)
    german = transcript("P1", "P1", "Then Kari rang on the third of May 2019.").model_copy(update={"language": "de"})
    storage.write(study.transcript("P1"), german, private=True)
    storage.write(study.transcript("P2"), transcript("P2", "P2", "Then Ola rang me."), private=True)
    return root


@pytest.fixture
def study(founding: Path, tmp_path: Path) -> Study:
    return copied(founding, tmp_path)


def shown(study: Study, *words: str) -> tuple[int, str]:
    """Exit code of a command and what it showed, without line ends."""
    code, text = run(*words, "--study", study.root)
    return code, " ".join(text.split())


def text(study: Study) -> PseudonymizedTranscript:
    return storage.read(study.pseudonymized("P1"), PseudonymizedTranscript)


def units(study: Study) -> Units:
    return storage.read(study.units("P1"), Units)


def in_study_toml(study: Study, line: str) -> None:
    path = study.root / "study.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n[languages]\n{line}\n", encoding="utf-8")


@pytest.mark.parametrize("words", [RUN, RUN[:2], ("pseudonymize", "--rules-only"), ("pseudonymize",)])
def test_without_a_word_nothing_is_done(words: tuple[str, ...], study: Study) -> None:
    code, said = shown(study, *words)
    assert code == ExitCode.BAD_INPUT
    assert "There are no rules for the language de; there are rules for en (English)," in said
    assert FIX in said
    assert not study.pseudonymized("P1").exists()
    assert not study.pseudonymized("P2").exists()


def test_a_language_that_is_known_before_a_recording_is_transcribed_is_refused_before(
    founding: Path, tmp_path: Path
) -> None:
    study = copied(founding, tmp_path)
    table = study.root / "restricted" / "interviews.csv"
    table.write_text("id,participant,recordings,language\nP3,P1,P3.wav,de\n", encoding="utf-8")
    assert shown(study, *RUN)[0] == ExitCode.BAD_INPUT
    code, said = shown(study, *RUN, "--rules-of", "en")
    assert "no rules" not in said
    assert (code, "the recording P3.wav is not in" in said) == (ExitCode.BAD_INPUT, True)


@pytest.mark.parametrize("code", ["de", "tysk", "klingon"])
def test_only_a_language_that_has_rules_can_be_named(code: str, study: Study) -> None:
    for words in (RUN, ("pseudonymize", "--rules-only"), ("split", "--lexical")):
        if words[0] == "split":
            assert shown(study, *RUN, "--rules-of", "en")[0] == 0
        got, said = shown(study, *words, "--rules-of", code)
        assert (got, f"There are no rules of {code}." in said) == (ExitCode.USAGE, True)


def test_the_word_is_given_once_and_shown_everywhere(study: Study) -> None:
    study = in_everything(study)
    code, said = shown(study, *RUN, "--rules-of", "en")
    assert code == 0
    assert f"Rules: {REMARK}." in said
    assert "P1: split by the rules of English (en), because there are none for de." in said
    assert (text(study).language, text(study).rules) == ("de", "en")
    assert "Kari" not in text(study).turns[1].text
    assert "2019" not in text(study).turns[1].text
    assert REMARK in text(study).notes
    assert REMARK in units(study).notes
    assert storage.read(study.pseudonymized("P2"), PseudonymizedTranscript).notes == text(study).notes[:-1]
    pages = [path for path in study.exports.glob("P1_*") if path.suffix in (".docx", ".html", ".json")]
    assert {path.suffix for path in pages} == {".docx", ".html", ".json"}
    for page in pages:
        told = page.read_text(encoding="utf-8") if page.suffix != ".docx" else _word(page)
        assert REMARK in told, page.name
    assert "up to date" in shown(study, *RUN)[1]
    assert pseudonymize_inputs.is_current(study)
    assert readiness(study, study.interview("P1")) == "ready"


def _word(path: Path) -> str:
    document = Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))


def test_the_word_can_stand_in_study_toml(study: Study) -> None:
    in_study_toml(study, 'de = "nb"')
    assert shown(study, *RUN)[0] == 0
    assert text(study).rules == "nb"
    assert shown(study, *RUN, "--rules-of", "en")[0] == 0
    assert text(study).rules == "en"


@pytest.mark.parametrize("line", ['de = "sv"', 'en = "nb"', 'nb = "en"', "de = 1"])
def test_study_toml_names_no_language_that_has_rules_and_no_rules_that_are_not_there(line: str, study: Study) -> None:
    in_study_toml(study, line)
    code, said = shown(study, "status")
    assert code == ExitCode.BAD_STUDY
    assert re.search(r"study.toml, line \d+", said)
    assert 'de = "en"' in said


def test_units_may_be_cut_by_other_rules(study: Study) -> None:
    assert shown(study, *RUN, "--rules-of", "en")[0] == 0
    code, said = shown(study, "split", "--lexical", "--rules-of", "nb")
    assert (code, "split by the rules of Norwegian bokmål (nb), because there are none for de" in said) == (0, True)
    assert [note for note in units(study).notes if "rules of" in note] == [
        REMARK,
        "split by the rules of Norwegian bokmål (nb), because there are none for de",
    ]
    assert split.is_current(study, study.interview("P1"))
    assert "(up to date)" in shown(study, "split", "P1", "--lexical")[1]


def test_what_an_earlier_version_did_silently_is_out_of_date_and_refused(study: Study) -> None:
    """Version 0.1.0 searched German by English rules and said nothing."""
    assert shown(study, *RUN, "--rules-of", "en")[0] == 0
    for path, kind in ((study.pseudonymized("P1"), PseudonymizedTranscript), (study.units("P1"), Units)):
        value = storage.read(path, kind)
        notes = tuple(note for note in value.notes if "rules of" not in note)
        made_by = value.made_by.model_copy(update={"inputs": "of an earlier version"})
        other = {"notes": notes, "made_by": made_by} | ({"rules": ""} if kind is not Units else {})
        storage.write(path, value.model_copy(update=other))
    assert '"rules"' not in study.pseudonymized("P1").read_text(encoding="utf-8")
    assert not pseudonymize_inputs.is_current(study)
    assert readiness(study, study.interview("P1")) == "stale"
    assert shown(study, "status")[0] == 0
    with pytest.raises(UserError, match="no rules for the language de"):
        split.split(study, study.interview("P1"), split.LazyVectors(), lexical=True)
    code, said = shown(study, *RUN)
    assert (code, FIX in said) == (ExitCode.BAD_INPUT, True)
    assert shown(study, *RUN, "--rules-of", "en")[0] == 0
    assert text(study).rules == "en"


def results(study: Study) -> dict[Path, bytes]:
    """What is stored, but for the record of how it was asked for."""
    return {path: path.read_bytes() for path in study.root.rglob("*.json") if path != study.step_inputs("run")}


def test_a_language_with_rules_is_not_touched_by_the_word(study: Study) -> None:
    table = study.root / "restricted" / "interviews.csv"
    table.write_text("id,participant,recordings\nP2,P2,\n", encoding="utf-8")
    assert shown(study, *RUN)[0] == 0
    before = results(study)
    assert "up to date" in shown(study, *RUN, "--rules-of", "nb")[1]
    assert results(study) == before
    assert not [path for path, raw in before.items() if re.search(rb'"rules"|rules_of', raw)]
