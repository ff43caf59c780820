"""The transcript in review: nothing that was answered is lost, and what is stored is what Word would have brought back."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Concern, Interview, Transcript
from ipstranscribe.model.edits import (
    Edit,
    JournalStep,
    MergeEdit,
    SpeakerEdit,
    SplitEdit,
    SwapEdit,
    TextEdit,
    UnclearEdit,
)
from ipstranscribe.study import approvals, edit_journal, locks, storage, transcript_versions
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import review_journal
from ipstranscribe.workflow.import_transcript import import_transcript
from ipstranscribe.workflow.listened import listened, open_places
from ipstranscribe.workflow.review_transcript import TranscriptSession, read_only
from ipstranscribe.workflow.word_draft import draft
from tests import studies
from tests.review.transcript.returned_draft import edited, label, say, transcript
from tests.review.transcript.talk_edits import by_place
from tests.studies import ROLE, WHEN

TALK = (
    ("I", "When did you start to work?"),
    ("P1", "I started in Bergan, I think. Bergan was far."),
    ("I", "And how was it to be back?"),
    ("P1", "It was hard. Mornings were the worst of it."),
)
DOUBT = Concern(kind="low_confidence", start=13.0, end=13.9, turn="P1-002", why="Probability below 0.5")
VOICE = Concern(kind="uncertain_speaker", start=30.0, end=38.0, turn="P1-004", why="Two voices are alike.")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    tables = {
        "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
        "participants": "id,name\nP1,Kari Holm\nP2,Ola Dahl\n",
    }
    study = studies.founded(folder / "s", tables)
    storage.write(study.transcript("P1"), transcript(TALK, concerns=(DOUBT, VOICE)), private=True)
    study = Study.open(study.root)
    storage.write_bytes(study.draft("P1"), draft(stored(study), study, study.interview("P1")), private=True)
    storage.write(study.transcript("P2"), studies.transcript("P2", "P2", "I was in Bergan, too."), private=True)
    return folder


def one(study: Study) -> Interview:
    return study.interview("P1")


def stored(study: Study) -> Transcript:
    return storage.read(study.transcript("P1"), Transcript)


def texts(document: dict[str, Any]) -> list[str]:
    return [turn["text"] for turn in document["turns"]]


def after(turns: list[dict[str, Any]], changes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The turns of a page that does what it is told: takes `removed` out, and puts `turns` behind `after`."""
    for change in changes:
        turns = [turn for turn in turns if turn["id"] not in change["removed"]]
        at = next((n + 1 for n, turn in enumerate(turns) if turn["id"] == change["after"]), 0)
        turns = [*turns[:at], *change["turns"], *turns[at:]]
    return turns


WRITTEN = TextEdit(turn="P1-002", start=13, end=19, text="Bergen")


def test_the_document_says_what_the_page_shows(study: Study) -> None:
    session = TranscriptSession.open(study, one(study))
    document = session.document()
    session.close()
    json.dumps(document)
    assert texts(document) == [text for _, text in TALK]
    assert document["turns"][1]["words"][0] == [0, 1, 10.0, 10.9, 0.8]
    assert document["speakers"] == [{"label": "I", "role": "interviewer"}, {"label": "P1", "role": "participant"}]
    assert document["labels"] == ["I", "P1", "?"]
    assert [(c["kind"], c["turn"], c["settled"]) for c in document["concerns"]] == [
        ("low_confidence", "P1-002", ""),
        ("uncertain_speaker", "P1-004", ""),
    ]
    assert (document["can_undo"], document["can_redo"], document["read_only"]) == (False, False, False)
    assert document["approval"] == {"state": "missing", "by": "", "when": ""}


def test_looking_leaves_no_trace(study: Study) -> None:
    before = {path: path.read_bytes() for path in study.root.rglob("*.json*")}
    TranscriptSession.open(study, one(study)).close()
    assert {path: path.read_bytes() for path in study.root.rglob("*.json*")} == before


def test_looking_again_adds_nothing_to_the_journal(study: Study) -> None:
    session = TranscriptSession.open(study, one(study))
    session.edit([WRITTEN])
    session.close()
    before = study.edits("P1").read_bytes()
    TranscriptSession.open(study, one(study)).close()
    assert study.edits("P1").read_bytes() == before


