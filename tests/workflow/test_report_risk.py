"""The risk report on a real study: what it says, that it names nobody, and where it lies."""

import io
import os
import shutil
import stat
from pathlib import Path

import pytest
import typer
from docx import Document
from typer.testing import CliRunner

from ipstranscribe.cli import risk as command
from ipstranscribe.errors import UserError
from ipstranscribe.model import Decision, Decisions, Identifier, Identifiers, MadeBy, Speaker, Transcript, Turn
from ipstranscribe.study import key as keys
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.approve import approve
from ipstranscribe.workflow.check import full_key
from ipstranscribe.workflow.init import create_study
from ipstranscribe.workflow.pseudonymize import pseudonymize_study
from ipstranscribe.workflow.report_risk import report_risk
from tests.release.looking import look_through

ROLE, WHEN, TODAY = "investigator", "2026-11-22T10:00+01:00", "2026-11-23"
SAID = {
    "P1": (
        "Then Hanne Nordmo took the train from Lillehammer with Dag, and Dag paid.",
        "I was the only woman who drove a tractor there, and Kari Lunde knew it, for twenty-six years.",
    ),
    "P2": ("Well, Lillehammer is where I was born. Dag for dag.", "We met at the Xylofon again, and Kari Lunde came."),
    "P3": ("I said no on the Mariner, to 4711 letters.", "Per, hanne and NAV."),
}
PARTICIPANTS = (
    "id,name,town,gender,age,notes,branch\n"
    "P1,Hanne Nordmo,Lillehammer,woman,47,lives with Dag,working\n"
    "P2,Rolf Lie,,man,44,,working\n"
    "P3,Ida Vik,,woman,41,born 12.03.1985,working\n"
    "P4,Ola Moe,,woman,49,,working\n"
    "P9,Eva Hauge,,other,19,,away\n"
)


