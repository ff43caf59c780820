"""A deposit for a data archive: the way of a release, into a new folder, of those who have consented to it."""

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.export.deposit import words as deposit_words
from ipstranscribe.languages import RECORDS
from ipstranscribe.model import CodeMerges, ConsensusDecision, ConsensusLog, Units
from ipstranscribe.study import audit_log, deposits, passphrases, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text import conventions
from ipstranscribe.workflow import archive as steps
from ipstranscribe.workflow.archive import archive
from ipstranscribe.workflow.check import Refused
from ipstranscribe.workflow.handover import HandoverParts, begin, hand_over
from ipstranscribe.workflow.release import Reworded, check
from ipstranscribe.workflow.remaining_originals import of_study
from ipstranscribe.workflow.withdraw import remove_originals, withdraw
from tests.studies import ROLE, WHEN, ready, telling, transcript

TEI, DDI = "{http://www.tei-c.org/ns/1.0}", "{ddi:codebook:2_5}"
SAID = {
    "P1": "Then Hanne Nordmo took the train from Lillehammer. It was the fourteenth of March 2019, < & all.",
    "P2": "Well, Lillehammer is where I was born.",
    "P3": "I never took a train.",
    "P4": "Nor did I.",
}
TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\nP3,P3,\nP4,P4,\n",
    "participants": "id,name,town,consent,years at work,shift\n"
    "P1,Hanne Nordmo,Lillehammer,archive;quotes,12,day\n"
    "P2,Roman Lie,,coders,3,day\n"
    "P3,Round Dates,,archive,7,day\n"
    "P4,Tove Vik,,archive,8,day\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four interviews, all of it approved; P2 has not consented to an archive."""
    folder = tmp_path_factory.mktemp("made")
    ready(telling(folder / "study", TABLES, SAID))
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "deposit-2026-11-29"


def laid_out(study: Study, place: Path) -> dict[str, bytes]:
    archive(study, place, ROLE, WHEN, accept_wording=True)
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_deposit_has_transcripts_codebook_consent_description_and_checksums(study: Study, place: Path) -> None:
    files = laid_out(study, place)
    kept = ("P1", "P3", "P4")
    of_each = {f"transcripts/{one}_{what}" for one in kept for what in ("transcript.txt", "turns.csv", "tei.xml")}
    whole = {"README.md", "manifest.sha256", "consent.csv", "variables.csv", "ddi_codebook.xml"}
    assert set(files) == of_each | whole | {"codebook/guide_questions.csv"}
    listed = dict(reversed(line.split("  ")) for line in files["manifest.sha256"].decode().splitlines())
    assert listed == {n: hashlib.sha256(data).hexdigest() for n, data in files.items() if n != "manifest.sha256"}
    readme = files["README.md"].decode()
    for name in set(files) - {"README.md", "manifest.sha256"}:
        assert f"| {name} | {len(files[name])} | {listed[name]} |" in readme
    for told in ("- Study: Back to work", f"- Date of this deposit: {WHEN[:10]}", "verbatim. ", "3 of 4 in the study"):
        assert told in readme
    assert [row["interview"] for row in rows(files["consent.csv"])] == list(kept)
    assert {row["archive"] for row in rows(files["consent.csv"])} == {"yes"}
    assert [row["quotes"] for row in rows(files["consent.csv"])] == ["yes", "no", "no"]
    assert rows(files["codebook/guide_questions.csv"])


IN_LANGUAGE = {
    "nb": ("## Erstatninger", "søster", "- Dato: ", "3 av 4 i studien", "gjennomsnitt 9,0, standardavvik 2,6"),
    "nn": ("## Erstatningar", "syster", "- Dato: ", "3 av 4 i studien", "gjennomsnitt 9,0, standardavvik 2,6"),
    "da": ("## Erstatninger", "søster", "- Dato: ", "3 af 4 i undersøgelsen", "gennemsnit 9,0, standardafvigelse 2,6"),
    "en": ("## Replacements", "sister", "- Date of this deposit: ", "3 of 4 in the study", "mean 9.0, standard"),
}


def in_language(study: Study, language: str) -> Study:
    """The study with documents in another language, approved as it is then."""
    config = study.root / "study.toml"
    told, times = re.subn(r'document_language = "\w+"', f'document_language = "{language}"', config.read_text("utf-8"))
    assert times == 1
    config.write_text(told, encoding="utf-8")
    ready(Study.open(study.root))
    return Study.open(study.root)


