"""The methods report: what it counts, what it cannot know, and what it must not show."""

import io
import os
import re
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.guide.coverage import CoverageState, QuestionCoverage
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.model import Question, Recording
from ipstranscribe.reports import methods
from ipstranscribe.reports.methods import InterviewFacts, LoggedAction, SpokenTime, StageRecord, StudyMaterial
from ipstranscribe.reports.methods.page import MethodsPage
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.report_methods import report_methods
from tests.conftest import GOLDEN_FILES
from tests.reports.methods.test_figures import LENGTHS
from tests.studies import founded, ready, transcript

GOLDEN = GOLDEN_FILES / "methods_report.md"
HEARD = StageRecord("ipstranscribe 1", (("engine", "fast"), ("model", "whisper-base"), ("language", "en")))


def question(identity: str, text: str, branch: str) -> Question:
    return Question(id=identity, text=text, branch=branch)


def covered(number: int, state: CoverageState, units: int, words: int) -> QuestionCoverage:
    asked = () if state == "answered_unasked" else ("P1-001",)
    return QuestionCoverage(question=QUESTIONS[number - 1], state=state, asked=asked, units=units, words=words)


QUESTIONS = (question("Q1", "How was it?", "all"), question("Q2", "And the job search?", "not_working"))


def held(number: int, minutes: float | None = None, **more: object) -> InterviewFacts:
    spoken = (SpokenTime("I", "interviewer", 100, 60.0), SpokenTime(f"P{number}", "participant", 300, 180.0))
    fields: dict[str, object] = {
        "seconds": None if minutes is None else minutes * 60.0,
        "recordings": int(minutes is not None),
        "branch": "working" if number % 2 else "not_working",
        "spoken": spoken,
        "made": (("transcribe", HEARD),),
        "units": 10,
        "untagged": 1,
        "covered": (
            covered(1, "answered", 8, 250),
            covered(2, "answered_unasked", 1 if number == 2 else 0, 20 if number == 2 else 0),
        ),
        "approved": ("transcript",),
    }
    return InterviewFacts(id=f"P{number}", participants=(f"P{number}",), **{**fields, **more})


def material(*interviews: InterviewFacts, **more: object) -> StudyMaterial:
    fields: dict[str, object] = {
        "title": "Back to work",
        "when": "2026-11-23",
        "program": "ipstranscribe 1",
        "convention": "verbatim. Every word.",
        "questions": QUESTIONS,
        "columns": ("branch", "age", "gender"),
        "identifying": ("town",),
        "people": (("working", "42", "woman"), ("not_working", "50", "man"), ("working", "", "woman")),
        "interviewers": 1,
        "done": (LoggedAction("transcript approved", "investigator", 8),),
    }
    return StudyMaterial(interviews=interviews, **{**fields, **more})


EIGHT = material(*(held(number, minutes) for number, minutes in enumerate(LENGTHS, 1)), coders=3, withdrawn=1)


def told(given: StudyMaterial, language: str = "en") -> str:
    return MethodsPage.to_markdown(methods.report(given), language)


def row(report: str, name: str) -> str:
    """What stands in the first line that begins with `name`."""
    return next(line for line in report.splitlines() if re.match(rf"(- |\| ){re.escape(name)}\b", line))


def test_the_lengths_of_eight_interviews() -> None:
    """The figures of the study that the program was made for: 13 to 33 minutes, M = 22, SD = 9."""
    assert row(told(EIGHT), "Length in minutes").endswith(": n = 8, M = 22.0, SD = 8.8, median = 21.0, range 13–33")


STATED = [
    # language, item of COREQ or name, what stands there
    ("en", "12", "participants: 8, interviews: 8"),
    ("en", "13", "withdrew afterwards: 1; who declined is not stated"),
    ("en", "19", "8 of 8 interviews have a sound recording"),
    ("en", "24", "coders: 3"),
    ("en", "2", "not stated"),
    ("en", "25", "not stated"),
    ("nb", "21", "minutter: n = 8, M = 22,0, SD = 8,8, median = 21,0, spredning 13–33"),
    ("nb", "25", "ikke oppgitt"),
    ("nn", "25", "ikkje oppgjeve"),
]


