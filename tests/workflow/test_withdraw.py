"""A participant withdraws: nothing that was made of the interviews is left, and nothing is made of them any more."""

import shutil
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Decision, HandoverManifest, Occurrence
from ipstranscribe.pseudonymize.entities.decisions import merge_decisions
from ipstranscribe.study import atomic_folder, audit_log, storage
from ipstranscribe.study import key as keys
from ipstranscribe.study.folder import Study
from ipstranscribe.study.transcript_versions import store
from ipstranscribe.workflow import review_identifiers, term_corrections
from ipstranscribe.workflow.release import check, release
from ipstranscribe.workflow.remaining_originals import MENTION
from ipstranscribe.workflow.review_identifiers import decisions_of
from ipstranscribe.workflow.run import run
from ipstranscribe.workflow.withdraw import remove_originals, withdraw
from tests.studies import ROLE, TEST_PASSPHRASE, WHEN, exporting, founded, ready, transcript

SAID = {
    ("P1", "P1"): "Then, over whole days, I met Torgeir Valset at the station, and we went to Lillehammer.",
    ("P4", "P4"): "I am from Brekkestad, and my husband Oddvar drives a lorry. Call me on 684 41 709.",
    ("P4b", "P4"): "Since then Oddvar has moved to Lillehammer, and Sunniva came.",
}
TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,P1.wav\nP4,P4,P4.wav\nP4b,P4,second.wav\n",
    "participants": "id,name,town\r\nP1,Hanne Nordmo,Lillehammer\r\nP4,Torgeir Valset,Brekkestad\r\n",
    "people": "name,aliases,role,of\nOddvar Moen,Oddvar,husband,P4\nSunniva Lie,,job specialist,\n",
}
ITS_OWN = ("Brekkestad", "Oddvar", "684 41 709")
"""What only P4 tells. The name of P4 is mentioned by P1, too."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two participants, three interviews, all of it released."""
    folder = tmp_path_factory.mktemp("made")
    opened = exporting(founded(folder / "study", TABLES), formats=("docx", "xlsx", "csv"))
    for (interview, participant), said in SAID.items():
        storage.write(opened.transcript(interview), transcript(interview, participant, said), private=True)
        storage.write_bytes(opened.draft(interview), said.encode(), private=True)
    for name in ("P1.wav", "P4.wav", "second.wav"):
        storage.write_bytes(opened.restricted / "recordings" / name, b"RIFF", private=True)
    for interview in opened.interviews:  # transcripts that came with recordings which cannot be decoded again
        storage.write_bytes(opened.exports / f"{interview.id}_old.txt", b"left by hand")
    storage.write_bytes(opened.exports / "everybody.csv", b"P1,P4\n")
    (opened.root / "my notes.txt").write_text("whatever", encoding="utf-8")
    ready(_corrected(opened))
    rejected = (("Sunnivas", None), ("lorries", None), ("station", None), ("tat", None), ("Ole", None))
    new = [Decision(form=form, verdict="reject", entity=entity, by=ROLE, when=WHEN) for form, entity in rejected]
    storage.write(opened.decisions, merge_decisions(decisions_of(opened), new), private=True)
    ready(opened)
    release(opened, ROLE, WHEN)
    return folder


def _corrected(study: Study) -> Study:
    for interview in study.interviews:
        path = study.transcript(interview.id)
        stored = storage.read(path, storage.model.Transcript)
        storage.write(path, stored.model_copy(update={"corrected": True}), private=True)
    return study


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def holding(study: Study, *words: str) -> set[str]:
    """The files of the study that hold one of `words`; the key is opened for it."""
    found = {
        path.relative_to(study.root).as_posix()
        for path in study.root.rglob("*")
        if path.is_file() and any(word in path.read_bytes().decode("utf-8", "replace") for word in words)
    }
    opened = storage.to_bytes(keys.load(study, TEST_PASSPHRASE)).decode()
    return found | ({"the key"} if any(word in opened for word in words) else set())


