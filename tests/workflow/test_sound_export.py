"""Sound in what is handed on: to nobody unless consent and profile allow it, and past the gate only as it was made."""

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from ipstranscribe import events
from ipstranscribe.model import SoundRecord
from ipstranscribe.release.gate import Verdict
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import sound_state
from ipstranscribe.workflow.audio import SoundWork, audio
from ipstranscribe.workflow.export import export_interview, export_whole
from ipstranscribe.workflow.release import check, release
from ipstranscribe.workflow.retention import delete_recordings
from ipstranscribe.workflow.withdraw import withdraw
from tests.export.qdpx_sample import SCHEMA
from tests.listening import Collector
from tests.studies import ROLE, WHEN, copied
from tests.workflow import sound_study

_QDA = "{urn:QDA-XML:project:1.0}"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in which sound and clips were made of all interviews."""
    folder = tmp_path_factory.mktemp("sound")
    study = sound_study.made(folder)
    for interview in study.interviews:
        audio(study, interview, SoundWork(study), clips=True)
    return folder


@pytest.fixture
def study(whole: Path, tmp_path: Path) -> Study:
    return copied(whole, tmp_path)


def exported(study: Study) -> Study:
    """The study with its working copies written, also for a coder."""
    settings = study.export_settings().model_copy(update={"coders": ("A",)})
    for interview in study.interviews:
        export_interview(study, interview, settings)
    export_whole(study, settings)
    return study


def sounds(folder: Path) -> set[str]:
    """The sound files below a folder, without the numbers of units."""
    return {re.sub(r"(MU|LO)\d+", "unit", path.relative_to(folder).as_posix()) for path in folder.rglob("*.ogg")}


def refused(verdict: Verdict) -> set[str]:
    return {finding.file for finding in verdict.findings if "a recording" in finding.what}


def test_by_default_nobody_gets_sound(study: Study) -> None:
    """Consent alone is not enough, nor is a profile alone; without a word in the table nobody has consented."""
    exported(study)
    assert sounds(study.exports) == set()
    assert "audio" not in (study.exports / "P1_transcript.html").read_text(encoding="utf-8")
    table = study.restricted / "participants.csv"
    rows = [line.rpartition(",")[0] for line in table.read_text(encoding="utf-8").splitlines()]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert sounds(exported(sound_study.allowing(study)).exports) == set()


def test_coders_hear_whom_consent_and_profile_allow(study: Study) -> None:
    """P2 did not consent to sound, and of F1 only one of two did."""
    allowed = exported(sound_study.allowing(study))
    assert sounds(allowed.exports) == {"P1_sound/P1-unit.ogg", "coder A/P1_sound/P1-unit.ogg"} or sounds(
        allowed.exports
    ) == {"P1_sound/P1-unit.ogg", "coder_A/P1_sound/P1-unit.ogg"}
    note = (allowed.exports / "P1_sound" / "about.txt").read_text(encoding="utf-8")
    assert "A voice says who speaks" in note
    name = allowed.restricted / "people.csv"
    name.write_text("name,role\nVoice Sound,friend\n", encoding="utf-8")  # our own words pass at their place
    findings = check(Study.open(allowed.root), allowed.exports / "P1_sound").verdict.findings
    assert not [one for one in findings if one.file == "about.txt"]


def test_every_link_leads_to_a_clip(study: Study) -> None:
    exports = exported(sound_study.allowing(study)).exports
    made = storage.read(study.sound_record("P1"), SoundRecord)
    page = (exports / "P1_transcript.html").read_text(encoding="utf-8")
    linked = set(re.findall(r'<audio controls preload="none" src="([^"]+)"', page))
    assert len(linked) == len(made.clips) > 0
    assert "media-src 'self' file:" in page
    for name in ("P1_units.xlsx", "all interviews units.xlsx"):
        book = openpyxl.load_workbook(exports / name)
        links = {cell.hyperlink.target for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink}
        assert links == linked
        assert links and all((exports / link).is_file() for link in links)


def test_a_project_holds_the_sound_with_the_times_of_units(study: Study) -> None:
    """Valid by the schema of the standard; the covered copy itself; times in milliseconds, positions in the text."""
    path = exported(sound_study.allowing(study)).exports / "all interviews.qdpx"
    with zipfile.ZipFile(path) as package:
        project = etree.fromstring(package.read("project.qde"))
        SCHEMA.assertValid(project)
        (source,) = project.iter(f"{_QDA}AudioSource")
        sound = package.read("sources/" + source.get("path").removeprefix("internal://"))
        (transcript,) = source.iter(f"{_QDA}Transcript")
        text = package.read("sources/" + transcript.get("plainTextPath").removeprefix("internal://")).decode()
    assert storage.digest_of(sound) == storage.read(study.sound_record("P1"), SoundRecord).muted
    points = {one.get("guid"): one for one in transcript.iter(f"{_QDA}SyncPoint")}
    selections = list(transcript.iter(f"{_QDA}TranscriptSelection"))
    assert selections
    for one in selections:
        start, end = points[one.get("fromSyncPoint")], points[one.get("toSyncPoint")]
        said = text[int(start.get("position")) : int(end.get("position"))]
        assert said and "Nordmo" not in said
        assert 1500 <= int(start.get("timeStamp")) < int(end.get("timeStamp")) <= 14_000
    assert not list(transcript.iter(f"{_QDA}Coding"))


def test_the_gate_lets_through_what_was_made_and_no_other_sound(study: Study) -> None:
    allowed = exported(sound_study.allowing(study))
    assert not refused(check(allowed, allowed.exports).verdict)
    other = allowed.exports / "P1_sound" / "P1-MU900.ogg"
    other.write_bytes(study.muted("P2").read_bytes())  # made of P2, who did not consent
    (allowed.exports / "P1.m4a").write_bytes((study.restricted / "recordings" / "P1.m4a").read_bytes())
    changed = next(path for path in (allowed.exports / "P1_sound").glob("*.ogg") if path != other)
    changed.write_bytes(changed.read_bytes() + b"\0")
    assert refused(check(allowed, allowed.exports).verdict) == {
        "P1.m4a",
        "P1_sound/P1-MU900.ogg",
        f"P1_sound/{changed.name}",
    }


def test_the_gate_looks_into_projects(study: Study) -> None:
    """A recording in a package is refused as one beside it."""
    allowed = exported(sound_study.allowing(study))
    path = allowed.exports / "all interviews.qdpx"
    assert not refused(check(allowed, allowed.exports).verdict)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("sources/more.ogg", study.muted("P2").read_bytes())
    assert refused(check(allowed, allowed.exports).verdict) == {"all interviews.qdpx"}


def test_a_release_holds_sound_for_its_readers_only_and_withdrawal_takes_it_back(study: Study) -> None:
    release(study, ROLE, WHEN)
    assert sounds(study.shared) == set()
    allowed = sound_study.allowing(study, "coders")
    release(allowed, ROLE, WHEN, accept_wording=True)  # for the team, whose profile says nothing of sound
    assert sounds(study.shared) == set()
    release(allowed, ROLE, WHEN, "coders", accept_wording=True)
    assert sounds(study.shared) == {"P1_sound/P1-unit.ogg"}
    exported(sound_study.allowing(study))
    withdraw(Study.open(study.root), "P1", by=ROLE, when=WHEN)
    assert sounds(study.shared) == sounds(study.exports) == set()
    assert not list(study.root.rglob("P1*.ogg"))


def test_sound_of_an_earlier_text_is_taken_out_and_said(study: Study) -> None:
    allowed = exported(sound_study.allowing(study))
    assert sounds(allowed.exports)
    record = storage.read(study.sound_record("P1"), SoundRecord)
    storage.write(study.sound_record("P1"), record.model_copy(update={"inputs": "of an earlier text"}), private=True)
    assert sound_state.outdated(allowed) == ["P1"]
    listener = Collector()
    with events.listening(listener):
        exported(allowed)
    assert any("Without sound" in str(one) and "P1" in str(one) for one in listener.events)
    assert sounds(allowed.exports) == set()
    assert not refused(check(allowed, allowed.exports).verdict)


def test_a_study_without_sound_writes_what_it_wrote_before(study: Study, tmp_path: Path) -> None:
    """Neither the fingerprints of settings nor documents change."""
    assert "sound" not in study.config.model_dump_json()
    exported(study)
    before = {path: path.read_bytes() for path in study.exports.rglob("*") if path.is_file()}
    for interview in study.interviews:
        sound_state.delete(study, interview.id)
    exported(study)
    assert {path: path.read_bytes() for path in study.exports.rglob("*") if path.is_file()} == before


def test_with_the_recordings_the_clips_in_working_copies_go_and_it_is_said_where_more_may_be(study: Study) -> None:
    allowed = exported(sound_study.allowing(study))
    assert sounds(allowed.exports)
    heard = Collector()
    with events.listening(heard):
        delete_recordings(allowed, allowed.interviews[:1], by=ROLE, when=WHEN)
    assert sounds(allowed.exports) == set()
    assert any("P1: projects in exports/ may hold sound" in one.text for one in heard.notices)
    assert sound_state.state(allowed, allowed.interview("P2")) == "made"
    heard = Collector()
    with events.listening(heard):
        delete_recordings(allowed, allowed.interviews[:1], by=ROLE, when=WHEN)
    assert not heard.notices
