"""Identifiers on the page: shown at their places, decided on with the effect told before, undone, and put into effect."""

import re
import time
from pathlib import Path
from typing import Any

import pytest

from ipstranscribe.model import Decisions, PseudonymizedTranscript
from ipstranscribe.release.findings.causes import Cause
from ipstranscribe.release.findings.places import RefusedPlace
from ipstranscribe.release.search.sighting import around
from ipstranscribe.review.identifiers.findings_workbook import FindingsList, to_xlsx
from ipstranscribe.study import audit_log, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.import_decisions import import_decisions
from ipstranscribe.workflow.run import run
from tests.studies import WHEN, copied, telling
from tests.web.desk import Answer, Desk

SAID = {
    "P1": "Then Hanne Nordmo came to the Mariner. Hanne said that Mariner was closed, and Kari Moen laughed.",
    "P2": "It was fine at the Mariner, and Torvald came.",
}
TABLES = {
    "interviews": "id,participant,recordings,language\nP1,P1,,en\nP2,P2,,en\n",
    "participants": "id,name,branch\nP1,Kari Moen,\nP2,Hanne Nordmo,\n",
}
BY = "researcher"


@pytest.fixture(scope="session")
def searched_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that was run by rules."""
    place = tmp_path_factory.mktemp("identifiers")
    study = telling(place / "study", TABLES, SAID)
    assert not run(study, rules_only=True, lexical=True).failures
    return place


@pytest.fixture
def study(searched_once: Path, tmp_path: Path) -> Study:
    """A copy of it."""
    return copied(searched_once, tmp_path)


def text_of(document: dict[str, Any], turn: str) -> str:
    return next(str(one["text"]) for one in document["turns"] if one["id"] == turn)


def finds(body: dict[str, Any], form: str) -> list[dict[str, Any]]:
    return [one for one in body["finds"] if one["form"] == form]


def decide(
    desk: Desk, form: str, verdict: str, scope: str = "everywhere", /, number: int = 1, **more: object
) -> Answer:
    """A decision on the `number`th time that a form is said in the answer of P1."""
    at = [one.start() for one in re.finditer(rf"{form}(?! Nordmo)", SAID["P1"])][number - 1]
    asked = {"interview": "P1", "turn": "P1-002", "start": at, "end": at + len(form), "by": BY}
    return desk.ask("identifiers/decide", **{**asked, "verdict": verdict, "scope": scope, **more})


def applied(desk: Desk) -> dict[str, Any]:
    """Put into effect, and wait for the end."""
    assert desk.ask("identifiers/apply", by=BY).status == 200
    for _ in range(600):
        told: dict[str, Any] = desk.ask("identifiers/applying").body
        if told["state"] != "working":
            return told
        time.sleep(0.1)
    raise AssertionError("it did not end")


def seen(body: dict[str, Any]) -> dict[str, tuple[str, bool]]:
    """State and mask of every find, by its place."""
    return {one["key"]: (one["state"], one["masked"]) for one in body["finds"]}


def test_finds_stand_at_their_places_in_what_was_said(desk: Desk) -> None:
    body = desk.ask("identifiers", interview="P1").body
    for one in body["finds"]:
        assert text_of(body, one["turn"])[one["start"] : one["end"]] == one["form"]
    mariner, again = finds(body, "Mariner")
    assert (mariner["state"], mariner["masked"], mariner["decided"], mariner["places"]) == ("suggested", True, None, 2)
    assert mariner["risk"] == again["risk"] > finds(body, "Hanne Nordmo")[0]["risk"]
    assert (body["pending"], body["elsewhere"]) == (2, [{"interview": "P2", "pending": 1}])
    assert (body["to_apply"], body["can_undo"], body["can_redo"], body["stale"]) == (False, False, False, False)
    assert body["approval"]["state"] == "draft"


def test_before_anything_was_searched_there_is_the_talk_and_a_run_to_do(founded_once: Path, tmp_path: Path) -> None:
    desk = Desk(copied(founded_once, tmp_path)).enter()
    body = desk.ask("identifiers", interview="P1").body
    assert (len(body["turns"]), body["finds"], body["to_apply"], body["approval"]["state"]) == (2, [], True, "missing")
    assert desk.ask("identifiers/shown", interview="P1").body["turns"][1]["text"] == text_of(body, "P1-002")
    desk.end()


EFFECTS = (
    ("Mariner", "accept", "place", {}, 1, ["P1"]),
    ("Mariner", "accept", "interview", {}, 2, ["P1"]),
    ("Mariner", "accept", "everywhere", {}, 2, ["P1"]),
    ("Mariner", "add", "everywhere", {}, 3, ["P1", "P2"]),
    ("Mariner", "reject", "everywhere", {}, 3, ["P1", "P2"]),
    ("Mariner", "change", "place", {"replacement": "a boat"}, 1, ["P1"]),
    ("Hanne", "merge", "interview", {"same_as": "[P2]"}, 1, ["P1"]),
    ("Hanne Nordmo", "split", "interview", {}, 1, ["P1"]),
    ("Hanne Nordmo", "change", "everywhere", {"replacement": "the friend"}, 1, ["P1"]),
    ("laughed", "add", "everywhere", {"category": "fact"}, 1, ["P1"]),
    ("Then", "add", "place", {"category": "other", "replacement": "now"}, 1, ["P1"]),
)
"""Form, verdict, scope, what else is said; then how many places and which interviews it is about."""


@pytest.mark.parametrize(("form", "verdict", "scope", "more", "places", "interviews"), EFFECTS)
def test_what_a_decision_will_do_is_told_before_shown_at_once_and_done_by_the_run(
    desk: Desk, study: Study, form: str, verdict: str, scope: str, more: dict[str, str], places: int, interviews: list[str]
) -> None:  # fmt: skip
    told = decide(desk, form, verdict, scope, preview=True, **more).body
    assert told == {"places": places, "interviews": interviews}
    assert not study.decisions.exists()
    answer = decide(desk, form, verdict, scope, **more)
    assert (answer.status, answer.body["to_apply"], answer.body["can_undo"]) == (200, True, True)
    now = desk.ask("identifiers", interview="P1").body
    assert [one for one in now["finds"] if one["turn"] in answer.body["turns"]] == answer.body["finds"]
    readers = desk.ask("identifiers/shown", interview="P1").body["turns"]
    assert applied(desk) == {"state": "done", "failed": []}
    after = desk.ask("identifiers", interview="P1").body
    assert seen(after) == seen(now)
    assert [one["decided"] for one in after["finds"]] == [one["decided"] for one in now["finds"]]
    assert after["to_apply"] is False
    run_left = desk.ask("identifiers/shown", interview="P1").body["turns"]
    stored = storage.read(study.pseudonymized("P1"), PseudonymizedTranscript).turns
    assert [one["text"] for one in run_left] == [one.text for one in stored]
    if all(one["replacement"] for one in now["finds"] if one["masked"]):
        assert readers == run_left


def test_readers_see_what_the_run_has_written(desk: Desk, study: Study) -> None:
    for interview in ("P1", "P2"):
        shown = desk.ask("identifiers/shown", interview=interview).body["turns"]
        stored = storage.read(study.pseudonymized(interview), PseudonymizedTranscript).turns
        spans = [[[r.char_start, r.char_end, r.category] for r in one.replacements] for one in stored]
        assert [(one["text"], one["replaced"]) for one in shown] == [
            (o.text, s) for o, s in zip(stored, spans, strict=True)
        ]


def test_every_decision_is_undone_and_done_again_to_the_byte(desk: Desk, study: Study) -> None:
    kept = [b""]
    before = [desk.ask("identifiers", interview="P1").body["finds"]]
    for form, verdict, scope, more, *_ in EFFECTS[:8]:
        if decide(desk, form, verdict, scope, **more).status == 200:
            kept.append(study.decisions.read_bytes())
            before.append(desk.ask("identifiers", interview="P1").body["finds"])
    assert len(kept) > 5
    for content, finds_then in reversed(list(zip(kept[1:-1], before[1:-1], strict=True))):
        assert desk.ask("identifiers/undo", interview="P1").body["can_redo"] is True
        assert study.decisions.read_bytes() == content
        assert desk.ask("identifiers", interview="P1").body["finds"] == finds_then
    assert desk.ask("identifiers/undo", interview="P1").body["can_undo"] is False
    assert storage.read(study.decisions, Decisions) == Decisions()
    for content in kept[1:]:
        desk.ask("identifiers/redo", interview="P1")
        assert study.decisions.read_bytes() == content
    nothing = desk.ask("identifiers/redo", interview="P1").body
    assert (nothing["finds"], nothing["can_redo"]) == ([], False)


def test_a_decision_is_withdrawn_at_its_place(desk: Desk, study: Study) -> None:
    decide(desk, "Mariner", "reject", "interview")
    applied(desk)
    assert {one["state"] for one in finds(desk.ask("identifiers", interview="P1").body, "Mariner")} == {"rejected"}
    came = decide(desk, "Mariner", "withdraw", "interview").body
    assert {one["state"] for one in finds(came, "Mariner")} == {"suggested"}
    assert storage.read(study.decisions, Decisions) == Decisions()


def test_the_page_and_the_table_decide_the_same(desk: Desk, study: Study, tmp_path: Path) -> None:
    """The same decisions in a table of one's own leave the same log of decisions, byte for byte."""
    decide(desk, "Mariner", "accept", "interview")
    decide(desk, "Hanne", "merge", "everywhere", same_as="[P2]")
    decide(desk, "Mariner", "change", "place", number=2, replacement="a boat")
    decide(desk, "laughed", "add", "everywhere", category="fact")
    decide(desk, "Kari Moen", "reject", "place")
    on_page = study.decisions.read_text(encoding="utf-8")
    study.decisions.unlink()
    table = tmp_path / "decided.csv"
    rows = (
        "decision,written_form,entity,replacement,scope,category,state",
        "accept,Mariner,E0005,,P1,,suggested",
        "merge,Hanne,E0003,[P2],everywhere,,automatic",
        "change,Mariner,E0005,a boat,P1-002 #2,,suggested",
        "add,laughed,,,everywhere,fact,",
        "reject,Kari Moen,E0001,,P1-002 #1,,automatic",
    )
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    import_decisions(study, table, BY, WHEN)
    assert study.decisions.read_text(encoding="utf-8") == on_page