def test_everything_that_was_made_of_the_interviews_goes_and_the_originals_are_listed(study: Study) -> None:
    done = withdraw(study, "P4", by=ROLE, when=WHEN)
    left = Study.open(study.root)
    outside = {name for name in names(study.root) if not name.startswith("restricted/")}
    assert not [name for name in outside if "P4" in name or "everybody" in name]
    assert {"shared/P1_units.csv", "exports/P1_units.csv", "exports/P1_old.txt", "units/P1.json"} <= outside
    assert not {n for n in names(study.restricted) if n.startswith("identifiers/") and ("P4" in n or n.endswith("sx"))}
    assert {"exports/everybody.csv", "exports/P4b_old.txt", "shared/P4_units.docx"} <= set(done.removed)
    remaining = {original.where for original in done.remaining}
    assert {
        "restricted/recordings/P4.wav", "restricted/recordings/second.wav", "restricted/transcripts/P4.json",
        "restricted/transcripts/P4b_transcript_draft.docx", "restricted/interviews.csv", "restricted/people.csv",
        "my notes.txt",
    } <= remaining  # fmt: skip
    assert not any(word in repr(done) for word in ("Valset", "Brekkestad", "Oddvar"))
    assert [i.id for i in left.interviews] == ["P1"]
    assert left.withdrawn.participants == ("P4",)