@pytest.mark.parametrize(("language", "item", "text"), STATED)
def test_what_coreq_asks_for(language: str, item: str, text: str) -> None:
    assert row(told(EIGHT, language), item).split(" | ")[2].rstrip(" |") == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_items_of_coreq_are_listed(language: str) -> None:
    assert list(MethodsPage.words_of(language)["coreq"]["items"]) == [str(number) for number in range(1, 33)]


def test_questions_are_counted_over_interviews() -> None:
    report = methods.report(EIGHT)
    assert [(c.question.id, c.of, c.asked, c.answered, c.units, c.words) for c in report.covered] == [
        ("Q1", 8, 8, 8, 64, 2000),
        ("Q2", 4, 0, 1, 1, 20),
    ]


def test_what_is_not_there_is_said_and_not_guessed() -> None:
    bare = InterviewFacts(id="P9", participants=("P9",), branch="working")
    report = told(material(held(1, 20.0), bare))
    assert row(report, "Without a transcript").endswith(": P9")
    assert row(report, "Without units").endswith(": P9")
    assert (
        row(report, "Length in minutes")
        == "- Length in minutes: n = 1, M = 20.0, SD = not stated, median = 20.0, range 20–20"
    )
    assert row(report, "P9") == "| P9 | working | – | – | – | – | – | – | – |"


def test_an_empty_study_states_nothing() -> None:
    report = told(StudyMaterial("T", "2026-11-23", "ipstranscribe 1", "verbatim", (), ()))
    assert row(report, "Length in minutes").endswith("not stated")
    items = report.split("## COREQ")[1].splitlines()[6:]
    assert {line.split(" | ")[2].rstrip(" |") for line in items if line.startswith("| ")} == {"not stated"}


def test_time_is_shared_only_where_all_turns_have_times() -> None:
    untimed = held(2, spoken=(SpokenTime("I", "interviewer", 100, 60.0), SpokenTime("P2", "participant", 300, None)))
    assert held(1).share_of_time("participant") == 0.75
    assert untimed.share_of_time("participant") is None
    assert untimed.share_of_words("participant") == 0.75


@given(st.lists(st.tuples(st.sampled_from(["interviewer", "participant", "unsure"]), st.integers(0, 999)), min_size=1))
def test_shares_of_words_sum_to_one(spoken: list[tuple[str, int]]) -> None:
    one = held(1, spoken=tuple(SpokenTime(str(n), role, words, None) for n, (role, words) in enumerate(spoken)))
    shares = [one.share_of_words(role) for role in ("interviewer", "participant", "unsure")]
    assert shares == [None] * 3 if not one.words else sum(shares) == pytest.approx(1)


def test_shares_over_all_interviews() -> None:
    """300 of 400 words and 180 of 240 seconds; then 100 of 600 words without times."""
    untimed = held(2, spoken=(SpokenTime("I", "interviewer", 500, None), SpokenTime("P2", "participant", 100, None)))
    assert row(told(material(held(1), untimed)), "Said by the participant").endswith(
        ": 40 % of the words, 75 % of the time"
    )
    assert "somebody unsure" not in told(EIGHT)


def test_ways_of_doing_a_stage_are_told_apart() -> None:
    other = held(2, made=(("transcribe", StageRecord("ipstranscribe 2", ())),))
    report = methods.report(material(held(1), other, held(3)))
    assert [(one.stage, one.made.program, one.interviews) for one in report.settings] == [
        ("transcribe", "ipstranscribe 1", ("P1", "P3")),
        ("transcribe", "ipstranscribe 2", ("P2",)),
    ]


def test_a_value_that_holds_a_name_is_not_shown() -> None:
    people = (("working", "42", "with Kari"), ("working", "43", "alone"), ("working", "44", "alone"))
    report = told(
        material(held(1), people=people, columns=("branch", "age", "lives"), names=lambda text: "Kari" in text)
    )
    assert "Kari" not in report
    assert "| lives | alone | 2 (67 %) |" in report
    assert "(not shown) | 1 (33 %)" in report