def test_a_table_that_is_read_meanwhile_counts_and_is_not_undone_by_who_has_not_seen_it(
    desk: Desk, study: Study, tmp_path: Path
) -> None:
    decide(desk, "laughed", "add")
    table = tmp_path / "theirs.csv"
    table.write_text("decision,written_form,entity,state\nreject,Mariner,E0005,suggested\n", encoding="utf-8")
    import_decisions(study, table, "supervisor", WHEN)
    kept = study.decisions.read_bytes()
    came = decide(desk, "Mariner", "accept")
    assert (came.status, came.body["code"]) == (409, "not_now")
    assert study.decisions.read_bytes() == kept
    assert desk.ask("identifiers/undo", interview="P1").body["code"] == "not_now"  # it would take theirs back as well
    assert study.decisions.read_bytes() == kept
    assert {one["state"] for one in finds(desk.ask("identifiers", interview="P1").body, "Mariner")} == {"rejected"}
    assert decide(desk, "Mariner", "accept").status == 200  # now it was seen


def test_an_effect_told_before_or_a_decision_elsewhere_shows_nothing_of_what_others_decided(
    desk: Desk, study: Study, tmp_path: Path
) -> None:
    assert desk.ask("identifiers", interview="P1").body["finds"]
    table = tmp_path / "theirs.csv"
    table.write_text("decision,written_form,entity,state\nreject,Mariner,E0005,suggested\n", encoding="utf-8")
    import_decisions(study, table, "supervisor", WHEN)
    assert decide(desk, "Mariner", "accept", preview=True).status == 200  # as the page asks when a find is chosen
    assert decide(desk, "Mariner", "accept").body["code"] == "not_now"
    at = SAID["P2"].index("fine")
    other = {"interview": "P2", "turn": "P2-002", "start": at, "end": at + 4, "verdict": "add", "by": BY}
    assert desk.ask("identifiers/decide", **other, scope="interview").status == 200
    assert decide(desk, "Mariner", "accept").body["code"] == "not_now"
    told = decide(desk, "laughed", "add").body
    assert {one["state"] for one in finds(told, "Mariner")} == {
        "rejected"
    }  # the page is told with what it decides next
    assert decide(desk, "Mariner", "accept").status == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"turn": "P1-999"}, {"end": 10_000}, {"start": 31}, {"start": 0, "end": 4}, {"verdict": "kill"}, {"scope": "P1"},
        {"by": "Kari"}, {"by": ""},
        {"interview": "P9"}, {"verdict": "change"}, {"verdict": "merge"}, {"verdict": "merge", "same_as": "[nobody]"},
        {"verdict": "add", "category": "boat"}, {"start": -1},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_decided_changes_nothing_and_quotes_nothing(
    desk: Desk, study: Study, wrong: dict[str, Any]
) -> None:
    asked = {
        "interview": "P1",
        "turn": "P1-002",
        "start": 30,
        "end": 37,
        "verdict": "accept",
        "scope": "place",
        "by": BY,
    }
    came = desk.ask("identifiers/decide", **{**asked, **wrong})
    assert came.status in (400, 404, 409)
    assert not any(word in str(came.body) for word in ("Mariner", "Hanne", "boat", "nobody", "Kari"))
    assert not study.decisions.exists()


