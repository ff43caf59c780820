"""Corrected once: a name put right in one draft is offered in all interviews, written where a person says so, and undone."""

from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import CorrectionLog, Transcript
from ipstranscribe.study import approvals, audit_log, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.approve import approve
from ipstranscribe.workflow.import_corrections import import_corrections, write_anew
from ipstranscribe.workflow.import_transcript import import_transcript, preview_transcript
from ipstranscribe.workflow.imported_transcript import ImportedTranscript
from ipstranscribe.workflow.term_corrections import for_draft, log_of, terms_of
from ipstranscribe.workflow.transcribe import task_of
from ipstranscribe.workflow.withdraw import remove_originals, withdraw
from ipstranscribe.workflow.word_draft import draft
from tests.review.transcript.corrections.interviews import edited, talk
from tests.studies import ROLE, WHEN, copied, founded

TABLES = {
    "interviews": "id,participant,recordings\n" + "".join(f"P{n},P{n},\n" for n in range(1, 6)),
    "participants": "id,name\n" + "".join(f"P{n},Hanne {name}\n" for n, name in enumerate("ABCDE", 1)),
}
P2 = ("I saw so lame. Then so lame's boss left.", "It was so, lame excuses and all.")
P3 = ("So lame helped me.", "And I took pregabalin.")
P4 = ("I never met so lame before.",)
INTERVIEWS = (
    talk("Then I met so lame at work.", "He was live there."),
    talk(*P2, interview="P2"),
    talk(*P3, interview="P3"),
    talk(*P4, interview="P4", corrected=True),
)
Row = Mapping[str, str]


@pytest.fixture(scope="module")
def founding(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("founding")
    study = founded(folder / "study", TABLES)
    for one in INTERVIEWS:
        put(study, one)
    return folder


@pytest.fixture
def study(founding: Path, tmp_path: Path) -> Study:
    """A study with three drafts and an interview that somebody has corrected."""
    return copied(founding, tmp_path)


@pytest.fixture
def corrected(study: Study) -> Study:
    """The same after somebody corrected the name in the draft of P1."""
    bring(study, "P1", ("so lame", "Solheim"))
    return study


def put(study: Study, transcript: Transcript) -> None:
    storage.write(study.transcript(transcript.interview), transcript, private=True)
    interview = study.interview(transcript.interview)
    storage.write_bytes(study.draft(interview.id), draft(transcript, study, interview), private=True)


def bring(study: Study, interview: str, *changes: tuple[str, str], of: bytes | None = None) -> ImportedTranscript:
    """Correct the draft of an interview, and import it."""
    path = study.root.parent / f"{interview}_back.docx"
    path.write_bytes(edited(of or study.draft(interview).read_bytes(), *changes))
    return import_transcript(study, study.interview(interview), path)


def decide(study: Study, answer: Callable[[Row], Row], by: str = ROLE) -> list[str]:
    """Fill in the workbook as it lies there, and import it; `answer` gives the cells to write into a row."""
    book = openpyxl.load_workbook(study.corrections_table)
    sheet = book.worksheets[0]
    head = [str(cell.value) for cell in sheet[2]]
    for row in sheet.iter_rows(min_row=3):
        cells = {name: str(cell.value or "") for name, cell in zip(head, row, strict=True)}
        for name, value in answer(cells).items():
            row[head.index(name)].value = value
    path = study.root.parent / "decided.xlsx"
    book.save(path)
    return import_corrections(study, path, by, WHEN)


def whole(**cells: str) -> Callable[[Row], Row]:
    """The answer in the first row of a correction."""
    named = {name.replace("_", " "): value for name, value in cells.items()}
    return lambda row: {} if row["Place"] else named


def at(place: str, **cells: str) -> Callable[[Row], Row]:
    """The answer in the row of a place."""
    named = {name.replace("_", " "): value for name, value in cells.items()}
    return lambda row: named if row["Place"] == place else {}


def said(study: Study, interview: str) -> tuple[str, ...]:
    return tuple(turn.text for turn in storage.read(study.transcript(interview), Transcript).turns)


def places(study: Study) -> list[tuple[str, str]]:
    """Place and state of each row of the workbook."""
    write_anew(study)
    sheet = openpyxl.load_workbook(study.corrections_table).worksheets[0]
    head = [str(cell.value) for cell in sheet[2]]
    rows = [dict(zip(head, (str(cell.value or "") for cell in row), strict=True)) for row in sheet.iter_rows(min_row=3)]
    return [(row["Place"], row["State of it"].split(";")[0]) for row in rows]


def test_a_correction_is_offered_with_counts_and_without_a_word(study: Study) -> None:
    """The notice tells how many places in which interviews; the words stand in the workbook alone."""
    lines = list(bring(study, "P1", ("so lame", "Solheim")).lines())
    told = next(line for line in lines if "elsewhere" in line)
    assert "1 correction of names or terms may hold elsewhere: 4 places in 3 interviews (P2 2, P3 1, P4 1)" in told
    assert not any(word in line for line in lines for word in ("lame", "Solheim"))
    assert places(study) == [
        ("", "waits"), ("P2-001 #1", "waits"), ("P2-001 #2", "waits"), ("P3-001 #1", "waits"), ("P4-001 #1", "waits"),
    ]  # fmt: skip
    assert said(study, "P2") == P2, "an offer changes nothing"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(("He was live there", "He lived there"), id="grammar"),
        pytest.param(("Then I met", "I then met"), id="another order"),
        pytest.param(("at work", "at the work"), id="a word that was added"),
    ],
)
def test_what_is_no_name_or_term_is_not_offered(study: Study, change: tuple[str, str]) -> None:
    """Grammar and style are corrected for their place alone."""
    assert bring(study, "P1", change).offer is None
    assert not study.corrections("P1").exists()


