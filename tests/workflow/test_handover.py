"""Handover: a study goes to somebody else in one sealed file and comes back; what both did is kept."""

import io
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ipstranscribe.cli import app
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Approvals, CorrectionLog, HandedOver, HandoverManifest, Transcript, Turn
from ipstranscribe.model.edits import TextEdit
from ipstranscribe.study import handover_file, passphrases, storage, transcript_versions
from ipstranscribe.study import key as keys
from ipstranscribe.study.folder import Study
from ipstranscribe.study.handover_file import Handover
from ipstranscribe.workflow.approve import approve
from ipstranscribe.workflow.handover import HandoverParts, Received, begin, hand_over, receive
from ipstranscribe.workflow.pseudonymize import pseudonymize_study
from ipstranscribe.workflow.review_transcript import TranscriptSession
from ipstranscribe.workflow.withdraw import remove_originals, withdraw
from tests.studies import ROLE, TEST_PASSPHRASE, WHEN, copied, founded, transcript
from tests.study import age_file

SAID = "Solfrid Myrestuen asked me in March, and then the whole winter went by without a word."
TABLES = {
    "participants": "id,name,branch\nP1,Solfrid Myrestuen,\nP2,Dagfinn Hellerud,\n",
    "interviews": "id,participant,recordings\nP1,P1,one.mp3\nP2,P2,two.mp3\n",
    "people": "name,aliases,role,of\nRagnvald Tveit,,employer,P1\n",
}


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passphrases.HANDOVER, "three green umbrellas")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with two transcripts, pseudonymized once."""
    folder = tmp_path_factory.mktemp("handover")
    study = founded(folder / "study", TABLES)
    for number, said in (("P1", SAID), ("P2", "Dagfinn Hellerud is what they call me.")):
        storage.write(study.transcript(number), transcript(number, number, said), private=True)
    for name in ("one.mp3", "two.mp3"):
        (study.restricted / "recordings" / name).write_bytes(b"sound of " + name.encode())
    pseudonymize_study(study, rules_only=True)
    return folder


@pytest.fixture
def here(made: Path, tmp_path: Path) -> Study:
    return copied(made, tmp_path / "here")


def sent(study: Study, to: Path, what: HandedOver = "study", *, recordings: bool = True) -> Path:
    return hand_over(study, to, HandoverParts(what, recordings), by=ROLE, when=WHEN)


@pytest.fixture
def there(here: Study, tmp_path: Path) -> Study:
    """The same study with somebody else, who received it in one file."""
    (tmp_path / "there").mkdir()
    begin(sent(here, tmp_path / "out.age"), tmp_path / "there" / "study", by=ROLE, when=WHEN)
    return Study.open(tmp_path / "there" / "study")


def corrected(study: Study, interview: str, before: str, after: str) -> None:
    """A person corrects words of an answer."""
    stored = storage.read(study.transcript(interview), Transcript)
    assert any(before in turn.text for turn in stored.turns)
    turns = tuple(
        Turn.model_validate({**dict(turn), "text": turn.text.replace(before, after)}) for turn in stored.turns
    )
    transcript_versions.store(study, stored.model_copy(update={"turns": turns, "corrected": True}))


def gone(study: Study, participant: str) -> None:
    """A participant withdraws, and the originals go."""
    withdraw(study, participant, by=ROLE, when=WHEN)
    remove_originals(Study.open(study.root), participant, by=ROLE, when=WHEN)


def said(study: Study, interview: str) -> str:
    return " ".join(turn.text for turn in storage.read(study.transcript(interview), Transcript).turns)


def back(there: Study, here: Study, tmp_path: Path, name: str = "back.age") -> Received:
    return receive(here, sent(there, tmp_path / name), by=ROLE, when=WHEN)


# --- out ------------------------------------------------------------------------------------------------------------------


def test_everything_that_people_need_goes_along_and_nothing_of_this_machine(here: Study, there: Study) -> None:
    for name in ("study.toml", "guide.toml", "restricted/participants.csv", "restricted/recordings/one.mp3"):
        assert (there.root / name).read_bytes() == (here.root / name).read_bytes()
    assert said(there, "P1") == said(here, "P1")
    assert keys.load(there, TEST_PASSPHRASE).entities == keys.load(here, TEST_PASSPHRASE).entities
    assert not list(there.root.rglob("*.holder"))
    assert not list((there.root / "exports").glob("*"))
    assert "handed over: study" in here.log.read_text(encoding="utf-8")
    assert "handover received" in there.log.read_text(encoding="utf-8")


def test_the_file_is_sealed_and_opens_without_this_program(here: Study, tmp_path: Path) -> None:
    import pyrage

    content = sent(here, tmp_path / "out.age").read_bytes()
    assert b"Solfrid" not in content
    with tarfile.open(fileobj=io.BytesIO(pyrage.passphrase.decrypt(content, "three green umbrellas"))) as archive:
        names = archive.getnames()
    assert names[0] == "handover.json"
    assert "restricted/transcripts/P1.json" in names


LEFT_OUT: dict[str, tuple[HandedOver, bool, Callable[[str], bool]]] = {
    "the key": ("without-key", True, lambda name: name == handover_file.KEY or name.endswith("work/key.json")),
    "the recordings": ("study", False, lambda name: name.startswith("restricted/recordings/")),
    "everything but the key": (
        "key",
        True,
        lambda name: name != handover_file.KEY and not name.endswith("work/key.json"),
    ),
}


@pytest.mark.parametrize(("what", "recordings", "left_out"), LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_what_is_to_stay_here_stays_here(
    here: Study, tmp_path: Path, what: HandedOver, recordings: bool, left_out: Callable[[str], bool]
) -> None:
    content = sent(here, tmp_path / "out.age", what, recordings=recordings).read_bytes()
    names = set(handover_file.opened(content, "three green umbrellas").files)
    assert names
    assert not {name for name in names if left_out(name)}


@pytest.mark.parametrize("place", ["shared/x.age", "exports/x.age", "x.age"])
def test_a_handover_never_lies_where_things_are_shared(here: Study, place: str) -> None:
    with pytest.raises(UserError, match="where things are shared"):
        sent(here, here.root / place)


def test_a_file_that_is_there_is_not_overwritten(here: Study, tmp_path: Path) -> None:
    (tmp_path / "out.age").write_text("precious")
    with pytest.raises(UserError, match="is there already"):
        sent(here, tmp_path / "out.age")
    assert (tmp_path / "out.age").read_text() == "precious"


def test_the_key_alone_goes_into_a_study_that_has_none(here: Study, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    begin(sent(here, tmp_path / "study.age", "without-key"), tmp_path / "there" / "study", by=ROLE, when=WHEN)
    there = Study.open(tmp_path / "there" / "study")
    assert not keys.path(there).exists()
    with pytest.raises(UserError, match="holds the key alone"):
        begin(sent(here, tmp_path / "key.age", "key"), tmp_path / "other", by=ROLE, when=WHEN)
    receive(there, tmp_path / "key.age", by=ROLE, when=WHEN)
    assert keys.load(there, TEST_PASSPHRASE).entities == keys.load(here, TEST_PASSPHRASE).entities


# --- back -----------------------------------------------------------------------------------------------------------------


def test_what_nobody_changed_stays(here: Study, there: Study, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in here.root.rglob("*.json") if "work" not in path.parts}
    received = back(there, here, tmp_path)
    assert not received.beside
    assert {path: path.read_bytes() for path in before} == before


def test_what_only_one_side_changed_is_that_sides(here: Study, there: Study, tmp_path: Path) -> None:
    corrected(there, "P1", "in March", "in May")
    corrected(here, "P2", "they call me", "people call me")
    (here.restricted / "people.csv").write_text(TABLES["people"] + "Liv Ås,,friend,P2\n", encoding="utf-8")
    received = back(there, here, tmp_path)
    assert not received.beside
    assert "in May" in said(here, "P1")
    assert "people call me" in said(here, "P2")
    assert "Liv Ås" in (here.restricted / "people.csv").read_text(encoding="utf-8")
    assert here.draft("P1").exists(), "the draft shows what was taken"


def test_corrections_of_both_sides_in_one_interview_are_both_kept(here: Study, there: Study, tmp_path: Path) -> None:
    corrected(there, "P1", "in March", "in May")
    corrected(here, "P1", "the whole winter", "the whole spring")
    received = back(there, here, tmp_path)
    assert received.outcomes["merged"] >= 1
    assert "in May" in said(here, "P1")
    assert "the whole spring" in said(here, "P1")


def test_different_corrections_of_the_same_word_are_a_conflict_and_both_are_kept(
    here: Study, there: Study, tmp_path: Path
) -> None:
    corrected(there, "P1", "in March", "in May")
    corrected(here, "P1", "in March", "in June")
    received = back(there, here, tmp_path)
    assert received.beside == ("restricted/transcripts/P1.json",)
    assert "in June" in said(here, "P1")
    assert received.folder is not None
    theirs = storage.read(received.folder / received.beside[0], Transcript)
    assert "in May" in " ".join(turn.text for turn in theirs.turns)


def test_decisions_approvals_and_the_log_of_both_count(here: Study, there: Study, tmp_path: Path) -> None:
    approve(here, "P1", "transcript", by=ROLE, when="2026-11-23T09:30+01:00")
    approve(there, "P2", "transcript", by="transcriber", when="2026-11-23T08:00+00:00")
    back(there, here, tmp_path)
    given = storage.read(here.approvals, Approvals).approvals
    assert [(one.interview, one.by) for one in given] == [("P2", "transcriber"), ("P1", ROLE)]
    log = here.log.read_text(encoding="utf-8")
    assert log.count("transcript approved") == 2 or log.count("approved") >= 2


def test_corrections_of_terms_that_both_decided_on_count(here: Study, there: Study, tmp_path: Path) -> None:
    """What either found, decided and applied; decisions in the order of time."""
    told = {"heard": "so lame", "written": "Solheim"}
    place = {"interview": "P1", "turn": "P1-002", "number": 1}
    for study, when, verdict in ((here, "2026-11-23T09:30+01:00", "no"), (there, "2026-11-23T08:00+00:00", "yes")):
        log = {
            "interview": "P1",
            "found": [{**told, "turn": "P1-002", "breadth": "everywhere"}],
            "decisions": [{**told, "verdict": verdict, "by": ROLE, "when": when}],
            "applied": [{**told, "place": place, "start": 0, "before": "so lame", "after": "Solheim"}],
        }
        storage.write(study.corrections("P1"), CorrectionLog.model_validate(log), private=True)
    back(there, here, tmp_path)
    joined = storage.read(here.corrections("P1"), CorrectionLog)
    assert [one.verdict for one in joined.decisions] == ["yes", "no"]
    assert (len(joined.found), len(joined.applied)) == (1, 1)


def test_a_table_that_both_changed_stays_and_theirs_lies_beside(here: Study, there: Study, tmp_path: Path) -> None:
    for study, row in ((here, "Liv Ås,,friend,P2\n"), (there, "Bjørn Vik,,friend,P2\n")):
        (study.restricted / "people.csv").write_text(TABLES["people"] + row, encoding="utf-8")
    received = back(there, here, tmp_path)
    assert received.beside == ("restricted/people.csv",)
    assert "Liv Ås" in (here.restricted / "people.csv").read_text(encoding="utf-8")
    assert received.folder is not None
    assert "Bjørn Vik" in (received.folder / "restricted/people.csv").read_text(encoding="utf-8")


def test_it_can_go_to_and_fro_and_sent_twice(here: Study, there: Study, tmp_path: Path) -> None:
    """Each time what both had is the newest handover that both know of, also when one was lost on the way."""
    corrected(there, "P1", "in March", "in May")
    sent(there, tmp_path / "lost.age")
    corrected(there, "P1", "asked me", "told me")
    assert not back(there, here, tmp_path).beside
    corrected(here, "P1", "without a word", "without a sign")
    received = receive(there, sent(here, tmp_path / "again.age"), by=ROLE, when=WHEN)
    assert not received.beside
    assert said(there, "P1") == said(here, "P1")
    for part in ("in May", "told me", "without a sign"):
        assert part in said(there, "P1")


def test_a_preview_stores_nothing(here: Study, there: Study, tmp_path: Path) -> None:
    corrected(there, "P1", "in March", "in May")
    file = sent(there, tmp_path / "back.age")
    received = receive(here, file, by=ROLE, when=WHEN, preview=True)
    assert received.outcomes["taken"] >= 1
    assert "in March" in said(here, "P1")
    assert not here.handovers.exists()


# --- withdrawal -------------------------------------------------------------------------------------------------------------


def test_what_was_withdrawn_here_does_not_come_back(here: Study, there: Study, tmp_path: Path) -> None:
    corrected(there, "P2", "they call me", "people call me")
    gone(here, "P2")
    here = Study.open(here.root)
    assert not here.transcript("P2").exists()
    received = back(there, here, tmp_path)
    assert received.left_out > 0
    assert "P2" not in here.log.read_text(encoding="utf-8").replace("withdrawn,P2", "")
    names = {path.name for path in here.root.rglob("*") if path.is_file()}
    assert not {name for name in names if name.startswith("P2") or name == "two.mp3"}


def test_what_was_withdrawn_there_is_told_and_left_to_withdraw(here: Study, there: Study, tmp_path: Path) -> None:
    gone(there, "P2")
    received = back(Study.open(there.root), here, tmp_path)
    assert received.withdrawn_there == ("P2",)
    assert here.transcript("P2").exists()
    assert Study.open(here.root).withdrawn.participants == ()


# --- what is no handover ----------------------------------------------------------------------------------------------------


def test_a_handover_of_another_study_is_refused(here: Study, tmp_path: Path) -> None:
    other = founded(tmp_path / "other" / "study", TABLES)
    with pytest.raises(UserError, match="another study"):
        receive(other, sent(here, tmp_path / "out.age"), by=ROLE, when=WHEN)


def test_a_wrong_passphrase_or_a_damaged_file_does_not_open(
    here: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = sent(here, tmp_path / "out.age")
    monkeypatch.setenv(passphrases.HANDOVER, "three red umbrellas")
    with pytest.raises(UserError, match="does not open") as caught:
        receive(here, file, by=ROLE, when=WHEN)
    assert caught.value.code is ExitCode.KEY
    monkeypatch.setenv(passphrases.HANDOVER, "three green umbrellas")
    file.write_bytes(file.read_bytes()[:-5])
    with pytest.raises(UserError, match="does not open"):
        receive(here, file, by=ROLE, when=WHEN)
    with pytest.raises(UserError, match="cannot be read"):
        receive(here, tmp_path / "nowhere.age", by=ROLE, when=WHEN)


OUTSIDE = [
    "../evil.txt", "/etc/evil", "restricted/../../evil", "shared/P1.docx", "exports/x.csv", "other.toml", "restricted",
    "C:/evil", "restricted\\evil", "./study.toml", "restricted//x",
]  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_file_outside_of_a_studys_folders_is_refused(here: Study, tmp_path: Path, name: str) -> None:
    manifest = HandoverManifest(id="a", study=here.config.id, files={name: storage.digest_of(b"x")}, by=ROLE, when=WHEN)
    (tmp_path / "x.age").write_bytes(handover_file.sealed(Handover(manifest, {name: b"x"}), "three green umbrellas"))
    before = {path for path in tmp_path.rglob("*") if "locks" not in path.parts}
    with pytest.raises(UserError) as caught:
        receive(here, tmp_path / "x.age", by=ROLE, when=WHEN)
    assert caught.value.code is ExitCode.WRONG_FILE
    assert {path for path in tmp_path.rglob("*") if "locks" not in path.parts} == before


def packed(**members: bytes | str) -> bytes:
    """A tar archive; a text is the target of a link."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            if isinstance(content, str):
                info.type, info.linkname = tarfile.SYMTYPE, content
                archive.addfile(info)
            else:
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