def test_a_transcript_that_has_changed_has_no_finds_until_it_is_searched_anew(desk: Desk, study: Study) -> None:
    desk.ask("open", interview="P1")
    edit = {"kind": "text", "turn": "P1-002", "start": 0, "end": 0, "text": "And "}
    desk.ask("edits", interview="P1", seq=1, edits=[edit])
    body = desk.ask("identifiers", interview="P1").body
    assert (text_of(body, "P1-002"), body["stale"], body["finds"], body["to_apply"]) == (
        f"And {SAID['P1']}", True, [], True,
    )  # fmt: skip
    assert applied(desk)["state"] == "done"
    body = desk.ask("identifiers", interview="P1").body
    assert finds(body, "Mariner")[0]["start"] == 34
    assert not body["stale"]


def test_decisions_of_a_sitting_are_one_line_of_the_log(desk: Desk, study: Study) -> None:
    decide(desk, "Mariner", "accept", "interview")
    decide(desk, "laughed", "add")
    decide(desk, "Hanne", "split")
    desk.ask("identifiers/undo", interview="P1")
    applied(desk)
    lines = [(one.what, one.by) for one in audit_log.read(study) if "decisions" in one.what]
    assert lines == [("decisions on identifiers: 2", BY)]


def test_what_cannot_be_put_into_effect_is_told(desk: Desk, study: Study) -> None:
    decide(desk, "laughed", "add")
    (study.root.parent / "study.key.age").unlink()
    told = applied(desk)
    assert (told["state"], told["code"]) == ("failed", "key")
    assert desk.ask("identifiers", interview="P1").body["to_apply"] is True