def test_a_preview_offers_nothing(study: Study, tmp_path: Path) -> None:
    """What is only looked at leaves no trace."""
    path = tmp_path / "back.docx"
    path.write_bytes(edited(study.draft("P1").read_bytes(), ("so lame", "Solheim")))
    assert preview_transcript(study, study.interview("P1"), path).offer is None
    assert not study.corrections_table.exists()


def test_yes_writes_it_in_every_draft_and_no_takes_it_back(corrected: Study) -> None:
    """Case, possessive and punctuation stay; hand-corrected interviews are left alone; no gives back the same bytes."""
    before = {one: corrected.transcript(one).read_bytes() for one in ("P1", "P2", "P3", "P4")}
    drafts = {one: corrected.draft(one).read_bytes() for one in before}
    lines = decide(corrected, whole(Decision="yes"))
    assert said(corrected, "P2") == ("I saw Solheim. Then Solheim's boss left.", P2[1])
    assert said(corrected, "P3") == ("Solheim helped me.", P3[1])
    assert said(corrected, "P4") == P4
    assert corrected.transcript("P1").read_bytes() == before["P1"]
    assert "P2: written at 2 places." in lines
    assert any(line.startswith("P4: corrected by hand") and "1 place" in line for line in lines)
    assert not any("Solheim" in line or "lame" in line for line in lines)
    assert b"Solheim" not in corrected.log.read_bytes()
    assert audit_log.read(corrected)[-1]._replace(program="") == (
        WHEN, "decisions on corrections: 1", "P2 P3", ROLE, "",
    )  # fmt: skip
    lines = decide(corrected, whole(Decision="no"))
    assert "P2: taken back at 2 places." in lines
    assert {one: corrected.transcript(one).read_bytes() for one in before} == before
    assert {one: corrected.draft(one).read_bytes() for one in before} == drafts
    assert [one.verdict for one in log_of(corrected, "P1").decisions] == ["yes", "no"], "nothing is overwritten"


def test_word_times_stay_in_order_and_what_was_heard_is_kept(corrected: Study) -> None:
    """The name has the time of the two words; a listener is told what was heard there."""
    decide(corrected, whole(Decision="yes"))
    stored = storage.read(corrected.transcript("P2"), Transcript)
    words = [(stored.turns[0].text[w.char_start : w.char_end], w.start, w.end) for w in stored.turns[0].words]
    assert words[:4] == [("I", 0.0, 0.8), ("saw", 1.0, 1.8), ("Solheim.", 2.0, 3.8), ("Then", 4.0, 4.8)]
    assert [(c.kind, c.heard, c.written, c.start) for c in stored.concerns] == [
        ("respelling", "so lame", "Solheim", 2.0), ("respelling", "so lame", "Solheim", 5.0),
    ]  # fmt: skip
    assert not stored.corrected


def test_a_place_may_be_left_out_or_taken_alone(corrected: Study) -> None:
    """The narrower word counts more; a hand-corrected interview is changed where its own row says so."""
    decide(corrected, lambda row: {"Decision": "no"} if row["Place"] == "P2-001 #2" else whole(Decision="yes")(row))
    assert said(corrected, "P2")[0] == "I saw Solheim. Then so lame's boss left."
    decide(corrected, at("P4-001 #1", Decision="yes"))
    assert said(corrected, "P4") == ("I never met Solheim before.",)
    assert storage.read(corrected.transcript("P4"), Transcript).corrected
    assert places(corrected)[1:] == [
        ("P2-001 #1", "written"), ("P2-001 #2", "left as it is"), ("P3-001 #1", "written"), ("P4-001 #1", "written"),
    ]  # fmt: skip
    decide(corrected, at("P4-001 #1", Decision="no"))
    assert said(corrected, "P4") == P4
    decide(corrected, at("P4-001 #1", Decision="ja", Holds_where="this interview"))
    assert said(corrected, "P4") == P4, "the place's own no counts more"