def transcript(interview: str, said: tuple[str, ...]) -> Transcript:
    turns = [Turn(id=f"{interview}-001", speaker="I", text="How was it to be back at work?")]
    turns += [Turn(id=f"{interview}-{n:03}", speaker=interview, text=text) for n, text in enumerate(said, 2)]
    speakers = (Speaker(label="I", role="interviewer"), Speaker(label=interview, role="participant"))
    made_by = MadeBy(program="a test", inputs="")
    return Transcript(interview=interview, language="en", speakers=speakers, turns=tuple(turns), made_by=made_by)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three interviews, pseudonymized by rules, one of them approved; a fourth has no transcript yet. The key lies beside."""
    root = tmp_path_factory.mktemp("made") / "study"
    create_study(root, "Back to work", "en")
    settings = (root / "study.toml").read_text(encoding="utf-8")
    (root / "study.toml").write_text(f'key = "../study.key.age"\n{settings}', encoding="utf-8")
    restricted = root / "restricted"
    rows = "".join(f"P{n},P{n},\n" for n in range(1, 5))
    (restricted / "interviews.csv").write_text(f"id,participant,recordings\n{rows}", encoding="utf-8")
    (restricted / "participants.csv").write_text(PARTICIPANTS, encoding="utf-8")
    (restricted / "people.csv").write_text("name,aliases,role,of\nDag Holm,Dag,husband,P1\n", encoding="utf-8")
    study = Study.open(root)
    for interview, said in SAID.items():
        storage.write(study.transcript(interview), transcript(interview, said), private=True)
    decisions = (
        Decision(form="Lillehammer", verdict="accept", by=ROLE, when=WHEN),
        Decision(form="Xylofon", verdict="reject", by="Hanne Nordmo", when=WHEN),
    )
    storage.write(study.decisions, Decisions(decisions=decisions), private=True)
    pseudonymize_study(study, rules_only=True)
    approve(study, "P1", "transcript", by=ROLE, when=WHEN)
    return root


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Study:
    """That study, to be changed at will."""
    shutil.copytree(made, tmp_path / "study")
    shutil.copy(made.with_name("study.key.age"), tmp_path)
    return Study.open(tmp_path / "study")


def markdown(study: Study, k: int = 3) -> str:
    return report_risk(study, TODAY, k).files[1].read_text(encoding="utf-8")


def line(text: str, start: str) -> str:
    """The one line of the report that starts so."""
    (found_line,) = [one for one in text.splitlines() if one.startswith(start)]
    return found_line


def test_it_warns_and_says_what_it_is_about(study: Study) -> None:
    text = markdown(study)
    assert "not a guarantee" in text
    assert line(text, "- Project") == "- Project: Back to work"
    assert line(text, "- Date") == f"- Date of this report: {TODAY}"
    assert "internal" in line(text, "- Profile")


def test_an_interview_that_is_not_done_is_named_as_missing(study: Study) -> None:
    text = markdown(study)
    assert line(text, "- Without") == "- Without pseudonymized text: P4"
    assert line(text, "| P4 | missing") == "| P4 | missing | missing | missing |  |"
    assert line(text, "| P1 | reviewed").startswith("| P1 | reviewed | draft | missing | 1 |")


def test_rare_attributes_are_of_those_who_were_interviewed_and_of_describing_columns(study: Study) -> None:
    text = markdown(study)
    assert line(text, "| gender: man") == "| gender: man | 1 | P2 |"
    assert "age: 40–49 |" not in text
    assert "gender: other" not in text
    assert "town" not in text.split("##")[2]


def test_the_number_of_people_asked_for_holds(study: Study) -> None:
    assert "gender: woman" not in markdown(study, 3)
    assert "| gender: woman | 3 | P1, P3, P4 |" in markdown(study, 4)


def test_an_attribute_that_names_somebody_is_not_shown(study: Study) -> None:
    text = markdown(study)
    assert text.count("notes: (not shown)") == 2
    assert "1985" not in text


def test_other_people_are_counted_by_their_replacement(study: Study) -> None:
    report = report_risk(study, TODAY).report
    husband = next(one for one in report.third["P1"] if one.replacement == "[P1's husband]")
    assert (husband.times, husband.interviews) == (2, ("P1",))
    kari = next(one for one in report.several if one.replacement != "[P1's husband]")
    assert kari.interviews == ("P1", "P2")
    assert not any(one.replacement == "[P1]" for one in report.third["P1"])


def test_what_was_left_or_is_undecided_is_listed_by_turn(study: Study) -> None:
    report = report_risk(study, TODAY).report
    assert ("P1", "fact", ("P1-003",)) in [(one.interview, one.category, one.turns) for one in report.left]
    assert ("P3", "open_replaced", ("P3-002",)) in [(one.interview, one.why, one.turns) for one in report.left]


def test_words_and_numbers_that_are_left_are_listed_and_known_forms_are_not(study: Study) -> None:
    report = report_risk(study, TODAY).report
    words = {one.interview: one for one in report.words}
    assert [one.what for one in words["P2"].words] == ["Xylofon"]
    assert "NAV" in [one.what for one in words["P3"].words]
    assert [(one.what, one.turns) for one in words["P3"].numbers] == [("4711", ("P3-002",))]


def test_a_form_that_waits_to_be_replaced_is_counted_and_not_shown(study: Study) -> None:
    later = Decision(form="NAV", verdict="accept", by=ROLE, when=WHEN)
    old = storage.read(study.decisions, Decisions)
    storage.write(study.decisions, Decisions(decisions=(*old.decisions, later)), private=True)
    (third,) = [one for one in report_risk(study, TODAY).report.words if one.interview == "P3"]
    assert third.known == 1
    assert "NAV" not in [one.what for one in third.words]


def test_no_word_of_a_name_that_is_undecided_and_stands_in_the_text_is_shown(study: Study) -> None:
    undecided = Identifier(
        turn="P2-003", char_start=10, char_end=21, category="organisation", entity="E0900", found_by="a test",
        confidence=0.5, state="suggested", masked=False,
    )  # fmt: skip
    stored = storage.read(study.identifiers("P2"), Identifiers)
    others = tuple(one for one in stored.identifiers if one.turn != "P2-003")
    changed = stored.model_copy(update={"identifiers": (*others, undecided)})
    storage.write(study.identifiers("P2"), changed, private=True)
    storage.write(study.decisions, Decisions(), private=True)
    (second,) = [one for one in report_risk(study, TODAY).report.words if one.interview == "P2"]
    assert [one.what for one in second.words] == []


def test_decisions_are_counted_by_kind_and_role(study: Study) -> None:
    text = markdown(study)
    assert "| replace | places | investigator | 1 |" in text
    assert "| leave as it is | people | (not shown) | 1 |" in text
    assert line(text, "| P1 | Transcript | inv") == "| P1 | Transcript | investigator | 2026-11-22 10:00 | yes |"
    looked = report_risk(study, TODAY).report.looked
    assert 0 < looked.entities_decided < looked.entities
    assert 0 < looked.places_unseen < looked.places


def test_a_search_for_every_written_form_finds_none_in_the_report(study: Study) -> None:
    files = {path.name: path.read_bytes() for path in report_risk(study, TODAY).files}
    verdict = look_through(files, full_key(study), storage.read(study.decisions, Decisions))
    assert verdict.files == 2
    assert verdict.findings == ()


def test_names_in_columns_values_roles_and_the_title_are_not_told(study: Study) -> None:
    table = PARTICIPANTS.replace("gender", "knows Kari Lunde").replace(",man,", ",asked dag,")
    (study.restricted / "participants.csv").write_text(table, encoding="utf-8")
    settings = (study.root / "study.toml").read_text(encoding="utf-8")
    (study.root / "study.toml").write_text(settings.replace("Back to work", "Work in Lillehammer"), encoding="utf-8")
    text = markdown(Study.open(study.root))
    assert line(text, "- Project") == "- Project: (not shown)"
    assert "| (1): (not shown) | 1 | P2 |" in text
    assert not any(name in text.casefold() for name in ("lunde", "dag", "lillehammer", "nordmo"))


def test_the_search_would_find_one(study: Study) -> None:
    text = markdown(study) + "\nHanne\n"
    assert look_through({"a.md": text.encode()}, full_key(study), Decisions()).findings


def test_it_lies_where_originals_lie_readable_by_its_owner_alone(study: Study) -> None:
    for path in report_risk(study, TODAY).files:
        assert path.parent == study.root / "restricted" / "reports"
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_study_gives_the_same_bytes(study: Study) -> None:
    first = [path.read_bytes() for path in report_risk(study, TODAY).files]
    assert [path.read_bytes() for path in report_risk(study, TODAY).files] == first


def test_no_key_is_needed(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    keys.path(study).unlink()
    assert report_risk(study, TODAY).report.missing == ("P4",)


def test_a_new_study_has_a_report_too(tmp_path: Path) -> None:
    create_study(tmp_path / "new", "New", "nn")
    text = markdown(Study.open(tmp_path / "new"))
    assert "Rapport om risiko for attkjenning" in text
    assert "Deltakarar som er intervjua: 0" in text


def test_word_and_markdown_say_the_same(study: Study) -> None:
    docx, md = report_risk(study, TODAY).files
    document = Document(io.BytesIO(docx.read_bytes()))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    rows = [one for one in md.read_text(encoding="utf-8").splitlines() if one.startswith("| ") and "---" not in one]
    assert {cell.strip() for row in rows for cell in row.strip("|").split("|")} <= cells | {""}


def test_the_command_says_where_it_is_and_a_few_figures(study: Study) -> None:
    app = typer.Typer()
    app.command()(command.command)
    result = CliRunner().invoke(app, ["--study", str(study.root), "--k", "4"])
    assert result.exit_code == 0, result.output
    assert "risk_report.docx" in result.output
    assert "Not in it yet: P4" in result.output
    assert "fewer than 4 people" in result.output
    assert not any(name in result.output for name in ("Hanne", "Xylofon", "NAV"))


def test_a_table_that_cannot_be_read_is_the_users_to_correct(study: Study) -> None:
    (study.restricted / "participants.csv").write_text("id\nP1\n", encoding="utf-8")
    with pytest.raises(UserError):
        report_risk(Study.open(study.root), TODAY)