@pytest.mark.parametrize("language", IN_LANGUAGE)
def test_the_readme_speaks_the_language_of_the_study_and_descriptions_english(
    study: Study, place: Path, language: str
) -> None:
    heading, sister, *told = IN_LANGUAGE[language]
    files = laid_out(in_language(study, language), place)
    readme = files["README.md"].decode()
    for line in (heading, *told):
        assert line in readme
    said = RECORDS[language].replacements
    assert f"`[{said.owned.format(of='P1', role=sister)}]`" in readme, "the example reads as replacements do"
    assert f"`[{said.labels['place']} 2]`" in readme
    assert conventions.get_convention("verbatim").describe(language) in readme
    assert rows(files["variables.csv"])[0]["kind"] in ("number", "category")
    assert b"3 of 4 in the study" in files["ddi_codebook.xml"]


def test_the_words_of_a_readme_are_as_many_in_every_language() -> None:
    def names(table: Any, above: str = "") -> Iterator[str]:
        for name, entry in table.items():
            yield from names(entry, f"{above}{name}.") if isinstance(entry, dict) else [f"{above}{name}"]

    of = {code: list(names(deposit_words.words(code))) for code in IN_LANGUAGE}
    assert all(one == of["en"] for one in of.values())
    for code in IN_LANGUAGE:
        assert not re.search(r"\{\w+\}", deposit_words.words(code)["about"])
        assert deposit_words.words(code) is not deposit_words.words("en") or code == "en"


def test_participants_who_are_called_like_words_of_the_readme_stop_no_deposit(tmp_path: Path, place: Path) -> None:
    """Also like headings below that of which there may be more or less: variables, files."""
    called = TABLES["participants"].replace("Roman Lie", "Hans Metode").replace("Tove Vik", "Tove Variabler")
    called = called.replace("Round Dates", "Hans Filer").replace("Hanne Nordmo", "Hanne Samtykke")
    said = {**SAID, "P1": SAID["P1"].replace("Nordmo", "Samtykke")}
    study = in_language(telling(tmp_path / "study", {**TABLES, "participants": called}, said), "da")
    readme = laid_out(study, place)["README.md"].decode()
    assert all(f"## {word}" in readme for word in ("Metode", "Samtykke", "Variabler for deltagerne", "Filer"))


def test_no_name_and_nobody_without_consent_is_in_it(study: Study, place: Path) -> None:
    files = laid_out(study, place)
    for name, data in files.items():
        assert not any(word in data.decode() for word in ("Hanne", "Nordmo", "Lillehammer", "Roman", "born")), name
        assert "P2" not in data.decode(), name
    assert check(study, place).verdict.findings == ()


def test_values_of_participants_are_told_only_where_several_share_them(study: Study, place: Path) -> None:
    told = {row["variable"]: row for row in rows(laid_out(study, place)["variables.csv"])}
    assert told["years at work"]["values_of_several_participants"] == "mean 9.0, standard deviation 2.6"
    assert told["shift"]["values_of_several_participants"] == "day: 3"
    assert "town" not in told  # identifies


def test_a_transcript_is_the_same_in_text_csv_and_tei(study: Study, place: Path) -> None:
    files = laid_out(study, place)
    turns = rows(files["transcripts/P1_turns.csv"])
    root = ElementTree.fromstring(files["transcripts/P1_tei.xml"])
    utterances = list(root.iter(f"{TEI}u"))
    assert ["".join(one.itertext()).strip() for one in utterances] == [turn["text"] for turn in turns]
    assert "< & all." in turns[1]["text"]
    text = files["transcripts/P1_transcript.txt"].decode()
    assert all(f"{turn['speaker']}: {turn['text']}" in text for turn in turns)
    people = {one.get("{http://www.w3.org/XML/1998/namespace}id") for one in root.iter(f"{TEI}person")}
    assert {one.get("who", "").removeprefix("#") for one in utterances} <= people
    assert [child.tag for child in root] == [f"{TEI}teiHeader", f"{TEI}text"]
    assert [one.tag for one in root[0]] == [f"{TEI}{name}" for name in ("fileDesc", "encodingDesc", "profileDesc")]


def test_the_description_is_a_ddi_codebook(study: Study, place: Path) -> None:
    """Its parts in the order of the schema; `benchmarks/validate_deposit.py` holds it against the schema itself."""
    files = laid_out(study, place)
    root = ElementTree.fromstring(files["ddi_codebook.xml"])
    assert root.tag == f"{DDI}codeBook"
    described = [one.text for one in root.iter(f"{DDI}fileName")]
    assert set(described) == set(files) - {"README.md", "manifest.sha256", "ddi_codebook.xml"}
    (study_part,) = root.findall(f"{DDI}stdyDscr")
    assert [one.tag.removeprefix(DDI) for one in study_part] == ["citation", "stdyInfo", "method", "dataAccs"]
    assert study_part.findtext(f"{DDI}citation/{DDI}titlStmt/{DDI}titl") == "Back to work"
    assert "kept in an archive" in str(study_part.findtext(f"{DDI}dataAccs/{DDI}useStmt/{DDI}conditions"))
    assert "quoted" not in str(study_part.findtext(f"{DDI}dataAccs/{DDI}useStmt/{DDI}conditions"))