OTHER_CONTENT = {
    "nothing": b"",
    "no archive": b"hello" * 300,
    "no manifest": packed(a=b"x"),
    "a link": packed(**{"handover.json": "/etc/passwd"}),
    "another kind of value": packed(**{"handover.json": storage.to_bytes(Approvals())}),
    "a file that the manifest does not name": packed(
        **{
            "handover.json": storage.to_bytes(HandoverManifest(id="a", study="s", by="r", when="t")),
            "guide.toml": b"x",
        }
    ),
}


@pytest.mark.parametrize("content", OTHER_CONTENT.values(), ids=OTHER_CONTENT.keys())
def test_anything_else_that_is_sealed_is_no_handover(content: bytes) -> None:
    with pytest.raises(UserError) as caught:
        handover_file.opened(age_file.sealed(content, "three green umbrellas"), "three green umbrellas")
    assert caught.value.code is ExitCode.WRONG_FILE


# --- the commands ---------------------------------------------------------------------------------------------------


def run(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, [*map(str, words)], env={"COLUMNS": "300"})
    return result.exit_code, result.output


def test_the_commands_say_what_became_of_the_files_and_no_name(here: Study, tmp_path: Path) -> None:
    code, shown = run("handover", "write", tmp_path, "--by", ROLE, "--study", here.root)
    assert code == 0, shown
    (file,) = tmp_path.glob("*.handover.age")
    assert "handover read" in shown
    shutil.rmtree(tmp_path / "there", ignore_errors=True)
    (tmp_path / "there").mkdir()
    code, shown = run("handover", "read", file, "--to", tmp_path / "there" / "study", "--by", ROLE)
    assert (code, "files" in shown) == (0, True), shown
    corrected(here, "P1", "in March", "in June")
    corrected(Study.open(tmp_path / "there" / "study"), "P1", "in March", "in May")
    code, _ = run("handover", "write", tmp_path / "back.age", "--by", ROLE, "--study", tmp_path / "there" / "study")
    assert code == 0
    code, shown = run("handover", "read", tmp_path / "back.age", "--by", ROLE, "--study", here.root)
    assert code == 0, shown
    assert "Changed on both sides, and not to be merged: 1" in shown
    assert not {"Solfrid", "June", "May"} & set(shown.split())
    assert (
        run("handover", "write", tmp_path, "--without-key", "--key-only", "--by", ROLE, "--study", here.root)[0]
        == ExitCode.USAGE
    )
    assert run("handover", "write", tmp_path / "n.age", "--by", "Dagfinn", "--study", here.root)[0] == ExitCode.USAGE


def test_edits_that_are_not_stored_are_not_left_behind_unseen(here: Study, tmp_path: Path) -> None:
    """Stored, they go along as a transcript; journal and copies for listening are of this machine alone."""
    session = TranscriptSession.open(here, here.interview("P2"))
    session.edit([TextEdit(turn="P2-001", start=0, end=3, text="Well, how")])
    session._held.close()  # as if it had been killed
    with pytest.raises(UserError, match="not stored") as refused:
        sent(here, tmp_path / "1.handover.age")
    assert refused.value.code == ExitCode.REFUSED
    TranscriptSession.open(here, here.interview("P2")).close()
    storage.write_bytes(here.listening_copy("P2", "0123456789abcdef"), b"sound", private=True)
    there = begin(sent(here, tmp_path / "1.handover.age"), tmp_path / "there", by=ROLE, when=WHEN)
    assert there.outcomes["taken"]
    assert (
        storage.read(Study.open(tmp_path / "there").transcript("P2"), Transcript).turns[0].text.startswith("Well, how")
    )
    assert not list((tmp_path / "there").rglob("*.jsonl")) and not list((tmp_path / "there").rglob("*.m4a"))