def test_an_edit_is_in_the_journal_before_it_is_answered(study: Study) -> None:
    session = TranscriptSession.open(study, one(study))
    answer = session.edit([WRITTEN])
    assert [turn["text"][13:19] for turn in answer["changes"][0]["turns"]] == ["Bergen"]
    assert answer["concerns"] == [{"key": "low_confidence:13.00:13.90", "turn": None, "settled": "corrected"}]
    assert (answer["can_undo"], answer["can_redo"]) == (True, False)
    assert edit_journal.read(study.edits("P1"))[-1] == JournalStep(edits=(WRITTEN,))
    assert study.edits("P1").stat().st_mode & 0o777 == 0o600
    session.close()


def test_what_is_stored_is_what_word_would_have_brought_back(study: Study, tmp_path: Path) -> None:
    """Turns, times, speakers, concerns, and how it came about; and the draft is that of the new version."""
    made_in_word = studies.copied(study.root.parent, tmp_path / "word")
    session = TranscriptSession.open(study, one(study))
    session.edit([WRITTEN, TextEdit(turn="P1-004", start=43, end=43, text=" Really.")])
    session.edit([SpeakerEdit(turns=("P1-003",), speaker="P1")])
    session.close()
    path = tmp_path / "back.docx"
    texts = ("I started in Bergen, I think. Bergan was far.", "It was hard. Mornings were the worst of it. Really.")
    path.write_bytes(edited(made_in_word.draft("P1").read_bytes(), say(2, texts[0]), say(4, texts[1]), label(3, "P1")))
    import_transcript(made_in_word, one(made_in_word), path)
    assert by_place(stored(study)) == by_place(stored(made_in_word))
    assert stored(study).made_by.settings == stored(made_in_word).made_by.settings
    assert study.draft("P1").read_bytes() == draft(stored(study), study, one(study))


@pytest.mark.parametrize(
    "edits",
    [
        [WRITTEN],
        [SplitEdit(turn="P1-004", at=13)],
        [MergeEdit(turn="P1-001")],
        [SpeakerEdit(turns=("P1-001", "P1-003"), speaker="M")],
        [SwapEdit(one="I", other="P1")],
        [UnclearEdit(turn="P1-002", start=13, end=19, unclear=True)],
        [TextEdit(turn="P1-002", start=0, end=45, text="")],
    ],
)
def test_undoing_and_making_again_leads_to_the_same(study: Study, edits: list[Edit]) -> None:
    """Also over a restart, and over what was stored; a page that follows the changes shows what the document says."""
    session = TranscriptSession.open(study, one(study))
    begin = session.document()
    made = session.edit(edits)
    done = session.document()
    assert after(begin["turns"], made["changes"]) == done["turns"]
    session.close()
    again = TranscriptSession.open(study, one(study))
    assert again.document()["turns"] == done["turns"]
    undone = again.undo()
    assert after(done["turns"], undone["changes"]) == begin["turns"]
    assert [c["settled"] for c in again.document()["concerns"]] == ["", ""]
    again.store()
    assert storage.read(study.transcript("P1"), Transcript).turns == transcript(TALK).turns
    again.redo()
    assert again.document()["turns"] == done["turns"]
    assert again.redo()["changes"] == []
    again.close()