def refused_by_the_gate(study: Study, word: str, entity: str = "") -> None:
    """A list of findings with one cause: a word in the answer of P1, at its first place."""
    at = SAID["P1"].index(word)
    before, after = around(SAID["P1"], at, at + len(word))
    place = RefusedPlace("turn", "P1", "P1-002", word, before, after, at, 1, files=("P1_units.csv",))
    cause = Cause("known", "turn", word, (place,), category="place", entity=entity)
    listed = FindingsList([cause], Decisions(), ["P1", "P2"])
    storage.write_bytes(study.findings("findings", ".xlsx"), to_xlsx(listed), private=True)


def test_what_the_gate_found_stands_at_its_place_and_is_decided_on_there(desk: Desk, study: Study) -> None:
    refused_by_the_gate(study, "closed")
    body = desk.ask("identifiers", interview="P1").body
    (found,) = finds(body, "closed")
    told = {name: found[name] for name in ("gate", "state", "masked", "category", "risk", "found_by")}
    assert told == {
        "gate": True, "state": "suggested", "masked": False, "category": "place", "risk": 0, "found_by": "gate",
    }  # fmt: skip
    assert body["pending"] == 3
    came = decide(desk, "closed", "accept", "interview").body
    (found,) = finds(came, "closed")
    assert (found["gate"], found["state"], found["masked"], came["pending"]) == (False, "automatic", True, 2)
    applied(desk)
    assert [one["masked"] for one in finds(desk.ask("identifiers", interview="P1").body, "closed")] == [True]


