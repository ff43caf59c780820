"""The agreed coding goes out: searched by the gate, by the profile of its readers, without who withdrew."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from ipstranscribe import events
from ipstranscribe.choices import ProfileName
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import (
    CodebookEntry,
    CodedStretch,
    CodeMerge,
    CodeMerges,
    Coding,
    CodingLog,
    CodingNote,
    ConsensusDecision,
    ConsensusLog,
    Unit,
    Units,
)
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.check import Refused
from ipstranscribe.workflow.compare import agreed_project, compare, comparison_report
from ipstranscribe.workflow.release import check, release
from ipstranscribe.workflow.withdraw import withdraw
from tests.studies import ROLE, WHEN, exporting, ready, telling

SAID = {
    "P1": "I lie awake until noon most days of the week. My bed is by the street with trams.",
    "P2": "The mornings were hard for me then. Nobody at the office understood why I was late.",
}
TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
    "participants": "id,name\nP1,Hanne Nordmo\nP2,Ola Lie\n",
}


class Told(events.Nobody):
    """Listens to what is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def hear(self, event: events.Event) -> None:
        """Keep the text."""
        self.lines.append(str(getattr(event, "text", "")))


BOOK = "agreed coding/all interviews units.xlsx"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two approved interviews; a coder has coded both, and people have agreed on the first unit of each."""
    folder = tmp_path_factory.mktemp("made")
    study = exporting(telling(folder / "study", TABLES, SAID), formats=("xlsx", "csv"), programs=("qualcoder",))
    ready(study)
    coded(study, "P1", code="lying awake", why="both said so", note="long pause")
    coded(study, "P2", code="late", why="talked over", note="was at ease", definition="comes late to work")
    return folder


def first_unit(study: Study, interview: str) -> Unit:
    return storage.read(study.units(interview), Units).units[0]


def coded(
    study: Study,
    interview: str,
    *,
    code: str,
    group: str = "nights",
    why: str = "",
    note: str = "",
    definition: str = "",
) -> None:
    """A coder gave a code to the first unit of an interview, and people agreed on it."""
    one = first_unit(study, interview)
    stretch = CodedStretch(
        turn=one.turn,
        char_start=one.char_start,
        char_end=one.char_end,
        text=one.text,
        code=code,
        group=group,
        unit=one.id,
    )
    coding = Coding(
        id="1",
        when=WHEN,
        stretches=(stretch,),
        notes=(CodingNote(kind="note", text=note, unit=one.id),) if note else (),
        codebook=(CodebookEntry(code=code, groups=(group,), definition=definition),),
    )
    log = CodingLog(interview=interview, coder="A", codings=(coding,))
    storage.write(study.codings(interview, "A"), log, private=True)
    decision = ConsensusDecision(
        unit=one.id, turn=one.turn, text=one.text, codes=(code,), why=why, given={"A": (code,)}, by=ROLE, when=WHEN
    )
    storage.write(study.consensus(interview), ConsensusLog(interview=interview, decisions=(decision,)), private=True)


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def agreed_in(files: Mapping[str, bytes]) -> set[str]:
    return {name for name in files if name.startswith("agreed coding/")}


def row_of(book: bytes, unit: str) -> dict[str, str]:
    """The cells that people fill in, of the row of a unit, in any sheet of a workbook."""
    for sheet in openpyxl.load_workbook(io.BytesIO(book)):
        lines = [[str(cell or "") for cell in line] for line in sheet.iter_rows(values_only=True)]
        for line in lines:
            if unit in line:
                head = next(one for one in lines if "Code" in one)
                return {name: line[head.index(name)] for name in ("Code", "Subgroup", "Note")}
    raise AssertionError(unit)


def project_of(files: Mapping[str, bytes], name: str) -> "etree._Element":
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(files[name])).read("project.qde"))


def all_text(files: Mapping[str, bytes]) -> bytes:
    """Everything in the files, packages unpacked."""
    found = b""
    for name, content in files.items():
        found += name.encode() + content
        if zipfile.is_zipfile(io.BytesIO(content)):
            package = zipfile.ZipFile(io.BytesIO(content))
            found += b"".join(package.read(one) for one in package.namelist())
    return found


def test_a_release_holds_the_agreed_coding_in_tables_and_projects(study: Study) -> None:
    release(study, ROLE, WHEN)
    files = below(study.shared)
    assert agreed_in(files) == {
        *(f"agreed coding/{one}_units.{suffix}" for one in SAID for suffix in ("xlsx", "csv")),
        BOOK,
        "agreed coding/all interviews.qdpx",
        "agreed coding/qualcoder/all interviews.qdpx",
    }
    unit = first_unit(study, "P1")
    told = {"Code": "lying awake", "Subgroup": "nights", "Note": "both said so\nlong pause"}
    assert row_of(files[BOOK], unit.id) == told == row_of(files["agreed coding/P1_units.xlsx"], unit.id)
    root = project_of(files, "agreed coding/all interviews.qdpx")
    users = {one.get("name"): one.get("guid") for one in root.iterfind(".//{*}User")}
    marked = root.xpath(".//*[local-name()='PlainTextSelection'][@creatingUser=$user]", user=users["consensus"])
    assert [one.get("name") for one in marked] == [unit.id, first_unit(study, "P2").id]
    assert marked[0].findtext("{*}Description") == "both said so\nlong pause"
    code = marked[0].find("{*}Coding/{*}CodeRef").get("targetGUID")
    (named,) = root.xpath(".//*[local-name()='Code'][@guid=$guid]", guid=code)
    assert (named.get("name"), named.getparent().get("name")) == ("lying awake", "nights")
    assert b"lying awake" not in all_text({name: files[name] for name in files.keys() - agreed_in(files)}), "only there"


@pytest.mark.parametrize(
    ("readers", "codes", "remarks"), [("internal", True, True), ("archive", True, False), ("coders", False, False)]
)
def test_readers_get_what_their_profile_says(study: Study, readers: ProfileName, codes: bool, remarks: bool) -> None:
    heard = Told()
    with events.listening(heard):
        release(study, ROLE, WHEN, readers, accept_wording=True)
    text = all_text(below(study.shared))
    assert (b"comes late to work" in text) is codes
    assert (b"lying awake" in text) is codes
    assert (b"both said so" in text) is remarks
    assert (b"long pause" in text) is remarks
    assert any("leaves the agreed coding out" in line for line in heard.lines) is not codes


def test_a_file_of_an_interview_holds_nothing_that_came_with_another(study: Study) -> None:
    release(study, ROLE, WHEN)
    files = below(study.shared)
    text = all_text({name: files[name] for name in agreed_in(files) if name.startswith("agreed coding/P1")})
    assert b"lying awake" in text
    assert b"comes late to work" not in text


PLACES = {
    "a code": {"code": "noise at Hanne Nordmo's"},
    "a code group": {"code": "noise", "group": "Nordmo and others"},
    "a reason": {"code": "noise", "why": "Hanne Nordmo said so twice"},
    "a note": {"code": "noise", "note": "ask Nordmo again"},
    "a definition": {"code": "noise", "definition": "what keeps Hanne Nordmo awake"},
}


@pytest.mark.parametrize("given", PLACES.values(), ids=PLACES)
def test_a_name_in_it_stops_the_release_and_is_told_with_its_place(study: Study, given: dict[str, str]) -> None:
    coded(study, "P1", **given)
    with pytest.raises(Refused) as refused:
        release(study, ROLE, WHEN)
    assert not study.shared.exists()
    assert "Nordmo" not in str(refused.value)
    counts = refused.value.judgement.found.counts
    assert {one.where for one in counts} == {"in the agreed coding"}
    book = refused.value.judgement.found.workbook
    assert book is not None
    listed = "\n".join(
        str(cell)
        for sheet in openpyxl.load_workbook(book)
        for line in sheet.iter_rows(values_only=True)
        for cell in line
    )
    where = "codebook" if "definition" in given else first_unit(study, "P1").id
    assert f"P1, agreed coding, {where}" in listed


def test_working_copies_are_written_once_the_gate_has_looked_and_go_when_it_would_refuse(study: Study) -> None:
    assert not agreed_in(below(study.exports))
    check(study, None)
    files = below(study.exports)
    assert row_of(files[BOOK], first_unit(study, "P2").id)["Code"] == "late"
    assert b"lying awake" not in all_text({name: files[name] for name in files.keys() - agreed_in(files)})
    coded(study, "P1", code="Nordmo")
    check(study, None)
    assert not agreed_in(below(study.exports))
    coded(study, "P1", code="noise")
    check(study, None)
    assert row_of(below(study.exports)[BOOK], first_unit(study, "P1").id)["Code"] == "noise"


def test_what_is_not_as_it_was_is_told_and_left_out(study: Study) -> None:
    log = storage.read(study.consensus("P1"), ConsensusLog)
    other = log.decisions[0].model_copy(update={"text": "I lay awake."})
    storage.write(study.consensus("P1"), log.model_copy(update={"decisions": (other,)}), private=True)
    unit = first_unit(study, "P1").id
    heard = Told()
    with events.listening(heard):
        release(study, ROLE, WHEN)
    assert any(unit in line and "Left out of the agreed coding" in line for line in heard.lines)
    files = below(study.shared)
    assert row_of(files[BOOK], unit)["Code"] == ""
    assert "agreed coding/P1_units.xlsx" not in files
    assert row_of(files[BOOK], first_unit(study, "P2").id)["Code"] == "late"


def test_who_withdraws_takes_the_agreed_coding_along(study: Study) -> None:
    check(study, None)
    release(study, ROLE, WHEN)
    withdraw(study, "P2", by=ROLE, when=WHEN)
    for folder in (study.shared, study.exports, study.coding):
        text = all_text(below(folder))
        assert b"comes late to work" not in text, folder
        assert b"talked over" not in text, folder
        assert b"was at ease" not in text, folder
    assert "agreed coding/P1_units.xlsx" in below(study.shared)


def test_merged_codes_and_no_code(study: Study) -> None:
    merge = CodeMerge(code="late", same_as="time", by=ROLE, when=WHEN)
    storage.write(study.code_merges, CodeMerges(decisions=(merge,)), private=True)
    log = storage.read(study.consensus("P1"), ConsensusLog)
    none = log.decisions[0].model_copy(update={"codes": ()})
    storage.write(study.consensus("P1"), ConsensusLog(interview="P1", decisions=(*log.decisions, none)), private=True)
    release(study, ROLE, WHEN)
    files = below(study.shared)
    assert row_of(files[BOOK], first_unit(study, "P2").id)["Code"] == "time"
    assert row_of(files[BOOK], first_unit(study, "P1").id)["Code"] == "–"
    project = agreed_project(study, comparison_report(study))
    assert project is not None
    named = zipfile.ZipFile(io.BytesIO(project)).read("project.qde")
    assert b'name="time"' in named
    assert b'name="late"' not in named


def test_a_study_without_agreement_has_no_such_folder(study: Study) -> None:
    for one in SAID:
        storage.delete(study.consensus(one))
    check(study, None)
    release(study, ROLE, WHEN)
    assert not agreed_in(below(study.shared))
    assert not agreed_in(below(study.exports))


def test_what_was_agreed_in_the_workbook_and_not_read_back_is_not_thrown_away_by_a_withdrawal(study: Study) -> None:
    compare(study, agreement=False)
    book = study.comparison(".xlsx")
    as_written = book.read_bytes()
    workbook = openpyxl.load_workbook(book)
    sheet = next(one for one in workbook if any(c.value == "Agreed codes" for row in one.iter_rows() for c in row))
    head = next(c for row in sheet.iter_rows() for c in row if c.value == "Agreed codes")
    sheet.cell(head.row + 1, head.column).value = "wide awake"
    workbook.save(book)
    with pytest.raises(UserError, match=r"comparison\.xlsx: there is work that was not read back") as refused:
        withdraw(study, "P2", by=ROLE, when=WHEN)
    assert refused.value.code == ExitCode.REFUSED
    assert book.exists()
    assert study.pseudonymized("P2").exists()
    book.write_bytes(as_written)
    withdraw(study, "P2", by=ROLE, when=WHEN)
    assert not book.exists()
