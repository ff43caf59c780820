"""Every workflow tells what happens as events: nothing reaches the standard streams, and nobody is asked at a terminal."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ipstranscribe import events, workflow
from ipstranscribe.errors import UserError
from ipstranscribe.model import PseudonymizedTranscript
from ipstranscribe.model.edits import TextEdit
from ipstranscribe.review.transcript.speaker_labels import UserLabels
from ipstranscribe.study import key as keys
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import listening_copy
from ipstranscribe.workflow.apply_decisions import apply_decisions
from ipstranscribe.workflow.approve import approve
from ipstranscribe.workflow.archive import archive
from ipstranscribe.workflow.audio import approved as approved_with_sound
from ipstranscribe.workflow.borrowed_rules import borrowed
from ipstranscribe.workflow.check_quotes import check_quotes
from ipstranscribe.workflow.compare import compare
from ipstranscribe.workflow.correct_speakers import correct_speakers
from ipstranscribe.workflow.doctor import DoctorFacts, NetworkProof, doctor
from ipstranscribe.workflow.export import export_interview, export_whole
from ipstranscribe.workflow.handover import HandoverParts, hand_over, receive
from ipstranscribe.workflow.heard import recognition_of
from ipstranscribe.workflow.heard_words import kind_of
from ipstranscribe.workflow.identifiers_in_context import IdentifiersInReview, PlaceDecision
from ipstranscribe.workflow.import_codes import ReturnOptions, import_codes, withdraw_codes
from ipstranscribe.workflow.import_consensus import import_consensus
from ipstranscribe.workflow.import_corrections import import_corrections
from ipstranscribe.workflow.import_corrections import write_anew as write_corrections
from ipstranscribe.workflow.import_decisions import import_decisions, import_tables
from ipstranscribe.workflow.import_folder import import_transcripts
from ipstranscribe.workflow.import_guide import check_guide, import_guide
from ipstranscribe.workflow.import_transcript import import_transcript
from ipstranscribe.workflow.import_units import import_units
from ipstranscribe.workflow.in_advance import show_in_advance
from ipstranscribe.workflow.init import create_study
from ipstranscribe.workflow.listened import listened
from ipstranscribe.workflow.models_needed import models_needed
from ipstranscribe.workflow.next_step import next_step
from ipstranscribe.workflow.preflight import preflight
from ipstranscribe.workflow.progress import progress
from ipstranscribe.workflow.pseudonymize import pseudonymize_study
from ipstranscribe.workflow.reidentify import reidentify_files
from ipstranscribe.workflow.release import check, release
from ipstranscribe.workflow.remaining_originals import of_study
from ipstranscribe.workflow.report_methods import report_methods
from ipstranscribe.workflow.report_risk import report_risk
from ipstranscribe.workflow.reports_in_review import ReportsInReview
from ipstranscribe.workflow.retention import delete_recordings, destroy_key
from ipstranscribe.workflow.review_changes import report_changes
from ipstranscribe.workflow.review_consensus import consensus_document, decide_codes
from ipstranscribe.workflow.review_identifiers import delete_tables, write_anew
from ipstranscribe.workflow.review_transcript import TranscriptSession
from ipstranscribe.workflow.review_units import UnitsSession
from ipstranscribe.workflow.run import run
from ipstranscribe.workflow.run_choices import RunChoices, choices_so_far
from ipstranscribe.workflow.split import LazyVectors, split
from ipstranscribe.workflow.status import study_status
from ipstranscribe.workflow.stc import import_stc, write_stc
from ipstranscribe.workflow.synced_folder import accept
from ipstranscribe.workflow.term_corrections import note_corrections
from ipstranscribe.workflow.transcribe import Engines, transcribe
from ipstranscribe.workflow.withdraw import withdraw
from ipstranscribe.workflow.withheld import take_back
from tests.listening import Collector
from tests.studies import ROLE, TEST_PASSPHRASE, WHEN, copied, founded, ready, transcript

TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
    "participants": "id,name,consent\nP1,Hanne Nordmo,coders;archive\nP2,Roman Lie,coders;archive\n",
}


def reviewed(session: TranscriptSession) -> None:
    """Edits of a transcript, stored and approved."""
    session.edit([TextEdit(turn="P1-001", start=0, end=3, text="And how")])
    session.undo()
    session.redo()
    session.correct_alike("P1-001", 0, 3, "Well")
    session.approve(ROLE, WHEN, session.document()["code"])
    session.close()


def decided_in_context(study: Study) -> None:
    """A find is shown, rejected at its place, and that is undone."""
    review = IdentifiersInReview()
    find = review.document(study, "P1")["finds"][0]
    review.decide(study, PlaceDecision("P1", find["turn"], find["start"], find["end"], "reject", "place", ROLE), WHEN)
    review.undo(study, "P1")
    review.log(lambda: study, WHEN)


def coded(study: Study) -> None:
    """Codes of two coders, returned."""
    for coder in ("A", "B"):
        import_codes(study, [study.root.parent / "codes.csv"], coder, WHEN, ReturnOptions())


def shown_first(study: Study) -> None:
    """A correction is shown in the working copies before a run goes through the study."""
    storage.write(study.transcript("P1"), transcript("P1", "P1", "Then Hanne Nordmo left again."), private=True)
    key = keys.load(study, TEST_PASSPHRASE)
    show_in_advance(study, RunChoices(rules_only=True, lexical=True), key, LazyVectors())
    assert "left again" in (study.exports / "P1_units.csv").read_text("utf-8")


WORKFLOWS: dict[str, Callable[[Study], object]] = {
    "archive": lambda study: archive(study, study.root.parent / "deposit", ROLE, WHEN, accept_wording=True),
    "apply_decisions": apply_decisions,
    "approve": lambda study: approve(study, "P1", "units", by=ROLE, when=WHEN),
    "audio": approved_with_sound,  # test_audio.py makes sound
    "borrowed_rules": lambda study: borrowed(study, "de", "en"),
    "check": lambda study: check(study, None),
    "check_quotes": lambda study: check_quotes(study, study.root.parent / "article.md"),
    "compare": lambda study: (coded(study), compare(study, agreement=True)),
    "correct_speakers": lambda study: correct_speakers(study, study.interviews[0], swap=True, renames=()),
    "demo": lambda study: None,  # whole_program/test_sample_study.py runs it
    "doctor": lambda study: doctor(DoctorFacts(study, NetworkProof("Python", {}), "utf-8")),
    "export": lambda study: (export_interview(study, study.interviews[0]), export_whole(study)),
    "handover": lambda study: receive(
        study, hand_over(study, study.root.parent / "out.age", HandoverParts(), by=ROLE, when=WHEN), by=ROLE, when=WHEN
    ),
    "heard": lambda study: recognition_of(study, storage.read(study.pseudonymized("P1"), PseudonymizedTranscript)),
    "heard_words": lambda study: kind_of("Klara", "nb"),
    "identifiers_in_context": decided_in_context,
    "import_codes": lambda study: (coded(study), withdraw_codes(study, ["P1"], "A", WHEN)),
    "import_consensus": lambda study: (
        coded(study),
        compare(study, agreement=False),
        import_consensus(study, study.coding / "comparison.xlsx", ROLE, WHEN),
    ),
    "import_corrections": lambda study: (
        write_corrections(study),
        import_corrections(study, study.corrections_table, ROLE, WHEN),
    ),
    "import_decisions": lambda study: (
        import_decisions(study, study.root.parent / "decisions.csv", ROLE, WHEN),
        import_tables(study, [study.root.parent / "decisions.csv", study.root.parent / "gone.csv"], ROLE, WHEN),
    ),
    "import_folder": lambda study: import_transcripts(study, [study.root.parent / "back"], overwrite=True),
    "import_guide": lambda study: (
        import_guide(study, study.root.parent / "guide.txt", overwrite=True, language="en"),
        check_guide(study, lexical=True),
    ),
    "import_transcript": lambda study: import_transcript(
        study, study.interviews[0], study.root.parent / "talk.txt", UserLabels(None, None), overwrite=True
    ),
    "import_units": lambda study: import_units(study, study.exports / "P1_units.csv", ROLE, WHEN),
    "in_advance": shown_first,
    "init": lambda study: create_study(study.root.parent / "another", "Another", "en"),
    "pseudonymize": lambda study: pseudonymize_study(study, rules_only=True),
    "reidentify": lambda study: reidentify_files(study, [study.exports / "P1_units.csv"]),
    "release": lambda study: release(study, ROLE, WHEN),
    "remaining_originals": of_study,
    "report_methods": lambda study: report_methods(study, "2026-11-22"),
    "report_risk": lambda study: report_risk(study, "2026-11-22", 3),
    "retention": lambda study: (
        delete_recordings(study, study.interviews, by=ROLE, when=WHEN, unreviewed=True),
        destroy_key(study, by=ROLE, when=WHEN),
    ),
    "review_changes": lambda study: (
        correct_speakers(study, study.interviews[0], swap=True, renames=()),
        report_changes(study, study.interviews[0]),
    ),
    "review_identifiers": lambda study: (
        write_anew(study, study.interviews, "csv", None),
        delete_tables(study, filled=True),
    ),
    "review_consensus": lambda study: (
        coded(study),
        consensus_document(study, study.interviews[0]),
        decide_codes(study, study.interviews[0], "P1-MU001", ["late"], "", "", by=ROLE, when=WHEN),
    ),
    "reports_in_review": lambda study: ReportsInReview().make_risk(study, WHEN),
    "review_units": lambda study: UnitsSession(study, study.interviews[0]).apply(),
    "stc": lambda study: (write_stc(study), import_stc(study, None, ROLE, WHEN)),
    "review_transcript": lambda study: reviewed(TranscriptSession.open(study, study.interviews[0])),
    "listening_copy": lambda study: listening_copy.ready(
        study, study.interviews[0]
    ),  # test_listening_copy.py makes one
    "run": lambda study: run(study, rules_only=True, lexical=True, jobs=2),
    "split": lambda study: split(study, study.interviews[0], LazyVectors(), lexical=True),
    "listened": lambda study: listened(study, study.interviews[0], [], by=ROLE, when=WHEN),
    "models_needed": models_needed,
    "next_step": lambda study: next_step(study, study_status(study)),
    "preflight": preflight,
    "progress": lambda study: progress(study, RunChoices(rules_only=True, lexical=True)),
    "run_choices": choices_so_far,
    "synced_folder": lambda study: accept(study, by=ROLE, when=WHEN),
    "term_corrections": lambda study: note_corrections(
        study, transcript("P1", "P1", "Then so lame came."), transcript("P1", "P1", "Then Solheim came.")
    ),
    "status": study_status,
    "transcribe": lambda study: transcribe(study, study.interviews[0], Engines()),
    "withdraw": lambda study: withdraw(study, "P1", by=ROLE, when=WHEN),
    "withheld": lambda study: take_back(study, ("A",)),
}

PARTS = {
    "__init__",
    "agreed_coding",
    "transcribe_elsewhere",  # test_transcribe.py has somebody there who hears
    "alike",
    "built_documents",
    "corrections_of_others",
    "derived_files",
    "fixed_texts",
    "gate_search",
    "imported_transcript",
    "recording_sums",
    "transcribe_task",
    "withdrawn_entities",
    "word_draft",
    "coded_study",
    "finds_shown",
    "gate_places",
    "returned_files",
    "searched_talks",
    "review_document",
    "review_journal",
    "review_shown",
    "own_texts",
    "findings",
    "finished_run",
    "given_files",
    "interview_readings",
    "pseudonymize_inputs",
    "recognized_turns",
    "rendered",
    "roles",
    "step",
    "table_values",
    "working_copies",
    "gone_talk",
    "silence",
    "sound_clips",
    "sound_export",
    "sound_state",
    "still_heard",
    "table_copies",
    "withdraw_shared",
    "withdrawn_forms",
}
"""Files that workflows are made of."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a study in which everything is done and approved, and of files to import."""
    folder = tmp_path_factory.mktemp("made")
    study = founded(folder / "study", TABLES)
    for one in ("P1", "P2"):
        storage.write(study.transcript(one), transcript(one, one, "Then Hanne Nordmo came, and we left."), private=True)
    ready(study)
    (folder / "guide.txt").write_text("1. How was it to be back at work?\n2. What helped you most?\n", encoding="utf-8")
    (folder / "article.md").write_text("“Then somebody came, and we left” (P1).\n", encoding="utf-8")
    (folder / "codes.csv").write_text("interview,unit_id,code\nP1,P1-MU001,leaving\n", encoding="utf-8")
    (folder / "back").mkdir()
    for name in ("P1.txt", "nobody.txt"):
        (folder / "back" / name).write_text("I: Who came?\nP1: Hanne Nordmo came.\n", encoding="utf-8")
    (folder / "talk.txt").write_text("I: Who came?\nP1: Hanne Nordmo came.\n", encoding="utf-8")
    (folder / "decisions.csv").write_text(
        "decision,replacement,written_form\nchange,a friend,Roman\n", encoding="utf-8"
    )
    return folder


def test_every_workflow_is_tried() -> None:
    """A file of `workflow/` that acts on a study has a line in `WORKFLOWS`."""
    folder = Path(str(workflow.__file__)).parent
    assert {path.stem for path in (*folder.glob("*.py"), *folder.glob("*/"))} - PARTS - {"__pycache__"} == set(
        WORKFLOWS
    )


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_is_silent_and_asks_who_listens(
    made: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The passphrase is asked for as a question, which the listener answers."""
    study = copied(made, tmp_path)
    monkeypatch.delenv("IPSTRANSCRIBE_PASSPHRASE")
    listener = Collector(answers=[TEST_PASSPHRASE] * 9)
    capfd.readouterr()
    with events.listening(listener):
        WORKFLOWS[name](study)
    assert capfd.readouterr() == ("", "")
    assert all(question.secret for question in listener.questions)
    assert not any("Nordmo" in str(event) for event in listener.events)


def test_where_nobody_can_be_asked_a_workflow_says_so(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IPSTRANSCRIBE_PASSPHRASE")
    with pytest.raises(UserError, match="needs a passphrase"):
        release(copied(made, tmp_path), ROLE, WHEN)