def test_of_the_log_only_the_line_remains_that_says_so_and_what_is_shared_is_whole(study: Study) -> None:
    withdraw(study, "P4", by=ROLE, when=WHEN)
    entries = audit_log.read(study)
    assert [(e.what, e.by) for e in entries if "P4" in e.about or "P4" in e.what] == [("withdrawn", ROLE)]
    assert any(e.about == "P1" for e in entries)
    assert (study.shared / "log.csv").read_bytes() == audit_log.to_csv(entries)
    listed = [line.split("  ") for line in (study.shared / "manifest.sha256").read_text().splitlines()]
    assert {name: digest for digest, name in listed} == {
        n: storage.digest_of((study.shared / n).read_bytes()) for n in names(study.shared) if n != "manifest.sha256"
    }


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there that few have")
@pytest.mark.parametrize("name", ["P1_link.csv", "link.csv", "P1_links/all.csv"])
def test_a_link_in_what_is_shared_goes_and_what_it_leads_to_stays(study: Study, name: str) -> None:
    """Whoever it is named after: what it leads to was never looked through."""
    originals = study.restricted / "participants.csv"
    for folder in (study.shared, study.exports):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).symlink_to(originals)
    (study.shared / "P1_folder").symlink_to(study.restricted, target_is_directory=True)
    done = withdraw(study, "P4", by=ROLE, when=WHEN)
    assert {f"shared/{name}", f"exports/{name}", "shared/P1_folder"} <= set(done.removed)
    assert not [path for path in study.root.rglob("*") if path.is_symlink()]
    assert "Hanne" in originals.read_text(encoding="utf-8")
    assert not any(b"Hanne" in path.read_bytes() for path in study.shared.rglob("*") if path.is_file())


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there that few have")
def test_folders_that_are_links_are_followed_as_the_folders_themselves(study: Study, tmp_path: Path) -> None:
    """Recordings may lie on another disk, and what was handed on in a folder that several people see."""
    for folder in (study.shared, study.exports, study.restricted / "recordings"):
        folder.rename(tmp_path / folder.name)
        folder.symlink_to(tmp_path / folder.name, target_is_directory=True)
    done = withdraw(study, "P4", by=ROLE, when=WHEN)
    assert {"restricted/recordings/P4.wav", "restricted/recordings/second.wav"} <= {o.where for o in done.remaining}
    assert remove_originals(Study.open(study.root), "P4", by=ROLE, when=WHEN).removed
    for folder in (study.shared, study.exports, study.restricted / "recordings"):
        assert folder.is_symlink()
        assert names(tmp_path / folder.name)
        assert not [name for name in names(tmp_path / folder.name) if "P4" in name or "second" in name]
    assert not list(study.root.glob(".shared-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there that few have")
def test_of_an_original_that_is_a_link_the_link_goes_and_it_is_said_that_what_it_leads_to_remains(
    study: Study, tmp_path: Path
) -> None:
    recording = study.restricted / "recordings" / "second.wav"
    recording.rename(tmp_path / "elsewhere.wav")
    recording.symlink_to(tmp_path / "elsewhere.wav")
    withdraw(study, "P4", by=ROLE, when=WHEN)
    done = remove_originals(Study.open(study.root), "P4", by=ROLE, when=WHEN)
    assert not recording.is_symlink()
    assert (tmp_path / "elsewhere.wav").exists()
    assert [note for note in done.notes if "link" in note] == [
        "restricted/recordings/second.wav was a link. What it led to lies elsewhere, and remains."
    ]


def test_a_name_given_as_a_role_does_not_come_into_what_is_shared(study: Study) -> None:
    """Nor one that somebody gave before; the log can be put right by hand."""
    before = names(study.root)
    with pytest.raises(UserError) as refused:
        withdraw(study, "P4", by="Hanne Nordmo", when=WHEN)
    assert refused.value.code == ExitCode.REFUSED
    audit_log.record(study, "units approved", ["P1"], by="sunniva", when=WHEN)
    with pytest.raises(UserError) as again:
        withdraw(study, "P4", by=ROLE, when=WHEN)
    assert "restricted/log.csv" in again.value.fix
    assert names(study.root) == before
    log = study.restricted / "log.csv"
    log.write_text(log.read_text(encoding="utf-8-sig").replace("sunniva", ROLE), encoding="utf-8")
    withdraw(study, "P4", by=ROLE, when=WHEN)
    assert b"sunniva" not in (study.shared / "log.csv").read_bytes()


def test_nothing_is_made_of_the_interviews_any_more(study: Study) -> None:
    withdraw(study, "P4", by=ROLE, when=WHEN)
    left = Study.open(study.root)
    assert not run(left, rules_only=True, lexical=True).failures
    assert not left.pseudonymized("P4").exists()
    for one in ("P4", "P4b"):
        with pytest.raises(UserError, match="withdrawn"):
            left.interview(one)
    ready(left)
    assert release(left, ROLE, WHEN).passes
    assert not [name for name in names(left.shared) if "P4" in name]


def test_at_a_second_word_the_originals_go_too_but_what_others_say_stays_replaced(study: Study) -> None:
    withdraw(study, "P4", by=ROLE, when=WHEN)
    done = remove_originals(Study.open(study.root), "P4", by=ROLE, when=WHEN)
    left = Study.open(study.root)
    assert holding(left, *ITS_OWN) == set()
    assert holding(left, "Valset") == {"the key", *(n for n in holding(left, "Valset") if "P1" in n)}
    assert not [name for name in names(study.root) if "P4" in name or "second" in name]
    assert [row.id for row in left.participants] == ["P1"]
    left_of_decisions = {decision.form for decision in decisions_of(left).decisions}
    assert left_of_decisions & {"station", "lorries", "tat", "Ole"} == {"station"}
    assert [e.what for e in audit_log.read(left) if "P4" in e.about] == ["withdrawn, originals removed"]
    assert [person.name for person in left.people] == ["Sunniva Lie"]
    assert (study.restricted / "participants.csv").read_bytes().endswith(b"Lillehammer\r\n")
    assert any("other interviews mention them" in note for note in done.notes)
    ready(left)
    text = left.pseudonymized("P1").read_text(encoding="utf-8")
    assert "Valset" not in text
    assert "[P4]" in text
    assert check(left, left.exports).passes


def test_earlier_versions_of_transcripts_are_originals_of_their_interview(study: Study) -> None:
    """They hold what was said, and what somebody corrected away."""
    for interview, participant in SAID:
        store(study, transcript(interview, participant, f"Corrected in {interview}."))
    kept = {name for name in names(study.restricted) if "bases" in name}
    assert len(kept) == len(SAID)
    done = withdraw(study, "P4", by=ROLE, when=WHEN)
    listed = {one.where for one in done.remaining if "bases" in one.where and one.what != MENTION}
    assert listed == {f"restricted/{name}" for name in kept if "P4" in name}
    assert len(listed) == 2
    remove_originals(Study.open(study.root), "P4", by=ROLE, when=WHEN)
    assert {name for name in names(study.restricted) if "bases" in name} == {n for n in kept if "P4" not in n}


def test_a_table_in_excel_loses_the_rows_and_nothing_else(study: Study) -> None:
    book = openpyxl.Workbook()
    for row in (["id", "name", "note"], ["P1", "Hanne Nordmo", "x"], ["P4", "Torgeir Valset", "y"]):
        book.active.append(row)
    book.active["C2"].comment = openpyxl.comments.Comment("kept", "x")
    (study.restricted / "participants.csv").unlink()
    book.save(study.restricted / "participants.xlsx")
    again = Study.open(study.root)
    withdraw(again, "P4", by=ROLE, when=WHEN)
    remove_originals(Study.open(study.root), "P4", by=ROLE, when=WHEN)
    sheet = openpyxl.load_workbook(study.restricted / "participants.xlsx").active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["id", "name", "note"],
        ["P1", "Hanne Nordmo", "x"],
    ]
    assert sheet["C2"].comment.text == "kept"


