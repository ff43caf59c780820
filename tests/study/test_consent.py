"""What participants consented to beyond the team: read from the table, and a ceiling for everything that is handed on."""

from pathlib import Path

import openpyxl
import pytest

from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import audit_log, consent, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.export import export_interview, export_whole
from ipstranscribe.workflow.release import release
from ipstranscribe.workflow.report_methods import report_methods
from ipstranscribe.workflow.report_risk import report_risk
from tests.cli.test_cli import run
from tests.listening import Collector
from tests.studies import ROLE, WHEN, exporting, founded, ready, transcript
from tests.workflow.test_coder_packs import files

SAID = {
    "P1": "It was a good day for all of us, and I went home with a light heart.",
    "P2": "The mornings were hard, and nobody at work understood why it took so long.",
    "P3": "Then the spring came, and the garden was full of snowdrops again.",
}
CONSENTS = {"P1": "coders; archive; quotes; sound", "P2": "kodere og sitater", "P3": ""}


def participants(study: Study, consents: dict[str, str] | None) -> Study:
    """The study with this column in its table of participants; None takes the column out."""
    names = {"P1": "Hanne Nordmo", "P2": "Ola Lie", "P3": "Siv Moe"}
    rows = ["id,name" + (",consent" if consents is not None else "")]
    rows += [f"{one},{name}" + (f',"{consents[one]}"' if consents is not None else "") for one, name in names.items()]
    (study.restricted / "participants.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return Study.open(study.root)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three interviews, everything approved, with a coder's folder; the table has no column of consent."""
    folder = tmp_path_factory.mktemp("made")
    interviews = "id,participant,recordings\n" + "".join(f"{one},{one},\n" for one in SAID)
    study = founded(
        folder / "study",
        {"interviews": interviews, "participants": "id,name\nP1,Hanne Nordmo\nP2,Ola Lie\nP3,Siv Moe\n"},
    )
    study = exporting(study, formats=("xlsx", "csv"), coders=("A",))
    for one, said in SAID.items():
        storage.write(study.transcript(one), transcript(one, one, said), private=True)
    ready(study)
    return folder


CELLS = {
    "coders, archive": ("coders", "archive"),
    "arkiv;kodere": ("coders", "archive"),
    "Sitater og lyd": ("quotes", "sound"),
    "SOUND clips and quotes.": ("quotes", "sound"),
    "kodarar/arkiv/sitat": ("coders", "archive", "quotes"),
    "coders archive": ("coders", "archive"),
    "": (),
    " ; ": (),
    "archive, archive": ("archive",),
}


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_is_read_in_every_language(study: Study, cell: str) -> None:
    opened = participants(study, {"P1": cell, "P2": "", "P3": ""})
    assert opened.participants[0].consent == CELLS[cell]
    assert opened.participants[1].consent == ()


@pytest.mark.parametrize("cell", ["yes", "arkivv", "coders, Solveig", "all", "ja", "archive until 2030", "none!"])
def test_an_unknown_word_is_named_by_row_and_column_and_not_quoted(study: Study, cell: str) -> None:
    with pytest.raises(UserError) as caught:
        _ = participants(study, {"P1": "", "P2": cell, "P3": ""}).participants
    assert "participants.csv, row 3, column consent" in caught.value.what
    assert "archive" in caught.value.fix
    assert cell not in caught.value.what


@pytest.mark.parametrize("heading", ["Samtykke", "consent to", "SAMTYKKER TIL", "samtykkjer"])
def test_the_column_may_be_headed_in_any_language(study: Study, heading: str) -> None:
    (study.restricted / "participants.csv").write_text(f"id,name,{heading}\nP1,Hanne Nordmo,arkiv\n", encoding="utf-8")
    assert Study.open(study.root).participants[0].consent == ("archive",)


def test_without_the_column_everything_is_as_it_was(study: Study) -> None:
    """Nothing is left out, nothing is outdated, and the risk report says that consent is not recorded."""
    assert not consent.is_recorded(study)
    assert consent.of_interview(study, study.interviews[0]) is None
    assert release(study, ROLE, WHEN, "archive", accept_wording=True).passes
    assert {f"{one}_units.csv" for one in SAID} <= set(files(study.shared))
    told = (study.reports / "risk_report.md") if report_risk(study, WHEN) else Path()
    assert "no column" in told.read_text(encoding="utf-8")
    report_methods(study, WHEN)
    assert "onsented" not in (study.reports / "methods_report.md").read_text(encoding="utf-8")


def test_adding_the_column_outdates_no_text_and_no_approval(study: Study) -> None:
    opened = participants(study, CONSENTS)
    code, shown = run("status", "--study", opened.root)
    assert (code, "documents outdated" in shown, "identifiers outdated" in shown) == (0, True, False)
    assert "Consent to archive: P1" in shown
    assert "Consent to coders: P1, P2" in shown
    assert "Consent to sound: P1" in shown


RELEASES = {"internal": ["P1", "P2", "P3"], "coders": ["P1", "P2"], "archive": ["P1"]}


@pytest.mark.parametrize("profile", RELEASES)
def test_a_release_goes_no_further_than_the_consent_and_says_so(study: Study, profile: str) -> None:
    opened, listener = participants(study, CONSENTS), Collector()
    with events.listening(listener):
        assert release(opened, ROLE, WHEN, profile, accept_wording=True).passes  # type: ignore[arg-type]
    shared, mine = files(opened.shared), RELEASES[profile]
    assert sorted(name for name in shared if name.endswith("_units.csv") and "/" not in name) == [
        f"{one}_units.csv" for one in mine
    ]
    left = sorted(set(SAID) - set(mine))
    told = [notice.text for notice in listener.notices if notice.text.startswith("Left out")]
    assert bool(told) == bool(left)
    assert all(one in told[0] for one in left)
    assert audit_log.read(opened)[-1].about.split() == mine
    for one in left:
        assert not [name for name, content in shared.items() if name != "log.csv" and _says(content, SAID[one])]
        assert not [name for name in shared if one in name]
        assert one not in shared["all interviews coverage.csv"].decode("utf-8-sig")


def _says(content: bytes, said: str) -> bool:
    if content.startswith(b"PK"):
        from ipstranscribe.release.extract.unpack import unpack

        return any(said[:30] in piece.text for piece in unpack("a.xlsx", content))
    return said[:30] in content.decode("utf-8", "replace")


def test_a_release_that_would_be_empty_is_refused(study: Study) -> None:
    opened = participants(study, dict.fromkeys(SAID, "quotes"))
    with pytest.raises(UserError, match="no consent to archive") as caught:
        release(opened, ROLE, WHEN, "archive", accept_wording=True)
    assert caught.value.code is ExitCode.REFUSED
    assert not opened.shared.exists() or not files(opened.shared)


def test_coders_folders_hold_only_who_consented_and_earlier_files_are_taken_back(study: Study) -> None:
    """What a coder worked on is kept, in a folder of the team."""
    edited = study.exports / "coder A" / "P3_units.xlsx"
    book = openpyxl.load_workbook(edited)
    book.worksheets[0]["J3"] = "spring"
    book.save(edited)
    opened = participants(study, CONSENTS)
    for interview in opened.interviews:
        export_interview(opened, interview)
    export_whole(opened)
    names = files(opened.exports)
    pack = {name: content for name, content in names.items() if name.startswith("coder A/")}
    assert {"coder A/P1_units.csv", "coder A/P2_units.csv"} <= set(pack)
    assert not [name for name in pack if "P3" in name]
    assert not [name for name, content in pack.items() if _says(content, SAID["P3"])]
    assert "P3" not in pack["coder A/manifest.sha256"].decode()
    assert "taken back/coder A/P3_units.xlsx" in names
    assert "P3_units.csv" in names
    run_again = files(opened.exports)
    export_whole(opened)
    assert files(opened.exports) == run_again


def test_the_reports_show_the_scopes(study: Study) -> None:
    opened = participants(study, CONSENTS)
    report_risk(opened, WHEN)
    risk = (opened.reports / "risk_report.md").read_text(encoding="utf-8")
    assert "| P2 | yes | no | yes | no |" in risk
    report_methods(opened, WHEN)
    methods = (opened.reports / "methods_report.md").read_text(encoding="utf-8")
    assert "Consented to archive" in methods
    assert "1/3" in methods


def test_whoever_is_in_no_row_has_consented_to_nothing(study: Study) -> None:
    (study.restricted / "participants.csv").write_text("id,name,consent\nP1,Hanne Nordmo,archive\n", encoding="utf-8")
    opened = Study.open(study.root)
    assert consent.without(opened, "archive") == {"P2", "P3"}
