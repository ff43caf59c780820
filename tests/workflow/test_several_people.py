"""A couple with an interpreter in one recording: from a transcript to documents of every format, and when one withdraws."""

import csv
import json
import re
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import PseudonymizedTranscript, Transcript, Units
from ipstranscribe.release.extract.unpack import unpack
from ipstranscribe.study import approvals, audit_log, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.correct_speakers import correct_speakers
from ipstranscribe.workflow.export import export_interview, export_whole
from ipstranscribe.workflow.import_transcript import import_transcript
from ipstranscribe.workflow.report_methods import report_methods
from ipstranscribe.workflow.status import study_coverage
from ipstranscribe.workflow.withdraw import remove_originals, withdraw
from tests.studies import ROLE, WHEN, founded, in_everything, ready

TABLES = {
    "interviews": 'id,participant,recordings,interviewer\nF1,"P1, P2",talk.wav,Nora Winther\nP3,P3,,Nora Winther\n',
    "participants": "id,name,branch\nP1,Henrik Solheim,working\nP2,Grete Solheim,not_working\nP3,Ivar Bakke,working\n",
    "people": "name,aliases,role,of\nAmina Haddad,,interpreter,P2\nTordis Lund,Tordis,sister,P2\n",
}
TALK = """\
[00:00:01] Nora: Tell me about your experience of being back at work. How was it, Henrik?
[00:00:03] Henrik: It was heavyish at first, I slept wobbly every night, and the mornings became lighterly with every week.
[00:00:05] Grete: He came home plonkish and went to bed. I walked the dog alongside the fjord, and Tordis came on Sundays.
[00:00:07] Nora: And for you, Grete, tell me about your experience with the job search.
[00:00:09] Grete: I wrote forty letters to bakeries and gardens, and nobody answered before the spring.
[00:00:11] Henrik: Grete never gave up, she is stubbornish like that.
[00:00:13] Amina: She says that she was proudly glad of him.
[00:00:15] Nora: Is there anything else you want to add?
[00:00:17] Henrik: No, I think that we are finishedly done here.
"""
ALONE = "Nora: How was it to be back at work?\nIvar: It was quietly fine for me, and my days were longish.\n"
OWN = {
    "P1": ("heavyish", "wobbly", "lighterly", "stubbornish", "finishedly"),
    "P2": ("plonkish", "alongside", "letters", "bakeries", "gardens"),
    "T": ("proudly",),
}
"""Words that only one of them says."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the study and its key, made once: everything approved, in every format."""
    folder = tmp_path_factory.mktemp("made")
    study = founded(folder / "study", TABLES)
    (study.restricted / "recordings").mkdir(exist_ok=True)
    with wave.open(str(study.restricted / "recordings" / "talk.wav"), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(np.full(20 * 16_000, 8_000, "<i2").tobytes())
    (folder / "talk.txt").write_text(TALK, encoding="utf-8")
    (folder / "alone.txt").write_text(ALONE, encoding="utf-8")
    import_transcript(study, study.interview("F1"), folder / "talk.txt")
    import_transcript(study, study.interview("P3"), folder / "alone.txt")
    ready(study)
    study = in_everything(study, ("A",))
    for interview in study.interviews:
        export_interview(study, interview)
    export_whole(study)
    return folder


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """The texts inside every file below `root`: the file's name, and all that it says."""
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix not in (".wav", ".age", ".lock"):
            raw = path.read_bytes()
            try:
                inside = [piece.text for piece in unpack(path.name, raw)]
            except Exception:  # noqa: BLE001 - whatever cannot be unpacked is searched as it is
                inside = []
            yield path.relative_to(root).as_posix(), "\n".join((*inside, raw.decode("utf-8", "replace")))


def test_everybody_has_a_label_and_every_word_stays_with_who_said_it(study: Study) -> None:
    """In the transcript, the pseudonymized text and the units."""
    transcript = storage.read(study.transcript("F1"), Transcript)
    text = storage.read(study.pseudonymized("F1"), PseudonymizedTranscript)
    units = storage.read(study.units("F1"), Units)
    assert {s.label: s.role for s in transcript.speakers} == {
        "I": "interviewer", "P1": "participant", "P2": "participant", "T": "present",
    }  # fmt: skip
    for label, words in OWN.items():
        for word in words:
            assert [t.speaker for t in transcript.turns if word in t.text] == [label]
            assert [t.speaker for t in text.turns if word in t.text] == [label]
            assert [u.speaker for u in units.units if word in u.text] == [label]
    assert text.branches == {"P1": "working", "P2": "not_working"}


def test_replacements_tell_people_apart(study: Study) -> None:
    """Each participant is their own id, a relative is theirs whose table says so."""
    said = " ".join(t.text for t in storage.read(study.pseudonymized("F1"), PseudonymizedTranscript).turns)
    assert "[P1]" in said
    assert "[P2]" in said
    assert "[P2's sister]" in said
    assert not re.search("Grete|Henrik|Tordis|Solheim", said)


def test_nobody_answers_a_question_of_another_branch(study: Study) -> None:
    """Q2 is for who works, Q3 for who does not; coverage is told for each person, with a row of their own."""
    units = storage.read(study.units("F1"), Units)
    assert not [u for u in units.units if (u.speaker, u.question) in {("P1", "Q3"), ("P2", "Q2")}]
    questions, lines = study_coverage(study)
    rows = {line.name: dict(zip(questions, line.states, strict=True)) for line in lines}
    assert list(rows) == ["F1 · P1", "F1 · P2", "F1 · T", "P3"]
    assert rows["F1 · P2"]["Q2"] == "other_branch"
    assert rows["F1 · P1"]["Q3"] == "other_branch"
    assert rows["P3"]["Q3"] == "other_branch"


def test_every_format_has_the_label_of_who_speaks(study: Study) -> None:
    """In tables in the row, in JSON in the record, in running text before the talk."""
    seen = dict(texts(study.exports))
    for name in (
        "F1_units.csv",
        "F1_units.xlsx",
        "F1_units.docx",
        "F1_transcript_pseudonymized.docx",
        "F1_by_question.docx",
    ):
        assert all(label in seen[name] for label in ("P1", "P2", "T")), name
    rows = list(csv.reader((study.exports / "F1_units.csv").read_text(encoding="utf-8-sig").splitlines()))
    record = json.loads((study.exports / "F1_interview.json").read_text(encoding="utf-8"))
    lines = (study.exports / "F1_transcript.txt").read_text(encoding="utf-8-sig").splitlines()
    for label, words in OWN.items():
        for word in words:
            assert {row[3] for row in rows if word in row[7]} == {label}
            assert {unit["speaker"] for unit in record["units"] if word in unit["text"]} == {label}
            assert all(f" {label}: " in line for line in lines if word in line)
    assert record["about"]["branch"] == "P1 working; P2 not_working"


LINES = [
    "F1_transcript.srt", "F1_transcript.vtt", "F1_transcript.html", "atlasti/F1.txt", "dedoose/F1.txt", "maxqda/F1.txt",
    "qualcoder/F1.txt", "taguette/F1.html", "F1_units.tsv", "F1_units.jsonl", "coder A/F1_units.csv",
]  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_lines_of_every_other_format_have_it_too(study: Study, name: str) -> None:
    """The label stands in the line of the word, or in the row or cue to which it belongs, and nobody else's does."""
    content = (study.exports / name).read_text(encoding="utf-8-sig").replace("<td", "\n<td")
    lines = content.splitlines()
    for label, words in OWN.items():
        for word in words:
            at = [n for n, line in enumerate(lines) if word in line]
            assert at
            for n in at:
                near = " ".join(lines[max(0, n - 2) : n + 1])
                assert re.findall(r"(?<![\w\[])(P1|P2|T)(?![\w'’])", near)[-1:] == [label] or f"{label}" in lines[n], (
                    word
                )


def test_reports_count_people(study: Study) -> None:
    """Three people in two interviews, each with their own words."""
    report, _ = report_methods(study, WHEN)
    assert report.participants == 3
    joint = next(one for one in report.material.interviews if one.id == "F1")
    assert [person.label for person in joint.people] == ["P1", "P2"]
    assert sum(joint.words_each) == joint.words_of("participant")


def test_after_a_withdrawal_no_word_of_that_person_is_anywhere(study: Study) -> None:
    """Not in a transcript, a draft, a text, a unit, a document, a copy; what the others said is still there, with its ids."""
    kept = {t.id: t.text for t in storage.read(study.transcript("F1"), Transcript).turns if t.speaker != "P2"}
    assert study.recognized("F1").exists()
    done = withdraw(study, "P2", by=ROLE, when=WHEN)
    left = Study.open(study.root)
    assert not [(name, word) for name, text in texts(study.root) for word in OWN["P2"] if word in text]
    assert not study.recognized("F1").exists(), "it holds checksums of what was said"
    assert {t.id: t.text for t in storage.read(left.transcript("F1"), Transcript).turns} == kept
    assert [(i.id, i.participants) for i in left.interviews] == [("F1", ("P1",)), ("P3", ("P3",))]
    assert any("restricted/reports/F1_read_again.csv" in note for note in done.notes)
    told = (study.reports / "F1_read_again.csv").read_text(encoding="utf-8-sig")
    assert "F1-006" in told  # says her name, and follows what she said
    assert ("withdrawn", "P2") in [(e.what, e.about) for e in audit_log.read(study)]
    given = approvals.read(left)
    assert {approvals.state(left, "F1", what, given) for what in approvals.STAGES} == {"stale"}
    assert {approvals.state(left, "P3", what, given) for what in approvals.STAGES} == {"reviewed"}
    ready(left)
    assert not [(name, word) for name, text in texts(study.root) for word in OWN["P2"] if word in text]
    assert [word for word in OWN["P1"] if word not in dict(texts(study.exports))["F1_units.csv"]] == []


def test_the_voice_goes_as_well_and_the_original_is_listed_then_deleted(study: Study) -> None:
    """The copy is as long, and silent where P2 speaks; after the second word the recording is gone."""
    done = withdraw(study, "P2", by=ROLE, when=WHEN)
    left = Study.open(study.root)
    (copy,) = left.recordings(left.interview("F1"))
    assert copy.name == "F1_1_without_P2.wav"
    with wave.open(str(copy), "rb") as file:
        heard = np.abs(np.frombuffer(file.readframes(file.getnframes()), "<i2")).astype(int)
    assert len(heard) == 20 * 16_000
    assert not heard[int(5.0 * 16_000) : int(6.9 * 16_000)].any()
    assert not heard[int(9.0 * 16_000) : int(10.9 * 16_000)].any()
    assert heard[int(3.4 * 16_000) : int(4.5 * 16_000)].all()
    assert any("talk.wav" in original.where and "voice of P2" in original.what for original in done.remaining)
    assert (study.restricted / "recordings" / "talk.wav").exists()
    removed = remove_originals(left, "P2", by=ROLE, when=WHEN)
    assert "restricted/recordings/talk.wav" in removed.removed
    assert copy.exists()
    rows = (study.restricted / "participants.csv").read_text(encoding="utf-8")
    assert "Grete" not in rows
    assert "Henrik" in rows
    assert [i.id for i in Study.open(study.root).interviews] == ["F1", "P3"]


def test_nothing_brings_the_talk_back(study: Study, tmp_path: Path) -> None:
    """An old text is read without it; with nobody left the interview goes as a whole."""
    withdraw(study, "P2", by=ROLE, when=WHEN)
    left = Study.open(study.root)
    again = tmp_path / "again.txt"
    again.write_text(TALK, encoding="utf-8")
    with pytest.raises(UserError) as error:
        import_transcript(left, left.interview("F1"), again)
    assert error.value.code == ExitCode.REFUSED
    done = import_transcript(left, left.interview("F1"), again, overwrite=True)
    assert done.left_out == 2
    assert {t.speaker for t in storage.read(left.transcript("F1"), Transcript).turns} == {"I", "P1", "T"}
    withdraw(left, "P1", by=ROLE, when=WHEN)
    assert [i.id for i in Study.open(study.root).interviews] == ["P3"]


def test_it_is_refused_while_it_is_not_known_who_speaks(study: Study) -> None:
    """It could be the person who withdraws; nothing is changed."""
    correct_speakers(study, study.interview("F1"), swap=False, renames=[("T", "S1")])
    before = study.transcript("F1").read_bytes()
    with pytest.raises(UserError) as error:
        withdraw(study, "P2", by=ROLE, when=WHEN)
    assert "F1-007" in error.value.what
    assert study.transcript("F1").read_bytes() == before
    assert Study.open(study.root).withdrawn.participants == ()


RENAMED = [
    # renames, labels of the turns of P1 and P2 then; or what the refusal names
    ([("P1", "P2"), ("P2", "P1")], ("P2", "P1"), ""),
    ([("T", "R")], ("P1", "P2"), ""),
    ([("T", "P3")], ("P1", "P2"), "not listed for this interview"),
    ([("T", "Amina")], ("P1", "P2"), "must not be a name"),
]


@pytest.mark.parametrize(("renames", "labels", "refused"), RENAMED)
def test_labels_are_corrected_for_all_at_once(
    study: Study, renames: list[tuple[str, str]], labels: tuple[str, str], refused: str
) -> None:
    """Two are exchanged; somebody who is not listed for the interview is no label."""
    if refused:
        with pytest.raises(UserError) as error:
            correct_speakers(study, study.interview("F1"), swap=False, renames=renames)
        assert refused in error.value.what
    else:
        correct_speakers(study, study.interview("F1"), swap=False, renames=renames)
    turns = storage.read(study.transcript("F1"), Transcript).turns
    said = {t.speaker for t in turns if "heavyish" in t.text}, {t.speaker for t in turns if "bakeries" in t.text}
    assert said == ({labels[0]}, {labels[1]})