def test_the_originals_go_only_at_a_second_word(study: Study) -> None:
    before = names(study.root)
    with pytest.raises(UserError) as refused:
        remove_originals(study, "P4", by=ROLE, when=WHEN)
    assert refused.value.code == ExitCode.REFUSED
    assert names(study.root) == before


@pytest.mark.parametrize("unknown", ["P9", "P4b", "Torgeir Valset", ""])
def test_somebody_whom_nobody_knows_cannot_withdraw(study: Study, unknown: str) -> None:
    before = names(study.root)
    with pytest.raises(UserError) as refused:
        withdraw(study, unknown, by=ROLE, when=WHEN)
    assert "P1, P4" in refused.value.fix
    assert names(study.root) == before


def test_without_the_key_its_entries_remain_and_that_is_said(study: Study) -> None:
    withdraw(study, "P4", by=ROLE, when=WHEN)
    keys.path(study).unlink()
    done = remove_originals(Study.open(study.root), "P4", by=ROLE, when=WHEN)
    assert "Its entries remain" in done.notes[0]
    assert not study.transcript("P4").exists()


def _nothing(study: Study) -> None:
    for path in (study.shared, study.exports, study.units("x").parent, study.pseudonymized("x").parent):
        shutil.rmtree(path, ignore_errors=True)


@pytest.mark.parametrize("spoil", [_nothing, lambda study: None], ids=["nothing was made yet", "twice"])
def test_it_works_in_any_state_and_again(study: Study, spoil: Callable[[Study], None]) -> None:
    spoil(study)
    for _ in range(2):
        withdraw(Study.open(study.root), "P4", by=ROLE, when=WHEN)
    for _ in range(2):
        remove_originals(Study.open(study.root), "P4", by=ROLE, when=WHEN)
    assert holding(Study.open(study.root), *ITS_OWN) == set()


class Killed(BaseException):
    """What nothing catches."""