def test_branches_and_questions_that_hold_a_name_are_not_shown() -> None:
    asked = (question("Q1", "What did Kari say?", "Kari's"), question("Q2", "What then?", "all"))
    report = told(material(held(1, branch="Kari's"), questions=asked, names=lambda text: "Kari" in text))
    assert "Kari" not in report
    assert "| Q1. (not shown) | (not shown) |" in report
    assert "| Q2. What then? | all |" in report


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_document_and_markdown_say_the_same(language: str) -> None:
    report = methods.report(EIGHT)
    document = docx.Document(io.BytesIO(MethodsPage.to_docx(report, language)))
    cells = {cell.text for table in document.tables for line in table.rows for cell in line.cells}
    markdown = MethodsPage.to_markdown(report, language)
    for line in markdown.splitlines():
        if line.startswith("| ") and "---" not in line:
            assert {part.strip() for part in line.strip("| ").split(" | ")} - {""} <= cells
    assert MethodsPage.to_docx(report, language) == MethodsPage.to_docx(report, language)


def test_the_report_reads_as_it_did() -> None:
    if os.environ.get("IPSTRANSCRIBE_GOLDEN") == "write":
        GOLDEN.write_text(told(EIGHT), encoding="utf-8", newline="\n")
    assert told(EIGHT) == GOLDEN.read_text(encoding="utf-8")


# --- a study -----------------------------------------------------------------------------------------------------------

TABLES = {
    "interviews": "id,participant,recordings,interviewer,place\n"
    "P1,P1,a.wav,Nora Winther,Ullevik\nP2,P2,,Nora Winther,Ullevik\nP3,P1,,Jon Aune,\n",
    "participants": "id,name,branch,age,town,notes\nP1,Hanne Nordmo,working,42,Lillehammer,moved with Hanne\n"
    'P2,Roman Lie,not_working,"37,5",,\nP8,Never Interviewed,working,99,,\n',
}


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    """Three interviews with two people; one is not transcribed yet."""
    opened = founded(tmp_path / "study", TABLES)
    said = transcript("P1", "P1", "Hanne Nordmo is what I am called, and I like Lillehammer.")
    recording = Recording(file="a.wav", sha256="0", duration=1320.0)
    storage.write(opened.transcript("P1"), said.model_copy(update={"recordings": (recording,)}), private=True)
    storage.write(opened.transcript("P2"), transcript("P2", "P2", "It went well."), private=True)
    return opened


def test_a_study_half_done(study: Study) -> None:
    report, files = report_methods(study, "2026-11-23")
    assert report.missing == ("P1", "P2", "P3")
    assert {path.parent for path in files} == {study.reports}
    assert report.minutes is not None
    assert report.minutes.mean == 22.0


def test_no_name_of_the_tables_is_in_the_report(study: Study) -> None:
    """Nor of the people interviewed, who interviewed, or where; nobody who was not interviewed is described."""
    _, files = report_methods(study, "2026-11-23")
    document = docx.Document(io.BytesIO(files[0].read_bytes()))
    shown = files[1].read_text(encoding="utf-8") + "".join(document.element.itertext())
    for name in ("Hanne", "Nordmo", "Roman", "Nora", "Winther", "Aune", "Ullevik", "Lillehammer", "99.0"):
        assert name not in shown
    assert "interviewers: 2" in shown
    assert row(shown, "12").endswith("participants: 2, interviews: 3 |")
    assert row(shown, "18").endswith("interviewed more than once: 1 |")


def test_a_finished_study_tells_its_settings_and_what_people_did(study: Study) -> None:
    (study.restricted / "interviews.csv").write_text("id,participant,recordings\nP1,P1,\nP2,P2,\n", encoding="utf-8")
    finished = Study.open(study.root)
    ready(finished)
    report, files = report_methods(finished, "2026-11-23")
    shown = files[1].read_text(encoding="utf-8")
    assert report.missing == report.unsplit == ()
    assert [one.stage for one in report.settings] == ["transcribe", "pseudonymize", "split"]
    assert "sentence_model none" in shown or "lexical" in shown
    assert "- Units approved, as they are now: 2" in shown
    assert "| units approved | investigator |" in shown
    for name in ("Hanne", "Nordmo", "Roman", "Lillehammer"):
        assert name not in shown