@pytest.mark.parametrize("scope", ["place", "interview", "everywhere"])
def test_a_word_of_the_gate_is_rejected_whatever_it_means(desk: Desk, study: Study, scope: str) -> None:
    """As a row of the list of findings does it: the word is let pass, and not one meaning of it."""
    refused_by_the_gate(study, "closed", entity="E0001")
    assert decide(desk, "closed", "reject", scope, preview=True).body == {"places": 1, "interviews": ["P1"]}
    decide(desk, "closed", "reject", scope)
    (decision,) = storage.read(study.decisions, Decisions).decisions
    assert (decision.entity, decision.verdict) == (None, "reject")
    (found,) = finds(desk.ask("identifiers", interview="P1").body, "closed")
    assert (found["state"], found["gate"]) == ("rejected", False)


def test_a_place_of_the_gate_that_is_another_by_now_is_not_shown(desk: Desk, study: Study) -> None:
    refused_by_the_gate(study, "closed")
    desk.ask("open", interview="P1")
    edit = {"kind": "text", "turn": "P1-002", "start": 65, "end": 65, "text": "nearly always "}
    desk.ask("edits", interview="P1", seq=1, edits=[edit])
    assert finds(desk.ask("identifiers", interview="P1").body, "closed") == []
    study.findings("findings", ".xlsx").write_bytes(b"no workbook")
    assert desk.ask("identifiers", interview="P1").status == 200


def test_what_was_decided_is_in_the_log_when_the_view_is_left_or_the_program_ends(desk: Desk, study: Study) -> None:
    def logged() -> list[str]:
        return [one.what for one in audit_log.read(study) if "decisions" in one.what]

    decide(desk, "Mariner", "accept", "interview")
    decide(desk, "laughed", "add")
    assert logged() == []
    desk.ask("identifiers/close", interview="P1")
    assert logged() == ["decisions on identifiers: 2"]
    decide(desk, "Hanne", "split")
    assert desk.ask("stop").status == 200
    assert logged() == ["decisions on identifiers: 2", "decisions on identifiers: 1"]


def test_a_run_that_is_under_way_is_left_when_the_program_ends(desk: Desk, study: Study) -> None:
    decide(desk, "laughed", "add")
    desk.ask("identifiers/apply", by=BY)
    desk.review.identifiers.stop(desk.review.heard)
    told = desk.ask("identifiers/applying").body
    assert told["state"] in ("failed", "done")  # done where it was quicker
    assert not desk.review.heard.stopping
    assert applied(desk)["state"] == "done"  # begun again