def test_agreed_codes_of_units_as_they_were_are_in_it_in_the_wording_of_the_archive(study: Study, place: Path) -> None:
    stored = storage.read(study.units("P1"), Units).units
    agreed = [one for one in stored if "place" in one.text][:1]
    assert agreed
    unit = agreed[0]
    decisions = (
        ConsensusDecision(unit=unit.id, turn=unit.turn, text=unit.text, codes=("travel",), by=ROLE, when=WHEN),
        ConsensusDecision(unit="P1-MU099", turn=unit.turn, text="gone", codes=("lost",), by=ROLE, when=WHEN),
    )
    storage.write(study.consensus("P1"), ConsensusLog(interview="P1", decisions=decisions), private=True)
    storage.write(study.code_merges, CodeMerges(), private=True)
    files = laid_out(study, place)
    (row,) = rows(files["codebook/agreed_codes.csv"])
    assert (row["unit"], row["code"]) == (unit.id, "travel")
    assert "Eastern Norway" in row["text"]
    assert rows(files["codebook/codes.csv"]) == [{"code": "travel", "units": "1"}]


def test_a_name_in_an_agreed_code_is_refused(study: Study, place: Path) -> None:
    unit = storage.read(study.units("P1"), Units).units[0]
    told = ConsensusDecision(unit=unit.id, turn=unit.turn, text=unit.text, codes=("about Nordmo",), by=ROLE, when=WHEN)
    storage.write(study.consensus("P1"), ConsensusLog(interview="P1", decisions=(told,)), private=True)
    with pytest.raises(Refused):
        archive(study, place, ROLE, WHEN, accept_wording=True)
    assert not place.exists()
    assert deposits.read(study) == []


