"""What is open on the page: one page works on an interview, others read; what is sent twice is done once."""

import json
import threading
from typing import Any

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import locks
from ipstranscribe.study.folder import Study
from ipstranscribe.web.interviews import HERE
from ipstranscribe.web.worker import Worker
from ipstranscribe.workflow.review_transcript import TranscriptSession
from tests.web.conftest import SAID
from tests.web.desk import Answer, Desk

TURN = "P1-002"


def typed(text: str, at: int = 0) -> dict[str, object]:
    return {"kind": "text", "turn": TURN, "start": at, "end": at, "text": text}


def text_of(document: dict[str, Any]) -> str:
    (said,) = [turn["text"] for turn in document["turns"] if turn["id"] == TURN]
    return str(said)


def edited(desk: Desk, seq: int, text: str, **more: object) -> Answer:
    return desk.ask("edits", interview="P1", seq=seq, edits=[typed(text)], **more)


def test_an_interview_is_opened_corrected_stored_and_closed(desk: Desk, study: Study) -> None:
    opened = desk.ask("open", interview="P1").body
    assert (text_of(opened), opened["read_only"], opened["held_by"]) == (SAID, False, "")
    came = edited(desk, 1, "And ")
    assert (came.status, came.body["seq"], came.body["can_undo"]) == (200, 1, True)
    assert [turn["text"] for change in came.body["changes"] for turn in change["turns"]] == [f"And {SAID}"]
    stored = desk.ask("store", interview="P1").body
    assert stored["version"] != opened["version"]
    assert f"And {SAID}" in study.transcript("P1").read_text(encoding="utf-8")
    assert desk.ask("close", interview="P1").body == {}
    assert desk.review.interviews.ids() == ()
    assert text_of(desk.ask("open", interview="P1").body) == f"And {SAID}"


def test_undo_and_redo_are_done_once_for_each_number(desk: Desk) -> None:
    desk.ask("open", interview="P1")
    edited(desk, 1, "And ")
    for _ in range(3):
        assert desk.ask("undo", interview="P1", seq=2).body["can_undo"] is False
    for _ in range(3):
        assert desk.ask("redo", interview="P1", seq=3).body["can_redo"] is False
    assert text_of(desk.ask("open", interview="P1").body) == f"And {SAID}"


def test_what_is_sent_again_is_answered_again_and_not_done_again(desk: Desk) -> None:
    desk.ask("open", interview="P1")
    first = edited(desk, 7, "And ")
    again = edited(desk, 7, "And ")
    assert (first.status, first.content) == (again.status, again.content)
    assert edited(desk, 9, "So ").status == 200
    assert text_of(desk.ask("open", interview="P1").body) == f"So And {SAID}"


def test_what_is_older_than_what_is_remembered_is_refused(desk: Desk) -> None:
    desk.ask("open", interview="P1")
    edited(desk, 7, "And ")
    came = edited(desk, 6, "So ")
    assert (came.status, came.body["code"]) == (409, "gap")
    desk.ask("open", interview="P1")
    assert edited(desk, 1, "So ").status == 200  # the page counts anew


def test_an_edit_that_does_not_fit_is_refused_and_can_be_sent_otherwise(desk: Desk) -> None:
    desk.ask("open", interview="P1")
    for edit in (
        {**typed("x"), "turn": "P1-999"}, {**typed("x"), "end": 10_000}, {**typed("x"), "start": 5, "end": 2},
        {"kind": "split", "turn": TURN, "at": 10_000}, {"kind": "speaker", "turns": [TURN], "speaker": "<b>"},
    ):  # fmt: skip
        came = desk.ask("edits", interview="P1", seq=1, edits=[edit])
        assert came.status == 400 and "Hanne" not in str(came.body), edit
    assert edited(desk, 1, "And ").status == 200


@pytest.mark.parametrize("edits", [None, {}, "Hanne", [{"kind": "text"}], [{**typed("Hanne"), "kind": "x"}]], ids=repr)
def test_what_is_no_edit_is_refused_without_its_words(desk: Desk, edits: object) -> None:
    desk.ask("open", interview="P1")
    came = desk.ask("edits", interview="P1", seq=1, edits=edits)
    assert came.status == 400 and "Hanne" not in str(came.body)
    assert edited(desk, 1, "And ").status == 200


def test_a_second_page_reads_and_can_take_the_interview_over(desk: Desk) -> None:
    desk.ask("open", interview="P1", page="one")
    edited(desk, 1, "And ", page="one")
    seen = desk.ask("open", interview="P1", page="two").body
    assert (text_of(seen), seen["read_only"], seen["held_by"]) == (f"And {SAID}", True, HERE)
    assert edited(desk, 2, "x", page="two").body["code"] == "other_page"
    assert desk.ask("store", interview="P1", page="two").body["code"] == "other_page"
    assert edited(desk, 2, "So ", page="one").status == 200
    taken = desk.ask("open", interview="P1", page="two", take=True).body
    assert (text_of(taken), taken["read_only"]) == (f"So And {SAID}", False)
    assert edited(desk, 3, "x", page="one").body["code"] == "other_page"
    desk.ask("close", interview="P1", page="one")  # a window that is closed closes nothing of another's
    assert edited(desk, 1, "Well: ", page="two").status == 200


def test_what_is_not_open_is_not_changed(desk: Desk) -> None:
    for route, more in (
        ("edits", {"seq": 1, "edits": []}), ("undo", {}), ("store", {}), ("changes", {}),
        ("listened", {"keys": [], "by": "transcriber"}), ("approve", {"by": "transcriber", "code": "AAAAAA"}),
    ):  # fmt: skip
        came = desk.ask(route, interview="P1", **more)
        assert (came.status, came.body["code"]) == (409, "not_open"), route