def test_all_listed_places_are_taken_and_taken_back_by_one_word(corrected: Study) -> None:
    """Also in hand-corrected interviews: it is a yes at each place. A no for everything alone leaves these, and says so."""
    decide(corrected, whole(Decision="yes", Holds_where="all listed places"))
    assert said(corrected, "P4") == ("I never met Solheim before.",)
    lines = decide(corrected, whole(Decision="no"))
    assert any("4 places have a yes of their own and still stand" in line for line in lines)
    decide(corrected, whole(Decision="no", Holds_where="all listed places"))
    assert (said(corrected, "P2"), said(corrected, "P3"), said(corrected, "P4")) == (P2, P3, P4)


def test_an_ordinary_word_is_offered_place_by_place(study: Study) -> None:
    """`live` for Liv: a yes on the whole keeps the term, and changes no place."""
    put(study, talk("I live with live now.", interview="P2"))
    bring(study, "P1", ("live there", "Liv there"))
    decide(study, whole(Decision="yes"))
    assert said(study, "P2") == ("I live with live now.",)
    assert terms_of(study) == ("Liv",)
    decide(study, at("P2-001 #2", Decision="yes"))
    assert said(study, "P2") == ("I live with Liv now.",)
    decide(study, at("P2-001 #2", Decision="no"))
    assert said(study, "P2") == ("I live with live now.",)


def test_the_term_is_listened_for_in_later_recordings_until_somebody_takes_it_out(corrected: Study) -> None:
    """Drafts that are there are not made anew because of it; drafts that are made later show it."""
    before = task_of(corrected, corrected.interview("P5"))
    decide(corrected, whole(Decision="yes"))
    task = task_of(corrected, corrected.interview("P5"))
    assert task.learned == ("Solheim",)
    assert task.inputs == before.inputs
    assert task.batches != before.batches, "what was decoded without it is not mixed with what is decoded with it"
    new = for_draft(corrected, talk("Was so lame there?", interview="P5"))
    assert [turn.text for turn in new.turns] == ["Was Solheim there?"]
    assert log_of(corrected, "P5").applied
    decide(corrected, whole(Decision="yes", In_vocabulary="no"))
    assert task_of(corrected, corrected.interview("P5")).learned == ()
    assert said(corrected, "P3")[0] == "Solheim helped me."
    decide(corrected, whole(Decision="no"))
    assert terms_of(corrected) == ()


def test_a_term_that_stands_nowhere_else_yet_can_be_kept(study: Study) -> None:
    """It is in the workbook without a place, and not counted as waiting."""
    made = bring(study, "P1", ("at work", "at Kvistebo, at work"))
    assert made.offer is None
    made = bring(study, "P1", ("at work", "at Workstad"))
    assert made.offer
    assert not made.offer.lines()
    assert places(study) == [("", "stands nowhere else yet")]


def test_who_corrects_an_older_draft_keeps_every_word(corrected: Study) -> None:
    """A draft that was on somebody's desk meanwhile: both stay, and the corrected interview is not touched any more."""
    old = corrected.draft("P2").read_bytes()
    decide(corrected, whole(Decision="yes"))
    bring(corrected, "P2", ("boss left", "boss Randi left"), of=old)
    assert said(corrected, "P2")[0] == "I saw Solheim. Then Solheim's boss Randi left."
    decide(corrected, whole(Decision="no"))
    assert said(corrected, "P2")[0] == "I saw so lame. Then so lame's boss Randi left."


@pytest.mark.parametrize("written", ["Solheim", "Sollheim", "so lame indeed"])
def test_who_listened_to_the_recording_is_right(corrected: Study, written: str) -> None:
    """Where an older draft was corrected otherwise, that stays, and no decision changes it back."""
    old = corrected.draft("P3").read_bytes()
    decide(corrected, whole(Decision="yes"))
    bring(corrected, "P3", ("So lame helped", f"{written} helped"), of=old)
    assert said(corrected, "P3")[0] == f"{written} helped me."
    decide(corrected, whole(Decision="no"))
    assert said(corrected, "P3")[0] == f"{written} helped me."