def test_every_file_of_it_is_searched(study: Study, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = steps._files

    def naming(*told: Any) -> dict[str, bytes]:
        return {name: data + b"<!-- Nordmo -->\n" for name, data in made(*told).items()}

    monkeypatch.setattr(steps, "_files", naming)
    with pytest.raises(Refused) as refused:
        archive(study, place, ROLE, WHEN, accept_wording=True)
    found = {one.file for one in refused.value.judgement.verdict.findings}
    monkeypatch.undo()
    assert found == set(laid_out(study, place)) - {"manifest.sha256"}


def test_the_name_of_the_folder_is_searched_as_well(study: Study, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        archive(study, tmp_path / "Nordmo deposit", ROLE, WHEN, accept_wording=True)


def without_approvals(study: Study) -> None:
    study.approvals.unlink()


def changed(study: Study) -> None:
    storage.write(study.transcript("P1"), transcript("P1", "P1", "So Hanne went."), private=True)


def without_consent(study: Study) -> None:
    path = study.restricted / "participants.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("archive", "coders"), encoding="utf-8")


def consent_unknown(study: Study) -> None:
    (study.restricted / "participants.csv").write_text(
        "id,name,town\nP1,Hanne Nordmo,Lillehammer\nP2,Roman Lie,\nP3,Round Dates,\nP4,Tove Vik,\n", encoding="utf-8"
    )


SPOILT: dict[str, tuple[Callable[[Study], None], str]] = {
    "nothing is approved": (without_approvals, "is not approved"),
    "a transcript has changed": (changed, "P1 is not approved"),
    "nobody has consented": (without_consent, "changed|Nothing may be released"),
    "the table does not say who has consented": (consent_unknown, "does not say who has consented"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_nothing_is_laid_out_while(study: Study, place: Path, name: str) -> None:
    spoil, told = SPOILT[name]
    spoil(study)
    before = audit_log.read(study)
    with pytest.raises(UserError, match=told) as refused:
        archive(Study.open(study.root), place, ROLE, WHEN, accept_wording=True)
    assert refused.value.code == ExitCode.REFUSED
    assert not place.exists()
    assert audit_log.read(study) == before
    assert deposits.read(study) == []


def test_wording_of_the_archive_has_to_be_accepted(study: Study, place: Path) -> None:
    with pytest.raises(Reworded):
        archive(study, place, ROLE, WHEN)
    assert not place.exists()


def test_a_deposit_is_never_overwritten_and_never_lies_in_a_study(study: Study, place: Path) -> None:
    before = laid_out(study, place)
    for folder in (place, study.root / "deposit", study.shared / "deposit", place.parent / "no such" / "deposit"):
        with pytest.raises(UserError) as refused:
            archive(study, folder, ROLE, WHEN, accept_wording=True)
        assert refused.value.code == ExitCode.CANNOT_WRITE
    assert {p.relative_to(place).as_posix(): p.read_bytes() for p in place.rglob("*") if p.is_file()} == before
    assert len(deposits.read(study)) == 1


def test_what_breaks_while_it_is_written_leaves_nothing(
    study: Study, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, *_: object) -> Path:
        raise OSError(28, "No space left on device")

    log = audit_log.read(study)
    with monkeypatch.context() as patch, pytest.raises(UserError):
        real = Path.rename
        patch.setattr(Path, "rename", lambda self, to: full(self) if to == place else real(self, to))
        archive(study, place, ROLE, WHEN, accept_wording=True)
    assert [path.name for path in place.parent.iterdir() if "deposit" in path.name] == []
    assert audit_log.read(study) == log
    assert deposits.read(study) == []


def test_what_a_killed_archive_left_beside_is_gone_with_the_next(study: Study, place: Path) -> None:
    """Under whatever name; what another study, or this one on another machine, has at work there stays."""
    token = "0123456789abcdef"
    ours = place.with_name(f".deposit-2026-11-22-unfinished-{steps._owner(study)}-{token}")
    other = place.with_name(f".deposit-2026-11-22-unfinished-{'0' * 12}-{token}")
    for one in (ours, other):
        one.mkdir()
        (one / "README.md").write_text("half", encoding="utf-8")
    laid_out(study, place)
    assert not ours.exists()
    assert (other / "README.md").exists()


def test_it_is_in_the_log_and_on_record_and_who_withdraws_is_told(study: Study, place: Path) -> None:
    laid_out(study, place)
    assert audit_log.read(study)[-1].what.startswith("deposited for archive: 14 files, without consent: 1")
    (record,) = deposits.read(study)
    assert (record.name, record.participants, record.by) == (place.name, ("P1", "P3", "P4"), ROLE)
    assert record.manifest == hashlib.sha256((place / "manifest.sha256").read_bytes()).hexdigest()
    nobody = withdraw(study, "P2", by=ROLE, when=WHEN)
    assert not any("deposit" in note for note in nobody.notes)
    for step in (withdraw, remove_originals):
        done = step(Study.open(study.root), "P1", by=ROLE, when=WHEN)
        assert any(f"P1 is in the deposit {place.name} of {WHEN[:10]}" in note for note in done.notes)
        assert not [one for one in done.remaining if "deposits" in one.where]  # it holds ids alone
    assert place.exists()  # out of reach: an archive has it


def test_what_holds_no_original_is_not_listed_as_one(study: Study, place: Path) -> None:
    """The record of a deposit, settings of the page, and the log of a cluster are the program's own."""
    laid_out(study, place)
    for path in (study.page_settings, study.work / "cluster" / "peer.log"):
        storage.write_bytes(path, b"{}", private=True)
    own = study.deposits / "letter to the archive.txt"
    storage.write_bytes(own, b"Dear archive", private=True)
    ours = ("deposit_", "page_settings", "peer.log")
    assert not [one for one in of_study(study) if any(name in one.where for name in ours)]
    done = withdraw(study, "P1", by=ROLE, when=WHEN)
    assert not [one for one in done.remaining if any(name in one.where for name in ours)]
    for listed in (of_study(study), done.remaining):
        assert own.relative_to(study.root).as_posix() in {one.where for one in listed}


def test_a_record_that_cannot_be_read_does_not_keep_a_withdrawal_from_being_done(study: Study, place: Path) -> None:
    laid_out(study, place)
    (path,) = study.deposits.iterdir()
    path.write_bytes(b"{")
    for step in (withdraw, remove_originals):
        done = step(Study.open(study.root), "P1", by=ROLE, when=WHEN)
        assert any("is damaged" in note and "a deposit that P1 may be in" in note for note in done.notes)
    assert path.read_bytes() == b"{"


def test_the_record_goes_along_when_the_study_is_handed_over(
    study: Study, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(passphrases.HANDOVER, "nine yellow kettles")
    laid_out(study, place)
    file = hand_over(study, tmp_path / "out.handover", HandoverParts(), by=ROLE, when=WHEN)
    begin(file, tmp_path / "there", by="assistant", when=WHEN)
    assert deposits.read(Study.open(tmp_path / "there")) == deposits.read(study)