def test_an_interview_that_another_program_holds_is_read(desk: Desk, study: Study) -> None:
    """Another thread is another holder, as another process is."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with locks.interview(study, "P1", "transcribe"):
            held.set()
            done.wait()

    other = threading.Thread(target=hold)
    other.start()
    held.wait()
    try:
        seen = desk.ask("open", interview="P1").body
        assert (text_of(seen), seen["read_only"]) == (SAID, True)
        assert "transcribe" in seen["held_by"]
        assert [one["held_by"] for one in desk.get("/api/study").body["interviews"]] == [seen["held_by"], ""]
        assert edited(desk, 1, "x").body["code"] == "not_open"
    finally:
        done.set()
        other.join()
    assert desk.ask("open", interview="P1").body["read_only"] is False


def test_what_the_page_holds_is_held_for_others(desk: Desk, study: Study) -> None:
    desk.ask("open", interview="P1")
    with pytest.raises(UserError, match="review"), locks.interview(study, "P1", "transcribe"):
        pass
    with locks.interview(study, "P2", "transcribe"):
        pass
    desk.ask("close", interview="P1")
    with locks.interview(study, "P1", "transcribe"):
        pass


def test_words_that_look_like_markup_come_as_they_are(desk: Desk) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202e&amp;"
    desk.ask("open", interview="P1")
    came = desk.ask("edits", interview="P1", seq=1, edits=[typed(hostile)])
    assert (came.status, came.headers["content-type"]) == (200, "application/json")
    assert hostile in text_of(desk.ask("open", interview="P1").body)


NO_TEXT = ("\x00", "\x1b[2J", "\ufffe", "\ud800")


@pytest.mark.parametrize("sign", NO_TEXT, ids=ascii)
def test_signs_that_no_document_can_hold_do_not_keep_an_interview_from_being_stored(
    desk: Desk, study: Study, sign: str
) -> None:
    desk.ask("open", interview="P1")
    came = desk.raw("POST", "/api/edits", json.dumps({
        "interview": "P1", "seq": 1, "edits": [typed(f"a{sign}b ")],
    }).encode(), **desk.known)  # fmt: skip
    assert came.status in (200, 400)
    assert desk.ask("store", interview="P1").status == 200
    assert edited(desk, 2, "And ").status == 200
    assert desk.ask("stop").status == 200
    assert "And " in study.transcript("P1").read_text(encoding="utf-8")


def test_one_interview_that_cannot_be_stored_keeps_no_other_from_being_stored(
    desk: Desk, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = TranscriptSession.store

    def store(session: TranscriptSession) -> dict[str, Any]:
        if session.document()["id"] == "P1":
            raise UserError("The disk is full.", "Make room.", ExitCode.CANNOT_WRITE)
        return real(session)

    for interview in ("P1", "P2"):
        desk.ask("open", interview=interview)
    desk.ask("edits", interview="P2", seq=1, edits=[{**typed("And "), "turn": "P2-002"}])
    monkeypatch.setattr(TranscriptSession, "store", store)
    came = desk.ask("stop")
    assert (came.status, came.body["code"]) == (500, "cannot_write")
    assert "P1" in came.body["what"] and "The disk is full." in came.body["what"]
    assert desk.ask("close", interview="P1").body["what"] == "The disk is full."
    assert desk.review.interviews.ids() == ("P1", "P2")
    assert "And It was fine." in study.transcript("P2").read_text(encoding="utf-8")
    assert "stop" not in desk.told


def test_a_transcript_is_approved_by_the_code_that_was_shown(desk: Desk) -> None:
    opened = desk.ask("open", interview="P1").body
    approve = {"interview": "P1", "by": "transcriber"}
    assert desk.ask("approve", **approve, code="AAAAAA").status == 409
    assert desk.ask("approve", **{**approve, "by": "Kari"}, code=opened["code"]).body["code"] == "bad_request"
    assert desk.ask("approve", **approve, code=opened["code"]).status == 200
    assert desk.ask("open", interview="P1").body["approval"]["state"] == "reviewed"
    edited(desk, 1, "And ")
    desk.ask("store", interview="P1")
    assert desk.ask("changes", interview="P1").body["changes"]


@pytest.mark.parametrize("broken", ["store", "close"])
def test_an_error_inside_a_session_is_told_without_a_word_of_it_and_the_others_are_stored(
    desk: Desk, study: Study, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    real = getattr(TranscriptSession, broken)

    def breaks(session: TranscriptSession) -> object:
        if session.document()["id"] == "P1":
            raise RuntimeError(SAID)
        return real(session)

    for interview in ("P1", "P2"):
        desk.ask("open", interview=interview)
    desk.ask("edits", interview="P2", seq=1, edits=[{**typed("And "), "turn": "P2-002"}])
    monkeypatch.setattr(TranscriptSession, broken, breaks)
    failed = desk.review.worker.finish(desk.review.interviews.close_all)
    assert failed and all("RuntimeError" in error.what and "Hanne" not in error.what for error in failed)
    assert desk.review.interviews.ids() == ()
    assert "And It was fine." in study.transcript("P2").read_text(encoding="utf-8")
    desk.review.worker = Worker("study")  # the end of the test closes once more


def test_of_many_answers_the_latest_are_remembered(desk: Desk) -> None:
    desk.ask("open", interview="P1")
    answers = {seq: edited(desk, seq, "x ").content for seq in range(1, 80)}
    assert edited(desk, 79, "x ").content == answers[79]
    assert edited(desk, 40, "x ").content == answers[40]
    assert edited(desk, 1, "x ").body["code"] == "gap"
    assert text_of(desk.ask("open", interview="P1").body) == "x " * 79 + SAID