def test_stopped_at_any_step_the_same_command_finishes_it(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    for fatal in range(40):
        calls = iter(range(1000))

        def step(real: Callable[..., object], fatal: int = fatal, calls: object = calls) -> Callable[..., object]:
            def wrapped(*args: object, **words: object) -> object:
                if next(calls) == fatal:
                    raise Killed
                return real(*args, **words)

            return wrapped

        with monkeypatch.context() as patch:
            for name in ("write_bytes", "delete"):
                patch.setattr(storage, name, step(getattr(storage, name)))
            patch.setattr(atomic_folder, "replace", step(atomic_folder.replace))
            try:
                withdraw(Study.open(study.root), "P4", by=ROLE, when=WHEN)
            except Killed:
                continue
            break
    assert fatal > 8
    assert "P4" not in "".join(n for n in names(study.root) if not n.startswith("restricted/"))
    assert Study.open(study.root).withdrawn.participants == ("P4",)


def test_a_file_that_is_held_open_is_named_and_the_command_can_be_given_again(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.unlink

    def held(path: Path, *args: object, **words: object) -> None:
        if path.name == "P4_units.xlsx":
            raise PermissionError(13, "Permission denied")
        real(path, *args, **words)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        with pytest.raises(UserError) as refused:
            withdraw(study, "P4", by=ROLE, when=WHEN)
    assert refused.value.code == ExitCode.CANNOT_WRITE
    assert "P4_units.xlsx" in refused.value.what
    withdraw(Study.open(study.root), "P4", by=ROLE, when=WHEN)
    assert not [n for n in names(study.exports) if "P4" in n]


def test_decisions_on_an_interview_that_is_gone_go_with_it(study: Study) -> None:
    """The words around a place are what its participant said."""
    place = Occurrence(interview="P4", turn="P4-002", number=1, before=("by", "the"))
    told = [
        Decision(form="station", verdict="reject", scope=scope, by=ROLE, when=WHEN) for scope in ("P1", "P4b", place)
    ]
    storage.write(study.decisions, merge_decisions(decisions_of(study), told), private=True)
    withdraw(study, "P4", by=ROLE, when=WHEN)
    remove_originals(Study.open(study.root), "P4", by=ROLE, when=WHEN)
    assert {d.scope for d in decisions_of(Study.open(study.root)).decisions} == {None, "P1"}


def test_decisions_that_were_not_read_back_are_not_thrown_away(study: Study) -> None:
    table = study.review_table(".csv")
    text = table.read_text(encoding="utf-8-sig").splitlines()
    table.write_text("\n".join([text[0], *(f"reject{line}" for line in text[1:])]), encoding="utf-8")
    with pytest.raises(UserError) as refused:
        withdraw(study, "P4", by=ROLE, when=WHEN)
    assert refused.value.code == ExitCode.REFUSED
    assert table.exists()


def test_files_that_hold_all_interviews_go_and_come_back_without_who_has_withdrawn(study: Study) -> None:
    files = ("coverage.csv", "units.xlsx")
    whole = {f"{folder}/all interviews {name}" for folder in ("exports", "shared") for name in files}
    assert whole <= names(study.root)
    done = withdraw(study, "P4", by=ROLE, when=WHEN)
    assert whole <= set(done.removed)
    assert not whole & names(study.root)
    left = Study.open(study.root)
    assert not run(left, rules_only=True, lexical=True).failures
    book = openpyxl.load_workbook(study.exports / "all interviews units.xlsx")
    shown = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(text.startswith("P1") for text in shown)
    assert not [text for text in shown if text.startswith("P4") or "P4-MU" in text]
    assert b'"P4' not in (study.exports / "all interviews coverage.csv").read_bytes()


def test_decisions_on_what_others_say_stay_also_where_the_form_is_no_mention_of_its_entity_any_more(
    study: Study,
) -> None:
    """What P1 says was merged away from somebody of P4's; without the decision it would mean that person again."""
    entity = next(e for e in keys.load(study, TEST_PASSPHRASE).entities if "Brekkestad" in e.forms).id
    told = [
        Decision(form="station", verdict="merge", entity=entity, replacement="E0001", by=ROLE, when=WHEN),
        Decision(form="never said", verdict="reject", scope="P1", by=ROLE, when=WHEN),
        Decision(form="lorry", verdict="merge", entity=entity, replacement="E0001", by=ROLE, when=WHEN),
    ]
    storage.write(study.decisions, merge_decisions(decisions_of(study), told), private=True)
    withdraw(study, "P4", by=ROLE, when=WHEN)
    assert set(told) <= set(decisions_of(study).decisions)
    remove_originals(Study.open(study.root), "P4", by=ROLE, when=WHEN)
    left = decisions_of(Study.open(study.root)).decisions
    assert {told[0], told[1]} <= set(left)
    assert holding(study, "Brekkestad") == set()


SECRET = "Torgeir Valset of Brekkestad, Oddvar's wife"
LEFT_BEHIND = {
    # what other programs, hands and killed commands leave: path → whether it goes at the first word, at the second, or stays
    "pseudonymized/P4 - Copy.json": 1,
    "pseudonymized/.P4.json.part": 1,
    "units/Kopi av P4b.json": 1,
    "restricted/identifiers/identifiers_saved.ods~": 1,
    "restricted/identifiers/.~lock.identifiers.ods#": 1,
    "restricted/identifiers/.identifiers.xlsx.part": 1,
    "restricted/identifiers/P4_damaged_1a2b3c4d.json": 1,
    "restricted/identifiers/old/findings of May.html": 1,
    "restricted/corrections/~$corrections.xlsx": 1,
    "restricted/work/approved/p4_transcript.json": 1,
    "restricted/.participants.csv.part": 1,
    "restricted/transcripts/Copy of P4_transcript_draft.docx": 2,
    "restricted/transcripts/.~lock.P4b_transcript_draft.odt#": 2,
    "restricted/transcripts/p4.json.bak": 2,
    "restricted/recordings/backup of P4.wav": 2,
    "restricted/recordings/Torgeir in May.wav": 2,  # the same sound under another name
    "restricted/corrections/Copy of P4_corrections.json": 2,
    "restricted/handovers/0a1b/restricted/transcripts/P4.json": 2,
    "restricted/handovers/0a1b/restricted/participants.csv": 2,
    "restricted/handovers/0a1b/restricted/identifiers/decisions.json": 2,
    "restricted/participants_backup.csv": 3,
    "restricted/transcripts/notes.txt": 3,
    "restricted/identifiers/what I thought.txt": 3,
    "restricted/work/P1/said of others.txt": 3,
    "old/interview.txt": 3,
    "notes of Torgeir Valset.txt": 3,
}
STAYS = ("restricted/handovers/0a1b/restricted/transcripts/P1.json", "restricted/recordings/P1 again.wav")


def test_nothing_remains_that_the_list_does_not_name(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole folder is searched for every form by which the participant was known."""
    for number, name in enumerate(("P1.wav", "P4.wav", "second.wav")):
        (study.restricted / "recordings" / name).write_bytes(b"RIFF" + b"x" * (5000 + number))
    for name in LEFT_BEHIND:
        storage.write_bytes(study.root / name, f"{SECRET} in {len(name)} {hash(name)}".encode())
    for name in STAYS:
        storage.write_bytes(study.root / name, b"of others")
    (study.restricted / "recordings" / "Torgeir in May.wav").write_bytes(b"RIFF" + b"x" * 5001)
    record = HandoverManifest(
        id="0a1b", study="x", by=ROLE, when=WHEN, versions={"P4": "1", "P1": "1"},
        files=dict.fromkeys(("restricted/recordings/Torgeir Valset.wav", "restricted/recordings/P1.wav", "guide.toml"), "1"),
    )  # fmt: skip
    storage.write(study.handover("0a1b"), record, private=True)
    monkeypatch.setattr(review_identifiers, "_holds_more", lambda *_: False)
    monkeypatch.setattr(term_corrections, "_holds_more", lambda *_: False)
    for step, command in enumerate((withdraw, remove_originals), 1):
        done = command(Study.open(study.root), "P4", by=ROLE, when=WHEN)
        assert {name for name in LEFT_BEHIND if (study.root / name).exists()} == {
            name for name, when in LEFT_BEHIND.items() if when > step
        }
        assert all((study.root / name).exists() for name in STAYS)
        listed = {one.where for one in done.remaining}
        held = holding(Study.open(study.root), "Valset", *ITS_OWN) - {"the key"}
        named = {name for name in names(study.root) if "Torgeir" in name or "Valset" in name}
        assert {
            one for one in held | named if not any(one == each or one.startswith(f"{each}/") for each in listed)
        } == set()
    kept = storage.read(study.handover("0a1b"), HandoverManifest)
    assert (set(kept.files), set(kept.versions)) == ({"restricted/recordings/P1.wav", "guide.toml"}, {"P1"})


def test_an_interview_that_was_renamed_in_the_table_goes_under_both_ids(study: Study) -> None:
    table = study.restricted / "interviews.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("P4,P4,P4.wav", "T9,P4,P4.wav"), encoding="utf-8")
    withdraw(Study.open(study.root), "P4", by=ROLE, when=WHEN)
    remove_originals(Study.open(study.root), "P4", by=ROLE, when=WHEN)
    left = Study.open(study.root)
    assert holding(left, *ITS_OWN) == set()
    assert not [name for name in names(study.root) if "P4" in name or "T9" in name]
    assert set(left.withdrawn.withdrawals[0].interviews) == {"P4", "P4b", "T9"}


def test_files_of_an_id_with_decomposed_letters_go(tmp_path: Path) -> None:
    """A Mac takes `å` apart in names of files."""
    study = founded(tmp_path / "study", {
        "interviews": "id,participant,recordings\nMåne,Måne,\nP1,P1,\n",
        "participants": "id,name\nMåne,Torgeir Valset\nP1,Hanne Nordmo\n",
        "people": "name,aliases,role,of\n",
    })  # fmt: skip
    for folder in ("pseudonymized", "restricted/transcripts", "exports"):
        for letters in ("NFC", "NFD"):
            name = unicodedata.normalize(letters, "Måne")  # type: ignore[arg-type]
            storage.write_bytes(study.root / folder / f"{name}_{letters}.txt", b"said")
    withdraw(study, "Måne", by=ROLE, when=WHEN)
    remove_originals(Study.open(study.root), "Måne", by=ROLE, when=WHEN)
    assert not [name for name in names(study.root) if "ne_NF" in name]