@pytest.mark.parametrize(
    "edit",
    [
        TextEdit(turn="P1-009", start=0, end=0, text="x"),
        TextEdit(turn="P1-001", start=0, end=99, text="x"),
        TextEdit(turn="P1-001", start=3, end=2, text="x"),
        SplitEdit(turn="P1-001", at=99),
        MergeEdit(turn="P1-004"),
        SpeakerEdit(turns=("P1-001",), speaker="Kari"),
        SpeakerEdit(turns=("P1-001",), speaker="P2"),
        SwapEdit(one="I", other="Kari Holm"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused_and_so_are_those_with_it(study: Study, edit: Edit) -> None:
    session = TranscriptSession.open(study, one(study))
    with pytest.raises(UserError) as refused:
        session.edit([WRITTEN, edit])
    assert "Kari" not in refused.value.what
    assert not study.edits("P1").exists()
    assert texts(session.document()) == [text for _, text in TALK]
    session.close()


def test_emptied_turns_are_shown_and_not_stored(study: Study) -> None:
    """Somebody clears a turn to write it anew; stored meanwhile, it is as if its paragraph had been deleted in Word."""
    session = TranscriptSession.open(study, one(study))
    session.edit([TextEdit(turn="P1-003", start=0, end=26, text="")])
    session.store()
    assert [turn.id for turn in stored(study).turns] == ["P1-001", "P1-002", "P1-004"]
    session.edit([TextEdit(turn="P1-003", start=0, end=0, text="And then?")])
    session.close()
    assert [turn.text for turn in stored(study).turns][2] == "And then?"


def test_blanks_are_kept_while_typing_and_stored_as_word_would(study: Study) -> None:
    session = TranscriptSession.open(study, one(study))
    session.edit([TextEdit(turn="P1-001", start=27, end=27, text="  Or  \n")])
    assert texts(session.document())[0] == "When did you start to work?  Or   "
    session.close()
    assert stored(study).turns[0].text == "When did you start to work? Or"


def test_storing_twice_makes_one_version(study: Study) -> None:
    session = TranscriptSession.open(study, one(study))
    session.edit([WRITTEN])
    first = session.store()
    there = set(study.transcript("P1").parent.rglob("*"))
    assert session.store()["version"] == first["version"]
    session.close()
    assert set(study.transcript("P1").parent.rglob("*")) == there
    assert len(first["offers"]) == 1  # P2 was in Bergan as well


# --- who comes second -------------------------------------------------------------------------------------------------


def test_an_interview_that_is_open_can_be_read_and_not_changed(study: Study) -> None:
    """The second sees who holds it, and what was typed so far."""
    session = TranscriptSession.open(study, one(study))
    session.edit([WRITTEN])
    asked = (
        "import sys; from pathlib import Path; from ipstranscribe.study.folder import Study; "
        "from ipstranscribe.workflow.review_transcript import TranscriptSession, read_only; "
        "from ipstranscribe.errors import UserError; import json; study = Study.open(Path(sys.argv[1]))\n"
        "try: TranscriptSession.open(study, study.interview('P1'))\n"
        "except UserError as error: refused = error.what\n"
        "print(json.dumps([refused, read_only(study, study.interview('P1'))]))"
    )
    out = subprocess.run([sys.executable, "-c", asked, study.root], check=True, capture_output=True, text=True).stdout
    refused, document = json.loads(out)
    assert "P1 is in use by `ipstranscribe review`" in refused
    assert document["read_only"] and "review" in document["held_by"]
    assert "Bergen" in texts(document)[1]
    session.close()
    assert read_only(study, one(study))["held_by"] == ""


def test_two_interviews_are_closed_in_any_order(study: Study) -> None:
    first = TranscriptSession.open(study, one(study))
    second = TranscriptSession.open(study, study.interview("P2"))
    first.close()
    second.close()
    assert [locks.holder(study, who) for who in ("P1", "P2")] == ["", ""]


# --- page and Word in turns ---------------------------------------------------------------------------------------------


def from_word(study: Study, text: str, number: int) -> None:
    """Correct a turn in the draft as it was before the edits on the page, and import it."""
    path = study.root / "back.docx"
    path.write_bytes(edited(draft(transcript(TALK, concerns=(DOUBT, VOICE)), study, one(study)), say(number, text)))
    import_transcript(study, one(study), path)
    path.unlink()


def killed(study: Study, *edits: Edit) -> None:
    """Edits of a program that was killed before it could store them."""
    session = TranscriptSession.open(study, one(study))
    session.edit(edits)
    session._held.close()


def test_page_and_word_in_turns_keep_both(study: Study) -> None:
    session = TranscriptSession.open(study, one(study))
    session.edit([WRITTEN])
    session.close()
    from_word(study, "It was hard. Evenings were the worst of it.", 4)
    session = TranscriptSession.open(study, one(study))
    assert session.document()["notice"] == review_journal.BEGUN_ANEW
    session.edit([TextEdit(turn="P1-001", start=0, end=4, text="Since when")])
    session.close()
    said = [turn.text for turn in stored(study).turns]
    assert said[0].startswith("Since when") and "Bergen" in said[1] and "Evenings" in said[3]


def test_edits_that_were_never_stored_are_merged_with_word(study: Study) -> None:
    killed(study, WRITTEN)
    assert review_journal.has_unstored(study, "P1")
    from_word(study, "It was hard. Evenings were the worst of it.", 4)
    session = TranscriptSession.open(study, one(study))
    assert session.document()["notice"] == review_journal.MERGED
    assert not session.document()["can_undo"]
    session.close()
    said = [turn.text for turn in stored(study).turns]
    assert "Bergen" in said[1] and "Evenings" in said[3]
    assert not review_journal.has_unstored(study, "P1")


def test_a_conflict_with_word_is_told_and_both_are_kept(study: Study) -> None:
    killed(study, WRITTEN)
    from_word(study, "I started in Bodø, I think. Bergan was far.", 2)
    session = TranscriptSession.open(study, one(study))
    notice = session.document()["notice"]
    session.close()
    assert "P1-002" in notice and "Bodø" not in notice
    assert "Bodø" in stored(study).turns[1].text
    (journal,) = study.edits("P1").parent.glob("P1_edits_kept_*.jsonl")
    assert journal.name in notice and edit_journal.read(journal)[-1] == JournalStep(edits=(WRITTEN,))
    (beside,) = study.draft("P1").parent.glob("P1_transcript_page_*.docx")
    assert beside.name in notice and journal.stat().st_mode & 0o777 == beside.stat().st_mode & 0o777 == 0o600


def test_a_draft_that_was_edited_in_word_is_kept(study: Study) -> None:
    """Not imported yet, it would be overwritten by the next draft."""
    path = study.draft("P1")
    by_hand = edited(path.read_bytes(), say(4, "It was hard. Evenings were the worst of it."))
    path.write_bytes(by_hand)
    session = TranscriptSession.open(study, one(study))
    session.edit([WRITTEN])
    session.close()
    (kept,) = path.parent.glob("P1_transcript_corrected_*.docx")
    assert kept.read_bytes() == by_hand


# --- crashes --------------------------------------------------------------------------------------------------------------


def test_edits_are_found_again_after_a_crash(study: Study) -> None:
    killed(study, WRITTEN)
    session = TranscriptSession.open(study, one(study))
    assert session.document()["notice"] == review_journal.RESUMED
    assert "Bergen" in texts(session.document())[1] and session.document()["can_undo"]
    session.close()
    assert "Bergen" in stored(study).turns[1].text


def test_a_crash_between_transcript_and_journal_is_no_conflict(study: Study) -> None:
    session = TranscriptSession.open(study, one(study))
    session.edit([WRITTEN])
    session.close()
    journal = study.edits("P1")
    journal.write_bytes(b"\n".join(journal.read_bytes().split(b"\n")[:-2]) + b"\n")  # without the last line: stored
    session = TranscriptSession.open(study, one(study))
    assert session.document()["notice"] == "" and session.document()["can_undo"]
    session.close()


def test_the_journal_at_every_point_of_a_kill_is_what_was_answered(study: Study) -> None:
    """Cut anywhere, it gives the state after one of the answers, and after all whose lines are whole."""
    session = TranscriptSession.open(study, one(study))
    shown, ends = [texts(session.document())], [0]
    rng = random.Random(3)
    for n in range(12):
        turn = session.document()["turns"][rng.randrange(3)]
        at = rng.randrange(len(turn["text"]) + 1)
        if n % 4 == 3:
            session.undo()
        else:
            session.edit([TextEdit(turn=turn["id"], start=at, end=at, text="æ𝄞\u2028\\"[n % 4])])
        shown.append(texts(session.document()))
        ends.append(study.edits("P1").stat().st_size)
    session._held.close()
    whole = study.edits("P1").read_bytes()
    start = whole.index(b"\n") + 1
    for cut in range(start, len(whole) + 1):
        for rest in (b"", b"\0\0\0", b"\0\n"):
            study.edits("P1").write_bytes(whole[:cut] + rest)
            current = review_journal.fresh(stored(study))
            found = review_journal.restore(study, "P1", current)
            assert found is not None
            expected = shown[max(n for n, end in enumerate(ends) if end <= cut)]
            assert [turn.text for turn in found.history.talk.turns] == expected


def test_a_torn_line_is_cut_off_before_the_next_one(study: Study) -> None:
    killed(study, WRITTEN)
    with study.edits("P1").open("ab") as file:
        file.write(b'{"line": "step", "edi')
    session = TranscriptSession.open(study, one(study))
    session.edit([TextEdit(turn="P1-001", start=0, end=4, text="Since when")])
    session._held.close()
    session = TranscriptSession.open(study, one(study))
    assert texts(session.document())[0].startswith("Since when") and "Bergen" in texts(session.document())[1]
    session.close()


@pytest.mark.parametrize("content", [b"", b"{}\n", b'{"line":"redo"}\n', b"\xff\xfe\n", b"no\n{}\n"])
def test_a_journal_that_is_damaged_is_kept_and_told(study: Study, content: bytes) -> None:
    study.edits("P1").parent.mkdir(parents=True)
    study.edits("P1").write_bytes(content)
    session = TranscriptSession.open(study, one(study))
    assert "kept" in session.document()["notice"]
    session.edit([WRITTEN])
    session.close()
    (kept,) = study.edits("P1").parent.glob("P1_edits_kept_*.jsonl")
    assert kept.read_bytes() == content


def test_a_journal_of_a_version_that_is_gone_is_kept(study: Study) -> None:
    killed(study, WRITTEN)
    from_word(study, "It was hard. Evenings were the worst of it.", 4)
    shutil.rmtree(study.transcript_version("P1", "").parent)
    session = TranscriptSession.open(study, one(study))
    assert "not kept" in session.document()["notice"]
    session.close()
    assert list(study.edits("P1").parent.glob("P1_edits_kept_*.jsonl"))


def test_a_program_that_is_killed_loses_nothing_that_was_answered(study: Study) -> None:
    """Killed at any moment by the system, while it takes edit after edit."""
    typing = (
        "import sys; from pathlib import Path; from ipstranscribe.study.folder import Study; "
        "from ipstranscribe.workflow.review_transcript import TranscriptSession\n"
        "from ipstranscribe.model.edits import TextEdit\n"
        "study = Study.open(Path(sys.argv[1])); session = TranscriptSession.open(study, study.interview('P1'))\n"
        "at = len(session.document()['turns'][0]['text'])\n"
        "for n in range(10**9):\n"
        "    answer = session.edit([TextEdit(turn='P1-001', start=at, end=at, text=f' {n}')])\n"
        "    at = len(answer['changes'][0]['turns'][0]['text'])\n"
        "    print(n, flush=True)\n"
    )
    last = -1
    for rounds in range(3):
        program = subprocess.Popen([sys.executable, "-c", typing, study.root], stdout=subprocess.PIPE, text=True)
        assert program.stdout is not None
        for _ in range(7 + 5 * rounds):
            last = int(program.stdout.readline())
        os.kill(program.pid, signal.SIGKILL)
        last = max([last, *(int(line) for line in program.stdout.read().split("\n") if line.strip())])
        program.wait()
        program.stdout.close()
        session = TranscriptSession.open(study, one(study))
        said = texts(session.document())[0]
        session._held.close()
        assert said.split()[-1] in (str(last), str(last + 1))  # one may be on the disk that was not answered yet
        assert f" {last - 1} {last}" in said


def test_a_full_disk_loses_neither_what_was_answered_nor_the_place(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The edit is refused, and nothing of it is in the journal; once there is room, editing goes on."""
    session = TranscriptSession.open(study, one(study))
    session.edit([WRITTEN])
    before = study.edits("P1").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(UserError) as error:
            session.edit([TextEdit(turn="P1-001", start=0, end=0, text="x")])
    assert error.value.code == ExitCode.CANNOT_WRITE
    assert study.edits("P1").read_bytes() == before
    assert texts(session.document())[0] == TALK[0][1]
    session.edit([TextEdit(turn="P1-001", start=0, end=0, text="y")])
    session.close()
    assert stored(study).turns[0].text == f"y{TALK[0][1]}"


# --- the same everywhere, listening, approval -----------------------------------------------------------------------------


def test_the_same_words_are_counted_and_corrected_as_one_step(study: Study) -> None:
    session = TranscriptSession.open(study, one(study))
    assert session.alike("P1-002", 13, 20, "Bergen,") == {
        "here": 2,
        "elsewhere": [{"interview": "P2", "places": 1}],
    }
    answer = session.correct_alike("P1-002", 13, 20, "Bergen,")
    assert answer["count"] == 2
    assert texts(session.document())[1] == "I started in Bergen, I think. Bergen was far."
    session.undo()
    assert texts(session.document())[1] == TALK[1][1]
    with pytest.raises(UserError):
        session.alike("P1-002", 12, 13, "Bergen")
    session.close()


def test_places_are_ticked_off_as_they_are_shown(study: Study) -> None:
    """Edits beside a place need not be stored for it; the command `listened` and the page see the same."""
    session = TranscriptSession.open(study, one(study))
    session.edit([TextEdit(turn="P1-004", start=0, end=0, text="Well, ")])
    key = "low_confidence:13.00:13.90"
    (_, told) = sorted(session.listened([key], ROLE, WHEN)["concerns"], key=lambda c: c["settled"] == "listened")
    assert (told["key"], told["settled"], told["by"]) == (key, "listened", ROLE)
    with pytest.raises(UserError):
        session.listened(["low_confidence:99.00:99.90"], ROLE, WHEN)
    with pytest.raises(UserError):
        session.listened([key], "Kari Holm", WHEN)
    session.close()
    assert [place.kind for place in open_places(study, "P1")] == ["uncertain_speaker"]
    listened(study, one(study), [13.0], by=ROLE, when=WHEN, back=True)
    assert [place.kind for place in open_places(study, "P1")] == ["uncertain_speaker", "low_confidence"]


def test_a_transcript_is_approved_with_the_code_of_what_is_shown(study: Study) -> None:
    session = TranscriptSession.open(study, one(study))
    old = session.document()["code"]
    session.edit([WRITTEN])
    with pytest.raises(UserError) as refused:
        session.approve(ROLE, WHEN, old)
    assert refused.value.code == ExitCode.REFUSED
    code = session.document()["code"]
    assert session.approve(ROLE, WHEN, code)["approval"] == {"state": "reviewed", "by": ROLE, "when": WHEN}
    assert approvals.state(study, "P1", "transcript", approvals.read(study)) == "reviewed"
    assert session.changes() == []
    session.edit([TextEdit(turn="P1-001", start=0, end=4, text="Since when")])
    assert session.document()["approval"]["state"] == "stale"
    (change,) = session.changes()
    assert (change["id"], change["after"].split()[0]) == ("P1-001", "Since")
    session.close()
    assert transcript_versions.version_of(stored(study)) != ""


def test_confirming_and_marking_a_word(study: Study) -> None:
    session = TranscriptSession.open(study, one(study))
    session.edit([UnclearEdit(turn="P1-002", start=12, end=13, unclear=True)])
    assert texts(session.document())[1] == TALK[1][1]  # there is no word
    session.edit([UnclearEdit(turn="P1-002", start=15, end=16, unclear=True)])
    assert texts(session.document())[1] == "I started in (Bergan?), I think. Bergan was far."
    session.edit([UnclearEdit(turn="P1-002", start=15, end=16, unclear=False)])
    document = session.document()
    assert texts(document)[1] == TALK[1][1]
    assert [w[4] for w in document["turns"][1]["words"]][2:5] == [0.8, None, 0.8]
    assert document["concerns"][0]["settled"] == "corrected"
    session.close()
    assert stored(study).turns[1].words[3].probability is None