def test_a_draft_that_somebody_is_correcting_is_left_where_it_is(corrected: Study) -> None:
    """It was edited in the study's folder and not imported yet: its import brings both together."""
    path = corrected.draft("P2")
    mine = edited(path.read_bytes(), ("excuses and all", "excuses, all of it"))
    path.write_bytes(mine)
    lines = decide(corrected, whole(Decision="yes"))
    assert path.read_bytes() == mine
    assert any(line.startswith("P2: its Word draft is being corrected") for line in lines)
    import_transcript(corrected, corrected.interview("P2"), path)
    assert said(corrected, "P2") == ("I saw Solheim. Then Solheim's boss left.", "It was so, lame excuses, all of it.")


def test_an_approval_that_it_makes_stale_is_told(corrected: Study) -> None:
    """And that of an interview without a place stays."""
    for one in ("P2", "P4"):
        approve(corrected, one, "transcript", by=ROLE, when=WHEN)
    lines = decide(corrected, whole(Decision="yes"))
    given = approvals.read(corrected)
    assert [approvals.state(corrected, one, "transcript", given) for one in ("P2", "P4")] == ["stale", "reviewed"]
    assert [line for line in lines if "stale" in line] == [
        "P2: its transcript had been approved; the approval is stale now; look at it again."
    ]


def test_a_table_read_twice_decides_once_and_an_untouched_one_nothing(corrected: Study) -> None:
    """Also after others have decided: only what a person wrote into it counts."""
    assert decide(corrected, lambda row: {})[0] == "0 decisions read."
    decide(corrected, whole(Decision="yes"))
    assert import_corrections(corrected, corrected.root.parent / "decided.xlsx", ROLE, WHEN)[0] == "0 decisions read."
    assert len(log_of(corrected, "P1").decisions) == 1


def test_nobody_undoes_anothers_decision_unawares(corrected: Study) -> None:
    """A row that was overtaken is refused by its number; the same person may change their mind in any copy."""
    stale = corrected.corrections_table.read_bytes()
    decide(corrected, whole(Decision="yes"), by="coder-1")
    corrected.corrections_table.write_bytes(stale)
    with pytest.raises(UserError, match="row 3: somebody else has decided otherwise") as error:
        decide(corrected, whole(Decision="no"), by="coder-2")
    assert error.value.code == ExitCode.REFUSED
    assert said(corrected, "P3")[0] == "Solheim helped me."
    corrected.corrections_table.write_bytes(stale)
    decide(corrected, whole(Decision="no"), by="coder-1")
    assert said(corrected, "P3") == P3


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (whole(Decision="perhaps"), "row 3: what stands in decision"),
        (whole(Decision="yes", Holds_where="this place"), "row 3: the row is about the whole correction"),
        (whole(Decision="yes", Holds_where="P1"), "row 3: in that interview the correction was made by hand"),
        (whole(Decision="yes", Holds_where="P2-002 #1"), "row 3: that is no place"),
        (whole(Decision="yes", Corrected_to="Solheimen"), "row 3: no draft was corrected like this"),
    ],
)
def test_a_row_that_is_not_understood_is_named_and_nothing_is_read(
    corrected: Study, answer: Callable[[Row], Row], told: str
) -> None:
    """With what is right, and without a word of it."""
    with pytest.raises(UserError, match=told) as error:
        decide(corrected, answer)
    assert "olheim" not in error.value.what + error.value.fix
    assert log_of(corrected, "P1").decisions == ()


def test_decisions_that_were_not_read_back_are_kept(corrected: Study) -> None:
    """The workbook is written anew after every import; one that was filled in stays as a copy."""
    path = corrected.corrections_table
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A3"].value = "yes"
    book.save(path)
    mine = path.read_bytes()
    told = bring(corrected, "P3", ("pregabalin", "Pregabalex")).offer
    assert told
    assert told.kept_copy
    assert (path.parent / told.kept_copy).read_bytes() == mine


def test_who_withdraws_takes_their_corrections_along(corrected: Study) -> None:
    """The term is not listened for any more; what was written in other interviews stays, and so do their originals."""
    decide(corrected, whole(Decision="yes"))
    withdraw(corrected, "P1", by=ROLE, when=WHEN)
    fresh = Study.open(corrected.root)
    assert not fresh.corrections_table.exists()
    assert terms_of(fresh) == ()
    assert said(fresh, "P3")[0] == "Solheim helped me."
    remove_originals(fresh, "P1", by=ROLE, when=WHEN)
    assert not fresh.corrections("P1").exists()
    assert storage.read(fresh.corrections("P3"), CorrectionLog).applied
